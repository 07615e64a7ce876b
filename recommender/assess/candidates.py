"""The answers an indicator's scoring parts speak of: levels, thresholds and the steps beside them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from recommender.assess.readings import Readings, StepBase
from recommender.model.catalogue import Catalogue
from recommender.model.interval import exactly
from recommender.model.knowledge import Indicator
from recommender.model.scoring import Comparison, Scoring, ScoringKind
from recommender.model.stated import FULFILLED, Answer, Quantity
from recommender.model.text import Text

_LOWER = (Comparison.BELOW.value, Comparison.AT_MOST.value)
_PAST = {Comparison.ABOVE.value: 1.0, Comparison.BELOW.value: -1.0}
"""How far past a threshold that is not included an answer is put, to be clearly beyond it."""


@dataclass(frozen=True)
class Candidate:
    """A possible answer with the part it comes from.

    `value` is its quantity in units of `symbol`; `against` says it is a distance from a reference value.
    """

    answer: Answer
    part: Scoring
    value: float | None = None
    symbol: str = ""
    against: bool = False

    def words(self, points: Fraction) -> Text:
        """The answer in words with the points it scores; the part's own words where they say the same."""
        part = self.part
        own = part.points is not None and Fraction(str(part.points)) == points
        if own and part.kind is not ScoringKind.STEP:
            return part.text
        scored, told = f"{float(points):g}", self._told()
        return Text(f"{told.zh}，得{scored}分", f"{told.en}: {scored} {'point' if points == 1 else 'points'}")

    def _told(self) -> Text:
        if self.value is None:
            name = self.part.level
            return Text(name or "满足", name or "fulfilled")
        blank = "" if self.symbol == "%" else " "
        amount = f"{abs(self.value):g}{blank}{self.symbol}"
        if not self.against:
            return Text(f"做到{amount}", f"reach {amount}")
        if self.value == 0:
            return Text("与参照值持平", "equal to the reference value")
        zh, en = ("高", "above") if self.value > 0 else ("低", "below")
        return Text(f"比参照值{zh}{amount}", f"{amount} {en} the reference value")


def candidates(
    indicator: Indicator, parts: tuple[Scoring, ...], readings: Readings, catalogue: Catalogue
) -> tuple[Candidate, ...]:
    """Every answer at which the points of the indicator change, as far as its parts say."""
    unit = next((part.unit for part in parts if part.unit), "")
    known = catalogue.units.get(unit)
    symbol = unit if known is None else known.symbol
    against = any(
        part.kind is ScoringKind.STEP and part.comparison and part.threshold is None for part in parts
    )
    found: list[Candidate] = []
    for part in parts:
        if part.kind in (ScoringKind.LEVEL, ScoringKind.FULFILLED):
            found.append(Candidate(Answer(level=part.level or FULFILLED), part))
        found += [
            Candidate(Answer(Quantity(exactly(value), unit)), part, value, symbol, against)
            for value in _values(part, indicator.score or 0.0, readings)
        ]
    return tuple(found)


def _values(part: Scoring, full: float, readings: Readings) -> Iterator[float]:
    match part.kind:
        case ScoringKind.BAND:
            yield (part.threshold or 0.0) + _PAST.get(part.comparison, 0.0)
        case ScoringKind.STEP:
            yield from _steps(part, full, readings)
        case (
            ScoringKind.LEVEL
            | ScoringKind.FULFILLED
            | ScoringKind.CAP
            | ScoringKind.FLOOR
            | ScoringKind.VETO
            | ScoringKind.DISCRETION
            | ScoringKind.UNDEFINED
        ):
            return
        case _:
            assert_never(part.kind)


def _steps(part: Scoring, full: float, readings: Readings) -> Iterator[float]:
    """Where each step of the part is full, from the first until all points have run through."""
    if not part.points or not part.per:
        return
    start = part.threshold or 0.0
    base = readings.get("step_base")
    relative = part.threshold is not None and base is not None and base.option == StepBase.RELATIVE.value
    width = start * part.per / 100 if relative else part.per
    direction = -1 if part.comparison in _LOWER else 1
    for count in range(1, math.ceil(full / abs(part.points)) + 2):
        value = round(start + direction * count * width, 9)
        if part.threshold is None or value >= 0:
            yield value
