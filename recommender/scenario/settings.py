"""Settings: every single thing a variant states, so that two variants can be told apart thing by thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum
from typing import TypeVar, assert_never

from recommender.model.interval import Interval
from recommender.model.knowledge import FactValue
from recommender.model.site import SiteProfile
from recommender.model.stated import Goal, Stated, StatedActivity, StatedIndicator
from recommender.model.text import NO_TEXT
from recommender.scenario.variant import Variant

Entry = TypeVar("Entry")


class Aspect(Enum):
    """What kind of thing is stated; in the order in which it is told."""

    FACT = "fact"
    RULES = "rules"
    STEP = "step"
    GOAL = "goal"
    METHOD = "method"
    YEAR = "year"
    ACTIVITY = "activity"
    INDICATOR = "indicator"
    READING = "reading"
    GRID = "grid"
    GROWTH = "growth"
    LIKE = "like"
    COST = "cost"


Key = tuple[Aspect, str]
"""What is stated: the kind of thing, and which of them ("" where there is only one)."""
Grid = tuple[tuple[int, float], ...]
Value = FactValue | StatedActivity | StatedIndicator | Interval | Goal | Grid


def settings(variant: Variant) -> dict[Key, Value]:
    """Everything the variant states, by kind and name; what is not stated is not in it.

    Where it stands in a file and notes beside it make no difference and are left out.
    """
    stated = variant.site.stated
    found: dict[Key, Value] = {(Aspect.FACT, fact): value for fact, value in variant.site.facts.items()}
    found |= {(Aspect.RULES, name): True for name in sorted(variant.off)}
    found |= {(Aspect.STEP, technology): True for technology in sorted(variant.dropped)}
    found |= {(Aspect.ACTIVITY, key): _bare(one) for key, one in stated.activities.items()}
    found |= {(Aspect.INDICATOR, key): _bare(one) for key, one in stated.indicators.items()}
    found |= {(Aspect.READING, key): option for key, option in stated.readings.items()}
    found |= {(Aspect.GROWTH, key): growth for key, growth in stated.assumptions.growth.items()}
    found |= {(Aspect.COST, key): cost for key, cost in stated.costs.items()}
    alone: Mapping[Aspect, Value | None] = {
        Aspect.GOAL: stated.goal,
        Aspect.METHOD: stated.method or None,
        Aspect.YEAR: stated.year,
        Aspect.GRID: stated.assumptions.grid or None,
        Aspect.LIKE: stated.assumptions.like or None,
    }
    return found | {(aspect, ""): value for aspect, value in alone.items() if value is not None}


def apart(base: Variant, other: Variant) -> tuple[Key, ...]:
    """What the two state differently, in the order of Aspect and then of name."""
    mine, theirs = settings(base), settings(other)
    keys = [key for key in {**mine, **theirs} if mine.get(key) != theirs.get(key)]
    return tuple(sorted(keys, key=in_order))


def in_order(key: Key) -> tuple[int, str]:
    """The order in which things stated are told."""
    return _ORDER[key[0]], key[1]


def taken(base: Variant, other: Variant, key: Key) -> Variant:
    """The base, with the one thing as the other variant states it."""
    aspect, name = key
    match aspect:
        case Aspect.RULES:
            return replace(base, off=_member(base.off, other.off, name))
        case Aspect.STEP:
            return replace(base, dropped=_member(base.dropped, other.dropped, name))
        case Aspect.FACT:
            facts = _one(base.site.facts, other.site.facts, name)
            return replace(base, site=replace(base.site, facts=facts))
        case _:
            return replace(base, site=_stated(base.site, _taken(base.site.stated, other.site.stated, key)))


def _taken(base: Stated, other: Stated, key: Key) -> Stated:
    aspect, name = key
    match aspect:
        case Aspect.ACTIVITY:
            return replace(base, activities=_one(base.activities, other.activities, name))
        case Aspect.INDICATOR:
            return replace(base, indicators=_one(base.indicators, other.indicators, name))
        case Aspect.READING:
            return replace(base, readings=_one(base.readings, other.readings, name))
        case Aspect.COST:
            return replace(base, costs=_one(base.costs, other.costs, name))
        case Aspect.GOAL:
            return replace(base, goal=other.goal)
        case Aspect.METHOD:
            return replace(base, method=other.method)
        case Aspect.YEAR:
            return replace(base, year=other.year)
        case Aspect.GRID | Aspect.GROWTH | Aspect.LIKE:
            return _assuming(base, other, key)
        case Aspect.FACT | Aspect.RULES | Aspect.STEP:
            return base
        case _:
            assert_never(aspect)


def _assuming(base: Stated, other: Stated, key: Key) -> Stated:
    mine, theirs = base.assumptions, other.assumptions
    if key[0] is Aspect.GRID:
        mine = replace(mine, grid=theirs.grid)
    elif key[0] is Aspect.LIKE:
        mine = replace(mine, like=theirs.like)
    else:
        mine = replace(mine, growth=_one(mine.growth, theirs.growth, key[1]))
    return replace(base, assumptions=mine)


def _one(mine: Mapping[str, Entry], theirs: Mapping[str, Entry], key: str) -> dict[str, Entry]:
    kept = {name: entry for name, entry in mine.items() if name != key}
    return {**kept, key: theirs[key]} if key in theirs else kept


def _member(mine: frozenset[str], theirs: frozenset[str], name: str) -> frozenset[str]:
    return mine | {name} if name in theirs else mine - {name}


def _stated(site: SiteProfile, stated: Stated) -> SiteProfile:
    return replace(site, stated=stated)


def _bare(one: StatedActivity | StatedIndicator) -> StatedActivity | StatedIndicator:
    return replace(one, place=None, note=NO_TEXT)


_ORDER = {aspect: place for place, aspect in enumerate(Aspect)}
