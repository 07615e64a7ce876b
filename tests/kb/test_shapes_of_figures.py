"""Shapes of figures, scores, grades, boundaries, definitions: sound records pass, each fault is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from recommender.kb.graph import record_graph
from recommender.kb.load import check_documents
from recommender.kb.records import Records
from recommender.kb.validate import Validator
from recommender.schema.definitions import Schema
from recommender.store.nodes import read_nodes
from tests.kb.conftest import HERE, Documents

DEF = "https://w3id.org/tanlu/def/"
ID = "https://w3id.org/tanlu/id/"
FIGURE, EFFECT = "statistic/gdroute-2.3-f1", "effect/pv-saves-power"
BAND, INDICATOR = "scoring/zcgo-1.1.2-a", "indicator/zcgo-1.1.2"

# what is wrong → (the record, property, what it becomes; None takes the value away), what the message says
FAULTS: dict[str, tuple[tuple[str, str, str | int | None], str]] = {
    "an effect without a number": ((EFFECT, "numericValue", None), "量化效果要有数和单位"),
    "an effect without a unit": ((EFFECT, "inUnit", None), "量化效果要有数和单位"),
    "a figure without a unit": ((FIGURE, "inUnit", None), "有数的数字要写单位"),
    "from 40 to 30 per cent": ((FIGURE, "lowerValue", 40), "下限不应高于上限"),
    "2019 until 2018": ((FIGURE, "untilYear", 2018), "截止年份要晚于起始年份"),
    "until 2020 from nowhere": ((FIGURE, "year", None), "截止年份要晚于起始年份"),
    "a band without threshold": ((BAND, "threshold", None), "达到即得分要有分数和界限"),
    "a step without its size": ((BAND, "kind", "scoring-kind/step"), "按步计分要有每步和分数"),
    "3 + 3 is not 5": ((INDICATOR, "score", 3), "二级指标的分值要等于"),
    "5 of 6 points": ((INDICATOR, "level1Weight", 6), "一级指标的分值要等于"),
    "60-95 and 90-100": (("grade/zcgo-6.6-2", "upperValue", 95), "分数范围不能重叠"),
    "defined twice in one place": (
        ("definition/gdroute-2.3-d1", "clause", "clause/zcc/7.1.2#1"),
        "不能给一个术语下两个定义",
    ),
    "corresponds to its own system": (
        ("correspondence/zcc-i01--zcgo-1-1-2", "subject", "indicator/zcgo-1.1.1"),
        "应出自不同的文献",
    ),
    "应 without its word": (("statement/gdroute-2.3-p2", "word", None), "要写原词和正反"),
    "应 without polarity": (("statement/gdroute-2.3-p2", "polarity", None), "要写原词和正反"),
}


@pytest.fixture(scope="module")
def figures(schema: Schema, mini_documents: Documents) -> Records:
    """The tiny knowledge base with one sound record of every class that holds figures."""
    more = [(path.name, read_nodes(path)) for path in sorted((HERE / "mini_figures").glob("*.yaml"))]
    return check_documents(schema, [*mini_documents, *more])


def told(shacl: Validator, records: Records, graph: Graph) -> str:
    return "\n".join(str(problem) for problem in shacl.check(records, graph))


def iri(name: str) -> URIRef:
    return URIRef(ID + name)


def d(name: str) -> URIRef:
    return URIRef(DEF + name)


def test_sound_records_have_no_finding(figures: Records, shacl: Validator) -> None:
    assert told(shacl, figures, record_graph(figures)) == ""


@pytest.mark.parametrize("name", FAULTS)
def test_one_fault_is_told(name: str, figures: Records, shacl: Validator) -> None:
    (record, slot, value), says = FAULTS[name]
    graph = record_graph(figures)
    graph.remove((iri(record), d(slot), None))
    if value is not None:
        new: Node = Literal(value) if isinstance(value, int) else iri(value)
        graph.add((iri(record), d(slot), new))
    assert says in told(shacl, figures, graph)


def test_a_figure_needs_a_value_of_some_kind(figures: Records, shacl: Validator) -> None:
    graph = record_graph(figures)
    for end in ("lowerValue", "upperValue"):
        graph.remove((iri(FIGURE), d(end), None))
    assert "数字要有数值、范围或文字值之一" in told(shacl, figures, graph)


def test_one_item_cannot_be_counted_and_left_out(figures: Records, shacl: Validator) -> None:
    graph = record_graph(figures)
    power, coal = iri("boundary-item/zcc-7.1-b1"), iri("boundary-item/zcc-7.1-b2")
    for name in list(graph.objects(coal, SKOS_LABEL)):
        graph.remove((coal, SKOS_LABEL, name))
    for name in graph.objects(power, SKOS_LABEL):
        graph.add((coal, SKOS_LABEL, name))
    assert "不能既计入又不计入" in told(shacl, figures, graph)


def test_a_row_is_rated_once(figures: Records, shacl: Validator) -> None:
    graph = record_graph(figures)
    row, second = iri("assessment/gdroute-t6-2-1"), iri("assessment/gdroute-t6-2-9")
    for predicate, value in list(graph.predicate_objects(row)):
        graph.add((second, predicate, value))
    assert "一行只能有一条评级" in told(shacl, figures, graph)


SKOS_LABEL = URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")
OTHERS = ("数字要有数值、范围或文字值之一", "不能既计入又不计入", "一行只能有一条评级")


def provoked() -> tuple[str, ...]:
    """What the messages provoked in this file say."""
    return (*(says for _, says in FAULTS.values()), *OTHERS)


def test_every_message_is_in_both_languages(home: Path) -> None:
    """Of every hand-written shape and constraint."""
    graph = Graph().parse(home / "ontology" / "shapes-extra.ttl")
    speaking = set(graph.subjects(SH.message, None))
    assert len(speaking) >= 25
    for shape in speaking:
        languages = {text.language for text in graph.objects(shape, SH.message) if isinstance(text, Literal)}
        assert languages == {"zh", "en"}, shape
