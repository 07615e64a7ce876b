"""The integer programme against trying every choice: least cost, then most gain, then earliest groups."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.assess.programme import Choice, Option, cheapest

OPTIONS = st.lists(
    st.builds(
        Option,
        st.integers(0, 5),
        st.integers(1, 4).map(lambda tenths: Fraction(tenths, 10)),
        st.sampled_from([*[Fraction(1)] * 4, Fraction(2), Fraction(1, 3)]),
    ),
    max_size=10,
)
Rank = tuple[Fraction, Fraction, int]


def option(group: int, gain: int, cost: int = 1) -> Option:
    return Option(group, Fraction(gain), Fraction(cost))


def rank(options: Sequence[Option], chosen: Sequence[int]) -> Rank:
    taken = [options[at] for at in chosen]
    gain = sum((one.gain for one in taken), Fraction(0))
    return sum((one.cost for one in taken), Fraction(0)), -gain, sum(one.group + 1 for one in taken)


def choices(options: Sequence[Option], forced: frozenset[int]) -> list[list[int]]:
    groups = sorted({one.group for one in options} | forced)
    ways = [
        [*([] if group in forced else [None]), *(at for at, one in enumerate(options) if one.group == group)]
        for group in groups
    ]
    return [[at for at in picked if at is not None] for picked in product(*ways)]


def best(options: Sequence[Option], need: Fraction, forced: frozenset[int]) -> Rank | None:
    """By trying every choice."""
    ranks = [rank(options, picked) for picked in choices(options, forced)]
    return min((one for one in ranks if -one[1] >= need), default=None)


@settings(max_examples=200, deadline=None)
@given(OPTIONS, st.integers(-2, 16), st.sets(st.integers(0, 4), max_size=1))
def test_no_choice_is_better(options: list[Option], tenths: int, forced: set[int]) -> None:
    need = Fraction(tenths, 10)
    found = cheapest(options, need, frozenset(forced))
    assert found.optimal
    expected = best(options, need, frozenset(forced))
    assert (None if found.chosen is None else rank(options, found.chosen)) == expected
    assert found.tied == (found.chosen is not None and others(options, need, frozenset(forced), found.chosen))


def others(
    options: Sequence[Option], need: Fraction, forced: frozenset[int], chosen: tuple[int, ...]
) -> bool:
    """Whether a choice without one of these groups is enough at the same cost, by trying every choice."""
    own, cost = {options[at].group for at in chosen}, rank(options, chosen)[0]
    return any(
        own - {options[at].group for at in picked} and rank(options, picked)[0] == cost
        for picked in choices(options, forced)
        if -rank(options, picked)[1] >= need
    )


def test_of_equal_choices_the_earliest_groups_are_taken() -> None:
    options = [option(2, 2), option(0, 2), option(1, 2), option(2, 1)]
    assert cheapest(options, Fraction(3)).chosen == (1, 2)


def test_the_least_bit_missing_is_not_enough() -> None:
    # three thirds are one, but three times 0.333 333 are not
    third, less = Fraction(1, 3), Fraction(333_333, 1_000_000)
    exact = [Option(group, third, Fraction(1)) for group in range(3)]
    short = [Option(group, less, Fraction(1)) for group in range(3)]
    assert cheapest(exact, Fraction(1)).chosen == (0, 1, 2)
    assert cheapest(short, Fraction(1)) == Choice(None)


def test_nothing_needed_nothing_taken() -> None:
    assert cheapest([option(0, 3)], Fraction(0)).chosen == ()
    assert cheapest([], Fraction(0)).chosen == ()
    assert cheapest([], Fraction(1)).chosen is None
    assert cheapest([], Fraction(0), frozenset([0])).chosen is None


def test_a_refused_choice_gives_way_to_the_next_best() -> None:
    options = [option(0, 9), option(1, 8), option(2, 7)]
    assert cheapest(options, Fraction(5), accept=lambda chosen: 0 not in chosen).chosen == (1,)
    assert cheapest(options, Fraction(5), accept=lambda _: False) == Choice(None)
