"""Totals of the office standard: full marks, nothing known, groups as printed, N/A, the veto."""

from __future__ import annotations

import pytest

from recommender.assess.readings import chosen
from recommender.assess.total import score_all, scored
from recommender.evaluate.scope import Knowledge
from recommender.model.interval import Interval
from recommender.model.scoring import TotalScore
from recommender.model.stated import StatedIndicator
from tests.assess.answers import rows, says

FULL_MARKS = """
1.1.1 fulfilled  1.1.2 20%        1.1.3 -1%        1.2.1 fulfilled  1.2.2 fulfilled  1.3.1 fulfilled
1.3.2 100%       2.1.1 -10%       2.1.2 100%       2.1.3 80%        2.2.1 50%        2.2.2 40kW
2.3.1 fulfilled  2.3.2 fulfilled  3.1.1 三星        3.1.2 50%        3.1.3 fulfilled  3.2.1 70%
3.2.2 70%        3.3.1 fulfilled  4.1.1 90%        4.1.2 50%        4.1.3 60%        4.2.1 100%
4.2.2 30%        4.2.3 fulfilled  4.3.1 60%        5.1.1 60%        5.1.2 100%       5.1.3 30%
5.2.1 fulfilled  5.2.2 fulfilled  6.1.1 fulfilled  6.1.2 fulfilled  6.1.3 fulfilled  6.2.1 90%
6.2.2 fulfilled  6.2.3 80%        6.3.1 fulfilled  6.3.2 fulfilled  6.3.3 fulfilled
"""

# the brackets of table 6.4: first level, then its second levels
PRINTED = """
碳排放管理 25  碳排放底数 12  碳足迹管理 5  目标与规划 8
能源利用 20  能源效率 12  可再生能源 5  能碳管理 3
绿色建筑与运营 15  绿色建筑 8  智能运行 5  维护管理 2
资源循环利用 10  废弃物管理 5  水资源利用 4  绿色采购 1
绿色出行 10  出行方式 7  配套设施 3
管理与文化 20  组织管理 8  宣传教育 7  创新与改进 5
"""


def met(**otherwise: str) -> dict[str, StatedIndicator]:
    """Every indicator in full, but for those named (1_1_2="10%")."""
    words = FULL_MARKS.split()
    answers = dict(zip(words[::2], words[1::2], strict=True))
    answers |= {key.strip("_").replace("_", "."): said for key, said in otherwise.items()}
    stated = (says(number, said) for number, said in answers.items())
    return {one.indicator: one for one in stated}


def without(number: str, stated: dict[str, StatedIndicator]) -> dict[str, StatedIndicator]:
    """The same, with one indicator stated not to apply."""
    return {**stated, f"zcgo-{number}": StatedIndicator(f"zcgo-{number}", applies=False)}


def total(knowledge: Knowledge, stated: dict[str, StatedIndicator], **readings: str) -> TotalScore:
    return score_all("zcgo", stated, "now", chosen(readings, knowledge.catalogue), knowledge.catalogue)


def test_every_indicator_in_full_is_exactly_a_hundred(knowledge: Knowledge) -> None:
    found = total(knowledge, met())
    assert len(met()) == len(found.indicators) == 41
    assert found.score == found.raw == Interval(100.0, 100.0)
    assert found.grade.grades == ("zcgo-6.6-1",)
    (only,) = found.grade.flags  # no indicator of table 6.4 asks for net zero
    assert "没有要求证明净排放为零" in only.zh
    assert found.readings == ()


def test_a_grade_says_how_little_it_rests_on(knowledge: Knowledge) -> None:
    # table 6.4 has 41 indicators with 100 points, 16 of them binding; 1.1.1 is one of these and has 5 points
    some = {key: StatedIndicator(key, applies=False) for key in met()} | {"zcgo-1.1.1": met()["zcgo-1.1.1"]}
    found = total(knowledge, some)
    assert found.grade.grades == ("zcgo-6.6-1",)
    assert found.grade.flags[0].zh == "只评了 5 分／100 分的指标，另有 40 项按不适用去掉，其中约束性 15 项"
    assert found.grade.flags[0].en == (
        "Only 5 of 100 points are assessed; 40 indicators are left out as not applicable, 15 of them binding"
    )


def test_what_is_left_out_is_told_wherever_it_is(knowledge: Knowledge) -> None:
    # 1.1.3 is an expected indicator of 2 points; read as zero points it is not left out
    some = without("1.1.3", met())
    assert total(knowledge, some).grade.flags[0].zh == "只评了 98 分／100 分的指标，另有 1 项按不适用去掉"
    assert "1 indicator is left out" in total(knowledge, some).grade.flags[0].en
    as_zero = total(knowledge, some, not_applicable="zero").grade.flags
    assert not any("按不适用去掉" in flag.zh for flag in (*total(knowledge, met()).grade.flags, *as_zero))


def test_every_group_has_an_english_name(knowledge: Knowledge) -> None:
    groups = total(knowledge, met()).groups
    assert [one.english for one in groups if one.level == 1] == [
        "Carbon management",
        "Energy use",
        "Green buildings and operation",
        "Recycling of resources",
        "Green travel",
        "Management and culture",
    ]
    assert all(one.english for one in groups)


def test_nothing_answered_is_anything_from_zero_to_a_hundred(knowledge: Knowledge) -> None:
    found = total(knowledge, {})
    assert found.score == found.raw == Interval(0.0, 100.0)
    assert len(found.grade.grades) == 5
    assert not any(one.known for one in found.indicators.values())


def test_full_points_of_every_group_are_those_printed(knowledge: Knowledge) -> None:
    found = total(knowledge, met())
    told = [(group.name, group.full) for group in found.groups]
    assert told == [
        (name, float(full))
        for line in rows(PRINTED)
        for name, full in zip(line[::2], line[1::2], strict=True)
    ]
    for group in found.groups:
        assert group.points == Interval(group.full, group.full)
        assert group.applicable == group.full
    assert [group.level for group in found.groups].count(1) == 6
    assert sum(group.full for group in found.groups if group.level == 1) == 100


def test_tenths_do_not_drift(knowledge: Knowledge) -> None:
    # 100 - 0.2 (4.1.3) - 0.6 (4.3.1) - 0.3 (5.1.3) - 0.2 (4.2.2) = 98.7
    found = total(knowledge, met(_4_1_3="50%", _4_3_1="30%", _5_1_3="20%", _4_2_2="25%"))
    assert found.score == Interval(98.7, 98.7)


def test_ranges_add_up(knowledge: Knowledge) -> None:
    # 1.3.1 partly: 0 to 4 of 4 points; 2.2.1 at 30 to 45 %: 1 to 2.5 of 3 points; all else in full
    found = total(knowledge, met(_1_3_1="partly", _2_2_1="30~45%"))
    assert found.score == Interval(94.0, 99.5)
    planning = next(one for one in found.groups if one.name == "目标与规划")
    assert planning.points == Interval(4.0, 8.0)


def test_what_does_not_apply_leaves_both_sides_of_the_ratio(knowledge: Knowledge) -> None:
    # no official cars: 97 points are left; 4 more are lost at 1.3.2: 93 / 97
    found = total(knowledge, without("5.1.2", met(_1_3_2="80%")))
    assert found.raw == Interval(93.0, 93.0)
    assert found.applicable == 97.0
    assert found.score.low == found.score.high == pytest.approx(95.8762886597938)
    travel = next(one for one in found.groups if one.name == "出行方式")
    assert (travel.full, travel.applicable, travel.points) == (7.0, 4.0, Interval(4.0, 4.0))
    assert found.readings == ("not-applicable-leave-out",)


def test_not_applicable_may_be_read_otherwise(knowledge: Knowledge) -> None:
    some = without("5.1.2", met())
    assert total(knowledge, some).score == Interval(100.0, 100.0)
    assert total(knowledge, some, not_applicable="zero").score == Interval(97.0, 97.0)
    assert total(knowledge, some, not_applicable="zero").applicable == 100.0
    assert total(knowledge, some, not_applicable="full").score == Interval(100.0, 100.0)


def test_where_nothing_applies_there_is_no_score(knowledge: Knowledge) -> None:
    some: dict[str, StatedIndicator] = {}
    for one in scored("zcgo", knowledge.catalogue):
        some = without(one.id.removeprefix("zcgo-"), some)
    found = total(knowledge, some)
    assert found.applicable == 0.0
    assert found.grade.grades == ()
    assert "没有得分" in found.grade.flags[0].zh


def test_without_a_lowest_score_the_total_has_no_lower_end(knowledge: Knowledge) -> None:
    found = total(knowledge, {}, floor="as_steps_run")
    assert found.score == Interval(float("-inf"), 100.0)
    assert "floor-as-steps-run" in found.readings


def test_accounts_not_made_are_a_veto(knowledge: Knowledge) -> None:
    for said in ("未完成", "unfulfilled", "partly", "0分"):
        found = total(knowledge, met(_1_1_1=said))
        assert found.score == Interval(95.0, 95.0)
        assert found.grade.vetoed is True
        assert found.grade.grades == ()
        assert "veto-no-grade" in found.readings


def test_a_veto_not_settled_is_told(knowledge: Knowledge) -> None:
    some = met()
    del some["zcgo-1.1.1"]
    for stated in (some, met(_1_1_1="3分"), met(_1_1_1="3~5分"), without("1.1.1", met())):
        found = total(knowledge, stated)
        assert found.grade.vetoed is None
        assert "zcgo-6.6-1" in found.grade.grades
        assert any("一票否决" in flag.zh for flag in found.grade.flags)


def test_full_points_for_what_does_not_apply_do_not_settle_the_veto(knowledge: Knowledge) -> None:
    found = total(knowledge, without("1.1.1", met()), not_applicable="full")
    assert found.score == Interval(100.0, 100.0)
    assert found.grade.vetoed is None


def test_a_standard_without_points_has_nothing_to_score(knowledge: Knowledge) -> None:
    assert scored("zcc", knowledge.catalogue) == ()
