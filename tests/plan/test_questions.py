"""What stating a fact settles, reckoned by hand and by deciding anew for every value."""

from __future__ import annotations

from hypothesis import given, settings

from recommender.api import recommend
from recommender.evaluate.decide import decide
from recommender.evaluate.scope import Knowledge
from recommender.evaluate.trial import Trials
from recommender.language.conditions import leaves
from recommender.model.decision import Decision, Status, Verdict
from recommender.model.knowledge import FactValue
from recommender.model.roadmap import Question, Settled
from recommender.model.site import SiteProfile
from recommender.plan.questions import values_of, weighed
from recommender.plan.staging import calendar_of, place_all
from tests.plan.test_change import profiles, rulebooks
from tests.small_world import rule, world

COMMUNITY = "{site.type: community}"


def asked(knowledge: Knowledge, **facts: FactValue) -> dict[str, Question]:
    stated = {"site.type": "community", **{name.replace("__", "."): value for name, value in facts.items()}}
    roadmap = recommend(SiteProfile(stated), knowledge)
    return {question.fact: question for question in weighed(roadmap, knowledge)}


def test_a_yes_or_no_that_settles_either_way() -> None:
    windy = rule(
        "windy", "rep/1", "{resource.wind: true}", "recommend: {technologies: [storage, insulation]}"
    )
    assert asked(world(windy))["resource.wind"].settled == Settled(2, 2.0, 2)


def test_one_answer_may_settle_more_than_the_other() -> None:
    windy = rule("windy", "rep/1", "{resource.wind: true}", "recommend: {technologies: [storage]}")
    both = rule(
        "both", "rep/1", "{resource.wind: true, resource.level: rich}",
        "recommend: {technologies: [insulation]}",
    )  # fmt: skip
    found = asked(world(windy, both))
    assert found["resource.wind"].settled == Settled(1, 1.5, 2)  # no wind also settles insulation
    assert found["resource.level"].settled == Settled(0, 0.5, 1)  # a poor one settles insulation
    assert list(found) == ["resource.wind", "resource.level"]


def test_the_fact_it_is_derived_from_is_worth_asking() -> None:
    tall = rule(
        "tall", "rep/1", "{site.storeys: {at_least: 7}}", "classify: {fact: resource.wind, value: true}"
    )
    windy = rule("windy", "rep/1", "{resource.wind: true}", "recommend: {technologies: [storage]}")
    found = asked(world(tall, windy))
    assert found["site.storeys"].settled == Settled(0, 0.5, 1)  # low houses leave the wind open
    assert found["resource.wind"].settled == Settled(1, 1.0, 1)


def test_a_stage_is_settled_too() -> None:
    use = rule("use", "rep/1", COMMUNITY, "recommend: {technologies: [storage]}")
    late = rule("late", "rep/1", "{resource.wind: true}", "stage: {technologies: [storage], not_before: mid}")
    assert asked(world(use, late))["resource.wind"].settled == Settled(1, 1.0, 1)


def open_lines(decision: Decision, knowledge: Knowledge) -> set[tuple[str, str]]:
    placed = place_all(decision, knowledge, calendar_of(decision, knowledge))
    technologies = decision.technologies.items()
    return (
        {("status", key) for key, one in technologies if one.status is Status.UNDETERMINED}
        | {("verdict", k) for k, one in decision.requirements.items() if one.verdict is Verdict.UNDETERMINED}
        | {("stage", key) for key, one in technologies if one.stands and placed[key].unknown}
    )


@settings(max_examples=60, deadline=None)
@given(rulebooks(), profiles())
def test_the_count_is_that_of_deciding_anew_for_every_value(
    rules: tuple[str, ...], site: dict[str, FactValue]
) -> None:
    knowledge = world(*rules)
    roadmap = recommend(SiteProfile(site), knowledge)
    before = open_lines(roadmap.decision, knowledge)
    for question in weighed(roadmap, knowledge):
        fact, settled = question.fact, question.settled
        tests = tuple(
            leaf for one in knowledge.rulebook.active for leaf in leaves(one.when) if leaf.fact == fact
        )
        counts = []
        for value in values_of(fact, tests, Trials(roadmap.decision, knowledge)):
            decision = decide(SiteProfile({**site, fact: value}), knowledge)
            after = open_lines(decision, knowledge)
            # a stage is not settled where now even the status cannot be told
            still = {
                (kind, key)
                for kind, key in before
                if (kind, key) in after or (kind == "stage" and ("status", key) in after)
            }
            # nor a status where the technology joins the roadmap: its stage is another line
            counts.append(len(before - still))
        assert settled == (Settled(min(counts), sum(counts) / len(counts), max(counts)) if counts else None)
