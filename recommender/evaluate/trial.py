"""Trial: the same site decided again with some facts stated otherwise; only what they touch is worked out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from recommender.evaluate.case import Case
from recommender.evaluate.decide import decide, decide_technology, decided, installed
from recommender.evaluate.facts import Judge, derive, result_of
from recommender.evaluate.needs import PREREQUISITE
from recommender.evaluate.requirements import decide_requirement
from recommender.evaluate.scope import Knowledge, Scope
from recommender.language.conditions import facts_read
from recommender.model.decision import Decision, RequirementDecision, RuleResult, TechnologyDecision
from recommender.model.knowledge import FactValue
from recommender.model.rule import Rule
from recommender.model.site import SiteProfile

EVERYTHING = ("site.type", "place.province", "place.city")
"""Facts that move so much that deciding all of it again is the shorter way."""
WISHES = ("plan.include", "plan.veto")


@dataclass(frozen=True)
class Trials:
    """One site as decided, ready to be decided again; `of` gives what `decide` gives, only sooner."""

    base: Decision
    knowledge: Knowledge

    def of(self, stated: Mapping[str, FactValue]) -> Decision:
        """The decision of the site with these facts stated beside, or instead of, its own."""
        site = SiteProfile(
            {**self.base.site.facts, **stated},
            self.base.site.places,
            self.base.site.sources,
            self.base.site.warnings,
            self.base.site.note,
        )
        if any(fact in stated for fact in EVERYTHING):
            return decide(site, self.knowledge)
        observations, results = derive(site, self.knowledge, self._judge(frozenset(stated)))
        case = Case(site, self.knowledge, self._scope, observations, results)
        before = self.base.results
        moved = [rule for rule, result in results.items() if result is not before[rule]]
        requirements = self._requirements(case, moved)
        technologies = self._technologies(case, moved, requirements)
        return decided(case, self.base.domain, technologies, requirements)

    def _judge(self, stated: frozenset[str]) -> Judge:
        """The result of the site itself where every fact the rule reads has the value it has there."""
        before, results, reads = self._values, self.base.results, self._reads
        grounds = self.knowledge.grounds.items()
        moving = stated | {fact for fact, below in grounds if not below.isdisjoint(stated)}

        def judge(rule: Rule, values: dict[str, FactValue]) -> RuleResult:
            read = reads[rule.id] & moving
            if all(values.get(fact) == before.get(fact) for fact in read):
                return results[rule.id]
            return result_of(rule, values)

        return judge

    def _requirements(self, case: Case, moved: Iterable[str]) -> dict[str, RequirementDecision]:
        touched = {key for rule in moved for key in self._requirements_of.get(rule, ())}
        return {
            key: decide_requirement(key, case) if key in touched else before
            for key, before in self.base.requirements.items()
        }

    def _technologies(
        self, case: Case, moved: Iterable[str], requirements: Mapping[str, RequirementDecision]
    ) -> dict[str, TechnologyDecision]:
        before, there = self.base, installed(case)
        verdicts = {key for key, one in requirements.items() if one is not before.requirements[key]}
        touched = {key for rule in moved for key in self._technologies_of.get(rule, ())}
        touched |= {
            key for one in verdicts for key in self.knowledge.catalogue.requirements[one].technologies
        }
        touched |= {key for key, _ in there.items() ^ self._installed.items()}
        touched |= self._joined
        for fact in WISHES:
            touched |= _named(case.site.facts.get(fact)) ^ _named(before.site.facts.get(fact))
        return {
            key: decide_technology(key, case, requirements, there) if key in touched else one
            for key, one in before.technologies.items()
        }

    @cached_property
    def _scope(self) -> Scope:
        return self.knowledge.scope(self.base.domain)

    @cached_property
    def _values(self) -> dict[str, FactValue]:
        return {fact: seen.value for fact, seen in self.base.observations.items()}

    @cached_property
    def _reads(self) -> dict[str, frozenset[str]]:
        return {rule.id: frozenset(facts_read(rule.when)) for rule in self.knowledge.rulebook.active}

    @cached_property
    def _installed(self) -> dict[str, str]:
        base = self.base
        return installed(Case(base.site, self.knowledge, self._scope, base.observations, base.results))

    @cached_property
    def _joined(self) -> frozenset[str]:
        """What stands here, or may, only because something else needs it: decided anew every time."""
        return frozenset(
            key
            for key, one in self.base.technologies.items()
            if any(reason.rule == PREREQUISITE for reason in one.reasons)
        )

    @cached_property
    def _technologies_of(self) -> dict[str, frozenset[str]]:
        touched: dict[str, set[str]] = {}
        for key, hits in self._scope.technology_hits.items():
            for rule, _ in hits:
                touched.setdefault(rule, set()).add(key)
        for key, supports in self._scope.supports.items():
            for rule, _ in supports:
                touched.setdefault(rule, set()).add(key)
        return {rule: frozenset(keys) for rule, keys in touched.items()}

    @cached_property
    def _requirements_of(self) -> dict[str, frozenset[str]]:
        touched: dict[str, set[str]] = {}
        for key, hits in self._scope.requirement_hits.items():
            for rule, _ in hits:
                touched.setdefault(rule, set()).add(key)
        return {rule: frozenset(keys) for rule, keys in touched.items()}


def _named(value: FactValue | None) -> frozenset[str]:
    return frozenset(value) if isinstance(value, tuple) else frozenset()
