"""Savings: by what share an activity falls through the steps in effect, no figure counted twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from recommender.carbon.conditions import WHOLE, Ground
from recommender.model.accounting import Saving
from recommender.model.catalogue import Catalogue
from recommender.model.decision import Status
from recommender.model.interval import ZERO, Interval, hull
from recommender.model.knowledge import Basis
from recommender.model.roadmap import Action, Roadmap
from recommender.model.text import Text

ALTERNATIVE = "alternative"
"""The relation between two technologies of which one takes the place of the other."""


_WEAKEST = (Basis.JUDGEMENT, Basis.DERIVED, Basis.STATED)


@dataclass(frozen=True)
class Timing:
    """When a step takes effect: from `first` at the earliest, from `sure` at the latest (None: never)."""

    technology: str
    stage: str
    first: int
    sure: int | None


@dataclass(frozen=True)
class Figure:
    """What one technology saves of one activity at the site, as a share; `transferred` from another place.

    `part` is the share of the floor area a transferred figure was limited to by the works of the site.
    """

    technology: str
    activity: str
    share: Interval
    savings: tuple[Saving, ...]
    transferred: bool
    part: Interval = WHOLE

    @property
    def basis(self) -> Basis:
        """The weakest basis of its records; a transfer is a judgement."""
        found = {record.basis for record in self.savings}
        if self.transferred or Basis.JUDGEMENT in found:
            return Basis.JUDGEMENT
        return Basis.DERIVED if Basis.DERIVED in found else Basis.STATED


@dataclass(frozen=True)
class Grounds:
    """What the figures of a step rest on: the weakest basis, clauses, the conditions the source names."""

    basis: Basis
    transferred: bool
    clauses: tuple[str, ...]
    conditions: tuple[Text, ...]


@dataclass(frozen=True)
class Figures:
    """Every figure that counts at the site, by activity and technology.

    `clashes` are activity, technology and technology whose figures are not to be multiplied: they rest on
    one effect, stand in one record, take each other's place, or one contains the other.
    """

    by_activity: Mapping[str, Mapping[str, Figure]]
    clashes: frozenset[tuple[str, str, str]]

    def of(self, technology: str) -> tuple[Figure, ...]:
        """The figures of one technology."""
        return tuple(known[technology] for known in self.by_activity.values() if technology in known)

    def share(self, activity: str, year: int, steps: Iterable[Timing]) -> Interval:
        """The share of an activity saved in a year: of figures that clash the most counts, others multiply.

        Low end: only steps surely in effect, at their least. High end: all that may be, at their most.
        """
        known = self.by_activity.get(activity)
        if not known:
            return ZERO
        least: dict[str, float] = {}
        most: dict[str, float] = {}
        for step in steps:
            figure = known.get(step.technology)
            if figure is None:
                continue
            if step.sure is not None and year >= step.sure:
                least[step.technology] = figure.share.low
            if year >= step.first:
                most[step.technology] = figure.share.high
        return Interval(self._together(activity, least), self._together(activity, most))

    def _together(self, activity: str, shares: Mapping[str, float]) -> float:
        """The most that steps save together, no two of which clash: each of what the others leave."""
        for key in sorted(shares):
            rivals = {other for other in shares if (activity, key, other) in self.clashes}
            if rivals:
                without = {other: share for other, share in shares.items() if other != key}
                chosen = {other: share for other, share in shares.items() if other not in rivals}
                return max(self._together(activity, without), self._together(activity, chosen))
        left = 1.0
        for share in sorted(shares.values()):
            left *= 1 - share
        return 1 - left


def steps_of(roadmap: Roadmap, base: int, without: frozenset[str] = frozenset()) -> tuple[Timing, ...]:
    """When each adopted step takes effect, in the order of the stages.

    Nothing acts before the year after the account. A step may act from the first year of its stage and
    surely does from its last; one whose stage is over by then may be in the account already and is never
    sure. What is installed acts already and saves nothing more.
    """
    return tuple(
        Timing(
            step.technology,
            stage.id,
            max(base + 1, stage.start if stage.start is not None else base + 1),
            stage.end if stage.end > base else None,
        )
        for stage in roadmap.stages
        for step in stage.steps
        if step.action is Action.ADOPT
        and step.technology not in without
        and roadmap.decision.technologies[step.technology].status is not Status.INSTALLED
    )


def figures_of(catalogue: Catalogue, ground: Ground) -> Figures:
    """The figures that count on a ground.

    A figure of the case followed comes first, as given, then one given for no place in particular whose
    needs the site is known to meet. Any other figure that may speak of the site counts from nothing to its
    highest, for the share of the floor area its works have there; it is our judgement to use it at all.
    """
    records: dict[tuple[str, str], list[Saving]] = {}
    for record in catalogue.savings.values():
        if ground.speaks(record, catalogue):
            for activity in record.activities:
                for technology in record.technologies:
                    records.setdefault((activity, technology), []).append(record)
    by_activity: dict[str, dict[str, Figure]] = {}
    for (activity, technology), found in records.items():
        figure = _figure(technology, activity, found, ground)
        if figure is not None:
            by_activity.setdefault(activity, {})[technology] = figure
    return Figures(by_activity, frozenset(_clashes(catalogue)))


def grounds_of(figures: Iterable[Figure], catalogue: Catalogue) -> Grounds:
    """What figures rest on together. Raises ValueError for none."""
    listed = tuple(figures)
    records = dict.fromkeys(record.effect for one in listed for record in one.savings)
    effects = [catalogue.effects[key] for key in records if key in catalogue.effects]
    return Grounds(
        min((one.basis for one in listed), key=_WEAKEST.index),
        any(one.transferred for one in listed),
        tuple(dict.fromkeys(effect.clause for effect in effects)),
        tuple(dict.fromkeys(effect.condition for effect in effects if effect.condition)),
    )


def _figure(technology: str, activity: str, found: list[Saving], ground: Ground) -> Figure | None:
    own = [record for record in found if ground.like and ground.like in record.cases]
    general = [record for record in found if not record.cases and ground.surely(record)]
    if own or general:
        chosen = tuple(own or general)
        return Figure(technology, activity, hull(_share(record) for record in chosen), chosen, False)
    parts = {record.id: ground.part(record) for record in found}
    usable = tuple(record for record in found if parts[record.id].high > 0)
    if not usable or not ground.judged:
        return None
    most = max(record.upper / 100 * parts[record.id].high for record in usable)
    part = hull(parts[record.id] for record in usable)
    return Figure(technology, activity, Interval(0.0, most), usable, True, part)


def _share(record: Saving) -> Interval:
    return Interval(record.lower / 100, record.upper / 100)


def _clashes(catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    """What must not be multiplied, two by two and both ways; the knowledge base decides, not the plan."""
    records = tuple(catalogue.savings.values())
    pairs = [(one, other) for one in records for other in records if _same_saving(one, other)]
    for one, other in pairs:
        for activity in set(one.activities) & set(other.activities):
            for technology in one.technologies:
                for rival in set(other.technologies) - {technology}:
                    yield activity, technology, rival
                    yield activity, rival, technology
    activities = {activity for record in records for activity in record.activities}
    for relation in catalogue.relations.values():
        if relation.type == ALTERNATIVE and relation.subject != relation.object:
            for activity in activities:
                yield activity, relation.subject, relation.object
                yield activity, relation.object, relation.subject


def _same_saving(one: Saving, other: Saving) -> bool:
    return one.effect == other.effect or other.id in one.overlaps
