"""The server gives pages or data, finds by name, keeps to itself, and never shows a traceback."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import PROV, VOID

from recommender.kb.serve.formats import GRAPHS, HTML, RESULTS, negotiate, preferred_language
from recommender.kb.serve.server import KnowledgeServer, check_address
from recommender.kb.serve.start import start
from recommender.model.problem import BadInput
from tests.kb.serving import BROWSER, PV, fetch, running

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server(home: Path, schema) -> Iterator[KnowledgeServer]:
    with running(home, schema) as server:
        yield server


@pytest.fixture(scope="module")
def url(server: KnowledgeServer) -> str:
    return server.url.rstrip("/")


@pytest.mark.parametrize(
    ("accept", "media", "words"),
    [
        ("", "text/html; charset=utf-8", "<h1>"),
        (BROWSER, "text/html; charset=utf-8", "光伏"),
        ("text/turtle", "text/turtle; charset=utf-8", "skos:prefLabel"),
        ("text/turtle;q=0.9, text/html;q=0.5", "text/turtle; charset=utf-8", "skos:prefLabel"),
        ("application/n-triples", "application/n-triples", f"<{PV}> <"),
        ("application/ld+json", "application/ld+json", "@id"),
        ("application/rdf+xml", "application/rdf+xml", "rdf:RDF"),
    ],
)
def test_a_record_comes_as_page_or_data(url: str, accept: str, media: str, words: str) -> None:
    status, headers, text = fetch(f"{url}/id/technology/rooftop-photovoltaics", accept)
    assert (status, headers["content-type"]) == (200, media)
    assert words in text
    assert headers["vary"] == "Accept, Accept-Language"


def test_data_of_a_record_holds_what_it_says_and_what_points_at_it(url: str) -> None:
    found = Graph().parse(data=fetch(f"{url}/id/technology/battery", "text/turtle")[2], format="turtle")
    battery, home = URIRef("https://w3id.org/tanlu/id/technology/battery"), "https://w3id.org/tanlu/def/"
    assert (battery, URIRef(f"{home}requires"), URIRef(PV)) in found
    assert (
        URIRef("https://w3id.org/tanlu/id/relation/pv-battery"),
        URIRef(f"{home}object"),
        battery,
    ) in found


def test_data_of_a_clause_holds_its_places(url: str) -> None:
    text = fetch(f"{url}/id/clause/zcc/7.1.2", "application/n-triples")[2]
    assert "<https://w3id.org/tanlu/id/clause/zcc/7.1.2#1> <http://purl.org/dc/terms/isPartOf>" in text


@pytest.mark.parametrize(
    "path", ["def/Technology", "def/star", "def/Basis", "def/requires", "id/basis/stated"]
)
def test_terms_come_as_page_or_data(url: str, path: str) -> None:
    assert fetch(f"{url}/{path}", BROWSER)[0] == 200
    text = fetch(f"{url}/{path}", "application/n-triples")[2]
    assert f"<https://w3id.org/tanlu/{path}>" in text


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("def/", "类与属性"),
        ("def", "类与属性"),
        ("id/", "取值表"),
        ("id/technology/", "光伏"),
    ],
)
def test_a_folder_of_addresses_has_a_page(url: str, path: str, words: str) -> None:
    status, headers, text = fetch(f"{url}/{path}", BROWSER)
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert words in text


def test_the_folder_of_terms_is_the_ontology_as_data(url: str) -> None:
    text = fetch(f"{url}/def/", "application/n-triples")[2]
    assert "<https://w3id.org/tanlu/def/star> <http://www.w3.org/2000/01/rdf-schema#label>" in text


@pytest.mark.parametrize("path", [".well-known/void", "id/"])
def test_the_dataset_describes_itself(url: str, path: str) -> None:
    """Five sources in all, two of them in the small graph; the endpoint is on this machine."""
    status, headers, text = fetch(f"{url}/{path}", "text/turtle")
    assert (status, headers["content-type"]) == (200, "text/turtle; charset=utf-8")
    found = Graph().parse(data=text, format="turtle")
    dataset = URIRef("https://w3id.org/tanlu/id/dataset/tanlu")
    assert [str(one) for one in found.objects(dataset, VOID.sparqlEndpoint)] == [f"{url}/sparql"]
    assert {str(one).rpartition("/")[2] for one in found.objects(dataset, PROV.wasDerivedFrom)} == {
        "zcc",
        "gdroute",
    }


def test_the_dataset_is_described_to_whoever_names_no_format(url: str) -> None:
    assert fetch(f"{url}/.well-known/void")[1]["content-type"] == "text/turtle; charset=utf-8"
    assert fetch(f"{url}/.well-known/void", "image/png")[0] == 406


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "zh"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en;q=0.3, zh-TW;q=0.7", "zh"),
        ("fr", "zh"),
        ("fr, en;q=0.5", "en"),
        ("en;q=0", "zh"),
        ("*", "zh"),
    ],
)
def test_the_preferred_language_comes_first(url: str, header: str, language: str) -> None:
    assert preferred_language(header) == language
    for path in ("id/technology/battery", "search?q=x", "sparql", "id/technology/batery"):
        text = fetch(f"{url}/{path}", BROWSER, Accept_Language=header)[2]
        assert f'<html lang="{"en" if language == "en" else "zh-CN"}">' in text


def test_a_wrong_address_names_what_was_perhaps_meant(url: str) -> None:
    status, _, text = fetch(f"{url}/id/technology/batery")
    assert status == 404
    assert "是否想找 /id/technology/battery | " in text
    status, _, text = fetch(f"{url}/id/technology/batery", BROWSER)
    assert (status, 'href="/id/technology/battery"' in text) == (404, True)


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/id/../../../etc/passwd",
        "/id/%2e%2e/%2e%2e/etc/passwd",
        "/def/..%2f..%2fpyproject.toml",
        "/templates/style.css",
        "//etc/passwd",
        "/id/technology/%00",
        "/%ff%fe",
        "/<script>",
    ],
)
def test_no_path_leads_to_a_file(server: KnowledgeServer, path: str) -> None:
    host, port = server.server_address[:2]
    link = http.client.HTTPConnection(str(host), port, timeout=10)
    link.putrequest("GET", path.replace("<", "%3C").replace(">", "%3E"), skip_host=False)
    link.putheader("Accept", BROWSER)
    link.endheaders()
    answer = link.getresponse()
    text = answer.read().decode()
    link.close()
    assert answer.status == 404
    assert "root:" not in text
    assert "<script" not in text


def test_search_finds_chinese_english_and_other_names(url: str) -> None:
    for words, link in (
        ("储能", "battery"),
        ("photovolt", "rooftop-photovoltaics"),
        ("分布式", "rooftop-photovoltaics"),
    ):
        text = fetch(f"{url}/search?{urlencode({'q': words})}", BROWSER)[2]
        assert f'href="/id/technology/{link}"' in text
    text = fetch(f"{url}/search?{urlencode({'q': '<b>永动机'})}", BROWSER)[2]
    assert "没有找到" in text
    assert "<b>" not in text


def test_what_is_recorded_is_found_before_what_is_derived(url: str) -> None:
    """The technology stands before the applicability whose name begins with its name."""
    text = fetch(f"{url}/search?{urlencode({'q': '光伏'})}", BROWSER)[2]
    assert (
        text.index("/id/technology/rooftop") < text.index("/id/relation/") < text.index("/id/applicability/")
    )


def test_the_front_page_has_a_search_box(url: str) -> None:
    text = fetch(f"{url}/", BROWSER)[2]
    assert '<form class="search" action="/search"' in text
    assert 'href="/id/source/zcc"' in text


def test_every_answer_forbids_scripts(url: str) -> None:
    for path in ("/", "/id/technology/battery", "/sparql", "/nowhere"):
        headers = fetch(f"{url}{path}", BROWSER)[1]
        assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
        assert headers["x-content-type-options"] == "nosniff"


def test_head_gives_headers_only(server: KnowledgeServer, url: str) -> None:
    """Asked over a bare socket, as clients throw away what they do not expect."""
    with socket.create_connection(server.server_address[:2], timeout=10) as link:
        link.sendall(b"HEAD /id/technology/battery HTTP/1.1\r\nHost: x\r\n\r\n")
        answer = b""
        while part := link.recv(65536):
            answer += part
    head, _, body = answer.partition(b"\r\n\r\n")
    length = len(fetch(f"{url}/id/technology/battery")[2].encode())
    assert head.startswith(b"HTTP/1.1 200 ")
    assert f"Content-Length: {length}".encode() in head
    assert body == b""


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "BREW"])
def test_other_methods_are_refused(url: str, method: str) -> None:
    status, headers, text = fetch(f"{url}/id/technology/battery", method=method)
    assert (status, " | " in text) == (405, True)
    assert "GET" in headers["allow"]


def test_a_post_elsewhere_is_refused(url: str) -> None:
    assert fetch(f"{url}/id/technology/battery", data=b"x=1")[0] == 405


def test_broken_requests_are_answered_in_words(server: KnowledgeServer) -> None:
    host, port = server.server_address[:2]
    for sent, status in (
        (b"nonsense\r\n\r\n", b"400"),
        (b"GET / HTTP/9.9\r\n\r\n", b"505"),
        (b"GET /" + b"x" * 70_000 + b" HTTP/1.1\r\n\r\n", b"414"),
        (b"POST /sparql HTTP/1.1\r\nHost: x\r\n\r\n", b"411"),
        (b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", b"400"),
        (b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", b"411"),
    ):
        with socket.create_connection((str(host), port), timeout=10) as link:
            link.sendall(sent)
            answer = b""
            while part := link.recv(65536):
                answer += part
        assert answer.split(b" ")[1] == status
        assert b" | " in answer
        assert b"Traceback" not in answer


def test_a_token_is_required_once_it_is_set(home: Path, schema) -> None:
    with running(home, schema, token="sésame") as server:
        here = server.url
        status, headers, _ = fetch(here)
        assert (status, headers["www-authenticate"]) == (401, 'Bearer realm="tanlu"')
        for wrong in ("Bearer sesame", "Basic abc", "Bearer ", "sésame"):
            assert fetch(here, Authorization=wrong.encode().decode("latin-1"))[0] == 401
        right = "Bearer sésame".encode().decode("latin-1")
        assert fetch(here, Authorization=right)[0] == 200
        assert fetch(f"{here}sparql?query=ASK+%7B%7D", Authorization=right)[0] == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::", "example.org", ""])
def test_other_machines_need_a_token(host: str) -> None:
    with pytest.raises(BadInput) as error:
        check_address(host, "")
    assert error.value.problems[0].code == "E-SERVE-OPEN"
    check_address(host, "secret")


def test_a_port_in_use_is_an_os_error_and_leaves_nothing_behind(
    server: KnowledgeServer, home: Path, schema
) -> None:
    with pytest.raises(OSError, match="in use"):
        start(schema, Graph(), Graph(), home, "127.0.0.1", int(server.server_address[1]))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.9", "::1", "localhost"])
def test_this_machine_needs_none(host: str) -> None:
    check_address(host, "")


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("text/csv", "csv"),
        ("text/csv;q=0.5, application/sparql-results+xml", "xml"),
        ("application/json", "json"),
        ("text/*", "csv"),
        ("application/sparql-results+json;q=0, */*;q=0.1", "xml"),
        (BROWSER, "html"),
        ("TEXT/CSV ; Q=1.0", "csv"),
        ("nonsense, text/csv;q=many, text/tab-separated-values;q=0.1", "tsv"),
    ],
)
def test_the_preferred_format_is_chosen(accept: str, name: str) -> None:
    found = negotiate(accept, (*RESULTS, HTML))
    assert found is not None
    assert found.name == name


def test_nothing_is_chosen_when_nothing_fits() -> None:
    assert negotiate("image/png", (*GRAPHS, HTML)) is None
    assert negotiate("text/turtle;q=0", GRAPHS) is None
