"""Reads clauses, list items and modal sentences of `zcc` from its text, without the knowledge base."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_NUMBERED = re.compile(r"^\s?(?P<number>\d+(?:\.\d+)*)\s+[^\d\s.，、年月日]")
_TERM = re.compile(r"^\s?(?P<number>3\.\d+)\s*$")
_ANNEX_TABLE = re.compile(r"^\s?表 (?P<number>[AB]\.\d)\s")
_GRADES_TABLE = re.compile(r"^\s?表 1\s")
_ITEM = re.compile(r"^\s?(——|•)")
_LETTER = re.compile(r"^\s?[a-z]）")
_SENTENCE_ENDS = ("。", "；", "：")
# The list of references ends the document; after it every heading is printed once more as an outline.
_BODY_END = "参考文献"
_LAST_CHAPTER = 10
# 可以 stands for being able ("可以胜任") in this document, 可能 for being likely.
_NOT_MODAL = re.compile(
    "应对|对应|响应|适应|相应|应用|供应|反应|感应|适宜|便宜"
    "|可再生|可持续|可能|可以|可称作|不可避免|不可少|可视化|认可|可达|可行"
)
_MODAL = re.compile("不应|不宜|必须|应当|应|宜|可")


@dataclass
class ClauseText:
    """Free paragraphs, list items in order, and lettered points of one clause, all without spaces."""

    number: str
    paragraphs: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    lead_ins: list[str] = field(default_factory=list)  # for each item, the paragraph that leads in its list
    letters: list[str] = field(default_factory=list)

    @property
    def sentences(self) -> list[str]:
        """The free sentences in order."""
        return [part for text in self.paragraphs for part in re.split(r"(?<=。)", text) if part]

    @property
    def text(self) -> str:
        """All of it, in no particular order of kinds."""
        return "".join([*self.paragraphs, *self.items, *self.letters])


def without_spaces(text: str) -> str:
    """`text` without any white space."""
    return re.sub(r"\s", "", text)


def modals(text: str) -> list[str]:
    """Modal words of `text`, leaving out words that only contain one of their characters."""
    return [match.group() for match in _MODAL.finditer(_NOT_MODAL.sub("　", text))]


def read_clauses(text: str) -> dict[str, ClauseText]:
    """Clauses of the body and of the annexes by number ("7.1.2", "A.2", "B.1")."""
    clauses: dict[str, ClauseText] = {}
    clause = ClauseText("")
    target: list[str] | None = None
    for line in text.split("\n"):
        if line.strip() == _BODY_END:
            break
        if not line.strip():
            continue
        number = _heading(line)
        if number is not None:
            clause = clauses.setdefault(number, ClauseText(number))
            target = None
            continue
        target = _take(clause, line, target)
    return clauses


def _heading(line: str) -> str | None:
    term = _TERM.match(line)
    if term:
        return term["number"]
    if _GRADES_TABLE.match(line):
        return "t1"
    annex = _ANNEX_TABLE.match(line)
    if annex:
        return annex["number"]
    numbered = _NUMBERED.match(line)
    if numbered and int(numbered["number"].split(".")[0]) <= _LAST_CHAPTER:
        return numbered["number"]
    return None


def _take(clause: ClauseText, line: str, target: list[str] | None) -> list[str] | None:
    """Add one line; returns the list whose last entry is still open, None once it is closed."""
    piece = without_spaces(line)
    if _ITEM.match(line):
        target = clause.items
        target.append(piece)
        clause.lead_ins.append(
            next((text for text in reversed(clause.paragraphs) if text.endswith("：")), "")
        )
    elif _LETTER.match(line):
        target = clause.letters
        target.append(piece)
    elif target is not None:
        target[-1] += piece
    else:
        target = clause.paragraphs
        target.append(piece)
    return None if piece.endswith(_SENTENCE_ENDS) else target
