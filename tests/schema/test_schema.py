"""The schema hangs together, its JSON forms accept the real records, and its faults are told."""

from __future__ import annotations

import os
from pathlib import Path

import jsonschema
import pytest

from recommender.api import rule_files
from recommender.model.problem import BadInput
from recommender.schema.context import json_ld_context
from recommender.schema.definitions import Schema
from recommender.schema.json_schema import record_schema
from recommender.schema.read import read_schema
from recommender.schema.rule_schema import rule_schema
from recommender.store.nodes import parse_nodes, plain, read_nodes

HOME = Path(__file__).parent.parent.parent
GOLDEN = Path(__file__).parent / "golden" / "bad-schema.txt"

BAD_SCHEMA = """
id: x
version: "1"
prefixes: {tanlu: "https://example.org/def/"}
id_spaces:
  kebab: {pattern: "[a-z", label: {zh: 甲, en: A}}
enums:
  Basis: {path: basis, label: {zh: 甲, en: A}, definition: {zh: 甲, en: A}, values: {stated: {zh: 甲}}}
slots:
  label: {iri: tanlu:label, range: langstrin, label: {zh: 甲, en: A}, definition: {zh: 甲, en: A}}
  low:
    {not_above: hihg, instead_of: [labl], iri: tanlu:a, range: text, label: {zh: 甲, en: A},
    definition: {zh: 甲, en: A}}
  other: {iri: tanl:other, rnage: string, range: string, label: {zh: 甲, en: A}, definition: {zh: 甲, en: A}}
classes:
  Thing:
    path: thing
    id_space: kebap
    iri: tanlu:Thing
    label: {zh: 甲, en: A}
    slots: [label, othr, other]
    slot_usage: {missing: {required: true}}
extra: 1
"""


@pytest.fixture(scope="module")
def schema() -> Schema:
    return read_schema(HOME / "ontology" / "schema.yaml")


def test_faults_of_a_schema_are_told_all_at_once(tmp_path: Path) -> None:
    path = tmp_path / "schema.yaml"
    path.write_text(BAD_SCHEMA, encoding="utf-8")
    with pytest.raises(BadInput) as error:
        read_schema(path, "schema.yaml")
    now = "".join(f"{problem}\n" for problem in error.value.problems)
    if os.environ.get("TANLU_GOLDEN"):
        GOLDEN.write_text(now, encoding="utf-8")
    assert now == GOLDEN.read_text(encoding="utf-8")


def test_every_class_slot_and_value_is_named_in_both_languages(schema: Schema) -> None:
    for record_class in schema.classes.values():
        texts = [record_class.label, record_class.definition]
        texts += [text for slot in record_class.slots.values() for text in (slot.label, slot.definition)]
        assert all(text.zh and text.en for text in texts)
    assert all(label.zh and label.en for enum in schema.enums.values() for label in enum.values.values())


def test_concept_slots_name_their_scheme(schema: Schema) -> None:
    for record_class in schema.classes.values():
        assert all(slot.scheme for slot in record_class.slots.values() if slot.range == "concept")


@pytest.mark.parametrize("path", sorted((HOME / "kb").rglob("*.yaml")), ids=lambda path: path.name)
def test_the_record_schema_accepts_the_real_files(schema: Schema, path: Path) -> None:
    jsonschema.validate(plain(read_nodes(path)), record_schema(schema))


@pytest.mark.parametrize(
    "text",
    [
        "class: Stage\nrecords:\n  - {id: x, label: {zh: 甲, en: A}, order: 1}\n",
        "class: Stage\nrecords:\n  - {id: x, label: {zh: 甲}, order: 1, end: 2030}\n",
        "class: Stage\nrecords:\n  - {id: x, label: {zh: 甲, en: A}, order: 1, end: 2030, extra: 1}\n",
        "class: Stage\nrecords:\n  - {id: X, label: {zh: 甲, en: A}, order: 1, end: 2030}\n",
        "class: Rule\nrecords: []\n",
        "class: Statistic\nrecords:\n"
        "  - {id: zcc-1, clause: zcc/1, kind: measured, quantity: {zh: 甲, en: A}, value: 1, lower: 0}\n",
    ],
)
def test_the_record_schema_refuses_what_the_loader_refuses(schema: Schema, text: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(plain(parse_nodes(text, "x.yaml")), record_schema(schema))


RULE = """
rules:
  - id: poor
    title: {zh: 甲, en: A}
    source: sps2/5.3#p4
    basis: stated
    when: {all: [{site.type: 社区}, {building.storeys: {at_most: 4}}, {not: {resource.wind: true}}]}
    then:
      - discourage: {technologies: {field: [energy], economy: {at_most: 2}}}
      - discourage: {target: zero_carbon_community}
      - warn: {zh: 甲, en: A}
    because: {zh: 甲, en: A}
    examples:
      - {name: 一, given: {site.type: 社区}, expect: {fires: unknown, discouraged: [microgrid]}}
"""


def test_the_rule_schema_accepts_the_grammar(schema: Schema) -> None:
    jsonschema.validate(plain(parse_nodes(RULE, "r.yaml")), rule_schema(schema))


@pytest.mark.parametrize("path", rule_files(HOME), ids=lambda path: path.name)
def test_the_rule_schema_accepts_the_real_rules(schema: Schema, path: Path) -> None:
    jsonschema.validate(plain(read_nodes(path)), rule_schema(schema))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("at_most: 4", "atmost: 4"),
        ("discourage: {target", "discurage: {target"),
        ("basis: stated", "basis: said"),
        ("    source: sps2/5.3#p4\n", ""),
        ("en: A}\n    source", "}\n    source"),
        ("fires: unknown", "fires: perhaps"),
        ("field: [energy]", "feild: [energy]"),
    ],
)
def test_the_rule_schema_refuses_slips(schema: Schema, old: str, new: str) -> None:
    assert old in RULE
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(plain(parse_nodes(RULE.replace(old, new, 1), "r.yaml")), rule_schema(schema))


def test_every_term_of_the_context_is_an_absolute_iri(schema: Schema) -> None:
    context = json_ld_context(schema)["@context"]
    assert isinstance(context, dict)
    for name, term in context.items():
        if isinstance(term, dict):
            assert str(term["@id"]).startswith("http"), name
