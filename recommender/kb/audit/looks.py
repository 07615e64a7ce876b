"""One look of the audit: what is looked for, where, and how looking for a phrase ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from recommender.kb.audit.source_index import Index
from recommender.kb.audit.source_text import dense
from recommender.kb.records import Record, Records
from recommender.model.clause import ClauseRef, parse_reference
from recommender.model.text import Text


class Kind(Enum):
    """What is looked for."""

    MARK = "mark"
    RATING = "rating"
    TABLE = "table"
    COLUMN = "column"
    INDICATOR = "indicator"
    SCORING = "scoring"
    GRADE = "grade"
    FIGURE = "figure"
    WORD = "word"


TABLE_KINDS = frozenset({Kind.RATING, Kind.TABLE, Kind.COLUMN, Kind.INDICATOR, Kind.SCORING, Kind.GRADE})
"""What stands in tables; all of it must be found."""
KIND_NAMES: Mapping[Kind, Text] = {
    Kind.MARK: Text("核对短语", "marks"),
    Kind.RATING: Text("评级表各格", "rating cells"),
    Kind.TABLE: Text("表中数值", "table values"),
    Kind.COLUMN: Text("表中列位", "table columns"),
    Kind.INDICATOR: Text("指标名称和分值", "indicators"),
    Kind.SCORING: Text("计分数值", "scoring numbers"),
    Kind.GRADE: Text("等级界限", "grade bounds"),
    Kind.FIGURE: Text("正文数值", "figures in the text"),
    Kind.WORD: Text("情态词", "modal words"),
}


class Outcome(Enum):
    """How looking ended: found at the place, elsewhere in the document, or nowhere in it."""

    FOUND = "found"
    ELSEWHERE = "elsewhere"
    NOT_FOUND = "not_found"


@dataclass(frozen=True)
class Look:
    """One thing looked for at one place; `seen` is where it stands instead, `told` whether the place could
    be told from the rest of its clause."""

    record: Record
    slot: str
    kind: Kind
    reference: ClauseRef
    sought: str
    outcome: Outcome
    seen: str = ""
    told: bool = True


def look_for_phrase(
    record: Record,
    slot: str,
    kind: Kind,
    phrase: str,
    references: Iterable[ClauseRef],
    indexes: Mapping[str, Index],
) -> Look:
    """Look for a phrase at the first of the references that has it; white space does not matter."""
    wanted, given = dense(phrase), tuple(references)
    told = True
    for reference in given:
        place = indexes[reference.source].place(reference)
        if place is not None and wanted in dense(place.text):
            return Look(record, slot, kind, reference, phrase, Outcome.FOUND, told=place.told)
        if place is not None and wanted in dense(place.notes):
            return Look(record, slot, kind, reference, phrase, Outcome.FOUND, told=False)
        told = told and place is not None and place.told
    seen = next((spot for ref in given if (spot := indexes[ref.source].where(wanted, ref))), "")
    outcome = Outcome.ELSEWHERE if seen else Outcome.NOT_FOUND
    return Look(record, slot, kind, given[0], phrase, outcome, seen, told)


def references_of(records: Records, record: Record) -> tuple[ClauseRef, ...]:
    """The places a record cites; for a class that cites none, those of the record it must link to."""
    slots = records.schema.classes[record.type].slots
    cited = [slot for slot in slots.values() if slot.range == "clause_ref"]
    texts = [text for slot in cited for text in _texts(record, slot.name)]
    if not texts and "clause" in record.fields:  # made of other slots
        texts = [record.string("clause")]
    found = tuple(ref for text in texts if (ref := parse_reference(text)) is not None)
    return found or (() if cited else _through_link(records, record))


def _through_link(records: Records, record: Record) -> tuple[ClauseRef, ...]:
    for slot in records.schema.classes[record.type].slots.values():
        linked = records.of(slot.range).get(record.string(slot.name)) if slot.required else None
        if linked is not None and linked.type != record.type:
            return references_of(records, linked)
    return ()


def _texts(record: Record, slot: str) -> tuple[str, ...]:
    single = record.string(slot)
    return (single,) if single else record.strings(slot)
