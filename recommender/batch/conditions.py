"""A condition on the columns of many sites at once: a plane where it is true, a plane where it is false."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import assert_never

import numpy as np

from recommender.batch.columns import Coded, Columns, Mask, Numbers
from recommender.evaluate.condition import leaf_truth
from recommender.model.condition import AllOf, AnyOf, Condition, Contains, Is, Leaf, Not, Within
from recommender.model.truth import Truth


@dataclass(frozen=True)
class Planes:
    """Where a condition holds and where it does not; where neither, it cannot be told."""

    true: Mask
    false: Mask

    def at(self, site: int) -> Truth:
        """Its truth at one site."""
        if self.true[site]:
            return Truth.TRUE
        return Truth.FALSE if self.false[site] else Truth.UNKNOWN


def planes(condition: Condition | None, columns: Columns) -> Planes:
    """The planes of a condition; of none (a rule without `when`) it is true everywhere."""
    match condition:
        case None:
            return _everywhere(columns.count)
        case Is() | Contains() | Within():
            return _leaf(condition, columns)
        case Not(part):
            inner = planes(part, columns)
            return Planes(inner.false, inner.true)
        case AllOf(parts):
            return reduce(_both, (planes(part, columns) for part in parts), _everywhere(columns.count))
        case AnyOf(parts):
            nowhere = Planes(*reversed(_pair(_everywhere(columns.count))))
            return reduce(_either, (planes(part, columns) for part in parts), nowhere)
        case _:
            assert_never(condition)


def _everywhere(count: int) -> Planes:
    return Planes(np.ones(count, np.bool_), np.zeros(count, np.bool_))


def _pair(one: Planes) -> tuple[Mask, Mask]:
    return one.true, one.false


def _both(one: Planes, other: Planes) -> Planes:
    return Planes(one.true & other.true, one.false | other.false)


def _either(one: Planes, other: Planes) -> Planes:
    return Planes(one.true | other.true, one.false & other.false)


def _leaf(leaf: Leaf, columns: Columns) -> Planes:
    column = columns.facts.get(leaf.fact)
    match column:
        case None:
            nothing = np.zeros(columns.count, np.bool_)
            return Planes(nothing, nothing)
        case Coded():
            return _coded(leaf, column)
        case Numbers():
            return _numbers(leaf, column)
        case _:
            assert_never(column)


def _coded(leaf: Leaf, column: Coded) -> Planes:
    """The test is put once to every value there is, then handed to the sites that have it."""
    truths = [leaf_truth(leaf, value) for value in column.values]
    holds = np.array([*(truth is Truth.TRUE for truth in truths), False])  # the last is what is unstated
    fails = np.array([*(truth is Truth.FALSE for truth in truths), False])
    return Planes(holds[column.codes], fails[column.codes])


def _numbers(leaf: Leaf, column: Numbers) -> Planes:
    known, numbers = column.known, column.numbers
    match leaf:
        case Within():
            inside = known.copy()
            if leaf.low is not None:
                inside &= numbers > leaf.low if leaf.strict else numbers >= leaf.low
            if leaf.high is not None:
                inside &= numbers < leaf.high if leaf.strict else numbers <= leaf.high
            return Planes(inside, known & ~inside)
        case Is():
            inside = np.isin(numbers, [value for value in leaf.accepts if isinstance(value, int | float)])
            maybe = np.isin(numbers, [value for value in leaf.may_be if isinstance(value, int | float)])
            return Planes(inside & known, known & ~inside & ~maybe)
        case Contains():  # a list of names holds no number
            nothing = np.zeros(len(numbers), np.bool_)
            return Planes(nothing, known) if leaf.every and leaf.values else Planes(known, nothing)
        case _:
            assert_never(leaf)
