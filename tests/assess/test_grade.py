"""Grades of the office standard by clause 6.6: limits, the holes between them, the veto, flags."""

from __future__ import annotations

import pytest

from recommender.assess.grade import grade_of
from recommender.assess.readings import chosen
from recommender.assess.total import grades_of
from recommender.evaluate.scope import Knowledge
from recommender.model.interval import Interval
from recommender.model.scoring import GradeFinding
from tests.assess.answers import rows

# score or range, the grades it may get, 1 the best: 90-100, 80-89, 70-79, 60-69, below 60
BY_LIMITS = """
100     1
90      1
89      2
80      2
79      3
70      3
69      4
60      4
59.99   5
0       5
0~100   1,2,3,4,5
61~75   3,4
88~90   1,2
59~60   4,5
-inf~65 4,5
"""

# a score between two grades, as each option reads it
HOLES = """
89.5   lower    2
89.5   rounded  1
89.5   none     -
89.4   rounded  2
89.9   lower    2
79.5   rounded  2
69.3   rounded  4
69.3   lower    4
69.3   none     -
59.6   rounded  5
89.2~89.8  lower    2
89.2~89.8  rounded  1,2
89.2~89.8  none     -
89.2~90    none     1
"""


def graded(knowledge: Knowledge, score: str, vetoed: bool | None = False, **otherwise: str) -> GradeFinding:
    low, _, high = score.partition("~")
    catalogue = knowledge.catalogue
    some = Interval(float(low), float(high or low))
    return grade_of(some, vetoed, grades_of("zcgo", catalogue), chosen(otherwise, catalogue))


def ids(said: str) -> tuple[str, ...]:
    return () if said == "-" else tuple(f"zcgo-6.6-{number}" for number in said.split(","))


@pytest.mark.parametrize(("score", "expected"), rows(BY_LIMITS))
def test_grades_by_their_limits(knowledge: Knowledge, score: str, expected: str) -> None:
    assert graded(knowledge, score).grades == ids(expected)


@pytest.mark.parametrize(("score", "option", "expected"), rows(HOLES))
def test_a_score_between_two_grades_goes_by_the_reading(
    knowledge: Knowledge, score: str, option: str, expected: str
) -> None:
    assert graded(knowledge, score, grade_gap=option).grades == ids(expected)


def test_a_score_of_89_5_gets_no_silent_grade(knowledge: Knowledge) -> None:
    found = graded(knowledge, "89.5")
    assert found.between == ("zcgo-6.6-1", "zcgo-6.6-2")
    assert found.readings == ("grade-gap-lower",)
    assert found.flags[0].zh == (
        "得分落在“零碳引领机关”和“零碳先进机关”两级之间，来源没有规定归哪一级；落在两级之间的分数归低的一级"
    )


@pytest.mark.parametrize("score", ["89", "90", "60", "59.6", "30~95"])
def test_the_hole_is_told_only_where_it_decides(knowledge: Knowledge, score: str) -> None:
    found = graded(knowledge, score)
    assert found.between is None
    assert found.readings == ()


def test_a_range_that_touches_a_hole_says_so(knowledge: Knowledge) -> None:
    found = graded(knowledge, "85~89.6")
    assert found.grades == ids("2")
    assert found.between is None
    assert "可能落在两级之间" in found.flags[0].zh


@pytest.mark.parametrize(
    ("option", "expected"), [("no_grade", "-"), ("points_only", "1"), ("lowest_grade", "5")]
)
def test_a_vetoed_account_gets_no_silent_grade(knowledge: Knowledge, option: str, expected: str) -> None:
    found = graded(knowledge, "95", vetoed=True, veto=option)
    assert found.grades == ids(expected)
    assert found.vetoed
    assert "否决之后怎样定级，来源没有规定" in found.flags[0].zh
    assert len(found.readings) == 1


def test_a_veto_not_known_is_flagged_and_keeps_the_grades_of_the_points(knowledge: Knowledge) -> None:
    found = graded(knowledge, "95", vetoed=None)
    assert found.grades == ids("1")
    assert "没有确定" in found.flags[0].zh
    assert graded(knowledge, "95", vetoed=None, veto="lowest_grade").grades == ids("1,5")


def test_what_a_description_asks_without_a_limit_is_told(knowledge: Knowledge) -> None:
    # clause 6.6 gives every grade by points alone; none of the 41 indicators measures net zero
    for score in ("95", "85", "75", "65", "50"):
        (flag,) = graded(knowledge, score).flags
        assert "没有单项最低分" in flag.zh
    for score in ("95", "85", "75", "65"):
        assert "没有要求证明净排放为零" in graded(knowledge, score).flags[0].zh


def test_a_range_of_grades_tells_the_same_remark_once(knowledge: Knowledge) -> None:
    flags = [flag.zh for flag in graded(knowledge, "60~100").flags if "净排放" in flag.zh]
    assert flags == [
        "零碳引领机关、零碳先进机关、零碳达标机关、零碳培育机关：等级只按总分定，没有单项最低分，"
        "也没有要求证明净排放为零"
    ]
