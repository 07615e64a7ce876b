"""Reads ontology/schema.yaml into frozen definitions and checks that it hangs together."""

from __future__ import annotations

import re
from pathlib import Path

from recommender.model.problem import BadInput, Problem
from recommender.model.text import NO_TEXT, Text
from recommender.schema.definitions import TYPES, EnumType, IdSpace, RecordClass, Schema, Slot
from recommender.store.names import meant, nearest
from recommender.store.nodes import Mapping, Node, Scalar, Sequence, place, read_nodes

_TOP = ("id", "name", "title", "version", "prefixes", "id_spaces", "enums", "slots", "classes")
_SLOT = (
    "name",
    "iri",
    "range",
    "label",
    "definition",
    "required",
    "multivalued",
    "minimum",
    "maximum",
    "max_length",
    "pattern",
    "scheme",
    "language",
    "sign",
    "not_above",
    "instead_of",
)
_CLASS = (
    "path",
    "id_space",
    "iri",
    "exact_match",
    "label",
    "definition",
    "derive",
    "slots",
    "slot_usage",
    "external",
    "is_a",
)
_ENUM = ("path", "label", "definition", "values")


def read_schema(path: Path, name: str = "ontology/schema.yaml") -> Schema:
    """The schema in `path`; `name` is what messages call the file. Raises BadInput with every problem."""
    reader = _Reader(name)
    schema = reader.schema(read_nodes(path, name))
    if reader.problems:
        raise BadInput(tuple(reader.problems))
    return schema


class _Reader:
    """Collects problems while reading; a wrong part is replaced by an empty one and reported."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []

    def schema(self, root: Node) -> Schema:
        """The whole schema."""
        top = self._mapping(root, _TOP)
        prefixes = {e.key.text: self._text(e.value) for e in self._child(top, "prefixes").entries}
        spaces = {e.key.text: self._space(e.value) for e in self._child(top, "id_spaces").entries}
        enums = {e.key.text: self._enum(e.key.text, e.value) for e in self._child(top, "enums").entries}
        slots = {e.key.text: e.value for e in self._child(top, "slots").entries}
        names = [e.key.text for e in self._child(top, "classes").entries]
        known = {*TYPES, *enums, *names}
        classes = {
            entry.key.text: self._class(entry.key.text, entry.value, slots, spaces, known)
            for entry in self._child(top, "classes").entries
        }
        schema = Schema(
            id=self._string(top, "id"),
            version=self._string(top, "version"),
            title=self._language(top, "title"),
            prefixes=prefixes,
            classes=classes,
            enums=enums,
        )
        self._prefixes_known(schema, top)
        self._slots_known(slots)
        return schema

    def _class(
        self, name: str, node: Node, slots: dict[str, Node], spaces: dict[str, IdSpace], known: set[str]
    ) -> RecordClass:
        body = self._mapping(node, _CLASS)
        usage = self._child(body, "slot_usage")
        listed = body.get("slots")
        used: dict[str, Slot] = {}
        for item in listed.items if isinstance(listed, Sequence) else ():
            key = self._text(item)
            if key not in slots:
                self._say(item, "E-SCHEMA-SLOT", f"没有字段“{key}”", f"no slot '{key}'", nearest(key, slots))
                continue
            slot = self._slot(key, slots[key], usage.get(key), known)
            used[slot.name] = slot
        for entry in usage.entries:
            if entry.key.text not in {self._text(i) for i in getattr(listed, "items", ())}:
                self._say(
                    entry.key,
                    "E-SCHEMA-USAGE",
                    f"slot_usage 中的“{entry.key.text}”不在 slots 里",
                    f"slot_usage names '{entry.key.text}', which is not in slots",
                )
        space = self._string(body, "id_space")
        if space and space not in spaces:
            self._say(
                body,
                "E-SCHEMA-IDSPACE",
                f"没有编号写法“{space}”",
                f"no id space '{space}'",
                nearest(space, spaces),
            )
        derive = {e.key.text: self._text(e.value) for e in self._child(body, "derive").entries}
        return RecordClass(
            name=name,
            iri=self._string(body, "iri"),
            path=self._string(body, "path"),
            label=self._language(body, "label"),
            definition=self._language(body, "definition"),
            slots=used,
            id_space=spaces.get(space),
            external=self._flag(body, "external"),
            is_a=self._string(body, "is_a"),
            exact_match=self._string(body, "exact_match"),
            derive=derive,
        )

    def _slot(self, key: str, base: Node, usage: Node | None, known: set[str]) -> Slot:
        body = self._mapping(base, _SLOT)
        over = self._mapping(usage, _SLOT) if usage is not None else Mapping((), body.line, body.column)
        both = Mapping(tuple({**body.by_key, **over.by_key}.values()), body.line, body.column)
        ranged = self._string(both, "range")
        if ranged not in known:
            self._say(
                body,
                "E-SCHEMA-RANGE",
                f"字段“{key}”的取值类型“{ranged}”不存在",
                f"slot '{key}' has the unknown range '{ranged}'",
                nearest(ranged, known),
            )
        pattern = self._string(both, "pattern")
        self._pattern(body, pattern)
        return Slot(
            name=self._string(both, "name") or key,
            iri=self._string(both, "iri"),
            range=ranged,
            label=self._language(both, "label"),
            definition=self._language(both, "definition"),
            required=self._flag(both, "required"),
            multivalued=self._flag(both, "multivalued"),
            minimum=self._number(both, "minimum"),
            maximum=self._number(both, "maximum"),
            max_length=self._whole(both, "max_length"),
            pattern=pattern,
            scheme=self._string(both, "scheme"),
            language=self._string(both, "language"),
            sign=self._string(both, "sign"),
            not_above=self._string(both, "not_above"),
            instead_of=self._strings(both, "instead_of"),
        )

    def _enum(self, name: str, node: Node) -> EnumType:
        body = self._mapping(node, _ENUM)
        values: dict[str, Text] = {}
        properties: dict[str, str] = {}
        symmetric: set[str] = set()
        for entry in self._child(body, "values").entries:
            key, value = entry.key.text, self._mapping(entry.value, ("zh", "en", "property", "symmetric"))
            values[key] = self._zh_en(value)
            if linking := self._string(value, "property"):
                properties[key] = linking
            if self._flag(value, "symmetric"):
                symmetric.add(key)
        return EnumType(
            name=name,
            path=self._string(body, "path"),
            label=self._language(body, "label"),
            definition=self._language(body, "definition"),
            values=values,
            properties=properties,
            symmetric=frozenset(symmetric),
        )

    def _space(self, node: Node) -> IdSpace:
        body = self._mapping(node, ("pattern", "label"))
        pattern = self._string(body, "pattern")
        self._pattern(body, pattern)
        return IdSpace(pattern, self._language(body, "label"))

    def _prefixes_known(self, schema: Schema, top: Mapping) -> None:
        terms = [record.iri for record in schema.classes.values()]
        terms += [term for enum in schema.enums.values() for term in enum.properties.values()]
        terms += [slot.iri for record in schema.classes.values() for slot in record.slots.values()]
        for term in dict.fromkeys(terms):
            prefix, colon, local = term.partition(":")
            if not colon or not local or prefix not in schema.prefixes:
                self._say(
                    top,
                    "E-SCHEMA-IRI",
                    f"“{term}”的前缀没有声明",
                    f"the prefix of '{term}' is not declared",
                    nearest(prefix, schema.prefixes),
                )

    def _slots_known(self, slots: dict[str, Node]) -> None:
        """Slots bound to others name slots that there are."""
        for key, node in slots.items():
            body = self._mapping(node)
            for other in filter(None, (self._string(body, "not_above"), *self._strings(body, "instead_of"))):
                if other not in slots:
                    self._say(
                        node,
                        "E-SCHEMA-SLOT",
                        f"字段“{key}”所提的字段“{other}”不存在",
                        f"slot '{key}' names the unknown slot '{other}'",
                        nearest(other, slots),
                    )

    def _mapping(self, node: Node, allowed: tuple[str, ...] = ()) -> Mapping:
        if not isinstance(node, Mapping):
            self._say(node, "E-SCHEMA-SHAPE", "此处应为“键: 值”", "a mapping is needed here")
            return Mapping((), node.line, node.column)
        for entry in node.entries if allowed else ():
            if entry.key.text not in allowed:
                self._say(
                    entry.key,
                    "E-SCHEMA-KEY",
                    f"模式里没有键“{entry.key.text}”",
                    f"the schema language has no key '{entry.key.text}'",
                    nearest(entry.key.text, allowed),
                )
        return node

    def _child(self, node: Mapping, key: str) -> Mapping:
        child = node.get(key)
        return Mapping((), node.line, node.column) if child is None else self._mapping(child)

    def _text(self, node: Node) -> str:
        if isinstance(node, Scalar):
            return node.text
        self._say(node, "E-SCHEMA-SHAPE", "此处应为文字", "text is needed here")
        return ""

    def _string(self, node: Mapping, key: str) -> str:
        child = node.get(key)
        return "" if child is None else self._text(child)

    def _strings(self, node: Mapping, key: str) -> tuple[str, ...]:
        child = node.get(key)
        return tuple(self._text(item) for item in child.items) if isinstance(child, Sequence) else ()

    def _flag(self, node: Mapping, key: str) -> bool:
        return self._string(node, key) == "true"

    def _number(self, node: Mapping, key: str) -> float | None:
        child = node.get(key)
        value = child.value if isinstance(child, Scalar) else None
        return float(value) if isinstance(value, int | float) else None

    def _whole(self, node: Mapping, key: str) -> int | None:
        number = self._number(node, key)
        return None if number is None else int(number)

    def _language(self, node: Mapping, key: str) -> Text:
        child = node.get(key)
        if child is None:
            self._say(node, "E-SCHEMA-LABEL", f"缺少中英文的“{key}”", f"'{key}' in zh and en is missing")
            return NO_TEXT
        return self._zh_en(child)

    def _zh_en(self, node: Node) -> Text:
        body = self._mapping(node)
        text = Text(self._string(body, "zh"), self._string(body, "en"))
        if not (text.zh and text.en):
            self._say(node, "E-SCHEMA-LABEL", "中文和英文都要写", "both zh and en are needed")
        return text

    def _pattern(self, node: Node, pattern: str) -> None:
        try:
            re.compile(pattern)
        except re.error as error:
            self._say(
                node,
                "E-SCHEMA-PATTERN",
                f"正则“{pattern}”有误（{error}）",
                f"the pattern '{pattern}' is wrong ({error})",
            )

    def _say(self, node: Node, code: str, zh: str, en: str, near: str = "") -> None:
        self.problems.append(Problem(place(self.name, node), code, zh, en, *meant(near)))
