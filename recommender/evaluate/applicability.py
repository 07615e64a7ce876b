"""Applicability of the rulebook: every effect on technologies and requirements, with its situations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import TypeAlias, assert_never

from recommender.evaluate.choice import basis_of
from recommender.evaluate.scope import Knowledge, Scope
from recommender.language.words import describe
from recommender.model.applicability import Applicability, Applied, Part, Situation
from recommender.model.catalogue import Catalogue
from recommender.model.citation import citation
from recommender.model.clause import parse_reference
from recommender.model.condition import AllOf, AnyOf, Condition, Contains, Is, Leaf, Not, Within
from recommender.model.effect import (
    EFFECT_NAMES,
    Effect,
    Prerequisite,
    Prioritise,
    StageBound,
)
from recommender.model.knowledge import Basis
from recommender.model.rule import Rule
from recommender.model.text import NO_TEXT, Text

Literal: TypeAlias = tuple[Leaf, bool]
"""A test and whether it is negated."""


def applicability(knowledge: Knowledge) -> Applicability:
    """What the active rules do to technologies and requirements, in the order of the rulebook and catalogue.

    A technology that stands outside a domain is not touched there; the same effect in several domains is one.
    """
    situations = {rule.id: _situations(rule, knowledge) for rule in knowledge.rulebook.active}
    found: dict[str, Applied] = {}
    for domain, scope in knowledge.scopes.items():
        for applied in _of_scope(domain, scope, knowledge):
            same = found.get(applied.key)
            found[applied.key] = (
                applied if same is None else replace(same, domains=(*same.domains, *_new(domain, same)))
            )
    return Applicability(situations, tuple(found.values()))


def _new(domain: str, same: Applied) -> tuple[str, ...]:
    return () if domain in same.domains else (domain,)


def _of_scope(domain: str, scope: Scope, knowledge: Knowledge) -> Iterator[Applied]:
    for key in knowledge.catalogue.technologies:
        if key in scope.outside:
            continue
        for rule, requirement in scope.supports.get(key, ()):
            effect = "recommend" if requirement.asks else "permit"
            yield replace(
                _applied(effect, rule, domain, knowledge, key),
                clauses=(requirement.clause,),
                basis=Basis.DERIVED,
                through=requirement.id,
            )
        for rule, hit in scope.technology_hits.get(key, ()):
            basis = basis_of(knowledge.rulebook.rules[rule], hit, knowledge.catalogue)
            made = _applied(EFFECT_NAMES[type(hit)], rule, domain, knowledge, key)
            yield _detailed(replace(made, basis=basis), hit)
    for key, hits in scope.requirement_hits.items():
        for rule, hit in hits:
            made = _applied(EFFECT_NAMES[type(hit)], rule, domain, knowledge, "")
            yield replace(made, requirement=key, label=_label(key, knowledge, rule))


def _applied(effect: str, rule_id: str, domain: str, knowledge: Knowledge, technology: str) -> Applied:
    rule = knowledge.rulebook.rules[rule_id]
    label = _label(technology, knowledge, rule_id) if technology else rule.title
    return Applied(effect, rule_id, label, rule.sources, rule.basis, (domain,), technology)


def _label(key: str, knowledge: Knowledge, rule: str) -> Text:
    technology = knowledge.catalogue.technologies.get(key)
    name = technology.label if technology is not None else _cited(key, knowledge.catalogue)
    title = knowledge.rulebook.rules[rule].title
    return Text(f"{name.zh}：{title.zh}", f"{name.en}: {title.en}")


def _cited(requirement: str, catalogue: Catalogue) -> Text:
    """The place of a requirement as people cite it."""
    place = parse_reference(catalogue.requirements[requirement].clause)
    if place is None:
        return Text(requirement, requirement)
    source, clause = catalogue.sources.get(place.source), catalogue.clauses.get(place.clause)
    name = source.label if source is not None else Text(place.source, place.source)
    return citation(name, place, clause.label if clause is not None else NO_TEXT)


def _detailed(applied: Applied, effect: Effect) -> Applied:
    match effect:
        case Prioritise(points=points):
            return replace(applied, points=points)
        case StageBound(not_before=first, not_after=last, with_works=works):
            return replace(applied, not_before=first, not_after=last, with_works=works)
        case Prerequisite(needs=needs):
            return replace(applied, needs=needs)
        case _:
            return applied


def _situations(rule: Rule, knowledge: Knowledge) -> tuple[Situation, ...]:
    ways = alternatives(rule.when)
    return tuple(_situation(rule.id, order, way, knowledge) for order, way in enumerate(ways, start=1))


def _situation(rule: str, order: int, way: tuple[Literal, ...], knowledge: Knowledge) -> Situation:
    conditions = [Not(leaf) if negated else leaf for leaf, negated in way]
    whole = conditions[0] if len(conditions) == 1 else AllOf(tuple(conditions)) if conditions else None
    parts = tuple(part for literal in way for part in _parts(literal, knowledge))
    return Situation(rule, order, describe(whole, knowledge.catalogue), parts)


def _parts(literal: Literal, knowledge: Knowledge) -> Iterator[Part]:
    leaf, negated = literal
    label = describe(Not(leaf) if negated else leaf, knowledge.catalogue)
    match leaf:
        case Is():
            yield Part(leaf.fact, label, tuple(sorted(leaf.accepts, key=str)), negated=negated)
        case Within():
            yield Part(leaf.fact, label, (), leaf.low, leaf.high, leaf.strict, negated)
        case Contains(every=True):
            for accepts in leaf.accepts:
                yield Part(leaf.fact, label, tuple(sorted(accepts, key=str)), negated=negated)
        case Contains():
            values = tuple(sorted(frozenset().union(*leaf.accepts), key=str))
            yield Part(leaf.fact, label, values, negated=not negated)
        case _:
            assert_never(leaf)


def alternatives(condition: Condition | None, negated: bool = False) -> tuple[tuple[Literal, ...], ...]:
    """The ways in which a condition holds: in each, every literal holds (disjunctive normal form).

    The three-valued truth of a condition is that of its normal form, as ∧ and ∨ of Kleene's logic distribute.
    """
    match condition:
        case None:
            return ((),)
        case Not(part):
            return alternatives(part, not negated)
        case AllOf(parts) if not negated:
            return _together(parts, negated)
        case AnyOf(parts) if negated:
            return _together(parts, negated)
        case AllOf(parts) | AnyOf(parts):
            return tuple(way for part in parts for way in alternatives(part, negated))
        case Contains(every=True) if negated and len(condition.accepts) > 1:
            return tuple(((single, True),) for single in _one_by_one(condition))
        case Is() | Contains() | Within():
            return (((condition, negated),),)
        case _:
            assert_never(condition)


def _together(parts: tuple[Condition, ...], negated: bool) -> tuple[tuple[Literal, ...], ...]:
    ways = (alternatives(part, negated) for part in parts)
    return tuple(tuple(literal for way in chosen for literal in way) for chosen in product(*ways))


def _one_by_one(contains: Contains) -> Iterator[Contains]:
    for value, accepts, may_be in zip(contains.values, contains.accepts, contains.may_be, strict=True):
        yield replace(contains, values=(value,), accepts=(accepts,), may_be=(may_be,))
