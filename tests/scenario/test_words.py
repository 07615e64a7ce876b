"""How a comparison reads: figures, open ends, what brings a line, what is stated, variants side by side."""

from __future__ import annotations

import io
import math

import pytest
from rich.console import Console

from recommender.evaluate.scope import Knowledge
from recommender.model.decision import Reason
from recommender.model.interval import Interval, exactly
from recommender.model.knowledge import Authority, Basis
from recommender.model.site import SiteProfile
from recommender.model.stated import (
    Answer,
    Goal,
    Quantity,
    Scenario,
    StatedActivity,
    StatedFactor,
    StatedIndicator,
)
from recommender.model.text import Text, chinese_in
from recommender.model.truth import Truth
from recommender.render.compare import write_comparison
from recommender.render.compare_settings import setting_label, setting_words
from recommender.render.compare_words import cause_words, cell_words, column_names, deciding, row_label
from recommender.scenario.compare import compare
from recommender.scenario.figures import PER_PERSON, POINTS, TONNES
from recommender.scenario.rows import Cause, Cell, Comparison, Figure, Listed, Named, Row, RowKind, Span
from recommender.scenario.settings import Aspect, Key, Value
from recommender.scenario.variant import Variant, variant
from tests.scenario.small import BASE, WORLD, scenario

START: Key = (Aspect.FACT, "plan.start_year")
OURS: Key = (Aspect.RULES, "judgement")


def row(kind: RowKind, name: str, *cells: Cell | None) -> Row:
    return Row(kind, name, cells, tuple(() for _ in cells), tuple(None for _ in cells))


def said(knowledge: Knowledge, kind: RowKind, name: str, *cells: Cell | None) -> list[str]:
    return [words.zh for words in cell_words(row(kind, name, *cells), knowledge)]


def test_tonnes_have_as_many_digits_as_tell_them_apart(knowledge: Knowledge) -> None:
    def tonnes(low: float, high: float) -> Figure:
        return Figure(Interval(low, high), TONNES)

    near = (tonnes(31692.41, 31692.41), tonnes(31692.43, 31692.43))
    assert said(knowledge, RowKind.EMISSION, "net", *near) == ["31,692.41 tCO2", "31,692.43 tCO2"]
    far = (tonnes(31692.41, 38912.6), tonnes(30420, 30420))
    assert said(knowledge, RowKind.EMISSION, "net", *far) == ["31,692–38,913 tCO2", "30,420 tCO2"]


def test_an_end_that_is_not_known_is_not_a_number(knowledge: Knowledge) -> None:
    open_, none = Figure(Interval(120, math.inf), TONNES), None
    assert said(knowledge, RowKind.EMISSION, "gross", open_, none) == [
        "至少 120 tCO2，上限不能得知",
        "没有推算",
    ]
    below = Figure(Interval(-math.inf, 80), POINTS)
    assert said(knowledge, RowKind.SCORE, "total:now", below) == ["至多 80 分，没有下限"]
    both = Figure(Interval(-math.inf, math.inf), PER_PERSON)
    assert said(knowledge, RowKind.EMISSION, "per_person", both) == ["上下限都不能得知"]


def test_a_score_is_rounded_outwards(knowledge: Knowledge) -> None:
    """17.676… to 68.686…: never shown narrower than it is."""
    score = Figure(Interval(17.676767, 68.686868), POINTS)
    assert said(knowledge, RowKind.SCORE, "total:now", score) == ["17.67–68.69 分"]


def test_no_grade_is_said_to_be_none(knowledge: Knowledge) -> None:
    assert said(knowledge, RowKind.SCORE, "grade:now", Listed(())) == ["不给等级"]
    assert said(knowledge, RowKind.COST, "without_cost", Listed(())) == ["无"]
    assert said(knowledge, RowKind.TARGET, "reaches", Named("cannot_tell")) == ["不能判断"]


def test_what_brings_a_line_reads_as_a_sentence(knowledge: Knowledge) -> None:
    sentences = {
        Cause(alone=(START,)): "单是“规划起始年”就会如此",
        Cause(alone=(START, OURS)): "“规划起始年”、“规则：本项目判断”任改一项就会如此",
        Cause(together=(START, OURS)): "“规划起始年”、“规则：本项目判断”同时改才会如此",
        Cause(together=(START,)): "少了“规划起始年”就不会如此，还要加上另外的改动",
        Cause(): "",
    }
    assert {cause: cause_words(cause, knowledge).zh for cause in sentences} == sentences


def test_activities_without_data_are_named_as_activities(knowledge: Knowledge) -> None:
    """Two ids of activities are ids of concepts too: 用电 is not 电力为主, 用水 not 水资源."""
    unknown = Listed(("electricity", "water"))
    assert said(knowledge, RowKind.EMISSION, "unknown", unknown, None) == ["用电、用水", "没有推算"]


SETTINGS: list[tuple[Key, Value | None, str, str]] = [
    (START, 2030, "规划起始年", "2030年"),
    (START, None, "规划起始年", "未陈述"),
    (OURS, True, "规则：本项目判断", "关闭"),
    (OURS, None, "规则：本项目判断", "在用"),
    ((Aspect.STEP, "energy-storage"), True, "“储能系统”这一步", "不安排"),
    ((Aspect.STEP, "energy-storage"), None, "“储能系统”这一步", "照常"),
    ((Aspect.READING, "veto"), "points_only", "理解 veto", ""),
    (
        (Aspect.GRID, ""),
        ((2030, 0.45), (2060, 0.0)),
        "电网因子的走势（kgCO2/kWh）",
        "2030 年 0.45，2060 年 0",
    ),
    ((Aspect.GROWTH, "electricity"), Interval(0, 2), "用电每年增长", "0～2%"),
    ((Aspect.COST, "energy-storage"), exactly(120), "“储能系统”的费用", "120 万元"),
    (
        (Aspect.GOAL, ""),
        Goal(Quantity(exactly(0), "tCO2"), 2060),
        "目标值",
        "2060 年不超过 0 tCO2（净排放）",
    ),
    (
        (Aspect.ACTIVITY, "electricity"),
        StatedActivity(
            "electricity",
            Quantity(exactly(3780), "mwh"),
            StatedFactor(Quantity(exactly(0.5), "kgCO2/kWh")),
            start=2023,
            end=2026,
        ),
        "用电",
        "3,780 MWh，因子 0.5 kgCO2/kWh，2023–2026 年",
    ),
    (
        (Aspect.INDICATOR, "zcgo-1.1.2"),
        StatedIndicator(
            "zcgo-1.1.2",
            now=Answer(level="partly"),
            planned=Answer(points=Interval(2, 3)),
            cost=20,
        ),
        "",
        "现状 部分满足，计划 2～3 分，费用 20 万元",
    ),
    ((Aspect.INDICATOR, "zcgo-1.1.2"), StatedIndicator("zcgo-1.1.2", applies=False), "", "不适用"),
]


@pytest.mark.parametrize(("key", "value", "label", "words"), SETTINGS)
def test_what_is_stated_reads_aloud_in_both_languages(
    key: Key, value: Value | None, label: str, words: str, knowledge: Knowledge
) -> None:
    named = setting_label(key, knowledge.catalogue, knowledge.rulebook)
    told = setting_words(key, value, knowledge.catalogue)
    assert (label or named.zh, words or told.zh) == (named.zh, told.zh)
    assert named.en and told.en
    assert not chinese_in(named.en) and not chinese_in(told.en)


def test_a_reading_left_alone_is_told_by_its_default(knowledge: Knowledge) -> None:
    options = [one for one in knowledge.catalogue.readings.values() if one.reading == "veto"]
    default = next(one for one in options if one.default)
    told = setting_words((Aspect.READING, "veto"), None, knowledge.catalogue)
    assert told.zh == f"{default.label.zh}（默认）"


def drawn(found: Comparison, language: str, width: int = 100) -> str:
    page = io.StringIO()
    console = Console(file=page, width=width, color_system=None)
    write_comparison(found, WORLD, console, language)
    return page.getvalue()


def test_columns_of_one_name_are_numbered() -> None:
    found = compare([BASE, scenario("甲"), scenario("甲")], WORLD)
    assert column_names(found) == (
        Text("现档案", "as stated"),
        Text("甲", "甲"),
        Text("甲（3）", "甲 (3)"),
    )


def test_variants_that_say_the_same_stand_together_and_what_is_the_same_is_not_told() -> None:
    windy = scenario("风", resource__wind=True)
    found = compare([BASE, scenario("层数", site__storeys=9), windy], WORLD)
    page = drawn(found, "zh")
    assert "现档案、层数：" in page
    assert "“现档案”、“层数”的结果完全相同" in page
    assert "microgrid" not in page  # ours all the same, on the roadmap in all three


def test_reasons_that_hold_come_first_then_those_of_more_authority() -> None:
    def reason(rule: str, authority: Authority, truth: Truth) -> Reason:
        return Reason(rule, "recommend", Text(rule, rule), "", "", authority, Basis.STATED, truth=truth)

    weak = reason("weak", Authority.REPORT, Truth.TRUE)
    strong = reason("strong", Authority.STANDARD, Truth.TRUE)
    perhaps = reason("perhaps", Authority.STANDARD, Truth.UNKNOWN)
    assert deciding((perhaps, weak, strong), 2) == (strong, weak)


def test_a_stage_whose_start_nobody_stated_says_so(knowledge: Knowledge) -> None:
    found = said(knowledge, RowKind.STAGE, "near", Span(None, 2030), Span(2027, 2030), None)
    assert found == ["起始年未陈述–2030", "2027–2030", "规划起始时已过"]


def test_what_brings_a_figure_is_told_under_the_figures() -> None:
    """Wind brings the one more step (storage); the storeys bring nothing."""
    page = drawn(compare([BASE, scenario("都改", resource__wind=True, site__storeys=9)], WORLD), "zh")
    (told,) = [one for one in page.splitlines() if "路线图上采用的步骤" in one and "单是" in one]
    assert "都改：单是“resource.wind”就会如此：" in told


def test_what_brings_a_line_is_told_where_a_variant_changes_several_things() -> None:
    several = scenario("都改", resource__wind=True, site__storeys=9)
    assert "单是“resource.wind”就会如此" in drawn(compare([BASE, several], WORLD), "zh")
    one = scenario("风", resource__wind=True)
    assert "就会如此" not in drawn(compare([BASE, one], WORLD), "zh")


def test_too_many_changes_are_owned_up_to() -> None:
    weights = dict.fromkeys(("plan__weight_potential", "plan__weight_economy", "plan__weight_star"), 5)
    others = {"site__storeys": 9, "resource__level": "rich", "plan__start_year": 2026}
    many = scenario("多", resource__wind=True, **weights, **others)  # type: ignore[arg-type]
    assert "“多”改动太多，没有逐项试出每处差别由哪一项带来" in drawn(compare([BASE, many], WORLD), "zh")


@pytest.mark.parametrize("kind", list(RowKind))
def test_every_kind_of_row_has_words_for_what_is_not_there(kind: RowKind, knowledge: Knowledge) -> None:
    (words,) = cell_words(row(kind, "total:now", None), knowledge)
    assert words.zh and words.en
    assert not chinese_in(words.en)


def test_technologies_stand_under_what_became_of_them() -> None:
    """A later start moves storage; wind brings it in, wind and rich resources bring insulation too."""
    late = scenario("晚", resource__wind=True, plan__start_year=2032)
    page = drawn(compare([scenario("风", resource__wind=True), late], WORLD), "zh")
    assert "所在阶段有别（" in page
    assert "列入路线图的有别" not in page
    both = scenario("都改", resource__level="rich", resource__wind=True)
    assert "列入路线图的有别（2）" in drawn(compare([BASE, both], WORLD), "zh")


@pytest.mark.parametrize("place", ["government-office", "new-coastal-community", "poor-community"])
def test_every_line_of_an_example_has_english_words(
    place: str, knowledge: Knowledge, sites: dict[str, SiteProfile]
) -> None:
    """The scenarios the example states, and one that changes its kind of resources and its rules."""
    site = sites[place]
    other = Scenario("x", {"resource.level": "rich", "plan.start_year": 2031}, without=("judgement",))
    columns = [variant(site, one, knowledge.catalogue) for one in (*site.stated.scenarios, other)]
    found = compare([Variant("", site), *columns], knowledge)
    assert found.rows
    for one in found.rows:
        for words in (row_label(one, knowledge), *cell_words(one, knowledge)):
            assert bool(words.zh) == bool(words.en)
            assert not chinese_in(words.en), f"{one.kind} {one.id}: {words.en}"
