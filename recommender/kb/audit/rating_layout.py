"""Decodes rating tables (△, ○, ▼, ➕, ★, √) from the text of a report, symbol by symbol, without any record.

The text keeps one space after every table cell, so an empty cell shows as an extra space: three spaces
after the circle mean the first period, two the second, one the third. Lines must therefore never be
stripped before the circle and the triangle are placed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

_TRIANGLE, _TICK = "△", "√"
# Some tables print U+3007 for the circle, others U+25CB.
_RATED_LINE = re.compile(r"^(?P<before>[^○〇]*)[○〇](?P<gap> +)(?P<symbols>[▼➕★ ]*)$")
_SYMBOLS_ONLY = re.compile(r"^[▼➕★ ]+$")
# A row cut by the page end: the rest of its name and of its ▼ open the next page.
_CUT_ROW_REST = re.compile(r"^\s+(?P<name>\S+) (?P<symbols>[▼➕★ ]+)$")
_PERIOD = re.compile(r"20[0-9]{2}-20[0-9]{2}")
# The header ends with the years of the periods, one or two to a line.
_YEARS = re.compile(r".*20[0-9]{2}-?$")
_TABLE_END = "注："
# Lines of one cell are about equally wide; a line wider by this much opens the next cell.
_WIDER_CELL = 2


class TableError(ValueError):
    """The text does not have the shape of a rating table."""


@dataclass(frozen=True)
class Shape:
    """What must be known of a rating table beforehand: its number as printed (3-2), whether its rows stand
    under headings of two levels, and whether two columns of ticks stand before the periods."""

    table: str
    two_levels: bool = False
    ticked: bool = False


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

    @property
    def potential(self) -> str:
        """The number of ▼."""
        return str(self.symbols.count("▼"))

    @property
    def economy(self) -> str:
        """The number of ➕."""
        return str(self.symbols.count("➕"))

    @property
    def star(self) -> str:
        """The number of ★."""
        return str(self.symbols.count("★"))


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


@dataclass(frozen=True)
class _Table:
    """The periods in the header of a table and its raw, unstripped lines without headers."""

    periods: tuple[str, ...]
    lines: tuple[str, ...]


def decode_rows(text: str, shapes: Sequence[Shape]) -> list[Row]:
    """Every row of the tables of `text`, in the order asked for, with the headings it stands under.

    The ticks are "1" or "0", or "" in a table without them. Raises TableError when a table or a column
    cannot be recognised.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    return [row for shape in shapes for row in _table_rows(shape, _find_table(shape.table, lines))]


def _find_table(table: str, lines: Sequence[str]) -> _Table:
    caption = f"表{table}"
    start = next((n for n, line in enumerate(lines) if _is_caption(line, caption)), None)
    if start is None:
        raise TableError(f"table {table} not found")
    first = next((n for n in range(start + 1, len(lines)) if _YEARS.match(lines[n].strip())), len(lines))
    body = next((n for n in range(first, len(lines)) if not _YEARS.match(lines[n].strip())), len(lines))
    header = "".join("".join(lines[start + 1 : body]).split())
    kept: list[str] = []
    in_header = False
    for line in lines[body:]:
        word = "".join(line.split())
        if word == _TABLE_END:
            return _Table(tuple(_PERIOD.findall(header)), tuple(kept))
        if in_header:
            in_header = word != lines[body - 1].strip()
        elif line[0].isspace() and header.startswith(word):
            in_header = True  # a new page opens with a space and repeats the header
        else:
            kept.append(line)
    raise TableError(f"table {table} has no end")


def _is_caption(line: str, caption: str) -> bool:
    words = line.split()
    return "".join(words[:2]) == caption or "".join(words[:1]) == caption


def _table_rows(shape: Shape, table: _Table) -> list[Row]:
    heads = _Heads()
    rows = list(_read_rows(shape, table, heads))
    return [replace(row, group=heads.rejoined.get(row.group, row.group)) for row in rows]


def _read_rows(shape: Shape, table: _Table, heads: _Heads) -> Iterator[Row]:
    cells = _Cells()
    row: Row | None = None
    number = 0
    for line in table.lines:
        rated = _RATED_LINE.match(line)
        cut = _CUT_ROW_REST.match(line)
        if rated:
            if row is not None:
                yield row
            number += 1
            row = replace(_rated_row(shape, table.periods, rated, cells, heads), number=number)
            cells = _Cells()
        elif row is not None and _SYMBOLS_ONLY.match(line):
            row = replace(row, symbols=row.symbols + line)
        elif row is not None and cut:
            row = replace(row, name=row.name + cut["name"], symbols=row.symbols + cut["symbols"])
        else:
            cells.add(line)
    if row is not None:
        yield row


def _rated_row(
    shape: Shape, periods: Sequence[str], rated: re.Match[str], cells: _Cells, heads: _Heads
) -> Row:
    inline, columns = _split_name(rated["before"])
    texts = [*cells.texts, *inline]
    if not texts or cells.is_open:
        raise TableError(f"table {shape.table}: a row has no complete name: {rated[0].strip()}")
    *headings, name = texts
    _update_heads(heads, headings, cells.cut, two_levels=shape.two_levels)
    high, non_high = "", ""
    if shape.ticked:
        high, columns = _take_tick(columns)
        non_high, columns = _take_tick(columns)
    return Row(
        table=shape.table,
        number=0,
        name=name,
        group=heads.group,
        subgroup=heads.subgroup,
        application=_application(columns, periods),
        popularisation=_popularisation(rated["gap"], periods, f"table {shape.table}, {name}"),
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


def _application(columns: str, periods: Sequence[str]) -> str:
    """Period of the triangle: every empty cell before it is one space."""
    place = columns.find(_TRIANGLE)
    return "" if place < 0 else periods[place]


def _popularisation(gap: str, periods: Sequence[str], where: str) -> str:
    """Period of the circle, from the cells that are still empty after it."""
    if len(gap) > len(periods):
        raise TableError(f"{where}: {len(gap)} spaces after the circle")
    return periods[len(periods) - len(gap)]


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
