"""Points of every indicator of the office standard, worked out by hand from clause 6.4."""

from __future__ import annotations

from itertools import pairwise

import pytest

from recommender.assess.points import indicator_points
from recommender.assess.readings import KINDS, chosen
from recommender.assess.total import scored, scorings_of
from recommender.evaluate.scope import Knowledge
from recommender.model.interval import Interval
from recommender.model.knowledge import Basis
from recommender.model.problem import BadInput
from recommender.model.scoring import IndicatorScore, ScoringKind
from recommender.model.stated import Answer, Quantity, StatedIndicator
from tests.assess.answers import rows, says

# indicator, answer, points: at the threshold, above it, one step below, where it runs out, and below that
BY_HAND = """
1.1.1  fulfilled    5
1.1.1  未完成        0
1.1.1  unfulfilled  0
1.1.1  partly       0
1.1.2  25%    5
1.1.2  20%    5
1.1.2  19.9%  3
1.1.2  10%    3
1.1.2  9.9%   0
1.1.2  0%     0
1.1.2  -5%    0
1.1.3  -20%   2
1.1.3  -0.1%  2
1.1.3  0%     2
1.1.3  9.9%   2
1.1.3  10%    1.5
1.1.3  20%    1
1.1.3  40%    0
1.1.3  50%    0
1.2.1  fulfilled    3
1.2.1  unfulfilled  0~3
1.2.1  partly       0~3
1.2.1  2分          2
1.2.2  fulfilled    2
1.2.2  未覆盖        0
1.2.2  partly       0~2
1.3.1  fulfilled    4
1.3.1  partly       0~4
1.3.1  3.5分        3.5
1.3.2  110%   4
1.3.2  100%   4
1.3.2  95.1%  4
1.3.2  95%    3
1.3.2  85%    1
1.3.2  80%    0
1.3.2  75%    0
2.1.1  fulfilled    4~6
2.1.1  unfulfilled  0
2.1.1  0.1%   0
2.1.1  0%     4
2.1.1  -4.9%  4
2.1.1  -5%    5
2.1.1  -10%   6
2.1.1  -15%   6
2.1.2  100%   4
2.1.2  90%    3
2.1.2  60%    0
2.1.2  50%    0
2.1.3  100%   2
2.1.3  80%    2
2.1.3  70%    1.5
2.1.3  40%    0
2.1.3  30%    0
2.2.1  80%    3
2.2.1  50%    3
2.2.1  45%    2.5
2.2.1  20%    0
2.2.1  15%    0
2.2.2  0kW    0
2.2.2  9.9kW  0
2.2.2  10kW   0.5
2.2.2  20kW   1
2.2.2  40kW   2
2.2.2  100kW  2
2.3.1  fulfilled    1
2.3.1  unfulfilled  0
2.3.2  fulfilled    2
2.3.2  unfulfilled  0
3.1.1  一星          2
3.1.1  二星          2.5
3.1.1  三星          3
3.1.1  unfulfilled  0
3.1.1  fulfilled    2~3
3.1.1  partly       0~3
3.1.2  60%    3
3.1.2  50%    3
3.1.2  40%    2.5
3.1.2  10%    1
3.1.2  0%     0.5
3.1.3  fulfilled    2
3.1.3  不符合        0
3.1.3  partly       0~2
3.2.1  70%    3
3.2.1  60%    2.5
3.2.1  20%    0.5
3.2.1  10%    0
3.2.1  0%     0
3.2.2  70%    2
3.2.2  60%    1.5
3.2.2  30%    0
3.2.2  20%    0
3.3.1  fulfilled    2
3.3.1  unfulfilled  0
4.1.1  90%    2
4.1.1  85%    1.5
4.1.1  70%    0
4.1.1  65%    0
4.1.2  50%    2
4.1.2  40%    1.5
4.1.2  10%    0
4.1.2  0%     0
4.1.3  60%    1
4.1.3  50%    0.8
4.1.3  40%    0.6
4.1.3  30%    0.4
4.1.3  20%    0.2
4.1.3  10%    0
4.1.3  0%     0
4.2.1  100%   2
4.2.1  95%    1.5
4.2.1  80%    0
4.2.1  75%    0
4.2.2  30%    1
4.2.2  25%    0.8
4.2.2  15%    0.4
4.2.2  5%     0
4.2.2  0%     0
4.2.3  fulfilled    1
4.2.3  unfulfilled  0
4.3.1  60%    1
4.3.1  50%    0.8
4.3.1  10%    0
4.3.1  0%     0
5.1.1  60%    3
5.1.1  50%    2.5
5.1.1  10%    0.5
5.1.1  0%     0
5.1.2  100%   3
5.1.2  90%    2.5
5.1.2  40%    0
5.1.2  30%    0
5.1.3  30%    1
5.1.3  20%    0.7
5.1.3  10%    0.4
5.1.3  0%     0.1
5.2.1  fulfilled    2
5.2.1  unfulfilled  0
5.2.2  fulfilled    1
5.2.2  unfulfilled  0
6.1.1  fulfilled    3
6.1.1  unfulfilled  0
6.1.2  fulfilled    3
6.1.2  unfulfilled  0
6.1.3  fulfilled    2
6.1.3  partly       0~2
6.1.3  unfulfilled  0
6.2.1  90%    3
6.2.1  80%    2.5
6.2.1  30%    0
6.2.1  20%    0
6.2.2  fulfilled    2
6.2.2  unfulfilled  0
6.2.3  80%    2
6.2.3  70%    1.5
6.2.3  40%    0
6.2.3  30%    0
6.3.1  fulfilled    2
6.3.1  unfulfilled  0
6.3.2  fulfilled    2
6.3.2  unfulfilled  0
6.3.3  fulfilled    1
6.3.3  unfulfilled  0
"""

# reading=option, indicator, answer, points; every line differs from what the default gives
READ_OTHERWISE = """
partial_step=started        1.3.2  97%    3
partial_step=started        1.1.3  1%     1.5
partial_step=started        2.2.2  9.9kW  0.5
partial_step=started        2.1.1  -1%    5
partial_step=proportional   1.3.2  97.5%  3.5
partial_step=proportional   1.1.3  5%     1.75
partial_step=proportional   2.2.2  9kW    0.45
partial_step=proportional   2.1.1  -2.5%  4.5
step_base=relative          2.2.1  45%    2
step_base=relative          2.1.3  72%    1.5
step_base=relative          4.2.2  28.5%  0.8
floor=as_steps_run          1.3.2  75%    -1
floor=as_steps_run          1.3.2  -20%   -16
floor=as_steps_run          1.1.3  60%    -1
floor=as_steps_run          4.1.2  0%     -0.5
between_bands=proportional  1.1.2  12%    3.4
between_bands=proportional  1.1.2  15%    4
below_first_band=proportional  1.1.2  5%  1.5
at_average=zero             1.1.3  0%     0
at_average=open             1.1.3  0%     0~2
quota_missed=open           2.1.1  3%     0~4
quota_missed=open           2.1.1  unfulfilled  0~4
no_star=open                3.1.1  unfulfilled  0~2
unmet=open                  3.3.1  unfulfilled  0~2
partly=zero                 3.1.3  partly  0
partly=half                 3.1.3  partly  1
partly=half                 6.1.1  partly  1.5
not_applicable=zero         5.1.2  不适用  0
not_applicable=full         5.1.2  不适用  3
"""

# a range of answers, the range of points
RANGES = """
2.2.1  45~50%    2.5~3
2.2.1  30~48%    1~3
2.2.1  0~100%    0~3
1.1.2  -3~12%    0~3
1.1.2  12~25%    3~5
1.1.3  -5~20%    1~2
1.1.3  12~25%    1~1.5
2.1.1  -7~3%     0~5
2.1.1  -12~-6%   5~6
2.2.2  15~35kW   0.5~1.5
"""

# what the source leaves to whoever evaluates: which requirement, year, quota, criterion is meant
LEFT_TO_THE_EVALUATOR = {
    "zcgo-1.1.1-e", "zcgo-1.1.2-e", "zcgo-1.1.3-d", "zcgo-1.1.3-e", "zcgo-1.2.1-c", "zcgo-1.2.1-d",
    "zcgo-1.3.1-c", "zcgo-1.3.1-d", "zcgo-2.1.1-e", "zcgo-3.1.1-f", "zcgo-3.1.3-d", "zcgo-6.3.1-b",
    "zcgo-6.3.3-b",
}  # fmt: skip


def points(
    knowledge: Knowledge, said: StatedIndicator | None, number: str = "", when: str = "now", **otherwise: str
) -> IndicatorScore:
    catalogue = knowledge.catalogue
    indicator = catalogue.indicators[said.indicator if said else f"zcgo-{number}"]
    parts = scorings_of(catalogue)[indicator.id]
    time = "planned" if when == "planned" else "now"
    return indicator_points(indicator, parts, said, time, chosen(otherwise, catalogue))


def interval(said: str) -> Interval:
    low, _, high = said.partition("~")
    return Interval(float(low), float(high or low))


@pytest.mark.parametrize(("number", "said", "expected"), rows(BY_HAND))
def test_points_by_hand(knowledge: Knowledge, number: str, said: str, expected: str) -> None:
    score = points(knowledge, says(number, said))
    assert score.points == interval(expected)
    assert score.known


def test_the_table_has_every_indicator_and_uses_every_recorded_part(knowledge: Knowledge) -> None:
    told = rows(BY_HAND)
    assert {f"zcgo-{number}" for number, _, _ in told} == {
        one.id for one in scored("zcgo", knowledge.catalogue)
    }
    used = {part for number, said, _ in told for part in points(knowledge, says(number, said)).parts}
    recorded = knowledge.catalogue.scorings.values()
    assert used == {one.id for one in recorded if one.kind is not ScoringKind.UNDEFINED}


@pytest.mark.parametrize(("number", "said", "expected"), rows(RANGES))
def test_a_range_of_answers_gives_a_range_of_points(
    knowledge: Knowledge, number: str, said: str, expected: str
) -> None:
    assert points(knowledge, says(number, said)).points == interval(expected)


def test_a_value_that_may_equal_the_average_is_looked_at_on_its_own(knowledge: Knowledge) -> None:
    some = says("1.1.3", "0~20%")
    assert points(knowledge, some).points == Interval(1, 2)
    assert points(knowledge, some, at_average="zero").points == Interval(0, 2)
    # just above the average one started step is gone, so nothing in the range scores 2
    assert points(knowledge, some, at_average="zero", partial_step="started").points == Interval(0, 1.5)


@pytest.mark.parametrize(("reading", "number", "said", "expected"), rows(READ_OTHERWISE))
def test_every_option_gives_other_points_and_is_named(
    knowledge: Knowledge, reading: str, number: str, said: str, expected: str
) -> None:
    name, option = reading.split("=")
    stated = StatedIndicator(f"zcgo-{number}", applies=False) if said == "不适用" else says(number, said)
    score = points(knowledge, stated, **{name: option})
    assert score.points == interval(expected)
    assert score.points != points(knowledge, stated).points
    assert chosen({name: option}, knowledge.catalogue)[name].id in score.readings


def test_every_option_for_points_is_shown_to_matter() -> None:
    shown = {tuple(line[0].split("=")) for line in rows(READ_OTHERWISE)}
    defaults = {(name, next(iter(kind)).value) for name, kind in KINDS.items()}
    of_grades = {
        ("grade_gap", "rounded"),
        ("grade_gap", "none"),
        ("veto", "points_only"),
        ("veto", "lowest_grade"),
    }
    every = {(name, option.value) for name, kind in KINDS.items() for option in kind}
    assert shown == every - defaults - of_grades


def test_the_recorded_readings_are_those_the_engine_knows(knowledge: Knowledge) -> None:
    readings = knowledge.catalogue.readings.values()
    recorded: dict[str, list[str]] = {}
    for one in readings:
        recorded.setdefault(one.reading, []).append(one.option)
        assert one.basis is Basis.JUDGEMENT
        assert one.because
    assert recorded == {name: [option.value for option in kind] for name, kind in KINDS.items()}
    assert [one.option for one in readings if one.default] == [options[0] for options in recorded.values()]
    for one, other in pairwise(readings):
        assert one.reading != other.reading or one.decides == other.decides


def test_every_open_place_is_decided_by_a_reading_or_left_to_the_evaluator(knowledge: Knowledge) -> None:
    catalogue = knowledge.catalogue
    places = {one.id for one in catalogue.scorings.values() if one.kind is ScoringKind.UNDEFINED}
    decided = {place for one in catalogue.readings.values() for place in one.decides}
    assert decided <= places
    assert places - decided == LEFT_TO_THE_EVALUATOR


def test_only_readings_that_decide_are_named(knowledge: Knowledge) -> None:
    assert points(knowledge, says("2.2.1", "45%")).readings == ("step-base-percentage-points",)
    assert points(knowledge, says("1.3.2", "95%")).readings == ()
    assert points(knowledge, says("1.3.2", "96%")).readings == ("partial-step-whole",)
    assert points(knowledge, says("1.3.2", "75%")).readings == ("floor-zero",)
    assert points(knowledge, says("1.1.1", "fulfilled")).readings == ()
    assert points(knowledge, says("6.1.1", "unfulfilled")).readings == ("unmet-zero",)


def test_unknown_is_anything_up_to_full(knowledge: Knowledge) -> None:
    score = points(knowledge, None, "5.1.3")
    assert (score.points, score.known, score.full) == (Interval(0, 1), False, 1.0)


def test_without_a_lowest_score_unknown_reaches_as_far_down_as_the_steps(knowledge: Knowledge) -> None:
    # 1.3.2: 20 steps of 5 points from 100% to 0%: 4 - 20 = -16; 1.1.3 has no end
    assert points(knowledge, None, "1.3.2", floor="as_steps_run").points == Interval(-16, 4)
    assert points(knowledge, None, "1.1.3", floor="as_steps_run").points == Interval(float("-inf"), 2)
    assert points(knowledge, None, "5.1.3", floor="as_steps_run").points == Interval(0, 1)


def test_an_intention_not_stated_changes_nothing_and_says_so(knowledge: Knowledge) -> None:
    planned = points(knowledge, says("2.2.1", "45%"), when="planned")
    assert planned.points == Interval(2.5, 2.5)
    assert planned.because.zh.startswith("没有另说打算，与现状相同")
    raised = points(knowledge, says("2.2.1", "45%", "50%"), when="planned")
    assert raised.points == Interval(3, 3)
    assert "没有另说打算" not in raised.because.zh
    assert points(knowledge, says("2.2.1", planned="50%")).known is False


def test_points_of_the_evaluator_come_first_and_stay_within_zero_and_full(knowledge: Knowledge) -> None:
    assert points(knowledge, says("1.2.1", "1~2分")).points == Interval(1, 2)
    over = points(knowledge, says("1.2.1", "9分"))
    assert over.points == Interval(3, 3)
    assert "超出" in over.because.zh


@pytest.mark.parametrize(
    ("number", "said"), [("1.1.1", "80%"), ("2.2.2", "fulfilled"), ("3.1.1", "四星"), ("2.2.2", "5%")]
)
def test_an_answer_that_does_not_fit_counts_as_none(knowledge: Knowledge, number: str, said: str) -> None:
    score = points(knowledge, says(number, said))
    assert not score.known
    assert score.points == Interval(0, score.full)
    assert "按没有回答处理" in score.because.zh


def test_what_does_not_apply_has_no_points(knowledge: Knowledge) -> None:
    score = points(knowledge, StatedIndicator("zcgo-5.1.2", applies=False))
    assert score.points is None
    assert score.readings == ("not-applicable-leave-out",)


def test_an_amount_without_upper_end(knowledge: Knowledge) -> None:
    some = StatedIndicator("zcgo-2.2.2", now=Answer(quantity=Quantity(Interval(25, float("inf")), "kw")))
    assert points(knowledge, some).points == Interval(1, 2)


def test_a_reading_that_does_not_exist_is_refused_with_a_suggestion(knowledge: Knowledge) -> None:
    with pytest.raises(BadInput) as refused:
        chosen({"partial_stp": "whole", "floor": "none"}, knowledge.catalogue)
    said = sorted(problem.said("zh") for problem in refused.value.problems)
    assert said == [
        "没有名为“none”的“floor”的选法，可写：zero（扣到零分为止）、as_steps_run（一直扣下去）",
        "没有名为“partial_stp”的读法，是否想写 partial_step",
    ]
