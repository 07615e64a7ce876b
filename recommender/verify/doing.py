"""Deeds: what a rule does wherever it can fire, thing by thing, so that two rules can be compared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias, assert_never

from recommender.evaluate.scope import Hit, Scope
from recommender.model.effect import (
    EFFECT_NAMES,
    Ask,
    Assign,
    Bundle,
    Classify,
    Discourage,
    DiscourageTarget,
    Exclude,
    Expect,
    Permit,
    Prerequisite,
    Prioritise,
    Recommend,
    Reference,
    Require,
    StageBound,
    Waive,
    Warn,
    Weigh,
)
from recommender.model.rule import Rule
from recommender.verify.search import Sites

Deed: TypeAlias = tuple[object, ...]
"""Where (the domain, or "" anywhere), what is done, to what, and the details."""


def deeds_of(sites: Sites) -> dict[str, frozenset[Deed]]:
    """Rule → everything it does in the domains where it can fire, in the order of the rulebook."""
    deeds: dict[str, set[Deed]] = {rule.id: set() for rule in sites.knowledge.rulebook.active}
    for rule in sites.knowledge.rulebook.active:
        deeds[rule.id].update(_anywhere(rule))
    for domain, scope in sites.knowledge.scopes.items():
        here = sites.of_domain(domain)
        found: dict[str, list[Deed]] = {}
        for rule_id, deed in _in_scope(domain, scope):
            found.setdefault(rule_id, []).append(deed)
        for rule_id, done in found.items():
            if sites.possible(here, sites.formulas.rules[rule_id].true):
                deeds[rule_id].update(done)
    return {rule: frozenset(done) for rule, done in deeds.items()}


def _anywhere(rule: Rule) -> Iterator[Deed]:
    """What does not depend on the domain. Points and weights add up: no other rule does the same."""
    for effect in rule.then:
        match effect:
            case Warn(text) | Expect(text):
                yield ("", EFFECT_NAMES[type(effect)], text)
            case Ask(facts):
                yield from (("", "ask", fact) for fact in facts)
            case Classify(fact, value):
                yield ("", "classify", fact, value)
            case DiscourageTarget(target):
                yield ("", "target", target)
            case Bundle(package):
                yield ("", "package", package)
            case Weigh():
                yield ("", "weigh", rule.id)
            case Assign():
                yield ("", "assign", effect)
            case Prioritise(points=points) if points:
                yield ("", "points", rule.id)
            case Recommend() | Discourage() | Exclude() | Permit() | StageBound() | Prerequisite():
                pass
            case Prioritise() | Require() | Reference() | Waive():
                pass
            case _:
                assert_never(effect)


def _in_scope(domain: str, scope: Scope) -> Iterator[tuple[str, Deed]]:
    for key, hits in scope.technology_hits.items():
        if key not in scope.outside:
            for hit in hits:
                yield hit[0], _to_technology(domain, key, hit)
    for key, supports in scope.supports.items():
        if key not in scope.outside:
            for rule, requirement in supports:
                yield rule, (domain, "recommend", key, requirement.id)
    for key, hits in scope.requirement_hits.items():
        for rule, effect in hits:
            yield rule, ("", EFFECT_NAMES[type(effect)], key)
    for rule, first, others in scope.ahead:
        inside = [[key for key in keys if key not in scope.outside] for keys in (first, others)]
        if all(inside):
            yield rule, (domain, "ahead", *map(tuple, inside))


def _to_technology(domain: str, key: str, hit: Hit) -> Deed:
    _, effect = hit
    match effect:
        case StageBound(not_before=first, not_after=last, with_works=works):
            return (domain, "stage", key, first, last, works)
        case Prerequisite(needs=needs):
            return (domain, "prerequisite", key, needs)
        case _:
            return (domain, EFFECT_NAMES[type(effect)], key)
