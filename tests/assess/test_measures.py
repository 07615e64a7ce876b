"""Which technologies could raise the score: by the links of the clauses, each indicator once, a ceiling."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recommender.api import recommend
from recommender.assess.measures import measures
from recommender.assess.readings import chosen
from recommender.assess.total import score_all
from recommender.evaluate.scope import Knowledge
from recommender.model.catalogue import Catalogue
from recommender.model.decision import Status, Verdict
from recommender.model.knowledge import Requirement, Technology
from recommender.model.roadmap import Roadmap
from recommender.model.scoring import MeasureGain, TotalScore
from recommender.model.site import SiteProfile
from tests.assess.small_standard import STANDARD, Row, catalogue, key, stated, words
from tests.assess.test_total import met, total

# 1.0, 2.0 and 3.0 points; the second is met in full, the third does not apply
TABLE = (Row((10,)), Row((10, 20), now=1), Row((30,), applies=False), Row((20, 40), now=0))


def asks(name: str, technologies: tuple[str, ...], *rows: int) -> Requirement:
    clause = f"{STANDARD}/3#{name[-1]}"
    linked = tuple(key(at) for at in rows)
    one = Requirement(name, clause, "shall", "应", "positive", "energy", "office", words(name))
    return replace(one, technologies=technologies, indicators=linked)


@pytest.fixture(scope="session")
def small(knowledge: Knowledge) -> Catalogue:
    requirements = (
        asks("r1", ("pv",), 0, 1),
        asks("r2", ("pv", "pump"), 0),
        asks("r3", ("pump",), 3),
        asks("r4", ("full",), 1, 2),
    )
    return replace(
        catalogue(TABLE, knowledge.catalogue.readings, (80, 60)),
        technologies={
            name: Technology(name, words(name), "energy", "device")
            for name in ("pv", "pump", "full", "apart")
        },
        requirements={one.id: one for one in requirements},
    )


def scores(small: Catalogue) -> TotalScore:
    return score_all(STANDARD, stated(TABLE), "now", chosen({}, small), small)


def test_a_clause_that_only_asks_to_report_raises_nothing(small: Catalogue) -> None:
    requirements = {name: replace(one, reports=name == "r3") for name, one in small.requirements.items()}
    found = measures(scores(small), replace(small, requirements=requirements), None)
    assert {one.technology: one.indicators for one in found} == {"pump": (key(0),), "pv": (key(0),)}


def test_each_linked_indicator_counts_once_with_the_points_it_still_has(small: Catalogue) -> None:
    # 7 points apply; the first indicator lacks 1, the last 2 of its 4, the second is full, the third is out
    assert measures(scores(small), small, None) == (
        MeasureGain("pump", (key(0), key(3)), pytest.approx(300 / 7), False, ("r2", "r3")),
        MeasureGain("pv", (key(0),), pytest.approx(100 / 7), False, ("r1", "r2")),
    )


def test_full_marks_leave_nothing_to_raise(knowledge: Knowledge) -> None:
    assert measures(total(knowledge, met()), knowledge.catalogue, None) == ()


def test_an_indicator_of_another_standard_is_no_link(knowledge: Knowledge) -> None:
    found = measures(total(knowledge, {}), knowledge.catalogue, None)
    assert found
    assert all(
        knowledge.catalogue.requirements[name].source == "zcgo" for one in found for name in one.requirements
    )


@pytest.fixture(scope="session")
def roadmap(knowledge: Knowledge, sites: dict[str, SiteProfile]) -> Roadmap:
    return recommend(sites["government-office"], knowledge)


def test_what_the_roadmap_schedules_is_marked_and_what_is_shut_out_is_left_out(
    knowledge: Knowledge, roadmap: Roadmap
) -> None:
    found = measures(total(knowledge, {}), knowledge.catalogue, roadmap)
    scheduled = {key for key, planned in roadmap.technologies.items() if planned.stage is not None}
    assert {one.technology for one in found if one.scheduled} == scheduled & {one.technology for one in found}
    assert any(one.scheduled for one in found)
    for one in found:
        assert roadmap.decision.technologies[one.technology].status is not Status.EXCLUDED
        verdicts = {roadmap.decision.requirements[name].verdict for name in one.requirements}
        assert Verdict.NOT_APPLICABLE not in verdicts


def test_a_requirement_that_does_not_apply_links_nothing(knowledge: Knowledge, roadmap: Roadmap) -> None:
    before = measures(total(knowledge, {}), knowledge.catalogue, roadmap)
    gone = before[0].requirements[0]
    decided = roadmap.decision.requirements
    waived = {**decided, gone: replace(decided[gone], verdict=Verdict.NOT_APPLICABLE)}
    other = replace(roadmap, decision=replace(roadmap.decision, requirements=waived))
    after = measures(total(knowledge, {}), knowledge.catalogue, other)
    assert gone not in {name for one in after for name in one.requirements}


def test_of_equal_gains_the_scheduled_come_first(knowledge: Knowledge, roadmap: Roadmap) -> None:
    found = measures(total(knowledge, {}), knowledge.catalogue, roadmap)
    order = [(-round(one.gain, 9), not one.scheduled) for one in found]
    assert order == sorted(order)
