"""The grid factor of the future: held by default, along the planner's path where one is stated."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.carbon.course import Stream, gross_in, point_in
from recommender.carbon.grid import GridPath
from recommender.carbon.growth import HELD
from recommender.carbon.trajectory import trajectory
from recommender.model.accounting import Part, UsedFactor
from recommender.model.interval import Interval, exactly
from recommender.model.stated import Assumptions, Quantity, Stated
from tests.carbon.future_world import LAST, both, course, line, plan, world

FALLING = Stated(assumptions=Assumptions(grid=((2030, 0.3), (2050, 0.0))))
HALF = UsedFactor(Quantity(exactly(0.6), "kgCO2/kWh"), "place", "table")


def test_the_path_is_joined_by_straight_lines_and_held() -> None:
    """From 0.6 in 2020 to 0.3 in 2030 and 0 in 2050: 0.45 in 2025, 0.15 in 2040."""
    path = GridPath(2020, exactly(0.6), ((2030, 0.3), (2050, 0.0)))
    found = [path.scale(year)[0] for year in (2020, 2025, 2030, 2040, 2050, 2055)]
    assert found == pytest.approx([1, 0.75, 0.5, 0.25, 0, 0])


def test_after_its_last_year_the_path_is_held() -> None:
    path = GridPath(2020, exactly(0.6), ((2030, 0.3),))
    assert path.scale(2060) == pytest.approx((0.5, 0.5))


def test_both_ends_of_a_factor_lead_to_the_same_future_factor() -> None:
    """A factor of 0.5 to 0.6 and 1000 MWh emit 500 to 600 t; at 0.3 they emit 300 t whichever it was."""
    low, high = GridPath(2020, Interval(0.5, 0.6), ((2030, 0.3),)).scale(2030)
    assert (500 * low, 600 * high) == pytest.approx((300, 300))


@given(
    st.integers(1, 10**6).map(lambda n: n / 1000),
    st.tuples(st.integers(1, 999), st.integers(1, 999)).map(lambda pair: sorted(n / 1000 for n in pair)),
    st.integers(0, 999).map(lambda n: n / 1000),
)
def test_a_range_of_factors_ends_in_one_figure_to_the_last_digit_but_one(
    amount: float, factors: list[float], later: float
) -> None:
    """So many MWh at either factor emit the same once the grid has one factor; no end passes the other."""
    low, high = factors
    path = GridPath(2020, Interval(low, high), ((2030, later),))
    stream = Stream(line("electricity", None), Interval(amount * low, amount * high), HELD, path, grid=True)
    found = stream.in_year(2020, 2030)
    assert (found.low, found.high) == pytest.approx((amount * later, amount * later))


def test_points_up_to_the_account_say_nothing_of_the_future() -> None:
    path = GridPath(2020, exactly(0.6), ((2015, 0.9), (2020, 0.5)))
    assert path.scale(2040) == (1.0, 1.0)


def test_without_a_path_the_factor_is_held_and_that_is_said() -> None:
    small, roadmap = world(), plan()
    way = course(small, roadmap, replace(line("electricity", 100), factor=HALF))
    assert gross_in(way, LAST) == exactly(100)
    (said,) = [one for one in trajectory(way, LAST, roadmap, small).assumptions if one.kind == "grid"]
    assert "保持不变" in both(said.text)


def test_only_bought_power_and_green_power_follow_the_grid() -> None:
    """In 2030 the factor is half: 100 t of power are 50, 20 t of green power 10, 40 t of gas stay 40."""
    small, roadmap = world(), plan(stated=FALLING)
    way = course(
        small,
        roadmap,
        replace(line("electricity", 100), factor=HALF),
        line("gas", 40),
        replace(line("green-power", 20, Part.REDUCTION), factor=HALF),
    )
    point = point_in(way, 2030)
    assert (point.gross.low, point.net.low) == pytest.approx((90, 80))
    (said,) = [one for one in trajectory(way, LAST, roadmap, small).assumptions if one.kind == "grid"]
    assert "0.6" in said.text.zh and "2030 年 0.3" in said.text.zh


def test_an_emission_without_a_factor_starts_from_the_path_where_it_covers_the_account() -> None:
    """The path has 0.8 in 2010 and 0.4 in 2030, so 0.6 in 2020: the 100 t of 2020 are 66.7 t in 2030."""
    stated = Stated(assumptions=Assumptions(grid=((2010, 0.8), (2030, 0.4))))
    way = course(world(), plan(stated=stated), line("electricity", 100))
    assert gross_in(way, 2030).high == pytest.approx(100 * 0.4 / 0.6)


def test_an_emission_without_any_factor_is_not_scaled_and_that_is_said() -> None:
    """No factor in the account, none of the place, and a path that begins later: nothing to scale by."""
    small, roadmap = world(), plan(stated=FALLING)
    way = course(small, roadmap, line("electricity", 100))
    assert gross_in(way, 2050) == exactly(100)
    (said,) = [one for one in trajectory(way, LAST, roadmap, small).assumptions if one.kind == "grid"]
    assert "没有能用上" in said.text.zh
