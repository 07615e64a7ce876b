"""Figures the source gives as approximate say so: a mark with 约 or 以上 has the word in its record too."""

from __future__ import annotations

import re

import pytest
from rdflib import Literal, URIRef

from recommender.kb.pages.figures import value_words
from recommender.kb.records import Record, Records
from recommender.schema.definitions import Schema

# What a mark prints right beside a number → the value it must have.
PRINTED = {
    "about": r"(?<!节)约(?:为|占)?(?:总碳排的)?\s*[0-9.]+|[0-9%．.]+\s*(?:千克|吨|倍)?\s*左右",
    "nearly": r"(?:近|接近)\s*[0-9]+",
    "at_least": r"[0-9.]+\s*%?\s*以上|至少\s*[0-9]+|不小于",
    "more_than": r"超过\s*[0-9]+|大于\s*[0-9]+|突破",
    "less_than": r"不足\s*[0-9]+",
    "up_to": r"最高可|率可达",
}


def figures(records: Records) -> list[Record]:
    return [*records.of("Statistic").values(), *records.of("QuantifiedEffect").values()]


@pytest.mark.parametrize("value", PRINTED)
def test_a_mark_with_such_a_word_has_its_value(value: str, real: Records) -> None:
    said = [one for one in figures(real) if re.search(PRINTED[value], one.string("mark"))]
    assert said
    assert [one.id for one in said if value not in one.strings("approximation")] == []


@pytest.mark.parametrize(
    ("record", "values"),
    [
        ("gdroute-rtg-load-control-fuel", ("up_to", "at_least")),  # 最高可节省油耗50%以上
        ("thrifty-habits-expo-garden", ("up_to",)),  # 最高可减少15%用能
        ("gdroute-apu-replacement-co2", ("nearly",)),  # 近30万吨
        ("gdroute-its-energy", ("at_least",)),  # 至少可以降低15%
        ("gdroute-hybrid-fuel-saving", ()),  # 节约燃油30-50%
    ],
)
def test_effects_as_the_sources_print_them(record: str, values: tuple[str, ...], real: Records) -> None:
    assert real.of("QuantifiedEffect")[record].strings("approximation") == values


def test_a_figure_is_shown_with_the_words_of_the_source(schema: Schema) -> None:
    """At most, and more than: 最高可节省50%以上."""
    links = {
        schema.expand("tanlu:lowerValue"): [Literal(50)],
        schema.expand("tanlu:approximation"): [
            URIRef(schema.value_iri("Approximation", value)) for value in ("up_to", "at_least")
        ],
    }
    shown = value_words(schema, {}, links)
    assert (shown.zh, shown.en) == ("≥ 50（最高、可达；以上、至少）", "≥ 50 (up to, at least)")
