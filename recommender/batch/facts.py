"""Derived facts and rule truths of many sites at once: place look-ups, then classifying rules by stratum."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from recommender.batch.columns import Coded, Columns, Mask
from recommender.batch.conditions import Planes, planes
from recommender.evaluate.places import look_up
from recommender.evaluate.scope import Knowledge
from recommender.model.effect import Classify
from recommender.model.knowledge import FactValue
from recommender.model.rule import Rule

PLACE = ("place.province", "place.city")
"""Facts the place tables are looked up by."""


@dataclass(frozen=True)
class Known:
    """What is known of many sites: all their facts, and every active rule's planes on them."""

    columns: Columns
    rules: dict[str, Planes]


def derive_all(stated: Columns, knowledge: Knowledge) -> Known:
    """As `derive` does for one site: a stated value is never replaced, a clash stays unknown."""
    columns = _looked_up(stated, knowledge)
    results: dict[str, Planes] = {}
    for stratum in knowledge.strata:
        fired = [(rule, planes(rule.when, columns)) for rule in stratum]
        results |= {rule.id: found for rule, found in fired}
        columns = _classified(fired, columns, knowledge)
    return Known(columns, results)


def _classified(fired: list[tuple[Rule, Planes]], columns: Columns, knowledge: Knowledge) -> Columns:
    given: dict[str, list[tuple[FactValue, Mask]]] = {}
    for rule, found in fired:
        for effect in rule.then:
            if isinstance(effect, Classify):
                given.setdefault(effect.fact, []).append((effect.value, found.true))
    for fact, told in given.items():
        values = dict.fromkeys(value for value, _ in told)
        where = {value: _any(columns.count, (m for v, m in told if v == value)) for value in values}
        many = sum((mask.astype(np.int8) for mask in where.values()), np.zeros(columns.count, np.int8))
        free = ~columns.known(fact) & (many == 1)
        for value, mask in where.items():
            columns = columns.filled(fact, mask & free, value, knowledge.catalogue)
    return columns


def _any(count: int, masks: Iterator[Mask]) -> Mask:
    found = np.zeros(count, np.bool_)
    for mask in masks:
        found |= mask
    return found


def _looked_up(columns: Columns, knowledge: Knowledge) -> Columns:
    """What the place tables give, asked once for every place there is among the sites."""
    for stated, where in _places(columns):
        for seen in look_up(knowledge.catalogue, stated):
            free = where & ~columns.known(seen.fact)
            columns = columns.filled(seen.fact, free, seen.value, knowledge.catalogue)
    return columns


def _places(columns: Columns) -> Iterator[tuple[dict[str, FactValue], Mask]]:
    """Every pair of province and city that is stated, and where."""
    found = [columns.facts[fact] for fact in PLACE if fact in columns.facts]
    coded = [column for column in found if isinstance(column, Coded)]
    if not coded:
        return
    codes = np.stack([column.codes for column in coded])
    pairs, place = np.unique(codes, axis=1, return_inverse=True)
    names = [fact for fact in PLACE if fact in columns.facts]
    for number, pair in enumerate(pairs.T):
        told = {
            fact: column.values[int(code)]
            for fact, column, code in zip(names, coded, pair, strict=True)
            if code >= 0
        }
        if told:
            yield told, place.reshape(-1) == number
