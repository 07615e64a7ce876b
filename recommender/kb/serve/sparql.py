"""The SPARQL endpoint: the 1.1 protocol, queries only; a form for people, a description for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from recommender.kb.pages.render import Pages
from recommender.kb.query_guard import NAME
from recommender.kb.serve.describe import description
from recommender.kb.serve.formats import GRAPHS, HTML, RESULTS, Format, named, negotiate
from recommender.kb.serve.http import VARY, Request, Response, page, refusal
from recommender.kb.serve.pool import QueryPool, Reply
from recommender.model.problem import BadInput, Place, Problem

PATH = "/sparql"
_STATUS = {
    "E-QUERY-FORBIDDEN": 403,
    "E-QUERY-LONG": 413,
    "E-QUERY-TIME": 503,
    "E-QUERY-MEMORY": 503,
    "E-QUERY-BUSY": 503,
}
"""HTTP status of a refused query; every other problem is a fault in the query, 400."""


@dataclass(frozen=True)
class Asked:
    """What a protocol request asks: the query, and the format named beside it, if any."""

    text: str
    form: str = ""


def answer(request: Request, pool: QueryPool, pages: Pages) -> Response:
    """The answer to a request to the endpoint; a refusal has the reason in both languages."""
    asked = _asked(request)
    if isinstance(asked, Problem):
        return refusal(pages, request, _status(asked), asked)
    if asked is None:
        return _front(request, pages)
    results, graph = _formats(request, asked)
    if results is None and graph is None:
        return refusal(pages, request, 406, not_acceptable((*RESULTS, *GRAPHS, HTML)))
    try:
        reply = pool.answer(asked.text, results.name if results else "", graph.name if graph else "")
    except BadInput as error:
        return _refused(request, pages, asked, error)
    return _answered(request, pages, asked, reply)


def _asked(request: Request) -> Asked | Problem | None:
    """The query of a request; a Problem when it is not as the protocol has it, None without a query."""
    try:
        given = request.parameters()
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if request.method == "POST":
            body = request.body.decode("utf-8")
            if kind == "application/sparql-query":
                given["query"] = [*given.get("query", ()), body]
            elif kind == "application/sparql-update":
                given["update"] = [body]
            elif kind == "application/x-www-form-urlencoded":
                for name, values in request.parameters(body).items():
                    given[name] = [*given.get(name, ()), *values]
            else:
                return _wrong_kind()
    except (ValueError, UnicodeDecodeError):
        return _unreadable()
    return _one_query(given, request.method)


def _one_query(given: Mapping[str, list[str]], method: str) -> Asked | Problem | None:
    if "update" in given or "using-graph-uri" in given or "using-named-graph-uri" in given:
        return _forbidden("只能查询，不能修改数据", "queries only; the data cannot be changed")
    if "default-graph-uri" in given or "named-graph-uri" in given:
        return _forbidden("不能另选数据集", "no other dataset can be chosen")
    queries = given.get("query", [])
    if not queries and method != "POST":
        return None
    if len(queries) != 1:
        return Problem(
            Place(NAME),
            "E-QUERY-COUNT",
            f"请求里应当正好有一个查询，现有 {len(queries)} 个",
            f"a request has exactly one query; this one has {len(queries)}",
        )
    forms = given.get("format", [""])
    return Asked(queries[0], forms[0])


def _formats(request: Request, asked: Asked) -> tuple[Format | None, Format | None]:
    """The format for rows and the one for triples: as named beside the query, else as the header prefers."""
    if not asked.form:
        return negotiate(request.accept, (*RESULTS, HTML)), negotiate(request.accept, (*GRAPHS, HTML))
    if asked.form == HTML.name:
        return HTML, HTML
    rows, triples = named(asked.form, RESULTS), named(asked.form, GRAPHS)
    if rows is None and triples is None:
        return None, None
    return rows or RESULTS[0], triples or GRAPHS[0]


def _answered(request: Request, pages: Pages, asked: Asked, reply: Reply) -> Response:
    if reply.kind == "refused":
        return refusal(pages, request, 406, not_acceptable((*RESULTS, *GRAPHS, HTML)))
    if reply.kind == "html":
        return page(pages.query(asked.text, json.loads(reply.body), language=request.language))
    offers = GRAPHS if reply.kind == "graph" else RESULTS
    form = named(reply.form, offers)
    assert form is not None
    return Response(200, form.media, reply.body, VARY)


def _refused(request: Request, pages: Pages, asked: Asked, error: BadInput) -> Response:
    problem = error.problems[0]
    status = _status(problem)
    if negotiate(request.accept, (*RESULTS, HTML)) is HTML:
        return page(pages.query(asked.text, None, error.problems, request.language), status)
    return refusal(pages, request, status, problem)


def _status(problem: Problem) -> int:
    return _STATUS.get(problem.code, 415 if problem.code == "E-HTTP-TYPE" else 400)


def _front(request: Request, pages: Pages) -> Response:
    """Without a query: a description of the service in RDF, or for a browser the form."""
    form = negotiate(request.accept, (*GRAPHS, HTML))
    if form is None:
        return refusal(pages, request, 406, not_acceptable((*GRAPHS, HTML)))
    if form is HTML:
        return page(pages.query("", None, language=request.language))
    site = pages.site
    body = description(site.schema, request.headers.get("host", ""), len(site.graph), form.name)
    return Response(200, form.media, body, VARY)


def not_acceptable(offers: tuple[Format, ...]) -> Problem:
    """None of the media types asked for is on offer."""
    media = ", ".join(dict.fromkeys(offer.media.partition(";")[0] for offer in offers))
    return Problem(
        Place(NAME),
        "E-HTTP-ACCEPT",
        "没有所要的格式",
        "none of the formats asked for can be given",
        f"可选：{media}",
        f"there are {media}",
    )


def _forbidden(zh: str, en: str) -> Problem:
    return Problem(Place(NAME), "E-QUERY-FORBIDDEN", zh, en)


def _wrong_kind() -> Problem:
    return Problem(
        Place(NAME),
        "E-HTTP-TYPE",
        "POST 的内容类型不对",
        "the content type of the POST is not one of the SPARQL protocol",
        "请用 application/sparql-query 或 application/x-www-form-urlencoded",
        "use application/sparql-query or application/x-www-form-urlencoded",
    )


def _unreadable() -> Problem:
    return Problem(
        Place(NAME),
        "E-HTTP-TEXT",
        "请求无法按 UTF-8 读取，或参数过多",
        "the request is not UTF-8 or has too many parameters",
    )
