"""Many sites in columns are told what each is told by itself: conditions, derived facts, every rule."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.batch.columns import columns_of
from recommender.batch.conditions import planes
from recommender.batch.facts import derive_all
from recommender.evaluate.condition import evaluate
from recommender.evaluate.facts import derive
from recommender.evaluate.scope import Knowledge
from recommender.model.condition import AllOf, AnyOf, Condition, Contains, Is, Not, Within
from recommender.model.knowledge import FactValue
from recommender.model.site import SiteProfile
from recommender.model.truth import Truth
from tests.conditions_strategy import CATALOGUE, conditions, rulebooks

VALUES: dict[str, list[FactValue]] = {
    "site.type": ["any_town", "old_town", "new_town", "farm"],
    "site.level": ["rich", "poor"],
    "site.groups": [(), ("people",), ("children", "shops"), ("aged",), ("shops",)],
    "site.storeys": list(range(10)),
    "site.windy": [True, False],
}
Facts = Mapping[str, FactValue]


def profiles() -> st.SearchStrategy[list[dict[str, FactValue]]]:
    one = st.fixed_dictionaries(
        {}, optional={fact: st.sampled_from(values) for fact, values in VALUES.items()}
    )
    return st.lists(one, min_size=1, max_size=12)


def test_what_is_unstated_is_neither_true_nor_false() -> None:
    columns = columns_of([{"site.windy": True}, {"site.windy": False}, {}], CATALOGUE)
    windy = planes(Is("site.windy", (True,), frozenset({True})), columns)
    assert windy.true.tolist() == [True, False, False]
    assert windy.false.tolist() == [False, True, False]


def test_a_broader_value_leaves_it_open() -> None:
    columns = columns_of([{"site.type": "any_town"}, {"site.type": "old_town"}], CATALOGUE)
    old = planes(Is("site.type", ("old_town",), frozenset({"old_town"}), frozenset({"any_town"})), columns)
    assert [old.at(0), old.at(1)] == [Truth.UNKNOWN, Truth.TRUE]


def test_a_number_on_a_strict_bound_is_outside() -> None:
    columns = columns_of([{"site.storeys": 7}, {"site.storeys": 8}, {}], CATALOGUE)
    above = planes(Within("site.storeys", low=7, strict=True), columns)
    assert [above.at(site) for site in range(3)] == [Truth.FALSE, Truth.TRUE, Truth.UNKNOWN]


def test_an_empty_list_contains_none_of_them() -> None:
    none = Contains("site.groups", ("aged",), (frozenset({"aged"}),), (frozenset(),), every=False)
    columns = columns_of([{"site.groups": ()}, {"site.groups": ("aged",)}], CATALOGUE)
    assert [planes(none, columns).at(site) for site in range(2)] == [Truth.TRUE, Truth.FALSE]


def test_all_of_nothing_holds_and_any_of_nothing_does_not() -> None:
    columns = columns_of([{}], CATALOGUE)
    assert planes(AllOf(()), columns).at(0) is Truth.TRUE
    assert planes(AnyOf(()), columns).at(0) is Truth.FALSE
    assert planes(Not(AnyOf(())), columns).at(0) is Truth.TRUE


@settings(max_examples=300)
@given(conditions(), profiles())
def test_a_condition_has_in_columns_the_truth_it_has_by_itself(
    condition: Condition, sites: list[dict[str, FactValue]]
) -> None:
    found = planes(condition, columns_of(sites, CATALOGUE))
    assert not (found.true & found.false).any()
    assert [found.at(number) for number in range(len(sites))] == [
        evaluate(condition, site).truth for site in sites
    ]


@settings(max_examples=150)
@given(rulebooks(), profiles())
def test_facts_are_derived_in_columns_as_by_themselves(
    knowledge: Knowledge, sites: list[dict[str, FactValue]]
) -> None:
    agree(knowledge, sites)


def test_every_rule_and_derived_fact_agrees_on_every_sample_site(
    knowledge: Knowledge, sites: dict[str, SiteProfile]
) -> None:
    profiles_ = [dict(site.facts) for site in sites.values()]
    fewer = [dict(list(facts.items())[::2]) for facts in profiles_]  # the same sites half known
    agree(knowledge, profiles_ + fewer)


def agree(knowledge: Knowledge, sites: list[dict[str, FactValue]]) -> None:
    found = derive_all(columns_of(sites, knowledge.catalogue), knowledge)
    for number, site in enumerate(sites):
        observations, results = derive(SiteProfile(site), knowledge)
        assert found.columns.at(number) == {fact: seen.value for fact, seen in observations.items()}
        told = {rule: where.at(number) for rule, where in found.rules.items()}
        assert told == {rule: result.truth for rule, result in results.items()}
