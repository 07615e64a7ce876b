"""Points for an answer in words: a level the source names, or fulfilled, partly, unfulfilled."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from recommender.assess.by_quantity import ZERO, quota_missed, worst
from recommender.assess.readings import Choice, Missed, Partly
from recommender.assess.rule_parts import Range, RuleParts, fraction
from recommender.model.scoring import Scoring
from recommender.model.stated import FULFILLED, PARTLY, UNFULFILLED


@dataclass(frozen=True)
class Scored:
    """Points, the parts that gave them, and the readings that may matter."""

    points: Range
    parts: tuple[str, ...]
    readings: tuple[str, ...] = ()


def by_level(rule: RuleParts, level: str, choice: Choice) -> Scored | None:
    """The points of an answer in words; None where the rule knows no such answer."""
    named = next((one for one in rule.levels if one.level == level), None)
    if named is not None:
        return _none(rule, named) if named is rule.none else _just(fraction(named.points), named)
    if level == FULFILLED:
        return _fulfilled(rule)
    if level == PARTLY:
        return _partly(rule, choice)
    return _unfulfilled(rule, choice) if level == UNFULFILLED else None


def _fulfilled(rule: RuleParts) -> Scored | None:
    if rule.fulfilled is not None:
        met = fraction(rule.fulfilled.points)
        parts = _ids(rule.fulfilled, rule.step, rule.cap_part)
        return Scored((met, rule.cap if rule.step else met), parts)
    best = (*rule.bands[:1], *_ids_of(rule.average))
    if best:
        return _just(fraction(best[0].points), best[0])
    if rule.levels:
        points = [fraction(one.points) for one in rule.levels]
        return Scored((min(points), max(points)), tuple(one.id for one in rule.levels))
    return None


def _unfulfilled(rule: RuleParts, choice: Choice) -> Scored | None:
    if rule.none is not None:
        return _none(rule, rule.none)
    if rule.discretion is not None:
        return Scored((Fraction(0), rule.full), (rule.discretion.id,))
    if rule.fulfilled is not None and rule.step is not None:
        return Scored(quota_missed(rule, choice), (), ("quota_missed",))
    if rule.fulfilled is not None:
        return Scored(_missed(choice.unmet, rule.full), (), ("unmet",))
    if rule.levels:
        return Scored(_missed(choice.no_star, fraction(rule.levels[0].points)), (), ("no_star",))
    return _short(rule, choice)


def _partly(rule: RuleParts, choice: Choice) -> Scored | None:
    stated = rule.none is not None and not rule.partly_open
    by_figures = rule.step is not None or rule.bands
    if stated or rule.discretion is not None or by_figures:
        return _unfulfilled(rule, choice)
    return Scored(_in_part(rule, choice.partly), (), ("partly",))


def _in_part(rule: RuleParts, read: Partly) -> Range:
    match read:
        case Partly.OPEN:
            return Fraction(0), rule.full
        case Partly.ZERO:
            return ZERO
        case Partly.HALF:
            return rule.full / 2, rule.full / 2
    assert_never(read)


def _missed(read: Missed, most: Fraction) -> Range:
    return ZERO if read is Missed.ZERO else (Fraction(0), most)


def _short(rule: RuleParts, choice: Choice) -> Scored | None:
    """Short of a threshold, by how much is not said; None for an amount, which has no threshold."""
    if not rule.bands and rule.average is None:
        return None
    least = worst(rule, choice)
    parts = tuple(one.id for one in rule.parts if one in (*rule.bands, rule.average, rule.step))
    return Scored((least, rule.full), parts, ("floor",) if least < 0 else ())


def _none(rule: RuleParts, named: Scoring) -> Scored:
    return Scored(ZERO, _ids(named, rule.veto))


def _just(points: Fraction, part: Scoring) -> Scored:
    return Scored((points, points), (part.id,))


def _ids_of(part: Scoring | None) -> tuple[Scoring, ...]:
    return () if part is None else (part,)


def _ids(*parts: Scoring | None) -> tuple[str, ...]:
    return tuple(one.id for one in parts if one is not None)
