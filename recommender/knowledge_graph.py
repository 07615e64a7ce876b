"""The whole knowledge graph: records, rules, what the rules do, and the vocabulary all of it is told in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from recommender.api import build_knowledge, read_site
from recommender.evaluate.applicability import applicability
from recommender.evaluate.facts import derive
from recommender.evaluate.scope import Knowledge
from recommender.kb.graph import record_graph
from recommender.kb.labels import add_labels
from recommender.kb.link_graph import add_requirement_links, add_retired
from recommender.kb.load import load_records
from recommender.kb.records import Records
from recommender.kb.rule_graph import add_applicability, add_rules
from recommender.kb.vocabulary import add_vocabulary
from recommender.model.clause import source_of
from recommender.model.truth import Truth

if TYPE_CHECKING:
    from rdflib import Graph


@dataclass(frozen=True)
class KnowledgeGraph:
    """The records and the graph made of them and of the rulebook."""

    records: Records
    graph: Graph


def knowledge_graph(
    home: Path, knowledge: Knowledge | None = None, records: Records | None = None
) -> KnowledgeGraph:
    """Everything under `home` as one graph; what is loaded already may be given.

    Raises BadInput with every problem of records or rules.
    """
    records = records or load_records(home)
    knowledge = knowledge or build_knowledge(home)
    graph = record_graph(records)
    complete(graph, records, knowledge, home)
    return KnowledgeGraph(records, graph)


def complete(graph: Graph, records: Records, knowledge: Knowledge, home: Path) -> None:
    """Add to the graph of the records what follows from records and rules, and its vocabulary.

    Raises BadInput.
    """
    add_requirement_links(graph, records)
    add_retired(graph, records)
    add_rules(graph, records.schema, knowledge.rulebook, exemplifying(records, knowledge, home))
    add_applicability(graph, records, applicability(knowledge))
    add_labels(graph, records)
    add_vocabulary(graph, records.schema)


def exemplifying(records: Records, knowledge: Knowledge, home: Path) -> dict[str, tuple[str, ...]]:
    """Rule id → the cases at whose sample site the rule holds; only rules that cite a source of the case.

    Found by the engine, so derived. Raises BadInput when a sample site cannot be read.
    """
    found: dict[str, list[str]] = {}
    for case in records.of("Case").values():
        if not case.string("sample"):
            continue
        _, results = derive(read_site(home / case.string("sample"), knowledge), knowledge)
        sources = {source_of(clause) for clause in case.strings("clauses")}
        for rule in knowledge.rulebook.active:
            if results[rule.id].truth is Truth.TRUE and sources & {source_of(c) for c in rule.sources}:
                found.setdefault(rule.id, []).append(case.id)
    return {rule: tuple(cases) for rule, cases in found.items()}
