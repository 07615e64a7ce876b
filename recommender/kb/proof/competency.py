"""Competency questions: what the knowledge must be able to answer, each a query with the rows expected."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from recommender.kb.query import DEFAULT_QUERY_LIMITS, Answer, QueryStore
from recommender.kb.tables import Table, harmless
from recommender.model.problem import BadInput, Place, Problem
from recommender.model.text import Text
from recommender.schema.definitions import Schema

FOLDER = "kb/queries/cq"
AUDIENCES = {
    "planner": Text("规划师", "planners"),
    "author": Text("标准编制者", "standards authors"),
    "trainer": Text("培训师", "trainers"),
}
_NAME = re.compile(r"([0-9]{3})-[a-z0-9]+(-[a-z0-9]+)*")
_HEADER = re.compile(r"# ([a-z]+): (.+)")
_LANGUAGE = re.compile(r'(lang\(\?[A-Za-z_]+\) = )"zh"')
_TOLD = 3
"""How many rows a message shows."""
ANY_TEXT = "…"
"""Stands in an expected column of prose for any text that is not empty."""

Row = tuple[str, ...]
Asker = Callable[[str], Answer]


@dataclass(frozen=True)
class Question:
    """One competency question.

    `columns` and `rows` are what the file beside the query expects of the answer in Chinese; `total` is the
    number of rows when `rows` names only some of them, else None.
    """

    number: str
    name: str
    words: Text
    audience: str
    query: str
    columns: Row
    rows: tuple[Row, ...]
    total: int | None = None

    @property
    def file(self) -> str:
        """The query file, from the project's home."""
        return f"{FOLDER}/{self.name}.rq"

    def in_language(self, language: str) -> str:
        """The query for labels in `language` (zh, en); as written it asks for Chinese ones."""
        return _LANGUAGE.sub(rf'\g<1>"{language}"', self.query)


def read_questions(home: Path) -> tuple[Question, ...]:
    """Every question of kb/queries/cq by number. Raises BadInput with every file at fault."""
    problems: list[Problem] = []
    questions: dict[str, Question] = {}
    for path in sorted((home / FOLDER).glob("*.rq")):
        try:
            question = _read(path)
        except BadInput as error:
            problems += error.problems
            continue
        if question.number in questions:
            problems.append(_twice(question, questions[question.number]))
        questions[question.number] = question
    if problems:
        raise BadInput(tuple(problems))
    return tuple(questions.values())


def find_question(questions: Iterable[Question], number: str) -> Question:
    """The question of that number (7, 07 and 007 are the same). Raises BadInput when there is none."""
    listed = {question.number: question for question in questions}
    wanted = number.zfill(3)
    if wanted not in listed:
        hint = ("tanlu kb ask 列出全部问题", "tanlu kb ask lists them all")
        zh, en = f"没有编号为 {number} 的问题", f"there is no question {number}"
        raise BadInput((Problem(Place("kb ask"), "E-CQ-UNKNOWN", zh, en, *hint),))
    return listed[wanted]


def answer(question: Question, ask: Asker, schema: Schema, language: str) -> Table:
    """The answer in words: ids instead of IRIs, values of closed lists by their label. Raises BadInput."""
    given = ask(question.in_language(language))
    readable = _Reader(schema, language, _headings(ask) if language == "en" else {})
    rows = tuple(tuple(readable(cell) for cell in row) for row in given.rows)
    return Table(question.name, given.columns, rows)


def differences(questions: Iterable[Question], store: QueryStore, schema: Schema) -> Iterator[Problem]:
    """A problem for every question whose answer is not as expected, or that cannot be asked."""
    for question in questions:
        try:
            given = answer(question, lambda text: store.ask(text, DEFAULT_QUERY_LIMITS), schema, "zh")
        except BadInput as error:
            said = error.problems[0]
            yield Problem(Place(question.file), said.code, said.zh, said.en)
            continue
        yield from compare(question, given)


def compare(question: Question, given: Table) -> tuple[Problem, ...]:
    """How the answer differs from what is expected; the order of rows is left to the query."""
    place = Place(question.file.removesuffix("rq") + "csv")
    if given.columns != question.columns:
        wanted, got = ",".join(question.columns), ",".join(given.columns)
        zh, en = f"应有的列是 {wanted}，答案的列是 {got}", f"the columns should be {wanted}, they are {got}"
        return (Problem(place, "E-CQ-COLUMNS", zh, en),)
    got_rows = Counter(_comparable(question, row) for row in given.rows)
    missing = list((Counter(question.rows) - got_rows).elements())
    surplus = list((got_rows - Counter(question.rows)).elements()) if question.total is None else []
    if missing or surplus:
        zh = f"少了 {len(missing)} 行{_sample(missing)}，多了 {len(surplus)} 行{_sample(surplus)}"
        en = f"{len(missing)} rows missing{_sample(missing)}, {len(surplus)} too many{_sample(surplus)}"
        return (Problem(place, "E-CQ-ROWS", zh, en, *_remedy(question)),)
    if question.total is not None and len(given.rows) != question.total:
        zh = f"应有 {question.total} 行，答案有 {len(given.rows)} 行"
        en = f"there should be {question.total} rows, there are {len(given.rows)}"
        return (Problem(place, "E-CQ-TOTAL", zh, en, *_remedy(question)),)
    return ()


def page(questions: Iterable[Question]) -> str:
    """docs/questions.md: every question in both languages, by who asks it."""
    asked = tuple(questions)
    lines = [
        "# 知识库能回答的问题 · Questions the knowledge base answers",
        "",
        f"共 {len(asked)} 问，每问一个查询，旁边放着应有的答案（[写法](../kb/queries/README.md)）。",
        "`tanlu kb ask` 列出全部，`tanlu kb ask 001` 回答一问，`tanlu kb check` 逐问核对答案。",
        "*Each is a query with its expected answer beside it; `tanlu kb check` compares them all.*",
        "",
        "本页由 `python -m recommender.kb.proof.competency > docs/questions.md` 写成。",
    ]
    for audience, words in AUDIENCES.items():
        lines += ["", f"## {words.zh} · {words.en.capitalize()}", ""]
        lines += [
            f"- [{one.number}](../{one.file}) {one.words.zh}<br>*{one.words.en}*"
            for one in asked
            if one.audience == audience
        ]
    return "\n".join(lines) + "\n"


@dataclass(frozen=True)
class _Reader:
    """Turns a cell into what a person reads."""

    schema: Schema
    language: str
    headings: Mapping[str, str]

    def __call__(self, cell: str) -> str:
        home = self.schema.prefixes["id"]
        if cell in self.headings:
            return self.headings[cell]
        label = self._labels().get(cell)
        if label is not None:
            return label.get(self.language)
        return cell.removeprefix(home).partition("/")[2] if cell.startswith(home) else cell

    def _labels(self) -> dict[str, Text]:
        """The label of every class and every value of a closed list, by IRI."""
        schema = self.schema
        classes = {schema.expand(one.iri): one.label for one in schema.classes.values()}
        values = {
            schema.value_iri(name, value): label
            for name, enum in schema.enums.items()
            for value, label in enum.values.items()
        }
        return classes | values


def _headings(ask: Asker) -> dict[str, str]:
    """The names printed in tables of the sources, Chinese → English."""
    pairs = ask(
        """SELECT ?zh ?en WHERE {
             ?heading skos:inScheme scheme:table_heading ; skos:prefLabel ?zh , ?en .
             FILTER (lang(?zh) = "zh" && lang(?en) = "en") }"""
    )
    return {row[0]: row[1] for row in pairs.rows}


def _read(path: Path) -> Question:
    place = f"{FOLDER}/{path.name}"
    text = path.read_text(encoding="utf-8")
    found = (_HEADER.fullmatch(line) for line in text.splitlines())
    header = {str(match[1]): str(match[2]) for match in found if match is not None}
    named = _NAME.fullmatch(path.stem)
    expected = path.with_suffix(".csv")
    faults = [
        (named is None, "文件名应是三位编号加小写词", "the name should be three digits and lower-case words"),
        ("zh" not in header or "en" not in header, "缺 zh 或 en 问句", "the question in zh or en is missing"),
        (header.get("for") not in AUDIENCES, f"for 应是 {'、'.join(AUDIENCES)}", "for names no audience"),
        (("rows" in header) != ("counted" in header), "rows 与 counted 应成对", "rows goes with counted"),
        (not header.get("rows", "0").isdecimal(), "rows 应是整数", "rows should be a whole number"),
        (not expected.is_file(), f"缺少 {expected.name}", f"{expected.name} is missing"),
    ]
    if any(fault for fault, _, _ in faults):
        zh = "；".join(zh for fault, zh, _ in faults if fault)
        en = "; ".join(en for fault, _, en in faults if fault)
        see = ("写法见 kb/queries/README.md", "see kb/queries/README.md")
        raise BadInput((Problem(Place(place), "E-CQ-HEADER", zh, en, *see),))
    columns, *rows = csv.reader(io.StringIO(expected.read_text(encoding="utf-8"))) or [[]]
    return Question(
        path.stem[:3],
        path.stem,
        Text(header["zh"], header["en"]),
        header["for"],
        text,
        tuple(columns),
        tuple(tuple(row) for row in rows),
        int(header["rows"]) if "rows" in header else None,
    )


def _comparable(question: Question, row: Row) -> Row:
    """The row as a file holds it, with the words of prose columns left out."""
    prose = {
        index
        for index in range(len(question.columns))
        if question.rows and all(expected[index : index + 1] == (ANY_TEXT,) for expected in question.rows)
    }
    return tuple(ANY_TEXT if index in prose and cell else harmless(cell) for index, cell in enumerate(row))


def _twice(one: Question, other: Question) -> Problem:
    zh, en = f"编号与 {other.name} 相同", f"has the same number as {other.name}"
    return Problem(Place(one.file), "E-CQ-NUMBER", zh, en, "请换一个编号", "choose another number")


def _sample(rows: list[Row]) -> str:
    shown = "; ".join(",".join(row) for row in rows[:_TOLD])
    return f" ({shown}{' …' if len(rows) > _TOLD else ''})" if rows else ""


def _remedy(question: Question) -> tuple[str, str]:
    ask = f"tanlu kb ask {question.number}"
    return (
        f"用 {ask} 看答案，对照记录改知识或改预期",
        f"see {ask}, check the records and mend one of the two",
    )


if __name__ == "__main__":
    print(page(read_questions(Path())), end="")  # noqa: T201
