"""The account of a community by formulas (1) to (3), worked out by hand; what is unknown; units."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from recommender.carbon.account import balance, can_account, chosen_method, methods_for, scopes
from recommender.evaluate.scope import Knowledge
from recommender.model.accounting import LineStatus, Part, Scope
from recommender.model.interval import Interval, exactly
from recommender.model.problem import BadInput
from tests.carbon.account_sites import (
    COMMUNITY,
    account,
    decided,
    directly,
    kinds,
    line,
    quantity,
    stated,
    zeros,
)

KILOGRAM = 1e-6  # far below a kilogram, in tonnes


def near(value: float) -> object:
    return pytest.approx(value, abs=KILOGRAM)


def test_formula_one_to_the_kilogram(knowledge: Knowledge) -> None:
    """E = E建筑 + E交通 + E废弃物 − R绿电 − R碳汇 − R碳普惠 − Rccer, zcc/9.1.1, with (2) and (3).

    buildings  3780 MWh × 0.5 t/MWh = 1890; gas 200 000 m³ × 2.1 kg/m³ = 420
    transport  cars 120 MWh × 0.5 = 60; service vehicles 3.25 t × 2.98 t/t = 9.685
    waste      1234.567 t × 0.375 t/t = 462.962 625
    (2) green power: own 300 MWh, 100 of it exported, 150 bought: (200 + 100 + 150) × 0.5 = 225
    (3) sinks: 31 234 m² × 0.0015 t/m² = 46.851; carbon inclusion 5.5; CCER 500
    """
    activities = [
        stated("electricity", 3780),
        stated("natural-gas", 200_000, (2.1, "kg-per-m3")),
        stated("car-electricity", 120),
        stated("service-vehicle-petrol", 3.25, (2.98, "tCO2/t")),
        stated("household-waste", 1234.567, (0.375, "tCO2/t")),
        stated("green-power-own", 300),
        stated("green-power-exported", 100),
        stated("green-power-purchased", 150),
        stated("green-area", 31_234, (0.0015, "t-per-m2")),
        stated("carbon-inclusion-other", 5.5),
        stated("ccer", 500),
    ]
    named = [one.activity for one in activities]
    found = account(knowledge, [*zeros(*named), *activities], {**COMMUNITY, "energy.own_power_counted": True})
    assert found.method == "zcc"
    assert found.unknown == ()
    assert found.gross.low == found.gross.high == near(2842.647625)
    assert found.reductions.high == near(225 + 5.5)
    assert found.removals.high == near(46.851)
    assert found.offsets == exactly(500)
    assert found.net.low == found.net.high == near(2065.296625)


def test_gross_and_net_are_named_as_what_they_are(knowledge: Knowledge) -> None:
    found = account(knowledge, [stated("electricity", 100), *zeros("electricity"), stated("ccer", 20)])
    assert (found.gross, found.net) == (exactly(50), exactly(30))
    assert any(one.kind == "named" and one.clause == "zcc/9.1.1" for one in found.findings)


def test_what_is_not_stated_is_unknown_not_zero(knowledge: Knowledge) -> None:
    found = account(knowledge, [stated("electricity", 100), *zeros("electricity", "household-waste")])
    assert found.unknown == ("household-waste",)
    assert (found.gross.low, found.gross.high, found.of_known) == (50, math.inf, exactly(50))
    assert line(found, "household-waste").status is LineStatus.NO_AMOUNT
    assert line(found, "household-waste").emission is None


def test_stated_as_zero_is_zero_and_no_longer_unknown(knowledge: Knowledge) -> None:
    found = account(knowledge, [stated("electricity", 100), *zeros("electricity")])
    assert found.unknown == ()
    assert found.gross == exactly(50)


def test_an_amount_without_factor_is_unknown_too(knowledge: Knowledge) -> None:
    """No source gives a factor of household waste."""
    found = account(knowledge, [*zeros("household-waste"), stated("household-waste", 10)])
    assert line(found, "household-waste").status is LineStatus.NO_FACTOR
    assert found.unknown == ("household-waste",)


def test_what_is_not_claimed_is_not_deducted_and_said(knowledge: Knowledge) -> None:
    found = account(knowledge, zeros())
    assert found.net == exactly(0)
    (said,) = [one for one in found.findings if one.kind == "not_claimed"]
    assert {"ccer", "green-area"} <= set(said.activities)
    assert "open_claim" not in kinds(found)


def test_what_is_claimed_without_a_figure_may_be_any_size(knowledge: Knowledge) -> None:
    """No source has a coefficient of green areas: net is 100 t less nobody knows what."""
    waste = directly("household-waste", 100)
    found = account(knowledge, [*zeros("household-waste"), waste, stated("green-area", 1000)])
    assert found.gross == exactly(100)
    assert (found.removals, found.net) == (Interval(0, math.inf), Interval(-math.inf, 100))
    (claim,) = [one for one in found.findings if one.kind == "open_claim"]
    assert claim.activities == ("green-area",)
    assert "net_below_zero" not in kinds(found), "nothing below zero was worked out"
    per_head = [*zeros("household-waste"), waste, directly("green-area", 0.06, "tCO2/人")]
    assert account(knowledge, per_head).net == Interval(-math.inf, 100), "people not known"
    none = [*zeros("household-waste"), waste, directly("green-area", 0, "tCO2/人")]
    assert account(knowledge, none).net == exactly(100), "nothing times any number of people"
    assert account(knowledge, [*zeros("household-waste"), waste, stated("green-area", 0)]).net == exactly(100)


def test_what_other_methods_count_and_this_one_does_not_is_named(knowledge: Knowledge) -> None:
    """The report counts no heat; the community guide counts it within buildings, but no food or breathing."""
    (by_report,) = [
        one for one in account(knowledge, [], method="sps2").findings if one.kind == "counted_by_others"
    ]
    assert {"purchased-heat", "coal", "car-electricity"} <= set(by_report.activities)
    assert {"electricity", "food", "new-building"}.isdisjoint(by_report.activities)
    assert "外购热力" in by_report.text.zh
    (by_guide,) = [
        one for one in account(knowledge, [], method="zcc").findings if one.kind == "counted_by_others"
    ]
    assert {"food", "breathing", "water"} <= set(by_guide.activities)
    assert "purchased-heat" not in by_guide.activities
    stating = account(knowledge, [stated("purchased-heat", 10)], method="sps2")
    (rest,) = [one for one in stating.findings if one.kind == "counted_by_others"]
    assert "purchased-heat" not in rest.activities, "what is stated stands among the lines not counted"


def test_the_fact_stands_in_for_the_activity(knowledge: Knowledge) -> None:
    found = account(knowledge, [], {**COMMUNITY, "energy.electricity": 40})
    assert line(found, "electricity").emission == exactly(20)


def test_emission_per_person_and_per_area(knowledge: Knowledge) -> None:
    facts = {**COMMUNITY, "community.population": 1000, "building.area": 40_000}
    given = [directly("electricity", 0.34, "tCO2/人"), directly("household-waste", 3, "kgCO2/m2")]
    found = account(knowledge, given, facts)
    assert line(found, "electricity").emission == exactly(340)
    assert line(found, "household-waste").emission == exactly(120)


def test_per_person_needs_the_people(knowledge: Knowledge) -> None:
    found = account(knowledge, [directly("electricity", 0.34, "tCO2/人")])
    assert line(found, "electricity").status is LineStatus.NO_AMOUNT
    assert "常住人口" in line(found, "electricity").notes[0].zh


def test_what_the_boundary_leaves_out_is_shown_and_not_counted(knowledge: Knowledge) -> None:
    """Formula (1) has no term for water, food or petrol of private cars."""
    given = [*zeros(), stated("food", 10, (2, "tCO2/t")), stated("car-petrol", 5)]
    found = account(knowledge, given)
    for activity in ("food", "car-petrol"):
        assert line(found, activity).part is Part.EXCLUDED
        assert line(found, activity).status is LineStatus.NOT_COUNTED
        assert line(found, activity).clause.startswith("zcc/9.1.1")
    assert found.gross == exactly(0)


def test_an_activity_the_source_is_silent_on_is_not_counted(knowledge: Knowledge) -> None:
    found = account(knowledge, [*zeros(), stated("livestock", 7)])
    assert line(found, "livestock").status is LineStatus.NOT_COUNTED
    assert "没有这一项" in line(found, "livestock").notes[0].zh
    assert found.gross == exactly(0)


@pytest.mark.parametrize(
    ("year", "counted"), [(2024, 0), (2025, 5), (2026, 5), (2027, 5), (2028, 0), (None, 0)]
)
def test_an_offset_counts_in_its_own_years(knowledge: Knowledge, year: int | None, counted: float) -> None:
    found = account(knowledge, [*zeros(), stated("ccer", 5, start=2025, end=2027)], year=year)
    assert found.offsets == exactly(counted)
    assert (line(found, "ccer").status is LineStatus.NOT_COUNTED) == (counted == 0)
    assert line(found, "ccer").emission == exactly(5), "its tonnes stay known"


def test_what_the_source_says_of_a_limit_to_offsets_is_told(knowledge: Knowledge) -> None:
    """gdroute table 6-1 limits offsets to a share without a figure; zcc and gdpilot set no limit."""
    given = [*zeros(), stated("ccer", 5)]
    said = {}
    for method in ("zcc", "gdroute-community", "gdpilot-urban-community"):
        (finding,) = (
            one for one in account(knowledge, given, method=method).findings if one.kind == "no_cap"
        )
        said[method] = finding.text.zh
    assert "没有给出数值" in said["gdroute-community"]
    assert "没有上限" in said["zcc"]
    assert "没有上限" in said["gdpilot-urban-community"]


def test_below_zero_is_shown_with_a_remark(knowledge: Knowledge) -> None:
    found = account(knowledge, [*zeros(), stated("ccer", 5)])
    assert found.net == exactly(-5)
    assert "net_below_zero" in kinds(found)


def test_units_that_do_not_fit_are_refused_with_a_sentence(knowledge: Knowledge) -> None:
    gas = stated("natural-gas", 12, (2.98, "tCO2/t"))
    with pytest.raises(BadInput) as bad:
        account(knowledge, [gas])
    (problem,) = bad.value.problems
    assert problem.code == "E-ACCOUNT-UNIT"
    assert "天然气" in problem.zh
    assert "tCO2/t" in problem.zh
    with pytest.raises(BadInput):
        account(knowledge, [directly("electricity", 3, "mwh")])


def test_a_method_for_another_kind_of_site_is_refused(knowledge: Knowledge) -> None:
    with pytest.raises(BadInput) as bad:
        account(knowledge, [], method="gdroute-town")
    assert bad.value.problems[0].code == "E-METHOD"
    assert "zcc" in bad.value.problems[0].hint_zh


def test_a_kind_of_site_without_a_method_is_told(knowledge: Knowledge) -> None:
    none = replace(knowledge, catalogue=replace(knowledge.catalogue, methods={}))
    decision = decided(knowledge, [stated("electricity", 1)])
    with pytest.raises(BadInput) as bad:
        balance(decision, none)
    assert bad.value.problems[0].code == "E-NO-METHOD"
    assert can_account(decision, knowledge)
    assert not can_account(decision, none)
    assert not can_account(decided(knowledge, []), knowledge), "nothing is stated"


def test_the_profile_chooses_the_method_and_the_argument_overrules_it(knowledge: Knowledge) -> None:
    decision = decided(knowledge, [])
    site = replace(decision.site, stated=replace(decision.site.stated, method="国合会二期社区碳计量方法"))
    named = replace(decision, site=site)
    for asked, expected in (("", "sps2"), ("gdroute-community", "gdroute-community")):
        chosen = chosen_method(named, knowledge.catalogue, asked)
        assert chosen is not None
        assert chosen.id == expected


def test_the_standard_of_the_domain_comes_first(knowledge: Knowledge) -> None:
    first = {
        kind: methods_for(kind, knowledge.catalogue)[0].id for kind in ("rural_community", "office", "park")
    }
    assert first == {"rural_community": "zcc", "office": "zcgo", "park": "gdpilot-park"}


def test_an_office_by_scope(knowledge: Knowledge) -> None:
    """zcgo/5.1.2 asks for scope 1, 2 and 3; petrol of official cars 2 t × 3 = 6, power 100 × 0.5 = 50."""
    facts = {"site.type": "office", "place.grid_factor": 0.5}
    given = [stated("electricity", 100), stated("service-vehicle-petrol", 2, (3, "tCO2/t"))]
    by_scope = scopes(account(knowledge, given, facts), knowledge.catalogue)
    assert {scope: value.low for scope, value in by_scope.items()} == {
        Scope.SCOPE_1: 6,
        Scope.SCOPE_2: 50,
        Scope.SCOPE_3: 0,
    }
    assert all(math.isinf(value.high) for value in by_scope.values()), "each has lines not stated"


def test_a_range_stays_a_range(knowledge: Knowledge) -> None:
    found = account(knowledge, [*zeros("electricity"), stated("electricity", (300, 400))])
    assert found.gross == Interval(150, 200)
    assert line(found, "electricity").amount == quantity((300, 400), "mwh")
