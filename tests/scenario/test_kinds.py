"""Each kind of scenario on example sites: what it may move and what it cannot, by the rules and sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from recommender.evaluate.scope import Knowledge
from recommender.model.decision import Status
from recommender.model.interval import Interval, exactly
from recommender.model.knowledge import Basis
from recommender.model.site import SiteProfile
from recommender.model.stated import (
    Answer,
    Assumptions,
    Goal,
    Quantity,
    Scenario,
    Stated,
    StatedActivity,
    StatedIndicator,
)
from recommender.scenario.compare import compare
from recommender.scenario.rows import Comparison, Figure, Named, Placed, Row, RowKind, Span
from recommender.scenario.variant import Variant, variant

Sites = dict[str, SiteProfile]
OFFICE, POOR, RICH = "government-office", "poor-community", "rich-community"


def beside(site: SiteProfile, knowledge: Knowledge, *changes: Scenario) -> Comparison:
    """The site as it is and as each scenario states it."""
    others = [variant(site, one, knowledge.catalogue) for one in changes]
    return compare([Variant("", site), *others], knowledge)


def kinds(found: Comparison) -> set[RowKind]:
    return {row.kind for row in found.rows}


def rows(found: Comparison, kind: RowKind) -> Mapping[str, Row]:
    return {row.id: row for row in found.rows if row.kind is kind}


def value(row: Row, place: int) -> Interval:
    cell = row.cells[place]
    assert isinstance(cell, Figure)
    return cell.value


def test_weights_change_positions_only(knowledge: Knowledge, sites: Sites) -> None:
    """Weights rank what is there; no rule reads them, so no status, stage or verdict can move."""
    found = beside(sites[OFFICE], knowledge, Scenario("看经济", {"plan.weight_economy": 3.0}))
    assert kinds(found) == {RowKind.WEIGHT, RowKind.RANK}
    economy = rows(found, RowKind.WEIGHT)["economy"]
    # 1 : 1 : 1 against 1 : 3 : 1
    assert (value(economy, 0), value(economy, 1)) == (exactly(33.333333), exactly(60))


def test_a_budget_is_set_beside_costs_and_moves_no_advice(knowledge: Knowledge, sites: Sites) -> None:
    """No rule reads the budget; without a stated cost there is nothing to set beside it but itself."""
    found = beside(sites[OFFICE], knowledge, Scenario("多给钱", {"plan.budget": 3000.0}))
    assert kinds(found) <= {RowKind.COST}
    assert [one.key[1] for one in found.settings] == ["plan.budget"]


def test_costs_are_summed_beside_the_budget(knowledge: Knowledge, sites: Sites) -> None:
    step = beside(sites[OFFICE], knowledge).outcomes[0].roadmap.stages[0].steps[0].technology
    costly = replace(sites[OFFICE], stated=Stated(costs={step: Interval(80, 100)}))
    found = beside(costly, knowledge, Scenario("多给钱", {"plan.budget": 3000.0}))
    assert set(rows(found, RowKind.COST)) == {"budget"}
    budget = rows(found, RowKind.COST)["budget"]
    assert (value(budget, 0), value(budget, 1)) == (exactly(1800), exactly(3000))


def test_a_later_start_gives_up_the_stage_that_is_over(knowledge: Knowledge, sites: Sites) -> None:
    """The near term ends in 2030: a plan from 2031 on has none, and what was near comes later."""
    found = beside(sites[OFFICE], knowledge, Scenario("晚开工", {"plan.start_year": 2031}))
    assert rows(found, RowKind.STAGE)["near"].cells == (Span(2027, 2030), None)
    moved = rows(found, RowKind.TECHNOLOGY)
    near = [
        key
        for key, planned in found.outcomes[0].roadmap.technologies.items()
        if planned.stage == "near" or planned.pilot_stage == "near"
    ]
    assert near and set(near) <= set(moved)
    for row in moved.values():
        was, now = row.cells
        assert isinstance(was, Placed) and isinstance(now, Placed)
        assert was.status is now.status
        assert "near" not in (now.stage, now.pilot_stage)


def test_without_judgement_shows_what_rested_on_it(knowledge: Knowledge, sites: Sites) -> None:
    """Ships' engines are kept from an office by a rule of ours alone (gdroute 3.2.2 says whose they are)."""
    ours = "carriers-equipment-not-for-communities"
    assert knowledge.rulebook.rules[ours].basis is Basis.JUDGEMENT
    found = beside(sites[OFFICE], knowledge, Scenario("不算判断", without=("judgement",)))
    freed = [
        row
        for row in rows(found, RowKind.TECHNOLOGY).values()
        if [reason.rule for reason in row.reasons[0]] == [ours]
    ]
    assert freed
    for row in freed:
        was, now = row.cells
        assert isinstance(was, Placed) and was.status is Status.EXCLUDED
        assert isinstance(now, Placed) and now.status is not Status.EXCLUDED
    off = found.outcomes[1].knowledge.rulebook.off
    assert off == {key for key, rule in knowledge.rulebook.rules.items() if rule.basis is Basis.JUDGEMENT}


def test_a_humbler_ambition_takes_back_what_is_said_of_zero(knowledge: Knowledge, sites: Sites) -> None:
    """plan.target is read by rules that warn or expect, in zcc and sps2; none of them moves a technology."""
    found = beside(sites[POOR], knowledge, Scenario("低碳即可", {"plan.target": "low_carbon_community"}))
    told = rows(found, RowKind.NOTICE)
    wanted = {
        "sps2-outside-help-needed",  # zero or near-zero communities, sps2/4.3#p7
        "zcc-offset-ratio-counts-certified-credits-only",  # zero-carbon communities, zcc/B.1#3
        "zcc-grades-are-described-not-measured",  # zero-carbon communities, zcc/t1
        "zcc-people-at-the-centre-on-the-way-to-zero",  # urban and zero-carbon, zcc/5.6
    }
    assert wanted <= set(told)
    assert all(told[rule].cells[1] is None for rule in wanted)
    assert not {RowKind.TECHNOLOGY, RowKind.RANK, RowKind.STAGE} & kinds(found)


def test_richer_resources_turn_the_report_from_against_to_for(knowledge: Knowledge, sites: Sites) -> None:
    """sps2/5.3: poor communities are advised against zero carbon, rich ones are to take the lead in it."""
    found = beside(sites[POOR], knowledge, Scenario("富集", {"resource.level": "rich"}))
    against = rows(found, RowKind.AGAINST)["zero_carbon_community"]
    assert against.cells == (Named("holds"), None)
    assert [reason.rule for reason in against.reasons[0]] == ["resource-poor-no-costly-energy"]
    microgrid = rows(found, RowKind.TECHNOLOGY)["direct-current-microgrid"]
    assert "sps2-resource-rich-energy" in {reason.rule for reason in microgrid.reasons[1]}
    assert "sps2-resource-rich-energy" not in {reason.rule for reason in microgrid.reasons[0]}


def test_two_files_compare_as_one_file_with_a_scenario(knowledge: Knowledge, sites: Sites) -> None:
    """poor-community and rich-community differ in the level of resources alone."""
    files = compare([Variant("贫", sites[POOR]), Variant("富", sites[RICH])], knowledge)
    scenario = beside(sites[POOR], knowledge, Scenario("富", {"resource.level": "rich"}))
    assert files.settings == scenario.settings
    assert [(row.kind, row.id, row.cells, row.causes) for row in files.rows] == [
        (row.kind, row.id, row.cells, row.causes) for row in scenario.rows
    ]


def tonnes(amount: float) -> Quantity:
    return Quantity(exactly(amount), "tCO2")


def with_stated(site: SiteProfile, **stated: Any) -> SiteProfile:
    return replace(site, stated=Stated(year=2025, **stated))


USED = {"electricity": StatedActivity("electricity", Quantity(exactly(3780), "mwh"))}


def test_a_fact_of_a_scenario_is_its_last_word_on_the_amount(knowledge: Knowledge, sites: Sites) -> None:
    """The yearly electricity is a fact and an activity; halved as a fact, it is halved."""
    site = with_stated(sites[OFFICE], activities=USED)
    facts: dict[str, Any] = {"energy.electricity": 1890.0}
    found = beside(site, knowledge, Scenario("省一半", facts))
    lines = [
        next(line for line in one.balance.lines if line.activity == "electricity")
        for one in found.outcomes
        if one.balance is not None
    ]
    whole, half = (line.emission for line in lines)
    assert whole is not None and half is not None
    assert half.low == pytest.approx(whole.low / 2)


def test_another_goal_moves_the_target_and_nothing_else(knowledge: Knowledge, sites: Sites) -> None:
    site = with_stated(sites[OFFICE], activities=USED, goal=Goal(tonnes(1000), 2035))
    found = beside(site, knowledge, Scenario("更严", goal=Goal(tonnes(10), 2035)))
    assert kinds(found) == {RowKind.TARGET}
    limit = rows(found, RowKind.TARGET)["target"]
    assert (value(limit, 0), value(limit, 1)) == (exactly(1000), exactly(10))


@pytest.mark.parametrize("place", ["hongyupo", "dongtang-jiangshan"])
def test_a_step_left_out_costs_exactly_what_it_saves(place: str, knowledge: Knowledge, sites: Sites) -> None:
    """Every step that has a figure, one after another: the last band rises by its effect, end by end."""
    site = sites[place]
    outlook = beside(site, knowledge).outcomes[0].outlook
    assert outlook is not None and outlook.trajectory is not None and outlook.trajectory.steps
    for step in outlook.trajectory.steps:
        found = beside(site, knowledge, Scenario("不做", without_steps=(step.technology,)))
        last = rows(found, RowKind.EMISSION).get(f"net:{outlook.trajectory.points[-1].year}")
        rise = (0.0, 0.0)
        if last is not None:
            was, now = value(last, 0), value(last, 1)
            rise = (now.low - was.low, now.high - was.high)
        assert rise == pytest.approx(step.ends, abs=1e-5)
        saving = rows(found, RowKind.SAVING)[step.technology]
        assert isinstance(saving.cells[0], Figure) and saving.cells[1] is None


def test_a_cleaner_grid_lowers_what_follows_and_moves_no_advice(knowledge: Knowledge, sites: Sites) -> None:
    """Half the factor in 2035: what electricity emits then is halved, and no status hangs on it."""
    site = with_stated(sites[OFFICE], activities=USED)
    flat = Scenario("不变", assumptions=Assumptions(grid=((2025, 0.5), (2060, 0.5))))
    half = Scenario("减半", assumptions=Assumptions(grid=((2025, 0.5), (2035, 0.25))))
    found = beside(site, knowledge, flat, half)
    assert kinds(found) <= {RowKind.EMISSION, RowKind.TARGET, RowKind.SAVING}
    then = rows(found, RowKind.EMISSION)["net:2035"]
    assert value(then, 2).low < value(then, 1).low
    assert value(then, 2).high < value(then, 1).high


def test_a_reading_moves_the_points_it_decides(knowledge: Knowledge, sites: Sites) -> None:
    """zcgo table 6.4, 1.1.2: a fall of 10 % gives 3 points, of 20 % gives 5; in between nothing is laid down.

    For 15 % the default takes the lower band, 3 points; pro rata it is 3 + 2 × 5/10 = 4.
    """
    answer = Answer(quantity=Quantity(exactly(15), "percent"))
    key = "zcgo-1.1.2"
    site = with_stated(sites[OFFICE], indicators={key: StatedIndicator(key, planned=answer)})
    found = beside(site, knowledge, Scenario("按比例", readings={"between_bands": "proportional"}))
    assert kinds(found) == {RowKind.SCORE}
    points = rows(found, RowKind.SCORE)[f"{key}:planned"]
    assert (value(points, 0), value(points, 1)) == (exactly(3), exactly(4))
    total = rows(found, RowKind.SCORE)["total:planned"]
    assert value(total, 1).low - value(total, 0).low == pytest.approx(1)  # the points applicable are 100
    assert "total:now" not in rows(found, RowKind.SCORE)
