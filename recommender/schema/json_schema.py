"""record.schema.json: what an editor checks while a person writes a record file."""

from __future__ import annotations

from typing import TypeAlias

from recommender.schema.definitions import PERIOD, RecordClass, Schema, Slot

Json: TypeAlias = dict[str, object]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
LANGSTRING: Json = {
    "type": "object",
    "properties": {"zh": {"type": "string", "minLength": 1}, "en": {"type": "string", "minLength": 1}},
    "required": ["zh", "en"],
    "additionalProperties": False,
}
CLAUSE_REF: Json = {
    "type": "string",
    "pattern": "^[a-z0-9]+/[A-Za-z0-9][A-Za-z0-9.\\-]*(#[sp]?[1-9][0-9]*)?$",
}


def record_schema(schema: Schema) -> Json:
    """The JSON Schema (2020-12) of a record file: a mapping of `class` and `records`."""
    written = [record_class for record_class in schema.classes.values() if not record_class.external]
    return {
        "$schema": DIALECT,
        "$id": f"{schema.id}/record.schema.json",
        "title": f"{schema.title.zh} {schema.title.en}",
        "type": "object",
        "required": ["class", "records"],
        "properties": {"class": {"enum": [record_class.name for record_class in written]}},
        "oneOf": [_file(record_class) for record_class in written],
        "$defs": {record_class.name: _record(schema, record_class) for record_class in written},
    }


def _file(record_class: RecordClass) -> Json:
    return {
        "properties": {
            "class": {"const": record_class.name},
            "records": {"type": "array", "items": {"$ref": f"#/$defs/{record_class.name}"}},
        },
        "additionalProperties": False,
    }


def _record(schema: Schema, record_class: RecordClass) -> Json:
    properties: Json = {"id": _id(record_class)}
    for slot in record_class.slots.values():
        properties[slot.name] = _slot(schema, slot)
    apart: list[Json] = [{"not": {"required": [one, other]}} for one, other in _apart(record_class)]
    return {
        "title": f"{record_class.label.zh} {record_class.label.en}",
        "description": f"{record_class.definition.zh} {record_class.definition.en}",
        "type": "object",
        "required": ["id", *(slot.name for slot in record_class.slots.values() if slot.required)],
        "properties": properties,
        "additionalProperties": False,
    } | ({"allOf": apart} if apart else {})


def _apart(record_class: RecordClass) -> list[tuple[str, str]]:
    """The pairs of fields of which a record may have only one."""
    slots = record_class.slots
    return [(slot.name, other) for slot in slots.values() for other in slot.instead_of if other in slots]


def _id(record_class: RecordClass) -> Json:
    space = record_class.id_space
    return {"type": "string"} if space is None else {"type": "string", "pattern": f"^({space.pattern})$"}


def _slot(schema: Schema, slot: Slot) -> Json:
    described: Json = {"description": f"{slot.label.zh}：{slot.definition.zh} {slot.definition.en}"}
    single = _value(schema, slot)
    if not slot.multivalued:
        return described | single
    many: Json = {"type": "array", "items": single, "uniqueItems": True}
    return described | many | ({"minItems": 1} if slot.required else {})


def _value(schema: Schema, slot: Slot) -> Json:
    match slot.range:
        case "langstring":
            return dict(LANGSTRING)
        case "clause_ref":
            return dict(CLAUSE_REF)
        case "period":
            return {"type": "string", "pattern": f"^{PERIOD}$"}
        case "boolean":
            return {"type": "boolean"}
        case "integer" | "number":
            bounds = {"minimum": slot.minimum, "maximum": slot.maximum}
            return {"type": slot.range} | {key: value for key, value in bounds.items() if value is not None}
        case name if name in schema.enums:
            return {"enum": list(schema.enums[name].values)}
        case _:
            return _string(slot)


def _string(slot: Slot) -> Json:
    result: Json = {"type": "string", "minLength": 1}
    if slot.max_length is not None:
        result["maxLength"] = slot.max_length
    if slot.pattern:
        result["pattern"] = f"^({slot.pattern})$"
    return result
