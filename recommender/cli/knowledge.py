"""The commands about the knowledge base: build, check, tables, queries."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from recommender.api import home, load_rulebook
from recommender.cli.output import write
from recommender.cli.run import DONE, FINDINGS, tell
from recommender.kb.catalogue import catalogue_of
from recommender.kb.load import load_records
from recommender.kb.records import Records
from recommender.kb.regions import load_regions
from recommender.model.problem import BadInput, Place, Problem, Severity
from recommender.model.rule import Rulebook
from recommender.model.text import printable
from recommender.store.limits import DEFAULT_LIMITS
from recommender.store.text import decode, read_bytes

if TYPE_CHECKING:
    from recommender.kb.tables import Table
    from recommender.knowledge_check import Verdict


def build(graph: Path | None) -> int:
    """Write the generated files that are stale, and the graph if asked for. Raises BadInput."""
    from recommender.kb import generate

    root = home()
    try:
        changed = generate.write(root)
    except OSError as error:
        raise BadInput((_unwritable(root, error),)) from None
    for name in changed:
        print(name)  # noqa: T201
    if not changed:
        print("ontology/generated 已是最新 · up to date")  # noqa: T201
    if graph is not None:
        write(_graph_text(root), graph)
        print(graph)  # noqa: T201
    return DONE


def check(language: str, require_reasoner: bool, explain: bool) -> int:
    """Check knowledge and rules: every finding on stderr, then each gate with its result, then the counts."""
    from recommender.kb.gate import lines
    from recommender.knowledge_check import check_everything

    start = time.perf_counter()
    verdict = check_everything(home(), require_reasoner, explain)
    tell(verdict.problems)
    for line in lines(verdict.gates, language):
        print(line)  # noqa: T201
    for line in _counts(verdict, language):
        print(line)  # noqa: T201
    warnings, took = len(verdict.problems) - verdict.errors, time.perf_counter() - start
    if language == "zh":
        print(f"共 {verdict.errors} 处错误，{warnings} 处提醒，用时 {took:.1f} s（几项同时进行）")  # noqa: T201
    else:
        said = f"{verdict.errors} errors, {warnings} warnings, {took:.1f} s (some checks run side by side)"
        print(said)  # noqa: T201
    return FINDINGS if verdict.errors else DONE


def _counts(verdict: Verdict, language: str) -> Iterator[str]:
    """The counts under their heading, then those the reasoner found; in Chinese with the class name."""
    zh = language == "zh"
    named = (("数量  记录", "count  records"), ("数量  推理得出的类", "count  classes found by reasoning"))
    for counts, heading in zip((verdict.counts, verdict.members), named, strict=True):
        if counts:
            yield ""
            yield f"   {heading[0]}" if zh else f"  {heading[1]}"
        for name, count in counts.items():
            label = verdict.labels[name].get(language)
            yield f"{count:>7}  {label} {name}" if zh else f"{count:>7}  {label}"
    yield ""


def audit(folder: Path, language: str) -> int:
    """Look in the source texts for every mark and value: a line per finding, then counts. Raises BadInput."""
    from recommender.kb.audit import run as auditing
    from recommender.kb.audit.report import count_lines, problems

    texts = auditing.read_texts(folder)
    records = load_records(home())
    audited = auditing.audit_texts(records, texts.by_name)
    for problem in problems(records, audited, str(folder), texts.unreadable):
        print(printable(f"{problem.place} {problem.code} {problem.said(language)}"))  # noqa: T201
    for line in count_lines(audited, language):
        print(line)  # noqa: T201
    return DONE if audited.passed else FINDINGS


def print_table(name: str, form: str) -> int:
    """Print one table of the knowledge base. Raises BadInput."""
    from recommender.kb.tables import table

    root = home()
    records = load_records(root)
    found = table(name, records, _rulebook(root, records) if name == "rules" else None, totals=True)
    _print_rows(found, form)
    return DONE


def _print_rows(found: Table, form: str) -> None:
    write(found.to_json() if form == "json" else found.to_csv(), None)


def _rulebook(root: Path, records: Records) -> Rulebook:
    return load_rulebook(root, catalogue_of(records, load_regions(root)))


def query(file: Path, form: str) -> int:
    """Answer a read-only SPARQL query from a file or stdin. Raises BadInput."""
    from recommender.kb.query import ask_apart, query_prefixes
    from recommender.kb.query_guard import guard
    from recommender.kb.tables import Table

    if str(file) == "-":
        text = sys.stdin.read(DEFAULT_LIMITS.bytes)
    else:
        text = decode(read_bytes(file, str(file), DEFAULT_LIMITS), str(file))
    guard(text)
    root = home()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "kb.nt"
        data.write_text(_graph_text(root), encoding="utf-8")
        answer = ask_apart(data, query_prefixes(load_records(root).schema), text)
    _print_rows(Table("query", answer.columns, answer.rows), form)
    if answer.truncated:
        tell((_truncated(len(answer.rows)),))
    return DONE


def _graph_text(root: Path) -> str:
    from recommender.kb.rdf import n_triples
    from recommender.knowledge_graph import knowledge_graph

    return n_triples(knowledge_graph(root).graph)


def _truncated(rows: int) -> Problem:
    return Problem(
        Place("kb query"),
        "W-QUERY-ROWS",
        f"结果多于 {rows} 行，只给出前 {rows} 行",
        f"there are more than {rows} rows; only the first {rows} are given",
        severity=Severity.WARNING,
    )


def _unwritable(root: Path, error: OSError) -> Problem:
    said = error.strerror or str(error)
    return Problem(
        Place(str(root / "ontology" / "generated")),
        "E-OUT",
        f"文件无法写入：{said}",
        f"the files cannot be written: {said}",
        "请检查权限",
        "check the permissions",
    )
