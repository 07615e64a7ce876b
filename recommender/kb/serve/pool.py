"""Query processes kept ready: each answers one query at a time and is replaced when it is too slow."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, Queue
from typing import Any

from recommender.kb.query import QueryLimits, too_slow
from recommender.kb.query_guard import NAME
from recommender.kb.serve.worker import receive, send
from recommender.model.problem import BadInput, Place, Problem

SERVE_LIMITS = QueryLimits(rows=50_000)
PAGE_ROWS = 1_000
"""Rows shown on a page; what programs fetch is bounded by the limits instead."""


@dataclass(frozen=True)
class QueryData:
    """What the processes load: N-Triples of the default graph and of one named graph, and the prefixes."""

    n_triples: bytes
    prefixes: Mapping[str, str]
    graph: str = ""
    graph_n_triples: bytes = b""


@dataclass(frozen=True)
class Reply:
    """What a process answered: kind "results", "graph", "html" or "refused", its format, its bytes."""

    kind: str
    form: str = ""
    body: bytes = b""


class QueryPool:
    """A fixed number of query processes. `close` ends them; no query is answered after it."""

    def __init__(self, data: QueryData, limits: QueryLimits = SERVE_LIMITS, size: int = 2) -> None:
        self._data = data
        self._limits = limits
        self._closed = False
        self._idle: Queue[_Worker] = Queue()
        for _ in range(size):
            self._idle.put(_Worker(data, limits))
        self._size = size

    def answer(self, text: str, results: str, graph: str) -> Reply:
        """The answer to a query in the formats asked for. Raises BadInput, also when time runs out."""
        try:
            worker = self._idle.get(timeout=self._limits.seconds)
        except Empty:
            raise BadInput((_busy(),)) from None
        try:
            return worker.answer(text, results, graph)
        finally:
            if not worker.alive and not self._closed:
                worker.end()
                worker = _Worker(self._data, self._limits)
            self._idle.put(worker)

    def close(self) -> None:
        """End all processes; waits for the queries that are being answered. A second call does nothing."""
        if self._closed:
            return
        self._closed = True
        for _ in range(self._size):
            self._idle.get(timeout=self._limits.seconds + 5).end()


class _Worker:
    """One process with its pipes."""

    def __init__(self, data: QueryData, limits: QueryLimits) -> None:
        self._limits = limits
        self._process = subprocess.Popen(
            [sys.executable, "-m", "recommender.kb.serve.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        first = {
            "prefixes": dict(data.prefixes),
            "memory": limits.memory,
            "graph": data.graph,
            "size": len(data.n_triples),
        }
        with suppress(OSError):  # a process that fell over already is noticed at the first query
            assert self._process.stdin is not None
            send(self._process.stdin, first, data.n_triples + data.graph_n_triples)

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def answer(self, text: str, results: str, graph: str) -> Reply:
        rows = PAGE_ROWS if "html" in (results, graph) else self._limits.rows
        job = {
            "text": text,
            "results": results,
            "graph": graph,
            "rows": rows,
            "seconds": self._limits.seconds,
        }
        ended = threading.Event()
        clock = threading.Timer(self._limits.seconds, self._stop, (ended,))
        clock.start()
        try:
            told = self._exchange(job)
        finally:
            clock.cancel()
            clock.join()
        if ended.is_set():
            self._process.wait()
            raise BadInput((too_slow(self._limits),))
        if told is None:
            self._process.wait()
            raise BadInput((_memory(),))
        message, body = told
        if message["kind"] == "problems":
            raise BadInput(tuple(_problem(*found) for found in message["problems"]))
        return Reply(message["kind"], message.get("form", ""), body)

    def _exchange(self, job: Mapping[str, object]) -> tuple[dict[str, Any], bytes] | None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            send(self._process.stdin, job)
            return receive(self._process.stdout)
        except OSError:
            return None

    def _stop(self, ended: threading.Event) -> None:
        ended.set()
        self._process.kill()

    def end(self) -> None:
        """Let the process go and close its pipes."""
        self._process.kill()
        with suppress(OSError):
            self._process.communicate()


def _problem(code: str, zh: str, en: str, hint_zh: str, hint_en: str, line: int, column: int) -> Problem:
    return Problem(Place(NAME, line, column), code, zh, en, hint_zh, hint_en)


def _memory() -> Problem:
    return Problem(
        Place(NAME),
        "E-QUERY-MEMORY",
        "查询用的内存超过上限",
        "the query needs more memory than allowed",
        "请缩小范围",
        "narrow it",
    )


def _busy() -> Problem:
    return Problem(
        Place(NAME),
        "E-QUERY-BUSY",
        "服务器正忙于其他查询",
        "the server is busy with other queries",
        "请稍后再试",
        "try again in a moment",
    )
