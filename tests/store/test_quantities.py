"""Quantities with units: what people write, what fits what, and tonnes of CO2 to the last digit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.evaluate.scope import Knowledge
from recommender.model.catalogue import Catalogue
from recommender.model.interval import Interval, exactly
from recommender.model.stated import Quantity
from recommender.store.figures import NotAQuantity
from recommender.store.quantities import (
    converted,
    fits,
    kind_of,
    product,
    quantity_of,
    suitable,
    symbol_of,
    yearly_emission,
)
from recommender.store.unit_words import UnknownUnit, unit_table
from recommender.store.units import WrongUnit
from tests.stated_world import CATALOGUE


def q(text: str | tuple[str, str], **how: bool) -> Quantity:
    return quantity_of(text, CATALOGUE, **how)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("3.9 万千瓦时", 3.9, 3.9, "ten-thousand-kwh"),
        ("３７８万度", 378, 378, "ten-thousand-kwh"),
        ("378 万 kWh", 378, 378, "ten-thousand-kwh"),
        ("300 kwh", 300, 300, "kwh"),
        ("300~400 MWh", 300, 400, "mwh"),
        ("300-400MWh", 300, 400, "mwh"),
        ("300 MWh～400 MWh", 300, 400, "mwh"),
        ("300至400吨", 300, 400, "t"),
        ("300万~400万kWh", 300, 400, "ten-thousand-kwh"),
        ("300 kWh~0.4 MWh", 0.3, 0.4, "mwh"),
        (("300 MWh", "400 MWh"), 300, 400, "mwh"),
        (("300", "400 MWh"), 300, 400, "mwh"),
        ("-5~-2%", -5, -2, "percent"),
        ("0~1%", 0, 1, "percent"),
        ("-20％", -20, -20, "percent"),
        ("1,200 t", 1200, 1200, "t"),
        ("1,234,567.5 kg", 1234567.5, 1234567.5, "kg"),
        ("1.5e3 t", 1500, 1500, "t"),
        ("5 L/100km", 5, 5, "l-per-100km"),
        ("5 l-per-100km", 5, 5, "l-per-100km"),
        ("2.98 tCO2/t", 2.98, 2.98, "tCO2/t"),
        ("0.57 kgCO₂e/kWh", 0.57, 0.57, "kgCO2/kWh"),
        ("0.57 千克二氧化碳/千瓦时", 0.57, 0.57, "kgCO2/kWh"),
        ("0.64 t/人·年", 0.64, 0.64, "t-per-person-year"),
        ("0.64 吨每人每年", 0.64, 0.64, "t-per-person-year"),
        ("3 万吨二氧化碳当量", 3, 3, "万tCO2"),
        ("30 床", 30, 30, "bed"),
    ],
)
def test_what_people_write(text: str | tuple[str, str], low: float, high: float, unit: str):
    assert q(text) == Quantity(Interval(low, high), unit)


def test_of_an_account_per_year_goes_without_saying():
    assert q("378 万kWh/年", yearly=True) == q("378 万kWh")
    assert q("0.64 t/(人·年)", emission=True) == Quantity(exactly(0.64), "tCO2/人")
    assert q("3 t", emission=True) == Quantity(exactly(3), "tCO2")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("约3000 t", "E-ABOUT"),
        ("3000 吨左右", "E-ABOUT"),
        ("≥3 t", "E-ABOUT"),
        ("about 3 t", "E-ABOUT"),
        ("3000 多吨", "E-ABOUT"),
        ("400~300 t", "E-ORDER"),
        ("1 MWh~300 kWh", "E-ORDER"),
        ("3 t~4 MWh", "E-UNIT"),
        ("12", "E-UNIT"),
        ("三百吨", "E-NUMBER"),
        ("t", "E-NUMBER"),
        ("1,2 t", "E-COMMA"),
        ("1" * 30 + " t", "E-LONG"),
        ("1e300 t", "E-LONG"),
        ("未知", "E-BLANK"),
        ("", "E-BLANK"),
    ],
)
def test_what_is_no_quantity(text: str, code: str):
    with pytest.raises(NotAQuantity) as caught:
        q(text)
    assert caught.value.code == code and caught.value.why.zh and caught.value.hint.zh


def test_neither_end_of_a_pair_may_be_endless():
    for pair in (("1 t", "2" * 300), ("2" * 300, "1 t")):
        with pytest.raises(NotAQuantity) as caught:
            q(pair)
        assert caught.value.code == "E-LONG" and len(caught.value.text) < 40


@pytest.mark.parametrize("text", ["3 桶", "3 tC", "3 万", "3 t/", "3 Mt", "3 mWh/x", "1 200 t", "3 t t"])
def test_units_nobody_knows(text: str):
    with pytest.raises(UnknownUnit):
        q(text)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("378 万kWh", "mwh", 3780),  # 378 × 10⁴ kWh / 1000
        ("3780 MWh", "gj", 13608),  # 3.6 GJ a MWh
        ("1 tce", "gj", 29.3076),  # GB/T 2589
        ("0.1 t", "kg", 100),
        ("30 亩", "m2", 20000),  # 15 mu are a hectare
        ("0.53 tCO2/MWh", "kgCO2/kWh", 0.53),
        ("450 gCO2/kWh", "kgCO2/kWh", 0.45),
        ("0.01 亿元", "万元", 100),
        ("5 L/100km", "L/km", 0.05),
    ],
)
def test_conversions_are_exact(text: str, unit: str, value: float):
    assert converted(q(text), unit, CATALOGUE) == Quantity(exactly(value), unit)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("12 t", "m3"),
        ("12 t", "tCO2"),
        ("12 tCO2", "t"),
        ("1 t/人", "t/m²"),
        ("1 人", "户"),
        ("1 人", "辆"),
        ("1 年", "天"),
        ("1 kW", "kwh"),
        ("1 床", "person"),
        ("1 百分点", "percent"),
    ],
)
def test_kinds_are_kept_apart(text: str, unit: str):
    found = q(text)
    assert not fits(found.unit, unit, CATALOGUE)
    with pytest.raises(WrongUnit) as caught:
        converted(found, unit, CATALOGUE)
    assert (caught.value.unit, caught.value.wanted) == (found.unit, unit)


@pytest.mark.parametrize(
    ("amount", "factor", "tonnes"),
    [
        ("12 t", "2.98 tCO2/t", 35.76),
        ("12 t", "2.98 t/t", 35.76),
        ("1.1 t", "1.1 t/t", 1.21),  # as decimals, not as 1.2100000000000002
        ("378 万kWh", "0.57 kgCO2/kWh", 2154.6),  # 3 780 000 kWh × 0.57 kg
        ("378 万kWh", "0.57 t/MWh", 2154.6),
        ("99668 m2", "0.24 t/m2", 23920.32),
        ("1000 m2", "1.5 kg/(m²·年)", 1.5),
        ("1000 万m3", "2.1 kg/m3", 21000),
        ("10~20 t", "2~3 tCO2/t", (20, 60)),
        ("0 t", "2~3 tCO2/t", 0),
    ],
)
def test_activity_times_factor(amount: str, factor: str, tonnes: float | tuple[float, float]):
    low, high = tonnes if isinstance(tonnes, tuple) else (tonnes, tonnes)
    assert product(q(amount), q(factor), CATALOGUE) == Interval(low, high)


@pytest.mark.parametrize(("amount", "factor"), [("12 t", "0.57 kg/kWh"), ("12 t", "3 t"), ("12 t", "3 GJ/t")])
def test_a_product_that_is_no_mass_of_co2(amount: str, factor: str):
    with pytest.raises(WrongUnit) as caught:
        product(q(amount), q(factor), CATALOGUE)
    assert caught.value.wanted == "tCO2/t"


def test_a_product_of_what_is_below_zero():
    with pytest.raises(ValueError, match="negative"):
        product(q("-1 t"), q("2 tCO2/t"), CATALOGUE)


@pytest.mark.parametrize(
    ("text", "tonnes", "per"),
    [
        ("0.64 t/人", 0.64, "person"),
        ("640 kgCO2/(人·年)", 0.64, "person"),
        ("3 万t", 30000, ""),
        ("12 kg/m2", 0.012, "m2"),
    ],
)
def test_yearly_emissions(text: str, tonnes: float, per: str):
    assert yearly_emission(q(text), CATALOGUE) == (exactly(tonnes), per)


def test_what_is_no_emission():
    with pytest.raises(WrongUnit):
        yearly_emission(q("3 kWh"), CATALOGUE)


def test_words_for_units():
    assert symbol_of("ten-thousand-kwh", CATALOGUE) == "万kWh"
    assert symbol_of("ten-thousand-kwh", CATALOGUE, "en") == "×10,000 kWh"
    assert symbol_of("tCO2/人", CATALOGUE, "en") == "tCO2/person"
    assert kind_of("m3", CATALOGUE).zh == "体积"
    assert kind_of("tCO2/人", CATALOGUE).zh == "人均二氧化碳质量"
    assert suitable("mwh", CATALOGUE) == ("MWh", "GJ", "万kWh")


AMOUNTS = st.floats(min_value=0, max_value=1e12, allow_subnormal=False)


@given(st.data(), AMOUNTS)
def test_what_is_written_reads_back_in_every_unit(knowledge: Knowledge, data: st.DataObject, amount: float):
    unit = data.draw(st.sampled_from(sorted(knowledge.catalogue.units)))
    assert quantity_of(f"{amount} {unit}", knowledge.catalogue) == Quantity(exactly(amount), unit)


@given(st.data(), AMOUNTS, AMOUNTS)
def test_a_range_reads_back(knowledge: Knowledge, data: st.DataObject, one: float, other: float):
    unit = data.draw(st.sampled_from(sorted(knowledge.catalogue.units)))
    low, high = sorted((one, other))
    for text in (f"{low} {unit}~{high} {unit}", (f"{low} {unit}", f"{high} {unit}")):
        assert quantity_of(text, knowledge.catalogue) == Quantity(Interval(low, high), unit)


@given(st.data(), AMOUNTS)
def test_there_and_back_again(knowledge: Knowledge, data: st.DataObject, amount: float):
    units = knowledge.catalogue.units
    one = data.draw(st.sampled_from(sorted(units)))
    other = data.draw(st.sampled_from([u for u in sorted(units) if fits(u, one, knowledge.catalogue)]))
    there = converted(Quantity(exactly(amount), one), other, knowledge.catalogue)
    back = converted(there, one, knowledge.catalogue)
    assert back.amount.low == pytest.approx(amount, rel=1e-12)


def test_symbol_label_and_expression_of_every_unit_say_the_same(knowledge: Knowledge):
    catalogue: Catalogue = knowledge.catalogue
    table = unit_table(tuple(catalogue.units.values()))
    for unit in catalogue.units.values():
        assert table.record(unit.symbol) is not None, unit.symbol
        assert fits(unit.id, unit.symbol, catalogue)
        assert converted(Quantity(exactly(1), unit.id), unit.symbol, catalogue).amount == exactly(1)
        from_expression = f"({unit.expression})"
        words = table.words(unit.id)
        assert _worth(from_expression, catalogue) == _worth(words.expression, catalogue), unit.id


def _worth(expression: str, catalogue: Catalogue) -> object:
    from recommender.store.quantities import _registry

    measure = _registry(tuple(catalogue.units.values())).parse_expression(expression)
    base = (1 * measure).to_base_units()
    return (float(base.magnitude), base.units) if hasattr(base, "magnitude") else float(base)
