"""Grid: the emission factor of bought electricity in a year, on the path the planner assumes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from recommender.model.interval import Interval


@dataclass(frozen=True)
class GridPath:
    """The grid factor (kgCO2/kWh) from the base year on: joined by straight lines, held after the last year.

    `start` is the factor the account used; points up to the base year say nothing of the future.
    """

    base: int
    start: Interval
    points: tuple[tuple[int, float], ...]

    @property
    def moves(self) -> bool:
        """Whether anything is said of the years after the base."""
        return any(year > self.base for year, _ in self.points)

    def scale(self, year: int) -> tuple[float, float]:
        """Factor in `year` against the base year, for the low and the high end of an emission.

        By end, for an emission is low where its factor is: both ends then lead to the same future factor.
        1 where no path is assumed; a factor of zero stays zero.
        """
        later = sorted(point for point in self.points if point[0] > self.base)
        if year <= self.base or not later:
            return (1.0, 1.0)
        low, high = (self._ratio(end, later, year) for end in (self.start.low, self.start.high))
        return (low, high)

    def _ratio(self, start: float, later: list[tuple[int, float]], year: int) -> float:
        if start <= 0:
            return 1.0
        joined = [(self.base, start), *later]
        for (first, before), (last, after) in pairwise(joined):
            if year <= last:
                return (before + (after - before) * (year - first) / (last - first)) / start
        return joined[-1][1] / start
