"""One stated value → FactValue by the type of its fact; used for site profiles and for examples of rules."""

from __future__ import annotations

import re
from typing import assert_never

from recommender.model.knowledge import Fact, FactType, FactValue
from recommender.model.text import Text
from recommender.store.findings import Findings
from recommender.store.names import Names, Vocabulary, normal
from recommender.store.nodes import Mapping, Node, Scalar, Sequence
from recommender.store.units import WrongUnit, also, english, number_of, tidy

_TRUE = frozenset({"true", "是", "有", "yes"})
_FALSE = frozenset({"false", "否", "无", "没有", "no"})
_UNKNOWN = frozenset({"未知", "不知道", "不详", "不明", "unknown", "待定"})
_BETWEEN = re.compile(r"([、,，;；])")
_PIECES = 6  # no name holds more than five 、
_MOST_VALUES = 100
VALUE = Text("值", "value")


def read_value(node: Node, fact: Fact, names: Vocabulary, findings: Findings) -> FactValue | None:
    """The value of `fact` that `node` states; None after reporting what is wrong with it."""
    if isinstance(node, Mapping) or _is_blank(node, fact, findings):
        if isinstance(node, Mapping):
            findings.shape(node, f"{fact.label.zh}的值", f"a value of {fact.id}")
        return None
    if fact.type in (FactType.CONCEPTS, FactType.TECHNOLOGIES):
        return _several(node, fact, names, findings)
    scalar = _single(node, fact, findings)
    return None if scalar is None else read_scalar(scalar, fact, names, findings)


def read_scalar(
    node: Scalar, fact: Fact, names: Vocabulary, findings: Findings
) -> str | bool | int | float | None:
    """One value of `fact`; None after reporting what is wrong with it."""
    match fact.type:
        case FactType.CONCEPT | FactType.CONCEPTS | FactType.TECHNOLOGIES:
            return read_concept(node, fact, names, findings)
        case FactType.BOOLEAN:
            return read_truth(node, fact, findings)
        case FactType.INTEGER | FactType.NUMBER:
            return read_number(node, fact, findings)
        case FactType.TEXT:
            return read_text(node, fact, names, findings)
        case _ as other:
            assert_never(other)


def names_of(fact: Fact, names: Vocabulary) -> Names:
    """The names a concept or technology fact takes its values from."""
    return names.technologies if fact.type is FactType.TECHNOLOGIES else names.concepts(fact.scheme)


def read_concept(node: Scalar, fact: Fact, names: Vocabulary, findings: Findings) -> str | None:
    """A concept or technology id; anything else is reported with the names it may have."""
    table = names_of(fact, names)
    found = table.find(node.text)
    if len(found) == 1:
        return found[0]
    what = Text(
        "技术" if fact.type is FactType.TECHNOLOGIES else f"“{fact.label.zh}”的取值",
        "technology" if fact.type is FactType.TECHNOLOGIES else f"value of {fact.id}",
    )
    if found:
        return findings.one(node, what, table)
    if not node.quoted and isinstance(node.value, int | float):
        findings.error(
            node,
            "E-CONCEPT",
            f"“{fact.label.zh}”要写名称，写成了 {node.text}",
            f"{fact.id} takes a name, not {node.text}",
            table.hint(node.text),
        )
        return None
    hint = table.hint(node.text)
    if fact.type is not FactType.TECHNOLOGIES and table.near(node.text):
        listed = table.listed()
        hint = Text(f"{hint.zh}；{listed.zh}", f"{hint.en}; {listed.en}")
    findings.error(node, "E-VALUE", f"“{node.text}”不是{what.zh}", f"'{node.text}' is not a {what.en}", hint)
    return None


def truth_of(text: str) -> bool | None:
    """Whether a text says yes or no; None where it says neither."""
    said = normal(text)
    return said in _TRUE if said in _TRUE or said in _FALSE else None


def read_truth(node: Scalar, fact: Fact, findings: Findings) -> bool | None:
    """A yes/no value."""
    said = truth_of(node.text)
    if said is not None:
        return said
    findings.error(
        node,
        "E-BOOLEAN",
        f"“{fact.label.zh}”要写是或否，写成了“{node.text}”",
        f"{fact.id} is yes or no, not '{node.text}'",
        Text("请写 true 或 false", "write true or false"),
    )
    return None


def read_number(node: Scalar, fact: Fact, findings: Findings) -> int | float | None:
    """A number in the unit of the fact, within its range."""
    number = _number(node, fact, findings)
    if number is None:
        return None
    if fact.type is FactType.INTEGER and not isinstance(number, int):
        findings.error(
            node,
            "E-INTEGER",
            f"“{fact.label.zh}”要写整数，写成了 {node.text}",
            f"{fact.id} takes a whole number, not {node.text}",
        )
        return None
    low, high = fact.minimum, fact.maximum
    if (low is not None and number < low) or (high is not None and number > high):
        findings.error(
            node,
            "E-RANGE",
            f"“{fact.label.zh}”是 {_short(number)}，应{_span_zh(low, high, fact.unit)}",
            f"{fact.id} is {_short(number)}, it must be {_span_en(low, high, fact.unit)}",
        )
        return None
    _unusual(node, number, fact, findings)
    return number


def _number(node: Scalar, fact: Fact, findings: Findings) -> int | float | None:
    value = None if node.quoted else node.value
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) != float("inf"):
        return tidy(value)
    try:
        return number_of(node.text, fact.unit)
    except WrongUnit as wrong:
        if not fact.unit:
            findings.error(
                node,
                "E-UNIT",
                f"“{fact.label.zh}”没有单位，写成了“{wrong}”",
                f"{fact.id} has no unit, '{wrong}' was written",
            )
            return None
        zh, en = also(fact.unit)
        findings.error(
            node,
            "E-UNIT",
            f"单位“{wrong}”不能用于“{fact.label.zh}”，应为 {fact.unit}",
            f"the unit '{wrong}' does not suit {fact.id}, {fact.unit} is expected",
            Text(zh, en),
        )
    except (ValueError, ArithmeticError):
        unit, unit_en = f"（单位 {fact.unit}）" if fact.unit else "", english(fact.unit)
        findings.error(
            node,
            "E-NUMBER",
            f"“{fact.label.zh}”要写数值{unit}，写成了“{node.text}”",
            f"{fact.id} takes a number{f' ({unit_en})' if unit_en else ''}, not '{node.text}'",
        )
    return None


def _unusual(node: Scalar, number: int | float, fact: Fact, findings: Findings) -> None:
    low, high = fact.usual_minimum, fact.usual_maximum
    if (low is not None and number < low) or (high is not None and number > high):
        findings.warn(
            node,
            "W-UNUSUAL",
            f"“{fact.label.zh}”是 {_short(number)}，通常{_span_zh(low, high, fact.unit)}",
            f"{fact.id} is {_short(number)}, usually it is {_span_en(low, high, fact.unit)}",
            Text("请核对", "please check"),
        )
    elif fact.unit == "%" and 0 < number < 1:
        findings.warn(
            node,
            "W-UNUSUAL",
            f"“{fact.label.zh}”是 {_short(number)}%，不到百分之一",
            f"{fact.id} is {_short(number)} %, less than one per cent",
            Text(f"是否想写 {_short(number * 100)}%", f"did you mean {_short(number * 100)}%"),
        )


def _short(number: int | float) -> str:
    return f"{number:.12g}" if abs(number) < 1e15 else f"{number:.3g}"


def _span_zh(low: float | None, high: float | None, unit: str) -> str:
    unit = f" {unit}" if unit else ""
    if low is not None and high is not None:
        return f"在 {_short(low)} 到 {_short(high)}{unit}{' ' if unit.isascii() else ''}之间"
    return f"不小于 {_short(low)}{unit}" if low is not None else f"不大于 {_short(high or 0)}{unit}"


def _span_en(low: float | None, high: float | None, unit: str) -> str:
    unit = f" {english(unit)}".rstrip()
    if low is not None and high is not None:
        return f"between {_short(low)} and {_short(high)}{unit}"
    return f"at least {_short(low)}{unit}" if low is not None else f"at most {_short(high or 0)}{unit}"


def _is_blank(node: Node, fact: Fact, findings: Findings) -> bool:
    """Whether nothing is stated; reported, since an unknown fact is simply left out."""
    if isinstance(node, Scalar):
        said = node.text.strip()
        blank = not said.strip("、,，;；") or node.value is None
        blank = blank or (fact.type is not FactType.TEXT and normal(said) in _UNKNOWN)
    else:
        blank = isinstance(node, Sequence) and not node.items
    if blank:
        findings.error(
            node,
            "E-BLANK",
            f"“{fact.label.zh}”没有写值",
            f"{fact.id} has no value",
            Text("不知道的事实请删去这一行", "leave out what is not known"),
        )
    return blank


def _single(node: Node, fact: Fact, findings: Findings) -> Scalar | None:
    if isinstance(node, Sequence) and len(node.items) == 1 and isinstance(node.items[0], Scalar):
        return node.items[0]
    if isinstance(node, Scalar):
        return node
    findings.error(node, "E-ONE-VALUE", f"“{fact.label.zh}”只能有一个值", f"{fact.id} takes one value only")
    return None


def _several(node: Node, fact: Fact, names: Vocabulary, findings: Findings) -> tuple[str, ...] | None:
    scalars: list[Scalar] = []
    for item in node.items if isinstance(node, Sequence) else (node,):
        if isinstance(item, Scalar):
            scalars += [item] if isinstance(node, Sequence) else _split(item, names_of(fact, names))
        else:
            findings.shape(item, f"“{fact.label.zh}”的一个值", f"one value of {fact.id}")
            return None
    if len(scalars) > _MOST_VALUES:
        findings.error(
            node,
            "E-LONG",
            f"“{fact.label.zh}”有 {len(scalars)} 个值，最多 {_MOST_VALUES} 个",
            f"{fact.id} has {len(scalars)} values, at most {_MOST_VALUES} are allowed",
        )
        return None
    values = [read_concept(scalar, fact, names, findings) for scalar in scalars]
    if any(value is None for value in values):
        return None
    return tuple(dict.fromkeys(value for value in values if value is not None))


def _split(node: Scalar, table: Names) -> list[Scalar]:
    """A text such as 老龄化、中低收入 as its parts; names that hold a 、 themselves stay whole."""
    pieces = _BETWEEN.split(node.text)
    words, parts, start = pieces[::2], [], 0
    while start < len(words):
        for end in range(min(len(words), start + _PIECES), start, -1):
            whole = "".join(pieces[2 * start : 2 * end - 1]).strip()
            if end == start + 1 or table.find(whole):
                parts += [Scalar(whole, True, node.line, node.column)] if whole else []
                start = end
                break
    return parts


def read_text(node: Scalar, fact: Fact, names: Vocabulary, findings: Findings) -> str | None:
    """A text; a province or a city must be one the place tables know (when they are there)."""
    tables = {
        "place.province": (names.provinces, Text("省份", "province")),
        "place.city": (names.cities, Text("城市", "city")),
    }
    table, what = tables.get(fact.id, (None, VALUE))
    if table is None or not table.entries:
        return node.text.strip()
    return findings.one(node, what, table)
