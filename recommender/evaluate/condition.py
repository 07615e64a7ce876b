"""Evaluate a condition on known values, three-valued, keeping the whole tree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from recommender.model.condition import AllOf, AnyOf, Condition, Contains, Is, Leaf, Not, Within
from recommender.model.decision import Node
from recommender.model.knowledge import FactValue
from recommender.model.truth import Truth, conjunction, disjunction, negation


def evaluate(condition: Condition, values: Mapping[str, FactValue]) -> Node:
    """The tree of `condition` at a site whose known facts are `values`; absent facts are unknown."""
    match condition:  # leaves first: most nodes are leaves
        case Is() | Contains() | Within():
            observed = values.get(condition.fact)
            truth = Truth.UNKNOWN if observed is None else leaf_truth(condition, observed)
            return Node(condition, truth, (), observed)
        case AllOf():
            nodes = tuple([evaluate(part, values) for part in condition.parts])
            return Node(condition, conjunction([node.truth for node in nodes]), nodes)
        case AnyOf():
            nodes = tuple([evaluate(part, values) for part in condition.parts])
            return Node(condition, disjunction([node.truth for node in nodes]), nodes)
        case Not():
            node = evaluate(condition.part, values)
            return Node(condition, negation(node.truth), (node,))
        case _:
            assert_never(condition)


def leaf_truth(leaf: Leaf, observed: FactValue) -> Truth:
    """Truth of one test on a known value."""
    match leaf:
        case Is():
            if isinstance(observed, tuple):
                return disjunction(_is(item, leaf) for item in observed)
            return _is(observed, leaf)
        case Contains(every=every):
            items = observed if isinstance(observed, tuple) else (observed,)
            found = (
                _contained(items, accepts, may_be)
                for accepts, may_be in zip(leaf.accepts, leaf.may_be, strict=True)
            )
            return conjunction(found) if every else negation(disjunction(found))
        case Within():
            if isinstance(observed, bool) or not isinstance(observed, int | float):
                return Truth.FALSE
            return Truth.of(_within(observed, leaf))
        case _:
            assert_never(leaf)


def _is(item: str | int | float | bool, leaf: Is) -> Truth:
    if item in leaf.accepts:
        return Truth.TRUE
    return Truth.UNKNOWN if item in leaf.may_be else Truth.FALSE


def _contained(items: tuple[object, ...], accepts: frozenset[object], may_be: frozenset[object]) -> Truth:
    if any(item in accepts for item in items):
        return Truth.TRUE
    return Truth.UNKNOWN if any(item in may_be for item in items) else Truth.FALSE


def _within(number: float, leaf: Within) -> bool:
    if leaf.low is not None and (number <= leaf.low if leaf.strict else number < leaf.low):
        return False
    return leaf.high is None or (number < leaf.high if leaf.strict else number <= leaf.high)
