"""A Scorecard as JSON with stable keys.

Top level: `standard` (id, label), `now` and `planned` (a total each), `narrowing`, `raises`, `next_grade`,
`higher_grades`, `measures`, `readings`, `not_laid_down`, `notes` (the discrepancies of the source). A range
is `[low, high]`, null for an end without a limit. `raw`, `points` and `full` are points of the source,
`score`, `width` and `gain` are on 0-100.

A total: `score` (null: nothing applies), `raw`, `applicable`, `grade` (`grades` best first, `between`,
`vetoed`, `flags`, `readings`), `groups` (level, name, english, full, applicable, points), `indicators`
(indicator, number, label, clause, full, points (null: does not apply), known, because, parts, readings),
`readings`. A raise: indicator, clause, reach, gain, cost. A grade to reach: grade, label, needed, raises
(null: out of reach), reaches, optimal, tied (other indicators reach it at the same cost), note. A measure:
technology, label, indicators, gain_at_most, scheduled, requirements, clauses. A reading: id, reading, option,
default, label, text, clause, basis, because, decides, decided (the indicators whose points it gave).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from recommender.evaluate.scope import Knowledge
from recommender.model.catalogue import Catalogue
from recommender.model.interval import Interval
from recommender.model.scoring import (
    GradeFinding,
    IndicatorScore,
    MeasureGain,
    NextGrade,
    Raise,
    Reading,
    Scorecard,
    TotalScore,
)
from recommender.render.contract import note_to_dict
from recommender.render.score_words import listed_readings, not_laid_down, notes, number, used_readings

_DIGITS = 9
"""Decimals kept: what a sum of floats adds beyond them is no figure of ours."""


def score_dict(card: Scorecard, knowledge: Knowledge) -> dict[str, Any]:
    """The whole card (see the head of this module)."""
    catalogue = knowledge.catalogue
    source = catalogue.sources.get(card.standard)
    return {
        "standard": {"id": card.standard, "label": source.label.to_dict() if source else None},
        "now": total_dict(card.now, card, catalogue),
        "planned": total_dict(card.planned, card, catalogue),
        "narrowing": [
            {
                "indicator": one.indicator,
                "clause": catalogue.indicators[one.indicator].clause,
                "width": _finite(one.width),
                "question": one.question.to_dict(),
            }
            for one in card.narrowing
        ],
        "raises": [_raise(one, catalogue) for one in card.raises],
        "next_grade": None if card.next_grade is None else _next(card.next_grade, catalogue),
        "higher_grades": [_next(one, catalogue) for one in card.higher],
        "measures": [_measure(one, catalogue) for one in card.measures],
        "readings": [{**reading_dict(one), "decided": list(decided)} for one, decided in used_readings(card)],
        "not_laid_down": [
            {
                "id": part.id,
                "indicator": part.indicator,
                "clause": catalogue.indicators[part.indicator].clause,
                "text": part.text.to_dict(),
            }
            for part in not_laid_down(card, catalogue)
        ],
        "notes": [note_to_dict(note) for some in notes(card, catalogue) for note in some],
    }


def total_dict(total: TotalScore, card: Scorecard, catalogue: Catalogue) -> dict[str, Any]:
    """One total."""
    return {
        "score": _ends(total.score) if total.applicable > 0 else None,
        "raw": _ends(total.raw),
        "applicable": total.applicable,
        "grade": _grade(total.grade),
        "groups": [
            {
                "level": group.level,
                "name": group.name,
                "english": group.english,
                "full": group.full,
                "applicable": group.applicable,
                "points": _ends(group.points),
            }
            for group in total.groups
        ],
        "indicators": [_indicator(one, card, catalogue) for one in total.indicators.values()],
        "readings": list(total.readings),
    }


def readings_dict(catalogue: Catalogue, used: Mapping[str, Reading]) -> dict[str, Any]:
    """Every reading by name with its options; `used` is true for the one in force."""
    return {
        "readings": [
            {"reading": name, "options": [{**reading_dict(one), "used": on} for one, on in options]}
            for name, options in listed_readings(catalogue, used)
        ]
    }


def reading_dict(reading: Reading) -> dict[str, Any]:
    """One option of one reading."""
    return {
        "id": reading.id,
        "reading": reading.reading,
        "option": reading.option,
        "default": reading.default,
        "label": reading.label.to_dict(),
        "text": reading.text.to_dict(),
        "clause": reading.clause,
        "basis": reading.basis.value,
        "because": reading.because.to_dict(),
        "decides": list(reading.decides),
    }


def _indicator(score: IndicatorScore, card: Scorecard, catalogue: Catalogue) -> dict[str, Any]:
    indicator = catalogue.indicators[score.indicator]
    return {
        "indicator": score.indicator,
        "number": number(score.indicator, card.standard),
        "label": indicator.label.to_dict(),
        "clause": indicator.clause,
        "full": score.full,
        "points": None if score.points is None else _ends(score.points),
        "known": score.known,
        "because": score.because.to_dict() if score.because else None,
        "parts": list(score.parts),
        "readings": list(score.readings),
    }


def _grade(grade: GradeFinding) -> dict[str, Any]:
    return {
        "grades": list(grade.grades),
        "between": None if grade.between is None else list(grade.between),
        "vetoed": grade.vetoed,
        "flags": [flag.to_dict() for flag in grade.flags],
        "readings": list(grade.readings),
    }


def _raise(one: Raise, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "indicator": one.indicator,
        "clause": catalogue.indicators[one.indicator].clause,
        "reach": one.reach.to_dict(),
        "gain": _finite(one.gain),
        "cost": one.cost,
    }


def _next(one: NextGrade, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "grade": one.grade,
        "label": catalogue.grades[one.grade].label.to_dict(),
        "needed": one.needed,
        "raises": None if one.raises is None else [_raise(each, catalogue) for each in one.raises],
        "reaches": None if one.reaches is None else _finite(one.reaches),
        "optimal": one.optimal,
        "tied": one.tied,
        "note": one.note.to_dict() if one.note else None,
    }


def _measure(one: MeasureGain, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "technology": one.technology,
        "label": catalogue.label(one.technology).to_dict(),
        "indicators": list(one.indicators),
        "gain_at_most": _finite(one.gain),
        "scheduled": one.scheduled,
        "requirements": list(one.requirements),
        "clauses": list(dict.fromkeys(catalogue.requirements[key].clause for key in one.requirements)),
    }


def _ends(points: Interval) -> list[float | None]:
    return [_finite(points.low), _finite(points.high)]


def _finite(value: float) -> float | None:
    return round(value, _DIGITS) if math.isfinite(value) else None
