"""Standing as a formula: at which sites of a domain a technology comes onto the roadmap, and by what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import z3

from recommender.evaluate.scope import Knowledge, Scope
from recommender.model.effect import EFFECT_NAMES, Effect, Prerequisite
from recommender.model.knowledge import Authority
from recommender.verify.formula import Formula, Formulas, When, all_of, any_of
from recommender.verify.verdict import VerdictWhen, verdict_when

DERIVED = Authority.DERIVED.weight


@dataclass(frozen=True)
class Say:
    """What one rule says of a technology: effect, weight, when, and through which clause or hit."""

    rule: str
    effect: str
    weight: int
    when: When
    through: str = ""
    hit: Effect | None = None


@dataclass
class Standing:
    """The formulas of the technologies of one domain, made when they are asked for."""

    knowledge: Knowledge
    domain: str
    scope: Scope
    made: Formulas
    verdicts: dict[str, VerdictWhen] = field(default_factory=dict)
    kept: dict[str, tuple[Say, ...]] = field(default_factory=dict)
    direct: dict[str, Formula] = field(default_factory=dict)

    @cached_property
    def technologies(self) -> tuple[str, ...]:
        """The technologies of the domain."""
        return tuple(key for key in self.knowledge.catalogue.technologies if key not in self.scope.outside)

    def says(self, key: str) -> tuple[Say, ...]:
        """What the rules say of a technology here, a rule being silent where another one overrides it."""
        found = self.kept.get(key)
        if found is None:
            said = tuple(self._raw(key))
            found = self.kept[key] = tuple(
                replace(say, when=_unless(say.when, _stronger(say, said, self.knowledge))) for say in said
            )
        return found

    def directly(self, key: str) -> Formula:
        """When its own reasons bring it onto the roadmap: support known, and nothing open weighs as much."""
        found = self.direct.get(key)
        if found is None:
            supported = all_of([any_of(self._supports(key)), *self._free(key)])
            found = self.direct[key] = self.made.named(f"{self.domain} stands {key}", supported)
        return found

    def _supports(self, key: str) -> Iterator[Formula]:
        against = [say for say in self.says(key) if say.effect == "discourage"]
        for say in self.says(key):
            if say.effect == "recommend":
                heavy = [other.when.open for other in against if other.weight >= say.weight]
                yield all_of([say.when.true, *(z3.Not(other) for other in heavy)])

    def admits(self, key: str) -> Formula:
        """When it joins the roadmap because something else needs it first."""
        opposed = [
            say.when.open if say.weight >= DERIVED else say.when.true
            for say in self.says(key)
            if say.effect == "discourage"
        ]
        return all_of([*self._free(key), *(z3.Not(say) for say in opposed)])

    def stands(self, key: str, above: frozenset[str] = frozenset()) -> Formula:
        """When it is on the roadmap, by its own reasons or because something there needs it first."""
        ways = [self.directly(key)]
        for other, link in self.needed_by.get(key, ()):
            if other not in above and other != key:
                ways.append(all_of([link, self.stands(other, above | {key}), self.admits(key)]))
        return any_of(ways)

    @cached_property
    def needed_by(self) -> Mapping[str, tuple[tuple[str, Formula], ...]]:
        """Technology → what needs it first here, and when."""
        links: dict[str, list[tuple[str, Formula]]] = {}
        for relation in self.knowledge.catalogue.relations.values():
            if relation.type == "requires" and relation.subject not in self.scope.outside:
                links.setdefault(relation.object, []).append((relation.subject, z3.BoolVal(True)))
        for key in self.technologies:
            for say in self.says(key):
                for need in say.hit.needs if isinstance(say.hit, Prerequisite) else ():
                    links.setdefault(need, []).append((key, say.when.true))
        return {key: tuple(found) for key, found in links.items()}

    def verdict(self, requirement: str) -> VerdictWhen:
        """The verdict of a requirement at sites of this domain."""
        found = self.verdicts.get(requirement)
        if found is None:
            found = self.verdicts[requirement] = verdict_when(requirement, self.scope, self.made)
        return found

    def _free(self, key: str) -> Iterator[Formula]:
        """Not there already, not vetoed, and nothing that may exclude it."""
        for fact in self.installing.get(key, ()):
            yield z3.Not(self.made.known[fact, True])
        for wish in ("installed.technologies", "plan.veto"):
            if key in self.made.space.values.get(wish, ()):
                yield z3.Not(self.made.known[wish, key])
        for say in self.says(key):
            if say.effect == "exclude":
                yield z3.Not(say.when.open)

    @cached_property
    def installing(self) -> Mapping[str, tuple[str, ...]]:
        """Technology → the facts whose yes says that it is there already."""
        facts = [
            fact for fact in self.knowledge.catalogue.facts.values() if fact.id in self.made.space.values
        ]
        return {
            key: tuple(fact.id for fact in facts if fact.installs == key)
            for key in {fact.installs for fact in facts if fact.installs}
        }

    def _raw(self, key: str) -> Iterator[Say]:
        for rule, requirement in self.scope.supports.get(key, ()):
            when, verdict = self.made.rules[rule], self.verdict(requirement.id)
            source = self.knowledge.catalogue.sources.get(requirement.source)
            weight = (source.authority if source is not None else Authority.DERIVED).weight
            maybe = z3.Not(all_of([when.open, verdict.open]))
            effect = "recommend" if requirement.asks else "permit"
            true = all_of([when.true, verdict.applicable])
            yield Say(rule, effect, weight, When(true, maybe), requirement.id)
            true = all_of([when.true, verdict.reference])
            yield Say(rule, "reference", weight, When(true, maybe), requirement.id)
        for rule, hit in self.scope.technology_hits.get(key, ()):
            weight = self.knowledge.rulebook.rules[rule].authority.weight
            yield Say(rule, EFFECT_NAMES[type(hit)], weight, self.made.rules[rule], hit=hit)


def _stronger(say: Say, said: tuple[Say, ...], knowledge: Knowledge) -> list[When]:
    return [
        other.when
        for other in said
        if any(override.rule == say.rule for override in knowledge.rulebook.rules[other.rule].overrides)
    ]


def _unless(when: When, stronger: list[When]) -> When:
    """Gone if a stronger one holds, open while one may still hold."""
    if not stronger:
        return when
    return When(
        all_of([when.true, *(other.false for other in stronger)]),
        any_of([when.false, *(other.true for other in stronger)]),
    )


def standings(knowledge: Knowledge, made: Formulas) -> dict[str, Standing]:
    """One for each domain."""
    return {
        domain: Standing(knowledge, domain, scope, made)
        for domain, scope in knowledge.scopes.items()
        if knowledge.catalogue.domains[domain].site_types
    }
