"""Clause references such as zcc/7.1.2#4: their parts, and whether one place lies in another."""

from __future__ import annotations

import re
from dataclasses import dataclass

_REFERENCE = re.compile(r"([a-z0-9]+)/([A-Za-z0-9][A-Za-z0-9.\-]*)(?:#([sp]?)([1-9][0-9]{0,5}))?")
_PARTS = {"": "item", "s": "sentence", "p": "paragraph"}


@dataclass(frozen=True)
class ClauseRef:
    """`part` is "" for the whole clause, "item" for a list item or table row, "sentence" or "paragraph"."""

    source: str
    number: str
    part: str = ""
    index: int = 0

    @property
    def clause(self) -> str:
        """Id of the clause the place stands in."""
        return f"{self.source}/{self.number}"

    @property
    def item(self) -> str:
        """The list position as text; empty for anything but a list item or row."""
        return str(self.index) if self.part == "item" else ""


def parse_reference(text: str) -> ClauseRef | None:
    """The parts of a reference, or None when it is not written like one."""
    found = _REFERENCE.fullmatch(text)
    if not found:
        return None
    source, number, letter, index = found.groups()
    if index is None:
        return ClauseRef(source, number)
    return ClauseRef(source, number, _PARTS[letter], int(index))


def source_of(reference: str) -> str:
    """Id of the source a reference names."""
    return reference.partition("/")[0]


def within(place: str, reference: str) -> bool:
    """Whether a place lies in a clause: itself, an item of it, or below it (zcc/7 holds zcc/7.1.2#4)."""
    return place == reference or place.startswith((f"{reference}.", f"{reference}#"))
