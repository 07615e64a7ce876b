"""Each fault, planted in a small rulebook: it is named, and its site loads and shows it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recommender.evaluate.decide import decide
from recommender.evaluate.scope import Knowledge, prepare
from recommender.model.knowledge import Contradiction
from recommender.model.problem import Place
from recommender.model.text import Text
from recommender.plan.roadmap import plan
from recommender.store.profile import read_profile
from recommender.verify.finding import Acceptance, Fault, Finding, Fires, holds
from recommender.verify.run import Disagreement, _Engine, verify
from recommender.verify.search import sites_of
from recommender.verify.site_file import site_yaml
from tests.small_world import CATALOGUE, rule, words, world

COMMUNITY, FACTORY = "{site.type: community}", "{site.type: factory}"
MICROGRID = "recommend: {technologies: [microgrid]}"


def found(knowledge: Knowledge) -> dict[str, Finding]:
    """Every finding by key; each site with claims is read again as a profile and shows what is claimed."""
    result = verify(knowledge)
    for finding in (*result.open, *result.told):
        text = site_yaml(finding, knowledge.catalogue)
        site = read_profile("site.yaml", text.encode(), knowledge.catalogue)
        assert dict(site.facts) == finding.facts
        assert not site.warnings
        decision = decide(site, knowledge)
        stages = plan(decision, knowledge).stages
        assert finding.claims
        assert all(holds(claim, decision, stages) for claim in finding.claims)
    return {finding.key: finding for finding in (*result.open, *result.told)}


def test_a_site_cannot_be_of_two_types() -> None:
    planted = rule("both", "std/1", "{all: [{site.type: community}, {site.type: factory}]}", MICROGRID)
    finding = found(world(planted))["unreachable/both"]
    assert finding.fault is Fault.UNREACHABLE
    assert finding.claims == (Fires("both", "false"),)
    assert finding.place == Place("rules.yaml", 3, 5)
    assert "只差" in finding.said.zh
    assert "lacks only" in finding.said.en


def test_what_the_domain_shuts_out_is_unreachable() -> None:
    poor_in_town = "{all: [{site.type: urban_community}, {resource.level: poor}]}"
    knowledge = world(rule("poor-town", "std/1", poor_in_town, MICROGRID))
    assert "unreachable/poor-town" not in found(knowledge)
    impossible = Contradiction(
        "c", "site.type", ("urban_community",), "resource.level", ("poor",), words("never poor")
    )
    strict = prepare(replace(CATALOGUE, contradictions={"c": impossible}), knowledge.rulebook)
    assert "unreachable/poor-town" in found(strict)


def test_a_rule_on_a_derived_fact_is_reached_by_stating_it_or_through_the_rule_that_derives_it() -> None:
    derives = rule("derives", "std/1", FACTORY, "classify: {fact: resource.level, value: poor}")
    reads = rule("reads", "std/1", "{all: [{site.type: factory}, {resource.level: rich}]}", MICROGRID)
    assert "unreachable/reads" not in found(world(derives, reads))
    works = "{all: [{site.type: factory}, {site.works: renovation}, {resource.level: poor}]}"
    assert "unreachable/works" not in found(world(derives, rule("works", "std/1", works, MICROGRID)))


def test_a_condition_that_every_site_meets() -> None:
    everywhere = "{any: [{site.type: community}, {site.type: factory}]}"
    keys = found(world(rule("everywhere", "std/1", everywhere, MICROGRID)))
    assert keys["always/everywhere"].fault is Fault.ALWAYS


def test_a_rule_whose_work_another_does() -> None:
    narrow = rule("narrow", "std/1", "{site.type: rural_community}", MICROGRID)
    wide = rule("wide", "std/1", COMMUNITY, f"{MICROGRID}, warn: {{zh: 甲, en: A}}")
    finding = found(world(narrow, wide))["idle/narrow/wide"]
    assert finding.facts == {"site.type": "rural_community"}
    assert "idle/wide/narrow" not in found(world(narrow, wide))


@pytest.mark.parametrize(
    "other",
    [
        rule("wide", "rep/1", COMMUNITY, MICROGRID),  # another source says it too: its word counts
        rule("wide", "std/1", "{site.type: urban_community}", MICROGRID),  # fires elsewhere
        rule("wide", "std/1", COMMUNITY, "recommend: {technologies: [storage]}"),  # does something else
        rule("wide", "std/1", COMMUNITY, "permit: {technologies: [microgrid]}"),  # says less of it
    ],
)
def test_a_rule_that_adds_something_is_not_idle(other: str) -> None:
    narrow = rule("narrow", "std/1", "{site.type: rural_community}", MICROGRID)
    assert not [key for key in found(world(narrow, other)) if key.startswith("idle/")]


def test_a_rule_that_does_one_thing_more_is_not_idle() -> None:
    narrow = rule("narrow", "std/1", "{site.type: rural_community}", f"{MICROGRID}, ask: [resource.level]")
    wide = rule("wide", "std/1", COMMUNITY, MICROGRID)
    asks = rule("asks", "std/1", COMMUNITY, "ask: [resource.level]")
    assert not [key for key in found(world(narrow, wide, asks)) if key.startswith("idle/")]


def test_excluding_what_another_rule_recommends() -> None:
    poor = "{all: [{site.type: community}, {resource.level: poor}]}"
    recommends = rule("for", "std/1", COMMUNITY, MICROGRID)
    excludes = rule("against", "rep/1", poor, "exclude: {technologies: [microgrid]}")
    finding = found(world(recommends, excludes))["exclude-recommend/against/for"]
    assert finding.fault is Fault.CONTRADICTION
    assert finding.facts["resource.level"] == "poor"
    stated = rule(
        "against",
        "rep/1",
        poor,
        "exclude: {technologies: [microgrid]}",
        more="overrides: [{rule: for, why: {zh: 甲, en: A}}]",
    )
    assert "exclude-recommend/against/for" not in found(world(recommends, stated))


def test_advising_against_is_a_fault_only_in_one_voice() -> None:
    against = rule("against", "rep/1", COMMUNITY, "discourage: {technologies: [microgrid]}")
    one_voice = found(world(rule("for", "rep/1", COMMUNITY, MICROGRID), against))
    assert one_voice["discourage-recommend/against/for"].fault is Fault.CONTRADICTION
    two = found(world(rule("for", "std/1", COMMUNITY, MICROGRID), against))
    assert two["discourage-recommend/against/for"].fault is Fault.BOTH_SIDES


def test_requiring_what_another_rule_waives() -> None:
    requires = rule("asks", "std/1", COMMUNITY, "require: {requirements: {source: std}}")
    waives = rule("frees", "std/1", "{site.type: rural_community}", "waive: {requirements: [std-1-3]}")
    finding = found(world(requires, waives))["waive-require/frees/asks"]
    assert finding.facts == {"site.type": "rural_community"}
    assert "std/1#3" in finding.said.zh


def test_not_before_a_stage_and_not_after_an_earlier_one() -> None:
    late = rule("late", "std/1", COMMUNITY, "stage: {technologies: [microgrid], not_before: long}")
    early = rule("early", "rep/1", COMMUNITY, "stage: {technologies: [microgrid], not_after: near}")
    assert "stage/late/early" in found(world(late, early))
    meets = rule("early", "rep/1", COMMUNITY, "stage: {technologies: [microgrid], not_after: long}")
    assert "stage/late/early" not in found(world(late, meets))


def test_two_values_derived_for_one_fact() -> None:
    rich = rule("rich", "std/1", FACTORY, "classify: {fact: resource.level, value: rich}")
    poor = rule("poor", "std/1", "{site.works: renovation}", "classify: {fact: resource.level, value: poor}")
    finding = found(world(rich, poor))["classify/rich/poor"]
    assert finding.facts == {"site.type": "factory", "site.works": ("renovation",)}


def test_each_set_ahead_of_the_other() -> None:
    one = "prioritise: {technologies: [storage], ahead_of: {technologies: [microgrid]}}"
    two = "prioritise: {technologies: [microgrid], ahead_of: {technologies: [storage]}}"
    keys = found(world(rule("one", "std/1", COMMUNITY, one), rule("two", "std/1", COMMUNITY, two)))
    assert "order/one/two" in keys


def test_a_rule_can_open_a_gap() -> None:
    helps = rule("helps", "std/1", FACTORY, MICROGRID)
    tells = rule("tells", "std/1", "{resource.wind: true}", "warn: {zh: 甲, en: A}")
    assert "empty/enterprise" not in found(world(helps, tells))
    shuts = rule("shuts", "std/1", "{resource.wind: false}", "exclude: {technologies: [microgrid]}")
    finding = found(world(helps, tells, shuts))["empty/enterprise"]
    assert finding.facts == {"site.type": "factory", "resource.wind": False}


def test_an_empty_stage() -> None:
    """microgrid is rated 2025-2035 for enterprises: mid term, and nothing else is there."""
    keys = found(world(rule("helps", "std/1", FACTORY, MICROGRID)))
    assert {key for key in keys if key.startswith("empty/enterprise")} == {
        "empty/enterprise/near",
        "empty/enterprise/long",
    }


def test_technologies_no_site_gets_and_a_prerequisite_that_comes_along() -> None:
    """microgrid needs inventory first, so recommending the one brings the other."""
    keys = found(world(rule("helps", "std/1", COMMUNITY, MICROGRID)))
    assert "technology/storage" in keys
    assert "technology/microgrid" not in keys
    assert "technology/inventory" not in keys
    alone = found(world(rule("helps", "std/1", COMMUNITY, "recommend: {technologies: [storage]}")))
    assert "technology/inventory" in alone


def test_support_that_opposition_always_equals_gets_a_site_nothing() -> None:
    """A standard's word wins over a report's, a report's over nothing of the same weight."""
    against = rule("against", "rep/1", COMMUNITY, "discourage: {technologies: [microgrid]}")
    even = found(world(rule("for", "rep/1", COMMUNITY, MICROGRID), against))
    assert "technology/microgrid" in even
    stronger = found(world(rule("for", "std/1", COMMUNITY, MICROGRID), against))
    assert "technology/microgrid" not in stronger


def test_requirements_no_site_meets() -> None:
    keys = found(world(rule("asks", "std/1", COMMUNITY, "require: {requirements: [std-1-1]}")))
    assert "requirement/std-1-1" not in keys
    assert "requirement/std-1-3" in keys


def test_reasons_accept_findings_and_grow_stale() -> None:
    knowledge = world(rule("helps", "std/1", COMMUNITY, MICROGRID))
    why, here = Text("理由", "reason"), Place("a.yaml", 1, 1)
    result = verify(
        knowledge, (Acceptance("technology/storage", why, here), Acceptance("technology/gone", why, here))
    )
    assert [finding.key for finding, _ in result.accepted] == ["technology/storage"]
    assert [acceptance.key for acceptance in result.stale] == ["technology/gone"]
    assert "technology/storage" not in {finding.key for finding in result.open}


def test_a_finding_the_engine_does_not_show_is_an_error_of_ours() -> None:
    knowledge = world(rule("helps", "std/1", COMMUNITY, MICROGRID))
    wrong = Finding(
        Fault.ALWAYS, "k", Place("r"), Text("甲", "A"), {"site.type": "factory"}, (Fires("helps", "true"),)
    )
    with pytest.raises(Disagreement):
        _Engine(sites_of(knowledge)).confirmed(wrong)
