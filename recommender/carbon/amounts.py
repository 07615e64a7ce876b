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


def activity_name(activity: str, catalogue: Catalogue) -> Text:
    """The label of an activity; a concept may bear the same id, so it is not looked up among all records."""
    found = catalogue.activities.get(activity)
    return Text(activity, activity) if found is None else found.label


def ranged(value: Interval, figure: Callable[[float], str], unit: Text = NO_TEXT) -> Text:
    """A range in words: one figure where both ends read alike, from–to, or at least where the top is open.

    `figure` writes a number, `unit` follows the last one, with its own blank where it has one.
    """
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


def quantity_words(quantity: Quantity, catalogue: Catalogue, figure: Callable[[float], str] = given) -> Text:
    """A range with the symbol of its unit."""
    zh, en = (symbol_of(quantity.unit, catalogue, language) for language in ("zh", "en"))
    gap = "" if zh.startswith("%") else " "
    return ranged(quantity.amount, figure, Text(f"{gap}{zh}", f"{gap}{en}"))


def tonnes(amount: Interval) -> Text:
    """A range of tonnes of CO2; an upper end that is not known is said so."""
    return ranged(amount, _figure, Text(" 吨", " t"))


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
