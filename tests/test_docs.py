"""What the documents say of the code holds: modules, commands, figures, transcripts."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from recommender.evaluate.scope import Knowledge
from recommender.kb.coverage import section_rows
from recommender.kb.load import load_records
from recommender.kb.records import Record, Records
from recommender.model.clause import source_of
from tests.conftest import ROOT

CODE = tuple(sorted(path for top in ("recommender", "ui") for path in (ROOT / top).rglob("*.py")))
READMES = ("README.md", "README.en.md")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def modules_on_the_page() -> set[str]:
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    found, folder = set(), ""
    for line in page.splitlines():
        if line.startswith("### "):
            folder = line.removeprefix("### ").strip()
        elif match := re.match(r"- `([\w.]+\.py)` — \S", line):
            found.add(f"{folder}/{match[1]}")
    return found


def test_every_module_has_its_line_and_no_line_is_left_over() -> None:
    listed = modules_on_the_page()
    real = {name_of(path) for path in CODE}
    needed = {name for name in real if not name.endswith("/__init__.py")}
    assert not needed - listed, f"docs/architecture.md lacks a line for {sorted(needed - listed)}"
    assert not listed - real, f"docs/architecture.md names what is gone: {sorted(listed - real)}"


def test_decisions_fit_a_page_and_begin_in_chinese() -> None:
    decisions = sorted((ROOT / "docs/adr").glob("*.md"))
    assert [path.name[:4] for path in decisions] == [f"{n:04}" for n in range(1, len(decisions) + 1)]
    for path in decisions:
        lines = path.read_text(encoding="utf-8").splitlines()
        assert len(lines) <= 40, f"{path.name} is longer than a page"
        assert re.match(rf"# {path.name[:4]} .*[\u4e00-\u9fff]", lines[0]), f"{path.name}: Chinese first line"
        for part in ("## Context", "## Decision", "## Consequences"):
            assert part in lines, f"{path.name} has no {part}"


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """One run of `tanlu`, as into a pipe."""
    return subprocess.run(
        [sys.executable, "-m", "recommender.cli", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={name: value for name, value in os.environ.items() if name != "COLUMNS"},
        timeout=120,
        check=False,
    )


def commands(readme: str) -> Iterator[str]:
    """Every command line of a README: in its code blocks, after `$`, or between backticks."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    for line in re.findall(r"^(?:\$ )?((?:make|tanlu) .*)$|`((?:make|tanlu) [^`\n]+)`", text, re.MULTILINE):
        yield re.sub(r"\s+#.*", "", line[0] or line[1]).strip()


def all_commands() -> list[str]:
    return sorted({command for readme in READMES for command in commands(readme)})


def test_readmes_show_the_same_commands() -> None:
    chinese, english = ({" ".join(c.split()[:3]) for c in commands(readme)} for readme in READMES)
    assert chinese == english


@pytest.mark.parametrize("command", [c for c in all_commands() if c.startswith("make ")])
def test_make_targets_exist(command: str) -> None:
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert command.split()[1] in targets


@pytest.mark.parametrize("command", [c for c in all_commands() if c.startswith("tanlu ")])
def test_tanlu_commands_exist(command: str) -> None:
    words = command.split()[1:]
    files = [word for word in words if "/" in word and word.split("/")[0] in ("examples", "rules", "kb")]
    for name in files:
        assert (ROOT / name).exists(), f"{command}: there is no {name}"
    names = [word for word in words[: 2 if words[0] in ("kb", "rules") else 1] if not word.startswith("-")]
    options = {word.split("=")[0] for word in words if word.startswith("--")}
    told = run(*names, "--help")
    assert told.returncode == 0, f"{command}: {told.stderr or told.stdout}"
    missing = [option for option in options if option not in told.stdout]
    assert not missing, f"{command}: --help does not tell of {missing}"


FIGURES = {
    "技术": "Technology",
    "评价行": "Assessment",
    "要求": "Requirement",
    "社区指南的要求": "Requirement zcc",
    "机关指南的要求": "Requirement zcgo",
    "试点指南的要求": "Requirement gdpilot",
    "表述": "Statement",
    "定义": "Definition",
    "边界项": "BoundaryItem",
    "案例": "Case",
    "数字": "Statistic",
    "量化效果": "QuantifiedEffect",
    "核算活动": "Activity",
    "核算方法": "Method",
    "因子": "Factor",
    "指标": "Indicator",
    "计分": "Scoring",
    "等级": "Grade",
    "指标对应": "Correspondence",
    "单位": "Unit",
    "关系": "Relation",
    "规则": "rules",
    "事实": "Fact",
    "条款地址": "Clause",
    "略去": "Omission",
    "出入": "Discrepancy",
    "地区": "regions",
    "问题": "questions",
}
MODAL = {"must": "须", "shall": "应", "should": "宜", "may": "可", "none": "无情态词"}


@pytest.fixture(scope="module")
def records() -> Records:
    return load_records(ROOT)


def source(record: Record) -> str:
    """The document a record is taken from, by the first clause it cites; empty when it cites none."""
    cited = (record.string("clause"), *record.strings("clauses"))
    return next((source_of(clause) for clause in cited if clause), "")


def number_of(what: str, records: Records, knowledge: Knowledge) -> int:
    """How many there are of a class, of a class in one document, or of what is no record."""
    others = {
        "rules": len(knowledge.rulebook.rules),
        "regions": len(knowledge.catalogue.regions),
        "questions": len(list((ROOT / "kb/queries/cq").glob("*.rq"))),
    }
    class_name, _, document = what.partition(" ")
    if class_name in others:
        return others[class_name]
    return sum(document in ("", source(record)) for record in records.of(class_name).values())


def test_figures_in_the_readme_are_those_of_the_knowledge(records: Records, knowledge: Knowledge) -> None:
    """A figure stands for itself; with a plus (300+) it may be passed but not missed."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    stated = dict(re.findall(r"^\| (\S+) \| (\d+\+?) \|", text, re.MULTILINE))
    assert set(stated) == set(FIGURES)
    for name, what in FIGURES.items():
        real, figure = number_of(what, records, knowledge), stated[name]
        fits = real >= int(figure[:-1]) if figure.endswith("+") else real == int(figure)
        assert fits, f"README.md says {figure} for {name}; there are {real}"


def test_modal_words_in_the_readme_are_counted_right(records: Records) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    found = Counter((source(r), MODAL[r.string("modality")]) for r in records.of("Requirement").values())
    for name, what in FIGURES.items():
        if what.startswith("Requirement "):
            line = next(line for line in text.splitlines() if line.startswith(f"| {name} |"))
            stated = {word: int(figure) for word, figure in re.findall(r"(须|应|宜|可|无情态词) (\d+)", line)}
            real = {word: count for (document, word), count in found.items() if document == what.split()[1]}
            assert stated == real, f"README.md, {name}: there are {real}"


DOCUMENTS = ("zcc", "zcgo", "gdpilot", "sps2", "gdroute")


def counted(page: str) -> dict[str, tuple[int, ...]]:
    """The rows of a page's tables that begin with a name between backticks: the name and its numbers."""
    rows = re.findall(r"^\| `([\w/.-]+)`[^|]*\|([\d| ]+)\|$", page, re.MULTILINE)
    return {name: tuple(int(cell) for cell in cells.split("|")) for name, cells in rows}


def chapter(clause: str) -> str:
    """The chapter of a clause; tables and figures are of the chapter in their number."""
    document, _, number = clause.partition("/")
    drawn = re.fullmatch(r"[tf](\d+)-\d+", number)
    return f"{document}/{drawn[1] if drawn else number.split('.')[0]}"


def accounts(records: Records) -> dict[str, tuple[int, ...]]:
    """Sections, places found, recorded and left out, of every document and chapter."""
    sums: dict[str, list[int]] = {}
    for document, number, _, *places, _, _ in section_rows(records):
        for name in (document, chapter(f"{document}/{number}")):
            sums[name] = [a + int(b) for a, b in zip(sums.get(name, [0] * 4), ("1", *places), strict=True)]
    return {name: tuple(numbers) for name, numbers in sums.items()}


def by_document(found: Iterable[Record]) -> tuple[int, ...]:
    counts = Counter(map(source, found))
    return tuple(counts[document] for document in DOCUMENTS)


def test_the_page_of_coverage_is_that_of_the_knowledge(records: Records) -> None:
    stated = counted((ROOT / "docs/coverage.md").read_text(encoding="utf-8"))
    omitted = list(records.of("Omission").values())
    real = accounts(records)
    for name in stated:
        if name in records.schema.classes:
            real[name] = by_document(records.of(name).values())
    for kind in {record.string("kind") for record in omitted}:
        real[kind] = by_document(record for record in omitted if record.string("kind") == kind)
    wrong = [f"{name}: {real.get(name)}" for name in stated | real if stated.get(name) != real.get(name)]
    assert not wrong, f"docs/coverage.md should say {'; '.join(sorted(wrong))}"


def transcripts() -> list[tuple[str, str]]:
    """(command, what the README shows of its output) of every transcript."""
    texts = [(ROOT / readme).read_text(encoding="utf-8") for readme in READMES]
    return [
        found for text in texts for found in re.findall(r"^```text\n\$ tanlu (.+)\n([^`]+)```", text, re.M)
    ]


def bare(line: str) -> str:
    """A heading without its rule and its numbers, which change as rules are added."""
    return re.sub(r"\d+", "0", re.sub(r"─+", "", line)).strip()


@pytest.mark.parametrize(("command", "shown"), transcripts())
def test_transcripts_show_headings_the_command_still_prints(command: str, shown: str) -> None:
    printed = {bare(line) for line in run(*command.split()).stdout.splitlines()}
    gone = [line for line in shown.splitlines() if "──" in line and bare(line) not in printed]
    assert not gone, f"tanlu {command}: no longer printed: {gone}; renew the README from its output"
