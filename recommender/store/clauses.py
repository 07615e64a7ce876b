"""Clause references such as zcc/7.1.2#4: shape, section and the bounds of item and paragraph numbers."""

from __future__ import annotations

import re

from recommender.model.catalogue import Catalogue
from recommender.model.text import Text
from recommender.store.findings import Findings
from recommender.store.names import Names, plain_names
from recommender.store.nodes import Node, Scalar

_REFERENCE = re.compile(
    r"([a-z][a-z0-9]*)/([A-Za-z]?[0-9][0-9.\-]*|[A-Z][0-9.\-]*)(?:#([sp]?)([1-9][0-9]{0,5}))?"
)
_LIKE = Text(
    "写法如 zcc/7.1.2、zcc/7.1.2#4、sps2/5.3#p6", "write it like zcc/7.1.2, zcc/7.1.2#4 or sps2/5.3#p6"
)


def read_clause(node: Node, catalogue: Catalogue, findings: Findings) -> str | None:
    """The clause reference a node holds; None after reporting what is wrong with it."""
    if not isinstance(node, Scalar):
        findings.shape(node, "一个条款", "a clause")
        return None
    if not node.quoted and isinstance(node.value, int | float):
        findings.error(
            node,
            "E-UNQUOTED",
            f"{node.text} 会被读成数字，不是条款",
            f"{node.text} reads as a number, not as a clause",
            _LIKE,
        )
        return None
    found = _REFERENCE.fullmatch(node.text)
    if not found:
        findings.error(
            node, "E-CLAUSE", f"“{node.text}”不像条款", f"'{node.text}' is not a clause reference", _LIKE
        )
        return None
    source, section = found.group(1), f"{found.group(1)}/{found.group(2)}"
    if catalogue.sources and source not in catalogue.sources:
        findings.unknown(node, Text("来源", "source"), source, plain_names(catalogue.sources))
        return None
    if section not in catalogue.clauses:
        findings.error(
            node,
            "E-CLAUSE",
            f"来源里没有 {section} 这一条",
            f"the source has no section {section}",
            _beside(section, catalogue).hint(section),
        )
        return None
    return (
        node.text if _in_bounds(node, section, found.group(3), found.group(4), catalogue, findings) else None
    )


def _beside(section: str, catalogue: Catalogue) -> Names:
    """The sections that stand beside a number (under the same parent), else all of its source."""
    source, parent = section.partition("/")[0] + "/", section.rpartition(".")[0]
    same = [key for key in catalogue.clauses if key.startswith(source)]
    return plain_names([key for key in same if key.rpartition(".")[0] == parent] or same)


def within(place: str, reference: str) -> bool:
    """Whether a place lies in a clause: itself, an item of it, or below it (zcc/7 holds zcc/7.1.2#4)."""
    return place == reference or place.startswith((f"{reference}.", f"{reference}#"))


def _in_bounds(
    node: Node, section: str, kind: str | None, number: str | None, catalogue: Catalogue, findings: Findings
) -> bool:
    if number is None or kind == "s":
        return True
    clause = catalogue.clauses[section]
    count = clause.paragraphs if kind == "p" else clause.items
    if not count or int(number) <= count:
        return True
    zh, en = ("段", "paragraphs") if kind == "p" else ("项", "items")
    findings.error(
        node,
        "E-CLAUSE-RANGE",
        f"{section} 只有 {count} {zh}，没有第 {int(number)} {zh}",
        f"{section} has {count} {en}, there is no number {int(number)}",
    )
    return False
