"""The Python API as an integrator uses it: one call each for a score, an account and a comparison."""

from __future__ import annotations

import pytest

from recommender.api import account, compare, read_site, score
from recommender.evaluate.scope import Knowledge
from recommender.model.problem import BadInput
from recommender.model.stated import Scenario
from tests.conftest import ROOT


def test_an_office_is_scored_and_a_port_is_not(knowledge: Knowledge) -> None:
    office = read_site(ROOT / "examples/government-office.yaml", knowledge)
    card = score(office, knowledge)
    assert card is not None
    assert card.standard == "zcgo"
    assert card.now.score.low < card.planned.score.low
    assert score(read_site(ROOT / "examples/port.yaml", knowledge), knowledge) is None


def test_an_account_follows_the_method_asked_for(knowledge: Knowledge) -> None:
    site = read_site(ROOT / "examples/hongyupo.yaml", knowledge)
    # table 3-1: .34 + .26 + .04 + .32 + .26 + .19 + .08 + .24 = 1.73 t a person, less .06; 16000 people
    assert account(site, knowledge).net.low == pytest.approx(1.67 * 16000)
    assert account(site, knowledge, "zcc").method == "zcc"
    with pytest.raises(BadInput):
        account(site, knowledge, "zcgo")


def test_sites_and_scenarios_stand_side_by_side(knowledge: Knowledge) -> None:
    poor = read_site(ROOT / "examples/poor-community.yaml", knowledge)
    rich = read_site(ROOT / "examples/rich-community.yaml", knowledge)
    later = Scenario("晚五年", facts={"plan.start_year": 2035})
    found = compare(poor, knowledge, rich, later)
    assert [one.variant.name for one in found.outcomes][-1] == "晚五年"
    assert found.rows
    assert not compare(poor, knowledge, poor).rows
