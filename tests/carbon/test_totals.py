"""Sums of an account where floats tempt: ends keep their order, what is covered leaves exactly the rest."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from recommender.carbon.totals import totals
from recommender.evaluate.scope import Knowledge
from recommender.model.accounting import Line, LineStatus, Part, Scope
from recommender.model.interval import Interval, exactly
from recommender.model.knowledge import Basis

TONNES = st.integers(0, 10**7).map(lambda kilograms: kilograms / 1000)
RANGES = st.tuples(TONNES, TONNES).map(lambda pair: Interval(min(pair), max(pair)))


def line(activity: str, part: Part, emission: Interval) -> Line:
    status = LineStatus.KNOWN
    return Line(activity, "", part, Scope.SCOPE_1, status, "", Basis.STATED, emission=emission)


@given(RANGES, TONNES)
def test_power_that_is_all_green_leaves_exactly_the_rest(
    knowledge: Knowledge, power: Interval, gas: float
) -> None:
    """Power 0.3 to 1234.567 t, 100.1 t of gas, 20 000 t of green power: 100.1 t are left at both ends."""
    lines = (
        line("electricity", Part.INDIRECT, power),
        line("natural-gas", Part.DIRECT, exactly(gas)),
        line("green-power-purchased", Part.REDUCTION, exactly(20_000)),
    )
    assert totals(lines, knowledge.catalogue).net == exactly(gas)


@given(RANGES, RANGES, RANGES, RANGES)
def test_any_ranges_have_a_net(
    knowledge: Knowledge, power: Interval, gas: Interval, green: Interval, offset: Interval
) -> None:
    lines = (
        line("electricity", Part.INDIRECT, power),
        line("natural-gas", Part.DIRECT, gas),
        line("green-power-purchased", Part.REDUCTION, green),
        line("ccer", Part.OFFSET, offset),
    )
    found = totals(lines, knowledge.catalogue)
    assert found.net.low <= found.net.high
    assert found.net.low >= gas.low - offset.high - 1e-9
    assert found.net.high <= found.gross.high + 1e-9


def test_what_is_left_is_never_below_nothing() -> None:
    """8 to 10 less 3 to 9: at least nothing, at most 10 − 3."""
    assert Interval(8, 10).less(Interval(3, 9)) == Interval(0, 7)
    assert exactly(2).less(exactly(5)) == exactly(0)
