"""Rules and the applicability they give technologies, as nodes of the record graph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS, XSD

from recommender.kb.graph import add_place
from recommender.kb.rdf import add_text, term
from recommender.model.knowledge import Basis
from recommender.model.rule import Rulebook
from recommender.schema.definitions import Schema


@dataclass(frozen=True)
class ApplicabilityRow:
    """One effect of a rule on a technology for one value of a site; `concept` is a concept id.

    `effect` is a word such as recommend or exclude; `strength` a short note, empty when there is none.
    """

    technology: str
    concept: str
    effect: str
    rule: str
    clauses: tuple[str, ...]
    basis: Basis
    strength: str = ""


def add_rules(graph: Graph, schema: Schema, rulebook: Rulebook) -> None:
    """One node per rule: title, clauses, basis, reason."""
    for rule in rulebook.rules.values():
        node = URIRef(schema.record_iri("Rule", rule.id))
        graph.add((node, RDF.type, term(schema, "tanlu:Rule")))
        graph.add((node, DCTERMS.identifier, Literal(rule.id)))
        graph.add((node, term(schema, "tanlu:basis"), URIRef(schema.value_iri("Basis", rule.basis.value))))
        add_text(graph, node, SKOS.prefLabel, rule.title)
        add_text(graph, node, term(schema, "tanlu:because"), rule.because)
        _cite(graph, schema, node, rule.sources)


def add_applicability(graph: Graph, schema: Schema, rows: Iterable[ApplicabilityRow]) -> None:
    """One node per row, named by technology, concept, effect and rule; the same row twice is one node."""
    for row in rows:
        key = f"{row.technology}--{row.concept}--{row.effect}--{row.rule}"
        node = URIRef(schema.record_iri("Applicability", key))
        graph.add((node, RDF.type, term(schema, "tanlu:Applicability")))
        for name, class_name, target in (
            ("technology", "Technology", row.technology),
            ("concept", "Concept", row.concept),
            ("rule", "Rule", row.rule),
        ):
            graph.add((node, term(schema, f"tanlu:{name}"), URIRef(schema.record_iri(class_name, target))))
        graph.add((node, term(schema, "tanlu:effect"), Literal(row.effect, datatype=XSD.string)))
        graph.add((node, term(schema, "tanlu:basis"), URIRef(schema.value_iri("Basis", row.basis.value))))
        if row.strength:
            graph.add((node, term(schema, "tanlu:strength"), Literal(row.strength, datatype=XSD.string)))
        _cite(graph, schema, node, row.clauses)


def _cite(graph: Graph, schema: Schema, node: URIRef, clauses: Iterable[str]) -> None:
    for clause in clauses:
        graph.add((node, term(schema, "tanlu:clause"), add_place(graph, schema, clause)))
