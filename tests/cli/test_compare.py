"""`tanlu compare`: variants side by side in words and as JSON; what cannot be compared is told."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from recommender.cli.run import run

ROOT = Path(__file__).parent.parent.parent
POOR, RICH = (str(ROOT / "examples" / f"{name}-community.yaml") for name in ("poor", "rich"))
OFFICE = """
site: {type: 机关, name: 试验机关}
plan: {start_year: 2027, target_year: 2035}
scenarios:
  晚开工: {facts: {plan.start_year: 2032}}
  不算判断: {without: [judgement]}
  照旧: {facts: {plan.start_year: 2027}}
"""


@pytest.fixture
def office(tmp_path: Path) -> str:
    path = tmp_path / "office.yaml"
    path.write_text(OFFICE, encoding="utf-8")
    return str(path)


def told(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert run(["compare", *words, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)  # type: ignore[no-any-return]


def names(found: dict[str, Any]) -> list[str]:
    return [column["name"]["zh"] for column in found["columns"]]


def kinds(found: dict[str, Any]) -> set[str]:
    return {row["kind"] for row in found["rows"]}


def test_all_scenarios_of_the_file_stand_beside_the_profile(
    office: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = told(capsys, office)
    assert names(found) == ["现档案", "晚开工", "不算判断", "照旧"]
    assert found["alike"] == [[0, 3]]  # 照旧 restates what is so
    (start,) = (one for one in found["stated"] if one["id"] == "plan.start_year")
    assert [one["value"] for one in start["values"]] == [2027, 2032, 2027, 2027]
    assert [one["words"]["zh"] for one in start["values"]] == ["2027年", "2032年", "2027年", "2027年"]
    assert [one["facts_changed"] for one in found["columns"]] == [0, 1, 0, 0]


def test_only_the_scenarios_asked_for(office: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert names(told(capsys, office, "--scenario", "不算判断")) == ["现档案", "不算判断"]


def test_what_is_written_on_the_command_line_is_one_more_variant(
    office: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--scenario", "照旧", "--set", "plan.start_year=2030", "--without", "judgement")
    found = told(capsys, office, *words)
    assert names(found)[2] == "plan.start_year=2030 --without judgement"
    assert {(one["aspect"], one["id"]) for one in found["stated"]} == {
        ("fact", "plan.start_year"),
        ("rules", "judgement"),
    }
    brought = [row["causes"][2] for row in found["rows"] if row["causes"][2]]
    assert {len(cause["alone"]) for cause in brought} <= {0, 1, 2}
    assert all(cause["alone"] or cause["together"] for cause in brought)


def test_a_fact_taken_back_is_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, POOR, "--remove", "可再生资源水平")
    (level,) = found["stated"]
    assert (level["id"], [one and one["value"] for one in level["values"]]) == (
        "resource.level",
        ["poor", None],
    )


def test_two_files_stand_side_by_side_under_the_names_of_the_sites(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Both are called 对照社区 and differ in the level of resources alone."""
    found = told(capsys, POOR, RICH)
    assert names(found) == ["对照社区 poor-community", "对照社区 rich-community"]
    assert [one["id"] for one in found["stated"]] == ["resource.level"]
    assert {"technology", "against"} <= kinds(found)


def test_the_json_names_every_line_and_cites_its_reasons(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, POOR, RICH)
    assert set(found) == {"tanlu", "kb", "rules", "columns", "stated", "rows", "alike", "untried"}
    against = next(row for row in found["rows"] if row["kind"] == "against")
    assert set(against) == {"kind", "id", "label", "cells", "reasons", "causes"}
    assert against["cells"] == [
        {
            "words": {"zh": "不建议", "en": "advised against"},
            "word": "holds",
            "because": {"zh": "", "en": ""},
        },
        None,
    ]
    assert against["reasons"][0][0]["clause"].startswith("sps2/5.3")
    assert against["causes"][1] == {"alone": [{"aspect": "fact", "id": "resource.level"}], "together": []}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_text_fits_a_terminal_and_shows_what_differs(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["compare", POOR, RICH, "--lang", language]) == 0
    out = capsys.readouterr().out
    heads = {
        "zh": ("改了什么", "数字", "列入路线图的有别"),
        "en": ("Stated otherwise", "Figures", "On the roadmap in some"),
    }[language]
    assert all(head in out for head in heads)
    assert "sps2/5.3" in out
    assert "\x1b" not in out
    assert longest(out.splitlines()) <= 100


def longest(lines: Iterable[str]) -> int:
    from rich.cells import cell_len

    return max(map(cell_len, lines))


def test_a_site_beside_itself_says_that_nothing_differs(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", POOR, POOR]) == 0
    out = capsys.readouterr().out
    assert "没有一行不同" in out
    assert "改了什么" not in out


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ((POOR,), "E-ALONE", "只有一个方案，没有可比的"),
        ((POOR, "--scenario", "加快"), "E-UNKNOWN", "没有名为“加快”的方案，档案里没有写方案"),
        ((POOR, RICH, "--set", "plan.start_year=2030"), "E-SETTING", "只用于一个档案"),
        ((POOR, "--set", "plan.start_year"), "E-SETTING", "不是“事实=值”"),
        (
            (POOR, "--without", "judgment"),
            "E-UNKNOWN",
            "“judgment”的规则、主题或依据性质，是否想写 judgement",
        ),
        ((POOR, "--set", "site.setting=农村"), "E-CONTRADICTION", "矛盾"),
    ],
)
def test_what_cannot_be_compared_is_told_in_one_sentence(
    words: tuple[str, ...], code: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["compare", *words]) == 2
    error = capsys.readouterr().err
    assert code in error
    assert sentence in error
    assert "Traceback" not in error


def test_a_misspelt_scenario_is_guessed_at(office: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", office, "--scenario", "晚开公"]) == 2
    assert "没有名为“晚开公”的方案，是否想写 晚开工" in capsys.readouterr().err


def test_a_scenario_that_contradicts_the_profile_is_refused_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "late.yaml"
    path.write_text(OFFICE.replace("plan.start_year: 2032", "plan.start_year: 2040"), encoding="utf-8")
    assert run(["compare", str(path)]) == 2
    error = capsys.readouterr().err
    assert "晚开工" in error
    assert "目标年份不能早于规划起始年" in error


def test_scenarios_of_several_files_are_named_with_their_site(
    office: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.yaml"
    other.write_text("site: {type: 机关, name: 另一机关}\n", encoding="utf-8")
    assert names(told(capsys, office, str(other))) == ["试验机关", "另一机关"]
    found = told(capsys, office, str(other), "--scenario", "晚开工")
    assert names(found) == ["试验机关", "试验机关 · 晚开工", "另一机关"]


def test_figures_are_ranges_in_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """1000 MWh at 0.5 kgCO2/kWh is 500 t; nothing else is stated, so no upper end is known."""
    path = tmp_path / "activity.yaml"
    path.write_text(
        """
site: {type: 社区, name: 小社区}
activity:
  year: 2025
  用电: {amount: 1000 MWh, factor: 0.5 kgCO2/kWh, factor_year: 2025, factor_source: 台账}
scenarios: {加倍: {activity: {用电: 2000 MWh}}}
""",
        encoding="utf-8",
    )
    found = told(capsys, str(path))
    (known,) = (row for row in found["rows"] if (row["kind"], row["id"]) == ("emission", "of_known"))
    assert [cell["value"] for cell in known["cells"]] == [[500, 500], [1000, 1000]]
    (gross,) = (row for row in found["rows"] if (row["kind"], row["id"]) == ("emission", "gross"))
    assert [cell["value"] for cell in gross["cells"]] == [[500, None], [1000, None]]


def test_a_deduction_without_a_figure_is_named_beside_the_open_net(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """100 MWh × 0.5 = 50 t; 1000 m² of green at 2 kgCO2/m² take off 2 t, without a factor nobody knows."""
    path = tmp_path / "green.yaml"
    path.write_text(
        """
site.type: 机关
place.grid_factor: 0.5
activity: {year: 2025, 用电: 100 MWh, 绿化面积: 1000 m2}
scenarios:
  有因子: {activity: {绿化面积: {amount: 1000 m2, factor: 2 kgCO2/m2, factor_source: 测试}}}
""",
        encoding="utf-8",
    )
    rows = {one["id"]: one["cells"] for one in told(capsys, str(path))["rows"] if one["kind"] == "emission"}
    without, given = rows["net"]
    assert (without["value"], given["value"]) == ([None, None], [48, None])
    without, given = rows["unknown"]
    assert "绿化面积" in without["words"]["zh"]
    assert "绿化面积" not in given["words"]["zh"]
