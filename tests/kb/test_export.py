"""Exports: each format is read again by a foreign reader and holds the same; two runs give the same bytes."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import networkx as nx
import owlready2
import pyoxigraph
import pytest
from pyld import jsonld
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, VOID, XSD

from recommender.kb.link_graph import add_requirement_links
from recommender.kb.publish.export import FORMATS, Published, export
from recommender.kb.publish.jsonld import json_ld
from recommender.kb.publish.network import network
from recommender.kb.publish.owl_xml import UnsupportedAxiomError, owl_xml
from recommender.kb.rdf import n_triples, number, turtle
from recommender.kb.records import Records
from recommender.kb.tables import TABLE_NAMES, Table, table
from recommender.knowledge_graph import knowledge_graph
from recommender.model.problem import BadInput

pytestmark = pytest.mark.slow

ID = "https://w3id.org/tanlu/id/"
DEF = "https://w3id.org/tanlu/def/"


@pytest.fixture
def published(home: Path, mini: Records, mini_graph: Graph) -> Published:
    add_requirement_links(mini_graph, mini)
    tables: list[Table] = []
    for name in TABLE_NAMES:
        with suppress(BadInput):
            tables.append(table(name, mini))
    return Published(home, mini, mini_graph, tuple(tables))


@pytest.fixture
def release(published: Published, tmp_path: Path) -> Path:
    export(published, "all", tmp_path)
    return tmp_path


def lines(text: str) -> set[str]:
    return {line for line in text.splitlines() if line}


def test_turtle_and_n_triples_hold_the_same_graph(release: Path, published: Published) -> None:
    turtle = pyoxigraph.Store()
    turtle.load(path=release / "tanlu.ttl", format=pyoxigraph.RdfFormat.TURTLE)
    again = {f"{quad.subject} {quad.predicate} {quad.object} ." for quad in turtle}
    written = (release / "tanlu.nt").read_text(encoding="utf-8")
    assert written == n_triples(published.graph)
    assert again == lines(written)


def test_rdflib_reads_the_same_terms_from_turtle_and_n_triples(release: Path) -> None:
    """Digits and all: a figure of 10119 persons is not 10119.0 in one of the files."""
    turtle = Graph().parse(release / "tanlu.ttl", format="turtle")
    triples = Graph().parse(release / "tanlu.nt", format="nt")
    assert set(turtle) == set(triples)


@pytest.mark.parametrize("digits", ["10", "0.5", "10119", "-3", "0.0001", "120000000"])
def test_a_decimal_has_the_same_digits_in_turtle_and_n_triples(digits: str) -> None:
    graph = Graph()
    graph.add((URIRef(f"{ID}unit/one"), URIRef(f"{DEF}factor"), number(float(digits))))
    graph.add((URIRef(f"{ID}unit/one"), URIRef(f"{DEF}key"), Literal("10", datatype=XSD.string)))
    by_turtle = Graph().parse(data=turtle(graph), format="turtle")
    by_triples = Graph().parse(data=n_triples(graph), format="nt")
    assert set(by_turtle) == set(by_triples)
    assert Literal(digits, datatype=XSD.decimal) in set(by_turtle.objects())


NAME = re.compile(r"<(https://w3id\.org/tanlu/[^>]+)>")
LABEL = re.compile(r"<([^>]+)> <[^>]+#(?:label|prefLabel)> .*@(zh|en) \.")


def test_a_reader_of_the_triples_alone_finds_every_name_of_ours_told(home: Path, tmp_path: Path) -> None:
    """Such as id/basis/stated and def/star: each has a triple of its own and a label in both languages."""
    whole = knowledge_graph(home)
    (path,) = export(Published(home, whole.records, whole.graph, ()), "nt", tmp_path)
    told, used, labels = set(), set(), set()
    for line in path.read_text(encoding="utf-8").splitlines():
        subject, _, rest = line.partition(" ")
        told.add(subject[1:-1])
        used.update(NAME.findall(rest.partition('"')[0]))
        if found := LABEL.fullmatch(line):
            labels.add(found.groups())
    assert {f"{ID}basis/stated", f"{ID}polarity/negative", f"{DEF}Technology", f"{DEF}star"} <= used
    assert used - told == set()
    assert {(name, language) for name in used for language in ("zh", "en")} - labels == set()


@pytest.mark.parametrize("engine", ["rdflib", "pyld", "pyoxigraph"])
def test_json_ld_means_the_same_to_three_engines(engine: str, published: Published) -> None:
    text = json_ld(published.records, published.graph)
    assert read_json_ld(text, engine) == lines(n_triples(published.graph))


def test_a_context_that_slipped_is_noticed(published: Published) -> None:
    """A term of the context that points at another property: every engine reads it, none complains."""
    text = json_ld(published.records, published.graph).replace(f"{DEF}star", f"{DEF}stair")
    assert read_json_ld(text, "rdflib") != lines(n_triples(published.graph))


def read_json_ld(text: str, engine: str) -> set[str]:
    match engine:
        case "rdflib":
            return lines(n_triples(Graph().parse(data=text, format="json-ld")))
        case "pyld":
            return lines(jsonld.to_rdf(json.loads(text), {"format": "application/n-quads"}))
        case _:
            store = pyoxigraph.Store()
            store.load(text.encode(), format=pyoxigraph.RdfFormat.JSON_LD)
            return {f"{quad.subject} {quad.predicate} {quad.object} ." for quad in store}


def test_an_owl_tool_opens_the_xml(release: Path) -> None:
    world = owlready2.World()
    with (release / "tanlu.owx").open("rb") as file:
        world.get_ontology("urn:tanlu").load(fileobj=file)
    battery = world[f"{ID}technology/battery"]
    assert battery is not None
    assert world[f"{DEF}Technology"] in battery.is_a
    row = world[f"{ID}assessment/gdroute-t6-2-1"]
    pv = world[f"{ID}technology/rooftop-photovoltaics"]
    assert world[f"{DEF}technology"][row] == [pv]
    assert world[f"{DEF}star"][row] == [4]
    mature = world[f"{DEF}MatureTechnology"]
    assert mature.equivalent_to


def test_an_axiom_that_cannot_be_written_is_refused(mini_graph: Graph) -> None:
    tbox = Graph().parse(
        data="""@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix x: <urn:x:> .
            <urn:x> a owl:Ontology . x:A a owl:Class ; owl:hasKey ( x:p ) .""",
        format="turtle",
    )
    with pytest.raises(UnsupportedAxiomError, match="hasKey"):
        owl_xml(tbox, mini_graph)


def test_networks_are_read_again_with_the_same_nodes(release: Path, published: Published) -> None:
    made = network(published.graph, published.records.schema)
    for again in (nx.read_graphml(release / "tanlu.graphml"), nx.read_gexf(release / "tanlu.gexf")):
        assert set(again.nodes) == set(made.nodes)
        assert again.number_of_edges() == made.number_of_edges()


def test_a_relation_is_an_edge_and_a_technology_a_node(published: Published) -> None:
    made = network(published.graph, published.records.schema)
    pv, battery = "technology/rooftop-photovoltaics", "technology/battery"
    assert made.nodes[pv]["label_en"] == "Photovoltaics"
    links = {data["link"] for _, _, data in made.out_edges(battery, data=True)} | {
        data["link"] for _, _, data in made.out_edges(pv, data=True)
    }
    assert "requires" in links
    assert not any(node.startswith("relation/") for node in made.nodes)
    asked = made.get_edge_data("requirement/zcc-7.1.2-1", pv)
    assert {data["link"] for data in asked.values()} == {"satisfiedBy", "satisfied_by"}


def test_tables_are_the_same_in_csv_and_sqlite(release: Path) -> None:
    with (release / "csv" / "assessments.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    connection = sqlite3.connect(release / "tanlu.sqlite")
    try:
        assert connection.execute("SELECT star, name FROM assessments").fetchall() == [("4", row["name"])]
        several = connection.execute("SELECT * FROM requirements__technologies").fetchall()
        assert several == [("zcc-7.1.2-1", "rooftop-photovoltaics")]
        empty = connection.execute("SELECT high_energy FROM assessments").fetchone()
        assert empty == (None,)
    finally:
        connection.close()


def test_every_file_is_described_with_its_hash(release: Path) -> None:
    manifest = json.loads((release / "manifest.json").read_text(encoding="utf-8"))
    for entry in manifest:
        data = (release / entry["file"]).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (entry["bytes"], entry["sha256"])
    described = Graph().parse(release / "void.ttl", format="turtle")
    dataset = URIRef(f"{ID}dataset/tanlu")
    assert len(list(described.objects(dataset, DCAT.distribution))) == len(manifest)
    triples = len(lines((release / "tanlu.nt").read_text(encoding="utf-8")))
    assert [int(one) for one in described.objects(dataset, VOID.triples)] == [triples]


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_can_be_had_alone(form: str, published: Published, tmp_path: Path) -> None:
    assert all(path.stat().st_size for path in export(published, form, tmp_path))


def test_two_releases_of_the_shipped_knowledge_are_the_same_bytes(home: Path, tmp_path: Path) -> None:
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "recommender.cli", "kb", "export", "--out", str(tmp_path / seed)]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run(command, check=True, cwd=home, env=environment, capture_output=True)
    first, second = ((tmp_path / seed / "manifest.json").read_bytes() for seed in ("1", "2"))
    assert first == second
    assert io.BytesIO(first).read()
