"""What a saving's figure speaks of: kind of site, what must hold, works, overlaps, judgements off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from recommender.carbon.course import Course, gross_in
from recommender.carbon.trajectory import trajectory
from recommender.evaluate.scope import Knowledge
from recommender.language.switch import without
from recommender.model.accounting import Finding, Line, Part, Saving
from recommender.model.interval import Interval, exactly
from recommender.model.knowledge import Basis, FactValue
from recommender.model.roadmap import Roadmap
from recommender.model.stated import Assumptions, Quantity, Stated
from tests.carbon.future_world import LAST, course, line, plan, saving, world

AREA = 1000.0
LIKE_VILLAGE = Stated(assumptions=Assumptions(like="village"))


def works(activity: str, area: float) -> Line:
    """Works of so many m2; their emission does not matter here."""
    return replace(line(activity, 1, Part.EXCLUDED), amount=Quantity(exactly(area), "m2"))


def left(*records: Saving, steps: Mapping[str, str], stated: Stated = Stated(), **more: object) -> Interval:  # noqa: B008
    """Of 100 t of power, what the steps leave in the last year; 1000 m2 of floor."""
    return gross_in(way(*records, steps=steps, stated=stated, **more), LAST)


def way(
    *records: Saving,
    steps: Mapping[str, str],
    stated: Stated = Stated(),  # noqa: B008
    facts: Mapping[str, FactValue] | None = None,
    done: tuple[Line, ...] = (),
    knowledge: Knowledge | None = None,
) -> Course:
    made = knowledge or world(*records)
    roadmap = plan(steps, stated, facts)
    return course(made, roadmap, line("electricity", 100), works=done, area=AREA)


def test_a_figure_of_another_kind_of_site_is_no_figure() -> None:
    """The site is a community: a figure of offices says nothing of it, one of communities does."""
    steps = {"insulation": "near"}
    assert left(saving("a", "insulation", (20, 20), site_types=("office",)), steps=steps) == exactly(100)
    own_kind = saving("a", "insulation", (20, 20), site_types=("community",))
    assert left(own_kind, steps=steps) == Interval(80, 80)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"site.development": "existing"}, (80, 80)),
        ({"site.development": "new"}, (100, 100)),
        ({}, (80, 100)),
    ],
    ids=["holds", "does not hold", "not stated"],
)
def test_what_must_hold_holds_or_not_or_is_not_known(
    facts: dict[str, FactValue], expected: tuple[float, float]
) -> None:
    """A figure of existing buildings: as given, none, or from nothing to its highest."""
    record = saving("a", "insulation", (20, 20), needs=("existing",))
    found = left(record, steps={"insulation": "near"}, facts=facts)
    assert (found.low, found.high) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("done", "least"),
    [((), 80), ((works("rebuilding", 250),), 95), ((works("rebuilding", 5000),), 80),
     ((works("retrofitting", 250),), 100)],
    ids=["no works stated", "a quarter of the floor", "more than the floor", "other works"],
)  # fmt: skip
def test_a_figure_of_another_place_goes_as_far_as_the_works(done: tuple[Line, ...], least: float) -> None:
    """20 % of 100 t where all is rebuilt; 5 t where 250 of 1000 m2 are; nothing where only others are."""
    record = saving("a", "insulation", (20, 20), cases=("town",), works="rebuilding")
    found = left(record, steps={"insulation": "near"}, done=done)
    assert (found.low, found.high) == pytest.approx((least, 100))


def test_the_figure_of_the_case_followed_is_not_cut_by_the_works() -> None:
    record = saving("a", "insulation", (20, 20), cases=("village",), works="rebuilding")
    found = left(record, steps={"insulation": "near"}, stated=LIKE_VILLAGE, done=(works("rebuilding", 250),))
    assert (found.low, found.high) == pytest.approx((80, 80))


def test_the_share_of_the_floor_is_told_beside_the_transfer() -> None:
    knowledge = world(saving("a", "insulation", (20, 20), cases=("town",), works="rebuilding"))
    roadmap = plan({"insulation": "near"})
    made = way(steps={"insulation": "near"}, done=(works("rebuilding", 250),), knowledge=knowledge)
    found = trajectory(made, LAST, roadmap, knowledge).assumptions
    (said,) = (one for one in found if one.kind == "transfer")
    assert "25.0%" in said.text.zh
    assert "25.0%" in said.text.en


def test_of_savings_that_contain_each_other_only_the_largest_acts() -> None:
    """A retrofit of 13 % has the appliances in it: 87 t of 100, not 87 × 0.9 = 78.3 t."""
    retrofit = saving("a", "insulation", (13, 13), overlaps=("b",))
    appliances = saving("b", "storage", (0, 10))
    found = left(retrofit, appliances, steps={"insulation": "near", "storage": "near"})
    assert (found.low, found.high) == pytest.approx((87, 87))


def test_what_overlaps_one_saving_may_still_act_beside_another() -> None:
    """a contains b and excludes c: a saves 13 %, b and c together 1 - 0.9 × 0.9 = 19 %, the larger."""
    records = (
        saving("a", "insulation", (13, 13), overlaps=("b", "c")),
        saving("b", "storage", (10, 10)),
        saving("c", "microgrid", (10, 10)),
    )
    steps = {"insulation": "near", "storage": "near", "microgrid": "near"}
    found = left(*records, steps=steps)
    assert (found.low, found.high) == pytest.approx((81, 81))


def test_judgements_switched_off_take_their_savings_with_them(knowledge: Knowledge) -> None:
    """13 % of the village, 20 % judged, 30 % of the town: with judgements off only the first is left."""
    records = (
        saving("a", "insulation", (13, 13), cases=("village",)),
        replace(saving("b", "storage", (0, 20)), basis=Basis.JUDGEMENT),
        saving("c", "microgrid", (30, 30), cases=("town",)),
    )
    steps = {"insulation": "near", "storage": "near", "microgrid": "near"}
    full = world(*records)
    assert left(*records, steps=steps, stated=LIKE_VILLAGE).low == pytest.approx(100 * 0.87 * 0.8 * 0.7)
    bare = without(knowledge.rulebook, ["judgement"])
    off = replace(full, rulebook=bare)
    made = way(steps=steps, stated=LIKE_VILLAGE, knowledge=off)
    found, roadmap = gross_in(made, LAST), plan(steps, LIKE_VILLAGE)
    assert (found.low, found.high) == pytest.approx((87, 87))
    path = trajectory(made, LAST, roadmap, off)
    assert path.not_quantified == ("storage", "microgrid")
    assert [one.kind for one in path.assumptions].count("judgement") == 1
    assert "judgement" not in [one.kind for one in _told(full, roadmap)]


def _told(knowledge: Knowledge, roadmap: Roadmap) -> tuple[Finding, ...]:
    made = course(knowledge, roadmap, line("electricity", 100))
    return trajectory(made, LAST, roadmap, knowledge).assumptions
