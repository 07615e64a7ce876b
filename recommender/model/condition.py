"""Condition: the closed set of nodes a rule's `when` is made of. Data only; no expression strings."""

from __future__ import annotations

from dataclasses import dataclass

Value = str | bool | int | float


@dataclass(frozen=True)
class AllOf:
    """Holds when every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf:
    """Holds when at least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Not:
    """Holds when the part does not."""

    part: Condition


@dataclass(frozen=True)
class Is:
    """The fact has (a single value) or contains (several values) one of `values`.

    `accepts` are the values with everything narrower; `may_be` are broader concepts that leave it
    open (a site stated only as 社区 may or may not be a 农村社区), so they make the test unknown.
    """

    fact: str
    values: tuple[Value, ...]
    accepts: frozenset[Value]
    may_be: frozenset[Value] = frozenset()


@dataclass(frozen=True)
class Contains:
    """The list contains every one (`every` true) or none of `values`, each with its narrower ones."""

    fact: str
    values: tuple[str, ...]
    accepts: tuple[frozenset[Value], ...]
    may_be: tuple[frozenset[Value], ...]
    every: bool


@dataclass(frozen=True)
class Within:
    """The number lies within the bounds; None leaves a side open; strict bounds exclude the limit."""

    fact: str
    low: float | None = None
    high: float | None = None
    strict: bool = False


Condition = AllOf | AnyOf | Not | Is | Contains | Within
Leaf = Is | Contains | Within
