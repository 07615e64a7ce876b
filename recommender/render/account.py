"""A carbon account for the terminal: lines with their factors, sums, what is open, what to beware of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text as Line_

from recommender.evaluate.scope import Knowledge
from recommender.model.text import Text
from recommender.render import account_words as words
from recommender.render.account_notes import notes
from recommender.render.account_rows import (
    Account,
    Sheet,
    compared_rows,
    left_out,
    likeness_said,
    line_rows,
    open_lines,
    sentence,
    sum_rows,
    work_rows,
    works_said,
    zero_lines,
)
from recommender.render.flow import Flow
from recommender.render.text import bullet, heading

LINES = Text("逐项", "Line by line")
SUMS = Text("合计（tCO2/年）", "Totals (tCO2 a year)")
OPEN_LINES = Text(
    "还没有数的项，填在 activity（活动数据）下", "Lines without a figure; state them under activity"
)
ZERO_TOO = Text(
    "没有的填 0，就不再算作未知", "State 0 for what the site does not have; it is then no longer unknown"
)
LEFT_OUT = Text("填了但不计的项", "Stated but not counted")
WORKS = Text("改造工程（一次性，tCO2）", "Building works (one-off, tCO2)")
BESIDE = Text("与报告研究的社区比", "Beside the communities the report studied")
COLUMNS = (
    Text("项目", "Line"),
    Text("量", "Amount"),
    Text("因子", "Factor"),
    Text("tCO2/年", "tCO2/yr"),
    Text("条款", "Clause"),
)
WORK_COLUMNS = (*COLUMNS[:3], Text("tCO2", "tCO2"), COLUMNS[4])


def write_account(
    account: Account,
    knowledge: Knowledge,
    console: Console,
    language: str = "zh",
    everything: bool = False,
) -> None:
    """Print the account on a console; `everything` leaves nothing out."""
    sheet = Sheet(account, knowledge, language, everything)
    console.print(Group(*_parts(sheet)), markup=False, highlight=False, emoji=False)


def _parts(sheet: Sheet) -> Iterator[RenderableType]:
    yield from _top(sheet)
    yield from _lines(sheet)
    yield from _sums(sheet)
    yield from _open(sheet)
    yield from _left_out(sheet)
    yield from _works(sheet)
    yield from _beside(sheet)
    for head, said in notes(sheet.balance, sheet.account.recomputed):
        yield heading(sheet.say(head))
        yield from (bullet(sheet.say(text)) for text in said)


def _top(sheet: Sheet) -> Iterator[RenderableType]:
    method, year = sheet.account.method, sheet.balance.year
    name = "碳收支" if sheet.language == "zh" else "Carbon account"
    yield Line_.assemble((f"{name}  ", "bold green"), (sheet.say(sheet.account.title), "bold"))
    when = "" if year is None else f"{year} 年，" if sheet.language == "zh" else f"{year}, "
    yield Flow(f"{when}{sheet.say(method.label)} {method.clause}", "dim")
    if method.formula:
        yield Flow(method.formula, "dim")
    yield Flow(sheet.say(sentence(sheet.balance, sheet.catalogue)))
    if sheet.account.others:
        ids = sheet.listed(one.id for one in sheet.account.others)
        yield Flow(sheet.say(Text(f"也可用 --method：{ids}", f"Also with --method: {ids}")), "dim")


def _lines(sheet: Sheet) -> Iterator[RenderableType]:
    rows, zero = line_rows(sheet), zero_lines(sheet)
    if rows or zero:
        yield heading(sheet.say(LINES))
    if rows:
        yield _table(sheet, COLUMNS, rows)
    if zero:
        yield Flow(sheet.say(zero), "dim")


def _table(sheet: Sheet, columns: Iterable[Text], rows: Iterable[list[str]]) -> RenderableType:
    table = Table(box=None, padding=(0, 2, 0, 1), header_style="dim", pad_edge=False)
    for index, column in enumerate(columns):
        table.add_column(sheet.say(column), justify="right" if index == 3 else "left")
    for row in rows:
        table.add_row(*(Flow(cell) if index < 3 else Line_(cell) for index, cell in enumerate(row)))
    return table


def _sums(sheet: Sheet) -> Iterator[RenderableType]:
    heads, *rows = sum_rows(sheet) or [[]]
    if not heads:
        return
    yield heading(sheet.say(SUMS))
    grid = Table(box=None, padding=(0, 2, 0, 1), header_style="dim", pad_edge=False)
    for index, head in enumerate(heads):
        grid.add_column(head, justify="right" if index else "left")
    for row in rows:
        grid.add_row(*row)
    yield grid


def _open(sheet: Sheet) -> Iterator[RenderableType]:
    lines = open_lines(sheet.balance)
    if not lines:
        return
    yield heading(sheet.say(OPEN_LINES))
    for line in lines:
        said = sheet.say(words.how_to_state(line, sheet.catalogue))
        mark = "；" if sheet.language == "zh" else "; "
        yield bullet(mark.join((said, *(sheet.say(note) for note in line.notes))))
    yield Flow(sheet.say(ZERO_TOO), "dim")


def _left_out(sheet: Sheet) -> Iterator[RenderableType]:
    said = left_out(sheet)
    if said:
        yield heading(sheet.say(LEFT_OUT))
        yield from (bullet(one) for one in said)


def _works(sheet: Sheet) -> Iterator[RenderableType]:
    if not sheet.balance.works:
        return
    yield heading(sheet.say(WORKS))
    yield _table(sheet, WORK_COLUMNS, work_rows(sheet))
    yield Flow(sheet.say(works_said(sheet)))


def _beside(sheet: Sheet) -> Iterator[RenderableType]:
    tables = compared_rows(sheet)
    if not tables:
        return
    yield heading(sheet.say(BESIDE))
    for heads, *rows in tables:
        table = Table(box=None, padding=(0, 2, 0, 1), header_style="dim", pad_edge=False)
        for index, head in enumerate(heads):
            table.add_column(head, justify="right" if index else "left")
        for row in rows:
            table.add_row(*row)
        yield table
    yield from (bullet(sheet.say(text)) for text in likeness_said(sheet))
