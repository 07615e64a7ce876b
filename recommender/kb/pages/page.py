"""Write every page of the knowledge base into a folder: one HTML file per record, class and property."""

from __future__ import annotations

from pathlib import Path

from rdflib import Graph

from recommender.kb.pages.render import Pages, file_of
from recommender.kb.pages.site import build_site
from recommender.schema.definitions import Schema

ONTOLOGY = ("ontology/generated/ontology.ttl", "ontology/axioms.ttl")


def read_ontology(home: Path) -> Graph:
    """The graph of classes and properties: generated and hand-written axioms."""
    graph = Graph()
    for name in ONTOLOGY:
        graph.parse(home / name, format="turtle")
    return graph


def write_pages(schema: Schema, graph: Graph, ontology: Graph, out: Path) -> int:
    """Write all pages under `out` and give their number. The same graph gives the same bytes.

    Raises OSError when the folder cannot be written.
    """
    pages = Pages(build_site(schema, graph, ontology))
    number = 0
    for path in pages.paths:
        html = pages.html(path)
        assert html is not None
        target = out / file_of(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(html, encoding="utf-8", newline="\n")
        number += 1
    return number
