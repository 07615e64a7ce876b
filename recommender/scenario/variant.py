"""Variant: a profile as one scenario states it otherwise, with the rules and steps the scenario turns off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from recommender.model.catalogue import Catalogue
from recommender.model.knowledge import FactValue
from recommender.model.problem import BadInput, Place, Problem, Severity, by_place
from recommender.model.site import SiteProfile
from recommender.model.stated import Assumptions, Scenario, Stated, StatedActivity, StatedIndicator
from recommender.store.consistency import inconsistencies

NO_LINE = Place("")


@dataclass(frozen=True)
class Variant:
    """One column of a comparison. `off` are rules switched off by basis, theme or id, `dropped` the
    technologies whose steps are not carried out; `name` is what the planner calls it, "" for the site itself.
    """

    name: str
    site: SiteProfile
    off: frozenset[str] = frozenset()
    dropped: frozenset[str] = frozenset()


def variant(site: SiteProfile, scenario: Scenario, catalogue: Catalogue, of: str = "") -> Variant:
    """The site as the scenario states it; what the scenario leaves out stays as in the profile.

    `of` names the site before the scenario where several sites are compared. Raises BadInput, with the name
    of the scenario, when what it states contradicts the rest.
    """
    facts = _restated(site.facts, scenario.facts)
    changed = {fact for fact in facts if facts[fact] != site.facts.get(fact)}
    at = {fact: site.places.get(fact, NO_LINE) if fact not in changed else NO_LINE for fact in facts}
    found = list(_without_type(facts)) or list(inconsistencies(facts, at, catalogue))
    refused = [problem for problem in found if problem.severity is Severity.ERROR]
    if refused:
        raise BadInput(tuple(named(problem, scenario.name) for problem in refused))
    other = replace(
        site,
        facts=facts,
        places=at,
        sources={fact: clause for fact, clause in site.sources.items() if fact in facts.keys() - changed},
        warnings=_warnings(site.warnings, found),
        stated=merged(_superseded(site.stated, scenario, catalogue), scenario),
    )
    name = f"{of} · {scenario.name}" if of else scenario.name
    return Variant(name, other, frozenset(scenario.without), frozenset(scenario.without_steps))


def contradicts(site: SiteProfile, catalogue: Catalogue) -> bool:
    """Whether the facts cannot stand together."""
    at = {fact: site.places.get(fact, NO_LINE) for fact in site.facts}
    problems = [*_without_type(site.facts), *inconsistencies(site.facts, at, catalogue)]
    return any(problem.severity is Severity.ERROR for problem in problems)


def named(problem: Problem, scenario: str) -> Problem:
    """The problem with the name of the scenario it arises in."""
    if not scenario:
        return problem
    zh, en = f"方案“{scenario}”：{problem.zh}", f"scenario '{scenario}': {problem.en}"
    return replace(problem, place=problem.place if problem.place.line else Place(scenario), zh=zh, en=en)


def merged(stated: Stated, scenario: Scenario) -> Stated:
    """What is stated besides facts, with what the scenario states instead."""
    return replace(
        stated,
        readings={**stated.readings, **scenario.readings},
        assumptions=_assumed(stated.assumptions, scenario.assumptions),
        goal=scenario.goal or stated.goal,
        activities={
            **stated.activities,
            **{key: _active(stated.activities.get(key), one) for key, one in scenario.activities.items()},
        },
        indicators={
            **stated.indicators,
            **{key: _answered(stated.indicators.get(key), one) for key, one in scenario.indicators.items()},
        },
    )


def _superseded(stated: Stated, scenario: Scenario, catalogue: Catalogue) -> Stated:
    """What the profile states, without the amounts the scenario states, or takes back, as facts.

    The yearly electricity, say, may be a fact or an activity: the last word is the scenario's.
    """
    facts = {activity.id: activity.stated_by for activity in catalogue.activities.values()}
    activities = {
        key: replace(one, amount=None, source="")
        if facts.get(key) in scenario.facts and key not in scenario.activities
        else one
        for key, one in stated.activities.items()
    }
    return replace(stated, activities=activities)


def _restated(facts: Mapping[str, FactValue], other: Mapping[str, FactValue | None]) -> dict[str, FactValue]:
    both = {**facts, **other}
    return {fact: value for fact, value in both.items() if value is not None}


def _without_type(facts: Mapping[str, FactValue]) -> Iterator[Problem]:
    if "site.type" not in facts:
        yield Problem(
            NO_LINE,
            "E-SITE-TYPE",
            "场地类型（site.type）不能改成不知道",
            "the site type (site.type) cannot be taken back",
            "请写明场地类型，或不改它",
            "state the site type, or leave it as it is",
        )


def _warnings(before: Iterable[Problem], found: Iterable[Problem]) -> tuple[Problem, ...]:
    """The warnings of the profile and those of the scenario; each sentence once."""
    said: dict[tuple[str, str], Problem] = {}
    for problem in (*before, *found):
        said.setdefault((problem.code, problem.zh), problem)
    return tuple(sorted(said.values(), key=by_place))


def _assumed(base: Assumptions, other: Assumptions | None) -> Assumptions:
    if other is None:
        return base
    return replace(
        base,
        grid=other.grid or base.grid,
        growth={**base.growth, **other.growth},
        like=other.like or base.like,
        places={**base.places, **other.places},
    )


def _active(base: StatedActivity | None, other: StatedActivity) -> StatedActivity:
    """The activity as the scenario gives it; a factor or years it does not give are those of the profile."""
    if base is None:
        return other
    if other.amount is None and other.emission is None:
        other = replace(other, amount=base.amount, emission=base.emission, source=base.source)
    return replace(
        other,
        factor=base.factor if other.factor is None and other.amount is not None else other.factor,
        start=base.start if other.start is None else other.start,
        end=base.end if other.end is None else other.end,
    )


def _answered(base: StatedIndicator | None, other: StatedIndicator) -> StatedIndicator:
    """The indicator as the scenario answers it; a time it does not answer for stays as in the profile."""
    if base is None:
        return other
    answers = other.now or other.planned
    return replace(
        other,
        now=other.now or base.now,
        planned=other.planned or base.planned,
        start=other.start or base.start,
        target=other.target or base.target,
        target_year=base.target_year if other.target_year is None else other.target_year,
        applies=other.applies and (base.applies or answers is not None),
        because=other.because or base.because,
        cost=base.cost if other.cost is None else other.cost,
        source=other.source or base.source,
    )
