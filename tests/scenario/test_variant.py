"""A scenario changes what it names and nothing else; what cannot be is refused with its name."""

from __future__ import annotations

import pytest

from recommender.evaluate.scope import Knowledge
from recommender.model.interval import exactly
from recommender.model.problem import BadInput
from recommender.model.site import SiteProfile
from recommender.model.stated import (
    Answer,
    Assumptions,
    Goal,
    Quantity,
    Scenario,
    Stated,
    StatedActivity,
    StatedFactor,
    StatedIndicator,
)
from recommender.scenario.settings import Aspect, apart, settings, taken
from recommender.scenario.variant import Variant, contradicts, merged, variant
from recommender.store.restated import restated
from tests.scenario.small import BASE, SITE, WORLD, scenario

MWH, FACTOR = Quantity(exactly(3780), "mwh"), Quantity(exactly(0.5), "kgCO2/kWh")
STATED = Stated(
    year=2020,
    activities={
        "electricity": StatedActivity(
            "electricity", MWH, StatedFactor(FACTOR, 2022, "台账"), source="2020 年台账"
        ),
        "petrol": StatedActivity("petrol", Quantity(exactly(12), "t")),
    },
    indicators={"a": StatedIndicator("a", now=Answer(level="一星"), cost=20.0)},
    readings={"veto": "no_grade", "partly": "open"},
    assumptions=Assumptions(grid=((2030, 0.4),), growth={"electricity": exactly(2)}, like="hongyupo"),
    goal=Goal(Quantity(exactly(0), "tCO2"), 2060),
)


def test_facts_are_set_and_taken_back_and_the_others_stay() -> None:
    other = scenario("x", resource__level="rich", site__storeys=None)
    assert other.site.facts == {"site.type": "community", "resource.level": "rich", "resource.wind": False}
    assert (other.name, other.off, other.dropped) == ("x", frozenset(), frozenset())


def test_the_profile_itself_is_not_changed() -> None:
    scenario("x", resource__level="rich")
    assert SITE.facts["resource.level"] == "poor"


def test_a_scenario_cannot_take_back_the_kind_of_site() -> None:
    with pytest.raises(BadInput) as refused:
        scenario("无类型", site__type=None)
    assert [str(problem) for problem in refused.value.problems] == [
        "无类型 E-SITE-TYPE 方案“无类型”：场地类型（site.type）不能改成不知道，请写明场地类型，或不改它 | "
        "scenario '无类型': the site type (site.type) cannot be taken back; "
        "state the site type, or leave it as it is"
    ]


def test_what_contradicts_the_rest_is_refused_with_the_name_of_the_scenario(
    knowledge: Knowledge, sites: dict[str, SiteProfile]
) -> None:
    """government-office.yaml wants its target in 2032; a plan cannot start after that."""
    late = Scenario("晚开工", {"plan.start_year": 2040})
    with pytest.raises(BadInput) as refused:
        variant(sites["government-office"], late, knowledge.catalogue)
    (problem,) = refused.value.problems
    assert problem.code == "E-CONTRADICTION"
    assert problem.zh.startswith("方案“晚开工”：")
    assert "第 0 行" not in problem.zh
    assert "目标年份不能早于规划起始年" in problem.zh
    assert problem.en.startswith("scenario '晚开工': ")


def test_what_is_assumed_and_answered_beside_facts_is_merged_piece_by_piece() -> None:
    other = merged(
        STATED,
        Scenario(
            "x",
            readings={"veto": "points_only"},
            assumptions=Assumptions(growth={"petrol": exactly(1)}),
            goal=Goal(Quantity(exactly(10), "tCO2"), 2035),
        ),
    )
    assert other.readings == {"veto": "points_only", "partly": "open"}
    assert other.assumptions.grid == ((2030, 0.4),)
    assert other.assumptions.like == "hongyupo"
    assert set(other.assumptions.growth) == {"electricity", "petrol"}
    assert other.goal is not None and other.goal.year == 2035
    assert other.activities == STATED.activities


def test_another_amount_keeps_the_factor_and_loses_the_source_of_the_old_amount() -> None:
    less = StatedActivity("electricity", Quantity(exactly(3000), "mwh"))
    found = merged(STATED, Scenario("x", activities={"electricity": less})).activities
    assert found["electricity"].amount == Quantity(exactly(3000), "mwh")
    assert found["electricity"].factor == STATED.activities["electricity"].factor
    assert found["electricity"].source == ""
    assert found["petrol"] is STATED.activities["petrol"]


def test_another_factor_keeps_the_amount_and_an_emission_stands_for_both() -> None:
    cleaner = StatedActivity("electricity", factor=StatedFactor(Quantity(exactly(0.3), "kgCO2/kWh"), 2030))
    kept = merged(STATED, Scenario("x", activities={"electricity": cleaner})).activities["electricity"]
    assert (kept.amount, kept.source) == (MWH, "2020 年台账")
    direct = StatedActivity("electricity", emission=Quantity(exactly(900), "tCO2"))
    told = merged(STATED, Scenario("x", activities={"electricity": direct})).activities["electricity"]
    assert (told.amount, told.factor, told.emission) == (None, None, Quantity(exactly(900), "tCO2"))


def test_another_plan_for_an_indicator_keeps_how_it_is_now() -> None:
    planned = StatedIndicator("a", planned=Answer(level="三星"))
    found = merged(STATED, Scenario("x", indicators={"a": planned})).indicators["a"]
    assert (found.now, found.planned, found.cost) == (Answer(level="一星"), Answer(level="三星"), 20.0)


def test_an_answer_makes_an_indicator_apply_again() -> None:
    stated = Stated(indicators={"a": StatedIndicator("a", applies=False)})
    answered = Scenario("x", indicators={"a": StatedIndicator("a", now=Answer(level="fulfilled"))})
    assert merged(stated, answered).indicators["a"].applies
    cost = Scenario("x", indicators={"a": StatedIndicator("a", cost=3.0)})
    assert not merged(stated, cost).indicators["a"].applies


def test_an_empty_scenario_leaves_all_as_it_is() -> None:
    assert merged(STATED, Scenario("x")) == STATED
    assert apart(BASE, scenario("x")) == ()


def test_what_two_variants_state_differently_is_found_thing_by_thing() -> None:
    one = Variant("", SiteProfile(SITE.facts, stated=STATED))
    changed = Scenario(
        "x",
        {"resource.wind": True},
        without=("judgement",),
        readings={"partly": "half"},
        assumptions=Assumptions(grid=((2030, 0.3),), growth={"electricity": exactly(2)}),
        indicators={"a": StatedIndicator("a", cost=20.0)},
        without_steps=("storage",),
    )
    other = variant(one.site, changed, WORLD.catalogue)
    assert apart(one, other) == (
        (Aspect.FACT, "resource.wind"),
        (Aspect.RULES, "judgement"),
        (Aspect.STEP, "storage"),
        (Aspect.READING, "partly"),
        (Aspect.GRID, ""),
    )


def test_taking_every_difference_over_gives_the_other_variant() -> None:
    one = Variant("", SiteProfile(SITE.facts, stated=STATED))
    other = Variant("x", SiteProfile({"site.type": "factory"}, stated=Stated()), frozenset({"ours"}))
    for key in apart(one, other):
        one = taken(one, other, key)
    assert settings(one) == settings(other)
    assert apart(one, other) == ()


def test_facts_that_cannot_stand_together_are_seen() -> None:
    assert not contradicts(SITE, WORLD.catalogue)
    assert contradicts(SiteProfile({}), WORLD.catalogue)


def test_what_is_both_wanted_and_vetoed_is_refused_without_a_line_that_is_none() -> None:
    with pytest.raises(BadInput) as refused:
        scenario("两头", plan__include=("storage",), plan__veto=("storage",))
    (problem,) = refused.value.problems
    assert problem.zh == "方案“两头”：“storage”既指定纳入又指定排除"
    assert problem.en == "scenario '两头': 'storage' is both included and vetoed"


def test_facts_restated_on_a_command_line_leave_what_is_stated_beside_them() -> None:
    site = SiteProfile(SITE.facts, stated=STATED)
    assert restated(site, ("resource.wind=true",), (), WORLD.catalogue).stated is STATED
