"""The reasoner gate finds planted contradictions, names the axiom, and finds the members a query finds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, XSD

from recommender.kb.proof import java
from recommender.kb.proof.reasoner import (
    Reasoned,
    defined_classes,
    ontology_graph,
    read_output,
    read_proof,
    skipped,
    start_reasoner,
)
from recommender.kb.publish.owl_xml import owl_xml
from recommender.kb.query import QueryStore, query_prefixes
from recommender.kb.rdf import n_triples
from recommender.kb.records import Records
from recommender.knowledge_check import check_everything
from recommender.knowledge_graph import KnowledgeGraph, knowledge_graph
from recommender.model.problem import Problem, Severity

pytestmark = pytest.mark.slow

DEF = "https://w3id.org/tanlu/def/"
ID = "https://w3id.org/tanlu/id/"
ROW = URIRef(f"{ID}assessment/gdroute-t6-2-1")
CLAUSE = URIRef(f"{ID}clause/zcc/7.1.2")

# Each defined class, said once more as a query, in the words of its definition.
QUERIES = {
    "MatureTechnology": '?row tanlu:technology ?x ; a tanlu:Assessment ; tanlu:popularisation "2020-2025"',
    "StronglyPromotedTechnology": "?row tanlu:technology ?x ; a tanlu:Assessment ; tanlu:star 5",
    "CommunityTechnology": """<https://w3id.org/tanlu/id/domain/community> tanlu:table ?table .
        ?row tanlu:technology ?x ; a tanlu:Assessment ; tanlu:table ?table""",
    "EnablingTechnology": "?other tanlu:requires ?x",
    "MeasuredTechnology": "?effect tanlu:effectOf ?x",
    "ResourceBoundTechnology": """?applied tanlu:technology ?x ; tanlu:effect ?effect ;
            tanlu:situation/tanlu:part/tanlu:fact/tanlu:group "resource" .
        FILTER (STRAFTER(STR(?effect), "applied-effect/") IN ("recommend", "permit", "prioritise"))""",
    "ContestedTechnology": """?one tanlu:technology ?x ; tanlu:effect ?for .
        FILTER (STRENDS(STR(?for), "/recommend"))
        ?two tanlu:technology ?x ; tanlu:effect ?against .
        FILTER (STRAFTER(STR(?against), "applied-effect/") IN ("discourage", "exclude"))""",
    "StandardBackedTechnology": """?record tanlu:technology ?x ; tanlu:clause/dcterms:isPartOf* ?source .
        ?source tanlu:authority <https://w3id.org/tanlu/id/source-kind/standard>""",
    "Standard": "?x a tanlu:Source ; tanlu:authority <https://w3id.org/tanlu/id/source-kind/standard>",
    "Report": "?x a tanlu:Source ; tanlu:authority <https://w3id.org/tanlu/id/source-kind/report>",
    "BindingRequirement": """?x a tanlu:Requirement ; tanlu:modality ?modality .
        FILTER (?modality IN (concept:must, concept:shall))""",
    "AdvisoryRequirement": """?x a tanlu:Requirement ; tanlu:modality ?modality .
        FILTER (?modality IN (concept:should, concept:may))""",
    "CommunityRequirement": "?x a tanlu:Requirement ; tanlu:addressee addressee:community",
    "OfficeRequirement": "?x a tanlu:Requirement ; tanlu:addressee addressee:office",
    "ReportStatement": """?x a tanlu:Statement ; tanlu:clause/dcterms:isPartOf* ?source .
        ?source tanlu:authority <https://w3id.org/tanlu/id/source-kind/report>""",
    "BoundaryExclusion": "?x a tanlu:BoundaryItem ; tanlu:boundaryPart <https://w3id.org/tanlu/id/boundary-part/excluded>",
}

needs_java = pytest.mark.skipif(not java.java(), reason="no Java; the extra `reasoner` brings one")


@pytest.fixture(scope="module")
def tbox(home: Path) -> Graph:
    return ontology_graph(home)


@pytest.fixture(scope="module")
def whole(home: Path) -> KnowledgeGraph:
    return knowledge_graph(home)


def run(tbox: Graph, abox: Graph, explain: bool = False) -> tuple[Reasoned | None, tuple[Problem, ...]]:
    started = start_reasoner(tbox, abox)
    assert started is not None
    return started.result(explain)


def d(name: str) -> URIRef:
    return URIRef(DEF + name)


def has(reasoned: Reasoned | None, name: str) -> set[str]:
    assert reasoned is not None and reasoned.members is not None
    return {one.removeprefix(ID) for one in reasoned.members[DEF + name]}


@needs_java
def test_members_on_the_tiny_knowledge_base(tbox: Graph, mini_graph: Graph) -> None:
    """Photovoltaics: what the battery requires, in table 6-2, four stars. The should-clause is advisory."""
    reasoned, problems = run(tbox, mini_graph)
    assert problems == ()
    assert has(reasoned, "EnablingTechnology") == {"technology/rooftop-photovoltaics"}
    assert has(reasoned, "CommunityTechnology") == {"technology/rooftop-photovoltaics"}
    assert has(reasoned, "StronglyPromotedTechnology") == set()
    assert has(reasoned, "AdvisoryRequirement") == {"requirement/zcc-7.1.2-1"}
    assert has(reasoned, "BindingRequirement") == set()
    assert has(reasoned, "Standard") == {"source/zcc"} and has(reasoned, "Report") == {"source/gdroute"}


@needs_java
def test_the_reasoner_and_the_queries_find_the_same_members(tbox: Graph, whole: KnowledgeGraph) -> None:
    reasoned, problems = run(tbox, whole.graph)
    assert problems == ()
    assert {DEF + name for name in QUERIES} == defined_classes(tbox)
    store = QueryStore.of(n_triples(whole.graph), query_prefixes(whole.records.schema))
    for name, where in QUERIES.items():
        answer = store.ask(f"SELECT DISTINCT ?x WHERE {{ {where} }}")
        asked = {row[0].removeprefix(ID) for row in answer.rows}
        assert has(reasoned, name) == asked, name
        assert asked, name


@needs_java
def test_a_clause_where_a_technology_belongs_is_contradicted_by_range_and_disjointness(
    tbox: Graph, mini_graph: Graph
) -> None:
    mini_graph.set((ROW, d("technology"), CLAUSE))
    reasoned, problems = run(tbox, mini_graph, explain=True)
    assert reasoned == Reasoned(False)
    (problem,) = problems
    assert problem.code == "E-REASONER" and problem.severity is Severity.ERROR
    assert "technology range Technology" in problem.en
    assert "gdroute-t6-2-1 technology 7.1.2" in problem.en
    assert "DisjointClasses" in problem.zh


@needs_java
def test_without_explain_the_way_to_the_proof_is_told(tbox: Graph, mini_graph: Graph) -> None:
    mini_graph.set((ROW, d("technology"), CLAUSE))
    _, (problem,) = run(tbox, mini_graph)
    assert "--explain" in problem.said("zh") and "--explain" in problem.said("en")


@needs_java
@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [
        ("technology/battery", "conflictsWith", "technology/battery"),  # irreflexive
        ("technology/battery", "conflictsWith", "technology/rooftop-photovoltaics"),  # disjoint with synergy
        ("domain/dwelling", "contains", "domain/dwelling"),  # asymmetric
        ("requirement/zcc-7.1.2-1", "modality", "technology/battery"),  # a technology is no concept
    ],
)
def test_other_contradictions(
    subject: str, predicate: str, value: str, tbox: Graph, mini_graph: Graph
) -> None:
    mini_graph.add((URIRef(ID + subject), d(predicate), URIRef(ID + value)))
    reasoned, problems = run(tbox, mini_graph)
    assert reasoned == Reasoned(False) and len(problems) == 1


@needs_java
def test_a_class_nothing_can_belong_to_is_told(tbox: Graph, mini_graph: Graph) -> None:
    both = URIRef(f"{DEF}Both")
    graph = Graph() + tbox
    graph.add((both, RDF.type, OWL.Class))
    graph.add((both, RDFS.subClassOf, d("Technology")))
    graph.add((both, RDFS.subClassOf, d("Requirement")))
    reasoned, problems = run(graph, mini_graph)
    assert reasoned is not None and reasoned.empty == (str(both),)
    assert [problem.en for problem in problems] == [f"nothing can belong to the class {both}"]


def test_output_is_read_with_the_classes_above() -> None:
    text = (
        "SubClassOf( <urn:a> <urn:b> )\nEquivalentClasses( <urn:b> <urn:c> )\n"
        "Type( <urn:x> <urn:a> )\nType( <urn:y> <urn:c> )\n"
    )
    reasoned = read_output(text, frozenset({"urn:b", "urn:d"}))
    assert reasoned.members == {"urn:b": ("urn:x", "urn:y"), "urn:d": ()}


def test_a_proof_is_one_line() -> None:
    text = (
        "Axiom: Thing subClassOf Nothing\n\nExplanation(s): \n1)   p range T\n     a p b\n"
        "     DisjointClasses(A\n  B\n  C\n  D)\n\n2)   other\n"
    )
    assert read_proof(text) == "p range T; a p b; DisjointClasses(4 classes)"


def test_typed_and_plain_strings_are_one_value(tbox: Graph, mini_graph: Graph) -> None:
    """The record graph writes "6-2"^^xsd:string, the axioms "6-2"."""
    assert (ROW, d("table"), Literal("6-2", datatype=XSD.string)) in mini_graph
    from recommender.kb.proof.reasoner_view import reasoning_view

    view = reasoning_view(tbox, mini_graph)
    assert f"<{ROW}> <{RDF.type}> <urn:tanlu:view:table=6-2> ." in view
    assert "hasValue" not in view and "owl#oneOf" not in view and "@zh" not in view


def test_without_java_the_gate_is_skipped_and_says_so(
    monkeypatch: pytest.MonkeyPatch, tbox: Graph, mini_graph: Graph
) -> None:
    monkeypatch.setattr(java, "BUNDLED", "")
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert start_reasoner(tbox, mini_graph) is None
    assert skipped(False).severity is Severity.WARNING
    assert "推理检查已跳过：没有 Java" in skipped(False).zh and "reasoner gate skipped" in skipped(False).en
    assert skipped(True).severity is Severity.ERROR


@pytest.mark.skipif(not java.BUNDLED, reason="the extra `reasoner` is not installed")
def test_the_bundled_java_does_as_well(tbox: Graph, mini_graph: Graph) -> None:
    started = start_reasoner(tbox, mini_graph, java.BUNDLED)
    assert started is not None
    reasoned, problems = started.result()
    assert problems == () and has(reasoned, "EnablingTechnology") == {"technology/rooftop-photovoltaics"}


def test_every_axiom_can_be_written_as_owl_xml(tbox: Graph, mini_graph: Graph) -> None:
    text = owl_xml(tbox, mini_graph)
    assert "<ObjectPropertyChain>" in text and "<DisjointObjectProperties>" in text


def test_a_dangling_link_stops_before_the_reasoner(home: Path, tmp_path: Path, real: Records) -> None:
    """The strict loader has the first word; nothing else is asked of knowledge that does not load."""
    for folder in ("kb", "rules", "ontology", "examples"):
        shutil.copytree(home / folder, tmp_path / folder)
    (tmp_path / "kb" / "dangling.yaml").write_text(
        "class: Package\nrecords:\n  - id: lost\n    label: {zh: 失, en: Lost}\n    source: zcc/7.1.2\n"
        "    basis: stated\n    technologies: [no-such-technology]\n    because: {zh: 试, en: Try}\n",
        encoding="utf-8",
    )
    verdict = check_everything(tmp_path)
    assert verdict.errors == 1 and verdict.counts == {}
    (problem,) = [one for one in verdict.problems if one.severity is Severity.ERROR]
    assert str(problem.place).startswith("kb/dangling.yaml:7:") and "no-such-technology" in problem.en


@needs_java
def test_what_only_the_reasoner_sees_is_told_by_the_whole_check(home: Path, tmp_path: Path) -> None:
    """Two relations, each sound by itself: photovoltaics and storage conflict, and work well together."""
    for folder in ("kb", "rules", "ontology", "examples"):
        shutil.copytree(home / folder, tmp_path / folder)
    lines = "    subject: rooftop-photovoltaics\n    object: energy-storage\n    basis: derived\n"
    (tmp_path / "kb" / "planted.yaml").write_text(
        f"class: Relation\nrecords:\n  - id: planted-one--two\n    type: conflict\n{lines}"
        f"  - id: planted-one--three\n    type: synergy\n{lines}",
        encoding="utf-8",
    )
    verdict = check_everything(tmp_path, require_reasoner=True, explain=True)
    codes = {problem.code for problem in verdict.problems if problem.severity is Severity.ERROR}
    assert "E-REASONER" in codes and not codes & {"E-SHACL", "E-LINK-DANGLING"}
    (told,) = [problem for problem in verdict.problems if problem.code == "E-REASONER"]
    assert "conflictsWith propertyDisjointWith synergyWith" in told.en
