"""Answers to indicators as a planner would say them, for the tests of scores."""

from __future__ import annotations

from recommender.model.interval import Interval, exactly
from recommender.model.stated import Answer, Quantity, StatedIndicator

UNITS = {"%": "percent", "kW": "kw"}


def answer(said: str) -> Answer:
    """'12%', '10~20%', '40kW', '2分' (points of the evaluator), '0~2分', else a level."""
    for sign, unit in UNITS.items():
        if said.endswith(sign):
            return Answer(quantity=Quantity(_range(said.removesuffix(sign)), unit))
    if said.endswith("分"):
        return Answer(points=_range(said.removesuffix("分")))
    return Answer(level=said)


def says(number: str, now: str = "", planned: str = "", standard: str = "zcgo") -> StatedIndicator:
    """What a profile says of one indicator."""
    return StatedIndicator(
        f"{standard}-{number}",
        now=answer(now) if now else None,
        planned=answer(planned) if planned else None,
    )


def rows(table: str) -> list[list[str]]:
    """The lines of a table as lists of words."""
    return [line.split() for line in table.strip().splitlines()]


def _range(said: str) -> Interval:
    low, _, high = said.partition("~")
    return Interval(float(low), float(high)) if high else exactly(float(low))
