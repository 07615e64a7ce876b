"""`tanlu score`: the score with what narrows and raises it, in words and as JSON; bad input refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from recommender.cli.run import run
from recommender.model.text import chinese_in
from tests.conftest import ROOT

OFFICE = """
site: {type: 机关, name: 试算机关}
indicator:
  "1.1.1": {now: 满足}
  "1.1.2": {now: 12%, planned: 22%}
  "1.1.3": {now: 15%}
  "1.2.1": {now: {points: 2}, planned: 满足}
  "2.2.1": {now: 30~40%}
  "3.1.1": {now: 一星, planned: 三星}
  "5.1.2": {applies: 否, because: 没有公务车}
  "6.1.2": {now: 不满足}
"""
EMPTY = "site: {type: 机关, name: 空白机关}\n"
ENTERPRISE = "site: {type: 企业, name: 某厂}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("office", OFFICE), ("empty", EMPTY), ("enterprise", ENTERPRISE)):
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], path: Path, *options: str) -> str:
    assert run(["score", str(path), *options]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def body(capsys: pytest.CaptureFixture[str], path: Path, *options: str) -> Any:
    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    return json.loads(said(capsys, path, "--format", "json", *options), parse_constant=refuse)


def test_the_first_line_has_the_score_now_and_planned(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # now: 5 + 3 + 1.5 + 2 + (1 to 2) + 2 + 0 = 14.5 to 15.5 of 24 points; of the other 73 nothing is known;
    # 14.5 and 88.5 of the 97 that apply. Planned: 1.1.2 gains 2, 1.2.1 and 3.1.1 gain 1 each
    lines = said(capsys, folder / "office.yaml").splitlines()
    assert "试算机关" in lines[0]
    assert lines[1] == "总分　现状 14.94–91.24 分 → 计划 19.07–95.37 分（满分 100）"
    assert lines[2] == "41 项指标：现状已答 7 项，不适用 1 项，写明打算的 3 项"


def test_nothing_answered_is_0_to_100_and_the_first_questions(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = said(capsys, folder / "empty.yaml")
    assert "总分　0.0–100.0 分（满分 100）" in out
    assert "2.1.1 单位建筑面积综合能耗(kgce/m²)？" in out
    assert "最多收窄 6.0 分（zcgo/6.4#8）" in out.replace("\n   ", " ")
    assert "哪几项最能提高分数" not in out  # the same list as what to find out first


def test_text_fits_a_terminal_of_100_columns(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for options in ([], ["--all"], ["--lang", "en"], ["--lang", "en", "--all"], ["--readings"]):
        out = said(capsys, folder / "office.yaml", *options)
        assert max(cell_len(line) for line in out.splitlines()) <= 100


def test_english_has_chinese_only_where_the_source_is_cited(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = said(capsys, folder / "office.yaml", "--lang", "en", "--all")
    own = "没有公务车"  # the planner's own words
    assert [line for line in out.splitlines()[1:] if chinese_in(line) and own not in line] == []


def test_what_does_not_fit_is_listed_with_all(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    short, whole = (said(capsys, folder / "office.yaml", *more) for more in ([], ["--all"]))
    assert "--all" in short
    assert "--all" not in whole
    assert "6.3.3 最佳实践案例贡献" in whole
    assert "3.1.1 绿色建筑标准认证等级　2.0 分：一星得2分" in whole  # where its points come from
    assert "  碳排放底数" in whole  # a second-level group


def test_a_table_that_is_cut_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # every indicator with a veto, a level or a judgement denied: more than the 15 rows that are shown
    judged = [f"1.{at}" for at in ("1.1", "2.1", "2.2", "3.1")]
    judged += ["2.3.1", "2.3.2", "3.1.3", "3.3.1", "4.2.3", "5.2.1", "5.2.2"]
    judged += [f"6.{at}" for at in ("1.1", "1.2", "1.3", "2.2", "3.1", "3.2")]
    answers = "".join(f'  "{number}": 不满足\n' for number in judged)
    path = folder / "poor.yaml"
    path.write_text(f"site: {{type: 机关}}\nindicator:\n{answers}", "utf-8")
    table = said(capsys, path).partition("已回答、还没有拿满分的指标")[2].partition("\n\n")[0]
    assert table.splitlines()[-1].strip() == f"另有 {len(judged) - 15} 项，加 --all 全部列出"
    whole = said(capsys, path, "--all").partition("各项指标")[2].partition("\n\n")[0]
    assert "另有" not in whole


def test_a_veto_is_not_got_rid_of(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "out.yaml"
    path.write_text('site: {type: 机关}\nindicator: {"1.1.1": {applies: 否, because: 试}}\n', "utf-8")
    assert run(["score", str(path)]) == 2
    assert "E-VETO" in capsys.readouterr().err


def test_json_has_the_keys_it_promises(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = body(capsys, folder / "office.yaml")
    assert list(found) == [
        "standard",
        "now",
        "planned",
        "narrowing",
        "raises",
        "next_grade",
        "higher_grades",
        "measures",
        "readings",
        "not_laid_down",
        "notes",
    ]
    total = ["score", "raw", "applicable", "grade", "groups", "indicators", "readings"]
    assert list(found["now"]) == list(found["planned"]) == total
    assert found["standard"]["id"] == "zcgo"
    assert found["notes"][0]["id"] == "zcgo-indicator-counts"
    assert found["now"]["grade"]["flags"][0]["zh"].startswith("只评了 97 分／100 分的指标")
    assert [one["english"] for one in found["now"]["groups"]][:2] == [
        "Carbon management",
        "Emission accounts",
    ]
    assert found["now"]["raw"] == [14.5, 88.5]
    assert found["now"]["applicable"] == 97
    row = next(one for one in found["now"]["indicators"] if one["number"] == "2.2.1")
    assert (row["points"], row["full"], row["clause"], row["known"]) == ([1, 2], 3, "zcgo/6.4#11", True)
    assert next(one for one in found["now"]["indicators"] if one["number"] == "5.1.2")["points"] is None
    assert [one["grade"] for one in found["higher_grades"]] == [f"zcgo-6.6-{order}" for order in (4, 3, 2, 1)]
    assert found["next_grade"] == found["higher_grades"][0]
    decided = {one["reading"]: one["decided"] for one in found["readings"]}
    assert decided["between_bands"] == ["zcgo-1.1.2"]  # 12% lies between 10% and 20%
    assert decided["not_applicable"] == ["zcgo-5.1.2"]


def test_an_end_without_a_limit_is_null(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = body(capsys, folder / "empty.yaml", "--reading", "floor=as_steps_run")
    assert found["now"]["score"] == [None, 100]
    out = said(capsys, folder / "empty.yaml", "--reading", "floor=as_steps_run")
    assert "总分　−∞–100.0 分" in out
    assert "1.1.3 人均碳排放量(tCO₂e/人)？低于行业平均得2分；每高10%扣0.5分　不回答，总分就没有下限" in out


def test_a_reading_of_the_command_goes_before_that_of_the_profile(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "pro-rata.yaml"
    path.write_text(OFFICE + "reading: {between_bands: proportional}\n", "utf-8")

    def points(*options: str) -> Any:
        rows = body(capsys, path, *options)["now"]["indicators"]
        return next(one for one in rows if one["number"] == "1.1.2")["points"]

    assert points() == [3.4, 3.4]  # a fifth of the way from 3 points at 10% to 5 at 20%
    assert points("--reading", "between_bands=lower_band") == [3, 3]


def test_the_readings_are_listed_with_the_one_in_force(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = said(capsys, folder / "office.yaml", "--readings", "--reading", "veto=points_only")
    assert "● points_only" in out
    assert "○ no_grade（不定级，默认）" in out
    listed = body(capsys, folder / "office.yaml", "--readings", "--reading", "veto=points_only")["readings"]
    veto = next(one for one in listed if one["reading"] == "veto")
    assert [one["option"] for one in veto["options"] if one["used"]] == ["points_only"]
    assert all(sum(option["default"] for option in one["options"]) == 1 for one in listed)


def test_a_community_is_shown_its_own_indicators(capsys: pytest.CaptureFixture[str]) -> None:
    path = ROOT / "examples" / "hongyupo.yaml"
    assert "zcc/B.1#1" in said(capsys, path)
    assert len(body(capsys, path)["indicators"]) == 27


@pytest.mark.parametrize(("lang", "words"), [("zh", "不能评分"), ("en", "cannot be scored")])
def test_where_no_source_has_indicators_it_says_so(
    lang: str, words: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = said(capsys, folder / "enterprise.yaml", "--lang", lang)
    assert words in out
    assert len(out.splitlines()) == 1
    assert body(capsys, folder / "enterprise.yaml")["standard"] is None


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        (["veto"], "E-SETTING"),
        (["=zero"], "E-SETTING"),
        (["vto=zero"], "是否想写 veto"),
        (["veto=points"], "是否想写 points_only"),
        (["veto=no_grade", "veto=points_only"], "E-TWICE"),
    ],
)
def test_a_bad_reading_is_refused_in_one_sentence(
    setting: list[str], told: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = [word for one in setting for word in ("--reading", one)]
    assert run(["score", str(folder / "office.yaml"), *options]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert told in err
    assert len(err.splitlines()) == 1


def test_a_profile_that_is_not_there_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["score", str(folder / "none.yaml")]) == 2
    assert "E-FILE-MISSING" in capsys.readouterr().err
