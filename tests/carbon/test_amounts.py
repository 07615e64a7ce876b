"""Amounts in words: one ladder for every range, units in both languages, no digit lost or invented."""

from __future__ import annotations

from math import inf

import pytest

from recommender.carbon.amounts import (
    activity_name,
    four_digits,
    given,
    money,
    quantity_words,
    ranged,
    tonnes,
    tonnes_given,
)
from recommender.evaluate.scope import Knowledge
from recommender.model.interval import Interval, exactly
from recommender.model.stated import Quantity
from recommender.model.text import Text


@pytest.mark.parametrize(
    ("amount", "zh", "en"),
    [
        (exactly(0), "0 吨", "0 t"),
        (exactly(12.34), "12.3 吨", "12.3 t"),
        (Interval(0.0042, 0.5), "0.0042～0.5 吨", "0.0042 to 0.5 t"),
        (Interval(1234.4, 2000), "1,230～2,000 吨", "1,230 to 2,000 t"),
        (exactly(27684), "27,680 吨", "27,680 t"),
        (Interval(25877, 29906), "25,900～29,900 吨", "25,900 to 29,900 t"),
        (Interval(27690, 27710), "27,700 吨", "27,700 t"),
        (Interval(99.96, 100.04), "100 吨", "100 t"),
        (Interval(30, inf), "至少 30 吨", "at least 30 t"),
        (Interval(-5, 5), "-5～5 吨", "-5 to 5 t"),
    ],
)
def test_tonnes(amount: Interval, zh: str, en: str) -> None:
    assert tonnes(amount) == Text(zh, en)


def test_a_target_keeps_the_digits_it_was_given() -> None:
    assert tonnes_given(exactly(12345)) == Text("12,345 吨", "12,345 t")


def test_money_names_its_multiple_in_english() -> None:
    assert money(Interval(80, 100)) == Text("80～100 万元", "80 to 100 × 10,000 yuan")


def test_what_was_given_keeps_its_digits() -> None:
    assert [given(one) for one in (0.5703, 1234567.0, 378.25)] == ["0.5703", "1,234,567", "378.25"]


def test_a_unit_is_said_in_the_language_of_the_text(knowledge: Knowledge) -> None:
    stated = Quantity(exactly(378), "万kWh")
    assert quantity_words(stated, knowledge.catalogue) == Text("378 万kWh", "378 ×10,000 kWh")
    share = Quantity(Interval(10, 20), "percent")
    assert quantity_words(share, knowledge.catalogue) == Text("10～20%", "10 to 20%")


def test_an_activity_is_never_called_like_a_concept_of_its_id(knowledge: Knowledge) -> None:
    """A power-based community has a concept with the id of the activity “electricity”."""
    catalogue = knowledge.catalogue
    assert "electricity" in catalogue.concepts
    assert activity_name("electricity", catalogue).zh == "用电"


def test_what_is_worked_out_has_four_digits_at_most() -> None:
    shown = [four_digits(one) for one in (1.996499068, 25877.3, 999.96, 0.017681, 0.0, -1050.0, 0.00012)]
    assert shown == ["1.996", "25,880", "1,000", "0.01768", "0", "-1,050", "1.2e-04"]


def test_an_open_end_is_said() -> None:
    assert ranged(Interval(-inf, 8287), four_digits) == Text("至多 8,287", "at most 8,287")
    assert ranged(Interval(5, inf), four_digits) == Text("至少 5", "at least 5")
    assert ranged(Interval(-inf, inf), four_digits) == Text("还不知道", "not known yet")
