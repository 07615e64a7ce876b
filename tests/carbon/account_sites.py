"""Sites with activities for the tests of accounts: amounts written as a planner would, in plain units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from recommender.carbon.account import balance
from recommender.evaluate.decide import decide
from recommender.evaluate.scope import Knowledge
from recommender.model.accounting import Balance, Line
from recommender.model.decision import Decision
from recommender.model.interval import Interval
from recommender.model.knowledge import FactValue
from recommender.model.site import SiteProfile
from recommender.model.stated import Quantity, Stated, StatedActivity, StatedFactor

Amount = float | tuple[float, float]

COMMUNITY: Mapping[str, FactValue] = {"site.type": "urban_community", "place.grid_factor": 0.5}
"""A community that gives its own grid factor, so that no table has a say."""

UNITS = {
    "electricity": "mwh",
    "natural-gas": "m3",
    "purchased-heat": "gj",
    "car-gas": "m3",
    "car-electricity": "mwh",
    "service-vehicle-electricity": "mwh",
    "green-power-own": "mwh",
    "green-power-exported": "mwh",
    "green-power-purchased": "mwh",
    "water": "m3",
    "sewage": "m3",
    "residents-travel": "person-km",
    "breathing": "person",
    "green-area": "m2",
    "new-building": "m2",
    "demolition": "m2",
    "green-retrofit": "m2",
    "reinforcement": "m2",
}
"""Whatever is not here is stated in tonnes."""

FORMULA_ONE = (
    "electricity",
    "natural-gas",
    "lpg",
    "coal",
    "diesel",
    "purchased-heat",
    "car-gas",
    "car-electricity",
    "service-vehicle-petrol",
    "service-vehicle-diesel",
    "service-vehicle-electricity",
    "household-waste",
)
"""What the sum of formula (1) of the community guide takes in: buildings, transport, waste."""


def quantity(amount: Amount, unit: str) -> Quantity:
    """An amount or a range with its unit."""
    low, high = amount if isinstance(amount, tuple) else (amount, amount)
    return Quantity(Interval(low, high), unit)


def stated(
    activity: str, amount: Amount, factor: tuple[float, str] | None = None, **more: int | str
) -> StatedActivity:
    """An activity by amount in its usual unit, with the planner's factor where given."""
    given = StatedFactor(quantity(factor[0], factor[1]), 2022, "清单") if factor else None
    record = StatedActivity(activity, quantity(amount, UNITS.get(activity, "t")), given)
    return replace(record, **more)  # type: ignore[arg-type]


def directly(activity: str, amount: Amount, unit: str = "tCO2") -> StatedActivity:
    """An activity whose emission is stated as such."""
    return StatedActivity(activity, emission=quantity(amount, unit))


def zeros(*besides: str) -> list[StatedActivity]:
    """Every activity of formula (1) stated as zero, but those named."""
    return [stated(key, 0) for key in FORMULA_ONE if key not in besides]


def decided(
    knowledge: Knowledge,
    activities: list[StatedActivity],
    facts: Mapping[str, FactValue] = COMMUNITY,
    year: int | None = 2023,
) -> Decision:
    """The decision on a site with these facts and activities."""
    said = Stated(year=year, activities={one.activity: one for one in activities})
    return decide(SiteProfile(facts, stated=said), knowledge)


def account(
    knowledge: Knowledge,
    activities: list[StatedActivity],
    facts: Mapping[str, FactValue] = COMMUNITY,
    method: str = "",
    year: int | None = 2023,
) -> Balance:
    """The account of such a site."""
    return balance(decided(knowledge, activities, facts, year), knowledge, method)


def line(found: Balance, activity: str) -> Line:
    """The line of an activity."""
    return next(one for one in (*found.lines, *found.works) if one.activity == activity)


def kinds(found: Balance) -> set[str]:
    """The kinds of the findings."""
    return {one.kind for one in found.findings}
