"""The `target` of the JSON contract: the finding of the plan, and the outlook where there is one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from recommender.model.interval import Interval
from recommender.model.roadmap import PlannedStage
from recommender.model.text import Text
from recommender.model.trajectory import Attainment, Closing, Costs, Outlook, StepEffect, Trajectory

Json = dict[str, Any]
PLACES = 3
"""Decimals of tonnes: more would be the noise of floating point."""


def outlook_to_dict(seen: Outlook | None, stages: Iterable[PlannedStage] = ()) -> Json:
    """What an outlook adds to `target`; every key is there without one too, empty.

    known_part: what the lines and steps with figures say alone, misses | reaches | cannot_tell, or null ·
    method, base_year · baseline: gross of the known lines in the base year · expected, required, gap: tCO2
    a year as [low, high], null for an end nobody knows · because: the verdict in a sentence · closing[]:
    {kind, text, tonnes, technology, activity} · steps[]: {technology, stage, saves, ends, savings,
    activities, basis, transferred, because, clauses, conditions} · trajectory[]: {year, stage_end,
    without_plan, gross, net, works, offsets} · assumptions[]: {kind, text, clause, activities} ·
    unknown[]: activity ids · steps_not_quantified[]: technology ids · flags[] ·
    costs: {stages[], total, budget, note}, 万元.
    """
    attained = None if seen is None else seen.attainment
    return {
        **_path(None if seen is None else seen.trajectory, {stage.end: stage.id for stage in stages}),
        "known_part": _known_part(attained),
        "expected": _ends(attained.expected if attained is not None else None),
        "required": _ends(attained.target if attained is not None else None),
        "gap": _ends(attained.gap if attained is not None else None),
        "because": attained.because.to_dict() if attained is not None else None,
        "closing": [_closing(one) for one in attained.closing] if attained is not None else [],
        "flags": _texts(attained.flags) if attained is not None else [],
        "costs": _costs(seen.costs if seen is not None else None),
    }


def _path(path: Trajectory | None, ends: dict[int, str]) -> Json:
    if path is None:
        empty: Json = {"method": None, "base_year": None, "baseline": None, "steps": [], "trajectory": []}
        return empty | {"assumptions": [], "unknown": [], "steps_not_quantified": []}
    return {
        "method": path.method,
        "base_year": path.base_year,
        "baseline": _ends(path.points[0].gross),
        "steps": [_step(step) for step in path.steps],
        "trajectory": [
            {
                "year": point.year,
                "stage_end": ends.get(point.year),
                "without_plan": _ends(point.without_plan),
                "gross": _ends(point.gross),
                "net": _ends(point.net),
                "works": _ends(point.works),
                "offsets": _ends(point.offsets),
            }
            for point in path.points
        ],
        "assumptions": [
            {
                "kind": one.kind,
                "text": one.text.to_dict(),
                "clause": one.clause or None,
                "activities": list(one.activities),
            }
            for one in path.assumptions
        ],
        "unknown": list(path.unknown),
        "steps_not_quantified": list(path.not_quantified),
    }


def _step(step: StepEffect) -> Json:
    return {
        "technology": step.technology,
        "stage": step.stage,
        "saves": _ends(step.saves),
        "ends": [round(end, PLACES) for end in step.ends],
        "savings": list(step.savings),
        "activities": list(step.activities),
        "basis": step.basis.value,
        "transferred": step.transferred,
        "because": step.because.to_dict(),
        "clauses": list(step.clauses),
        "conditions": _texts(step.conditions),
    }


def _closing(one: Closing) -> Json:
    return {
        "kind": one.kind,
        "text": one.text.to_dict(),
        "tonnes": _ends(one.tonnes),
        "technology": one.technology or None,
        "activity": one.activity or None,
    }


def _costs(costs: Costs | None) -> Json | None:
    if costs is None:
        return None
    return {
        "stages": [
            {"stage": one.stage, "known": one.known.to_list(), "unknown": list(one.unknown)}
            for one in costs.stages
        ],
        "total": costs.total.to_list(),
        "budget": costs.budget,
        "note": costs.note.to_dict(),
    }


def _ends(interval: Interval | None) -> list[float | None] | None:
    """The two ends, tonnes to the kilogram; null for an end nobody knows."""
    if interval is None:
        return None
    return [None if end is None else round(end, PLACES) + 0.0 for end in interval.to_list()]


def _known_part(attained: Attainment | None) -> str | None:
    known = None if attained is None else attained.known_part
    return None if known is None else known.value


def _texts(texts: Iterable[Text]) -> list[dict[str, str]]:
    return [text.to_dict() for text in texts]
