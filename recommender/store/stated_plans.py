"""The blocks of a profile about the future: readings, assumptions, the goal in figures, costs."""

from __future__ import annotations

from recommender.model.interval import Interval
from recommender.model.problem import Place
from recommender.model.stated import Assumptions, Goal, Quantity
from recommender.model.text import Text
from recommender.store.nodes import Entry, Mapping, Node, Scalar
from recommender.store.quantities import PER, converted
from recommender.store.stated_activity_checks import check_per
from recommender.store.stated_fields import (
    MONEY,
    PERCENT,
    Reader,
    fields,
    keys,
    read_quantity,
    read_source,
    read_year,
    read_yes,
    twice,
)

GRID = "kgCO2/kWh"
_ASSUMPTIONS = keys(("grid", "电网因子"), ("growth", "增长"), ("like", "参照"))
_GOAL = keys(("emission", "排放量"), ("year", "年份"), ("gross", "总量"), ("source", "出处"))
_TARGET = Text("目标值", "the goal")


def read_reading_block(node: Node, reader: Reader) -> dict[str, str]:
    """Reading → option; both must be recorded."""
    found: dict[str, str] = {}
    names, block = reader.stated_names, Text("“理解”", "the reading block")
    for key, entry in fields(node, block, names.readings, reader.findings).items():
        if not isinstance(entry.value, Scalar):
            reader.findings.shape(entry.value, f"“{key}”的一种理解", f"one reading of {key}")
            continue
        option = reader.findings.one(
            entry.value, Text(f"“{key}”的理解", f"reading of {key}"), names.options(key)
        )
        if option:
            found[key] = option
    return found


def read_assumption_block(node: Node, reader: Reader) -> Assumptions:
    """The grid factor by year, growth by activity, the case to follow."""
    grid: tuple[tuple[int, float], ...] = ()
    growth: dict[str, Interval] = {}
    like, places = "", dict[str, Place]()
    for key, entry in fields(
        node, Text("“假设”", "the assumption block"), _ASSUMPTIONS, reader.findings
    ).items():
        places[key] = reader.findings.at(entry.key)
        if key == "grid":
            grid = _read_grid(entry.value, reader)
        elif key == "growth":
            growth = _read_growth(entry.value, places, reader)
        else:
            like = _read_case(entry.value, reader)
    return Assumptions(grid, growth, like, places)


def _read_grid(node: Node, reader: Reader) -> tuple[tuple[int, float], ...]:
    what = Text("电网因子", "the grid factor")
    found: dict[int, float] = {}
    lines: dict[int, int] = {}
    for entry in _entries(node, Text("“年份: 因子”", "`year: factor`"), reader):
        year = read_year(entry.key, Text(f"{what.zh}的年份", f"the year of {what.en}"), reader.findings)
        if year is not None and year in lines:
            twice(
                entry.key, Text(f"{year} 年的{what.zh}", f"{what.en} of {year}"), lines[year], reader.findings
            )
            continue
        factor = _grid_factor(entry.value, what, reader)
        if year is not None:
            lines[year] = entry.key.line
            if factor is not None:
                found[year] = factor
    return tuple(sorted(found.items()))


def _grid_factor(node: Node, what: Text, reader: Reader) -> float | None:
    found = read_quantity(node, what, reader, (GRID,), emission=True, bare=GRID)
    if found is None:
        return None
    factor = converted(found, GRID, reader.catalogue).amount
    highest = next((f.maximum for f in reader.catalogue.facts.values() if f.unit == GRID), None)
    if not factor.exact:
        reader.findings.error(
            node,
            "E-ONE-VALUE",
            f"{what.zh}每年只能写一个数",
            f"{what.en} of a year is one figure, not a range",
        )
        return None
    if highest is not None and factor.low > highest:
        reader.findings.error(
            node,
            "E-RANGE",
            f"{what.zh}是 {factor.low:.12g} {GRID}，应不大于 {highest:g}",
            f"{what.en} is {factor.low:.12g} {GRID}, it must be at most {highest:g}",
            Text("请核对单位", "please check the unit"),
        )
        return None
    return factor.low


def _read_growth(node: Node, places: dict[str, Place], reader: Reader) -> dict[str, Interval]:
    found: dict[str, Interval] = {}
    for entry in _entries(node, Text("“活动: 每年增长”", "`activity: growth a year`"), reader):
        activity = reader.findings.one(entry.key, Text("活动", "activity"), reader.stated_names.activities)
        if activity is None:
            continue
        label = reader.catalogue.activities[activity].label
        what = Text(f"“{label.zh}”的增长", f"the growth of '{label.en}'")
        if f"growth.{activity}" in places:
            twice(entry.key, what, places[f"growth.{activity}"].line, reader.findings)
            continue
        places[f"growth.{activity}"] = reader.findings.at(entry.key)
        rate = read_quantity(entry.value, what, reader, (PERCENT,), negative=True)
        if rate is None:
            continue
        found[activity] = converted(rate, PERCENT, reader.catalogue).amount
        if found[activity].low < -100:
            reader.findings.error(
                entry.value,
                "E-RANGE",
                f"{what.zh}低于 -100%，一年不会减得比全部还多",
                f"{what.en} is below -100%, more than all of it in one year",
            )
    return found


def _read_case(node: Node, reader: Reader) -> str:
    if not isinstance(node, Scalar):
        reader.findings.shape(node, "一个案例", "one case")
        return ""
    return reader.findings.one(node, Text("案例", "case"), reader.stated_names.cases) or ""


def read_goal_block(node: Node, reader: Reader) -> Goal | None:
    """The emission that is aimed at, and its year; None after telling what is missing."""
    given = fields(node, _TARGET, _GOAL, reader.findings)
    if not isinstance(node, Mapping):
        return None
    for key, zh in (("emission", "排放量"), ("year", "年份")):
        if key not in given:
            reader.findings.error(
                node,
                "E-MISSING",
                f"{_TARGET.zh}没有写{zh}（{key}）",
                f"{_TARGET.en} lacks `{key}`",
                Text("请写成 {emission: 0 t, year: 2060}", "write it like {emission: 0 t, year: 2060}"),
            )
    emission = _goal_emission(given, reader)
    year = None
    if "year" in given:
        year = read_year(given["year"].value, Text("目标值的年份", "the year of the goal"), reader.findings)
    gross = False
    if "gross" in given:
        of = Text("目标值的“总量”（gross）", "`gross` of the goal")
        gross = read_yes(given["gross"].value, of, reader.findings) is True
    source = read_source(given["source"].value, reader) if "source" in given else ""
    if "source" not in given:
        reader.findings.warn(
            node,
            "W-NO-SOURCE",
            f"{_TARGET.zh}没有写出处",
            f"{_TARGET.en} has no source",
            Text("请补上 source", "add `source`"),
        )
    return None if emission is None or year is None else Goal(emission, year, gross, source)


def _goal_emission(given: dict[str, Entry], reader: Reader) -> Quantity | None:
    if "emission" not in given:
        return None
    node, what = given["emission"].value, Text("目标值的排放量", "the emission of the goal")
    found = read_quantity(node, what, reader, tuple(PER.values()), emission=True)
    if found is not None:
        check_per(found, node, what, reader)
    return found


def read_cost_block(node: Node, reader: Reader) -> dict[str, Interval]:
    """Technology id → its cost in 万元, as the planner gives it."""
    found: dict[str, Interval] = {}
    lines: dict[str, int] = {}
    for entry in _entries(node, Text("“技术: 费用”", "`technology: cost`"), reader):
        technology = reader.findings.one(entry.key, Text("技术", "technology"), reader.names.technologies)
        if technology is None:
            continue
        label = reader.catalogue.technologies[technology].label
        what = Text(f"“{label.zh}”的费用", f"the cost of '{label.en}'")
        if technology in lines:
            twice(entry.key, what, lines[technology], reader.findings)
            continue
        lines[technology] = entry.key.line
        cost = read_quantity(entry.value, what, reader, (MONEY,))
        if cost is not None:
            found[technology] = converted(cost, MONEY, reader.catalogue).amount
    return found


def _entries(node: Node, shape: Text, reader: Reader) -> tuple[Entry, ...]:
    """The entries of a mapping; told where it is none."""
    if isinstance(node, Mapping):
        return node.entries
    reader.findings.shape(node, f"{shape.zh}的映射", f"a mapping of {shape.en}")
    return ()
