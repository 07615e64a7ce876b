"""The OWL ontology generated from the schema: classes, properties, closed lists of values."""

from __future__ import annotations

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS, XSD

from recommender.kb.rdf import add_text, describe, new_graph, term
from recommender.model.text import Text
from recommender.schema.definitions import TYPES, EnumType, Schema, Slot

_DATA = {
    "string": XSD.string,
    "text": XSD.string,
    "integer": XSD.integer,
    "number": XSD.decimal,
    "boolean": XSD.boolean,
    "period": XSD.string,
    "langstring": RDF.langString,
}
_LICENCE = URIRef("https://www.apache.org/licenses/LICENSE-2.0")
_REUSED = ("skos:", "dcterms:", "prov:", "rdfs:", "qudt:")


def ontology(schema: Schema) -> Graph:
    """The TBox, with every enum as a SKOS scheme whose values are its members."""
    graph = new_graph(schema)
    head = URIRef(schema.prefixes["tanlu"].rstrip("/"))
    graph.add((head, RDF.type, OWL.Ontology))
    add_text(graph, head, DCTERMS.title, schema.title)
    graph.add((head, OWL.versionInfo, Literal(schema.version)))
    graph.add((head, DCTERMS.license, _LICENCE))
    for annotation in (DCTERMS.title, DCTERMS.license, SKOS.definition):
        graph.add((annotation, RDF.type, OWL.AnnotationProperty))
    graph.add((DCTERMS.identifier, RDF.type, OWL.DatatypeProperty))
    _classes(graph, schema)
    _properties(graph, schema)
    for enum in schema.enums.values():
        _enum(graph, schema, enum)
    return graph


def property_kind(slots: list[Slot]) -> URIRef:
    """Annotation for words in a language; object property for links to records or values, else data."""
    links = [slot for slot in slots if slot.range not in _DATA]
    if slots[0].range == "langstring" or slots[0].language:
        return OWL.AnnotationProperty
    return OWL.ObjectProperty if links else OWL.DatatypeProperty


def _classes(graph: Graph, schema: Schema) -> None:
    for record_class in schema.classes.values():
        iri = term(schema, record_class.iri)
        graph.add((iri, RDF.type, OWL.Class))
        if not record_class.iri.startswith(_REUSED):
            describe(graph, iri, record_class.label, record_class.definition)
        if record_class.is_a:
            graph.add((iri, RDFS.subClassOf, term(schema, schema.classes[record_class.is_a].iri)))
        if record_class.exact_match:
            graph.add((iri, RDFS.subClassOf, term(schema, record_class.exact_match)))
    for enum in schema.enums.values():
        iri = term(schema, f"tanlu:{enum.name}")
        graph.add((iri, RDF.type, OWL.Class))
        graph.add((iri, RDFS.subClassOf, SKOS.Concept))
        describe(graph, iri, enum.label, enum.definition)


def slots_by_iri(schema: Schema) -> dict[str, list[tuple[str, Slot]]]:
    """Property (prefixed name) → the (class name, slot) pairs that use it, in schema order."""
    used: dict[str, list[tuple[str, Slot]]] = {}
    for record_class in schema.classes.values():
        for slot in record_class.slots.values():
            used.setdefault(slot.iri, []).append((record_class.name, slot))
    return used


def _properties(graph: Graph, schema: Schema) -> None:
    for name, pairs in slots_by_iri(schema).items():
        iri = term(schema, name)
        slots = [slot for _, slot in pairs]
        kind = property_kind(slots)
        graph.add((iri, RDF.type, kind))
        if name.startswith(_REUSED):
            continue
        describe(graph, iri, slots[0].label, slots[0].definition)
        if kind != OWL.AnnotationProperty and not any(slot.multivalued for slot in slots):
            graph.add((iri, RDF.type, OWL.FunctionalProperty))
        owners = {owner for owner, _ in pairs}
        if kind != OWL.AnnotationProperty and len(owners) == 1:
            graph.add((iri, RDFS.domain, term(schema, schema.classes[owners.pop()].iri)))
        ranges = {_range(schema, slot) for slot in slots} - {None}
        if kind != OWL.AnnotationProperty and len(ranges) == 1 and (only := ranges.pop()) is not None:
            graph.add((iri, RDFS.range, only))
    for enum in schema.enums.values():
        for value, name in enum.properties.items():
            iri = term(schema, name)
            graph.add((iri, RDF.type, OWL.ObjectProperty))
            name_of, kinds = enum.values[value], enum.definition
            definition = Text(
                f"{kinds.zh.rstrip('。')}：{name_of.zh}。", f"{kinds.en.rstrip('.')}: {name_of.en}."
            )
            describe(graph, iri, name_of, definition)
            if value in enum.symmetric:
                graph.add((iri, RDF.type, OWL.SymmetricProperty))


def _range(schema: Schema, slot: Slot) -> URIRef | None:
    if slot.range in _DATA:
        return URIRef(str(_DATA[slot.range]))
    if slot.range in schema.classes:
        return term(schema, schema.classes[slot.range].iri)
    if slot.range in schema.enums:
        return term(schema, f"tanlu:{slot.range}")
    names = {"concept": SKOS.Concept, "clause_ref": term(schema, "tanlu:Citable")}
    assert slot.range in TYPES
    return names.get(slot.range)


def _enum(graph: Graph, schema: Schema, enum: EnumType) -> None:
    scheme = scheme_iri(schema, enum)
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    add_text(graph, scheme, SKOS.prefLabel, enum.label)
    add_text(graph, scheme, SKOS.definition, enum.definition)
    for value, label in enum.values.items():
        iri = URIRef(schema.value_iri(enum.name, value))
        graph.add((iri, RDF.type, term(schema, f"tanlu:{enum.name}")))
        graph.add((iri, SKOS.inScheme, scheme))
        add_text(graph, iri, SKOS.prefLabel, label)


def scheme_iri(schema: Schema, enum: EnumType) -> URIRef:
    """The SKOS scheme of an enum; the suffix keeps it apart from the schemes recorded in kb/terms."""
    return URIRef(f"{schema.prefixes['id']}scheme/{enum.path}-values")
