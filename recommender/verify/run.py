"""Verify a rulebook: all searches in one run, every finding confirmed by the engine itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from recommender.evaluate.decide import decide
from recommender.evaluate.scope import Knowledge
from recommender.model.decision import Decision
from recommender.model.problem import Place
from recommender.model.site import SiteProfile
from recommender.plan.roadmap import plan
from recommender.store.consistency import inconsistencies
from recommender.verify import contradictions, gaps, reach, rule_faults
from recommender.verify.finding import Acceptance, Finding, NothingIn, Verification, holds
from recommender.verify.search import Sites, sites_of
from recommender.verify.standing import standings


class Disagreement(Exception):  # noqa: N818  (it names what is wrong)
    """The engine does not show what the search proved: an error in one of the two, never in the rules."""


def verify(knowledge: Knowledge, acceptances: Iterable[Acceptance] = ()) -> Verification:
    """Everything found in the rulebook, sorted into what is open, what has its reason, what is only told."""
    sites = sites_of(knowledge)
    engine = _Engine(sites)
    found = tuple(engine.confirmed(finding) for finding in _findings(sites))
    reasons = {acceptance.key: acceptance for acceptance in acceptances}
    weighed = [finding for finding in found if not finding.fault.told_only]
    keys = {finding.key for finding in found}
    return Verification(
        open=tuple(finding for finding in weighed if finding.key not in reasons),
        accepted=tuple((finding, reasons[finding.key]) for finding in weighed if finding.key in reasons),
        told=tuple(finding for finding in found if finding.fault.told_only),
        stale=tuple(acceptance for acceptance in reasons.values() if acceptance.key not in keys),
        counts={
            "rules": len(knowledge.rulebook.active),
            "facts": len(sites.formulas.space.facts),
            "technologies": len(knowledge.catalogue.technologies),
            "requirements": len(knowledge.catalogue.requirements),
            "domains": len(knowledge.scopes),
        },
    )


def _findings(sites: Sites) -> Iterator[Finding]:
    standing = standings(sites.knowledge, sites.formulas)
    yield from rule_faults.unreachable(sites)
    yield from rule_faults.always(sites)
    yield from rule_faults.idle(sites)
    yield from contradictions.about_technologies(sites, standing)
    yield from contradictions.about_requirements(sites)
    yield from contradictions.about_stages(sites, standing)
    yield from contradictions.about_order(sites)
    yield from contradictions.about_facts(sites)
    yield from reach.technologies(sites, standing)
    yield from reach.requirements(sites, standing)
    yield from gaps.gaps(sites, standing)


@dataclass
class _Engine:
    """The engine's word on sites, each asked once."""

    sites: Sites
    decided: dict[str, Decision] = field(default_factory=dict)

    def confirmed(self, finding: Finding) -> Finding:
        """The finding itself, once the reader accepts its site and the engine shows there what is claimed."""
        if not finding.claims:
            return finding
        decision = self._decision(finding)
        planned = any(isinstance(claim, NothingIn) for claim in finding.claims)
        stages = plan(decision, self.sites.knowledge).stages if planned else ()
        for claim in finding.claims:
            if not holds(claim, decision, stages):
                raise Disagreement(f"{finding.key}: {claim}")
        return finding

    def _decision(self, finding: Finding) -> Decision:
        key = repr(finding.facts)
        if key not in self.decided:
            knowledge = self.sites.knowledge
            places = dict.fromkeys(finding.facts, Place(""))
            for problem in inconsistencies(finding.facts, places, knowledge.catalogue):
                raise Disagreement(f"{finding.key}: {problem}")
            self.decided[key] = decide(SiteProfile(finding.facts), knowledge)
        return self.decided[key]
