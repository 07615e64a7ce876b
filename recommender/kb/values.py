"""Values of record fields: each YAML node read as its slot's range asks, or a problem."""

from __future__ import annotations

from recommender.kb import load_problems as words
from recommender.kb.links import Link
from recommender.kb.records import FieldValue, Record, Single
from recommender.model.problem import Problem
from recommender.model.text import Text, chinese_in
from recommender.schema.definitions import IRI, LINK_TYPES, PERIOD, Schema, Slot
from recommender.store.nodes import Mapping, Node, Scalar, Sequence, place


class ValueReader:
    """Reads values of one file; appends problems and links to the lists it was given."""

    def __init__(self, schema: Schema, file: str, problems: list[Problem], links: list[Link]) -> None:
        self.schema, self.file = schema, file
        self.problems, self.links = problems, links

    def read(self, slot: Slot, node: Node) -> FieldValue | None:
        """The value of a slot, or None after reporting why there is none."""
        if not slot.multivalued:
            return self._single(slot, node)
        if not isinstance(node, Sequence):
            if not (isinstance(node, Scalar) and node.refused):
                self.problems.append(words.not_a_list(place(self.file, node), slot))
            return None
        if slot.required and not node.items:
            self.problems.append(words.empty_list(place(self.file, node), slot))
        values = [self._single(slot, item) for item in node.items]
        self._no_repeats(slot, node, values)
        return tuple(value for value in values if value is not None)

    def derived(self, record: Record) -> Record:
        """The record with the slots its class computes from others, such as the clause of a table row."""
        recipes = self.schema.classes[record.type].derive
        if not recipes:
            return record
        fields = dict(record.fields)
        for slot, recipe in recipes.items():
            try:
                fields[slot] = recipe.format_map({key: record.string(key) for key in record.fields})
            except KeyError:
                continue  # a field it needs is missing, which was reported
            self.links.append(Link("clause_ref", "", str(fields[slot]), record.place))
        return Record(record.type, record.id, fields, record.place, record.places)

    def _single(self, slot: Slot, node: Node) -> Single | None:
        if isinstance(node, Scalar) and node.refused:
            return None
        if slot.range == "langstring":
            return self._language(slot, node)
        if not isinstance(node, Scalar):
            self.problems.append(words.not_single(place(self.file, node), slot))
            return None
        if not node.quoted and node.value is None:
            self.problems.append(words.empty_value(place(self.file, node), slot))
            return None
        match slot.range:
            case "integer" | "number":
                return self._number(slot, node)
            case "boolean":
                return self._boolean(slot, node)
            case _:
                return self._string(slot, node)

    def _string(self, slot: Slot, node: Scalar) -> str | None:
        at, text = place(self.file, node), node.text.strip()
        number_like = (
            not node.quoted and isinstance(node.value, int | float) and not isinstance(node.value, bool)
        )
        if number_like:
            self.problems.append(words.unquoted_number(at, slot.name, node.text))
            return None
        if not text:
            self.problems.append(words.empty_value(at, slot))
            return None
        if slot.max_length is not None and len(text) > slot.max_length:
            self.problems.append(words.too_long(at, slot, len(text)))
        if slot.pattern and not words.matches(slot.pattern, text):
            self.problems.append(words.wrong_form(at, slot, text))
        if slot.range == "iri" and not words.matches(IRI, text):
            self.problems.append(words.wrong_iri(at, slot, text))
        if slot.range == "period" and not _is_period(text):
            self.problems.append(words.wrong_period(at, slot, text))
        if slot.range in self.schema.enums:
            values = self.schema.enums[slot.range].values
            if text not in values:
                self.problems.append(words.unknown_value(at, slot, text, values))
        elif slot.range in self.schema.classes or slot.range in LINK_TYPES:
            self.links.append(Link(slot.range, slot.scheme, text, at))
        return text

    def _number(self, slot: Slot, node: Scalar) -> int | float | None:
        at, value = place(self.file, node), node.value
        whole = slot.range == "integer"
        if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
            self.problems.append(words.not_a_number(at, slot, node.text))
            return None
        if (slot.minimum is not None and value < slot.minimum) or (
            slot.maximum is not None and value > slot.maximum
        ):
            self.problems.append(words.out_of_range(at, slot, node.text))
        return value if whole else float(value)

    def _boolean(self, slot: Slot, node: Scalar) -> bool | None:
        if isinstance(node.value, bool):
            return node.value
        self.problems.append(words.not_a_boolean(place(self.file, node), slot, node.text))
        return None

    def _language(self, slot: Slot, node: Node) -> Text | None:
        at = place(self.file, node)
        if not isinstance(node, Mapping):
            self.problems.append(words.not_bilingual(at, slot))
            return None
        found: dict[str, str] = {}
        refused: set[str] = set()
        for entry in node.entries:
            key = entry.key.text
            if key not in ("zh", "en"):
                self.problems.append(
                    words.unknown_field(place(self.file, entry.key), key, slot.name, ("zh", "en"))
                )
            elif not isinstance(entry.value, Scalar):
                self.problems.append(words.not_single(place(self.file, entry.value), slot))
                refused.add(key)
            elif entry.value.refused:
                refused.add(key)
            else:
                found[key] = self._words(slot, entry.value)
                if key == "en" and (chinese := chinese_in(found[key])):
                    self.problems.append(
                        words.chinese_in_english(place(self.file, entry.value), slot, chinese)
                    )
        for language in ("zh", "en"):
            if not found.get(language) and language not in refused:
                self.problems.append(words.missing_language(at, slot, language))
        return Text(found.get("zh", ""), found.get("en", ""))

    def _words(self, slot: Slot, node: Scalar) -> str:
        """One language of a text; a bare number there is an error like any unquoted number."""
        if node.quoted or isinstance(node.value, str):
            return node.text.strip()
        if node.value is not None:
            self.problems.append(words.unquoted_number(place(self.file, node), slot.name, node.text))
            return node.text
        return ""

    def _no_repeats(self, slot: Slot, node: Sequence, values: list[Single | None]) -> None:
        seen: set[Single] = set()
        for item, value in zip(node.items, values, strict=True):
            if value is not None and value in seen:
                self.problems.append(words.repeated_item(place(self.file, item), slot, str(value)))
            if value is not None:
                seen.add(value)


def _is_period(text: str) -> bool:
    return words.matches(PERIOD, text) and text[:4] < text[5:]
