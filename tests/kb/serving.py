"""A server of the small graph for tests, and the few steps that ask it things."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from recommender.kb.pages.page import read_ontology
from recommender.kb.query import QueryLimits
from recommender.kb.serve.server import KnowledgeServer
from recommender.kb.serve.start import start
from tests.kb.small_pages import small_graph

PV = "https://w3id.org/tanlu/id/technology/rooftop-photovoltaics"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@contextmanager
def running(home: Path, schema, token: str = "", **limits: float) -> Iterator[KnowledgeServer]:
    """A server of the small graph on a free port, closed afterwards."""
    bounds = QueryLimits(**{"rows": 200, "seconds": 5.0, **limits})  # type: ignore[arg-type]
    server = start(schema, small_graph(), read_ontology(home), home, "127.0.0.1", 0, token, bounds)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert [one.name for one in threading.enumerate() if "process_request" in one.name] == []


def fetch(
    url: str, accept: str = "", data: bytes | None = None, method: str | None = None, **headers: str
) -> tuple[int, dict[str, str], str]:
    """Status, headers (lower case) and text of an answer."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    if accept:
        sent["Accept"] = accept
    try:
        with urlopen(Request(url, data, sent, method=method), timeout=20) as answer:
            return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read().decode()
    except HTTPError as error:
        with error:
            return error.code, {k.lower(): v for k, v in error.headers.items()}, error.read().decode()


def ask(url: str, query: str, accept: str = "") -> tuple[int, dict[str, str], str]:
    return fetch(f"{url}/sparql?{urlencode({'query': query})}", accept)
