"""A comparison for the terminal: what is stated otherwise, figures side by side, what moves and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Line

from recommender.evaluate.scope import Knowledge
from recommender.model.text import Text
from recommender.render.compare_settings import setting_label, setting_words
from recommender.render.compare_words import (
    brief_reason,
    cause_words,
    cell_words,
    column_names,
    deciding,
    kind_words,
    row_label,
    why_words,
)
from recommender.render.flow import Flow
from recommender.render.headings import more
from recommender.render.text import bullet, heading
from recommender.render.words import listing, some_of
from recommender.scenario.rows import Cause, Comparison, Placed, Row, RowKind

STATED = Text("改了什么", "Stated otherwise")
FIGURES = Text("数字", "Figures")
JOINED = Text("列入路线图的有别", "On the roadmap in some, not in others")
MOVED = Text("所在阶段有别", "In another stage")
STANDING = Text("都在路线图上，结论有别", "On the roadmap in all, otherwise decided")
OTHERWISE = Text("路线图之外，结论有别", "Otherwise decided, off the roadmap")
RANKS = Text("阶段内的位次", "Position within a stage")
REQUIREMENTS = Text("要求", "Requirements")
BESIDE = Text("其他", "Besides")
NOTES = Text("说明", "Notes")
SAME = Text("没有一行不同", "No line differs")
TABLED = (
    *(RowKind.TARGET, RowKind.EMISSION, RowKind.SAVING, RowKind.SCORE, RowKind.COST, RowKind.COUNT),
    *(RowKind.WEIGHT, RowKind.STAGE),
)
"""Kinds of rows that are figures and stand in one table."""
APART = (*TABLED, RowKind.TECHNOLOGY, RowKind.RANK, RowKind.REQUIREMENT)
LABELLED, WIDEST = 26, 30
"""Columns at most: of what a line is about, and of the name of a variant beside what it says."""
NAMES, REASONS, RANKED = 10, 2, 20
"""How many names, reasons and positions are shown; --all and JSON leave nothing out."""


@dataclass(frozen=True)
class Sheet:
    """What every part needs."""

    comparison: Comparison
    knowledge: Knowledge
    language: str
    everything: bool
    columns: tuple[str, ...]

    def say(self, text: Text) -> str:
        """The text in the language of the sheet."""
        return text.get(self.language)

    def most(self, count: int, shown: int) -> int:
        """How many of `count` to show."""
        return count if self.everything else min(count, shown)


def write_comparison(
    comparison: Comparison,
    knowledge: Knowledge,
    console: Console,
    language: str = "zh",
    everything: bool = False,
) -> None:
    """Print the comparison; `everything` names every line and every reason."""
    columns = tuple(name.get(language) for name in column_names(comparison))
    sheet = Sheet(comparison, knowledge, language, everything, columns)
    console.print(Group(*_parts(sheet)), markup=False, highlight=False, emoji=False)


def _parts(sheet: Sheet) -> Iterator[RenderableType]:
    name = Text("碳路  方案比较", "Tanlu  variants side by side")
    yield Line(sheet.say(name), style="bold green")
    yield bullet(listing(sheet.columns, sheet.language))
    yield from _stated(sheet)
    rows = sheet.comparison.rows
    yield from _tabled(FIGURES, [row for row in rows if row.kind in TABLED], sheet)
    yield from _whys([row for row in rows if row.kind in TABLED], sheet)
    yield from _technologies(sheet)
    yield from _ranks(sheet)
    for head, wanted in (
        (REQUIREMENTS, lambda row: row.kind is RowKind.REQUIREMENT),
        (BESIDE, lambda row: row.kind not in APART),
    ):
        yield from _listed(head, list(filter(wanted, rows)), sheet)
    yield from _notes(sheet)


def _stated(sheet: Sheet) -> Iterator[RenderableType]:
    catalogue, rules = sheet.knowledge.catalogue, sheet.knowledge.rulebook
    lines = [
        (
            sheet.say(setting_label(one.key, catalogue, rules)),
            *(sheet.say(setting_words(one.key, value, catalogue)) for value in one.values),
        )
        for one in sheet.comparison.settings
    ]
    yield from _table(STATED, lines, sheet)


def _tabled(head: Text, rows: Sequence[Row], sheet: Sheet) -> Iterator[RenderableType]:
    lines = [
        (_titled(row, sheet), *(sheet.say(words) for words in cell_words(row, sheet.knowledge)))
        for row in rows
    ]
    yield from _table(head, lines, sheet)


def _titled(row: Row, sheet: Sheet) -> str:
    label, kind = sheet.say(row_label(row, sheet.knowledge)), sheet.say(kind_words(row.kind))
    if not kind:
        return label
    return f"{kind}：{label}" if sheet.language == "zh" else f"{kind}: {label}"


def _table(head: Text, lines: Sequence[tuple[str, ...]], sheet: Sheet) -> Iterator[RenderableType]:
    """A headed table with a column for each variant; nothing without lines."""
    if not lines:
        return
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("", width=min(LABELLED, max(cell_len(first) for first, *_ in lines)))
    for column in sheet.columns:
        table.add_column(Flow(column, "bold"), overflow="fold")
    for first, *cells in lines:
        table.add_row(Flow(first), *(Flow(cell, _style(cell, cells)) for cell in cells))
    yield heading(sheet.say(head))
    yield Padding(table, (0, 0, 0, 1))


def _whys(rows: Sequence[Row], sheet: Sheet) -> Iterator[RenderableType]:
    """Under the figures: why they are so, where words say it, and what of each variant brings them."""
    for row in rows:
        for words, columns in _because(row, sheet).items():
            names = listing(columns, sheet.language)
            yield bullet(f"{_titled(row, sheet)}{_colon(sheet)}{names}{_colon(sheet)}{words}", "dim")
    for place, column in enumerate(sheet.columns):
        brought: dict[str, list[str]] = {}
        for row in rows:
            if words := _brought(row.causes[place], place, sheet):
                brought.setdefault(words, []).append(_titled(row, sheet))
        for words, labels in brought.items():
            names = some_of(labels, sheet.most(len(labels), NAMES), sheet.language)
            yield bullet(f"{column}{_colon(sheet)}{words}{_colon(sheet)}{names}", "dim")


def _because(row: Row, sheet: Sheet) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for column, cell in zip(sheet.columns, row.cells, strict=True):
        for text in why_words(cell):
            found.setdefault(sheet.say(text), []).append(column)
    return found


def _style(cell: str, cells: Sequence[str]) -> str:
    """What differs from the first column stands out."""
    return "" if cell == cells[0] else "yellow"


def _technologies(sheet: Sheet) -> Iterator[RenderableType]:
    rows = [row for row in sheet.comparison.rows if row.kind is RowKind.TECHNOLOGY]
    groups: dict[Text, list[Row]] = {JOINED: [], MOVED: [], STANDING: [], OTHERWISE: []}
    for row in rows:
        groups[_group(row)].append(row)
    for head, members in groups.items():
        yield from _listed(head, members, sheet)


def _group(row: Row) -> Text:
    places = [
        (cell.stage, cell.pilot_stage, cell.prepare_now)
        for cell in row.cells
        if isinstance(cell, Placed) and cell.stage is not None
    ]
    if len(places) < len(row.cells):
        return JOINED if places else OTHERWISE
    return MOVED if len(set(places)) > 1 else STANDING


def _ranks(sheet: Sheet) -> Iterator[RenderableType]:
    rows = [row for row in sheet.comparison.rows if row.kind is RowKind.RANK]
    shown = sheet.most(len(rows), RANKED)
    yield from _tabled(RANKS, rows[:shown], sheet)
    if shown < len(rows):
        yield bullet(more(len(rows) - shown, sheet.language), "dim")


def _listed(head: Text, rows: Sequence[Row], sheet: Sheet) -> Iterator[RenderableType]:
    """A headed list; rows that differ alike, for the same reasons, stand together."""
    if not rows:
        return
    count = f"（{len(rows)}）" if sheet.language == "zh" else f" ({len(rows)})"
    yield heading(f"{sheet.say(head)}{count}")
    for group in _alike(rows, sheet):
        yield from _one(group, sheet)


Said = tuple[RowKind, tuple[str, ...]]


def _alike(rows: Iterable[Row], sheet: Sheet) -> Iterable[list[Row]]:
    groups: dict[Said, list[Row]] = {}
    for row in rows:
        groups.setdefault((row.kind, _said(row, sheet)), []).append(row)
    return groups.values()


def _one(group: Sequence[Row], sheet: Sheet) -> Iterator[RenderableType]:
    """The names of rows that differ alike, then what each variant says; those that say the same together."""
    labels = [name for row in group if (name := sheet.say(row_label(row, sheet.knowledge)))]
    kind = sheet.say(kind_words(group[0].kind))
    names = some_of(labels, sheet.most(len(labels), NAMES), sheet.language)
    yield bullet(f"{kind}{_colon(sheet) if kind and names else ''}{names}", "bold")
    together: dict[str, list[str]] = {}
    for column, words in zip(sheet.columns, _said(group[0], sheet), strict=True):
        together.setdefault(words, []).append(column)
    grid = Table.grid(padding=(0, 1))
    grid.add_column(style="cyan", max_width=WIDEST)
    grid.add_column()
    for words, columns in together.items():
        grid.add_row(Flow(f"{listing(columns, sheet.language)}{_colon(sheet).rstrip()}"), Flow(words))
    yield Padding(grid, (0, 0, 0, 4))


def _said(row: Row, sheet: Sheet) -> tuple[str, ...]:
    """What each variant says, why, and what brings it, as one sentence each."""
    words = cell_words(row, sheet.knowledge)
    return tuple(_sentence(row, place, sheet.say(words[place]), sheet) for place in range(len(words)))


def _sentence(row: Row, place: int, said: str, sheet: Sheet) -> str:
    zh = sheet.language == "zh"
    reasons = row.reasons[place]
    shown = deciding(reasons, sheet.most(len(reasons), REASONS))
    words = [sheet.say(brief_reason(reason)) for reason in shown]
    if words and words[0].startswith(f"{said}{_colon(sheet)}"):  # “排除” and “排除：因为…” are one sentence
        said = words.pop(0)
    why = ("；" if zh else "; ").join(words)
    if len(shown) < len(reasons):
        why += f"；共 {len(reasons)} 条理由" if zh else f"; {len(reasons)} reasons in all"
        why = why.lstrip("；; ")
    brought = _brought(row.causes[place], place, sheet)
    parts = [
        said,
        *([why] if why else []),
        *([f"〔{brought}〕" if zh else f"[{brought}]"] if brought else []),
    ]
    return ("。" if zh else ". ").join(parts)


def _brought(cause: Cause | None, place: int, sheet: Sheet) -> str:
    """What brings it; nothing where the variant changes only one thing, which the head of the page tells."""
    if cause is None or _changes(place, sheet.comparison) < 2:
        return ""
    return sheet.say(cause_words(cause, sheet.knowledge))


def _changes(place: int, comparison: Comparison) -> int:
    return sum(one.values[place] != one.values[0] for one in comparison.settings)


def _colon(sheet: Sheet) -> str:
    return "：" if sheet.language == "zh" else ": "


def _notes(sheet: Sheet) -> Iterator[RenderableType]:
    lines = list(_note_lines(sheet))
    if lines:
        yield heading(sheet.say(NOTES))
        yield from (bullet(sheet.say(line)) for line in lines)


def _note_lines(sheet: Sheet) -> Iterator[Text]:
    comparison = sheet.comparison
    if not comparison.rows:
        yield SAME
    for group in comparison.alike:
        names = listing([f"“{sheet.columns[place]}”" for place in group], sheet.language)
        yield Text(f"{names}的结果完全相同", f"{names} come out the same in every line")
    for place, count in enumerate(comparison.displaced):
        if count:
            name = sheet.columns[place]
            yield Text(
                f"“{name}”另有 {count} 项技术只因别项进出而挪了位次",
                f"“{name}”: {count} more technologies change position only because others come or go",
            )
    for place in comparison.untried:
        name = sheet.columns[place]
        yield Text(
            f"“{name}”改动太多，没有逐项试出每处差别由哪一项带来",
            f"“{name}” changes too much to try which change brings which difference",
        )
    yield from _idle(sheet)


def _idle(sheet: Sheet) -> Iterator[Text]:
    """Steps that are to be left out and were never on the roadmap."""
    for outcome, name in zip(sheet.comparison.outcomes, sheet.columns, strict=True):
        for key in sorted(outcome.idle):
            words = sheet.knowledge.catalogue.label(key)
            yield Text(
                f"“{name}”要去掉的“{words.zh}”本来就不在路线图上",
                f"“{words.en}”, which “{name}” leaves out, was not on the roadmap",
            )
