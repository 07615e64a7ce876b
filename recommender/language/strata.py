"""Order of rules: a rule that reads a fact comes after every rule that derives it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recommender.language.conditions import facts_read
from recommender.model.effect import Classify
from recommender.model.rule import Rule


def strata(rules: Sequence[Rule]) -> tuple[tuple[str, ...], ...]:
    """Rule ids in layers, each in the given order; rules of a cycle (refused on reading) are left out."""
    waiting = _needs(rules)
    layers: list[tuple[str, ...]] = []
    done: set[str] = set()
    while ready := tuple(rule for rule, needs in waiting.items() if needs <= done):
        layers.append(ready)
        done.update(ready)
        for rule in ready:
            del waiting[rule]
    return tuple(layers)


def cycles(rules: Sequence[Rule]) -> tuple[tuple[str, ...], ...]:
    """Rings of rules that each derive what the next one reads, every ring once, from its first rule on."""
    needs = _needs(rules)
    settled = {rule for layer in strata(rules) for rule in layer}
    rings: list[tuple[str, ...]] = []
    seen: set[str] = set()
    for start in needs:
        if start in settled or start in seen:
            continue
        ring = _ring(start, needs, settled)
        if not seen.intersection(ring):
            rings.append(_from_first(ring, tuple(needs)))
        seen.update(ring)
        seen.add(start)
    return tuple(rings)


def grounds(rules: Sequence[Rule]) -> dict[str, frozenset[str]]:
    """Fact → the facts rules derive it from, and those these are derived from in turn."""
    read: dict[str, set[str]] = {}
    by_id = {rule.id: rule for rule in rules}
    for layer in strata(rules):
        for rule in (by_id[key] for key in layer):
            for effect in rule.then:
                if isinstance(effect, Classify):
                    for fact in facts_read(rule.when):
                        read.setdefault(effect.fact, set()).update({fact, *read.get(fact, ())})
    return {fact: frozenset(below) for fact, below in read.items()}


def _needs(rules: Sequence[Rule]) -> dict[str, frozenset[str]]:
    """Rule id → the rules that derive a fact it reads."""
    derivers: dict[str, set[str]] = {}
    for rule in rules:
        for effect in rule.then:
            if isinstance(effect, Classify):
                derivers.setdefault(effect.fact, set()).add(rule.id)
    return {
        rule.id: frozenset(d for fact in facts_read(rule.when) for d in derivers.get(fact, ()))
        for rule in rules
    }


def _ring(start: str, needs: Mapping[str, frozenset[str]], settled: set[str]) -> tuple[str, ...]:
    """Walk back from `start` until a rule comes twice; whoever is unsettled needs an unsettled one."""
    path = [start]
    while True:
        following = min(rule for rule in needs[path[-1]] if rule not in settled)
        if following in path:
            return tuple(reversed(path[path.index(following) :]))
        path.append(following)


def _from_first(ring: tuple[str, ...], order: tuple[str, ...]) -> tuple[str, ...]:
    first = ring.index(min(ring, key=order.index))
    return ring[first:] + ring[:first]
