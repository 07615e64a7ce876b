"""Decodes the six rating tables of `gdroute` from its text, symbol by symbol, without the knowledge base.

The text keeps one space after every table cell, so an empty cell shows as an extra space: three spaces
after the circle mean the first period, two the second, one the third. Lines must therefore never be
stripped before the circle and the triangle are placed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

PERIODS = ("2020-2025", "2025-2035", "2035-2050")
ROWS_PER_TABLE = {"2-2": 35, "3-2": 30, "4-5": 24, "5-2": 29, "6-2": 26, "7-2": 86}

_TWO_LEVEL_TABLES = frozenset({"3-2", "6-2", "7-2"})
_TICKED_TABLE = "4-5"
_TRIANGLE, _TICK = "△", "√"
# Tables 3-2 and 5-2 print U+3007, the others U+25CB.
_RATED_LINE = re.compile(r"^(?P<before>[^○〇]*)[○〇](?P<gap> +)(?P<symbols>[▼➕★ ]*)$")
_SYMBOLS_ONLY = re.compile(r"^[▼➕★ ]+$")
# A row cut by the page end: the rest of its name and of its ▼ open the next page.
_CUT_ROW_REST = re.compile(r"^\s+(?P<name>\S+) (?P<symbols>[▼➕★ ]+)$")
_HEADER_WORDS = frozenset({"技术", "技术类", "技术类别 技术名称"})
_HEADER_END, _TABLE_END = "2050", "注："
# Lines of one cell are about equally wide; a line wider by this much opens the next cell.
_WIDER_CELL = 2


class TableError(ValueError):
    """The text does not have the shape of the six tables."""


@dataclass(frozen=True)
class Row:
    """One rated technology as printed; `symbols` holds its ▼, ➕ and ★ in order of appearance."""

    table: str
    number: int
    name: str
    group: str
    subgroup: str
    application: str
    popularisation: str
    high_energy: str
    non_high_energy: str
    symbols: str


@dataclass
class _Heads:
    """First and second level heading in force, and the heading a page end cut, with its whole text."""

    group: str = ""
    subgroup: str = ""
    cut_group: str = ""
    rejoined: dict[str, str] = field(default_factory=dict)


@dataclass
class _Cells:
    """Text cells met since the last rated line; a cell is closed by the space at its end."""

    texts: list[str] = field(default_factory=list)
    first_width: float = 0.0
    is_open: bool = False
    cut: str = ""

    def add(self, line: str) -> None:
        """Take one raw text line, joining it to the open cell or starting a new one."""
        text = line.strip()
        if self.is_open and _width(text) < self.first_width + _WIDER_CELL:
            self.texts[-1] += text
        else:
            if self.is_open:
                self.cut = self.texts[-1]
            self.texts.append(text)
            self.first_width = _width(text)
        self.is_open = not line.endswith(" ")


def decode(text: str) -> list[dict[str, str]]:
    """Every row of the six tables of `text`, in source order.

    Keys: table, row, name, application, popularisation, potential, economy, star (counts as digits),
    high_energy, non_high_energy ("1", "0", or "" outside table 4-5). Raises TableError when a table or
    a column cannot be recognised.
    """
    return [
        {
            "table": row.table,
            "row": str(row.number),
            "name": row.name,
            "application": row.application,
            "popularisation": row.popularisation,
            "potential": str(row.symbols.count("▼")),
            "economy": str(row.symbols.count("➕")),
            "star": str(row.symbols.count("★")),
            "high_energy": row.high_energy,
            "non_high_energy": row.non_high_energy,
        }
        for row in decode_rows(text)
    ]


def decode_groups(text: str) -> list[dict[str, str]]:
    """The headings every row stands under: keys table, row, group, subgroup ("" in one-level tables)."""
    return [
        {"table": row.table, "row": str(row.number), "group": row.group, "subgroup": row.subgroup}
        for row in decode_rows(text)
    ]


def decode_rows(text: str) -> list[Row]:
    """Rows of all six tables with their headings; raises TableError as `decode` does."""
    lines = text.split("\n")
    return [row for table in ROWS_PER_TABLE for row in _table_rows(table, _table_lines(table, lines))]


def _table_lines(table: str, lines: Sequence[str]) -> list[str]:
    """Raw, unstripped, non-blank lines of one table without its headers."""
    start = next((n for n, line in enumerate(lines) if line.strip().startswith(f"表 {table} ")), None)
    if start is None:
        raise TableError(f"table {table} not found")
    kept: list[str] = []
    in_header = True
    for line in lines[start + 1 :]:
        word = line.strip()
        if word == _TABLE_END:
            return kept
        if in_header:
            in_header = word != _HEADER_END
        elif line[:1].isspace() and word in _HEADER_WORDS:
            in_header = True  # a new page opens with a space and repeats the header
        elif word:
            kept.append(line)
    raise TableError(f"table {table} has no end")


def _table_rows(table: str, lines: Sequence[str]) -> list[Row]:
    heads = _Heads()
    rows = list(_read_rows(table, lines, heads))
    return [replace(row, group=heads.rejoined.get(row.group, row.group)) for row in rows]


def _read_rows(table: str, lines: Sequence[str], heads: _Heads) -> Iterator[Row]:
    cells = _Cells()
    row: Row | None = None
    number = 0
    for line in lines:
        rated = _RATED_LINE.match(line)
        cut = _CUT_ROW_REST.match(line)
        if rated:
            if row is not None:
                yield row
            number += 1
            row = _rated_row(table, number, rated, cells, heads)
            cells = _Cells()
        elif row is not None and _SYMBOLS_ONLY.match(line):
            row = replace(row, symbols=row.symbols + line)
        elif row is not None and cut:
            row = replace(row, name=row.name + cut["name"], symbols=row.symbols + cut["symbols"])
        else:
            cells.add(line)
    if row is not None:
        yield row


def _rated_row(table: str, number: int, rated: re.Match[str], cells: _Cells, heads: _Heads) -> Row:
    inline, columns = _split_name(rated["before"])
    texts = [*cells.texts, *inline]
    if not texts or cells.is_open:
        raise TableError(f"table {table} row {number} has no complete name")
    *headings, name = texts
    _update_heads(heads, headings, cells.cut, two_levels=table in _TWO_LEVEL_TABLES)
    high, non_high = "", ""
    if table == _TICKED_TABLE:
        high, columns = _take_tick(columns)
        non_high, columns = _take_tick(columns)
    return Row(
        table=table,
        number=number,
        name=name,
        group=heads.group,
        subgroup=heads.subgroup,
        application=_application(columns),
        popularisation=_popularisation(rated["gap"], f"table {table} row {number}"),
        high_energy=high,
        non_high_energy=non_high,
        symbols=rated["symbols"],
    )


def _split_name(before: str) -> tuple[list[str], str]:
    """Text cells that stand on the rated line itself, and the columns that follow them."""
    match = re.match(r"^(?P<text>\S*[^\s√△](?: \S*[^\s√△])*) (?P<columns>.*)$", before)
    if match is None:
        return [], before
    # A space next to a Latin letter belongs to the name ("LED 节能照明灯具"), any other parts two cells.
    return re.split(r"(?<![A-Za-z]) (?![A-Za-z])", match["text"]), match["columns"]


def _take_tick(columns: str) -> tuple[str, str]:
    """Read one tick column: "1" or "0", and what is left of the line."""
    if columns.startswith(_TICK):
        return "1", columns[2:]
    return "0", columns[1:]


def _application(columns: str) -> str:
    """Period of the triangle: every empty cell before it is one space."""
    place = columns.find(_TRIANGLE)
    return "" if place < 0 else PERIODS[place]


def _popularisation(gap: str, where: str) -> str:
    """Period of the circle, from the cells that are still empty after it."""
    if len(gap) > len(PERIODS):
        raise TableError(f"{where}: {len(gap)} spaces after the circle")
    return PERIODS[len(PERIODS) - len(gap)]


def _update_heads(heads: _Heads, headings: list[str], cut: str, *, two_levels: bool) -> None:
    """Put the headings met before a row in force, rejoining one that a page end had cut in two."""
    if not headings:
        return
    if two_levels:
        if len(headings) > 1:
            heads.group = headings[-2]
        heads.subgroup = headings[-1]
        return
    heads.group = heads.cut_group + headings[-1]
    if heads.cut_group:
        heads.rejoined[heads.cut_group] = heads.group
    heads.cut_group = cut


def _width(text: str) -> float:
    """Printed width in full-width characters."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)
