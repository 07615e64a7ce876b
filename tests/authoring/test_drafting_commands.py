"""`tanlu rules set` and `rules book` on a copy of the project; rules check sees every edit of the records."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from recommender.cli.run import run
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

RULE = "resource-poor-no-costly-energy"
FILE = "rules/sps2-community-types.yaml"
THRESHOLD = "then.0.discourage.technologies.economy.at_most"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("kb", "rules", "ontology", "examples"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.setenv("TANLU_HOME", str(tmp_path))
    monkeypatch.setenv("TANLU_CACHE", str(tmp_path / "cache"))
    return tmp_path


def lines(home: Path) -> list[str]:
    return (home / FILE).read_text(encoding="utf-8").splitlines()


def test_a_dry_run_shows_the_difference_and_saves_nothing(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = lines(home)
    assert run(["rules", "set", RULE, THRESHOLD, "1", "--dry-run"]) == 1
    out, err = capsys.readouterr()
    assert "-      - discourage: {technologies: {field: [energy, building], economy: {at_most: 2}}}\n" in out
    assert "+      - discourage: {technologies: {field: [energy, building], economy: {at_most: 1}}}\n" in out
    assert out.endswith("试算，没有保存\n")
    assert "E-EXAMPLE-EFFECT" in err and "discouraged 里没有 microgrid" in err
    assert lines(home) == before


def test_a_change_is_saved_in_its_line(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = lines(home)
    assert run(["rules", "set", RULE, "title.zh", "资源贫瘠处慎用高代价技术", "--lang", "en"]) == 0
    assert capsys.readouterr().out.endswith("saved\n")
    changed = [(old, new) for old, new in zip(before, lines(home), strict=True) if old != new]
    assert [new for _, new in changed] == [
        "    title: {zh: 资源贫瘠处慎用高代价技术, en: No costly technology where resources are poor}"
    ]
    assert run(["rules", "set", RULE, "title.zh", "资源贫瘠处慎用高代价技术"]) == 0
    assert capsys.readouterr().out == "没有改动\n"


def test_what_does_not_pass_the_check_is_told_on_its_line(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = lines(home)
    assert run(["rules", "set", RULE, "when.all.1.resource.level", "贫穷"]) == 2
    assert f"{FILE}:" in (err := capsys.readouterr().err) and "“贫穷”不是“可再生资源水平”的取值" in err
    assert run(["rules", "set", "no-such-rule", "status", "draft"]) == 2
    assert run(["rules", "set", "资源贫瘠地区不盲目上高代价技术", "status", "draft"]) == 2
    assert f"请写 {RULE}" in capsys.readouterr().err
    assert lines(home) == before


def test_the_check_sees_an_edit_of_the_records(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is kept between runs is found by content: a renamed concept is missed at once."""
    assert run(["rules", "check"]) == 0
    levels = home / "kb/terms/resource-level.yaml"
    levels.write_text(levels.read_text("utf-8").replace("zh: 贫瘠", "zh: 匮乏", 1), encoding="utf-8")
    assert run(["rules", "check"]) == 1
    assert "“贫瘠”不是“可再生资源水平”的取值" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert run(["rules", "book", "--out", str(tmp_path / "file")]) == 2
    assert "E-OUT 网页无法写入" in capsys.readouterr().err
