"""Figures in words: whose figure, of what, its value with the unit as each language writes it, its year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from rdflib import Literal
from rdflib.term import Node as Term

from recommender.model.text import Text
from recommender.schema.definitions import Schema

Links = Mapping[str, Iterable[Term]]
_HAN = re.compile(r"[\u4e00-\u9fff]")
_PURE_NUMBERS = ("unit/NUM", "unit/UNITLESS")
"""QUDT's names of counting and of ratios: no unit is written after such a number."""
_SAME_IN_PLURAL = ("yuan", "mu", "thousand", "million", "times")
_REST_OF_UNIT = re.compile(r" (?:per|of) ")


def value_words(schema: Schema, outgoing: Mapping[str, Links], links: Links) -> Text:
    """The value of a figure with its unit: one number, a range, or words."""
    lower, upper = one(schema, links, "tanlu:lowerValue"), one(schema, links, "tanlu:upperValue")
    number = one(schema, links, "tanlu:numericValue") or (f"{lower}–{upper}" if lower and upper else "")
    if not number and lower:
        number = f"≥ {lower}"
    if not number and upper:
        number = f"≤ {upper}"
    if not number:
        return text(links.get(schema.expand("tanlu:wordValue"), ()))
    unit = _unit(schema, outgoing.get(one(schema, links, "tanlu:inUnit"), {}), number)
    about = _approximation(schema, links)
    return Text(f"{number} {unit.zh}".strip() + about.zh, f"{number} {unit.en}".strip() + about.en)


def figure_words(schema: Schema, outgoing: Mapping[str, Links], links: Links, named: Iterable[Text]) -> Text:
    """A figure by the names of whose it is and of what, each said once, its value and its year."""
    value = value_words(schema, outgoing, links)
    year, until = one(schema, links, "tanlu:year"), one(schema, links, "tanlu:untilYear")
    when = f"{year}–{until}" if until else year
    parts = tuple(named)
    zh = "：".join(_once(part.zh for part in parts))
    en = ": ".join(_once(part.en for part in parts))
    return Text(
        f"{zh} {value.zh}" + (f"（{when}）" if when else ""),
        f"{en} {value.en}" + (f" ({when})" if when else ""),
    )


def counted(number: str, name: str) -> str:
    """An English name of a unit as it stands after a number: 1 person, 2 persons, 3 days per week."""
    if number.lstrip("≥≤ ") == "1":
        return name
    head = _REST_OF_UNIT.split(name)[0]
    last = head.rpartition(" ")[2]
    if last in _SAME_IN_PLURAL or last.endswith("s"):
        return name
    return f"{head}s{name[len(head) :]}"


def one(schema: Schema, links: Links, name: str) -> str:
    """The first value of a property as plain text, empty when there is none."""
    return next((str(value) for value in links.get(schema.expand(name), ())), "")


def text(values: Iterable[Term]) -> Text:
    """The words among some values, by language."""
    found = {value.language or "": str(value) for value in values if isinstance(value, Literal)}
    return Text(found.get("zh", ""), found.get("en", ""))


def _approximation(schema: Schema, links: Links) -> Text:
    """The words by which the source makes a figure approximate, in brackets."""
    given = {str(value) for value in links.get(schema.expand("tanlu:approximation"), ())}
    values = schema.enums["Approximation"].values.items()
    said = [label for value, label in values if schema.value_iri("Approximation", value) in given]
    if not said:
        return Text()
    return Text(f"（{'；'.join(x.zh for x in said)}）", f" ({', '.join(x.en for x in said)})")


def _unit(schema: Schema, unit: Links, number: str) -> Text:
    """The symbol; in English the name where the symbol is Chinese, nothing after a mere count or ratio."""
    symbol = one(schema, unit, "qudt:symbol")
    same = [str(value) for value in unit.get(schema.expand("skos:exactMatch"), ())]
    bare = any(iri.endswith(_PURE_NUMBERS) for iri in same)
    name = text(unit.get(schema.expand("skos:prefLabel"), ())).en
    if not _HAN.search(symbol):
        return Text() if bare else Text(symbol, symbol)
    return Text(symbol, "" if bare else counted(number, name))


def _once(names: Iterable[str]) -> list[str]:
    """The names, the quantity last; before it none that an earlier one holds or the next one repeats."""
    given = [name for name in names if name]
    said: list[str] = []
    for name, following in pairwise(given):
        if not following.startswith(name) and not any(name in earlier for earlier in said):
            said.append(name)
    return [*said, *given[-1:]]
