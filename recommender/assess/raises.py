"""The ways to raise an indicator from the points it has for sure, found by scoring possible answers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from recommender.assess.candidates import Candidate, candidates
from recommender.assess.points import indicator_points
from recommender.assess.readings import Readings
from recommender.assess.total import scorings_of
from recommender.model.catalogue import Catalogue
from recommender.model.interval import Interval
from recommender.model.scoring import Raise, Scoring, TotalScore
from recommender.model.stated import Answer, StatedIndicator

_FINEST = 10**6
Scored = tuple[Fraction, Candidate]
"""The points an answer scores for sure, with the answer."""


@dataclass(frozen=True)
class Way:
    """A Raise with the answer behind it; `points` is what it gains before the score is put on 0-100.

    Where the present points have no lower end, `points` counts from zero and `bottomless` says so.
    """

    option: Raise
    answer: Answer
    points: Fraction
    bottomless: bool = False


def ways(
    stated: Mapping[str, StatedIndicator], total: TotalScore, readings: Readings, catalogue: Catalogue
) -> tuple[Way, ...]:
    """All ways to raise the indicators of a total, in source order, the smaller step first.

    Of answers that score alike the least demanding counts. What does not apply cannot be raised.
    """
    parts = scorings_of(catalogue)
    return tuple(
        way
        for key, score in total.indicators.items()
        if score.points is not None
        for way in _from(
            stated.get(key) or StatedIndicator(key),
            score.points,
            total.applicable,
            _answers(key, parts.get(key, ()), stated, readings, catalogue),
        )
    )


def largest(found: tuple[Way, ...]) -> tuple[Raise, ...]:
    """The raises with the largest gain first, ties in source order."""
    return tuple(sorted((way.option for way in found), key=lambda one: -round(one.gain, 9)))


def raised(stated: Mapping[str, StatedIndicator], taken: tuple[Way, ...]) -> dict[str, StatedIndicator]:
    """What is stated, with the answers of these ways as the present ones."""
    changed = dict(stated)
    for way in taken:
        key = way.option.indicator
        changed[key] = replace(changed.get(key, StatedIndicator(key)), now=way.answer)
    return changed


def simplest(value: float) -> Fraction:
    """The simplest ratio this number may stand for: 0.333… is a third, without the digits floats add."""
    return Fraction(value).limit_denominator(_FINEST)


def _from(
    stated: StatedIndicator, points: Interval, applicable: float, answers: list[Scored]
) -> Iterator[Way]:
    """The ways that lead above the low end of the present points."""
    bottomless = math.isinf(points.low)
    base = Fraction(0) if bottomless else simplest(points.low)
    cost = 1.0 if stated.cost is None else stated.cost
    for scored, candidate in answers:
        gained = scored - base
        if gained > 0 or bottomless:
            gain = math.inf if bottomless else float(gained / simplest(applicable) * 100)
            option = Raise(stated.indicator, candidate.words(scored), gain, cost)
            yield Way(option, candidate.answer, gained, bottomless)


def _answers(
    key: str,
    parts: tuple[Scoring, ...],
    stated: Mapping[str, StatedIndicator],
    readings: Readings,
    catalogue: Catalogue,
) -> list[Scored]:
    """The possible answers by their sure points, rising; of those that score alike the easiest."""
    indicator = catalogue.indicators[key]
    before = stated.get(key) or StatedIndicator(key)
    found: list[Scored] = []
    for candidate in candidates(indicator, parts, readings, catalogue):
        answered = replace(before, now=candidate.answer)
        points = indicator_points(indicator, parts, answered, "now", readings).points
        if points is not None and math.isfinite(points.low):
            found.append((simplest(points.low), candidate))
    easiest: dict[Fraction, Candidate] = {}
    for scored, candidate in _easiest_first(found):
        easiest.setdefault(scored, candidate)
    return sorted(easiest.items(), key=lambda pair: pair[0])


def _easiest_first(found: list[Scored]) -> list[Scored]:
    """Named levels as the source lists them, then quantities from the least demanding on.

    Where more scores more, nothing at all (0) is no way to raise anything.
    """
    levels = [pair for pair in found if pair[1].value is None]
    by_value = sorted((pair for pair in found if pair[1].value is not None), key=_value)
    rising = not by_value or by_value[0][0] <= by_value[-1][0]
    if not rising:
        return [*levels, *reversed(by_value)]
    return [*levels, *(pair for pair in by_value if pair[1].against or _value(pair) > 0)]


def _value(pair: Scored) -> float:
    return pair[1].value or 0.0
