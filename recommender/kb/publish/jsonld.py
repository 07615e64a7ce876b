"""The knowledge graph as published JSON-LD: records under the generated context, the rest beside them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, XSD
from rdflib.term import Node

from recommender.kb.records import FieldValue, Record, Records, Single
from recommender.model.text import Text
from recommender.schema.context import json_ld_context
from recommender.schema.definitions import LINK_TYPES, Slot

Json = dict[str, Any]


def json_ld(records: Records, graph: Graph) -> str:
    """The whole graph as one JSON-LD document, sorted by IRI: the same graph gives the same bytes.

    A record is written with the keys of its class, as in its YAML file, with links as full IRIs and numbers
    as text typed by the context. What the graph holds beyond the records stands under full IRIs.
    """
    by_iri = {records.schema.record_iri(record.type, record.id): record for record in records}
    nodes = []
    for subject in sorted({str(one) for one in graph.subjects()}):
        record = by_iri.get(subject)
        own = _record(records, record, graph) if record is not None else {"id": subject}
        nodes.append(own | _rest(graph, URIRef(subject), records, record))
    document = json_ld_context(records.schema) | {"@graph": nodes}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _record(records: Records, record: Record, graph: Graph) -> Json:
    """The record under its class's context; derived fields are left to the rest."""
    schema = records.schema
    node: Json = {"id": schema.record_iri(record.type, record.id), "@type": record.type}
    for name, value in record.fields.items():
        slot = schema.classes[record.type].slots.get(name)
        if slot is not None:
            subject, predicate = URIRef(str(node["id"])), URIRef(schema.expand(slot.iri))
            node[name] = _value(records, slot, value, list(graph.objects(subject, predicate)))
    return node


def _value(records: Records, slot: Slot, value: FieldValue, written: list[Node]) -> Any:
    if isinstance(value, tuple):
        return [_single(records, slot, one, written) for one in value]
    return _single(records, slot, value, written)


def _single(records: Records, slot: Slot, value: Single, written: list[Node]) -> Any:
    schema = records.schema
    if isinstance(value, Text):
        return {language: words for language, words in (("zh", value.zh), ("en", value.en)) if words}
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return next(str(node) for node in written if isinstance(node, Literal) and float(node) == value)
    if slot.range in schema.enums:
        return schema.value_iri(slot.range, value)
    if slot.range in LINK_TYPES or slot.range in schema.classes:
        return next(str(node) for node in written if str(node).endswith(f"/{value}"))
    return value


def _rest(graph: Graph, subject: URIRef, records: Records, record: Record | None) -> Json:
    """The statements about a subject that its record does not make, under full IRIs."""
    made = set(_made(records, record)) if record is not None else set()
    rest: Json = {}
    statements = sorted(graph.predicate_objects(subject), key=lambda pair: (pair[0], pair[1].n3()))
    for predicate, value in statements:
        if str(predicate) in made:
            continue
        if predicate == RDF.type:
            if record is None:
                rest.setdefault("@type", []).append(str(value))
        else:
            rest.setdefault(str(predicate), []).append(_node(value))
    return rest


def _made(records: Records, record: Record) -> Iterator[str]:
    schema = records.schema
    for name in record.fields:
        slot = schema.classes[record.type].slots.get(name)
        if slot is not None:
            yield schema.expand(slot.iri)


def _node(value: Node) -> Json:
    if isinstance(value, Literal):
        if value.language:
            return {"@value": str(value), "@language": value.language}
        if value.datatype in (None, XSD.string):
            return {"@value": str(value)}
        return {"@value": str(value), "@type": str(value.datatype)}
    return {"@id": str(value)}
