"""What one stated activity must and may have: amount or emission, a sourced factor, years, people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from recommender.model.accounting import Activity, Part
from recommender.model.interval import exactly
from recommender.model.knowledge import Fact, FactValue
from recommender.model.problem import Place, Problem, Severity
from recommender.model.stated import Quantity, StatedActivity
from recommender.model.text import NO_TEXT, Text
from recommender.store.nodes import Entry, Node
from recommender.store.quantities import converted, yearly_emission
from recommender.store.stated_fields import Reader
from recommender.store.unit_words import UnknownUnit
from recommender.store.units import WrongUnit

_NEEDED = {
    "person": ("community.population", Text("常住人口", "the population")),
    "m2": ("building.area", Text("总建筑面积", "the floor area")),
}


@dataclass(frozen=True)
class Written:
    """An activity as written: its fields, the entry they stand in, and how messages call it."""

    parts: Mapping[str, Entry]
    entry: Entry
    what: Text


def check_activity(activity: Activity, stated: StatedActivity, written: Written, reader: Reader) -> None:
    """Tell what is missing, too much or without effect."""
    _check_given(activity, written, reader)
    _check_factor(activity, written, reader)
    _check_years(activity, written, reader)
    if stated.emission is not None:
        what = Text(f"{written.what.zh}的排放量", f"the emission of {written.what.en}")
        check_per(stated.emission, written.parts["emission"].value, what, reader)


def _check_given(activity: Activity, written: Written, reader: Reader) -> None:
    """Exactly one of amount and emission; a factor alone, where the amount is a fact."""
    parts, what = written.parts, written.what
    if "amount" in parts and "emission" in parts:
        reader.findings.error(
            parts["emission"].key,
            "E-BOTH",
            f"{what.zh}既写了活动量又写了排放量",
            f"{what.en} has both an amount and an emission",
            Text("请只留一个", "keep one of them"),
        )
    elsewhere = activity.id in reader.given or ("factor" in parts and activity.stated_by in reader.facts)
    if not elsewhere and "amount" not in parts and "emission" not in parts:
        reader.findings.error(
            written.entry.key,
            "E-MISSING",
            f"{what.zh}没有写活动量，也没有写排放量",
            f"{what.en} has neither an amount nor an emission",
            Text("请写 amount 或 emission", "write `amount` or `emission`"),
        )


def _check_factor(activity: Activity, written: Written, reader: Reader) -> None:
    parts, what = written.parts, written.what
    if "factor" not in parts:
        for key in ("factor_year", "factor_source"):
            if key in parts:
                why = Text(f"{what.zh}没有写因子", f"{what.en} has no factor")
                no_effect(parts[key].key, key, why, reader)
        return
    if "emission" in parts or activity.as_emission:
        why = Text(f"{what.zh}写的就是排放量", f"what is written for {what.en} is the emission itself")
        no_effect(parts["factor"].key, "factor", why, reader)
        return
    lacking = [key for key in ("factor_year", "factor_source") if key not in parts]
    if lacking:
        words = {"factor_year": "年份", "factor_source": "出处"}
        reader.findings.warn(
            parts["factor"].key,
            "W-NO-SOURCE",
            f"{what.zh}的因子没有写{'和'.join(words[key] for key in lacking)}",
            f"the factor of {what.en} lacks {' and '.join(lacking)}",
            Text(f"请补上 {'、'.join(lacking)}", "add it" if len(lacking) == 1 else "add them"),
        )


def _check_years(activity: Activity, written: Written, reader: Reader) -> None:
    """Works need their years; elsewhere years only count for offsets."""
    parts, what = written.parts, written.what
    if activity.one_off:
        if not {"from", "until"} <= parts.keys():
            reader.findings.warn(
                written.entry.key,
                "W-NO-YEARS",
                f"{what.zh}没有写全起止年，算不出排放落在哪几年",
                f"{what.en} lacks its years, so its emission cannot be placed in time",
                Text("请写 from 和 until", "write `from` and `until`"),
            )
        return
    if activity.id in _offsets(reader):
        return
    for key in ("from", "until"):
        if key in parts:
            why = Text(f"起止年只用于工程和抵消，{what.zh}按每年计", f"{what.en} counts every year")
            no_effect(parts[key].key, key, why, reader)


def _offsets(reader: Reader) -> frozenset[str]:
    items = reader.catalogue.boundaries.values()
    return frozenset(a for item in items if item.boundary_part is Part.OFFSET for a in item.activities)


def no_effect(node: Node, key: str, why: Text, reader: Reader) -> None:
    """Warn that a key does nothing."""
    reader.findings.warn(
        node, "W-NO-EFFECT", f"{why.zh}，{key} 不起作用", f"{why.en}, so `{key}` has no effect"
    )


def check_per(emission: Quantity, node: Node, what: Text, reader: Reader) -> None:
    """Warn where an emission is per person or per area, and the people or the area are not known."""
    _, per = yearly_emission(emission, reader.catalogue)
    fact, label = _NEEDED.get(per, ("", NO_TEXT))
    if not fact or fact in reader.facts:
        return
    reader.findings.warn(
        node,
        "W-NO-TOTAL",
        f"{what.zh}按{'人' if per == 'person' else '面积'}给出，而{label.zh}（{fact}）没有写，总量算不出",
        f"{what.en} is given {'per person' if per == 'person' else 'by area'}, and {label.en} ({fact}) is not"
        " stated, so there is no total",
        _mend(fact, reader),
    )


def _mend(fact: str, reader: Reader) -> Text:
    """State the fact; where it is not one of this kind of site, the total."""
    wanted = reader.catalogue.facts[fact].domains if fact in reader.catalogue.facts else ()
    domain = reader.catalogue.domain_of(str(reader.facts.get("site.type", "")))
    if wanted and domain and not {domain.id, *domain.contains} & set(wanted):
        return Text("请改写全年总量", "write the total of the year instead")
    return Text(f"请补上 {fact}", f"state {fact}")


def check_against_facts(
    activities: Mapping[str, StatedActivity],
    facts: Mapping[str, FactValue | None],
    places: Mapping[str, Place],
    reader: Reader,
) -> None:
    """Tell where an activity and the fact that states the same amount differ; both lines are named."""
    for stated in activities.values():
        activity = reader.catalogue.activities[stated.activity]
        fact = reader.catalogue.facts.get(activity.stated_by)
        value = facts.get(activity.stated_by)
        if fact is None or stated.place is None or not isinstance(value, int | float):
            continue
        if stated.emission is not None:
            _two_ways(activity, stated.place, fact, places[fact.id], reader)
        elif stated.amount is not None and _differs(stated.amount, float(value), fact, reader):
            _two_figures(activity, stated.place, fact, places[fact.id], reader)


def _two_figures(activity: Activity, own: Place, fact: Fact, its: Place, reader: Reader) -> None:
    zh, en = activity.label.zh, activity.label.en
    reader.findings.problems.append(
        Problem(
            max(own, its),
            "E-CONTRADICTION",
            f"第 {its.line} 行的{fact.label.zh}与第 {own.line} 行的活动“{zh}”是同一个量，数却不同",
            f"{fact.id} on line {its.line} and '{en}' on line {own.line} are the same, yet differ",
            "请删去一处",
            "delete one of them",
        )
    )


def _two_ways(activity: Activity, own: Place, fact: Fact, its: Place, reader: Reader) -> None:
    zh, en = activity.label.zh, activity.label.en
    reader.findings.problems.append(
        Problem(
            max(own, its),
            "W-TWO-WAYS",
            f"第 {its.line} 行写了{fact.label.zh}，第 {own.line} 行又写了“{zh}”的排放量，碳收支按排放量算",
            f"{fact.id} is on line {its.line}, the emission of '{en}' on line {own.line};"
            " the account takes the emission",
            severity=Severity.WARNING,
        )
    )


def _differs(amount: Quantity, value: float, fact: Fact, reader: Reader) -> bool:
    try:
        return converted(amount, fact.unit, reader.catalogue).amount != exactly(value)
    except (UnknownUnit, WrongUnit):
        return False
