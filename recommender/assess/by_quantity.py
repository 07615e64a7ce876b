"""Points for a quantity known as a range: bands, steps below or above a threshold, amounts, quotas.

Each function takes the rule, the range and the readings and gives the least and the most points anywhere
in the range. Between its jumps every rule only rises or only falls, so the ends decide; the one point that
stands by itself, a value equal to an average, is looked at on its own.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias, assert_never

from recommender.assess.readings import (
    AtAverage,
    BelowFirstBand,
    BetweenBands,
    Choice,
    Floor,
    Missed,
    PartialStep,
    StepBase,
)
from recommender.assess.rule_parts import Number, Range, RuleParts, exact, fraction, hull
from recommender.model.scoring import Comparison, Scoring

Points: TypeAlias = Callable[[RuleParts, Range, Choice], Range]
ZERO: Range = (Fraction(0), Fraction(0))
STEPS = ("partial_step", "floor")


def way(rule: RuleParts) -> tuple[Points, tuple[str, ...]] | None:
    """How the rule scores a quantity and which readings may matter; None where it takes none."""
    if rule.average is not None and rule.step is not None:
        return against_average, (*STEPS, "at_average")
    if rule.fulfilled is not None and rule.step is not None:
        return against_quota, (*STEPS, "quota_missed")
    if rule.bands and rule.step is not None:
        return below_band, (*STEPS, "step_base")
    if rule.bands:
        return by_bands, ("between_bands", "below_first_band")
    return (by_amount, ("partial_step",)) if rule.step is not None else None


def gave(rule: RuleParts, values: Range, points: Range) -> tuple[str, ...]:
    """The ids of the parts that gave `points` to `values`, in source order."""
    if rule.step is None:
        parts = [one for one in rule.bands if _met(one, values[0]) or _met(one, values[1])]
    else:
        base = next(iter(rule.bands), None) or rule.average or rule.fulfilled
        level = fraction(base.points if base else None)
        parts = [base] if base is not None and points[1] > 0 else []
        parts += [rule.step] if points != (level, level) and points[1] > 0 else []
        parts += [rule.cap_part] if rule.cap_part and points[1] == rule.cap else []
    return tuple(one.id for one in sorted(parts, key=lambda one: one.order))


def worst(rule: RuleParts, choice: Choice) -> Number:
    """The least points there are for any quantity: below zero only where deductions have no limit."""
    if rule.step is None or choice.floor is Floor.ZERO or rule.floor is not None:
        return Fraction(0)
    if rule.average is not None:
        return against_average(rule, (math.inf, math.inf), choice)[0]
    if rule.bands:
        return min(Fraction(0), below_band(rule, (Fraction(0), Fraction(0)), choice)[0])
    return Fraction(0)


def below_band(rule: RuleParts, values: Range, choice: Choice) -> Range:
    """A rate: full points from the threshold on, less for every step below. A rate is never below zero."""
    band, step = rule.bands[0], rule.step
    assert step is not None
    threshold, per = exact(band.threshold), exact(step.per)
    if choice.step_base is StepBase.RELATIVE:
        per = per * threshold / 100

    def at(value: Number) -> Number:
        if _met(band, value):
            return fraction(band.points)
        missing = (threshold - max(value, Fraction(0))) / per
        return _stepped(rule, fraction(band.points), step, missing, choice)

    return _ends(at, values)


def by_bands(rule: RuleParts, values: Range, choice: Choice) -> Range:
    """Bands without steps: the best one reached; between and below them as read."""

    def at(value: Number) -> Number:
        reached = next((one for one in rule.bands if _met(one, value)), None)
        missed = [one for one in rule.bands if not _met(one, value)]
        if reached is None:
            pro_rata = choice.below_first_band is BelowFirstBand.PROPORTIONAL
            nothing = (Fraction(0), Fraction(0))
            return _between(nothing, _corner(missed[-1]), value) if pro_rata else Fraction(0)
        if missed and choice.between_bands is BetweenBands.PROPORTIONAL:
            return _between(_corner(reached), _corner(missed[-1]), value)
        return fraction(reached.points)

    return _ends(at, values)


def by_amount(rule: RuleParts, values: Range, choice: Choice) -> Range:
    """Points for every step of an amount, up to the cap."""
    step = rule.step
    assert step is not None
    per = exact(step.per)

    def at(value: Number) -> Number:
        return _stepped(rule, Fraction(0), step, max(value, Fraction(0)) / per, choice)

    return _ends(at, values)


def against_quota(rule: RuleParts, values: Range, choice: Choice) -> Range:
    """Per cent above (+) or below (-) a quota: points for meeting it, more for every step below, capped."""
    met, step = rule.fulfilled, rule.step
    assert met is not None
    assert step is not None
    base, per = fraction(met.points), exact(step.per)

    def at(value: Number) -> Range:
        if value > 0:
            return quota_missed(rule, choice)
        points = _stepped(rule, base, step, -value / per, choice)
        return points, points

    return hull(at(values[0]), at(values[1]))


def quota_missed(rule: RuleParts, choice: Choice) -> Range:
    """What missing the quota scores: never more than meeting it."""
    base = fraction(rule.fulfilled.points if rule.fulfilled else None)
    return ZERO if choice.quota_missed is Missed.ZERO else (Fraction(0), base)


def against_average(rule: RuleParts, values: Range, choice: Choice) -> Range:
    """Per cent above (+) or below (-) an average: full points below it, less for every step above."""
    band, step = rule.average, rule.step
    assert band is not None
    assert step is not None
    full, per = fraction(band.points), exact(step.per)
    low, high = values
    found: list[Range] = []
    if low < 0:
        found.append((full, full))
    if low <= 0 <= high:
        found.append(_at_average(full, choice.at_average))
    if high > 0:
        most = _stepped(rule, full, step, max(low, Fraction(0)) / per, choice, beyond=low <= 0)
        found.append((_stepped(rule, full, step, high / per, choice), most))
    return hull(*found)


def _at_average(full: Fraction, read: AtAverage) -> Range:
    match read:
        case AtAverage.FULL:
            return full, full
        case AtAverage.ZERO:
            return ZERO
        case AtAverage.OPEN:
            return Fraction(0), full
    assert_never(read)


def _stepped(
    rule: RuleParts, base: Fraction, step: Scoring, ratio: Number, choice: Choice, *, beyond: bool = False
) -> Number:
    """Base points and so many steps, within cap and floor; `beyond`: just past a whole number of steps."""
    points = base + fraction(step.points) * _steps(ratio, choice.partial_step, beyond)
    if rule.floor is not None:
        points = max(points, rule.floor)
    elif choice.floor is Floor.ZERO:
        points = max(points, Fraction(0))
    return min(points, rule.cap)


def _steps(ratio: Number, read: PartialStep, beyond: bool) -> Number:
    if isinstance(ratio, float):
        return ratio
    match read:
        case PartialStep.WHOLE:
            return Fraction(math.floor(ratio))
        case PartialStep.STARTED:
            return Fraction(math.floor(ratio) + 1 if beyond else math.ceil(ratio))
        case PartialStep.PROPORTIONAL:
            return ratio
    assert_never(read)


def _met(band: Scoring, value: Number) -> bool:
    threshold = exact(band.threshold)
    comparison = Comparison(band.comparison)
    match comparison:
        case Comparison.AT_LEAST:
            return value >= threshold
        case Comparison.ABOVE:
            return value > threshold
        case Comparison.AT_MOST:
            return value <= threshold
        case Comparison.BELOW:
            return value < threshold
        case Comparison.EQUAL:
            return value == threshold
    assert_never(comparison)


def _corner(band: Scoring) -> tuple[Fraction, Fraction]:
    return fraction(band.threshold), fraction(band.points)


def _between(low: tuple[Fraction, Fraction], high: tuple[Fraction, Fraction], value: Number) -> Number:
    """On the straight line between two corners (value, points); held at its ends."""
    (start, least), (end, most) = low, high
    within = min(max(value, start), end)
    return least + (within - start) / (end - start) * (most - least)


def _ends(at: Callable[[Number], Number], values: Range) -> Range:
    one, other = at(values[0]), at(values[1])
    return min(one, other), max(one, other)
