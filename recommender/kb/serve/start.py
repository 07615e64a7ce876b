"""Make a server of a graph: index the pages, start the query processes, bind the port."""

from __future__ import annotations

from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from rdflib import Graph

from recommender.kb.pages.render import Canned, Pages
from recommender.kb.pages.site import build_site
from recommender.kb.proof.competency import read_questions
from recommender.kb.query import QueryLimits, query_prefixes
from recommender.kb.rdf import n_triples
from recommender.kb.serve.describe import ontology_name
from recommender.kb.serve.pool import SERVE_LIMITS, QueryData, QueryPool
from recommender.kb.serve.server import App, KnowledgeServer
from recommender.model.problem import BadInput, Place, Problem
from recommender.schema.definitions import Schema


def start(
    schema: Schema,
    graph: Graph,
    ontology: Graph,
    home: Path,
    host: str,
    port: int,
    token: str = "",
    limits: QueryLimits = SERVE_LIMITS,
) -> KnowledgeServer:
    """A server bound to the port (0 takes a free one), with its query processes started.

    Raises OSError when the port cannot be had, BadInput where pyoxigraph is missing.
    """
    if find_spec("pyoxigraph") is None:
        raise BadInput((_no_engine(),))
    pages = Pages(build_site(schema, graph, ontology), True, canned_questions(home))
    data = QueryData(
        n_triples(graph).encode(),
        query_prefixes(schema),
        str(ontology_name(schema)),
        n_triples(ontology).encode(),
    )
    pool = QueryPool(data, limits)
    try:
        return KnowledgeServer(App(pages, pool, token), host, port)
    except OSError:
        pool.close()
        raise


def canned_questions(home: Path) -> tuple[Canned, ...]:
    """The competency questions, if there are any that can be read."""
    with suppress(BadInput, OSError):
        return tuple(Canned(one.words, one.query) for one in read_questions(home))
    return ()


def _no_engine() -> Problem:
    return Problem(
        Place("kb serve"),
        "E-SERVE-ENGINE",
        "查询服务要用 pyoxigraph，这台机器上没有",
        "serving queries needs pyoxigraph, which this machine does not have",
        "请安装 pyoxigraph，或改用 tanlu kb query",
        "install pyoxigraph, or use tanlu kb query",
    )
