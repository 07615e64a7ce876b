"""Verdicts: which requirements apply to the site, collected from require, reference and waive effects."""

from __future__ import annotations

from collections.abc import Mapping

from recommender.evaluate.reasons import reason_for
from recommender.evaluate.scope import Hit, Knowledge, Scope
from recommender.model.decision import Reason, RequirementDecision, RuleResult, Verdict
from recommender.model.effect import Reference, Require, Waive
from recommender.model.knowledge import Requirement
from recommender.model.truth import Truth


def decide_requirements(
    knowledge: Knowledge, scope: Scope, results: Mapping[str, RuleResult]
) -> dict[str, RequirementDecision]:
    """The verdict of every requirement, in the order of the catalogue.

    A waiver beats everything; then reference, then require. An unknown waiver leaves the verdict
    undetermined. A requirement no rule brings to the site does not apply.
    """
    return {
        key: _decide(requirement, scope.requirement_hits.get(key, ()), knowledge, results)
        for key, requirement in knowledge.catalogue.requirements.items()
    }


def _decide(
    requirement: Requirement, hits: tuple[Hit, ...], knowledge: Knowledge, results: Mapping[str, RuleResult]
) -> RequirementDecision:
    reasons = tuple(
        reason_for(knowledge, effect, results[rule], clause="", modality=requirement.word)
        for rule, effect in hits
        if results[rule].truth is not Truth.FALSE
    )
    verdict, deciding = _verdict(hits, results)
    unknown = {fact for rule in deciding for fact in results[rule].unknown}
    shown = reasons if verdict is not Verdict.NOT_APPLICABLE else _of_waivers(reasons)
    return RequirementDecision(requirement.id, verdict, shown, tuple(sorted(unknown)))


def _of_waivers(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    return tuple(reason for reason in reasons if reason.effect == "waive" and reason.truth is Truth.TRUE)


def _verdict(hits: tuple[Hit, ...], results: Mapping[str, RuleResult]) -> tuple[Verdict, list[str]]:
    def rules(kind: type[Require] | type[Reference] | type[Waive], truth: Truth) -> list[str]:
        return [rule for rule, effect in hits if isinstance(effect, kind) and results[rule].truth is truth]

    if rules(Waive, Truth.TRUE):
        return Verdict.NOT_APPLICABLE, []
    brought = [*rules(Require, Truth.TRUE), *rules(Reference, Truth.TRUE)]
    perhaps = [*rules(Require, Truth.UNKNOWN), *rules(Reference, Truth.UNKNOWN)]
    doubts = rules(Waive, Truth.UNKNOWN)
    if not brought and not perhaps:
        return Verdict.NOT_APPLICABLE, []
    if doubts or not brought:
        return Verdict.UNDETERMINED, [*doubts, *perhaps]
    if rules(Reference, Truth.TRUE):
        return Verdict.REFERENCE, []
    maybe_reference = rules(Reference, Truth.UNKNOWN)
    return (Verdict.UNDETERMINED, maybe_reference) if maybe_reference else (Verdict.APPLICABLE, [])
