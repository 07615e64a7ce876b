"""Closing: what would close a gap to the target, or make plain whether there is one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from recommender.carbon.amounts import activity_name, tonnes
from recommender.carbon.course import Course, carried, deducted_in, gross_in
from recommender.carbon.figure_words import beside
from recommender.carbon.savings import grounds_of
from recommender.carbon.trajectory import difference
from recommender.evaluate.scope import Knowledge
from recommender.model.accounting import LineStatus, Part
from recommender.model.catalogue import Catalogue
from recommender.model.decision import Status
from recommender.model.interval import Interval, total
from recommender.model.roadmap import Roadmap
from recommender.model.text import Text
from recommender.model.trajectory import Closing

LARGEST = 5
"""How many of the largest remaining activities are named."""


def closing(
    course: Course, year: int, gap: Interval | None, net: bool, roadmap: Roadmap, knowledge: Knowledge
) -> tuple[Closing, ...]:
    """What bears on the gap in a year, in this order: unknown activities, steps that could be added or
    brought forward, the largest that remains, green power, and last what only offsets could cover.

    `gap` is None where the target has no figure; `net` tells whether deductions count towards it.
    """
    catalogue = knowledge.catalogue
    return (
        *_unknown(course, catalogue),
        *_technologies(course, year, roadmap, catalogue),
        *islice(_largest(course, year, catalogue), LARGEST),
        *(_green_power(course, year, catalogue) if net else ()),
        *(_offsets(gap) if net and gap is not None else ()),
    )


def _unknown(course: Course, catalogue: Catalogue) -> Iterator[Closing]:
    lines = {line.activity: line for line in course.account.lines}
    for key in course.account.unknown:
        line, name = lines.get(key), activity_name(key, catalogue)
        if line is not None and line.status is LineStatus.NO_FACTOR:
            zh = f"{name.zh}缺排放因子：在 activity 里连同数量写上 factor"
            en = f"{name.en} has no emission factor: state one beside the amount in activity"
        else:
            activity = catalogue.activities.get(key)
            unit = catalogue.units.get(activity.unit) if activity is not None else None
            symbol = f" {unit.symbol}" if unit is not None else ""
            zh = f"{name.zh}不知道多少：在 activity 里写“{name.zh}: 数量{symbol}”，没有就写 0"
            en = (
                f"the amount of {name.en} is not known: write “{key}: amount{symbol}” in activity, "
                "0 where there is none"
            )
        yield Closing("unknown", Text(zh, en), activity=key)


def _technologies(course: Course, year: int, roadmap: Roadmap, catalogue: Catalogue) -> Iterator[Closing]:
    """Steps planned after the year, and available technologies not planned, that have a figure here."""
    now = gross_in(course, year)
    late = [step.technology for step in course.acting if step.first > year]
    free = [
        key
        for key, decided in roadmap.decision.technologies.items()
        if decided.status is Status.AVAILABLE
        and roadmap.technologies[key].stage is None
        and course.figures.of(key)
    ]
    found: list[Closing] = []
    for kind, keys in (("earlier", late), ("technology", free)):
        for key in keys:
            saves, _ = difference(now, gross_in(course.taken_up(key, year), year))
            if saves.high > 0:
                found.append(Closing(kind, _may_save(kind, key, year, saves, course, catalogue), saves, key))
    yield from sorted(found, key=lambda one: (-_most(one), one.technology))


def _may_save(kind: str, key: str, year: int, saves: Interval, course: Course, catalogue: Catalogue) -> Text:
    name, amount, notes = catalogue.label(key), tonnes(saves), _notes(key, course, catalogue)
    if kind == "earlier":
        return Text(
            f"把“{name.zh}”提前到 {year} 年以前，可再少 {amount.zh}{notes.zh}",
            f"“{name.en}” brought forward to before {year} would save another {amount.en}{notes.en}",
        )
    return Text(
        f"加上“{name.zh}”（可选，未列入），可再少 {amount.zh}{notes.zh}",
        f"adding “{name.en}” (available, not planned) would save another {amount.en}{notes.en}",
    )


def _notes(technology: str, course: Course, catalogue: Catalogue) -> Text:
    """The grounds of what a technology may save, in brackets; only of figures for lines the account has."""
    counted = {stream.line.activity for stream in course.emitted}
    grounds = grounds_of((one for one in course.figures.of(technology) if one.activity in counted), catalogue)
    words = beside(grounds.clauses, grounds.transferred, grounds.basis, grounds.conditions)
    return Text(f"（{words.zh}）", f" ({words.en})") if words else words


def _most(one: Closing) -> float:
    return one.tonnes.high if one.tonnes is not None else 0.0


def _largest(course: Course, year: int, catalogue: Catalogue) -> Iterator[Closing]:
    """The activities that remain, the largest first."""
    left: dict[str, list[Interval]] = {}
    for stream, emission in carried(course, year):
        left.setdefault(stream.line.activity, []).append(emission)
    summed = {key: total(parts) for key, parts in left.items()}
    for key, amount in sorted(summed.items(), key=lambda pair: (-pair[1].high, pair[0])):
        if amount.high > 0:
            name, words = activity_name(key, catalogue), tonnes(amount)
            text = Text(f"{name.zh}还剩 {words.zh}", f"{name.en} still emits {words.en}")
            yield Closing("activity", text, amount, activity=key)


def _green_power(course: Course, year: int, catalogue: Catalogue) -> Iterator[Closing]:
    """How much green power could still take away, where the method counts it."""
    counts = [
        line
        for line in course.account.lines
        if line.part is Part.REDUCTION and _is_grid(line.activity, catalogue)
    ]
    bought = total(emission for stream, emission in carried(course, year) if stream.grid)
    claimed = deducted_in(course, year, grid=True)
    left = bought.less(claimed)
    if counts and left.high > 0:
        words = tonnes(left)
        zh = f"外购电力都换成绿电，最多可再减 {words.zh}（{counts[0].clause}）"
        en = f"green power for all bought electricity would take away {words.en} at most ({counts[0].clause})"
        yield Closing("green_power", Text(zh, en), left)


def _is_grid(activity: str, catalogue: Catalogue) -> bool:
    found = catalogue.activities.get(activity)
    return found is not None and found.grid


def _offsets(gap: Interval) -> Iterator[Closing]:
    """What is left after all that: offsets, and what the sources say of them."""
    if gap.high > 0:
        left = Interval(max(0.0, gap.low), gap.high)
        words = tonnes(left)
        zh = (
            f"以上都不做的话，要抵消 {words.zh}；抵消在自身减排之后，来源要求先自身减排，"
            "有的来源限定抵消的比例，但没有给出数值"
        )
        en = (
            f"with nothing more done, {words.en} would have to be offset; offsets come after own reductions, "
            "and some sources limit their share without a figure"
        )
        yield Closing("offset", Text(zh, en), left)
