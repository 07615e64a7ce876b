"""The read-only server: pages and RDF of everything, and the SPARQL endpoint, over HTTP on this machine."""

from __future__ import annotations

import hmac
import ipaddress
import socket
import threading
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

from rdflib import Graph

from recommender import __version__
from recommender.kb.pages.render import HOME, Pages
from recommender.kb.pages.terms import term_names
from recommender.kb.pages.views import term_path
from recommender.kb.publish.void import describe_release
from recommender.kb.serve.describe import record_rdf, term_rdf
from recommender.kb.serve.folders import folder, is_folder
from recommender.kb.serve.formats import GRAPHS, HTML, negotiate
from recommender.kb.serve.http import VARY, Request, Response, page, prefers_page, refusal, security
from recommender.kb.serve.pool import QueryPool
from recommender.kb.serve.search import LONGEST, Search
from recommender.kb.serve.sparql import PATH, answer, not_acceptable
from recommender.model.problem import BadInput, Place, Problem
from recommender.model.text import Text

MOST_BODY = 256 * 1024
"""Bytes of a request's body; a query of the greatest length fits in, however it is encoded."""
_IDLE_SECONDS = 20.0
_METHODS = "GET, HEAD, POST, OPTIONS"


@dataclass(frozen=True)
class App:
    """What is served: the pages, the query processes, and the token a request must bear, if any."""

    pages: Pages
    pool: QueryPool
    token: str = ""

    @cached_property
    def search(self) -> Search:
        """Search by name."""
        return Search(self.pages.site)

    @cached_property
    def terms(self) -> dict[str, str]:
        """Address of the page of a class or property → its prefixed name."""
        return {term_path(name): name for name in term_names(self.pages.site)}

    @cached_property
    def described(self) -> Graph:
        """The knowledge base described as a dataset."""
        return describe_release(self.pages.site.schema, self.pages.site.graph, {})

    @cached_property
    def headers(self) -> dict[str, str]:
        """The headers of every answer."""
        return security(self.pages.css)


def respond(app: App, request: Request) -> Response:
    """The answer to one request. Never raises: what nobody foresaw is told in one sentence."""
    try:
        return _respond(app, request)
    except Exception:
        return refusal(
            app.pages, request, 500, _http("E-INTERNAL", "服务器出了没有料到的错", "an error nobody foresaw")
        )


def _respond(app: App, request: Request) -> Response:
    if not _allowed(app, request):
        problem = _http("E-HTTP-TOKEN", "需要令牌", "a token is required", "Authorization: Bearer …")
        return refusal(app.pages, request, 401, problem, {"WWW-Authenticate": 'Bearer realm="tanlu"'})
    path = request.path.strip("/")
    known = ("GET", "HEAD", "POST") if request.path == PATH else ("GET", "HEAD")
    if request.method == "OPTIONS":
        return Response(204, "text/plain; charset=utf-8", b"", {"Allow": ", ".join((*known, "OPTIONS"))})
    if request.method not in known:
        problem = _http("E-HTTP-METHOD", "这里只能读取", "reading is all that can be done here")
        return refusal(app.pages, request, 405, problem, {"Allow": ", ".join((*known, "OPTIONS"))})
    if request.path == PATH:
        return answer(request, app.pool, app.pages)
    if path == "search":
        return _search(app, request)
    if is_folder(app.pages, path):
        return folder(app.pages, request, lambda: app.described)
    if path.startswith(("id/", "def/")):
        return _thing(app, request, path)
    html = app.pages.html(path or HOME, request.language)
    return page(html) if html is not None else _missing(app, request, path)


def _allowed(app: App, request: Request) -> bool:
    given = request.headers.get("authorization", "")
    scheme, _, token = given.partition(" ")
    given_bytes = token.strip(" ").encode("latin-1", "replace")  # as the header came over the wire
    same = hmac.compare_digest(given_bytes, app.token.encode())
    return not app.token or (scheme.lower() == "bearer" and same)


def _thing(app: App, request: Request, path: str) -> Response:
    """The page of a record, class or property, or what the graph says of it, as the Accept header asks."""
    name = app.terms.get(path, "")
    if not name and path not in app.pages.site.by_path:
        return _missing(app, request, path)
    form = negotiate(request.accept, (HTML, *GRAPHS))
    if form is None:
        return refusal(app.pages, request, 406, not_acceptable((HTML, *GRAPHS)))
    if form is HTML:
        html = app.pages.html(path, request.language)
        assert html is not None
        return page(html)
    site = app.pages.site
    body = term_rdf(site, name, form.name) if name else record_rdf(site, path, form.name)
    assert body is not None
    return Response(200, form.media, body, VARY)


def _search(app: App, request: Request) -> Response:
    try:
        asked = request.parameters().get("q", [""])[0][:LONGEST]
    except ValueError:
        asked = ""
    found, more = app.search.find(asked)
    return page(app.pages.search(asked, found, more, request.language))


def _missing(app: App, request: Request, path: str) -> Response:
    """Nothing stands at the address; what stands at one like it is named."""
    near = app.search.near(path) if path.startswith("id/") else ()
    said = Text("没有这一页。", "There is no such page.")
    hints = ("、".join(f"/{node.path}" for node in near), ", ".join(f"/{node.path}" for node in near))
    if not prefers_page(request):
        hint = (f"是否想找 {hints[0]}", f"did you mean {hints[1]}") if near else ()
        return refusal(
            app.pages, request, 404, _http("E-HTTP-MISSING", "没有这一页", "there is no such page", *hint)
        )
    if near:
        said = Text("没有这一页。是否想找：", "There is no such page. Did you mean:")
    return page(app.pages.error(404, said, near=near, language=request.language), 404)


def _http(code: str, zh: str, en: str, hint_zh: str = "", hint_en: str = "") -> Problem:
    return Problem(Place("http"), code, zh, en, hint_zh, hint_en or hint_zh)


class _Handler(BaseHTTPRequestHandler):
    """Reads one request, answers it and closes the connection."""

    server: KnowledgeServer
    protocol_version = "HTTP/1.1"
    server_version = f"Tanlu/{__version__}"
    sys_version = ""
    timeout = _IDLE_SECONDS

    def do_GET(self) -> None:
        """Any request: which methods there are is for `respond` to say."""
        app = self.server.app
        request = self._request()
        if isinstance(request, Response):
            self._write(request)
            return
        self._write(respond(app, request))

    do_HEAD = do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_GET  # noqa: N815

    def _request(self) -> Request | Response:
        split = urlsplit(self.path if self.path.startswith("/") else "/")
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.command, unquote(split.path, errors="replace"), split.query, headers)
        body = self._body()
        if isinstance(body, int):
            problem = {
                411: _http("E-HTTP-LENGTH", "请求没有写明长度", "the request does not state its length"),
                413: _http(
                    "E-HTTP-LONG",
                    f"请求内容超过 {MOST_BODY} 字节",
                    f"the body has more than {MOST_BODY} bytes",
                ),
            }.get(body, _http("E-HTTP-BODY", "请求内容不完整", "the body is not complete"))
            return refusal(self.server.app.pages, request, body, problem)
        return Request(request.method, request.path, request.query, headers, body)

    def _body(self) -> bytes | int:
        """The body of the request, or the status it is refused with."""
        if "transfer-encoding" in self.headers:
            return 411
        given = self.headers.get("content-length")
        if given is None:
            return 411 if self.command == "POST" else b""
        if not (given.isascii() and given.isdecimal()):
            return 400
        length = int(given[:12])
        if length > MOST_BODY:
            return 413
        body = self.rfile.read(length)
        return body if len(body) == length else 400

    def _write(self, response: Response) -> None:
        self.close_connection = True
        self.send_response(response.status)
        headers = {
            "Content-Type": response.media,
            "Content-Length": str(len(response.body)),
            "Connection": "close",
            **self.server.app.headers,
            **response.headers,
        }
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(response.body)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """A request that cannot be read is refused in our own words, without an echo of it."""
        del message, explain
        if code == HTTPStatus.NOT_IMPLEMENTED:
            code = HTTPStatus.METHOD_NOT_ALLOWED
        self.command = getattr(self, "command", None) or "GET"
        self.request_version = self.protocol_version  # else a line that is no request gets no status
        words = _http("E-HTTP-REQUEST", "请求无法读取", "the request cannot be read")
        body = f"{words}\n".encode()
        headers = {"Allow": _METHODS} if code == HTTPStatus.METHOD_NOT_ALLOWED else {}
        self._write(Response(int(code), "text/plain; charset=utf-8", body, headers))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing is logged: what is asked on this machine is nobody else's business."""


class KnowledgeServer(ThreadingHTTPServer):
    """The server of one app. `server_close` waits for the answers under way and ends the query processes."""

    daemon_threads = False
    request_queue_size = 64

    def __init__(self, app: App, host: str, port: int) -> None:
        self.app = app
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), _Handler)

    @property
    def url(self) -> str:
        """Where the server is reached."""
        host, port = self.server_address[:2]
        name = str(host)
        return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that broke off is not worth a word."""

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer a connection in a thread of its own, and remember it while it is open."""
        with self._lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """The connection is done with."""
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        """Read nothing more, let the answers under way be written, then end the query processes."""
        with self._lock:
            for request in self._open:
                with suppress(OSError):
                    request.shutdown(socket.SHUT_RD)
        super().server_close()
        self.app.pool.close()


def check_address(host: str, token: str) -> None:
    """Raise BadInput when other machines could reach the server without a token."""
    if token or _loopback(host):
        return
    raise BadInput(
        (
            Problem(
                Place("kb serve"),
                "E-SERVE-OPEN",
                f"{host} 让其他机器也能访问，必须设令牌",
                f"{host} lets other machines in; that needs a token",
                "请加 --token，或去掉 --host 只在本机使用",
                "add --token, or leave out --host to serve this machine only",
            ),
        )
    )


def _loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
