"""The points of one indicator, as a range, from what is stated of it; unknown is anything up to full."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from recommender.assess.by_level import Scored, by_level
from recommender.assess.by_quantity import gave, way, worst
from recommender.assess.readings import Choice, NotApplicable, Readings
from recommender.assess.rule_parts import Number, RuleParts, exact, interval, rule_of
from recommender.model.interval import Interval
from recommender.model.knowledge import Indicator
from recommender.model.scoring import IndicatorScore, Scoring
from recommender.model.stated import Answer, Quantity, StatedIndicator
from recommender.model.text import NO_TEXT, Text, joined

When: TypeAlias = Literal["now", "planned"]
NOT_ANSWERED = Text(
    "没有回答，从零分到满分都可能", "Not answered; anything from no points to full is possible"
)
NO_FIT = Text(
    "这样的回答不能用来给这项指标计分，按没有回答处理",
    "This indicator cannot be scored by such an answer; it counts as not answered",
)
AS_NOW = Text("没有另说打算，与现状相同", "No intention stated; as at present")
GIVEN = Text("按评价人给的分", "The points the evaluator gave")
CUT = Text(
    "评价人给的分超出零分到满分的范围，取在范围之内",
    "The evaluator's points lie outside zero to full and are cut to it",
)
NOT_APPLICABLE = Text("说明为不适用", "Stated not to apply")


@dataclass(frozen=True)
class _Case:
    """One indicator before its rule; `score` works out the answer under any choice of readings."""

    indicator: Indicator
    rule: RuleParts
    readings: Readings
    choice: Choice

    def told(self, scored: Scored, *said: Text) -> IndicatorScore:
        """A score that rests on an answer; of its readings those stay that change the points."""
        texts = {one.id: one.text for one in self.rule.parts}
        used = tuple(self.readings[name] for name in scored.readings)
        because = (*said, *(texts[key] for key in scored.parts), *(one.text for one in used))
        return IndicatorScore(
            self.indicator.id,
            float(self.rule.full),
            interval(scored.points),
            True,
            scored.parts,
            tuple(one.id for one in used),
            _each_once(because),
        )

    def untold(self, said: Text) -> IndicatorScore:
        """Anything is possible that the rule allows."""
        least = worst(self.rule, self.choice)
        used = (self.readings["floor"].id,) if least < 0 else ()
        points = interval((least, self.rule.full))
        return IndicatorScore(self.indicator.id, float(self.rule.full), points, False, (), used, said)


def indicator_points(
    indicator: Indicator,
    scorings: tuple[Scoring, ...],
    stated: StatedIndicator | None,
    when: When,
    readings: Readings,
) -> IndicatorScore:
    """The points of `indicator` by its recorded parts, at present or as intended.

    An intention that is not stated is the present. Points of the evaluator come before the rule. `readings`
    of the result are those by which another option would have given other points.
    """
    case = _Case(
        indicator,
        rule_of(indicator, scorings, readings["partly"].decides),
        readings,
        Choice.of(readings),
    )
    if stated is not None and not stated.applies:
        return _left_out(case, stated)
    planned = stated.planned if stated and when == "planned" else None
    answer = planned or (stated.now if stated else None)
    said = AS_NOW if when == "planned" and answer is not None and planned is None else NO_TEXT
    return _answered(case, answer, said)


def _answered(case: _Case, answer: Answer | None, said: Text) -> IndicatorScore:
    if answer is None:
        return case.untold(NOT_ANSWERED)
    if answer.points is not None:
        return _by_evaluator(case, answer.points, said)
    scored = _decided(case.choice, lambda choice: _scored(case.rule, answer, choice))
    return case.untold(NO_FIT) if scored is None else case.told(scored, said)


def _scored(rule: RuleParts, answer: Answer, choice: Choice) -> Scored | None:
    if answer.quantity is not None:
        return _by_quantity(rule, answer.quantity, choice)
    return by_level(rule, answer.level, choice) if answer.level else None


def _by_quantity(rule: RuleParts, quantity: Quantity, choice: Choice) -> Scored | None:
    found = way(rule)
    if found is None or quantity.unit != rule.unit:
        return None
    score, readings = found
    values = exact(quantity.amount.low), exact(quantity.amount.high)
    points = score(rule, values, choice)
    return Scored(points, gave(rule, values, points), readings)


def _decided(choice: Choice, score: Callable[[Choice], Scored | None]) -> Scored | None:
    """The score under `choice`, with only those readings by which another option gives other points."""
    scored = score(choice)
    if scored is None:
        return None
    decisive = tuple(
        name
        for name in scored.readings
        if any(
            other is not None and other.points != scored.points for other in map(score, choice.others(name))
        )
    )
    return Scored(scored.points, scored.parts, decisive)


def _by_evaluator(case: _Case, given: Interval, said: Text) -> IndicatorScore:
    full = case.rule.full
    low, high = _within(exact(given.low), full), _within(exact(given.high), full)
    cut = (low, high) != (exact(given.low), exact(given.high))
    return case.told(Scored((low, high), ()), said, CUT if cut else GIVEN)


def _each_once(said: tuple[Text, ...]) -> Text:
    return joined(dict.fromkeys(one for one in said if one))


def _within(value: Number, full: Fraction) -> Number:
    return min(max(value, Fraction(0)), full)


def _left_out(case: _Case, stated: StatedIndicator) -> IndicatorScore:
    full = float(case.rule.full)
    reading = case.readings["not_applicable"]
    points: Interval | None = None
    match case.choice.not_applicable:
        case NotApplicable.ZERO:
            points = Interval(0.0, 0.0)
        case NotApplicable.FULL:
            points = Interval(full, full)
        case NotApplicable.LEAVE_OUT:
            pass
    because = _each_once((NOT_APPLICABLE, stated.because, reading.text))
    return IndicatorScore(case.indicator.id, full, points, True, (), (reading.id,), because)
