"""Numbers with units as people write them ("3.9 万平方米", "６２％"), converted to the unit of a fact."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal

_NUMBER = re.compile(r"([-+]?[0-9][0-9,]*(?:\.[0-9]+)?|[-+]?\.[0-9]+)\s*(.*)")
_DIGITS = 24  # longer is no quantity of a site
_MANY: Mapping[str, Decimal] = {
    "": Decimal(1),
    "千": Decimal(1000),
    "万": Decimal(10_000),
    "亿": Decimal(10**8),
}


def _table(*pairs: tuple[str, str]) -> dict[str, Decimal]:
    return {name: Decimal(factor) for factor, names in pairs for name in names.split()}


# Unit of a fact → what may be written instead → factor. Keys are compared after NFKC and lower case.
_UNITS: Mapping[str, Mapping[str, Decimal]] = {
    "m2": _table(("1", "m2 平方米 平米 sqm"), ("10000", "ha 公顷"), ("1000000", "km2 平方公里 平方千米")),
    "m3": _table(("1", "m3 立方米 方 立方")),
    "MWh": _table(("1", "mwh 兆瓦时"), ("0.001", "kwh 千瓦时 度"), ("1000", "gwh 吉瓦时")),
    "%": _table(("1", "%")),
    "人": _table(("1", "人 口 people persons")),
    "户": _table(("1", "户 households homes")),
    "层": _table(("1", "层 storeys floors")),
    "年": _table(("1", "年")),
    "万元": _table(("0.0001", "元 人民币 cny rmb")),
    "万人次": _table(("0.0001", "人次")),
    "kgCO2/kWh": _table(
        ("1", "kgco2/kwh tco2/mwh kgco2e/kwh tco2e/mwh kg/kwh t/mwh"), ("0.001", "gco2/kwh g/kwh kgco2/mwh")
    ),
    "tCO2": _table(("1", "tco2 tco2e t 吨 吨二氧化碳"), ("0.001", "kgco2 kg 千克 公斤")),
}
_ALSO: Mapping[str, tuple[str, str]] = {
    "m2": ("平方米、万平方米、公顷也可以", "ha and 万平方米 work too"),
    "m3": ("立方米、万立方米也可以", "万立方米 works too"),
    "MWh": ("千瓦时、万千瓦时、GWh 也可以", "kWh and GWh work too"),
    "万元": ("元、亿元也可以", "元 and 亿元 work too"),
    "kgCO2/kWh": ("tCO2/MWh 也可以", "tCO2/MWh works too"),
    "人": ("万人也可以", "万人 works too"),
}


_ENGLISH: Mapping[str, str] = {
    "层": "storeys",
    "人": "people",
    "户": "households",
    "年": "",
    "万元": "×10,000 CNY",
    "万人次": "×10,000 passengers",
}


class WrongUnit(ValueError):  # noqa: N818
    """A figure whose unit (`unit`) is not one that is asked for (`wanted`, where that is one unit)."""

    def __init__(self, unit: str, wanted: str = "") -> None:
        super().__init__(unit)
        self.unit, self.wanted = unit, wanted


def number_of(text: str, unit: str) -> int | float:
    """The number `text` says, in `unit` ("" for none). Raises ValueError (no number) or WrongUnit."""
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not found or len(found.group(1)) > _DIGITS:
        raise ValueError(text)
    digits, written = found.group(1).replace(",", ""), "".join(found.group(2).split())
    return tidy(Decimal(digits) * _factor(written, unit))


def tidy(number: Decimal | int | float) -> int | float:
    """A whole number as int, any other as float."""
    return int(number) if number == int(number) else float(number)


def english(unit: str) -> str:
    """The unit of a fact as an English sentence writes it; empty for years."""
    return _ENGLISH.get(unit, unit)


def also(unit: str) -> tuple[str, str]:
    """Other units that may be written for `unit`, in zh and en; empty where there are none to tell."""
    return _ALSO.get(unit, ("", ""))


def _factor(written: str, unit: str) -> Decimal:
    if not written:
        return Decimal(1)
    known = _UNITS.get(unit, {})
    if written.casefold() == unit.casefold():
        return known.get(unit.casefold(), Decimal(1))
    for many, times in _MANY.items():
        rest = written.removeprefix(many) if written.startswith(many) else None
        if rest is None:
            continue
        if rest.casefold() in known:
            return known[rest.casefold()] * times
        if not rest and unit in ("人", "户", "m2", "m3"):  # "12 万" of what the fact counts
            return times
    raise WrongUnit(written)
