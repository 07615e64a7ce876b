"""The process that answers queries: a store in memory, queries from stdin one by one, answers to stdout."""

from __future__ import annotations

import contextlib
import json
import signal
import struct
import sys
from collections.abc import Mapping
from itertools import islice
from typing import IO, Any

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat, Store

from recommender.kb.query_guard import dots_escaped, guard, syntax_problem
from recommender.kb.serve.results import cells, results, truth
from recommender.model.problem import BadInput, Problem

_GRAPH_FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}
_TRIPLE = ("subject", "predicate", "object")
_SIZE = struct.Struct(">Q")


def send(stream: IO[bytes], message: Mapping[str, object], body: bytes = b"") -> None:
    """Write one message with a body of bytes, each after its length."""
    for part in (json.dumps(message).encode(), body):
        stream.write(_SIZE.pack(len(part)))
        stream.write(part)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    """Read one message with its body; None when the other side is gone."""
    parts = []
    for _ in range(2):
        size = stream.read(_SIZE.size)
        if len(size) < _SIZE.size:
            return None
        wanted = _SIZE.unpack(size)[0]
        part = stream.read(wanted)
        if len(part) < wanted:
            return None
        parts.append(part)
    return json.loads(parts[0]), parts[1]


def answer(store: Store, prefixes: Mapping[str, str], job: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The answer to one job: what kind it is with its format, and its bytes.

    `job` has the query `text`, the formats `results` and `graph` to answer in ("html" for cells, empty when
    that kind of answer is not accepted), and the bound `rows`. Raises BadInput for anything but a valid
    read-only query, and when there are more rows than the bound, but for "html", which is cut short.
    """
    guard(job["text"])
    try:
        found = store.query(dots_escaped(job["text"]), prefixes=dict(prefixes))
    except SyntaxError as error:
        raise BadInput((syntax_problem(job["text"], str(error)),)) from None
    if isinstance(found, pyoxigraph.QueryBoolean):
        return _truth(bool(found), job["results"])
    if isinstance(found, pyoxigraph.QuerySolutions):
        names = [variable.value for variable in found.variables]
        form = job["results"]
        rows = [tuple(solution) for solution in islice(found, job["rows"] + 1)]
    else:
        form, names = job["graph"], list(_TRIPLE)
        triples = list(islice(found, job["rows"] + 1))
        if form in _GRAPH_FORMATS:
            refuse_too_many(len(triples), job["rows"], job["text"])
            data = pyoxigraph.serialize(
                triples, format=_GRAPH_FORMATS[form], prefixes=_used(prefixes, triples)
            )
            return {"kind": "graph", "form": form}, data or b""
        rows = [(triple.subject, triple.predicate, triple.object) for triple in triples]
    if not form:
        return {"kind": "refused"}, b""
    if form == "html":
        shown = {"columns": names, "rows": cells(rows[: job["rows"]]), "truncated": len(rows) > job["rows"]}
        return {"kind": "html", "form": form}, json.dumps(shown).encode()
    refuse_too_many(len(rows), job["rows"], job["text"])
    return {"kind": "results", "form": form}, results(form, names, rows)


def _used(prefixes: Mapping[str, str], triples: list[pyoxigraph.Triple]) -> dict[str, str]:
    """The prefixes the triples make use of."""
    terms = (term for triple in triples for term in (triple.subject, triple.predicate, triple.object))
    names = {term.value for term in terms if isinstance(term, NamedNode)}
    spaces = {name[: max(name.rfind("/"), name.rfind("#")) + 1] for name in names}
    return {prefix: iri for prefix, iri in prefixes.items() if iri in spaces}


def _truth(value: bool, form: str) -> tuple[dict[str, Any], bytes]:
    if not form:
        return {"kind": "refused"}, b""
    if form == "html":
        shown = {
            "columns": ["answer"],
            "rows": [[["true" if value else "false", "", ""]]],
            "truncated": False,
        }
        return {"kind": "html", "form": form}, json.dumps(shown).encode()
    return {"kind": "results", "form": form}, truth(form, value)


def refuse_too_many(found: int, bound: int, text: str) -> None:
    """Raise BadInput when there is more to answer than the bound: half an answer would be a wrong one."""
    if found <= bound:
        return
    place = syntax_problem(text, "").place
    raise BadInput(
        (
            Problem(
                place,
                "E-QUERY-ROWS",
                f"结果多于 {bound} 行",
                f"the answer has more than {bound} rows",
                "请缩小范围，或用 LIMIT 和 OFFSET 分批取",
                "narrow the query, or fetch it in parts with LIMIT and OFFSET",
            ),
        )
    )


def _load(message: Mapping[str, Any], body: bytes) -> Store:
    """A store of the N-Triples in the body: the first `size` bytes the default graph, the rest `graph`."""
    store = Store()
    size = message["size"]
    store.bulk_load(body[:size], format=RdfFormat.N_TRIPLES)
    if len(body) > size:
        store.bulk_load(body[size:], format=RdfFormat.N_TRIPLES, to_graph=NamedNode(message["graph"]))
    return store


def _limit(memory: int) -> None:
    """Bound the memory where the system can; Ctrl-C is left to the server."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _alarm(seconds: float) -> None:
    """Let the system end this process after so many seconds, should the server be gone; 0 calls it off."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def main() -> None:
    """First the data, then queries, until the server closes the pipe."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    first = receive(source)
    if first is None:
        return
    message, body = first
    _limit(message["memory"])
    store = _load(message, body)
    del body, first
    while (job := receive(source)) is not None:
        _alarm(job[0]["seconds"] + 2)
        try:
            told, data = answer(store, message["prefixes"], job[0])
        except BadInput as error:
            found = [
                [p.code, p.zh, p.en, p.hint_zh, p.hint_en, p.place.line, p.place.column]
                for p in error.problems
            ]
            told, data = {"kind": "problems", "problems": found}, b""
        _alarm(0)
        send(sink, told, data)


if __name__ == "__main__":
    main()
