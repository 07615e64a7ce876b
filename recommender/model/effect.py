"""Effect: the closed set of things a rule may do, and the selectors that say to what."""

from __future__ import annotations

from dataclasses import dataclass

from recommender.model.condition import Value
from recommender.model.text import Text


@dataclass(frozen=True)
class Span:
    """An inclusive range of symbol counts; None leaves a side open."""

    low: int | None = None
    high: int | None = None

    def holds(self, count: int) -> bool:
        """Whether `count` lies in the range."""
        return (self.low is None or count >= self.low) and (self.high is None or count <= self.high)


@dataclass(frozen=True)
class TechnologySelector:
    """Names technologies; every key given must agree, several values of one key are alternatives.

    Row keys (table, group, subgroup, potential, economy, star and the ticks) look at one Assessment: a row
    of `table` if that key is given, else the row that rates the technology at the site. `clause` means
    "satisfies a requirement of that clause or list item"; `list` a named list of a report.
    """

    ids: tuple[str, ...] = ()
    field: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    list: tuple[str, ...] = ()
    clause: tuple[str, ...] = ()
    table: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    subgroup: tuple[str, ...] = ()
    potential: Span | None = None
    economy: Span | None = None
    star: Span | None = None
    high_energy: bool | None = None
    non_high_energy: bool | None = None
    excepting: tuple[str, ...] = ()


@dataclass(frozen=True)
class RequirementSelector:
    """Names requirements; `clause` is a clause, list item or chapter ("zcc/7" holds for zcc/7.1.2#4)."""

    ids: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    clause: tuple[str, ...] = ()
    modality: tuple[str, ...] = ()
    field: tuple[str, ...] = ()
    excepting: tuple[str, ...] = ()


@dataclass(frozen=True)
class Classify:
    """Derive a fact the profile did not state."""

    fact: str
    value: Value


@dataclass(frozen=True)
class Recommend:
    """Support technologies."""

    technologies: TechnologySelector


@dataclass(frozen=True)
class Discourage:
    """Oppose technologies."""

    technologies: TechnologySelector


@dataclass(frozen=True)
class DiscourageTarget:
    """Oppose a target (e.g. 零碳社区)."""

    target: str


@dataclass(frozen=True)
class Exclude:
    """Rule technologies out: they cannot apply at the site."""

    technologies: TechnologySelector


@dataclass(frozen=True)
class Permit:
    """Say technologies may be used; neither support nor opposition."""

    technologies: TechnologySelector


@dataclass(frozen=True)
class Prioritise:
    """Add `points` to the score, or (points 0) set technologies ahead of others in their stage."""

    technologies: TechnologySelector
    points: int = 0
    ahead_of: TechnologySelector | None = None


@dataclass(frozen=True)
class StageBound:
    """Bound the stage: not before, not after; `with_works` ties technologies to planned works."""

    technologies: TechnologySelector
    not_before: str = ""
    not_after: str = ""
    with_works: tuple[str, ...] = ()


@dataclass(frozen=True)
class Prerequisite:
    """Technologies need others first."""

    technologies: TechnologySelector
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Assign:
    """Who has a role (decides, carries out, pays, benefits) in technologies; None: in the whole renewal."""

    role: str
    actors: tuple[str, ...]
    technologies: TechnologySelector | None = None


@dataclass(frozen=True)
class Bundle:
    """Carry the technologies of a package out together."""

    package: str


@dataclass(frozen=True)
class Require:
    """The requirements apply to the site."""

    requirements: RequirementSelector


@dataclass(frozen=True)
class Reference:
    """The requirements are for reference only."""

    requirements: RequirementSelector


@dataclass(frozen=True)
class Waive:
    """The requirements do not apply to the site."""

    requirements: RequirementSelector


@dataclass(frozen=True)
class Warn:
    """Tell the planner of a danger."""

    text: Text


@dataclass(frozen=True)
class Expect:
    """Tell the planner what the sources expect of such a site."""

    text: Text


@dataclass(frozen=True)
class Ask:
    """Facts the profile should state."""

    facts: tuple[str, ...]


@dataclass(frozen=True)
class Weigh:
    """Change the default ranking weights of potential, economy and star (any positive numbers)."""

    potential: float
    economy: float
    star: float


TechnologyEffect = Recommend | Discourage | Exclude | Permit | Prioritise | StageBound | Prerequisite
RequirementEffect = Require | Reference | Waive
Effect = (
    TechnologyEffect
    | RequirementEffect
    | Assign
    | Classify
    | DiscourageTarget
    | Bundle
    | Warn
    | Expect
    | Ask
    | Weigh
)

EFFECT_NAMES: dict[type[object], str] = {
    Classify: "classify",
    Recommend: "recommend",
    Discourage: "discourage",
    DiscourageTarget: "discourage",
    Exclude: "exclude",
    Permit: "permit",
    Prioritise: "prioritise",
    StageBound: "stage",
    Prerequisite: "prerequisite",
    Assign: "assign",
    Bundle: "package",
    Require: "require",
    Reference: "reference",
    Waive: "waive",
    Warn: "warn",
    Expect: "expect",
    Ask: "ask",
    Weigh: "weigh",
}
