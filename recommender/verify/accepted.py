"""Accepted findings: rules/verify-accepted.yaml, each key with the reason why it is right as it is."""

from __future__ import annotations

from recommender.model.problem import Problem, by_place
from recommender.model.text import Text
from recommender.store.findings import Findings
from recommender.store.names import plain_names
from recommender.store.nodes import Mapping, Node, Scalar, Sequence, parse_nodes
from recommender.verify.finding import Acceptance

_TOP = plain_names(("accepted",))
_KEYS = plain_names(("findings", "reason"))
_ENTRY = Text("一条接受", "an acceptance")


def read_acceptances(name: str, data: bytes) -> tuple[tuple[Acceptance, ...], tuple[Problem, ...]]:
    """The acceptances of a file, and everything wrong with it."""
    findings = Findings(name)
    root = parse_nodes(data, name)
    found: dict[str, Acceptance] = {}
    if findings.mapping(root, Text("接受清单", "the list of acceptances"), _TOP) is not None:
        assert isinstance(root, Mapping)
        entries = root.get("accepted")
        if isinstance(entries, Sequence):
            for node in entries.items:
                _read(node, found, findings)
        else:
            findings.shape(entries or root, "“accepted:” 下的列表", "a list under `accepted:`")
    return tuple(found.values()), tuple(sorted(findings.problems, key=by_place))


def _read(node: Node, found: dict[str, Acceptance], findings: Findings) -> None:
    if findings.mapping(node, _ENTRY, _KEYS) is None:
        return
    assert isinstance(node, Mapping)
    reason = findings.text(node.get("reason"), node, Text("理由（reason）", "the reason"))
    keys = node.get("findings")
    items = keys.items if isinstance(keys, Sequence) else ()
    if not items:
        findings.error(
            node,
            "E-MISSING",
            "没有写接受的是哪些发现（findings）",
            "it names no findings (`findings: [key, …]`)",
        )
    for item in items:
        if not isinstance(item, Scalar):
            findings.shape(item, "一个发现的键", "the key of a finding")
        elif item.text in found:
            findings.error(
                item,
                "E-TWICE",
                f"“{item.text}”已在第 {found[item.text].place.line} 行接受过",
                f"'{item.text}' is accepted already, on line {found[item.text].place.line}",
            )
        else:
            found[item.text] = Acceptance(item.text, reason, findings.at(item))
