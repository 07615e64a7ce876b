"""Roadmap: stages, packages, steps and everything left out; data only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from recommender.model.decision import Decision, Reason
from recommender.model.knowledge import FactValue, StageMapping
from recommender.model.text import Text
from recommender.model.trajectory import Outlook


class Action(Enum):
    """What is done with a technology in a stage."""

    PREPARE = "prepare"
    PILOT = "pilot"
    ADOPT = "adopt"


class RankStability(Enum):
    """How a rank moves over weights and unknown facts (definition: recommender/plan/score.py)."""

    ROBUST = "robust"
    CONDITIONAL = "conditional"
    FRAGILE = "fragile"


@dataclass(frozen=True)
class Score:
    """Weighted ▼ ➕ ★ on 0-100 (`value` None when no table rates it here) plus `points` given by rules."""

    value: float | None
    potential: float | None
    economy: float | None
    star: float | None
    weights: tuple[float, float, float]
    points: int
    point_reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Change:
    """One fact to change, from what is known (None: unknown) to `value`; `wanted` is that in words."""

    fact: str
    current: FactValue | None
    value: FactValue
    wanted: Text
    changeable: bool


@dataclass(frozen=True)
class WhyNot:
    """Why a technology is not on the roadmap; what would bring it there is an Admission."""

    text: Text


@dataclass(frozen=True)
class Admission:
    """The smallest change of facts that brings a technology onto the roadmap.

    `possible`: there is one among the changes tried. `supported`: some rule or clause could recommend it at
    such a site; where it is not possible all the same, more facts would have to change than were tried.
    """

    changes: tuple[Change, ...]
    possible: bool
    supported: bool


@dataclass(frozen=True)
class PlannedTechnology:
    """A technology with its place in the plan; `stage` None when it is not scheduled.

    `timing` is the time statement of a source its stage starts from; `stage_reasons` moved it from there.
    """

    technology: str
    stage: str | None
    pilot_stage: str | None
    prepare_now: bool
    score: Score
    stability: RankStability | None
    stage_reasons: tuple[Reason, ...]
    prerequisites: tuple[str, ...]
    satisfies: tuple[str, ...]
    why_not: WhyNot | None
    offered_stage: str | None = None
    timing: StageMapping | None = None


@dataclass(frozen=True)
class Step:
    """One line of a stage."""

    technology: str
    action: Action
    package: str


@dataclass(frozen=True)
class PlannedPackage:
    """Technologies carried out together at this site, with the reason."""

    id: str
    label: Text
    stage: str | None
    technologies: tuple[str, ...]
    because: Text
    clause: str
    basis: str


@dataclass(frozen=True)
class PlannedStage:
    """A stage with its years and steps, in order; `start` None: the plan's start year is not stated."""

    id: str
    label: Text
    start: int | None
    end: int
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Coverage:
    """Which steps and installed technologies satisfy a requirement."""

    requirement: str
    covered_by: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """An unknown fact and how many open statuses, stages and verdicts it has a part in (`settles`).

    Where it is asked for, `settled` is worked out value by value, and `settles` is the most of it.
    """

    fact: str
    text: Text
    settles: int
    asked_by: tuple[str, ...] = ()
    settled: Settled | None = None


@dataclass(frozen=True)
class Settled:
    """How many open lines stating a fact settles: the fewest, the mean and the most over its values."""

    least: int
    mean: float
    most: int


@dataclass(frozen=True)
class Conflict:
    """Two sides that do not agree: about one technology, or between two steps of the plan."""

    kind: str
    technologies: tuple[str, ...]
    text: Text
    clause: str
    lean: str | None = None


@dataclass(frozen=True)
class TargetFinding:
    """Whether the plan reaches the stated target.

    `reaches` is "not_assessed" in a plan alone; with an `outlook` it is the value of its attainment.
    """

    target: str
    year: int | None
    reaches: str
    reasons: tuple[Reason, ...]
    not_quantified: tuple[Text, ...]
    outlook: Outlook | None = None


@dataclass(frozen=True)
class Roadmap:
    """The plan of one site."""

    decision: Decision
    technologies: Mapping[str, PlannedTechnology]
    stages: tuple[PlannedStage, ...]
    packages: tuple[PlannedPackage, ...]
    coverage: Mapping[str, Coverage]
    questions: tuple[Question, ...]
    conflicts: tuple[Conflict, ...]
    warnings: tuple[Text, ...]
    target: TargetFinding
