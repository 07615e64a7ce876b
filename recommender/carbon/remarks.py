"""What must be said with an account: names of the sums, assumptions, what is left out, caps and limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from recommender.carbon.amounts import activity_name, quantity_words
from recommender.carbon.totals import DEDUCTING, OPEN
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
    catalogue: Catalogue,
) -> Balance:
    """The account with its findings: method, sums, guards that acted, assumptions, what is not counted."""
    found = (
        *_of_method(method, items, catalogue),
        *acted,
        *_of_sums(account, capped, method),
        *_of_factors(account, catalogue),
        *_of_deductions(account, catalogue),
        *_of_boundary(items),
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
    if account.net.high < 0:
        yield Finding("net_below_zero", _BELOW, method.clause)
    elif account.net.low < 0:
        yield Finding("net_below_zero", _MAYBE_BELOW, method.clause)


def _of_factors(account: Balance, catalogue: Catalogue) -> Iterator[Finding]:
    """Each factor the planner did not give, once, and where its year is not that of the amounts."""
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
    value = quantity_words(used.value, catalogue)
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


def _uses_assumed(line: Line) -> bool:
    bears = line.status is LineStatus.KNOWN and line.emission is not None and line.emission.high > 0
    return bears and line.factor is not None and line.factor.assumed


def _of_deductions(account: Balance, catalogue: Catalogue) -> Iterator[Finding]:
    deducting = [line for line in account.lines if line.part in DEDUCTING and line.status in OPEN]
    unstated = [line for line in deducting if line.status is LineStatus.NO_AMOUNT]
    if unstated:
        names = _names(unstated, catalogue)
        said = Text(f"没有填的不减：{names.zh}", f"What is not stated is not deducted: {names.en}")
        yield Finding("not_claimed", said, "", tuple(line.activity for line in unstated))
    for line in deducting:
        if line.status is LineStatus.NO_FACTOR:
            label = catalogue.activities[line.activity].label
            said = Text(
                f"{label.zh}填了量，没有因子，来源也没有给，所以不减",
                f"{label.en} has an amount but no factor, and no source gives one, so nothing is deducted",
            )
            yield Finding("not_claimed", said, line.clause, (line.activity,))
    for line in account.lines:
        if (
            line.part is Part.OFFSET
            and line.status is LineStatus.KNOWN
            and line.emission
            and line.emission.high
        ):
            yield from _of_offset(line, catalogue)


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
