"""Goal: what it takes for a technology to stand on the roadmap, as tests of facts joined by every and either.

A goal may ask too little, never too much: what meets it is still put to the real decision.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import assert_never

from recommender.evaluate.condition import leaf_truth
from recommender.evaluate.scope import Knowledge, Scope
from recommender.model.condition import AllOf, AnyOf, Condition, Contains, Is, Leaf, Not, Within
from recommender.model.decision import Decision
from recommender.model.effect import Discourage, Exclude, Recommend, Reference, Require, Waive
from recommender.model.knowledge import Authority, FactValue, Requirement
from recommender.model.truth import Truth

VETO = "plan.veto"


@dataclass(frozen=True)
class Wanted:
    """The leaf is true, or false; unknown is neither."""

    leaf: Leaf
    wanted: Truth

    def met(self, value: FactValue | None) -> bool:
        """Whether this value of the fact passes."""
        return value is not None and leaf_truth(self.leaf, value) is self.wanted


@dataclass(frozen=True)
class Every:
    """All parts are met."""

    parts: tuple[Goal, ...]


@dataclass(frozen=True)
class Either:
    """At least one part is met."""

    parts: tuple[Goal, ...]


Goal = Wanted | Every | Either
ALWAYS, NEVER = Every(()), Either(())


def every(*parts: Goal) -> Goal:
    """All of them; never where one never is."""
    if NEVER in parts:
        return NEVER
    left = tuple(part for part in parts if part != ALWAYS)
    return left[0] if len(left) == 1 else Every(left)


def either(*parts: Goal) -> Goal:
    """One of them; always where one always is."""
    if ALWAYS in parts:
        return ALWAYS
    left = tuple(part for part in parts if part != NEVER)
    return left[0] if len(left) == 1 else Either(left)


def as_goal(condition: Condition | None, wanted: Truth) -> Goal:
    """The condition known to be true, or known to be false."""
    match condition:
        case None:
            return ALWAYS if wanted is Truth.TRUE else NEVER
        case Is() | Contains() | Within():
            return Wanted(condition, wanted)
        case Not(part):
            return as_goal(part, Truth.FALSE if wanted is Truth.TRUE else Truth.TRUE)
        case AllOf(parts):
            made = [as_goal(part, wanted) for part in parts]
            return every(*made) if wanted is Truth.TRUE else either(*made)
        case AnyOf(parts):
            made = [as_goal(part, wanted) for part in parts]
            return either(*made) if wanted is Truth.TRUE else every(*made)
        case _:
            assert_never(condition)


def open_tests(goal: Goal, values: Mapping[str, FactValue]) -> tuple[Wanted, ...] | None:
    """Tests of which one at least must come to pass before the goal can; None where it is met already.

    Empty: the goal can never be met.
    """
    match goal:
        case Wanted():
            return None if goal.met(values.get(goal.leaf.fact)) else (goal,)
        case Every(parts):
            shortest: tuple[Wanted, ...] | None = None
            for part in parts:
                found = open_tests(part, values)
                if found is not None and (shortest is None or len(found) < len(shortest)):
                    shortest = found
            return shortest
        case Either(parts):
            all_open: dict[Wanted, None] = {}
            for part in parts:
                found = open_tests(part, values)
                if found is None:
                    return None
                all_open |= dict.fromkeys(found)
            return tuple(all_open)
        case _:
            assert_never(goal)


def tests_of(goal: Goal) -> Iterator[Wanted]:
    """Every test in it, in order."""
    if isinstance(goal, Wanted):
        yield goal
    else:
        for part in goal.parts:
            yield from tests_of(part)


@dataclass(frozen=True)
class Goals:
    """The goals of one site's technologies, each made once."""

    decision: Decision
    knowledge: Knowledge
    rules: dict[tuple[str, Truth], Goal] = field(default_factory=dict)
    stood: dict[str, Goal] = field(default_factory=dict)

    def stands(self, key: str, above: frozenset[str] = frozenset()) -> Goal:
        """The technology recommended, or contested and leaning to support; by itself or for another."""
        if not above and key in self.stood:
            return self.stood[key]
        decided = self.decision.technologies.get(key)
        if decided is None or not decided.in_domain:
            return NEVER
        own = self._admitted(key, 0)
        for_others = [
            every(link, self.stands(other, above | {key}))
            for other, link in self._needing(key)
            if other not in above
        ]
        goal = either(own, every(self._admitted(key, Authority.DERIVED.weight), either(*for_others)))
        if not above:
            self.stood[key] = goal
        return goal

    def _rule(self, rule: str, wanted: Truth) -> Goal:
        if (rule, wanted) not in self.rules:
            self.rules[rule, wanted] = as_goal(self.knowledge.rulebook.rules[rule].when, wanted)
        return self.rules[rule, wanted]

    @property
    def _scope(self) -> Scope:
        return self.knowledge.scope(self.decision.domain)

    def _needing(self, key: str) -> Iterator[tuple[str, Goal]]:
        """What needs the technology first, and what makes it need it."""
        for relation in self.knowledge.catalogue.prerequisites:
            if relation.object == key:
                yield relation.subject, ALWAYS
        for other, rule, effect in self._scope.prerequisites:
            if key in effect.needs and other != key:
                yield other, self._rule(rule, Truth.TRUE)

    def _admitted(self, key: str, given: int) -> Goal:
        """Nothing excludes it and what supports it outweighs what opposes it; `given` is support it has."""
        supports, opposes, gone = self._said(key)
        levels = []
        for weight in sorted({given, *(weight for weight, _ in supports)} - {0}):
            support = [ALWAYS] if weight == given else [goal for at, goal in supports if at == weight]
            levels.append(every(either(*support), *(goal for at, goal in opposes if at >= weight)))
        return every(self._not_vetoed(key), *gone, either(*levels))

    def _not_vetoed(self, key: str) -> Goal:
        vetoed = self.decision.site.facts.get(VETO)
        if not isinstance(vetoed, tuple) or key not in vetoed:
            return ALWAYS
        none = Contains(VETO, (key,), (frozenset({key}),), (frozenset(),), every=False)
        return Wanted(none, Truth.TRUE)

    def _said(self, key: str) -> tuple[list[tuple[int, Goal]], list[tuple[int, Goal]], list[Goal]]:
        """Supports with their weight, oppositions with what makes each void, and what voids exclusions."""
        stronger = self._stronger(key)
        supports: list[tuple[int, Goal]] = []
        opposes: list[tuple[int, Goal]] = []
        gone: list[Goal] = []
        for rule, effect in self._scope.technology_hits.get(key, ()):
            weight, over = self.knowledge.rulebook.rules[rule].authority.weight, stronger.get(rule, ())
            void = either(self._rule(rule, Truth.FALSE), *(self._speaks(one, key) for one in over))
            if isinstance(effect, Recommend):
                kept = (self._silent(one, key) for one in over)
                supports.append((weight, every(self._rule(rule, Truth.TRUE), *kept)))
            elif isinstance(effect, Discourage):
                opposes.append((weight, void))
            elif isinstance(effect, Exclude):
                gone.append(void)
        for rule, requirement in self._scope.supports.get(key, ()):
            if requirement.asks:
                source = self.knowledge.catalogue.sources.get(requirement.source)
                authority = source.authority if source is not None else Authority.DERIVED
                kept = (self._silent(one, key) for one in stronger.get(rule, ()))
                goal = every(self._rule(rule, Truth.TRUE), self._applies(requirement), *kept)
                supports.append((authority.weight, goal))
        return supports, opposes, gone

    def _stronger(self, key: str) -> dict[str, tuple[str, ...]]:
        """Rule → the rules with a say on the technology that override it."""
        hits, clauses = self._scope.technology_hits.get(key, ()), self._scope.supports.get(key, ())
        found: dict[str, tuple[str, ...]] = {}
        for rule in dict.fromkeys((*(rule for rule, _ in hits), *(rule for rule, _ in clauses))):
            for override in self.knowledge.rulebook.rules[rule].overrides:
                found[override.rule] = (*found.get(override.rule, ()), rule)
        return found

    def _speaks(self, rule: str, key: str) -> Goal:
        """The rule has a reason on the technology that holds: its own, or a clause that is not waived."""
        if self._is_direct(rule, key):
            return self._rule(rule, Truth.TRUE)
        told = (self._told(requirement) for requirement in self._clauses(rule, key))
        return every(self._rule(rule, Truth.TRUE), either(*told))

    def _silent(self, rule: str, key: str) -> Goal:
        """The rule has no reason on the technology, not even an open one."""
        if self._is_direct(rule, key):
            return self._rule(rule, Truth.FALSE)
        untold = (self._untold(requirement) for requirement in self._clauses(rule, key))
        return either(self._rule(rule, Truth.FALSE), every(*untold))

    def _is_direct(self, rule: str, key: str) -> bool:
        return any(rule == one for one, _ in self._scope.technology_hits.get(key, ()))

    def _clauses(self, rule: str, key: str) -> list[Requirement]:
        return [requirement for one, requirement in self._scope.supports.get(key, ()) if one == rule]

    def _applies(self, requirement: Requirement) -> Goal:
        """The requirement applies: required, neither waived nor only for reference."""
        brings, refers, waives = self._bringing(requirement)
        return every(
            either(*(self._rule(rule, Truth.TRUE) for rule in brings)),
            *(self._rule(rule, Truth.FALSE) for rule in (*refers, *waives)),
        )

    def _told(self, requirement: Requirement) -> Goal:
        """The requirement applies or is for reference."""
        _, refers, waives = self._bringing(requirement)
        referred = either(*(self._rule(rule, Truth.TRUE) for rule in refers))
        return either(
            self._applies(requirement),
            every(referred, *(self._rule(rule, Truth.FALSE) for rule in waives)),
        )

    def _untold(self, requirement: Requirement) -> Goal:
        """The requirement does not apply."""
        brings, refers, waives = self._bringing(requirement)
        return either(
            *(self._rule(rule, Truth.TRUE) for rule in waives),
            every(*(self._rule(rule, Truth.FALSE) for rule in (*brings, *refers))),
        )

    def _bringing(self, requirement: Requirement) -> tuple[list[str], list[str], list[str]]:
        """The rules that require it, those that name it for reference, those that waive it."""
        hits = self._scope.requirement_hits.get(requirement.id, ())
        return (
            [rule for rule, effect in hits if isinstance(effect, Require)],
            [rule for rule, effect in hits if isinstance(effect, Reference)],
            [rule for rule, effect in hits if isinstance(effect, Waive)],
        )
