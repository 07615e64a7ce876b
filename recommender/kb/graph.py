"""Records as an RDF graph: IRIs for everything, no blank nodes, both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS, XSD
from rdflib.term import Node

from recommender.kb.rdf import new_graph, number, term
from recommender.kb.records import Record, Records, Single
from recommender.model.clause import parse_reference
from recommender.model.text import Text
from recommender.schema.definitions import Schema, Slot

_PARTS = {
    "item": ("第 {} 项", "item {}"),
    "sentence": ("第 {} 句", "sentence {}"),
    "paragraph": ("第 {} 段", "paragraph {}"),
}


def record_graph(records: Records) -> Graph:
    """Every record as triples, with the parts of clauses they cite."""
    return _Writer(records).write()


def reference_iri(schema: Schema, reference: str) -> URIRef:
    """The IRI of a clause or of a place within it."""
    return URIRef(schema.record_iri("Clause", reference))


@dataclass
class _Writer:
    """Adds records one by one; remembers which places of clauses are cited."""

    records: Records

    def write(self) -> Graph:
        schema = self.records.schema
        self.graph = new_graph(schema)
        self.cited: dict[str, None] = {}
        for record in self.records:
            subject = URIRef(schema.record_iri(record.type, record.id))
            self.graph.add((subject, RDF.type, term(schema, schema.classes[record.type].iri)))
            self.graph.add((subject, DCTERMS.identifier, Literal(record.id)))
            for predicate, value in self._statements(record):
                self.graph.add((subject, predicate, value))
            self._direct_link(record)
        self._clauses()
        return self.graph

    def _statements(self, record: Record) -> Iterator[tuple[URIRef, Node]]:
        schema = self.records.schema
        record_class = schema.classes[record.type]
        for name, value in record.fields.items():
            slot = record_class.slots.get(name)
            if slot is None:  # derived: the place of a table row
                yield term(schema, "tanlu:clause"), self._reference(str(value))
                continue
            predicate = term(schema, slot.iri)
            for single in value if isinstance(value, tuple) else (value,):
                for node in self._nodes(slot, single):
                    yield predicate, node

    def _nodes(self, slot: Slot, value: Single) -> Iterator[Node]:
        schema = self.records.schema
        if isinstance(value, Text):
            yield from (
                Literal(words, lang=tag) for tag, words in (("zh", value.zh), ("en", value.en)) if words
            )
        elif isinstance(value, bool):
            yield Literal(value)
        elif isinstance(value, int | float):
            yield number(value)
        elif slot.range == "iri":
            yield URIRef(value)
        elif slot.range == "clause_ref":
            yield self._reference(value)
        elif slot.range == "concept":
            yield URIRef(schema.record_iri("Concept", value))
        elif slot.range == "record_or_clause":
            yield self._anything(value)
        elif slot.range in schema.enums:
            yield URIRef(schema.value_iri(slot.range, value))
        elif slot.range in schema.classes:
            yield URIRef(schema.record_iri(slot.range, value))
        else:
            yield Literal(value, lang=slot.language) if slot.language else Literal(value, datatype=XSD.string)

    def _reference(self, text: str) -> URIRef:
        reference = parse_reference(text)
        if reference is not None and reference.part:
            self.cited[text] = None
        return reference_iri(self.records.schema, text)

    def _anything(self, target: str) -> URIRef:
        for class_name, by_id in self.records.by_class.items():
            if target in by_id:
                return URIRef(self.records.schema.record_iri(class_name, target))
        return self._reference(target)

    def _direct_link(self, record: Record) -> None:
        """A record with subject, object and a type that names a property also links its ends directly."""
        schema = self.records.schema
        kind = schema.classes[record.type].slots.get("type")
        if kind is None or kind.range not in schema.enums or "subject" not in record.fields:
            return
        enum, value = schema.enums[kind.range], record.string("type")
        ends = [
            URIRef(schema.record_iri(schema.classes[record.type].slots[end].range, record.string(end)))
            for end in ("subject", "object")
        ]
        if value in enum.properties:
            link = term(schema, enum.properties[value])
            self.graph.add((ends[0], link, ends[1]))
            if value in enum.symmetric:
                self.graph.add((ends[1], link, ends[0]))

    def _clauses(self) -> None:
        """What each clause and each cited place is part of, and the label of the place."""
        schema = self.records.schema
        clauses = self.records.of("Clause")
        for clause in clauses.values():
            source, _, number_text = clause.id.partition("/")
            parent = f"{source}/{number_text.rpartition('.')[0]}"
            whole = (
                reference_iri(schema, parent)
                if parent in clauses
                else URIRef(schema.record_iri("Source", source))
            )
            self.graph.add((reference_iri(schema, clause.id), DCTERMS.isPartOf, whole))
        for text in self.cited:
            add_place(self.graph, schema, text)


def add_place(graph: Graph, schema: Schema, text: str) -> URIRef:
    """The node of a clause reference; a place within a clause is added with its position and label.

    The clause itself must be in the graph already, as the label of the place is made from its label.
    """
    place, reference = reference_iri(schema, text), parse_reference(text)
    if reference is None or not reference.part:
        return place
    clause = reference_iri(schema, reference.clause)
    graph.add((place, RDF.type, term(schema, "tanlu:ClausePart")))
    graph.add((place, DCTERMS.isPartOf, clause))
    graph.add((place, DCTERMS.identifier, Literal(text)))
    graph.add((place, term(schema, "tanlu:position"), number(reference.index)))
    words = dict(zip(("zh", "en"), _PARTS[reference.part], strict=True))
    joint = {"zh": " ", "en": ", "}
    for label in list(graph.objects(clause, SKOS.prefLabel)):
        if isinstance(label, Literal) and label.language in words:
            part = words[label.language].format(reference.index)
            whole = f"{reference.number} {label}{joint[label.language]}{part}"
            graph.add((place, SKOS.prefLabel, Literal(whole, lang=label.language)))
    return place
