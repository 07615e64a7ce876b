"""What became of every list item, sentence and paragraph of the sources, and of every section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from recommender.kb.records import Record, Records
from recommender.model.clause import ClauseRef, parse_reference, source_of
from recommender.model.problem import Problem, Severity

COLUMNS = ("source", "clause", "item", "kind", "became", "reason")
SECTION_COLUMNS = ("source", "clause", "title", "found", "recorded", "left_out", "records", "reasons")

_PARTS = (("items", "item", ""), ("sentences", "sentence", "s"), ("paragraphs", "paragraph", "p"))
_LETTERS = {part: letter for _, part, letter in _PARTS}
_WORDS = {
    "item": ("第 {} 项", "item {}"),
    "sentence": ("第 {} 句", "sentence {}"),
    "paragraph": ("第 {} 段", "paragraph {}"),
}
_HEADING_ONLY = "只有标题，内容在下级条款"
_SAYS_NOTHING = ("Discrepancy",)
"""Classes whose records speak about a place without being made of it."""
_WHOLE = ("Definition",)
"""Classes whose records are made of a whole clause, which then counts as a place of its own."""
Taken: TypeAlias = dict[ClauseRef, list[Record]]


def coverage_rows(records: Records) -> Iterator[tuple[str, ...]]:
    """One row per list item, table row, sentence and paragraph of every source, in the order of the clauses.

    `item` is 4, s4 or p4, empty for a clause that is a place as a whole; `kind` the class of what it became
    or the kind of omission; `became` the ids of the records made of it; `reason` why it was left out. A
    place nothing was made of has an empty `became`.
    """
    taken = _taken(records)
    for section in _sections(records, taken):
        for reference, made in section.places:
            yield _row(reference, made)


def section_rows(records: Records) -> Iterator[tuple[str, ...]]:
    """One row per section: places found, recorded and left out, the records made by class, the reasons.

    A section that only heads others has no places of its own and counts those records that cite it whole; a
    clause that is one definition is a place itself.
    """
    for section in _sections(records, _taken(records)):
        clause = section.clause
        omitted = [made for _, made in section.places if _left_out(made)]
        recorded = [made for _, made in section.places if made and not _left_out(made)]
        classes = Counter(record.type for record in section.records if record.type != "Omission")
        reasons = [r.text("reason").zh for r in section.records if r.type == "Omission"]
        if section.heads and not section.places and not section.records:
            reasons = [_HEADING_ONLY]
        yield (
            source_of(clause.id),
            clause.id.partition("/")[2],
            clause.text("label").zh,
            str(len(section.places)),
            str(len(recorded)),
            str(len(omitted)),
            ";".join(f"{name} {count}" for name, count in sorted(classes.items())),
            "；".join(dict.fromkeys(reasons)),
        )


def document_rows(records: Records) -> Iterator[tuple[str, ...]]:
    """One row per source in the columns of the sections: how many sections, and the sums of their places."""
    sums: dict[str, list[int]] = {}
    for source, _, _, *places, _, _ in section_rows(records):
        sums[source] = [a + int(b) for a, b in zip(sums.get(source, [0] * 4), ("1", *places), strict=True)]
    for source, (sections, *totals) in sums.items():
        yield (source, "", f"合计 {sections} 节", *(str(total) for total in totals), "", "")


def unaccounted(records: Records) -> tuple[Problem, ...]:
    """A warning for every place that became nothing and for every section nothing is said of."""
    found: list[Problem] = []
    for section in _sections(records, _taken(records)):
        found += [_nothing(section.clause, reference) for reference, made in section.places if not made]
        if not section.records and not section.heads:
            found.append(_silent(section.clause))
    return tuple(found)


@dataclass(frozen=True)
class _Section:
    """A clause with its places, what each became, and every record that cites any part of it."""

    clause: Record
    places: tuple[tuple[ClauseRef, list[Record]], ...]
    records: tuple[Record, ...]
    heads: bool


def _sections(records: Records, taken: Taken) -> Iterator[_Section]:
    clauses = records.of("Clause")
    heads = {clause.rpartition(".")[0] for clause in clauses}
    by_clause: dict[str, list[ClauseRef]] = {}
    for reference in taken:
        by_clause.setdefault(reference.clause, []).append(reference)
    for clause in clauses.values():
        cited = by_clause.get(clause.id, [])
        defined = any(
            record.type in _WHOLE for reference in cited if not reference.part for record in taken[reference]
        )
        places = [(reference, taken.get(reference, [])) for reference in _places(clause, cited, defined)]
        made = dict.fromkeys(record.id for reference in cited for record in taken[reference])
        by_id = {record.id: record for reference in cited for record in taken[reference]}
        yield _Section(clause, tuple(places), tuple(by_id[key] for key in made), clause.id in heads)


def _places(clause: Record, cited: list[ClauseRef], defined: bool) -> Iterator[ClauseRef]:
    """The clause itself where it is one definition, the places it is said to have, then those cited beyond
    (sentences of a clause of items)."""
    source, _, number = clause.id.partition("/")
    counts = {part: int(clause.string(slot) or 0) for slot, part, _ in _PARTS}
    extra = {reference for reference in cited if reference.part and reference.index > counts[reference.part]}
    if defined and not any(counts.values()):
        yield ClauseRef(source, number)
    for part in ("sentence", "item", "paragraph"):
        own = [ClauseRef(source, number, part, index) for index in range(1, counts[part] + 1)]
        yield from own
        yield from sorted((ref for ref in extra if ref.part == part), key=lambda ref: ref.index)


def _taken(records: Records) -> Taken:
    taken: Taken = {}
    for record in records:
        if record.type in _SAYS_NOTHING:
            continue
        for text in _cited(records, record):
            reference = parse_reference(text)
            if reference is not None:
                taken.setdefault(reference, []).append(record)
    return taken


def _cited(records: Records, record: Record) -> Iterator[str]:
    """The clause references of a record: those written and the derived one of a table row."""
    slots = records.schema.classes[record.type].slots
    for name in dict.fromkeys((*record.fields, *records.schema.classes[record.type].derive)):
        slot = slots.get(name)
        if slot is None or slot.range == "clause_ref":
            yield from record.strings(name) or (record.string(name),)


def _row(reference: ClauseRef, made: list[Record]) -> tuple[str, ...]:
    reasons = (record.text("reason").zh for record in made if record.type == "Omission")
    return (
        reference.source,
        reference.number,
        f"{_LETTERS[reference.part]}{reference.index}" if reference.part else "",
        _kind(reference, made),
        ";".join(record.id for record in made),
        "；".join(reasons),
    )


def _kind(reference: ClauseRef, made: list[Record]) -> str:
    if not made:
        return reference.part
    if _left_out(made):
        return made[0].string("kind")
    whole = (record for record in made if not reference.part and record.type in _WHOLE)
    chosen = next(whole, None) or next(record for record in made if record.type != "Omission")
    return chosen.type.lower()


def _left_out(made: list[Record]) -> bool:
    return bool(made) and all(record.type == "Omission" for record in made)


def _nothing(clause: Record, reference: ClauseRef) -> Problem:
    zh, en = (words.format(reference.index) for words in _WORDS[reference.part])
    return Problem(
        clause.place,
        "W-COVERAGE",
        f"条款 {clause.id} {zh}还没有对应的记录",
        f"{en} of clause {clause.id} has no record yet",
        severity=Severity.WARNING,
    )


def _silent(clause: Record) -> Problem:
    return Problem(
        clause.place,
        "W-COVERAGE-SECTION",
        f"条款 {clause.id} 没有任何记录，也没有写明为何略去",
        f"nothing is recorded of clause {clause.id} and nothing says why",
        severity=Severity.WARNING,
    )
