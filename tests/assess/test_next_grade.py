"""The smallest set for the next grade: it really reaches the grade, and no other set costs less."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.assess.next_grade import higher_grades, nearest
from recommender.assess.raises import ways
from recommender.assess.readings import chosen
from recommender.assess.total import score_all
from recommender.evaluate.scope import Knowledge
from recommender.model.scoring import NextGrade, Reading
from recommender.model.stated import Answer, StatedIndicator
from tests.assess.answers import says
from tests.assess.small_standard import STANDARD, Row, catalogue, key, stated
from tests.assess.test_total import met, without

LIMITS = (80, 60)
RISING = ("g0", "g60", "g80")


class Readings:
    """The recorded readings, shown short when an example fails."""

    def __init__(self, records: Mapping[str, Reading]) -> None:
        self.records = records

    def __repr__(self) -> str:
        return "the recorded readings"


@pytest.fixture(scope="session")
def recorded(knowledge: Knowledge) -> Readings:
    return Readings(knowledge.catalogue.readings)


def search(recorded: Readings, table: Sequence[Row], **readings: str) -> tuple[NextGrade, ...]:
    small = catalogue(table, recorded.records, LIMITS)
    used, known = chosen(readings, small), stated(table)
    total = score_all(STANDARD, known, "now", used, small)
    return higher_grades(STANDARD, known, total, ways(known, total, used, small), used, small)


def office(knowledge: Knowledge, known: dict[str, StatedIndicator], **readings: str) -> tuple[NextGrade, ...]:
    used = chosen(readings, knowledge.catalogue)
    total = score_all("zcgo", known, "now", used, knowledge.catalogue)
    found = ways(known, total, used, knowledge.catalogue)
    return higher_grades("zcgo", known, total, found, used, knowledge.catalogue)


def taken(found: NextGrade | None) -> list[tuple[str, str]]:
    assert found is not None
    assert found.raises is not None
    return [(one.indicator, one.reach.zh) for one in found.raises]


def test_two_cheap_raises_beat_the_one_with_the_largest_gain(recorded: Readings) -> None:
    # 50 of 100 points; 60 wanted: the first alone gives 20 for 9, the next two give 5 for 2 each
    table = [Row((200,), cost=9), Row((50,), cost=2), Row((50,), cost=2), Row((500, 700), now=0, cost=99)]
    found = search(recorded, table)
    assert taken(found[0]) == [(key(1), "level 0"), (key(2), "level 0")]
    assert (found[0].grade, found[0].needed, found[0].reaches, found[0].optimal) == ("g60", 60, 60, True)


def test_of_sets_that_cost_alike_the_one_that_scores_most_is_taken(recorded: Readings) -> None:
    table = [Row((100, 150, 200)), Row((200,)), Row((600,), now=0)]
    assert taken(search(recorded, table)[0]) == [(key(0), "level 2")]


def test_costs_stated_for_some_only_cannot_be_weighed(recorded: Readings) -> None:
    # the dear one reaches the grade alone; what the two others cost nobody has said
    table = [Row((200,), cost=900), Row((100,), cost=None), Row((100,), cost=None), Row((600,), now=0)]
    found = search(recorded, [*table[:3], Row((500, 600), now=0, cost=None)])
    assert taken(found[0]) == [(key(0), "level 0")]
    assert found[0].note.zh == "费用没有写全，按项数最少算"


def test_where_no_cost_is_stated_the_fewest_raises_need_no_excuse(recorded: Readings) -> None:
    table = [Row((200,), cost=None), Row((100,), cost=None), Row((100,), cost=None)]
    found = search(recorded, [*table, Row((500, 600), now=0, cost=None)])
    assert taken(found[0]) == [(key(0), "level 0")]
    assert not found[0].note


def test_other_sets_that_do_as_well_are_told(recorded: Readings) -> None:
    # 60 of 100 points, 80 wanted: either 20 alone; the second is dearer in the second table
    sixty = Row((600,), now=0)
    assert search(recorded, [Row((200,)), Row((200,)), sixty])[0].tied
    assert not search(recorded, [Row((200,), cost=1), Row((200,), cost=2), sixty])[0].tied
    # another level of the same indicator is no other set
    assert not search(recorded, [Row((250, 300)), Row((100,)), sixty])[0].tied


def test_then_the_one_that_stands_first_in_the_source(recorded: Readings) -> None:
    table = [Row((200,)), Row((200,)), Row((600,), now=0)]
    assert taken(search(recorded, table)[0]) == [(key(0), "level 0")]


def test_there_is_a_set_for_each_higher_grade(recorded: Readings) -> None:
    table = [Row((300,)), Row((300,)), Row((400,), now=0)]
    assert [(one.grade, len(one.raises or ())) for one in search(recorded, table)] == [("g60", 1), ("g80", 2)]


def test_a_grade_out_of_reach_is_said_to_be_with_the_best_there_is(recorded: Readings) -> None:
    # the second half does not apply; read as zero points it still counts in the full score
    table = [Row((500,), now=0), Row((500,), applies=False)]
    found = search(recorded, table, not_applicable="zero")
    assert [(one.raises, one.reaches) for one in found] == [(None, 50), (None, 50)]
    assert "50.0" in found[0].note.zh
    assert "50.0" in found[0].note.en


def test_what_does_not_apply_leaves_both_sides(recorded: Readings) -> None:
    # 25 of 45 points that apply are 55.6; with 4 more it is 29 of 45, that is 64.4
    table = [Row((250,), now=0), Row((40,)), Row((160,), cost=2), Row((550,), applies=False)]
    found = search(recorded, table)
    assert taken(found[0]) == [(key(1), "level 0")]
    assert found[0].reaches == pytest.approx(29 / 45 * 100)


def test_what_may_be_vetoed_is_in_every_set(recorded: Readings) -> None:
    # 90 points without the one under veto: enough for both grades, were it not for the veto
    table = [Row((100,), veto=True), Row((900,), now=0)]
    assert [taken(one) for one in search(recorded, table)] == [[(key(0), "level 0")]] * 2
    assert nearest(search(recorded, table)) == search(recorded, table)[1]
    assert search(recorded, table, veto="points_only") == ()


def test_a_veto_that_is_surely_met_forces_nothing(recorded: Readings) -> None:
    table = [Row((100,), now=0, veto=True), Row((100,), veto=True), Row((300,)), Row((500,), now=0)]
    assert taken(search(recorded, table)[0]) == [(key(1), "level 0")]


def test_where_nothing_is_higher_there_is_no_next_grade(recorded: Readings) -> None:
    assert search(recorded, [Row((100,), now=0)]) == ()
    assert nearest(()) is None


def test_a_total_between_two_grades_needs_as_much_as_the_reading_says(recorded: Readings) -> None:
    # 79.5 of 100: the lower grade or none, unless it is rounded up
    table = [Row((795,), now=0), Row((5, 205))]
    assert [one.grade for one in search(recorded, table)] == ["g80"]
    assert search(recorded, table, grade_gap="rounded") == ()
    low = [Row((790,), now=0), Row((5, 10), cost=1), Row((200,), cost=9)]
    (found,) = search(recorded, low, grade_gap="rounded")
    assert (found.needed, found.reaches) == (79.5, 80)


def test_a_set_that_would_fall_into_a_hole_is_not_taken(recorded: Readings) -> None:
    # with no grade between 79 and 80, 79.5 is worse than 79; both raises cost the same
    table = [Row((550,), now=0), Row((240, 245)), Row((205,), cost=99)]
    found = search(recorded, table, grade_gap="none")
    assert (taken(found[0]), found[0].reaches) == ([(key(1), "level 0")], 79)


def test_an_office_one_raise_below_the_top_grade(knowledge: Knowledge) -> None:
    # 100 less 5.1.2 (3), 2.1.2 (4) and 3.1.1 at one star (1) is 92; less 6.1.1 and 6.1.2 (6) it is 86
    known = met(_5_1_2="0%", _2_1_2="0%", _3_1_1="一星", _6_1_1="unfulfilled", _6_1_2="unfulfilled")
    (found,) = office(knowledge, known)
    assert taken(found) == [("zcgo-2.1.2", "达到100%，得4分")]
    assert (found.needed, found.reaches) == (90, 90)


def test_an_office_that_has_not_done_its_accounting(knowledge: Knowledge) -> None:
    # clause 6.4 row 1: a veto; without it the 95 points would be the top grade
    found = office(knowledge, met(_1_1_1="未完成"))
    assert {one.indicator for each in found for one in each.raises or ()} == {"zcgo-1.1.1"}
    best = nearest(found)
    assert best is not None
    assert (best.grade, best.reaches) == ("zcgo-6.6-1", 100)


def test_an_office_for_which_little_applies(knowledge: Knowledge) -> None:
    known = met(_1_1_2="10%")
    for number in ("2.1.1", "2.2.1", "3.1.1"):
        known = without(number, known)
    assert office(knowledge, known) == ()  # 86 of the 88 points that apply


TABLES = st.lists(
    st.builds(
        lambda levels, now, cost, applies: Row(
            tuple(sorted(levels)), min(now, len(levels) - 1), cost, applies
        ),
        st.sets(st.integers(1, 60), min_size=1, max_size=3),
        st.integers(-1, 2),
        st.integers(1, 5),
        st.sampled_from([True, True, True, False]),
    ),
    min_size=1,
    max_size=6,
)


def best_of_all(table: Sequence[Row], limit: int) -> tuple[int, int] | None:
    """Least cost and then most points (tenths) of all sets that reach the limit, by trying every one."""
    used = [row for row in table if row.applies]
    full = sum(row.full for row in used)
    found = []
    for picked in product(*([None, *(p for p in row.levels if p > row.points)] for row in used)):
        points = sum(row.points if p is None else p for row, p in zip(used, picked, strict=True))
        if points * 100 >= limit * full:
            cost = sum(row.cost for row, p in zip(used, picked, strict=True) if p is not None)
            found.append((cost, -points))
    return (min(found)[0], -min(found)[1]) if found else None


@settings(max_examples=150, deadline=None)
@given(TABLES)
def test_no_set_does_better_and_this_one_does(recorded: Readings, table: list[Row]) -> None:
    small = catalogue(table, recorded.records, LIMITS)
    known, used = stated(table), chosen({}, small)
    full = sum(row.full for row in table if row.applies)
    have = sum(row.points for row in table if row.applies)
    wanted = [limit for limit in sorted(LIMITS) if full and have * 100 < limit * full]
    found = search(recorded, table)
    assert [one.grade for one in found] == [f"g{limit}" for limit in wanted]
    for one, limit in zip(found, wanted, strict=True):
        assert one.raises is not None
        assert len({each.indicator for each in one.raises}) == len(one.raises)
        after = dict(known)
        for each in one.raises:
            answer = Answer(level=each.reach.zh)
            after[each.indicator] = StatedIndicator(each.indicator, now=answer)
        scored = score_all(STANDARD, after, "now", used, small)
        assert RISING.index(scored.grade.grades[-1]) >= RISING.index(f"g{limit}")
        best = best_of_all(table, limit)
        assert best is not None
        assert (sum(each.cost for each in one.raises), round(scored.raw.low * 10)) == best
        assert one.reaches == pytest.approx(scored.score.low)


def test_unanswered_counts_as_not_there(knowledge: Knowledge) -> None:
    known = {"zcgo-1.1.1": says("1.1.1", "fulfilled")}
    first = office(knowledge, known)[0]
    # 5 points are sure, 55 wanted; table 6.4 has one 6, one more 5, three 4 and ten 3: these fifteen make 53
    assert first.raises is not None
    assert len(first.raises) == 16
    assert "zcgo-1.1.1" not in {one.indicator for one in first.raises}
