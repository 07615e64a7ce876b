"""YAML `technologies:` and `requirements:` → selectors; one that can name nothing is an error."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from recommender.language.names import Context
from recommender.language.select import can_select, select_requirements
from recommender.model.effect import RequirementSelector, Span, TechnologySelector
from recommender.model.text import Text
from recommender.store.clauses import read_clause, reads_as_number
from recommender.store.names import Names, plain_names
from recommender.store.nodes import Mapping, Node, Scalar, Sequence

TECHNOLOGY = Text("技术", "technology")
REQUIREMENT = Text("条款要求", "requirement")
_TECHNOLOGY_KEYS = plain_names(
    (
        "ids",
        "field",
        "kind",
        "list",
        "clause",
        "table",
        "group",
        "subgroup",
        "potential",
        "economy",
        "star",
        "high_energy",
        "non_high_energy",
        "except",
    )
)
_REQUIREMENT_KEYS = plain_names(("ids", "source", "clause", "modality", "field", "except"))
_SPAN_KEYS = plain_names(("at_least", "at_most", "between"))
_MOST_SYMBOLS = 5


def read_technologies(node: Node, context: Context) -> TechnologySelector | None:
    """The technology selector a node states; None after reporting what is wrong."""
    before = len(context.findings.problems)
    if isinstance(node, Mapping):
        selector = _technologies(node, context)
    else:
        selector = TechnologySelector(ids=read_ids(node, TECHNOLOGY, context.names.technologies, context))
    if len(context.findings.problems) > before:
        return None
    if not can_select(selector, context.names.catalogue):
        _nothing(node, TECHNOLOGY, context)
        return None
    return selector


def read_requirements(node: Node, context: Context) -> RequirementSelector | None:
    """The requirement selector a node states; None after reporting what is wrong."""
    before = len(context.findings.problems)
    if isinstance(node, Mapping):
        selector = _requirements(node, context)
    else:
        selector = RequirementSelector(ids=read_ids(node, REQUIREMENT, context.names.requirements, context))
    if len(context.findings.problems) > before:
        return None
    if not select_requirements(selector, context.names.catalogue):
        _nothing(node, REQUIREMENT, context)
        return None
    return selector


def read_ids(node: Node, what: Text, names: Names, context: Context) -> tuple[str, ...]:
    """The ids of a name or a list of names; unknown ones are reported and left out."""
    return _each(node, what, context, lambda item: _name(item, what, names, context))


def _name(item: Scalar, what: Text, names: Names, context: Context) -> str | None:
    if what is REQUIREMENT and reads_as_number(item, context.findings):
        return None
    return context.findings.one(item, what, names)


def _technologies(node: Mapping, context: Context) -> TechnologySelector:
    names, findings = context.names, context.findings
    findings.mapping(node, Text("技术选择", "a technology selector"), _TECHNOLOGY_KEYS)
    if not node.entries:
        findings.error(node, "E-EMPTY", "技术选择是空的", "the technology selector is empty")

    ids = partial(_ids_under, node, context)
    return TechnologySelector(
        ids=ids("ids", TECHNOLOGY, names.technologies),
        field=ids("field", Text("领域", "field"), names.concepts("field")),
        kind=ids("kind", Text("技术类别", "technology kind"), names.concepts("technology_kind")),
        list=ids("list", Text("名单", "list"), names.lists),
        clause=_clauses(node.get("clause"), context),
        table=ids("table", Text("评价表", "rating table"), names.tables),
        group=ids("group", Text("评价表分组", "group of a rating table"), names.groups),
        subgroup=ids("subgroup", Text("评价表次分组", "subgroup of a rating table"), names.subgroups),
        potential=_span(node.get("potential"), context),
        economy=_span(node.get("economy"), context),
        star=_span(node.get("star"), context),
        high_energy=_tick(node.get("high_energy"), context),
        non_high_energy=_tick(node.get("non_high_energy"), context),
        excepting=ids("except", TECHNOLOGY, names.technologies),
    )


def _requirements(node: Mapping, context: Context) -> RequirementSelector:
    names, findings = context.names, context.findings
    findings.mapping(node, Text("条款选择", "a requirement selector"), _REQUIREMENT_KEYS)
    if not node.entries:
        findings.error(node, "E-EMPTY", "条款选择是空的", "the requirement selector is empty")

    ids = partial(_ids_under, node, context)
    return RequirementSelector(
        ids=ids("ids", REQUIREMENT, names.requirements),
        source=ids("source", Text("来源", "source"), names.sources),
        clause=_clauses(node.get("clause"), context),
        modality=ids("modality", Text("规范用词", "modality"), names.concepts("modality")),
        field=ids("field", Text("领域", "field"), names.concepts("field")),
        excepting=ids("except", REQUIREMENT, names.requirements),
    )


def _ids_under(node: Mapping, context: Context, key: str, what: Text, table: Names) -> tuple[str, ...]:
    value = node.get(key)
    return () if value is None else read_ids(value, what, table, context)


def _each(node: Node, what: Text, context: Context, read: Callable[[Scalar], str | None]) -> tuple[str, ...]:
    items = node.items if isinstance(node, Sequence) else (node,)
    if not items:
        context.findings.error(node, "E-EMPTY", f"没有写{what.zh}", f"no {what.en} is named")
    found: list[str] = []
    for item in items:
        if not isinstance(item, Scalar):
            context.findings.shape(item, f"一个{what.zh}", f"one {what.en}")
        elif (one := read(item)) is not None and one not in found:
            found.append(one)
    return tuple(found)


def _clauses(node: Node | None, context: Context) -> tuple[str, ...]:
    if node is None:
        return ()
    return _each(
        node,
        Text("条款", "clause"),
        context,
        lambda item: read_clause(item, context.names.catalogue, context.findings),
    )


def _span(node: Node | None, context: Context) -> Span | None:
    if node is None:
        return None
    findings = context.findings
    if findings.mapping(node, Text("符号数", "a symbol count"), _SPAN_KEYS) is None:
        return None
    assert isinstance(node, Mapping)
    low, high = _count(node.get("at_least"), context), _count(node.get("at_most"), context)
    between = node.get("between")
    if between is not None:
        pair = between.items if isinstance(between, Sequence) and len(between.items) == 2 else ()
        if not pair:
            findings.shape(between, "[低, 高] 两个数", "two numbers [low, high]")
            return None
        low, high = _count(pair[0], context), _count(pair[1], context)
    if low is None and high is None and not node.entries:
        findings.error(node, "E-EMPTY", "没有写符号数", "no symbol count is given")
    if low is not None and high is not None and low > high:
        findings.error(node, "E-RANGE", "低值大于高值", "the low bound is above the high bound")
    return Span(low, high)


def _count(node: Node | None, context: Context) -> int | None:
    if node is None:
        return None
    value = node.value if isinstance(node, Scalar) else None
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= _MOST_SYMBOLS:
        return value
    context.findings.error(
        node, "E-COUNT", "符号数应是 1 到 5 的整数", "a symbol count is a whole number from 1 to 5"
    )
    return None


def _tick(node: Node | None, context: Context) -> bool | None:
    if node is None:
        return None
    value = node.value if isinstance(node, Scalar) else None
    if isinstance(value, bool):
        return value
    context.findings.error(node, "E-BOOLEAN", "勾选要写 true 或 false", "a tick is true or false")
    return None


def _nothing(node: Node, what: Text, context: Context) -> None:
    context.findings.error(
        node,
        "E-SELECTS-NOTHING",
        f"这样选不到任何{what.zh}",
        f"this selects no {what.en}",
        Text("请放宽或改正所写的特征", "loosen or mend the features given"),
    )
