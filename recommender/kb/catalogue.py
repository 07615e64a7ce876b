"""Records as the frozen Catalogue the engine reads; needs no graph library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from enum import Enum
from pathlib import Path
from typing import Any, TypeAlias, TypeVar, get_origin, get_type_hints

from recommender.kb.files import content_digest
from recommender.kb.load import load_records
from recommender.kb.records import Record, Records
from recommender.kb.regions import load_regions
from recommender.model import accounting, knowledge, scoring
from recommender.model.catalogue import Catalogue
from recommender.model.knowledge import Region
from recommender.model.text import NO_TEXT, Text

R = TypeVar("R")
_Shape: TypeAlias = tuple[tuple[Field[Any], Any], ...]


def load_catalogue(home: Path) -> Catalogue:
    """Everything under `home`/kb as one Catalogue. Raises BadInput with every problem."""
    return catalogue_of(load_records(home), load_regions(home), content_digest(home))


def catalogue_of(
    records: Records, regions: Mapping[str, Region] | None = None, digest: str = ""
) -> Catalogue:
    """The Catalogue of loaded records; the model's field names are the schema's slot names."""
    return Catalogue(
        sources=_all(records, "Source", knowledge.Source),
        clauses=_all(records, "Clause", knowledge.Clause),
        schemes={key: record.text("label") for key, record in records.of("ConceptScheme").items()},
        concepts=_all(records, "Concept", knowledge.Concept),
        technologies=_all(records, "Technology", knowledge.Technology),
        assessments=_all(records, "Assessment", knowledge.Assessment),
        requirements=_all(records, "Requirement", knowledge.Requirement),
        omissions=_all(records, "Omission", knowledge.Omission),
        indicators=_all(records, "Indicator", knowledge.Indicator),
        relations=_all(records, "Relation", knowledge.Relation),
        packages=_all(records, "Package", knowledge.Package),
        facts=_all(records, "Fact", knowledge.Fact),
        contradictions=_all(records, "Contradiction", knowledge.Contradiction),
        stages=_all(records, "Stage", knowledge.Stage),
        stage_mappings=_all(records, "StageMapping", knowledge.StageMapping),
        domains=_all(records, "Domain", knowledge.Domain),
        discrepancies=_all(records, "Discrepancy", knowledge.Discrepancy),
        regions=dict(regions or {}),
        units=_all(records, "Unit", accounting.Unit),
        scorings=_all(records, "Scoring", scoring.Scoring),
        grades=_all(records, "Grade", scoring.Grade),
        features=_features(records),
        readings=_all(records, "Reading", scoring.Reading),
        factors=_all(records, "Factor", accounting.Factor),
        activities=_all(records, "Activity", accounting.Activity),
        methods=_all(records, "Method", accounting.Method),
        boundaries=_all(records, "BoundaryItem", accounting.Boundary),
        effects=_all(records, "QuantifiedEffect", accounting.Effect),
        savings=_all(records, "Saving", accounting.Saving),
        growths=_all(records, "Growth", accounting.Growth),
        cases=_all(records, "Case", accounting.Case),
        statistics={
            key: row for key, row in _all(records, "Statistic", accounting.Statistic).items() if row.case
        },
        digest=digest,
    )


def _features(records: Records) -> dict[str, scoring.Feature]:
    """The statements made of the clause of a grade."""
    described = {grade.fields.get("clause") for grade in records.of("Grade").values()}
    statements = _all(records, "Statement", scoring.Feature)
    return {key: one for key, one in statements.items() if one.clause in described}


def _all(records: Records, class_name: str, kind: type[R]) -> dict[str, R]:
    shape = _shape(kind)
    return {key: _build(kind, shape, record) for key, record in records.of(class_name).items()}


def _build(kind: type[R], shape: _Shape, record: Record) -> R:
    values: dict[str, Any] = {"id": record.id}
    for field, hint in shape:
        value = record.fields.get(field.name)
        if value is not None:
            values[field.name] = hint(value) if isinstance(hint, type) and issubclass(hint, Enum) else value
        elif field.default is MISSING and field.default_factory is MISSING:
            values[field.name] = _nothing(hint)
    return kind(**values)


def _shape(kind: Any) -> _Shape:
    """The fields of a model class but for the id, with their types."""
    hints = get_type_hints(kind)
    return tuple((field, hints[field.name]) for field in fields(kind) if field.name != "id")


def _nothing(hint: Any) -> object:
    """What an absent optional value is: no text, no items, None for numbers."""
    if hint is str:
        return ""
    if hint is Text:
        return NO_TEXT
    return () if get_origin(hint) is tuple else None
