"""Tables have the agreed columns and harmless cells; queries are read-only and limited."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from rdflib import Graph

from recommender.kb.coverage import unaccounted
from recommender.kb.query import QueryLimits, QueryStore, ask_apart, query_prefixes
from recommender.kb.rdf import n_triples
from recommender.kb.records import FieldValue, Record, Records
from recommender.kb.tables import TABLE_NAMES, harmless, table
from recommender.model.problem import BadInput, Place
from recommender.model.text import Text
from recommender.schema.definitions import Schema

HEADERS = {
    "assessments": "source,table,row,group,subgroup,name,technology,application,popularisation,potential,"
    "economy,star,high_energy,non_high_energy",
    "requirements": "id,source,clause,item,modality,polarity,field,addressee,condition,text_zh,text_en,"
    "technologies,indicators,note",
    "indicators": "id,source,level1,level1_weight,level2,level2_score,name,attribute,score,rule",
    "coverage": "source,clause,item,kind,became,reason",
}


@pytest.mark.parametrize("name", HEADERS)
def test_headers_are_as_agreed(name: str, real: Records) -> None:
    assert table(name, real).to_csv().split("\n")[0] == HEADERS[name]


def test_assessment_rows(mini: Records) -> None:
    (row,) = table("assessments", mini).rows
    assert row == (
        "gdroute",
        "6-2",
        "1",
        "能源",
        "",
        "太阳能光伏",
        "rooftop-photovoltaics",
        "2020-2025",
        "2025-2035",
        "5",
        "3",
        "4",
        "",
        "",
    )


def test_requirement_rows(mini: Records) -> None:
    item, sentence = table("requirements", mini).rows
    assert item == (
        "zcc-7.1.2-1",
        "zcc",
        "7.1.2",
        "1",
        "宜",
        "positive",
        "energy",
        "community",
        "",
        "装光伏",
        "Install photovoltaics",
        "rooftop-photovoltaics",
        "zcc-i01",
        "",
    )
    assert sentence[3:6] == ("", "", "negative")


def test_coverage_accounts_for_each_place(mini: Records) -> None:
    assert list(table("coverage", mini).rows) == [
        ("zcc", "7.1.2", "s1", "requirement", "zcc-7.1.2-s1", ""),
        ("zcc", "7.1.2", "1", "requirement", "zcc-7.1.2-1", ""),
        ("zcc", "7.1.2", "2", "example", "zcc-7.1.2-2", "只是举例"),
        ("zcc", "B.1", "1", "indicator", "zcc-i01", ""),
        ("gdroute", "t6-2", "1", "assessment", "gdroute-t6-2-1", ""),
        ("gdroute", "t6-2", "2", "item", "", ""),
        ("gdroute", "2.3", "p1", "paragraph", "", ""),
        ("gdroute", "2.3", "p2", "relation", "pv-battery", ""),
        ("gdroute", "2.3", "p3", "paragraph", "", ""),
    ]


def test_sections_are_counted(mini: Records) -> None:
    assert table("sections", mini).rows[1] == (
        *("zcc", "7.1.2", "可再生能源"),
        *("3", "2", "1", "Requirement 2", "只是举例"),
    )


def test_a_clause_that_is_one_definition_is_a_place(mini: Records) -> None:
    """3.1 has no items or sentences; it is found and recorded as a whole, once, term and definition."""
    clause = Record("Clause", "zcc/3.1", {"label": Text("零碳", "Zero carbon")}, Place("clause.yaml"))
    fields: dict[str, FieldValue] = {"clause": "zcc/3.1", "text": Text("净排放为零", "Net emissions of zero")}
    meaning = Record("Definition", "zcc-3.1-def", fields, Place("definition.yaml"))
    more = {"Clause": {**mini.of("Clause"), clause.id: clause}, "Definition": {meaning.id: meaning}}
    records = Records(mini.schema, {**mini.by_class, **more})
    (row,) = (row for row in table("sections", records).rows if row[1] == "3.1")
    assert row[3:7] == ("1", "1", "0", "Definition 1")
    assert ("zcc", "3.1", "", "definition", "zcc-3.1-def", "") in table("coverage", records).rows


def test_the_sections_of_each_document_are_summed_at_the_end(mini: Records) -> None:
    """Two tables and two sections of two sources; nothing is summed in what is exported."""
    assert table("sections", mini, totals=True).rows[-2:] == (
        ("zcc", "", "合计 3 节", "4", "3", "1", "", ""),
        ("gdroute", "", "合计 2 节", "5", "2", "0", "", ""),
    )
    assert all(row[1] for row in table("sections", mini).rows)


def test_a_heading_says_that_it_only_heads(mini: Records) -> None:
    assert table("sections", mini).rows[0][1:] == (
        "7.1",
        "能源",
        "0",
        "0",
        "0",
        "",
        "只有标题，内容在下级条款",
    )


def test_what_became_nothing_is_found(mini: Records) -> None:
    """Row 2 of the table and two paragraphs became nothing; 7.1 only heads 7.1.2 and is not silent."""
    assert [problem.en for problem in unaccounted(mini)] == [
        "item 2 of clause gdroute/t6-2 has no record yet",
        "paragraph 1 of clause gdroute/2.3 has no record yet",
        "paragraph 3 of clause gdroute/2.3 has no record yet",
    ]


def test_a_section_nothing_is_said_of_is_found(mini: Records) -> None:
    silent = Record("Clause", "zcc/9", {"label": Text("核算", "Accounting")}, Place("clause.yaml"))
    clauses = {**mini.of("Clause"), "zcc/9": silent}
    found = unaccounted(Records(mini.schema, {**mini.by_class, "Clause": clauses}))
    assert [problem.code for problem in found if "zcc/9" in problem.en] == ["W-COVERAGE-SECTION"]


def test_csv_is_harmless_in_a_spreadsheet(mini: Records) -> None:
    text = table("discrepancies", mini).to_csv()
    row = next(iter(csv.DictReader(io.StringIO(text))))
    assert (row["name_zh"], row["name_en"], row["treatment_zh"]) == ("'=折行", "'@wrapped", "'-丙")
    assert "\r" not in text
    assert harmless("-5") == "-5"
    assert ",-5," in table("facts", mini).to_csv()


def test_json_has_the_same_rows(mini: Records) -> None:
    rows = json.loads(table("terms", mini).to_json())
    assert rows[0]["name_zh"] == "能源"
    assert len(rows) == len(table("terms", mini).rows)


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_every_table_has_its_header_even_without_rows(name: str, mini: Records) -> None:
    found = table(name, Records(mini.schema, {}))
    assert found.rows == ()
    assert found.to_csv() == ",".join(table(name, mini).columns) + "\n"


def test_an_unknown_table_is_answered_with_the_nearest(mini: Records) -> None:
    with pytest.raises(BadInput) as error:
        table("requirments", mini)
    assert error.value.problems[0].hint_zh == "是否想写“requirements”？"


@pytest.fixture(params=["pyoxigraph", "rdflib"])
def store(request: pytest.FixtureRequest, mini_graph: Graph, schema: Schema) -> QueryStore:
    return QueryStore.of(n_triples(mini_graph), query_prefixes(schema), request.param)


def test_a_query_needs_no_prefixes(store: QueryStore) -> None:
    answer = store.ask(
        "SELECT ?name { ?t tanlu:field concept:energy ; skos:prefLabel ?name "
        "FILTER(lang(?name) = 'zh') } ORDER BY ?name"
    )
    assert answer.columns == ("name",)
    assert {row[0] for row in answer.rows} >= {"光伏", "储能"}


def test_names_with_dots_mean_the_same_to_both_engines(store: QueryStore) -> None:
    """requirement:zcc-7.1.2-1 holds two dots; the text beside it is left as it is."""
    answer = store.ask('SELECT ?t { requirement:zcc-7.1.2-1 tanlu:satisfiedBy ?t . FILTER("a:b.c.d" != "") }')
    assert [row[0].rpartition("/")[2] for row in answer.rows] == ["rooftop-photovoltaics"]


def test_ask_construct_and_unbound(store: QueryStore) -> None:
    assert store.ask("ASK { technology:battery tanlu:requires ?x }").rows == (("true",),)
    (triple,) = store.ask("CONSTRUCT { ?s a tanlu:X } WHERE { ?s tanlu:star 4 }").rows
    assert triple[2] == "https://w3id.org/tanlu/def/X"
    assert store.ask("SELECT ?a ?b { BIND(1 AS ?a) }").rows == (("1", ""),)


def test_rows_are_limited(store: QueryStore) -> None:
    answer = store.ask("SELECT * { ?s ?p ?o }", QueryLimits(rows=3))
    assert (len(answer.rows), answer.truncated) == (3, True)


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <a:b> <a:c> 1 }",
        "DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://example.org/x>",
        "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "select * { service silent <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }",
        "# a comment '\nCLEAR ALL",
    ],
)
def test_what_writes_or_reaches_out_is_refused(store: QueryStore, text: str) -> None:
    with pytest.raises(BadInput) as error:
        store.ask(text)
    assert error.value.problems[0].code == "E-QUERY-FORBIDDEN"


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?load { ?load a ?with . # SERVICE <http://x>\n }",
        "SELECT ?s { ?s ?p 'INSERT DATA { }' }",
        'SELECT ?s { ?s ?p """LOAD\n<x>""" }',
        "SELECT ?s { ?s <http://example.org/FROM> ?o }",
        "PREFIX load: <http://example.org/> SELECT ?s { ?s load:from ?o }",
    ],
)
def test_the_same_words_elsewhere_are_allowed(store: QueryStore, text: str) -> None:
    store.ask(text)


@pytest.mark.parametrize("text", ["SELECT * {\n ?s ?p", "SELECT ?x { ?x foo:bar 1 }", "", "x" * 30_000])
def test_faults_are_told_in_both_languages(store: QueryStore, text: str) -> None:
    with pytest.raises(BadInput) as error:
        store.ask(text)
    (problem,) = error.value.problems
    assert problem.zh
    assert problem.en


def test_a_syntax_error_has_its_line(mini_graph: Graph, schema: Schema) -> None:
    store = QueryStore.of(n_triples(mini_graph), query_prefixes(schema), "pyoxigraph")
    with pytest.raises(BadInput) as error:
        store.ask("SELECT * {\n ?s ?p ?o FILTR(?s) }")
    assert error.value.problems[0].place.line == 2


@pytest.fixture
def graph_file(mini_graph: Graph, tmp_path: Path) -> Path:
    path = tmp_path / "kb.nt"
    path.write_text(n_triples(mini_graph), encoding="utf-8")
    return path


def test_a_process_of_its_own_gives_the_same_answer(
    graph_file: Path, store: QueryStore, schema: Schema
) -> None:
    text = "SELECT ?t { ?t a tanlu:Technology } ORDER BY ?t"
    apart = ask_apart(graph_file, query_prefixes(schema), text)
    assert apart.rows == store.ask(text).rows


def test_a_query_without_end_is_stopped(graph_file: Path, schema: Schema) -> None:
    text = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with pytest.raises(BadInput) as error:
        ask_apart(graph_file, query_prefixes(schema), text, QueryLimits(seconds=0.5))
    assert error.value.problems[0].code == "E-QUERY-TIME"


def test_a_fault_in_the_other_process_keeps_its_place(graph_file: Path, schema: Schema) -> None:
    with pytest.raises(BadInput) as error:
        ask_apart(graph_file, query_prefixes(schema), "SELECT * {\n ?s ?p }")
    assert error.value.problems[0].place.line == 2
