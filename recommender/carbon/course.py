"""Course: everything an account needs to be carried forward, gathered once, and one year of it worked out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from recommender.carbon.conditions import ground_of
from recommender.carbon.factors import grid_factor
from recommender.carbon.grid import GridPath
from recommender.carbon.growth import Demand, demand_of
from recommender.carbon.savings import Figures, Timing, figures_of, steps_of
from recommender.carbon.totals import EMITTING, less_green
from recommender.carbon.works import works_by_year
from recommender.evaluate.scope import Knowledge
from recommender.model.accounting import Balance, Line, LineStatus, Part
from recommender.model.decision import Decision
from recommender.model.interval import ZERO, Interval, exactly, total
from recommender.model.roadmap import Roadmap
from recommender.model.stated import Assumptions, Quantity
from recommender.model.trajectory import YearPoint
from recommender.store.units import WrongUnit

DEDUCTED = frozenset({Part.REDUCTION, Part.REMOVAL})
"""What takes away from the emission before offsets do."""
GRID_UNIT = "kgCO2/kWh"
"""The unit of an assumed grid path."""


@dataclass(frozen=True)
class Stream:
    """One known line of the account and what moves it from year to year."""

    line: Line
    emission: Interval
    demand: Demand
    path: GridPath | None
    grid: bool

    def in_year(self, base: int, year: int) -> Interval:
        """tCO2 in a year as demand and the grid move, with no step of the plan."""
        demand = self.demand.index(base, year)
        low, high = self.path.scale(year) if self.path is not None else (1.0, 1.0)
        ends = (self.emission.low * demand.low * low, self.emission.high * demand.high * high)
        return Interval(min(ends), max(ends))  # both may lead to one figure, but for the last digit


@dataclass(frozen=True)
class Course:
    """An account on its way to `last`: what is emitted, deducted and offset, and the steps that act."""

    account: Balance
    base: int
    last: int
    emitted: tuple[Stream, ...]
    deducted: tuple[Stream, ...]
    offsets: tuple[Line, ...]
    steps: tuple[Timing, ...]
    figures: Figures
    works: Mapping[int, Interval]

    @cached_property
    def acting(self) -> tuple[Timing, ...]:
        """The steps some figure speaks of."""
        return tuple(step for step in self.steps if self.figures.of(step.technology))

    def turned_off(self, technologies: Iterable[str]) -> Course:
        """The same without some steps."""
        off = frozenset(technologies)
        return replace(self, steps=tuple(step for step in self.steps if step.technology not in off))

    def taken_up(self, technology: str, year: int) -> Course:
        """The same with one more step, in full effect by a year."""
        return replace(self, steps=(*self.steps, Timing(technology, "", year, year)))


def course_of(
    roadmap: Roadmap, account: Balance, base: int, knowledge: Knowledge, without: frozenset[str] = frozenset()
) -> Course:
    """The course of an account under a roadmap, from its base year to the end of the last stage."""
    decision, catalogue = roadmap.decision, knowledge.catalogue
    assumed = decision.site.stated.assumptions
    own = replace(assumed, like="")  # what grows in a case is demand; deductions grow only as stated
    known = [line for line in account.lines if line.emission is not None]
    counted = [line for line in known if line.status is LineStatus.KNOWN]
    return Course(
        account,
        base,
        max(stage.end for stage in catalogue.stages.values()),
        tuple(_stream(line, base, decision, knowledge) for line in counted if line.part in EMITTING),
        tuple(
            replace(_stream(line, base, decision, knowledge), demand=demand_of(line.activity, own, catalogue))
            for line in known
            if line.part in DEDUCTED and _in_some_year(line)
        ),
        tuple(line for line in known if line.part is Part.OFFSET and _in_some_year(line)),
        steps_of(roadmap, base, without),
        figures_of(catalogue, ground_of(decision, account, knowledge)),
        works_by_year(account),
    )


def gross_in(course: Course, year: int) -> Interval:
    """Gross emission of the known lines in a year with the steps of the course, in tCO2."""
    return total(emission for _, emission in carried(course, year))


def point_in(course: Course, year: int) -> YearPoint:
    """One year: gross without and with the steps, net after own reductions and removals, offsets last.

    Offsets are taken off whole as in the account, so that its year reads the same in both; a net below zero
    tells that more is offset than is emitted.
    """
    streams = _both(course, year)
    own = _net_of_own(course, year, [(stream, left) for stream, _, left in streams])
    offered = total(line.emission for line in course.offsets if line.emission and _in_force(line, year))
    return YearPoint(
        year,
        total(bare for _, bare, _ in streams),
        total(left for _, _, left in streams),
        own - offered,
        course.works.get(year, ZERO),
        offered,
    )


def deducted_in(course: Course, year: int, grid: bool) -> Interval:
    """What own reductions and removals in force in a year may take away: green power, or all else."""
    return total(
        stream.in_year(course.base, year)
        for stream in course.deducted
        if stream.grid is grid and _in_force(stream.line, year)
    )


def carried(course: Course, year: int) -> tuple[tuple[Stream, Interval], ...]:
    """Each known line with its emission in a year, the steps in effect."""
    return tuple((stream, left) for stream, _, left in _both(course, year))


def _both(course: Course, year: int) -> tuple[tuple[Stream, Interval, Interval], ...]:
    """Each known line with its emission in a year, without the steps and with them."""
    return tuple(
        (stream, bare, _left(bare, course.figures.share(stream.line.activity, year, course.acting)))
        for stream in course.emitted
        for bare in (stream.in_year(course.base, year),)
    )


def _left(bare: Interval, share: Interval) -> Interval:
    """What a saved share leaves: the low end with the most saved, the high end with the least."""
    return Interval(bare.low * (1 - share.high), bare.high * (1 - share.low))


def _net_of_own(course: Course, year: int, emitted: Iterable[tuple[Stream, Interval]]) -> Interval:
    """What is emitted less own reductions and removals, summed as in an account."""
    listed = tuple(emitted)
    bought = total(left for stream, left in listed if stream.grid)
    rest = total(left for stream, left in listed if not stream.grid)
    green = deducted_in(course, year, grid=True)
    other = deducted_in(course, year, grid=False)
    return less_green(rest, bought, green) - other


def _in_some_year(line: Line) -> bool:
    """Whether a deduction counts in the year of the account or from a later one."""
    return line.status is LineStatus.KNOWN or line.start is not None


def _in_force(line: Line, year: int) -> bool:
    return (line.start is None or line.start <= year) and (line.end is None or year <= line.end)


def _stream(line: Line, base: int, decision: Decision, knowledge: Knowledge) -> Stream:
    catalogue, assumed = knowledge.catalogue, decision.site.stated.assumptions
    activity = catalogue.activities.get(line.activity)
    grid = activity is not None and activity.grid
    start = _start(line, base, assumed, decision, knowledge) if grid and assumed.grid else None
    path = None if start is None else GridPath(base, start, assumed.grid)
    return Stream(line, line.emission or ZERO, demand_of(line.activity, assumed, catalogue), path, grid)


def _start(
    line: Line, base: int, assumed: Assumptions, decision: Decision, knowledge: Knowledge
) -> Interval | None:
    """The grid factor a line starts from: its own, else the path's in the base year, else the place's."""
    used = _grid_value(line.factor.value, knowledge) if line.factor is not None else None
    if used is not None:
        return used
    points = sorted(assumed.grid)
    if points and points[0][0] <= base:
        within = GridPath(points[0][0], exactly(points[0][1]), tuple(points))
        return exactly(points[0][1] * within.scale(base)[0])
    found = grid_factor(decision, knowledge.catalogue)
    return None if found is None else _grid_value(found.value, knowledge)


def _grid_value(value: Quantity, knowledge: Knowledge) -> Interval | None:
    from recommender.store.quantities import converted

    try:
        return converted(value, GRID_UNIT, knowledge.catalogue).amount
    except WrongUnit:
        return None
