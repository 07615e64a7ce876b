"""Competency questions: answered as expected, alike on two engines, touching everything there is."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from recommender.api import load_knowledge
from recommender.cli.run import run
from recommender.kb.proof.competency import (
    ANY_TEXT,
    Question,
    answer,
    compare,
    differences,
    find_question,
    page,
    read_questions,
)
from recommender.kb.proof.competency_terms import untouched, vocabulary
from recommender.kb.query import QueryLimits, QueryStore, query_prefixes
from recommender.kb.rdf import n_triples
from recommender.kb.tables import Table
from recommender.knowledge_graph import knowledge_graph
from recommender.model.problem import BadInput
from recommender.model.text import Text
from recommender.schema.definitions import Schema

pytestmark = pytest.mark.slow

PATIENT = QueryLimits(seconds=60)
DEF = "https://w3id.org/tanlu/def/"
CITATIONS = {"place", "item", "rated_at", "lower_at", "earlier_at", "rule"}


@pytest.fixture(scope="module")
def questions(home: Path) -> tuple[Question, ...]:
    return read_questions(home)


@pytest.fixture(scope="module")
def triples(home: Path) -> str:
    return n_triples(knowledge_graph(home, load_knowledge()).graph)


@pytest.fixture(scope="module")
def store(triples: str, schema: Schema) -> QueryStore:
    return QueryStore.of(triples, query_prefixes(schema), "pyoxigraph")


def test_there_are_at_least_sixty_numbered_without_a_gap(questions: tuple[Question, ...]) -> None:
    assert len(questions) >= 60
    assert [one.number for one in questions] == [f"{n:03}" for n in range(1, len(questions) + 1)]


def test_every_answer_is_as_expected(
    questions: tuple[Question, ...], store: QueryStore, schema: Schema
) -> None:
    assert [str(problem) for problem in differences(questions, store, schema)] == []


def test_every_answer_is_there_in_english_too(
    questions: tuple[Question, ...], store: QueryStore, schema: Schema
) -> None:
    """As many rows, and no label missing: the same cells are filled."""
    for one in questions:
        zh, en = (answer(one, store.ask, schema, language).rows for language in ("zh", "en"))
        assert len(zh) == len(en), one.name
        filled = [sorted([bool(cell) for cell in row] for row in rows) for rows in (zh, en)]
        assert filled[0] == filled[1], one.name


@pytest.mark.slow
def test_rdflib_gives_the_same_rows(
    questions: tuple[Question, ...], store: QueryStore, triples: str, schema: Schema
) -> None:
    other = QueryStore.of(triples, query_prefixes(schema), "rdflib")
    for one in questions:
        fast, slow = store.ask(one.query), other.ask(one.query, PATIENT)
        assert slow.columns == fast.columns, one.name
        assert sorted(slow.rows) == sorted(fast.rows), one.name


def test_the_questions_touch_every_class_property_and_list(
    questions: tuple[Question, ...], schema: Schema, home: Path
) -> None:
    assert untouched(questions, schema, home) == ()


def test_what_is_no_longer_asked_about_is_named(
    questions: tuple[Question, ...], schema: Schema, home: Path
) -> None:
    """Without the question about retired ids nobody asks for the class or what it alone holds."""
    rest = [one for one in questions if one.name != "096-retired-ids"]
    gone = set(untouched(rest, schema, home)) - set(untouched(questions, schema, home))
    old = {f"{DEF}Retired", f"{DEF}retiredClass", f"{DEF}since", "http://purl.org/dc/terms/isReplacedBy"}
    assert gone == old


def test_the_vocabulary_holds_schema_axioms_and_lists(schema: Schema, home: Path) -> None:
    terms = vocabulary(schema, home)
    of_the_schema = {f"{DEF}Statement", f"{DEF}potential", f"{DEF}conflictsWith"}
    of_the_axioms = {f"{DEF}ContestedTechnology", f"{DEF}enables", f"{DEF}citedWithin"}
    assert terms >= of_the_schema | of_the_axioms | {schema.value_iri("Basis", "")}


def test_a_comment_touches_nothing(questions: tuple[Question, ...], schema: Schema, home: Path) -> None:
    first = replace(questions[0], query="# tanlu:star\nSELECT ?x { ?x a tanlu:Unit } # tanlu:text")
    missing = untouched([first], schema, home)
    assert {f"{DEF}star", f"{DEF}text"} <= set(missing)
    assert f"{DEF}Unit" not in missing


def test_every_question_the_brief_names_is_answered_with_its_places(
    questions: tuple[Question, ...], store: QueryStore, schema: Schema
) -> None:
    for one in questions[:9]:
        given = answer(one, store.ask, schema, "zh")
        cited = [index for index, name in enumerate(given.columns) if name in CITATIONS]
        assert cited, one.name
        assert given.rows, one.name


def test_a_link_taken_away_changes_the_answer(
    questions: tuple[Question, ...], triples: str, schema: Schema
) -> None:
    """Were the first indicator measured by no requirement, question 2 would no longer be right."""
    kept = [line for line in triples.splitlines() if not ("/measuredBy>" in line and "zcc-i01>" in line)]
    poorer = QueryStore.of("\n".join(kept), query_prefixes(schema))
    (problem,) = differences([find_question(questions, "2")], poorer, schema)
    assert problem.code == "E-CQ-ROWS"
    assert "zcc/B.1#1," in problem.zh


ONE = Question("007", "007-x", Text("问", "ask"), "planner", "", ("a", "b"), (("1", "x"), ("2", "y")))


@pytest.mark.parametrize(
    ("question", "given", "code"),
    [
        (ONE, (("2", "y"), ("1", "x")), ""),
        (ONE, (("1", "x"),), "E-CQ-ROWS"),
        (ONE, (("1", "x"), ("2", "y"), ("2", "y")), "E-CQ-ROWS"),
        (replace(ONE, total=3), (("1", "x"), ("2", "y"), ("3", "z")), ""),
        (replace(ONE, total=3), (("1", "x"), ("2", "y")), "E-CQ-TOTAL"),
        (replace(ONE, total=3), (("1", "x"), ("3", "y"), ("4", "z")), "E-CQ-ROWS"),
        (replace(ONE, rows=(("1", ANY_TEXT), ("2", ANY_TEXT))), (("1", "p"), ("2", "q")), ""),
        (replace(ONE, rows=(("1", ANY_TEXT), ("2", ANY_TEXT))), (("1", "p"), ("2", "")), "E-CQ-ROWS"),
        (replace(ONE, columns=("a", "c")), (("1", "x"), ("2", "y")), "E-CQ-COLUMNS"),
        (replace(ONE, rows=()), (), ""),
    ],
)
def test_comparing_rows(question: Question, given: tuple[tuple[str, ...], ...], code: str) -> None:
    found = compare(question, Table("x", ("a", "b"), given))
    assert [problem.code for problem in found] == ([code] if code else [])


HEADER = "# zh: 问\n# en: ask\n# for: planner\n"
Write = Callable[[str, str, str], None]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    folder = tmp_path / "kb/queries/cq"
    folder.mkdir(parents=True)

    def put(name: str, query: str, rows: str) -> None:
        (folder / f"{name}.rq").write_text(query, encoding="utf-8")
        if rows:
            (folder / f"{name}.csv").write_text(rows, encoding="utf-8")

    return put


@pytest.mark.parametrize(
    ("name", "query", "rows", "words"),
    [
        ("1-x", HEADER, "a\n", "三位编号"),
        ("001-x", HEADER.replace("# en", "# fr"), "a\n", "缺 zh 或 en"),
        ("001-x", HEADER.replace("planner", "planer"), "a\n", "for 应是 planner"),
        ("001-x", HEADER + "# rows: 40\n", "a\n", "成对"),
        ("001-x", HEADER + "# rows: many\n# counted: by eye\n", "a\n", "整数"),
        ("001-x", HEADER, "", "缺少 001-x.csv"),
    ],
)
def test_a_faulty_file_is_told(
    name: str, query: str, rows: str, words: str, write: Write, tmp_path: Path
) -> None:
    write(name, query, rows)
    with pytest.raises(BadInput) as error:
        read_questions(tmp_path)
    assert words in error.value.problems[0].zh


def test_a_number_used_twice_is_told(write: Write, tmp_path: Path) -> None:
    write("001-x", HEADER, "a\n")
    write("001-y", HEADER, "a\n")
    with pytest.raises(BadInput) as error:
        read_questions(tmp_path)
    assert error.value.problems[0].code == "E-CQ-NUMBER"


def test_a_query_that_cannot_be_asked_is_told(write: Write, tmp_path: Path, schema: Schema) -> None:
    write("001-x", HEADER + "SELECT ?a {", "a\n")
    nothing = QueryStore.of("", query_prefixes(schema))
    (problem,) = differences(read_questions(tmp_path), nothing, schema)
    assert (str(problem.place), problem.code) == ("kb/queries/cq/001-x.rq", "E-QUERY-SYNTAX")


def test_docs_questions_is_up_to_date(questions: tuple[Question, ...], home: Path) -> None:
    written = (home / "docs/questions.md").read_text(encoding="utf-8")
    assert written == page(questions), "python -m recommender.kb.proof.competency > docs/questions.md"


def test_the_command_lists_and_answers(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kb", "ask", "--lang", "en"]) == 0
    listed = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert listed[1]["question"] == "Which indicators of B.1 have no requirement behind them?"
    assert run(["kb", "ask", "2"]) == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (row["place"], row["indicator"]) == ("zcc/B.1#17", "雨污分流改造比例")


def test_an_unknown_number_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kb", "ask", "999"]) == 2
    assert "没有编号为 999 的问题" in capsys.readouterr().err
