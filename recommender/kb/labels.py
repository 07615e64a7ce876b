"""Labels for the nodes of the graph whose records have none: made from what the record says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rdflib import Graph, URIRef
from rdflib.namespace import SKOS
from rdflib.term import Node

from recommender.kb.pages.words import label_of
from recommender.kb.rdf import add_text
from recommender.kb.records import Records
from recommender.model.text import Text

Links = Mapping[str, list[Node]]


def add_labels(graph: Graph, records: Records) -> None:
    """A label in both languages for every record without one, so that no node is shown by its id."""
    outgoing = _Outgoing(graph)
    made: dict[URIRef, Text] = {}
    for record in records:
        node = URIRef(records.schema.record_iri(record.type, record.id))
        if (node, SKOS.prefLabel, None) not in graph:
            label = label_of(records.schema, outgoing, str(node))
            made[node] = Text(label.zh or record.id, label.en or label.zh or record.id)
    for node, label in made.items():
        add_text(graph, node, SKOS.prefLabel, label)


class _Outgoing(Mapping[str, Links]):
    """What each node of a graph links to, by property, read when it is asked for."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def __getitem__(self, iri: str) -> Links:
        links: dict[str, list[Node]] = {}
        for predicate, value in self.graph.predicate_objects(URIRef(iri)):
            links.setdefault(str(predicate), []).append(value)
        return links

    def __iter__(self) -> Iterator[str]:
        return (str(subject) for subject in self.graph.subjects(unique=True))

    def __len__(self) -> int:
        return sum(1 for _ in self)
