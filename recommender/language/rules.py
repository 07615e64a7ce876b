"""One YAML rule → Rule; every mistake in it is reported."""

from __future__ import annotations

import re

from recommender.language.conditions import read_condition
from recommender.language.effects import read_effects
from recommender.language.examples import read_examples
from recommender.language.names import Context
from recommender.model.catalogue import Catalogue
from recommender.model.clause import source_of
from recommender.model.knowledge import Authority, Basis
from recommender.model.rule import Override, Rule, RuleStatus
from recommender.model.text import NO_TEXT, Text
from recommender.store.clauses import read_clause
from recommender.store.names import Names, plain_names
from recommender.store.nodes import Mapping, Node, Scalar, Sequence

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_REQUIRED = ("id", "title", "basis", "then", "because")
_KEYS = plain_names(
    (
        *_REQUIRED,
        "source",
        "modality",
        "when",
        "examples",
        "status",
        "overrides",
        "since",
        "until",
        "replaces",
        "note",
    )
)
_OVERRIDE_KEYS = plain_names(("rule", "why"))
_BASES = plain_names(basis.value for basis in Basis)
_STATUSES = plain_names(status.value for status in RuleStatus)
_RULE = Text("规则", "a rule")


def read_rule(node: Node, context: Context) -> Rule | None:
    """The rule a node states; None after reporting what is wrong with it."""
    findings = context.findings
    before = len(findings.problems)
    if findings.mapping(node, _RULE, _KEYS) is None:
        return None
    assert isinstance(node, Mapping)
    for key in _REQUIRED:
        if key not in node.by_key and key not in ("title", "because"):
            findings.error(node, "E-MISSING", f"规则缺少 {key}", f"the rule lacks {key}")
    rule = _rule(node, context)
    return rule if len(findings.problems) == before else None


def authority_of(basis: Basis, sources: tuple[str, ...], catalogue: Catalogue) -> Authority:
    """Who speaks in a rule: the strongest of its sources when they say it, else how it was reached."""
    match basis:
        case Basis.DERIVED:
            return Authority.DERIVED
        case Basis.JUDGEMENT:
            return Authority.JUDGEMENT
        case Basis.STATED:
            known = [
                catalogue.sources[s].authority for s in map(source_of, sources) if s in catalogue.sources
            ]
            return max(known, key=lambda authority: authority.weight, default=Authority.REPORT)


def _rule(node: Mapping, context: Context) -> Rule:
    findings = context.findings
    basis = Basis(_word(node.get("basis"), "basis", _BASES, context) or Basis.JUDGEMENT.value)
    sources = _clauses(node.get("source"), context)
    if basis is Basis.STATED and "source" not in node.by_key:
        findings.error(
            node,
            "E-SOURCE",
            "basis 是 stated，却没有 source",
            "basis is stated but there is no source",
            Text("请写条款，或改为 judgement", "name the clause, or write judgement"),
        )
    when_node, then_node = node.get("when"), node.get("then")
    when = None if when_node is None else read_condition(when_node, context)
    note = node.get("note")
    return Rule(
        id=_id(node.get("id"), context),
        title=findings.text(node.get("title"), node, Text("标题（title）", "the title")),
        sources=sources,
        basis=basis,
        authority=authority_of(basis, sources, context.names.catalogue),
        when=when,
        then=() if then_node is None else read_effects(then_node, context),
        because=findings.text(node.get("because"), node, Text("理由（because）", "the reason (because)")),
        examples=read_examples(node.get("examples"), node, when_node is not None, context),
        place=findings.at(node),
        modality=_modality(node.get("modality"), context),
        status=RuleStatus(_word(node.get("status"), "status", _STATUSES, context) or RuleStatus.ACTIVE.value),
        overrides=_overrides(node.get("overrides"), context),
        since=_date(node.get("since"), "since", context),
        until=_date(node.get("until"), "until", context),
        replaces=_rule_ids(node.get("replaces"), context),
        note=NO_TEXT if note is None else findings.text(note, node, Text("备注（note）", "the note")),
    )


def _id(node: Node | None, context: Context) -> str:
    if node is None:
        return ""
    if isinstance(node, Scalar) and _ID.fullmatch(node.text):
        return node.text
    context.findings.error(
        node,
        "E-ID",
        "规则 id 应是小写英文、数字和连字符，以字母开头",
        "a rule id is lower-case letters, digits and hyphens, starting with a letter",
    )
    return ""


def _word(node: Node | None, key: str, words: Names, context: Context) -> str:
    """A word from a fixed list; empty when absent or wrong."""
    if node is None:
        return ""
    if isinstance(node, Scalar) and (found := words.find(node.text)):
        return found[0]
    said = node.text if isinstance(node, Scalar) else "…"
    context.findings.error(
        node, "E-WORD", f"{key} 不能写“{said}”", f"{key} cannot be '{said}'", words.listed()
    )
    return ""


def _modality(node: Node | None, context: Context) -> str:
    if node is None:
        return ""
    if not isinstance(node, Scalar):
        context.findings.shape(node, "一个规范用词", "one modality")
        return ""
    return context.findings.one(node, Text("规范用词", "modality"), context.names.concepts("modality")) or ""


def _clauses(node: Node | None, context: Context) -> tuple[str, ...]:
    if node is None:
        return ()
    items = node.items if isinstance(node, Sequence) else (node,)
    if not items:
        context.findings.error(node, "E-EMPTY", "source 没有写条款", "`source` names no clause")
    read = (read_clause(item, context.names.catalogue, context.findings) for item in items)
    return tuple(dict.fromkeys(clause for clause in read if clause is not None))


def _overrides(node: Node | None, context: Context) -> tuple[Override, ...]:
    if node is None:
        return ()
    if not isinstance(node, Sequence):
        context.findings.shape(node, "{rule, why} 的列表", "a list of {rule, why}")
        return ()
    read = (_override(item, context) for item in node.items)
    return tuple(override for override in read if override is not None)


def _override(node: Node, context: Context) -> Override | None:
    findings = context.findings
    if findings.mapping(node, Text("overrides", "an override"), _OVERRIDE_KEYS) is None:
        return None
    assert isinstance(node, Mapping)
    rule = _id(node.get("rule"), context)
    if "rule" not in node.by_key:
        findings.error(
            node, "E-MISSING", "overrides 没有写压过哪条规则（rule）", "the override names no rule"
        )
    why = findings.text(node.get("why"), node, Text("压过的理由（why）", "the reason why it overrides"))
    return Override(rule, why)


def _date(node: Node | None, key: str, context: Context) -> str:
    if node is None:
        return ""
    if isinstance(node, Scalar) and _DATE.fullmatch(node.text):
        return node.text
    context.findings.error(
        node,
        "E-DATE",
        f"{key} 应是日期",
        f"{key} is a date",
        Text("写法如 2026-11-20", "write it like 2026-11-20"),
    )
    return ""


def _rule_ids(node: Node | None, context: Context) -> tuple[str, ...]:
    if node is None:
        return ()
    items = node.items if isinstance(node, Sequence) else (node,)
    return tuple(found for item in items if (found := _id(item, context)))
