"""The OWL 2 DL check: ontology and knowledge are within it, and each way out of it is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph

from recommender.kb.graph import record_graph
from recommender.kb.proof.profile import non_simple, profile_problems
from recommender.kb.proof.reasoner import ontology_graph
from recommender.kb.records import Records

HEAD = """@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix : <urn:x#> .
:p a owl:ObjectProperty . :q a owl:ObjectProperty . :r a owl:ObjectProperty . :d a owl:DatatypeProperty .
:C a owl:Class .
"""
FAULTS = {
    ":p a owl:DatatypeProperty .": "declared as data and object",
    ":p a owl:TransitiveProperty , owl:AsymmetricProperty .": "cannot be used with AsymmetricProperty",
    ":p a owl:TransitiveProperty ; rdfs:subPropertyOf :q . :q a owl:IrreflexiveProperty .": "#q is",
    ":p a owl:TransitiveProperty ; owl:inverseOf :q . :q a owl:FunctionalProperty .": "#q is transitive",
    ":p owl:propertyChainAxiom ( :q :r ) ; owl:propertyDisjointWith :q .": "with propertyDisjointWith",
    ":p a owl:TransitiveProperty . :x owl:onProperty :p ; owl:maxCardinality 1 .": "maxCardinality",
    ":p owl:propertyChainAxiom ( :q :p :q ) .": "circular",
    ":p owl:propertyChainAxiom ( :q :r ) . :q owl:propertyChainAxiom ( :p :r ) .": "circular",
    ":d a owl:TransitiveProperty .": "no object property",
    ":a :unknown :b .": "the property urn:x#unknown is not declared",
    ":a a :Unknown .": "the class urn:x#Unknown is not declared",
    ':a :p "text" .': "is no link",
    ":a :d :b .": "is no literal",
    ':a :d "2026-11-20"^^xsd:date .': "outside OWL 2",
}


@pytest.mark.parametrize("text", FAULTS)
def test_each_way_out_of_owl_dl_is_told(text: str) -> None:
    found = profile_problems(Graph().parse(data=HEAD + text, format="turtle"), Graph())
    assert any(FAULTS[text] in problem.en for problem in found), [problem.en for problem in found]
    assert all(problem.zh and problem.code == "E-OWL-DL" for problem in found)


def test_what_owl_dl_allows_is_not_told() -> None:
    text = HEAD + (
        ":p a owl:TransitiveProperty ; owl:propertyChainAxiom ( :p :q ) . :q a owl:FunctionalProperty . "
        ":r owl:propertyChainAxiom ( [ owl:inverseOf :q ] :q ) . :a a :C ; :p :b ; :d 5 ."
    )
    graph = Graph().parse(data=text, format="turtle")
    assert profile_problems(graph, Graph()) == ()
    assert {str(one) for one in non_simple(graph)} == {"urn:x#p", "urn:x#r"}


def test_ontology_and_records_are_owl_dl(home: Path, real: Records) -> None:
    assert profile_problems(ontology_graph(home), record_graph(real)) == ()
