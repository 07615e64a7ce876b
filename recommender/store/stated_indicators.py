"""The indicator block of a profile → what is stated of each indicator of the standards of the site."""

from __future__ import annotations

from collections.abc import Mapping as Map
from typing import TypeAlias

from recommender.model.clause import source_of
from recommender.model.stated import Answer, StatedIndicator
from recommender.model.text import Text
from recommender.store.nodes import Entry, Mapping, Node, Scalar
from recommender.store.quantities import converted, fits
from recommender.store.stated_activity_checks import no_effect
from recommender.store.stated_answers import Asked, asked_of, asked_of_feature, read_answer
from recommender.store.stated_fields import (
    MONEY,
    Reader,
    fields,
    keys,
    read_note,
    read_quantity,
    read_source,
    read_year,
    read_yes,
    twice,
)

_INDICATOR = Text("指标", "indicator")
_TIMES = {"now": "现状", "planned": "计划", "start": "起始值", "target": "目标"}
_KEYS = keys(
    *_TIMES.items(),
    ("target_year", "目标年"),
    ("applies", "适用"),
    ("because", "理由"),
    ("cost", "费用"),
    ("source", "出处"),
    ("note", "备注"),
)

_Fields: TypeAlias = Map[str, Entry]


def read_indicator_block(node: Node, reader: Reader) -> dict[str, StatedIndicator]:
    """Indicator id → what is stated of it; every mistake is told."""
    found: dict[str, StatedIndicator] = {}
    if not isinstance(node, Mapping):
        reader.findings.shape(node, "“指标: 答案”的映射", "a mapping of indicators")
        return found
    for entry in node.entries:
        asked = _asked(entry.key, reader)
        if asked is None:
            continue
        before = found.get(asked.id)
        if before is not None and before.place is not None:
            twice(entry.key, asked.named, before.place.line, reader.findings)
            continue
        found[asked.id] = _stated(asked, entry, reader)
    return found


def _asked(key: Scalar, reader: Reader) -> Asked | None:
    """What the indicator or feature a key names asks for; None after telling that it names none."""
    one = _named(key, reader)
    if one is None:
        return None
    if one in reader.catalogue.features:
        return asked_of_feature(reader.catalogue.features[one])
    parts = tuple(part for part in reader.catalogue.scorings.values() if part.indicator == one)
    return asked_of(reader.catalogue.indicators[one], parts)


def _named(key: Scalar, reader: Reader) -> str | None:
    names = reader.stated_names
    found, other = names.indicators.find(key.text), names.other_indicators.find(key.text)
    if not found and other:
        _of_another(key, other[0], reader)
        return None
    if not found and not names.indicators.entries:
        kind = _kind(reader)
        reader.findings.error(
            key,
            "E-NO-STANDARD",
            f"来源没有为{kind.zh}写指标体系，“{key.text}”用不上",
            f"the sources have no indicator system for {kind.en}, so '{key.text}' has no place",
        )
        return None
    return reader.findings.one(key, _INDICATOR, names.indicators)


def _kind(reader: Reader) -> Text:
    kind = str(reader.facts.get("site.type", ""))
    label = reader.catalogue.label(kind)
    return Text(f"“{label.zh}”", f"'{label.en}'") if kind else Text("这类场地", "this kind of site")


def _of_another(key: Scalar, one: str, reader: Reader) -> None:
    records, kind = reader.catalogue, _kind(reader)
    record = records.indicators.get(one) or records.features[one]
    title = records.sources[source_of(record.clause)].label
    own = [reader.catalogue.sources[one].label for one in reader.stated_names.standards]
    zh = "，这里用" + "、".join(f"《{label.zh}》" for label in own) if own else ""
    en = f"; here it is {', '.join(label.en for label in own)}" if own else ""
    reader.findings.error(
        key,
        "E-OTHER-STANDARD",
        f"“{key.text}”是《{title.zh}》的指标，不用于{kind.zh}{zh}",
        f"'{key.text}' is an indicator of {title.en}, which is not for {kind.en}{en}",
    )


def _stated(asked: Asked, entry: Entry, reader: Reader) -> StatedIndicator:
    what, findings = asked.named, reader.findings
    given: _Fields = {"now": entry}
    if isinstance(entry.value, Mapping):
        given = fields(entry.value, what, _KEYS, findings)
    year = applies = None
    if "target_year" in given:
        of = Text(f"{what.zh}的目标年", f"the target year of {what.en}")
        year = read_year(given["target_year"].value, of, findings)
    if "applies" in given:
        of = Text(f"{what.zh}的“适用”", f"`applies` of {what.en}")
        applies = read_yes(given["applies"].value, of, findings)
    now, planned, start, target = (_answer(given, time, asked, reader) for time in _TIMES)
    stated = StatedIndicator(
        asked.id,
        now,
        planned,
        start,
        target,
        target_year=year,
        applies=applies is not False,
        because=read_note(_node(given, "because"), Text("理由", "the reason"), findings),
        cost=_cost(given, what, reader),
        source=read_source(_node(given, "source"), reader),
        note=read_note(_node(given, "note"), Text("备注", "the note"), findings),
        place=findings.at(entry.key),
    )
    if asked.veto and not stated.applies:
        _no_way_out(given["applies"], what, reader)
    _check(stated, given, entry, what, reader)
    return stated


def _no_way_out(applies: Entry, what: Text, reader: Reader) -> None:
    """An indicator with a veto cannot be got rid of by calling it not applicable."""
    reader.findings.error(
        applies.value,
        "E-VETO",
        f"{what.zh}这一项没做到就一票否决，不能写不适用",
        f"missing {what.en} is a veto, so it cannot be said not to apply",
        Text("请写做到了没有", "state whether it is met"),
    )


def _node(given: _Fields, key: str) -> Node | None:
    return given[key].value if key in given else None


def _answer(given: _Fields, time: str, asked: Asked, reader: Reader) -> Answer | None:
    if time not in given:
        return None
    what = Text(f"{asked.named.zh}的{_TIMES[time]}", f"`{time}` of {asked.named.en}")
    return read_answer(given[time].value, what, asked, reader)


def _cost(given: _Fields, what: Text, reader: Reader) -> float | None:
    """The cost of reaching what is planned, in 万元."""
    if "cost" not in given:
        return None
    of, node = Text(f"{what.zh}的费用", f"the cost of {what.en}"), given["cost"].value
    found = read_quantity(node, of, reader, (MONEY,))
    if found is None:
        return None
    if not found.amount.exact:
        reader.findings.error(
            node, "E-ONE-VALUE", f"{of.zh}只能写一个数", f"{of.en} is one figure, not a range"
        )
        return None
    return converted(found, MONEY, reader.catalogue).amount.low


def _check(stated: StatedIndicator, given: _Fields, entry: Entry, what: Text, reader: Reader) -> None:
    """Tell what is missing, what has no source, and what has no effect."""
    answered = [time for time in _TIMES if time in given]
    if not answered and "applies" not in given:
        reader.findings.error(
            entry.key,
            "E-MISSING",
            f"{what.zh}没有写答案",
            f"{what.en} has no answer",
            Text("请写 now 或 planned", "write `now` or `planned`"),
        )
    if stated.target is not None and not stated.source:
        reader.findings.warn(
            given["target"].key,
            "W-NO-SOURCE",
            f"{what.zh}的目标没有写出处",
            f"the target of {what.en} has no source",
            Text("请补上 source", "add `source`"),
        )
    if "target_year" in given and "target" not in given:
        why = Text(f"{what.zh}没有写目标", f"{what.en} has no target")
        no_effect(given["target_year"].key, "target_year", why, reader)
    _check_applies(stated, given, answered, what, reader)
    _check_units(stated, given, what, reader)


def _check_applies(
    stated: StatedIndicator, given: _Fields, answered: list[str], what: Text, reader: Reader
) -> None:
    if stated.applies:
        if "because" in given:
            why = Text(f"{what.zh}没有写成不适用", f"{what.en} is not said not to apply")
            no_effect(given["because"].key, "because", why, reader)
        return
    if not stated.because:
        reader.findings.warn(
            given["applies"].key,
            "W-NO-REASON",
            f"{what.zh}写成不适用，没有写理由",
            f"{what.en} is said not to apply, without a reason",
            Text("请补上 because", "add `because`"),
        )
    for time in answered:
        no_effect(given[time].key, time, Text(f"{what.zh}写成不适用", f"{what.en} does not apply"), reader)


def _check_units(stated: StatedIndicator, given: _Fields, what: Text, reader: Reader) -> None:
    """The answers of different times must be of one kind, so that they can be compared."""
    first = ""
    for time in (key for key in given if key in _TIMES):  # as they stand in the file
        answer = getattr(stated, time)
        if answer is None or answer.quantity is None:
            continue
        unit = answer.quantity.unit
        if first and not fits(unit, first, reader.catalogue):
            reader.findings.error(
                given[time].value,
                "E-UNIT",
                f"{what.zh}的{_TIMES[time]}与前面的答案单位不是一类",
                f"`{time}` of {what.en} is in a unit of another kind than the answers before it",
            )
        first = first or unit
