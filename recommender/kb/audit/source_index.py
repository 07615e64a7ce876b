"""What stands at a reference: the text of a place in a source document, and where a phrase stands instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from recommender.kb.audit.rating_layout import Row, Shape, TableError, decode_rows
from recommender.kb.audit.source_parts import Parts, parts_of
from recommender.kb.audit.source_text import Located, SourceText, dense, match_sources
from recommender.kb.records import Record, Records
from recommender.model.clause import ClauseRef, parse_reference, source_of

# A row of a table told by its label is no longer than this, in characters without white space.
_LONGEST_ROW = 700
# Behind the last label of a table so much belongs to its row.
_LAST_ROW = 120
# Of a name cut in two by the end of a page at least this share stands in one piece.
_LEAST_NAME = 0.6


@dataclass(frozen=True)
class Place:
    """The text a reference names; `told` is False where only the whole clause could be told. `lead_ins` are
    the paragraphs of the clause that lead in a list, `notes` its footnotes."""

    text: str
    told: bool
    lead_ins: tuple[str, ...] = ()
    notes: str = ""


@dataclass(frozen=True)
class Index:
    """A source document cut into its clauses and their parts; `ratings` are its rating tables decoded."""

    located: Located
    parts: Mapping[str, Parts]
    ratings: Mapping[tuple[str, int], Row]

    def place(self, reference: ClauseRef) -> Place | None:
        """What stands at a reference; None when its clause is not found in the text."""
        section = self.located.sections.get(reference.clause)
        if section is None:
            return None
        parts = self.parts[reference.clause]
        text = parts.get(reference.part, reference.index)
        if text is not None:
            return Place(text, True, parts.lead_ins, parts.notes)
        whole = "\n".join(self.located.text.lines[section.first : section.whole_end])
        return Place(whole, not reference.part)

    def where(self, phrase: str, reference: ClauseRef) -> str:
        """Another place where a phrase (without white space) stands: in the same clause, else in any."""
        near = self.parts.get(reference.clause)
        if near is not None:
            for part in self._parts_with(phrase, reference.clause, near):
                return part
        whole = self.located.dense_of(reference)
        if whole is not None and phrase in whole:
            return reference.clause
        offset = self.located.text.dense.find(phrase)
        return self._clause_at(self.located.text.line_at(offset)) if offset >= 0 else ""

    def _parts_with(self, phrase: str, clause: str, parts: Parts) -> Iterator[str]:
        for letter, texts in (("", parts.items), ("p", parts.paragraphs), ("s", parts.sentences)):
            for number, text in enumerate(texts, 1):
                if phrase in dense(text):
                    yield f"{clause}#{letter}{number}"

    def _clause_at(self, line: int) -> str:
        """The narrowest clause a line belongs to; the source itself before the first clause."""
        holding = [
            (section.end - section.first, clause)
            for clause, section in self.located.sections.items()
            if section.first <= line < section.end
        ]
        return min(holding, default=(0, self.located.source))[1]


def build_indexes(records: Records, texts: Sequence[SourceText], raw: Mapping[str, str]) -> dict[str, Index]:
    """An index for every source one of the texts is found to be; `raw` are the texts as read, by name."""
    clauses: dict[str, list[Record]] = {source: [] for source in records.of("Source")}
    for clause in records.of("Clause").values():
        clauses.setdefault(source_of(clause.id), []).append(clause)
    return {
        located.source: _index(records, located, raw[located.text.name])
        for located in match_sources(texts, clauses)
    }


def _index(records: Records, located: Located, raw: str) -> Index:
    clauses = records.of("Clause")
    parts = parts_of(located, clauses)
    ratings = _ratings(records, located.source, raw)
    for (table, _), _row in ratings.items():
        clause = f"{located.source}/t{table}"
        rows = tuple(_row_text(row) for (of, _), row in ratings.items() if of == table)
        if clause in parts:
            parts[clause] = replace(parts[clause], items=rows)
    for clause, labels in _labels_of_rows(records, located.source):
        if clause in parts and not parts[clause].items:
            rows = rows_by_labels(located, clause, labels)
            parts[clause] = replace(parts[clause], items=rows, sentences=())
    return Index(located, parts, ratings)


def _row_text(row: Row) -> str:
    return "\n".join((row.group, row.subgroup, row.name))


def _ratings(records: Records, source: str, raw: str) -> dict[tuple[str, int], Row]:
    """The rating tables of a source; a table that cannot be decoded gives no rows."""
    found: dict[tuple[str, int], Row] = {}
    for shape in rating_shapes(records, source):
        try:
            rows = decode_rows(raw, [shape])
        except TableError:
            continue
        found |= {(row.table, row.number): row for row in rows}
    return found


def rating_shapes(records: Records, source: str) -> tuple[Shape, ...]:
    """The rating tables that are recorded of a source, with what the layout does not show by itself."""
    tables: dict[str, list[Record]] = {}
    for record in rating_records(records):
        if source_of(record.string("clause")) == source:
            tables.setdefault(record.string("table"), []).append(record)
    return tuple(
        Shape(
            table,
            any("subgroup" in record.fields for record in rows),
            any("high_energy" in record.fields for record in rows),
        )
        for table, rows in tables.items()
    )


def rating_records(records: Records) -> Iterator[Record]:
    """The records that are a row of a rating table: those of a class with a table and a row."""
    for name, by_id in records.by_class.items():
        if {"table", "row"} <= records.schema.classes[name].slots.keys():
            yield from by_id.values()


def _labels_of_rows(records: Records, source: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Clauses of whose every item one record of a class gives the label, with the labels in order."""
    for name, by_id in records.by_class.items():
        slots = records.schema.classes[name].slots
        if "label" not in slots or "clause" not in slots:
            continue
        rows: dict[str, dict[int, str]] = {}
        for record in by_id.values():
            reference = parse_reference(record.string("clause"))
            if reference is not None and reference.source == source and reference.part == "item":
                rows.setdefault(reference.clause, {})[reference.index] = record.text("label").zh
        for clause, labels in rows.items():
            wanted = int(records.of("Clause")[clause].string("items") or 0)
            if set(labels) == set(range(1, wanted + 1)):
                yield clause, tuple(labels[number] for number in sorted(labels))


def rows_by_labels(located: Located, clause: str, labels: Iterable[str]) -> tuple[str, ...]:
    """The rows of a table, each from its label to the next; empty when a label is not found in its turn.

    A table may run on beyond the heading that follows it, where a page was set out of order.
    """
    text, section = located.text, located.sections[clause]
    at = text.start(section.body)
    anchors: list[int] = []
    for label in labels:
        found = find_name(text.dense[at : at + _LONGEST_ROW], dense(label))
        if found is None:
            return ()
        anchors.append(at + found[0])
        at += found[0] + found[1]
    headings = sorted(text.start(other.first) for other in located.sections.values())
    end = min(next((h for h in headings if h > at), len(text.dense)), at + _LAST_ROW)
    return tuple(text.spaced(start, after) for start, after in zip(anchors, [*anchors[1:], end], strict=True))


def find_name(text: str, name: str) -> tuple[int, int] | None:
    """Where a name stands, and how much of it, when the end of a page may have cut it."""
    for length in range(len(name), max(1, int(len(name) * _LEAST_NAME)) - 1, -1):
        at = text.find(name[:length])
        if at >= 0:
            return at, length
    return None
