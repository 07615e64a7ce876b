"""A graph for pages and server: the tiny knowledge base, a few more records, and one rule with its effect."""

from __future__ import annotations

from pathlib import Path

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS

from recommender.kb.graph import record_graph
from recommender.kb.link_graph import add_requirement_links, add_retired
from recommender.kb.load import check_documents
from recommender.kb.records import Records
from recommender.kb.vocabulary import add_vocabulary
from recommender.schema.read import read_schema
from recommender.store.nodes import read_nodes

HERE = Path(__file__).parent
ID, DEF = "https://w3id.org/tanlu/id/", "https://w3id.org/tanlu/def/"

MORE = HERE / "mini_more"


def small_records() -> Records:
    """The records of mini/ and mini_more/."""
    schema = read_schema(HERE.parent.parent / "ontology" / "schema.yaml")
    paths = [*sorted((HERE / "mini").glob("*.yaml")), *sorted(MORE.glob("*.yaml"))]
    return check_documents(schema, [(path.name, read_nodes(path)) for path in paths])


def small_graph(label: str = "") -> Graph:
    """Their graph, with links, retired ids and a rule; `label` renames the battery."""
    records = small_records()
    graph = record_graph(records)
    add_requirement_links(graph, records)
    add_retired(graph, records)
    _add_rule(graph)
    add_vocabulary(graph, records.schema)
    if label:
        battery = URIRef(f"{ID}technology/battery")
        graph.remove((battery, SKOS.prefLabel, None))
        graph.add((battery, SKOS.prefLabel, Literal(label, lang="zh")))
        graph.add((battery, SKOS.prefLabel, Literal(label, lang="en")))
    return graph


def _add_rule(graph: Graph) -> None:
    """Communities: photovoltaics recommended by item 1 of 7.1.2."""
    rule, situation = f"{ID}rule/communities-pv", f"{ID}situation/communities-pv--1"
    applied = f"{ID}applicability/rooftop-photovoltaics--recommend--communities-pv"
    for node, kind, zh, en in (
        (rule, "Rule", "社区装光伏", "Communities install photovoltaics"),
        (situation, "Situation", "场地在社区", "the site is a community"),
        (applied, "Applicability", "光伏：社区装光伏", "Photovoltaics: communities"),
    ):
        graph.add((URIRef(node), RDF.type, URIRef(DEF + kind)))
        graph.add((URIRef(node), DCTERMS.identifier, Literal(node.rpartition("/")[2])))
        graph.add((URIRef(node), SKOS.prefLabel, Literal(zh, lang="zh")))
        graph.add((URIRef(node), SKOS.prefLabel, Literal(en, lang="en")))
    for name, value in (
        ("technology", "technology/rooftop-photovoltaics"),
        ("effect", "applied-effect/recommend"),
        ("rule", "rule/communities-pv"),
        ("situation", "situation/communities-pv--1"),
        ("clause", "clause/zcc/7.1.2#1"),
        ("basis", "basis/derived"),
    ):
        graph.add((URIRef(applied), URIRef(DEF + name), URIRef(ID + value)))
    graph.add((URIRef(situation), URIRef(f"{DEF}rule"), URIRef(rule)))
