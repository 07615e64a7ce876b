"""The lines of an account: for each item of the boundary its activities, with amount, factor and emission."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from recommender.carbon.factors import factor_of
from recommender.carbon.totals import COUNTED_PARTS, DEDUCTING
from recommender.model.accounting import (
    Activity,
    Boundary,
    Line,
    LineStatus,
    Method,
    Part,
    UsedFactor,
)
from recommender.model.catalogue import Catalogue
from recommender.model.decision import Decision
from recommender.model.interval import ZERO, Interval, exactly
from recommender.model.knowledge import Basis
from recommender.model.problem import BadInput, Place, Problem
from recommender.model.stated import Quantity, StatedActivity
from recommender.model.text import Text
from recommender.store.quantities import product, symbol_of, yearly_emission
from recommender.store.units import WrongUnit

PEOPLE, AREA = "community.population", "building.area"


@dataclass(frozen=True)
class Measured:
    """What is known of an activity's yearly emission: how much, by which factor, from where."""

    status: LineStatus
    amount: Quantity | None = None
    factor: UsedFactor | None = None
    emission: Interval | None = None
    source: str = ""
    notes: tuple[Text, ...] = ()


def lines_of(
    method: Method, items: tuple[Boundary, ...], decision: Decision, catalogue: Catalogue
) -> tuple[Line, ...]:
    """A line for each activity an item counts or deducts, then the stated ones that are not counted.

    An activity stands in the first item that has it. Works are not among them (see works).
    Raises BadInput for a unit that does not fit.
    """
    seen: set[str] = set()
    lines: list[Line] = []
    for item in items:
        for activity in _yearly(item, catalogue):
            if item.boundary_part in COUNTED_PARTS and activity.id not in seen:
                seen.add(activity.id)
                lines.append(line_of(activity, item, decision, catalogue))
    return (*lines, *_left_out(method, items, seen, decision, catalogue))


def line_of(activity: Activity, item: Boundary, decision: Decision, catalogue: Catalogue) -> Line:
    """The line of one activity under one item of the boundary. Raises BadInput (units)."""
    found = measured(activity, decision, catalogue)
    stated = decision.site.stated.activities.get(activity.id)
    line = Line(
        activity.id,
        item.id,
        item.boundary_part,
        activity.scope,
        found.status,
        item.clause,
        item.basis,
        found.amount,
        found.factor,
        found.emission,
        found.source,
        found.notes,
        stated.start if stated else None,
        stated.end if stated else None,
    )
    return _in_its_years(line, decision.site.stated.year)


def measured(activity: Activity, decision: Decision, catalogue: Catalogue) -> Measured:
    """Amount, factor and emission of one activity as the profile states it. Raises BadInput (units)."""
    stated = decision.site.stated.activities.get(activity.id)
    source = stated.source if stated else decision.site.sources.get(activity.stated_by, "")
    if stated is not None and stated.emission is not None:
        return _directly(activity, stated, decision, catalogue)
    amount = _amount(activity, stated, decision, catalogue)
    if amount is None:
        return Measured(LineStatus.NO_AMOUNT, source=source)
    if activity.as_emission:
        return Measured(
            LineStatus.KNOWN, amount, None, _emission(activity, amount, decision, catalogue)[0], source
        )
    factor = factor_of(activity, decision, catalogue)
    if factor is None and amount.amount == exactly(0):
        return Measured(LineStatus.KNOWN, amount, None, exactly(0), source)
    if factor is None:
        return Measured(LineStatus.NO_FACTOR, amount, source=source)
    try:
        emission = product(amount, factor.value, catalogue)
    except WrongUnit:
        raise BadInput((_unfit(activity, amount, factor, decision, catalogue),)) from None
    return Measured(LineStatus.KNOWN, amount, factor, emission, source)


def number(decision: Decision, fact: str) -> float | None:
    """A known numeric fact, else None."""
    value = decision.value(fact)
    return None if isinstance(value, bool) or not isinstance(value, int | float) else float(value)


def _directly(
    activity: Activity, stated: StatedActivity, decision: Decision, catalogue: Catalogue
) -> Measured:
    given = stated.emission
    assert given is not None
    emission, per = _emission(activity, given, decision, catalogue)
    if not per or emission == ZERO:
        return Measured(LineStatus.KNOWN, given, None, emission, stated.source)
    fact = PEOPLE if per == "person" else AREA
    count = number(decision, fact)
    if count is None:
        label = catalogue.label(fact)
        note = Text(
            f"缺{label.zh}，人均或单位面积的数无法合计", f"{label.en} is not known, so this cannot be summed"
        )
        return Measured(LineStatus.NO_AMOUNT, given, source=stated.source, notes=(note,))
    return Measured(LineStatus.KNOWN, given, None, emission.scaled(count), stated.source)


def _emission(
    activity: Activity, given: Quantity, decision: Decision, catalogue: Catalogue
) -> tuple[Interval, str]:
    """An emission given as such, in tCO2 a year, and what it is given by. Raises BadInput (units)."""
    try:
        return yearly_emission(given, catalogue)
    except WrongUnit:
        raise BadInput((_unfit(activity, given, None, decision, catalogue),)) from None


def _amount(
    activity: Activity, stated: StatedActivity | None, decision: Decision, catalogue: Catalogue
) -> Quantity | None:
    if stated is not None and stated.amount is not None:
        return stated.amount
    value = number(decision, activity.stated_by) if activity.stated_by else None
    if value is None:
        return None
    return Quantity(exactly(value), catalogue.facts[activity.stated_by].unit or activity.unit)


def _in_its_years(line: Line, year: int | None) -> Line:
    """A deduction counts only in its own years; without the year of the account it is not known to."""
    if line.part not in DEDUCTING or (line.start is None and line.end is None):
        return line
    if year is None:
        note = Text(
            "没有填活动数据的年份，不计", "The year of the activity data is not stated, so it is not counted"
        )
    elif line.start is not None and year < line.start:
        note = Text(
            f"{line.start} 年起才有，{year} 年不计", f"Only from {line.start}, so not counted in {year}"
        )
    elif line.end is not None and line.end < year:
        note = Text(f"只到 {line.end} 年，{year} 年不计", f"Only until {line.end}, so not counted in {year}")
    else:
        return line
    return replace(line, status=LineStatus.NOT_COUNTED, notes=(*line.notes, note))


def _yearly(item: Boundary, catalogue: Catalogue) -> Iterator[Activity]:
    for key in item.activities:
        activity = catalogue.activities.get(key)
        if activity is not None and not activity.one_off:
            yield activity


def _left_out(
    method: Method,
    items: tuple[Boundary, ...],
    seen: set[str],
    decision: Decision,
    catalogue: Catalogue,
) -> Iterator[Line]:
    """What is stated and not counted, under the item that leaves it out or else under the method itself."""
    for activity in catalogue.activities.values():
        if activity.one_off or activity.id in seen:
            continue
        found = measured(activity, decision, catalogue)
        if found.amount is None:
            continue
        item = next((one for one in items if activity.id in one.activities), None)
        yield Line(
            activity.id,
            item.id if item else "",
            Part.EXCLUDED,
            activity.scope,
            LineStatus.NOT_COUNTED,
            item.clause if item else method.clause,
            item.basis if item else Basis.DERIVED,
            found.amount,
            found.factor,
            found.emission,
            found.source,
            found.notes if item else (*found.notes, _UNLISTED),
        )


_UNLISTED = Text("这一方法的边界里没有这一项", "The boundary of this method does not list it")


def place_of(activity: Activity, decision: Decision) -> Place:
    """Where the profile states the amount of an activity."""
    stated = decision.site.stated.activities.get(activity.id)
    if stated is not None and stated.place is not None:
        return stated.place
    return decision.site.places.get(activity.stated_by, Place("activity"))


def _unfit(
    activity: Activity, amount: Quantity, factor: UsedFactor | None, decision: Decision, catalogue: Catalogue
) -> Problem:
    place, unit = place_of(activity, decision), _symbol(amount.unit, catalogue)
    if factor is None:
        return Problem(
            place,
            "E-ACCOUNT-UNIT",
            f"{activity.label.zh}的排放不能以 {unit.zh} 计",
            f"the emission of {activity.label.en} cannot be in {unit.en}",
            "请用 tCO2、tCO2/人 或 tCO2/m2",
            "use tCO2, tCO2/person or tCO2/m2",
        )
    by, wanted = _symbol(factor.value.unit, catalogue), _symbol(activity.unit, catalogue)
    return Problem(
        place,
        "E-ACCOUNT-UNIT",
        f"{activity.label.zh}的量以 {unit.zh} 计，因子以 {by.zh} 计，乘起来不是二氧化碳的质量",
        f"{activity.label.en} is in {unit.en} and its factor in {by.en}; their product is no mass of CO2",
        f"量请用 {wanted.zh} 一类的单位，因子用每 {wanted.zh} 的排放",
        f"give the amount in a unit like {wanted.en} and the factor as emission per {wanted.en}",
    )


def _symbol(unit: str, catalogue: Catalogue) -> Text:
    return Text(symbol_of(unit, catalogue), symbol_of(unit, catalogue, "en"))
