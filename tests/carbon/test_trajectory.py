"""An account carried forward: what steps save and when, growth, the grid, deductions and offsets, by hand."""

from __future__ import annotations

import pytest

from recommender.carbon.course import course_of, gross_in, point_in
from recommender.carbon.trajectory import trajectory
from recommender.model.accounting import LineStatus, Part
from recommender.model.interval import Interval, exactly
from recommender.model.knowledge import Basis, Relation
from recommender.model.stated import Assumptions, Stated
from tests.carbon.future_world import BASE, LAST, account, both, course, growth, line, plan, saving, world

LIKE_VILLAGE = Stated(assumptions=Assumptions(like="village"))


def close(interval: Interval) -> object:
    return pytest.approx((interval.low, interval.high))


def ends(interval: Interval) -> tuple[float, float]:
    return (interval.low, interval.high)


def test_the_only_saving_of_an_activity_saves_its_per_cent_of_the_emission() -> None:
    """13 % of 200 t of electricity are 26 t; the 50 t of gas are not touched."""
    knowledge = world(saving("retrofit", "insulation", (13, 13)))
    roadmap = plan({"insulation": "near"})
    way = course(knowledge, roadmap, line("electricity", 200), line("gas", 50))
    path = trajectory(way, LAST, roadmap, knowledge)
    (step,) = path.steps
    assert ends(step.saves) == close(exactly(26))
    assert ends(path.points[-1].gross) == close(exactly(224))
    assert ends(path.points[-1].without_plan) == close(exactly(250))
    assert (step.technology, step.stage, step.savings, step.activities) == (
        "insulation", "near", ("retrofit",), ("electricity",)
    )  # fmt: skip
    assert step.clauses == ("rep/1#p1",)


def test_two_savings_of_one_activity_act_on_what_the_other_leaves() -> None:
    """20 % and then 10 % of 100 t leave 72 t, not 70; alone they would save 20 and 10 t."""
    knowledge = world(saving("a", "insulation", (20, 20)), saving("b", "storage", (10, 10)))
    roadmap = plan({"insulation": "near", "storage": "mid"})
    path = trajectory(course(knowledge, roadmap, line("electricity", 100)), LAST, roadmap, knowledge)
    assert ends(path.points[-1].gross) == close(exactly(72))
    assert [ends(step.saves) for step in path.steps] == [close(exactly(18)), close(exactly(8))]


def test_a_step_turned_off_changes_the_total_by_exactly_its_stated_effect() -> None:
    knowledge = world(
        saving("a", "insulation", (10, 30)), saving("b", "storage", (5, 15), "electricity", "gas")
    )
    roadmap = plan({"insulation": "near", "storage": "near"})
    lines = (line("electricity", Interval(90, 120)), line("gas", 40))
    path = trajectory(course(knowledge, roadmap, *lines), 2040, roadmap, knowledge)
    with_all = gross_in(course(knowledge, roadmap, *lines), 2040)
    for step in path.steps:
        without = gross_in(course(knowledge, roadmap, *lines, without=frozenset({step.technology})), 2040)
        assert (without.low - with_all.low, without.high - with_all.high) == step.ends
        assert sorted(step.ends) == [step.saves.low, step.saves.high]


def test_several_figures_of_one_step_for_one_activity_are_a_range_not_a_product() -> None:
    """Two sources give 10 % and 25 % for the same technology: it saves between 10 and 25 %."""
    knowledge = world(saving("a", "insulation", (10, 10)), saving("b", "insulation", (25, 25)))
    roadmap = plan({"insulation": "near"})
    assert ends(gross_in(course(knowledge, roadmap, line("electricity", 100)), 2040)) == close(
        Interval(75, 90)
    )


@pytest.mark.parametrize(
    "shared",
    [
        (saving("a", "insulation", (10, 10), effect="one"), saving("b", "storage", (15, 15), effect="one")),
        (
            saving("a", "insulation", (10, 10)),
            saving("b", "storage", (15, 15)),
            Relation("r", "alternative", "insulation", "storage", Basis.DERIVED),
        ),
    ],
    ids=["two technologies of one effect", "two that take each other's place"],
)
def test_what_must_not_be_multiplied_counts_once_at_the_most(shared: tuple[object, ...]) -> None:
    """10 % and 15 % for the same thing leave 85 t of 100; multiplied they would leave 76.5."""
    knowledge = world(*shared)  # type: ignore[arg-type]
    roadmap = plan({"insulation": "near", "storage": "near"})
    assert ends(gross_in(course(knowledge, roadmap, line("electricity", 100)), 2040)) == close(exactly(85))


def test_the_figure_of_the_case_followed_stands_as_given() -> None:
    knowledge = world(
        saving("a", "insulation", (13, 13), cases=("village",)),
        saving("b", "insulation", (6, 6), cases=("town",)),
    )
    roadmap = plan({"insulation": "near"}, LIKE_VILLAGE)
    way = course(knowledge, roadmap, line("electricity", 100))
    assert ends(gross_in(way, 2040)) == close(exactly(87))
    (step,) = trajectory(way, 2040, roadmap, knowledge).steps
    assert (step.transferred, step.basis, step.savings) == (False, Basis.DERIVED, ("a",))


def test_figures_of_other_places_count_from_nothing_to_the_highest() -> None:
    """13 % in the village and 6 % in the town: elsewhere it is 0 to 13 %, and said to be a transfer."""
    knowledge = world(
        saving("a", "insulation", (13, 13), cases=("village",)),
        saving("b", "insulation", (6, 6), cases=("town",)),
    )
    roadmap = plan({"insulation": "near"})
    way = course(knowledge, roadmap, line("electricity", 100))
    assert ends(gross_in(way, 2040)) == close(Interval(87, 100))
    path = trajectory(way, 2040, roadmap, knowledge)
    assert (path.steps[0].transferred, path.steps[0].basis) == (True, Basis.JUDGEMENT)
    assert [found.kind for found in path.assumptions].count("transfer") == 1


def test_a_figure_of_no_place_comes_before_one_of_another_place() -> None:
    knowledge = world(
        saving("a", "insulation", (13, 13), cases=("village",)), saving("b", "insulation", (5, 8))
    )
    way = course(knowledge, plan({"insulation": "near"}), line("electricity", 100))
    assert ends(gross_in(way, 2040)) == close(Interval(92, 95))


def test_a_step_may_act_from_the_start_of_its_stage_and_surely_does_at_its_end() -> None:
    """Mid term is 2031 to 2035: nothing in 2030, perhaps in 2031, surely in 2035."""
    knowledge = world(saving("a", "insulation", (20, 20)))
    way = course(knowledge, plan({"insulation": "mid"}), line("electricity", 100))
    assert ends(gross_in(way, 2030)) == close(exactly(100))
    assert ends(gross_in(way, 2031)) == close(Interval(80, 100))
    assert ends(gross_in(way, 2034)) == close(Interval(80, 100))
    assert ends(gross_in(way, 2035)) == close(exactly(80))


def test_nothing_acts_in_the_year_of_the_account_even_where_the_plan_has_no_start() -> None:
    knowledge = world(saving("a", "insulation", (20, 20)))
    roadmap = plan({"insulation": "near"}, dated=False)
    way = course(knowledge, roadmap, line("electricity", 100))
    assert ends(gross_in(way, BASE)) == close(exactly(100))
    assert ends(gross_in(way, BASE + 1)) == close(Interval(80, 100))
    told = trajectory(way, LAST, roadmap, knowledge).assumptions
    assert any("起始年没有写" in both(found.text) for found in told)


def test_what_is_installed_saves_nothing_more() -> None:
    """It acts in the account already."""
    knowledge = world(saving("a", "insulation", (20, 20)))
    way = course(knowledge, plan({"insulation": "near"}, installed=("insulation",)), line("electricity", 100))
    assert ends(gross_in(way, 2040)) == close(exactly(100))


def test_steps_without_a_figure_for_what_is_known_are_named() -> None:
    """Storage has no figure at all; the microgrid has one, but for food, of which nothing is known."""
    knowledge = world(saving("a", "insulation", (20, 20)), saving("b", "microgrid", (50, 50), "food"))
    roadmap = plan({"insulation": "near", "storage": "near", "microgrid": "mid"})
    path = trajectory(
        course(knowledge, roadmap, line("electricity", 100), line("food", None)), LAST, roadmap, knowledge
    )
    assert path.not_quantified == ("storage", "microgrid")
    assert [step.technology for step in path.steps] == ["insulation"]
    assert path.unknown == ("food",)


def test_demand_is_held_where_nobody_says_how_it_grows() -> None:
    """The village has a growth on record; a site that does not follow it gets none, and is told so."""
    knowledge = world(growth("electricity", (50, 50)))
    roadmap = plan()
    way = course(knowledge, roadmap, line("electricity", 100))
    assert ends(gross_in(way, LAST)) == close(exactly(100))
    found = trajectory(way, LAST, roadmap, knowledge).assumptions
    assert [one.activities for one in found if one.kind == "growth"] == [("electricity",)]


def test_growth_of_the_case_followed_is_a_straight_line_and_then_held() -> None:
    """+50 to +60 % from 2020 to 2030: half of it in 2025, all from 2030 on."""
    knowledge = world(growth("electricity", (50, 60)))
    way = course(knowledge, plan(stated=LIKE_VILLAGE), line("electricity", 100), line("gas", 10))
    assert ends(gross_in(way, 2025)) == close(Interval(135, 140))
    assert ends(gross_in(way, 2030)) == close(Interval(160, 170))
    assert ends(gross_in(way, LAST)) == close(Interval(160, 170))


def test_growth_by_the_year_goes_only_as_far_as_the_source_speaks() -> None:
    """2 % a year to 2022: 100, 102, 104.04 t, then held."""
    knowledge = world(growth("electricity", (2, 2), "percent-per-year", (2020, 2022)))
    way = course(knowledge, plan(stated=LIKE_VILLAGE), line("electricity", 100))
    assert [gross_in(way, year).low for year in (2021, 2022, 2023)] == pytest.approx([102, 104.04, 104.04])


def test_growth_begun_before_the_account_counts_from_the_account_on() -> None:
    """+50 % over 2010–2030 stands at 1.25 in 2020, so 2030 is 1.5 / 1.25 = 1.2 times the account."""
    knowledge = world(growth("electricity", (50, 50), years=(2010, 2030)))
    way = course(knowledge, plan(stated=LIKE_VILLAGE), line("electricity", 100))
    assert gross_in(way, 2030).high == pytest.approx(120)


def test_the_planners_own_growth_comes_before_that_of_a_case() -> None:
    knowledge = world(growth("electricity", (50, 50)))
    assumed = Assumptions(like="village", growth={"electricity": Interval(0, 1)})
    way = course(knowledge, plan(stated=Stated(assumptions=assumed)), line("electricity", 100))
    assert ends(gross_in(way, 2022)) == close(Interval(100, 102.01))


def test_deductions_grow_as_the_planner_says_and_never_as_a_case_does() -> None:
    """10 t of trees stay 10 where only a case has them grow; at 10 % a year, as stated, 12.1 in 2022."""
    knowledge = world(growth("trees", (50, 50)))
    lines = (line("gas", 100), line("trees", 10, Part.REMOVAL))
    followed = course(knowledge, plan(stated=LIKE_VILLAGE), *lines)
    assert point_in(followed, 2022).net.low == pytest.approx(90)
    own = Stated(assumptions=Assumptions(growth={"trees": exactly(10)}))
    assert point_in(course(knowledge, plan(stated=own), *lines), 2022).net.low == pytest.approx(87.9)


def test_growth_stated_for_what_the_account_does_not_have_is_said_to_move_nothing() -> None:
    knowledge, roadmap = world(), plan(stated=Stated(assumptions=Assumptions(growth={"food": exactly(3)})))
    path = trajectory(course(knowledge, roadmap, line("gas", 100)), LAST, roadmap, knowledge)
    assert [one.activities for one in path.assumptions if "用不上" in one.text.zh] == [("food",)]


def test_a_step_whose_stage_is_over_may_be_in_the_account_already() -> None:
    """The account is of 2032, the stage ended in 2030: the step may save from 2033 on, but never surely."""
    knowledge = world(saving("a", "insulation", (20, 20)))
    made = account(line("electricity", 100), knowledge=knowledge)
    way = course_of(plan({"insulation": "near"}), made, 2032, knowledge)
    assert ends(gross_in(way, 2032)) == close(exactly(100))
    assert ends(gross_in(way, 2033)) == close(Interval(80, 100))
    assert ends(gross_in(way, LAST)) == close(Interval(80, 100))


def test_an_offset_ends_with_its_last_year() -> None:
    way = course(world(), plan(), line("gas", 100), line("credits", 30, Part.OFFSET, start=2030, end=2031))
    assert [point_in(way, year).net.low for year in (2029, 2030, 2031, 2032)] == [100, 70, 70, 100]


def test_green_power_takes_away_no_more_than_the_power_still_bought() -> None:
    """Savings leave 40 t of bought power: of 70 t of green power only 40 t count; gas and trees stay."""
    knowledge = world(saving("a", "insulation", (60, 60)))
    way = course(
        knowledge,
        plan({"insulation": "near"}),
        line("electricity", 100),
        line("gas", 30),
        line("green-power", 70, Part.REDUCTION),
        line("trees", 5, Part.REMOVAL),
    )
    assert ends(point_in(way, BASE).net) == close(exactly(100 + 30 - 70 - 5))
    assert ends(point_in(way, 2040).net) == close(exactly(30 - 5))


def test_offsets_come_last_and_whole_from_their_year() -> None:
    """100 t, 20 % saved, 90 t of credits from 2035 on: 80 t in 2034, in 2035 10 t too much is offset."""
    knowledge = world(saving("a", "insulation", (20, 20)))
    way = course(
        knowledge,
        plan({"insulation": "near"}),
        line("electricity", 100),
        line("credits", 90, Part.OFFSET, start=2035),
    )
    assert ends(point_in(way, 2034).net) == close(exactly(80))
    assert ends(point_in(way, 2034).offsets) == close(exactly(0))
    assert ends(point_in(way, 2035).net) == close(exactly(-10))
    assert ends(point_in(way, 2035).offsets) == close(exactly(90))


def test_credits_without_a_year_count_from_the_account_on() -> None:
    """950 t less 1000 t of credits are -50 t in the account and on the first point alike."""
    way = course(world(), plan(), line("gas", 950), line("credits", 1000, Part.OFFSET))
    assert way.account.net == exactly(-50)
    assert point_in(way, BASE).net == exactly(-50)


def test_green_power_of_a_later_year_takes_away_from_that_year_on() -> None:
    """100 t of power, 40 t of own green power from 2028: 100 t in the account and in 2027, 60 t in 2028."""
    own = line("green-power", 40, Part.REDUCTION, LineStatus.NOT_COUNTED, start=2028)
    way = course(world(), plan(), line("electricity", 100), own)
    assert way.account.net == exactly(100)
    assert [point_in(way, year).net.high for year in (BASE, 2027, 2028, LAST)] == [100, 100, 60, 60]


def test_works_stand_apart_in_their_years() -> None:
    """600 t of works over 2022–2024 are 200 t a year, beside the account and not in it."""
    knowledge = world()
    works = (line("retrofit-works", 600, Part.EXCLUDED, start=2022, end=2024),)
    way = course(knowledge, plan(), line("electricity", 100), works=works)
    shown = [
        (point_in(way, year).works.low, point_in(way, year).gross.low) for year in (2021, 2022, 2024, 2025)
    ]
    assert shown == [pytest.approx(pair) for pair in ((0, 100), (200, 100), (200, 100), (0, 100))]


def test_the_band_goes_from_the_account_to_the_end_of_the_last_stage() -> None:
    knowledge, roadmap = world(), plan()
    path = trajectory(course(knowledge, roadmap, line("gas", 10)), LAST, roadmap, knowledge)
    assert [path.points[0].year, path.points[-1].year, len(path.points)] == [2020, 2050, 31]
