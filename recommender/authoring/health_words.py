"""The health map in words: what stands in each cell, and the empty cells; as text, table or data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from recommender.authoring.health import NO_STAGE, Cell, HealthMap, climates
from recommender.model.catalogue import Catalogue
from recommender.model.text import Text
from recommender.render.words import listing

Section = tuple[Text, tuple[Text, ...]]
COLUMNS = ("domain", "climate_zone", "stage", "rules", "rules_naming_climate", "clauses", "examples", "sites")
EMPTY = Text("空格", "Empty cells")
HOW_TO_READ = Text(
    "规则数是碰得到这一格的规则：它的情形容得下这类对象和气候区，它管的技术在这一对象排在这一阶段。"
    "“点名”是其中条件里写了气候区的。不涉及技术的影响（提醒、要问的事实、靠管理落实的要求等）记在“不分阶段”",
    "A rule counts where its situations allow the domain and climate zone and what it does lies in the "
    "stage. “naming” are those whose condition names the climate zone. What touches no technology (notices, "
    "questions, requirements met by management) stands under “no stage”",
)
_NO_STAGE = Text("不分阶段", "no stage")
_ALL_CLIMATES = Text("各气候区", "all climate zones")
_ALL_STAGES = Text("各阶段", "all stages")
_NONE = Text("没有空格", "no cell is empty")
_LACKS: tuple[tuple[Text, Callable[[Cell], bool]], ...] = (
    (Text("没有规则", "no rule"), lambda cell: not cell.rules),
    (Text("有规则而没有条款", "rules but no clause"), lambda cell: bool(cell.rules) and not cell.clauses),
    (Text("有规则而没有例子", "rules but no example"), lambda cell: bool(cell.rules) and not cell.examples),
    (Text("没有示例场地", "no sample site"), lambda cell: not cell.sites),
)


def sections(found: HealthMap, catalogue: Catalogue) -> Iterator[Section]:
    """One section per domain, zones with the same figures together; then the empty cells in words."""
    yield Text("怎样读", "How to read this"), (HOW_TO_READ,)
    for domain in catalogue.domains:
        cells = [cell for cell in found.cells if cell.domain == domain]
        yield catalogue.label(domain), tuple(_domain_lines(cells, catalogue))
    yield EMPTY, tuple(empty_cells(found, catalogue)) or (_NONE,)
    if found.unplaced:
        names = Text(*[listing(found.unplaced, language) for language in ("zh", "en")])
        yield Text("气候区不明、没有入格的示例场地", "Sample sites whose climate zone is not known"), (names,)


def _domain_lines(cells: list[Cell], catalogue: Catalogue) -> Iterator[Text]:
    for stage in dict.fromkeys(cell.stage for cell in cells):
        alike: dict[tuple[int, ...], list[Cell]] = {}
        for cell in cells:
            if cell.stage == stage:
                alike.setdefault(_figures(cell), []).append(cell)
        for figures, group in alike.items():
            zones = _zones([cell.climate for cell in group], catalogue)
            rules, naming, clauses, examples, sites = figures
            name = _stage(stage, catalogue)
            yield Text(
                f"{name.zh} · {zones.zh}：规则 {rules}（点名 {naming}）· 条款 {clauses} · 例子 {examples}"
                f" · 示例场地 {sites}",
                f"{name.en} · {zones.en}: {rules} rules ({naming} naming) · {clauses} clauses · "
                f"{examples} examples · {sites} sample sites",
            )


def _figures(cell: Cell) -> tuple[int, ...]:
    return (len(cell.rules), len(cell.naming), len(cell.clauses), cell.examples, len(cell.sites))


def empty_cells(found: HealthMap, catalogue: Catalogue) -> Iterator[Text]:
    """Every empty cell, told together where several domains lack the same."""
    stages = tuple(dict.fromkeys(cell.stage for cell in found.cells))
    for lack, lacks in _LACKS:
        blocks: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Text]] = {}
        for domain in catalogue.domains:
            cells = [cell for cell in found.cells if cell.domain == domain and lacks(cell)]
            for block in _blocks(cells):
                blocks.setdefault(block, []).append(catalogue.label(domain))
        for (zones, of_stages), domains in blocks.items():
            what, where = _listed(domains), _zones(zones, catalogue)
            when = _stages(of_stages, stages, catalogue)
            yield Text(
                f"{lack.zh}：{what.zh} × {where.zh} × {when.zh}",
                f"{lack.en}: {what.en} × {where.en} × {when.en}",
            )


def _blocks(cells: list[Cell]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Cells of one domain as climate zones × stages: stages that lack the same zones together."""
    by_stage: dict[str, tuple[str, ...]] = {}
    for cell in cells:
        by_stage[cell.stage] = (*by_stage.get(cell.stage, ()), cell.climate)
    together: dict[tuple[str, ...], tuple[str, ...]] = {}
    for stage, zones in by_stage.items():
        together[zones] = (*together.get(zones, ()), stage)
    return list(together.items())


def _zones(zones: Iterable[str], catalogue: Catalogue) -> Text:
    zones = tuple(zones)
    if zones == climates(catalogue):
        return _ALL_CLIMATES
    return _listed([catalogue.label(zone) for zone in zones])


def _stages(stages: tuple[str, ...], every: tuple[str, ...], catalogue: Catalogue) -> Text:
    if stages == every:
        return _ALL_STAGES
    return _listed([_stage(stage, catalogue) for stage in stages])


def _stage(stage: str, catalogue: Catalogue) -> Text:
    return _NO_STAGE if stage == NO_STAGE else catalogue.label(stage)


def _listed(labels: list[Text]) -> Text:
    return Text(listing([one.zh for one in labels], "zh"), listing([one.en for one in labels], "en"))


def rows(found: HealthMap) -> Iterator[tuple[str, ...]]:
    """One row per cell, in the columns of COLUMNS; an empty stage is “no stage”."""
    for cell in found.cells:
        yield (cell.domain, cell.climate, cell.stage, *map(str, _figures(cell)))


def to_dict(found: HealthMap, catalogue: Catalogue) -> dict[str, Any]:
    """The map for programs: cells with the ids of what stands in them, and the empty cells in words."""
    return {
        "how_to_read": HOW_TO_READ.to_dict(),
        "cells": [
            {
                "domain": cell.domain,
                "climate_zone": cell.climate,
                "stage": cell.stage or None,
                "rules": list(cell.rules),
                "rules_naming_climate": list(cell.naming),
                "clauses": list(cell.clauses),
                "examples": cell.examples,
                "sites": list(cell.sites),
            }
            for cell in found.cells
        ],
        "empty": [line.to_dict() for line in empty_cells(found, catalogue)],
        "unplaced_sites": list(found.unplaced),
    }
