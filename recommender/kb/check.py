"""Check the knowledge: strict loading, coverage, stale generated files, SHACL, opening as OWL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rdflib import Graph

from recommender.kb.coverage import unaccounted
from recommender.kb.gate import Gate, timed
from recommender.kb.generate import stale
from recommender.kb.graph import record_graph
from recommender.kb.load import load_records
from recommender.kb.proof.owl import classes_lost
from recommender.kb.records import Records
from recommender.kb.regions import load_regions
from recommender.kb.validate import validator
from recommender.model.knowledge import Region
from recommender.model.problem import BadInput, Place, Problem, by_place
from recommender.model.text import Text


@dataclass(frozen=True)
class Checked:
    """What was found; `records` None and `regions` empty where loading them failed."""

    problems: tuple[Problem, ...]
    records: Records | None = None
    regions: Mapping[str, Region] = field(default_factory=dict)


COVERAGE = Text("每处文字的去向", "account of every place")
GENERATED = Text("生成的文件", "generated files")
OPENS = Text("作为 OWL 打开", "opens as OWL")
SHACL = Text("SHACL 形状", "SHACL shapes")


def check(home: Path) -> Checked:
    """Check everything under `home`/kb and `home`/ontology; never raises for faults of the knowledge."""
    loaded = load(home)
    if loaded.records is None:
        return loaded
    gates = validate(home, loaded.records, record_graph(loaded.records))
    found = [problem for gate in gates for problem in gate.problems]
    return Checked(_in_order([*loaded.problems, *found]), loaded.records, loaded.regions)


def load(home: Path) -> Checked:
    """Records and place tables, with every problem of reading them."""
    problems: list[Problem] = []
    regions: Mapping[str, Region] = {}
    try:
        regions = load_regions(home)
    except BadInput as error:
        problems += error.problems
    try:
        return Checked(_in_order(problems), load_records(home), regions)
    except BadInput as error:
        return Checked(_in_order([*problems, *error.problems]), None, regions)


def validate(home: Path, records: Records, graph: Graph) -> tuple[Gate, ...]:
    """Coverage, generated files and, on the graph of the records, the closed-world check."""
    return (
        timed(COVERAGE, lambda: unaccounted(records)),
        timed(GENERATED, lambda: (_stale(name) for name in stale(home))),
        timed(OPENS, lambda: classes_lost(home)),
        timed(SHACL, lambda: validator(records.schema, home).check(records, graph)),
    )


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
