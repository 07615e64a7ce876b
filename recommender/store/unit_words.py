"""Units as people write them ("万千瓦时", "kgCO2e/(m²·a)") → parts with a symbol and an expression."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from recommender.model.accounting import Unit

_YEAR = "年"
_LONGEST = 60  # no unit is longer

# Symbol, expression, and the other names of the units every profile may use. Case does not count.
_PLAIN = """
g       | g              | 克 gram grams
kg      | kg             | 千克 公斤 kilogram kilograms kgs
t       | t              | 吨 公吨 ton tons tonne tonnes
斤      | kg / 2         |
kWh     | kWh            | 千瓦时 千瓦小时 度 kw·h 度电
Wh      | Wh             | 瓦时
MWh     | MWh            | 兆瓦时
GWh     | GWh            | 吉瓦时
TWh     | TWh            | 太瓦时
W       | W              | 瓦
kW      | kW             | 千瓦
MW      | MW             | 兆瓦
J       | J              | 焦 焦耳
kJ      | kJ             | 千焦
MJ      | MJ             | 兆焦
GJ      | GJ             | 吉焦
TJ      | TJ             | 太焦
gce     | gce            | 克标准煤 克标煤
kgce    | kgce           | 千克标准煤 公斤标准煤 千克标煤 公斤标煤
tce     | tce            | 吨标准煤 吨标煤
m       | m              | 米
km      | km             | 公里 千米
m²      | m^2            | m^2 平方米 平米 平方 sqm
km²     | km^2           | km^2 平方公里 平方千米
ha      | 1e4 m^2        | 公顷 hm2
亩      | m^2 * 10000 / 15 | mu
m³      | m^3            | m^3 立方米 立方 方
L       | L              | 升 litre litres liter liters
mL      | L / 1000       | 毫升
人      | person         | 口 person persons people resident residents capita 居民
人次    | passenger      | passenger passengers
户      | household      | household households
辆      | vehicle        | vehicle vehicles
台      | count          | 套
个      | count          |
层      | storey         |
年      | year           | a yr year years
月      | month          | 个月 month months
周      | week           | week weeks
天      | day            | 日 d day days
小时    | hour           | h 时 hour hours
元      | CNY            | 人民币 cny rmb yuan
%       | percent        | percent
‰       | 0.1 percent    |
百分点  | percentage_point | 个百分点
"""
_MANY = {"": "", "十": "10", "百": "100", "千": "1e3", "万": "1e4", "百万": "1e6", "千万": "1e7", "亿": "1e8"}
_MANY |= {
    "十万": "1e5",
    "十亿": "1e9",
    "百亿": "1e10",
    "千亿": "1e11",
    "万亿": "1e12",
    "100": "100",
    "1000": "1e3",
}
_MULTIPLE = re.compile("(1000?|百万|千万|十万|十亿|百亿|千亿|万亿|[十百千万亿])(?=.)")
_CO2 = re.compile("-?(?:co2-?(?:eq?|当量)?|二氧化碳(?:当量)?)$")
_MASSES = ("g", "kg", "t")


class UnknownUnit(ValueError):  # noqa: N818
    """No unit is called so; the text is the argument."""


@dataclass(frozen=True)
class Atom:
    """One simple unit: how it is shown, what it is in base units, how many of it ("1e4" for 万)."""

    symbol: str
    expression: str
    many: str = ""
    times: str = ""

    @property
    def shown(self) -> str:
        """The symbol with its multiple, e.g. 万kWh."""
        return f"{self.many}{self.symbol}"

    @property
    def worked(self) -> str:
        """The expression with its multiple."""
        return f"({self.times} * {self.expression})" if self.times else f"({self.expression})"


@dataclass(frozen=True)
class UnitWords:
    """A unit as a product of atoms over a product of atoms."""

    above: tuple[Atom, ...]
    below: tuple[Atom, ...] = ()

    @property
    def symbol(self) -> str:
        """How it is written, e.g. tCO2/(人·年)."""
        above, below = (tuple(atom.shown for atom in part) for part in (self.above, self.below))
        if not below:
            return "·".join(above)
        under = below[0] if len(below) == 1 else f"({'·'.join(below)})"
        return f"{'·'.join(above) or '1'}/{under}"

    @property
    def expression(self) -> str:
        """What it is in base units."""
        worked = " * ".join(atom.worked for atom in self.above) or "1"
        return " / ".join((worked, *(atom.worked for atom in self.below)))

    def of_co2(self) -> UnitWords:
        """The same with the first mass above the line read as a mass of CO2; itself where there is none."""
        for place, atom in enumerate(self.above):
            if atom.symbol in _MASSES:
                co2 = replace(atom, symbol=f"{atom.symbol}CO2", expression=f"{atom.expression}CO2")
                return replace(self, above=(*self.above[:place], co2, *self.above[place + 1 :]))
        return self

    def a_year(self) -> UnitWords:
        """The same without "per year": the amounts of an account are those of one year."""
        below = tuple(atom for atom in self.below if atom.symbol != _YEAR or atom.many)
        return replace(self, below=below)


def plain(text: str) -> str:
    """The form units are compared in: half-width, without blanks, lower case."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


@dataclass(frozen=True)
class UnitTable:
    """The units of the records by every name they have, and the simple units of `_PLAIN`."""

    records: Mapping[str, Unit]
    atoms: Mapping[str, Atom]

    def record(self, text: str) -> Unit | None:
        """The unit record of that id, symbol or label."""
        return self.records.get(plain(text))

    def words(self, text: str) -> UnitWords:
        """The parts of a unit. Raises UnknownUnit."""
        if not text.strip() or len(text) > _LONGEST:
            raise UnknownUnit(text)
        unit = self.record(text)
        if unit is None:
            return self._parts(text)
        try:
            return self._parts(unit.symbol)
        except UnknownUnit:
            return UnitWords((Atom(unit.symbol, unit.expression),))

    def _parts(self, text: str) -> UnitWords:
        above, *below = plain(text).replace("每", "/").split("/")
        under = [name for part in below for name in _factors(part)]
        over = (
            () if above in ("", "1") and under else tuple(self._atom(name, text) for name in _factors(above))
        )
        return UnitWords(over, tuple(self._atom(name, text) for name in under))

    def _atom(self, name: str, text: str) -> Atom:
        if known := self.atoms.get(name) or self._co2(name):
            return known
        many = _MULTIPLE.match(name)
        rest = name[many.end() :] if many else name
        found = self.atoms.get(rest) or self._co2(rest)
        if found is None or found.many:
            raise UnknownUnit(text)
        return replace(found, many=many.group(), times=_MANY[many.group()]) if many else found

    def _co2(self, name: str) -> Atom | None:
        mass = self.atoms.get(_CO2.sub("", name)) if _CO2.search(name) else None
        if mass is None or mass.symbol not in _MASSES:
            return None
        return Atom(f"{mass.symbol}CO2", f"{mass.expression}CO2")


def _factors(text: str) -> list[str]:
    """The names in a product such as (人·年)."""
    inner = text[1:-1] if text.startswith("(") and text.endswith(")") else text
    return re.split("[·•・⋅*×]", inner)


@lru_cache(maxsize=8)
def unit_table(units: tuple[Unit, ...]) -> UnitTable:
    """The table of these records; symbols go before labels, labels before ids."""
    records: dict[str, Unit] = {}
    for names in (lambda u: (u.symbol,), lambda u: (u.label.zh, u.label.en), lambda u: (u.id,)):
        for unit in units:
            for name in names(unit):
                records.setdefault(plain(name), unit)
    return UnitTable(records, {**_simple(units), **dict(_plain_atoms())})


def _plain_atoms() -> Iterator[tuple[str, Atom]]:
    for line in _PLAIN.strip().splitlines():
        symbol, expression, others = (part.strip() for part in line.split("|"))
        for name in (symbol, *others.split()):
            yield plain(name), Atom(symbol, expression)


def _simple(units: Iterable[Unit]) -> dict[str, Atom]:
    """The records whose symbol is no product, so that they may stand in one."""
    return {
        plain(name): Atom(unit.symbol, unit.expression)
        for unit in units
        if not re.search("[/·0-9]", plain(unit.symbol).replace("2", "").replace("3", ""))
        for name in (unit.symbol, unit.label.zh)
        if not _MULTIPLE.match(plain(name))
    }
