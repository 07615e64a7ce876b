"""What the command line says of bad input: one sentence each on stderr, exit code 2, nothing on stdout."""

from __future__ import annotations

from pathlib import Path

import pytest

from recommender.cli.run import run
from tests.conftest import ROOT

HEYI = str(ROOT / "examples" / "heyi-shenzhen.yaml")

PROFILES = {
    "empty.yaml": b"",
    "broken.yaml": b"site:\n  type: [\xe7\xa4\xbe\xe5\x8c\xba\n",
    "tab.yaml": b"site:\n\ttype: community\n",
    "unknown-fact.yaml": "site.type: 城市社区\nresource.levle: 贫瘠\n".encode(),
    "unknown-value.yaml": "site.type: 城市社区\nresource.level: 很穷\n".encode(),
    "no-type.yaml": "place.city: 广州市\n".encode(),
    "unknown-technology.yaml": "site.type: 城市社区\nplan.include: [微电网站]\n".encode(),
    "twice.yaml": "site.type: 城市社区\nsite: {type: 社区}\n".encode(),
    "control.yaml": b'site.type: community\nresource.level: "\\e[31mred\\n"\n',
}

GOLDEN = {
    "missing.yaml": ["E-FILE-MISSING 文件不存在，请检查路径和文件名 | the file does not exist"],
    ".": ["E-FILE-DIRECTORY 这是文件夹，不是文件"],
    "empty.yaml": ["E-"],
    "broken.yaml": ["E-"],
    "tab.yaml": ["E-", ":2:"],
    "unknown-fact.yaml": ["unknown-fact.yaml:2:1 E-UNKNOWN 没有名为“resource.levle”的事实", "resource.level"],
    "unknown-value.yaml": ["unknown-value.yaml:2:", "E-", "很穷", "贫瘠"],
    "no-type.yaml": ["E-SITE-TYPE 没有写场地类型（site.type）"],
    "unknown-technology.yaml": [
        "unknown-technology.yaml:2:",
        "“微电网站”不是技术，是否想写 microgrid（智能微电网）",
    ],
    "twice.yaml": ["twice.yaml:2:", "E-TWICE"],
    "control.yaml": ["control.yaml:2:"],
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, data in PROFILES.items():
        (tmp_path / name).write_bytes(data)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", GOLDEN)
@pytest.mark.parametrize("command", ["recommend", "ask"])
def test_a_bad_profile_is_refused_in_one_sentence(
    name: str, command: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([command, name]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert err.startswith(name)
    assert " | " in err
    assert "Traceback" not in err and "\x1b" not in err
    for words in GOLDEN[name]:
        assert words in err


USAGE = {
    (): 0,
    ("--version",): 0,
    ("recommend", "--help"): 0,
    ("nonsense",): 2,
    ("recommend",): 2,
    ("recommend", HEYI, "--format", "pdf"): 2,
    ("recommend", HEYI, "--lang", "fr"): 2,
    ("recommend", HEYI, "--nope"): 2,
    ("recommend", HEYI, "one too many"): 2,
    ("explain", HEYI): 2,
    ("ui", "--port", "0"): 2,
    ("kb", "table"): 2,
    ("rules", "nonsense"): 2,
}


@pytest.mark.parametrize("arguments", USAGE, ids=" ".join)
def test_usage(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == USAGE[arguments]
    out, err = capsys.readouterr()
    if USAGE[arguments]:
        assert out == ""
        assert len(err.splitlines()) == 1
        assert " E-USAGE 命令行写法不对（" in err and "--help" in err
    else:
        assert out and not err


def test_unknown_technology_is_answered_with_a_suggestion(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", HEYI, "智能微电"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("TECHNOLOGY E-UNKNOWN 没有名为“智能微电”的技术，是否想写 microgrid（智能微电网）")
    assert "did you mean microgrid (Smart microgrid)" in err


def test_unknown_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kb", "table", "asessments"]) == 2
    assert "E-TABLE-UNKNOWN 没有名为“asessments”的表，是否想写“assessments”" in capsys.readouterr().err


def test_home_without_knowledge(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TANLU_HOME", str(tmp_path))
    assert run(["recommend", HEYI]) == 2
    assert "E-HOME" in capsys.readouterr().err


def test_an_unforeseen_error_is_one_sentence_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("two\nlines \x1b[31m")

    monkeypatch.setattr("recommender.cli.site.load_knowledge", fails)
    assert run(["recommend", HEYI]) == 2
    out, err = capsys.readouterr()
    assert out == "" and len(err.splitlines()) == 1
    assert "E-INTERNAL" in err and "RuntimeError: two lines" in err and "\x1b" not in err


def test_output_file_is_written_whole_or_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "plan.md"
    out.write_text("old", encoding="utf-8")
    assert run(["recommend", HEYI, "--format", "md", "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8").startswith("# 碳路路线图：和一社区")
    assert [path.name for path in tmp_path.iterdir()] == ["plan.md"]
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("where", ["no-such-folder/plan.md", ".", "site.yaml"])
def test_output_that_cannot_be_written(
    where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "site.yaml"
    site.write_text("site.type: 城市社区\n", encoding="utf-8")
    assert run(["recommend", str(site), "--out", str(tmp_path / where)]) == 2
    out, err = capsys.readouterr()
    assert out == "" and " E-OUT " in err and len(err.splitlines()) == 1
    assert site.read_text(encoding="utf-8") == "site.type: 城市社区\n"
    assert [path.name for path in tmp_path.iterdir()] == ["site.yaml"]


def test_output_to_a_device_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["recommend", HEYI, "--out", "/dev/null"]) == 2
    assert "not a regular file" in capsys.readouterr().err
    assert Path("/dev/null").is_char_device()


def test_nothing_is_written_when_the_profile_is_bad(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("site.type: 城堡\n", encoding="utf-8")
    assert run(["recommend", str(bad), "--out", str(tmp_path / "plan.txt")]) == 2
    assert not (tmp_path / "plan.txt").exists()
