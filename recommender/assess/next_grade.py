"""The smallest set of raises that reaches a grade for sure, found exactly by an integer programme."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from recommender.assess.grade import grade_of
from recommender.assess.programme import Choice, Option, cheapest
from recommender.assess.raises import Way, raised, simplest
from recommender.assess.readings import Readings
from recommender.assess.total import grades_of, score_all
from recommender.model.catalogue import Catalogue
from recommender.model.interval import exactly
from recommender.model.scoring import Grade, NextGrade, ScoringKind, TotalScore
from recommender.model.stated import StatedIndicator
from recommender.model.text import Text, joined

_HALVINGS = 40
"""Of a gap between two grades: narrower than the finest score by far."""


@dataclass(frozen=True)
class Search:
    """What the search for every grade shares. `forced` are the indicators that must be raised in any case."""

    standard: str
    stated: Mapping[str, StatedIndicator]
    total: TotalScore
    ways: tuple[Way, ...]
    readings: Readings
    catalogue: Catalogue
    grades: tuple[Grade, ...]
    forced: frozenset[str]

    @property
    def priced(self) -> bool:
        """Whether the planner has stated what every raise costs; else each counts as one."""
        return all(self._cost(way) is not None for way in self.ways)

    @property
    def partly_priced(self) -> bool:
        """Whether only some costs are stated, which cannot be weighed against the rest."""
        return not self.priced and any(self._cost(way) is not None for way in self.ways)

    def _cost(self, way: Way) -> float | None:
        stated = self.stated.get(way.option.indicator)
        return None if stated is None else stated.cost

    def rescored(self, taken: tuple[Way, ...]) -> TotalScore:
        """The present score with these raises carried out."""
        return score_all(self.standard, raised(self.stated, taken), "now", self.readings, self.catalogue)

    def sure(self, grade: Grade, total: TotalScore) -> bool:
        """Whether the low end of a total has the grade or a better one, veto and gaps as they are read."""
        if math.isinf(total.score.low):
            return False
        return self.has(grade, total.score.low, total.grade.vetoed is not False)

    def has(self, grade: Grade, score: float, vetoed: bool) -> bool:
        """Whether a score gets the grade or a better one."""
        found = grade_of(exactly(score), vetoed, self.grades, self.readings).grades
        order = {one.id: one.order for one in self.grades}
        return bool(found) and all(order[key] <= grade.order for key in found)


def higher_grades(
    standard: str,
    stated: Mapping[str, StatedIndicator],
    total: TotalScore,
    ways: tuple[Way, ...],
    readings: Readings,
    catalogue: Catalogue,
) -> tuple[NextGrade, ...]:
    """The smallest set for each grade that the present score does not have for sure, nearest grade first.

    Least cost (the fewest raises, unless the cost of every one is stated), then the highest score, then the
    order of the source. An indicator with a veto that is not surely met is in every set, where the veto bears
    on the grade as it is read.
    Nothing applies, or every grade is reached: nothing.
    """
    grades = grades_of(standard, catalogue)
    if total.applicable <= 0:
        return ()
    forced = _vetoing(total, grades, readings, catalogue) | {
        way.option.indicator for way in ways if way.bottomless
    }
    search = Search(standard, stated, total, ways, readings, catalogue, grades, frozenset(forced))
    rising = sorted((grade for grade in grades if grade.lower is not None), key=lambda one: -one.order)
    return tuple(_smallest(search, grade) for grade in rising if not search.sure(grade, total))


def nearest(found: tuple[NextGrade, ...]) -> NextGrade | None:
    """The next grade: of those the same smallest set reaches, the best; None where there is none higher."""
    if not found:
        return None
    same = [one for one in found if one.raises is not None and one.raises == found[0].raises]
    return same[-1] if same else found[0]


def _vetoing(
    total: TotalScore, grades: Sequence[Grade], readings: Readings, catalogue: Catalogue
) -> set[str]:
    """The indicators whose veto may strike and would change the grade."""
    best = exactly(100.0)
    struck = grade_of(best, True, grades, readings).grades
    if total.grade.vetoed is False or struck == grade_of(best, False, grades, readings).grades:
        return set()
    return {
        part.indicator
        for part in catalogue.scorings.values()
        if part.kind is ScoringKind.VETO
        and (score := total.indicators.get(part.indicator)) is not None
        and not (score.points is not None and score.points.low == score.full)
    }


def _smallest(search: Search, grade: Grade) -> NextGrade:
    needed = _least_score(search, grade)
    choice = _choose(search, grade, needed)
    if choice.chosen is None:
        return _out_of_reach(search, grade, needed, choice)
    taken = tuple(search.ways[at] for at in choice.chosen)
    after = search.rescored(taken)
    return NextGrade(
        grade.id,
        needed,
        tuple(way.option for way in taken),
        after.score.low,
        choice.optimal,
        _notes(after, search),
        choice.tied,
    )


def _choose(search: Search, grade: Grade, needed: float) -> Choice:
    keys = tuple(search.total.indicators)
    options = [
        Option(
            keys.index(way.option.indicator),
            way.points,
            simplest(way.option.cost) if search.priced else Fraction(1),
        )
        for way in search.ways
    ]
    lows = [score.points.low for score in search.total.indicators.values() if score.points is not None]
    have = sum((simplest(low) for low in lows if not math.isinf(low)), Fraction(0))
    need = simplest(needed) * simplest(search.total.applicable) / 100 - have
    forced = frozenset(keys.index(key) for key in search.forced)
    return cheapest(options, need, forced, _accepted(search, grade))


def _accepted(search: Search, grade: Grade) -> Callable[[tuple[int, ...]], bool]:
    """Whether a set has the grade when the engine scores it; its sum says nothing of gaps and vetoes."""

    def accept(chosen: tuple[int, ...]) -> bool:
        return search.sure(grade, search.rescored(tuple(search.ways[at] for at in chosen)))

    return accept


def _least_score(search: Search, grade: Grade) -> float:
    """The score from which on the grade is given: its printed limit, or less where the gap is read so."""
    high = grade.lower or 0.0
    low = max(
        (one.upper for one in search.grades if one.order > grade.order and one.upper is not None),
        default=high,
    )
    if low >= high or search.has(grade, low, vetoed=False):
        return high
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if search.has(grade, middle, vetoed=False):
            high = middle
        else:
            low = middle
    return round(high, 6)


def _out_of_reach(search: Search, grade: Grade, needed: float, choice: Choice) -> NextGrade:
    """Says so, with the best score that can be reached."""
    best: dict[str, Way] = {}
    for way in search.ways:
        held = best.get(way.option.indicator)
        if held is None or way.points > held.points:
            best[way.option.indicator] = way
    score = search.rescored(tuple(best.values())).score.low
    zh, en = f"能提高的都提高，也只有{score:.1f}分", f"with every possible raise the score is {score:.1f}"
    missing = search.forced - best.keys()
    if missing:
        zh, en = f"{zh}；一票否决的一项没有做到的办法", f"{en}; the indicator with the veto cannot be met"
    if not choice.optimal:
        zh, en = "试过的组合都没有达到，没有试完", "no set tried reaches it; not all were tried"
    return NextGrade(grade.id, needed, None, score, choice.optimal, Text(zh, en))


def _notes(after: TotalScore, search: Search) -> Text:
    notes = []
    if search.partly_priced:
        notes.append(_SOME_COSTS)
    if after.grade.between is not None:
        notes.append(_IN_A_GAP)
    return joined(notes)


_SOME_COSTS = Text(
    "费用没有写全，按项数最少算",
    "not every cost is stated, so the fewest raises are taken",
)
_IN_A_GAP = Text(
    "达到的分数落在两级之间，来源没有规定归哪一级",
    "the score reached falls between two grades, and the source does not say which it gets",
)
