"""Every rule's own examples hold; and one that does not is told on its line."""

from __future__ import annotations

from dataclasses import replace

from recommender.evaluate.examples import failures
from recommender.evaluate.scope import Knowledge
from recommender.model.rule import Expectation
from tests.small_world import rule, world


def test_every_example_of_the_shipped_rules_holds(knowledge: Knowledge) -> None:
    assert [str(problem) for problem in failures(knowledge.rulebook.active, knowledge)] == []


def test_every_rule_has_an_example_of_each_truth_it_can_have(knowledge: Knowledge) -> None:
    for found in knowledge.rulebook.active:
        kinds = {example.expect.fires for example in found.examples}
        assert kinds == ({"true"} if found.when is None else {"true", "false", "unknown"}), found.id


def test_an_example_that_does_not_hold_is_told_at_its_place() -> None:
    knowledge = world(rule("one", "rep/1", "{site.type: community}", "recommend: {technologies: [storage]}"))
    assert failures(knowledge.rulebook.active, knowledge) == ()
    held = knowledge.rulebook.rules["one"]
    wrong = replace(held.examples[0], expect=Expectation("false"))
    beside = replace(held.examples[0], expect=Expectation("true", {"recommended": ("microgrid",)}))
    problems = failures([replace(held, examples=(wrong, beside))], knowledge)
    assert problems[0].code == "E-EXAMPLE-FIRES"
    assert len(problems) == 2
    assert {problem.place for problem in problems} == {held.examples[0].place}
