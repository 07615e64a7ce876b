"""Outlook: the trajectory, target and costs of a plan, from the account of its site."""

from __future__ import annotations

from dataclasses import replace

from recommender.carbon.account import balance, can_account, methods_for
from recommender.carbon.attainment import NO_DATA, NO_METHOD, NO_YEAR, attainment, not_told
from recommender.carbon.costs import costs_of
from recommender.carbon.course import Course, course_of
from recommender.carbon.methods import site_type_of
from recommender.carbon.trajectory import trajectory
from recommender.carbon.wanted import Wanted, asks_outlook, wanted_of
from recommender.evaluate.scope import Knowledge
from recommender.model.accounting import Balance
from recommender.model.roadmap import Roadmap
from recommender.model.trajectory import Outlook, Trajectory

NOTHING_OFF: frozenset[str] = frozenset()


def outlook(
    roadmap: Roadmap,
    knowledge: Knowledge,
    without: frozenset[str] = NOTHING_OFF,
    method: str = "",
    every_method: bool = False,
) -> Outlook:
    """Trajectory, target and costs of a plan.

    `without` turns steps off by technology id. `method` is an id or label of an accounting method, the
    default that of the profile or the site's standard. `every_method` adds the trajectories by the others.
    Raises BadInput for a method that is not made for the site and for units that do not fit.
    """
    decision, catalogue = roadmap.decision, knowledge.catalogue
    costs = costs_of(roadmap, without)
    if not can_account(decision, knowledge):
        lacking = NO_DATA if methods_for(site_type_of(decision), catalogue) else NO_METHOD
        return Outlook(None, not_told(wanted_of(decision, None, catalogue), lacking), costs)
    account = balance(decision, knowledge, method)
    wanted = wanted_of(decision, account, catalogue)
    base = base_year(account, roadmap)
    if base is None:
        return Outlook(None, not_told(wanted, NO_YEAR), costs)
    course = course_of(roadmap, account, base, knowledge, without)
    path = trajectory(course, effect_year(course, wanted), roadmap, knowledge)
    others: dict[str, Trajectory] = {}
    if every_method:
        others = _by_method(roadmap, knowledge, without, path, base)
    return Outlook(path, attainment(course, path, wanted, roadmap, knowledge), costs, others)


def attached(roadmap: Roadmap, knowledge: Knowledge) -> Roadmap:
    """The roadmap with the outlook in its target, where the profile gives anything to reckon with."""
    if not asked_for(roadmap, knowledge):
        return roadmap
    seen = outlook(roadmap, knowledge)
    target = replace(roadmap.target, reaches=seen.attainment.reaches.value, outlook=seen)
    return replace(roadmap, target=target)


def asked_for(roadmap: Roadmap, knowledge: Knowledge) -> bool:
    """Whether the profile of a roadmap states anything to reckon (carbon/wanted.py)."""
    return asks_outlook(roadmap.decision, knowledge.catalogue)


def base_year(account: Balance, roadmap: Roadmap) -> int | None:
    """The year the account is of; else the plan's first year, else the year of a factor of the account."""
    if account.year is not None:
        return account.year
    start = roadmap.decision.value("plan.start_year")
    if isinstance(start, int):
        return start
    years = [line.factor.year for line in account.lines if line.factor is not None and line.factor.year]
    return max(years, default=None)


def effect_year(course: Course, wanted: Wanted | None) -> int:
    """The year in which step effects are shown: that of the target, else the last."""
    if wanted is None or wanted.year is None or not course.base <= wanted.year <= course.last:
        return course.last
    return wanted.year


def _by_method(
    roadmap: Roadmap, knowledge: Knowledge, without: frozenset[str], path: Trajectory, base: int
) -> dict[str, Trajectory]:
    """The trajectories by every method made for the kind of site, the chosen one first."""
    decision = roadmap.decision
    found = {path.method: path}
    for method in methods_for(site_type_of(decision), knowledge.catalogue):
        if method.id not in found:
            course = course_of(roadmap, balance(decision, knowledge, method.id), base, knowledge, without)
            found[method.id] = trajectory(course, course.last, roadmap, knowledge)
    return found
