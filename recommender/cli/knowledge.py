"""The commands about the knowledge base: build, check, tables, queries."""

from __future__ import annotations

import csv
import io
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from recommender.api import home, rule_files
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
    from recommender.kb.query import Answer


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
    """Strict load, generated files, SHACL, rules; every finding on stderr, then a table of counts."""
    root = home()
    try:
        records = load_records(root)
        regions = load_regions(root)
    except BadInput as bad:
        tell(bad.problems)
        return FINDINGS
    catalogue = catalogue_of(records, regions)
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in rule_files(root)}
    rulebook, in_rules = read_rules(files, catalogue)
    problems = (*_stale(root), *_coverage(records), *_shapes(records, root), *in_rules)
    tell(problems)
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    rows = {name: len(found) for name, found in records.by_class.items()}
    rows |= {"Region": len(regions), "Rule": len(rulebook.rules)}
    rows["错误" if language == "zh" else "errors"] = errors
    rows["提醒" if language == "zh" else "warnings"] = len(problems) - errors
    for name, count in rows.items():
        print(f"{count:>7}  {name}")  # noqa: T201
    return FINDINGS if errors else DONE


def _stale(root: Path) -> tuple[Problem, ...]:
    from recommender.kb import generate

    return tuple(
        Problem(
            Place(name),
            "E-STALE",
            "生成的文件与 ontology/schema.yaml 不一致",
            "the generated file does not match ontology/schema.yaml",
            "请运行 tanlu kb build",
            "run tanlu kb build",
        )
        for name in generate.stale(root)
    )


def _coverage(records: Records) -> tuple[Problem, ...]:
    from recommender.kb.coverage import unaccounted

    return unaccounted(records)


def _shapes(records: Records, root: Path) -> tuple[Problem, ...]:
    from recommender.kb.graph import record_graph
    from recommender.kb.validate import validator

    return validator(records.schema, root).check(records, record_graph(records))


def print_table(name: str, form: str) -> int:
    """Print one table of the knowledge base. Raises BadInput."""
    from recommender.kb.tables import table

    root = home()
    records = load_records(root)
    found = table(name, records, _rulebook(root, records) if name == "rules" else None)
    write(found.to_json() if form == "json" else found.to_csv(), None)
    return DONE


def _rulebook(root: Path, records: Records) -> Rulebook:
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in rule_files(root)}
    rulebook, problems = read_rules(files, catalogue_of(records, load_regions(root)))
    errors = tuple(problem for problem in problems if problem.severity is Severity.ERROR)
    if errors:
        raise BadInput(errors)
    return rulebook


def query(file: Path, form: str) -> int:
    """Answer a read-only SPARQL query from a file or stdin. Raises BadInput."""
    from recommender.kb.query import ask_apart, query_prefixes
    from recommender.kb.query_guard import guard

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
    write(_answer_json(answer) if form == "json" else _answer_csv(answer), None)
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


def _answer_csv(answer: Answer) -> str:
    from recommender.kb.tables import harmless

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([harmless(cell) for cell in row] for row in answer.rows)
    return out.getvalue()


def _answer_json(answer: Answer) -> str:
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


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
