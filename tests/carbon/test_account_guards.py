"""Nothing is counted twice: own green power, bought green power, travel, carbon inclusion, charging."""

from __future__ import annotations

import pytest

from recommender.evaluate.scope import Knowledge
from recommender.model.accounting import Balance, LineStatus
from recommender.model.interval import Interval, exactly
from recommender.model.knowledge import FactValue
from recommender.model.problem import BadInput
from recommender.model.stated import StatedActivity
from tests.carbon.account_sites import COMMUNITY, account, kinds, line, stated, zeros

COUNTED = "energy.own_power_counted"


def with_power(
    knowledge: Knowledge, counted: bool | None, own: float | None = 300, exported: float | None = 100
) -> Balance:
    """1000 MWh at 0.5 t/MWh with own green power of which some is fed into the grid."""
    facts = COMMUNITY if counted is None else {**COMMUNITY, COUNTED: counted}
    given = [stated("electricity", 1000), *zeros("electricity")]
    given += [stated("green-power-own", own)] if own is not None else []
    given += [stated("green-power-exported", exported)] if exported is not None else []
    return account(knowledge, given, facts)


def test_power_used_on_site_and_counted_is_deducted_once_and_so_is_what_is_exported(
    knowledge: Knowledge,
) -> None:
    """(300 − 100) used and 100 exported, each once: 300 × 0.5 = 150, not (300 + 100) × 0.5 = 200."""
    found = with_power(knowledge, counted=True)
    assert line(found, "green-power-own").emission == exactly(100)
    assert line(found, "green-power-exported").emission == exactly(50)
    assert found.reductions == exactly(150)
    assert found.net == exactly(350)


def test_power_used_on_site_and_never_counted_is_not_deducted(knowledge: Knowledge) -> None:
    found = with_power(knowledge, counted=False)
    assert found.reductions == exactly(50), "only the 100 MWh fed into the grid"


def test_not_knowing_which_gives_a_range_over_both_and_names_the_question(knowledge: Knowledge) -> None:
    found = with_power(knowledge, counted=None)
    assert found.reductions == Interval(50, 150)
    (question,) = (one for one in found.findings if one.kind == "question")
    assert "用电量含自发自用绿电" in question.text.zh
    assert question.clause == "zcc/9.1.2"


def test_answering_the_question_only_narrows(knowledge: Knowledge) -> None:
    open_ = with_power(knowledge, counted=None).net
    for counted in (True, False):
        assert open_.contains(with_power(knowledge, counted=counted).net)


def test_without_a_figure_for_what_is_exported(knowledge: Knowledge) -> None:
    """All own power counted: all of it once. Not counted: somewhere between nothing and all of it."""
    assert with_power(knowledge, counted=True, exported=None).reductions == exactly(150)
    assert with_power(knowledge, counted=False, exported=None).reductions == Interval(0, 150)


def test_exported_power_alone_is_deducted(knowledge: Knowledge) -> None:
    assert with_power(knowledge, counted=None, own=None).reductions == exactly(50)


def test_more_exported_than_generated_is_an_error(knowledge: Knowledge) -> None:
    with pytest.raises(BadInput) as bad:
        with_power(knowledge, counted=True, own=300, exported=301)
    assert bad.value.problems[0].code == "E-EXPORTED"
    with_power(knowledge, counted=True, own=300, exported=300)  # the threshold is no error


def test_a_method_that_knows_exported_power_only(knowledge: Knowledge) -> None:
    """gdroute table 6-1 counts bought power and deducts exported renewables; own power used has no term.

    1000 MWh with 300 own of which 100 exported: bought (1000 − 200) × 0.5 = 400, less 100 × 0.5 = 50.
    """
    given = [stated("electricity", 1000), stated("green-power-own", 300), stated("green-power-exported", 100)]

    def found(facts: dict[str, FactValue]) -> Balance:
        return account(knowledge, given, {**COMMUNITY, **facts}, method="gdroute-community")

    included = found({COUNTED: True})
    assert line(included, "green-power-own").status is LineStatus.NOT_COUNTED
    assert (included.of_known, included.reductions) == (exactly(400), exactly(50))
    assert found({COUNTED: False}).of_known == exactly(500)
    unanswered = found({})
    assert unanswered.of_known == exactly(500)
    assert "question" in kinds(unanswered)


def test_a_method_that_counts_all_use_says_so(knowledge: Knowledge) -> None:
    """sps2 counts the electricity a community uses, wherever it comes from."""
    given = [stated("electricity", 1000), stated("green-power-own", 300)]
    found = account(knowledge, given, {**COMMUNITY, COUNTED: True}, method="sps2")
    assert found.of_known == exactly(500)
    assert "double_counting" in kinds(found)


def test_green_power_deducts_at_most_what_the_power_emits(knowledge: Knowledge) -> None:
    """100 MWh × 0.5 = 50 t emitted; 300 MWh of green power would deduct 150 t."""
    facts = {**COMMUNITY, COUNTED: True}
    given = [stated("electricity", 100), *zeros("electricity"), stated("green-power-own", 300)]
    found = account(knowledge, given, facts)
    assert found.reductions == exactly(50)
    assert found.net == exactly(0)
    assert "cap" in kinds(found)
    level = account(knowledge, [stated("electricity", 300), *zeros("electricity"), given[-1]], facts)
    assert level.reductions == exactly(150)
    assert "cap" not in kinds(level)


def test_the_cap_holds_in_every_single_case(knowledge: Knowledge) -> None:
    """Power 0 to 100 t, green power 10 to 50 t: left over is from 0 (all of it green) to 100 − 10 = 90."""
    facts = {**COMMUNITY, COUNTED: True}
    given = [
        *zeros("electricity"),
        stated("electricity", (0, 200)),
        stated("green-power-purchased", (20, 100)),
    ]
    assert account(knowledge, given, facts).net == Interval(0, 90)


def test_buying_more_green_power_than_is_used_is_flagged(knowledge: Knowledge) -> None:
    def flagged(bought: float) -> bool:
        given = [stated("electricity", 100), *zeros("electricity"), stated("green-power-purchased", bought)]
        found = account(knowledge, given)
        return any("外购绿电多于用电量" in one.text.zh for one in found.findings)

    assert flagged(101)
    assert not flagged(100)


def test_carbon_inclusion_of_travel_is_in_the_transport_lines_already(knowledge: Knowledge) -> None:
    given = [*zeros(), stated("carbon-inclusion-travel", 20), stated("carbon-inclusion-other", 5)]
    found = account(knowledge, given)
    assert line(found, "carbon-inclusion-travel").status is LineStatus.COUNTED_ELSEWHERE
    assert found.reductions == exactly(5)


def test_charging_at_home_and_in_electricity_is_flagged(knowledge: Knowledge) -> None:
    def flagged(*given: StatedActivity) -> bool:
        found = account(knowledge, list(given))
        return any("私家车充电都填了" in one.text.zh for one in found.findings)

    assert flagged(stated("electricity", 100), stated("car-electricity", 10))
    assert not flagged(stated("electricity", 100), stated("car-electricity", 0))
    assert not flagged(stated("electricity", 100))


def test_travel_and_the_cars_within_it_count_once(knowledge: Knowledge) -> None:
    """No source counts both, so a boundary that does is made for the test."""
    from dataclasses import replace

    catalogue = knowledge.catalogue
    item = catalogue.boundaries["zcc-9.1.1-b2"]
    both = replace(item, activities=(*item.activities, "residents-travel"))
    made = replace(catalogue, boundaries={**catalogue.boundaries, item.id: both})
    other = replace(knowledge, catalogue=made)
    given = [*zeros("car-electricity"), stated("car-electricity", 10)]
    travel = StatedActivity("residents-travel", emission=stated("ccer", 70).amount)
    found = account(other, [*given, travel])
    assert found.gross == exactly(70)
    assert line(found, "car-electricity").status is LineStatus.COUNTED_ELSEWHERE
    assert account(other, given).unknown == ("residents-travel",), "cars alone are not all travel"
