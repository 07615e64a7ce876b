"""Scope: everything about a domain that does not depend on the site, computed once per knowledge base.

For each domain: which technologies are its own, which row rates each, and to which records each
effect of the rulebook goes. A Knowledge holds the catalogue, the rulebook and one scope per domain.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import assert_never

from recommender.evaluate.outside import outside_reason
from recommender.language.select import select_requirements, select_technologies
from recommender.language.strata import grounds, strata
from recommender.model.catalogue import Catalogue
from recommender.model.clause import within
from recommender.model.decision import Reason, RuleResult
from recommender.model.effect import (
    Ask,
    Assign,
    Bundle,
    Classify,
    Discourage,
    DiscourageTarget,
    Effect,
    Exclude,
    Expect,
    Permit,
    Prerequisite,
    Prioritise,
    Recommend,
    Reference,
    Require,
    StageBound,
    TechnologySelector,
    Waive,
    Warn,
    Weigh,
)
from recommender.model.knowledge import Assessment, Domain, Requirement
from recommender.model.rule import Rule, Rulebook
from recommender.model.truth import Truth

Hit = tuple[str, Effect]
"""Rule id and the effect that touches the record."""


@dataclass(frozen=True)
class Scope:
    """One domain's share of the knowledge; the empty scope is that of a site whose domain is not known.

    `supports` lists clause-backed recommendations by technology, `ahead` what a rule sets before what,
    `roles` who does what by technology ("" for the renewal as a whole).
    """

    ratings: Mapping[str, Assessment] = field(default_factory=dict)
    other_ratings: Mapping[str, tuple[Assessment, ...]] = field(default_factory=dict)
    outside: Mapping[str, Reason] = field(default_factory=dict)
    technology_hits: Mapping[str, tuple[Hit, ...]] = field(default_factory=dict)
    supports: Mapping[str, tuple[tuple[str, Requirement], ...]] = field(default_factory=dict)
    requirement_hits: Mapping[str, tuple[Hit, ...]] = field(default_factory=dict)
    roles: Mapping[str, tuple[Hit, ...]] = field(default_factory=dict)
    ahead: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = ()

    @cached_property
    def prerequisites(self) -> tuple[tuple[str, str, Prerequisite], ...]:
        """Technology, rule and effect wherever a rule says what is needed first."""
        return tuple(
            (key, rule, effect)
            for key, hits in self.technology_hits.items()
            for rule, effect in hits
            if isinstance(effect, Prerequisite)
        )


@dataclass(frozen=True)
class Knowledge:
    """What the engine reasons with; `strata` is the order in which classifying rules run."""

    catalogue: Catalogue
    rulebook: Rulebook
    strata: tuple[tuple[Rule, ...], ...]
    scopes: Mapping[str, Scope]

    def scope(self, domain: str) -> Scope:
        """The scope of a domain; an empty one for "" (not known)."""
        return self.scopes.get(domain, Scope())

    @cached_property
    def grounds(self) -> Mapping[str, frozenset[str]]:
        """Fact → the facts its rules derive it from."""
        return grounds(self.rulebook.active)

    def effects(self, results: Mapping[str, RuleResult], *truths: Truth) -> Iterator[Hit]:
        """Rule id and effect of every rule whose truth is among `truths`, in the order of the rulebook."""
        for rule in self.rulebook.active:
            if results[rule.id].truth in truths:
                for effect in rule.then:
                    yield rule.id, effect


def prepare(catalogue: Catalogue, rulebook: Rulebook) -> Knowledge:
    """Lower a rulebook onto a catalogue; both must have passed their checks."""
    scopes = {key: _scope(domain, catalogue, rulebook) for key, domain in catalogue.domains.items()}
    layers = tuple(tuple(rulebook.rules[rule] for rule in layer) for layer in strata(rulebook.active))
    return Knowledge(catalogue, rulebook, layers, scopes)


def rating_tables(domain: Domain, catalogue: Catalogue) -> tuple[str, ...]:
    """The rating tables of a domain: its own first, then those of the domains it contains, in their order."""
    tables = list(domain.tables)
    for inner in domain.contains:
        tables += [table for table in catalogue.domains[inner].tables if table not in tables]
    return tuple(tables)


def _scope(domain: Domain, catalogue: Catalogue, rulebook: Rulebook) -> Scope:
    ratings = _ratings(domain, catalogue)
    members = _members(domain, catalogue, ratings)
    hits: dict[str, list[Hit]] = {}
    supports: dict[str, list[tuple[str, Requirement]]] = {}
    requirement_hits: dict[str, list[Hit]] = {}
    roles: dict[str, list[Hit]] = {}
    ahead: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = []
    for rule in rulebook.active:
        for effect in rule.then:
            match effect:
                case Recommend(technologies=chosen) if chosen.clause:
                    for key in select_technologies(chosen, catalogue, ratings.get):
                        for requirement in asking(key, chosen, catalogue):
                            supports.setdefault(key, []).append((rule.id, requirement))
                case Recommend() | Discourage() | Exclude() | Permit() | StageBound() | Prerequisite():
                    for key in select_technologies(effect.technologies, catalogue, ratings.get):
                        hits.setdefault(key, []).append((rule.id, effect))
                case Prioritise(ahead_of=others):
                    first = select_technologies(effect.technologies, catalogue, ratings.get)
                    if effect.points or effect.technologies.ids:  # a mere order is no reason for each
                        for key in first:
                            hits.setdefault(key, []).append((rule.id, effect))
                    if others is not None:
                        ahead.append((rule.id, first, select_technologies(others, catalogue, ratings.get)))
                case Require() | Reference() | Waive():
                    for key in select_requirements(effect.requirements, catalogue):
                        requirement_hits.setdefault(key, []).append((rule.id, effect))
                case Assign(technologies=chosen):
                    named = ("",) if chosen is None else select_technologies(chosen, catalogue, ratings.get)
                    for key in named:
                        roles.setdefault(key, []).append((rule.id, effect))
                case Classify() | DiscourageTarget() | Bundle() | Warn() | Expect() | Ask() | Weigh():
                    pass
                case _:
                    assert_never(effect)
    return Scope(
        ratings=ratings,
        other_ratings={
            key: tuple(row for row in rows if row is not ratings.get(key))
            for key, rows in catalogue.assessments_of.items()
        },
        outside={
            key: outside_reason(key, domain.id, catalogue)
            for key in catalogue.technologies
            if key not in members
        },
        technology_hits={key: tuple(values) for key, values in hits.items()},
        supports={key: tuple(values) for key, values in supports.items()},
        requirement_hits={key: tuple(values) for key, values in requirement_hits.items()},
        roles={key: tuple(values) for key, values in roles.items()},
        ahead=tuple(ahead),
    )


def _members(domain: Domain, catalogue: Catalogue, ratings: Mapping[str, Assessment]) -> set[str]:
    """Technologies rated for the domain or listed for it, and those its standards' requirements lean on.

    The last only where no close or narrower technology of the domain is there already: a town's
    umbrella row is not offered to a community beside the measure itself.
    """
    inside = {domain.id, *domain.contains}
    own = {
        key
        for key, technology in catalogue.technologies.items()
        if key in ratings or inside & set(technology.domains)
    }
    kin: dict[str, set[str]] = {}
    for relation in catalogue.relations.values():
        if relation.type in ("close", "broader"):
            kin.setdefault(relation.subject, set()).add(relation.object)
            kin.setdefault(relation.object, set()).add(relation.subject)
    leaned_on = {
        key
        for key, requirements in catalogue.requirements_of.items()
        if any(requirement.source in domain.standards for requirement in requirements)
    }
    return own | {key for key in leaned_on - own if not kin.get(key, set()) & own}


def _ratings(domain: Domain, catalogue: Catalogue) -> dict[str, Assessment]:
    order = {table: rank for rank, table in enumerate(rating_tables(domain, catalogue))}
    ratings: dict[str, Assessment] = {}
    for key in catalogue.technologies:
        rows = [row for row in catalogue.assessments_of.get(key, ()) if row.table in order]
        if rows:
            ratings[key] = min(rows, key=lambda row: (order[row.table], row.row))
    return ratings


def asking(key: str, selector: TechnologySelector, catalogue: Catalogue) -> Iterator[Requirement]:
    """The positive requirements within the selector's clauses that a technology satisfies."""
    for requirement in catalogue.requirements_of.get(key, ()):
        if requirement.polarity == "positive" and any(
            within(requirement.clause, clause) for clause in selector.clause
        ):
            yield requirement
