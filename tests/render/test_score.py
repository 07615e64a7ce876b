"""A scorecard in words: ranges never look better than they are, sets with their costs, answers unused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recommender.assess.scorecard import scorecard
from recommender.evaluate.scope import Knowledge
from recommender.model.interval import Interval, exactly
from recommender.model.scoring import Scorecard
from recommender.model.site import SiteProfile
from recommender.model.stated import Stated, StatedIndicator
from recommender.render.headings import NOTES
from recommender.render.score import GRADE, MEASURES, NEXT, UNUSED, sections
from recommender.render.score_words import amount, scale_line, score_line, span
from tests.assess.answers import says
from tests.assess.test_total import met, without


def card(knowledge: Knowledge, stated: dict[str, StatedIndicator]) -> Scorecard:
    site = SiteProfile({"site.type": "office"}, stated=Stated(indicators=stated))
    found = scorecard(site, None, knowledge)
    assert found is not None
    return found


def lines(knowledge: Knowledge, stated: dict[str, StatedIndicator], head: str) -> list[str]:
    found = {title.zh: said for title, said in sections(card(knowledge, stated), knowledge)}
    return [line.zh for line in found.get(head, ())]


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        (61.5, 74.0, "61.5–74.0"),
        (100.0, 100.0, "100.0"),
        (89.999, 89.999, "89.99"),  # not 90.0, which would be the next grade
        (17.5 / 99 * 100, 68 / 99 * 100, "17.67–68.69"),
        (-0.1 / 97 * 100, 5.0, "−0.11–5.0"),
        (float("-inf"), 100.0, "−∞–100.0"),
    ],
)
def test_a_range_never_looks_better_than_it_is(low: float, high: float, shown: str) -> None:
    assert span(Interval(low, high)) == shown


def test_amounts_have_their_unit() -> None:
    assert (amount(5.05).zh, amount(3.0).en) == ("5.05 分", "3.0 points")


def test_full_marks_read_100(knowledge: Knowledge) -> None:
    full = card(knowledge, met())
    assert score_line(full).zh == "总分　100.0 分（满分 100）"
    assert full.next_grade is None


def test_nothing_applies_nothing_scored(knowledge: Knowledge) -> None:
    out = {key: replace(one, applies=False) for key, one in met().items()}
    assert score_line(card(knowledge, out)).zh == "没有得分：没有一项指标适用"


def test_an_answer_that_does_not_fit_is_said_to_be_unused(knowledge: Knowledge) -> None:
    stated = {**met(), "zcgo-6.1.2": says("6.1.2", "40kW")}
    (only,) = lines(knowledge, stated, UNUSED.zh)
    assert only.startswith("6.1.2 碳数据监测与披露制度：这样的回答不能用来给这项指标计分")
    assert lines(knowledge, met(), UNUSED.zh) == []


def test_a_set_is_told_with_its_clauses_and_what_it_costs(knowledge: Knowledge) -> None:
    # 88 points, 90 wanted; every cost is stated, and 4.2.1 is the cheaper way to two points
    stated = met(_4_2_1="80%", _3_1_3="不符合", _2_1_2="0%", _2_3_2="unfulfilled", _3_3_1="unfulfilled")
    costs = {"4.2.1": 12.5, "3.1.3": 30.0, "2.1.2": 90.0, "2.3.2": 20.0, "3.3.1": 13.0}
    for number, cost in costs.items():
        stated[f"zcgo-{number}"] = replace(stated[f"zcgo-{number}"], cost=cost)
    assert lines(knowledge, stated, NEXT.zh) == [
        "零碳引领机关（90 分起）：最少 1 项，稳得 90.0 分；所写费用合计 12.5 万元",
        "  4.2.1 节水装置普及率：达到100%，得2分，总分 +2.0 分（zcgo/6.4#24）",
    ]


def test_the_condition_stands_before_the_grades_it_is_for(knowledge: Knowledge) -> None:
    # 95 points for sure; whether the account of 1.1.1 is made is not known
    stated = {key: one for key, one in met().items() if key != "zcgo-1.1.1"}
    first, second, *_ = lines(knowledge, stated, GRADE.zh)
    assert first == "？ 一票否决的指标没有确定，下面的等级以没有被否决为前提"
    assert second == "零碳引领机关"
    assert lines(knowledge, met(), GRADE.zh)[0] == "零碳引领机关"


def test_of_the_grades_one_set_reaches_the_best_is_told(knowledge: Knowledge) -> None:
    # with 95 points only the veto of 1.1.1 stands between the office and every grade
    heads = [line for line in lines(knowledge, met(_1_1_1="未完成"), NEXT.zh) if not line.startswith(" ")]
    assert heads == ["零碳引领机关（90 分起）：最少 1 项，稳得 100.0 分"]


def test_where_no_grade_is_higher_it_says_so(knowledge: Knowledge) -> None:
    assert lines(knowledge, met(), NEXT.zh) == ["现状已稳在最高一级，没有更高的等级"]


def test_other_sets_of_the_same_size_are_told_of(knowledge: Knowledge) -> None:
    # 88 points: 2 are missing, and each of the two indicators at nothing has 3 or more to give
    stated = met(_5_1_2="0%", _6_1_1="unfulfilled", _2_1_2="0%", _2_3_2="unfulfilled")
    total = card(knowledge, stated).now.score.low
    assert total == 88
    (head, *_) = lines(knowledge, stated, NEXT.zh)
    assert head.endswith("；不止这一组，还有别的组合同样省、也达得到")


def test_points_of_the_tables_and_the_score_are_told_apart(knowledge: Knowledge) -> None:
    # 5.1.2 has 3 points
    assert not scale_line(card(knowledge, met()))
    out = card(knowledge, without("5.1.2", met()))
    assert "适用的共 97 分" in scale_line(out).zh
    assert "97 of which apply" in scale_line(out).en


def test_the_odds_of_the_table_are_noted_and_all_of_them_with_all(knowledge: Knowledge) -> None:
    short = lines(knowledge, met(), NOTES.zh)
    assert "自称6个一级、18个二级、42个三级指标；表中数得6个、17个、41个" in short[0]
    assert short[0].endswith("（zcgo/6.4）")
    assert "--all" in short[-1]
    found = dict(sections(card(knowledge, met()), knowledge, everything=True))[NOTES]
    assert any("衡量净排放是否为零" in line.zh and "zcgo/6.6" in line.zh for line in found)
    assert not any("--all" in line.zh for line in found)


def test_a_measure_is_told_with_the_indicators_and_clauses_that_link_it(knowledge: Knowledge) -> None:
    stated = met(_6_1_2="unfulfilled")
    said = lines(knowledge, stated, MEASURES.zh)
    assert said
    assert all("至多 3.0 分，关系到 6.1.2（zcgo/" in line for line in said)


def test_a_point_given_by_hand_counts(knowledge: Knowledge) -> None:
    assert card(knowledge, {**met(), "zcgo-1.2.1": says("1.2.1", "2分")}).now.score == exactly(99.0)
