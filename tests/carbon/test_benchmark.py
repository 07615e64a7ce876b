"""The site beside the studied communities: who is like it, what is compared, and what keeps them apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recommender.carbon.account import balance
from recommender.carbon.benchmark import benchmarks, most_alike
from recommender.carbon.recompute import recomputed
from recommender.evaluate.scope import Knowledge
from recommender.model.accounting import Benchmark, Finding, Statistic
from recommender.model.interval import Interval, exactly
from recommender.model.knowledge import FactValue
from recommender.model.stated import StatedActivity
from recommender.model.text import Text
from tests.carbon.account_sites import decided, directly, quantity, stated

OLD_QUARTER: dict[str, FactValue] = {
    "site.type": "urban_community",
    "place.location": "city_centre",
    "place.terrain": "hilly",
    "place.climate_zone": "hot_summer_cold_winter",
    "place.grid_factor": 0.5,
    "community.population": 1000,
    "building.area": 30_000,
}
PEOPLE = ("shibo-shanghai", "jingjiangyuan-shanghai", "hongyupo", "heyi-shenzhen", "dongtang-jiangshan")


def beside(
    knowledge: Knowledge,
    given: list[StatedActivity],
    facts: dict[str, FactValue] = OLD_QUARTER,
    method: str = "sps2",
) -> tuple[Benchmark, ...]:
    decision = decided(knowledge, given, facts)
    return benchmarks(balance(decision, knowledge, method), decision, knowledge)


def test_the_five_communities_most_alike_first(knowledge: Knowledge) -> None:
    """A hilly old centre in the hot-summer-cold-winter zone: Hongyupo shares three concepts, nobody more."""
    found = beside(knowledge, [stated("electricity", 1000)])
    assert {one.case for one in found} == set(PEOPLE)
    assert found[0].case == "hongyupo"
    assert set(found[0].likeness.shared) == {"city_centre", "hilly", "hot_summer_cold_winter"}
    assert [one.case for one in most_alike(found)] == ["hongyupo"]
    shared = [len(one.likeness.shared) for one in found]
    assert shared == sorted(shared, reverse=True)


def test_what_all_five_share_makes_none_most_alike(knowledge: Knowledge) -> None:
    """All five are urban communities; nothing else is stated here."""
    facts: dict[str, FactValue] = {"site.type": "urban_community", "place.grid_factor": 0.5}
    found = beside(knowledge, [stated("electricity", 1)], facts)
    assert len(found) == 5
    assert most_alike(found) == ()
    assert all("urban_community" not in one.likeness.differing for one in found)


def test_as_much_shared_by_several_is_a_tie(knowledge: Knowledge) -> None:
    """Both Shanghai cases are suburbs in that zone; what sets them apart is not stated."""
    facts: dict[str, FactValue] = {
        "site.type": "urban_community",
        "place.location": "suburb",
        "place.climate_zone": "hot_summer_cold_winter",
    }
    found = most_alike(beside(knowledge, [stated("electricity", 1)], facts))
    assert {one.case for one in found} == {"shibo-shanghai", "jingjiangyuan-shanghai"}
    one = most_alike(
        beside(knowledge, [stated("electricity", 1)], {**facts, "population.income": "income_middle"})
    )
    assert [found.case for found in one] == ["jingjiangyuan-shanghai"]


def test_a_rural_community_is_told_that_all_five_are_urban(knowledge: Knowledge) -> None:
    def found(kind: str) -> tuple[Benchmark, ...]:
        return beside(knowledge, [stated("electricity", 1)], {**OLD_QUARTER, "site.type": kind}, "zcc")

    assert most_alike(found("rural_community")) == ()
    assert all("农村社区" in one.unlike.zh for one in found("rural_community"))
    assert [one.case for one in most_alike(found("community"))] == ["hongyupo"]
    assert not any(one.unlike for one in found("community"))


def test_per_person_and_per_area_in_the_units_of_the_report(knowledge: Knowledge) -> None:
    """1000 MWh × 0.5 = 500 t; over 1000 people 0.5 t each; over 30 000 m² 16.666… kg each."""
    one = next(
        one for one in beside(knowledge, [stated("electricity", 1000)]) if one.case == "shibo-shanghai"
    )
    person = next(row for row in one.per_person if row.activity == "electricity")
    area = next(row for row in one.per_area if row.activity == "electricity")
    assert (person.site, person.case, person.unit) == (exactly(0.5), 0.94, "t-per-person-year")
    assert area.site is not None
    assert area.site.low == pytest.approx(16.6666667)
    assert area.case == 25.21


def test_a_sink_is_below_zero_as_the_report_prints_it(knowledge: Knowledge) -> None:
    one = beside(knowledge, [directly("green-area", (0.06, 0.08), "tCO2/人")])[0]
    row = next(row for row in one.per_person if row.activity == "green-area")
    assert row.site == Interval(-0.08, -0.06)
    assert row.case == -0.06


def test_only_what_both_count_is_compared_and_the_rest_is_told(knowledge: Knowledge) -> None:
    """zcc counts no water, sewage, food or breathing; the report counts no charging of cars."""
    given = [stated("electricity", 1000), stated("car-electricity", 10)]
    one = beside(knowledge, given, method="zcc")[0]
    assert {"water", "food", "breathing", "sewage"}.isdisjoint(row.activity for row in one.per_person)
    caveats = [text.zh for text in one.caveats]
    assert any("本方法不计" in text and "食物" in text and "呼吸" in text for text in caveats)
    assert any("报告没有" in text and "私家车充电" in text for text in caveats)


def test_what_is_deducted_is_not_set_beside_emissions(knowledge: Knowledge) -> None:
    """The report's tables have a sink and no green power or offsets: neither is a gap in them."""
    given = [stated("electricity", 1000), stated("green-power-purchased", 100), stated("ccer", 50)]
    for one in beside(knowledge, given, method="zcc"):
        assert not any("绿电" in text.zh or "自愿减排" in text.zh for text in one.caveats)


def test_what_is_recorded_of_the_figures_is_told_beside_them(knowledge: Knowledge) -> None:
    """Annex 3 takes the regional baseline factors of 2019, the site the average factor of its place."""
    for one in beside(knowledge, [stated("electricity", 1000)]):
        caveats = [text.zh for text in one.caveats]
        assert any("2019年" in text and "基准线" in text for text in caveats)
        assert any("电网因子" in text for text in caveats)
        assert any("估算" in text for text in caveats)
        assert any("没有写年份" in text and "2023" in text for text in caveats)


def test_what_the_site_does_not_know_is_no_figure(knowledge: Knowledge) -> None:
    facts = {key: value for key, value in OLD_QUARTER.items() if key != "community.population"}
    one = beside(knowledge, [stated("electricity", 1000)], facts)[0]
    assert all(row.site is None for row in one.per_person)
    assert next(row for row in one.per_area if row.activity == "electricity").site is not None
    assert next(row for row in one.per_area if row.activity == "food").site is None


def test_an_office_is_not_set_beside_communities(knowledge: Knowledge) -> None:
    assert beside(knowledge, [stated("electricity", 10)], {"site.type": "office"}, "zcgo") == ()


def test_a_case_is_not_set_beside_itself(knowledge: Knowledge) -> None:
    """Table 3-1 gives Hongyupo 0.34 t of electricity per person; the row is that of all five."""
    own = replace(directly("electricity", 0.34, "tCO2/人"), source="sps2/t3-1#2")
    assert {one.case for one in beside(knowledge, [own])} == set(PEOPLE) - {"hongyupo"}
    other = replace(directly("food", 0.3, "tCO2/人"), source="台账")
    assert len(beside(knowledge, [own, other])) == 5, "one figure of its own is enough to compare"


def test_the_tables_of_the_report_are_added_up_again(knowledge: Knowledge) -> None:
    """Hongyupo, table 3-1: 0.04 + 0.34 + 0.26 = 0.64 against 0.63; 0.26 + 0.19 = 0.45;
    all rows 0.64 + 0.32 + 0.45 + 0.08 + 0.24 − 0.06 = 1.67 against 1.66; table 3-2 adds up to 67.55."""
    found = {
        one.clause: one for one in recomputed("hongyupo", knowledge.catalogue) if one.kind != "discrepancy"
    }
    for clause, kind, ours in (
        ("sps2/t3-1#4", "rounding", "0.64"),
        ("sps2/t3-1#8", "recomputes", "0.45"),
        ("sps2/t3-1#13", "rounding", "1.67"),
        ("sps2/t3-2#13", "recomputes", "67.55"),
    ):
        assert found[clause].kind == kind
        assert f"复算 {ours} " in found[clause].text.zh


def test_a_sum_that_is_wrong_is_told(knowledge: Knowledge) -> None:
    catalogue = knowledge.catalogue
    total = catalogue.statistics["sps2-t3-1-13-hongyupo"]
    wrong = replace(catalogue, statistics={**catalogue.statistics, total.id: replace(total, value=1.9)})
    (found,) = (
        one
        for one in recomputed("hongyupo", wrong)
        if one.clause == "sps2/t3-1#13" and one.kind != "discrepancy"
    )
    assert found.kind == "does_not_recompute"


def test_the_works_total_of_the_report_is_worked_out_again(knowledge: Knowledge) -> None:
    """Areas of table 4-4 times the factors of table 4-3: 31692.41 t, printed 3.17 万吨."""
    catalogue = knowledge.catalogue
    areas = {5: "green-retrofit", 6: "demolition", 7: "new-building", 8: "reinforcement"}
    rows: dict[str, Statistic] = {
        f"sps2-t4-4-{row}-hongyupo": replace(
            catalogue.statistics[f"sps2-t4-4-{row}-hongyupo"], activity=activity
        )
        for row, activity in areas.items()
    }
    made = replace(catalogue, statistics={**catalogue.statistics, **rows})
    (found,) = (
        one
        for one in recomputed("hongyupo", made)
        if one.clause == "sps2/4.2#p10" and one.kind != "discrepancy"
    )
    assert found.kind == "recomputes"
    assert "31692.41 t" in found.text.zh
    assert "3.17" in found.text.zh


def test_the_works_of_the_site_stand_in_where_the_table_lost_its_cells(knowledge: Knowledge) -> None:
    """Dongtang: 46 800 m² × (0.05 + 0.6) t = 30 420 t, printed 3.04 万吨; its areas are not in table 4-4."""
    given = [
        replace(stated(key, 46_800), source="sps2/4.2#p9", start=2026, end=2035)
        for key in ("demolition", "new-building")
    ]

    def totals(given: list[StatedActivity]) -> list[Finding]:
        decision = decided(knowledge, given)
        works = balance(decision, knowledge, "sps2").works
        found = recomputed("dongtang-jiangshan", knowledge.catalogue, works)
        return [one for one in found if one.clause == "sps2/4.2#p10" and one.kind != "discrepancy"]

    (one,) = totals(given)
    assert one.kind == "recomputes"
    assert "30420.00 t" in one.text.zh and "3.04" in one.text.zh and "按档案" in one.text.zh
    (half,) = totals([replace(given[0]), replace(given[1], amount=quantity(20_000, "m2"))])
    assert half.kind == "does_not_recompute"
    assert totals([]) == []
    assert totals([replace(one, source="施工图") for one in given]) == [], "works of another place"


def test_what_is_recorded_as_not_fitting_is_shown(knowledge: Knowledge) -> None:
    noted = [one for one in recomputed("hongyupo", knowledge.catalogue) if one.kind == "discrepancy"]
    assert any("27%" in one.text.zh for one in noted)
    assert all(isinstance(one.text, Text) and one.text.en for one in noted)
    assert recomputed("no-such-case", knowledge.catalogue) == ()
