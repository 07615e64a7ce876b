"""An advice may be stated while the list of technologies is ours: then the reason is derived and says how."""

from __future__ import annotations

import pytest

from recommender.api import load_knowledge
from recommender.evaluate.applicability import applicability
from recommender.evaluate.decide import decide
from recommender.model.decision import Reason
from recommender.model.knowledge import Basis
from recommender.model.site import SiteProfile
from tests.small_world import rule, world

COMMUNITY = "{site.type: community}"


def reason_at_a_community(then: str, basis: str = "stated") -> Reason:
    """The one reason the microgrid (energy, economy 2 in its table) gets from one rule of the report."""
    knowledge = world(rule("advice", "rep/1", COMMUNITY, then, basis))
    (reason,) = decide(SiteProfile({"site.type": "community"}), knowledge).technologies["microgrid"].reasons
    (applied,) = (one for one in applicability(knowledge).applied if one.technology == "microgrid")
    assert applied.basis is reason.basis  # the graph says the same
    return reason


@pytest.mark.parametrize(
    ("chosen", "zh", "en"),
    [
        ("economy: {at_most: 2}", "评价表的经济性", "the economy of the rating table"),
        ("field: energy", "领域", "field"),
        (
            "field: energy, star: {at_least: 5}",
            "领域和评价表的推荐度",
            "field and the recommendation of the rating table",
        ),
    ],
)
def test_what_we_pick_by_a_feature_is_derived_and_says_so(chosen: str, zh: str, en: str) -> None:
    reason = reason_at_a_community(f"discourage: {{technologies: {{{chosen}}}}}")
    assert reason.basis is Basis.DERIVED
    assert reason.because.zh == f"因advice；具体技术由本系统按{zh}挑出"
    assert reason.because.en == f"because advice; the technologies are picked by this system, by {en}"


def test_what_the_rule_lists_is_stated() -> None:
    reason = reason_at_a_community("discourage: {technologies: [microgrid]}")
    assert (reason.basis, reason.because.zh) == (Basis.STATED, "因advice")


def test_a_judgement_stays_a_judgement() -> None:
    reason = reason_at_a_community("discourage: {technologies: {economy: {at_most: 2}}}", "judgement")
    assert (reason.basis, reason.because.zh) == (Basis.JUDGEMENT, "因advice")


def test_one_rule_may_list_some_and_have_others_picked() -> None:
    listed, picked = (
        "discourage: {technologies: [storage]}",
        "discourage: {technologies: {economy: {at_most: 2}}}",
    )
    decision = decide(
        SiteProfile({"site.type": "community"}),
        world(rule("advice", "rep/1", COMMUNITY, f"{listed}, {picked}")),
    )
    assert [decision.technologies[key].reasons[0].basis for key in ("storage", "microgrid")] == [
        Basis.STATED,
        Basis.DERIVED,
    ]


def test_a_source_may_choose_by_its_own_table_but_not_by_another_ones() -> None:
    """Table 4-5 itself has no tick for other enterprises; sps2 5.3 gives no list of costly technologies."""
    found = {(one.rule, one.effect): one.basis for one in applicability(load_knowledge()).applied}
    assert found["table-4-5-no-tick-for-non-high-energy", "exclude"] is Basis.STATED
    assert found["resource-poor-no-costly-energy", "discourage"] is Basis.DERIVED
    assert found["sps2-2030-list", "recommend"] is Basis.STATED
