"""Variants side by side, reckoned by hand on a small knowledge base: what differs, why, through what."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recommender.model.decision import Status, Verdict
from recommender.model.problem import BadInput
from recommender.scenario.compare import compare
from recommender.scenario.facets import UNCOVERED
from recommender.scenario.rows import (
    Cause,
    Cell,
    Comparison,
    Figure,
    Placed,
    Position,
    Row,
    RowKind,
    Ruled,
    Span,
)
from recommender.scenario.settings import Aspect
from recommender.scenario.variant import Variant
from tests.scenario.small import BASE, COMMUNITY, WORLD, scenario, small
from tests.small_world import rule

LEVEL, WIND = (Aspect.FACT, "resource.level"), (Aspect.FACT, "resource.wind")
OFF = Placed(Status.AVAILABLE, None, None, None, False)
NEAR = Placed(Status.RECOMMENDED, None, "near", None, False)
LATER = Placed(Status.RECOMMENDED, None, "mid", "near", False)
"""Storage is 2020-2025 and no pilot; insulation 2025-2035 after a pilot 2020-2025 (tables 6-2 and 2-2)."""


def row(found: Comparison, kind: RowKind, key: str) -> Row:
    return next(one for one in found.rows if (one.kind, one.id) == (kind, key))


def ids(found: Comparison, kind: RowKind) -> list[str]:
    return [one.id for one in found.rows if one.kind is kind]


def cells(found: Comparison, kind: RowKind, key: str) -> tuple[Cell | None, ...]:
    return row(found, kind, key).cells


def test_a_technology_that_joins_stands_beside_what_it_was() -> None:
    found = compare([BASE, scenario("风", resource__wind=True)], WORLD)
    assert ids(found, RowKind.TECHNOLOGY) == ["storage"]
    assert cells(found, RowKind.TECHNOLOGY, "storage") == (OFF, NEAR)


def test_each_side_gives_the_reasons_only_it_has() -> None:
    found = compare([BASE, scenario("风", resource__wind=True)], WORLD)
    reasons = row(found, RowKind.TECHNOLOGY, "storage").reasons
    assert [[reason.rule for reason in side] for side in reasons] == [[], ["either"]]
    assert reasons[1][0].facts == (("resource.wind", True), ("site.type", "community"))


def test_what_the_only_change_brings_is_its_doing() -> None:
    found = compare([BASE, scenario("风", resource__wind=True)], WORLD)
    assert all(one.causes == (None, Cause(alone=(WIND,))) for one in found.rows)


def test_either_change_alone_is_enough_or_both_are_needed_and_the_idle_one_is_not_named() -> None:
    both = scenario("都改", resource__level="rich", resource__wind=True, site__storeys=9)
    found = compare([BASE, both], WORLD)
    assert row(found, RowKind.TECHNOLOGY, "storage").causes == (None, Cause(alone=(LEVEL, WIND)))
    assert row(found, RowKind.TECHNOLOGY, "insulation").causes == (None, Cause(together=(LEVEL, WIND)))
    assert cells(found, RowKind.TECHNOLOGY, "insulation") == (OFF, LATER)


def test_what_is_now_covered_is_told_of_the_requirement() -> None:
    found = compare([BASE, scenario("风", resource__wind=True)], WORLD)
    assert cells(found, RowKind.REQUIREMENT, "std-1-2") == (
        Ruled(Verdict.APPLICABLE, False),
        Ruled(Verdict.APPLICABLE, True),
    )
    assert ids(found, RowKind.REQUIREMENT) == ["std-1-2"]
    counts = cells(found, RowKind.COUNT, UNCOVERED)  # std-1-2 and std-1-3, then std-1-3 alone
    assert [cell.value.low for cell in counts if isinstance(cell, Figure)] == [2, 1]


def test_rules_off_takes_back_what_rested_on_them() -> None:
    """`ours` is our judgement: the microgrid and the inventory it needs first go with it."""
    found = compare([BASE, scenario("不算判断", off=("judgement",))], WORLD)
    assert ids(found, RowKind.TECHNOLOGY) == ["microgrid", "inventory"]
    for key in ("microgrid", "inventory"):
        was, now = cells(found, RowKind.TECHNOLOGY, key)
        assert isinstance(was, Placed) and was.stage is not None
        assert isinstance(now, Placed) and now.stage is None
        assert row(found, RowKind.TECHNOLOGY, key).causes[1] == Cause(alone=((Aspect.RULES, "judgement"),))
    assert "ours" in {reason.rule for reason in row(found, RowKind.TECHNOLOGY, "microgrid").reasons[0]}


def test_rules_that_do_not_exist_are_refused_with_the_name_of_the_scenario() -> None:
    with pytest.raises(BadInput) as refused:
        compare([BASE, scenario("错名", off=("judgment",))], WORLD)
    (problem,) = refused.value.problems
    assert problem.code == "E-UNKNOWN"
    assert problem.zh.startswith("方案“错名”：")
    assert "judgement" in problem.hint_zh


def test_a_plan_that_starts_later_moves_what_would_be_over() -> None:
    """From 2032 on the near stage (to 2030) is past; what was near goes to the mid stage (2031-2035)."""
    windy = scenario("风", resource__wind=True)
    late = scenario("晚", resource__wind=True, plan__start_year=2032)
    found = compare([windy, late], WORLD)
    assert cells(found, RowKind.TECHNOLOGY, "storage") == (NEAR, replace(NEAR, stage="mid"))
    assert row(found, RowKind.TECHNOLOGY, "storage").reasons == ((), ())  # the same rule on both sides
    assert cells(found, RowKind.STAGE, "near") == (Span(None, 2030), None)
    assert cells(found, RowKind.STAGE, "mid") == (Span(2031, 2035), Span(2032, 2035))
    assert ids(found, RowKind.STAGE) == ["near", "mid"]


def test_other_weights_change_positions_and_nothing_else() -> None:
    """One symbol counts 20. Storage is ▼4 ➕4 ★4: 80 under any weights. The microgrid is ▼3 ➕2 ★5: with
    equal weights 66.67, the mean of 60, 40 and 100; by stars 100. The inventory it needs goes right before.

    So storage, inventory, microgrid becomes inventory, microgrid, storage: storage alone has changed places.
    """
    both = rule("two", "rep/1#p1", COMMUNITY, "recommend: {technologies: [storage, microgrid]}")
    near = rule("near", "rep/1#p2", COMMUNITY, "stage: {technologies: [microgrid], not_after: near}")
    stars = scenario("看星级", plan__weight_potential=0, plan__weight_economy=0, plan__weight_star=1)
    found = compare([BASE, stars], small(both, near))
    assert {one.kind for one in found.rows} == {RowKind.WEIGHT, RowKind.RANK}
    assert cells(found, RowKind.RANK, "storage") == (Position("near", 1), Position("near", 3))
    assert ids(found, RowKind.RANK) == ["storage"]
    assert found.displaced == (0, 2)
    shares = [cell.value.low for cell in cells(found, RowKind.WEIGHT, "star") if isinstance(cell, Figure)]
    assert shares == [33.333333, 100]


def test_a_step_left_out_leaves_its_status_and_uncovers_its_requirement() -> None:
    windy = scenario("风", resource__wind=True)
    without = scenario("不做储能", drop=("storage",), resource__wind=True)
    found = compare([windy, without], WORLD)
    assert cells(found, RowKind.TECHNOLOGY, "storage") == (NEAR, replace(NEAR, stage=None))
    assert cells(found, RowKind.REQUIREMENT, "std-1-2")[1] == Ruled(Verdict.APPLICABLE, False)
    assert row(found, RowKind.TECHNOLOGY, "storage").causes[1] == Cause(alone=((Aspect.STEP, "storage"),))


def test_what_needs_a_step_that_is_left_out_is_told() -> None:
    """The microgrid needs the inventory first (relation r1)."""
    found = compare([BASE, scenario("不盘查", drop=("inventory",))], WORLD)
    (warning,) = (one for one in found.rows if one.kind is RowKind.WARNING)
    assert "“microgrid”以“inventory”为前提" in warning.id
    assert warning.cells[0] is None


def test_a_step_that_is_none_is_left_out_in_vain() -> None:
    found = compare([BASE, scenario("x", drop=("storage",))], WORLD)
    assert found.rows == ()
    assert found.outcomes[1].idle == {"storage"}


def test_variants_that_come_out_the_same_are_said_to() -> None:
    quiet, windy = scenario("层数", site__storeys=9), scenario("风", resource__wind=True)
    found = compare([BASE, windy, quiet, replace(windy, name="又一个")], WORLD)
    assert found.alike == ((0, 2), (1, 3))
    assert {one.key for one in found.settings} == {WIND, (Aspect.FACT, "site.storeys")}


def test_too_many_changes_are_compared_and_not_tried_one_by_one() -> None:
    many = scenario(
        "很多",
        resource__wind=True,
        resource__level="rich",
        site__storeys=9,
        site__works=("road",),
        site__works_year=2028,
        management__inventory_done=True,
        plan__start_year=2026,
    )
    found = compare([BASE, many, scenario("风", resource__wind=True)], WORLD)
    assert found.untried == (1,)
    causes = row(found, RowKind.TECHNOLOGY, "storage").causes
    assert causes == (None, Cause(), Cause(alone=(WIND,)))


def test_sites_of_different_kinds_stand_side_by_side() -> None:
    factory = Variant("厂", replace(BASE.site, facts={"site.type": "factory"}))
    found = compare([BASE, factory], WORLD)
    was, now = cells(found, RowKind.TECHNOLOGY, "inventory")
    assert isinstance(was, Placed) and was.stage is not None
    assert now is None or (isinstance(now, Placed) and now.stage is None)
