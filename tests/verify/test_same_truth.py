"""The verifier and the engine agree on every condition at every site, unknown included."""

from __future__ import annotations

import z3
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.evaluate.condition import evaluate
from recommender.evaluate.facts import derive
from recommender.evaluate.scope import Knowledge, prepare
from recommender.language.conditions import is_value
from recommender.model.condition import Condition
from recommender.model.effect import Classify
from recommender.model.rule import Rulebook
from recommender.model.site import SiteProfile
from recommender.model.truth import Truth
from recommender.verify.search import Sites, sites_of
from tests.conditions_strategy import CATALOGUE, conditions, rule, rulebooks, sites


def truth(found: Sites, key: str, facts: dict[str, object]) -> Truth:
    """What the formulas of a rule say of a site that states exactly this."""
    solver = z3.Solver()
    solver.add(found.formulas.meanings)
    solver.add(found.exactly(facts))  # type: ignore[arg-type]
    when = found.formulas.rules[key]
    can_be = [solver.check(formula) == z3.sat for formula in (when.true, when.false)]
    assert can_be != [True, True], "the facts of a site leave nothing to choose"
    return Truth.TRUE if can_be[0] else Truth.FALSE if can_be[1] else Truth.UNKNOWN


@settings(deadline=None)
@given(rulebooks(), st.data())
def test_rules_and_derived_facts_have_the_same_truth(knowledge: Knowledge, data: st.DataObject) -> None:
    found = sites_of(knowledge)
    facts = data.draw(sites(found.formulas.space.values))
    _, results = derive(SiteProfile(facts), knowledge)
    assert {key: truth(found, key, facts) for key in results} == {
        key: result.truth for key, result in results.items()
    }


def test_a_fact_derived_both_ways_is_unknown() -> None:
    on_farms = is_value("site.type", ("farm",), CATALOGUE)
    on_towns = is_value("site.type", ("farm", "old_town"), CATALOGUE)
    rules = (
        rule("rich", on_farms, Classify("site.level", "rich")),
        rule("poor", on_towns, Classify("site.level", "poor")),
        rule("reads", is_value("site.level", ("poor",), CATALOGUE)),
    )
    found = sites_of(prepare(CATALOGUE, Rulebook({one.id: one for one in rules})))
    assert truth(found, "reads", {"site.type": "old_town"}) is Truth.TRUE
    assert truth(found, "reads", {"site.type": "farm"}) is Truth.UNKNOWN
    assert truth(found, "reads", {"site.type": "farm", "site.level": "rich"}) is Truth.FALSE


@settings(deadline=None)
@given(st.lists(conditions(("site.storeys",)), min_size=1, max_size=3))
def test_the_few_numbers_tried_tell_apart_all_there_are(tests: list[Condition]) -> None:
    rules = {f"r{number}": rule(f"r{number}", test) for number, test in enumerate(tests)}
    tried = sites_of(prepare(CATALOGUE, Rulebook(rules))).formulas.space.values["site.storeys"]

    def told(number: object) -> tuple[Truth, ...]:
        return tuple(evaluate(test, {"site.storeys": number}).truth for test in tests)  # type: ignore[dict-item]

    assert {told(number) for number in range(10)} == {told(number) for number in tried}
