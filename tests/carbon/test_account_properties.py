"""Laws of every account: totals scale, knowing more only narrows, what is unknown never helps."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recommender.carbon.totals import totals
from recommender.evaluate.scope import Knowledge
from recommender.model.accounting import Balance
from recommender.model.interval import Interval
from recommender.model.stated import Quantity, StatedActivity
from tests.carbon.account_sites import COMMUNITY, FORMULA_ONE, account, directly, stated

CLAIMS = (
    "green-power-own",
    "green-power-exported",
    "green-power-purchased",
    "carbon-inclusion-travel",
    "carbon-inclusion-other",
    "ccer",
)
AMOUNTS = st.integers(0, 1_000_000).map(lambda thousandths: thousandths / 1000)
RANGES = st.tuples(AMOUNTS, AMOUNTS).map(lambda pair: (min(pair), max(pair)))
SOME = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def site_of(amounts: dict[str, tuple[float, float]]) -> list[StatedActivity]:
    """Activities with factors of their own, so that every amount becomes an emission."""
    return [_stated(key, amount) for key, amount in amounts.items()]


def _stated(key: str, amount: tuple[float, float]) -> StatedActivity:
    plain = stated(key, amount)
    if key in FORMULA_ONE and plain.amount is not None:
        unit = {"mwh": "t-per-mwh", "m3": "kg-per-m3", "gj": "tCO2/GJ", "t": "tCO2/t"}[plain.amount.unit]
        return stated(key, amount, (0.5, unit))
    return plain


SITES = st.dictionaries(
    st.sampled_from([*FORMULA_ONE, "carbon-inclusion-other", "ccer"]), RANGES, max_size=14
)


def close(one: Interval, other: Interval) -> bool:
    return one.low == pytest.approx(other.low) and one.high == pytest.approx(other.high)


@SOME
@given(SITES, st.sampled_from([2.0, 10.0]))
def test_totals_scale_with_the_amounts(
    knowledge: Knowledge, amounts: dict[str, tuple[float, float]], times: float
) -> None:
    one = account(knowledge, site_of(amounts))
    many = account(knowledge, site_of({k: (lo * times, hi * times) for k, (lo, hi) in amounts.items()}))
    for name in ("gross", "reductions", "removals", "offsets", "net", "of_known"):
        assert close(
            getattr(many, name), getattr(one, name).scaled(times) if name != "net" else _net(one, times)
        )


def _net(found: Balance, times: float) -> Interval:
    return Interval(found.net.low * times, found.net.high * times)


@SOME
@given(
    st.dictionaries(st.sampled_from(FORMULA_ONE), st.sampled_from([0.01, 0.34, 2.0])),
    st.sampled_from(["tCO2/人", "tCO2/m2"]),
    st.sampled_from([2, 7]),
)
def test_totals_scale_with_people_and_area(
    knowledge: Knowledge, shares: dict[str, float], unit: str, times: int
) -> None:
    def gross(scale: int) -> Interval:
        facts = {**COMMUNITY, "community.population": 500 * scale, "building.area": 500.0 * scale}
        return account(
            knowledge, [directly(key, share, unit) for key, share in shares.items()], facts
        ).of_known

    assert close(gross(times), gross(1).scaled(times))


@SOME
@given(SITES, st.data())
def test_knowing_an_amount_better_only_narrows(
    knowledge: Knowledge, amounts: dict[str, tuple[float, float]], data: st.DataObject
) -> None:
    """Every amount replaced by a range within it: each sum lies within what it was."""
    finer = {}
    for key, (low, high) in amounts.items():
        one, two = sorted(data.draw(st.tuples(*(st.floats(0, 1),) * 2)))
        finer[key] = (low + (high - low) * one, max(low + (high - low) * one, low + (high - low) * two))
    before, after = account(knowledge, site_of(amounts)), account(knowledge, site_of(finer))
    for name in ("gross", "reductions", "offsets", "net"):
        assert _holds(getattr(before, name), getattr(after, name))


def _holds(outer: Interval, inner: Interval) -> bool:
    slack = 1e-9 * max(1.0, abs(inner.low))
    return outer.low <= inner.low + slack and inner.high <= outer.high + slack


@SOME
@given(SITES, st.sampled_from(FORMULA_ONE), RANGES)
def test_stating_an_emission_narrows_and_never_lowers_the_low_end(
    knowledge: Knowledge, amounts: dict[str, tuple[float, float]], key: str, amount: tuple[float, float]
) -> None:
    """What is unknown is taken as at least zero: once stated, gross and net may only rise at the low end."""
    unknown = {other: value for other, value in amounts.items() if other != key}
    before = account(knowledge, site_of(unknown))
    after = account(knowledge, site_of({**unknown, key: amount}))
    assert before.gross.contains(after.gross)
    assert before.net.low <= after.net.low + 1e-9
    assert key in before.unknown
    assert key not in after.unknown


@SOME
@given(SITES, st.sampled_from(CLAIMS), RANGES)
def test_an_unstated_deduction_never_helps(
    knowledge: Knowledge, amounts: dict[str, tuple[float, float]], key: str, amount: tuple[float, float]
) -> None:
    """Claiming a deduction lowers net or leaves it, at both ends, and never touches gross."""
    without = {other: value for other, value in amounts.items() if other != key}
    before = account(knowledge, site_of(without))
    after = account(knowledge, site_of({**without, key: amount}))
    assert before.gross == after.gross
    assert after.net.low <= before.net.low + 1e-9
    assert after.net.high <= before.net.high + 1e-9


@SOME
@given(SITES, st.floats(0.001, 10_000), st.floats(0, 5))
def test_a_factor_for_what_is_claimed_only_narrows(
    knowledge: Knowledge, amounts: dict[str, tuple[float, float]], area: float, factor: float
) -> None:
    """A green area without a factor leaves everything possible that any factor can bring about."""
    before = account(knowledge, [*site_of(amounts), stated("green-area", area)])
    given = stated("green-area", area, (factor, "kgCO2/m2"))
    after = account(knowledge, [*site_of(amounts), given])
    for name in ("gross", "reductions", "removals", "offsets", "net"):
        assert getattr(before, name).contains(getattr(after, name))


@SOME
@given(RANGES, RANGES, RANGES, st.sampled_from([None, True, False]))
def test_own_power_is_never_deducted_twice(
    knowledge: Knowledge,
    used: tuple[float, float],
    own: tuple[float, float],
    exported: tuple[float, float],
    counted: bool | None,
) -> None:
    """Reductions by own power are at most what is generated times the factor, 0.5 t/MWh here."""
    sent = (min(exported[0], own[0]), min(exported[1], own[0]))
    facts = COMMUNITY if counted is None else {**COMMUNITY, "energy.own_power_counted": counted}
    amounts = {"green-power-own": own, "green-power-exported": sent}
    found = account(knowledge, [stated("electricity", used), *site_of(amounts)], facts)
    assert found.reductions.high <= own[1] * 0.5 + (sent[1] - sent[0]) * 0.5 + 1e-9
    assert found.reductions.high <= found.of_known.high + 1e-9 or found.unknown


@SOME
@given(SITES)
def test_the_sums_are_those_of_the_lines(
    knowledge: Knowledge, amounts: dict[str, tuple[float, float]]
) -> None:
    """A line whose emission is replaced can be summed again by the same rule, as a trajectory does."""
    found = account(knowledge, site_of(amounts))
    again = totals(found.lines, knowledge.catalogue)
    assert (again.gross, again.net, again.unknown) == (found.gross, found.net, found.unknown)
    doubled = [
        replace(one, emission=one.emission.scaled(2)) if one.emission is not None else one
        for one in found.lines
    ]
    assert close(totals(doubled, knowledge.catalogue).of_known, found.of_known.scaled(2))


def test_a_quantity_is_converted_before_it_is_multiplied(knowledge: Knowledge) -> None:
    """378 万kWh = 3780 MWh; × 0.5 = 1890 t, without a rounding error."""
    amount = StatedActivity("electricity", Quantity(Interval(378, 378), "ten-thousand-kwh"))
    assert account(knowledge, [amount]).of_known == Interval(1890, 1890)
