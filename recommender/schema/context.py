"""context.jsonld: the JSON-LD 1.1 context of records, scoped by class: slots mean what their class says."""

from __future__ import annotations

from recommender.schema.definitions import LINK_TYPES, TYPES, Schema, Slot
from recommender.schema.json_schema import Json

_XSD = "http://www.w3.org/2001/XMLSchema#"
_DATATYPES = {"integer": "integer", "number": "decimal", "boolean": "boolean"}


def json_ld_context(schema: Schema) -> Json:
    """The context; links are expected as full IRIs, so no term can be taken for a prefix."""
    context: Json = {"@version": 1.1, "id": "@id"}
    for record_class in schema.classes.values():
        scoped: Json = {name: _term(schema, slot) for name, slot in record_class.slots.items()}
        context[record_class.name] = {"@id": schema.expand(record_class.iri), "@context": scoped}
    return {"@context": context}


def _term(schema: Schema, slot: Slot) -> Json:
    term: Json = {"@id": schema.expand(slot.iri)}
    if slot.range == "langstring":
        term["@container"] = "@language"
    elif slot.range in LINK_TYPES or slot.range == "iri" or slot.range not in TYPES:
        term["@type"] = "@id"
    elif slot.range in _DATATYPES:
        term["@type"] = _XSD + _DATATYPES[slot.range]
    elif slot.language:
        term["@language"] = slot.language
    return term
