"""Rules can be switched off as a set, and the result says so."""

from __future__ import annotations

import pytest

from recommender.api import recommend, switched
from recommender.model.decision import Status
from recommender.model.problem import BadInput
from recommender.model.site import SiteProfile
from recommender.render.contract import to_contract
from recommender.render.view import switched_off
from tests.small_world import rule, world

SITE = SiteProfile({"site.type": "community"})
COMMUNITY = "{site.type: community}"
STATED = rule("stated-one", "rep/1", COMMUNITY, "recommend: {technologies: [storage]}")
OURS = rule("ours", "rep/1", COMMUNITY, "recommend: {technologies: [microgrid]}", basis="judgement")
WORLD = world(STATED, OURS)


def test_our_judgement_goes_as_a_set_and_the_sources_stay() -> None:
    off = switched(WORLD, ["judgement"])
    assert WORLD.rulebook.off == frozenset()
    assert recommend(SITE, WORLD).decision.technologies["microgrid"].status is Status.RECOMMENDED
    decision = recommend(SITE, off).decision
    assert decision.technologies["microgrid"].status is Status.AVAILABLE
    assert decision.technologies["storage"].status is Status.RECOMMENDED


def test_the_result_says_which_rules_are_off() -> None:
    off = switched(WORLD, ["ours"])
    contract = to_contract(recommend(SITE, off), off)
    assert contract["site"]["rules_off"] == ["ours"]
    assert contract["rules"] != WORLD.rulebook.digest
    assert switched_off(off).zh == "已关闭 1 条规则：ours"


def test_a_theme_is_the_file_its_rules_stand_in() -> None:
    assert switched(WORLD, ["rules"]).rulebook.active == ()


def test_a_name_that_names_nothing_is_refused() -> None:
    with pytest.raises(BadInput) as refused:
        switched(WORLD, ["judgment"])
    assert "judgement" in str(refused.value)
