"""SiteProfile and Observation: what is stated of a site, and how each value is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from recommender.model.knowledge import Basis, FactValue
from recommender.model.problem import Place, Problem
from recommender.model.stated import NOTHING_STATED, Stated
from recommender.model.text import NO_TEXT, Text


class Origin(Enum):
    """How a value is known."""

    STATED = "stated"
    LOOKUP = "lookup"
    CLASSIFIED = "classified"


@dataclass(frozen=True)
class Observation:
    """One known value. `source` is a clause, a rule id or a data document; `confidence` A, B, C or empty."""

    fact: str
    value: FactValue
    origin: Origin
    source: str = ""
    basis: Basis = Basis.STATED
    confidence: str = ""
    because: Text = NO_TEXT


@dataclass(frozen=True)
class SiteProfile:
    """The facts stated of one site (fact id → value), where each stands, and where the source gives it.

    A fact that is absent is unknown. `sources` maps a fact to the clause beside it, `warnings` are the
    unusual values found while reading. `stated` is everything stated besides facts.
    """

    facts: Mapping[str, FactValue]
    places: Mapping[str, Place] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()
    note: Text = NO_TEXT
    stated: Stated = NOTHING_STATED
