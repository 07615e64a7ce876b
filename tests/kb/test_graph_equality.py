"""The whole shipped graph means the same three times: strictly loaded, and as JSON-LD to three engines."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest
from pyld import jsonld
from rdflib import Graph

from recommender.api import load_knowledge
from recommender.kb.publish.jsonld import json_ld
from recommender.kb.rdf import n_triples
from recommender.knowledge_graph import KnowledgeGraph, knowledge_graph

pytestmark = pytest.mark.slow

Lines = frozenset[str]
STAGE = "https://w3id.org/tanlu/id/stage/"


def by_rdflib(text: str) -> Lines:
    return lines(n_triples(Graph().parse(data=text, format="json-ld")))


def by_pyld(text: str) -> Lines:
    return lines(jsonld.to_rdf(json.loads(text), {"format": "application/n-quads"}))


def by_pyoxigraph(text: str) -> Lines:
    store = pyoxigraph.Store()
    store.load(text.encode(), format=pyoxigraph.RdfFormat.JSON_LD)
    return frozenset(f"{quad.subject} {quad.predicate} {quad.object} ." for quad in store)


ENGINES: dict[str, Callable[[str], Lines]] = {
    "rdflib": by_rdflib,
    "pyld": by_pyld,
    "pyoxigraph": by_pyoxigraph,
}


def lines(text: str) -> Lines:
    """Canonical N-Triples: numbers keep their digits and datatype, so equal lines are equal triples."""
    return frozenset(line for line in text.splitlines() if line)


def difference(loaded: Lines, read: Lines) -> list[str]:
    """What one side has and the other has not, named; a few of each side."""
    gone, new = sorted(loaded - read), sorted(read - loaded)
    return [f"lost: {line}" for line in gone[:5]] + [f"made up: {line}" for line in new[:5]]


@pytest.fixture(scope="module")
def whole(home: Path) -> KnowledgeGraph:
    return knowledge_graph(home, load_knowledge())


@pytest.fixture(scope="module")
def loaded(whole: KnowledgeGraph) -> Lines:
    return lines(n_triples(whole.graph))


@pytest.fixture(scope="module")
def published(whole: KnowledgeGraph) -> str:
    return json_ld(whole.records, whole.graph)


def test_the_graph_has_no_blank_nodes(loaded: Lines) -> None:
    """Otherwise comparing lines would not compare graphs."""
    assert not [line for line in loaded if line.startswith("_:") or " _:" in line.split('"')[0]]


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
def test_the_published_json_ld_is_the_loaded_graph(engine: str, published: str, loaded: Lines) -> None:
    assert len(loaded) > 100_000
    assert difference(loaded, ENGINES[engine](published)) == []


def small(text: str) -> str:
    """Only the stages and what they stand for, of a document as published."""
    document = json.loads(text)
    document["@graph"] = [
        node
        for node in document["@graph"]
        if "/id/stage/" in node["id"] or "/id/stage-mapping/" in node["id"]
    ]
    return json.dumps(document, ensure_ascii=False)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_term_named_like_a_prefix_is_found(engine: str, published: str) -> None:
    """stage:near would read well were stage a prefix; but it is the name of a field.

    No engine complains: each takes stage:near for an IRI of its own. Only comparing the graphs shows it.
    """
    as_published = small(published)
    slipped = json.loads(as_published.replace(STAGE, "stage:"))
    slipped["@context"]["stage"] = {"@id": "https://w3id.org/tanlu/def/stage", "@type": "@id"}
    found = difference(ENGINES[engine](as_published), ENGINES[engine](json.dumps(slipped)))
    assert any(line.startswith("lost: ") and f"<{STAGE}near>" in line for line in found), found
    assert any(line.startswith("made up: ") and "<stage:near>" in line for line in found), found


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("written", "slipped"),
    [
        ('"end": "2035"', '"end": "2035.0"'),
        ('"http://www.w3.org/2001/XMLSchema#integer"', '"http://www.w3.org/2001/XMLSchema#decimal"'),
        ('"zh": "中期"', '"zh-CN": "中期"'),
        ('"https://w3id.org/tanlu/def/endYear"', '"https://w3id.org/tanlu/def/startYear"'),
    ],
    ids=["digits", "datatype", "language", "property"],
)
def test_small_slips_are_found_too(engine: str, written: str, slipped: str, published: str) -> None:
    as_published = small(published)
    assert written in as_published
    read = ENGINES[engine](as_published)
    assert difference(read, ENGINES[engine](as_published.replace(written, slipped)))
