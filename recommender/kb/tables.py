"""Tables of the knowledge base as `tanlu kb table NAME` prints them: fixed columns, source order."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from recommender.kb.coverage import COLUMNS as COVERAGE_COLUMNS
from recommender.kb.coverage import SECTION_COLUMNS, coverage_rows, document_rows, section_rows
from recommender.kb.records import Record, Records
from recommender.model.clause import parse_reference, source_of
from recommender.model.problem import BadInput, Place, Problem
from recommender.model.rule import Rulebook
from recommender.store.names import meant, nearest

_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?")
Row = tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Column names and rows of text; several values in one cell are joined by `;`."""

    name: str
    columns: Row
    rows: tuple[Row, ...]

    def to_csv(self) -> str:
        """CSV with \\n line ends; text a spreadsheet would take for a formula is made harmless."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows([harmless(cell) for cell in row] for row in self.rows)
        return out.getvalue()

    def to_json(self) -> str:
        """A list of objects, one per row, with text values."""
        rows = [dict(zip(self.columns, row, strict=True)) for row in self.rows]
        return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def harmless(cell: str) -> str:
    """The cell with an apostrophe before it when a spreadsheet would run it as a formula."""
    dangerous = cell.startswith(("=", "+", "-", "@", "\t", "\r")) and not _NUMBER.fullmatch(cell)
    return f"'{cell}" if dangerous else cell


def table(name: str, records: Records, rulebook: Rulebook | None = None, totals: bool = False) -> Table:
    """The table of that name, which may have no rows. Raises BadInput when there is none of that name.

    `totals` adds a row per document to the table of sections.
    """
    if name == "coverage":
        rows = tuple(coverage_rows(records))
        return Table(name, COVERAGE_COLUMNS, rows)
    if name == "sections":
        summed = tuple(document_rows(records)) if totals else ()
        return Table(name, SECTION_COLUMNS, (*section_rows(records), *summed))
    if name == "rules":
        return Table(name, _RULE_COLUMNS, tuple(_rules(rulebook)))
    if name in _TABLES:
        class_name, columns = _TABLES[name]
        rows = tuple(
            tuple(cell(records, record) for cell in columns.values())
            for record in records.of(class_name).values()
        )
        return Table(name, tuple(columns), rows)
    if name in _BY_SCHEMA:
        return _by_schema(name, _BY_SCHEMA[name], records)
    listed = f"可写：{'、'.join(TABLE_NAMES)}", f"one of: {', '.join(TABLE_NAMES)}"
    near = nearest(name, TABLE_NAMES)
    raise BadInput(
        (
            Problem(
                Place("kb table"),
                "E-TABLE-UNKNOWN",
                f"没有名为“{name}”的表",
                f"there is no table '{name}'",
                *(meant(near) if near else listed),
            ),
        )
    )


def _by_schema(name: str, class_name: str, records: Records) -> Table:
    """A table of a class whose columns are its slots, texts in both languages."""
    record_class = records.schema.classes[class_name]
    columns: dict[str, Cell] = {"id": _id}
    for slot in record_class.slots.values():
        if slot.range == "langstring":
            columns |= {f"{slot.name}_zh": _zh(slot.name), f"{slot.name}_en": _en(slot.name)}
        else:
            columns[slot.name] = _many(slot.name) if slot.multivalued else _one(slot.name)
    rows = (
        tuple(cell(records, record) for cell in columns.values())
        for record in records.of(class_name).values()
    )
    return Table(name, tuple(columns), tuple(rows))


Cell = Callable[[Records, Record], str]


def _id(_: Records, record: Record) -> str:
    return record.id


def _one(slot: str) -> Cell:
    return lambda _, record: record.string(slot)


def _plain(*slots: str) -> dict[str, Cell]:
    """Columns named as their slots, one value each."""
    return {slot: _one(slot) for slot in slots}


def _many(slot: str) -> Cell:
    return lambda _, record: ";".join(record.strings(slot))


def _zh(slot: str) -> Cell:
    return lambda _, record: record.text(slot).zh


def _en(slot: str) -> Cell:
    return lambda _, record: record.text(slot).en


def _source(_: Records, record: Record) -> str:
    return source_of(record.string("clause"))


def _clause(_: Records, record: Record) -> str:
    reference = parse_reference(record.string("clause"))
    return reference.number if reference else ""


def _item(_: Records, record: Record) -> str:
    reference = parse_reference(record.string("clause"))
    return reference.item if reference else ""


def _modality(records: Records, record: Record) -> str:
    """The word of the modality (应, 宜, 可, 须), empty when the clause has none."""
    concept = records.of("Concept").get(record.string("modality"))
    return concept.text("label").zh if concept is not None and "word" in record.fields else ""


def _tables_of(records: Records, record: Record) -> str:
    rows = (row for row in records.of("Assessment").values() if row.string("technology") == record.id)
    return ";".join(dict.fromkeys(row.string("table") for row in rows))


_LABELS: dict[str, Cell] = {"name_zh": _zh("label"), "name_en": _en("label")}

_TABLES: dict[str, tuple[str, dict[str, Cell]]] = {
    "assessments": (
        "Assessment",
        {
            "source": _source,
            **_plain("table", "row", "group", "subgroup"),
            "name": _zh("label"),
            **_plain(
                "technology",
                "application",
                "popularisation",
                "potential",
                "economy",
                "star",
                "high_energy",
                "non_high_energy",
            ),
        },
    ),
    "requirements": (
        "Requirement",
        {
            "id": _id,
            "source": _source,
            "clause": _clause,
            "item": _item,
            "modality": _modality,
            **_plain("polarity", "field", "addressee"),
            "condition": _zh("condition"),
            "text_zh": _zh("text"),
            "text_en": _en("text"),
            "technologies": _many("technologies"),
            "indicators": _many("indicators"),
            "note": _zh("note"),
        },
    ),
    "indicators": (
        "Indicator",
        {
            "id": _id,
            "source": _source,
            **_plain("level1", "level1_weight", "level2", "level2_score"),
            "name": _zh("label"),
            **_plain("attribute", "score"),
            "rule": _zh("method"),
        },
    ),
    "technologies": (
        "Technology",
        {
            "id": _id,
            **_LABELS,
            **_plain("field", "kind"),
            "domains": _many("domains"),
            "tables": _tables_of,
            "lists": _many("lists"),
            "alt": _many("alt"),
            "clauses": _many("clauses"),
            "basis": _one("basis"),
            "note": _zh("note"),
        },
    ),
    "relations": (
        "Relation",
        {
            "id": _id,
            **_plain("type", "subject", "object", "source", "basis", "exclusive"),
            "note": _zh("note"),
        },
    ),
    "packages": (
        "Package",
        {
            "id": _id,
            **_LABELS,
            **_plain("source", "basis"),
            "technologies": _many("technologies"),
            "because_zh": _zh("because"),
            "because_en": _en("because"),
            "note": _zh("note"),
        },
    ),
    "facts": (
        "Fact",
        {
            "id": _id,
            **_plain("type", "group"),
            **_LABELS,
            **_plain("scheme", "unit", "minimum", "maximum", "usual_minimum", "usual_maximum", "changeable"),
            "domains": _many("domains"),
            "priority": _one("priority"),
            "question_zh": _zh("question"),
            "question_en": _en("question"),
            "clauses": _many("clauses"),
        },
    ),
    "terms": (
        "Concept",
        {
            "scheme": _one("scheme"),
            "id": _id,
            **_LABELS,
            "alt": _many("alt"),
            "broader": _one("broader"),
            "clauses": _many("clauses"),
            "note": _zh("note"),
        },
    ),
    "discrepancies": (
        "Discrepancy",
        {
            "id": _id,
            "source": _source,
            "clause": _clause,
            "item": _item,
            "concerns": _many("concerns"),
            "one_side": _many("one_side"),
            "other_side": _many("other_side"),
            "name_zh": _zh("label"),
            "says_zh": _zh("says"),
            "found_zh": _zh("found"),
            "treatment_zh": _zh("treatment"),
            "name_en": _en("label"),
            "says_en": _en("says"),
            "found_en": _en("found"),
            "treatment_en": _en("treatment"),
        },
    ),
}

_BY_SCHEMA = {
    "cases": "Case",
    "effects": "QuantifiedEffect",
    "factors": "Factor",
    "activities": "Activity",
    "methods": "Method",
    "readings": "Reading",
    "savings": "Saving",
    "growths": "Growth",
    "statements": "Statement",
    "definitions": "Definition",
    "boundaries": "BoundaryItem",
    "statistics": "Statistic",
    "scoring": "Scoring",
    "grades": "Grade",
    "correspondences": "Correspondence",
    "units": "Unit",
    "omissions": "Omission",
    "clauses": "Clause",
    "retired": "Retired",
}
"""Tables whose columns are the slots of the class."""

_RULE_COLUMNS = (
    "id",
    "title_zh",
    "title_en",
    "source",
    "basis",
    "authority",
    "modality",
    "status",
    "because_zh",
    "because_en",
)

TABLE_NAMES = (*_TABLES, *_BY_SCHEMA, "rules", "coverage", "sections")


def _rules(rulebook: Rulebook | None) -> Iterator[Row]:
    for rule in rulebook.rules.values() if rulebook is not None else ():
        yield (
            rule.id,
            rule.title.zh,
            rule.title.en,
            ";".join(rule.sources),
            rule.basis.value,
            rule.authority.value,
            rule.modality,
            rule.status.value,
            rule.because.zh,
            rule.because.en,
        )
