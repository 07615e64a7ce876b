"""Fields of a record that bind each other: a lower end above its upper, a value given beside a range."""

from __future__ import annotations

from collections.abc import Iterator

from recommender.kb import load_problems as words
from recommender.kb.records import Record
from recommender.model.problem import Problem
from recommender.schema.definitions import RecordClass, Slot


def problems(record_class: RecordClass, record: Record) -> Iterator[Problem]:
    """What is wrong between the fields of one record, as the slots of its class bind them."""
    for name in record.places:
        slot = record_class.slots[name]
        if slot.not_above in record.fields:
            yield from _in_order(record, slot, record_class.slots[slot.not_above])
        for other in slot.instead_of:
            if other in record.places:
                yield words.not_both(record.where(name), slot, record_class.slots[other])
                break


def _in_order(record: Record, lower: Slot, upper: Slot) -> Iterator[Problem]:
    low, high = record.fields.get(lower.name), record.fields[upper.name]
    if isinstance(low, int | float) and isinstance(high, int | float) and low > high:
        yield words.not_in_order(
            record.where(lower.name), lower, upper, record.string(lower.name), record.string(upper.name)
        )
