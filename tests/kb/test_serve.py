"""The endpoint follows the SPARQL protocol, only reads, and its answers are those of the graph."""

from __future__ import annotations

import csv
import io
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

from recommender.kb.serve.server import KnowledgeServer
from tests.kb.serving import BROWSER, PV, ask, fetch, running

pytestmark = pytest.mark.slow

PREFIXES = """
PREFIX tanlu: <https://w3id.org/tanlu/def/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
NAMES = """
SELECT ?t ?name { ?t a tanlu:Technology ; skos:prefLabel ?name FILTER(lang(?name) = "zh") } ORDER BY ?t
"""
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def server(home: Path, schema) -> Iterator[KnowledgeServer]:
    with running(home, schema) as server:
        yield server


@pytest.fixture(scope="module")
def url(server: KnowledgeServer) -> str:
    return server.url.rstrip("/")


def test_json_results(url: str) -> None:
    status, headers, text = ask(url, NAMES, "application/sparql-results+json")
    assert (status, headers["content-type"]) == (200, "application/sparql-results+json")
    found = json.loads(text)
    assert found["head"]["vars"] == ["t", "name"]
    assert [row["name"] for row in found["results"]["bindings"]] == [
        {"type": "literal", "value": "储能", "xml:lang": "zh"},
        {"type": "literal", "value": "光伏", "xml:lang": "zh"},
    ]


def test_xml_results(url: str) -> None:
    _, headers, text = ask(url, NAMES, "application/sparql-results+xml")
    assert headers["content-type"] == "application/sparql-results+xml"
    space = "{http://www.w3.org/2005/sparql-results#}"
    root = ElementTree.fromstring(text)
    assert [one.get("name") for one in root.iter(f"{space}variable")] == ["t", "name"]
    assert [one.text for one in root.iter(f"{space}literal")] == ["储能", "光伏"]
    assert next(root.iter(f"{space}uri")).text == "https://w3id.org/tanlu/id/technology/battery"


def test_csv_and_tsv_results(url: str) -> None:
    _, headers, text = ask(url, NAMES, "text/csv")
    assert headers["content-type"] == "text/csv; charset=utf-8"
    assert list(csv.reader(io.StringIO(text)))[2] == [PV, "光伏"]
    _, _, text = ask(url, NAMES, "text/tab-separated-values")
    assert text.splitlines()[0] == "?t\t?name"
    assert text.splitlines()[2] == f'<{PV}>\t"光伏"@zh'


def test_awkward_values_survive_every_format(url: str) -> None:
    query = 'SELECT ?a ?b ?c { BIND("a,\\"b\\"\\n<&\\t" AS ?a) BIND(3.5 AS ?c) }'
    (row,) = json.loads(ask(url, query)[2])["results"]["bindings"]
    assert row == {
        "a": {"type": "literal", "value": 'a,"b"\n<&\t'},
        "c": {"type": "literal", "value": "3.5", "datatype": "http://www.w3.org/2001/XMLSchema#decimal"},
    }
    assert list(csv.reader(io.StringIO(ask(url, query, "text/csv")[2], newline="")))[1] == [
        'a,"b"\n<&\t',
        "",
        "3.5",
    ]
    assert ask(url, query, "text/tab-separated-values")[2].splitlines()[1].count("\t") == 2
    texts = [one.text for one in ElementTree.fromstring(ask(url, query, "text/xml")[2]).iter() if one.text]
    assert 'a,"b"\n<&\t' in texts


@pytest.mark.parametrize(("thing", "value"), [("technology:battery", True), ("technology:none", False)])
def test_ask(url: str, thing: str, value: bool) -> None:
    query = f"ASK {{ {thing} a tanlu:Technology }}"
    assert json.loads(ask(url, query)[2])["boolean"] is value
    assert f"<boolean>{str(value).lower()}</boolean>" in ask(url, query, "application/sparql-results+xml")[2]


@pytest.mark.parametrize(
    ("media", "reader"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
    ],
)
def test_graphs_come_in_four_formats(url: str, media: str, reader: str) -> None:
    query = "CONSTRUCT { ?a tanlu:rates ?t } WHERE { ?a tanlu:technology ?t ; a tanlu:Assessment }"
    status, headers, text = ask(url, query, media)
    assert (status, headers["content-type"].partition(";")[0]) == (200, media)
    pairs = set(Graph().parse(data=text, format=reader).subject_objects())
    home = "https://w3id.org/tanlu/id/assessment/"
    assert pairs == {
        (URIRef(f"{home}gdroute-t6-2-1"), URIRef(PV)),
        (URIRef(f"{home}gdroute-t2-2-3"), URIRef(PV)),
    }


def test_describe(url: str) -> None:
    text = ask(url, f"DESCRIBE <{PV}>", "application/n-triples")[2]
    assert f'<{PV}> <http://www.w3.org/2004/02/skos/core#prefLabel> "光伏"@zh .' in text


def test_the_vocabulary_is_a_graph_of_its_own(url: str) -> None:
    """The default graph tells what its own terms are called; the axioms stand in the other graph."""
    label = "tanlu:star <http://www.w3.org/2000/01/rdf-schema#label> ?l"
    axiom = "tanlu:star <http://www.w3.org/2000/01/rdf-schema#domain> ?c"
    vocabulary = "GRAPH <https://w3id.org/tanlu/def>"
    for where, said in (
        (f"{{ {label} }}", True),
        (f"{{ {axiom} }}", False),
        (f"{{ {vocabulary} {{ {axiom} }} }}", True),
    ):
        assert json.loads(ask(url, f"ASK {where}")[2])["boolean"] is said


def test_posted_queries(url: str) -> None:
    for data, kind in (
        (NAMES.encode(), "application/sparql-query"),
        (NAMES.encode(), "application/sparql-query; charset=utf-8"),
        (urlencode({"query": NAMES}).encode(), "application/x-www-form-urlencoded"),
    ):
        status, _, text = fetch(f"{url}/sparql", data=data, Content_Type=kind)
        assert (status, text.count('"光伏"')) == (200, 1)


@pytest.mark.parametrize(
    ("query", "place"),
    [("SELECT * {\n ?s ?p ?o FILTR(?s) }", "2:"), ("SELECT ?x { ?x foo:bar 1 }", "1:")],
)
def test_a_syntax_error_names_line_and_column_in_both_languages(url: str, query: str, place: str) -> None:
    status, _, text = ask(url, query)
    assert status == 400
    assert text.startswith(f"query:{place}")
    assert "E-QUERY-SYNTAX" in text
    assert " | " in text
    status, headers, text = ask(url, query, BROWSER)
    assert (status, headers["content-type"]) == (400, "text/html; charset=utf-8")
    assert f"第 {place[0]} 行" in text
    assert f"Line {place[0]}, column" in text


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <a:b> <a:c> 1 }",
        "DELETE WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "LOAD <http://127.0.0.1/x>",
        "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    ],
)
def test_what_writes_or_reaches_out_is_forbidden(url: str, query: str) -> None:
    assert ask(url, query)[0] == 403
    for data, kind in (
        (query.encode(), "application/sparql-query"),
        (urlencode({"query": query}).encode(), "application/x-www-form-urlencoded"),
    ):
        assert fetch(f"{url}/sparql", data=data, Content_Type=kind)[0] == 403


def test_updates_by_protocol_are_forbidden(url: str) -> None:
    update = "INSERT DATA { <a:b> <a:c> 1 }"
    form = urlencode({"update": update}).encode()
    kind = "application/x-www-form-urlencoded"
    assert fetch(f"{url}/sparql", data=update.encode(), Content_Type="application/sparql-update")[0] == 403
    assert fetch(f"{url}/sparql", data=form, Content_Type=kind)[0] == 403
    assert fetch(f"{url}/sparql?{urlencode({'query': NAMES, 'default-graph-uri': 'http://x/'})}")[0] == 403
    assert json.loads(ask(url, "ASK { <a:b> <a:c> 1 }")[2])["boolean"] is False


@pytest.mark.parametrize(
    ("data", "kind", "status"),
    [
        (b"", "application/sparql-query", 400),
        (b"\xff\xfe", "application/sparql-query", 400),
        (b"{}", "application/json", 415),
        (b"query=ASK+%7B%7D&query=ASK+%7B%7D", "application/x-www-form-urlencoded", 400),
        (b"other=1", "application/x-www-form-urlencoded", 400),
        (b"&".join(b"a=1" for _ in range(99)), "application/x-www-form-urlencoded", 400),
        (b"x" * 30_000, "application/sparql-query", 413),
        (b"x" * 300_000, "application/sparql-query", 413),
    ],
)
def test_requests_out_of_order_are_refused_in_words(url: str, data: bytes, kind: str, status: int) -> None:
    got, _, text = fetch(f"{url}/sparql", data=data, Content_Type=kind)
    assert got == status
    assert " | " in text
    assert "Traceback" not in text


def test_too_many_rows_are_refused_not_cut_short(url: str) -> None:
    """Half an answer would be a wrong one; a page may show the first rows and say so."""
    status, _, text = ask(url, "SELECT * { ?s ?p ?o }")
    assert status == 400
    assert "E-QUERY-ROWS" in text
    assert ask(url, "SELECT * { ?s ?p ?o } LIMIT 200")[0] == 200
    assert ask(url, "CONSTRUCT WHERE { ?s ?p ?o }", "text/turtle")[0] == 400


def test_what_is_not_on_offer_is_not_acceptable(url: str) -> None:
    assert ask(url, NAMES, "image/png")[0] == 406
    assert ask(url, NAMES, "text/turtle")[0] == 406
    assert fetch(f"{url}/id/technology/battery", "image/png")[0] == 406
    status, headers, _ = fetch(f"{url}/sparql?{urlencode({'query': NAMES, 'format': 'csv'})}", BROWSER)
    assert (status, headers["content-type"]) == (200, "text/csv; charset=utf-8")


def test_a_query_without_end_is_stopped_and_the_next_one_answered(home: Path, schema) -> None:
    with running(home, schema, seconds=0.4) as server:
        here = server.url.rstrip("/")
        for _ in range(3):  # more often than there are query processes
            began = time.monotonic()
            status, _, text = ask(here, ENDLESS)
            assert (status, "E-QUERY-TIME" in text) == (503, True)
            assert time.monotonic() - began < 4
        assert json.loads(ask(here, "ASK {}")[2])["boolean"] is True


def test_slow_queries_do_not_hold_up_quick_ones(home: Path, schema) -> None:
    with running(home, schema, seconds=2.0) as server:
        here = server.url.rstrip("/")
        with ThreadPoolExecutor(1) as pool:
            slow = pool.submit(ask, here, ENDLESS)
            time.sleep(0.2)
            began = time.monotonic()
            assert ask(here, "ASK {}")[0] == 200
            assert time.monotonic() - began < 1.5
            assert slow.result()[0] == 503


def test_many_at_once(url: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert {one[0] for one in pool.map(lambda _: ask(url, NAMES), range(40))} == {200}


def test_a_normal_query_is_quick(url: str) -> None:
    ask(url, NAMES)
    times = []
    for _ in range(9):
        began = time.perf_counter()
        ask(url, NAMES)
        times.append(time.perf_counter() - began)
    assert sorted(times)[2] < 0.1  # about 5 ms on a quiet machine


def test_rdflib_as_a_client(url: str) -> None:
    """Both ways rdflib sends queries."""
    for method in ("GET", "POST", "POST_FORM"):
        store = SPARQLStore(f"{url}/sparql", method=method)
        graph = Graph(store)
        names = {str(row[1]) for row in graph.query(PREFIXES + NAMES)}
        assert names == {"光伏", "储能"}
        star = URIRef("https://w3id.org/tanlu/def/star")
        assert sorted(int(value) for value in graph.objects(None, star)) == [1, 4]
        assert bool(graph.query(f"ASK {{ <{PV}> ?p ?o }}"))
        store.close()


def test_sparqlwrapper_as_a_client(url: str) -> None:
    client = SPARQLWrapper(f"{url}/sparql")
    client.setQuery(NAMES)
    client.setReturnFormat(JSON)
    assert [row["name"]["value"] for row in client.queryAndConvert()["results"]["bindings"]] == [
        "储能",
        "光伏",
    ]
    client.setMethod(POST)
    assert len(client.queryAndConvert()["results"]["bindings"]) == 2
    client.setQuery(f"CONSTRUCT WHERE {{ <{PV}> a ?kind }}")
    client.setReturnFormat(TURTLE)
    assert len(Graph().parse(data=client.queryAndConvert(), format="turtle")) == 1


def test_a_federated_query_from_another_graph(url: str) -> None:
    """Another graph knows which technologies are in stock; names come from here."""
    mine = Graph()
    mine.parse(data=f"<{PV}> <https://example.org/stock> 7 .", format="turtle")
    rows = mine.query(
        f"""PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?name ?n {{
          ?t <https://example.org/stock> ?n .
          SERVICE <{url}/sparql> {{ ?t skos:prefLabel ?name }}
          FILTER(lang(?name) = "en")
        }}"""
    )
    assert [(str(name), int(n)) for name, n in rows] == [("Photovoltaics", 7)]


def test_the_service_describes_itself(url: str) -> None:
    status, headers, text = fetch(f"{url}/sparql", "text/turtle")
    assert (status, headers["content-type"]) == (200, "text/turtle; charset=utf-8")
    described = Graph().parse(data=text, format="turtle")
    sd = "http://www.w3.org/ns/sparql-service-description#"
    assert list(described.objects(None, URIRef(f"{sd}endpoint"))) == [URIRef(f"{url}/sparql")]
    assert URIRef(f"{sd}SPARQL11Query") in set(described.objects(None, URIRef(f"{sd}supportedLanguage")))


def test_a_browser_gets_a_form_and_a_table(url: str) -> None:
    _, headers, text = fetch(f"{url}/sparql", BROWSER)
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert "<textarea" in text
    _, _, text = ask(url, NAMES, BROWSER)
    assert '<a href="/id/technology/battery">' in text
    assert "储能" in text


def test_the_form_lists_the_questions_ready_to_ask(url: str, home: Path) -> None:
    listed = fetch(f"{url}/sparql", BROWSER)[2].count('href="/sparql?query=')
    assert listed == len(list((home / "kb" / "queries" / "cq").glob("*.rq")))
