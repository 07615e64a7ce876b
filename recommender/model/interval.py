"""Interval: a figure known only as a range; sums and products keep the range."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Interval:
    """From `low` to `high`, both included; `high` is infinite where no upper end is known."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError(f"{self.low} > {self.high}")

    @property
    def exact(self) -> bool:
        """Whether both ends are one number."""
        return self.low == self.high

    @property
    def width(self) -> float:
        """How far apart the ends are."""
        return 0.0 if self.exact else self.high - self.low

    @property
    def bounded(self) -> bool:
        """Whether both ends are finite."""
        return math.isfinite(self.low) and math.isfinite(self.high)

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def less(self, other: Interval) -> Interval:
        """What is left when `other` is taken off case by case, never below zero."""
        return Interval(max(0.0, self.low - other.high), max(0.0, self.high - other.low))

    def scaled(self, factor: float) -> Interval:
        """Times a number that is not negative."""
        return Interval(_times(self.low, factor), _times(self.high, factor))

    def per(self, count: float) -> Interval:
        """Divided by a number above zero."""
        return Interval(self.low / count, self.high / count)

    def contains(self, other: Interval) -> bool:
        """Whether `other` lies within."""
        return self.low <= other.low and other.high <= self.high

    def to_list(self) -> list[float | None]:
        """[low, high] as JSON has it; None for an end that is not known."""
        return [value if math.isfinite(value) else None for value in (self.low, self.high)]


ZERO = Interval(0.0, 0.0)


def exactly(value: float) -> Interval:
    """The interval of one number."""
    return Interval(value, value)


def total(parts: Iterable[Interval]) -> Interval:
    """The sum; zero for no parts. Ends are summed without loss (math.fsum), so order does not matter."""
    listed = tuple(parts)
    return Interval(_sum(part.low for part in listed), _sum(part.high for part in listed))


def hull(parts: Iterable[Interval]) -> Interval:
    """The smallest interval that holds them all. Raises ValueError for none."""
    listed = tuple(parts)
    return Interval(min(part.low for part in listed), max(part.high for part in listed))


def _times(one: float, other: float) -> float:
    return 0.0 if one == 0 or other == 0 else one * other


def _sum(values: Iterable[float]) -> float:
    listed = tuple(values)
    return math.inf if math.inf in listed else math.fsum(listed)
