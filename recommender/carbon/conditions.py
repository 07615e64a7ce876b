"""Conditions: whether the figure of a saving speaks of this site, and for what share of its floor area."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from recommender.carbon.methods import site_type_of
from recommender.evaluate.scope import Knowledge
from recommender.model.accounting import Balance, Saving
from recommender.model.catalogue import Catalogue
from recommender.model.decision import Decision
from recommender.model.interval import ZERO, Interval, exactly
from recommender.model.knowledge import Basis
from recommender.model.rule import Rulebook
from recommender.store.units import WrongUnit

WHOLE = exactly(1.0)
"""All of the floor area: nothing limits a figure."""


@dataclass(frozen=True)
class Ground:
    """What decides which figures count at a site.

    `like` is the case followed, `kind` the kind of site. `stated` are the concepts the site states with the
    broader ones, `schemes` those any concept is stated of. `works` are the areas of the works in the account
    in the unit of their activity, None where only their emission is stated; `area` is the floor area in m2.
    `judged` tells whether our judgements count.
    """

    like: str = ""
    kind: tuple[str, ...] = ()
    stated: frozenset[str] = frozenset()
    schemes: frozenset[str] = frozenset()
    works: Mapping[str, Interval | None] | None = None
    area: float | None = None
    judged: bool = True

    def speaks(self, record: Saving, catalogue: Catalogue) -> bool:
        """Whether nothing stated takes the site out of what the figure speaks of."""
        if record.basis is Basis.JUDGEMENT and not self.judged:
            return False
        if record.site_types and not set(record.site_types) & set(self.kind):
            return False
        return all(need in self.stated or self._open(need, catalogue) for need in record.needs)

    def surely(self, record: Saving) -> bool:
        """Whether all the figure needs is stated of the site."""
        return self.stated.issuperset(record.needs)

    def part(self, record: Saving) -> Interval:
        """The share of the floor area the works of the record have: all of it where no works are stated.

        Nothing where works are stated and none of this kind; all where their area or the floor area is open.
        """
        works = self.works or {}
        if not record.works or not works:
            return WHOLE
        if record.works not in works:
            return ZERO
        stated = works[record.works]
        if stated is None or not self.area:
            return WHOLE
        return Interval(min(1.0, stated.low / self.area), min(1.0, stated.high / self.area))

    def _open(self, need: str, catalogue: Catalogue) -> bool:
        found = catalogue.concepts.get(need)
        return found is None or found.scheme not in self.schemes


def ground_of(decision: Decision, account: Balance, knowledge: Knowledge) -> Ground:
    """The ground of a site: what it states of itself, the works of its account, the case it follows."""
    catalogue, kind = knowledge.catalogue, site_type_of(decision)
    stated = frozenset(_concepts(decision, catalogue))
    return Ground(
        decision.site.stated.assumptions.like,
        (kind, *catalogue.broader_chain(kind)),
        stated.union(*(catalogue.broader_chain(key) for key in stated)),
        frozenset(catalogue.concepts[key].scheme for key in stated),
        dict(_works(account, catalogue)),
        account.area,
        judgements_count(knowledge.rulebook),
    )


def judgements_count(rulebook: Rulebook) -> bool:
    """Whether our judgements count: not where every rule that rests on one is switched off."""
    ours = {key for key, rule in rulebook.rules.items() if rule.basis is Basis.JUDGEMENT}
    return not ours or not ours <= rulebook.off


def _concepts(decision: Decision, catalogue: Catalogue) -> Iterator[str]:
    for seen in decision.observations.values():
        values = seen.value if isinstance(seen.value, tuple) else (seen.value,)
        yield from (value for value in values if isinstance(value, str) and value in catalogue.concepts)


def _works(account: Balance, catalogue: Catalogue) -> Iterator[tuple[str, Interval | None]]:
    from recommender.store.quantities import converted

    for line in account.works:
        activity = catalogue.activities.get(line.activity)
        if line.amount is None or activity is None:
            yield line.activity, None
            continue
        try:
            area = converted(line.amount, activity.unit, catalogue).amount
        except WrongUnit:  # the emission of the works was stated, not their area
            yield line.activity, None
            continue
        if area.high > 0:
            yield line.activity, area
