"""Sums of the lines of an account: gross, what is deducted, net; the same rule for every year."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from recommender.model.accounting import Line, LineStatus, Part
from recommender.model.catalogue import Catalogue
from recommender.model.interval import Interval, total

EMITTING = frozenset({Part.DIRECT, Part.INDIRECT, Part.COUNTED})
DEDUCTING = frozenset({Part.REDUCTION, Part.REMOVAL, Part.OFFSET})
COUNTED_PARTS = EMITTING | DEDUCTING
OPEN = frozenset({LineStatus.NO_AMOUNT, LineStatus.NO_FACTOR})
UNCOUNTED = frozenset({LineStatus.NOT_COUNTED, LineStatus.COUNTED_ELSEWHERE})
"""Statuses of lines that are in no sum."""


@dataclass(frozen=True)
class Totals:
    """Sums in tCO2 a year. `capped`: green power is, or may be, cut to what the power it stands for emits."""

    gross: Interval
    reductions: Interval
    removals: Interval
    offsets: Interval
    net: Interval
    of_known: Interval
    unknown: tuple[str, ...]
    capped: bool


def totals(lines: Iterable[Line], catalogue: Catalogue) -> Totals:
    """Sum the counted lines.

    An emitting line that is open makes the high end infinite. A deduction nobody states deducts nothing; one
    that is stated without a figure may be any size, so the high end of its sum and the low end of net are
    infinite. Lines not counted or counted elsewhere are left out. Green power deducts at most what the power
    emits; net holds this in every single case, so it may be narrower than gross less the deductions' ranges.
    """
    counted = tuple(line for line in lines if line.status not in UNCOUNTED)
    emitting = [line for line in counted if line.part in EMITTING]
    grid = {key for key, activity in catalogue.activities.items() if activity.grid}
    of_known = total(line.emission for line in emitting if line.emission is not None)
    unknown = tuple(dict.fromkeys(line.activity for line in emitting if line.emission is None))
    power = _emission(line for line in emitting if line.activity in grid)
    rest = _emission(line for line in emitting if line.activity not in grid)
    reductions = [line for line in counted if line.part is Part.REDUCTION]
    green = _deducted(line for line in reductions if line.activity in grid)
    other = _deducted(line for line in reductions if line.activity not in grid)
    removals = _deducted(line for line in counted if line.part is Part.REMOVAL)
    offsets = _deducted(line for line in counted if line.part is Part.OFFSET)
    allowed = Interval(min(green.low, power.low), min(green.high, power.high))
    return Totals(
        Interval(of_known.low, math.inf) if unknown else of_known,
        allowed + other,
        removals,
        offsets,
        less_green(rest, power, green) - (other + removals + offsets),
        of_known,
        unknown,
        green.high > power.low,
    )


def is_open_claim(line: Line) -> bool:
    """Whether a line is a deduction the planner states and nobody can put a figure on."""
    claimed = line.part in DEDUCTING and line.status in OPEN and line.amount is not None
    return claimed and line.emission is None


def less_green(rest: Interval, power: Interval, green: Interval) -> Interval:
    """Emission less green power, which in any one case deducts at most what the power emits in that case.

    What the power leaves is added to the `rest`, not the deduction taken off the sum: where green power
    covers all power, both ends are those of the rest to the last digit and cannot change places.
    """
    return rest + power.less(green)


def _emission(emitting: Iterable[Line]) -> Interval:
    """The emission of these lines; the high end infinite where one of them is open."""
    listed = tuple(emitting)
    known = _known(listed)
    return Interval(known.low, math.inf) if any(line.emission is None for line in listed) else known


def _deducted(deducting: Iterable[Line]) -> Interval:
    """What these lines deduct; the high end infinite where one is claimed without a figure."""
    listed = tuple(deducting)
    known = _known(listed)
    return Interval(known.low, math.inf) if any(is_open_claim(line) for line in listed) else known


def _known(lines: Iterable[Line]) -> Interval:
    return total(line.emission for line in lines if line.emission is not None)
