"""Whether the values recorded of one column of a table stand in one column there, row after row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from recommender.kb.audit.figures import figures_of
from recommender.kb.audit.looks import Kind, Look, Outcome, references_of
from recommender.kb.audit.source_index import Index
from recommender.kb.audit.source_text import is_table
from recommender.kb.records import Record, Records
from recommender.model.clause import ClauseRef

# A column is told when at least so many values, and this share of them, agree on its position.
_LEAST_VALUES = 4
_LEAST_SHARE = 0.75
_CELLS = re.compile(r"\t")
_WORDS = re.compile(r"\s+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_Position: TypeAlias = tuple[str, int]


@dataclass(frozen=True)
class _Cell:
    """A recorded value and the positions in its row, from the left and from the right, that print it."""

    record: Record
    reference: ClauseRef
    value: float
    positions: frozenset[_Position]


def look_at_columns(records: Records, indexes: Mapping[str, Index]) -> Iterator[Look]:
    """One look for every value whose column can be told from the other values of its column."""
    columns: dict[tuple[str, ...], list[_Cell]] = {}
    for record in records:
        cell = _cell(records, record, indexes)
        if cell is not None:
            columns.setdefault(_column(record, cell.reference), []).append(cell)
    for cells in columns.values():
        counts = Counter(position for cell in cells for position in cell.positions)
        if not counts or len(cells) < _LEAST_VALUES:
            continue
        most = max(counts.values())
        if most < _LEAST_SHARE * len(cells):
            continue
        told = {position for position, count in counts.items() if count == most}
        for cell in cells:
            outcome = Outcome.FOUND if cell.positions & told else Outcome.ELSEWHERE
            yield Look(cell.record, "value", Kind.COLUMN, cell.reference, str(cell.value), outcome)


def _cell(records: Records, record: Record, indexes: Mapping[str, Index]) -> _Cell | None:
    value = record.fields.get("value")
    if not isinstance(value, float):
        return None
    for reference in references_of(records, record):
        if reference.part != "item" or not is_table(reference.number) or reference.source not in indexes:
            continue
        place = indexes[reference.source].place(reference)
        positions = (
            frozenset(_positions(place.text, value)) if place is not None and place.told else frozenset()
        )
        if positions:
            return _Cell(record, reference, value, positions)
    return None


def _column(record: Record, reference: ClauseRef) -> tuple[str, ...]:
    """What the values of one column have in common: table, case, column, else the quantity and its unit."""
    column = record.string("column") or record.text("quantity").zh
    return (reference.clause, record.string("case"), column, record.string("unit"), record.string("year"))


def _positions(row: str, value: float) -> Iterator[_Position]:
    """The cells that print the value, counted from the left (0, 1 …) and from the right (-1, -2 …).

    Counted once among all cells and once among those without words: rows may have one or two cells of
    words before the first number, and empty cells.
    """
    cells = (_CELLS if "\t" in row else _WORDS).split(row.strip(" \n"))
    for among, chosen in (("all", cells), ("numbers", [cell for cell in cells if _is_number(cell)])):
        for number, cell in enumerate(chosen):
            if figures_of(cell).has(value, signed=True):
                yield among, number
                yield among, number - len(chosen)


def _is_number(cell: str) -> bool:
    return bool(cell.strip()) and _HAN.search(cell) is None
