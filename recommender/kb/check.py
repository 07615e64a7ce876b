"""The verdict on the knowledge: strict loading, coverage, stale generated files, SHACL; and the graph."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph

from recommender.kb.coverage import unaccounted
from recommender.kb.generate import stale
from recommender.kb.graph import record_graph
from recommender.kb.load import load_records
from recommender.kb.owl import classes_lost
from recommender.kb.records import Records
from recommender.kb.regions import load_regions
from recommender.kb.validate import validator
from recommender.model.problem import BadInput, Place, Problem, by_place


@dataclass(frozen=True)
class Verdict:
    """What was found; `records` and `graph` are there unless loading itself failed."""

    problems: tuple[Problem, ...]
    records: Records | None = None
    graph: Graph | None = None


def check(home: Path) -> Verdict:
    """Check everything under `home`/kb and `home`/ontology; never raises for faults of the knowledge."""
    problems: list[Problem] = []
    try:
        load_regions(home)
    except BadInput as error:
        problems += error.problems
    try:
        records = load_records(home)
    except BadInput as error:
        return Verdict(tuple(sorted([*problems, *error.problems], key=by_place)))
    graph = record_graph(records)
    problems += unaccounted(records)
    problems += [_stale(name) for name in stale(home)]
    problems += classes_lost(home)
    problems += validator(records.schema, home).check(records, graph)
    return Verdict(tuple(sorted(problems, key=by_place)), records, graph)


def _stale(name: str) -> Problem:
    return Problem(
        Place(name),
        "E-STALE",
        "生成的文件与模式不一致",
        "the generated file does not match the schema",
        "请运行 make generate",
        "run make generate",
    )
