"""Amounts in words: ranges, tonnes, money and quantities as a sentence has them, in Chinese and English."""

from __future__ import annotations

import math
from collections.abc import Callable

from recommender.model.catalogue import Catalogue
from recommender.model.interval import Interval
from recommender.model.stated import Quantity
from recommender.model.text import NO_TEXT, Text
from recommender.store.quantities import symbol_of

MONEY = Text(" 万元", " × 10,000 yuan")
"""The unit of costs and budgets, as it follows a figure."""
TONNES = Text(" 吨", " t")
"""The unit of emissions, as it follows a figure."""


def activity_name(activity: str, catalogue: Catalogue) -> Text:
    """The label of an activity; a concept may bear the same id, so it is not looked up among all records."""
    found = catalogue.activities.get(activity)
    return Text(activity, activity) if found is None else found.label


def ranged(value: Interval, figure: Callable[[float], str], unit: Text = NO_TEXT) -> Text:
    """A range in words: one figure where both ends read alike, from–to, at least, at most where one is open.

    `figure` writes a number, `unit` follows the last one, with its own blank where it has one.
    """
    if math.isinf(value.low) and math.isinf(value.high):
        return Text("还不知道", "not known yet")
    if math.isinf(value.low):
        return Text(f"至多 {figure(value.high)}{unit.zh}", f"at most {figure(value.high)}{unit.en}")
    low = figure(value.low)
    if math.isinf(value.high):
        return Text(f"至少 {low}{unit.zh}", f"at least {low}{unit.en}")
    high = figure(value.high)
    if low == high:
        return Text(f"{low}{unit.zh}", f"{low}{unit.en}")
    return Text(f"{low}～{high}{unit.zh}", f"{low} to {high}{unit.en}")


def given(value: float) -> str:
    """A number as somebody gave it: every digit it has, up to ten."""
    return f"{value:,.10g}"


def four_digits(value: float) -> str:
    """A number worked out or taken over: at most four significant digits, thousands marked."""
    rounded = float(f"{value:.4g}") + 0.0
    if abs(rounded) >= 1000:
        return f"{rounded:,.0f}"
    return f"{rounded:.4g}" if abs(rounded) >= 0.001 or rounded == 0 else f"{rounded:.1e}"


def quantity_words(quantity: Quantity, catalogue: Catalogue, figure: Callable[[float], str] = given) -> Text:
    """A range with the symbol of its unit."""
    zh, en = (symbol_of(quantity.unit, catalogue, language) for language in ("zh", "en"))
    gap = "" if zh.startswith("%") else " "
    return ranged(quantity.amount, figure, Text(f"{gap}{zh}", f"{gap}{en}"))


def tonnes(amount: Interval) -> Text:
    """Tonnes of CO2 worked out: a range at three significant digits, an exact amount at four.

    The ends of a range are known no better than that; more digits would claim what nobody knows.
    """
    digits = 4 if amount.exact else 3
    return ranged(amount, lambda value: _figure(float(f"{value:.{digits}g}")), TONNES)


def tonnes_given(amount: Interval) -> Text:
    """Tonnes of CO2 as somebody gave them, a target for one: every digit they have."""
    return ranged(amount, given, TONNES)


def money(amount: Interval) -> Text:
    """A range of 万元."""
    return ranged(amount, _figure, MONEY)


def grid_factor_words(factor: Interval) -> Text:
    """A grid factor, with its digits as given."""
    return ranged(factor, given)


def _figure(value: float) -> str:
    """Whole from a hundred on, else one decimal; small amounts keep two figures that tell them from zero."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    if abs(value) >= 1 or value == 0:
        return f"{round(value, 1) + 0.0:g}"
    return f"{value:.2g}"
