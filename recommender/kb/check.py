"""Check the knowledge: strict loading, coverage, stale generated files, SHACL, opening as OWL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from recommender.kb.coverage import unaccounted
from recommender.kb.generate import stale
from recommender.kb.graph import record_graph
from recommender.kb.load import load_records
from recommender.kb.owl import classes_lost
from recommender.kb.records import Records
from recommender.kb.regions import load_regions
from recommender.kb.validate import validator
from recommender.model.knowledge import Region
from recommender.model.problem import BadInput, Place, Problem, by_place


@dataclass(frozen=True)
class Checked:
    """What was found; `records` None and `regions` empty where loading them failed."""

    problems: tuple[Problem, ...]
    records: Records | None = None
    regions: Mapping[str, Region] = field(default_factory=dict)


def check(home: Path) -> Checked:
    """Check everything under `home`/kb and `home`/ontology; never raises for faults of the knowledge."""
    problems: list[Problem] = []
    regions: Mapping[str, Region] = {}
    try:
        regions = load_regions(home)
    except BadInput as error:
        problems += error.problems
    try:
        records = load_records(home)
    except BadInput as error:
        return Checked(_in_order([*problems, *error.problems]), None, regions)
    problems += unaccounted(records)
    problems += [_stale(name) for name in stale(home)]
    problems += classes_lost(home)
    problems += validator(records.schema, home).check(records, record_graph(records))
    return Checked(_in_order(problems), records, regions)


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=by_place))


def _stale(name: str) -> Problem:
    return Problem(
        Place(name),
        "E-STALE",
        "生成的文件与 ontology/schema.yaml 不一致",
        "the generated file does not match ontology/schema.yaml",
        "请运行 tanlu kb build",
        "run tanlu kb build",
    )
