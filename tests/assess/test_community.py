"""Indicators of a community: the way from start to target by hand, what is missing, links, self-placement."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recommender.api import recommend
from recommender.assess.community import (
    CommunityScore,
    IndicatorProgress,
    Missing,
    Standing,
    community_score,
    progress_of,
)
from recommender.evaluate.scope import Knowledge
from recommender.model.decision import Verdict
from recommender.model.interval import Interval, exactly
from recommender.model.roadmap import Roadmap
from recommender.model.site import SiteProfile
from recommender.model.stated import Answer, Quantity, Stated, StatedIndicator
from recommender.model.text import Text
from recommender.render.community_score import GRADES, MISSING, PROGRESS, STANDING, sections, to_dict
from tests.assess.answers import answer, rows

PER_PERSON = "zcc-i02"

# start, now, target in t per person; share of the way; where that stands
WAYS = """
2.5      2.2      1.5      0.3       under_way
2.5      1.5      1.5      1         reached
2.5      1        1.5      1.5       reached
2.5      2.5      1.5      0         not_begun
2.5      3        1.5      -0.5      away
2.5      2~2.25   1.5      0.25~0.5  under_way
2.5      1.25~2   1.5      0.5~1.25  may_be_reached
2.5      2~3      1.5      -0.5~0.5  not_reached
2~3      2        1        0~0.5     under_way
10       25       40       0.5       under_way
"""


def figure(said: str) -> Answer | None:
    low, _, high = said.partition("~")
    return None if said == "-" else Answer(quantity=Quantity(Interval(float(low), float(high or low)), "t"))


def own(start: str, now: str, target: str, year: int | None = 2030, source: str = "方案") -> StatedIndicator:
    return StatedIndicator(
        PER_PERSON,
        start=figure(start),
        now=figure(now),
        target=figure(target),
        target_year=year,
        source=source,
    )


def progress(knowledge: Knowledge, stated: StatedIndicator | None) -> IndicatorProgress:
    return progress_of(PER_PERSON, stated, (), knowledge.catalogue)


@pytest.fixture(scope="module")
def roadmap(knowledge: Knowledge, sites: dict[str, SiteProfile]) -> Roadmap:
    return recommend(sites["hongyupo"], knowledge)


def scored(roadmap: Roadmap, knowledge: Knowledge, *stated: StatedIndicator) -> CommunityScore:
    site = roadmap.decision.site
    told = replace(site, stated=Stated(indicators={one.indicator: one for one in stated}))
    return community_score(replace(roadmap, decision=replace(roadmap.decision, site=told)), knowledge)


@pytest.mark.parametrize(("start", "now", "target", "share", "standing"), rows(WAYS))
def test_share_of_the_way_by_hand(
    knowledge: Knowledge, start: str, now: str, target: str, share: str, standing: str
) -> None:
    found = progress(knowledge, own(start, now, target))
    low, _, high = share.partition("~")
    assert found.progress == Interval(float(low), float(high or low))
    assert found.standing.value == standing
    assert found.missing == ()


def test_the_intention_has_its_own_share(knowledge: Knowledge) -> None:
    found = progress(knowledge, replace(own("2.5", "2.5", "1.5"), planned=figure("1.7")))
    assert found.planned == exactly(0.8)


def test_start_and_target_in_different_units_are_compared(knowledge: Knowledge) -> None:
    some = replace(own("2.5", "2.2", "1.5"), start=Answer(quantity=Quantity(exactly(2500), "kg")))
    assert progress(knowledge, some).progress == exactly(0.3)


@pytest.mark.parametrize(
    ("start", "now", "target", "standing", "why"),
    [
        ("1.5", "1.5", "1.5", Standing.REACHED, Missing.NO_WAY),
        ("1.5", "1.8", "1.5", Standing.NOT_KNOWN, Missing.NO_WAY),
        ("1~2", "1.8", "1.5", Standing.NOT_KNOWN, Missing.DIRECTION),
        ("2.5", "1~inf", "1.5", Standing.NOT_KNOWN, Missing.DIRECTION),
        ("-", "1.8", "1.5", Standing.NOT_KNOWN, Missing.START),
    ],
)
def test_a_way_that_cannot_be_measured_says_why(
    knowledge: Knowledge, start: str, now: str, target: str, standing: Standing, why: Missing
) -> None:
    found = progress(knowledge, own(start, now, target))
    assert found.progress is None
    assert found.standing is standing
    assert found.missing == (why,)


def test_what_is_not_stated_is_told(knowledge: Knowledge) -> None:
    assert progress(knowledge, None).missing == (Missing.ANSWER, Missing.TARGET)
    bare = progress(knowledge, own("2.5", "-", "1.5", None, ""))
    assert bare.missing == (Missing.ANSWER, Missing.YEAR, Missing.SOURCE)
    out = progress(knowledge, StatedIndicator(PER_PERSON, applies=False, because=Text("没有", "none")))
    assert out.missing == ()
    assert not out.applies


@pytest.mark.parametrize(
    ("now", "target", "standing"),
    [
        ("fulfilled", "fulfilled", Standing.REACHED),
        ("partly", "fulfilled", Standing.NOT_REACHED),
        ("fulfilled", "partly", Standing.REACHED),
    ],
)
def test_an_indicator_in_words_is_reached_or_not(
    knowledge: Knowledge, now: str, target: str, standing: Standing
) -> None:
    some = StatedIndicator(
        PER_PERSON, now=answer(now), target=answer(target), target_year=2030, source="方案"
    )
    found = progress(knowledge, some)
    assert (found.standing, found.progress, found.missing) == (standing, None, ())


def test_all_27_indicators_are_there_and_no_target_is_invented(
    roadmap: Roadmap, knowledge: Knowledge
) -> None:
    found = scored(roadmap, knowledge)
    assert [one.indicator for one in found.indicators] == [f"zcc-i{number:02}" for number in range(1, 28)]
    for one in found.indicators:
        assert one.stated is None
        assert one.progress is None
        assert one.standing is Standing.NOT_KNOWN
        assert Missing.TARGET in one.missing


def test_an_indicator_leads_to_its_requirements_and_what_meets_them(
    roadmap: Roadmap, knowledge: Knowledge
) -> None:
    found = {one.indicator: one for one in scored(roadmap, knowledge).indicators}
    catalogue = knowledge.catalogue
    lanes = found["zcc-i08"]  # 自行车交通网络
    assert [one.requirement for one in lanes.measures] == [
        key for key, one in catalogue.requirements.items() if "zcc-i08" in one.indicators
    ]
    assert lanes.measures[0].verdict is Verdict.APPLICABLE
    standing = {step.technology for stage in roadmap.stages for step in stage.steps}
    assert lanes.measures[0].covered_by
    for key in lanes.measures[0].covered_by:
        assert key in standing or roadmap.decision.technologies[key].status.value == "installed"


def test_features_are_sorted_by_the_users_word_and_nothing_is_graded(
    roadmap: Roadmap, knowledge: Knowledge
) -> None:
    said = {"zcc-t1-2-1": "fulfilled", "zcc-t1-2-2": "partly", "zcc-t1-2-3": "unfulfilled"}
    stated = [StatedIndicator(key, now=answer(level)) for key, level in said.items()]
    first, second, third = scored(roadmap, knowledge, *stated).placements
    assert (second.holds, second.in_part, second.fails) == (("zcc-t1-2-1",), ("zcc-t1-2-2",), ("zcc-t1-2-3",))
    assert (len(first.open), len(second.open), len(third.open)) == (3, 0, 10)
    assert not second.described
    every = [StatedIndicator(key, now=answer("fulfilled")) for key in said]
    assert scored(roadmap, knowledge, *every).placements[1].described


def test_indicators_in_full_say_nothing_of_the_grades(roadmap: Roadmap, knowledge: Knowledge) -> None:
    done = [replace(own("2.5", "1.5", "1.5"), indicator=f"zcc-i{number:02}") for number in range(1, 28)]
    found = scored(roadmap, knowledge, *done)
    assert all(one.standing is Standing.REACHED for one in found.indicators)
    assert found.placements == scored(roadmap, knowledge).placements


def test_sections_tell_progress_in_one_line(roadmap: Roadmap, knowledge: Knowledge) -> None:
    told = dict(sections(scored(roadmap, knowledge, own("2.5", "2.2", "1.5")), knowledge))
    lines = told[
        Text("指标进展（目标值由社区自己定）", "Progress by indicator (the targets are the community's own)")
    ]
    assert lines[1].zh == (
        "社区人均碳排放量（zcc/B.1#2）：起始 2.5 t，现状 2.2 t，目标 1.5 t（2030 年，出处：方案），"
        "正在接近目标，走了全程的 30%"
    )
    assert lines[1].en == (
        "Emissions per resident (zcc/B.1#2): start 2.5 t, now 2.2 t, target 1.5 t (by 2030, source: 方案), "
        "approaching the target: 30% of the way"
    )


def told(roadmap: Roadmap, knowledge: Knowledge, *stated: StatedIndicator) -> dict[str, list[str]]:
    found = sections(scored(roadmap, knowledge, *stated), knowledge)
    return {head.zh: [line.zh for line in some] for head, some in found}


def test_away_from_the_target_is_told_without_a_minus(roadmap: Roadmap, knowledge: Knowledge) -> None:
    # from 2.5 to 1.5 is the way of 1; 4.5 lies 2 on the other side, and 3 would lie 0.5 there
    further = replace(own("2.5", "4.5", "1.5"), planned=figure("3"))
    line = told(roadmap, knowledge, further)[PROGRESS.zh][1]
    assert line.endswith("离目标更远了，又远了全程的 200%，按计划比起始还远全程的 50%")


def test_a_grade_has_its_count(roadmap: Roadmap, knowledge: Knowledge) -> None:
    said = {"zcc-t1-2-1": "fulfilled", "zcc-t1-2-2": "partly", "zcc-t1-1-1": "unfulfilled"}
    stated = [StatedIndicator(key, now=answer(level)) for key, level in said.items()]
    counts = [line for line in told(roadmap, knowledge, *stated)[GRADES.zh] if line.startswith("  特征")]
    assert counts == [
        "  特征 3 条：符合 0、不符合 1、未答 2",
        "  特征 3 条：符合 1、部分符合 1、不符合 0、未答 1",
        "  特征 10 条：符合 0、不符合 0、未答 10",
    ]


STAGES = {"AAA": ("1", 3), "AAAA": ("2", 3), "AAAAA": ("3", 10)}


@pytest.mark.parametrize(
    ("met", "denied", "clashes"),
    [
        (["AAA", "AAAAA"], [], [("zcc-t1-1", "zcc-t1-3", ())]),  # both in full
        (["AAAA"], ["zcc-t1-1-1"], [("zcc-t1-1", "zcc-t1-2", ("zcc-t1-1-1",))]),
        (["AAA"], ["zcc-t1-3-1"], []),  # the order of the stages
        (["AAAAA"], [], []),
        (["AAAA"], ["zcc-t1-1-1", "zcc-t1-2-1"], []),  # the later stage is not met in full either
    ],
)
def test_answers_that_contradict_the_order_of_the_stages(
    roadmap: Roadmap,
    knowledge: Knowledge,
    met: list[str],
    denied: list[str],
    clashes: list[tuple[str, str, tuple[str, ...]]],
) -> None:
    keys = [f"zcc-t1-{at}-{one}" for at, count in map(STAGES.__getitem__, met) for one in range(1, count + 1)]
    stated = [StatedIndicator(key, now=answer("fulfilled")) for key in keys]
    stated += [StatedIndicator(key, now=answer("unfulfilled")) for key in denied]
    found = scored(roadmap, knowledge, *stated)
    assert [(one.earlier, one.later, one.denied) for one in found.clashes] == clashes
    warned = [line for line in told(roadmap, knowledge, *stated)[GRADES.zh] if line.startswith("！")]
    assert len(warned) == len(clashes)
    assert all("请核对" in line for line in warned)


def test_almost_there_is_not_shown_as_there(roadmap: Roadmap, knowledge: Knowledge) -> None:
    told = sections(scored(roadmap, knowledge, own("2.5", "1.504", "1.5")), knowledge)
    assert "走了全程的 99%" in told[0][1][1].zh


def test_data_has_every_indicator_and_feature(roadmap: Roadmap, knowledge: Knowledge) -> None:
    found = to_dict(scored(roadmap, knowledge, own("2.5", "2.2", "1.5")), knowledge)
    assert len(found["indicators"]) == 27
    second = found["indicators"][1]
    assert second["progress"] == [0.3, 0.3]
    assert second["target"] == {"value": [1.5, 1.5], "unit": "t", "symbol": "t"}
    assert [len(grade["features"]) for grade in found["grades"]] == [3, 3, 10]


def test_every_standing_and_gap_has_words() -> None:
    assert set(STANDING) == set(Standing)
    assert set(MISSING) == set(Missing)
