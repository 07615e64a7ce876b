"""Values worth trying of a fact: one of every kind the tests tell apart, so that no other could do more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import assert_never

from recommender.evaluate.condition import leaf_truth
from recommender.model.catalogue import Catalogue
from recommender.model.condition import Contains, Is, Leaf, Value, Within
from recommender.model.knowledge import Fact, FactType, FactValue
from recommender.model.truth import Truth

LISTS = (FactType.CONCEPTS, FactType.TECHNOLOGIES)


def worth_trying(fact: Fact, leaves: Iterable[Leaf], catalogue: Catalogue) -> tuple[FactValue, ...]:
    """The values of a fact that is no list, those the tests name first; for a list see `edits`."""
    tests = tuple(leaves)
    match fact.type:
        case FactType.BOOLEAN:
            return (True, False)
        case FactType.CONCEPT:
            every = [concept.id for concept in catalogue.concepts_of.get(fact.scheme, ())]
            named = [str(value) for leaf in tests for value in _named(leaf)]
            return _apart((*(one for one in named if one in every), *every), fact, tests, catalogue)
        case FactType.TEXT:
            return tuple(dict.fromkeys(value for leaf in tests for value in _named(leaf)))
        case FactType.INTEGER | FactType.NUMBER:
            return _apart(tuple(_numbers(fact, tests)), fact, tests, catalogue)
        case FactType.CONCEPTS | FactType.TECHNOLOGIES:
            return ()
        case _:
            assert_never(fact.type)


def _named(leaf: Leaf) -> tuple[Value, ...]:
    return () if isinstance(leaf, Within) else leaf.values


def _apart(
    values: Iterable[FactValue], fact: Fact, tests: tuple[Leaf, ...], catalogue: Catalogue
) -> tuple[FactValue, ...]:
    """The first value of every kind: the same to all tests and to all that cannot stand together."""
    sides = [(case.values, case.excludes_values) for case in catalogue.contradictions.values()
             if fact.id in (case.fact, case.excludes_fact)]  # fmt: skip
    found: dict[tuple[object, ...], FactValue] = {}
    for value in values:
        above = {str(value), *catalogue.broader_chain(str(value))}
        kind = (*(leaf_truth(leaf, value) for leaf in tests),
                *(bool(above.intersection(side)) for pair in sides for side in pair))  # fmt: skip
        found.setdefault(kind, value)
    return tuple(found.values())


def _numbers(fact: Fact, tests: tuple[Leaf, ...]) -> Iterator[int | float]:
    """The limits the tests set and the number beyond and between them, within the fact's own bounds."""
    limits = {limit for leaf in tests if isinstance(leaf, Within) for limit in (leaf.low, leaf.high)}
    cuts = sorted({*(limit for limit in limits if limit is not None),
                   *(float(value) for leaf in tests for value in _named(leaf)
                     if isinstance(value, int | float))})  # fmt: skip
    if not cuts:
        return
    beyond = (cuts[0] - 1, cuts[-1] + 1)
    low = fact.minimum if fact.minimum is not None else beyond[0]
    high = fact.maximum if fact.maximum is not None else beyond[1]
    whole = fact.type is FactType.INTEGER
    for number in (*cuts, *(_between(a, b) for a, b in pairwise(cuts)), *beyond, low, high):
        if low <= number <= high and not (whole and number != int(number)):
            yield int(number) if number == int(number) else number


def _between(low: float, high: float) -> float:
    return float(int(low) + 1) if int(low) + 1 < high else (low + high) / 2


def edits(leaf: Leaf, wanted: Truth, now: FactValue | None, catalogue: Catalogue) -> Iterator[FactValue]:
    """Ways of adding to a list, or taking from it, that give the test the wanted truth; in order of id."""
    items = now if isinstance(now, tuple) else ()
    match leaf:
        case Is():
            if wanted is Truth.TRUE:
                yield from (_with(items, (str(value),), leaf.fact, catalogue) for value in leaf.values)
            else:
                yield _without(items, leaf.accepts | leaf.may_be)
        case Contains(every=every):
            each = [accepts | may_be for accepts, may_be in zip(leaf.accepts, leaf.may_be, strict=True)]
            if every and wanted is Truth.TRUE:
                yield _with(items, leaf.values, leaf.fact, catalogue)
            elif every:
                yield from (_without(items, one) for one in each)
            elif wanted is Truth.TRUE:
                yield _without(items, frozenset().union(*each))
            else:
                yield from (_with(items, (value,), leaf.fact, catalogue) for value in leaf.values)
        case Within():
            return
        case _:
            assert_never(leaf)


def _without(items: tuple[str, ...], taken: frozenset[Value]) -> tuple[str, ...]:
    return tuple(sorted(item for item in items if item not in taken))


def _with(items: tuple[str, ...], added: tuple[str, ...], fact: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The list with these, and without what cannot stand beside them in it ("no works" beside works)."""
    alone = {value for case in catalogue.contradictions.values()
             if case.fact == case.excludes_fact == fact for value in case.values}  # fmt: skip
    if alone.intersection(added):
        return added
    return tuple(sorted({*(item for item in items if item not in alone), *added}))
