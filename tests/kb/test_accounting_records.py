"""Activities, methods, factors and boundaries: units fit, and nothing is counted twice by one method."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from recommender.carbon.methods import boundary_of
from recommender.evaluate.scope import Knowledge
from recommender.kb.records import Records
from recommender.kb.tables import table
from recommender.model.accounting import Activity, Boundary, Factor, Method, Part
from recommender.model.catalogue import Catalogue
from recommender.model.clause import source_of
from recommender.model.interval import exactly
from recommender.model.knowledge import Basis
from recommender.model.stated import Quantity
from recommender.store.quantities import product

EMITTING = {Part.DIRECT, Part.INDIRECT, Part.COUNTED}
DEDUCTING = {Part.REDUCTION, Part.REMOVAL, Part.OFFSET}

# In the account every activity a planner may state, by how it is worked out.
IN_TONNES_OF_CO2 = {
    "industrial-process",
    "livestock",
    "biomass-burning",
    "agriculture",
    "land-use",
    "carbon-inclusion-travel",
    "carbon-inclusion-other",
    "ccer",
    "phcer",
}
BY_THE_GRID = {
    "electricity",
    "car-electricity",
    "service-vehicle-electricity",
    "green-power-own",
    "green-power-exported",
    "green-power-purchased",
}
WORKS = {"new-building", "demolition", "green-retrofit", "reinforcement"}
BY_A_DEFAULT_FACTOR = {
    "natural-gas",
    "lpg",
    "petrol",
    "diesel",
    "purchased-heat",
    "car-petrol",
    "car-diesel",
    "car-gas",
    "service-vehicle-petrol",
    "service-vehicle-diesel",
}
FACTOR_FROM_THE_SITE = {
    "coal",
    "residents-travel",
    "staff-travel",
    "water",
    "sewage",
    "household-waste",
    "food",
    "breathing",
    "green-area",
}


@pytest.fixture
def catalogue(knowledge: Knowledge) -> Catalogue:
    return knowledge.catalogue


def test_every_activity_is_worked_out_in_one_way(catalogue: Catalogue) -> None:
    activities = catalogue.activities.values()
    assert {one.id for one in activities if one.as_emission} == IN_TONNES_OF_CO2
    assert {one.id for one in activities if one.grid} == BY_THE_GRID
    assert {one.id for one in activities if one.one_off} == WORKS
    bare = {one.id for one in activities if not one.factors and not one.as_emission}
    assert bare == FACTOR_FROM_THE_SITE
    groups = (IN_TONNES_OF_CO2, BY_THE_GRID, WORKS, BY_A_DEFAULT_FACTOR, FACTOR_FROM_THE_SITE)
    assert set(catalogue.activities) == set().union(*groups)
    assert sum(map(len, groups)) == len(catalogue.activities)


def test_no_name_means_two_activities(catalogue: Catalogue) -> None:
    owners: dict[str, str] = {}
    for one in catalogue.activities.values():
        for name in (one.id, one.label.zh, one.label.en, *one.alt):
            assert owners.setdefault(name.casefold(), one.id) == one.id, name


def test_links_of_activities_lead_somewhere(catalogue: Catalogue) -> None:
    for one in catalogue.activities.values():
        assert one.unit in catalogue.units, one.id
        assert not one.stated_by or catalogue.facts[one.stated_by].type.value == "number"
        assert set(one.factors) <= set(catalogue.factors), one.id
    for item in catalogue.boundaries.values():
        assert set(item.activities) <= set(catalogue.activities), item.id


def one_unit(activity: Activity, factor: Factor, catalogue: Catalogue) -> tuple[float, float]:
    """Emission in tCO2 of one unit of the activity."""
    low = factor.value if factor.value is not None else factor.lower
    assert low is not None
    value = exactly(low)
    found = product(Quantity(exactly(1), activity.unit), Quantity(value, factor.unit), catalogue)
    return found.low, low


@pytest.mark.parametrize(
    ("activity", "tonnes"),
    [
        ("electricity", 0.5306),  # MWh × t/MWh, national value of 2023
        ("natural-gas", 0.001996499067948),  # m³ × kg/m³
        ("car-gas", 0.001996499067948),
        ("petrol", 3.06999),  # t × t/t
        ("car-diesel", 3.1863),
        ("lpg", 2.98463),
        ("purchased-heat", 0.11),  # GJ × t/GJ
        ("new-building", 0.6),  # m² × t/m², table 4-3
        ("demolition", 0.05),
        ("green-retrofit", 0.24),
        ("reinforcement", 0.15),
    ],
)
def test_one_unit_of_an_activity_emits(activity: str, tonnes: float, catalogue: Catalogue) -> None:
    record = catalogue.activities[activity]
    factor = catalogue.factors[record.factors[0]]
    assert one_unit(record, factor, catalogue)[0] == pytest.approx(tonnes, rel=1e-12)


def test_every_factor_fits_its_activity(catalogue: Catalogue) -> None:
    """The unit of each factor times that of its activity is a mass of CO2; otherwise `product` refuses."""
    for one in catalogue.activities.values():
        for key in one.factors:
            assert one_unit(one, catalogue.factors[key], catalogue)[0] > 0, (one.id, key)


# 1 kgce = 29.3076 MJ (GB/T 2589); the two inputs stand in the note of each record.
INPUTS = {
    "ipcc-natural-gas": (
        (56100e-6 * 1.2143 * 29.3076, 56100e-6 * 1.33 * 29.3076),
        ("56100", "1.2143", "1.3300"),
    ),
    "ipcc-lpg": ((63100 * 47.3 / 1e6,), ("63100", "47.3")),
    "ipcc-petrol": ((69300 * 44.3 / 1e6,), ("69300", "44.3")),
    "ipcc-diesel": ((74100 * 43.0 / 1e6,), ("74100", "43.0")),
    "purchased-heat-default": ((0.11,), ("0.11",)),
}


def test_default_factors_are_the_product_of_the_inputs_they_name(catalogue: Catalogue) -> None:
    outside = {key for key, one in catalogue.factors.items() if one.document}
    grid = {key for key in outside if key.startswith("grid-")}
    assert outside - grid == set(INPUTS)
    for key, (values, inputs) in INPUTS.items():
        factor = catalogue.factors[key]
        stated = (factor.value,) if factor.value is not None else (factor.lower, factor.upper)
        assert stated == pytest.approx(values, rel=1e-12), key
        assert all(text in factor.note.zh and text in factor.note.en for text in inputs), key


def test_what_comes_from_outside_the_sources_says_so(catalogue: Catalogue) -> None:
    for factor in catalogue.factors.values():
        outside = source_of(factor.clause) != "sps2" or bool(factor.document)
        assert bool(factor.document) == bool(factor.confidence) == outside, factor.id
        assert (factor.basis is Basis.STATED) == (not factor.document), factor.id


def table_of_the_grid(home: Path) -> list[dict[str, str]]:
    text = (home / "kb/regions/grid_emission_factor.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_grid_factors_are_those_of_the_place_tables(home: Path, catalogue: Catalogue) -> None:
    rows = table_of_the_grid(home)
    national = max(
        (row for row in rows if row["scope"] == "national" and row["indicator"] == "average"),
        key=lambda row: int(row["year"]),
    )
    baseline = [row for row in rows if row["indicator"] == "baseline_OM"]
    records = [one for key, one in catalogue.factors.items() if key.startswith("grid-")]
    expected = {
        (row["area_name"], float(row["value"]), int(row["year"]), row["document"], row["confidence"])
        for row in (national, *baseline)
    }
    assert {(r.place.zh, r.value, r.year, r.document, r.confidence) for r in records} == expected
    assert len(records) == 7


def accounted(catalogue: Catalogue) -> Iterator[tuple[Method, str, tuple[Boundary, ...]]]:
    """Every method with each kind of site it is for and the items that hold there."""
    for method in catalogue.methods.values():
        for kind in method.site_types:
            yield method, kind, boundary_of(method, kind, catalogue)


def test_methods_are_those_of_the_five_sources(catalogue: Catalogue) -> None:
    found: dict[str, set[str]] = {}
    for method in catalogue.methods.values():
        assert source_of(method.clause) == method.source
        found.setdefault(method.source, set()).update(method.site_types)
    fields = {"town", "building_site", "transport_site", "park", "enterprise"}
    assert found == {
        "zcc": {"community"},
        "sps2": {"community"},
        "gdpilot": fields | {"urban_community", "rural_community"},
        "gdroute": fields | {"community"},
        "zcgo": {"office"},
    }


def test_every_method_counts_electricity_or_its_like_and_a_sink(catalogue: Catalogue) -> None:
    for method, kind, items in accounted(catalogue):
        counted = {key for item in items if item.boundary_part in EMITTING for key in item.activities}
        removed = {key for item in items if item.boundary_part is Part.REMOVAL for key in item.activities}
        assert "electricity" in counted, (method.id, kind)
        assert removed == {"green-area"}, (method.id, kind)


def test_no_activity_is_counted_or_deducted_twice(catalogue: Catalogue) -> None:
    """Within a method and kind of site each activity has at most one item of the account."""
    for method, kind, items in accounted(catalogue):
        seen: dict[str, str] = {}
        for item in items:
            for activity in item.activities:
                where = f"{method.id}, {kind}: {activity} in {seen.get(activity)} and {item.id}"
                assert activity not in seen, where
                seen[activity] = item.id


def test_emissions_are_not_deducted_nor_reductions_counted(catalogue: Catalogue) -> None:
    deductible = {key for key, one in catalogue.activities.items() if one.scope.value == "no_scope"}
    for item in catalogue.boundaries.values():
        if item.boundary_part in DEDUCTING:
            assert set(item.activities) <= deductible, item.id
        elif item.boundary_part in EMITTING:
            assert not deductible & set(item.activities), item.id


def test_works_are_counted_in_no_yearly_account(catalogue: Catalogue) -> None:
    for item in catalogue.boundaries.values():
        if WORKS & set(item.activities):
            assert item.boundary_part is Part.EXCLUDED, item.id


COUNTED_ITEMS_WITHOUT_ACTIVITIES = {
    # another item of the same source holds the activity
    "gdpilot-3.2-b2",
    "gdpilot-3.2-b4",
    "gdpilot-3.4-1-b4",
    "gdpilot-3.5-b5",
    "gdpilot-3.6-b5",
    "gdroute-1.2-p3-gases",
    "gdroute-2.2.2-p1-energy",
    "gdroute-3.2.2-p2-sinks",
    "gdroute-t3-1-1-2",
    "gdroute-t3-1-1-3",
    "gdroute-4.2.2-p3-b1",
    "gdroute-4.2.2-p3-b3",
    "gdroute-4.2.2-p3-b4",
    "gdroute-4.2.2-p3-b5",
    "gdroute-5.2.2-p1-b1",
    "gdroute-5.2.2-p1-b2",
    "gdroute-5.2.2-p1-b3",
    "gdroute-6.2.2-1",
    "gdroute-t6-1-3",
    "gdroute-t6-1-4",
    "gdroute-t6-1-9",
    "sps2-boundary-daily-life",
    # no activity fits
    "gdpilot-3.2-b1",
    "gdpilot-3.3-b2",
}


def test_items_without_an_activity_are_known(catalogue: Catalogue) -> None:
    bare = {
        item.id
        for item in catalogue.boundaries.values()
        if not item.activities and item.boundary_part is not Part.EXCLUDED
    }
    assert bare == COUNTED_ITEMS_WITHOUT_ACTIVITIES


def test_reductions_are_filed_as_such(catalogue: Catalogue) -> None:
    """Exported renewables, own and bought green power, carbon inclusion: neither offset nor emission."""
    reductions = (
        "green-power-own",
        "green-power-exported",
        "green-power-purchased",
        "carbon-inclusion-travel",
        "carbon-inclusion-other",
    )
    for key in reductions:
        parts = {item.boundary_part for item in catalogue.boundaries.values() if key in item.activities}
        assert parts == {Part.REDUCTION}, key


@pytest.mark.parametrize(
    ("activity", "method", "part"),
    [
        # the sources disagree on these; each method follows its own
        ("household-waste", "gdpilot-park", Part.COUNTED),
        ("household-waste", "gdroute-park", Part.DIRECT),  # table 5-1, against the text of 5.2.2
        ("livestock", "gdpilot-rural-community", Part.COUNTED),
        ("livestock", "gdroute-community", Part.EXCLUDED),
        ("water", "sps2", Part.COUNTED),
        ("water", "zcc", Part.EXCLUDED),
        ("car-petrol", "gdroute-community", Part.DIRECT),
        ("car-petrol", "zcc", Part.EXCLUDED),  # only gas and electricity are written
        ("sewage", "zcc", Part.EXCLUDED),  # 9.1.4 names household waste only
        ("coal", "zcc", Part.COUNTED),  # operation as a whole (9.1.1), though 9.1.2 names electricity and gas
        ("household-waste", "sps2", Part.COUNTED),  # table 3-1, against the formula
        ("new-building", "sps2", Part.EXCLUDED),
        ("phcer", "gdroute-building", Part.OFFSET),
        ("ccer", "zcc", Part.OFFSET),
    ],
)
def test_where_the_sources_disagree(activity: str, method: str, part: Part, catalogue: Catalogue) -> None:
    record = catalogue.methods[method]
    items = boundary_of(record, record.site_types[0], catalogue)
    assert [item.boundary_part for item in items if activity in item.activities] == [part]


@pytest.mark.parametrize(
    ("activity", "method"),
    [
        ("livestock", "gdpilot-urban-community"),  # only the rural list has it
        ("phcer", "zcc"),  # 9.1.8 speaks of national reductions only
        ("ccer", "sps2"),  # no offsets in the formula
        ("ccer", "zcgo"),  # nothing is said of offsets
        ("household-waste", "gdpilot-enterprise"),  # not in the list of 3.6
        ("agriculture", "zcc"),  # formula (1) speaks of no production
    ],
)
def test_where_a_source_is_silent(activity: str, method: str, catalogue: Catalogue) -> None:
    record = catalogue.methods[method]
    items = boundary_of(record, record.site_types[0], catalogue)
    assert not [item.id for item in items if activity in item.activities]


def test_an_urban_community_gets_what_the_guide_says_of_all_communities(catalogue: Catalogue) -> None:
    """The formula of evaluation stands at `community`, the list of what emits at `urban_community`."""
    items = boundary_of(catalogue.methods["gdpilot-urban-community"], "urban_community", catalogue)
    assert {"gdpilot-3.4-1-b1", "gdpilot-5-b1", "gdpilot-5-b2"} <= {item.id for item in items}
    assert "gdpilot-3.4-2-b4" not in {item.id for item in items}


def test_tables_print_activities_methods_and_what_items_cover(real: Records) -> None:
    activities = {row[0]: row for row in table("activities", real).rows}
    columns = table("activities", real).columns
    assert activities["petrol"][columns.index("factors")] == "ipcc-petrol"
    assert activities["electricity"][columns.index("stated_by")] == "energy.electricity"
    methods = table("methods", real)
    assert {row[methods.columns.index("source")] for row in methods.rows} == {
        "zcc",
        "sps2",
        "gdpilot",
        "gdroute",
        "zcgo",
    }
    boundaries = table("boundaries", real)
    covers = {row[0]: row[boundaries.columns.index("activities")] for row in boundaries.rows}
    assert covers["sps2-boundary-gas"].split(";") == ["natural-gas", "lpg"]
