"""Pages as HTML: from what stands on a page to its text, for files beside each other or for the server."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from recommender.kb.pages.notes import Notes
from recommender.kb.pages.records import (
    class_index,
    field_index,
    fields,
    home_page,
    ids_page,
    indexed_classes,
    record_page,
)
from recommender.kb.pages.site import Node, Site
from recommender.kb.pages.terms import term_names, term_page, vocabulary_page
from recommender.kb.pages.views import Item, Page, Views, term_path
from recommender.model.problem import Problem
from recommender.model.text import Text

HOME = "index"
_TEMPLATES = Path(__file__).parent / "templates"
_WORDS = {
    "parts": Text("各处", "Its places"),
    "notes": Text("原文的出入", "Discrepancies in the sources"),
    "linked": Text("指向这里的", "What links here"),
    "treatment": Text("本系统的处理：", "How Tanlu treats it:"),
    "inherited": Text("不是专门针对它，随此处而来：", "Not about it in particular, but from"),
}
_EXAMPLE = """SELECT ?technology ?name WHERE {
  ?technology a tanlu:Technology ; skos:prefLabel ?name .
  FILTER (lang(?name) = "zh")
} LIMIT 20"""
_HAN = re.compile(r"[\u4e00-\u9fff]")
_FORMATS = ("html", "json", "xml", "csv", "tsv", "turtle", "ntriples", "rdfxml", "jsonld")


@dataclass(frozen=True)
class Canned:
    """A query ready to ask, with its question."""

    question: Text
    text: str


def file_of(path: str) -> str:
    """The file a page is written to, relative to the folder of all pages.

    Properties have a folder of their own: many disks take Basis.html and basis.html for one file.
    """
    folder, _, name = path.rpartition("/")
    return f"def/property/{name}.html" if folder == "def" and name[:1].islower() else f"{path}.html"


def beside(path: str) -> Callable[..., str]:
    """Links from the page at `path` to the files of other pages, so that a folder of pages can be moved."""
    up = "../" * file_of(path).count("/")
    return lambda to, anchor="": f"{up}{quote(file_of(to))}{_fragment(anchor)}"


def served(to: str, anchor: str = "") -> str:
    """Links on pages that the server gives."""
    return f"/{'' if to == HOME else quote(to)}{_fragment(anchor)}"


def _fragment(anchor: str) -> str:
    return f"#{quote(anchor)}" if anchor else ""


@dataclass(frozen=True)
class Pages:
    """The pages of a site; `serving` when a server gives them, so that search and queries work."""

    site: Site
    serving: bool = False
    canned: Sequence[Canned] = field(default_factory=tuple)

    @cached_property
    def views(self) -> Views:
        """What makes the parts of pages."""
        return Views(self.site, Notes(self.site))

    @cached_property
    def css(self) -> str:
        """The style of every page."""
        return (_TEMPLATES / "style.css").read_text(encoding="utf-8")

    @cached_property
    def _makers(self) -> Mapping[str, Callable[[], Page]]:
        """Address → what makes the page, for every page there is."""
        views = self.views
        made: dict[str, Callable[[], Page]] = {HOME: lambda: home_page(views)}
        made["index/vocabulary"] = lambda: vocabulary_page(views)
        made["index/ids"] = lambda: ids_page(views)
        for name in indexed_classes(self.site):
            path = f"index/{self.site.schema.classes[name].path}"
            made[path] = _later(class_index, views, name)
        for concept in fields(self.site):
            made[f"index/field-{concept.id}"] = _later(field_index, views, concept)
        for name in term_names(self.site):
            made[term_path(name)] = _later(term_page, views, name)
        for path, node in self.site.by_path.items():
            made[path] = _later(record_page, views, node)
        return made

    @property
    def paths(self) -> Iterable[str]:
        """The addresses of all pages."""
        return self._makers.keys()

    def html(self, path: str, language: str = "zh") -> str | None:
        """The page at an address, None when there is none. Both languages stand on it, `language` first."""
        maker = self._makers.get(path)
        return None if maker is None else self._drawn("page.html", path, language, page=maker(), words=_WORDS)

    def query(
        self,
        asked: str,
        result: Mapping[str, Any] | None,
        problems: Sequence[Problem] = (),
        language: str = "zh",
    ) -> str:
        """The form for queries, with the answer to the query asked or what is wrong with it."""
        return self._drawn(
            "sparql.html",
            "sparql",
            language,
            asked=asked,
            result=result,
            problems=problems,
            canned=self.canned,
            example=_EXAMPLE,
            formats=_FORMATS,
            ontology=self.site.schema.prefixes["tanlu"].rstrip("/"),
            link=self._link,
        )

    def search(self, asked: str, found: Sequence[Node], more: bool, language: str = "zh") -> str:
        """The result of a search by name."""
        items = [(self._kind(node), self.views.item(node)) for node in found]
        return self._drawn("search.html", "search", language, asked=asked, found=items, more=more)

    def error(
        self,
        status: int,
        said: Text,
        at: tuple[int, int] = (0, 0),
        near: Sequence[Node] = (),
        language: str = "zh",
    ) -> str:
        """A refusal in both languages, with line and column at fault and pages that may have been meant."""
        items = [self.views.item(node) for node in near]
        return self._drawn(
            "error.html", "error", language, status=status, said=said, line=at[0], column=at[1], near=items
        )

    def _link(self, iri: str) -> Item:
        """An IRI in an answer as a link: to our own page of it where there is one."""
        node = self.site.nodes.get(iri)
        return self.views.item(node) if node is not None else Item(Text(iri), url=iri)

    def _kind(self, node: Node) -> Text:
        schema = self.site.schema
        known = schema.classes.get(node.kind) or schema.enums.get(node.kind)
        return known.label if known is not None else Text("退役编号", "retired id")

    def _drawn(self, template: str, path: str, language: str, **values: object) -> str:
        href = served if self.serving else beside(path)
        made = self._environment.get_template(template)
        return made.render(href=href, css=self.css, served=self.serving, language=language, **values)

    @cached_property
    def _environment(self) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )
        environment.tests["chinese"] = lambda words: bool(_HAN.search(words))
        return environment


def _later(make: Callable[..., Page], *arguments: object) -> Callable[[], Page]:
    return lambda: make(*arguments)
