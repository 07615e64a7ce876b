"""Figures as people write them: "1,200 t", "３００～４００ MWh" → numbers and the texts of their units."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from recommender.model.text import NO_TEXT, Text

_NUMBER = re.compile(
    r"([-+]?(?:(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+)(?:e[-+]?[0-9]{1,3})?)(.*)", re.I
)
_TO = (
    re.compile(r"(.*?[^\s])\s*(?:[~〜–—]|至|到|\bto\b)\s*([-+]?\.?[0-9].*)"),
    # A hyphen, but not that of 1e-3.
    re.compile(r"(.*?(?:[^\s0-9e]|[^0-9]e|[0-9]))\s*-\s*([-+]?\.?[0-9].*)", re.IGNORECASE),
)
_ABOUT = re.compile(
    r"约|大概|大致|左右|上下|将近|接近|近|超过|超出|不足|不到|以上|以下|至少|最多|多|余|[≈<>≤≥]"
    r"|\b(?:about|around|circa|ca\.?|nearly|almost|over|under|some|at least|at most|more|less)\b",
    re.IGNORECASE,
)
_MANY = re.compile("[十百千万亿]+")
_UNKNOWN = frozenset(
    {"", "未知", "不知道", "不详", "不明", "待定", "unknown", "null", "~", "?", "tbd", "n/a"}
)
_DIGITS = 24  # more before the point are no figure of a site
_LONGEST = 200  # characters; longer is no quantity


class NotAQuantity(ValueError):  # noqa: N818
    """A text that states no quantity; `code`, `why` (follows "“…”") and `hint` say what is wrong with it."""

    def __init__(self, text: str, code: str, why: Text, hint: Text = NO_TEXT) -> None:
        super().__init__(text)
        self.text, self.code, self.why, self.hint = text, code, why, hint


@dataclass(frozen=True)
class Figure:
    """A number and the text of its unit, empty where none is written."""

    value: Decimal
    unit: str


def read_figures(text: str | tuple[str, str], known: Callable[[str], bool]) -> tuple[Figure, Figure]:
    """The lower and upper figure of a text or of a pair of texts; both are the same for one figure.

    `known` tells whether a text is a unit, so that the hyphen of a unit is not taken for a range.
    Raises NotAQuantity for what is no figure, and where the lower end has no unit but the upper has.
    """
    if max(map(len, (text,) if isinstance(text, str) else text)) > _LONGEST:
        raise NotAQuantity(f"{''.join(text)[:20]}…", "E-LONG", *_TOO_LONG)
    if not isinstance(text, str):
        low, high = (_figure(part) for part in text)
        return _alike(low, high)
    written = unicodedata.normalize("NFKC", text).strip()
    try:
        figure = _figure(written)
    except NotAQuantity:
        figure = None
    if figure is not None and (not figure.unit or known(figure.unit)):
        return figure, figure
    if found := _TO[0].fullmatch(written) or _TO[1].fullmatch(written):
        return _alike(_figure(found.group(1)), _figure(found.group(2)))
    if _ABOUT.search(written):
        raise _vague(text)
    figure = figure or _figure(written)
    return figure, figure


def _figure(text: str) -> Figure:
    written = unicodedata.normalize("NFKC", text).strip()
    if written.casefold() in _UNKNOWN:
        raise NotAQuantity(text, "E-BLANK", *_BLANK)
    found = _NUMBER.fullmatch(written)
    if found is None:
        raise _vague(text) if _ABOUT.search(written) else NotAQuantity(text, "E-NUMBER", *_NO_NUMBER)
    digits, unit = found.group(1), found.group(2).strip()
    if unit.startswith(","):
        raise NotAQuantity(text, "E-COMMA", *_WRONG_COMMA)
    value = Decimal(digits.replace(",", ""))
    if abs(value) > Decimal(10) ** _DIGITS:
        raise NotAQuantity(text, "E-LONG", *_TOO_LONG)
    return Figure(value, unit)


def _alike(low: Figure, high: Figure) -> tuple[Figure, Figure]:
    """Both ends, the lower with the unit of the upper where only that has one: 300~400 MWh, 3万~4万m²."""
    if not low.unit:
        return Figure(low.value, high.unit), high
    if _MANY.fullmatch(low.unit):
        return Figure(low.value, low.unit + _MANY.sub("", high.unit, count=1)), high
    return low, high


def _vague(text: str) -> NotAQuantity:
    return NotAQuantity(text, "E-ABOUT", *_ABOUT_WORDS)


_BLANK = (
    Text("没有写数值", "states no figure"),
    Text("不知道的请删去这一行", "leave out what is not known"),
)
_NO_NUMBER = (
    Text("不是数值", "is not a figure"),
    Text("请写成 378 万kWh 或 300~400 MWh 这样", "write it like 378 MWh or 300~400 MWh"),
)
_WRONG_COMMA = (
    Text("里的逗号不是千分位", "has a comma that does not separate thousands"),
    Text("请写成 1200 或 1,200", "write 1200 or 1,200"),
)
_TOO_LONG = (Text("太大或太长", "is too large or too long"), Text("请核对", "please check"))
_ABOUT_WORDS = (
    Text("是约数，算不出上下限", "is vague: it gives no lower and upper end"),
    Text("请写成范围，如 2800~3200 t", "write a range such as 2800~3200 t"),
)
