"""Every record has a label in both languages in the graph, made from what it says where it has none."""

from __future__ import annotations

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS

from recommender.api import home
from recommender.kb.labels import add_labels
from recommender.kb.records import Records
from recommender.knowledge_graph import knowledge_graph

ID = "https://w3id.org/tanlu/id/"


def labels(graph: Graph, node: URIRef) -> dict[str | None, str]:
    return {one.language: str(one) for one in graph.objects(node, SKOS.prefLabel) if isinstance(one, Literal)}


def test_a_requirement_is_called_by_its_text(mini: Records, mini_graph: Graph) -> None:
    add_labels(mini_graph, mini)
    found = labels(mini_graph, URIRef(f"{ID}requirement/zcc-7.1.2-1"))
    assert found == {"zh": "装光伏", "en": "Install photovoltaics"}


def test_no_record_of_the_shipped_knowledge_is_without_a_label() -> None:
    whole = knowledge_graph(home())
    classes = {whole.records.schema.expand(one.iri) for one in whole.records.schema.classes.values()}
    nodes = {node for node, kind in whole.graph.subject_objects(RDF.type) if str(kind) in classes}
    without = [node for node in nodes if set(labels(whole.graph, URIRef(str(node)))) != {"zh", "en"}]
    assert without == []


def test_a_figure_of_a_case_names_the_case() -> None:
    """Figure-table 3-2, row 1: 世博家园 has 10119 residents."""
    graph = knowledge_graph(home()).graph
    found = labels(graph, URIRef(f"{ID}statistic/sps2-f3-2-1-shibo"))
    assert found["zh"].endswith("：总人数 10119 人")
    assert found["en"].endswith("Population 10119 person")
    assert found["zh"].count("总人数") == 1
