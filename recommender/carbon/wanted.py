"""Wanted: the target in tonnes and a year, from the goal in figures or from what a kind of target means."""

from __future__ import annotations

from dataclasses import dataclass, replace

from recommender.carbon.amounts import tonnes_given
from recommender.model.accounting import Balance
from recommender.model.catalogue import Catalogue
from recommender.model.decision import Decision
from recommender.model.interval import Interval, exactly
from recommender.model.knowledge import Concept
from recommender.model.stated import Goal
from recommender.model.text import NO_TEXT, Text
from recommender.store.units import WrongUnit

NO_PEOPLE = Text(
    "目标按人均写，档案没有人口（community.population），换算不成总量",
    "the goal is per person and the profile states no population (community.population)",
)
NO_AREA = Text(
    "目标按每平方米写，档案没有建筑面积（building.area），换算不成总量",
    "the goal is per m2 and the profile states no floor area (building.area)",
)
NOT_AN_EMISSION = Text("目标值的单位不是排放量", "the goal is not given as an emission")


@dataclass(frozen=True)
class Wanted:
    """A target: at most `at_most` tCO2 in `year` (None: no year stated), net of everything unless `gross`.

    `at_most` is None where there is no figure, and `lacking` says why. `means` says where the figure comes
    from, `clause` the place of the definition it follows, `beyond` that a kind of target asks for more.
    """

    year: int | None
    at_most: Interval | None
    gross: bool = False
    means: Text = NO_TEXT
    clause: str = ""
    lacking: Text = NO_TEXT
    beyond: Text = NO_TEXT


def asks_outlook(decision: Decision, catalogue: Catalogue) -> bool:
    """Whether the profile states a target, activities or costs: whether there is anything to reckon.

    A fact such as the yearly electricity may be stated for its own sake: alone it asks nothing.
    """
    stated = decision.site.stated
    return bool(stated.activities or stated.costs) or wanted_of(decision, None, catalogue) is not None


def wanted_of(decision: Decision, account: Balance | None, catalogue: Catalogue) -> Wanted | None:
    """The site's target; None where it states none. A goal in figures comes before a kind of target."""
    stated, year = decision.value("plan.target"), decision.value("plan.target_year")
    kind = catalogue.concepts.get(stated) if isinstance(stated, str) else None
    goal = decision.site.stated.goal
    if goal is not None:
        found = _of_goal(goal, account, catalogue)
        return replace(found, beyond=_beyond(found, kind))
    if kind is None or not kind.clauses:  # a target no source knows is none
        return None
    when, clause = (year if isinstance(year, int) else None), kind.clauses[0]
    name = kind.label
    if kind.net_at_most is None:
        zh = f"来源没有给“{name.zh}”定数值（{clause}）；在 goal 里写一个目标值就能判断"
        en = f"the source sets no figure for “{name.en}” ({clause}); state one in goal and it can be told"
        return Wanted(when, None, clause=clause, lacking=Text(zh, en))
    most = exactly(kind.net_at_most)
    zh = f"按定义（{clause}），“{name.zh}”是净排放不大于 {tonnes_given(most).zh}"
    en = f"by definition ({clause}), “{name.en}” means a net emission of at most {tonnes_given(most).en}"
    return Wanted(when, most, means=Text(zh, en), clause=clause)


def _beyond(goal: Wanted, kind: Concept | None) -> Text:
    """That the goal in figures may be met and the stated kind of target not."""
    if kind is None or kind.net_at_most is None or goal.at_most is None:
        return NO_TEXT
    if goal.at_most.high <= kind.net_at_most and not goal.gross:
        return NO_TEXT
    name, most = kind.label, tonnes_given(exactly(kind.net_at_most))
    zh = (
        f"目标值宽于“{name.zh}”的定义（净排放不大于 {most.zh}，{kind.clauses[0]}）：达到目标值还不是{name.zh}"
    )
    en = (
        f"the goal asks for less than the definition of “{name.en}” (net emission of at most {most.en}, "
        f"{kind.clauses[0]}): to meet it is not yet that"
    )
    return Text(zh, en)


def _of_goal(goal: Goal, account: Balance | None, catalogue: Catalogue) -> Wanted:
    """The goal in tonnes; one per person or per m2 needs the account's people or floor area."""
    from recommender.store.quantities import yearly_emission

    source = Text(f"（{goal.source}）", f" (“{goal.source}”)") if goal.source else NO_TEXT
    means = Text(f"目标值由档案给定{source.zh}", f"the goal is that of the profile{source.en}")
    try:
        amount, per = yearly_emission(goal.emission, catalogue)
    except WrongUnit:
        return Wanted(goal.year, None, goal.gross, lacking=NOT_AN_EMISSION)
    if not per:
        return Wanted(goal.year, amount, goal.gross, means)
    lacking, size = (
        (NO_PEOPLE, account and account.people) if per == "person" else (NO_AREA, account and account.area)
    )
    if not size:
        return Wanted(goal.year, None, goal.gross, lacking=lacking)
    return Wanted(goal.year, amount.scaled(size), goal.gross, means)
