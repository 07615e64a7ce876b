"""Derive facts: stated values first, then place look-ups, then classifying rules, stratum by stratum."""

from __future__ import annotations

from collections.abc import Callable

from recommender.evaluate.condition import evaluate
from recommender.evaluate.places import look_up
from recommender.evaluate.rest import deciding_unknowns, resting_facts
from recommender.evaluate.scope import Knowledge
from recommender.model.decision import RuleResult
from recommender.model.effect import Classify
from recommender.model.knowledge import Basis, FactValue
from recommender.model.rule import Rule
from recommender.model.site import Observation, Origin, SiteProfile
from recommender.model.truth import Truth

Judge = Callable[[Rule, dict[str, FactValue]], RuleResult]
"""How a rule's result on known values is come by: worked out, or taken over where nothing it reads moved."""


def derive(
    site: SiteProfile, knowledge: Knowledge, judge: Judge | None = None
) -> tuple[dict[str, Observation], dict[str, RuleResult]]:
    """All known facts with their origin, and the result of every active rule on them.

    A stated value is never replaced. Rules of one stratum read only facts of earlier strata, and where
    two of them give one fact different values it stays unknown, so the order of files does not matter.
    """
    judged = judge or result_of
    known = {
        fact: Observation(fact, value, Origin.STATED, site.sources.get(fact, ""))
        for fact, value in site.facts.items()
    }
    for seen in look_up(knowledge.catalogue, site.facts):
        known.setdefault(seen.fact, seen)
    values: dict[str, FactValue] = {fact: seen.value for fact, seen in known.items()}
    results: dict[str, RuleResult] = {}
    for stratum in knowledge.strata:
        fired = [(rule, judged(rule, values)) for rule in stratum]
        results |= {rule.id: result for rule, result in fired}
        given: dict[str, list[Observation]] = {}
        for rule, result in fired:
            if result.truth is Truth.TRUE:
                for seen in _classified(rule):
                    given.setdefault(seen.fact, []).append(seen)
        for fact, found in given.items():
            if fact not in known and len({seen.value for seen in found}) == 1:
                known[fact] = found[0]
                values[fact] = found[0].value
    return known, results


def result_of(rule: Rule, values: dict[str, FactValue]) -> RuleResult:
    """One rule on known values."""
    if rule.when is None:
        return RuleResult(rule.id, Truth.TRUE, None)
    tree = evaluate(rule.when, values)
    if tree.truth is Truth.FALSE:  # no reason rests on it; the tree stays for "why not"
        return RuleResult(rule.id, tree.truth, tree)
    return RuleResult(rule.id, tree.truth, tree, resting_facts(tree), deciding_unknowns(tree))


def _classified(rule: Rule) -> list[Observation]:
    source = rule.sources[0] if rule.sources and rule.basis is not Basis.JUDGEMENT else rule.id
    return [
        Observation(effect.fact, effect.value, Origin.CLASSIFIED, source, rule.basis, "", rule.because)
        for effect in rule.then
        if isinstance(effect, Classify)
    ]
