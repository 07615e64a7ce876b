"""Trajectory: a balance carried forward year by year as a band, the effect of each step, and the target."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from recommender.model.accounting import Finding
from recommender.model.interval import Interval
from recommender.model.knowledge import Basis
from recommender.model.text import NO_TEXT, Text


class Reaches(Enum):
    """Whether the plan gets to the target."""

    REACHES = "reaches"
    MISSES = "misses"
    CANNOT_TELL = "cannot_tell"
    NOT_ASSESSED = "not_assessed"


@dataclass(frozen=True)
class YearPoint:
    """One year in tCO2: gross without the plan and with it, net, offsets; works stand apart."""

    year: int
    without_plan: Interval
    gross: Interval
    net: Interval
    works: Interval
    offsets: Interval


@dataclass(frozen=True)
class StepEffect:
    """What one step saves in the year of the target: the band with it against the band without it.

    `saves` is exactly gross without the step minus gross with it, end by end: `ends` says by how much the
    low and the high end of the band rise without it, `saves` is the same two numbers, the least first.
    `transferred` tells that the figure was given for another place; `conditions` are those its source names.
    """

    technology: str
    stage: str
    savings: tuple[str, ...]
    activities: tuple[str, ...]
    saves: Interval
    basis: Basis
    transferred: bool
    because: Text
    clauses: tuple[str, ...]
    ends: tuple[float, float] = (0.0, 0.0)
    conditions: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Trajectory:
    """The band from the base year to 2060, the effect of each step, what is not quantified.

    The points are those of the known lines; what the account does not know stands in `unknown`.
    """

    method: str
    base_year: int
    points: tuple[YearPoint, ...]
    steps: tuple[StepEffect, ...] = ()
    not_quantified: tuple[str, ...] = ()
    assumptions: tuple[Finding, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Closing:
    """Something that would close (part of) the gap: by `tonnes` where that can be said."""

    kind: str
    text: Text
    tonnes: Interval | None = None
    technology: str = ""
    activity: str = ""


@dataclass(frozen=True)
class Attainment:
    """The target in figures and what the trajectory says of it; `gap` above the target in tCO2, by end.

    `gap`, and `known_part`, the verdict it gives alone, are of what has figures; None if nothing compares.
    """

    reaches: Reaches
    year: int | None
    target: Interval | None
    expected: Interval | None
    gap: Interval | None
    because: Text
    closing: tuple[Closing, ...] = ()
    flags: tuple[Text, ...] = ()
    known_part: Reaches | None = None


@dataclass(frozen=True)
class StageCost:
    """The costs known for one stage in 万元, and the steps without one."""

    stage: str
    known: Interval
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Costs:
    """Costs as far as the planner gives them, against the budget; nothing is guessed."""

    stages: tuple[StageCost, ...]
    total: Interval
    budget: float | None
    note: Text = NO_TEXT


@dataclass(frozen=True)
class Outlook:
    """Trajectory, target and costs of one plan."""

    trajectory: Trajectory | None
    attainment: Attainment
    costs: Costs | None = None
