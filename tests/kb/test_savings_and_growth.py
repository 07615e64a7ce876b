"""Savings, growth and figures tied to activities agree with the effects and tables they rest on."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from recommender.evaluate.scope import Knowledge
from recommender.model.accounting import Effect, Saving, Statistic

ROOT = Path(__file__).parent.parent.parent
PER_PERSON, PER_AREA = "t-per-person-year", "kg-per-m2-year"

# table 4-1 of the report: kWh per head in 2020 and in 2035
ELECTRICITY = {
    "jingjiangyuan-shanghai": (1700, 2300),
    "shibo-shanghai": (1601, 2150),
    "hongyupo": (590, 1100),
    "heyi-shenzhen": (743, 1290),
    "dongtang-jiangshan": (525, 1300),
}
# table 3-1: t per head in 2020, food; 4.1: 0.31 t or more in 2035
FOOD = {
    "jingjiangyuan-shanghai": 0.26,
    "shibo-shanghai": 0.26,
    "hongyupo": 0.24,
    "heyi-shenzhen": 0.28,
    "dongtang-jiangshan": 0.28,
}
# 4.1: kgce per head in 2020 and in 2035
TRAVEL = {"shibo-shanghai": (83, 182), "dongtang-jiangshan": (26, 49)}
# 4.1: growth of home energy, per cent, where table 3-1 has electricity only
HOME_ENERGY = {"heyi-shenzhen": 42, "dongtang-jiangshan": 77}
# last rows of tables 3-1 and 3-2
TOTALS = {
    "shibo-shanghai": (2.2, 58.68),
    "jingjiangyuan-shanghai": (2.32, 64.76),
    "heyi-shenzhen": (1.11, 104.46),
    "dongtang-jiangshan": (0.95, 35.16),
    "hongyupo": (1.66, 67.55),
}


def most(effect: Effect) -> float:
    """The greatest saving an effect speaks of, in per cent; of a ratio, what it leaves to one."""
    given = next(value for value in (effect.upper, effect.value, effect.lower) if value is not None)
    if effect.unit == "ratio":
        return round((1 - given) * 100, 1)
    assert effect.unit == "percent" and effect.direction == "decrease"
    return given


def test_no_saving_is_above_what_its_effect_says(knowledge: Knowledge) -> None:
    catalogue = knowledge.catalogue
    for saving in catalogue.savings.values():
        effect = catalogue.effects[saving.effect]
        assert saving.upper == most(effect), saving.id
        assert saving.lower in (0, saving.upper), saving.id
        assert set(saving.technologies) <= set(effect.technologies), saving.id


def test_a_saving_known_only_up_to_an_end_begins_at_nothing(knowledge: Knowledge) -> None:
    def firm(saving: Saving) -> bool:
        return knowledge.catalogue.effects[saving.effect].value is not None and bool(saving.cases)

    for saving in knowledge.catalogue.savings.values():
        assert (saving.lower > 0) == firm(saving), saving.id


def test_a_figure_of_several_technologies_is_put_to_use_once_for_an_activity(knowledge: Knowledge) -> None:
    used = Counter(
        (saving.effect, activity)
        for saving in knowledge.catalogue.savings.values()
        for activity in saving.activities
    )
    assert [pair for pair, times in used.items() if times > 1] == []
    assert all(len(saving.technologies) == 1 for saving in knowledge.catalogue.savings.values())


def test_the_page_accounts_for_every_effect(knowledge: Knowledge) -> None:
    text = (ROOT / "docs/data-entry.md").read_text("utf-8").partition("## 节减与需求增长")[2]
    left_out = text.partition("| 没有用的 |")[2].partition("**需求增长**")[0]
    counts = [int(count) for count in re.findall(r"\| (\d+) \|", left_out)]
    used = {saving.effect for saving in knowledge.catalogue.savings.values()}
    assert len(used) + sum(counts) == len(knowledge.catalogue.effects)
    assert f"能的 {len(used)} 项，写成 {len(knowledge.catalogue.savings)} 条" in text
    assert f"不能的 {sum(counts)} 项" in text
    assert f"{len(knowledge.catalogue.growths)} 条，都是国合会二期" in text


def test_an_activity_of_a_case_grows_by_one_record(knowledge: Knowledge) -> None:
    listed = Counter(
        (growth.case, activity)
        for growth in knowledge.catalogue.growths.values()
        for activity in growth.activities
    )
    assert [pair for pair, times in listed.items() if times > 1] == []
    assert {case for case, _ in listed} == set(TOTALS)


def grown(knowledge: Knowledge, case: str, activity: str) -> tuple[float, float]:
    (found,) = (
        growth
        for growth in knowledge.catalogue.growths.values()
        if growth.case == case and activity in growth.activities
    )
    assert (found.unit, found.year, found.until) == ("percent", 2020, 2035)
    return 1 + found.lower / 100, 1 + found.upper / 100


@pytest.mark.parametrize("case", ELECTRICITY)
def test_growth_leads_from_the_electricity_of_2020_to_that_of_2035(knowledge: Knowledge, case: str) -> None:
    low, high = grown(knowledge, case, "electricity")
    now, then = ELECTRICITY[case]
    assert now * high == pytest.approx(then, abs=0.001)
    assert low == pytest.approx(1 + HOME_ENERGY[case] / 100 if case in HOME_ENERGY else high)


@pytest.mark.parametrize("case", FOOD)
def test_food_grows_to_031_t_or_at_the_rate_measured_before(knowledge: Knowledge, case: str) -> None:
    low, high = grown(knowledge, case, "food")
    assert FOOD[case] * low == pytest.approx(0.31, abs=1e-6)
    assert high == pytest.approx(max(low, 1.0168**15), abs=1e-6)


@pytest.mark.parametrize("case", TRAVEL)
def test_travel_grows_as_its_energy(knowledge: Knowledge, case: str) -> None:
    now, then = TRAVEL[case]
    for end in grown(knowledge, case, "residents-travel"):
        assert now * end == pytest.approx(then, abs=1e-4)


@pytest.mark.parametrize("case", ["shibo-shanghai", "jingjiangyuan-shanghai", "hongyupo"])
def test_gas_stays_as_it_is(knowledge: Knowledge, case: str) -> None:
    assert grown(knowledge, case, "natural-gas") == (1, 1)


@pytest.mark.parametrize("case", TOTALS)
def test_the_activities_of_a_case_add_up_to_its_printed_total(knowledge: Knowledge, case: str) -> None:
    lines: dict[str, list[Statistic]] = defaultdict(list)
    for figure in knowledge.catalogue.statistics.values():
        if figure.case == case and figure.activity and figure.unit in (PER_PERSON, PER_AREA):
            lines[figure.unit].append(figure)
    for unit, total in zip((PER_PERSON, PER_AREA), TOTALS[case], strict=True):
        assert len({figure.activity for figure in lines[unit]}) == len(lines[unit]) == 9
        values = [figure.value for figure in lines[unit] if figure.value is not None]
        assert sum(values) == pytest.approx(total, abs=0.0101), unit


def test_the_areas_of_works_stand_in_table_4_4(knowledge: Knowledge) -> None:
    areas: dict[str, dict[str, float | None]] = defaultdict(dict)
    for figure in knowledge.catalogue.statistics.values():
        if figure.activity and figure.unit == "m2":
            areas[figure.case][figure.activity] = figure.value
    rows = ("green-retrofit", "demolition", "new-building", "reinforcement")
    assert areas == {
        "hongyupo": dict(zip(rows, (99668, 7357, 7357, 19933.6), strict=True)),
        "heyi-shenzhen": dict(zip(rows, (160557.9, 7565, 0, 0), strict=True)),
    }
