"""What counts for each kind of site, read from the clause each method stands on; factors and their order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recommender.carbon.account import balance, methods_for
from recommender.evaluate.decide import decide
from recommender.evaluate.scope import Knowledge
from recommender.model.accounting import Line, LineStatus, Part
from recommender.model.clause import source_of
from recommender.model.interval import Interval, exactly
from recommender.model.knowledge import FactValue
from recommender.model.site import SiteProfile
from recommender.model.stated import Assumptions, Stated, StatedActivity
from tests.carbon.account_sites import account, line, quantity, stated

COUNTED = (Part.DIRECT, Part.INDIRECT, Part.COUNTED)

# method, kind of site, some of what the clause counts, some of what it does not
BOUNDARIES = [
    # zcc/9.1.1: buildings, residents' cars by gas and power, service vehicles, waste
    ("zcc", "urban_community", "electricity natural-gas car-gas household-waste", "water food livestock"),
    ("zcc", "rural_community", "electricity household-waste", "livestock biomass-burning"),
    # gdpilot/3.4#1 and #2: the rural list has biomass burning and livestock
    (
        "gdpilot-urban-community",
        "urban_community",
        "electricity household-waste",
        "livestock biomass-burning",
    ),
    ("gdpilot-rural-community", "rural_community", "electricity livestock biomass-burning", "food"),
    # sps2 table 3-1: water, sewage, breathing, food; travel as trips, not as fuel
    ("sps2", "urban_community", "water sewage breathing food residents-travel", "car-petrol livestock"),
    # gdroute/6.2.2: no industrial or farm production in a community; table 6-1: cars and buses by fuel
    ("gdroute-community", "urban_community", "electricity car-petrol sewage", "industrial-process livestock"),
    # gdpilot/3.2: energy in operation
    ("gdpilot-building", "building_site", "electricity natural-gas", "household-waste"),
    ("gdroute-building", "building_site", "electricity natural-gas", "industrial-process"),
    # gdpilot/3.5: buildings, transport, processes, waste
    ("gdpilot-park", "park", "electricity petrol industrial-process household-waste", "agriculture"),
    ("gdroute-park", "park", "electricity industrial-process household-waste", "agriculture livestock"),
    # gdpilot/3.6 has no waste, gdroute table 4-4 has
    ("gdpilot-enterprise", "enterprise", "coal industrial-process purchased-heat", "household-waste"),
    ("gdroute-enterprise", "enterprise", "coal household-waste", "biomass-burning"),
    # gdpilot/3.1: energy, processes, farming, land use, waste
    ("gdpilot-town", "town", "industrial-process agriculture land-use household-waste", "food"),
    ("gdroute-town", "township", "industrial-process agriculture land-use household-waste", "food"),
    ("gdpilot-transport", "transport_site", "diesel electricity purchased-heat", "household-waste"),
    # zcgo/5.1.2: scopes 1 to 3
    ("zcgo", "office", "electricity service-vehicle-petrol natural-gas", "industrial-process"),
]


@pytest.mark.parametrize(
    ("method", "kind", "counts", "leaves_out"), BOUNDARIES, ids=[f"{row[0]}-{row[1]}" for row in BOUNDARIES]
)
def test_a_method_counts_what_its_clause_counts(
    knowledge: Knowledge, method: str, kind: str, counts: str, leaves_out: str
) -> None:
    found = account(knowledge, [], {"site.type": kind}, method)
    counted = {one.activity for one in found.lines if one.part in COUNTED}
    assert not set(counts.split()) - counted
    assert not set(leaves_out.split()) & counted
    source = knowledge.catalogue.methods[method].source
    assert {source_of(one.clause) for one in found.lines} == {source}


def test_every_kind_of_site_has_an_account_by_each_method_for_it(knowledge: Knowledge) -> None:
    kinds = {kind for domain in knowledge.catalogue.domains.values() for kind in domain.site_types}
    seen = {account(knowledge, [], {"site.type": kind}).method for kind in sorted(kinds)}
    assert "zcgo" in seen
    assert "zcc" in seen


def test_a_plain_community_has_the_methods_that_do_not_tell_town_from_country(knowledge: Knowledge) -> None:
    """gdpilot has a list for urban and one for rural communities and none for both."""
    ids = {one.id for one in methods_for("community", knowledge.catalogue)}
    assert ids == {"zcc", "sps2", "gdroute-community"}


def test_a_standard_of_the_domain_comes_before_higher_authority(knowledge: Knowledge) -> None:
    catalogue = knowledge.catalogue
    park = replace(catalogue.domains["park"], standards=("gdroute",))
    made = replace(catalogue, domains={**catalogue.domains, "park": park})
    assert [one.id for one in methods_for("park", made)] == ["gdroute-park", "gdpilot-park"]
    assert [one.id for one in methods_for("park", catalogue)] == ["gdpilot-park", "gdroute-park"]


def test_what_the_source_names_without_an_activity_is_told(knowledge: Knowledge) -> None:
    """gdpilot/3.2 counts energy used in construction of new buildings; no activity measures it."""
    found = account(knowledge, [], {"site.type": "building_site"})
    told = [one for one in found.findings if one.kind == "not_itemised"]
    assert any("施工" in one.text.zh and one.clause == "gdpilot/3.2#p1" for one in told)


def factor_of(
    knowledge: Knowledge, facts: dict[str, object], activity: str, stated_factor: bool
) -> tuple[str, int | None]:
    given = stated(activity, 1, (0.9, "tCO2/MWh") if stated_factor else None)
    used = line(account(knowledge, [given], {"site.type": "urban_community", **facts}), activity).factor  # type: ignore[dict-item]
    assert used is not None
    assert used.source or used.document
    return used.origin, used.year


def test_a_factor_is_the_planners_then_the_places_then_the_national_one(knowledge: Knowledge) -> None:
    city = {"place.city": "重庆市"}
    assert factor_of(knowledge, city, "electricity", stated_factor=True) == ("stated", 2022)
    assert factor_of(knowledge, city, "electricity", stated_factor=False) == ("place", 2023)
    assert factor_of(knowledge, {}, "electricity", stated_factor=False) == ("national", 2023)


def test_a_factor_stated_for_electricity_holds_for_all_power_without_its_own(knowledge: Knowledge) -> None:
    """0.6 for electricity: 10 MWh of charging emit 6 t, 5 MWh of green power save 3 t; vehicles keep 0.9."""
    given = [
        stated("electricity", 100, (0.6, "kgCO2/kWh")),
        stated("car-electricity", 10),
        stated("service-vehicle-electricity", 10, (0.9, "kgCO2/kWh")),
        stated("green-power-purchased", 5),
    ]
    found = account(knowledge, given, {"site.type": "urban_community", "place.city": "重庆市"})
    emissions = {key: line(found, key).emission for key in ("car-electricity", "service-vehicle-electricity")}
    assert emissions == {"car-electricity": exactly(6), "service-vehicle-electricity": exactly(9)}
    assert line(found, "green-power-purchased").emission == exactly(3)
    (said,) = [one for one in found.findings if one.kind == "assumption" and "没有自己的因子" in one.text.zh]
    assert said.activities == ("car-electricity", "green-power-purchased")
    assert "0.6 kgCO2/kWh" in said.text.zh


def on_path(knowledge: Knowledge, facts: dict[str, FactValue], year: int, *given: StatedActivity) -> Line:
    said = Stated(
        year=year,
        activities={"electricity": stated("electricity", 100), **{one.activity: one for one in given}},
        assumptions=Assumptions(grid=((2025, 0.6), (2035, 0.3))),
    )
    site = SiteProfile({"site.type": "urban_community", "place.city": "重庆市", **facts}, stated=said)
    return line(balance(decide(site, knowledge), knowledge), "electricity")


def test_what_is_assumed_of_the_grid_in_the_year_of_the_account_goes_before_the_tables(
    knowledge: Knowledge,
) -> None:
    """100 MWh × 0.6 = 60 t in 2025; the path says nothing of 2024 itself; a stated factor goes first."""
    assumed = on_path(knowledge, {}, 2025)
    assert assumed.emission == exactly(60)
    assert assumed.factor is not None
    assert (assumed.factor.origin, assumed.factor.year) == ("stated", 2025)
    other = on_path(knowledge, {}, 2024).factor
    assert other is not None
    assert other.origin == "place"
    assert on_path(knowledge, {"place.grid_factor": 0.4}, 2025).emission == exactly(40)
    own = stated("electricity", 100, (0.7, "kgCO2/kWh"))
    assert on_path(knowledge, {}, 2025, own).emission == exactly(70)


def test_the_national_factor_is_in_the_unit_of_the_provincial_ones(knowledge: Knowledge) -> None:
    """0.5306 t/MWh is 0.5306 kgCO2/kWh; 1000 MWh emit 530.6 t by either."""
    found = line(account(knowledge, [stated("electricity", 1000)], {"site.type": "office"}), "electricity")
    assert found.factor is not None
    assert found.factor.value == quantity(0.5306, "kgCO2/kWh")
    assert found.emission == exactly(530.6)


def test_a_grid_factor_stated_as_a_fact_is_the_planners(knowledge: Knowledge) -> None:
    found = account(knowledge, [stated("electricity", 10)], {"site.type": "office", "place.grid_factor": 0.4})
    used = line(found, "electricity").factor
    assert used is not None
    assert (used.origin, used.assumed) == ("stated", False)
    assert line(found, "electricity").emission == exactly(4)


def test_a_looked_up_factor_is_told_as_an_assumption_with_its_year(knowledge: Knowledge) -> None:
    facts = {"site.type": "office", "place.city": "重庆市"}
    found = account(knowledge, [stated("electricity", 10)], facts, year=2020)
    said = [one.text.zh for one in found.findings if one.kind == "assumption"]
    assert any("2023" in text and "公告" in text for text in said)
    assert any("活动数据是 2020 年的" in text for text in said)


def test_a_factor_given_as_a_range_makes_the_line_a_range(knowledge: Knowledge) -> None:
    """The default factor of natural gas is recorded with two ends."""
    factor = knowledge.catalogue.factors["ipcc-natural-gas"]
    assert factor.lower is not None
    assert factor.upper is not None
    found = line(account(knowledge, [stated("natural-gas", 1000)]), "natural-gas")
    # kg per m3 × 1000 m3 = t
    assert found.emission == Interval(factor.lower, factor.upper)
    assert found.status is LineStatus.KNOWN
