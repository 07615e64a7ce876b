"""A Condition as a sentence in Chinese or English, for explanations (“社区形态为城中村且有化粪池”)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from recommender.model.catalogue import Catalogue
from recommender.model.condition import AllOf, AnyOf, Condition, Contains, Is, Leaf, Not, Value, Within
from recommender.model.knowledge import Fact, FactType
from recommender.model.text import Text
from recommender.store.units import english

_ALWAYS = Text("任何场地", "any site")
_UNITS_ZH = {"m2": "平方米", "m3": "立方米", "MWh": "兆瓦时"}
_YEAR = "年"
# Label of a yes/no fact → how its opposite reads aloud; first match wins, else “并非…”.
_OPPOSITE_STARTS = (
    ("有条件", "没有条件"),
    ("有", "没有"),
    ("已", "尚未"),
    ("正在", "没有正在"),
    ("计划", "没有计划"),
    ("列入", "未列入"),
    ("临近", "不临近"),
    ("具备", "不具备"),
    ("仍用", "不再用"),
)
_OPPOSITE_ENDS = (
    ("可用", "不可用"),
    ("充足", "不充足"),
    ("丰富", "不丰富"),
    ("完整", "不完整"),
    ("炎热", "不炎热"),
    ("有限", "并不有限"),
    ("到位", "不到位"),
)


def describe(condition: Condition | None, catalogue: Catalogue) -> Text:
    """The condition in words, in both languages; None (always) reads "任何场地"."""
    if condition is None:
        return _ALWAYS
    return Text(_words(condition, catalogue, "zh"), _words(condition, catalogue, "en"))


def describe_value(fact: Fact, value: Value, catalogue: Catalogue, language: str) -> str:
    """One value of a fact as it reads in a sentence: label, number with unit, yes or no."""
    if isinstance(value, bool):
        return ("是" if value else "否") if language == "zh" else ("yes" if value else "no")
    if isinstance(value, int | float):
        return _quantity(value, fact, language)
    if fact.type is FactType.TEXT:
        return value
    label = catalogue.label(value).get(language)
    return label if language == "zh" else _small(label)


def describe_known(fact: Fact, value: Value | tuple[str, ...], catalogue: Catalogue, language: str) -> str:
    """The whole value of a fact as it reads in a sentence; an empty list reads "无"."""
    if not isinstance(value, tuple):
        return describe_value(fact, value, catalogue, language)
    if not value:
        return "无" if language == "zh" else "none"
    return ("、" if language == "zh" else ", ").join(
        [describe_value(fact, item, catalogue, language) for item in value]
    )


def _words(condition: Condition, catalogue: Catalogue, language: str) -> str:
    zh = language == "zh"
    match condition:
        case AllOf(parts):
            return ("且" if zh else " and ").join(
                _bracketed(part, isinstance(part, AnyOf), catalogue, language) for part in parts
            )
        case AnyOf(parts):
            return ("，或" if zh else ", or ").join(
                _bracketed(part, isinstance(part, AllOf | AnyOf), catalogue, language) for part in parts
            )
        case Not(part):
            if isinstance(part, AllOf | AnyOf | Not):
                return ("并非" if zh else "not ") + _bracketed(part, True, catalogue, language)
            return _leaf(part, catalogue, language, negated=True)
        case Is() | Contains() | Within():
            return _leaf(condition, catalogue, language, negated=False)
        case _ as other:
            assert_never(other)


def _bracketed(part: Condition, needed: bool, catalogue: Catalogue, language: str) -> str:
    words = _words(part, catalogue, language)
    if not needed:
        return words
    return f"（{words}）" if language == "zh" else f"({words})"


def _leaf(leaf: Leaf, catalogue: Catalogue, language: str, negated: bool) -> str:
    fact = catalogue.facts[leaf.fact]
    match leaf:
        case Is():
            if fact.type is FactType.BOOLEAN:
                return _yes_no(fact, (True in leaf.values) != negated, language)
            return _is(leaf, fact, catalogue, language, negated)
        case Contains():
            return _contains(leaf, fact, catalogue, language, negated)
        case Within():
            return _within(leaf, fact, language, negated)
        case _ as other:
            assert_never(other)


def _is(leaf: Is, fact: Fact, catalogue: Catalogue, language: str, negated: bool) -> str:
    listed = _one_of([describe_value(fact, value, catalogue, language) for value in leaf.values], language)
    several = fact.type in (FactType.CONCEPTS, FactType.TECHNOLOGIES)
    if language == "zh":
        verb = ("不含" if negated else "含") if several else ("不是" if negated else "为")
        return f"{fact.label.zh}{verb}{listed}"
    verb = ("does not include" if negated else "includes") if several else ("is not" if negated else "is")
    return f"{_small(fact.label.en)} {verb} {listed}"


def _contains(leaf: Contains, fact: Fact, catalogue: Catalogue, language: str, negated: bool) -> str:
    values = [describe_value(fact, value, catalogue, language) for value in leaf.values]
    single = fact.type is FactType.CONCEPT
    if leaf.every and len(values) > 1:
        if language == "zh":
            return f"{fact.label.zh}{'并非' if negated else ''}同时含{'、'.join(values)}"
        verb = "does not include" if negated else "includes"
        return f"{_small(fact.label.en)} {verb} all of {', '.join(values)}"
    wanted = leaf.every != negated
    if language == "zh":
        verb = ("为" if wanted else "不是") if single else ("含" if wanted else "不含")
        return f"{fact.label.zh}{verb}{_one_of(values, language)}"
    verb = ("is" if wanted else "is not") if single else ("includes" if wanted else "does not include")
    return f"{_small(fact.label.en)} {verb} {_one_of(values, language)}"


def _within(leaf: Within, fact: Fact, language: str, negated: bool) -> str:
    words = _bounds_zh(leaf, fact) if language == "zh" else _bounds_en(leaf, fact)
    if language == "zh":
        return f"{fact.label.zh}{'并非' if negated else ''}{words}"
    return f"{_small(fact.label.en)} is {'not ' if negated else ''}{words}"


def _bounds_zh(leaf: Within, fact: Fact) -> str:
    year = fact.unit == _YEAR
    match leaf.low, leaf.high:
        case None, None:
            return "为任意值"
        case low, None if low is not None:
            word = ("晚于" if leaf.strict else "不早于") if year else ("大于" if leaf.strict else "不少于")
            return f"{word}{_quantity(low, fact, 'zh')}"
        case None, high if high is not None:
            word = ("早于" if leaf.strict else "不晚于") if year else ("小于" if leaf.strict else "不超过")
            return f"{word}{_quantity(high, fact, 'zh')}"
        case low, high:
            return f"在{_number(low or 0)}至{_quantity(high or 0, fact, 'zh')}之间"


def _bounds_en(leaf: Within, fact: Fact) -> str:
    match leaf.low, leaf.high:
        case None, None:
            return "any value"
        case low, None if low is not None:
            return f"{'more than' if leaf.strict else 'at least'} {_quantity(low, fact, 'en')}"
        case None, high if high is not None:
            return f"{'less than' if leaf.strict else 'at most'} {_quantity(high, fact, 'en')}"
        case low, high:
            return f"between {_number(low or 0)} and {_quantity(high or 0, fact, 'en')}"


def _yes_no(fact: Fact, wanted: bool, language: str) -> str:
    if language == "en":
        return _small(fact.label.en) if wanted else f"not “{_small(fact.label.en)}”"
    label = fact.label.zh
    if wanted:
        return label
    for start, opposite in _OPPOSITE_STARTS:
        if label.startswith(start):
            return opposite + label.removeprefix(start)
    for end, opposite in _OPPOSITE_ENDS:
        if label.endswith(end):
            return label.removesuffix(end) + opposite
    return f"并非“{label}”"


def _one_of(values: Sequence[str], language: str) -> str:
    if len(values) == 1:
        return values[0]
    between, last = ("、", "或") if language == "zh" else (", ", " or ")
    return between.join(values[:-1]) + last + values[-1]


def _quantity(number: int | float, fact: Fact, language: str) -> str:
    if language == "zh":
        return _number(number) + _UNITS_ZH.get(fact.unit, fact.unit)
    unit = english(fact.unit)
    return f"{_number(number)} {unit}" if unit else _number(number)


def _number(number: int | float) -> str:
    return f"{number:.12g}"


def _small(label: str) -> str:
    """The label with a small first letter, unless it is an abbreviation or a proper-looking word."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label
