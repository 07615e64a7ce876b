"""Every record has a label in both languages in the graph, made from what it says where it has none."""

from __future__ import annotations

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS

from recommender.api import home
from recommender.kb.labels import add_labels
from recommender.kb.link_graph import add_requirement_links
from recommender.kb.pages.figures import counted
from recommender.kb.records import Records
from recommender.knowledge_graph import knowledge_graph

pytestmark = pytest.mark.slow

ID, DEF = "https://w3id.org/tanlu/id/", "https://w3id.org/tanlu/def/"


@pytest.fixture(scope="module")
def shipped() -> Graph:
    return knowledge_graph(home()).graph


def labels(graph: Graph, node: URIRef) -> dict[str | None, str]:
    return {one.language: str(one) for one in graph.objects(node, SKOS.prefLabel) if isinstance(one, Literal)}


def test_a_requirement_is_called_by_its_text(mini: Records, mini_graph: Graph) -> None:
    add_labels(mini_graph, mini)
    found = labels(mini_graph, URIRef(f"{ID}requirement/zcc-7.1.2-1"))
    assert found == {"zh": "装光伏", "en": "Install photovoltaics"}


def test_the_link_of_a_requirement_cites_its_place(mini: Records, mini_graph: Graph) -> None:
    add_requirement_links(mini_graph, mini)
    found = labels(mini_graph, URIRef(f"{ID}requirement-link/zcc-7.1.2-1--rooftop-photovoltaics"))
    assert found == {"zh": "指南 7.1.2 第 1 项：光伏", "en": "Guide 7.1.2, item 1: Photovoltaics"}


def test_what_a_rule_does_to_a_requirement_cites_its_place(shipped: Graph) -> None:
    """Item 2 of 7.1.2, of the guide for communities; no ids."""
    key = "zcc-7.1.2-2"
    found = [
        labels(shipped, URIRef(str(one)))
        for one in shipped.subjects(URIRef(f"{DEF}requirement"), URIRef(f"{ID}requirement/{key}"))
        if f"{ID}applicability/" in str(one)
    ]
    assert found
    for label in found:
        assert label["zh"].startswith("零碳社区建设与评价指南 7.1.2 第 2 项：")
        assert label["en"].startswith(
            "Guide to the construction and evaluation of zero-carbon communities 7.1.2, item 2: "
        )


def test_no_record_of_the_shipped_knowledge_is_without_a_label() -> None:
    whole = knowledge_graph(home())
    classes = {whole.records.schema.expand(one.iri) for one in whole.records.schema.classes.values()}
    nodes = {node for node, kind in whole.graph.subject_objects(RDF.type) if str(kind) in classes}
    without = [node for node in nodes if set(labels(whole.graph, URIRef(str(node)))) != {"zh", "en"}]
    assert without == []


def test_a_figure_of_a_case_names_the_case(shipped: Graph) -> None:
    """Figure-table 3-2, row 1: 世博家园 has 10119 residents."""
    found = labels(shipped, URIRef(f"{ID}statistic/sps2-f3-2-1-shibo"))
    assert found["zh"].endswith("：总人数 10119 人")
    assert found["en"].endswith("Population 10119 persons")
    assert found["zh"].count("总人数") == 1


def test_a_figure_says_whose_it_is_once(shipped: Graph) -> None:
    """Section 7.1, paragraph 3: 16.5 t per head in Guangzhou in 2013; case and object are one city."""
    found = labels(shipped, URIRef(f"{ID}statistic/gdroute-7.1-p3-n1"))
    assert found == {
        "zh": "广州市：人均温室气体排放量 16.5 t/人（2013）",
        "en": "Guangzhou: Greenhouse gas emissions per head 16.5 tonnes per person (2013)",
    }


def test_no_unit_is_written_after_a_count_or_ratio_in_english(shipped: Graph) -> None:
    """Section 1.1, paragraph 2: 50 projects planned by 2020."""
    found = labels(shipped, URIRef(f"{ID}statistic/gdroute-1.1-p2-projects"))
    assert found["zh"].endswith("项目数 50 个（2020）")
    assert found["en"].endswith("planned 50 (2020)")


@pytest.mark.parametrize(
    ("number", "name", "words"),
    [
        ("1", "person", "person"),
        ("2", "person", "persons"),
        ("≥ 1", "vehicle", "vehicle"),
        ("4–5", "year", "years"),
        ("3", "kilogram of coal equivalent", "kilograms of coal equivalent"),
        ("9", "days per week", "days per week"),
        ("2.5", "ten thousand persons", "ten thousand persons"),
        ("8", "hundred million yuan", "hundred million yuan"),
        ("7", "mu", "mu"),
    ],
)
def test_english_units_are_counted(number: str, name: str, words: str) -> None:
    assert counted(number, name) == words
