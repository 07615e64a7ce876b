"""What holds of every comparison: a variant beside itself, the order of columns, causes, rows."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from recommender.model.knowledge import FactValue
from recommender.model.stated import Scenario
from recommender.scenario.compare import MOST_TRIED, compare
from recommender.scenario.rows import Comparison
from recommender.scenario.settings import apart, taken
from recommender.scenario.variant import Variant, variant
from tests.scenario.small import BASE, FACTS, SITE, WORLD

VALUES: dict[str, st.SearchStrategy[FactValue | None]] = {
    "resource.level": st.sampled_from(["rich", "poor", None]),
    "resource.wind": st.sampled_from([True, False, None]),
    "site.storeys": st.sampled_from([3, 9, None]),
    "plan.start_year": st.sampled_from([2026, 2033, None]),
    "plan.weight_economy": st.sampled_from([0, 5, None]),
    "plan.veto": st.sampled_from([("storage",), None]),
}
FACTS_CHANGED = st.fixed_dictionaries({}, optional=VALUES)
OFF = st.sampled_from([(), ("judgement",), ("either",), ("stated",)])
DROP = st.sampled_from([(), ("microgrid",), ("storage", "inventory")])
SCENARIOS = st.lists(st.tuples(FACTS_CHANGED, OFF, DROP), min_size=1, max_size=3)
FEW = settings(max_examples=40, deadline=None)


Drawn = tuple[dict[str, FactValue | None], tuple[str, ...], tuple[str, ...]]


def variants(drawn: Sequence[Drawn]) -> list[Variant]:
    """One variant for each draw, named by its number."""
    return [
        variant(SITE, Scenario(f"方案 {n}", facts, without=off, without_steps=drop), WORLD.catalogue)
        for n, (facts, off, drop) in enumerate(drawn)
    ]


@FEW
@given(SCENARIOS)
def test_a_variant_beside_itself_shows_nothing(drawn: list) -> None:  # type: ignore[type-arg]
    for one in variants(drawn):
        found = compare([one, one, one], WORLD)
        assert (found.rows, found.settings, found.displaced) == ((), (), (0, 0, 0))
        assert found.alike == ((0, 1, 2),)


@FEW
@given(SCENARIOS, st.randoms(use_true_random=False))
def test_the_order_of_the_scenarios_only_permutes_the_columns(drawn: list, random: object) -> None:  # type: ignore[type-arg]
    others = variants(drawn)
    order = list(range(len(others)))
    random.shuffle(order)  # type: ignore[attr-defined]
    straight = compare([BASE, *others], WORLD)
    mixed = compare([BASE, *(others[place] for place in order)], WORLD)
    columns = [0, *(place + 1 for place in order)]
    assert [permuted(row, columns) for row in straight.rows] == [plain(row) for row in mixed.rows]
    assert [(one.key, tuple(one.values[c] for c in columns)) for one in straight.settings] == [
        (one.key, one.values) for one in mixed.settings
    ]


def permuted(row, columns):  # type: ignore[no-untyped-def]
    parts = (row.cells, row.reasons, row.causes)
    return row.kind, row.id, tuple(tuple(part[column] for column in columns) for part in parts)


def plain(row):  # type: ignore[no-untyped-def]
    return row.kind, row.id, (row.cells, row.reasons, row.causes)


@FEW
@given(st.sets(st.sampled_from(sorted(FACTS))))
def test_a_scenario_that_restates_what_is_so_gives_no_row(names: set[str]) -> None:
    same = variant(SITE, Scenario("照旧", {name: FACTS[name] for name in names}), WORLD.catalogue)
    found = compare([BASE, same], WORLD)
    assert (found.rows, found.settings) == ((), ())


@FEW
@given(SCENARIOS)
def test_what_is_enough_alone_brings_it_and_what_is_needed_cannot_be_spared(drawn: list) -> None:  # type: ignore[type-arg]
    (other, *_) = variants(drawn)
    assume(len(apart(BASE, other)) <= MOST_TRIED)
    found = compare([BASE, other], WORLD)
    assert all((row.causes[1] is None) == (row.cells[0] == row.cells[1]) for row in found.rows)
    for change in apart(BASE, other):
        alone, spared = (
            lines(found, one) for one in (taken(BASE, other, change), taken(other, BASE, change))
        )
        for row in found.rows:
            cause, key = row.causes[1], (row.kind, row.id)
            assert cause is not None
            assert (change in cause.alone) == (alone[key] == row.cells[1])
            if not cause.alone:
                assert (change in cause.together) == (spared[key] != row.cells[1])


def lines(found: Comparison, one: Variant) -> dict:  # type: ignore[type-arg]
    """What another variant says on each row of a comparison, found by comparing it with both columns."""
    base, other = (outcome.variant for outcome in found.outcomes)
    wide = {(row.kind, row.id): row.cells[2] for row in compare([base, other, one], WORLD).rows}
    return {(row.kind, row.id): wide.get((row.kind, row.id), row.cells[1]) for row in found.rows}


@FEW
@given(SCENARIOS)
def test_every_row_differs_and_every_difference_of_the_columns_is_kept(drawn: list) -> None:  # type: ignore[type-arg]
    found = compare([BASE, *variants(drawn)], WORLD)
    assert all(len(set(row.cells)) > 1 for row in found.rows)
    for place in range(1, len(found.outcomes)):
        apart_here = {(r.kind, r.id) for r in found.rows if r.cells[0] != r.cells[place]}
        pair = compare([found.outcomes[0].variant, found.outcomes[place].variant], WORLD)
        assert {(row.kind, row.id) for row in pair.rows} <= apart_here
