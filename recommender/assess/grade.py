"""The grades a score may get, with every place where the source does not lay down which."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import assert_never

from recommender.assess.readings import GradeGap, Readings, Veto
from recommender.model.interval import Interval
from recommender.model.scoring import Grade, GradeFinding
from recommender.model.text import Text

NO_SCORE = Text(
    "没有一项指标适用，没有得分，也就没有等级",
    "No indicator applies, so there is no score and no grade",
)
VETO_OPEN = Text(
    "一票否决的指标没有确定，下面的等级以没有被否决为前提",
    "The indicator with a veto is not settled; the grades below assume that there is no veto",
)


@dataclass(frozen=True)
class _Start:
    """From `at` on a score gets `grade`; empty: no grade."""

    at: float
    grade: str


def grade_of(
    score: Interval, vetoed: bool | None, grades: Sequence[Grade], readings: Readings
) -> GradeFinding:
    """All grades a score of 0-100 may get, best first, by the limits recorded for `grades`.

    `vetoed` None: it is not known whether the veto strikes. A score between two grades and a veto are decided
    by a reading and flagged; so is what a grade's description asks for without a limit.
    """
    listed = sorted(grades, key=lambda one: one.order)
    gap, veto = readings["grade_gap"], readings["veto"]
    got, between = _grades(score, listed, GradeGap(gap.option)), _between(score, listed)
    flags: list[Text] = []
    used: list[str] = []
    by_points = not vetoed or Veto(veto.option) is Veto.POINTS_ONLY
    if by_points and any(_grades(score, listed, other) != got for other in GradeGap):
        flags.append(_gap_flag(between, listed, gap.text))
        used.append(gap.id)
    if vetoed is not False:
        got = _after_veto(got, vetoed, Veto(veto.option), listed)
        flags.append(_veto_flag(vetoed, veto.text))
        used.append(veto.id)
    flags += _notes([one for one in listed if one.id in got and one.note])
    return GradeFinding(got, between, vetoed, tuple(flags), tuple(used))


def no_grade() -> GradeFinding:
    """The finding where no indicator applies."""
    return GradeFinding((), flags=(NO_SCORE,))


def _grades(score: Interval, listed: Sequence[Grade], gap: GradeGap) -> tuple[str, ...]:
    """The grades anywhere in `score`: that of its low end and of every start above it."""
    starts = sorted(_starts(listed, gap), key=lambda one: one.at)
    at_low = [one.grade for one in starts if one.at <= score.low]
    above = [one.grade for one in starts if score.low < one.at <= score.high]
    got = {*at_low[-1:], *above}
    return tuple(one.id for one in listed if one.id in got)


def _starts(listed: Sequence[Grade], gap: GradeGap) -> Iterator[_Start]:
    """Where each grade begins under a reading, and where a gap without a grade does."""
    for grade, below in zip(listed, [*listed[1:], None], strict=True):
        lower = float("-inf") if grade.lower is None else grade.lower
        ends = None if below is None else below.upper
        if ends is None or ends >= lower:
            yield _Start(lower, grade.id)
            continue
        match gap:
            case GradeGap.LOWER:
                yield _Start(lower, grade.id)
            case GradeGap.ROUNDED:
                yield _Start((ends + lower) / 2, grade.id)
            case GradeGap.NONE:
                yield _Start(lower, grade.id)
                yield _Start(_just_above(ends), "")
            case _:
                assert_never(gap)


def _just_above(limit: float) -> float:
    """The limit itself still belongs to the grade; what is above it does not."""
    return math.nextafter(limit, math.inf)


def _between(score: Interval, listed: Sequence[Grade]) -> tuple[str, str] | None:
    """The two grades, better one first, between which the whole score lies."""
    for grade, below in pairwise(listed):
        if grade.lower is None or below.upper is None:
            continue
        if below.upper < score.low and score.high < grade.lower:
            return grade.id, below.id
    return None


def _after_veto(
    got: tuple[str, ...], vetoed: bool | None, read: Veto, listed: Sequence[Grade]
) -> tuple[str, ...]:
    match read:
        case Veto.POINTS_ONLY:
            return got
        case Veto.NO_GRADE:
            return () if vetoed else got
        case Veto.LOWEST_GRADE:
            lowest = listed[-1].id
            return (lowest,) if vetoed else tuple(dict.fromkeys((*got, lowest)))
    assert_never(read)


def _gap_flag(between: tuple[str, str] | None, listed: Sequence[Grade], read: Text) -> Text:
    if between is None:
        return Text(
            f"得分可能落在两级之间，来源没有规定归哪一级；{read.zh}",
            f"The score may fall between two grades, which the source leaves open; {read.en}",
        )
    labels = {one.id: one.label for one in listed}
    better, lesser = (labels[key] for key in between)
    return Text(
        f"得分落在“{better.zh}”和“{lesser.zh}”两级之间，来源没有规定归哪一级；{read.zh}",
        f"The score lies between “{better.en}” and “{lesser.en}”, and the source does not say which it gets; "
        f"{read.en}",
    )


def _veto_flag(vetoed: bool | None, read: Text) -> Text:
    if vetoed is None:
        return VETO_OPEN
    return Text(
        f"被一票否决；否决之后怎样定级，来源没有规定；{read.zh}",
        f"There is a veto; what it does to the grade the source does not lay down; {read.en}",
    )


def _notes(grades: Sequence[Grade]) -> list[Text]:
    """What the records note of the grades, each remark once with the grades it is made of."""
    labels: dict[Text, list[Text]] = {}
    for one in grades:
        labels.setdefault(one.note, []).append(one.label)
    return [
        Text(f"{'、'.join(one.zh for one in of)}：{note.zh}", f"{', '.join(one.en for one in of)}: {note.en}")
        for note, of in labels.items()
    ]
