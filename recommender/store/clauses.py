"""A clause reference in a file we read: its shape, its section, the bounds of item and paragraph numbers."""

from __future__ import annotations

from recommender.model.catalogue import Catalogue
from recommender.model.clause import ClauseRef, parse_reference, source_of
from recommender.model.text import Text
from recommender.store.findings import Findings
from recommender.store.names import Names, plain_names
from recommender.store.nodes import Node, Scalar

_LIKE = Text(
    "写法如 zcc/7.1.2、zcc/7.1.2#4、sps2/5.3#p6", "write it like zcc/7.1.2, zcc/7.1.2#4 or sps2/5.3#p6"
)


def read_clause(node: Node, catalogue: Catalogue, findings: Findings) -> str | None:
    """The clause reference a node holds; None after reporting what is wrong with it."""
    if not isinstance(node, Scalar):
        findings.shape(node, "一个条款", "a clause")
        return None
    if reads_as_number(node, findings):
        return None
    reference = parse_reference(node.text)
    if reference is None:
        findings.error(
            node, "E-CLAUSE", f"“{node.text}”不像条款", f"'{node.text}' is not a clause reference", _LIKE
        )
        return None
    if catalogue.sources and reference.source not in catalogue.sources:
        findings.unknown(node, Text("来源", "source"), reference.source, plain_names(catalogue.sources))
        return None
    section = reference.clause
    if section not in catalogue.clauses:
        findings.error(
            node,
            "E-CLAUSE",
            f"来源里没有 {section} 这一条",
            f"the source has no section {section}",
            _beside(section, catalogue).hint(section),
        )
        return None
    return node.text if _in_bounds(node, reference, catalogue, findings) else None


def reads_as_number(node: Scalar, findings: Findings) -> bool:
    """Whether a clause was written as a bare number, which is reported: 7.10 would be 7.1."""
    if node.quoted or not isinstance(node.value, int | float):
        return False
    findings.error(
        node,
        "E-UNQUOTED",
        f"{node.text} 会被读成数字，不是条款",
        f"{node.text} reads as a number, not as a clause",
        _LIKE,
    )
    return True


def _beside(section: str, catalogue: Catalogue) -> Names:
    """The sections that stand beside a number (under the same parent), else all of its source."""
    source, parent = source_of(section) + "/", section.rpartition(".")[0]
    same = [key for key in catalogue.clauses if key.startswith(source)]
    return plain_names([key for key in same if key.rpartition(".")[0] == parent] or same)


def _in_bounds(node: Node, reference: ClauseRef, catalogue: Catalogue, findings: Findings) -> bool:
    if reference.part not in ("item", "paragraph"):
        return True
    clause, in_paragraphs = catalogue.clauses[reference.clause], reference.part == "paragraph"
    count = clause.paragraphs if in_paragraphs else clause.items
    if not count or reference.index <= count:
        return True
    zh, en = ("段", "paragraphs") if in_paragraphs else ("项", "items")
    findings.error(
        node,
        "E-CLAUSE-RANGE",
        f"{clause.id} 只有 {count} {zh}，没有第 {reference.index} {zh}",
        f"{clause.id} has {count} {en}, there is no number {reference.index}",
    )
    return False
