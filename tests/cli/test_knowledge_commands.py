"""kb and rules: what they print and how they leave."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from recommender.cli.run import run
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

RULE = """rules:
  - id: a-rule-of-the-test
    title: {zh: 试, en: Try}
    basis: judgement
    when: {site.type: 社区}
    then:
      - recommend: {technologies: [microgrid]}
    because: {zh: 试, en: Try}
    examples:
      - {name: 社区, given: {site.type: 社区}, expect: {fires: true, recommended: [%s]}}
      - {name: 园区, given: {site.type: 园区}, expect: {fires: %s}}
      - {name: 企业, given: {site.type: 企业}, expect: {fires: false}}
      - {name: 不明, given: {}, expect: {fires: unknown}}
"""


def test_rules_test_passes_on_the_shipped_rules(capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["rules", "test"])
    out, err = capsys.readouterr()
    assert (code, err) == (0, "")
    assert out.rstrip().endswith("0 处不符")


@pytest.mark.parametrize(
    ("technology", "fires", "code", "words"),
    [
        ("microgrid", "false", 0, ""),
        ("microgrid", "true", 1, "要求触发，实际不触发（因为 site.type）"),
        ("district-cooling", "false", 1, "recommended 里没有 district-cooling"),
        ("microgird", "false", 2, "microgrid"),
    ],
)
def test_examples_of_one_file(
    technology: str, fires: str, code: int, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "try.yaml"
    file.write_text(RULE % (technology, fires), encoding="utf-8")
    assert run(["rules", "test", str(file)]) == code
    err = capsys.readouterr().err
    assert words in err
    assert not err or err.startswith(f"{file}:")


def test_rules_check_tells_problems_of_the_given_file_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "try.yaml"
    file.write_text(
        (RULE % ("microgrid", "false")).replace("site.type: 社区}\n    then", "site.typ: 社区}\n    then"),
        encoding="utf-8",
    )
    assert run(["rules", "check", str(file)]) == 1
    out, err = capsys.readouterr()
    assert err.startswith(f"{file}:5:") and "site.type" in err
    assert out.endswith("1 个错误\n")


def test_rules_check_of_a_missing_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "check", "nowhere.yaml"]) == 2
    assert "E-FILE-MISSING" in capsys.readouterr().err


def test_kb_check_tells_every_broken_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("kb", "rules", "ontology"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.setenv("TANLU_HOME", str(tmp_path))
    (tmp_path / "ontology" / "generated" / "shapes.ttl").unlink()
    assert run(["kb", "check"]) == 1
    out, err = capsys.readouterr()
    assert "ontology/generated/shapes.ttl E-STALE" in err and "tanlu kb build" in err
    assert "    230  评级 Assessment\n" in out
    assert "检查 · 结果 · 用时\n载入与链接 · 通过 · " in out
    assert "生成的文件 · 1 处错误 · " in out
    assert run(["kb", "build"]) == 0
    assert capsys.readouterr().out == "ontology/generated/shapes.ttl\n"
    (tmp_path / "kb" / "odd.yaml").write_text("class: Nonsense\nrecords: []\n", encoding="utf-8")
    assert run(["kb", "check"]) == 1
    out, err = capsys.readouterr()
    assert "kb/odd.yaml:1:" in err
    assert "载入与链接 · 1 处错误 · " in out and "推理机 HermiT · 跳过：先改好上面的错误\n" in out


def test_a_table_without_rows_is_a_heading(capsys: pytest.CaptureFixture[str]) -> None:
    """No id has been retired yet."""
    assert run(["kb", "table", "retired"]) == 0
    assert capsys.readouterr().out == "id,was,replaced_by,reason_zh,reason_en,since\n"


def test_kb_table_in_both_forms(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kb", "table", "assessments"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert run(["kb", "table", "assessments", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == rows
    assert len(rows) == 230


def test_query_from_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "ask.rq"
    file.write_text("SELECT (COUNT(?a) AS ?n) WHERE { ?a a tanlu:Assessment }", encoding="utf-8")
    assert run(["kb", "query", str(file)]) == 0
    assert capsys.readouterr().out == "n\n230\n"
    file.write_text("DROP ALL", encoding="utf-8")
    assert run(["kb", "query", str(file), "--format", "json"]) == 2
    out, err = capsys.readouterr()
    assert out == "" and "E-QUERY-FORBIDDEN" in err


def test_ui_without_the_extra(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert run(["ui"]) == 2
    assert "E-UI-EXTRA" in capsys.readouterr().err


def test_ui_binds_to_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[list[str]] = []

    class Done:
        returncode = 0

    def note(command: list[str], **_: object) -> Done:
        called.append(command)
        return Done()

    monkeypatch.setattr("recommender.cli.page.subprocess.run", note)
    monkeypatch.setattr("pathlib.Path.is_file", lambda _: True)
    assert run(["ui", "--port", "8600"]) == 0
    command = called[0]
    assert command[command.index("--server.address") + 1] == "127.0.0.1"
    assert command[command.index("--server.port") + 1] == "8600"
