"""The target against the band: reached, missed by how much, or open and why; what closes the gap; costs."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from recommender.carbon.attainment import attainment
from recommender.carbon.costs import costs_of
from recommender.carbon.outlook import effect_year
from recommender.carbon.trajectory import trajectory
from recommender.carbon.wanted import wanted_of
from recommender.evaluate.scope import Knowledge
from recommender.model.accounting import Line, LineStatus, Part, UsedFactor
from recommender.model.interval import Interval, exactly
from recommender.model.knowledge import FactValue
from recommender.model.roadmap import Roadmap
from recommender.model.stated import Assumptions, Goal, Quantity, Stated
from recommender.model.trajectory import Attainment, Reaches
from tests.carbon.future_world import account, both, course, line, plan, saving, world

HALF = saving("half", "insulation", (50, 50), "electricity", "gas")
ZERO_2050: dict[str, FactValue] = {"plan.target": "zero", "plan.target_year": 2050}


def goal(most: float, year: int = 2040, unit: str = "tCO2", gross: bool = False) -> Stated:
    return Stated(goal=Goal(Quantity(exactly(most), unit), year, gross))


def told(knowledge: Knowledge, roadmap: Roadmap, *lines: Line, people: float | None = None) -> Attainment:
    made = account(*lines, knowledge=knowledge, people=people)
    way = course(knowledge, roadmap, *lines, people=people)
    wanted = wanted_of(roadmap.decision, made, knowledge.catalogue)
    path = trajectory(way, effect_year(way, wanted), roadmap, knowledge)
    return attainment(way, path, wanted, roadmap, knowledge)


def kinds(found: Attainment) -> list[str]:
    return [one.kind for one in found.closing]


@pytest.mark.parametrize(
    ("most", "verdict", "gap"),
    [(60, Reaches.REACHES, (-20, 0)), (59, Reaches.CANNOT_TELL, (-19, 1)), (40, Reaches.CANNOT_TELL, (0, 20)),
     (39, Reaches.MISSES, (1, 21))],
)  # fmt: skip
def test_a_band_of_40_to_60_tonnes_against_a_goal(
    most: float, verdict: Reaches, gap: tuple[float, float]
) -> None:
    """Reached only if even the high end is within; missed only if even the low end is above."""
    knowledge = world(HALF)
    roadmap = plan({"insulation": "near"}, goal(most))
    found = told(knowledge, roadmap, line("gas", Interval(80, 120)))
    assert found.reaches is found.known_part is verdict
    assert found.gap is not None
    assert (found.gap.low, found.gap.high) == pytest.approx(gap)


def test_the_sentence_of_a_miss_names_year_emission_goal_and_gap() -> None:
    knowledge = world(HALF)
    found = told(knowledge, plan({"insulation": "near"}, goal(30)), line("gas", 100))
    assert found.because.zh == "达不到：2040 年净排放 50 吨，比目标 30 吨高出 20 吨"
    assert "missed by 20 t" in found.because.en


def test_a_step_without_a_figure_might_close_the_gap_so_none_can_tell() -> None:
    """50 t against 30: missed by what has figures; storage, of which nobody gives any, may make up for it."""
    knowledge = world(HALF)
    found = told(knowledge, plan({"insulation": "near", "storage": "mid"}, goal(30)), line("gas", 100))
    assert (found.reaches, found.known_part, found.gap) == (
        Reaches.CANNOT_TELL, Reaches.MISSES, exactly(20)
    )  # fmt: skip
    assert found.because.zh == (
        "无法判断：2040 年净排放 50 吨，按有数字的部分离目标 30 吨还差 20 吨；"
        "另有 1 项步骤没有数字，能不能补上，说不准"
    )
    assert "cannot be said" in found.because.en


def test_a_step_planned_after_the_target_year_cannot_close_the_gap() -> None:
    """Storage comes in 2036 at the earliest, the goal is for 2030."""
    roadmap = plan({"insulation": "near", "storage": "long"}, goal(30, 2030))
    assert told(world(HALF), roadmap, line("gas", 100)).reaches is Reaches.MISSES


@pytest.mark.parametrize(
    ("grid", "verdict"), [((), Reaches.CANNOT_TELL), (((2030, 0.55),), Reaches.MISSES)],
    ids=["held", "on a stated path"],
)  # fmt: skip
def test_a_grid_factor_held_for_want_of_a_path_might_close_the_gap(
    grid: tuple[tuple[int, float], ...], verdict: Reaches
) -> None:
    """100 t of power at 0.6 kg/kWh against a goal of 30; at 0.55 from 2030 on they are 91.7 t."""
    factor = UsedFactor(Quantity(exactly(0.6), "kgCO2/kWh"), "place", "table")
    stated = replace(goal(30), assumptions=Assumptions(grid=grid))
    found = told(world(), plan(stated=stated), replace(line("electricity", 100), factor=factor))
    assert (found.reaches, found.known_part) == (verdict, Reaches.MISSES)
    assert ("电网因子按不变算" in found.because.zh) is (verdict is Reaches.CANNOT_TELL)


def test_a_stated_deduction_without_a_factor_might_close_the_gap_of_a_net_goal() -> None:
    trees = line("trees", None, Part.REMOVAL, LineStatus.NO_FACTOR)
    assert told(world(), plan(stated=goal(30)), line("gas", 100), trees).reaches is Reaches.CANNOT_TELL
    gross = told(world(), plan(stated=goal(30, gross=True)), line("gas", 100), trees)
    assert gross.reaches is Reaches.MISSES


def test_what_is_unknown_leaves_the_high_end_open() -> None:
    """Within the goal as far as is known, but nobody knows the food: it cannot be told."""
    found = told(world(), plan(stated=goal(50)), line("electricity", 10), line("food", None))
    assert found.reaches is Reaches.CANNOT_TELL
    assert found.expected is not None
    assert found.expected.low == 10
    assert math.isinf(found.expected.high)
    assert ("unknown", "food") in {(one.kind, one.activity) for one in found.closing}


def test_what_is_unknown_cannot_save_a_goal_already_missed() -> None:
    found = told(world(), plan(stated=goal(50)), line("gas", 80), line("food", None))
    assert found.reaches is Reaches.MISSES
    assert "至少 30 吨" in found.because.zh


def test_zero_carbon_is_a_net_emission_of_zero_by_its_definition() -> None:
    """100 t less 60 t of trees miss it by 40 t; 45 t of credits are 5 more than enough, and are said."""
    knowledge, roadmap = world(), plan(facts=ZERO_2050)
    trees = line("trees", 60, Part.REMOVAL)
    missed = told(knowledge, roadmap, line("gas", 100), trees)
    assert (missed.reaches, missed.gap, missed.target) == (Reaches.MISSES, exactly(40), exactly(0))
    assert any("std/1" in both(flag) for flag in missed.flags)
    reached = told(knowledge, roadmap, line("gas", 100), trees, line("credits", 45, Part.OFFSET))
    assert (reached.reaches, reached.expected) == (Reaches.REACHES, exactly(-5))
    assert any("靠抵消 45 吨" in flag.zh for flag in reached.flags)


def test_a_target_the_source_gives_no_figure_for_cannot_be_told() -> None:
    found = told(world(), plan(facts={"plan.target": "near_zero", "plan.target_year": 2050}), line("gas", 0))
    assert (found.reaches, found.target, found.gap) == (Reaches.CANNOT_TELL, None, None)
    assert "没有给“near_zero”定数值" in found.because.zh
    assert "offset" not in kinds(found)


def test_a_goal_in_figures_comes_before_a_kind_of_target() -> None:
    found = told(world(), plan(stated=goal(100), facts=ZERO_2050), line("gas", 90))
    assert (found.reaches, found.year) == (Reaches.REACHES, 2040)


def test_a_goal_weaker_than_the_kind_of_target_is_not_taken_for_it() -> None:
    """100 t are reached; “zero” asks for a net emission of nothing, and that is said."""
    weaker = told(world(), plan(stated=goal(100), facts=ZERO_2050), line("gas", 90))
    assert any("还不是zero" in flag.zh for flag in weaker.flags)
    same = told(world(), plan(stated=goal(0), facts=ZERO_2050), line("gas", 0))
    assert not any("还不是" in flag.zh for flag in same.flags)


@pytest.mark.parametrize("facts", [{}, {"plan.target": "none"}], ids=["no target", "“no target” chosen"])
def test_without_a_target_nothing_is_judged(facts: dict[str, FactValue]) -> None:
    found = told(world(), plan(facts=facts), line("gas", 90))
    assert (found.reaches, found.gap) == (Reaches.NOT_ASSESSED, None)


def test_a_target_without_a_year_is_looked_at_in_the_last_year() -> None:
    found = told(world(), plan(facts={"plan.target": "zero"}), line("gas", 90))
    assert found.year == 2050
    assert any("没有写目标年" in flag.zh for flag in found.flags)


@pytest.mark.parametrize("year", [2019, 2051])
def test_a_target_year_outside_the_band_cannot_be_told(year: int) -> None:
    found = told(world(), plan(stated=goal(50, year)), line("gas", 90))
    assert (found.reaches, found.expected) == (Reaches.CANNOT_TELL, None)
    assert str(year) in found.because.zh


def test_a_goal_per_person_needs_the_people() -> None:
    """0.5 t a head for 200 people are 100 t."""
    knowledge, roadmap = world(), plan(stated=goal(0.5, unit="tCO2/人"))
    found = told(knowledge, roadmap, line("gas", 90), people=200.0)
    assert (found.reaches, found.target) == (Reaches.REACHES, exactly(100))
    untold = told(knowledge, roadmap, line("gas", 90))
    assert untold.reaches is Reaches.CANNOT_TELL
    assert "community.population" in untold.because.en


def test_a_goal_met_to_the_gram_is_met() -> None:
    """0.1 and 0.2 t a head for 3 people are 0.3 t a head for 3 people, whatever floats make of it."""
    knowledge, roadmap = world(), plan(stated=goal(0.3, unit="tCO2/人"))
    lines = [line("gas", exactly(0.1).scaled(3)), line("food", exactly(0.2).scaled(3))]
    assert told(knowledge, roadmap, *lines, people=3.0).reaches is Reaches.REACHES


def test_a_gross_goal_takes_no_account_of_deductions() -> None:
    lines = (line("gas", 90), line("trees", 60, Part.REMOVAL))
    net = told(world(), plan(stated=goal(50)), *lines)
    gross = told(world(), plan(stated=goal(50, gross=True)), *lines)
    assert (net.reaches, gross.reaches) == (Reaches.REACHES, Reaches.MISSES)
    assert "offset" not in kinds(gross)


def test_what_closes_the_gap_is_named_with_its_tonnes() -> None:
    """100 t of power and 40 of gas; storage, not planned, would take 30 % of the power; zero by 2050."""
    knowledge = world(saving("a", "storage", (30, 30)))
    lines = (line("electricity", 100), line("gas", 40), line("green-power", None, Part.REDUCTION))
    found = told(knowledge, plan(facts=ZERO_2050, available=("storage", "microgrid")), *lines)
    shown = [(one.kind, one.technology or one.activity, one.tonnes) for one in found.closing]
    assert shown == [
        ("technology", "storage", exactly(30)),
        ("activity", "electricity", exactly(100)),
        ("activity", "gas", exactly(40)),
        ("green_power", "", exactly(100)),
        ("offset", "", exactly(140)),
    ]
    assert "先自身减排" in found.closing[-1].text.zh


def test_a_step_planned_too_late_can_be_brought_forward() -> None:
    """Insulation comes in the long term, after the target year 2030: brought forward it saves 50 t."""
    found = told(world(HALF), plan({"insulation": "long"}, goal(60, 2030)), line("electricity", 100))
    assert [(one.technology, one.tonnes) for one in found.closing if one.kind == "earlier"] == [
        ("insulation", exactly(50))
    ]


def test_a_reached_target_has_nothing_to_close() -> None:
    assert told(world(), plan(stated=goal(100)), line("gas", 90)).closing == ()


def test_what_is_not_in_the_verdict_is_flagged() -> None:
    """The goal is met; one step without a figure, trees nobody claimed, works in the target year."""
    knowledge = world()
    lines = (line("gas", 90), line("trees", None, Part.REMOVAL))
    roadmap = plan({"storage": "near"}, goal(95))
    works = (line("works", 30, Part.EXCLUDED, start=2040, end=2040),)
    way = course(knowledge, roadmap, *lines, works=works)
    wanted = wanted_of(roadmap.decision, way.account, knowledge.catalogue)
    path = trajectory(way, 2040, roadmap, knowledge)
    said = "\n".join(both(flag) for flag in attainment(way, path, wanted, roadmap, knowledge).flags)
    assert "有 1 项步骤来源没有给能用的数字" in said
    assert "没有填报、因而没有扣减的：trees" in said
    assert "工程排放 30 吨" in said


def test_costs_are_the_planners_own_summed_by_stage_against_the_budget() -> None:
    """120 and 80–100 of a budget of 210: within it or not, nobody can say; the inventory has no cost."""
    stated = Stated(costs={"insulation": exactly(120), "storage": Interval(80, 100)})
    steps = {"insulation": "near", "inventory": "near", "storage": "mid"}
    found = costs_of(plan(steps, stated, {"plan.budget": 210}))
    assert found is not None
    assert [(one.stage, one.known, one.unknown) for one in found.stages[:2]] == [
        ("near", exactly(120), ("inventory",)),
        ("mid", Interval(80, 100), ()),
    ]
    assert (found.total, found.budget) == (Interval(200, 220), 210)
    assert found.note.zh == "已写的费用共 200～220 万元，可能超出预算 210 万元；另有 1 步没有写费用"


@pytest.mark.parametrize(
    ("budget", "said"), [(220, "没有超出预算"), (199, "，超出预算"), (None, "共 200～220 万元")]
)
def test_a_budget_is_kept_or_not(budget: int | None, said: str) -> None:
    stated = Stated(costs={"insulation": exactly(120), "storage": Interval(80, 100)})
    facts: dict[str, FactValue] = {} if budget is None else {"plan.budget": budget}
    found = costs_of(plan({"insulation": "near", "storage": "mid"}, stated, facts))
    assert found is not None
    assert said in found.note.zh


def test_costs_of_steps_turned_off_or_never_planned_are_not_summed() -> None:
    stated = Stated(costs={"insulation": exactly(120), "microgrid": exactly(500)})
    found = costs_of(plan({"insulation": "near"}, stated), frozenset({"insulation"}))
    assert found is not None
    assert found.total == exactly(0)


def test_without_costs_there_is_no_sum() -> None:
    assert costs_of(plan({"insulation": "near"}, facts={"plan.budget": 100})) is None
