"""Rules and the applicability they give technologies and requirements, as nodes of the record graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS

from recommender.kb.graph import add_place
from recommender.kb.rdf import add_text, number, term
from recommender.kb.records import Records
from recommender.model.applicability import Applicability, Applied, Part, Situation
from recommender.model.rule import Rulebook
from recommender.schema.definitions import Schema


def add_rules(
    graph: Graph, schema: Schema, rulebook: Rulebook, cases: Mapping[str, Iterable[str]] | None = None
) -> None:
    """One node per rule: title, clauses, basis, reason, what it overrides, and the cases that exemplify it.

    `cases` gives the ids of the cases at whose sample site a rule holds.
    """
    writer = _Writer(graph, schema)
    for rule in rulebook.rules.values():
        node = writer.node("Rule", rule.id, "tanlu:Rule")
        writer.link(node, "tanlu:basis", URIRef(schema.value_iri("Basis", rule.basis.value)))
        add_text(graph, node, SKOS.prefLabel, rule.title)
        add_text(graph, node, term(schema, "tanlu:because"), rule.because)
        writer.cite(node, rule.sources)
        for override in rule.overrides:
            writer.record(node, "tanlu:overrides", "Rule", override.rule)
        for case in (cases or {}).get(rule.id, ()):
            writer.record(node, "tanlu:exemplifiedBy", "Case", case)


def add_applicability(graph: Graph, records: Records, made: Applicability) -> None:
    """The situations of every rule and one node per effect, with what it touches and in which situations.

    The nodes of rules must be there already.
    """
    writer = _Writer(graph, records.schema)
    for situations in made.situations.values():
        for situation in situations:
            _add_situation(writer, records, situation)
    for applied in made.applied:
        _add_applied(writer, applied, made.situations[applied.rule])


@dataclass
class _Writer:
    """Adds nodes and links to one graph."""

    graph: Graph
    schema: Schema

    def node(self, class_name: str, key: str, kind: str) -> URIRef:
        node = URIRef(self.schema.record_iri(class_name, key))
        self.graph.add((node, RDF.type, term(self.schema, kind)))
        self.graph.add((node, DCTERMS.identifier, Literal(key)))
        return node

    def link(self, node: URIRef, name: str, value: URIRef | Literal) -> None:
        self.graph.add((node, term(self.schema, name), value))

    def record(self, node: URIRef, name: str, class_name: str, key: str) -> None:
        if key:
            self.link(node, name, URIRef(self.schema.record_iri(class_name, key)))

    def cite(self, node: URIRef, clauses: Iterable[str]) -> None:
        for clause in clauses:
            self.link(node, "tanlu:clause", add_place(self.graph, self.schema, clause))


def _add_situation(writer: _Writer, records: Records, situation: Situation) -> None:
    node = writer.node("Situation", situation.key, "tanlu:Situation")
    add_text(writer.graph, node, SKOS.prefLabel, situation.label)
    writer.record(node, "tanlu:rule", "Rule", situation.rule)
    for order, part in enumerate(situation.parts, start=1):
        key = f"{situation.key}--{order}"
        writer.record(node, "tanlu:part", "SituationPart", key)
        _add_part(writer, records, key, part)


def _add_part(writer: _Writer, records: Records, key: str, part: Part) -> None:
    node = writer.node("SituationPart", key, "tanlu:SituationPart")
    add_text(writer.graph, node, SKOS.prefLabel, part.label)
    writer.record(node, "tanlu:fact", "Fact", part.fact)
    writer.link(node, "tanlu:negated", Literal(part.negated))
    for value in part.values:
        if isinstance(value, bool):
            writer.link(node, "tanlu:truthValue", Literal(value))
        elif isinstance(value, int | float):
            writer.link(node, "tanlu:lowerValue", number(float(value)))
            writer.link(node, "tanlu:upperValue", number(float(value)))
        elif value in records.of("Concept"):
            writer.record(node, "tanlu:concept", "Concept", value)
        elif value in records.of("Technology"):
            writer.record(node, "tanlu:anyTechnology", "Technology", value)
        else:
            writer.link(node, "tanlu:anyWord", Literal(value))
    for name, bound in (("tanlu:lowerValue", part.low), ("tanlu:upperValue", part.high)):
        if bound is not None:
            writer.link(node, name, number(float(bound)))
    if part.strict:
        writer.link(node, "tanlu:strict", Literal(True))


def _add_applied(writer: _Writer, applied: Applied, situations: Iterable[Situation]) -> None:
    schema = writer.schema
    node = writer.node("Applicability", applied.key, "tanlu:Applicability")
    add_text(writer.graph, node, SKOS.prefLabel, applied.label)
    writer.link(node, "tanlu:effect", URIRef(schema.value_iri("AppliedEffect", applied.effect)))
    writer.link(node, "tanlu:basis", URIRef(schema.value_iri("Basis", applied.basis.value)))
    for name, class_name, keys in (
        ("tanlu:technology", "Technology", (applied.technology,)),
        ("tanlu:requirement", "Requirement", (applied.requirement,)),
        ("tanlu:through", "Requirement", (applied.through,)),
        ("tanlu:rule", "Rule", (applied.rule,)),
        ("tanlu:domain", "Domain", applied.domains),
        ("tanlu:notBefore", "Stage", (applied.not_before,)),
        ("tanlu:notAfter", "Stage", (applied.not_after,)),
        ("tanlu:withWorks", "Concept", applied.with_works),
        ("tanlu:needs", "Technology", applied.needs),
    ):
        for key in keys:
            writer.record(node, name, class_name, key)
    if applied.points:
        writer.link(node, "tanlu:points", number(float(applied.points)))
    for situation in situations:
        writer.record(node, "tanlu:situation", "Situation", situation.key)
    writer.cite(node, applied.clauses)
