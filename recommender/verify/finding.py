"""Finding: one fault the search proved, the site that shows it, and what anyone can see there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import assert_never

from recommender.model.decision import Decision, Status, Verdict
from recommender.model.knowledge import FactValue
from recommender.model.problem import Place
from recommender.model.roadmap import PlannedStage
from recommender.model.text import Text
from recommender.model.truth import Truth

Facts = dict[str, FactValue]
"""A site as the facts it states."""


class Fault(Enum):
    """What may be wrong with a rulebook; the value is the code messages bear."""

    UNREACHABLE = "V-UNREACHABLE"
    ALWAYS = "V-ALWAYS"
    IDLE = "V-IDLE"
    CONTRADICTION = "V-CONTRADICTION"
    BOTH_SIDES = "V-BOTH-SIDES"
    NO_TECHNOLOGY = "V-NO-TECHNOLOGY"
    EMPTY = "V-EMPTY"
    NO_REQUIREMENT = "V-NO-REQUIREMENT"
    UNDECIDED = "V-UNDECIDED"

    @property
    def told_only(self) -> bool:
        """Whether it is by design and only told: sources that disagree are both shown."""
        return self is Fault.BOTH_SIDES


@dataclass(frozen=True)
class Fires:
    """The rule's condition has this truth at the site."""

    rule: str
    truth: str


@dataclass(frozen=True)
class Says:
    """The rule has this effect on the technology at the site."""

    rule: str
    effect: str
    technology: str


@dataclass(frozen=True)
class Stands:
    """Whether the technology comes onto the roadmap, though it is of the site's domain."""

    technology: str
    stands: bool


@dataclass(frozen=True)
class HasVerdict:
    """The requirement has this verdict at the site."""

    requirement: str
    verdict: str


@dataclass(frozen=True)
class StaysUnknown:
    """The fact stays unknown at the site."""

    fact: str


@dataclass(frozen=True)
class NothingIn:
    """The stage has no step; with stage "" the whole roadmap is empty."""

    stage: str


Claim = Fires | Says | Stands | HasVerdict | StaysUnknown | NothingIn


@dataclass(frozen=True)
class Finding:
    """One fault. `key` names it; `facts` is the legal site that shows it, `claims` what to see there."""

    fault: Fault
    key: str
    place: Place
    said: Text
    facts: Facts
    claims: tuple[Claim, ...]
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Acceptance:
    """A finding that is right as it is, with the reason; `place` is where that is written."""

    key: str
    reason: Text
    place: Place


@dataclass(frozen=True)
class Verification:
    """What the search found: `open` wants mending or a reason, `accepted` has one, `told` is by design.

    `stale` are reasons for what is no longer found; `counts` tells how much was looked at.
    """

    open: tuple[Finding, ...]
    accepted: tuple[tuple[Finding, Acceptance], ...]
    told: tuple[Finding, ...]
    stale: tuple[Acceptance, ...]
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def clean(self) -> bool:
        """Whether everything found has its reason."""
        return not self.open


def holds(claim: Claim, decision: Decision, stages: tuple[PlannedStage, ...] = ()) -> bool:
    """Whether the engine's decision on the site, and for NothingIn its stages, show what is claimed."""
    match claim:
        case Fires(rule, truth):
            return decision.results[rule].truth is Truth(truth)
        case Says(rule, effect, technology):
            decided = decision.technologies[technology]
            return decided.in_domain and any(
                reason.rule == rule and reason.effect == effect and reason.holds for reason in decided.reasons
            )
        case Stands(technology, stands):
            decided = decision.technologies[technology]
            return decided.stands is stands and decided.in_domain and decided.status is not Status.INSTALLED
        case HasVerdict(requirement, verdict):
            return decision.requirements[requirement].verdict is Verdict(verdict)
        case StaysUnknown(fact):
            return decision.value(fact) is None
        case NothingIn(stage):
            return not any(shown.steps for shown in stages if stage in ("", shown.id))
        case _:
            assert_never(claim)
