"""Which emission factor a line uses, always with its year and source."""

from __future__ import annotations

from dataclasses import replace

from recommender.evaluate.places import find_region, province_code
from recommender.model.accounting import Activity, Factor, UsedFactor
from recommender.model.catalogue import Catalogue
from recommender.model.decision import Decision
from recommender.model.interval import Interval, exactly
from recommender.model.knowledge import Fact, Region
from recommender.model.site import Origin
from recommender.model.stated import Quantity
from recommender.model.text import NO_TEXT, Text
from recommender.store.quantities import factor_in

GRID_FACT = "place.grid_factor"
ELECTRICITY = "electricity"
PATH_SOURCE = "assumption.grid"
STATED, TABLE, PLACE, NATIONAL = "stated", "table", "place", "national"


def factor_of(activity: Activity, decision: Decision, catalogue: Catalogue) -> UsedFactor | None:
    """The planner's own factor, else for power the grid's, else the first of the activity's that has a value.

    A factor stated for electricity is that of the grid, so it holds for all power without one of its own.
    None where no source gives one.
    """
    if own := _stated(activity.id, decision):
        return own
    if activity.grid and (found := _of_electricity(decision) or grid_factor(decision, catalogue)):
        return found
    origin = NATIONAL if activity.grid else TABLE
    listed = (
        _of_table(catalogue.factors[key], origin) for key in activity.factors if key in catalogue.factors
    )
    default = next((found for found in listed if found), None)
    fact = catalogue.facts.get(GRID_FACT)
    if default is None or fact is None or not activity.grid:
        return default
    return replace(default, value=factor_in(default.value, fact.unit, catalogue))


def grid_factor(decision: Decision, catalogue: Catalogue) -> UsedFactor | None:
    """The grid factor stated as a fact, else on its path in the year of the account, else the place's.

    In the fact's unit; None without any of them.
    """
    seen, fact = decision.observations.get(GRID_FACT), catalogue.facts.get(GRID_FACT)
    stated = seen is not None and seen.origin is Origin.STATED
    if fact is not None and not stated and (on_path := _on_path(decision, fact)):
        return on_path
    if (
        seen is None
        or fact is None
        or isinstance(seen.value, bool)
        or not isinstance(seen.value, int | float)
    ):
        return None
    value = Quantity(exactly(float(seen.value)), fact.unit)
    if stated:
        source = seen.source or decision.site.sources.get(GRID_FACT, "")
        return UsedFactor(value, STATED, source, label=fact.label)
    region = _region(decision, catalogue)
    return UsedFactor(
        value,
        PLACE,
        seen.source,
        document=region.grid_document if region else "",
        year=region.grid_year if region else None,
        confidence=seen.confidence,
        label=_grid_label(fact.label, region),
    )


def _stated(activity: str, decision: Decision) -> UsedFactor | None:
    stated = decision.site.stated.activities.get(activity)
    if stated is None or stated.factor is None:
        return None
    given = stated.factor
    return UsedFactor(given.value, STATED, given.source, year=given.year)


def _of_electricity(decision: Decision) -> UsedFactor | None:
    found = _stated(ELECTRICITY, decision)
    return None if found is None else replace(found, stated_for=ELECTRICITY)


def _on_path(decision: Decision, fact: Fact) -> UsedFactor | None:
    """What the planner assumes of the grid for the very year of the account."""
    said = decision.site.stated
    points = dict(said.assumptions.grid)
    if said.year is None or said.year not in points:
        return None
    value = Quantity(exactly(points[said.year]), fact.unit)
    return UsedFactor(value, STATED, PATH_SOURCE, year=said.year, label=fact.label)


def _region(decision: Decision, catalogue: Catalogue) -> Region | None:
    """The province whose grid factor was looked up."""
    facts = {key: seen.value for key, seen in decision.observations.items()}
    row = find_region(catalogue, facts)
    if row is None:
        name = facts.get("place.province")
        return catalogue.regions.get(province_code(catalogue, name)) if isinstance(name, str) else None
    return catalogue.regions.get(row.province_code or row.code)


def _grid_label(label: Text, region: Region | None) -> Text:
    if region is None:
        return label
    return Text(f"{region.short_name}{label.zh}", f"{label.en} (“{region.short_name}”)")


def _of_table(factor: Factor, origin: str) -> UsedFactor | None:
    amount = _interval(factor)
    if amount is None:
        return None
    label = factor.label or NO_TEXT
    value = Quantity(amount, factor.unit)
    return UsedFactor(value, origin, factor.clause, factor.document, factor.year, factor.confidence, label)


def _interval(factor: Factor) -> Interval | None:
    if factor.value is not None:
        return exactly(factor.value)
    if factor.lower is not None and factor.upper is not None:
        return Interval(factor.lower, factor.upper)
    return None
