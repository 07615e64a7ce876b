"""YAML `examples` of a rule → Examples: a few facts, and what the rule must do there."""

from __future__ import annotations

from recommender.language.names import Context
from recommender.language.selectors import REQUIREMENT, TECHNOLOGY, read_ids
from recommender.model.knowledge import FactValue
from recommender.model.rule import Example, Expectation
from recommender.model.text import Text
from recommender.store.names import Names, plain_names
from recommender.store.nodes import Mapping, Node, Scalar, Sequence
from recommender.store.stated_facts import stated_entries
from recommender.store.values import read_value

FIRES = ("true", "false", "unknown")
_KEYS = plain_names(("name", "given", "expect"))
_TECHNOLOGY_WORDS = (
    "recommended",
    "discouraged",
    "excluded",
    "permitted",
    "prioritised",
    "staged",
    "assigned",
)
_REQUIREMENT_WORDS = ("required", "referenced", "waived")
_WORDS = plain_names(
    ("fires", *_TECHNOLOGY_WORDS, *_REQUIREMENT_WORDS, "packages", "targets", "asked", "classified")
)
_CASES = {
    "true": ("触发", "where it fires"),
    "false": ("不触发", "where it does not fire"),
    "unknown": ("不能判断", "where it cannot tell"),
}


def read_examples(node: Node | None, owner: Node, conditional: bool, context: Context) -> tuple[Example, ...]:
    """The examples of a rule; reports what is wrong in them and which of the three kinds is missing."""
    if node is not None and not isinstance(node, Sequence):
        context.findings.shape(node, "例子列表", "a list of examples")
        return ()
    items = () if node is None else node.items
    before = len(context.findings.problems)
    examples = tuple(e for e in (_example(item, context) for item in items) if e is not None)
    if len(context.findings.problems) == before or len(examples) == len(items):
        _all_kinds(examples, node or owner, conditional, context)
    return examples


def _all_kinds(examples: tuple[Example, ...], node: Node, conditional: bool, context: Context) -> None:
    have = {example.expect.fires for example in examples}
    missing = [kind for kind in (FIRES if conditional else FIRES[:1]) if kind not in have]
    if missing:
        context.findings.error(
            node,
            "E-EXAMPLES",
            f"缺少例子：{'、'.join(_CASES[kind][0] for kind in missing)}",
            f"examples are missing: one {', one '.join(_CASES[kind][1] for kind in missing)}",
            Text(
                "每条规则要有触发、不触发、不能判断各一例"
                if conditional
                else "总成立的规则要有一个触发的例子",
                "a rule needs one example of each of the three kinds"
                if conditional
                else "a rule that always holds needs one example that fires",
            ),
        )


def _example(node: Node, context: Context) -> Example | None:
    findings = context.findings
    before = len(findings.problems)
    if findings.mapping(node, Text("例子", "an example"), _KEYS) is None:
        return None
    assert isinstance(node, Mapping)
    for key in ("name", "given", "expect"):
        if key not in node.by_key:
            findings.error(node, "E-MISSING", f"例子缺少 {key}", f"the example lacks {key}")
    name = node.get("name")
    if name is not None and not (isinstance(name, Scalar) and name.text.strip()):
        findings.shape(name, "一句话", "a sentence")
    given = _given(node.get("given"), context)
    expect = _expect(node.get("expect"), context)
    if expect is None or not isinstance(name, Scalar) or len(findings.problems) > before:
        return None
    return Example(name.text.strip(), given, expect, findings.at(node))


def _given(node: Node | None, context: Context) -> dict[str, FactValue]:
    facts: dict[str, FactValue] = {}
    if node is None:
        return facts
    if not isinstance(node, Mapping):
        context.findings.shape(node, "“事实: 值”的映射（没有事实写 {}）", "a mapping of facts ({} for none)")
        return facts
    for key, entry in stated_entries(node, context.names, context.findings):
        if key in facts:
            context.findings.error(
                entry.key, "E-TWICE", f"{key} 在例子里写了两次", f"{key} is stated twice in the example"
            )
            continue
        value = read_value(entry.value, context.names.catalogue.facts[key], context.names, context.findings)
        if value is not None:
            facts[key] = value
    return facts


def _expect(node: Node | None, context: Context) -> Expectation | None:
    if node is None:
        return None
    findings = context.findings
    if findings.mapping(node, Text("expect", "`expect`"), _WORDS) is None:
        return None
    assert isinstance(node, Mapping)
    fires = node.get("fires")
    if not isinstance(fires, Scalar) or fires.text not in FIRES:
        findings.error(
            fires or node,
            "E-FIRES",
            "expect 要写 fires: true、false 或 unknown",
            "`expect` needs fires: true, false or unknown",
        )
        return None
    effects: dict[str, tuple[str, ...]] = {}
    for entry in node.entries:
        key = entry.key.text
        if key != "fires" and _WORDS.find(key):
            effects[key] = _expected(key, entry.value, context)
    return Expectation(fires.text, effects)


def _expected(word: str, node: Node, context: Context) -> tuple[str, ...]:
    names = context.names
    if word == "classified":
        given = _given(node, context)
        return tuple(classification(fact, value) for fact, value in given.items())
    tables: dict[str, tuple[Text, Names]] = {
        "packages": (Text("技术包", "package"), names.packages),
        "targets": (Text("目标", "target"), names.concepts("target")),
        "asked": (Text("事实", "fact"), names.facts),
    }
    if word in _TECHNOLOGY_WORDS:
        tables[word] = (TECHNOLOGY, names.technologies)
    elif word in _REQUIREMENT_WORDS:
        tables[word] = (REQUIREMENT, names.requirements)
    what, table = tables[word]
    return read_ids(node, what, table, context)


def classification(fact: str, value: FactValue) -> str:
    """How an example's `classified` holds a derived fact: fact=value."""
    if isinstance(value, bool):
        return f"{fact}={'true' if value else 'false'}"
    return f"{fact}={','.join(value) if isinstance(value, tuple) else value}"
