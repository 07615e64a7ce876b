"""Strict YAML as plain frozen nodes with positions; the one way any YAML file enters Tanlu."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

import yaml

from recommender.model.problem import BadInput, Place, Problem
from recommender.store import yaml_problems as words
from recommender.store.limits import DEFAULT_LIMITS, Limits
from recommender.store.text import decode, read_bytes

_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
# A line that looks like "key：" with the full-width colon: the key is one short word.
_KEY_WITH_WIDE_COLON = re.compile(r"[\w.\-/]{1,40}：")

Value: TypeAlias = bool | int | float | str | None


@dataclass(frozen=True)
class Scalar:
    """One value as written; `quoted` is true for quoted and block text, which is always a string.

    `refused` is true where something stands that cannot be read, such as an alias; its problem was told.
    """

    text: str
    quoted: bool
    line: int
    column: int
    refused: bool = False

    @property
    def value(self) -> Value:
        """The value by YAML 1.2 core rules: `yes` and `0012` are text, only true/false are booleans."""
        if self.quoted:
            return self.text
        if self.text in _NULLS:
            return None
        if self.text in _BOOLS:
            return _BOOLS[self.text]
        if _INT.fullmatch(self.text):
            return int(self.text) if len(self.text) <= 20 else float(self.text)
        return float(self.text) if _FLOAT.fullmatch(self.text) else self.text


@dataclass(frozen=True)
class Sequence:
    """A list of nodes, in file order."""

    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True)
class Entry:
    """One `key: value` of a mapping."""

    key: Scalar
    value: Node


@dataclass(frozen=True)
class Mapping:
    """Entries in file order; a key stands once, unless the file has problems: then the first one counts."""

    entries: tuple[Entry, ...]
    line: int
    column: int

    @cached_property
    def by_key(self) -> dict[str, Entry]:
        """The entries by the text of their key."""
        return {entry.key.text: entry for entry in reversed(self.entries)}

    def get(self, key: str) -> Node | None:
        """The value under `key`, or None when the key is absent."""
        entry = self.by_key.get(key)
        return None if entry is None else entry.value


Node: TypeAlias = Scalar | Sequence | Mapping


@dataclass(frozen=True)
class Reading:
    """What could be read of a file, with every problem of it; no root where reading had to stop."""

    root: Node | None
    problems: tuple[Problem, ...]
    text: str = ""


def place(file: str, node: Node) -> Place:
    """The position of a node in `file`."""
    return Place(file, node.line, node.column)


def plain(node: Node) -> object:
    """The node as dicts, lists and YAML 1.2 scalars, without positions."""
    match node:
        case Scalar():
            return node.value
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {entry.key.text: plain(entry.value) for entry in node.entries}


def read_nodes(path: Path, name: str | None = None, limits: Limits = DEFAULT_LIMITS) -> Node:
    """Read one YAML file into nodes; `name` is what messages call it. Raises BadInput with every problem."""
    name = name or str(path)
    return parse_nodes(read_bytes(path, name, limits), name, limits)


def read_as_far(path: Path, name: str, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """Read one YAML file in spite of its problems, so that no fault hides the others; never raises."""
    try:
        text = decode(read_bytes(path, name, limits), name)
    except BadInput as error:
        return Reading(None, error.problems)
    return parse_as_far(text, name, limits)


def parse_as_far(text: str, name: str, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """Parse YAML text in spite of its problems; a tab or an invisible character counts as a blank."""
    wrong = words.wrong_characters(name, text)
    found = _Builder(name, words.blanked(text) if wrong else text, limits).read()
    if found.root is not None:
        return Reading(found.root, (*wrong, *found.problems), text)
    said = wrong or found.problems
    if said == (words.empty(name),):
        return Reading(None, said, text)
    return Reading(None, (*said, words.rest_unread(max(problem.place for problem in said))), text)


def parse_nodes(data: bytes | str, name: str, limits: Limits = DEFAULT_LIMITS) -> Node:
    """Parse YAML text into nodes. Raises BadInput with every problem found."""
    if len(data) > limits.bytes:
        raise BadInput((words.too_large(name, len(data), limits.bytes),))
    text = data if isinstance(data, str) else decode(data, name)
    if wrong := words.wrong_characters(name, text):
        raise BadInput(wrong)
    found = _Builder(name, text, limits).read()
    if found.problems or found.root is None:
        raise BadInput(found.problems)
    return found.root


def _position(event: yaml.Event) -> tuple[int, int]:
    """Line and column of an event, from 1; the parser marks every event it makes."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)


class _Stop(Exception):  # noqa: N818
    """A limit was passed: reading on would be dangerous."""


class _Builder:
    """Turns parser events into nodes, collecting problems; stops only at limits and syntax errors."""

    def __init__(self, name: str, text: str, limits: Limits) -> None:
        self.name, self.text, self.limits = name, text, limits
        self.problems: list[Problem] = []
        self.count = 0
        self.lines: list[str] | None = None

    def read(self) -> Reading:
        """The root node, where the text can be read to its end, and the problems."""
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml when it is there: 4 times faster
        root: Node | None = None
        try:
            root = self._document(yaml.parse(self.text, Loader=loader))
        except _Stop:
            pass
        except yaml.YAMLError as error:
            self.problems.append(words.syntax(self.name, self.text, error))
        except RecursionError:  # the parser's own depth, never ours: `_node` stops at limits.depth
            self.problems.append(words.too_deep(Place(self.name), self.limits.depth))
        return Reading(root, tuple(dict.fromkeys(self.problems)), self.text)

    def _document(self, events: Iterator[yaml.Event]) -> Node | None:
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    self.problems.append(words.many_documents(self._at(event)))
                    return root
                first = next(events)
                root = self._node(first, events, 1)
                if isinstance(root, Scalar) and not root.quoted and root.text in _NULLS:
                    break
        else:
            if root is not None:
                return root
        self.problems.append(words.empty(self.name))
        return None

    def _at(self, event: yaml.Event) -> Place:
        return Place(self.name, *_position(event))

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        self.count += 1
        if self.count > self.limits.nodes:
            self.problems.append(words.too_many(self._at(event), self.limits.nodes))
            raise _Stop
        if depth > self.limits.depth:
            self.problems.append(words.too_deep(self._at(event), self.limits.depth))
            raise _Stop
        self._no_references(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        position = _position(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(self._items(events, depth), *position)
        if isinstance(event, yaml.MappingStartEvent):
            return Mapping(self._entries(events, depth), *position)
        return Scalar("", False, *position, refused=True)  # an alias: already reported

    def _no_references(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent):
            self.problems.append(words.alias(self._at(event), str(event.anchor)))
            return
        if getattr(event, "anchor", None):
            self.problems.append(words.anchor(self._at(event), str(getattr(event, "anchor", ""))))
        if getattr(event, "tag", None):
            self.problems.append(words.tag(self._at(event), str(getattr(event, "tag", ""))))

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        node = Scalar(event.value, bool(event.style), *_position(event))
        if "：" in event.value and not event.style and self._wide_colon(node):
            return replace(node, refused=True)
        return node

    def _wide_colon(self, node: Scalar) -> bool:
        """Report `key：value` that stands first on its line, where a key was surely meant."""
        found = _KEY_WITH_WIDE_COLON.match(node.text)
        if not found:
            return False
        if self.lines is None:
            self.lines = words.lines_of(self.text)
        before = self.lines[node.line - 1][: node.column - 1]
        if not before.strip(" -") or (not node.text[found.end() :] and before.rstrip().endswith(("{", ","))):
            self.problems.append(words.wide_colon(place(self.name, node), found.group()[:-1]))
            return True
        return False

    def _items(self, events: Iterator[yaml.Event], depth: int) -> tuple[Node, ...]:
        items: list[Node] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._node(event, events, depth + 1))
        return tuple(items)

    def _entries(self, events: Iterator[yaml.Event], depth: int) -> tuple[Entry, ...]:
        entries: list[Entry] = []
        first: dict[str, Scalar] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            before = len(self.problems)
            key = self._node(event, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                self.problems.append(words.key_not_text(place(self.name, key)))
                continue
            if "：" in key.text and not key.quoted:
                if len(self.problems) == before:
                    self.problems.append(words.wide_colon(place(self.name, key), key.text.split("：")[0]))
                key = replace(key, text=key.text.split("：")[0])
                value = replace(key, refused=True)
            elif key.text in first:
                self.problems.append(words.duplicate(place(self.name, key), key.text, first[key.text].line))
            first.setdefault(key.text, key)
            entries.append(Entry(key, value))
        return tuple(entries)
