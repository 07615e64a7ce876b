"""Decision: what the engine says of one site, every line with its reasons; data only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from recommender.model.condition import Condition
from recommender.model.knowledge import Assessment, Authority, Basis, FactValue
from recommender.model.site import Observation, SiteProfile
from recommender.model.text import Text
from recommender.model.truth import Truth


class Status(Enum):
    """Status of a technology at a site (DESIGN §2)."""

    RECOMMENDED = "recommended"
    AVAILABLE = "available"
    CONTESTED = "contested"
    DISCOURAGED = "discouraged"
    EXCLUDED = "excluded"
    UNDETERMINED = "undetermined"
    INSTALLED = "installed"


class Lean(Enum):
    """Which side of a contested technology has the higher authority."""

    SUPPORT = "support"
    OPPOSE = "oppose"
    EVEN = "even"


class Verdict(Enum):
    """Verdict of a requirement at a site."""

    APPLICABLE = "applicable"
    REFERENCE = "reference"
    NOT_APPLICABLE = "not_applicable"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True)
class Node:
    """A condition with its truth at the site; `observed` is a leaf's known value, None if unknown."""

    condition: Condition
    truth: Truth
    parts: tuple[Node, ...] = ()
    observed: FactValue | None = None


@dataclass(frozen=True)
class RuleResult:
    """One rule at the site: truth, tree, the known facts it rests on, the unknown ones that decide."""

    rule: str
    truth: Truth
    tree: Node | None
    facts: tuple[tuple[str, FactValue], ...] = ()
    unknown: tuple[str, ...] = ()


_MODAL: Mapping[str, str] = {
    **dict.fromkeys(("须", "必须"), "must"),
    **dict.fromkeys(("应", "应当", "应该", "应需", "需"), "shall"),
    "宜": "should",
    "不宜": "should not",
    **dict.fromkeys(("可", "可以"), "may"),
}
"""The modal words of the sources in English."""


@dataclass(frozen=True)
class Reason:
    """Why a line says what it says. `truth` UNKNOWN: the reason would hold if `unknown` facts allow.

    `rule` is a rule id, or "planner" for the planner's own wish and "domain" for the table a row stands in.
    """

    rule: str
    effect: str
    because: Text
    clause: str
    modality: str
    authority: Authority
    basis: Basis
    facts: tuple[tuple[str, FactValue], ...] = ()
    truth: Truth = Truth.TRUE
    unknown: tuple[str, ...] = ()

    def cited(self, language: str) -> str:
        """Why, with clause and modality word in brackets."""
        place, said = f"{self.clause} {self.word(language)}".strip(), self.because.get(language)
        if not place:
            return said
        return f"{said}（{place}）" if language == "zh" else f"{said} ({place})"

    def word(self, language: str) -> str:
        """The modal word as it stands in the source; in English with what it means there."""
        english = _MODAL.get(self.modality, "")
        if language == "zh" or not english:
            return self.modality
        if english == "shall" and self.authority is Authority.REPORT:
            english = "should"  # shall is for standards and guides
        return f"{english} ({self.modality})"

    @property
    def holds(self) -> bool:
        """Whether it is known to hold at the site."""
        return self.truth is Truth.TRUE

    @property
    def supports(self) -> bool:
        """Whether it speaks for a technology."""
        return self.effect == "recommend"

    @property
    def opposes(self) -> bool:
        """Whether it speaks against a technology."""
        return self.effect in ("discourage", "exclude")


@dataclass(frozen=True)
class TechnologyDecision:
    """One technology at the site. `rating` is the row that counts here, `other_ratings` all others."""

    technology: str
    status: Status
    reasons: tuple[Reason, ...]
    rating: Assessment | None
    other_ratings: tuple[Assessment, ...]
    lean: Lean | None = None
    unknown_facts: tuple[str, ...] = ()
    in_domain: bool = True

    @property
    def stands(self) -> bool:
        """Whether it belongs on the roadmap: recommended, or contested and leaning to support."""
        return self.status is Status.RECOMMENDED or (
            self.status is Status.CONTESTED and self.lean is Lean.SUPPORT
        )

    @property
    def overridden(self) -> frozenset[str]:
        """Rules that have no say on this technology because another one overrides them here."""
        return frozenset([reason.rule for reason in self.reasons if reason.effect == "overridden"])


@dataclass(frozen=True)
class RequirementDecision:
    """One requirement at the site."""

    requirement: str
    verdict: Verdict
    reasons: tuple[Reason, ...]
    unknown_facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Role:
    """Who has a role in a technology or in the whole renewal, by concept ids, with the reason."""

    role: str
    actors: tuple[str, ...]
    reason: Reason


@dataclass(frozen=True)
class Notice:
    """A warning or expectation a rule gives, with its reason."""

    kind: str
    text: Text
    reason: Reason


@dataclass(frozen=True)
class Decision:
    """Everything decided of one site before it is put in order by plan."""

    site: SiteProfile
    domain: str
    observations: Mapping[str, Observation]
    results: Mapping[str, RuleResult]
    technologies: Mapping[str, TechnologyDecision]
    requirements: Mapping[str, RequirementDecision]
    needs: Mapping[str, tuple[str, ...]]
    notices: tuple[Notice, ...]
    asks: Mapping[str, tuple[str, ...]]
    discouraged_targets: Mapping[str, tuple[Reason, ...]]
    roles: Mapping[str, tuple[Role, ...]] = field(default_factory=dict)

    def value(self, fact: str) -> FactValue | None:
        """The known value of a fact, None if unknown."""
        seen = self.observations.get(fact)
        return None if seen is None else seen.value
