"""Look up what the place tables say of the stated city or province; every value is an assumption, shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recommender.model.catalogue import Catalogue
from recommender.model.knowledge import Basis, FactValue, Region
from recommender.model.site import Observation, Origin
from recommender.model.text import NO_TEXT, Text

GUANGDONG = "44"
"""First two digits of the division codes of the province gdroute speaks of (GB/T 2260)."""


def find_region(catalogue: Catalogue, facts: Mapping[str, FactValue]) -> Region | None:
    """The division stated by place.city, else a municipality stated by place.province, else None."""
    province = facts.get("place.province")
    city = facts.get("place.city")
    if isinstance(city, str):
        matches = [row for row in catalogue.regions.values() if city in (row.name, row.short_name)]
        if isinstance(province, str):
            code = province_code(catalogue, province)
            matches = [row for row in matches if code in ("", row.province_code, row.code)]
        cities = [row for row in matches if row.level != "province" or row.municipality]
        return cities[0] if len(cities) == 1 else None
    if isinstance(province, str):
        code = province_code(catalogue, province)
        row = catalogue.regions.get(code)
        return row if row is not None and row.municipality else None
    return None


def province_code(catalogue: Catalogue, name: str) -> str:
    """The six-digit code of a province by full or short name, "" if there is none."""
    for row in catalogue.regions.values():
        if row.level == "province" and name in (row.name, row.short_name):
            return row.code
    return ""


def look_up(catalogue: Catalogue, facts: Mapping[str, FactValue]) -> tuple[Observation, ...]:
    """What the tables give for facts the profile leaves open; nothing where the tables are empty."""
    return tuple(seen for seen in _found(catalogue, facts) if seen.fact not in facts)


def disagreements(catalogue: Catalogue, facts: Mapping[str, FactValue]) -> tuple[Observation, ...]:
    """What the tables give otherwise than stated; the statement holds, the difference is to be told."""
    return tuple(seen for seen in _found(catalogue, facts) if facts.get(seen.fact, seen.value) != seen.value)


def _found(catalogue: Catalogue, facts: Mapping[str, FactValue]) -> Iterator[Observation]:
    row = find_region(catalogue, facts)
    if row is not None:
        yield from of_division(catalogue, row)
    else:
        yield from _of_province(catalogue, _stated_province(catalogue, facts))


def of_division(catalogue: Catalogue, row: Region) -> tuple[Observation, ...]:
    """What the tables give for one division."""
    found = {seen.fact: seen for seen in _of_city(catalogue, row)}
    found |= {seen.fact: seen for seen in _of_province(catalogue, row.province_code or row.code)}
    return tuple(found.values())


def _stated_province(catalogue: Catalogue, facts: Mapping[str, FactValue]) -> str:
    name = facts.get("place.province")
    return province_code(catalogue, name) if isinstance(name, str) else ""


def _of_city(catalogue: Catalogue, row: Region) -> Iterator[Observation]:
    tables = (
        ("climate_zone", "climate_zone", row.climate_zone, row.climate_confidence, row.climate_note),
        ("solar_class", "solar_resource", row.solar_class, row.solar_confidence, row.solar_note),
        ("wind_zone", "wind_resource", row.wind_zone, row.wind_confidence, row.wind_note),
        ("heating_area", "heating", row.heating_area, row.heating_confidence, row.heating_note),
        ("city_size", "divisions", row.city_size, row.city_size_confidence, row.city_size_source),
    )
    for name, table, value, confidence, note in tables:
        fact = f"place.{name}"
        concept = concept_named(catalogue, catalogue.facts[fact].scheme, value) if value else ""
        if concept:
            # the notes of the tables are in Chinese only
            yield _assumed(fact, concept, f"kb/regions/{table}.csv", confidence, row.name, Text(note))
    region = concept_named(catalogue, "region", row.region) if row.region else ""
    if region:
        yield _assumed("place.region", region, row.region_clause, "", row.name)


def _of_province(catalogue: Catalogue, code: str) -> Iterator[Observation]:
    row = catalogue.regions.get(code)
    if row is None:
        return
    if row.grid_factor is not None:
        note = Text(
            f"{row.grid_document}，{row.grid_year} 年值", f"value of {row.grid_year}, {row.grid_document}"
        )
        source = "kb/regions/grid_emission_factor.csv"
        yield _assumed("place.grid_factor", row.grid_factor, source, row.grid_confidence, row.name, note)
    if not code.startswith(GUANGDONG):
        source = "kb/regions/divisions.csv"
        yield _assumed("place.region", "outside_guangdong", source, "", row.name)


def _assumed(
    fact: str, value: FactValue, source: str, grade: str, name: str, note: Text = NO_TEXT
) -> Observation:
    zh, en = f"按地点表查得（{name}）", f"Looked up in the place tables ({name})"
    because = Text(f"{zh}；{note.zh}" if note.zh else zh, f"{en}; {note.en}" if note.en else en)
    return Observation(fact, value, Origin.LOOKUP, source, Basis.STATED, grade, because)


def concept_named(catalogue: Catalogue, scheme: str, name: str) -> str:
    """The concept of `scheme` with this id, zh label or other name; "" if there is none."""
    for concept in catalogue.concepts_of.get(scheme, ()):
        if name in (concept.id, concept.label.zh, concept.label.en, *concept.alt):
            return concept.id
    return ""
