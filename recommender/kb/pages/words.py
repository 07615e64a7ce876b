"""What a node is called on its page and in lists: its label, or else words made from what it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rdflib.term import Node as Term

from recommender.kb.pages.figures import figure_words, text
from recommender.model.text import Text
from recommender.schema.definitions import Schema

_Links = Mapping[str, Iterable[Term]]
_LONGEST = {"zh": 90, "en": 180}
_SAYING = ("tanlu:text", "tanlu:reason", "tanlu:because", "tanlu:method", "skos:note")
"""Properties whose words stand in for a missing label, in this order."""


def label_of(schema: Schema, outgoing: Mapping[str, _Links], iri: str) -> Text:
    """The label of a node; of a link its two ends, of a figure quantity and value, else its words or id."""
    links = outgoing.get(iri, {})

    def words(name: str) -> Text:
        return text(links.get(schema.expand(name), ()))

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
        case = one("tanlu:case")
        whose = [label_of(schema, outgoing, case)] if case else []
        return figure_words(schema, outgoing, links, (*whose, words("tanlu:of"), found))
    for name in _SAYING:
        if found := words(name):
            return Text(_short(found.zh, "zh"), _short(found.en, "en"))
    return Text(one("tanlu:key") or one("dcterms:identifier") or iri.rpartition("/")[2])


def _value_label(schema: Schema, iri: str) -> Text:
    """The label of a value of a closed list."""
    path, _, value = iri.removeprefix(schema.prefixes["id"]).partition("/")
    for enum in schema.enums.values():
        if enum.path == path and value in enum.values:
            return enum.values[value]
    return Text(iri, iri)


def _short(words: str, language: str) -> str:
    """The words, cut when they are too long for a list."""
    most = _LONGEST[language]
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"
