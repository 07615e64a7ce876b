"""What a profile states besides facts: activities, indicators, readings, assumptions, goal, scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from recommender.model.interval import Interval
from recommender.model.knowledge import FactValue
from recommender.model.problem import Place
from recommender.model.text import NO_TEXT, Text


@dataclass(frozen=True)
class Quantity:
    """A range of one unit; `unit` is a unit id of kb/units.yaml or an expression of their symbols."""

    amount: Interval
    unit: str


@dataclass(frozen=True)
class StatedFactor:
    """An emission factor the planner gives: mass of CO2 per unit of activity, its year and source."""

    value: Quantity
    year: int | None = None
    source: str = ""


@dataclass(frozen=True)
class StatedActivity:
    """What the profile says of one activity of the account.

    `amount` per year in any unit that fits the activity; or `emission` given directly, in mass per year, per
    person and year, or per m2 and year. `start` and `end` are the years of works or of an offset.
    """

    activity: str
    amount: Quantity | None = None
    factor: StatedFactor | None = None
    emission: Quantity | None = None
    start: int | None = None
    end: int | None = None
    source: str = ""
    note: Text = NO_TEXT
    place: Place | None = None


FULFILLED, PARTLY, UNFULFILLED = "fulfilled", "partly", "unfulfilled"
"""Levels every indicator judged in words has, beside those a source names."""


@dataclass(frozen=True)
class Answer:
    """The answer to one indicator at one time.

    One of: `quantity` in the indicator's own unit; `level`, a level the source names or FULFILLED, PARTLY,
    UNFULFILLED; `points` the evaluator has given.
    """

    quantity: Quantity | None = None
    level: str = ""
    points: Interval | None = None


@dataclass(frozen=True)
class StatedIndicator:
    """What the profile says of one indicator; `target` is the user's own, `applies` False with a reason."""

    indicator: str
    now: Answer | None = None
    planned: Answer | None = None
    start: Answer | None = None
    target: Answer | None = None
    target_year: int | None = None
    applies: bool = True
    because: Text = NO_TEXT
    cost: float | None = None
    source: str = ""
    note: Text = NO_TEXT
    place: Place | None = None


@dataclass(frozen=True)
class Assumptions:
    """How the future is assumed: grid factor (kgCO2/kWh) by year, growth (% a year), a case to follow.

    `grid` is joined by straight lines and held after its last year; empty: the factor stays as it is.
    `like` is the case whose growth and effects are taken as the site's own.
    """

    grid: tuple[tuple[int, float], ...] = ()
    growth: Mapping[str, Interval] = field(default_factory=dict)
    like: str = ""
    places: Mapping[str, Place] = field(default_factory=dict)


@dataclass(frozen=True)
class Goal:
    """The target in figures: at most `emission` in `year`, net of offsets unless `gross`."""

    emission: Quantity
    year: int
    gross: bool = False
    source: str = ""


@dataclass(frozen=True)
class Scenario:
    """A named variant of the profile: other facts, rules switched off, other assumptions.

    A fact given None is taken back to unknown. What is None or empty stays as in the profile.
    """

    name: str
    facts: Mapping[str, FactValue | None] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    readings: Mapping[str, str] = field(default_factory=dict)
    assumptions: Assumptions | None = None
    goal: Goal | None = None
    activities: Mapping[str, StatedActivity] = field(default_factory=dict)
    indicators: Mapping[str, StatedIndicator] = field(default_factory=dict)
    without_steps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stated:
    """Everything a profile states besides its facts, all of it optional.

    `costs` are the planner's own, technology id → 万元.
    """

    year: int | None = None
    activities: Mapping[str, StatedActivity] = field(default_factory=dict)
    method: str = ""
    indicators: Mapping[str, StatedIndicator] = field(default_factory=dict)
    readings: Mapping[str, str] = field(default_factory=dict)
    assumptions: Assumptions = field(default_factory=Assumptions)
    goal: Goal | None = None
    costs: Mapping[str, Interval] = field(default_factory=dict)
    scenarios: tuple[Scenario, ...] = ()


NOTHING_STATED = Stated()
