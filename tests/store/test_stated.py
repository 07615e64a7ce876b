"""What a profile states besides facts: activities, indicators, assumptions, goal, costs, scenarios."""

# ruff: noqa: E501  (profiles stand as people write them)

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.evaluate.scope import Knowledge
from recommender.model.interval import Interval, exactly
from recommender.model.stated import (
    NOTHING_STATED,
    Answer,
    Goal,
    Quantity,
    StatedFactor,
)
from recommender.model.text import Text
from recommender.store.profile import read_profile
from recommender.store.quantities import yearly_emission
from tests.stated_world import read, stated, told


def amount(text: str, activity: str = "petrol", kind: str = "office") -> Quantity | None:
    return stated(f"activity: {{{activity}: {text}}}", kind).activities[activity].amount


def now(number: str, answer: str, kind: str = "office") -> Answer | None:
    (found,) = stated(f'indicator: {{"{number}": {{now: {answer}}}}}', kind).indicators.values()
    return found.now


def test_an_answer_is_a_range_as_text_or_as_a_list():
    between = Answer(quantity=Quantity(Interval(10, 20), "percent"))
    assert now("1.1.2", "10~20%") == now("1.1.2", "[10%, 20%]") == between


def test_a_fall_below_zero_is_a_rise():
    assert now("1.1.2", "-3%") == Answer(Quantity(exactly(-3), "percent"))
    assert now("1.1.2", "-3~5%") == Answer(Quantity(Interval(-3, 5), "percent"))
    assert any(
        "E-NEGATIVE" in one for one in told('indicator: {"5.1.2": -3%}')
    )  # a share is never below zero


def test_what_is_a_veto_cannot_be_said_not_to_apply():
    assert any("E-VETO" in one for one in told('indicator: {"1.1.1": {applies: 否, because: 没有}}'))
    assert not any("E-VETO" in one for one in told('indicator: {"1.1.2": {applies: 否, because: 没有}}'))
    assert told('indicator: {"1.1.1": {applies: 是, now: 满足}}') == []


def test_a_goal_may_be_for_the_year_of_the_account():
    text = "activity: {year: 2030}\ngoal: {emission: 0 t, year: 2030, source: 方案}"
    assert told(text) == []
    assert any("E-ORDER" in one for one in told(text.replace("year: 2030}", "year: 2031}")))


def test_a_name_of_a_scenario_has_forty_characters_at_most():
    assert [one.name for one in stated(f"scenarios: {{{'快' * 40}: {{}}}}").scenarios] == ["快" * 40]
    assert any("E-NAME" in one for one in told(f"scenarios: {{{'快' * 41}: {{}}}}"))


def test_a_profile_of_facts_alone_states_nothing_else():
    assert stated("plan.budget: 300") is NOTHING_STATED


def test_activities_as_a_planner_writes_them():
    found = stated("""\
energy.electricity: 3780 MWh
活动数据:
  年份: 2020 年
  method: 报告的方法
  电力: {因子: 0.57 kgCO2/kWh, 因子年份: 2022, 因子出处: 某清单}
  汽油: {amount: 12 t, factor: 2.98 tCO2/t, factor_year: 2022, factor_source: 某清单, source: 2025 年台账, note: 试}
  天然气: 300~400 万立方米/年
  居民出行: {emission: 640 kg/(人·年), source: "sps2/3.3#p5"}
  绿色化改造: {amount: 99668 m2, from: 2023, until: 2026}
  CCER: {amount: 500 t, from: 2030}
community.population: 2000
""")
    assert (found.year, found.method) == (2020, "sps2")
    activities = found.activities
    factor = StatedFactor(Quantity(exactly(0.57), "kgCO2/kWh"), 2022, "某清单")
    assert (activities["electricity"].amount, activities["electricity"].factor) == (None, factor)
    petrol = activities["petrol"]
    assert petrol.amount == Quantity(exactly(12), "t") and petrol.emission is None
    assert petrol.factor == StatedFactor(Quantity(exactly(2.98), "tCO2/t"), 2022, "某清单")
    assert (petrol.source, petrol.note) == ("2025 年台账", Text("试", ""))
    assert petrol.place is not None and petrol.place.line == 7
    assert activities["natural-gas"].amount == Quantity(Interval(300, 400), "万m³")
    travel = activities["residents-travel"]
    assert (travel.emission, travel.source) == (Quantity(exactly(640), "kgCO2/人"), "sps2/3.3#p5")
    works = activities["green-retrofit"]
    assert (works.amount, works.start, works.end) == (Quantity(exactly(99668), "m2"), 2023, 2026)
    # What already is an emission is one of CO2, written with or without saying so.
    assert activities["ccer"].amount == Quantity(exactly(500), "tCO2") and activities["ccer"].start == 2030
    assert told("activity: {CCER: {amount: 500 t, from: 2030}}") == []


def test_a_range_as_text_or_as_a_list():
    assert amount("300~400 t") == amount("[300 t, 400 t]") == Quantity(Interval(300, 400), "t")


def test_an_activity_that_repeats_its_fact_is_no_contradiction():
    assert told("energy.electricity: 3780 MWh\nactivity: {用电: 378 万kWh}") == []
    (problem,) = told("activity: {用电: 300~378 万kWh}\nenergy.electricity: 3780 MWh")
    assert problem.startswith("s.yaml:3:1 E-CONTRADICTION") and "第 3 行" in problem and "第 2 行" in problem


def test_answers_to_indicators():
    assert now("1.1.2", "12%") == Answer(Quantity(exactly(12), "percent"))
    assert now("1.1.2", "10~12%") == Answer(Quantity(Interval(10, 12), "percent"))
    assert now("zcgo-2.2.2", "0.12 MW") == Answer(Quantity(exactly(120), "kw"))
    assert now("绿色建筑标准认证等级", "一星") == Answer(level="一星")
    assert now("3.1.1", "不满足") == Answer(level="unfulfilled")
    assert (
        now("1.2.1", "是") == now("1.2.1", "满足") == now("1.2.1", "fulfilled") == Answer(level="fulfilled")
    )
    assert now("1.2.1", "部分满足") == Answer(level="partly")
    assert now("1.2.1", "{points: 1~2 分}") == Answer(points=Interval(1, 2))
    assert now("1.2.1", "{points: [1, 2]}") == Answer(points=Interval(1, 2))
    assert now("1.2.1", "{level: 否}") == Answer(level="unfulfilled")
    assert now("zcc-i02", "满足", "community") == Answer(level="fulfilled")  # no scoring: words do too


def test_above_or_below_a_reference():
    # 1.2 of 1.5 is 80%: 20% below. 1.4~1.6 of 2 is 20 to 30% below; against 1~2 it may also be 60% above.
    assert now("1.1.3", "{value: 1.2 t/人, reference: 1.5 t/人}") == Answer(Quantity(exactly(-20), "percent"))
    assert now("1.1.3", "-20%") == Answer(Quantity(exactly(-20), "percent"))
    spread = Answer(Quantity(Interval(-30, 60), "percent"))
    assert now("1.1.3", "{value: 1400~1600 kg/人, reference: 1~2 t/人}") == spread


def test_an_indicator_with_everything():
    found = stated(
        """\
指标:
  社区人均碳排放量: {start: 2.5 t/人, now: 2200 kg/人, target: 1.5 t/人, target_year: 2030, source: 社区方案, cost: 3 万元}
  zcc-t1-1-1: 是
""",
        "community",
    ).indicators
    one = found["zcc-i02"]
    assert one.start == Answer(Quantity(exactly(2.5), "t/人")) and one.now == Answer(
        Quantity(exactly(2200), "kg/人")
    )
    assert one.target == Answer(Quantity(exactly(1.5), "t/人"))
    assert (one.target_year, one.source, one.cost, one.planned) == (2030, "社区方案", 3.0, None)
    assert found["zcc-t1-1-1"].now == Answer(level="fulfilled")


def test_answers_of_different_times_are_of_one_kind():
    (problem,) = told("indicator: {zcc-i02: {start: 2.5 t/人, now: 3 t/m2}}", "community")
    assert problem.startswith("s.yaml:2:44 E-UNIT")


def test_an_indicator_that_does_not_apply():
    one = stated('indicator: {"5.1.2": {applies: 否, because: 没有公务车}}').indicators["zcgo-5.1.2"]
    assert not one.applies and one.because == Text("没有公务车", "") and one.now is None


def test_a_kind_of_site_without_indicators():
    (problem,) = told('indicator: {"9.9": 3%}', "park")
    assert problem.startswith("s.yaml:2:13 E-NO-STANDARD 来源没有为“园区”写指标体系")
    (problem,) = told('indicator: {"1.1.2": 3%}', "park")
    assert problem.startswith("s.yaml:2:13 E-OTHER-STANDARD") and "这里用" not in problem


def test_the_future():
    found = stated("""\
理解: {partial_step: 按比例计}
假设:
  grid: {2060: 0, 2025: 0.53, 2030年: 450 gCO2/kWh}
  growth: {用电: 2%, 天然气: -1~1%}
  like: 红育坡社区
目标值: {emission: 0 t, year: 2060, gross: 是, source: 方案}
费用: {光伏发电: 120 万元, 热泵: [80 万元, 0.01 亿元]}
""")
    assert found.readings == {"partial_step": "proportional"}
    assert found.assumptions.grid == ((2025, 0.53), (2030, 0.45), (2060, 0.0))
    assert found.assumptions.growth == {"electricity": exactly(2), "natural-gas": Interval(-1, 1)}
    assert found.assumptions.like == "hongyupo"
    assert found.assumptions.places["growth.natural-gas"].line == 5
    assert found.goal == Goal(Quantity(exactly(0), "tCO2"), 2060, True, "方案")
    assert found.costs == {"photovoltaics": exactly(120), "heat-pump": Interval(80, 100)}


SCENARIOS = """\
plan.budget: 300
community.population: 2000
activity: {汽油: 12 t, 居民出行: {emission: 0.6 t/人}}
scenarios:
  加快:
    facts: {plan.budget: 3000 万元, community.population: null}
    without: [judgement, some-theme]
    drop: 光伏发电
    reading: {partial_step: whole}
    assumption: {growth: {用电: 3%}}
    goal: {emission: 0 t, year: 2030, source: 方案}
    activity: {汽油: {factor: 3 t/t, factor_year: 2022, factor_source: x}}
    indicator: {"1.1.2": {planned: 30%}}
  照旧: {}
"""


def test_scenarios():
    fast, same = stated(SCENARIOS).scenarios
    assert fast.name == "加快" and fast.facts == {"plan.budget": 3000, "community.population": None}
    assert fast.without == ("judgement", "some-theme") and fast.without_steps == ("photovoltaics",)
    assert fast.readings == {"partial_step": "whole"}
    assert fast.assumptions is not None and fast.assumptions.growth == {"electricity": exactly(3)}
    assert fast.goal is not None and fast.goal.year == 2030
    petrol = fast.activities["petrol"]  # in part: the amount stays that of the profile
    assert petrol.amount is None and petrol.factor is not None
    assert fast.indicators["zcgo-1.1.2"].planned == Answer(Quantity(exactly(30), "percent"))
    assert (same.name, same.facts, same.goal, same.assumptions) == ("照旧", {}, None, None)


def test_a_scenario_looks_at_its_own_facts():
    # The people are taken back to unknown in the scenario, so a goal per person has no total there.
    text = "community.population: 2000\nscenarios: {A: {facts: {community.population: null}, goal: {emission: 1 t/人, year: 2030, source: x}}}"
    (problem,) = told(text, "community")
    assert "W-NO-TOTAL" in problem and "请补上 community.population" in problem
    assert told(text.replace("facts: {community.population: null}, ", ""), "community") == []


BLOCKS = (
    "activity: {year: 2020, 汽油: 12 t, 天然气: 300~400 m3}",
    'indicator: {"1.1.2": 12%, "3.1.1": 一星}',
    "reading: {partial_step: proportional}",
    "assumption: {like: hongyupo, growth: {用电: 2%, 天然气: 1%}}",
    "goal: {year: 2060, source: 方案, emission: 0 t}",
    "cost: {热泵: 3 万元, 光伏发电: 4 万元}",
    "scenarios: {A: {activity: {汽油: {factor: 3 t/t, factor_year: 2022, factor_source: x}}}}",
    "energy.electricity: 3780 MWh",
)


@given(st.permutations(BLOCKS))
def test_the_order_of_blocks_does_not_matter(blocks: list[str]):
    def without_places(text: str) -> str:
        import re

        return re.sub(r"Place\([^)]*\)", "", repr(stated(text)))

    assert without_places("\n".join(blocks)) == without_places("\n".join(BLOCKS))


@given(st.text(max_size=30))
def test_no_text_is_too_strange(text: str):
    quoted = "'" + "".join(c for c in text if c.isprintable()).replace("'", "''") + "'"
    for line in (
        f"activity: {{汽油: {quoted}}}",
        f'indicator: {{"1.2.1": {quoted}}}',
        f"goal: {{year: {quoted}}}",
    ):
        told(line)  # told, or read: never anything else


def test_every_activity_of_the_knowledge_reads_in_its_own_unit(knowledge: Knowledge):
    catalogue = knowledge.catalogue
    for activity in catalogue.activities.values():
        symbol = catalogue.units[activity.unit].symbol
        text = f"site.type: 社区\nactivity: {{{activity.label.zh}: '1 {symbol}'}}"
        found = read_profile("s.yaml", text.encode(), catalogue).stated.activities[activity.id]
        assert found.amount is not None
        if activity.as_emission:
            assert yearly_emission(found.amount, catalogue) == (exactly(1), ""), activity.id
        else:
            assert found.amount == Quantity(exactly(1), activity.unit), activity.id


@pytest.mark.parametrize(("text", "imported"), [("", False), ("activity: {用电: 378 万kWh}", True)])
def test_a_plain_profile_never_loads_pint(text: str, imported: bool):
    program = (
        "import sys\n"
        "from tests.stated_world import read\n"
        f"read('plan.budget: 3\\n{text}')\n"
        "assert ('pint' in sys.modules) == " + str(imported)
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_the_facts_are_those_without_the_blocks():
    facts = "plan.budget: 300\ncommunity.population: 2000"
    assert read(f"{facts}\n{BLOCKS[0]}").facts == read(facts).facts
