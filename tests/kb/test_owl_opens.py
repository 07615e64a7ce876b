"""The generated ontology opens in an OWL tool: owlready2 reads every class of the schema."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS

from recommender.kb.proof.owl import ONTOLOGY, classes_lost, read_classes
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

OURS = "https://w3id.org/tanlu/def/"


def test_owlready2_reads_every_class_and_each_has_both_labels() -> None:
    graph = rdflib.Graph().parse(ROOT / ONTOLOGY)
    declared = {str(name) for name in graph.subjects(RDF.type, OWL.Class) if str(name).startswith(OURS)}
    assert len(declared) >= 18
    assert declared <= read_classes(graph)
    for name in declared:
        languages = {label.language for label in graph.objects(rdflib.URIRef(name), RDFS.label)}
        assert {"zh", "en"} <= languages
    assert classes_lost(ROOT) == ()


def test_a_name_that_is_both_class_and_property_is_told(tmp_path: Path) -> None:
    path = tmp_path / ONTOLOGY
    path.parent.mkdir(parents=True)
    path.write_text(
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n<urn:x#both> a owl:Class, owl:ObjectProperty .\n"
    )
    problems = classes_lost(tmp_path)
    assert [problem.code for problem in problems] == ["E-OWL"]
    assert "urn:x#both" in problems[0].en
