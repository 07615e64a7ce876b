"""Verdicts: which requirements apply to the site, collected from require, reference and waive effects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from recommender.evaluate.case import Case
from recommender.evaluate.rest import resting_facts
from recommender.evaluate.scope import Hit
from recommender.model.decision import Reason, RequirementDecision, RuleResult, Verdict
from recommender.model.effect import Reference, Require, Waive
from recommender.model.knowledge import FactValue
from recommender.model.truth import Truth


def decide_requirements(case: Case) -> dict[str, RequirementDecision]:
    """The verdict of every requirement, in the order of the catalogue.

    A waiver beats everything; then reference, then require. An unknown waiver leaves the verdict
    undetermined. A requirement no rule brings to the site does not apply.
    """
    return {key: decide_requirement(key, case) for key in case.knowledge.catalogue.requirements}


def decide_requirement(key: str, case: Case) -> RequirementDecision:
    """The verdict of one requirement with its reasons."""
    hits = case.scope.requirement_hits.get(key, ())
    verdict, deciding = _verdict(hits, case.results)
    reasons = tuple(
        [case.reason(rule, effect) for rule, effect in hits if case.truth(rule) is not Truth.FALSE]
    )
    unknown = {fact for rule in deciding for fact in case.results[rule].unknown}
    if verdict is Verdict.NOT_APPLICABLE:
        reasons = tuple(
            reason for reason in reasons if reason.effect == "waive" and reason.truth is Truth.TRUE
        )
    elif verdict is Verdict.APPLICABLE:
        reasons = _with_conditions_met(reasons, hits, case)
    return RequirementDecision(key, verdict, reasons, tuple(sorted(unknown)))


def _with_conditions_met(
    reasons: tuple[Reason, ...], hits: tuple[Hit, ...], case: Case
) -> tuple[Reason, ...]:
    """The reasons, naming also the facts that keep a waiver from the site (e.g. that biomass is there)."""
    met: dict[str, FactValue] = {}
    for rule, effect in hits:
        result = case.results[rule]
        if isinstance(effect, Waive) and result.truth is Truth.FALSE and result.tree is not None:
            met |= dict(resting_facts(result.tree))
    if not met:
        return reasons
    return tuple(
        replace(reason, facts=tuple(sorted({**met, **dict(reason.facts)}.items())))
        if reason.effect == "require"
        else reason
        for reason in reasons
    )


def _verdict(hits: tuple[Hit, ...], results: Mapping[str, RuleResult]) -> tuple[Verdict, list[str]]:
    """The verdict and, where it is open, the rules whose unknown facts decide it."""
    held: list[type[object]] = []
    open_rules: dict[type[object], list[str]] = {Require: [], Reference: [], Waive: []}
    for rule, effect in hits:
        truth = results[rule].truth
        if truth is Truth.TRUE:
            held.append(type(effect))
        elif truth is Truth.UNKNOWN:
            open_rules[type(effect)].append(rule)
    if Waive in held:
        return Verdict.NOT_APPLICABLE, []
    if not held:
        perhaps = [*open_rules[Require], *open_rules[Reference]]
        return (
            (Verdict.UNDETERMINED, [*open_rules[Waive], *perhaps])
            if perhaps
            else (Verdict.NOT_APPLICABLE, [])
        )
    if open_rules[Waive]:
        return Verdict.UNDETERMINED, open_rules[Waive]
    if Reference in held:
        return Verdict.REFERENCE, []
    if open_rules[Reference]:
        return Verdict.UNDETERMINED, open_rules[Reference]
    return Verdict.APPLICABLE, []
