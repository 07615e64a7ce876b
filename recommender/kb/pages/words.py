"""What a node is called on its page and in lists: its label, or else words made from what it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from rdflib import Literal
from rdflib.term import Node as Term

from recommender.model.clause import ClauseRef
from recommender.model.text import Text
from recommender.schema.definitions import Schema

_Links = Mapping[str, Iterable[Term]]
_LONGEST = {"zh": 90, "en": 180}
_PARTS = {"sentence": ("第 {} 句", "sentence {}"), "paragraph": ("第 {} 段", "paragraph {}")}
_ITEM, _ROW = ("第 {} 项", "item {}"), ("第 {} 行", "row {}")
_SHOWN = {"t": ("表 {}", "Table {}"), "f": ("图 {}", "Figure {}")}
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SAYING = ("tanlu:text", "tanlu:reason", "tanlu:because", "tanlu:method")
"""Properties whose words stand in for a missing label, in this order."""


def label_of(schema: Schema, outgoing: Mapping[str, _Links], iri: str) -> Text:
    """The label of a node; of a link its two ends, of a figure quantity and value, else its words or id."""
    links = outgoing.get(iri, {})

    def words(name: str) -> Text:
        return _text(links.get(schema.expand(name), ()))

    def one(name: str) -> str:
        return next((str(value) for value in links.get(schema.expand(name), ())), "")

    if found := words("skos:prefLabel"):
        return found
    if (subject := one("tanlu:subject")) and (target := one("tanlu:object")):
        ends = (label_of(schema, outgoing, end) for end in (subject, target))
        start, end = ends
        link = _value_label(schema, one("tanlu:type"))
        return Text(f"{start.zh} {link.zh} {end.zh}", f"{start.en} {link.en} {end.en}")
    if found := words("tanlu:quantity"):
        of = Text() if words("tanlu:of") == found else words("tanlu:of")
        case = one("tanlu:case")
        whose = [label_of(schema, outgoing, case)] if case else []
        return _figure(schema, outgoing, links, (*whose, of, found))
    for name in _SAYING:
        if found := words(name):
            return Text(_short(found.zh, "zh"), _short(found.en, "en"))
    return Text(one("tanlu:key") or one("dcterms:identifier") or iri.rpartition("/")[2])


def figure_of(schema: Schema, outgoing: Mapping[str, _Links], links: _Links) -> Text:
    """The value of a figure with its unit: one number, a range, or words."""

    def one(name: str) -> str:
        return next((str(value) for value in links.get(schema.expand(name), ())), "")

    lower, upper = one("tanlu:lowerValue"), one("tanlu:upperValue")
    number = one("tanlu:numericValue") or (f"{lower}–{upper}" if lower and upper else "")
    if not number and lower:
        number = f"≥ {lower}"
    if not number and upper:
        number = f"≤ {upper}"
    words = _text(links.get(schema.expand("tanlu:wordValue"), ()))
    if not number:
        return words
    unit = outgoing.get(one("tanlu:inUnit"), {})
    symbol = next((str(value) for value in unit.get(schema.expand("qudt:symbol"), ())), "")
    name = _text(unit.get(schema.expand("skos:prefLabel"), ())).en
    return Text(f"{number} {symbol}".strip(), f"{number} {name if _HAN.search(symbol) else symbol}".strip())


def _figure(schema: Schema, outgoing: Mapping[str, _Links], links: _Links, named: tuple[Text, ...]) -> Text:
    """Whose figure, of what, and its value: the case, the row, the quantity, what there is of them."""
    value = figure_of(schema, outgoing, links)
    year = next((f" ({year})" for year in links.get(schema.expand("tanlu:year"), ())), "")
    zh = "：".join(part.zh for part in named if part.zh)
    en = ": ".join(part.en for part in named if part.en)
    return Text(f"{zh} {value.zh}{year}", f"{en} {value.en}{year}")


def citation(source: Text, place: ClauseRef, clause: Text) -> Text:
    """How a place is cited: the name of the source, the number, and the item, row, sentence or paragraph.

    A table is cited by its number and row; a part without a number by its heading.
    """
    zh, en = place.number, place.number
    shown = _SHOWN.get(place.number[0]) if place.number[1:2].isdigit() else None
    if shown is not None:
        zh, en = (words.format(place.number[1:]) for words in shown)
    elif not any(letter.isdigit() for letter in place.number) and len(place.number) > 1:
        zh, en = clause.zh or zh, clause.en or en
    if place.part:
        parts = _PARTS.get(place.part, _ROW if shown is not None else _ITEM)
        zh, en = f"{zh} {parts[0].format(place.index)}", f"{en}, {parts[1].format(place.index)}"
    return Text(f"{source.zh} {zh}".strip(), f"{source.en} {en}".strip())


def _value_label(schema: Schema, iri: str) -> Text:
    """The label of a value of a closed list."""
    path, _, value = iri.removeprefix(schema.prefixes["id"]).partition("/")
    for enum in schema.enums.values():
        if enum.path == path and value in enum.values:
            return enum.values[value]
    return Text(iri, iri)


def _text(values: Iterable[Term]) -> Text:
    found = {value.language or "": str(value) for value in values if isinstance(value, Literal)}
    return Text(found.get("zh", ""), found.get("en", ""))


def _short(words: str, language: str) -> str:
    """The words, cut when they are too long for a list."""
    most = _LONGEST[language]
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"
