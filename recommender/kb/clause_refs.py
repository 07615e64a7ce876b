"""Clause references such as zcc/7.1.2#4: their parts, and whether the place they name exists."""

from __future__ import annotations

import re
from dataclasses import dataclass

_REFERENCE = re.compile(r"([a-z0-9]+)/([A-Za-z0-9][A-Za-z0-9.\-]*)(?:#([sp]?)([1-9][0-9]*))?")


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
    return ClauseRef(source, number, {"": "item", "s": "sentence", "p": "paragraph"}[letter], int(index))
