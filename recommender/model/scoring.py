"""Indicator scoring: the recorded parts of a scoring rule, readings of what is open, and scores as ranges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from recommender.model.interval import Interval
from recommender.model.knowledge import Basis
from recommender.model.stated import StatedIndicator
from recommender.model.text import NO_TEXT, Text


class ScoringKind(Enum):
    """How one part of a scoring rule gives or takes points."""

    BAND = "band"
    STEP = "step"
    LEVEL = "level"
    FULFILLED = "fulfilled"
    CAP = "cap"
    FLOOR = "floor"
    VETO = "veto"
    DISCRETION = "discretion"
    UNDEFINED = "undefined"


class Comparison(Enum):
    """How a value is compared with a threshold."""

    AT_LEAST = "at_least"
    ABOVE = "above"
    AT_MOST = "at_most"
    BELOW = "below"
    EQUAL = "equal"


@dataclass(frozen=True)
class Scoring:
    """One part of an indicator's scoring rule; `undefined` parts name what the source leaves open.

    `fall`: the quantity is a fall, so that one below zero is a rise.
    """

    id: str
    indicator: str
    order: int
    kind: ScoringKind
    text: Text
    comparison: str = ""
    threshold: float | None = None
    per: float | None = None
    points: float | None = None
    unit: str = ""
    level: str = ""
    note: Text = NO_TEXT
    fall: bool = False


@dataclass(frozen=True)
class Grade:
    """A grade of an evaluation: its range of scores where the source gives one, and its features."""

    id: str
    clause: str
    order: int
    label: Text
    text: Text
    lower: float | None = None
    upper: float | None = None
    note: Text = NO_TEXT


@dataclass(frozen=True)
class Feature:
    """One feature of a grade described in words only, to be affirmed or denied; `clause` is the grade's."""

    id: str
    clause: str
    text: Text


@dataclass(frozen=True)
class Reading:
    """One option for a place the source leaves open: `reading` names the place, `option` how it is read."""

    id: str
    reading: str
    option: str
    order: int
    label: Text
    text: Text
    clause: str
    basis: Basis
    because: Text
    default: bool = False
    decides: tuple[str, ...] = ()
    note: Text = NO_TEXT


@dataclass(frozen=True)
class IndicatorScore:
    """The points of one indicator at one time.

    `points` is None where the indicator does not apply. `parts` are the ids of the scoring parts that gave
    the points, `readings` the ids of the readings they rest on, `known` whether there is an answer at all.
    """

    indicator: str
    full: float
    points: Interval | None
    known: bool
    parts: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    because: Text = NO_TEXT


@dataclass(frozen=True)
class GroupScore:
    """The points of a first- or second-level group: `full` as printed, of which `applicable` apply.

    `name` is the printed one, `english` our translation, empty where there is none.
    """

    level: int
    name: str
    full: float
    applicable: float
    points: Interval
    english: str = ""


@dataclass(frozen=True)
class GradeFinding:
    """Which grades a score may get. `grades` are ids, best first; `between` where it falls between two bands.

    `flags` say in words what is not laid down and how it was read; `readings` are the readings used.
    """

    grades: tuple[str, ...]
    between: tuple[str, str] | None = None
    vetoed: bool | None = False
    flags: tuple[Text, ...] = ()
    readings: tuple[str, ...] = ()


@dataclass(frozen=True)
class TotalScore:
    """A whole indicator system scored at one time; `score` is on 0-100, `raw` the points as they add up."""

    indicators: Mapping[str, IndicatorScore]
    groups: tuple[GroupScore, ...]
    raw: Interval
    applicable: float
    score: Interval
    grade: GradeFinding
    readings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Narrowing:
    """How much an answer to one indicator narrows the range of the score: by `width` at most."""

    indicator: str
    width: float
    question: Text


@dataclass(frozen=True)
class Raise:
    """One way to raise one indicator: to `reach` (in words), for `gain` points on the 0-100 score."""

    indicator: str
    reach: Text
    gain: float
    cost: float = 1.0


@dataclass(frozen=True)
class NextGrade:
    """The smallest set of raises that reaches a grade for sure; `raises` None where no set does.

    `tied`: other indicators raised at the same cost reach it too.
    """

    grade: str
    needed: float
    raises: tuple[Raise, ...] | None
    reaches: float | None
    optimal: bool
    note: Text = NO_TEXT
    tied: bool = False


@dataclass(frozen=True)
class MeasureGain:
    """What a technology could raise: the indicators it is linked with and the most points they still have."""

    technology: str
    indicators: tuple[str, ...]
    gain: float
    scheduled: bool
    requirements: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scorecard:
    """Present and intended score side by side, what narrows and raises it, the nearest next grade.

    `higher` has a set for each grade the present score does not have for sure, nearest first; `readings` the
    option used at each place the source leaves open, by its name.
    """

    standard: str
    now: TotalScore
    planned: TotalScore
    stated: Mapping[str, StatedIndicator] = field(default_factory=dict)
    narrowing: tuple[Narrowing, ...] = ()
    raises: tuple[Raise, ...] = ()
    measures: tuple[MeasureGain, ...] = ()
    next_grade: NextGrade | None = None
    higher: tuple[NextGrade, ...] = ()
    readings: Mapping[str, Reading] = field(default_factory=dict)
