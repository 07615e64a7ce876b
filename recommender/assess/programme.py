"""The integer programme: the cheapest choice of options that gains enough, at most one option a group."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

MOST_REFUSED = 50
"""How many optima may be refused by `accept` before the search is given up."""
MOST_TRIED = 5
"""How many others of the same cost are tried before it is taken that there is none."""


@dataclass(frozen=True)
class Option:
    """One way to gain `gain` at `cost`; of a `group` at most one option is chosen."""

    group: int
    gain: Fraction
    cost: Fraction


@dataclass(frozen=True)
class Choice:
    """The positions of the chosen options; `optimal` False where the search was given up.

    `tied`: without one of its groups another choice is enough at the same cost.
    """

    chosen: tuple[int, ...] | None
    optimal: bool = True
    tied: bool = False


Row = tuple[Sequence[float], float, float]
"""Coefficients with the least and the most their sum may be."""


def cheapest(
    options: Sequence[Option],
    need: Fraction,
    forced: frozenset[int] = frozenset(),
    accept: Callable[[tuple[int, ...]], bool] = lambda _: True,
) -> Choice:
    """The choice that gains at least `need`: least cost, then most gain, then the earliest groups.

    One option is taken from each of the groups `forced`. `accept` may refuse a choice; then the next best
    is looked for. `chosen` is None where no choice does.
    """
    if not options:
        return _nothing_to_choose(need, forced, accept)
    refused: list[Row] = []
    for _ in range(MOST_REFUSED):
        chosen = _solve(options, need, forced, refused)
        if chosen is None:
            return Choice(None)
        enough = sum((options[at].gain for at in chosen), Fraction(0)) >= need
        if enough and accept(chosen):
            return Choice(chosen, tied=_tied(options, need, forced, chosen, accept))
        refused.append(_other_than(chosen, len(options)))
    return Choice(None, optimal=False)


def _tied(
    options: Sequence[Option],
    need: Fraction,
    forced: frozenset[int],
    chosen: tuple[int, ...],
    accept: Callable[[tuple[int, ...]], bool],
) -> bool:
    """Whether a choice without one of these groups is enough at the same cost."""
    if not chosen:
        return False
    groups = {options[at].group for at in chosen}
    cut = [_other_groups(options, groups)]
    cost = sum((options[at].cost for at in chosen), Fraction(0))
    for _ in range(MOST_TRIED):
        other = _solve(options, need, forced, cut)
        if other is None or sum((options[at].cost for at in other), Fraction(0)) > cost:
            return False
        if sum((options[at].gain for at in other), Fraction(0)) >= need and accept(other):
            return True
        cut.append(_other_than(other, len(options)))
    return False


def _other_groups(options: Sequence[Option], groups: set[int]) -> Row:
    """A row that leaves out at least one of the groups."""
    return ([float(one.group in groups) for one in options], -math.inf, float(len(groups) - 1))


def _nothing_to_choose(
    need: Fraction, forced: frozenset[int], accept: Callable[[tuple[int, ...]], bool]
) -> Choice:
    return Choice(() if need <= 0 and not forced and accept(()) else None)


def _solve(
    options: Sequence[Option], need: Fraction, forced: frozenset[int], refused: Sequence[Row]
) -> tuple[int, ...] | None:
    """Each aim in turn; the optimum of one is a bound of the next."""
    gains, enough = _whole([*(option.gain for option in options), need])
    rows = [*_one_a_group(options, forced), *refused, (gains, enough, math.inf)]
    costs, _ = _whole([*(option.cost for option in options), Fraction(0)])
    order = [float(option.group + 1) for option in options]
    chosen: tuple[int, ...] | None = None
    for aim in (costs, [-gain for gain in gains], order):
        chosen = _least(aim, rows)
        if chosen is None:
            return None
        rows.append((aim, -math.inf, sum(aim[at] for at in chosen)))
    return chosen


def _whole(values: Sequence[Fraction]) -> tuple[list[float], float]:
    """The values as whole numbers of one common part, the last one apart: the solver has nothing to round."""
    parts = math.lcm(*(value.denominator for value in values))
    whole = [float(value * parts) for value in values]
    return whole[:-1], whole[-1]


def _one_a_group(options: Sequence[Option], forced: frozenset[int]) -> list[Row]:
    return [
        ([float(option.group == group) for option in options], float(group in forced), 1.0)
        for group in sorted({option.group for option in options} | forced)
    ]


def _other_than(chosen: tuple[int, ...], count: int) -> Row:
    """A row that every choice but this one satisfies."""
    signs = [-1.0 if at in chosen else 1.0 for at in range(count)]
    return (signs, 1.0 - len(chosen), math.inf)


def _least(aim: Sequence[float], rows: Sequence[Row]) -> tuple[int, ...] | None:
    """The choice of the least sum of `aim` within the rows; None where there is none."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    matrix, least, most = zip(*rows, strict=True)
    found = milp(
        list(aim),
        integrality=[1] * len(aim),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix, least, most),
        options={"mip_rel_gap": 0.0},
    )
    if found.x is None:
        return None
    return tuple(at for at, value in enumerate(found.x) if value > 0.5)
