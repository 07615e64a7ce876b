"""Records as loaded: typed values with the place of each, by class and id, in file order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from recommender.model.problem import Place
from recommender.model.text import NO_TEXT, Text
from recommender.schema.definitions import Schema

Single: TypeAlias = str | int | float | bool | Text
FieldValue: TypeAlias = Single | tuple[Single, ...]


@dataclass(frozen=True)
class Record:
    """One record; `fields` holds only what is written (and derived), `places` where."""

    type: str
    id: str
    fields: Mapping[str, FieldValue]
    place: Place
    places: Mapping[str, Place] = field(default_factory=dict)

    def text(self, slot: str) -> Text:
        """The zh/en text of a slot, empty when absent."""
        value = self.fields.get(slot)
        return value if isinstance(value, Text) else NO_TEXT

    def string(self, slot: str) -> str:
        """The value of a slot as a string, empty when absent; numbers as written, 3.0 as 3."""
        value = self.fields.get(slot, "")
        if isinstance(value, bool):
            return "1" if value else "0"
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return "" if isinstance(value, Text | tuple) else str(value)

    def strings(self, slot: str) -> tuple[str, ...]:
        """The values of a many-valued slot, empty when absent."""
        value = self.fields.get(slot, ())
        return tuple(str(item) for item in value) if isinstance(value, tuple) else ()

    def where(self, slot: str) -> Place:
        """Where a slot is written, else where the record starts."""
        return self.places.get(slot, self.place)


@dataclass(frozen=True)
class Records:
    """All records by class and id, in file order, with the schema they follow."""

    schema: Schema
    by_class: Mapping[str, Mapping[str, Record]]

    def of(self, class_name: str) -> Mapping[str, Record]:
        """The records of one class by id; empty when there are none."""
        return self.by_class.get(class_name, {})

    def __iter__(self) -> Iterator[Record]:
        for records in self.by_class.values():
            yield from records.values()

    def __len__(self) -> int:
        return sum(len(records) for records in self.by_class.values())
