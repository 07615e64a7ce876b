"""Applicability: what the rulebook does to technologies and requirements, in which situations; data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from recommender.model.condition import Value
from recommender.model.knowledge import Basis
from recommender.model.text import Text


@dataclass(frozen=True)
class Part:
    """What is asked of one fact: one of `values`, or a number within the bounds; `negated`: the opposite.

    `values` holds everything narrower as well. Without values and bounds the part cannot hold.
    """

    fact: str
    label: Text
    values: tuple[Value, ...] = ()
    low: float | None = None
    high: float | None = None
    strict: bool = False
    negated: bool = False


@dataclass(frozen=True)
class Situation:
    """One way in which a rule holds: every part holds. Without parts it is every site."""

    rule: str
    order: int
    label: Text
    parts: tuple[Part, ...]

    @property
    def key(self) -> str:
        """Names the situation: rule and order."""
        return f"{self.rule}--{self.order}"


@dataclass(frozen=True)
class Applied:
    """One effect of a rule on a technology or a requirement (the other is ""), in the domains named.

    `through` is the requirement a clause-based support comes from; `points`, `not_before`, `not_after`,
    `with_works` and `needs` say more of prioritise, stage and prerequisite.
    """

    effect: str
    rule: str
    label: Text
    clauses: tuple[str, ...]
    basis: Basis
    domains: tuple[str, ...]
    technology: str = ""
    requirement: str = ""
    through: str = ""
    points: int = 0
    not_before: str = ""
    not_after: str = ""
    with_works: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Names the effect: what it touches, the kind of effect, the rule, and through what."""
        more = (self.through, self.not_before, self.not_after, *self.with_works, *self.needs)
        return "--".join(
            (self.technology or self.requirement, self.effect, self.rule, *(part for part in more if part))
        )


@dataclass(frozen=True)
class Applicability:
    """Everything the active rules do, with the situations of each rule and what beats what."""

    situations: Mapping[str, tuple[Situation, ...]] = field(default_factory=dict)
    applied: tuple[Applied, ...] = ()
