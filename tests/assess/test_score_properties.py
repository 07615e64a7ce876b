"""What holds of every office score: ignorance never helps, knowing more only narrows, N/A moves nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.assess.narrowing import narrowing
from recommender.assess.readings import KINDS, chosen
from recommender.assess.total import score_all, scored, scorings_of
from recommender.evaluate.scope import Knowledge
from recommender.model.catalogue import Catalogue
from recommender.model.interval import Interval, exactly, hull
from recommender.model.scoring import ScoringKind, TotalScore
from recommender.model.stated import Answer, Quantity, StatedIndicator

TINY = 1e-9
JUDGED = ("fulfilled", "partly", "unfulfilled")
CASES = settings(max_examples=80, deadline=None)
Stated = dict[str, StatedIndicator]


class Office:
    """The office standard; shown short when an example fails."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.indicators = scored("zcgo", catalogue)
        self.parts = scorings_of(catalogue)

    def __repr__(self) -> str:
        return "the office standard"

    def total(self, stated: Stated, readings: Mapping[str, str] | None = None) -> TotalScore:
        return score_all("zcgo", stated, "now", chosen(readings or {}, self.catalogue), self.catalogue)


@pytest.fixture(scope="session")
def office(knowledge: Knowledge) -> Office:
    return Office(knowledge.catalogue)


@st.composite
def ranges(draw: st.DrawFn, low: float, high: float) -> Interval:
    ends = sorted(draw(st.lists(st.integers(int(low * 2), int(high * 2)), min_size=2, max_size=2)))
    return Interval(ends[0] / 2, ends[1] / 2)


@st.composite
def answers(draw: st.DrawFn, office: Office, key: str) -> Answer:
    """An answer of a kind the indicator takes."""
    parts, full = office.parts[key], office.catalogue.indicators[key].score or 0
    levels = [part.level for part in parts if part.level]
    kinds = [st.sampled_from([*levels, *JUDGED]).map(lambda level: Answer(level=level))]
    kinds.append(ranges(0, full).map(lambda points: Answer(points=points)))
    unit = next((part.unit for part in parts if part.unit), "")
    if unit:
        least = -60 if _relative(office, key) else 0
        kinds.append(ranges(least, 120).map(lambda amount: Answer(quantity=Quantity(amount, unit))))
    return draw(st.one_of(kinds))


def _relative(office: Office, key: str) -> bool:
    """Whether the quantity is a distance from a reference value: a step that starts from no figure."""
    return any(
        part.kind is ScoringKind.STEP and part.comparison and part.threshold is None
        for part in office.parts[key]
    )


@st.composite
def offices(draw: st.DrawFn, office: Office, at_least: int = 0) -> Stated:
    """An office with some indicators answered and some that do not apply."""
    keys = [one.id for one in office.indicators]
    named = draw(st.lists(st.sampled_from(keys), unique=True, min_size=at_least, max_size=8))
    out = draw(st.sets(st.sampled_from(keys), max_size=3)) - set(named)
    known = {key: StatedIndicator(key, now=draw(answers(office, key))) for key in named}
    return known | {key: StatedIndicator(key, applies=False) for key in out}


def choices() -> st.SearchStrategy[dict[str, str]]:
    """One option for some readings."""
    options = {name: st.sampled_from([one.value for one in kind]) for name, kind in KINDS.items()}
    return st.fixed_dictionaries({}, optional=options)


def holds(wide: Interval, narrow: Interval) -> bool:
    return wide.low <= narrow.low + TINY and narrow.high <= wide.high + TINY


@CASES
@given(st.data(), choices())
def test_not_knowing_never_helps(office: Office, data: st.DataObject, readings: dict[str, str]) -> None:
    stated = data.draw(offices(office, at_least=1))
    known = [key for key, one in stated.items() if one.applies]
    forgotten = data.draw(st.sampled_from(known))
    before = office.total(stated, readings).score
    after = office.total({key: one for key, one in stated.items() if key != forgotten}, readings).score
    assert after.low <= before.low + TINY
    assert holds(after, before)


@CASES
@given(st.data(), choices())
def test_knowing_more_only_narrows(office: Office, data: st.DataObject, readings: dict[str, str]) -> None:
    stated = data.draw(offices(office, at_least=1))
    key = data.draw(st.sampled_from([key for key, one in stated.items() if one.applies]))
    now = stated[key].now
    assert now is not None
    if now.quantity is not None:
        finer = Answer(quantity=Quantity(data.draw(_within(now.quantity.amount)), now.quantity.unit))
    elif now.points is not None:
        finer = Answer(points=data.draw(_within(now.points)))
    else:
        finer = now
    sharper = {**stated, key: replace(stated[key], now=finer)}
    assert holds(office.total(stated, readings).score, office.total(sharper, readings).score)


def _within(amount: Interval) -> st.SearchStrategy[Interval]:
    return ranges(amount.low, amount.high)


@CASES
@given(st.data(), choices())
def test_what_is_answered_beside_not_applicable_counts_for_nothing(
    office: Office, data: st.DataObject, readings: dict[str, str]
) -> None:
    stated = data.draw(offices(office))
    key = data.draw(st.sampled_from([one.id for one in office.indicators]))
    out = StatedIndicator(key, applies=False)
    said = replace(out, now=data.draw(answers(office, key)), planned=data.draw(answers(office, key)))
    bare, more = (office.total({**stated, key: one}, readings) for one in (out, said))
    assert (bare.score, bare.grade.grades, bare.applicable) == (
        more.score,
        more.grade.grades,
        more.applicable,
    )


@CASES
@given(st.data(), st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]))
def test_an_indicator_that_scores_like_the_rest_can_drop_out(
    office: Office, data: st.DataObject, share: float
) -> None:
    stated = {
        one.id: StatedIndicator(one.id, now=Answer(points=exactly(share * (one.score or 0))))
        for one in office.indicators
    }
    veto = {part.indicator for part in office.catalogue.scorings.values() if part.kind is ScoringKind.VETO}
    ordinary = [one.id for one in office.indicators if one.id not in veto]
    out = data.draw(st.sets(st.sampled_from(ordinary), max_size=30))
    fewer = stated | {key: replace(stated[key], applies=False) for key in out}
    before, after = office.total(stated), office.total(fewer)
    assert after.score == before.score == exactly(share * 100)
    assert after.grade.grades == before.grade.grades


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_a_place_left_open_holds_every_way_to_read_it(office: Office, data: st.DataObject) -> None:
    stated = data.draw(offices(office))
    for name, kind in KINDS.items():
        found = {one.value: office.total(stated, {name: one.value}).score for one in kind}
        if "open" in found:
            assert all(holds(found["open"], each) for each in found.values()), name


@CASES
@given(st.data())
def test_pro_rata_lies_between_whole_and_started_steps(office: Office, data: st.DataObject) -> None:
    stated = data.draw(offices(office))
    found = {
        one.value: office.total(stated, {"partial_step": one.value}).score for one in KINDS["partial_step"]
    }
    assert holds(hull((found["whole"], found["started"])), found["proportional"])


@CASES
@given(st.data(), choices())
def test_a_score_is_the_sum_of_its_groups_and_never_above_100(
    office: Office, data: st.DataObject, readings: dict[str, str]
) -> None:
    found = office.total(data.draw(offices(office)), readings)
    assert found.score.high <= 100
    if readings.get("floor") != "as_steps_run":
        assert found.score.low >= 0
        for level in (1, 2):
            groups = [group for group in found.groups if group.level == level]
            assert sum(group.points.low for group in groups) == pytest.approx(found.raw.low)
            assert sum(group.points.high for group in groups) == pytest.approx(found.raw.high)
            assert sum(group.applicable for group in groups) == pytest.approx(found.applicable)


@CASES
@given(st.data())
def test_an_answer_narrows_by_no_more_than_is_said(office: Office, data: st.DataObject) -> None:
    stated = data.draw(offices(office))
    before = office.total(stated)
    said = {one.indicator: one.width for one in narrowing(before, office.catalogue)}
    key = data.draw(st.sampled_from([one.id for one in office.indicators]))
    if key in stated and not stated[key].applies:
        return
    full = office.catalogue.indicators[key].score or 0
    exact = StatedIndicator(key, now=Answer(points=exactly(full / 2)))
    after = office.total({**stated, key: exact})
    assert before.score.width - after.score.width == pytest.approx(said.get(key, 0.0))
