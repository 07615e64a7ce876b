"""Savings: by what share an activity falls through the steps in effect, no figure counted twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from recommender.model.accounting import Saving
from recommender.model.catalogue import Catalogue
from recommender.model.decision import Status
from recommender.model.interval import ZERO, Interval, hull
from recommender.model.knowledge import Basis
from recommender.model.roadmap import Action, Roadmap

ALTERNATIVE = "alternative"
"""The relation between two technologies of which one takes the place of the other."""


@dataclass(frozen=True)
class Timing:
    """When a step takes effect: from `first` at the earliest, from `sure` at the latest (None: never)."""

    technology: str
    stage: str
    first: int
    sure: int | None


@dataclass(frozen=True)
class Figure:
    """What one technology saves of one activity at the site, as a share; `transferred` from another place."""

    technology: str
    activity: str
    share: Interval
    savings: tuple[Saving, ...]
    transferred: bool

    @property
    def basis(self) -> Basis:
        """The weakest basis of its records; a transfer is a judgement."""
        found = {record.basis for record in self.savings}
        if self.transferred or Basis.JUDGEMENT in found:
            return Basis.JUDGEMENT
        return Basis.DERIVED if Basis.DERIVED in found else Basis.STATED


@dataclass(frozen=True)
class Figures:
    """Every figure that counts at the site, by activity and technology.

    `teams` gives, for an activity and a technology, the name of those whose figures are not to be
    multiplied: they rest on one effect, stand in one record, or take each other's place.
    """

    by_activity: Mapping[str, Mapping[str, Figure]]
    teams: Mapping[tuple[str, str], str]

    def of(self, technology: str) -> tuple[Figure, ...]:
        """The figures of one technology."""
        return tuple(known[technology] for known in self.by_activity.values() if technology in known)

    def share(self, activity: str, year: int, steps: Iterable[Timing]) -> Interval:
        """The share of an activity saved in a year: within a team the most counts, teams multiply.

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
            team = self.teams[activity, step.technology]
            if step.sure is not None and year >= step.sure:
                least[team] = max(least.get(team, 0.0), figure.share.low)
            if year >= step.first:
                most[team] = max(most.get(team, 0.0), figure.share.high)
        return Interval(_together(least.values()), _together(most.values()))


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


def figures_of(catalogue: Catalogue, like: str) -> Figures:
    """The figures that count where the case `like` is followed ("" for none).

    A figure of the case followed comes first, then one given for no place in particular; a figure of
    another place counts from nothing to its highest.
    """
    records: dict[tuple[str, str], list[Saving]] = {}
    for record in catalogue.savings.values():
        for activity in record.activities:
            for technology in record.technologies:
                records.setdefault((activity, technology), []).append(record)
    by_activity: dict[str, dict[str, Figure]] = {}
    for (activity, technology), found in records.items():
        by_activity.setdefault(activity, {})[technology] = _figure(technology, activity, found, like)
    teams = {
        (activity, technology): team
        for activity, known in by_activity.items()
        for technology, team in _teams(activity, tuple(known), catalogue).items()
    }
    return Figures(by_activity, teams)


def _figure(technology: str, activity: str, found: list[Saving], like: str) -> Figure:
    own = [record for record in found if like and like in record.cases]
    general = [record for record in found if not record.cases]
    chosen = tuple(own or general or found)
    share = hull(Interval(record.lower / 100, record.upper / 100) for record in chosen)
    transferred = not own and not general
    if transferred:
        share = Interval(0.0, share.high)
    return Figure(technology, activity, share, chosen, transferred)


def _teams(activity: str, technologies: tuple[str, ...], catalogue: Catalogue) -> dict[str, str]:
    """Technology → the first of its team, for one activity; the knowledge base decides, not the plan."""
    team = {technology: technology for technology in technologies}
    for one, other in _linked(activity, catalogue):
        if one in team and other in team and team[one] != team[other]:
            kept, gone = team[one], team[other]
            team = {key: kept if name == gone else name for key, name in team.items()}
    return team


def _linked(activity: str, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Technologies whose figures for an activity must not be multiplied, two by two."""
    first_of: dict[str, str] = {}
    for record in catalogue.savings.values():
        if activity not in record.activities:
            continue
        for technology in record.technologies:
            for ground in (f"effect {record.effect}", f"record {record.id}"):
                yield first_of.setdefault(ground, technology), technology
    for relation in catalogue.relations.values():
        if relation.type == ALTERNATIVE:
            yield relation.subject, relation.object


def _together(shares: Iterable[float]) -> float:
    """What several shares save together: each of what the others leave."""
    left = 1.0
    for share in sorted(shares):
        left *= 1 - share
    return 1 - left
