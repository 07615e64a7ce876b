"""Prerequisites: what a technology needs first, and bringing it onto the roadmap with what needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from recommender.evaluate.choice import basis_of
from recommender.evaluate.scope import Knowledge, Scope
from recommender.evaluate.status import settle
from recommender.model.decision import Reason, RuleResult, Status, TechnologyDecision
from recommender.model.knowledge import Authority, Basis
from recommender.model.text import Text
from recommender.model.truth import Truth

PREREQUISITE = "prerequisite"
"""The `rule` of a reason that comes from a prerequisite link."""

Needs = Mapping[str, tuple[tuple[str, str, Basis], ...]]
"""Technology → (what it needs, clause, basis)."""


def needs_of(
    technologies: Mapping[str, TechnologyDecision],
    knowledge: Knowledge,
    scope: Scope,
    results: Mapping[str, RuleResult],
) -> Needs:
    """What each technology needs first, from relations and from rules that hold and are not overridden."""
    needs: dict[str, dict[str, tuple[str, str, Basis]]] = {}
    for relation in knowledge.catalogue.prerequisites:
        link = (relation.object, relation.source, relation.basis)
        needs.setdefault(relation.subject, {}).setdefault(relation.object, link)
    for key, rule, effect in scope.prerequisites:
        if results[rule].truth is Truth.TRUE and rule not in technologies[key].overridden:
            source = knowledge.rulebook.rules[rule]
            for need in effect.needs:
                if need != key:
                    basis = basis_of(source, effect, knowledge.catalogue)
                    link = (need, source.sources[0] if source.sources else "", basis)
                    needs.setdefault(key, {}).setdefault(need, link)
    return {key: tuple(links.values()) for key, links in needs.items()}


def with_needs(
    technologies: Mapping[str, TechnologyDecision], needs: Needs, knowledge: Knowledge
) -> dict[str, TechnologyDecision]:
    """Support what something on the roadmap needs first, and so on down; what is ruled out stays out."""
    decided = dict(technologies)
    waiting = [key for key in technologies if technologies[key].stands]
    while waiting:
        key = waiting.pop(0)
        for need, clause, basis in needs.get(key, ()):
            there = decided.get(need)
            if there is not None and there.in_domain and there.status in _OPEN:
                reasons = (*there.reasons, _needed_first(key, clause, basis, knowledge))
                outcome = settle(reasons)
                if outcome.stands:
                    decided[need] = replace(
                        there,
                        status=outcome.status,
                        lean=outcome.lean,
                        reasons=reasons,
                        unknown_facts=outcome.unknown,
                    )
                    waiting.append(need)
    return decided


_OPEN = (Status.AVAILABLE, Status.UNDETERMINED)


def _needed_first(key: str, clause: str, basis: Basis, knowledge: Knowledge) -> Reason:
    label = knowledge.catalogue.label(key)
    text = Text(f"“{label.zh}”要以它为前提", f"“{label.en}” needs it first")
    return Reason(PREREQUISITE, "recommend", text, clause, "", Authority.DERIVED, basis)
