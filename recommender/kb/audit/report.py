"""The report of an audit: a problem for everything not found, and the table of counts by source and kind."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from recommender.kb.audit import problems as words
from recommender.kb.audit.looks import KIND_NAMES, TABLE_KINDS, Kind
from recommender.kb.audit.run import Audit, Tally, tallies, tally
from recommender.kb.records import Records
from recommender.model.problem import Place, Problem, by_place
from recommender.model.text import Text

_COLUMNS = (
    Text("文献", "source"),
    Text("核对什么", "kind"),
    Text("查找", "looked"),
    Text("找到", "found"),
    Text("在别处", "elsewhere"),
    Text("没找到", "not found"),
    Text("比例", "per cent"),
)
_ALL = Text("合计", "all")
_MARKS, _TABLES = Text("核对短语", "marks"), Text("表中各项", "tables")


def problems(
    records: Records, audit: Audit, folder: str, unreadable: Sequence[str] = ()
) -> tuple[Problem, ...]:
    """Everything that is not as it should be: files not used, sources without text, then by file and line."""
    clauses = records.of("Clause")
    unused = [words.ignored(folder, unreadable, audit.strange)] if unreadable or audit.strange else []
    missing = (words.source_missing(source, Place(folder)) for source in audit.missing)
    found = [words.heading_lost(clause, clauses[clause].place) for clause in audit.lost]
    found += [words.finding(look) for look in audit.findings]
    return (*unused, *missing, *sorted(found, key=by_place))


def count_lines(audit: Audit, language: str) -> Iterator[str]:
    """The counts as lines of columns in one language, and how many places could not be told apart."""
    rows = [tuple(column.get(language) for column in _COLUMNS)]
    for (source, kind), counted in tallies(audit).items():
        rows.append(_row(source, KIND_NAMES[kind].get(language), counted))
    marks = tally(look for look in audit.looks if look.kind is Kind.MARK)
    tables = tally(look for look in audit.looks if look.kind in TABLE_KINDS)
    rows += [
        _row(_ALL.get(language), name.get(language), counted)
        for name, counted in ((_MARKS, marks), (_TABLES, tables))
    ]
    yield from _aligned(rows)
    vague = sum(not look.told for look in audit.looks)
    if vague and language == "zh":
        yield f"其中 {vague} 处分不清是第几段、第几句或第几项，只核对到条款"
    elif vague:
        yield f"{vague} of these could be looked for in their clause only, its parts not being told apart"


def _row(source: str, name: str, counted: Tally) -> tuple[str, ...]:
    numbers = (counted.looked, counted.found, counted.elsewhere, counted.not_found)
    return (source, name, *(str(number) for number in numbers), f"{counted.per_cent:.2f}%")


def _aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(_width(row[column]) for row in rows) for column in range(len(_COLUMNS))]
    for row in rows:
        cells = (
            cell + " " * (width - _width(cell)) if column < 2 else " " * (width - _width(cell)) + cell
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
