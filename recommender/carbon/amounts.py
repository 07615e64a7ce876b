"""Amounts in words: tonnes, shares and ranges as a sentence has them, in Chinese and English."""

from __future__ import annotations

import math

from recommender.model.catalogue import Catalogue
from recommender.model.interval import Interval
from recommender.model.text import Text


def activity_name(activity: str, catalogue: Catalogue) -> Text:
    """The label of an activity; a concept may bear the same id, so it is not looked up among all records."""
    found = catalogue.activities.get(activity)
    return Text(activity, activity) if found is None else found.label


def tonnes(amount: Interval) -> Text:
    """A range of tonnes of CO2; an upper end that is not known is said so."""
    low, high = _figure(amount.low), _figure(amount.high)
    if math.isinf(amount.high):
        return Text(f"{low} 吨以上", f"{low} t or more")
    if low == high:
        return Text(f"{low} 吨", f"{low} t")
    return Text(f"{low}～{high} 吨", f"{low} to {high} t")


def money(amount: Interval) -> Text:
    """A range of 万元."""
    low, high = _figure(amount.low), _figure(amount.high)
    if low == high:
        return Text(f"{low} 万元", f"{low} × 10,000 yuan")
    return Text(f"{low}～{high} 万元", f"{low} to {high} × 10,000 yuan")


def percent(share: Interval) -> Text:
    """A range of shares in per cent."""
    low, high = _figure(share.low * 100), _figure(share.high * 100)
    text = f"{low}%" if low == high else f"{low}%～{high}%"
    return Text(text, text.replace("～", " to "))


def grid_factor_words(factor: Interval) -> Text:
    """A grid factor, with its digits as given."""
    if factor.exact:
        return Text(f"{factor.low:g}", f"{factor.low:g}")
    return Text(f"{factor.low:g}～{factor.high:g}", f"{factor.low:g} to {factor.high:g}")


def _figure(value: float) -> str:
    """Whole from a hundred on, else one decimal; small amounts keep two figures that tell them from zero."""
    if math.isinf(value):
        return "∞"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    if abs(value) >= 1 or value == 0:
        return f"{round(value, 1) + 0.0:g}"
    return f"{value:.2g}"
