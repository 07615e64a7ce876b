"""The vocabulary a graph uses, told in the graph itself: types, labels and definitions from the ontology."""

from __future__ import annotations

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS, SKOS
from rdflib.term import Node

from recommender.kb.ontology import ontology
from recommender.schema.definitions import Schema

_TOLD = (RDF.type, RDFS.label, RDFS.subClassOf, SKOS.prefLabel, SKOS.definition, SKOS.inScheme)
"""What is told of a term; the axioms about it stay with the ontology."""


def add_vocabulary(graph: Graph, schema: Schema) -> None:
    """Declare every class, property and listed value the graph uses, and what these lead to.

    A reader of the graph alone then finds no name of ours that the graph says nothing about.
    """
    terms = ontology(schema)
    waiting = _used(graph)
    seen: set[Node] = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        for predicate in _TOLD:
            for value in terms.objects(name, predicate):
                graph.add((name, predicate, value))
                waiting |= {one for one in (predicate, value) if isinstance(one, URIRef)}


def _used(graph: Graph) -> set[Node]:
    """Every property a statement of the graph is made with, and everything one leads to."""
    return {name for _, *names in graph for name in names if isinstance(name, URIRef)}
