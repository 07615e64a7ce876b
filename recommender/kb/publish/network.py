"""The knowledge base as a network for graph tools: GraphML and GEXF, made with networkx."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TypeAlias

import networkx as nx
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS

from recommender.kb.rdf import term
from recommender.schema.definitions import RecordClass, Schema

_EDGES = {
    "Relation": ("tanlu:subject", "tanlu:object", "tanlu:type"),
    "Correspondence": ("tanlu:subject", "tanlu:object", "tanlu:type"),
    "RequirementLink": ("tanlu:requirement", "tanlu:technology|tanlu:indicator", "tanlu:kind"),
    "Applicability": ("tanlu:rule", "tanlu:technology|tanlu:requirement", "tanlu:effect"),
}
"""Classes whose records only link two others: they become edges, named by the value of the last property."""
_LEFT_OUT = ("Situation", "SituationPart")
"""Classes that only spell out conditions; they would tie everything to everything."""


Network: TypeAlias = "nx.MultiDiGraph[str]"
Nodes: TypeAlias = dict[URIRef, RecordClass]
Edge: TypeAlias = tuple[str, str, str]


def network(graph: Graph, schema: Schema) -> Network:
    """Records as nodes, links as edges.

    A node has `class`, `label_zh`, `label_en`; an edge has `link`, the local name of its property or, for a
    record that links two others (a relation, a link of a requirement, what a rule does), the kind of link.
    Parts of clauses are nodes of their own, tied to their clause.
    """
    nodes = _nodes(graph, schema)
    made: Network = nx.MultiDiGraph()
    for subject, kind in nodes.items():
        if kind.name not in _EDGES:
            made.add_node(_key(subject, schema), **_attributes(graph, subject, kind))
    for subject, kind in nodes.items():
        links = _contracted if kind.name in _EDGES else _direct
        for start, end, name in links(graph, schema, subject, nodes):
            made.add_edge(start, end, link=name)
    return made


def _nodes(graph: Graph, schema: Schema) -> Nodes:
    """Every record of a class that takes part, by IRI."""
    classes = {schema.expand(one.iri): one for one in schema.classes.values() if one.name not in _LEFT_OUT}
    typed = sorted((str(subject), str(kind)) for subject, kind in graph.subject_objects(RDF.type))
    return {URIRef(subject): classes[kind] for subject, kind in reversed(typed) if kind in classes}


def graphml(made: Network) -> str:
    """The network as GraphML."""
    out = io.BytesIO()
    nx.write_graphml_xml(made, out, encoding="utf-8")
    return out.getvalue().decode("utf-8") + "\n"


def gexf(made: Network) -> str:
    """The network as GEXF 1.2, without the date the writer puts in: the same network gives the same bytes."""
    out = io.BytesIO()
    nx.write_gexf(made, out, encoding="utf-8")
    return re.sub(r' lastmodifieddate="[^"]*"', "", out.getvalue().decode("utf-8")) + "\n"


def _key(iri: URIRef, schema: Schema) -> str:
    return str(iri).removeprefix(schema.prefixes["id"])


def _attributes(graph: Graph, subject: URIRef, kind: RecordClass) -> dict[str, str]:
    labels = {
        str(label.language): str(label)
        for label in graph.objects(subject, SKOS.prefLabel)
        if isinstance(label, Literal)
    }
    name = str(subject).rpartition("/id/")[2]
    zh, en = labels.get("zh", name), labels.get("en", name)
    return {"label": zh, "class": kind.name, "label_zh": zh, "label_en": en}


def _direct(graph: Graph, schema: Schema, subject: URIRef, nodes: Nodes) -> Iterator[Edge]:
    """Every link to another record that is a node."""
    links = sorted((str(p), o) for p, o in graph.predicate_objects(subject) if isinstance(o, URIRef))
    for predicate, target in links:
        if target in nodes and nodes[target].name not in _EDGES:
            yield _key(subject, schema), _key(target, schema), re.split(r"[/#]", predicate)[-1]


def _contracted(graph: Graph, schema: Schema, subject: URIRef, nodes: Nodes) -> Iterator[Edge]:
    """The one edge a linking record stands for."""
    start, ends, naming = _EDGES[nodes[subject].name]
    (kind,) = _linked(graph, subject, term(schema, naming))
    for first in _linked(graph, subject, term(schema, start)):
        for end in ends.split("|"):
            for last in _linked(graph, subject, term(schema, end)):
                yield _key(first, schema), _key(last, schema), kind.rpartition("/")[2]


def _linked(graph: Graph, subject: URIRef, predicate: URIRef) -> list[URIRef]:
    return sorted(one for one in graph.objects(subject, predicate) if isinstance(one, URIRef))
