"""Kleene's tables, written out (Kleene 1952, §64)."""

from __future__ import annotations

import pytest

from recommender.model.truth import Truth, conjunction, disjunction, negation

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


@pytest.mark.parametrize(
    ("one", "other", "both", "either"),
    [
        (T, T, T, T),
        (T, F, F, T),
        (T, U, U, T),
        (F, T, F, T),
        (F, F, F, F),
        (F, U, F, U),
        (U, T, U, T),
        (U, F, F, U),
        (U, U, U, U),
    ],
)
def test_two_truths_together(one: Truth, other: Truth, both: Truth, either: Truth) -> None:
    assert conjunction((one, other)) is both
    assert disjunction((one, other)) is either


def test_negation_leaves_unknown_unknown() -> None:
    assert (negation(T), negation(F), negation(U)) == (F, T, U)


def test_nothing_is_true_together_and_false_as_a_choice() -> None:
    assert conjunction(()) is T
    assert disjunction(()) is F
