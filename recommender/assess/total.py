"""The total of an indicator system: points by indicator, by group, and on a scale of 100, with the grade."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from recommender.assess.grade import grade_of, no_grade
from recommender.assess.left_out import left_out
from recommender.assess.points import When, indicator_points
from recommender.assess.readings import Readings
from recommender.assess.rule_parts import Number, Range, exact, fraction, interval
from recommender.model.catalogue import Catalogue
from recommender.model.clause import source_of
from recommender.model.interval import Interval
from recommender.model.knowledge import Indicator
from recommender.model.scoring import (
    Grade,
    GradeFinding,
    GroupScore,
    IndicatorScore,
    Scoring,
    ScoringKind,
    TotalScore,
)
from recommender.model.stated import StatedIndicator

NOTHING_KNOWN = Interval(0.0, 100.0)


def scored(standard: str, catalogue: Catalogue) -> tuple[Indicator, ...]:
    """The indicators of a source that have a full score, in source order; none: it has no scored system."""
    found = [
        one
        for one in catalogue.indicators.values()
        if source_of(one.clause) == standard and one.score is not None
    ]
    return tuple(sorted(found, key=lambda one: one.order))


def scorings_of(catalogue: Catalogue) -> Mapping[str, tuple[Scoring, ...]]:
    """Indicator id → the parts of its scoring rule, in source order."""
    grouped: dict[str, list[Scoring]] = {}
    for part in catalogue.scorings.values():
        grouped.setdefault(part.indicator, []).append(part)
    return {key: tuple(sorted(parts, key=lambda one: one.order)) for key, parts in grouped.items()}


def grades_of(standard: str, catalogue: Catalogue) -> tuple[Grade, ...]:
    """The grades of a source, in source order (best first where they have limits)."""
    found = [one for one in catalogue.grades.values() if source_of(one.clause) == standard]
    return tuple(sorted(found, key=lambda one: one.order))


def score_all(
    standard: str,
    stated: Mapping[str, StatedIndicator],
    when: When,
    readings: Readings,
    catalogue: Catalogue,
) -> TotalScore:
    """Score every indicator of the source `standard` and add up.

    `raw` is the sum of points, `applicable` the full points of what counts, `score` raw / applicable x 100.
    Where nothing applies there is no score: `applicable` is 0, `score` is 0-100 and the grade says so.
    """
    listed, parts = scored(standard, catalogue), scorings_of(catalogue)
    points = {
        one.id: indicator_points(one, parts.get(one.id, ()), stated.get(one.id), when, readings)
        for one in listed
    }
    raw, applicable = _sum(points.values()), _applicable(points.values())
    score = _on_hundred(raw, applicable)
    grade = no_grade()
    if applicable:
        veto = _vetoed(listed, points, parts, stated)
        grade = grade_of(score, veto, grades_of(standard, catalogue), readings)
        missing = left_out(listed, points)
        grade = replace(grade, flags=(*([missing] if missing else []), *grade.flags))
    return TotalScore(
        points,
        _groups(listed, points),
        interval(raw),
        float(applicable),
        score,
        grade,
        _readings(points.values(), grade, readings),
    )


def _on_hundred(raw: Range, applicable: Fraction) -> Interval:
    if not applicable:
        return NOTHING_KNOWN
    return interval((raw[0] * 100 / applicable, raw[1] * 100 / applicable))


def _sum(points: Iterable[IndicatorScore]) -> Range:
    known = [one.points for one in points if one.points is not None]
    return _added(exact(one.low) for one in known), _added(exact(one.high) for one in known)


def _added(values: Iterable[Number]) -> Number:
    total: Number = Fraction(0)
    for value in values:
        total = total + value
    return total


def _applicable(points: Iterable[IndicatorScore]) -> Fraction:
    return sum((fraction(one.full) for one in points if one.points is not None), Fraction(0))


def _groups(listed: Sequence[Indicator], points: Mapping[str, IndicatorScore]) -> tuple[GroupScore, ...]:
    """First-level groups, each followed by its second-level ones, with the full points as printed."""
    first: dict[str, list[Indicator]] = {}
    for one in listed:
        first.setdefault(one.level1, []).append(one)
    made: list[GroupScore] = []
    for name, members in first.items():
        head = members[0]
        made.append(_group((1, name, head.level1_en), head.level1_weight, members, points))
        second: dict[str, list[Indicator]] = {}
        for one in members:
            second.setdefault(one.level2, []).append(one)
        made += [
            _group((2, key, some[0].level2_en), some[0].level2_score, some, points)
            for key, some in second.items()
            if key
        ]
    return tuple(made)


def _group(
    named: tuple[int, str, str],
    full: float | None,
    members: Sequence[Indicator],
    points: Mapping[str, IndicatorScore],
) -> GroupScore:
    level, name, english = named
    own = [points[one.id] for one in members]
    printed = float(sum(fraction(one.score) for one in members)) if full is None else full
    return GroupScore(level, name, printed, float(_applicable(own)), interval(_sum(own)), english)


def _vetoed(
    listed: Sequence[Indicator],
    points: Mapping[str, IndicatorScore],
    parts: Mapping[str, tuple[Scoring, ...]],
    stated: Mapping[str, StatedIndicator],
) -> bool | None:
    """Whether a veto strikes: yes where an answered indicator gets nothing, no where it surely is in full."""
    struck: list[bool | None] = []
    for one in listed:
        if not any(part.kind is ScoringKind.VETO for part in parts.get(one.id, ())):
            continue
        said = stated.get(one.id)
        struck.append(_struck(points[one.id]) if said is None or said.applies else None)
    if True in struck:
        return True
    return None if None in struck else False


def _struck(score: IndicatorScore) -> bool | None:
    if score.points is None or not score.known:
        return None
    if score.points.low == score.full:
        return False
    return True if score.points.high == 0 else None


def _readings(points: Iterable[IndicatorScore], grade: GradeFinding, readings: Readings) -> tuple[str, ...]:
    used = {key for one in points for key in one.readings} | set(grade.readings)
    return tuple(one.id for one in readings.values() if one.id in used)
