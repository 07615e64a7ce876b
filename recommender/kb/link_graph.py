"""Derived nodes of the record graph: the links of requirements with their basis, and retired ids."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, SKOS

from recommender.kb.graph import add_place
from recommender.kb.rdf import add_text, term
from recommender.kb.records import Record, Records
from recommender.model.citation import citation
from recommender.model.clause import parse_reference, within
from recommender.model.text import NO_TEXT, Text

_LINKS = (
    ("technologies", "Technology", "technology", "satisfied_by"),
    ("indicators", "Indicator", "indicator", "measured_by"),
)


def add_requirement_links(graph: Graph, records: Records) -> None:
    """One node per link of a requirement, with its basis and the clause.

    A technology the clause itself names (its record cites the place) is stated; every other link is derived
    by reading clause and table side by side, as the sources draw no line between them.
    """
    schema = records.schema
    for requirement in records.of("Requirement").values():
        for class_name, slot, kind, target in _links(requirement, records):
            node = URIRef(schema.record_iri("RequirementLink", f"{requirement.id}--{target.id}"))
            basis = "stated" if _named_there(target, requirement) else "derived"
            graph.add((node, RDF.type, term(schema, "tanlu:RequirementLink")))
            graph.add((node, DCTERMS.identifier, Literal(f"{requirement.id}--{target.id}")))
            for name, iri in (
                ("requirement", schema.record_iri("Requirement", requirement.id)),
                (slot, schema.record_iri(class_name, target.id)),
                ("kind", schema.value_iri("LinkKind", kind)),
                ("basis", schema.value_iri("Basis", basis)),
            ):
                graph.add((node, term(schema, f"tanlu:{name}"), URIRef(iri)))
            place = add_place(graph, schema, requirement.string("clause"))
            graph.add((node, term(schema, "tanlu:clause"), place))
            add_text(graph, node, SKOS.prefLabel, _label(requirement, target, records))


def add_retired(graph: Graph, records: Records) -> None:
    """The IRI every retired id had: deprecated, and replaced by what its record names."""
    schema = records.schema
    for retired in records.of("Retired").values():
        old = URIRef(schema.record_iri(retired.string("was"), retired.id))
        graph.add((old, OWL.deprecated, Literal(True)))
        graph.add((old, DCTERMS.identifier, Literal(retired.id)))
        node = URIRef(schema.record_iri("Retired", retired.id))
        for new in graph.objects(node, DCTERMS.isReplacedBy):
            graph.add((old, DCTERMS.isReplacedBy, new))


def _links(requirement: Record, records: Records) -> Iterator[tuple[str, str, str, Record]]:
    for field, class_name, slot, kind in _LINKS:
        for key in requirement.strings(field):
            yield class_name, slot, kind, records.of(class_name)[key]


def _named_there(target: Record, requirement: Record) -> bool:
    clause = requirement.string("clause")
    return any(within(place, clause) for place in target.strings("clauses"))


def _label(requirement: Record, target: Record, records: Records) -> Text:
    name, place = target.text("label"), _cited(requirement.string("clause"), records)
    return Text(f"{place.zh}：{name.zh}", f"{place.en}: {name.en}")


def _cited(reference: str, records: Records) -> Text:
    """A place as people cite it."""
    place = parse_reference(reference)
    if place is None:
        return Text(reference, reference)
    source, clause = records.of("Source").get(place.source), records.of("Clause").get(place.clause)
    name = source.text("label") if source is not None else Text(place.source, place.source)
    return citation(name, place, clause.text("label") if clause is not None else NO_TEXT)
