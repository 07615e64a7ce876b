"""Which emission factor a line uses, always with its year and source."""

from __future__ import annotations

from recommender.evaluate.places import find_region, province_code
from recommender.model.accounting import Activity, Factor, UsedFactor
from recommender.model.catalogue import Catalogue
from recommender.model.decision import Decision
from recommender.model.interval import Interval, exactly
from recommender.model.knowledge import Region
from recommender.model.site import Origin
from recommender.model.stated import Quantity
from recommender.model.text import NO_TEXT, Text

GRID_FACT = "place.grid_factor"
STATED, TABLE, PLACE, NATIONAL = "stated", "table", "place", "national"


def factor_of(activity: Activity, decision: Decision, catalogue: Catalogue) -> UsedFactor | None:
    """The planner's own factor, else for power the grid's, else the first of the activity's that has a value.

    None where no source gives one.
    """
    stated = decision.site.stated.activities.get(activity.id)
    if stated is not None and stated.factor is not None:
        given = stated.factor
        return UsedFactor(given.value, STATED, given.source, year=given.year)
    if activity.grid and (found := grid_factor(decision, catalogue)):
        return found
    origin = NATIONAL if activity.grid else TABLE
    listed = (
        _of_table(catalogue.factors[key], origin) for key in activity.factors if key in catalogue.factors
    )
    return next((found for found in listed if found), None)


def grid_factor(decision: Decision, catalogue: Catalogue) -> UsedFactor | None:
    """The grid factor of the profile or of the place tables, in the fact's unit; None without either."""
    seen = decision.observations.get(GRID_FACT)
    if seen is None or isinstance(seen.value, bool) or not isinstance(seen.value, int | float):
        return None
    fact = catalogue.facts[GRID_FACT]
    value = Quantity(exactly(float(seen.value)), fact.unit)
    if seen.origin is Origin.STATED:
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
