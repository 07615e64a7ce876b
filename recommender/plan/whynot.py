"""Why a technology is not on the roadmap, and the smallest change of facts that would bring it there."""

from __future__ import annotations

from recommender.evaluate.scope import Knowledge, Scope
from recommender.model.decision import Decision, Reason, RuleResult, Status, TechnologyDecision, Verdict
from recommender.model.effect import Recommend, Reference, Require, Waive
from recommender.model.roadmap import Change, WhyNot
from recommender.model.text import Text
from recommender.model.truth import Truth
from recommender.plan.change import Changes, cost, merged, to_turn

HEADS = {
    Status.EXCLUDED: Text("不适用于本场地", "Does not apply to this site"),
    Status.DISCOURAGED: Text("来源不建议", "Advised against"),
    Status.CONTESTED: Text("有争议，反对一方的分量不低", "Contested, and the opposing side weighs no less"),
    Status.UNDETERMINED: Text("还不能判断，缺少事实", "Cannot be told yet: facts are missing"),
    Status.AVAILABLE: Text(
        "可用，但没有条款或报告在这里主动要求或推荐它", "Available; no source urges it here"
    ),
}


def why_not(decided: TechnologyDecision, decision: Decision, knowledge: Knowledge) -> WhyNot | None:
    """None for what stands on the roadmap or is installed already."""
    if decided.stands or decided.status is Status.INSTALLED:
        return None
    scope = knowledge.scopes.get(decision.domain)
    changes = _admitting(decided, decision, knowledge, scope) if decided.in_domain and scope else None
    head = HEADS.get(decided.status, HEADS[Status.AVAILABLE])
    return WhyNot(_with_causes(head, decided), changes or (), changes is not None)


def _with_causes(head: Text, decided: TechnologyDecision) -> Text:
    against = [
        reason
        for reason in decided.reasons
        if reason.effect in ("exclude", "discourage") and reason.truth is Truth.TRUE
    ][:2]
    if not against:
        return head
    zh = "；".join(reason.because.zh for reason in against)
    en = "; ".join(reason.because.en for reason in against)
    return Text(f"{head.zh}：{zh}", f"{head.en}: {en}")


def _admitting(
    decided: TechnologyDecision, decision: Decision, knowledge: Knowledge, scope: Scope
) -> Changes | None:
    parts: list[Changes] = []
    for reason in decided.reasons:
        if reason.effect in ("exclude", "discourage") and reason.truth is not Truth.FALSE:
            removed = _removed(reason, decision, knowledge)
            if removed is None:
                return None
            parts.append(removed)
    if not any(reason.effect == "recommend" and reason.truth is Truth.TRUE for reason in decided.reasons):
        supports = _supports(decided.technology, decision, knowledge, scope)
        if not supports:
            return None
        parts.append(min(supports, key=cost))
    return merged(parts)


def _removed(reason: Reason, decision: Decision, knowledge: Knowledge) -> Changes | None:
    if reason.rule == "planner":
        fact = knowledge.catalogue.facts["plan.veto"]
        return (
            Change("plan.veto", decision.value("plan.veto"), Text("去掉它", "without it"), fact.changeable),
        )
    return to_turn(decision.results[reason.rule], Truth.FALSE, knowledge)


def _supports(key: str, decision: Decision, knowledge: Knowledge, scope: Scope) -> list[Changes]:
    ways = [
        to_turn(decision.results[rule], Truth.TRUE, knowledge)
        for rule, effect in scope.technology_hits.get(key, ())
        if isinstance(effect, Recommend)
    ]
    for rule, requirement in scope.supports.get(key, ()):
        if requirement.modality in ("must", "shall", "should"):
            ways.append(_by_clause(rule, requirement.id, decision, knowledge, scope))
    return [changes for changes in ways if changes is not None]


def _by_clause(
    rule: str, requirement: str, decision: Decision, knowledge: Knowledge, scope: Scope
) -> Changes | None:
    """Changes that make the recommending rule hold and the clause apply: required, not waived."""
    parts = [to_turn(decision.results[rule], Truth.TRUE, knowledge)]
    if decision.requirements[requirement].verdict is not Verdict.APPLICABLE:
        hits = scope.requirement_hits.get(requirement, ())
        brings = [decision.results[name] for name, effect in hits if isinstance(effect, Require)]
        parts.append(_any(brings, knowledge))
        for name, effect in hits:
            if isinstance(effect, Waive | Reference):
                parts.append(to_turn(decision.results[name], Truth.FALSE, knowledge))
    possible = [part for part in parts if part is not None]
    return merged(possible) if len(possible) == len(parts) else None


def _any(results: list[RuleResult], knowledge: Knowledge) -> Changes | None:
    ways = [to_turn(result, Truth.TRUE, knowledge) for result in results]
    possible = [changes for changes in ways if changes is not None]
    return min(possible, key=cost) if possible else None
