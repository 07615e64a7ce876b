"""The outlook of real sites: when it is worked out, from which account, what steps turned off change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recommender.api import recommend
from recommender.carbon.account import balance
from recommender.carbon.methods import methods_for
from recommender.carbon.outlook import asked_for, attached, outlook
from recommender.evaluate.decide import decide
from recommender.evaluate.scope import Knowledge
from recommender.model.interval import Interval, exactly
from recommender.model.knowledge import FactValue
from recommender.model.roadmap import Action, Roadmap
from recommender.model.site import SiteProfile
from recommender.model.stated import Assumptions, Goal, Quantity, Stated, StatedActivity, StatedFactor
from recommender.model.trajectory import Outlook, Reaches
from recommender.plan.roadmap import plan

COMMUNITY: dict[str, FactValue] = {"site.type": "urban_community", "plan.start_year": 2027}
HALF = StatedFactor(Quantity(exactly(0.5), "kgCO2/kWh"), 2024, "test")
POWER = StatedActivity("electricity", Quantity(exactly(1000), "mwh"), HALF)


def site(stated: Stated = Stated(), **facts: FactValue) -> SiteProfile:  # noqa: B008
    return SiteProfile(
        {**COMMUNITY, **{key.replace("__", "."): value for key, value in facts.items()}}, stated=stated
    )


def all_zero_but_power(knowledge: Knowledge, goal: Goal | None = None, like: str = "") -> Stated:
    """1000 MWh at 0.5 kg/kWh are 500 t; every other activity is stated to be nothing."""
    nothing = {
        key: StatedActivity(key, Quantity(exactly(0), one.unit))
        for key, one in knowledge.catalogue.activities.items()
        if not one.one_off
    }
    return Stated(2024, nothing | {"electricity": POWER}, assumptions=Assumptions(like=like), goal=goal)


def seen(site_: SiteProfile, knowledge: Knowledge) -> tuple[Roadmap, Outlook]:
    roadmap = recommend(site_, knowledge)
    assert roadmap.target.outlook is not None
    return roadmap, roadmap.target.outlook


def test_a_profile_that_asks_nothing_is_left_alone(knowledge: Knowledge) -> None:
    """The yearly electricity alone is a fact like others; neither target nor activities are stated."""
    roadmap = plan(decide(site(energy__electricity=1e6), knowledge), knowledge)
    assert not asked_for(roadmap, knowledge)
    assert attached(roadmap, knowledge) is roadmap


def test_a_target_without_data_says_what_to_state(knowledge: Knowledge) -> None:
    roadmap, found = seen(site(plan__target="zero_carbon_community"), knowledge)
    assert (roadmap.target.reaches, found.trajectory) == ("not_assessed", None)
    assert "energy.electricity" in found.attainment.because.zh


def test_the_band_begins_with_the_account(knowledge: Knowledge) -> None:
    _, found = seen(site(all_zero_but_power(knowledge)), knowledge)
    assert found.trajectory is not None
    assert (found.trajectory.base_year, found.trajectory.points[0].gross) == (2024, exactly(500))
    assert found.trajectory.points[-1].year == max(stage.end for stage in knowledge.catalogue.stages.values())
    assert found.trajectory.unknown == ()


def test_efficient_appliances_save_up_to_ten_per_cent_of_the_power_left(knowledge: Knowledge) -> None:
    """sps2/6.1 gives 10 % and more, read as 0 to 10 %: turned off, the low end rises by a tenth."""
    roadmap, found = seen(site(all_zero_but_power(knowledge)), knowledge)
    assert found.trajectory is not None
    effects = {step.technology: step for step in found.trajectory.steps}
    step = effects["efficient-appliances"]
    others = [one for key, one in effects.items() if key != step.technology]
    assert step.clauses == ("sps2/6.1#p1",)
    assert step.saves.low == 0
    left = found.trajectory.points[-1].gross.low
    assert step.ends[0] == pytest.approx(left / 0.9 * 0.1)
    assert others, "the community also adopts steps with figures of other places"
    off = outlook(roadmap, knowledge, frozenset({"efficient-appliances"})).trajectory
    assert off is not None
    assert off.points[-1].gross.low - left == step.ends[0]


def test_all_steps_off_is_the_site_without_a_plan(knowledge: Knowledge) -> None:
    roadmap, _ = seen(site(all_zero_but_power(knowledge)), knowledge)
    steps = frozenset(
        step.technology for stage in roadmap.stages for step in stage.steps if step.action is Action.ADOPT
    )
    path = outlook(roadmap, knowledge, steps).trajectory
    assert path is not None
    assert all(point.gross == point.without_plan == exactly(500) for point in path.points)


@pytest.mark.parametrize(
    ("most", "verdict"), [(500, Reaches.REACHES), (499, Reaches.CANNOT_TELL), (1, Reaches.CANNOT_TELL)]
)
def test_a_goal_is_judged_by_the_band(most: float, verdict: Reaches, knowledge: Knowledge) -> None:
    """No step saves anything for sure, so only 500 t are reached for sure; 1 t is missed with what has
    figures, but most steps of the plan have none."""
    stated = all_zero_but_power(knowledge, Goal(Quantity(exactly(most), "tCO2"), 2060))
    roadmap, found = seen(site(stated), knowledge)
    assert found.attainment.reaches is verdict
    assert (found.attainment.known_part is Reaches.MISSES) is (most == 1)
    assert roadmap.target.reaches == verdict.value


def test_the_zero_carbon_targets_of_the_standards_have_a_figure_and_the_near_zero_ones_none(
    knowledge: Knowledge,
) -> None:
    """zcc 3.1: net zero or less; zcgo 3.1: net zero; gdroute 6.2.1 and gdpilot 1 give no figure."""
    targets = {one.id: one.net_at_most for one in knowledge.catalogue.concepts_of["target"]}
    assert targets == {
        "zero_carbon_community": 0,
        "zero_carbon_office": 0,
        "near_zero_community": None,
        "low_carbon_community": None,
        "near_zero_pilot": None,
        "no_target": None,
    }


def test_without_a_year_the_plans_start_is_the_base_and_that_is_said(knowledge: Knowledge) -> None:
    stated = replace(all_zero_but_power(knowledge), year=None)
    _, found = seen(site(stated), knowledge)
    assert found.trajectory is not None
    assert found.trajectory.base_year == 2027
    assert found.trajectory.assumptions[0].kind == "base_year"


def test_a_method_that_does_not_fit_keeps_no_roadmap_back(knowledge: Knowledge) -> None:
    """As when what-if makes an enterprise of a community that states its method."""
    made = recommend(site(replace(all_zero_but_power(knowledge), method="zcgo")), knowledge)
    assert made.stages
    assert made.target.reaches == "not_assessed"
    assert made.target.outlook is not None
    assert made.target.outlook.attainment.because.zh.startswith("核算做不出：")
    assert "zcc" in made.target.outlook.attainment.because.zh  # the methods that would fit are named


def test_every_method_made_for_the_site_can_be_carried_forward(knowledge: Knowledge) -> None:
    roadmap, found = seen(site(all_zero_but_power(knowledge)), knowledge)
    methods = [one.id for one in methods_for("urban_community", knowledge.catalogue)]
    every = [outlook(roadmap, knowledge, method=one).trajectory for one in methods]
    assert len(every) > 1
    assert every[0] == found.trajectory
    assert [path.method for path in every if path is not None] == methods


def test_a_site_twice_as_large_emits_twice_as_much(knowledge: Knowledge) -> None:
    """2 t a head and 10 kg per m2, for 100 people and 1000 m2, then for twice as many of both."""

    def band(times: int) -> list[Interval]:
        activities = {
            "electricity": StatedActivity("electricity", emission=Quantity(exactly(2), "tCO2/人")),
            "natural-gas": StatedActivity("natural-gas", emission=Quantity(exactly(10), "kgCO2/m2")),
        }
        profile = site(
            Stated(2024, activities), community__population=100 * times, building__area=1000 * times
        )
        _, found = seen(profile, knowledge)
        assert found.trajectory is not None
        return [point.gross for point in found.trajectory.points]

    once, twice = band(1), band(2)
    assert once[0] == exactly(210)
    assert [(one.low * 2, one.high * 2) for one in once] == [pytest.approx((o.low, o.high)) for o in twice]


CASES = ("dongtang-jiangshan", "heyi-shenzhen", "hongyupo", "jingjiangyuan-shanghai", "shibo-shanghai")


@pytest.mark.parametrize("name", CASES)
def test_each_case_community_has_a_band_to_2060_and_a_target_statement(
    name: str, sites: dict[str, SiteProfile], knowledge: Knowledge
) -> None:
    _, found = seen(sites[name], knowledge)
    path = found.trajectory
    assert path is not None
    assert (path.base_year, path.points[-1].year) == (2020, 2060)
    assert all(point.gross.bounded for point in path.points)
    assert any(point.gross.width > 0 for point in path.points)
    assert found.attainment.because.zh
    assert found.attainment.because.en


@pytest.mark.parametrize("name", [*CASES, "new-coastal-community", "cement-works", "rural-community"])
def test_in_every_example_a_step_turned_off_changes_the_total_by_its_stated_effect(
    name: str, sites: dict[str, SiteProfile], knowledge: Knowledge
) -> None:
    roadmap, found = seen(sites[name], knowledge)
    assert found.trajectory is not None
    assert found.trajectory.steps
    year = found.attainment.year or found.trajectory.points[-1].year
    at = year - found.trajectory.base_year
    for step in found.trajectory.steps:
        off = outlook(roadmap, knowledge, frozenset({step.technology})).trajectory
        assert off is not None
        with_it, without = found.trajectory.points[at].gross, off.points[at].gross
        assert (without.low - with_it.low, without.high - with_it.high) == step.ends


def test_growth_of_hongyupo_by_hand(sites: dict[str, SiteProfile], knowledge: Knowledge) -> None:
    """16000 people: 0.34 t of power a head × 1100 / 590 kWh (table 4-1), 0.24 t of food × 0.31 / 0.24 t
    (4.1), 1.15 t of the rest held: 10142 + 4960 + 18400 = 33502 t in 2035 without the plan."""
    _, found = seen(sites["hongyupo"], knowledge)
    assert found.trajectory is not None
    by_year = {point.year: point for point in found.trajectory.points}
    assert by_year[2020].gross.high == pytest.approx(16000 * 1.73)
    expected = 16000 * (0.34 * 1100 / 590 + 0.24 * 0.31 / 0.24 + 1.15)
    assert by_year[2035].without_plan.high == pytest.approx(expected, rel=1e-6)
    assert by_year[2060].without_plan == by_year[2035].without_plan


@pytest.mark.parametrize("counted", [True, False, None])
def test_own_power_of_a_later_year_is_deducted_from_that_year_whatever_the_account_counts(
    counted: bool | None, knowledge: Knowledge
) -> None:
    """1000 MWh at 0.5 kg/kWh, 2 % less every year, 400 MWh of own power from 2028 on: 500 t in the account,
    500 × 0.98³ = 470.6 t in 2027, 500 × 0.98⁴ - 200 = 261.2 t in 2028. It takes the place of power that is
    bought today, so it does not matter whether today's use includes any."""
    stated = all_zero_but_power(knowledge)
    own = StatedActivity("green-power-own", Quantity(exactly(400), "mwh"), HALF, start=2028)
    falling = Assumptions(growth={"electricity": exactly(-2)})
    stated = replace(
        stated, method="zcc", activities={**stated.activities, own.activity: own}, assumptions=falling
    )
    facts: dict[str, FactValue] = {} if counted is None else {"energy__own_power_counted": counted}
    roadmap = recommend(site(stated, **facts), knowledge)
    steps = frozenset(step.technology for stage in roadmap.stages for step in stage.steps)
    path = outlook(roadmap, knowledge, steps).trajectory
    assert path is not None
    net = {point.year: point.net for point in path.points}
    assert balance(roadmap.decision, knowledge).net == net[2024] == exactly(500)
    for year, tonnes in ((2027, 500 * 0.98**3), (2028, 500 * 0.98**4 - 200)):
        assert (net[year].low, net[year].high) == pytest.approx((tonnes, tonnes))


def test_own_power_of_a_later_year_takes_nothing_off_the_power_of_the_account(knowledge: Knowledge) -> None:
    """A method for offices has no term for it and counts bought power: 500 t, until the power is there."""
    stated = all_zero_but_power(knowledge)
    own = StatedActivity("green-power-own", Quantity(exactly(400), "mwh"), HALF, start=2028)
    stated = replace(stated, activities={**stated.activities, own.activity: own})
    office = SiteProfile({"site.type": "office", "energy.own_power_counted": True}, stated=stated)
    roadmap = recommend(office, knowledge)
    assert balance(roadmap.decision, knowledge).of_known == exactly(500)
