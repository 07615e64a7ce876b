"""Quantities with units: read from text, converted, multiplied into tonnes of CO2; only here is pint used."""

from __future__ import annotations

import math
from decimal import Decimal
from functools import lru_cache, partial
from typing import TYPE_CHECKING, TypeAlias

from recommender.model.accounting import Unit
from recommender.model.catalogue import Catalogue
from recommender.model.interval import Interval
from recommender.model.stated import Quantity
from recommender.model.text import NO_TEXT, Text
from recommender.store.figures import Figure, NotAQuantity, read_figures
from recommender.store.unit_words import UnitTable, UnitWords, UnknownUnit, unit_table
from recommender.store.units import WrongUnit

if TYPE_CHECKING:
    import pint

    Measure: TypeAlias = pint.Quantity[Decimal]
    Registry: TypeAlias = pint.UnitRegistry[Decimal]

TONNES = "tCO2"
PER = {"": TONNES, "person": "tCO2/人", "m2": "tCO2/m²"}
"""What an emission may be given by → the unit it is taken in."""

# The base units, and what the others are made of. The tonne of coal equivalent is that of GB/T 2589.
# Days and years are kept apart, since an account never turns one into the other.
_BASE = """
g = [mass]; kg = 1e3 * g; t = 1e6 * g; gCO2 = [co2]; kgCO2 = 1e3 * gCO2; tCO2 = 1e6 * gCO2
J = [energy]; kJ = 1e3 * J; MJ = 1e6 * J; GJ = 1e9 * J; TJ = 1e12 * J
Wh = 3600 * J; kWh = 1e3 * Wh; MWh = 1e6 * Wh; GWh = 1e9 * Wh; TWh = 1e12 * Wh
gce = 29307.6 * J; kgce = 1e3 * gce; tce = 1e6 * gce
second = [time]; minute = 60 * second; hour = 3600 * second; day = 24 * hour; week = 7 * day
year = [year]; month = year / 12; W = J / second; kW = 1e3 * W; MW = 1e6 * W
m = [length]; km = 1e3 * m; L = m ** 3 / 1000
person = [person]; household = [household]; vehicle = [vehicle]; storey = [storey]; count = [count]
passenger = [passenger]; CNY = [yuan]; USD = [dollar]; EUR = [euro]
percent = 0.01; percentage_point = [percentage_point]; degC = [temperature]; dB = [decibel]
"""
_KINDS = {
    "": Text("比例", "a share"),
    "[mass]": Text("质量", "a mass"),
    "[co2]": Text("二氧化碳的质量", "a mass of CO2"),
    "[energy]": Text("能量", "an energy"),
    "[energy]/[time]": Text("功率", "a power"),
    "[length]": Text("长度", "a length"),
    "[length]2": Text("面积", "an area"),
    "[length]3": Text("体积", "a volume"),
    "[person]": Text("人数", "a number of people"),
    "[household]": Text("户数", "a number of households"),
    "[vehicle]": Text("车辆数", "a number of vehicles"),
    "[count]": Text("个数", "a count"),
    "[passenger]": Text("人次", "a number of passengers"),
    "[length]*[person]": Text("人公里", "a distance travelled by people"),
    "[yuan]": Text("金额", "an amount of money"),
    "[year]": Text("年数", "a number of years"),
    "[time]": Text("时间", "a time"),
    "[co2]/[person]": Text("人均二氧化碳质量", "a mass of CO2 per person"),
    "[co2]/[length]2": Text("单位面积的二氧化碳质量", "a mass of CO2 per area"),
    "[mass]/[person]": Text("人均质量", "a mass per person"),
    "[mass]/[length]2": Text("单位面积的质量", "a mass per area"),
}
_COAL = "ce"  # kgce, tce: offered only beside one another
_ENGLISH = (
    ("万亿", "×10^12 "),
    ("亿", "×10^8 "),
    ("万", "×10,000 "),
    ("千人", "1,000 people"),
    ("人次", "passenger"),
    ("人", "person"),
    ("户", "household"),
    ("辆", "vehicle"),
    ("台", "set"),
    ("个", "count"),
    ("层", "storey"),
    ("百分点", "percentage points"),
    ("倍", "times"),
    ("元", "CNY"),
    ("美CNY", "USD"),
    ("欧CNY", "EUR"),
    ("亩", "mu"),
    ("分钟", "min"),
    ("小时", "h"),
    ("年", "year"),
    ("月", "month"),
    ("周", "week"),
    ("天", "day"),
)
_SHOWN = 3  # as many units are named when one does not fit

_Units: TypeAlias = tuple[Unit, ...]


def quantity_of(
    text: str | tuple[str, str],
    catalogue: Catalogue,
    *,
    emission: bool = False,
    yearly: bool = False,
    bare: str = "",
) -> Quantity:
    """The quantity a text or a pair of texts (low, high) states.

    `emission`: a plain mass above the line is one of CO2. `yearly` (and `emission`): "per year" is dropped,
    as the amounts of an account are those of a year. `bare` is the unit of a number without one.
    Raises NotAQuantity for what is no number, UnknownUnit for an unknown unit.
    """
    units = _units(catalogue)
    table = unit_table(units)

    def named(figure: Figure) -> str:
        return _named(figure.unit, table, emission, yearly) if figure.unit else bare

    low, high = read_figures(text, partial(_known, table))
    unit, of_low = named(high), named(low)
    if not unit:
        raise NotAQuantity(_whole(text), "E-UNIT", *_NO_UNIT)
    try:
        bottom = low.value * _rate(of_low, unit, units)
    except WrongUnit:
        raise NotAQuantity(_whole(text), "E-UNIT", *_TWO_KINDS) from None
    if bottom > high.value:
        raise NotAQuantity(_whole(text), "E-ORDER", *_ORDER)
    return Quantity(Interval(float(bottom), float(high.value)), unit)


def converted(quantity: Quantity, unit: str, catalogue: Catalogue) -> Quantity:
    """The quantity in another unit. Raises WrongUnit where it does not fit, UnknownUnit."""
    if quantity.unit == unit:
        return quantity
    rate, amount = _rate(quantity.unit, unit, _units(catalogue)), quantity.amount
    return Quantity(Interval(_times(rate, amount.low), _times(rate, amount.high)), unit)


def fits(unit: str, other: str, catalogue: Catalogue) -> bool:
    """Whether figures of one unit can be turned into the other. Raises UnknownUnit."""
    try:
        _rate(unit, other, _units(catalogue))
    except WrongUnit:
        return False
    return True


def product(amount: Quantity, factor: Quantity, catalogue: Catalogue) -> Interval:
    """Activity × emission factor in tCO2 (a year's, where they are given by year).

    A plain mass above the line of the factor is one of CO2. Raises WrongUnit where that is no mass of CO2,
    ValueError where either is below zero.
    """
    if min(amount.amount.low, factor.amount.low) < 0:
        raise ValueError("only amounts that are not negative are multiplied")
    rate = _product_rate(amount.unit, factor.unit, _units(catalogue))
    one, other = amount.amount, factor.amount
    return Interval(_times(rate, one.low, other.low), _times(rate, one.high, other.high))


def factor_in(factor: Quantity, unit: str, catalogue: Catalogue) -> Quantity:
    """An emission factor in another unit; a plain mass above the line is one of CO2. Raises WrongUnit."""
    symbol = unit_table(_units(catalogue)).words(factor.unit).of_co2().symbol
    return converted(Quantity(factor.amount, symbol), unit, catalogue)


def yearly_emission(quantity: Quantity, catalogue: Catalogue) -> tuple[Interval, str]:
    """The emission in tCO2 a year and by what it is given: "" for the site as a whole, "person" or "m2".

    A plain mass counts as one of CO2. Raises WrongUnit for anything else.
    """
    table = unit_table(_units(catalogue))
    unit = table.words(quantity.unit).of_co2().a_year().symbol
    for per, wanted in PER.items():
        if fits(unit, wanted, catalogue):
            return converted(Quantity(quantity.amount, unit), wanted, catalogue).amount, per
    raise WrongUnit(quantity.unit, TONNES)


def symbol_of(unit: str, catalogue: Catalogue, language: str = "zh") -> str:
    """How a unit is shown: "mwh" → "MWh", in English "万kWh" → "×10,000 kWh", "t/人" → "t/person".

    A unit that is no record stays as it is.
    """
    record = catalogue.units.get(unit)
    symbol = record.symbol if record else unit
    if language != "zh":
        for chinese, english in _ENGLISH:
            symbol = symbol.replace(chinese, english)
    return symbol


def kind_of(unit: str, catalogue: Catalogue) -> Text:
    """What a unit measures, in words ("质量", "a mass"); empty for what has no short name."""
    units = _units(catalogue)
    dimensions = _measure(unit_table(units).words(unit), units).dimensionality
    powers = [(name, int(f"{power}")) for name, power in sorted(dimensions.items())]
    above = "*".join(_power(name, power) for name, power in powers if power > 0)
    return _KINDS.get("/".join((above, *(_power(n, -p) for n, p in powers if p < 0))), NO_TEXT)


def suitable(unit: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The symbols of some recorded units that fit: the unit itself, then those nearest in size."""
    units = _units(catalogue)
    alike = [one for one in units if fits(one.id, unit, catalogue)]
    coal = symbol_of(unit, catalogue).endswith(_COAL)
    near = sorted(
        alike, key=lambda one: (one.symbol.endswith(_COAL) != coal, abs(_rate(one.id, unit, units).log10()))
    )
    return tuple(dict.fromkeys((symbol_of(unit, catalogue), *(one.symbol for one in near))))[:_SHOWN]


def _power(name: str, power: int) -> str:
    return name if power == 1 else f"{name}{power}"


def _units(catalogue: Catalogue) -> _Units:
    return tuple(catalogue.units.values())


def _known(table: UnitTable, text: str) -> bool:
    try:
        table.words(text)
    except UnknownUnit:
        return False
    return True


def _whole(text: str | tuple[str, str]) -> str:
    return text if isinstance(text, str) else f"[{', '.join(text)}]"


def _named(text: str, table: UnitTable, emission: bool, yearly: bool) -> str:
    """The id of the record a unit is, else its symbols. Raises UnknownUnit."""
    record, words = table.record(text), table.words(text)
    wanted = words.of_co2() if emission else words
    wanted = wanted.a_year() if emission or yearly else wanted
    if record is None or wanted != words:
        record = table.record(wanted.symbol)
    return record.id if record else wanted.symbol


def _times(rate: Decimal, *ends: float) -> float:
    """The product in decimals, so that 378 万kWh are 3780 MWh to the last digit."""
    if 0.0 in ends:
        return 0.0
    if any(math.isinf(end) for end in ends):
        return math.prod(ends)
    for end in ends:
        rate *= Decimal(repr(end))
    return float(rate)


@lru_cache(maxsize=4096)
def _rate(unit: str, wanted: str, units: _Units) -> Decimal:
    """How many of `wanted` one `unit` is."""
    if unit == wanted:
        return Decimal(1)
    table = unit_table(units)
    return _in(_measure(table.words(unit), units), table.words(wanted), units, WrongUnit(unit, wanted))


@lru_cache(maxsize=4096)
def _product_rate(amount: str, factor: str, units: _Units) -> Decimal:
    """How many tCO2 one unit of an amount is with a factor of one unit."""
    table = unit_table(units)
    one, other = table.words(amount).a_year(), table.words(factor).of_co2().a_year()
    wrong = WrongUnit(factor, f"{TONNES}/{one.symbol}")
    return _in(_measure(one, units) * _measure(other, units), table.words(TONNES), units, wrong)


def _in(measure: Measure, wanted: UnitWords, units: _Units, wrong: WrongUnit) -> Decimal:
    """The measure as a number of `wanted`; raises `wrong` where it is of another kind."""
    rate = (measure / _measure(wanted, units)).to_base_units()
    if not rate.dimensionless:
        raise wrong
    return Decimal(rate.magnitude)


def _measure(words: UnitWords, units: _Units) -> Measure:
    registry = _registry(units)
    measure: Measure = registry.Quantity(Decimal(1)) * registry.parse_expression(words.expression)
    return measure


@lru_cache(maxsize=8)
def _registry(units: _Units) -> Registry:
    """The base units, and as a kind of its own every unit the records name that is none of them."""
    from pint import UnitRegistry  # heavy: only where something is converted

    registry: Registry = UnitRegistry(None, non_int_type=Decimal)
    for line in _BASE.replace(";", "\n").strip().splitlines():
        registry.define(line.strip())
    known = {*registry, "dimensionless"}
    for name in sorted({unit.expression for unit in units if unit.expression.isidentifier()} - known):
        registry.define(f"{name} = [{name}]")
    return registry


_NO_UNIT = (
    Text("没有写单位", "has no unit"),
    Text("请写成 378 万kWh 这样", "write it like 378 MWh"),
)
_TWO_KINDS = (
    Text("两端的单位不是一类", "has ends of two kinds"),
    Text("请用同一个单位", "use one unit for both"),
)
_ORDER = (
    Text("的下限大于上限", "has a lower end above its upper end"),
    Text("请对调两数", "swap the two numbers"),
)
