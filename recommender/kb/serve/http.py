"""What the server reads and answers, as data: a request, a response, and the words of a refusal."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from recommender.kb.pages.render import Pages
from recommender.kb.serve.formats import HTML, RESULTS, Format, negotiate, preferred_language
from recommender.model.problem import Problem
from recommender.model.text import Text

MOST_PARAMETERS = 32


def security(css: str) -> dict[str, str]:
    """Headers of every answer: no scripts, nothing from outside, no style but our own."""
    style = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return {
        "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{style}'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


@dataclass(frozen=True)
class Request:
    """One request: `path` is decoded, `query` is not; header names are in lower case."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def accept(self) -> str:
        """The Accept header; empty accepts everything."""
        return self.headers.get("accept", "")

    @property
    def language(self) -> str:
        """Which language comes first on a page: "en" when the reader would rather have it, else "zh"."""
        return preferred_language(self.headers.get("accept-language", ""))

    def parameters(self, text: str | None = None) -> dict[str, list[str]]:
        """The parameters of the query, or of `text`, by name. Raises ValueError when there are too many."""
        found = self.query if text is None else text
        return parse_qs(found, keep_blank_values=True, max_num_fields=MOST_PARAMETERS)


@dataclass(frozen=True)
class Response:
    """One answer: status, media type, bytes, and headers beside the usual ones."""

    status: int
    media: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


VARY: Mapping[str, str] = {"Vary": "Accept, Accept-Language"}
"""What the answer at one address depends on besides it."""


def page(html: str, status: int = 200) -> Response:
    """An HTML page."""
    return Response(status, HTML.media, html.encode(), VARY)


def refusal(
    pages: Pages, request: Request, status: int, problem: Problem, headers: Mapping[str, str] | None = None
) -> Response:
    """A refusal in words of both languages: a page for a browser, one line of text for a program."""
    said = {**VARY, **(headers or {})}
    if prefers_page(request):
        words = Text(problem.said("zh"), problem.said("en"))
        at = (problem.place.line, problem.place.column)
        html = pages.error(status, words, at, language=request.language)
        return Response(status, HTML.media, html.encode(), said)
    place = f"{problem.place} " if problem.place.line else ""
    line = f"{place}{problem.code} {problem.said('zh')} | {problem.said('en')}\n"
    return Response(status, "text/plain; charset=utf-8", line.encode("utf-8", "replace"), said)


def prefers_page(request: Request) -> bool:
    """Whether the one who asks would rather have a page than data: browsers say so, programs do not."""
    return negotiate(request.accept, (*RESULTS, Format("text", "text/plain"), HTML)) is HTML
