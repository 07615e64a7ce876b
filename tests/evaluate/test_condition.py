"""Conditions: hierarchy, lists, numbers; and that more knowledge never turns a known truth."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from recommender.evaluate.condition import evaluate
from recommender.evaluate.rest import deciding_unknowns, resting_facts
from recommender.model.condition import AllOf, AnyOf, Condition, Contains, Is, Not, Within
from recommender.model.knowledge import FactValue
from recommender.model.truth import Truth

COMMUNITY = Is("site.type", ("community",), frozenset({"community", "rural", "urban"}))
RURAL = Is("site.type", ("rural",), frozenset({"rural"}), frozenset({"community"}))


def test_a_rule_on_community_holds_for_a_rural_community() -> None:
    assert evaluate(COMMUNITY, {"site.type": "rural"}).truth is Truth.TRUE


def test_a_site_known_only_as_community_may_or_may_not_be_rural() -> None:
    assert evaluate(RURAL, {"site.type": "community"}).truth is Truth.UNKNOWN
    assert evaluate(RURAL, {"site.type": "urban"}).truth is Truth.FALSE


def test_a_stated_list_is_complete() -> None:
    ageing = Is("population.groups", ("ageing",), frozenset({"ageing"}))
    assert evaluate(ageing, {"population.groups": ("children",)}).truth is Truth.FALSE
    assert evaluate(ageing, {}).truth is Truth.UNKNOWN


def test_all_of_and_none_of_a_list() -> None:
    both = Contains("g", ("a", "b"), (frozenset({"a"}), frozenset({"b"})), (frozenset(), frozenset()), True)
    none = Contains("g", ("a", "b"), (frozenset({"a"}), frozenset({"b"})), (frozenset(), frozenset()), False)
    assert evaluate(both, {"g": ("a", "b", "c")}).truth is Truth.TRUE
    assert evaluate(both, {"g": ("a",)}).truth is Truth.FALSE
    assert evaluate(none, {"g": ("c",)}).truth is Truth.TRUE
    assert evaluate(none, {"g": ("b",)}).truth is Truth.FALSE


def test_bounds_include_their_limits_unless_strict() -> None:
    assert evaluate(Within("n", low=4), {"n": 4}).truth is Truth.TRUE
    assert evaluate(Within("n", low=4, strict=True), {"n": 4}).truth is Truth.FALSE
    assert evaluate(Within("n", high=4), {"n": 5}).truth is Truth.FALSE
    assert evaluate(Within("n", low=1, high=3), {"n": 3}).truth is Truth.TRUE


def test_a_truth_rests_only_on_the_facts_that_carry_it() -> None:
    wind = Is("resource.wind", (True,), frozenset({True}))
    either = AnyOf((COMMUNITY, wind))
    node = evaluate(either, {"site.type": "urban", "resource.wind": True})
    assert resting_facts(node) == (("site.type", "urban"),)
    open_node = evaluate(AllOf((COMMUNITY, wind)), {"site.type": "urban"})
    assert deciding_unknowns(open_node) == ("resource.wind",)


FACTS = ("a", "b", "c")
VALUES: dict[str, list[FactValue]] = {"a": ["x", "y", "top"], "b": [1, 5, 9], "c": [("x",), ("y", "x"), ()]}


def leaves() -> st.SearchStrategy[Condition]:
    a_value = st.sampled_from(["x", "y"])
    single = a_value.map(lambda v: Is("a", (v,), frozenset({v}), frozenset({"top"})))
    member = a_value.map(lambda v: Is("c", (v,), frozenset({v})))
    number = st.tuples(st.sampled_from([0, 3, 7]), st.booleans()).map(
        lambda pair: Within("b", low=pair[0], strict=pair[1])
    )
    contains = st.tuples(a_value, st.booleans()).map(
        lambda pair: Contains("c", (pair[0],), (frozenset({pair[0]}),), (frozenset(),), pair[1])
    )
    return st.one_of(single, member, number, contains)


def conditions() -> st.SearchStrategy[Condition]:
    return st.recursive(
        leaves(),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3).map(lambda parts: AllOf(tuple(parts))),
            st.lists(inner, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
            inner.map(Not),
        ),
        max_leaves=8,
    )


def profiles() -> st.SearchStrategy[dict[str, FactValue]]:
    return st.fixed_dictionaries({}, optional={key: st.sampled_from(VALUES[key]) for key in FACTS})


@given(conditions(), profiles(), profiles())
def test_more_facts_never_turn_a_known_truth(
    condition: Condition, known: dict[str, FactValue], more: dict[str, FactValue]
) -> None:
    before = evaluate(condition, known).truth
    after = evaluate(condition, {**more, **known}).truth
    assert before is Truth.UNKNOWN or before is after


@given(conditions(), profiles())
def test_the_facts_a_truth_rests_on_are_enough(condition: Condition, known: dict[str, FactValue]) -> None:
    node = evaluate(condition, known)
    if node.truth is not Truth.UNKNOWN:
        assert evaluate(condition, dict(resting_facts(node))).truth is node.truth


@given(conditions(), profiles())
def test_an_unknown_truth_names_a_fact_that_is_open(
    condition: Condition, known: dict[str, FactValue]
) -> None:
    node = evaluate(condition, known)
    if node.truth is Truth.UNKNOWN:
        unknown = deciding_unknowns(node)
        assert unknown
        assert all(fact not in known or known[fact] == "top" for fact in unknown)
    else:
        assert deciding_unknowns(node) == ()
