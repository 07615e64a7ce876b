"""Read-only SPARQL on the knowledge graph, by pyoxigraph or, where it is missing, by rdflib."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeAlias

import rdflib

from recommender.kb.query_guard import NAME, dots_escaped, guard, syntax_problem
from recommender.model.problem import BadInput, Place, Problem
from recommender.schema.definitions import Schema

try:
    import pyoxigraph
except ImportError:  # no wheel for this machine
    pyoxigraph = None  # type: ignore[assignment]

Row: TypeAlias = tuple[str, ...]
_TRIPLE = ("subject", "predicate", "object")


def query_prefixes(schema: Schema) -> dict[str, str]:
    """The prefixes a query need not declare: the schema's and one per class, as technology: or concept:."""
    paths = {record_class.path for record_class in schema.classes.values()}
    paths |= {enum.path for enum in schema.enums.values()}
    home = schema.prefixes["id"]
    return {path: f"{home}{path}/" for path in sorted(paths)} | dict(schema.prefixes)


@dataclass(frozen=True)
class QueryLimits:
    """Bounds on one query: rows given back, seconds, and bytes of memory (where the system can limit it)."""

    rows: int = 5_000
    seconds: float = 10.0
    memory: int = 2_000_000_000


DEFAULT_QUERY_LIMITS = QueryLimits()


@dataclass(frozen=True)
class Answer:
    """Rows of text under their columns; `truncated` when there were more. ASK gives one row true or false."""

    columns: Row
    rows: tuple[Row, ...]
    truncated: bool = False
    engine: str = ""


@dataclass(frozen=True)
class QueryStore:
    """A graph ready to be asked, with the prefixes that need no declaration."""

    engine: str
    graph: object
    prefixes: Mapping[str, str]

    @staticmethod
    def of(n_triples: str, prefixes: Mapping[str, str], engine: str = "") -> QueryStore:
        """A store of N-Triples text; `engine` is pyoxigraph or rdflib, by default the first there is."""
        engine = engine or ("pyoxigraph" if pyoxigraph is not None else "rdflib")
        if engine == "pyoxigraph":
            store = pyoxigraph.Store()
            store.bulk_load(n_triples.encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
            return QueryStore(engine, store, prefixes)
        graph = rdflib.Graph(bind_namespaces="none")
        graph.parse(data=n_triples, format="nt")
        return QueryStore(engine, graph, prefixes)

    def ask(self, text: str, limits: QueryLimits = DEFAULT_QUERY_LIMITS) -> Answer:
        """The answer to a query. The time limit is looked at between rows; `ask_apart` holds it strictly.

        Raises BadInput for anything but a valid read-only query and when time runs out.
        """
        guard(text)
        columns, rows = self._open(text)
        end = time.monotonic() + limits.seconds
        kept: list[Row] = []
        for row in rows:
            if time.monotonic() > end:
                raise BadInput((too_slow(limits),))
            if len(kept) == limits.rows:
                return Answer(columns, tuple(kept), True, self.engine)
            kept.append(row)
        return Answer(columns, tuple(kept), False, self.engine)

    def _open(self, text: str) -> tuple[Row, Iterator[Row]]:
        if isinstance(self.graph, rdflib.Graph):
            return _rdflib_rows(self.graph, text, self.prefixes)
        return _oxigraph_rows(self.graph, text, self.prefixes)


def ask_apart(
    n_triples: Path, prefixes: Mapping[str, str], text: str, limits: QueryLimits = DEFAULT_QUERY_LIMITS
) -> Answer:
    """The answer, found in a process of its own that is ended when its time is up. Raises BadInput."""
    guard(text)
    job = json.dumps(
        {"data": str(n_triples), "prefixes": dict(prefixes), "text": text, "limits": asdict(limits)}
    )
    try:
        done = subprocess.run(
            [sys.executable, "-m", "recommender.kb.query"],
            input=job.encode(),
            capture_output=True,
            timeout=limits.seconds + 0.5,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise BadInput((too_slow(limits),)) from None
    if done.returncode:
        raise BadInput(
            (
                _problem(
                    "E-QUERY-MEMORY",
                    "查询用的内存超过上限，请缩小范围",
                    "the query needs more memory than allowed; narrow it",
                ),
            )
        )
    result = json.loads(done.stdout)
    if "problem" in result:
        place = Place(NAME, *result.pop("at"))
        raise BadInput((Problem(place, *result["problem"]),))
    return Answer(
        tuple(result["columns"]),
        tuple(tuple(row) for row in result["rows"]),
        result["truncated"],
        result["engine"],
    )


def too_slow(limits: QueryLimits) -> Problem:
    """Time ran out."""
    return _problem(
        "E-QUERY-TIME",
        f"查询超过 {limits.seconds:g} 秒，已停止，请缩小范围",
        f"the query took more than {limits.seconds:g} seconds and was stopped; narrow it",
    )


def _problem(code: str, zh: str, en: str) -> Problem:
    return Problem(Place(NAME), code, zh, en)


def _oxigraph_rows(store: object, text: str, prefixes: Mapping[str, str]) -> tuple[Row, Iterator[Row]]:
    assert isinstance(store, pyoxigraph.Store)
    try:
        result = store.query(dots_escaped(text), prefixes=dict(prefixes))
    except SyntaxError as error:
        raise BadInput((syntax_problem(text, str(error)),)) from None
    if isinstance(result, pyoxigraph.QueryBoolean):
        return ("answer",), iter([("true" if result else "false",)])
    if isinstance(result, pyoxigraph.QuerySolutions):
        return (
            tuple(variable.value for variable in result.variables),
            (tuple(_shown(value) for value in solution) for solution in result),
        )
    return _TRIPLE, ((_shown(t.subject), _shown(t.predicate), _shown(t.object)) for t in result)


def _rdflib_rows(graph: rdflib.Graph, text: str, prefixes: Mapping[str, str]) -> tuple[Row, Iterator[Row]]:
    try:
        result = graph.query(text, initNs=dict(prefixes))
    except Exception as error:
        said = str(error).split("\n")[0]
        place = f"{getattr(error, 'lineno', '')}:{getattr(error, 'col', '')}"
        raise BadInput((syntax_problem(text, place if place != ":" else said),)) from None
    if result.type == "ASK":
        return ("answer",), iter([("true" if result.askAnswer else "false",)])
    if result.type == "SELECT":
        names = tuple(str(variable) for variable in result.vars or ())
        return names, (tuple(_text(value) for value in row) for row in result)  # type: ignore[union-attr]
    return _TRIPLE, (tuple(_text(value) for value in row) for row in result)  # type: ignore[union-attr]


def _shown(value: object) -> str:
    """A pyoxigraph term as plain text; unbound is empty."""
    return "" if value is None else str(getattr(value, "value", value))


def _text(value: object) -> str:
    """An rdflib term as plain text; unbound is empty."""
    return "" if value is None else str(value)


def _worker() -> None:
    """The process behind `ask_apart`: one job on stdin, one result on stdout."""
    job = json.loads(sys.stdin.buffer.read())
    limits = QueryLimits(**job["limits"])
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    try:
        store = QueryStore.of(Path(job["data"]).read_text(encoding="utf-8"), job["prefixes"])
        result: dict[str, object] = asdict(store.ask(job["text"], limits))
    except BadInput as error:
        problem = error.problems[0]
        result = {
            "problem": [problem.code, problem.zh, problem.en],
            "at": [problem.place.line, problem.place.column],
        }
    sys.stdout.buffer.write(json.dumps(result).encode())


if __name__ == "__main__":
    _worker()
