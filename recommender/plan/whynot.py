"""Why a technology is not on the roadmap, and the smallest change of facts that would bring it there."""

from __future__ import annotations

from recommender.evaluate.reasons import PLANNER
from recommender.evaluate.scope import Scope
from recommender.model.decision import Reason, Status, TechnologyDecision, Verdict
from recommender.model.effect import Recommend, Reference, Require, Waive
from recommender.model.roadmap import Change, WhyNot
from recommender.model.text import Text
from recommender.model.truth import Truth
from recommender.plan.change import Changes, Turns, cost, merged

HEADS = {
    Status.EXCLUDED: Text("不适用于本场地", "Does not apply to this site"),
    Status.DISCOURAGED: Text("来源不建议", "Advised against"),
    Status.CONTESTED: Text("有争议，反对一方的分量不低", "Contested, and the opposing side weighs no less"),
    Status.UNDETERMINED: Text("还不能判断，缺少事实", "Cannot be told yet: facts are missing"),
    Status.AVAILABLE: Text(
        "可用，但没有条款或报告在这里主动要求或推荐它", "Available; no source urges it here"
    ),
}

MAYBE = {
    "recommend": Text("可能支持", "May support"),
    "discourage": Text("可能反对", "May oppose"),
    "exclude": Text("可能排除", "May exclude"),
}


def why_not(decided: TechnologyDecision, turns: Turns) -> WhyNot | None:
    """None for what stands on the roadmap or is installed already."""
    if decided.stands or decided.status is Status.INSTALLED:
        return None
    scope = turns.knowledge.scope(turns.decision.domain)
    changes = _admitting(decided, turns, scope) if decided.in_domain else None
    head = HEADS.get(decided.status, HEADS[Status.AVAILABLE])
    return WhyNot(_with_causes(head, decided), changes or (), changes is not None)


def _with_causes(head: Text, decided: TechnologyDecision) -> Text:
    """The head with what speaks against the technology, or with what is still open about it."""
    if decided.status is Status.UNDETERMINED:
        waiting = [reason for reason in decided.reasons if not reason.holds and reason.effect in MAYBE][:2]
        zh = "；".join(f"{MAYBE[reason.effect].zh}：{reason.cited('zh')}" for reason in waiting)
        en = "; ".join(f"{MAYBE[reason.effect].en}: {reason.cited('en')}" for reason in waiting)
        return Text(f"{head.zh}。{zh}", f"{head.en}. {en}") if waiting else head
    against = [reason for reason in decided.reasons if reason.holds and reason.opposes][:2]
    if not against:
        return head
    zh = "；".join(reason.because.zh for reason in against)
    en = "; ".join(reason.because.en for reason in against)
    return Text(f"{head.zh}：{zh}", f"{head.en}: {en}")


def _admitting(decided: TechnologyDecision, turns: Turns, scope: Scope) -> Changes | None:
    parts: list[Changes] = []
    for reason in decided.reasons:
        if reason.opposes and reason.truth is not Truth.FALSE:
            removed = _removed(reason, turns)
            if removed is None:
                return None
            parts.append(removed)
    if not any(reason.supports and reason.holds for reason in decided.reasons):
        supports = _supports(decided.technology, turns, scope)
        if not supports:
            return None
        parts.append(min(supports, key=cost))
    return merged(parts)


def _removed(reason: Reason, turns: Turns) -> Changes | None:
    if reason.rule == PLANNER:
        changeable = turns.knowledge.catalogue.facts["plan.veto"].changeable
        return (
            Change("plan.veto", turns.decision.value("plan.veto"), Text("去掉它", "without it"), changeable),
        )
    return turns.of(reason.rule, Truth.FALSE)


def _supports(key: str, turns: Turns, scope: Scope) -> list[Changes]:
    ways = [
        turns.of(rule, Truth.TRUE)
        for rule, effect in scope.technology_hits.get(key, ())
        if isinstance(effect, Recommend)
    ]
    for rule, requirement in scope.supports.get(key, ()):
        if requirement.asks:
            ways.append(_by_clause(rule, requirement.id, turns, scope))
    return [changes for changes in ways if changes is not None]


def _by_clause(rule: str, requirement: str, turns: Turns, scope: Scope) -> Changes | None:
    """Changes that make the recommending rule hold and the clause apply: required, not waived."""
    parts = [turns.of(rule, Truth.TRUE)]
    if turns.decision.requirements[requirement].verdict is not Verdict.APPLICABLE:
        hits = scope.requirement_hits.get(requirement, ())
        brings = [turns.of(name, Truth.TRUE) for name, effect in hits if isinstance(effect, Require)]
        possible = [changes for changes in brings if changes is not None]
        parts.append(min(possible, key=cost) if possible else None)
        parts += [
            turns.of(name, Truth.FALSE) for name, effect in hits if isinstance(effect, Waive | Reference)
        ]
    found = [part for part in parts if part is not None]
    return merged(found) if len(found) == len(parts) else None
