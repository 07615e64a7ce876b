"""One answer to an indicator: a figure in its unit, a level the source names, fulfilled or not, or points."""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass, replace
from typing import TypeAlias

from recommender.model.interval import Interval
from recommender.model.knowledge import Indicator
from recommender.model.scoring import Feature, Scoring, ScoringKind
from recommender.model.stated import FULFILLED, PARTLY, UNFULFILLED, Answer, Quantity
from recommender.model.text import Text
from recommender.store.names import Named, Names, normal
from recommender.store.nodes import Entry, Mapping, Node, Scalar, Sequence
from recommender.store.quantities import converted, fits, symbol_of
from recommender.store.stated_fields import PERCENT, Reader, fields, keys, read_quantity

_KEYS = keys(("value", "值"), ("reference", "基准"), ("level", "等级"), ("points", "得分"))
FULFILMENT = Names(
    (
        Named(FULFILLED, ("满足", "fulfilled"), ("完全满足", "是", "yes", "true")),
        Named(PARTLY, ("部分满足", "partly"), ("部分", "partly fulfilled")),
        Named(UNFULFILLED, ("不满足", "unfulfilled"), ("未满足", "否", "no", "false")),
    )
)
_POINT = "points"
_NUMERALS = frozenset("0123456789-+.[")

_Fields: TypeAlias = Map[str, Entry]


@dataclass(frozen=True)
class Asked:
    """What an indicator, or a feature of a grade, asks for; `named` is how messages call it.

    `full` is the full score where there is one; `unit` is empty where any will do or none; `signed` where the
    figure is above or below a reference of its own; `fall` where it is a fall, which below zero is a rise;
    `words` where it is judged as fulfilled or not; `levels` are those the source names; `veto` where missing
    it is a veto.
    """

    id: str
    named: Text
    full: float | None
    scored: bool
    unit: str
    signed: bool
    words: bool
    levels: tuple[str, ...]
    fall: bool = False
    veto: bool = False


def asked_of(indicator: Indicator, scorings: tuple[Scoring, ...]) -> Asked:
    """What the parts of its scoring rule ask for; anything, where the source gives no scoring."""
    levels = tuple(dict.fromkeys(part.level for part in scorings if part.level))
    judged = any(part.kind in (ScoringKind.FULFILLED, ScoringKind.DISCRETION) for part in scorings)
    return Asked(
        indicator.id,
        Text(f"指标“{indicator.label.zh}”", f"the indicator '{indicator.label.en}'"),
        indicator.score,
        bool(scorings),
        next((part.unit for part in scorings if part.unit), ""),
        any(part.comparison and part.threshold is None for part in scorings),
        judged or not scorings,
        levels,
        fall=any(part.fall for part in scorings),
        veto=any(part.kind is ScoringKind.VETO for part in scorings),
    )


def asked_of_feature(feature: Feature) -> Asked:
    """A feature of a grade is affirmed or denied."""
    named = Text(f"特征“{feature.id}”", f"the feature '{feature.id}'")
    return Asked(feature.id, named, None, scored=True, unit="", signed=False, words=True, levels=())


def read_answer(node: Node, what: Text, asked: Asked, reader: Reader) -> Answer | None:
    """The answer a node states; None after telling why it is none."""
    if isinstance(node, Mapping):
        return _by_fields(node, what, asked, reader)
    if isinstance(node, Scalar) and (node.text.strip()[:1] or "?") not in _NUMERALS:
        level = _level_of(node.text, asked)
        if level:
            return Answer(level=level)
        if normal(node.text)[:1] not in _NUMERALS:
            _no_answer(node, what, asked, reader)
            return None
    quantity = _quantity(node, what, asked, reader)
    return None if quantity is None else Answer(quantity=quantity)


def _by_fields(node: Mapping, what: Text, asked: Asked, reader: Reader) -> Answer | None:
    given = fields(node, what, _KEYS, reader.findings)
    kinds = [key for key in ("value", "level", "points") if key in given]
    if len(kinds) != 1:
        reader.findings.error(
            node,
            "E-ONE-ANSWER",
            f"{what.zh}要在 value、level、points 中写一样，写了 {len(kinds)} 样",
            f"{what.en} states one of value, level, points; {len(kinds)} are written",
        )
        return None
    entry = given[kinds[0]].value
    if kinds[0] == "points":
        points = _points(entry, what, asked, reader)
        return None if points is None else Answer(points=points)
    if kinds[0] == "value" and "reference" in given:
        quantity = _against(given, what, asked, reader)
        return None if quantity is None else Answer(quantity=quantity)
    return None if isinstance(entry, Mapping) else read_answer(entry, what, asked, reader)


def _level_of(text: str, asked: Asked) -> str:
    """The level a text names: one of the source, or fulfilled, partly, unfulfilled; empty for neither."""
    for level in asked.levels:
        if normal(level) == normal(text):
            return level
    found = FULFILMENT.find(text)
    # Where the source only names levels, having none of them can be said, but not "fulfilled".
    allowed = found and (asked.words or (asked.levels and found[0] == UNFULFILLED))
    return found[0] if allowed else ""


def _no_answer(node: Node, what: Text, asked: Asked, reader: Reader) -> None:
    text = node.text if isinstance(node, Scalar) else "…"
    zh = [*(["满足、部分满足、不满足"] if asked.words else []), *asked.levels]
    en = [*(["fulfilled, partly, unfulfilled"] if asked.words else []), *asked.levels]
    if asked.unit or not asked.scored:
        symbol, in_english = (symbol_of(asked.unit, reader.catalogue, language) for language in ("zh", "en"))
        zh.append(f"以 {symbol} 计的数" if symbol else "带单位的数")
        en.append(f"a figure in {in_english}" if symbol else "a figure with its unit")
    reader.findings.error(
        node,
        "E-ANSWER",
        f"{what.zh}不能写“{text}”",
        f"{what.en} cannot be '{text}'",
        Text(f"可写：{'、'.join(zh)}", f"it can be: {', '.join(en)}"),
    )


def _quantity(node: Node, what: Text, asked: Asked, reader: Reader) -> Quantity | None:
    """A figure in the indicator's own unit; told where it asks for none."""
    if asked.scored and not asked.unit:
        _no_answer(node, what, asked, reader)
        return None
    wanted = (asked.unit,) if asked.unit else ()
    signed = asked.signed or asked.fall or not asked.scored
    found = read_quantity(node, what, reader, wanted, negative=signed)
    if found is None:
        return None
    if asked.unit:
        found = converted(found, asked.unit, reader.catalogue)
    if found.unit == PERCENT and not asked.signed:
        _check_percent(node, what, found.amount, reader)
    elif found.amount.low < 0 and not (asked.signed or asked.fall):
        reader.findings.error(node, "E-NEGATIVE", f"{what.zh}小于零", f"{what.en} is below zero")
        return None
    return found


def _check_percent(node: Node, what: Text, amount: Interval, reader: Reader) -> None:
    """Warn of a percentage above 100, or below 1 as if it were a fraction."""
    shown = f"{amount.high:.12g}"
    if amount.high > 100:
        reader.findings.warn(
            node,
            "W-UNUSUAL",
            f"{what.zh}是 {shown}%，超过百分之百",
            f"{what.en} is {shown}%, more than one hundred per cent",
            Text("请核对", "please check"),
        )
    elif 0 < amount.high < 1:
        meant = f"{amount.high * 100:.12g}"
        reader.findings.warn(
            node,
            "W-UNUSUAL",
            f"{what.zh}是 {shown}%，不到百分之一",
            f"{what.en} is {shown}%, less than one per cent",
            Text(f"是否想写 {meant}%", f"did you mean {meant}%"),
        )


def _against(given: _Fields, what: Text, asked: Asked, reader: Reader) -> Quantity | None:
    """How far a value lies above (+) or below (-) its reference, in per cent."""
    node = given["reference"].value
    if not asked.signed:
        reader.findings.error(
            given["reference"].key,
            "E-REFERENCE",
            f"{what.zh}不与基准比较",
            f"{what.en} is not compared with a reference",
            Text("请直接写指标的值", "write the value of the indicator itself"),
        )
        return None
    value = read_quantity(given["value"].value, what, reader)
    reference = read_quantity(node, Text(f"{what.zh}的基准", f"the reference of {what.en}"), reader)
    if value is None or reference is None:
        return None
    if reference.amount.low <= 0:
        zh, en = f"{what.zh}的基准不大于零，比不出百分比", f"the reference of {what.en} is not above zero"
        reader.findings.error(node, "E-REFERENCE", zh, en)
        return None
    if not fits(value.unit, reference.unit, reader.catalogue):
        zh, en = f"{what.zh}的值与基准单位不是一类", f"value and reference of {what.en} are of two kinds"
        reader.findings.error(node, "E-REFERENCE", zh, en)
        return None
    own, base = converted(value, reference.unit, reader.catalogue).amount, reference.amount
    return Quantity(Interval(_above(own.low, base.high), _above(own.high, base.low)), PERCENT)


def _above(value: float, reference: float) -> float:
    return round((value / reference - 1) * 100, 9)  # no digit the input does not carry: 1.2 of 1.5 is -20


def _points(node: Node, what: Text, asked: Asked, reader: Reader) -> Interval | None:
    """Points the evaluator gave, from zero to the full score."""
    full = asked.full
    if full is None:
        zh, en = f"{what.zh}在来源里没有分数，不能写得分", f"the source gives no score for {what.en}"
        reader.findings.error(node, "E-POINTS", zh, en)
        return None
    found = read_quantity(_without_point(node), what, reader, bare=_POINT)
    if found is None:
        return None
    if found.unit != _POINT or found.amount.high > full:
        reader.findings.error(
            node,
            "E-POINTS",
            f"{what.zh}的得分应在 0 到满分 {full:g} 之间",
            f"the points of {what.en} lie between 0 and the full score of {full:g}",
        )
        return None
    return found.amount


def _without_point(node: Node) -> Node:
    """The node without 分 at the end of its figures."""
    match node:
        case Scalar():
            return replace(node, text=node.text.strip().removesuffix("分"), quoted=True)
        case Sequence():
            return replace(node, items=tuple(_without_point(item) for item in node.items))
        case Mapping():
            return node
