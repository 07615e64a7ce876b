"""Columns: the facts of many sites, one array per fact; where a site does not state it, it is unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.model.catalogue import Catalogue
from recommender.model.knowledge import FactType, FactValue

Mask = NDArray[np.bool_]
"""One yes or no per site."""
UNSTATED = -1
NUMBERS = (FactType.INTEGER, FactType.NUMBER)


@dataclass(frozen=True)
class Coded:
    """Values written once each, and for every site the place of its value among them; a list is one value."""

    codes: NDArray[np.int32]
    values: tuple[FactValue, ...]

    @property
    def known(self) -> Mask:
        """Where the fact is known."""
        return np.not_equal(self.codes, UNSTATED)

    def filled(self, where: Mask, value: FactValue) -> Coded:
        """The column with the value wherever `where` holds."""
        found = [place for place, one in enumerate(self.values) if _same(one, value)]
        values = self.values if found else (*self.values, value)
        code = found[0] if found else len(self.values)
        return Coded(np.where(where, np.int32(code), self.codes), values)

    def at(self, site: int) -> FactValue | None:
        """The value at one site, None where unknown."""
        code = int(self.codes[site])
        return None if code == UNSTATED else self.values[code]


@dataclass(frozen=True)
class Numbers:
    """Numbers; not-a-number where unknown."""

    numbers: NDArray[np.float64]

    @property
    def known(self) -> Mask:
        """Where the fact is known."""
        return ~np.isnan(self.numbers)

    def filled(self, where: Mask, value: FactValue) -> Numbers:
        """The column with the value wherever `where` holds."""
        assert isinstance(value, int | float)
        return Numbers(np.where(where, float(value), self.numbers))

    def at(self, site: int) -> FactValue | None:
        """The value at one site, None where unknown."""
        number = float(self.numbers[site])
        return None if np.isnan(number) else number


Column = Coded | Numbers


@dataclass(frozen=True)
class Columns:
    """The facts of `count` sites; a fact without a column is unknown at all of them."""

    count: int
    facts: Mapping[str, Column]

    def known(self, fact: str) -> Mask:
        """Where the fact is known."""
        column = self.facts.get(fact)
        return np.zeros(self.count, np.bool_) if column is None else column.known

    def filled(self, fact: str, where: Mask, value: FactValue, catalogue: Catalogue) -> Columns:
        """The columns with the fact having this value wherever `where` holds."""
        column = self.facts.get(fact)
        if column is None:
            column = _empty(self.count, catalogue.facts[fact].type)
        return Columns(self.count, {**self.facts, fact: column.filled(where, value)})

    def at(self, site: int) -> dict[str, FactValue]:
        """The facts known of one site."""
        found = ((fact, column.at(site)) for fact, column in self.facts.items())
        return {fact: value for fact, value in found if value is not None}


def columns_of(sites: Sequence[Mapping[str, FactValue]], catalogue: Catalogue) -> Columns:
    """The stated facts of the sites as columns."""
    stated = dict.fromkeys(fact for site in sites for fact in site)
    return Columns(
        len(sites),
        {fact: _column([site.get(fact) for site in sites], catalogue.facts[fact].type) for fact in stated},
    )


def _column(values: Sequence[FactValue | None], kind: FactType) -> Column:
    if kind in NUMBERS:
        return Numbers(np.array([np.nan if value is None else value for value in values], np.float64))
    places: dict[tuple[type[object], FactValue], int] = {}
    codes = [
        UNSTATED if value is None else places.setdefault((type(value), value), len(places))
        for value in values
    ]
    return Coded(np.array(codes, np.int32), tuple(value for _, value in places))


def _empty(count: int, kind: FactType) -> Column:
    if kind in NUMBERS:
        return Numbers(np.full(count, np.nan))
    return Coded(np.full(count, UNSTATED, np.int32), ())


def _same(one: FactValue, other: FactValue) -> bool:
    return type(one) is type(other) and one == other
