"""What a truth rests on: the known facts that make it so, and the unknown facts that would decide it."""

from __future__ import annotations

from typing import assert_never

from recommender.model.condition import AllOf, AnyOf, Contains, Is, Not, Within
from recommender.model.decision import Node
from recommender.model.knowledge import FactValue
from recommender.model.truth import Truth

Known = tuple[tuple[str, FactValue], ...]


def resting_facts(node: Node) -> Known:
    """Known facts that make the node true or false: enough of them, none that does not matter.

    Every one of them is needed: with any of these tests turned, this ground no longer holds. An
    unknown node rests on the known facts that leave it open.
    """
    return tuple(sorted(dict(_resting(node)).items()))


def deciding_unknowns(node: Node) -> tuple[str, ...]:
    """Unknown facts that could still turn an unknown node; empty when the node is decided."""
    return tuple(sorted(set(_unknowns(node))))


def _resting(node: Node) -> Known:
    condition = node.condition
    match condition:
        case Is() | Contains() | Within():
            return () if node.observed is None else ((condition.fact, node.observed),)
        case Not():
            return _resting(node.parts[0])
        case AllOf() | AnyOf():
            one_is_enough = Truth.FALSE if isinstance(condition, AllOf) else Truth.TRUE
            if node.truth is one_is_enough:
                return _resting(next(part for part in node.parts if part.truth is one_is_enough))
            return tuple(pair for part in node.parts for pair in _resting(part))
        case _:
            assert_never(condition)


def _unknowns(node: Node) -> list[str]:
    if node.truth is not Truth.UNKNOWN:
        return []
    condition = node.condition
    match condition:
        case Is() | Contains() | Within():
            return [condition.fact]
        case AllOf() | AnyOf() | Not():
            return [fact for part in node.parts for fact in _unknowns(part)]
        case _:
            assert_never(condition)
