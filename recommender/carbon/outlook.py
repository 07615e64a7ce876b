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
from recommender.model.catalogue import Catalogue
from recommender.model.problem import BadInput
from recommender.model.roadmap import Roadmap
from recommender.model.text import Text
from recommender.model.trajectory import Attainment, Outlook

NOTHING_OFF: frozenset[str] = frozenset()


def outlook(
    roadmap: Roadmap,
    knowledge: Knowledge,
    without: frozenset[str] = NOTHING_OFF,
    method: str = "",
) -> Outlook:
    """Trajectory, target and costs of a plan.

    `without` turns steps off by technology id. `method` is an id or label of an accounting method, the
    default that of the profile or the site's standard.
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
    return Outlook(path, attainment(course, path, wanted, roadmap, knowledge), costs)


def attached(roadmap: Roadmap, knowledge: Knowledge) -> Roadmap:
    """The roadmap with the outlook in its target, where the profile gives anything to reckon with.

    What keeps the account from being drawn up does not keep the roadmap back: it is told in the target.
    """
    if not asked_for(roadmap, knowledge):
        return roadmap
    try:
        seen = outlook(roadmap, knowledge)
    except BadInput as refused:
        seen = Outlook(None, _refused(roadmap, refused, knowledge.catalogue), costs_of(roadmap, NOTHING_OFF))
    target = replace(roadmap.target, reaches=seen.attainment.reaches.value, outlook=seen)
    return replace(roadmap, target=target)


def _refused(roadmap: Roadmap, refused: BadInput, catalogue: Catalogue) -> Attainment:
    zh, en = (refused.problems[0].said(language) for language in ("zh", "en"))
    because = Text(f"核算做不出：{zh}", f"No account: {en}")
    return not_told(wanted_of(roadmap.decision, None, catalogue), because)


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
