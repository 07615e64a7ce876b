"""Decide: one site against the whole rulebook, every technology and requirement with its reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from recommender.evaluate.facts import derive
from recommender.evaluate.needs import needs_of, with_needs
from recommender.evaluate.reasons import (
    clause_reason,
    installed_reason,
    outside_reason,
    planner_reason,
    reason_for,
)
from recommender.evaluate.requirements import decide_requirements
from recommender.evaluate.scope import Knowledge, Scope, domain_of
from recommender.evaluate.status import settle
from recommender.model.decision import (
    Decision,
    Lean,
    Notice,
    Reason,
    RequirementDecision,
    RuleResult,
    Status,
    TechnologyDecision,
)
from recommender.model.effect import Ask, DiscourageTarget, Expect, Warn
from recommender.model.knowledge import FactValue
from recommender.model.site import Observation, SiteProfile
from recommender.model.truth import Truth

NO_SCOPE = Scope("", {}, frozenset(), {}, {}, {}, ())


def decide(site: SiteProfile, knowledge: Knowledge) -> Decision:
    """Everything the rulebook says of the site; same input, same output. `site.type` must be known."""
    observations, results = derive(site, knowledge)
    site_type = str(observations["site.type"].value)
    domain = domain_of(knowledge.catalogue, site_type)
    scope = knowledge.scopes.get(domain, NO_SCOPE)
    requirements = decide_requirements(knowledge, scope, results)
    there = _installed(knowledge, observations)
    technologies = {
        key: _decide_technology(key, site, site_type, knowledge, scope, results, requirements, there)
        for key in knowledge.catalogue.technologies
    }
    needs = needs_of(knowledge, scope, results)
    return Decision(
        site,
        domain,
        observations,
        results,
        with_needs(technologies, needs, knowledge),
        requirements,
        {key: tuple(need for need, _, _ in links) for key, links in needs.items()},
        tuple(_notices(knowledge, results)),
        _asks(knowledge, results, observations),
        _discouraged_targets(knowledge, results),
    )


def _decide_technology(
    key: str,
    site: SiteProfile,
    site_type: str,
    knowledge: Knowledge,
    scope: Scope,
    results: Mapping[str, RuleResult],
    requirements: Mapping[str, RequirementDecision],
    there: Mapping[str, str],
) -> TechnologyDecision:
    rating = scope.ratings.get(key)
    others = tuple(row for row in knowledge.catalogue.assessments_of.get(key, ()) if row is not rating)
    wished = tuple(_planner_reasons(key, site.facts))
    if key in there:
        reason = installed_reason(there[key], key)
        return TechnologyDecision(key, Status.INSTALLED, (reason,), rating, others)
    if key not in scope.members:
        outside = _outside(key, site_type, knowledge, scope)
        status = Status.CONTESTED if _wants(wished) else Status.EXCLUDED
        lean = Lean.SUPPORT if _wants(wished) else None
        return TechnologyDecision(key, status, (*wished, outside), rating, others, lean, (), False)
    reasons = _overridden(tuple(_rule_reasons(key, knowledge, scope, results, requirements)), knowledge)
    outcome = settle(reasons)
    status, lean, unknown = outcome.status, outcome.lean, outcome.unknown
    if _wants(wished):
        against = status in (Status.EXCLUDED, Status.DISCOURAGED, Status.CONTESTED)
        status, lean = (Status.CONTESTED, Lean.SUPPORT) if against else (Status.RECOMMENDED, None)
        unknown = ()
    elif wished:
        status, lean, unknown = Status.EXCLUDED, None, ()
    return TechnologyDecision(key, status, (*wished, *reasons), rating, others, lean, unknown)


def _installed(knowledge: Knowledge, observations: Mapping[str, Observation]) -> dict[str, str]:
    """Technology already there → the fact that says so."""
    stated = observations.get("installed.technologies")
    listed = stated.value if stated is not None and isinstance(stated.value, tuple) else ()
    there = dict.fromkeys(listed, "installed.technologies")
    for fact in knowledge.catalogue.facts.values():
        if fact.installs and fact.id in observations and observations[fact.id].value is True:
            there.setdefault(fact.installs, fact.id)
    return there


def _rule_reasons(
    key: str,
    knowledge: Knowledge,
    scope: Scope,
    results: Mapping[str, RuleResult],
    requirements: Mapping[str, RequirementDecision],
) -> Iterator[Reason]:
    for rule, requirement in scope.supports.get(key, ()):
        if results[rule].truth is not Truth.FALSE:
            reason = clause_reason(knowledge, results[rule], requirement, requirements[requirement.id])
            if reason is not None:
                yield reason
    for rule, effect in scope.technology_hits.get(key, ()):
        if results[rule].truth is not Truth.FALSE:
            yield reason_for(knowledge, effect, results[rule], "", "")


def _overridden(reasons: tuple[Reason, ...], knowledge: Knowledge) -> tuple[Reason, ...]:
    """Drop the say of rules another one beats here; kept in the list as `overridden`, so that it is seen."""
    beaten: dict[str, tuple[Truth, tuple[str, ...]]] = {}
    for reason in reasons:
        rule = knowledge.rulebook.rules.get(reason.rule)
        for override in rule.overrides if rule is not None else ():
            if beaten.get(override.rule, (Truth.UNKNOWN, ()))[0] is not Truth.TRUE:
                beaten[override.rule] = (reason.truth, reason.unknown)
    if not beaten:
        return reasons
    return tuple(
        _beat(reason, *beaten[reason.rule]) if reason.rule in beaten else reason for reason in reasons
    )


def _beat(reason: Reason, truth: Truth, unknown: tuple[str, ...]) -> Reason:
    if truth is Truth.TRUE:
        return replace(reason, effect="overridden")
    if reason.truth is Truth.TRUE:
        return replace(reason, truth=Truth.UNKNOWN, unknown=tuple(sorted({*reason.unknown, *unknown})))
    return reason


def _planner_reasons(key: str, facts: Mapping[str, FactValue]) -> Iterator[Reason]:
    included, vetoed = facts.get("plan.include"), facts.get("plan.veto")
    if isinstance(included, tuple) and key in included:
        yield planner_reason("recommend", "规划师指定纳入", "Included by the planner", "plan.include", key)
    if isinstance(vetoed, tuple) and key in vetoed:
        yield planner_reason("exclude", "规划师指定排除", "Vetoed by the planner", "plan.veto", key)


def _wants(wished: tuple[Reason, ...]) -> bool:
    return any(reason.effect == "recommend" for reason in wished)


def _outside(key: str, site_type: str, knowledge: Knowledge, scope: Scope) -> Reason:
    catalogue = knowledge.catalogue
    technology = catalogue.technologies[key]
    rows = catalogue.assessments_of.get(key, ())
    tables = "、".join(sorted({f"表{row.table}" for row in rows}))
    domains = "、".join(catalogue.label(domain).zh for domain in technology.domains)
    domain = catalogue.label(scope.domain)
    clause = rows[0].clause if rows else (technology.clauses[0] if technology.clauses else "")
    named_zh = tables or (f"针对{domains}的内容" if domains else "别处")
    named_en = ", ".join(sorted({f"table {row.table}" for row in rows})) or ", ".join(technology.domains)
    return outside_reason(
        f"来源只在{named_zh}提到它，不属于本场地对象（{domain.zh}）",
        f"The sources name it only in {named_en or 'other places'}, outside this site's domain ({domain.en})",
        clause,
        site_type,
    )


def _notices(knowledge: Knowledge, results: Mapping[str, RuleResult]) -> Iterator[Notice]:
    for rule in knowledge.rulebook.active:
        result = results[rule.id]
        if result.truth is Truth.TRUE:
            for effect in rule.then:
                if isinstance(effect, Warn | Expect):
                    kind = "warn" if isinstance(effect, Warn) else "expect"
                    yield Notice(kind, effect.text, reason_for(knowledge, effect, result, "", ""))


def _asks(
    knowledge: Knowledge, results: Mapping[str, RuleResult], observations: Mapping[str, object]
) -> dict[str, tuple[str, ...]]:
    asks: dict[str, list[str]] = {}
    for rule in knowledge.rulebook.active:
        if results[rule.id].truth is Truth.TRUE:
            for effect in rule.then:
                for fact in effect.facts if isinstance(effect, Ask) else ():
                    if fact not in observations:
                        asks.setdefault(fact, []).append(rule.id)
    return {fact: tuple(rules) for fact, rules in asks.items()}


def _discouraged_targets(
    knowledge: Knowledge, results: Mapping[str, RuleResult]
) -> dict[str, tuple[Reason, ...]]:
    targets: dict[str, list[Reason]] = {}
    for rule in knowledge.rulebook.active:
        result = results[rule.id]
        if result.truth is not Truth.FALSE:
            for effect in rule.then:
                if isinstance(effect, DiscourageTarget):
                    reason = reason_for(knowledge, effect, result, "", "")
                    targets.setdefault(effect.target, []).append(reason)
    return {target: tuple(reasons) for target, reasons in targets.items()}
