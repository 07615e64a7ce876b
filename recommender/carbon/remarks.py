"""What must be said with an account: names of the sums, assumptions, what is left out, caps and limits."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from recommender.carbon.amounts import activity_name, four_digits, quantity_words
from recommender.carbon.factors import PATH_SOURCE
from recommender.carbon.totals import DEDUCTING, OPEN, is_open_claim
from recommender.carbon.works import works_total
from recommender.model.accounting import (
    Balance,
    Boundary,
    Finding,
    Line,
    LineStatus,
    Method,
    Part,
    UsedFactor,
)
from recommender.model.catalogue import Catalogue
from recommender.model.knowledge import Discrepancy
from recommender.model.text import Text, enumerated

_SUMS = Text(
    "毛排放是各排放源之和；净排放再减去减排、碳汇和抵消。每个数都写明是哪一个",
    "Gross is the sum of all sources; net takes off reductions, removals and offsets. Every figure says "
    "which one it is",
)
_CAP = Text(
    "绿电的减排量多于或可能多于用电的排放，最多减到用电排放为零；来源没有说多出的能不能抵其他排放",
    "Green power would or may deduct more than the electricity emits and is cut to that; no source says "
    "that the surplus may stand against other emissions",
)
_BELOW = Text(
    "净排放低于零，照算出的数写；来源没有说低于零怎样算",
    "Net emission is below zero and shown as it comes; no source says how to treat that",
)
_MAYBE_BELOW = Text(
    "净排放可能低于零，区间照算出的数写；来源没有说低于零怎样算",
    "Net emission may be below zero; the range is shown as it comes, and no source says how to treat that",
)


def remarks(
    account: Balance,
    acted: tuple[Finding, ...],
    capped: bool,
    method: Method,
    items: tuple[Boundary, ...],
    elsewhere: tuple[str, ...],
    catalogue: Catalogue,
) -> Balance:
    """The account with its findings: method, sums, guards that acted, assumptions, what is not counted.

    `elsewhere`: the activities other methods for the same kind of site count.
    """
    found = (
        *_of_method(method, items, catalogue),
        *acted,
        *_of_sums(account, capped, method),
        *_of_factors(account, catalogue),
        *_of_deductions(account, catalogue),
        *_of_boundary(items),
        *_of_others(account, method, elsewhere, catalogue),
        *_of_works(account),
    )
    return replace(account, findings=tuple(dict.fromkeys(found)))


def _of_method(method: Method, items: tuple[Boundary, ...], catalogue: Catalogue) -> Iterator[Finding]:
    yield Finding("named", _SUMS)
    if method.note:
        yield Finding("method", method.note, method.clause)
    for note in _discrepancies(method, items, catalogue):
        yield Finding("named", _told(note), note.clause)


def _discrepancies(
    method: Method, items: tuple[Boundary, ...], catalogue: Catalogue
) -> Iterator[Discrepancy]:
    """What is known to be wrong or unclear in the method itself or in what it counts."""
    keys = {method.clause, *(item.id for item in items if item.activities)}
    for note in catalogue.discrepancies.values():
        if note.clause == method.clause or keys & set(note.concerns):
            yield note


def _told(note: Discrepancy) -> Text:
    return Text(
        f"{note.label.zh}：{note.found.zh}。{note.treatment.zh}",
        f"{note.label.en}: {note.found.en}. {note.treatment.en}",
    )


def _of_sums(account: Balance, capped: bool, method: Method) -> Iterator[Finding]:
    if capped:
        green = tuple(line.activity for line in account.lines if line.part is Part.REDUCTION)
        yield Finding("cap", _CAP, method.clause, green)
    if math.isinf(account.net.low):
        return  # open, which is said with the deduction that opens it
    if account.net.high < 0:
        yield Finding("net_below_zero", _BELOW, method.clause)
    elif account.net.low < 0:
        yield Finding("net_below_zero", _MAYBE_BELOW, method.clause)


def _of_factors(account: Balance, catalogue: Catalogue) -> Iterator[Finding]:
    """Each factor the planner did not give, once, and where its year is not that of the amounts."""
    yield from _of_shared(account, catalogue)
    lines = [line for line in (*account.lines, *account.works) if _uses_assumed(line)]
    for used in dict.fromkeys(line.factor for line in lines):
        if used is None:
            continue
        activities = tuple(line.activity for line in lines if line.factor == used)
        clause = "" if used.document else used.source
        yield Finding("assumption", _assumed(used, catalogue), clause, activities)
        if used.year and account.year and used.year != account.year:
            gap = Text(
                f"{used.label.zh}是 {used.year} 年的，活动数据是 {account.year} 年的",
                f"{used.label.en}: the factor is of {used.year}, the activity data of {account.year}",
            )
            yield Finding("assumption", gap, "", activities)


def _assumed(used: UsedFactor, catalogue: Catalogue) -> Text:
    value = quantity_words(used.value, catalogue, four_digits)
    year, grade = str(used.year or ""), used.confidence
    said_zh = "，".join(one for one in (used.document, year, grade and f"可信度 {grade}") if one)
    cited = used.document and f"“{used.document}”"
    said_en = ", ".join(one for one in (cited, year, grade and f"confidence {grade}") if one)
    zh = f"{value.zh}（{said_zh}）" if said_zh else value.zh
    en = f"{value.en} ({said_en})" if said_en else value.en
    return Text(
        f"{used.label.zh}取 {zh}，不是自填的，可以改写",
        f"{used.label.en} is taken as {en}; it was not stated and can be replaced",
    )


def _of_shared(account: Balance, catalogue: Catalogue) -> Iterator[Finding]:
    """Whose stated factor other lines use, and a factor taken from the assumed path of the grid."""
    used = [line for line in account.lines if line.factor is not None and _bears(line)]
    for factor in dict.fromkeys(line.factor for line in used):
        if factor is None or not (factor.stated_for or factor.source == PATH_SOURCE):
            continue
        lines = tuple(line.activity for line in used if line.factor == factor)
        names = enumerated(activity_name(key, catalogue) for key in lines)
        value = quantity_words(factor.value, catalogue, four_digits)
        said = _of_path(value, factor, names)
        if factor.stated_for:
            owner = activity_name(factor.stated_for, catalogue)
            said = Text(
                f"{names.zh}没有自己的因子，与{owner.zh}一样按自填的 {value.zh} 算",
                f"{names.en}: no factor of their own, so {value.en}, stated for {owner.en.lower()}, is used",
            )
        yield Finding("assumption", said, "", lines)


def _of_path(value: Text, factor: UsedFactor, names: Text) -> Text:
    return Text(
        f"{names.zh}按 assumption.grid 里 {factor.year} 年的 {value.zh} 算，不用查表的因子",
        f"{names.en}: {value.en}, which assumption.grid has for {factor.year}, goes before the tables",
    )


def _uses_assumed(line: Line) -> bool:
    return _bears(line) and line.factor is not None and line.factor.assumed


def _bears(line: Line) -> bool:
    """Whether a line is in the sums with more than zero."""
    return line.status is LineStatus.KNOWN and line.emission is not None and line.emission.high > 0


def _of_deductions(account: Balance, catalogue: Catalogue) -> Iterator[Finding]:
    deducting = [line for line in account.lines if line.part in DEDUCTING and line.status in OPEN]
    unstated = [line for line in deducting if not is_open_claim(line)]
    if unstated:
        names = _names(unstated, catalogue)
        said = Text(f"没有填的不减：{names.zh}", f"What is not stated is not deducted: {names.en}")
        yield Finding("not_claimed", said, "", tuple(line.activity for line in unstated))
    for line in filter(is_open_claim, deducting):
        yield Finding("open_claim", _open_claim(line, catalogue), line.clause, (line.activity,))
    for line in account.lines:
        if (
            line.part is Part.OFFSET
            and line.status is LineStatus.KNOWN
            and line.emission
            and line.emission.high
        ):
            yield from _of_offset(line, catalogue)


def _open_claim(line: Line, catalogue: Catalogue) -> Text:
    label = catalogue.activities[line.activity].label
    if line.status is LineStatus.NO_FACTOR:
        return Text(
            f"{label.zh}填了量，没有因子，来源也没有给，减多少还不知道，净排放只有上限",
            f"{label.en} has an amount but no factor, and no source gives one: how much it deducts "
            "is not known, and net emission has an upper end only",
        )
    return Text(
        f"{label.zh}填了，还合计不出，减多少还不知道，净排放只有上限",
        f"{label.en} is stated but cannot be summed yet: how much it deducts is not known, and net "
        "emission has an upper end only",
    )


def _of_offset(line: Line, catalogue: Catalogue) -> Iterator[Finding]:
    """What the source says of a limit to offsets, in the record's own words."""
    item = catalogue.boundaries.get(line.boundary)
    said = (item.note or item.text) if item else None
    if said:
        yield Finding("no_cap", said, line.clause, (line.activity,))


def _of_boundary(items: tuple[Boundary, ...]) -> Iterator[Finding]:
    """What the source leaves out, and what it names without an activity of its own: a double, or open."""
    for item in items:
        if item.boundary_part is Part.EXCLUDED:
            yield Finding("outside", _labelled(item.label, item.text), item.clause, item.activities)
        elif not item.activities:
            yield Finding("not_itemised", _labelled(item.label, item.note or item.text), item.clause)


def _of_others(
    account: Balance, method: Method, elsewhere: tuple[str, ...], catalogue: Catalogue
) -> Iterator[Finding]:
    """What stands in no line because neither this method counts it nor anybody states it."""
    listed = {line.activity for line in account.lines}
    silent = tuple(key for key in elsewhere if key not in listed)
    if silent:
        names = enumerated(activity_name(key, catalogue) for key in silent)
        said = Text(
            f"别的方法计、本方法不计，档案也没有填：{names.zh}",
            f"Counted by other methods, not by this one, and not stated here: {names.en}",
        )
        yield Finding("counted_by_others", said, method.clause, silent)


def _labelled(label: Text, words: Text) -> Text:
    return Text(f"{label.zh}：{words.zh}", f"{label.en}: {words.en}") if words else label


def _of_works(account: Balance) -> Iterator[Finding]:
    if not account.works:
        return
    said = Text(
        "改造工程的一次性排放另列，不在年度收支里",
        "One-off emission of works stands apart from the yearly account",
    )
    if works_total(account).high > 0:
        yield Finding("works", said, "", tuple(line.activity for line in account.works))


def _names(lines: list[Line], catalogue: Catalogue) -> Text:
    return enumerated(activity_name(line.activity, catalogue) for line in lines)
