"""The graph and its closed-world check: identical builds, no blank nodes, each shape fires on a fault."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SH, SKOS, XSD

from recommender.kb.generate import generate, stale
from recommender.kb.graph import record_graph
from recommender.kb.link_graph import add_requirement_links
from recommender.kb.ontology import ontology
from recommender.kb.rdf import n_triples
from recommender.kb.records import Records
from recommender.kb.rule_graph import add_applicability, add_rules
from recommender.kb.validate import Validator
from recommender.model.applicability import Applicability, Applied, Part, Situation
from recommender.model.knowledge import Authority, Basis
from recommender.model.problem import Place
from recommender.model.rule import Rule, Rulebook
from recommender.model.text import Text
from recommender.schema.definitions import Schema
from tests.kb.test_shapes_of_figures import provoked

pytestmark = pytest.mark.slow

DEF = "https://w3id.org/tanlu/def/"
ID = "https://w3id.org/tanlu/id/"
PV = URIRef(f"{ID}technology/rooftop-photovoltaics")
BATTERY = URIRef(f"{ID}technology/battery")
ROW = URIRef(f"{ID}assessment/gdroute-t6-2-1")


def d(name: str) -> URIRef:
    return URIRef(DEF + name)


def test_two_builds_are_the_same_bytes(real: Records) -> None:
    assert n_triples(record_graph(real)) == n_triples(record_graph(real))


def test_the_graph_has_no_blank_nodes(real: Records) -> None:
    assert not any(isinstance(term, BNode) for triple in record_graph(real) for term in triple)


def test_generated_files_are_fresh(home: Path) -> None:
    assert stale(home) == ()


def test_generating_twice_gives_the_same_bytes(home: Path) -> None:
    assert generate(home) == generate(home)


def test_iris_and_links(mini_graph: Graph) -> None:
    place = URIRef(f"{ID}clause/gdroute/t6-2#1")
    assert (ROW, d("technology"), PV) in mini_graph
    assert (ROW, d("clause"), place) in mini_graph
    assert (place, SKOS.prefLabel, Literal("t6-2 表 6-2 第 1 项", lang="zh")) in mini_graph
    assert (ROW, d("star"), Literal("4", datatype=XSD.integer)) in mini_graph
    assert (PV, SKOS.altLabel, Literal("分布式光伏", lang="zh")) in mini_graph


def test_relations_link_their_ends_and_symmetric_ones_both_ways(mini_graph: Graph) -> None:
    assert (PV, d("synergyWith"), BATTERY) in mini_graph
    assert (BATTERY, d("synergyWith"), PV) in mini_graph
    assert (BATTERY, d("requires"), PV) in mini_graph
    assert (PV, d("requires"), BATTERY) not in mini_graph


def test_the_real_graph_has_no_finding(real: Records, shacl: Validator) -> None:
    assert shacl.check(real, record_graph(real)) == ()


def test_the_mini_graph_has_no_finding_and_is_left_as_it_was(
    mini: Records, mini_graph: Graph, shacl: Validator
) -> None:
    before = len(mini_graph)
    assert shacl.check(mini, mini_graph) == ()
    assert len(mini_graph) == before


def drop(subject: URIRef, predicate: URIRef) -> Callable[[Graph], None]:
    return lambda graph: graph.remove((subject, predicate, None)) and None


def put(subject: URIRef, predicate: URIRef, value: Literal | URIRef) -> Callable[[Graph], None]:
    return lambda graph: graph.add((subject, predicate, value)) and None


def swap(subject: URIRef, predicate: URIRef, value: Literal | URIRef) -> Callable[[Graph], None]:
    return lambda graph: graph.set((subject, predicate, value)) and None


NONE = URIRef(f"{ID}concept/none")
REQUIREMENT = URIRef(f"{ID}requirement/zcc-7.1.2-1")
STATED = URIRef(f"{ID}relation/pv-battery")
FACT = URIRef(f"{ID}fact/site.type")
STAGE = URIRef(f"{ID}stage/near")
RURAL = URIRef(f"{ID}concept/rural_community")

FAULTS: dict[str, tuple[Callable[[Graph], None], str, str]] = {
    "no field": (drop(PV, d("field")), "技术的“领域”应有恰好一个", "mini/technology.yaml:6"),
    "two fields": (
        put(PV, d("field"), URIRef(f"{ID}concept/building")),
        "恰好一个",
        "mini/technology.yaml:6",
    ),
    "field of another scheme": (swap(PV, d("field"), URIRef(f"{ID}concept/device")), "取自词表 field", ""),
    "one language": (swap(PV, SKOS.prefLabel, Literal("光伏", lang="zh")), "技术的“名称”", ""),
    "six stars": (swap(ROW, d("star"), Literal(6)), "不大于 5（现为 6）", "mini/assessment.yaml:13"),
    "text for a number": (swap(ROW, d("star"), Literal("five")), "为整数", "mini/assessment.yaml:13"),
    "wrong class": (swap(ROW, d("technology"), FACT), "为技术", "mini/assessment.yaml:8"),
    "unknown basis": (swap(PV, d("basis"), URIRef(f"{ID}basis/hearsay")), "依据性质", ""),
    "pilot too late": (
        swap(ROW, d("application"), Literal("2035-2050", datatype=XSD.string)),
        "应用期不应晚于",
        "",
    ),
    "requires itself": (put(PV, d("requires"), BATTERY), "不能以自己为前提", ""),
    "broader than itself": (put(PV, d("broaderTechnology"), PV), "不能是自己的上位", ""),
    "requires and conflicts": (put(BATTERY, d("conflictsWith"), PV), "又与它冲突", ""),
    "relation to itself": (swap(STATED, d("object"), PV), "两项不同的技术", ""),
    "stated without source": (drop(STATED, d("clause")), "要写出处", "mini/relation.yaml:3"),
    "no rating and no domain": (drop(BATTERY, d("domain")), "要写明对象", "mini/technology.yaml:9"),
    "modality without word": (drop(REQUIREMENT, d("word")), "要写原词", ""),
    "word without modality": (swap(REQUIREMENT, d("modality"), NONE), "要写原词", ""),
    "choice without scheme": (drop(FACT, d("choices")), "要写词表", ""),
    "two of one name": (put(RURAL, SKOS.prefLabel, Literal("社区", lang="zh")), "不能同名", ""),
    "stage backwards": (swap(STAGE, d("startYear"), Literal(2031)), "应早于结束年", ""),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found_on_its_line(
    name: str, mini: Records, mini_graph: Graph, shacl: Validator
) -> None:
    plant, says, where = FAULTS[name]
    plant(mini_graph)
    found = [problem for problem in shacl.check(mini, mini_graph) if says in problem.zh]
    assert found, name
    assert all(problem.en and problem.code == "E-SHACL" for problem in found)
    assert where in str(found[0].place)


def test_every_hand_written_shape_is_provoked(home: Path) -> None:
    graph = Graph().parse(home / "ontology" / "shapes-extra.ttl")
    said = {
        str(message)
        for message in graph.objects(None, SH.message)
        if isinstance(message, Literal) and message.language == "zh"
    }
    assert said
    all_says = [says for _, says, _ in FAULTS.values()] + list(provoked())
    assert {text for text in said if not any(says in text for says in all_says)} == set()


@pytest.mark.parametrize("name", ["requires itself", "modality without word", "stated without source"])
def test_the_whole_graph_query_agrees_with_the_shacl_engine(
    name: str, mini: Records, mini_graph: Graph, shacl: Validator
) -> None:
    FAULTS[name][0](mini_graph)
    at_once = shacl.check(mini, mini_graph)
    one_by_one = shacl.check(mini, mini_graph, [problem_iri(mini, p.zh) for p in at_once])
    assert {problem.en.split(" (now")[0] for problem in one_by_one} == {
        problem.en.split(" (now")[0] for problem in at_once
    }


def problem_iri(records: Records, text: str) -> str:
    record_id = text.split("“")[1].split("”")[0]
    (record,) = [record for record in records if record.id == record_id]
    return records.schema.record_iri(record.type, record.id)


SUNNY = Rule(
    "sunny",
    Text("晴", "Sun"),
    ("zcc/7.1.2#2",),
    Basis.STATED,
    Authority.STANDARD,
    None,
    (),
    Text("晴", "Sun"),
    (),
    Place("rules"),
)


def test_applicability_is_written_as_valid_nodes(mini: Records, mini_graph: Graph, shacl: Validator) -> None:
    """A rule that recommends storage to rural communities of 5 ha and more, as nodes of the graph."""
    rural = Part("site.type", Text("是农村社区", "a rural community"), ("rural_community",))
    large = Part("site.area", Text("面积不小于 5", "at least 5"), (), 5, None)
    situation = Situation("sunny", 1, Text("大的农村社区", "a large rural community"), (rural, large))
    applied = Applied(
        "recommend",
        "sunny",
        Text("储能：晴", "Battery: sun"),
        ("zcc/7.1.2#2",),
        Basis.STATED,
        ("dwelling",),
        "battery",
        points=5,
    )
    add_rules(mini_graph, mini.schema, Rulebook({"sunny": SUNNY}))
    add_applicability(mini_graph, mini, Applicability({"sunny": (situation,)}, (applied,)))
    assert shacl.check(mini, mini_graph) == ()
    node = URIRef(f"{ID}applicability/battery--recommend--sunny")
    part = URIRef(f"{ID}situation-part/sunny--1--1")
    assert (node, d("technology"), BATTERY) in mini_graph
    assert (node, d("situation"), URIRef(f"{ID}situation/sunny--1")) in mini_graph
    assert (part, d("concept"), URIRef(f"{ID}concept/rural_community")) in mini_graph
    assert (part, d("negated"), Literal(False)) in mini_graph
    bounds = URIRef(f"{ID}situation-part/sunny--1--2")
    assert list(mini_graph.objects(bounds, d("lowerValue"))) == [Literal("5", datatype=XSD.decimal)]
    assert not list(mini_graph.objects(bounds, d("upperValue")))


def test_links_of_requirements_say_on_what_basis(mini: Records, mini_graph: Graph, shacl: Validator) -> None:
    add_requirement_links(mini_graph, mini)
    assert shacl.check(mini, mini_graph) == ()
    link = URIRef(f"{ID}requirement-link/zcc-7.1.2-1--rooftop-photovoltaics")
    measure = URIRef(f"{ID}requirement-link/zcc-7.1.2-1--zcc-i01")
    assert (link, d("technology"), PV) in mini_graph
    assert (measure, d("kind"), URIRef(f"{ID}link-kind/measured_by")) in mini_graph
    assert (measure, d("basis"), URIRef(f"{ID}basis/derived")) in mini_graph


def test_every_class_and_property_is_named_in_both_languages(schema: Schema) -> None:
    graph = ontology(schema)
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    ours = {node for kind in kinds for node in graph.subjects(RDF.type, kind) if str(node).startswith(DEF)}
    for node in ours:
        for predicate in (RDFS.label, SKOS.definition):
            languages = {
                text.language for text in graph.objects(node, predicate) if isinstance(text, Literal)
            }
            assert languages >= {"zh", "en"}, node


def test_axioms_name_only_what_the_schema_defines(home: Path, schema: Schema) -> None:
    axioms = Graph().parse(home / "ontology" / "axioms.ttl")
    known = set(ontology(schema).subjects()) | set(axioms.subjects())
    used = {
        term for triple in axioms for term in triple if isinstance(term, URIRef) and str(term).startswith(DEF)
    }
    assert used - known == set()
