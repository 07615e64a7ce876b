"""Target, account and score on the page: what is shown is what the commands say, and nothing is made up."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from recommender.api import account, home, load_knowledge, recommend, score
from recommender.assess.community import CommunityScore
from recommender.evaluate.scope import Knowledge
from recommender.model.interval import Interval
from recommender.model.scoring import Scorecard
from recommender.render.account_rows import sentence
from recommender.render.score_words import score_line
from recommender.render.target import HEADING, verdict
from recommender.store.profile import read_profile
from tests.ui.test_page import EXAMPLES, opened, page_of, words
from ui.band import band_chart, deducts, drawable
from ui.page import Page, plain
from ui.results import account_for, score_for
from ui.stating import GOAL, activity_lines, community_lines, score_lines

pytestmark = pytest.mark.slow

CHARTS = "vega_lite_chart"


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


def charts(app: AppTest) -> int:
    return len(app.get(CHARTS)) + len(app.get(f"arrow_{CHARTS}"))


def codes(app: AppTest) -> str:
    return "\n".join(one.value for one in app.code)


def told(app: AppTest) -> str:
    return words(app) + "\n".join(one.value for one in app.info)


def cells(app: AppTest) -> dict[str, list[str]]:
    """The rows of all tables by their first cell."""
    return {
        str(row[0]): [str(cell).replace("\\", "") for cell in row[1:]]
        for table in app.table
        for row in table.value.itertuples(index=False)
    }


def test_hongyupo_shows_the_figures_of_the_report(knowledge: Knowledge) -> None:
    """Table 3-1: 1.73 t a person emitted, .06 t taken up by green; 16,000 people live there."""
    app, page = opened(site="hongyupo"), page_of("hongyupo", knowledge)
    rows = cells(app)
    assert rows["毛排放"][:2] == ["27,680", "1.73"]
    assert rows["净排放"][:2] == ["26,720", "1.67"]
    assert rows["用电（计入）"][2] == "5,440"  # .34 t × 16,000
    assert rows["拆除 2023–2026"][2] == "367.9"  # 7,357.2 m² × .05 t
    assert plain(verdict(page.roadmap, knowledge.catalogue).zh) in words(app)
    assert charts(app) == 2  # the roadmap and the years to come
    assert GOAL in codes(app)  # it states no target


def test_the_office_shows_points_now_and_planned_by_group(knowledge: Knowledge) -> None:
    app, page = opened(site="government-office"), page_of("government-office", knowledge)
    card = score(page.decision.site, knowledge)
    assert card is not None
    text, rows = words(app), cells(app)
    assert plain(score_line(card).zh) in text
    # 4.1.3 does not apply there: 9 of the 10 points of the group are left (zcgo 6.4)
    assert rows["资源循环利用"][:2] == ["10", "9"]
    assert rows["碳排放管理"][0] == "25"
    assert "没有等级" in text and "否决" in text  # 1.1.1 is not done
    for head in ("先弄清哪几项", "哪几项最能提高分数", "最少要做哪几项"):
        assert head in text
    assert charts(app) == 2


def test_a_site_that_states_nothing_is_told_what_to_state(knowledge: Knowledge) -> None:
    app = opened(site="half-known-community")
    assert charts(app) == 1  # the roadmap only
    assert GOAL in codes(app)
    assert "activity:" in codes(app) and "用电: … MWh" in codes(app)
    assert "indicator:" in codes(app) and "社区人均碳排放量" in codes(app)
    assert "写上一年的活动数据" in told(app)
    assert "毛排放" not in cells(app) and "净排放" not in cells(app)


def test_an_office_without_indicators_has_no_score(knowledge: Knowledge) -> None:
    app = opened(site="new-northern-office")
    assert "总分" not in words(app)
    assert "一项指标都还没有回答" in told(app)
    assert codes(app).count("planned: …") == 41
    assert "合计" not in cells(app)


def test_a_site_without_indicators_of_its_kind_is_told_so() -> None:
    assert "不能评分" in words(opened(site="steel-works"))


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_speaks_of_no_option_of_a_command(example: str, language: str) -> None:
    app = opened(site=example, lang=language)
    assert "--all" not in told(app).replace("\\", "")
    assert "--method" not in told(app).replace("\\", "")


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_lines_to_paste_are_read(example: str, knowledge: Knowledge) -> None:
    """Whoever fills in the places left open has a profile without a fault."""
    page = page_of(example, knowledge)
    base = (home() / "examples" / f"{example}.yaml").read_text()
    found = account_for(page)
    assert not isinstance(found, tuple)
    stated = page.decision.site.stated
    lines = []
    if not stated.activities:
        lines.append(activity_lines(page, found.balance).replace("year: …", "year: 2024").replace("…", "1"))
    if stated.goal is None:
        lines.append(GOAL.replace("… t", "1 t").replace("year: …", "year: 2060").replace("…", "甲"))
    if not stated.indicators:
        lines.append(_answers(page))
    text = "\n".join([base, *lines])
    read = read_profile("x.yaml", text.encode(), knowledge.catalogue).stated
    assert read.goal is not None and read.activities


def _answers(page: Page) -> str:
    match score_for(page):
        case Scorecard() as card:
            return score_lines(page, card).replace("…", "{points: 1}")
        case CommunityScore() as own:
            lines = community_lines(page, own).replace("target_year: …", "target_year: 2030")
            return lines.replace("source: …", "source: 甲").replace("…", "满足")
        case None:
            return ""


def test_the_band_is_that_of_the_engine(knowledge: Knowledge) -> None:
    page = page_of("government-office", knowledge)
    seen = page.roadmap.target.outlook
    assert seen is not None and seen.trajectory is not None
    path = seen.trajectory
    values = [
        row for rows in band_chart(page, path, seen.attainment).to_dict()["datasets"].values() for row in rows
    ]
    drawn = {(row["year"], row["low"], row["high"]) for row in values if "band" in row}
    assert drawn == {
        (one.year, band.low, band.high) for one in path.points for band in (one.without_plan, one.net)
    }
    assert [row["name"] for row in values if "name" in row and "1,200" in row["name"]] == [
        "目标 2032：1,200 吨"
    ]
    assert {row["year"] for row in values if str(row.get("name", "")).endswith("末")} == {
        stage.end for stage in page.roadmap.stages
    }


def test_the_green_of_hongyupo_sets_net_apart_from_gross(knowledge: Knowledge) -> None:
    def path(example: str) -> object:
        seen = page_of(example, knowledge).roadmap.target.outlook
        assert seen is not None and seen.trajectory is not None
        return deducts(seen.trajectory)

    assert path("hongyupo") is True
    assert path("government-office") is False  # nothing is deducted there


def test_an_open_end_is_not_drawn(knowledge: Knowledge) -> None:
    seen = page_of("hongyupo", knowledge).roadmap.target.outlook
    assert seen is not None and seen.trajectory is not None
    path = seen.trajectory
    assert drawable(path)
    first, *rest = path.points
    assert not drawable(replace(path, points=(replace(first, net=Interval(0, math.inf)), *rest)))


def test_another_method_is_worked_out_when_picked(knowledge: Knowledge) -> None:
    app, page = opened(site="hongyupo"), page_of("hongyupo", knowledge)
    app.selectbox(key=page.key("method")).set_value("zcc").run()
    assert not app.exception
    other = account(page.decision.site, knowledge, "zcc")
    assert plain(sentence(other, knowledge.catalogue).zh) in words(app)


def test_a_contradiction_of_the_account_is_a_sentence() -> None:
    """More green power is sold than generated: no plan rests on that, and the page says why."""
    data = (
        "site.type: 城市社区\nactivity:\n  year: 2024\n  用电: 10 MWh\n  自发绿电: 1 MWh\n  上网绿电: 2 MWh\n"
    )
    app = opened()
    app.file_uploader[0].upload("mine.yaml", data.encode(), "application/yaml").run()
    assert not app.exception
    assert "上网绿电" in told(app) + "".join(one.value for one in app.error)
    assert "毛排放" not in cells(app)


def test_results_are_worked_out_once(knowledge: Knowledge) -> None:
    page = page_of("government-office", knowledge)
    assert account_for(page) is account_for(page)
    assert score_for(page) is score_for(page)


def test_the_verdict_stands_at_the_head_and_in_its_section(knowledge: Knowledge) -> None:
    page = page_of("government-office", knowledge)
    app = opened(site="government-office")
    said = plain(verdict(page.roadmap, knowledge.catalogue).zh)
    assert sum(said in str(one.value) for one in app.markdown) == 2
    assert HEADING.zh in [one.value for one in app.subheader]
    assert recommend(page.decision.site, knowledge).target == page.roadmap.target
