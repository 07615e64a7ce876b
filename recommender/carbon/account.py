"""The carbon account of one site by one method: every line, the sums, and what must be said with them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from recommender.carbon.guards import guarded
from recommender.carbon.lines import AREA, PEOPLE, lines_of, number
from recommender.carbon.methods import (
    boundary_of,
    chosen_method,
    counted_by_others,
    methods_for,
    site_type_of,
)
from recommender.carbon.remarks import remarks
from recommender.carbon.totals import EMITTING, UNCOUNTED, totals
from recommender.carbon.works import works_lines
from recommender.evaluate.scope import Knowledge
from recommender.model.accounting import Balance, Line, Scope
from recommender.model.catalogue import Catalogue
from recommender.model.decision import Decision
from recommender.model.interval import Interval
from recommender.model.problem import BadInput, Place, Problem

__all__ = ["balance", "can_account", "chosen_method", "methods_for", "scopes"]


def balance(decision: Decision, knowledge: Knowledge, method: str = "") -> Balance:
    """The account of a site, in tCO2 a year, by `method`, else the profile's method, else the default.

    Raises BadInput where no method fits, a unit does not fit, or more green power is exported than generated.
    """
    catalogue = knowledge.catalogue
    used = chosen_method(decision, catalogue, method)
    if used is None:
        raise BadInput((_no_method(decision, catalogue),))
    items = boundary_of(used, site_type_of(decision), catalogue)
    lines, acted = guarded(lines_of(used, items, decision, catalogue), decision, catalogue)
    sums = totals(lines, catalogue)
    works = works_lines(items, used.clause, decision, catalogue)
    account = Balance(
        used.id,
        decision.site.stated.year,
        lines,
        sums.gross,
        sums.reductions,
        sums.removals,
        sums.offsets,
        sums.net,
        sums.of_known,
        sums.unknown,
        works,
        people=number(decision, PEOPLE),
        area=number(decision, AREA),
    )
    elsewhere = counted_by_others(used, site_type_of(decision), catalogue)
    return remarks(account, acted, sums.capped, used, items, elsewhere, catalogue)


def can_account(decision: Decision, knowledge: Knowledge) -> bool:
    """Whether the profile says anything to account for and a method fits the site."""
    catalogue, stated = knowledge.catalogue, decision.site.stated
    facts = {activity.stated_by for activity in catalogue.activities.values() if activity.stated_by}
    said = bool(stated.activities) or any(decision.value(fact) is not None for fact in facts)
    return said and bool(methods_for(site_type_of(decision), catalogue))


def scopes(account: Balance, catalogue: Catalogue) -> Mapping[Scope, Interval]:
    """Gross emission by scope, in tCO2; the high end infinite where a line of the scope is open."""
    return MappingProxyType(
        {scope: totals(_of_scope(account.lines, scope), catalogue).gross for scope in _scopes(account)}
    )


def _scopes(account: Balance) -> tuple[Scope, ...]:
    used = {line.scope for line in account.lines if line.part in EMITTING and line.status not in UNCOUNTED}
    return tuple(scope for scope in Scope if scope in used)


def _of_scope(lines: tuple[Line, ...], scope: Scope) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.scope is scope and line.part in EMITTING)


def _no_method(decision: Decision, catalogue: Catalogue) -> Problem:
    kind = catalogue.label(site_type_of(decision) or "site.type")
    return Problem(
        Place("site.type"),
        "E-NO-METHOD",
        f"五份文献没有为{kind.zh}给出核算方法",
        f"none of the five sources has an accounting method for {kind.en}",
        "请填写场地类型，如社区、机关、园区",
        "state the kind of site, such as community, office or park",
    )
