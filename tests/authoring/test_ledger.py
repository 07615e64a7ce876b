"""The ledger of candidate statements: read strictly, complete, and every name in it exists."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recommender.authoring.accounts import documents, section_accounts
from recommender.authoring.ledger import Known, Ledger, Outcome, read_ledger
from recommender.cli.run import run
from recommender.evaluate.scope import Knowledge
from recommender.kb.load import load_records
from recommender.kb.records import Records
from recommender.model.problem import Problem
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

SERIES = {"R0": 92, "R1": 108, "R2": 25, "R3": 30, "R4": 90}
"""Candidate statements per source, as counted when the sources were read: 345."""
FILES = sorted((ROOT / "rules" / "coverage").glob("*.yaml"))

GOOD = """rows_in_source: {R0: 2}
rows:
  - row: R0-01
    place: zcc/1
    says: {zh: 用于城市社区, en: For urban communities}
    outcome: rule
    rules: [zcc-applies-to-urban-communities]
  - row: R0-02
    place: [zcc/5.2, zcc/5.3]
    says: {zh: 兼顾三者, en: Balance three things}
    outcome: record
    records: [requirement/zcc-5.2-s1]
    reason: {zh: 没有条件, en: It states no condition}
"""


@pytest.fixture(scope="module")
def records() -> Records:
    return load_records(ROOT)


@pytest.fixture(scope="module")
def known(knowledge: Knowledge, records: Records) -> Known:
    return Known(knowledge.catalogue, records, knowledge.rulebook)


def read(text: str, known: Known) -> tuple[Ledger, tuple[Problem, ...]]:
    return read_ledger({"ledger.yaml": text.encode()}, known)


def test_a_sound_ledger_reads_without_a_word(known: Known) -> None:
    ledger, problems = read(GOOD, known)
    assert problems == ()
    assert [(row.id, row.outcome) for row in ledger.rows] == [
        ("R0-01", Outcome.RULE),
        ("R0-02", Outcome.RECORD),
    ]
    (account,) = documents(ledger)
    assert (account.source, account.rows, account.outcomes[Outcome.RECORD]) == ("zcc", 2, 1)


@pytest.mark.parametrize(
    ("old", "new", "place", "code", "words"),
    [
        ("R0-02\n", "R0-01\n", "8:10", "E-ROW-TWICE", "R0-01 已在 ledger.yaml:3 写过"),
        ("row: R0-02", "row: second", "8:10", "E-ROW", "写法如 R0-07"),
        ("rows_in_source: {R0: 2}", "rows_in_source: {R0: 3}", "1:18", "E-ROW-COUNT", "缺 R0-03"),
        ("rows_in_source: {R0: 2}", "rows_in_source: {R9: 1}", "3:5", "E-ROW-SERIES", "R0 有多少行"),
        ("place: zcc/1\n", "place: zcc/77\n", "4:12", "E-CLAUSE", "来源里没有 zcc/77 这一条"),
        ("place: zcc/1\n", "place: 7.1\n", "4:12", "E-UNQUOTED", "会被读成数字"),
        ("urban-communities]", "urban-comunities]", "7:13", "E-UNKNOWN", "zcc-applies-to-urban-communities"),
        ("requirement/zcc-5.2-s1", "requirement/zcc-5.2-s9", "12:15", "E-UNKNOWN", "requirement/zcc-5.2-s1"),
        ("requirement/zcc", "requirment/zcc", "12:15", "E-UNKNOWN", "requirement"),
        ("requirement/zcc-5.2-s1", "zcc-5.2-s1", "12:15", "E-RECORD", "类别和 id"),
        ("outcome: record", "outcome: recorded", "11:14", "E-WORD", "可写：rule、part、record、refused"),
        ("outcome: record", "outcome: part", "8:5", "E-MISSING", "outcome 是 part，却没有写 rules"),
        ("    reason: {zh: 没有条件, en: It states no condition}", "", "8:5", "E-MISSING", "没有写 reason"),
        ("says: {zh: 兼顾三者,", "says: {", "10:11", "E-LANGUAGE", "缺少中文"),
        ("    reason:", "    grounds:", "13:5", "E-KEY", "没有“grounds”这个键"),
    ],
)  # fmt: skip
def test_a_fault_is_told_on_its_line(
    old: str, new: str, place: str, code: str, words: str, known: Known
) -> None:
    assert old in GOOD
    _, problems = read(GOOD.replace(old, new), known)
    found = [one for one in problems if one.code == code and str(one.place) == f"ledger.yaml:{place}"]
    assert found, [str(one) for one in problems]
    assert words in str(found[0])


def test_every_fault_is_told_at_once(known: Known) -> None:
    text = GOOD.replace("zcc/1\n", "zcc/77\n").replace("-s1]", "-s9]").replace("urban-com", "urbane-com")
    assert [one.code for one in read(text, known)[1]] == ["E-CLAUSE", "E-UNKNOWN", "E-UNKNOWN"]


def test_the_shipped_ledger_accounts_for_every_statement(known: Known) -> None:
    ledger, problems = read_ledger({path.name: path.read_bytes() for path in FILES}, known)
    assert [str(one) for one in problems] == []
    assert dict(ledger.stated) == SERIES
    rows = {row.id for row in ledger.rows}
    assert rows == {f"{key}-{n:02}" for key, count in SERIES.items() for n in range(1, count + 1)}
    assert len(rows) == 345


def test_every_section_with_conditional_content_has_a_rule_or_a_reason(
    known: Known, knowledge: Knowledge, records: Records
) -> None:
    ledger, _ = read_ledger({path.name: path.read_bytes() for path in FILES}, known)
    accounts = section_accounts(ledger, records, knowledge)
    assert [one.clause for one in accounts if one.silent] == []
    scope = next(one for one in accounts if one.clause == "zcc/1")
    assert "zcc-applies-to-urban-communities" in scope.resting


def test_the_command_prints_the_ledger(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "coverage", "--format", "json"]) in (0, 1)
    told = json.loads(capsys.readouterr().out)
    assert sum(one["rows"] for one in told["documents"]) == len(told["rows"])
    assert run(["rules", "coverage", "--sections"]) in (0, 1)
    assert "有条件内容的章节" in capsys.readouterr().out


def test_without_a_ledger_the_command_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("kb", "ontology", "examples"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    (tmp_path / "rules").mkdir()
    for path in (ROOT / "rules").glob("*.yaml"):
        (tmp_path / "rules" / path.name).symlink_to(path)
    monkeypatch.setenv("TANLU_HOME", str(tmp_path))
    assert run(["rules", "coverage"]) == 2
    assert "E-LEDGER" in capsys.readouterr().err
