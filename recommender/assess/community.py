"""Indicators listed without targets or points: the site's own figures, what they measure, described grades.

Nothing is added up and no grade is worked out: the standard gives neither weights nor limits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import combinations, product

from recommender.assess.rule_parts import fraction, interval
from recommender.evaluate.scope import Knowledge
from recommender.model.catalogue import Catalogue
from recommender.model.clause import source_of
from recommender.model.decision import Verdict
from recommender.model.interval import Interval
from recommender.model.knowledge import Indicator
from recommender.model.roadmap import Roadmap
from recommender.model.scoring import Feature, Grade
from recommender.model.stated import FULFILLED, PARTLY, UNFULFILLED, Answer, Quantity, StatedIndicator
from recommender.store.quantities import converted


class Standing(Enum):
    """Where an indicator stands on the way from the start to the site's own target."""

    REACHED = "reached"
    UNDER_WAY = "under_way"
    NOT_BEGUN = "not_begun"
    AWAY = "away"
    MAY_BE_REACHED = "may_be_reached"
    NOT_REACHED = "not_reached"
    NOT_KNOWN = "not_known"


class Missing(Enum):
    """What is not stated, or why the way cannot be measured."""

    ANSWER = "answer"
    START = "start"
    TARGET = "target"
    YEAR = "year"
    SOURCE = "source"
    DIRECTION = "direction"
    NO_WAY = "no_way"


@dataclass(frozen=True)
class Measured:
    """A requirement the indicator measures, its verdict, and what on the roadmap or at the site meets it."""

    requirement: str
    verdict: Verdict
    covered_by: tuple[str, ...]


@dataclass(frozen=True)
class IndicatorProgress:
    """One indicator with the user's own figures.

    `progress` is the share of the way from start to target gone so far, 1 at the target, above 1 beyond it,
    below 0 away from it; `planned` the same for the intention. None where it is not defined.
    """

    indicator: str
    stated: StatedIndicator | None
    standing: Standing
    progress: Interval | None
    planned: Interval | None
    missing: tuple[Missing, ...]
    measures: tuple[Measured, ...]

    @property
    def applies(self) -> bool:
        """Whether it was not stated not to apply."""
        return self.stated is None or self.stated.applies


@dataclass(frozen=True)
class Placement:
    """A grade described in words: which of its features hold by the user's own word, as feature ids."""

    grade: str
    holds: tuple[str, ...]
    in_part: tuple[str, ...]
    fails: tuple[str, ...]
    open: tuple[str, ...]

    @property
    def described(self) -> bool:
        """Whether every feature holds, so that the description fits; it is no finding of ours."""
        return bool(self.holds) and not (self.in_part or self.fails or self.open)


@dataclass(frozen=True)
class Clash:
    """A later stage of which everything holds, beside an earlier one: also in full, or `denied` in parts."""

    earlier: str
    later: str
    denied: tuple[str, ...]


@dataclass(frozen=True)
class CommunityScore:
    """The indicators of the standards written for the site, and the grades they describe, in source order."""

    standards: tuple[str, ...]
    indicators: tuple[IndicatorProgress, ...]
    placements: tuple[Placement, ...]

    @property
    def clashes(self) -> tuple[Clash, ...]:
        """The answers that do not go together with the order of the stages."""
        return tuple(clashes(self.placements))


def community_score(roadmap: Roadmap, knowledge: Knowledge) -> CommunityScore:
    """The site's own progress by every indicator without points, and its self-placement by features."""
    catalogue, decision = knowledge.catalogue, roadmap.decision
    domain = catalogue.domains.get(decision.domain)
    standards = domain.standards if domain else ()
    stated = decision.site.stated.indicators
    listed = [one for one in catalogue.indicators.values() if _unscored(one, standards)]
    return CommunityScore(
        standards,
        tuple(
            progress_of(one.id, stated.get(one.id), tuple(_measured(one.id, roadmap, catalogue)), catalogue)
            for one in sorted(listed, key=lambda one: (standards.index(source_of(one.clause)), one.order))
        ),
        tuple(
            place(one, features_of(one, catalogue), stated) for one in described_grades(standards, catalogue)
        ),
    )


def described_grades(standards: Iterable[str], catalogue: Catalogue) -> tuple[Grade, ...]:
    """The grades of `standards` that have no limits but a description."""
    grades = (one for one in catalogue.grades.values() if source_of(one.clause) in set(standards))
    return tuple(
        sorted((one for one in grades if one.lower is None and one.upper is None), key=lambda one: one.order)
    )


def features_of(grade: Grade, catalogue: Catalogue) -> tuple[Feature, ...]:
    """The features of a grade, in source order."""
    return tuple(one for one in catalogue.features.values() if one.clause == grade.clause)


def place(grade: Grade, features: Iterable[Feature], stated: Mapping[str, StatedIndicator]) -> Placement:
    """Sort the features of a grade by what the user says of each; nothing said leaves it open."""
    said: dict[str, list[str]] = {FULFILLED: [], PARTLY: [], UNFULFILLED: [], "": []}
    for feature in features:
        answer = stated[feature.id].now if feature.id in stated else None
        level = answer.level if answer else ""
        said[level if level in said else ""].append(feature.id)
    return Placement(
        grade.id, tuple(said[FULFILLED]), tuple(said[PARTLY]), tuple(said[UNFULFILLED]), tuple(said[""])
    )


def clashes(placements: Iterable[Placement]) -> Iterator[Clash]:
    """Pairs of stages, the earlier first, whose answers do not go together or ask for a second look.

    The stages follow one another, so two cannot hold in full at once; what is denied of an earlier one may be
    a weakness since overcome or something missing, which the features do not tell.
    """
    for earlier, later in combinations(placements, 2):
        if later.described and (earlier.described or earlier.fails):
            yield Clash(earlier.grade, later.grade, earlier.fails)


def progress_of(
    indicator: str,
    stated: StatedIndicator | None,
    measures: tuple[Measured, ...],
    catalogue: Catalogue,
) -> IndicatorProgress:
    """How far one indicator has come from the user's start to the user's target, and what is missing."""
    missing = tuple(_missing(stated))
    if stated is None or not stated.applies:
        return IndicatorProgress(indicator, stated, Standing.NOT_KNOWN, None, None, missing, measures)
    start, target = _figure(stated.start, stated, catalogue), _figure(stated.target, stated, catalogue)
    now, planned = _figure(stated.now, stated, catalogue), _figure(stated.planned, stated, catalogue)
    gone, to_go = way(start, now, target), way(start, planned, target)
    if start is not None and target is not None and now is not None and gone is None:
        kept = start == target and start.exact
        missing = (*missing, Missing.NO_WAY if kept else Missing.DIRECTION)
    standing = _standing(gone) if gone is not None else _by_level(stated, now, target)
    return IndicatorProgress(indicator, stated, standing, gone, to_go, missing, measures)


def way(start: Interval | None, now: Interval | None, target: Interval | None) -> Interval | None:
    """The share of the way from `start` to `target` that is gone; the user's own figures give the direction.

    None where one of them is missing, where start is target, or where their ranges do not tell which way it
    goes. The share rises or falls with each of the three, so the ends of the ranges give its ends.
    """
    if start is None or now is None or target is None:
        return None
    if not (start.bounded and now.bounded and target.bounded):
        return None
    if start.low <= target.high and target.low <= start.high:
        return None
    corners = product(*((fraction(one.low), fraction(one.high)) for one in (start, now, target)))
    shares = [(here - begin) / (end - begin) for begin, here, end in corners]
    return interval((min(shares), max(shares)))


def _standing(gone: Interval) -> Standing:
    if gone.low >= 1:
        return Standing.REACHED
    if gone.high < 0:
        return Standing.AWAY
    if gone.high >= 1:
        return Standing.MAY_BE_REACHED
    if gone.low < 0:
        return Standing.NOT_REACHED
    return Standing.NOT_BEGUN if gone.high == 0 else Standing.UNDER_WAY


def _by_level(stated: StatedIndicator, now: Interval | None, target: Interval | None) -> Standing:
    """Where the way is not measured: reached where the answer is the target itself."""
    if stated.now is None or stated.target is None:
        return Standing.NOT_KNOWN
    if now is not None and target is not None:
        return Standing.REACHED if now == target and now.exact else Standing.NOT_KNOWN
    if not stated.now.level or not stated.target.level:
        return Standing.NOT_KNOWN
    same = stated.now.level in (stated.target.level, FULFILLED)
    return Standing.REACHED if same else Standing.NOT_REACHED


def _figure(answer: Answer | None, stated: StatedIndicator, catalogue: Catalogue) -> Interval | None:
    """An answer in figures, in the unit of the first figure stated; None for words."""
    if answer is None or answer.quantity is None:
        return None
    return in_unit(answer.quantity, _unit(stated), catalogue)


def in_unit(quantity: Quantity, unit: str, catalogue: Catalogue) -> Interval:
    """The amount in `unit`, which the reader of the profile has found to fit."""
    return quantity.amount if quantity.unit == unit else converted(quantity, unit, catalogue).amount


def _unit(stated: StatedIndicator) -> str:
    answers = (stated.target, stated.now, stated.start, stated.planned)
    return next((one.quantity.unit for one in answers if one and one.quantity), "")


def _missing(stated: StatedIndicator | None) -> Iterator[Missing]:
    if stated is not None and not stated.applies:
        return
    if stated is None or stated.now is None:
        yield Missing.ANSWER
    if stated is None or stated.target is None:
        yield Missing.TARGET
        return
    in_words = stated.target.quantity is None
    if stated.start is None and not in_words:
        yield Missing.START
    if stated.target_year is None:
        yield Missing.YEAR
    if not stated.source:
        yield Missing.SOURCE


def _measured(indicator: str, roadmap: Roadmap, catalogue: Catalogue) -> Iterator[Measured]:
    verdicts = roadmap.decision.requirements
    for one in catalogue.requirements.values():
        if indicator in one.indicators and one.id in verdicts:
            covered = roadmap.coverage.get(one.id)
            yield Measured(one.id, verdicts[one.id].verdict, covered.covered_by if covered else ())


def _unscored(indicator: Indicator, standards: tuple[str, ...]) -> bool:
    return indicator.score is None and source_of(indicator.clause) in standards
