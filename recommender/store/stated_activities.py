"""The activity block of a profile → year, method and activities, each with its amount or its emission."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from recommender.model.accounting import Activity
from recommender.model.stated import Quantity, StatedActivity, StatedFactor
from recommender.model.text import Text
from recommender.store.names import Names
from recommender.store.nodes import Entry, Mapping, Node, Scalar
from recommender.store.quantities import PER, TONNES, symbol_of
from recommender.store.stated_activity_checks import Written, check_activity
from recommender.store.stated_fields import (
    COMMA,
    Reader,
    cut_by_comma,
    fields,
    keys,
    read_note,
    read_quantity,
    read_source,
    read_span,
    read_year,
    twice,
)

_BLOCK = Text("活动数据", "the activities")
_HEAD = keys(("year", "年份"), ("method", "方法"))
_KEYS = keys(
    ("amount", "活动量"),
    ("emission", "排放量"),
    ("factor", "因子"),
    ("factor_year", "因子年份"),
    ("factor_source", "因子出处"),
    ("from", "开始年"),
    ("until", "结束年"),
    ("source", "出处"),
    ("note", "备注"),
)
_ACTIVITY = Text("活动", "activity")
_Fields: TypeAlias = dict[str, Entry]


@dataclass
class ActivityBlock:
    """What an activity block states."""

    year: int | None = None
    method: str = ""
    activities: dict[str, StatedActivity] = field(default_factory=dict)


def read_activity_block(node: Node, reader: Reader) -> ActivityBlock:
    """The year, the method and the activities; every mistake is told."""
    block = ActivityBlock()
    if not isinstance(node, Mapping):
        reader.findings.shape(node, f"{_BLOCK.zh}的映射", f"a mapping of {_BLOCK.en}")
        return block
    head: _Fields = {}
    for entry in node.entries:
        found = _HEAD.find(entry.key.text)
        if not found:
            _read_activity(entry, block, reader)
        elif found[0] in head:
            twice(
                entry.key,
                Text(f"“{entry.key.text}”", entry.key.text),
                head[found[0]].key.line,
                reader.findings,
            )
        else:
            head[found[0]] = entry
    if "year" in head:
        block.year = read_year(
            head["year"].value, Text("核算年份", "the year of the account"), reader.findings
        )
    if "method" in head:
        block.method = _read_method(head["method"].value, reader)
    return block


def _read_method(node: Node, reader: Reader) -> str:
    if not isinstance(node, Scalar):
        reader.findings.shape(node, "一种核算方法", "one accounting method")
        return ""
    what = Text("核算方法", "accounting method")
    return reader.findings.one(node, what, reader.stated_names.methods) or ""


def _read_activity(entry: Entry, block: ActivityBlock, reader: Reader) -> None:
    names = reader.stated_names.activities
    found = names.find(entry.key.text)
    if len(found) != 1:
        _no_activity(entry, names, bool(found), reader)
        return
    activity, before = reader.catalogue.activities[found[0]], block.activities.get(found[0])
    if before is not None and before.place is not None:
        what = Text(f"“{activity.label.zh}”（{activity.id}）", activity.id)
        twice(entry.key, what, before.place.line, reader.findings)
        return
    block.activities[activity.id] = _stated(activity, entry, reader)


def _no_activity(entry: Entry, names: Names, several: bool, reader: Reader) -> None:
    if several:
        reader.findings.one(entry.key, _ACTIVITY, names)
    elif cut_by_comma(entry):
        text = entry.key.text
        zh, en = f"没有名为“{text}”的活动", f"there is no activity called '{text}'"
        reader.findings.error(entry.key, "E-UNKNOWN", zh, en, COMMA)
    else:
        known = Names((*names.entries, *_HEAD.entries))
        reader.findings.unknown(entry.key, _ACTIVITY, entry.key.text, known)


def _stated(activity: Activity, entry: Entry, reader: Reader) -> StatedActivity:
    what = Text(f"“{activity.label.zh}”", f"'{activity.label.en}'")
    parts: _Fields = {"amount": entry}
    if isinstance(entry.value, Mapping):
        parts = fields(entry.value, what, _KEYS, reader.findings)
    start, end = read_span(parts, what, reader.findings)
    stated = StatedActivity(
        activity.id,
        _amount(activity, parts, what, reader),
        _factor(activity, parts, what, reader),
        _emission(parts, what, reader),
        start,
        end,
        read_source(_node(parts, "source"), reader),
        read_note(_node(parts, "note"), Text("备注", "the note"), reader.findings),
        reader.findings.at(entry.key),
    )
    check_activity(activity, stated, Written(parts, entry, what), reader)
    return stated


def _node(parts: _Fields, key: str) -> Node | None:
    return parts[key].value if key in parts else None


def _amount(activity: Activity, parts: _Fields, what: Text, reader: Reader) -> Quantity | None:
    if "amount" not in parts:
        return None
    wanted = TONNES if activity.as_emission else activity.unit
    of = Text(f"{what.zh}的活动量", f"the amount of {what.en}")
    return read_quantity(parts["amount"].value, of, reader, (wanted,), emission=activity.as_emission)


def _emission(parts: _Fields, what: Text, reader: Reader) -> Quantity | None:
    if "emission" not in parts:
        return None
    of = Text(f"{what.zh}的排放量", f"the emission of {what.en}")
    return read_quantity(parts["emission"].value, of, reader, tuple(PER.values()), emission=True)


def _factor(activity: Activity, parts: _Fields, what: Text, reader: Reader) -> StatedFactor | None:
    if "factor" not in parts:
        return None
    wanted = f"{TONNES}/{symbol_of(activity.unit, reader.catalogue)}"
    of = Text(f"{what.zh}的因子", f"the factor of {what.en}")
    value = read_quantity(parts["factor"].value, of, reader, (wanted,), emission=True)
    year = None
    if "factor_year" in parts:
        year = read_year(
            parts["factor_year"].value, Text(f"{of.zh}年份", f"the year of {of.en}"), reader.findings
        )
    source = read_source(_node(parts, "factor_source"), reader)
    return None if value is None else StatedFactor(value, year, source)
