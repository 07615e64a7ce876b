"""Trajectory: an account carried forward year by year as a band, with the effect of each step."""

from __future__ import annotations

from recommender.carbon.assumed import assumptions_of
from recommender.carbon.course import Course, gross_in, point_in
from recommender.carbon.savings import Figure, Timing, grounds_of
from recommender.evaluate.scope import Knowledge
from recommender.model.catalogue import Catalogue
from recommender.model.interval import Interval
from recommender.model.roadmap import Roadmap
from recommender.model.text import joined
from recommender.model.trajectory import StepEffect, Trajectory


def trajectory(course: Course, year: int, roadmap: Roadmap, knowledge: Knowledge) -> Trajectory:
    """The band from the base year to the end of the last stage; step effects are those in `year`.

    A step without a figure for any line the account knows stands in `not_quantified`.
    """
    counted = {stream.line.activity for stream in course.emitted}
    acting = {step.technology: figures for step in course.acting if (figures := _on(course, step, counted))}
    named = [step.technology for step in course.steps if step.technology not in acting]
    return Trajectory(
        method=course.account.method,
        base_year=course.base,
        points=tuple(point_in(course, each) for each in range(course.base, course.last + 1)),
        steps=tuple(
            _effect(course, step, acting[step.technology], year, knowledge.catalogue)
            for step in course.acting
            if step.technology in acting
        ),
        not_quantified=tuple(dict.fromkeys(named)),
        assumptions=assumptions_of(course, roadmap, knowledge),
        unknown=course.account.unknown,
    )


def difference(more: Interval, less: Interval) -> tuple[Interval, tuple[float, float]]:
    """By how much each end of a band lies above that of another: as a range, and by end."""
    low = more.low - less.low
    high = more.high - less.high
    return Interval(min(low, high), max(low, high)), (low, high)


def _on(course: Course, step: Timing, counted: set[str]) -> tuple[Figure, ...]:
    return tuple(figure for figure in course.figures.of(step.technology) if figure.activity in counted)


def _effect(
    course: Course, step: Timing, figures: tuple[Figure, ...], year: int, catalogue: Catalogue
) -> StepEffect:
    """The step turned off and on again in one year, all others staying as they are."""
    without = gross_in(course.turned_off((step.technology,)), year)
    saves, ends = difference(without, gross_in(course, year))
    records = tuple(dict.fromkeys(record for figure in figures for record in figure.savings))
    grounds = grounds_of(figures, catalogue)
    return StepEffect(
        technology=step.technology,
        stage=step.stage,
        savings=tuple(record.id for record in records),
        activities=tuple(figure.activity for figure in figures),
        saves=saves,
        basis=grounds.basis,
        transferred=grounds.transferred,
        because=joined(record.because for record in records),
        clauses=grounds.clauses,
        ends=ends,
        conditions=grounds.conditions,
    )
