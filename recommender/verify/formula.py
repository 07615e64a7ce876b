"""Formulas: what is stated and known of any site, and when a condition is true or false of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias, assert_never

import z3

from recommender.evaluate.condition import leaf_truth
from recommender.evaluate.scope import Knowledge
from recommender.model.condition import AllOf, AnyOf, Condition, Contains, Is, Leaf, Not, Value, Within
from recommender.model.effect import Classify
from recommender.model.knowledge import FactValue
from recommender.model.rule import Rule
from recommender.model.truth import Truth
from recommender.verify.space import Space

Formula: TypeAlias = z3.BoolRef
NEVER, ALWAYS = z3.BoolVal(False), z3.BoolVal(True)
Atom = tuple[str, Value]
"""A fact and one of its values."""


def any_of(parts: Iterable[Formula]) -> Formula:
    """Their disjunction; never, where there are none."""
    found = [part for part in parts if part is not NEVER]
    return found[0] if len(found) == 1 else z3.Or(found) if found else NEVER


def all_of(parts: Iterable[Formula]) -> Formula:
    """Their conjunction; always, where there are none."""
    found = [part for part in parts if part is not ALWAYS]
    if any(part is NEVER for part in found):
        return NEVER
    return found[0] if len(found) == 1 else z3.And(found) if found else ALWAYS


@dataclass(frozen=True)
class When:
    """When something is true and when it is false of a site; otherwise it is unknown."""

    true: Formula
    false: Formula

    @property
    def open(self) -> Formula:
        """Not known to be false: true or unknown."""
        return z3.Not(self.false)


@dataclass
class Formulas:
    """The formulas of a rulebook: `stated` by the profile, `known` with what follows, each rule's truth.

    `meanings` are the definitions behind the names; whoever asks a solver gives it these first.
    """

    space: Space
    stated: dict[Atom, Formula] = field(default_factory=dict)
    known: dict[Atom, Formula] = field(default_factory=dict)
    is_known: dict[str, Formula] = field(default_factory=dict)
    rules: dict[str, When] = field(default_factory=dict)
    meanings: list[Formula] = field(default_factory=list)

    def is_stated(self, fact: str) -> Formula:
        """When the profile says anything of the fact."""
        return any_of(self.stated[fact, value] for value in self.space.values[fact])

    def named(self, name: str, formula: Formula) -> Formula:
        """A name that stands for the formula, so that it is worked out once."""
        if z3.is_true(formula) or z3.is_false(formula):
            return formula
        variable = z3.Bool(name)
        self.meanings.append(variable == formula)
        return variable

    def when(self, condition: Condition | None) -> When:
        """When a condition is true and when false, by Kleene's tables."""
        match condition:
            case None:
                return When(ALWAYS, NEVER)
            case AllOf(parts):
                both = [self.when(part) for part in parts]
                return When(all_of(part.true for part in both), any_of(part.false for part in both))
            case AnyOf(parts):
                both = [self.when(part) for part in parts]
                return When(any_of(part.true for part in both), all_of(part.false for part in both))
            case Not(part):
                inner = self.when(part)
                return When(inner.false, inner.true)
            case Contains(every=every) if len(condition.accepts) > 1:
                ones = [
                    replace(condition, values=(value,), accepts=(accepts,), may_be=(may_be,), every=True)
                    for value, accepts, may_be in zip(
                        condition.values, condition.accepts, condition.may_be, strict=True
                    )
                ]
                return self.when(AllOf(tuple(ones)) if every else Not(AnyOf(tuple(ones))))
            case Contains(every=False):
                return self.when(Not(replace(condition, every=True)))
            case Is() | Contains() | Within():
                return self._leaf(condition)
            case _:
                assert_never(condition)

    def _leaf(self, leaf: Leaf) -> When:
        """Value by value as the evaluator says; a list holds what one of its members makes true."""
        fact = leaf.fact
        truths = {value: leaf_truth(leaf, value) for value in self.space.values[fact]}
        true = any_of(self.known[fact, value] for value, truth in truths.items() if truth is Truth.TRUE)
        if fact not in self.space.several:
            return When(
                true,
                any_of(self.known[fact, value] for value, truth in truths.items() if truth is Truth.FALSE),
            )
        perhaps = [self.known[fact, value] for value, truth in truths.items() if truth is not Truth.FALSE]
        return When(true, all_of([self.is_known[fact], *(z3.Not(member) for member in perhaps)]))


def formulas_of(knowledge: Knowledge, space: Space) -> Formulas:
    """The formulas of every active rule, derived facts included, stratum by stratum as the engine derives."""
    made = Formulas(space)
    for fact, values in space.values.items():
        for value in values:
            made.stated[fact, value] = z3.Bool(f"{fact}={value}")
        if fact not in space.several:
            made.meanings.append(z3.AtMost(*[made.stated[fact, value] for value in values], 1))
        made.is_known[fact] = made.is_stated(fact)
    made.known |= made.stated
    _look_up(made)
    for number, stratum in enumerate(knowledge.strata):
        for rule in stratum:
            when = made.when(rule.when)
            true = made.named(f"true:{rule.id}", when.true)
            made.rules[rule.id] = When(true, made.named(f"false:{rule.id}", when.false))
        _derive(stratum, number, made)
    return made


def _look_up(made: Formulas) -> None:
    """What the place tables give for the places stated; what is stated stays."""
    given: dict[Atom, list[Formula]] = {}
    for stated, found in made.space.lookups:
        places = dict(stated)
        here = all_of(
            made.stated[fact, value] if places.get(fact) == value else z3.Not(made.stated[fact, value])
            for fact in made.space.facts
            if any(fact in dict(other) for other, _ in made.space.lookups)
            for value in made.space.values[fact]
        )
        for seen in found:
            for value in _members(seen.value):
                given.setdefault((seen.fact, value), []).append(here)
    _know({atom: any_of(ways) for atom, ways in given.items()}, "looked up", made)


def _derive(stratum: tuple[Rule, ...], number: int, made: Formulas) -> None:
    """What the rules of one stratum derive: where two give one fact different values it stays unknown."""
    ways: dict[Atom, list[Formula]] = {}
    for rule in stratum:
        for effect in rule.then:
            if isinstance(effect, Classify):
                ways.setdefault((effect.fact, effect.value), []).append(made.rules[rule.id].true)
    said = {atom: any_of(rules) for atom, rules in ways.items()}
    alone: dict[Atom, Formula] = {}
    for atom, formula in said.items():
        others = [z3.Not(other) for key, other in said.items() if key[0] == atom[0] and key != atom]
        alone[atom] = all_of([formula, *others])
    _know(alone, f"derived {number}", made)


def _know(given: Mapping[Atom, Formula], how: str, made: Formulas) -> None:
    """Add to what is known, where nothing was known of the fact before."""
    before = dict(made.is_known)
    for (fact, value), formula in given.items():
        known = all_of([z3.Not(before[fact]), formula])
        known = made.known[fact, value] = made.named(
            f"{fact}={value} {how}", any_of([made.known[fact, value], known])
        )
    for fact in dict.fromkeys(fact for fact, _ in given):
        either = any_of(made.known[fact, value] for value in made.space.values[fact])
        made.is_known[fact] = made.named(f"{fact} known, {how}", either)


def _members(value: FactValue) -> tuple[Value, ...]:
    return value if isinstance(value, tuple) else (value,)
