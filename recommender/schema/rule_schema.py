"""rule.schema.json: the grammar of rules/README.md as JSON Schema, for editors."""

from __future__ import annotations

from recommender.schema.definitions import Schema
from recommender.schema.json_schema import CLAUSE_REF, DIALECT, LANGSTRING, Json

_ID: Json = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
_IDS: Json = {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True}
_SCALAR: Json = {"type": ["string", "number", "boolean"]}
_DATE: Json = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_TEXT: Json = {"$ref": "#/$defs/text"}
_TECHNOLOGIES: Json = {"$ref": "#/$defs/technologies"}
_REQUIREMENTS: Json = {"$ref": "#/$defs/requirements"}


def rule_schema(schema: Schema) -> Json:
    """The JSON Schema (2020-12) of a rules file: a mapping with the one key `rules`."""
    return {
        "$schema": DIALECT,
        "$id": f"{schema.id}/rule.schema.json",
        "title": "碳路规则文件 Tanlu rules file",
        **_object({"rules": {"type": "array", "items": {"$ref": "#/$defs/rule"}}}, "rules"),
        "$defs": {
            "text": LANGSTRING,
            "rule": _rule(schema),
            "condition": _condition(),
            "number_test": _number_test(),
            "effect": {"oneOf": [_effect(name, body) for name, body in _effects().items()]},
            "technologies": _technologies(),
            "requirements": _requirements(),
            "example": _example(),
        },
    }


def _object(properties: Json, *required: str) -> Json:
    body: Json = {"type": "object", "properties": properties, "additionalProperties": False}
    return body | ({"required": list(required)} if required else {})


def _one_or_many(single: Json) -> Json:
    return {"anyOf": [single, {"type": "array", "items": single, "minItems": 1, "uniqueItems": True}]}


def _rule(schema: Schema) -> Json:
    override = _object({"rule": _ID, "why": _TEXT}, "rule", "why")
    stated: Json = {"properties": {"basis": {"const": "stated"}}, "required": ["basis"]}
    return {"if": stated, "then": {"required": ["source"]}} | _object(
        {
            "id": _ID,
            "title": _TEXT,
            "source": _one_or_many(CLAUSE_REF),
            "basis": {"enum": list(schema.enums["Basis"].values)},
            "modality": {"type": "string"},
            "when": {"$ref": "#/$defs/condition"},
            "then": {"type": "array", "items": {"$ref": "#/$defs/effect"}, "minItems": 1},
            "because": _TEXT,
            "examples": {"type": "array", "items": {"$ref": "#/$defs/example"}},
            "status": {"enum": ["draft", "active", "retired"]},
            "overrides": {"type": "array", "items": override},
            "since": _DATE,
            "until": _DATE,
            "replaces": _one_or_many(_ID),
            "note": _TEXT,
        },
        "id",
        "title",
        "basis",
        "then",
        "because",
        "examples",
    )


def _condition() -> Json:
    """`all`, `any`, `not`, and facts with a value, a list of values or a test; several keys are an `all`."""
    many: Json = {"type": "array", "items": {"$ref": "#/$defs/condition"}, "minItems": 1}
    values: Json = {"type": "array", "items": _SCALAR, "minItems": 1}
    return {
        "type": "object",
        "minProperties": 1,
        "properties": {"all": many, "any": many, "not": {"$ref": "#/$defs/condition"}},
        "additionalProperties": {
            "anyOf": [
                _SCALAR,
                values,
                {"$ref": "#/$defs/number_test"},
                _object({"all_of": values}, "all_of"),
                _object({"none_of": values}, "none_of"),
            ]
        },
    }


def _number_test() -> Json:
    number: Json = {"type": ["number", "string"]}  # text for a number with its unit, as 60%
    pair: Json = {"type": "array", "items": number, "minItems": 2, "maxItems": 2}
    tests: Json = dict.fromkeys(("at_least", "at_most", "above", "below"), number)
    return _object({**tests, "between": pair}) | {"minProperties": 1}


def _effect(name: str, body: Json) -> Json:
    return _object({name: body}, name)


def _effects() -> dict[str, Json]:
    on_technologies = _object({"technologies": _TECHNOLOGIES}, "technologies")
    on_requirements = _object({"requirements": _REQUIREMENTS}, "requirements")
    weight: Json = {"type": "number", "exclusiveMinimum": 0}
    stage: Json = {"type": "string"}
    return {
        "classify": _object({"fact": {"type": "string"}, "value": _SCALAR}, "fact", "value"),
        "recommend": on_technologies,
        "discourage": {"anyOf": [on_technologies, _object({"target": {"type": "string"}}, "target")]},
        "exclude": on_technologies,
        "permit": on_technologies,
        "prioritise": _object(
            {
                "technologies": _TECHNOLOGIES,
                "points": {"type": "integer", "minimum": -100, "maximum": 100, "not": {"const": 0}},
                "ahead_of": {
                    "anyOf": [_TECHNOLOGIES, _object({"technologies": _TECHNOLOGIES}, "technologies")]
                },
            },
            "technologies",
        )
        | {"oneOf": [{"required": ["points"]}, {"required": ["ahead_of"]}]},
        "stage": _object(
            {
                "technologies": _TECHNOLOGIES,
                "not_before": stage,
                "not_after": stage,
                "with_works": _one_or_many({"type": "string"}),
            },
            "technologies",
        )
        | {"minProperties": 2},
        "prerequisite": _object({"technologies": _TECHNOLOGIES, "needs": _IDS}, "technologies", "needs"),
        "assign": _object(
            {"role": {"type": "string"}, "actors": _IDS, "technologies": _TECHNOLOGIES}, "role", "actors"
        ),
        "package": _ID,
        "require": on_requirements,
        "reference": on_requirements,
        "waive": on_requirements,
        "warn": _TEXT,
        "expect": _TEXT,
        "ask": _IDS,
        "weigh": _object(
            {"potential": weight, "economy": weight, "star": weight}, "potential", "economy", "star"
        ),
    }


def _technologies() -> Json:
    words = _one_or_many({"type": "string"})
    names = ("ids", "field", "kind", "list", "clause", "table", "group", "subgroup", "except")
    keys: Json = dict.fromkeys(names, words)
    counts: Json = {key: {"$ref": "#/$defs/number_test"} for key in ("potential", "economy", "star")}
    ticks: Json = {key: {"type": "boolean"} for key in ("high_energy", "non_high_energy")}
    return {"anyOf": [_IDS, _object({**keys, **counts, **ticks}) | {"minProperties": 1}]}


def _requirements() -> Json:
    words = _one_or_many({"type": "string"})
    keys: Json = dict.fromkeys(("ids", "source", "clause", "modality", "field", "except"), words)
    return {"anyOf": [_IDS, _object(keys) | {"minProperties": 1}]}


def _example() -> Json:
    lists: Json = {
        key: {"type": "array", "items": {"type": "string"}}
        for key in (
            "recommended",
            "discouraged",
            "excluded",
            "permitted",
            "prioritised",
            "staged",
            "assigned",
            "required",
            "referenced",
            "waived",
            "packages",
            "targets",
            "asked",
        )
    }
    fires: Json = {"enum": [True, False, "unknown"]}
    expect = _object({"fires": fires, **lists, "classified": {"type": "object"}}, "fires")
    return _object(
        {"name": {"type": "string", "minLength": 1}, "given": {"type": "object"}, "expect": expect},
        "name",
        "given",
        "expect",
    )
