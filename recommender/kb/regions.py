"""The place tables kb/regions/*.csv as Region records, one per division."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from recommender.model.knowledge import Region
from recommender.model.problem import BadInput, Place, Problem

_Row = dict[str, str]

_COLUMNS: dict[str, tuple[str, ...]] = {
    "divisions": ("code", "name", "short_name", "level", "province_code"),
    "climate_zone": ("code", "main_zone", "confidence"),
    "solar_resource": ("code", "solar_class", "confidence"),
    "wind_resource": ("code", "wind_zone", "confidence"),
    "heating": ("code", "northern_heating_area", "confidence"),
    "grid_emission_factor": ("area_code", "scope", "year", "indicator", "value", "document"),
    "guangdong": ("code", "region", "city_class", "clause"),
}


def load_regions(home: Path) -> dict[str, Region]:
    """Code → Region, in table order; empty when there are no tables. Raises BadInput with every problem."""
    folder = home / "kb" / "regions"
    if not (folder / "divisions.csv").is_file():
        return {}
    problems: list[Problem] = []
    tables = {name: _read(folder / f"{name}.csv", columns, problems) for name, columns in _COLUMNS.items()}
    if problems:
        raise BadInput(tuple(problems))
    by_code = {
        name: {row["code"]: row for row in rows} for name, rows in tables.items() if "code" in _COLUMNS[name]
    }
    factors = _latest_factors(tables["grid_emission_factor"])
    return {row["code"]: _region(row, by_code, factors) for row in tables["divisions"]}


def _read(path: Path, columns: tuple[str, ...], problems: list[Problem]) -> list[_Row]:
    name = f"kb/regions/{path.name}"
    if not path.is_file():
        return []
    try:
        reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")), restval="")
        rows = [{key: value or "" for key, value in row.items() if isinstance(key, str)} for row in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        problems.append(
            Problem(
                Place(name),
                "E-REGION-READ",
                f"表格无法读取（{error}）",
                f"the table cannot be read ({error})",
            )
        )
        return []
    lacking = [column for column in columns if column not in (reader.fieldnames or ())]
    if lacking:
        problems.append(
            Problem(
                Place(name, 1, 1),
                "E-REGION-COLUMN",
                f"表格缺少列：{'、'.join(lacking)}",
                f"the table lacks the columns {', '.join(lacking)}",
            )
        )
        return []
    return rows


def _latest_factors(rows: list[_Row]) -> dict[str, _Row]:
    """Province code → its newest average grid factor."""
    latest: dict[str, _Row] = {}
    for row in rows:
        if row["scope"] == "province" and row["indicator"] == "average" and row["value"]:
            known = latest.get(row["area_code"])
            if known is None or int(row["year"]) > int(known["year"]):
                latest[row["area_code"]] = row
    return latest


def _region(row: _Row, tables: dict[str, dict[str, _Row]], factors: dict[str, _Row]) -> Region:
    code = row["code"]
    climate, solar, wind, heating, guangdong = (
        tables[name].get(code, {})
        for name in ("climate_zone", "solar_resource", "wind_resource", "heating", "guangdong")
    )
    factor = factors.get(code, {})
    classed = bool(guangdong.get("city_class"))
    return Region(
        code=code,
        name=row["name"],
        short_name=row["short_name"],
        level=row["level"],
        province_code=row["province_code"],
        municipality=row.get("is_municipality") == "1",
        climate_zone=climate.get("main_zone", ""),
        climate_confidence=climate.get("confidence", ""),
        climate_note=_note(climate),
        solar_class=solar.get("solar_class", ""),
        solar_confidence=solar.get("confidence", ""),
        solar_note=_note(solar),
        wind_zone=wind.get("wind_zone", ""),
        wind_confidence=wind.get("confidence", ""),
        wind_note=_note(wind),
        heating_area=heating.get("northern_heating_area", ""),
        heating_confidence=heating.get("confidence", ""),
        heating_note=_note(heating),
        grid_factor=float(factor["value"]) if factor else None,
        grid_year=int(factor["year"]) if factor else None,
        grid_document=factor.get("document", ""),
        grid_confidence=factor.get("confidence", ""),
        region=guangdong.get("region", ""),
        region_clause=guangdong.get("region_clause", "") or guangdong.get("clause", ""),
        city_size=guangdong["city_class"] if classed else row.get("city_size_class", ""),
        city_size_source=guangdong["clause"] if classed else "",
        city_size_confidence="" if classed else row.get("confidence", ""),
    )


def _note(row: _Row) -> str:
    return row.get("note_zh", "") or row.get("note", "")
