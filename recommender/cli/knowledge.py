"""The commands about the knowledge base: build, check, tables, queries."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from recommender.api import home, load_rulebook, rule_texts
from recommender.cli.output import write
from recommender.cli.run import DONE, FINDINGS, tell
from recommender.kb.catalogue import catalogue_of
from recommender.kb.load import load_records
from recommender.kb.records import Records
from recommender.kb.regions import load_regions
from recommender.language.read import read_rules
from recommender.model.problem import BadInput, Place, Problem, Severity
from recommender.model.rule import Rulebook
from recommender.store.limits import DEFAULT_LIMITS
from recommender.store.text import decode, read_bytes

if TYPE_CHECKING:
    from recommender.kb.tables import Table


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


def check(language: str) -> int:
    """Check knowledge and rules; every finding on stderr, then a table of counts."""
    from recommender.kb import check as knowledge

    root = home()
    checked = knowledge.check(root)
    if checked.records is None:
        tell(checked.problems)
        return FINDINGS
    rulebook, in_rules = read_rules(rule_texts(root), catalogue_of(checked.records, checked.regions))
    problems = (*checked.problems, *in_rules)
    tell(problems)
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    rows = {name: len(found) for name, found in checked.records.by_class.items()}
    rows |= {"Region": len(checked.regions), "Rule": len(rulebook.rules)}
    rows["错误" if language == "zh" else "errors"] = errors
    rows["提醒" if language == "zh" else "warnings"] = len(problems) - errors
    for name, count in rows.items():
        print(f"{count:>7}  {name}")  # noqa: T201
    return FINDINGS if errors else DONE


def print_table(name: str, form: str) -> int:
    """Print one table of the knowledge base. Raises BadInput."""
    from recommender.kb.tables import table

    root = home()
    records = load_records(root)
    found = table(name, records, _rulebook(root, records) if name == "rules" else None)
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
    from recommender.kb.graph import record_graph
    from recommender.kb.rdf import n_triples
    from recommender.kb.rule_graph import add_rules

    records = load_records(root)
    graph = record_graph(records)
    add_rules(graph, records.schema, _rulebook(root, records))
    return n_triples(graph)


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
