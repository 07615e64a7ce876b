"""Strict, schema-driven loading of kb/**/*.yaml: every error at once, each on its line."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from pathlib import Path

from recommender.kb import field_pairs
from recommender.kb import load_problems as words
from recommender.kb.files import display, record_files
from recommender.kb.links import Link, broken_links, cycles
from recommender.kb.records import FieldValue, Record, Records
from recommender.kb.values import ValueReader
from recommender.model.problem import BadInput, Place, Problem
from recommender.schema.definitions import RecordClass, Schema
from recommender.schema.read import read_schema
from recommender.store.nodes import Mapping, Node, Scalar, Sequence, place, read_as_far

_ID_OF_A_RECORD = re.compile(r"""\bid:[ ]*["']?([^\s"',}]+)""")


def load_records(home: Path) -> Records:
    """Every record under `home`/kb, checked by its schema. Raises BadInput with all problems."""
    schema = read_schema(home / "ontology" / "schema.yaml")
    problems: list[Problem] = []
    documents: list[tuple[str, Node]] = []
    unread: set[str] = set()
    for path in record_files(home):
        name = display(path, home)
        reading = read_as_far(path, name)
        problems += reading.problems
        if reading.root is None:
            unread.update(_ID_OF_A_RECORD.findall(reading.text))
        else:
            documents.append((name, reading.root))
    return check_documents(schema, documents, problems, unread)


def check_documents(
    schema: Schema,
    documents: Iterable[tuple[str, Node]],
    problems: Iterable[Problem] = (),
    unread: Container[str] = (),
) -> Records:
    """The records of parsed files, given as (name, root node). Raises BadInput with all problems.

    `problems` are those of reading the files; `unread` the ids in files that could not be read: links to
    them are not followed.
    """
    loader = _Loader(schema, list(problems))
    for name, root in documents:
        loader.file(name, root)
    records = Records(schema, loader.by_class)
    links = (link for link in loader.links if link.target.partition("#")[0] not in unread)
    found = [*loader.problems, *broken_links(records, links), *cycles(records)]
    if found:
        raise BadInput(tuple(dict.fromkeys(found)))
    return records


class _Loader:
    """Turns nodes into records file by file, collecting problems and the links still to be checked."""

    def __init__(self, schema: Schema, problems: list[Problem]) -> None:
        self.schema = schema
        self.problems = problems
        self.by_class: dict[str, dict[str, Record]] = {
            name: {} for name, record_class in schema.classes.items() if not record_class.external
        }
        self.links: list[Link] = []

    def file(self, name: str, root: Node) -> None:
        """One file: a mapping of `class` and `records`."""
        values = ValueReader(self.schema, name, self.problems, self.links)
        if not isinstance(root, Mapping):
            if not _refused(root):
                self.problems.append(words.not_a_record_file(place(name, root)))
            return
        for entry in root.entries:
            if entry.key.text not in ("class", "records"):
                at = place(name, entry.key)
                self.problems.append(words.unknown_field(at, entry.key.text, "", ("class", "records")))
        record_class = self._class(name, root)
        lists = [entry.value for entry in root.entries if entry.key.text == "records"]
        for listed in lists or (root,):
            if isinstance(listed, Sequence):
                for order, node in enumerate(listed.items, 1):
                    if record_class is not None:
                        self._record(values, name, record_class, node, order)
            elif not _refused(listed):
                self.problems.append(words.no_records(place(name, listed)))

    def _class(self, name: str, root: Mapping) -> RecordClass | None:
        node = root.get("class")
        if _refused(node):
            return None
        if not isinstance(node, Scalar):
            self.problems.append(words.no_class(place(name, root if node is None else node)))
            return None
        found = self.schema.classes.get(node.text)
        if found is None or found.external:
            self.problems.append(words.unknown_class(place(name, node), node.text, self.by_class))
            return None
        return found

    def _record(
        self, values: ValueReader, name: str, record_class: RecordClass, node: Node, order: int
    ) -> None:
        """One record, the `order`-th of its file."""
        if not isinstance(node, Mapping):
            if not _refused(node):
                self.problems.append(words.not_a_record(place(name, node)))
            return
        record_id = self._id(name, record_class, node)
        fields: dict[str, FieldValue] = {}
        places: dict[str, Place] = {}
        for entry in node.entries:
            key = entry.key.text
            if key == "id":
                continue
            slot = record_class.slots.get(key)
            if slot is None:
                known = ("id", *record_class.slots)
                self.problems.append(
                    words.unknown_field(place(name, entry.key), key, record_class.name, known)
                )
                continue
            places[key] = place(name, entry.key)
            value = values.read(slot, entry.value)
            if value is not None:
                fields[key] = value
        for slot in record_class.slots.values():
            if slot.required and slot.name not in places:
                self.problems.append(words.missing_field(place(name, node), slot, record_id, order))
        record = Record(record_class.name, record_id, fields, place(name, node), places)
        self.problems += field_pairs.problems(record_class, record)
        self._keep(values, record)

    def _id(self, name: str, record_class: RecordClass, node: Mapping) -> str:
        value = node.get("id")
        if _refused(value):
            return ""
        if not isinstance(value, Scalar) or not value.text:
            self.problems.append(words.missing_id(place(name, node if value is None else value)))
            return ""
        if not value.quoted and not isinstance(value.value, str | bool):
            self.problems.append(words.unquoted_number(place(name, value), "id", value.text))
        space = record_class.id_space
        if space is not None and not words.matches(space.pattern, value.text):
            self.problems.append(words.id_form(place(name, value), value.text, space))
        return value.text

    def _keep(self, values: ValueReader, record: Record) -> None:
        if not record.id:
            return
        same = self.by_class[record.type]
        if record.id in same:
            self.problems.append(words.duplicate_id(record.place, record.id, same[record.id].place))
            return
        same[record.id] = values.derived(record)


def _refused(node: Node | None) -> bool:
    """Whether a node could not be read, which was told."""
    return isinstance(node, Scalar) and node.refused
