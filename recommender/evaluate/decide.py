"""Decide: one site against the whole rulebook, every technology and requirement with its reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from recommender.evaluate.case import Case
from recommender.evaluate.facts import derive
from recommender.evaluate.needs import needs_of, with_needs
from recommender.evaluate.reasons import clause_reason, installed_reason, planner_reason
from recommender.evaluate.requirements import decide_requirements
from recommender.evaluate.scope import Knowledge
from recommender.evaluate.status import settle
from recommender.model.decision import (
    Decision,
    Lean,
    Notice,
    Reason,
    RequirementDecision,
    Role,
    Status,
    TechnologyDecision,
)
from recommender.model.effect import Ask, Assign, DiscourageTarget, Effect, Expect, Warn
from recommender.model.knowledge import FactValue
from recommender.model.site import SiteProfile
from recommender.model.truth import Truth

Verdicts = Mapping[str, RequirementDecision]


def decide(site: SiteProfile, knowledge: Knowledge) -> Decision:
    """Everything the rulebook says of the site; same input, same output. `site.type` must be known."""
    observations, results = derive(site, knowledge)
    domain = knowledge.catalogue.domain_of(str(observations["site.type"].value))
    domain_id = domain.id if domain is not None else ""
    scope = knowledge.scope(domain_id)
    case = Case(site, knowledge, scope, observations, results)
    requirements = decide_requirements(case)
    there = installed(case)
    technologies = {
        key: decide_technology(key, case, requirements, there) for key in knowledge.catalogue.technologies
    }
    return decided(case, domain_id, technologies, requirements)


def decided(
    case: Case, domain: str, technologies: Mapping[str, TechnologyDecision], requirements: Verdicts
) -> Decision:
    """The decision once every line is settled by itself: prerequisites join, notices and roles are read."""
    needs = needs_of(technologies, case.knowledge, case.scope, case.results)
    return Decision(
        site=case.site,
        domain=domain,
        observations=case.observations,
        results=case.results,
        technologies=with_needs(technologies, needs, case.knowledge),
        requirements=requirements,
        needs={key: tuple(need for need, _, _ in links) for key, links in needs.items()},
        notices=tuple(_notices(case)),
        asks=_asks(case),
        discouraged_targets=_discouraged_targets(case),
        roles=_roles(case),
    )


def decide_technology(
    key: str, case: Case, requirements: Verdicts, there: Mapping[str, str]
) -> TechnologyDecision:
    """One technology by itself, before prerequisites join; `there` is what is installed already."""
    rating, others = case.scope.ratings.get(key), case.scope.other_ratings.get(key, ())
    if key in there:
        reason = installed_reason(there[key], key)
        return TechnologyDecision(key, Status.INSTALLED, (reason,), rating, others)
    wished = tuple(_planner_reasons(key, case.site.facts))
    outside = case.scope.outside.get(key)
    if outside is not None:
        status, lean = (Status.CONTESTED, Lean.SUPPORT) if _wants(wished) else (Status.EXCLUDED, None)
        reason = replace(outside, facts=(("site.type", case.site.facts["site.type"]),))
        return TechnologyDecision(key, status, (*wished, reason), rating, others, lean, (), False)
    reasons = _overridden(tuple(_rule_reasons(key, case, requirements)), case.knowledge)
    outcome = settle(reasons)
    status, lean, unknown = outcome.status, outcome.lean, outcome.unknown
    if _wants(wished):
        against = status in (Status.EXCLUDED, Status.DISCOURAGED, Status.CONTESTED)
        status, lean = (Status.CONTESTED, Lean.SUPPORT) if against else (Status.RECOMMENDED, None)
        unknown = ()
    elif wished:
        status, lean, unknown = Status.EXCLUDED, None, ()
    return TechnologyDecision(key, status, (*wished, *reasons), rating, others, lean, unknown)


def installed(case: Case) -> dict[str, str]:
    """Technology already there → the fact that says so."""
    listed = case.value("installed.technologies")
    there = dict.fromkeys(listed if isinstance(listed, tuple) else (), "installed.technologies")
    for fact in case.knowledge.catalogue.facts.values():
        if fact.installs and case.value(fact.id) is True:
            there.setdefault(fact.installs, fact.id)
    return there


def _rule_reasons(key: str, case: Case, requirements: Verdicts) -> Iterator[Reason]:
    for rule, requirement in case.scope.supports.get(key, ()):
        if case.truth(rule) is not Truth.FALSE:
            decided = requirements[requirement.id]
            reason = clause_reason(case.knowledge, case.results[rule], requirement, decided)
            if reason is not None:
                yield reason
    for rule, effect in case.scope.technology_hits.get(key, ()):
        if case.truth(rule) is not Truth.FALSE:
            yield case.reason(rule, effect)


def _overridden(reasons: tuple[Reason, ...], knowledge: Knowledge) -> tuple[Reason, ...]:
    """Drop the say of rules another one beats here; kept in the list as `overridden`, so that it is seen."""
    beaten: dict[str, list[Reason]] = {}
    for reason in reasons:
        rule = knowledge.rulebook.rules.get(reason.rule)
        for override in rule.overrides if rule is not None else ():
            beaten.setdefault(override.rule, []).append(reason)
    if not beaten:
        return reasons
    return tuple(
        _beat(reason, beaten[reason.rule]) if reason.rule in beaten else reason for reason in reasons
    )


def _beat(reason: Reason, stronger: list[Reason]) -> Reason:
    """The reason after those that override it: gone if one holds, open while one may still hold."""
    if any(other.holds for other in stronger):
        return replace(reason, effect="overridden")
    if reason.truth is Truth.TRUE:
        unknown = {fact for other in stronger for fact in other.unknown}
        return replace(reason, truth=Truth.UNKNOWN, unknown=tuple(sorted({*reason.unknown, *unknown})))
    return reason


def _planner_reasons(key: str, facts: Mapping[str, FactValue]) -> Iterator[Reason]:
    included, vetoed = facts.get("plan.include"), facts.get("plan.veto")
    if isinstance(included, tuple) and key in included:
        yield planner_reason("recommend", "规划师指定纳入", "Included by the planner", "plan.include", key)
    if isinstance(vetoed, tuple) and key in vetoed:
        yield planner_reason("exclude", "规划师指定排除", "Excluded by the planner", "plan.veto", key)


def _wants(wished: tuple[Reason, ...]) -> bool:
    return any(reason.supports for reason in wished)


def _notices(case: Case) -> Iterator[Notice]:
    for rule, effect in case.knowledge.effects(case.results, Truth.TRUE):
        if isinstance(effect, Warn | Expect):
            kind = "warn" if isinstance(effect, Warn) else "expect"
            yield Notice(kind, effect.text, case.reason(rule, effect))


def _asks(case: Case) -> dict[str, tuple[str, ...]]:
    asks: dict[str, list[str]] = {}
    for rule, effect in case.knowledge.effects(case.results, Truth.TRUE):
        for fact in effect.facts if isinstance(effect, Ask) else ():
            if fact not in case.observations:
                asks.setdefault(fact, []).append(rule)
    return {fact: tuple(rules) for fact, rules in asks.items()}


def _discouraged_targets(case: Case) -> dict[str, tuple[Reason, ...]]:
    targets: dict[str, list[Reason]] = {}
    for rule, effect in case.knowledge.effects(case.results, Truth.TRUE, Truth.UNKNOWN):
        if isinstance(effect, DiscourageTarget):
            targets.setdefault(effect.target, []).append(case.reason(rule, effect))
    return {target: tuple(reasons) for target, reasons in targets.items()}


def _roles(case: Case) -> dict[str, tuple[Role, ...]]:
    """Who does what, by technology ("" for the renewal as a whole), as far as rules say so or might."""
    return {
        key: roles
        for key, hits in case.scope.roles.items()
        if (roles := tuple(_role(rule, effect, case) for rule, effect in hits if _may_hold(rule, case)))
    }


def _may_hold(rule: str, case: Case) -> bool:
    return case.truth(rule) is not Truth.FALSE


def _role(rule: str, effect: Effect, case: Case) -> Role:
    assert isinstance(effect, Assign)
    return Role(effect.role, effect.actors, case.reason(rule, effect))
