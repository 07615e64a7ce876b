"""A made-up standard of a few indicators with named levels, small enough to try every set by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from recommender.model.catalogue import Catalogue
from recommender.model.knowledge import Indicator
from recommender.model.scoring import Grade, Reading, Scoring, ScoringKind
from recommender.model.stated import Answer, StatedIndicator
from recommender.model.text import Text

STANDARD = "std"


def words(text: str) -> Text:
    return Text(text, text)


@dataclass(frozen=True)
class Row:
    """One indicator: points (tenths) of its levels, the one it has now (-1: none), what a raise costs.

    The last level scores in full.
    """

    levels: tuple[int, ...]
    now: int = -1
    cost: int | None = 1
    applies: bool = True
    veto: bool = False

    @property
    def full(self) -> int:
        return self.levels[-1]

    @property
    def points(self) -> int:
        return 0 if self.now < 0 else self.levels[self.now]


def key(at: int) -> str:
    return f"{STANDARD}-{at}"


def level(at: int) -> str:
    return f"level {at}"


def catalogue(table: Sequence[Row], readings: Mapping[str, Reading], limits: Sequence[int]) -> Catalogue:
    """The standard: its indicators, a part for each level, a grade from each of `limits` (falling) on."""
    indicators, scorings = {}, {}
    for at, row in enumerate(table):
        indicators[key(at)] = Indicator(
            key(at), f"{STANDARD}/1#{at + 1}", at + 1, "one", words(key(at)), words("levels"), row.full / 10
        )
        for order, points in enumerate(row.levels):
            part = Scoring(
                f"{key(at)}-{order}",
                key(at),
                order,
                ScoringKind.LEVEL,
                words(level(order)),
                points=points / 10,
                level=level(order),
            )
            scorings[part.id] = part
        if row.veto:
            part = Scoring(f"{key(at)}-veto", key(at), 9, ScoringKind.VETO, words("veto"))
            scorings[part.id] = part
    uppers: list[float] = [100, *(limit - 1 for limit in limits)]
    grades = {
        f"g{limit}": Grade(
            f"g{limit}", f"{STANDARD}/2", order, words(f"g{limit}"), words(""), limit, uppers[order - 1]
        )
        for order, limit in enumerate(limits, 1)
    }
    lowest = Grade("g0", f"{STANDARD}/2", len(limits) + 1, words("g0"), words(""), None, limits[-1])
    return Catalogue(
        indicators=indicators, scorings=scorings, grades={**grades, "g0": lowest}, readings=readings
    )


def stated(table: Sequence[Row]) -> dict[str, StatedIndicator]:
    """What is stated of each indicator."""
    found = {}
    for at, row in enumerate(table):
        one = StatedIndicator(
            key(at), cost=None if row.cost is None else float(row.cost), applies=row.applies
        )
        found[key(at)] = one if row.now < 0 else replace(one, now=Answer(level=level(row.now)))
    return found
