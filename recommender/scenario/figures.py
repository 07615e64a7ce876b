"""Figures of an outcome as lines: target, emissions by stage, what steps save, score and costs."""

from __future__ import annotations

from collections.abc import Iterator

from recommender.assess.community import CommunityScore
from recommender.carbon.totals import is_open_claim
from recommender.model.accounting import Balance
from recommender.model.interval import Interval, exactly
from recommender.model.text import Text
from recommender.model.trajectory import Attainment, Costs, Trajectory
from recommender.scenario.outcome import Outcome
from recommender.scenario.rows import Cell, Figure, Listed, Named, RowKey, RowKind

TONNES = Text("tCO2", "tCO2")
PER_PERSON = Text("tCO2/人", "tCO2 per person")
POINTS = Text("分", "points")
PER_CENT, FEATURES = Text("%", "%"), Text("项", "features")
MONEY = Text("万元", "× 10,000 yuan")
REACHES, YEAR, LIMIT, EXPECTED, GAP, NET_IN = "reaches", "year", "target", "expected", "gap", "net"
GROSS, REDUCTIONS, REMOVALS, OFFSETS, NET = "gross", "reductions", "removals", "offsets", "net"
A_HEAD, OF_KNOWN, UNKNOWN, METHOD = "per_person", "of_known", "unknown", "method"
GONE, INTENDED, HOLDING = "gone", "intended", "holding"
TOTAL, GRADE, BUDGET, NO_COST = "total", "grade", "budget", "without_cost"
ORDER = (
    *(REACHES, YEAR, LIMIT, EXPECTED, GAP, METHOD, GROSS, REDUCTIONS, REMOVALS, OFFSETS, NET),
    *(A_HEAD, OF_KNOWN, UNKNOWN, TOTAL, GRADE, BUDGET, NO_COST),
)
"""Names of figures in the order in which they are told; what stands before a colon is such a name too."""
FIGURES = (RowKind.TARGET, RowKind.EMISSION, RowKind.SAVING, RowKind.SCORE, RowKind.COST)
"""Kinds of lines that are figures."""
_DIGITS = 6


def figures(outcome: Outcome) -> Iterator[tuple[RowKey, Cell]]:
    """Every figure of the outcome; none where the site gives nothing to work it out from."""
    if outcome.outlook is not None:
        yield from _target(outcome.outlook.attainment)
        if outcome.outlook.trajectory is not None:
            yield from _path(outcome.outlook.trajectory, outcome)
        if outcome.outlook.costs is not None:
            yield from _costs(outcome.outlook.costs)
    if outcome.balance is not None:
        yield from _balance(outcome.balance)
    yield from _scores(outcome)
    if outcome.progress is not None:
        yield from _progress(outcome.progress)


def _target(found: Attainment) -> Iterator[tuple[RowKey, Cell]]:
    yield (RowKind.TARGET, REACHES), Named(found.reaches.value, found.because)
    if found.year is not None:
        yield (RowKind.TARGET, YEAR), Named(str(found.year))
    for name, value in ((LIMIT, found.target), (EXPECTED, found.expected), (GAP, found.gap)):
        if value is not None:
            yield (RowKind.TARGET, name), _figure(value, TONNES)


def _path(found: Trajectory, outcome: Outcome) -> Iterator[tuple[RowKey, Cell]]:
    """The net band at the end of each stage, and what each step saves."""
    ends = {stage.end for stage in outcome.knowledge.catalogue.stages.values()}
    for point in found.points:
        if point.year in ends:
            yield (RowKind.EMISSION, f"{NET_IN}:{point.year}"), _figure(point.net, TONNES)
    for step in found.steps:
        yield (RowKind.SAVING, step.technology), _figure(step.saves, TONNES)


def _balance(found: Balance) -> Iterator[tuple[RowKey, Cell]]:
    yield (RowKind.EMISSION, METHOD), Listed((found.method,))
    named = {
        GROSS: found.gross,
        REDUCTIONS: found.reductions,
        REMOVALS: found.removals,
        OFFSETS: found.offsets,
        NET: found.net,
    }
    for name, value in named.items():
        yield (RowKind.EMISSION, name), _figure(value, TONNES)
    if found.people:
        yield (RowKind.EMISSION, A_HEAD), _figure(found.net.per(found.people), PER_PERSON)
    if found.unknown:
        yield (RowKind.EMISSION, OF_KNOWN), _figure(found.of_known, TONNES)
    if unknown := {*found.unknown, *(line.activity for line in found.lines if is_open_claim(line))}:
        yield (RowKind.EMISSION, UNKNOWN), Listed(tuple(sorted(unknown)))


def _costs(found: Costs) -> Iterator[tuple[RowKey, Cell]]:
    yield (RowKind.COST, TOTAL), _figure(found.total, MONEY)
    if found.budget is not None:
        yield (RowKind.COST, BUDGET), _figure(exactly(found.budget), MONEY)
    for stage in found.stages:
        yield (RowKind.COST, f"{TOTAL}:{stage.stage}"), _figure(stage.known, MONEY)
    without = dict.fromkeys(key for stage in found.stages for key in stage.unknown)
    yield (RowKind.COST, NO_COST), Listed(tuple(sorted(without)))


def _scores(outcome: Outcome) -> Iterator[tuple[RowKey, Cell]]:
    """The total and the grade at each time, and the points of each indicator."""
    for when, score in outcome.scores.items():
        yield (RowKind.SCORE, f"{TOTAL}:{when}"), _figure(score.score, POINTS)
        yield (RowKind.SCORE, f"{GRADE}:{when}"), Listed(score.grade.grades, score.grade.flags)
        for key, one in score.indicators.items():
            if one.points is not None:
                yield (RowKind.SCORE, f"{key}:{when}"), _figure(one.points, POINTS)


def _progress(found: CommunityScore) -> Iterator[tuple[RowKey, Cell]]:
    """How far each indicator is on the way to the site's own target; how many features of each grade hold."""
    for one in found.indicators:
        for name, way in ((GONE, one.progress), (INTENDED, one.planned)):
            if way is not None:
                yield (RowKind.SCORE, f"{one.indicator}:{name}"), _figure(way.scaled(100), PER_CENT)
    for grade in found.placements:
        yield (RowKind.SCORE, f"{grade.grade}:{HOLDING}"), _figure(exactly(len(grade.holds)), FEATURES)


def _figure(value: Interval, unit: Text) -> Figure:
    """The figure without what only rounding adds."""
    return Figure(Interval(round(value.low, _DIGITS), round(value.high, _DIGITS)), unit)
