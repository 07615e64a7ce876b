"""Verdicts: which requirements apply to the site, collected from require, reference and waive effects."""

from __future__ import annotations

from collections.abc import Mapping

from recommender.evaluate.case import Case
from recommender.evaluate.scope import Hit
from recommender.model.decision import Reason, RequirementDecision, RuleResult, Verdict
from recommender.model.effect import Reference, Require, Waive
from recommender.model.truth import Truth


def decide_requirements(case: Case) -> dict[str, RequirementDecision]:
    """The verdict of every requirement, in the order of the catalogue.

    A waiver beats everything; then reference, then require. An unknown waiver leaves the verdict
    undetermined. A requirement no rule brings to the site does not apply.
    """
    return {
        key: _decide(key, case.scope.requirement_hits.get(key, ()), case)
        for key in case.knowledge.catalogue.requirements
    }


def _decide(key: str, hits: tuple[Hit, ...], case: Case) -> RequirementDecision:
    verdict, deciding = _verdict(hits, case.results)
    reasons = tuple(case.reason(rule, effect) for rule, effect in hits if case.truth(rule) is not Truth.FALSE)
    unknown = {fact for rule in deciding for fact in case.results[rule].unknown}
    shown = reasons if verdict is not Verdict.NOT_APPLICABLE else _of_waivers(reasons)
    return RequirementDecision(key, verdict, shown, tuple(sorted(unknown)))


def _of_waivers(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    return tuple(reason for reason in reasons if reason.effect == "waive" and reason.truth is Truth.TRUE)


def _verdict(hits: tuple[Hit, ...], results: Mapping[str, RuleResult]) -> tuple[Verdict, list[str]]:
    """The verdict and, where it is open, the rules whose unknown facts decide it."""
    rules: dict[tuple[type[object], Truth], list[str]] = {}
    for rule, effect in hits:
        rules.setdefault((type(effect), results[rule].truth), []).append(rule)
    if (Waive, Truth.TRUE) in rules:
        return Verdict.NOT_APPLICABLE, []
    brought = (Require, Truth.TRUE) in rules or (Reference, Truth.TRUE) in rules
    maybe_required = rules.get((Require, Truth.UNKNOWN), [])
    maybe_reference = rules.get((Reference, Truth.UNKNOWN), [])
    maybe_waived = rules.get((Waive, Truth.UNKNOWN), [])
    if not brought:
        perhaps = [*maybe_required, *maybe_reference]
        return (Verdict.UNDETERMINED, [*maybe_waived, *perhaps]) if perhaps else (Verdict.NOT_APPLICABLE, [])
    if maybe_waived:
        return Verdict.UNDETERMINED, maybe_waived
    if (Reference, Truth.TRUE) in rules:
        return Verdict.REFERENCE, []
    return (Verdict.UNDETERMINED, maybe_reference) if maybe_reference else (Verdict.APPLICABLE, [])
