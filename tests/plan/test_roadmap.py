"""Stages, prerequisites, alternatives, packages, questions and left-outs, reckoned by hand."""

from __future__ import annotations

import pytest

from recommender.api import recommend
from recommender.evaluate.scope import Knowledge
from recommender.model.knowledge import FactValue
from recommender.model.roadmap import Action, Roadmap
from recommender.model.site import SiteProfile
from tests.small_world import rule, world

COMMUNITY = "{site.type: community}"
ALL = "[microgrid, storage, insulation]"
USE_ALL = rule("use-all", "rep/1", COMMUNITY, f"recommend: {{technologies: {ALL}}}")


def of(knowledge: Knowledge, **facts: FactValue) -> Roadmap:
    stated = {key.replace("__", "."): value for key, value in facts.items()}
    return recommend(SiteProfile({"site.type": "community", **stated}), knowledge)


def steps(roadmap: Roadmap, stage: str, action: Action = Action.ADOPT) -> list[str]:
    found = next(item for item in roadmap.stages if item.id == stage)
    return [step.technology for step in found.steps if step.action is action]


def test_the_period_of_wide_use_gives_the_stage_and_the_earlier_one_a_pilot() -> None:
    roadmap = of(world(USE_ALL))
    assert steps(roadmap, "near") == ["storage", "inventory"]  # inventory: microgrid needs it first
    assert steps(roadmap, "mid") == ["insulation"]
    assert steps(roadmap, "long") == ["microgrid"]
    assert steps(roadmap, "near", Action.PILOT) == ["insulation", "microgrid"]


def test_a_rule_moves_a_stage_and_not_before_has_the_last_word() -> None:
    early = rule("early", "rep/1", COMMUNITY, f"stage: {{technologies: {ALL}, not_after: near}}")
    late = rule("late", "rep/1", COMMUNITY, "stage: {technologies: [storage], not_before: mid}")
    roadmap = of(world(USE_ALL, early, late))
    assert "microgrid" in steps(roadmap, "near")
    assert steps(roadmap, "mid") == ["storage"]
    assert [reason.rule for reason in roadmap.technologies["storage"].stage_reasons] == ["late"]


def test_what_needs_something_never_comes_before_it() -> None:
    early = rule("early", "rep/1", COMMUNITY, "stage: {technologies: [microgrid], not_after: near}")
    late = rule("late", "rep/1", COMMUNITY, "stage: {technologies: [inventory], not_before: mid}")
    roadmap = of(world(USE_ALL, early, late))
    assert roadmap.technologies["microgrid"].stage == "mid"


def test_works_take_the_ripe_along_and_make_room_for_the_later() -> None:
    with_works = rule(
        "works",
        "rep/1",
        "{site.works: renovation}",
        f"stage: {{technologies: {ALL}, with_works: [renovation]}}",
    )
    roadmap = of(world(USE_ALL, with_works), site__works=("renovation",), site__works_year=2033)
    assert {"storage", "insulation"} <= set(steps(roadmap, "mid"))
    assert steps(roadmap, "mid", Action.PREPARE) == ["microgrid"]
    assert roadmap.technologies["microgrid"].prepare_now
    assert not of(world(USE_ALL, with_works)).technologies["microgrid"].prepare_now


def test_works_of_another_kind_take_nothing_along() -> None:
    then = f"stage: {{technologies: {ALL}, with_works: [renovation]}}"
    always = rule("always", "rep/1", COMMUNITY, then)
    other = of(world(USE_ALL, always), site__works=("road",), site__works_year=2033)
    assert "storage" in steps(other, "near")
    assert steps(other, "mid", Action.PREPARE) == []


def test_a_plan_that_starts_late_has_no_step_in_a_past_stage() -> None:
    roadmap = of(world(USE_ALL), plan__start_year=2032)
    assert [stage.id for stage in roadmap.stages] == ["mid", "long"]
    assert roadmap.stages[0].start == 2032
    assert roadmap.technologies["storage"].stage == "mid"


def test_a_plan_without_a_start_year_does_not_invent_one() -> None:
    assert of(world(USE_ALL)).stages[0].start is None


def test_exclusive_alternatives_are_not_both_scheduled() -> None:
    both = rule("both", "rep/1", COMMUNITY, "recommend: {technologies: [coal-to-gas, coal-to-power]}")
    roadmap = of(world(both))
    assert roadmap.technologies["coal-to-power"].stage == "near"
    lost = roadmap.technologies["coal-to-gas"]
    assert lost.stage is None
    assert "coal-to-power" in lost.why_not.text.zh  # type: ignore[union-attr]
    swapped = of(world(both), plan__include=("coal-to-gas",))
    assert swapped.technologies["coal-to-power"].stage is None


def test_equal_weights_and_twenty_points_a_symbol() -> None:
    score = of(world(USE_ALL)).technologies["microgrid"].score
    assert (score.potential, score.economy, score.star) == (60.0, 40.0, 100.0)
    assert score.value == pytest.approx(200 / 3, abs=0.01)


def test_the_planners_weights_change_the_score() -> None:
    catalogue_facts = {"plan.weight_star": 0, "plan.weight_potential": 1, "plan.weight_economy": 1}
    roadmap = recommend(SiteProfile({"site.type": "community", **catalogue_facts}), world(USE_ALL))
    assert roadmap.technologies["microgrid"].score.value == 50.0


def test_points_add_and_ahead_of_orders() -> None:
    points = rule("points", "rep/1", COMMUNITY, "prioritise: {technologies: [storage], points: 10}")
    ahead = rule(
        "ahead",
        "rep/1",
        COMMUNITY,
        "prioritise: {technologies: [coal-to-power], ahead_of: {technologies: [storage]}}",
    )
    power = rule("power", "rep/1", COMMUNITY, "recommend: {technologies: [coal-to-power, storage]}")
    assert of(world(power, points)).technologies["storage"].score.points == 10
    assert steps(of(world(power, points)), "near") == ["storage", "coal-to-power"]
    assert steps(of(world(power, points, ahead)), "near") == ["coal-to-power", "storage"]


def test_a_package_takes_its_scheduled_technologies_and_the_rest_go_by_stage_and_field() -> None:
    bundle = rule("bundle-up", "rep/1", COMMUNITY, "package: bundle")
    roadmap = of(world(USE_ALL, bundle))
    assert [(package.id, package.technologies) for package in roadmap.packages] == [
        ("bundle", ("storage", "microgrid")),
        ("near-energy", ("inventory",)),
        ("mid-energy", ("insulation",)),
    ]


def test_questions_count_the_open_lines_they_have_a_part_in() -> None:
    windy = rule(
        "windy", "rep/1", "{resource.wind: true}", "recommend: {technologies: [storage, insulation]}"
    )
    tall = rule("tall", "rep/1", "{site.storeys: {at_least: 7}}", "exclude: {technologies: [microgrid]}")
    asks = rule("asks", "std/1", COMMUNITY, "ask: [resource.level]")
    questions = of(world(windy, tall, asks)).questions
    assert [(question.fact, question.settles) for question in questions] == [
        ("resource.wind", 2),
        ("site.storeys", 1),
        ("resource.level", 0),
    ]


def test_a_wish_against_an_exclusion_is_kept_and_said_openly() -> None:
    no_wind = rule("no-wind", "rep/1", "{resource.wind: false}", "exclude: {technologies: [microgrid]}")
    windless = {"resource__wind": False}
    wished = of(world(USE_ALL, no_wind), plan__include=("microgrid",), **windless)
    assert wished.technologies["microgrid"].stage is not None  # the planner has the last word
    warned = [text for text in wished.warnings if "指定纳入" in text.zh]
    assert len(warned) == 1 and "rep/1" in warned[0].zh and "rules it out" in warned[0].en
    for quiet in (
        of(world(USE_ALL, no_wind), **windless),  # excluded, and nobody wished for it
        of(world(USE_ALL, no_wind), plan__include=("microgrid",)),  # wind not known: nothing excludes it yet
        of(world(USE_ALL, no_wind), plan__include=("storage",), **windless),
    ):
        assert not [text for text in quiet.warnings if "指定纳入" in text.zh]
