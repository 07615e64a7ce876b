"""Who does what: told as far as rules carry it; nobody is told to do what others decide."""

from __future__ import annotations

from recommender.model.roadmap import Action
from recommender.plan.roles import Say, say
from recommender.render.contract import to_contract
from recommender.render.roles import action_words, plan_lines, technology_lines
from tests.plan.test_roadmap import COMMUNITY, USE_ALL, of
from tests.small_world import rule, world

OWNERS = rule(
    "owners", "rep/1", COMMUNITY, "assign: {technologies: [insulation], role: decides, actors: [owner]}"
)
GOVERNMENT = rule("whole", "rep/1", "{resource.wind: true}", "assign: {role: decides, actors: [government]}")
PAYS = rule("pays", "rep/1", COMMUNITY, "assign: {technologies: [storage], role: pays, actors: [tenant]}")
RESIDENTS = rule(
    "habits", "rep/1", COMMUNITY, "assign: {technologies: [coal-to-gas], role: decides, actors: [resident]}"
)
WORLD = world(USE_ALL, OWNERS, GOVERNMENT, PAYS)
HABITS = world(USE_ALL, RESIDENTS)


def test_a_role_stands_with_its_actors_and_clause() -> None:
    roadmap = of(WORLD)
    technology = to_contract(roadmap, WORLD)["site"]["step_roles"]["insulation"]
    assert [(role["role"], role["actors"], role["reason"]["clause"]) for role in technology["roles"]] == [
        ("decides", ["owner"], "rep/1")
    ]
    assert technology["say"] is None  # nobody said in whose name the plan is made


def test_a_tenant_is_not_told_to_do_what_the_owner_decides() -> None:
    decision = of(WORLD, plan__acting_as="tenant").decision
    assert say("insulation", decision, WORLD.catalogue) is Say.PROPOSE
    assert action_words("insulation", Action.ADOPT, decision, WORLD.catalogue).zh == "提议"


def test_the_owner_decides_what_is_the_owners() -> None:
    decision = of(WORLD, plan__acting_as="owner").decision
    assert say("insulation", decision, WORLD.catalogue) is Say.DECIDE
    assert action_words("insulation", Action.ADOPT, decision, WORLD.catalogue).zh == "采用"


def test_where_no_source_says_who_decides_the_planner_is_told_to_ask() -> None:
    decision = of(WORLD, plan__acting_as="tenant").decision
    assert say("storage", decision, WORLD.catalogue) is Say.OPEN  # who pays is not who decides
    assert action_words("storage", Action.ADOPT, decision, WORLD.catalogue).zh == "先问"


def test_who_decides_the_whole_renewal_decides_its_steps_save_those_with_their_own() -> None:
    decision = of(WORLD, resource__wind=True, plan__acting_as="government").decision
    assert say("storage", decision, WORLD.catalogue) is Say.DECIDE
    assert say("insulation", decision, WORLD.catalogue) is Say.PROPOSE


def test_a_role_that_may_or_may_not_hold_is_not_told_as_one_that_does() -> None:
    decision = of(WORLD, plan__acting_as="government").decision
    assert say("storage", decision, WORLD.catalogue) is Say.OPEN


def test_what_residents_decide_is_decided_by_tenants_and_owners_alike() -> None:
    for acting in ("resident", "tenant", "owner"):
        assert say("coal-to-gas", of(HABITS, plan__acting_as=acting).decision, HABITS.catalogue) is Say.DECIDE


def test_residents_are_asked_first_who_of_them_owns_what_only_owners_decide() -> None:
    decision = of(WORLD, plan__acting_as="resident").decision
    assert say("insulation", decision, WORLD.catalogue) is Say.PART
    assert action_words("insulation", Action.ADOPT, decision, WORLD.catalogue).zh == "先问"


def test_the_plan_names_the_whole_each_party_and_what_is_left_open() -> None:
    lines = [line.zh for line in plan_lines(of(WORLD, resource__wind=True), WORLD)]
    assert [line.split("（")[0] for line in lines] == [
        "整个方案　government　decides",
        "tenant　pays：storage",
        "owner　decides：insulation",
        "其余各项，来源没有说由谁出资",
    ]


def test_where_no_rule_says_who_decides_the_plan_says_so() -> None:
    lines = [line.zh for line in plan_lines(of(WORLD), WORLD)]
    assert next(line for line in lines if line.startswith("来源没有说由谁决定")).count("storage") == 1


def test_who_uses_the_plan_reads_first_what_is_theirs() -> None:
    lines = [line.zh for line in plan_lines(of(WORLD, resource__wind=True, plan__acting_as="owner"), WORLD)]
    assert lines[0] == "以owner的身份，由你方决定：insulation"
    assert lines[1].startswith("以owner的身份，不由你方决定，向决定的一方提出：")


def test_a_plan_without_rules_on_roles_has_no_such_section() -> None:
    assert not list(plan_lines(of(world(USE_ALL)), world(USE_ALL)))


def test_a_step_no_source_gives_to_anyone_says_so() -> None:
    roadmap = of(WORLD)
    assert [line.zh for line in technology_lines("microgrid", roadmap.decision, WORLD)] == [
        "来源没有说这一步由谁决定、实施、出资、受益"
    ]
