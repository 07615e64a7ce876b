"""What became of every list item and statement of a standard's clauses: the coverage table."""

from __future__ import annotations

from collections.abc import Iterator

from recommender.kb.records import Record, Records
from recommender.model.clause import ClauseRef, parse_reference, source_of
from recommender.model.problem import Problem, Severity

COLUMNS = ("source", "clause", "item", "kind", "became", "reason")

_TAKERS = ("Requirement", "Indicator", "Omission")


def coverage_rows(records: Records) -> Iterator[tuple[str, ...]]:
    """One row per list item or row and per recorded sentence of the sources accounted for, in clause order.

    `kind` is item, sentence or paragraph; `became` the ids of the records made of it; `reason` why it is
    no requirement. An item nothing was made of has an empty `became`.
    """
    sources = _accounted(records)
    taken = _taken(records, sources)
    for clause in records.of("Clause").values():
        source = source_of(clause.id)
        if source not in sources:
            continue
        items = [
            ClauseRef(source, clause.id.partition("/")[2], "item", index)
            for index in range(1, int(clause.string("items") or 0) + 1)
        ]
        others = sorted(
            (ref for ref in taken if ref.clause == clause.id and ref.part != "item"),
            key=lambda ref: (ref.part, ref.index),
        )
        for reference in (*others, *items):
            yield _row(reference, taken.get(reference, []))


def unaccounted(records: Records) -> tuple[Problem, ...]:
    """A warning for every list item that became nothing."""
    return tuple(
        Problem(
            records.of("Clause")[f"{row[0]}/{row[1]}"].place,
            "W-COVERAGE",
            f"条款 {row[0]}/{row[1]} 第 {row[2]} 项还没有对应的记录",
            f"item {row[2]} of clause {row[0]}/{row[1]} has no record yet",
            severity=Severity.WARNING,
        )
        for row in coverage_rows(records)
        if not row[4]
    )


def _accounted(records: Records) -> frozenset[str]:
    """The sources accounted for line by line: those with at least one omission recorded."""
    return frozenset(source_of(o.string("clause")) for o in records.of("Omission").values())


def _taken(records: Records, sources: frozenset[str]) -> dict[ClauseRef, list[Record]]:
    taken: dict[ClauseRef, list[Record]] = {}
    for class_name in _TAKERS:
        for record in records.of(class_name).values():
            reference = parse_reference(record.string("clause"))
            if reference is not None and reference.source in sources:
                taken.setdefault(reference, []).append(record)
    return taken


def _row(reference: ClauseRef, made: list[Record]) -> tuple[str, ...]:
    reasons = (record.text("reason").zh for record in made if record.type == "Omission")
    item = reference.item or (f"s{reference.index}" if reference.part == "sentence" else "")
    return (
        reference.source,
        reference.number,
        item,
        _kind(reference, made),
        ";".join(record.id for record in made),
        "；".join(reasons),
    )


def _kind(reference: ClauseRef, made: list[Record]) -> str:
    omitted = [record.string("kind") for record in made if record.type == "Omission"]
    if omitted and len(omitted) == len(made):
        return omitted[0]
    if any(record.type == "Indicator" for record in made):
        return "indicator"
    return "requirement" if made else reference.part
