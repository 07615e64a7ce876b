"""Turn any stated fact that a reason names, and the advice that rests on it must change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from recommender.api import recommend
from recommender.evaluate.condition import leaf_truth
from recommender.evaluate.scope import Knowledge
from recommender.model.condition import AllOf, AnyOf, Condition, Contains, Is, Leaf, Not, Within
from recommender.model.decision import Decision, Reason
from recommender.model.knowledge import FactType, FactValue
from recommender.model.site import SiteProfile
from recommender.model.truth import Truth, negation
from tests.conftest import EXAMPLES

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Line:
    """One line of advice: the record it is about, the reason, and the rules whose conditions carry it."""

    record: str
    reason: Reason
    rules: tuple[str, ...]

    def same_ground(self, fact: str, decision: Decision) -> bool:
        """Whether `decision` still gives this line and still rests it on `fact`."""
        decided = decision.technologies.get(self.record) or decision.requirements[self.record]
        return any(
            (reason.rule, reason.effect, reason.clause)
            == (self.reason.rule, self.reason.effect, self.reason.clause)
            and reason.truth is Truth.TRUE
            and fact in dict(reason.facts)
            for reason in decided.reasons
        )


def lines(decision: Decision, knowledge: Knowledge) -> Iterator[Line]:
    hits = knowledge.scopes[decision.domain].requirement_hits
    of_record = {key: tuple(rule for rule, _ in found) for key, found in hits.items()}
    by_clause = {knowledge.catalogue.requirements[key].clause: rules for key, rules in of_record.items()}
    for record, decided in {**decision.technologies, **decision.requirements}.items():
        for reason in decided.reasons:
            if reason.truth is Truth.TRUE and reason.rule in knowledge.rulebook.rules:
                rests = (
                    by_clause.get(reason.clause, ()) if record in decision.technologies else of_record[record]
                )
                yield Line(record, reason, tuple(sorted({reason.rule, *rests})))


@pytest.mark.parametrize("name", [path.stem for path in EXAMPLES])
def test_turning_a_named_fact_turns_the_advice(
    name: str, knowledge: Knowledge, sites: dict[str, SiteProfile]
) -> None:
    site = sites[name]
    before = recommend(site, knowledge).decision
    resting: dict[str, list[Line]] = {}
    for line in lines(before, knowledge):
        for fact in dict(line.reason.facts):
            if fact in site.facts:
                resting.setdefault(fact, []).append(line)
    assert resting, "no reason names a stated fact"
    for fact, rested in sorted(resting.items()):
        for rules in sorted({line.rules for line in rested}):
            other = turned(fact, site.facts[fact], rules, knowledge)
            assert other is not None, f"no value turns {fact} in {rules}"
            after = recommend(replace(site, facts={**site.facts, fact: other}), knowledge).decision
            for line in rested:
                if line.rules == rules:
                    still = line.same_ground(fact, after)
                    assert not still, (
                        f"{fact}: {site.facts[fact]} → {other} leaves {line.record}: {line.reason}"
                    )


def turned(fact: str, value: FactValue, rules: tuple[str, ...], knowledge: Knowledge) -> FactValue | None:
    """A value under which every test of the fact in these rules that was true is false, and the reverse."""
    tests = [
        leaf for rule in rules for leaf in leaves(knowledge.rulebook.rules[rule].when) if leaf.fact == fact
    ]
    for other in candidates(fact, value, tests, knowledge):
        if all(leaf_truth(leaf, other) is negation(leaf_truth(leaf, value)) for leaf in tests):
            return other
    # tests of one fact may shut each other out; then it is enough that no true one stays true
    for other in candidates(fact, value, tests, knowledge):
        true_ones = [leaf for leaf in tests if leaf_truth(leaf, value) is Truth.TRUE]
        if true_ones and all(leaf_truth(leaf, other) is Truth.FALSE for leaf in true_ones):
            return other
    return None


def candidates(fact: str, value: FactValue, tests: list[Leaf], knowledge: Knowledge) -> Iterator[FactValue]:
    declared = knowledge.catalogue.facts[fact]
    concepts = [concept.id for concept in knowledge.catalogue.concepts_of.get(declared.scheme, ())]
    match declared.type:
        case FactType.BOOLEAN:
            yield not value
        case FactType.CONCEPT:
            yield from concepts
        case FactType.CONCEPTS | FactType.TECHNOLOGIES:
            yield ()
            yield from ((concept,) for concept in concepts)
            yield tuple(concepts)
        case FactType.INTEGER | FactType.NUMBER:
            for leaf in tests:
                if isinstance(leaf, Within):
                    yield from (
                        bound + step
                        for bound in (leaf.low, leaf.high)
                        if bound is not None
                        for step in (-1, 1)
                    )
        case FactType.TEXT:
            return


def leaves(condition: Condition | None) -> list[Leaf]:
    match condition:
        case None:
            return []
        case AllOf(parts) | AnyOf(parts):
            return [leaf for part in parts for leaf in leaves(part)]
        case Not(part):
            return leaves(part)
        case Is() | Contains() | Within():
            return [condition]


@pytest.mark.parametrize("name", [path.stem for path in EXAMPLES])
def test_a_reason_names_only_facts_its_rule_reads(
    name: str, knowledge: Knowledge, sites: dict[str, SiteProfile]
) -> None:
    decision = recommend(sites[name], knowledge).decision
    hits = knowledge.scopes[decision.domain].requirement_hits
    for key, decided in decision.requirements.items():
        for reason in decided.reasons:
            rules = {reason.rule, *(rule for rule, _ in hits[key])}
            read = {leaf.fact for rule in rules for leaf in leaves(knowledge.rulebook.rules[rule].when)}
            assert {fact for fact, _ in reason.facts} <= read


@pytest.mark.parametrize("name", [path.stem for path in EXAMPLES])
def test_more_facts_never_move_a_technology_on_or_off_the_roadmap_unless_it_was_open(
    name: str, knowledge: Knowledge, sites: dict[str, SiteProfile]
) -> None:
    """What is decided on half the facts stays decided on all of them (but for wishes and what is there)."""
    site = sites[name]
    own = ("plan.", "installed.")
    keys = sorted(fact for fact in site.facts if fact != "site.type" and not fact.startswith(own))
    half = {
        fact: site.facts[fact] for fact in site.facts if fact not in keys[::2] and not fact.startswith(own)
    }
    full = {fact: value for fact, value in site.facts.items() if not fact.startswith(own)}
    little = recommend(SiteProfile(half), knowledge).decision
    much = recommend(SiteProfile(full), knowledge).decision
    for key, decided in little.technologies.items():
        later = much.technologies[key]
        if decided.status.value in ("undetermined", "installed") or later.status.value == "installed":
            continue
        if any(reason.rule == "prerequisite" for reason in (*decided.reasons, *later.reasons)):
            continue
        assert decided.stands is later.stands, f"{key}: {decided.status} → {later.status}"
