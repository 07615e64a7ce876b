"""What would bring a technology in: by hand, and against trying every change of up to three facts."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.evaluate.decide import decide
from recommender.evaluate.scope import Knowledge, prepare
from recommender.evaluate.trial import Trials
from recommender.model.knowledge import Contradiction, FactValue
from recommender.model.roadmap import Admission
from recommender.model.site import SiteProfile
from recommender.plan.change import AT_MOST, Search
from recommender.plan.possible import clashing
from tests.small_world import CATALOGUE, rule, words, world

COMMUNITY = "{site.type: community}"
SOME = "recommend: {technologies: [storage]}"


def admission(knowledge: Knowledge, key: str = "storage", **facts: FactValue) -> Admission:
    stated = {"site.type": "community", **{name.replace("__", "."): value for name, value in facts.items()}}
    return Search(decide(SiteProfile(stated), knowledge), knowledge).admission(key)


def changed(found: Admission) -> dict[str, FactValue]:
    return {change.fact: change.value for change in found.changes}


def test_each_change_gives_a_value_that_does_it() -> None:
    rich = rule("rich", "rep/1", "{resource.level: rich, site.works: renovation}", SOME)
    found = admission(world(rich), resource__level="poor", site__works=())
    assert changed(found) == {"site.works": ("renovation",), "resource.level": "rich"}
    assert [change.changeable for change in found.changes] == [True, False]  # what can be changed first


def test_facts_nobody_can_change_are_spared_before_facts_are_counted() -> None:
    either = rule("either", "rep/1", "{resource.wind: true}", SOME)
    both = rule("both", "rep/1", "{site.works: renovation, management.inventory_done: true}", SOME)
    assert changed(admission(world(either, both))) == {
        "site.works": ("renovation",),
        "management.inventory_done": True,
    }


def test_nothing_brings_in_what_no_rule_supports() -> None:
    found = admission(world(rule("other", "rep/1", COMMUNITY, SOME)), "coal-to-gas")
    assert (found.possible, found.supported, found.changes) == (False, False, ())


def test_four_facts_are_more_than_are_tried() -> None:
    when = (
        "{resource.wind: true, resource.level: rich, site.storeys: {at_least: 7}, "
        "management.inventory_done: true}"
    )
    found = admission(world(rule("far", "rep/1", when, SOME)))
    assert (found.possible, found.supported) == (False, True)


def test_an_exclusion_has_to_go_as_well() -> None:
    support = rule("support", "rep/1", "{resource.wind: true}", SOME)
    against = rule("against", "rep/1", "{site.storeys: {at_least: 7}}", "exclude: {technologies: [storage]}")
    found = admission(world(support, against), site__storeys=12)
    assert changed(found)["resource.wind"] is True
    assert changed(found)["site.storeys"] < 7  # type: ignore[operator]


def test_a_standard_outweighs_a_report_so_its_word_is_enough() -> None:
    support = rule("support", "std/1", "{resource.wind: true}", SOME)
    against = rule("against", "rep/1", COMMUNITY, "discourage: {technologies: [storage]}")
    assert changed(admission(world(support, against))) == {"resource.wind": True}


def test_what_needs_it_brings_it_along() -> None:
    grid = rule("grid", "rep/1", "{resource.wind: true}", "recommend: {technologies: [microgrid]}")
    assert changed(admission(world(grid), "inventory")) == {"resource.wind": True}


def test_a_vetoed_technology_comes_in_when_the_veto_goes() -> None:
    found = admission(world(rule("support", "rep/1", COMMUNITY, SOME)), plan__veto=("microgrid", "storage"))
    assert changed(found) == {"plan.veto": ("microgrid",)}


def test_a_derived_fact_is_changed_through_what_it_is_derived_from() -> None:
    tall = rule(
        "tall", "rep/1", "{site.storeys: {at_least: 7}}", "classify: {fact: resource.level, value: poor}"
    )
    low = rule("low", "rep/1", "{site.storeys: {below: 7}}", "classify: {fact: resource.level, value: rich}")
    rich = rule("rich", "rep/1", "{resource.level: rich}", SOME)
    found = admission(world(tall, low, rich), site__storeys=9)
    assert list(changed(found)) == ["site.storeys"]
    assert found.changes[0].value < 7  # type: ignore[operator]


def test_facts_that_cannot_stand_together_change_together() -> None:
    clash = Contradiction(
        "c", "site.works", ("renovation",), "resource.level", ("poor",), words("no works where poor")
    )
    works = rule("works", "rep/1", "{site.works: renovation}", SOME)
    plain = world(works)
    knowledge = prepare(replace(CATALOGUE, contradictions={"c": clash}), plain.rulebook)
    found = admission(knowledge, resource__level="poor")
    assert changed(found) == {"site.works": ("renovation",), "resource.level": "rich"}
    assert changed(admission(plain, resource__level="poor")) == {"site.works": ("renovation",)}


def test_another_kind_of_object_is_no_change_of_this_one() -> None:
    factory = rule("factory", "rep/1", "{site.type: factory}", SOME)
    assert not admission(world(factory)).possible


CONDITIONS = (
    "{site.type: community}",
    "{site.type: rural_community}",
    "{resource.level: rich}",
    "{not: {resource.level: rich}}",
    "{resource.wind: true}",
    "{resource.wind: false}",
    "{site.storeys: {at_least: 7}}",
    "{site.storeys: {at_most: 4}}",
    "{site.works: renovation}",
    "{site.works: {none_of: [road]}}",
    "{site.works: {all_of: [renovation, road]}}",
    "{any: [{resource.wind: true}, {site.storeys: {at_least: 7}}]}",
    "{all: [{resource.level: poor}, {site.works: road}]}",
    "{not: {all: [{resource.wind: true}, {resource.level: poor}]}}",
)
EFFECTS = (
    "recommend: {technologies: [storage]}",
    "recommend: {technologies: [microgrid]}",
    "recommend: {technologies: {clause: [std/1]}}",
    "discourage: {technologies: [storage, microgrid]}",
    "exclude: {technologies: [storage]}",
    "exclude: {technologies: [inventory]}",
    "require: {requirements: {clause: [std/1]}}",
    "waive: {requirements: {clause: [std/1#1]}}",
    "reference: {requirements: {clause: [std/1#3]}}",
    "prerequisite: {technologies: [storage], needs: [insulation]}",
    "classify: {fact: resource.wind, value: true}",
    "permit: {technologies: [storage]}",
)
VALUES: dict[str, list[FactValue]] = {
    "site.type": ["community", "rural_community", "urban_community"],
    "site.storeys": [3, 5, 9],
    "resource.level": ["rich", "poor"],
    "resource.wind": [True, False],
    "site.works": [(), ("renovation",), ("road",), ("renovation", "road")],
}


@st.composite
def rulebooks(draw: st.DrawFn) -> tuple[str, ...]:
    made: list[str] = []
    for number in range(draw(st.integers(2, 7))):
        when, then = draw(st.sampled_from(CONDITIONS)), draw(st.sampled_from(EFFECTS))
        if "classify" in then and "wind" in when:
            when = "{site.storeys: {at_least: 7}}"
        beats = draw(st.booleans()) and number > 0
        more = f"overrides: [{{rule: r{number - 1}, why: {{zh: 故, en: so}}}}]" if beats else ""
        made.append(rule(f"r{number}", draw(st.sampled_from(["std/1", "rep/1"])), when, then, more=more))
    return tuple(made)


def profiles() -> st.SearchStrategy[dict[str, FactValue]]:
    other = {fact: st.sampled_from(values) for fact, values in VALUES.items() if fact != "site.type"}
    return st.fixed_dictionaries({"site.type": st.sampled_from(VALUES["site.type"])}, optional=other)


def cost(facts: dict[str, FactValue]) -> tuple[int, int]:
    return (sum(not CATALOGUE.facts[fact].changeable for fact in facts), len(facts))


def may_be_stated(fact: str, others: dict[str, FactValue], knowledge: Knowledge) -> bool:
    """Not where the other facts settle it already."""
    return fact not in decide(SiteProfile(others), knowledge).observations


def cheapest(key: str, site: dict[str, FactValue], knowledge: Knowledge) -> tuple[int, int] | None:
    """Every change of up to three facts, tried one by one."""
    found: list[tuple[int, int]] = []
    for size in range(1, AT_MOST + 1):
        for facts in combinations(VALUES, size):
            for values in product(*(VALUES[fact] for fact in facts)):
                change = dict(zip(facts, values, strict=True))
                after = {**site, **change}
                if any(site.get(fact) == value for fact, value in change.items()):
                    continue
                if decide(SiteProfile(after), knowledge).technologies[key].stands and all(
                    fact in site or may_be_stated(fact, {k: after[k] for k in after if k != fact}, knowledge)
                    for fact in facts
                ):
                    found.append(cost(change))
    return min(found, default=None)


@settings(max_examples=40, deadline=None)
@given(rulebooks(), profiles(), st.sampled_from(["storage", "microgrid", "inventory", "insulation"]))
def test_no_smaller_change_does_it(rules: tuple[str, ...], site: dict[str, FactValue], key: str) -> None:
    knowledge = world(*rules)
    decision = decide(SiteProfile(site), knowledge)
    if decision.technologies[key].stands:
        return
    found = Search(decision, knowledge).admission(key)
    by_trying = cheapest(key, site, knowledge)
    assert (cost(changed(found)) if found.possible else None) == by_trying
    if found.possible:
        after = decide(SiteProfile({**site, **changed(found)}), knowledge)
        assert after.technologies[key].stands


@settings(max_examples=60, deadline=None)
@given(rulebooks(), profiles(), profiles())
def test_a_trial_decides_as_decide_does(
    rules: tuple[str, ...], site: dict[str, FactValue], other: dict[str, FactValue]
) -> None:
    knowledge = world(*rules)
    change = {fact: value for fact, value in other.items() if fact != "site.type"}
    trial = Trials(decide(SiteProfile(site), knowledge), knowledge).of(change)
    assert trial == decide(SiteProfile({**site, **change}), knowledge)


@pytest.mark.parametrize("name", ["hongyupo", "rural-community", "electronics-factory"])
def test_every_change_told_of_a_sample_site_does_it(
    name: str, sites: dict[str, SiteProfile], knowledge: Knowledge
) -> None:
    decision = decide(sites[name], knowledge)
    search = Search(decision, knowledge)
    told: dict[tuple[tuple[str, FactValue], ...], list[str]] = {}
    for key, one in decision.technologies.items():
        if not one.stands and (found := search.admission(key)).changes:
            told.setdefault(tuple(sorted(changed(found).items())), []).append(key)
    assert told
    for changes, keys in told.items():
        facts = {**sites[name].facts, **dict(changes)}
        assert not clashing(facts, dict(changes), knowledge.catalogue)
        after = decide(SiteProfile(facts, sites[name].places), knowledge)
        assert all(after.technologies[key].stands for key in keys), changes
