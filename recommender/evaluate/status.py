"""Status of a technology from the reasons collected for it; what is unknown decides nothing silently."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from recommender.model.decision import Lean, Reason, Status
from recommender.model.truth import Truth


@dataclass(frozen=True)
class Outcome:
    """Status with its lean, and the unknown facts that could move the technology on or off the roadmap."""

    status: Status
    lean: Lean | None = None
    unknown: tuple[str, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether the technology belongs on the roadmap."""
        return self.status is Status.RECOMMENDED or self.lean is Lean.SUPPORT


def settle(reasons: Iterable[Reason]) -> Outcome:
    """Collect exclude, recommend and discourage; undetermined where an unknown reason is decisive.

    An unknown reason is decisive when its turning true could exclude the technology, or bring it onto
    or off the roadmap; otherwise the status stands and the unknown facts are named beside it.
    """
    sides = {"exclude": _Side(), "recommend": _Side(), "discourage": _Side()}
    for reason in reasons:
        if reason.effect in sides:
            sides[reason.effect].add(reason)
    excluding, supporting, opposing = sides.values()
    if excluding.known:
        return Outcome(Status.EXCLUDED)
    now = _status(supporting.known, opposing.known)
    if not (excluding.unknown or supporting.unknown or opposing.unknown):
        return now
    possible = [
        _status(support, oppose) for support, oppose in product(supporting.possible(), opposing.possible())
    ]
    unknown = tuple(sorted({*excluding.unknown, *supporting.unknown, *opposing.unknown}))
    if excluding.unknown or any(outcome.stands is not now.stands for outcome in possible):
        return Outcome(Status.UNDETERMINED, None, unknown)
    return Outcome(now.status, now.lean, unknown)


@dataclass
class _Side:
    """One side's highest known authority (0: none), and that reached if its unknown reasons hold."""

    known: int = 0
    highest: int = 0
    unknown: tuple[str, ...] = ()

    def add(self, reason: Reason) -> None:
        weight = reason.authority.weight
        if reason.truth is Truth.TRUE:
            self.known = max(self.known, weight)
        elif reason.truth is Truth.UNKNOWN:
            self.unknown += reason.unknown
        self.highest = max(self.highest, weight)

    def possible(self) -> tuple[int, ...]:
        return (self.known,) if self.highest == self.known else (self.known, self.highest)


def _status(support: int, oppose: int) -> Outcome:
    if support and oppose:
        lean = Lean.SUPPORT if support > oppose else Lean.OPPOSE if oppose > support else Lean.EVEN
        return Outcome(Status.CONTESTED, lean)
    if support:
        return Outcome(Status.RECOMMENDED)
    return Outcome(Status.DISCOURAGED if oppose else Status.AVAILABLE)
