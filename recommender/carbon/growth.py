"""Growth: how demand for an activity moves from the base year, as the planner or a case followed says."""

from __future__ import annotations

from dataclasses import dataclass

from recommender.model.accounting import Growth
from recommender.model.catalogue import Catalogue
from recommender.model.interval import Interval, exactly
from recommender.model.stated import Assumptions

ONE = exactly(1.0)
IN_ALL = "percent"
"""Unit of a growth over all the years it speaks of; any other growth is by the year."""


@dataclass(frozen=True)
class Demand:
    """The growth one activity follows: the planner's own by the year (per cent), or the record of a case."""

    stated: Interval | None = None
    record: Growth | None = None

    def index(self, base: int, year: int) -> Interval:
        """Demand in `year` against the base year, which is 1; nothing moves before the base year."""
        if year <= base:
            return ONE
        if self.stated is not None:
            low, high = (_compound(end, year - base) for end in (self.stated.low, self.stated.high))
            return Interval(low, high)
        if self.record is not None:
            ends = (self.record.lower, self.record.upper)
            low, high = (_level(self.record, end, year) / _level(self.record, end, base) for end in ends)
            return Interval(low, high)
        return ONE


HELD = Demand()
"""No growth known: demand stays as it is."""


def demand_of(activity: str, assumed: Assumptions, catalogue: Catalogue) -> Demand:
    """What demand for an activity follows.

    The planner's own growth comes first, then that of the case the planner follows; growth is never taken
    from a case nobody asked to follow.
    """
    own = assumed.growth.get(activity)
    if own is not None:
        return Demand(stated=own)
    if assumed.like:
        for record in catalogue.growths.values():
            if record.case == assumed.like and activity in record.activities:
                return Demand(record=record)
    return HELD


def _compound(percent: float, years: int) -> float:
    return float((1 + percent / 100) ** years)


def _level(record: Growth, percent: float, year: int) -> float:
    """The level in a year, 1 in the record's first year; held outside the years the record speaks of."""
    first, last = record.year, record.until
    if first is None or last is None or last <= first:
        return 1.0
    passed = min(max(year, first), last) - first
    if record.unit == IN_ALL:
        return 1 + percent / 100 * passed / (last - first)
    return _compound(percent, passed)
