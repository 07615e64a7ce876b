"""Truth: Kleene's strong three-valued logic (Kleene 1952, §64)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    """Truth of a condition: what is not stated is unknown, never silently false."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    @staticmethod
    def of(value: bool) -> Truth:
        """The truth of a Python boolean."""
        return Truth.TRUE if value else Truth.FALSE


def conjunction(truths: Iterable[Truth]) -> Truth:
    """All of them: false if any is false, else unknown if any is unknown; true when there are none."""
    result = Truth.TRUE
    for truth in truths:
        if truth is Truth.FALSE:
            return Truth.FALSE
        if truth is Truth.UNKNOWN:
            result = Truth.UNKNOWN
    return result


def disjunction(truths: Iterable[Truth]) -> Truth:
    """Any of them: true if any is true, else unknown if any is unknown; false when there are none."""
    result = Truth.FALSE
    for truth in truths:
        if truth is Truth.TRUE:
            return Truth.TRUE
        if truth is Truth.UNKNOWN:
            result = Truth.UNKNOWN
    return result


def negation(truth: Truth) -> Truth:
    """The opposite; unknown stays unknown."""
    match truth:
        case Truth.TRUE:
            return Truth.FALSE
        case Truth.FALSE:
            return Truth.TRUE
        case Truth.UNKNOWN:
            return Truth.UNKNOWN
