"""The ways to raise an indicator: every step the scoring rule speaks of above what is sure now."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from recommender.assess.raises import Way, largest, raised, ways
from recommender.assess.readings import chosen
from recommender.evaluate.scope import Knowledge
from recommender.model.stated import StatedIndicator
from tests.assess.answers import rows, says
from tests.assess.test_total import met, total, without

# indicator, present answer (- none), then each way with the points it adds
STEPS = """
3.1.1 -         一星得2分 2      二星得2.5分 2.5            三星得3分 3
3.1.1 一星       二星得2.5分 0.5  三星得3分 1
1.1.1 -         按要求完成核算，得5分 5
1.1.2 -         目标年比创建起始年降低10%，得3分 3            降低20%以上，得5分 5
1.1.2 12%       降低20%以上，得5分 2
1.1.3 15%       低于行业平均水平，得2分 0.5
1.2.1 2分        监测体系完善，得3分 1
1.3.2 92%       达到100%，得4分 1
2.1.1 -5%       比参照值低10%，得6分 1
2.1.1 fulfilled 比参照值低5%，得5分 1                       比参照值低10%，得6分 2
2.2.1 30~40%    做到35%，得1.5分 0.5  做到40%，得2分 1       做到45%，得2.5分 1.5  50%及以上，得3分 2
2.2.2 25kW      做到30kW，得1.5分 0.5 做到40kW，得2分 1
3.1.3 不符合     完全符合，得2分 2
3.1.2 50%
5.1.3 -         做到10%，得0.4分 0.4  做到20%，得0.7分 0.7   30%及以上，得1分 1
"""


def found(knowledge: Knowledge, stated: dict[str, StatedIndicator], **readings: str) -> tuple[Way, ...]:
    used = chosen(readings, knowledge.catalogue)
    return ways(stated, total(knowledge, stated, **readings), used, knowledge.catalogue)


@pytest.mark.parametrize("row", rows(STEPS), ids=lambda row: " ".join(row[:2]))
def test_each_step_above_the_present_one_is_a_way(row: list[str], knowledge: Knowledge) -> None:
    number, now, *expected = row
    stated = {} if now == "-" else {f"zcgo-{number}": says(number, now)}
    mine = [way.option for way in found(knowledge, stated) if way.option.indicator == f"zcgo-{number}"]
    told = [word for one in mine for word in (one.reach.zh.replace(" ", ""), f"{one.gain:g}")]
    assert told == expected


def test_full_marks_cannot_be_raised(knowledge: Knowledge) -> None:
    assert found(knowledge, met()) == ()


def test_what_does_not_apply_cannot_be_raised(knowledge: Knowledge) -> None:
    for option in ("leave_out", "zero", "full"):
        stated = without("5.1.2", {})
        keys = {way.option.indicator for way in found(knowledge, stated, not_applicable=option)}
        assert "zcgo-5.1.2" not in keys
        assert len(keys) == 40


def test_every_way_gains_what_it_says(knowledge: Knowledge) -> None:
    before = total(knowledge, {})
    for way in found(knowledge, {}):
        after = total(knowledge, raised({}, (way,)))
        assert after.score.low - before.score.low == pytest.approx(way.option.gain), way.option


def test_relative_steps_are_narrower(knowledge: Knowledge) -> None:
    # 5% of the 50% that are wanted is 2.5 points: six steps down is 35%
    stated = {"zcgo-2.2.1": says("2.2.1", "35%")}
    options = [way.option for way in found(knowledge, stated, step_base="relative")]
    mine = [one.reach.zh.partition("，")[0] for one in options if one.indicator == "zcgo-2.2.1"]
    assert mine == ["做到37.5%", "做到40%", "做到42.5%", "做到45%", "做到47.5%", "50%及以上"]


def test_a_stated_cost_goes_with_the_way(knowledge: Knowledge) -> None:
    stated = {"zcgo-3.1.1": replace(says("3.1.1", "二星"), cost=35.0)}
    costs = {way.option.indicator: way.option.cost for way in found(knowledge, stated)}
    assert (costs["zcgo-3.1.1"], costs["zcgo-3.1.2"]) == (35.0, 1.0)


def test_what_had_no_lower_end_gains_without_limit(knowledge: Knowledge) -> None:
    # deductions that run on: nobody knows how far above the average an unanswered office is
    listed = found(knowledge, {}, floor="as_steps_run")
    endless = {way.option.indicator for way in listed if way.bottomless}
    assert "zcgo-1.1.3" in endless
    assert all(math.isinf(way.option.gain) == way.bottomless for way in listed)


def test_the_largest_gain_comes_first(knowledge: Knowledge) -> None:
    options = largest(found(knowledge, {}))
    assert [one.indicator for one in options[:3]] == ["zcgo-2.1.1", "zcgo-1.1.1", "zcgo-1.1.2"]
    assert [one.gain for one in options] == sorted((one.gain for one in options), reverse=True)


def test_words_in_english(knowledge: Knowledge) -> None:
    told = {way.option.reach.en for way in found(knowledge, {})}
    assert {"reach 20 kW: 1 point", "reach 35%: 1.5 points"} <= told
    assert "10% below the reference value: 6 points" in told
