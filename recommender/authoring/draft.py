"""A draft of clauses as plain text: one clause per line, with its number and what kind of line it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

_NUMBER = re.compile(r"(第\s*)?((?:[A-Z]|\d{1,3})(?:\.\d{1,3})*)(\s*条)?[\s\u3000]+")
_ITEM = re.compile(r"(?:[a-z]{1,2}[)）]|\d{1,2}[)）]|[—–-]{1,2}|[·•●]|[①-⑳])[\s\u3000]*")
_NOTE = re.compile(r"(注|示例)\s*\d*\s*[:：]")
_DEFINITION = re.compile(r"([^，。；：:\s]{2,20})(?:[:：]|是指|指的是|，是指)")
_STOPS = re.compile(r"[。；！？;!?]")
_HEADING = 18


class Kind(Enum):
    """What a line of a draft is; only clauses and items are asked for a modal word."""

    CLAUSE = "clause"
    LEAD = "lead"
    ITEM = "item"
    HEADING = "heading"
    NOTE = "note"
    DEFINITION = "definition"


@dataclass(frozen=True)
class Line:
    """One line: its place in the file, its number, its text from column `column` on."""

    line: int
    column: int
    number: str
    body: str
    kind: Kind

    @property
    def sentences(self) -> tuple[tuple[int, str], ...]:
        """Its sentences with where each begins in the body."""
        found, start = [], 0
        for part in _STOPS.split(self.body):
            if part.strip("　 "):
                found.append((start + len(part) - len(part.lstrip("　 ")), part.strip("　 ")))
            start += len(part) + 1
        return tuple(found)


@dataclass(frozen=True)
class Draft:
    """The lines of a draft, with the numbers and terms it brings itself."""

    file: str
    lines: tuple[Line, ...]

    @property
    def numbers(self) -> frozenset[str]:
        """The numbers of its own clauses."""
        return frozenset(line.number for line in self.lines if line.number)

    @property
    def terms(self) -> frozenset[str]:
        """The terms it defines itself."""
        found = (_DEFINITION.match(line.body) for line in self.lines if line.kind is Kind.DEFINITION)
        return frozenset(one[1] for one in found if one)


def read_draft(text: str, name: str) -> Draft:
    """The draft in a text; blank lines separate nothing and count only as lines."""
    rows = ((number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip())
    return Draft(name, tuple(_line(number, line) for number, line in rows))


def _line(place: int, text: str) -> Line:
    rest = text.lstrip("　 \t")
    column = len(text) - len(rest) + 1
    number, item = "", _ITEM.match(rest)
    if item is None and (found := _NUMBER.match(rest)):
        number, item = found[2], found
    elif item is not None:
        number = ""
    if item is not None:
        rest, column = rest[item.end() :], column + item.end()
    body = rest.rstrip()
    return Line(place, column, number, body, _kind(body, bool(item and not number)))


def _kind(body: str, item: bool) -> Kind:
    if _NOTE.match(body):
        return Kind.NOTE
    if body.endswith(("：", ":")):
        return Kind.LEAD
    if _DEFINITION.match(body) and not item:
        return Kind.DEFINITION
    if item:
        return Kind.ITEM
    if len(body) <= _HEADING and not re.search(r"[，。；：、！？,;]", body):
        return Kind.HEADING
    return Kind.CLAUSE
