"""What must not be counted twice: own green power, carbon inclusion, charging of cars, travel."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from recommender.carbon.factors import ELECTRICITY
from recommender.carbon.lines import place_of
from recommender.carbon.totals import EMITTING
from recommender.model.accounting import Finding, Line, LineStatus, Part
from recommender.model.catalogue import Catalogue
from recommender.model.decision import Decision
from recommender.model.interval import ZERO, Interval
from recommender.model.problem import BadInput, Problem
from recommender.model.stated import StatedActivity
from recommender.model.text import Text
from recommender.store.quantities import converted, fits, symbol_of

COUNTED_FACT = "energy.own_power_counted"
OWN, EXPORTED, BOUGHT = "green-power-own", "green-power-exported", "green-power-purchased"
TRAVEL, CARS = "residents-travel", ("car-petrol", "car-diesel", "car-gas", "car-electricity")
CHARGING, INCLUSION = "car-electricity", "carbon-inclusion-travel"

Lines = tuple[Line, ...]


def guarded(lines: Lines, decision: Decision, catalogue: Catalogue) -> tuple[Lines, tuple[Finding, ...]]:
    """The lines after every guard, and what the guards did or ask.

    Raises BadInput where more green power is fed into the grid than is generated.
    """
    _refuse_more_exported_than_own(decision, catalogue)
    lines, own = _own_power(lines, decision, catalogue)
    lines, travel = _travel(lines)
    lines, inclusion = _inclusion(lines)
    flags = (*_bought_power(lines, catalogue), *_charging(lines))
    return lines, (*own, *travel, *inclusion, *flags)


def _refuse_more_exported_than_own(decision: Decision, catalogue: Catalogue) -> None:
    own, exported = (_stated(key, decision, catalogue) for key in (OWN, EXPORTED))
    if own is None or exported is None or exported.low <= own.high:
        return
    unit = symbol_of(catalogue.activities[OWN].unit, catalogue)
    raise BadInput(
        (
            Problem(
                place_of(catalogue.activities[EXPORTED], decision),
                "E-EXPORTED",
                f"上网绿电（{exported.low:g} {unit}）多于自发绿电（{own.high:g} {unit}）",
                f"more power is exported ({exported.low:g} {unit}) than generated ({own.high:g} {unit})",
                "自发绿电应填全部发电量，含上网部分",
                "own green power is all that is generated, exported power included",
            ),
        )
    )


def _own_power(lines: Lines, decision: Decision, catalogue: Catalogue) -> tuple[Lines, tuple[Finding, ...]]:
    """A kilowatt-hour of own power is deducted once, and only if it was counted or fed into the grid."""
    own, exported = _find(lines, OWN), _find(lines, EXPORTED)
    if own is None or own.emission is None or own.part is not Part.REDUCTION:
        return _unlisted_own(lines, own, decision)
    counted = decision.value(COUNTED_FACT)
    sent = exported.emission if exported and exported.part is Part.REDUCTION else None
    used = own.emission if sent is None else own.emission.less(sent)
    if own.status is LineStatus.NOT_COUNTED:  # of later years: it takes the place of power counted today
        return _put(lines, own, replace(own, emission=used)), ()
    match counted:
        case True:
            allowed = used
        case False:
            # without a figure for what is exported, it may be nothing or all of it
            allowed = ZERO if sent is not None else Interval(0.0, own.emission.high)
        case _:
            allowed = Interval(0.0, used.high)
    said = _own_words(isinstance(counted, bool), bool(counted), sent is not None)
    fact = catalogue.facts.get(COUNTED_FACT)
    clause = fact.clauses[0] if fact and fact.clauses else own.clause
    kind = "double_counting" if isinstance(counted, bool) else "question"
    changed = replace(own, emission=allowed, notes=(*own.notes, said))
    return _put(lines, own, changed), (Finding(kind, said, clause, (ELECTRICITY, OWN, EXPORTED)),)


def _own_words(known: bool, counted: bool, sent: bool) -> Text:
    if not known:
        return Text(
            "用电量是否含自发自用的绿电还不知道，两种情况都算在区间里；回答“用电量含自发自用绿电”就能确定",
            "Whether the electricity use includes own green power used on site is not known, so the range "
            "covers both cases; answering “Electricity use includes own green power” settles it",
        )
    if counted and sent:
        return Text(
            "自发绿电扣去上网部分再减，上网部分另行只减一次",
            "Own green power is deducted less what is exported, which is deducted once in its own line",
        )
    if counted:
        return Text(
            "自发绿电减一次；没有填上网电量，不另减",
            "Own green power is deducted once; nothing exported is stated, so nothing more is deducted",
        )
    if sent:
        return Text(
            "用电量不含自发自用的绿电，这部分没有算进排放，不再减；只减上网部分",
            "The electricity use leaves out own green power used on site; what was never counted is not "
            "deducted, only what is exported",
        )
    return Text(
        "用电量不含自发自用的绿电，只有上网部分可减；没有填上网电量，所以从零到全部都有可能",
        "The electricity use leaves out own green power used on site, so only exported power may be "
        "deducted; it is not stated, so it may be anything from none to all",
    )


def _unlisted_own(lines: Lines, own: Line | None, decision: Decision) -> tuple[Lines, tuple[Finding, ...]]:
    """Own power under a method without a term for it: purchased power is what is used less own power.

    Only where the method counts purchased power (an indirect emission) and the use is known to include own
    power; else the figure stated is taken as the one the method asks for.
    """
    counted, power = decision.value(COUNTED_FACT), _find(lines, ELECTRICITY)
    if own is None or own.emission is None or own.status is not LineStatus.NOT_COUNTED or power is None:
        return lines, ()
    if _not_yet(decision.site.stated.activities.get(own.activity), decision.site.stated.year):
        return lines, ()
    if counted is not True:
        return lines, () if counted is False else (_asked(own),)
    if power.part is not Part.INDIRECT or power.emission is None:
        return lines, (Finding("double_counting", _UNTOLD, own.clause, (ELECTRICITY, OWN)),)
    exported = _find(lines, EXPORTED)
    sent = exported.emission if exported and exported.emission is not None else None
    used = Interval(0.0, own.emission.high) if sent is None else own.emission.less(sent)
    bought = replace(power, emission=power.emission.less(used), notes=(*power.notes, _BOUGHT_ONLY))
    return _put(lines, power, bought), (
        Finding("double_counting", _BOUGHT_ONLY, power.clause, (ELECTRICITY, OWN)),
    )


def _not_yet(stated: StatedActivity | None, year: int | None) -> bool:
    """Whether something begins after the year of the account; where that is not stated nobody knows."""
    return stated is not None and stated.start is not None and (year is None or year < stated.start)


_BOUGHT_ONLY = Text(
    "用电量含自发自用的绿电，这一方法只计外购电，已从用电中去掉这部分",
    "The electricity use includes own green power and this method counts bought power only; it is taken off",
)
_UNTOLD = Text(
    "用电量含自发自用的绿电，而这一方法没有减它的一项，照全部用电计",
    "The electricity use includes own green power and this method has no term that deducts it; all of the "
    "use is counted",
)


def _asked(own: Line) -> Finding:
    said = Text(
        "填了自发绿电，用电量是否含它还不知道，先当作不含；请回答“用电量含自发自用绿电”",
        "Own green power is stated; whether the electricity use includes it is not known and is taken as no; "
        "please answer “Electricity use includes own green power”",
    )
    return Finding("question", said, own.clause, (ELECTRICITY, OWN))


def _bought_power(lines: Lines, catalogue: Catalogue) -> tuple[Finding, ...]:
    bought, used = (_amount(_find(lines, key), catalogue) for key in (BOUGHT, ELECTRICITY))
    line = _find(lines, BOUGHT)
    if line is None or bought is None or used is None or bought.low <= used.high:
        return ()
    said = Text(
        "外购绿电多于用电量，请核对；多出的部分不减",
        "More green power is bought than electricity is used; check the figures, the surplus is not deducted",
    )
    return (Finding("double_counting", said, line.clause, (ELECTRICITY, BOUGHT)),)


def _travel(lines: Lines) -> tuple[Lines, tuple[Finding, ...]]:
    """Residents' travel covers their cars: where both are counted, the whole counts and the part does not."""
    travel = _find(lines, TRAVEL)
    cars = [line for line in lines if line.activity in CARS and line.part in EMITTING]
    if travel is None or travel.part not in EMITTING or travel.emission is None or not cars:
        return lines, ()
    note = Text("已含在居民出行里", "Already within residents’ travel")
    for car in cars:
        moved = replace(car, status=LineStatus.COUNTED_ELSEWHERE, notes=(*car.notes, note))
        lines = _put(lines, car, moved)
    said = Text(
        "居民出行和私家车能耗都在边界里，只计居民出行",
        "Residents’ travel and the energy of their cars both lie in the boundary; only travel is counted",
    )
    return lines, (Finding("double_counting", said, travel.clause, (TRAVEL, *_ids(cars))),)


def _inclusion(lines: Lines) -> tuple[Lines, tuple[Finding, ...]]:
    """What residents save in travel already makes the transport line smaller."""
    line = _find(lines, INCLUSION)
    counted = [one for one in lines if one.activity in (TRAVEL, *CARS) and one.part in EMITTING]
    if line is None or line.emission is None or line.part is not Part.REDUCTION or not counted:
        return lines, ()
    said = Text(
        "出行碳普惠的效果已经体现在交通排放里，不再减",
        "What carbon inclusion saves in travel shows in the transport lines already and is not deducted",
    )
    moved = replace(line, status=LineStatus.COUNTED_ELSEWHERE, notes=(*line.notes, said))
    return _put(lines, line, moved), (Finding("double_counting", said, line.clause, (INCLUSION,)),)


def _charging(lines: Lines) -> tuple[Finding, ...]:
    pair = [_find(lines, key) for key in (ELECTRICITY, CHARGING)]
    known = [line for line in pair if line and line.status is LineStatus.KNOWN and line.part in EMITTING]
    if len(known) < 2 or any(line.emission is None or line.emission.high == 0 for line in known):
        return ()
    said = Text(
        "用电和私家车充电都填了；家里充的电若已在用电里，请从其中一项去掉",
        "Electricity and the charging of cars are both stated; take charging at home out of one of the two "
        "if the electricity includes it",
    )
    return (Finding("double_counting", said, known[1].clause, (ELECTRICITY, CHARGING)),)


def _find(lines: Iterable[Line], activity: str) -> Line | None:
    return next((line for line in lines if line.activity == activity), None)


def _put(lines: Lines, old: Line, new: Line) -> Lines:
    return tuple(new if line is old else line for line in lines)


def _ids(lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(line.activity for line in lines)


def _amount(line: Line | None, catalogue: Catalogue) -> Interval | None:
    """The amount in the unit of the activity; None where it is not stated as an amount."""
    if line is None or line.amount is None:
        return None
    unit = catalogue.activities[line.activity].unit
    if not fits(line.amount.unit, unit, catalogue):
        return None
    return converted(line.amount, unit, catalogue).amount


def _stated(activity: str, decision: Decision, catalogue: Catalogue) -> Interval | None:
    stated = decision.site.stated.activities.get(activity)
    if stated is None or stated.amount is None or activity not in catalogue.activities:
        return None
    unit = catalogue.activities[activity].unit
    if not fits(stated.amount.unit, unit, catalogue):
        return None
    return converted(stated.amount, unit, catalogue).amount
