"""Rows: what differs between variants, a cell for each, with reasons and what brings it; data only."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from recommender.model.decision import Lean, Reason, Status, Verdict
from recommender.model.interval import Interval
from recommender.model.knowledge import FactValue
from recommender.model.text import NO_TEXT, Text
from recommender.scenario.outcome import Outcome
from recommender.scenario.settings import Key, Value


class RowKind(Enum):
    """What a row is about, in the order in which rows are told."""

    TARGET = "target"
    EMISSION = "emission"
    SAVING = "saving"
    SCORE = "score"
    COST = "cost"
    COUNT = "count"
    WEIGHT = "weight"
    STAGE = "stage"
    TECHNOLOGY = "technology"
    RANK = "rank"
    PACKAGE = "package"
    REQUIREMENT = "requirement"
    AGAINST = "against"
    NOTICE = "notice"
    WARNING = "warning"
    CONFLICT = "conflict"
    ROLE = "role"
    QUESTION = "question"
    FACT = "fact"


@dataclass(frozen=True)
class Known:
    """A fact that is derived or looked up; None where it is not known."""

    value: FactValue


@dataclass(frozen=True)
class Placed:
    """A technology: its status, and its place on the roadmap; `stage` None when it is not on it."""

    status: Status
    lean: Lean | None
    stage: str | None
    pilot_stage: str | None
    prepare_now: bool


@dataclass(frozen=True)
class Position:
    """The position among what is taken up in a stage, from 1, and the score it is ranked by."""

    stage: str
    position: int
    score: float = field(default=0.0, compare=False)


@dataclass(frozen=True)
class Ruled:
    """A requirement: its verdict and whether steps or things installed satisfy it, and which ones (`by`)."""

    verdict: Verdict
    covered: bool
    by: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Figure:
    """A figure or range of figures; `unit` is how it is printed."""

    value: Interval
    unit: Text


@dataclass(frozen=True)
class Span:
    """The years of a stage; `start` None where the plan's start is not stated."""

    start: int | None
    end: int


@dataclass(frozen=True)
class Listed:
    """Ids of records or facts, in order; `because` where that needs words, as why there is no grade."""

    ids: tuple[str, ...]
    because: tuple[Text, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Named:
    """One word of a closed list, e.g. whether the target is reached, and why."""

    word: str
    because: Text = field(default=NO_TEXT, compare=False)


@dataclass(frozen=True)
class Said:
    """Sentences that are told; none where nothing is."""

    texts: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Cast:
    """Who has which role."""

    roles: tuple[tuple[str, tuple[str, ...]], ...]


Cell = Known | Placed | Position | Ruled | Figure | Span | Listed | Named | Said | Cast
RowKey = tuple[RowKind, str]


@dataclass(frozen=True)
class Cause:
    """What of a variant brings a cell about, against the first one.

    Each thing in `alone` is enough by itself. Where none is, the things in `together` are all needed; both
    are empty where the variant changes too much to try, or several changes make up for one another.
    """

    alone: tuple[Key, ...] = ()
    together: tuple[Key, ...] = ()


@dataclass(frozen=True)
class Row:
    """One line that is not the same in all variants.

    `cells`, `reasons` and `causes` have one place for each variant: what it says there (None: not there at
    all), the reasons it rests on that are not shared by all variants, and what of the variant brings it about
    (None where it says the same as the first).
    """

    kind: RowKind
    id: str
    cells: tuple[Cell | None, ...]
    reasons: tuple[tuple[Reason, ...], ...]
    causes: tuple[Cause | None, ...]


@dataclass(frozen=True)
class Setting:
    """One thing the variants state differently; None where one does not state it."""

    key: Key
    values: tuple[Value | None, ...]


@dataclass(frozen=True)
class Comparison:
    """Variants side by side, only where they differ; the first is what the others are compared with.

    `alike` are the positions of variants of which every line is the same. `displaced` counts, for each
    variant, technologies that only change position because others come or go. `untried` are variants that
    change more than can be tried one by one.
    """

    outcomes: tuple[Outcome, ...]
    settings: tuple[Setting, ...]
    rows: tuple[Row, ...]
    alike: tuple[tuple[int, ...], ...]
    displaced: tuple[int, ...]
    untried: tuple[int, ...]
