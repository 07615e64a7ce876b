"""Laws of every trajectory: bands in order, scale, narrowing, exact step effects, nothing below zero."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.carbon.course import Course, carried, gross_in, point_in
from recommender.carbon.trajectory import trajectory
from recommender.evaluate.scope import Knowledge
from recommender.model.accounting import Growth, Line, Part, Saving
from recommender.model.interval import Interval
from recommender.model.knowledge import Basis, Relation
from recommender.model.roadmap import Roadmap
from recommender.model.stated import Assumptions, Stated
from tests.carbon.future_world import BASE, LAST, STAGES, account, course, growth, line, plan, saving, world

TECHNOLOGIES = ("insulation", "storage", "microgrid", "coal-to-gas")
EMITTING = ("electricity", "gas", "food")
amounts = st.floats(0, 1e5, allow_nan=False).map(lambda value: round(value, 3))
years = st.integers(BASE, LAST)


@st.composite
def spans(draw: st.DrawFn, most: float = 1e5) -> Interval:
    one, other = sorted((draw(st.floats(0, most)), draw(st.floats(0, most))))
    return Interval(round(one, 3), round(other, 3))


class Future:
    """A knowledge base, a plan on it and the lines of an account; short to print where a law fails."""

    def __init__(self, knowledge: Knowledge, roadmap: Roadmap, lines: tuple[Line, ...]) -> None:
        self.knowledge, self.roadmap, self.lines = knowledge, roadmap, lines

    def __repr__(self) -> str:
        savings = [(one.technologies, one.activities, one.lower, one.upper) for one in self._savings]
        lines = [(one.activity, one.emission) for one in self.lines]
        return f"Future({savings}, {[stage.steps for stage in self.roadmap.stages]}, {lines})"

    @property
    def _savings(self) -> tuple[Saving, ...]:
        return tuple(self.knowledge.catalogue.savings.values())

    def way(self, *off: str, lines: tuple[Line, ...] | None = None) -> Course:
        """The course, with steps turned off or with other lines."""
        used = self.lines if lines is None else lines
        return course(self.knowledge, self.roadmap, *used, without=frozenset(off))


@st.composite
def futures(draw: st.DrawFn) -> Future:
    """A knowledge base with savings, growths and alternatives, a plan on it and an account."""
    records: list[Saving | Growth | Relation] = []
    for number in range(draw(st.integers(0, 6))):
        percent = draw(spans(100))
        activities = draw(st.lists(st.sampled_from(EMITTING), min_size=1, max_size=2, unique=True))
        cases = draw(st.sampled_from([(), ("village",), ("town",)]))
        effect = draw(st.sampled_from(["", "shared"]))
        technology = draw(st.sampled_from(TECHNOLOGIES))
        ends = (percent.low, percent.high)
        records.append(saving(f"s{number}", technology, ends, *activities, cases=cases, effect=effect))
    if draw(st.booleans()):
        records.append(Relation("r", "alternative", *TECHNOLOGIES[:2], Basis.DERIVED))
    for activity in EMITTING:
        if draw(st.booleans()):
            percent = draw(spans(200))
            records.append(growth(activity, (percent.low, percent.high)))
    own = draw(st.sampled_from([{}, {"gas": Interval(-1, 2)}]))
    assumed = Assumptions(like=draw(st.sampled_from(["", "village"])), growth=own)
    steps = {
        key: draw(st.sampled_from([stage for stage, _, _ in STAGES]))
        for key in draw(st.lists(st.sampled_from(TECHNOLOGIES), unique=True))
    }
    lines = [line(activity, draw(spans())) for activity in EMITTING if draw(st.booleans())]
    if draw(st.booleans()):
        lines.append(line("green-power", draw(spans()), Part.REDUCTION))
    if draw(st.booleans()):
        lines.append(line("trees", draw(spans(100)), Part.REMOVAL))
    if draw(st.booleans()):
        lines.append(line("credits", draw(spans()), Part.OFFSET, start=draw(st.sampled_from([None, 2030]))))
    return Future(world(*records), plan(steps, Stated(assumptions=assumed)), tuple(lines))


@settings(max_examples=150, deadline=None)
@given(futures(), years)
def test_steps_only_lower_the_band_and_no_activity_falls_below_zero(future: Future, year: int) -> None:
    """Interval itself refuses a low end above the high end, so every point made is in order."""
    way = future.way()
    point = point_in(way, year)
    slack = 1e-9 * max(1.0, point.without_plan.high)
    assert point.gross.low <= point.without_plan.low + slack
    assert point.gross.high <= point.without_plan.high + slack
    assert all(emission.low >= 0 for _, emission in carried(way, year))
    assert point.offsets.low >= 0


@settings(max_examples=100, deadline=None)
@given(futures(), years)
def test_all_steps_turned_off_are_the_site_without_a_plan(future: Future, year: int) -> None:
    point = point_in(future.way().turned_off(TECHNOLOGIES), year)
    assert point.gross == point.without_plan


@settings(max_examples=100, deadline=None)
@given(futures(), years)
def test_with_minus_without_is_exactly_what_a_step_is_said_to_save(future: Future, year: int) -> None:
    with_all = gross_in(future.way(), year)
    for step in trajectory(future.way(), year, future.roadmap, future.knowledge).steps:
        without = gross_in(future.way(step.technology), year)
        assert step.ends == (without.low - with_all.low, without.high - with_all.high)
        assert min(step.ends) >= -1e-9 * max(1.0, without.high), "a step never adds"


@settings(max_examples=100, deadline=None)
@given(futures(), years, st.floats(0.01, 100))
def test_a_site_several_times_as_large_emits_several_times_as_much(
    future: Future, year: int, times: float
) -> None:
    """People, area, consumption and deductions alike: every figure of the band grows with them."""
    larger = tuple(replace(one, emission=one.emission and one.emission.scaled(times)) for one in future.lines)
    small, large = point_in(future.way(), year), point_in(future.way(lines=larger), year)
    for one, other in ((small.gross, large.gross), (small.net, large.net), (small.offsets, large.offsets)):
        scale = 1e-6 * max(1.0, small.without_plan.high * times)
        assert (other.low, other.high) == pytest.approx((one.low * times, one.high * times), abs=scale)


@settings(max_examples=100, deadline=None)
@given(futures(), years, st.data())
def test_knowing_an_amount_better_only_narrows_the_band(
    future: Future, year: int, data: st.DataObject
) -> None:
    known = []
    for one in future.lines:
        assert one.emission is not None
        value = one.emission.low + (one.emission.high - one.emission.low) * data.draw(st.floats(0, 1))
        better = min(max(value, one.emission.low), one.emission.high)
        known.append(replace(one, emission=Interval(better, better)))
    wide, narrow = point_in(future.way(), year), point_in(future.way(lines=tuple(known)), year)
    slack = 1e-9 * max(1.0, wide.without_plan.high)
    for name in ("gross", "net", "without_plan"):
        one, other = getattr(wide, name), getattr(narrow, name)
        assert one.low - slack <= other.low, name
        assert other.high <= one.high + slack, name


@settings(max_examples=100, deadline=None)
@given(futures())
def test_the_base_year_is_the_account_itself(future: Future) -> None:
    """Nothing has grown and nothing acts yet; offsets count as in the account."""
    point, made = point_in(future.way(), BASE), account(*future.lines, knowledge=future.knowledge)
    assert (point.gross.low, point.gross.high) == pytest.approx((made.gross.low, made.gross.high))
    if all(one.start is None for one in future.lines):
        assert (point.net.low, point.net.high) == pytest.approx((made.net.low, made.net.high), abs=1e-6)
