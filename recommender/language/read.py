"""Rule files → Rulebook, with every problem of every file at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest

from recommender.language.names import Context, RuleNames
from recommender.language.rules import read_rule
from recommender.language.strata import cycles
from recommender.model.catalogue import Catalogue
from recommender.model.problem import BadInput, Problem, by_place
from recommender.model.rule import Rule, Rulebook, RuleStatus
from recommender.model.text import Text
from recommender.store.cache import content_hash
from recommender.store.findings import Findings
from recommender.store.limits import DEFAULT_LIMITS
from recommender.store.names import plain_names
from recommender.store.nodes import Mapping as MappingNode
from recommender.store.nodes import Node, Reading, Scalar, Sequence, parse_as_far, parse_nodes
from recommender.store.text import decode

_TOP = plain_names(("rules",))


def read_rules(files: Mapping[str, bytes], catalogue: Catalogue) -> tuple[Rulebook, tuple[Problem, ...]]:
    """All rules of the files (name → bytes) and every problem, sorted by place.

    Rules with a problem of their own are not in the rulebook; without problems all are.
    """
    names = RuleNames(catalogue)
    rules: dict[str, Rule] = {}
    stated: dict[str, tuple[str, int]] = {}
    problems: list[Problem] = []
    for name in sorted(files):
        findings = Findings(name)
        reading = _read(files[name], name)
        problems += reading.problems
        if reading.root is None:
            continue
        for node, sound in _sound(tuple(_rule_nodes(reading.root, findings)), reading.problems):
            _note_id(node, stated, findings)
            rule = read_rule(node, Context(names, findings)) if sound else None
            if rule is not None and rule.id not in rules:
                rules[rule.id] = rule
        problems += findings.problems
    problems += _unknown_rules(rules, stated)
    problems += _cycles(rules)
    rulebook = Rulebook(rules, content_hash(sorted(files.items())))
    return rulebook, tuple(sorted(dict.fromkeys(problems), key=by_place))


def _read(data: bytes, name: str) -> Reading:
    """One file as far as it can be read: a slip in one rule does not hide the faults of the others."""
    try:
        return Reading(parse_nodes(data, name), ())
    except BadInput as bad:
        refused = Reading(None, bad.problems)
    if len(data) > DEFAULT_LIMITS.bytes:
        return refused
    try:
        reading = parse_as_far(decode(data, name), name)
    except BadInput:
        return refused
    return reading if reading.root is not None else refused


def _sound(nodes: tuple[Node, ...], problems: tuple[Problem, ...]) -> Iterator[tuple[Node, bool]]:
    """Each rule, and whether its own lines could be read; what could not would only be told once more."""
    ends = [node.line for node in nodes[1:]]
    for node, end in zip_longest(nodes, ends, fillvalue=None):
        assert node is not None
        spoiled = (problem.place.line or 0 for problem in problems)
        yield node, not any(node.line <= line and (end is None or line < end) for line in spoiled)


def _rule_nodes(root: Node, findings: Findings) -> Iterator[Node]:
    if findings.mapping(root, Text("规则文件", "a rule file"), _TOP) is None:
        return
    assert isinstance(root, MappingNode)
    rules = root.get("rules")
    if rules is None:
        findings.error(
            root,
            "E-MISSING",
            "文件缺少 rules",
            "the file lacks `rules`",
            Text("第一行请写 rules:", "the first line is rules:"),
        )
    elif not isinstance(rules, Sequence):
        findings.shape(rules, "规则列表", "a list of rules")
    else:
        yield from rules.items


def _note_id(node: Node, stated: dict[str, tuple[str, int]], findings: Findings) -> None:
    """Remember where a rule id stands; report it when another rule has it already."""
    found = node.get("id") if isinstance(node, MappingNode) else None
    if not isinstance(found, Scalar):
        return
    if found.text in stated:
        file, line = stated[found.text]
        findings.error(
            found,
            "E-RULE-TWICE",
            f"规则 id“{found.text}”已在 {file}:{line} 用过",
            f"the rule id '{found.text}' is already used at {file}:{line}",
            Text("请换一个 id", "choose another id"),
        )
    else:
        stated[found.text] = (findings.file, found.line)


def _unknown_rules(rules: Mapping[str, Rule], stated: Mapping[str, tuple[str, int]]) -> Iterator[Problem]:
    """Overrides of rules that no file states, and of the rule itself."""
    known = plain_names(stated)
    for rule in rules.values():
        for override in rule.overrides:
            if override.rule not in stated:
                hint = known.hint(override.rule)
                yield Problem(
                    rule.place,
                    "E-UNKNOWN",
                    f"规则 {rule.id} 要压过的“{override.rule}”不存在",
                    f"rule {rule.id} overrides '{override.rule}', which does not exist",
                    hint.zh,
                    hint.en,
                )
            elif override.rule == rule.id:
                yield Problem(
                    rule.place, "E-OVERRIDE", f"规则 {rule.id} 压过了自己", f"rule {rule.id} overrides itself"
                )


def _cycles(rules: Mapping[str, Rule]) -> Iterator[Problem]:
    working = tuple(rule for rule in rules.values() if rule.status is not RuleStatus.RETIRED)
    for ring in cycles(working):
        chain = " → ".join((*ring, ring[0]))
        yield Problem(
            rules[ring[0]].place,
            "E-CYCLE",
            f"规则互相等待对方推出的事实：{chain}",
            f"the rules wait for facts derived by each other: {chain}",
            "请去掉其中一个条件或 classify",
            "drop one of the conditions or classify effects",
        )
