"""`tanlu account`: the account in text and JSON, what is open and how to state it, errors in one sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from recommender.cli.account import print_account
from recommender.cli.run import run
from recommender.model.problem import BadInput

VILLAGE = """
site.type: 城市社区
place.grid_factor: 0.5
community.population: 1000
building.area: 40000
energy.own_power_counted: 是
activity:
  year: 2023
  用电: 200 万kWh
  天然气: {amount: 10 万m3, factor: 2.1 kgCO2/m3, factor_year: 2022, factor_source: 某清单}
  液化石油气: 0 t
  煤: 0 t
  柴油: 0 t
  外购热力: 0 GJ
  私家车天然气: 0 m3
  私家车充电: 0 MWh
  公共服务车辆汽油: 0 t
  公共服务车辆柴油: 0 t
  公共服务车辆充电: 0 MWh
  生活垃圾: {emission: 90~110 t, source: 台账}
  自发绿电: 20 万kWh
  上网绿电: 5 万kWh
  ccer: 50 t
  食物: {emission: 0.3 t/人, source: 台账}
  绿色化改造: {amount: 1000 m2, from: 2024, until: 2025, source: 方案}
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    path = tmp_path / "village.yaml"
    path.write_text(VILLAGE, encoding="utf-8")
    return path


def told(capsys: pytest.CaptureFixture[str], path: Path, method: str = "") -> dict[str, Any]:
    assert print_account(path, method, "json", "zh") == 0
    return json.loads(capsys.readouterr().out)  # type: ignore[no-any-return]


def test_the_json_has_every_sum(capsys: pytest.CaptureFixture[str], site: Path) -> None:
    """2000 MWh × 0.5 = 1000; gas 210; waste 90 to 110; own power 150 + 50 MWh × 0.5 = 100; CCER 50."""
    found = told(capsys, site)
    assert found["method"]["id"] == "zcc"
    assert "sps2" in found["methods"]
    assert found["totals"] == {
        "gross": [1300, 1320],
        "reductions": [100, 100],
        "removals": [0, 0],
        "offsets": [50, 50],
        "net": [1150, 1170],
        "of_known": [1300, 1320],
    }
    assert found["per_person"]["gross"] == [1.3, 1.32]
    assert found["per_m2"]["net"] == [28.75, 29.25]
    assert (found["unknown"], found["missing"]) == ([], [])


def test_each_line_carries_factor_year_source_and_clause(
    capsys: pytest.CaptureFixture[str], site: Path
) -> None:
    lines = {one["activity"]: one for one in told(capsys, site)["lines"]}
    gas = lines["natural-gas"]
    assert gas["clause"] == "zcc/9.1.1#2"
    assert (gas["factor"]["year"], gas["factor"]["source"], gas["factor"]["assumed"]) == (
        2022,
        "某清单",
        False,
    )
    assert gas["emission"] == [210, 210]
    assert lines["food"]["status"] == "not_counted"


def test_a_deduction_without_a_figure_leaves_net_with_an_upper_end_only(
    capsys: pytest.CaptureFixture[str], site: Path
) -> None:
    """Net without the green area is 1150 to 1170 t; the area has no factor in any source."""
    site.write_text(f"{VILLAGE}  绿化面积: 1000 m2\n", encoding="utf-8")
    found = told(capsys, site)
    assert found["totals"]["net"] == [None, 1170]
    assert found["totals"]["removals"] == [0, None]
    assert found["per_person"]["net"] == [None, 1.17]
    assert [one["activity"] for one in found["missing"]] == ["green-area"]
    assert found["unknown"] == []
    for language, words in (
        ("zh", "净排放至多 1,170 tCO2/年，还要减去绿化面积（还没有数）"),
        ("en", "net at most 1,170 tCO2 a year, less green area (no figure yet)"),
    ):
        assert print_account(site, "", "text", language) == 0
        assert words in " ".join(capsys.readouterr().out.split())


def test_the_count_of_what_has_no_figure_is_that_of_the_list(
    capsys: pytest.CaptureFixture[str], site: Path
) -> None:
    """Coal is not stated, waste and the green area have no factor: three lines want a figure."""
    text = VILLAGE.replace("  煤: 0 t\n", "").replace("{emission: 90~110 t, source: 台账}", "3 t")
    site.write_text(f"{text}  绿化面积: 1000 m2\n", encoding="utf-8")
    assert len(told(capsys, site)["missing"]) == 3
    assert print_account(site, "", "text", "zh") == 0
    assert "还有 3 项没有数" in capsys.readouterr().out


def test_what_the_site_has_is_shown_with_the_digits_of_the_report(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Table 3-1 has two decimals: 1234.56 MWh × 0.5 over 1000 people is 0.61728 t, shown as 0.62."""
    path = tmp_path / "small.yaml"
    facts = "site.type: 城市社区\nplace.grid_factor: 0.5\ncommunity.population: 1000\n"
    path.write_text(f"{facts}activity: {{year: 2023, method: sps2, 用电: 1234.56 MWh}}\n", encoding="utf-8")
    assert print_account(path, "", "text", "zh") == 0
    text = capsys.readouterr().out
    (row,) = [one for one in text.splitlines() if one.strip().startswith("用电 ") and "0.94" in one]
    assert row.split()[1] == "0.62"
    (line,) = [one for one in text.splitlines() if "用电（计入）" in one]
    assert "1,235 MWh" in line and "617.3" in line, "at most four digits"
    assert told(capsys, path)["lines"][0]["emission"] == [617.28, 617.28], "JSON keeps all"


def test_works_stand_apart_by_year(capsys: pytest.CaptureFixture[str], site: Path) -> None:
    """1000 m² × 0.24 t/m² = 240 t over two years."""
    works = told(capsys, site)["works"]
    assert works["total"] == [240, 240]
    assert works["by_year"] == {"2024": [120, 120], "2025": [120, 120]}


def test_what_is_not_known_is_null_and_listed_with_how_to_state_it(
    capsys: pytest.CaptureFixture[str], site: Path
) -> None:
    found = told(capsys, site, "sps2")
    assert found["totals"]["gross"] == [1600, None]
    missing = {one["activity"]: one["state"]["zh"] for one in found["missing"]}
    assert missing["sewage"] == "污水: … m³"
    english = {one["activity"]: one["state"]["en"] for one in found["missing"]}
    assert english["breathing"] == "呼吸: … person  (Breathing)"
    assert set(found["unknown"]) == set(missing)


def test_the_text_reads_at_a_hundred_columns(capsys: pytest.CaptureFixture[str], site: Path) -> None:
    for language, words in (
        (
            "zh",
            (
                "碳收支",
                "毛排放 1,300～1,320 tCO2/年",
                "改造工程",
                "与报告研究的社区比",
                "填了但不计的项",
            ),
        ),
        ("en", ("Carbon account", "Gross emission 1,300 to 1,320 tCO2 a year", "Stated but not counted")),
    ):
        assert print_account(site, "", "text", language) == 0
        text = capsys.readouterr().out
        assert not [word for word in words if word not in text]
        assert max(cell_len(line) for line in text.splitlines()) <= 100
        assert "Text(" not in text
        assert "None" not in text


def test_deductions_stand_below_the_emissions_with_a_minus(
    capsys: pytest.CaptureFixture[str], site: Path
) -> None:
    """2000 MWh × 0.5 = 1000 t emitted; of 200 MWh own power 50 are exported: 150 × 0.5 = 75 t deducted."""
    assert print_account(site, "", "text", "zh") == 0
    lines = capsys.readouterr().out.splitlines()
    (power,) = [one for one in lines if "用电（计入）" in one]
    (own,) = [one for one in lines if "自发绿电（减排）" in one]
    assert "1,000" in power and "−" not in power
    assert "− 75" in own
    assert lines.index(power) < lines.index(own)


def test_a_site_that_states_nothing_is_told_what_to_state(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "silent.yaml"
    path.write_text("site.type: 机关\n", encoding="utf-8")
    assert print_account(path, "", "text", "zh") == 0
    text = capsys.readouterr().out
    assert "还没有一项能算出来" in text
    assert "用电: … MWh" in text


def test_a_site_like_a_case_shows_what_the_report_said_of_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "like.yaml"
    path.write_text("site.type: 城市社区\nassumption: {like: hongyupo}\n", encoding="utf-8")
    kinds = {one["clause"]: one["kind"] for one in told(capsys, path)["recomputed"]}
    assert kinds["sps2/t3-1#8"] == "recomputes"
    assert kinds["sps2/t3-1#13"] == "rounding"


def test_a_method_for_another_kind_of_site(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(BadInput):
        print_account(site, "zcgo", "text", "zh")
    assert run(["account", str(site), "--method", "zcgo"]) == 2
    error = capsys.readouterr().err
    assert error.startswith("--method E-METHOD 没有适用于城市社区的核算方法“zcgo”，请从这些方法中选：zcc（")
    assert "Traceback" not in error


def test_a_method_in_the_profile_that_does_not_fit(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site.write_text(VILLAGE.replace("  year: 2023", "  year: 2023\n  method: zcgo"), encoding="utf-8")
    assert run(["account", str(site)]) == 2
    assert "village.yaml E-METHOD 没有适用于城市社区" in capsys.readouterr().err


def test_more_green_power_exported_than_generated(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site.write_text(VILLAGE.replace("上网绿电: 5 万kWh", "上网绿电: 21 万kWh"), encoding="utf-8")
    assert run(["account", str(site)]) == 2
    error = capsys.readouterr().err
    assert "village.yaml:22:" in error
    assert "E-EXPORTED 上网绿电（210 MWh）多于自发绿电（200 MWh）" in error
