"""YAML `when` → Condition: names resolved, hierarchies of concepts lowered to plain sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar, assert_never

from recommender.language.names import Context
from recommender.model.catalogue import Catalogue
from recommender.model.condition import AllOf, AnyOf, Condition, Contains, Is, Leaf, Not, Value, Within
from recommender.model.knowledge import Fact, FactType
from recommender.model.text import Text
from recommender.store.names import plain_names
from recommender.store.nodes import Entry, Mapping, Node, Scalar, Sequence
from recommender.store.values import read_number, read_scalar

T = TypeVar("T")
_JOINS = frozenset({"all", "any", "not"})
_BOUNDS = plain_names(("at_least", "at_most", "above", "below", "between"))
_SETS = plain_names(("all_of", "none_of"))
_FACT = Text("事实", "fact")


def read_condition(node: Node, context: Context) -> Condition | None:
    """The condition a node states; None after reporting every mistake in it."""
    if not isinstance(node, Mapping):
        context.findings.shape(node, "“事实: 值”或 all、any、not", "`fact: value`, or all, any, not")
        return None
    if not node.entries:
        context.findings.error(
            node,
            "E-EMPTY",
            "条件是空的",
            "the condition is empty",
            Text("总成立的规则不写 when", "leave `when` out if the rule always holds"),
        )
        return None
    parts: tuple[Condition, ...] | None = _all_or_none(_entry(entry, context) for entry in node.entries)
    return None if parts is None else _together(parts)


def leaves(condition: Condition | None) -> Iterator[Leaf]:
    """The tests a condition is made of, in order; none for a rule without condition."""
    match condition:
        case None:
            return
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case Is() | Contains() | Within():
            yield condition
        case _ as other:
            assert_never(other)


def facts_read(condition: Condition | None) -> tuple[str, ...]:
    """The facts a condition reads, each once, in order."""
    return tuple(dict.fromkeys(leaf.fact for leaf in leaves(condition)))


def is_value(fact: str, values: tuple[Value, ...], catalogue: Catalogue) -> Is:
    """The test "fact is (or contains) one of values" with narrower and broader concepts filled in."""
    accepts, may_be = _lowered(values, catalogue)
    return Is(fact, values, accepts, may_be)


def _entry(entry: Entry, context: Context) -> Condition | None:
    key = entry.key.text
    if key in _JOINS:
        return _joined(key, entry, context)
    found = context.names.facts.find(key)
    if len(found) == 1:
        return _test(entry.value, context.names.catalogue.facts[found[0]], context)
    if found:
        context.findings.one(entry.key, _FACT, context.names.facts)
    else:
        context.findings.unknown(entry.key, _FACT, key, context.names.facts)
    return None


def _joined(key: str, entry: Entry, context: Context) -> Condition | None:
    node = entry.value
    if key == "not":
        part = read_condition(node, context)
        return None if part is None else Not(part)
    if not isinstance(node, Sequence):
        context.findings.shape(node, f"{key} 的条件列表", f"a list of conditions under {key}")
        return None
    if not node.items:
        context.findings.error(node, "E-EMPTY", f"{key} 下没有条件", f"{key} has no conditions")
        return None
    parts: tuple[Condition, ...] | None = _all_or_none(read_condition(item, context) for item in node.items)
    if parts is None:
        return None
    return _together(parts) if key == "all" or len(parts) == 1 else AnyOf(parts)


def _together(parts: tuple[Condition, ...]) -> Condition:
    return parts[0] if len(parts) == 1 else AllOf(parts)


def _all_or_none(read: Iterable[T | None]) -> tuple[T, ...] | None:
    """All of them, or None where one could not be read; every one is read, so that all mistakes are told."""
    items = tuple(read)
    good = tuple(item for item in items if item is not None)
    return good if len(good) == len(items) else None


def _test(node: Node, fact: Fact, context: Context) -> Condition | None:
    match fact.type:
        case FactType.CONCEPT | FactType.CONCEPTS | FactType.TECHNOLOGIES:
            if isinstance(node, Mapping):
                return _set_test(node, fact, context)
            return _one_of(node, fact, context)
        case FactType.INTEGER | FactType.NUMBER:
            if isinstance(node, Mapping):
                return _bounds(node, fact, context)
            return _one_of(node, fact, context)
        case FactType.BOOLEAN | FactType.TEXT:
            return _one_of(node, fact, context)
        case _ as other:
            assert_never(other)


def _one_of(node: Node, fact: Fact, context: Context) -> Condition | None:
    values = _values(node, fact, context)
    return None if values is None else is_value(fact.id, values, context.names.catalogue)


def _values(node: Node, fact: Fact, context: Context) -> tuple[Value, ...] | None:
    if isinstance(node, Mapping):
        context.findings.shape(node, f"“{fact.label.zh}”的值", f"a value of {fact.id}")
        return None
    items = node.items if isinstance(node, Sequence) else (node,)
    if not items:
        context.findings.error(node, "E-EMPTY", f"“{fact.label.zh}”没有写值", f"{fact.id} has no value")
        return None
    values: tuple[Value, ...] | None = _all_or_none(_value(item, fact, context) for item in items)
    return None if values is None else tuple(dict.fromkeys(values))


def _value(node: Node, fact: Fact, context: Context) -> Value | None:
    findings = context.findings
    if not isinstance(node, Scalar):
        findings.shape(node, f"“{fact.label.zh}”的一个值", f"one value of {fact.id}")
        return None
    if node.value is None or not node.text.strip():
        findings.error(node, "E-BLANK", f"“{fact.label.zh}”没有写值", f"{fact.id} has no value")
        return None
    return read_scalar(node, fact, context.names, findings)


def _set_test(node: Mapping, fact: Fact, context: Context) -> Condition | None:
    findings = context.findings
    if any(_BOUNDS.find(entry.key.text) for entry in node.entries):
        findings.error(
            node,
            "E-CONCEPT",
            f"“{fact.label.zh}”取名称，不能比大小",
            f"{fact.id} takes names, it cannot be compared with numbers",
            context.names.concepts(fact.scheme).listed(),
        )
        return None
    if findings.mapping(node, Text(f"“{fact.label.zh}”的条件", f"a test of {fact.id}"), _SETS) is None:
        return None
    tests: list[Condition] = []
    for entry in node.entries:
        if not _SETS.find(entry.key.text):
            return None
        values = _values(entry.value, fact, context)
        if values is None:
            return None
        every = entry.key.text == "all_of"
        if every and fact.type is FactType.CONCEPT and len(values) > 1:
            findings.error(
                entry.key,
                "E-ALL-OF-ONE",
                f"“{fact.label.zh}”只有一个值，不会同时是几个",
                f"{fact.id} has one value, it cannot be several at once",
                Text("“其中之一”请直接写列表", "write a plain list for 'one of'"),
            )
            return None
        tests.append(
            _contains(fact.id, tuple(str(value) for value in values), every, context.names.catalogue)
        )
    return _all(tests, node, fact, context)


def _contains(fact: str, values: tuple[str, ...], every: bool, catalogue: Catalogue) -> Contains:
    lowered = [_lowered((value,), catalogue) for value in values]
    return Contains(fact, values, tuple(a for a, _ in lowered), tuple(m for _, m in lowered), every)


def _bounds(node: Mapping, fact: Fact, context: Context) -> Condition | None:
    findings = context.findings
    if findings.mapping(node, Text(f"“{fact.label.zh}”的条件", f"a test of {fact.id}"), _BOUNDS) is None:
        return None
    tests: list[Condition] = []
    for entry in node.entries:
        if not _BOUNDS.find(entry.key.text):
            return None
        test = _bound(entry, fact, context)
        if test is None:
            return None
        tests.append(test)
    return _all(tests, node, fact, context)


def _bound(entry: Entry, fact: Fact, context: Context) -> Within | None:
    key, node = entry.key.text, entry.value
    if key == "between":
        pair = node.items if isinstance(node, Sequence) and len(node.items) == 2 else ()
        limits = [_limit(item, fact, context) for item in pair]
        if not pair:
            context.findings.shape(node, "[低, 高] 两个数", "two numbers [low, high]")
        if len(limits) != 2 or limits[0] is None or limits[1] is None:
            return None
        if limits[0] > limits[1]:
            context.findings.error(
                node, "E-RANGE", "between 的低值大于高值", "the low bound is above the high bound"
            )
            return None
        return Within(fact.id, limits[0], limits[1])
    limit = _limit(node, fact, context)
    if limit is None:
        return None
    strict = key in ("above", "below")
    if key in ("at_least", "above"):
        return Within(fact.id, low=limit, strict=strict)
    return Within(fact.id, high=limit, strict=strict)


def _limit(node: Node, fact: Fact, context: Context) -> float | None:
    if not isinstance(node, Scalar):
        context.findings.shape(node, "一个数", "a number")
        return None
    return read_number(node, fact, context.findings)


def _all(tests: list[Condition], node: Mapping, fact: Fact, context: Context) -> Condition | None:
    if not tests:
        context.findings.error(node, "E-EMPTY", f"“{fact.label.zh}”没有写条件", f"{fact.id} has no test")
        return None
    return _together(tuple(tests))


def _lowered(values: Iterable[Value], catalogue: Catalogue) -> tuple[frozenset[Value], frozenset[Value]]:
    """The values with everything narrower, and the broader concepts that leave the question open."""
    accepts: set[Value] = set()
    broader: set[Value] = set()
    for value in values:
        accepts.add(value)
        if isinstance(value, str):
            accepts |= catalogue.narrower.get(value, frozenset())
            broader |= set(catalogue.broader_chain(value))
    return frozenset(accepts), frozenset(broader - accepts)
