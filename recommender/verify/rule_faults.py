"""Rules that no site fires, that exclude nothing, that add nothing, or that touch nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import z3

from recommender.evaluate.scope import Knowledge
from recommender.model.clause import source_of
from recommender.model.condition import AllOf, Condition
from recommender.model.rule import Rule
from recommender.verify import words
from recommender.verify.doing import Deed, deeds_of
from recommender.verify.finding import Facts, Fault, Finding, Fires
from recommender.verify.formula import all_of
from recommender.verify.search import Sites


def unreachable(sites: Sites) -> Iterator[Finding]:
    """Rules no legal site makes true."""
    for rule in sites.knowledge.rulebook.active:
        if rule.when is not None and not sites.possible(sites.formulas.rules[rule.id].true):
            facts, lacking = _nearest(rule.when, sites)
            yield Finding(
                Fault.UNREACHABLE,
                f"unreachable/{rule.id}",
                rule.place,
                words.unreachable(rule, lacking, sites.knowledge.catalogue),
                facts,
                (_not_true(rule, facts, sites),),
                (rule.id,),
            )


def _not_true(rule: Rule, facts: Facts, sites: Sites) -> Fires:
    false = sites.possible(sites.formulas.rules[rule.id].false, *sites.exactly(facts))
    return Fires(rule.id, "false" if false else "unknown")


def _nearest(when: Condition, sites: Sites) -> tuple[Facts, tuple[Condition, ...]]:
    """A legal site that meets all parts of the condition but the fewest; those it does not meet."""
    parts = when.parts if isinstance(when, AllOf) else (when,)
    for count in range(1, len(parts) + 1):
        for left_out in combinations(parts, count):
            kept = [sites.formulas.when(part).true for part in parts if part not in left_out]
            facts = sites.find(*kept)
            if facts is not None:
                return facts, left_out
    return {}, parts


def always(sites: Sites) -> Iterator[Finding]:
    """Rules with a condition that no legal site makes false."""
    for rule in sites.knowledge.rulebook.active:
        when = sites.formulas.rules[rule.id]
        if rule.when is not None and not sites.possible(when.false):
            facts = sites.find(when.true)
            if facts is not None:
                said = words.always(rule, sites.knowledge.catalogue)
                claims = (Fires(rule.id, "true"),)
                yield Finding(Fault.ALWAYS, f"always/{rule.id}", rule.place, said, facts, claims, (rule.id,))


def idle(sites: Sites) -> Iterator[Finding]:
    """Rules that do nothing another one does not do as well whenever they fire, or nothing at all."""
    deeds = deeds_of(sites)
    doing: dict[Deed, list[str]] = {}
    for key, done in deeds.items():
        for deed in done:
            doing.setdefault(deed, []).append(key)
    order = {key: number for number, key in enumerate(deeds)}
    for key, done in deeds.items():
        rule = sites.knowledge.rulebook.rules[key]
        if not done:
            facts = sites.find(sites.formulas.rules[key].true)
            if facts is not None:
                said = words.without_effect(rule)
                yield Finding(
                    Fault.IDLE, f"no-effect/{key}", rule.place, said, facts, (Fires(key, "true"),), (key,)
                )
            continue
        rarest = min(done, key=lambda deed: (len(doing[deed]), str(deed)))
        for other in doing[rarest]:
            if other != key and done <= deeds[other] and _covers(other, key, sites):
                if order[other] > order[key] and deeds[other] <= done and _covers(key, other, sites):
                    continue  # the two say the same: the later one is told
                yield from _idle(key, other, sites)
                break


def _idle(key: str, other: str, sites: Sites) -> Iterator[Finding]:
    one, two = sites.knowledge.rulebook.rules[key], sites.knowledge.rulebook.rules[other]
    facts = sites.find(sites.formulas.rules[key].true)
    if facts is not None:
        claims = (Fires(key, "true"), Fires(other, "true"))
        yield Finding(
            Fault.IDLE, f"idle/{key}/{other}", one.place, words.idle(one, two), facts, claims, (key, other)
        )


def _covers(other: str, key: str, sites: Sites) -> bool:
    """Whether the other rule speaks with the same source and no less weight whenever this one fires."""
    rules = sites.knowledge.rulebook.rules
    one, two = rules[key], rules[other]
    if two.authority.weight < one.authority.weight or not _sources(one) <= _sources(two):
        return False
    if not {o.rule for o in one.overrides} <= {o.rule for o in two.overrides}:
        return False
    if not _beaten_by(other, sites.knowledge) <= _beaten_by(key, sites.knowledge):
        return False
    return not sites.possible(
        all_of([sites.formulas.rules[key].true, z3.Not(sites.formulas.rules[other].true)])
    )


def _sources(rule: Rule) -> frozenset[str]:
    return frozenset(source_of(place) for place in rule.sources)


def _beaten_by(rule: str, knowledge: Knowledge) -> frozenset[str]:
    return frozenset(
        other.id for other in knowledge.rulebook.active for o in other.overrides if o.rule == rule
    )
