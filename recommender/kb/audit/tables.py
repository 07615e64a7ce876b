"""The values of the audit: rating cells, numbers of tables and text, scores, grade bounds, modal words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from recommender.kb.audit.figures import Figures, figures_of
from recommender.kb.audit.looks import Kind, Look, Outcome, references_of
from recommender.kb.audit.source_index import Index, Place, find_name, rating_records
from recommender.kb.audit.source_text import dense, is_table
from recommender.kb.records import Record, Records
from recommender.model.clause import ClauseRef
from recommender.model.text import Text

_NUMBERS: Mapping[str, Kind] = {
    "value": Kind.FIGURE,
    "lower": Kind.FIGURE,
    "upper": Kind.FIGURE,
    "score": Kind.INDICATOR,
    "threshold": Kind.SCORING,
    "per": Kind.SCORING,
    "points": Kind.SCORING,
}
# The slots of a row of a rating table, with what the decoded row calls them.
_CELLS: Mapping[str, str] = {"label": "name"} | {
    name: name
    for name in (
        "group",
        "subgroup",
        "application",
        "popularisation",
        "potential",
        "economy",
        "star",
        "high_energy",
        "non_high_energy",
    )
}
# A weight stands behind its name: the slot of the weight, the slot of the name.
_WEIGHTS = (("level1_weight", "level1"), ("level2_score", "level2"))
# Behind a name its weight stands within so many characters.
_NEAR_NAME = 8
# Words that only contain the sign of a modal word.
_NOT_MODAL = re.compile(
    "应对|对应|响应|适应|相应|应用|供应|反应|感应|效应|应急|适宜|便宜|可再生|可持续|可能|可视化|认可|可达|可行"
)


@dataclass(frozen=True)
class _Reader:
    """The indexes with the numbers of places read so far."""

    indexes: Mapping[str, Index]
    read: dict[str, Figures] = field(default_factory=dict)

    def place(self, reference: ClauseRef) -> Place | None:
        index = self.indexes.get(reference.source)
        return None if index is None else index.place(reference)

    def figures(self, text: str) -> Figures:
        if text not in self.read:
            self.read[text] = figures_of(text)
        return self.read[text]


def look_for_values(records: Records, indexes: Mapping[str, Index]) -> Iterator[Look]:
    """One look for every value the records take from a table, an indicator's rule or the text."""
    reader = _Reader(indexes)
    yield from _rating_cells(records, indexes)
    for record in records:
        references = [ref for ref in references_of(records, record) if ref.source in indexes]
        if not references or record.string("basis") not in ("", "stated"):
            continue
        yield from _numbers(reader, records, record, references[0])
        yield from _weights(reader, records, record, references[0])
        if "level1" in records.schema.classes[record.type].slots:
            yield _row_name(reader, record, references[0])
        if record.string("word") and "word" in records.schema.classes[record.type].slots:
            yield _modal_word(reader, record, references[0])


def _rating_cells(records: Records, indexes: Mapping[str, Index]) -> Iterator[Look]:
    """Every cell of a rating table, name and headings included, against the table decoded by itself."""
    for record in rating_records(records):
        for reference in references_of(records, record):
            if reference.source not in indexes:
                continue
            row = indexes[reference.source].ratings.get((record.string("table"), int(record.string("row"))))
            for slot in records.schema.classes[record.type].slots:
                cell = _CELLS.get(slot)
                if cell is None:
                    continue
                recorded, printed = _cell(record, slot), "" if row is None else getattr(row, cell)
                outcome = Outcome.FOUND if row is not None and recorded == printed else Outcome.NOT_FOUND
                yield Look(record, slot, Kind.RATING, reference, recorded or "—", outcome, printed)


def _cell(record: Record, slot: str) -> str:
    value = record.fields.get(slot, "")
    return value.zh if isinstance(value, Text) else record.string(slot)


def _numbers(reader: _Reader, records: Records, record: Record, reference: ClauseRef) -> Iterator[Look]:
    """The numbers of a record, each at its place, in a table in its row."""
    place = reader.place(reference)
    for slot in records.schema.classes[record.type].slots.values():
        kind = _NUMBERS.get(slot.name)
        value = record.fields.get(slot.name)
        if kind is None or slot.range != "number" or not isinstance(value, int | float):
            continue
        kind = _kind(kind, records, record, reference)
        signed = kind is Kind.TABLE
        sought = _said(record, slot.name)
        if place is not None and reader.figures(place.text).has(value, signed=signed):
            row = _other_row(reader, record, reference, place) if signed else ""
            outcome = Outcome.ELSEWHERE if row else Outcome.FOUND
            yield Look(record, slot.name, kind, reference, sought, outcome, row, place.told)
            continue
        seen = _elsewhere(reader, reference, value, signed=signed)
        outcome = Outcome.ELSEWHERE if seen else Outcome.NOT_FOUND
        yield Look(
            record, slot.name, kind, reference, sought, outcome, seen, place is not None and place.told
        )


def _kind(kind: Kind, records: Records, record: Record, reference: ClauseRef) -> Kind:
    """Figures of tables are table values; bounds of a class that orders its records are those of grades."""
    if kind is not Kind.FIGURE:
        return kind
    if "order" in records.schema.classes[record.type].slots:
        return Kind.GRADE
    return Kind.TABLE if is_table(reference.number) else kind


def _said(record: Record, slot: str) -> str:
    unit = record.string("unit")
    return f"{record.string(slot)} {unit}".strip()


def _other_row(reader: _Reader, record: Record, reference: ClauseRef, place: Place) -> str:
    """The row that bears the name of what a value is of, when that is not the row cited."""
    name = dense(record.text("of").zh)
    if not name or not place.told or reference.part != "item" or name in dense(place.text):
        return ""
    rows = reader.indexes[reference.source].parts[reference.clause].items
    bearing = [number for number, row in enumerate(rows, 1) if name in dense(row)]
    return f"{reference.clause}#{bearing[0]}" if len(bearing) == 1 else ""


def _elsewhere(reader: _Reader, reference: ClauseRef, value: float, *, signed: bool) -> str:
    """Another part of the same clause, or the whole of it, that prints the number."""
    index = reader.indexes[reference.source]
    parts = index.parts.get(reference.clause)
    if parts is None:
        return ""
    for letter, texts in (("", parts.items), ("p", parts.paragraphs), ("s", parts.sentences)):
        for number, text in enumerate(texts, 1):
            if reader.figures(text).has(value, signed=signed):
                return f"{reference.clause}#{letter}{number}"
    whole = index.place(ClauseRef(reference.source, reference.number))
    found = whole is not None and reader.figures(whole.text).has(value, signed=signed)
    return reference.clause if found else ""


def _weights(reader: _Reader, records: Records, record: Record, reference: ClauseRef) -> Iterator[Look]:
    """The weights of the levels an indicator stands under, each behind the name of its level."""
    slots = records.schema.classes[record.type].slots
    for slot, name_slot in _WEIGHTS:
        value = record.fields.get(slot)
        if slot not in slots or not isinstance(value, int | float):
            continue
        name = record.string(name_slot)
        found = any(reader.figures(text).has(value) for text in _behind(reader, reference, dense(name)))
        outcome = Outcome.FOUND if found else Outcome.NOT_FOUND
        yield Look(record, slot, Kind.INDICATOR, reference, f"{name} {record.string(slot)}", outcome)


def _row_name(reader: _Reader, record: Record, reference: ClauseRef) -> Look:
    """The name of an indicator in its row. Rows are told by all names in order: a wrong one loses them."""
    name = record.text("label").zh
    place = reader.place(reference)
    in_row = place is not None and place.told and find_name(dense(place.text), dense(name)) is not None
    outcome = Outcome.FOUND if in_row else Outcome.NOT_FOUND
    return Look(record, "label", Kind.INDICATOR, reference, name, outcome, told=in_row)


def _behind(reader: _Reader, reference: ClauseRef, name: str) -> Iterator[str]:
    """What stands right behind each place where a name stands, from the heading of the table on."""
    located = reader.indexes[reference.source].located
    section = located.sections.get(reference.clause)
    at = located.text.dense.find(name, located.text.start(section.first)) if section and name else -1
    while at >= 0:
        end = min(at + len(name) + _NEAR_NAME, len(located.text.dense))
        yield located.text.spaced(at + len(name), end)
        at = located.text.dense.find(name, at + 1)


def _modal_word(reader: _Reader, record: Record, reference: ClauseRef) -> Look:
    """The modal word at the place cited or in the sentence that leads in its list."""
    word = record.string("word")
    place = reader.place(reference)
    texts = () if place is None else (place.text, *place.lead_ins)
    told = place is not None and place.told
    if any(stands_as_word(word, text) for text in texts):
        return Look(record, "word", Kind.WORD, reference, word, Outcome.FOUND, told=told)
    whole = reader.indexes[reference.source].located.dense_of(reference)
    near = whole is not None and stands_as_word(word, whole)
    outcome = Outcome.ELSEWHERE if near else Outcome.NOT_FOUND
    return Look(record, "word", Kind.WORD, reference, word, outcome, reference.clause if near else "", told)


def stands_as_word(word: str, text: str) -> bool:
    """Whether a modal word stands in a text, words that only contain its sign left out."""

    def other(found: re.Match[str]) -> str:
        return found[0] if found[0] in word else "　"

    return dense(word) in _NOT_MODAL.sub(other, dense(text))
