"""The parts of one scoring rule sorted by what they do, with their figures as exact fractions."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

from recommender.model.interval import Interval
from recommender.model.knowledge import Indicator
from recommender.model.scoring import Scoring, ScoringKind

Number: TypeAlias = Fraction | float
"""An exact number; a float only where it is infinite."""
Range: TypeAlias = tuple[Number, Number]
"""From, to; both included."""


def exact(value: float | None) -> Number:
    """The number as it is written in decimals, so that 0.3 is three tenths; 0 for None."""
    if value is not None and math.isinf(value):
        return value
    return Fraction(str(value or 0))


def fraction(value: float | None) -> Fraction:
    """The same for a number that cannot be infinite."""
    return Fraction(str(value or 0))


def hull(*ranges: Range) -> Range:
    """The smallest range that holds them all."""
    return min(low for low, _ in ranges), max(high for _, high in ranges)


def interval(points: Range) -> Interval:
    """The range as the model has it."""
    return Interval(float(points[0]), float(points[1]))


@dataclass(frozen=True)
class RuleParts:
    """A scoring rule. `partly_open`: a reading decides what meeting the condition in part scores."""

    full: Fraction
    parts: tuple[Scoring, ...]
    partly_open: bool = field(default=False)

    @cached_property
    def bands(self) -> tuple[Scoring, ...]:
        """The bands with a threshold, most points first."""
        bands = [one for one in self._of(ScoringKind.BAND) if one.threshold is not None]
        return tuple(sorted(bands, key=lambda one: -(one.points or 0)))

    @cached_property
    def average(self) -> Scoring | None:
        """The band whose threshold is an average the source does not state."""
        return _first(one for one in self._of(ScoringKind.BAND) if one.threshold is None)

    @cached_property
    def step(self) -> Scoring | None:
        """What is given or taken per step."""
        return _first(self._of(ScoringKind.STEP))

    @cached_property
    def cap_part(self) -> Scoring | None:
        """The part that states the most that steps lead to."""
        return _first(self._of(ScoringKind.CAP))

    @cached_property
    def cap(self) -> Fraction:
        """The most that steps lead to."""
        return self.full if self.cap_part is None else fraction(self.cap_part.points)

    @cached_property
    def floor(self) -> Fraction | None:
        """The least that steps lead to, where the source states it."""
        floor = _first(self._of(ScoringKind.FLOOR))
        return None if floor is None else fraction(floor.points)

    @cached_property
    def fulfilled(self) -> Scoring | None:
        """What is given when the condition is met."""
        return _first(self._of(ScoringKind.FULFILLED))

    @cached_property
    def levels(self) -> tuple[Scoring, ...]:
        """The named levels, fewest points first."""
        return tuple(sorted(self._of(ScoringKind.LEVEL), key=lambda one: one.points or 0))

    @cached_property
    def none(self) -> Scoring | None:
        """The level by which the source gives no points."""
        return _first(one for one in self.levels if not one.points)

    @cached_property
    def veto(self) -> Scoring | None:
        """The part that vetoes."""
        return _first(self._of(ScoringKind.VETO))

    @cached_property
    def discretion(self) -> Scoring | None:
        """The part that leaves the deduction to the evaluator."""
        return _first(self._of(ScoringKind.DISCRETION))

    @property
    def unit(self) -> str:
        """The unit its figures are in, empty where it has none."""
        return next((one.unit for one in self.parts if one.unit), "")

    def _of(self, kind: ScoringKind) -> tuple[Scoring, ...]:
        return tuple(one for one in self.parts if one.kind is kind)


def rule_of(indicator: Indicator, scorings: Iterable[Scoring], partly: Iterable[str] = ()) -> RuleParts:
    """The rule of an indicator; `partly` are the open places a reading of part fulfilment decides."""
    parts = tuple(sorted(scorings, key=lambda one: one.order))
    decided = set(partly)
    return RuleParts(fraction(indicator.score), parts, any(one.id in decided for one in parts))


def _first(parts: Iterable[Scoring]) -> Scoring | None:
    return next(iter(parts), None)
