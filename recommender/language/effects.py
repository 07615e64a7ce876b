"""YAML `then` → Effects."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Table
from typing import TypeVar

from recommender.language.names import Context
from recommender.language.selectors import (
    TECHNOLOGY,
    read_ids,
    read_requirements,
    read_technologies,
)
from recommender.model.effect import (
    Ask,
    Assign,
    Bundle,
    Classify,
    Discourage,
    DiscourageTarget,
    Effect,
    Exclude,
    Expect,
    Permit,
    Prerequisite,
    Prioritise,
    Recommend,
    Reference,
    Require,
    RequirementSelector,
    StageBound,
    TechnologySelector,
    Waive,
    Warn,
    Weigh,
)
from recommender.model.text import Text
from recommender.store.names import plain_names
from recommender.store.nodes import Entry, Mapping, Node, Scalar, Sequence
from recommender.store.values import read_value

S = TypeVar("S")
Reader = Callable[[Entry, Context], Effect | None]
"""Reads one `effect: content`; None after reporting what is wrong with it."""

_MOST_POINTS = 100
_FACT = Text("事实", "fact")
_TARGET_SCHEME, _WORKS_SCHEME, _ROLE_SCHEME, _ACTOR_SCHEME = "target", "works", "role", "actor"


def read_effects(node: Node, context: Context) -> tuple[Effect, ...]:
    """The effects under `then`; mistakes are reported and their effects left out."""
    if not isinstance(node, Sequence):
        context.findings.shape(node, "效果列表", "a list of effects")
        return ()
    if not node.items:
        context.findings.error(node, "E-EMPTY", "then 下没有效果", "there are no effects under `then`")
    effects = (_effect(item, context) for item in node.items)
    return tuple(effect for effect in effects if effect is not None)


def _effect(node: Node, context: Context) -> Effect | None:
    if not isinstance(node, Mapping) or len(node.entries) != 1:
        context.findings.error(
            node,
            "E-EFFECT",
            "一个效果要写成“效果: 内容”，一项一个",
            "an effect is one `effect: content` per list item",
            plain_names(("recommend", "discourage", "require", "…")).listed(),
        )
        return None
    entry = node.entries[0]
    if entry.key.text not in _READERS:
        context.findings.unknown(entry.key, Text("效果", "effect"), entry.key.text, plain_names(_READERS))
        return None
    return _READERS[entry.key.text](entry, context)


def _body(
    entry: Entry, context: Context, required: tuple[str, ...], optional: tuple[str, ...] = ()
) -> Mapping | None:
    """The mapping under an effect with the keys it must and may have."""
    name = entry.key.text
    node = context.findings.mapping(entry.value, Text(name, name), plain_names((*required, *optional)))
    if node is None:
        return None
    missing = [key for key in required if key not in node.by_key]
    for key in missing:
        context.findings.error(entry.key, "E-MISSING", f"{name} 缺少 {key}", f"{name} lacks {key}")
    return None if missing else node


def _on(key: str, read_selector: Callable[[Node, Context], S | None], make: Callable[[S], Effect]) -> Reader:
    """The reader of an effect that holds nothing but a selector under `key`."""

    def read(entry: Entry, context: Context) -> Effect | None:
        body = _body(entry, context, (key,))
        selector = None if body is None else read_selector(body.by_key[key].value, context)
        return None if selector is None else make(selector)

    return read


def _on_technologies(make: Callable[[TechnologySelector], Effect]) -> Reader:
    return _on("technologies", read_technologies, make)


def _on_requirements(make: Callable[[RequirementSelector], Effect]) -> Reader:
    return _on("requirements", read_requirements, make)


def _discourage(entry: Entry, context: Context) -> Effect | None:
    if isinstance(entry.value, Mapping) and "target" in entry.value.by_key:
        body = _body(entry, context, ("target",))
        target = None if body is None else _concept(body.by_key["target"].value, _TARGET_SCHEME, context)
        return None if target is None else DiscourageTarget(target)
    return _on_technologies(Discourage)(entry, context)


def _classify(entry: Entry, context: Context) -> Effect | None:
    body = _body(entry, context, ("fact", "value"))
    fact = None if body is None else _fact(body.by_key["fact"].value, context)
    if body is None or fact is None:
        return None
    value = read_value(
        body.by_key["value"].value, context.names.catalogue.facts[fact], context.names, context.findings
    )
    if isinstance(value, tuple):
        if len(value) == 1:
            return Classify(fact, value[0])
        context.findings.error(
            body.by_key["value"].value,
            "E-ONE-VALUE",
            "classify 一次只推出一个值",
            "classify derives one value at a time",
        )
        return None
    return None if value is None else Classify(fact, value)


def _prioritise(entry: Entry, context: Context) -> Effect | None:
    body = _body(entry, context, ("technologies",), ("points", "ahead_of"))
    if body is None:
        return None
    selector = read_technologies(body.by_key["technologies"].value, context)
    points, ahead = body.get("points"), body.get("ahead_of")
    if (points is None) == (ahead is None):
        context.findings.error(
            entry.key,
            "E-PRIORITISE",
            "prioritise 要写 points 或 ahead_of 其中一个",
            "prioritise needs either points or ahead_of",
        )
        return None
    if ahead is not None:
        others = _ahead_of(ahead, context)
        return None if selector is None or others is None else Prioritise(selector, 0, others)
    number = points.value if isinstance(points, Scalar) else None
    if not isinstance(number, int) or isinstance(number, bool) or number == 0 or abs(number) > _MOST_POINTS:
        context.findings.error(
            points or entry.key,
            "E-POINTS",
            "points 应是 -100 到 100 之间的非零整数",
            "points is a whole number from -100 to 100, not 0",
        )
        return None
    return None if selector is None else Prioritise(selector, number)


def _ahead_of(node: Node, context: Context) -> TechnologySelector | None:
    if isinstance(node, Mapping) and "technologies" in node.by_key and len(node.entries) == 1:
        return read_technologies(node.by_key["technologies"].value, context)
    context.findings.error(
        node, "E-SHAPE", "ahead_of 要写成 {technologies: …}", "ahead_of is written {technologies: …}"
    )
    return None


def _stage(entry: Entry, context: Context) -> Effect | None:
    body = _body(entry, context, ("technologies",), ("not_before", "not_after", "with_works"))
    if body is None:
        return None
    before = len(context.findings.problems)
    selector = read_technologies(body.by_key["technologies"].value, context)
    low, high = _stage_name(body.get("not_before"), context), _stage_name(body.get("not_after"), context)
    works_node = body.get("with_works")
    works = (
        ()
        if works_node is None
        else read_ids(
            works_node, Text("工程", "kind of works"), context.names.concepts(_WORKS_SCHEME), context
        )
    )
    if selector is None or len(context.findings.problems) > before:
        return None
    if not (low or high or works):
        context.findings.error(
            entry.key,
            "E-MISSING",
            "stage 要写 not_before、not_after 或 with_works",
            "stage needs not_before, not_after or with_works",
        )
        return None
    stages = context.names.catalogue.stages
    if low and high and stages[low].order > stages[high].order:
        context.findings.error(
            entry.key,
            "E-RANGE",
            f"not_before {low} 晚于 not_after {high}",
            f"not_before {low} is later than not_after {high}",
        )
        return None
    return StageBound(selector, low, high, works)


def _stage_name(node: Node | None, context: Context) -> str:
    if node is None:
        return ""
    if not isinstance(node, Scalar):
        context.findings.shape(node, "一个阶段", "one stage")
        return ""
    return context.findings.one(node, Text("阶段", "stage"), context.names.stages) or ""


def _prerequisite(entry: Entry, context: Context) -> Effect | None:
    body = _body(entry, context, ("technologies", "needs"))
    if body is None:
        return None
    selector = read_technologies(body.by_key["technologies"].value, context)
    needs = read_ids(body.by_key["needs"].value, TECHNOLOGY, context.names.technologies, context)
    return None if selector is None or not needs else Prerequisite(selector, needs)


def _assign(entry: Entry, context: Context) -> Effect | None:
    body = _body(entry, context, ("role", "actors"), ("technologies",))
    if body is None:
        return None
    role = _concept(body.by_key["role"].value, _ROLE_SCHEME, context)
    names = context.names.concepts(_ACTOR_SCHEME)
    actors = read_ids(body.by_key["actors"].value, Text("参与方", "actor"), names, context)
    node = body.get("technologies")
    selector = None if node is None else read_technologies(node, context)
    if role is None or not actors or (node is not None and selector is None):
        return None
    return Assign(role, actors, selector)


def _package(entry: Entry, context: Context) -> Effect | None:
    if not isinstance(entry.value, Scalar):
        context.findings.shape(entry.value, "一个技术包", "one package")
        return None
    package = context.findings.one(entry.value, Text("技术包", "package"), context.names.packages)
    return None if package is None else Bundle(package)


def _told(make: Callable[[Text], Effect], name: Text) -> Reader:
    def read(entry: Entry, context: Context) -> Effect | None:
        text = context.findings.text(entry.value, entry.key, name)
        return make(text) if text.zh and text.en else None

    return read


def _ask(entry: Entry, context: Context) -> Effect | None:
    facts = read_ids(entry.value, _FACT, context.names.facts, context)
    return Ask(facts) if facts else None


def _weigh(entry: Entry, context: Context) -> Effect | None:
    keys = ("potential", "economy", "star")
    body = _body(entry, context, keys)
    if body is None:
        return None
    numbers: list[float] = []
    for key in keys:
        node = body.by_key[key].value
        value = node.value if isinstance(node, Scalar) else None
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= _MOST_POINTS:
            context.findings.error(
                node,
                "E-WEIGHT",
                f"权重 {key} 应是正数，不大于 100",
                f"the weight {key} is a positive number, at most 100",
            )
        else:
            numbers.append(float(value))
    return Weigh(*numbers) if len(numbers) == len(keys) else None


def _fact(node: Node, context: Context) -> str | None:
    if not isinstance(node, Scalar):
        context.findings.shape(node, "一个事实", "one fact")
        return None
    return context.findings.one(node, _FACT, context.names.facts)


def _concept(node: Node, scheme: str, context: Context) -> str | None:
    label = context.names.catalogue.schemes.get(scheme, Text(scheme, scheme))
    if not isinstance(node, Scalar):
        context.findings.shape(node, f"一个{label.zh}", f"one {label.en}")
        return None
    return context.findings.one(node, Text(label.zh, label.en.lower()), context.names.concepts(scheme))


_READERS: Table[str, Reader] = {
    "classify": _classify,
    "recommend": _on_technologies(Recommend),
    "discourage": _discourage,
    "exclude": _on_technologies(Exclude),
    "permit": _on_technologies(Permit),
    "prioritise": _prioritise,
    "stage": _stage,
    "prerequisite": _prerequisite,
    "assign": _assign,
    "package": _package,
    "require": _on_requirements(Require),
    "reference": _on_requirements(Reference),
    "waive": _on_requirements(Waive),
    "warn": _told(Warn, Text("提醒", "the warning")),
    "expect": _told(Expect, Text("预期", "the expectation")),
    "ask": _ask,
    "weigh": _weigh,
}
