"""Frozen definitions read from ontology/schema.yaml: classes, slots, enums, id spaces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from recommender.model.text import Text

TYPES = frozenset(
    {
        "string",
        "text",
        "langstring",
        "integer",
        "number",
        "boolean",
        "period",
        "iri",
        "clause_ref",
        "record_or_clause",
        "concept",
    }
)
"""Built-in ranges; any other range is the name of a class or an enum."""
LINK_TYPES = frozenset({"clause_ref", "record_or_clause", "concept"})
"""Built-in ranges whose values point at a record or a clause."""
IRI = r"https?://[^\s<>\"{}|\\^`]+"
"""How an IRI of another vocabulary is written."""
PERIOD = "20[0-9]{2}-20[0-9]{2}"
"""How a period is written; the earlier year stands first."""


@dataclass(frozen=True)
class Slot:
    """One field of a record; `name` is its key in YAML, `iri` a prefixed name such as tanlu:star.

    `minimum` and `maximum` bound numbers; `pattern` must match the whole string; `scheme` names the
    scheme a concept must be from; `language` tags plain strings in the graph; `sign` is the symbol a source
    prints for it. `not_above` names the slot whose number this one must not exceed, `instead_of` the slots
    that must not stand beside this one, where a class has them.
    """

    name: str
    iri: str
    range: str
    label: Text
    definition: Text
    required: bool = False
    multivalued: bool = False
    minimum: float | None = None
    maximum: float | None = None
    max_length: int | None = None
    pattern: str = ""
    scheme: str = ""
    language: str = ""
    sign: str = ""
    not_above: str = ""
    instead_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class EnumType:
    """A closed list of values with labels; `path` is its place under /id/.

    `properties` gives, for values that are kinds of links, the property (prefixed name) linking the two
    ends directly; `symmetric` are those values whose link holds both ways.
    """

    name: str
    path: str
    label: Text
    definition: Text
    values: Mapping[str, Text]
    properties: Mapping[str, str] = field(default_factory=dict)
    symmetric: frozenset[str] = frozenset()


@dataclass(frozen=True)
class IdSpace:
    """How ids of a class are written; `label` says it in words."""

    pattern: str
    label: Text


@dataclass(frozen=True)
class RecordClass:
    """A class of records; `external` ones are not written in kb/ (rules, parts of clauses);
    `is_a` names the wider class.

    `derive` gives slots computed from others by a format string, e.g. the clause of a table row.
    """

    name: str
    iri: str
    path: str
    label: Text
    definition: Text
    slots: Mapping[str, Slot]
    id_space: IdSpace | None = None
    external: bool = False
    is_a: str = ""
    exact_match: str = ""
    derive: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Schema:
    """The whole schema; `text` is the file it was read from."""

    id: str
    version: str
    title: Text
    prefixes: Mapping[str, str]
    classes: Mapping[str, RecordClass]
    enums: Mapping[str, EnumType]

    def expand(self, name: str) -> str:
        """The full IRI of a prefixed name."""
        prefix, _, local = name.partition(":")
        return self.prefixes[prefix] + local

    def record_iri(self, class_name: str, record_id: str) -> str:
        """The IRI of a record: …/id/<path>/<id>."""
        return f"{self.prefixes['id']}{self.classes[class_name].path}/{record_id}"

    def value_iri(self, enum_name: str, value: str) -> str:
        """The IRI of an enum value: …/id/<path>/<value>."""
        return f"{self.prefixes['id']}{self.enums[enum_name].path}/{value}"
