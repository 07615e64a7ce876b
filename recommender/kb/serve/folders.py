"""What stands at the folders of addresses, def/, id/ and its classes, and at /.well-known/void."""

from __future__ import annotations

from collections.abc import Callable

from rdflib import Graph

from recommender.kb.pages.records import indexed_classes
from recommender.kb.pages.render import Pages
from recommender.kb.serve.describe import dataset, written
from recommender.kb.serve.formats import GRAPHS, HTML, negotiate
from recommender.kb.serve.http import VARY, Request, Response, page, refusal
from recommender.kb.serve.sparql import not_acceptable

VOID_PATH = ".well-known/void"
_PAGES = {"def": "index/vocabulary", "id": "index/ids"}


def is_folder(pages: Pages, path: str) -> bool:
    """Whether the path, without slashes around it, is that of a folder or of the dataset."""
    return path == VOID_PATH or path in _PAGES or bool(_class_page(pages, path))


def folder(pages: Pages, request: Request, described: Callable[[], Graph]) -> Response:
    """The page of a folder; in RDF the ontology for def/, for the others the dataset as `described`."""
    path = request.path.strip("/")
    shown = _PAGES.get(path) or _class_page(pages, path)
    offers = (HTML, *GRAPHS) if shown else GRAPHS
    form = negotiate(request.accept, offers)
    if form is None:
        return refusal(pages, request, 406, not_acceptable(offers))
    site = pages.site
    if form is HTML:
        html = pages.html(shown, request.language)
        assert html is not None
        return page(html)
    if path == "def":
        return Response(200, form.media, written(site.ontology, form.name), VARY)
    body = dataset(described(), site.schema, request.headers.get("host", ""), form.name)
    return Response(200, form.media, body, VARY)


def _class_page(pages: Pages, path: str) -> str:
    """The page of all records of the class whose folder a path is, empty when it is none."""
    classes = pages.site.schema.classes
    paths = {
        f"id/{classes[name].path}": f"index/{classes[name].path}" for name in indexed_classes(pages.site)
    }
    return paths.get(path, "")
