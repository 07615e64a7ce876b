"""Space: the facts a rulebook tells apart, each with the finitely many values worth trying."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import assert_never

from recommender.evaluate.places import look_up
from recommender.evaluate.scope import Knowledge
from recommender.language.conditions import leaves
from recommender.model.condition import Contains, Is, Leaf, Value, Within
from recommender.model.effect import Classify
from recommender.model.knowledge import Fact, FactType, FactValue
from recommender.model.site import Observation
from recommender.store.consistency import ORDERED

SITE_TYPE = "site.type"
PLACE_FACTS = ("place.province", "place.city")
"""What the place tables are looked up by."""

Lookup = tuple[tuple[tuple[str, Value], ...], tuple[Observation, ...]]
"""Stated place facts and what the tables then give."""


@dataclass(frozen=True)
class Space:
    """Fact → the values to try; those in `several` are lists of them. `lookups` are the place tables.

    Nothing is lost by trying so few: two numbers between the same thresholds, or two texts no rule names,
    are the same to every rule.
    """

    values: Mapping[str, tuple[Value, ...]]
    several: frozenset[str]
    lookups: tuple[Lookup, ...] = ()

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The facts, in the order of the catalogue."""
        return tuple(self.values)


def space_of(knowledge: Knowledge) -> Space:
    """The space of a rulebook: what its rules read or derive, and the site's type."""
    catalogue = knowledge.catalogue
    tests = _tests(knowledge)
    wanted = {SITE_TYPE, *tests}
    facts = [fact for key, fact in catalogue.facts.items() if key in wanted]
    several = frozenset(f.id for f in facts if f.type in (FactType.CONCEPTS, FactType.TECHNOLOGIES))
    space = Space({fact.id: _values(fact, tests, knowledge) for fact in facts}, several)
    space = replace(space, lookups=tuple(_lookups(space, knowledge)))
    found = {seen.fact: seen.value for _, given in space.lookups for seen in given if seen.fact in wanted}
    if not found:
        return space
    for _, given in space.lookups:  # a number of the place tables is a threshold too
        for seen in given:
            tests.setdefault(seen.fact, []).append(_exactly(seen.fact, seen.value))
    return replace(space, values={fact.id: _values(fact, tests, knowledge) for fact in facts})


def _tests(knowledge: Knowledge) -> dict[str, list[Leaf]]:
    """Fact → every test a rule makes of it, and every value a rule derives for it."""
    tests: dict[str, list[Leaf]] = {}
    for rule in knowledge.rulebook.active:
        for leaf in leaves(rule.when):
            tests.setdefault(leaf.fact, []).append(leaf)
        for effect in rule.then:
            if isinstance(effect, Classify):
                tests.setdefault(effect.fact, []).append(_exactly(effect.fact, effect.value))
    return tests


def _exactly(fact: str, value: FactValue) -> Is:
    values = value if isinstance(value, tuple) else (value,)
    return Is(fact, values, frozenset(values))


def _values(fact: Fact, tests: Mapping[str, list[Leaf]], knowledge: Knowledge) -> tuple[Value, ...]:
    named = tests.get(fact.id, [])
    match fact.type:
        case FactType.CONCEPT | FactType.CONCEPTS:
            return tuple(concept.id for concept in knowledge.catalogue.concepts_of.get(fact.scheme, ()))
        case FactType.BOOLEAN:
            return (True, False)
        case FactType.TECHNOLOGIES:
            return tuple(sorted({str(value) for leaf in named for value in _named(leaf)}))
        case FactType.TEXT:
            return (
                *sorted({str(value) for leaf in named for value in _named(leaf)}),
                _other(fact, knowledge),
            )
        case FactType.INTEGER | FactType.NUMBER:
            return tuple(_numbers(fact, tests, knowledge))
        case _:
            assert_never(fact.type)


def _named(leaf: Leaf) -> Iterable[Value]:
    match leaf:
        case Is():
            return leaf.accepts
        case Contains():
            return frozenset().union(*leaf.accepts)
        case Within():
            return ()
        case _:
            assert_never(leaf)


def _other(fact: Fact, knowledge: Knowledge) -> str:
    """A text no rule names; for a place one whose division the tables do not describe is not needed."""
    if fact.id in PLACE_FACTS:
        wanted = "province" if fact.id == PLACE_FACTS[0] else "prefecture"
        names = [row.name for row in knowledge.catalogue.regions.values() if row.level == wanted]
        return names[-1] if names else "—"
    return "—"


def _numbers(fact: Fact, tests: Mapping[str, list[Leaf]], knowledge: Knowledge) -> Iterator[int | float]:
    """Every threshold, also of numbers it is compared with, and one number between each two."""
    kin = {fact.id} | {other for pair in ORDERED for other in pair[:2] if fact.id in pair[:2]}
    bounds = [
        limit
        for key in kin
        if (known := knowledge.catalogue.facts.get(key)) is not None
        for limit in (known.minimum, known.maximum)
        if limit is not None
    ]
    cuts = sorted({float(n) for key in kin for leaf in tests.get(key, []) for n in _cuts(leaf)} | {*bounds})
    whole = fact.type is FactType.INTEGER
    low = fact.minimum if fact.minimum is not None else (cuts[0] - 1 if cuts else 0)
    high = fact.maximum if fact.maximum is not None else (cuts[-1] + 1 if cuts else 0)
    for number in sorted({*cuts, *_between(sorted({low, *cuts, high}), whole), low, high}):
        if low <= number <= high and not (whole and number != int(number)):
            yield int(number) if number == int(number) else number


def _cuts(leaf: Leaf) -> Iterator[float]:
    if isinstance(leaf, Within):
        yield from (limit for limit in (leaf.low, leaf.high) if limit is not None)
    elif isinstance(leaf, Is):
        yield from (value for value in leaf.values if isinstance(value, int | float))


def _between(cuts: list[float], whole: bool) -> Iterator[float]:
    for low, high in pairwise(cuts):
        middle = float(int(low) + 1) if int(low) + 1 < high else (low + high) / 2
        if not whole or middle == int(middle):
            yield middle


def _lookups(space: Space, knowledge: Knowledge) -> Iterator[Lookup]:
    """Every way of stating the places rules name, with what the tables give for it."""
    read = [fact for fact in PLACE_FACTS if fact in space.values]
    if not read:
        return
    provinces = (None, *space.values.get(PLACE_FACTS[0], ()))
    cities = (None, *space.values.get(PLACE_FACTS[1], ()))
    for province in provinces:
        for city in cities:
            stated = tuple(
                (fact, value)
                for fact, value in zip(PLACE_FACTS, (province, city), strict=True)
                if value is not None
            )
            given = look_up(knowledge.catalogue, dict(stated))
            if given:
                yield stated, tuple(seen for seen in given if seen.fact in space.values)
