"""The generated ontology opens in an OWL tool: owlready2 reads every class of the schema with both labels."""

from __future__ import annotations

import io

import owlready2
import rdflib
from rdflib import OWL, RDF, RDFS

from tests.conftest import ROOT

OURS = "https://w3id.org/tanlu/def/"


def test_owlready2_reads_every_class_with_both_labels() -> None:
    graph = rdflib.Graph().parse(ROOT / "ontology" / "generated" / "ontology.ttl")
    world = owlready2.World()
    text = graph.serialize(format="nt", encoding="utf-8")
    ontology = world.get_ontology("urn:tanlu").load(fileobj=io.BytesIO(text))
    declared = {str(name) for name in graph.subjects(RDF.type, OWL.Class) if str(name).startswith(OURS)}
    classes = {found.iri: found for found in ontology.world.classes()}
    assert len(declared) >= 18
    assert declared <= set(classes)
    for name in declared:
        languages = {label.language for label in graph.objects(rdflib.URIRef(name), RDFS.label)}
        assert {"zh", "en"} <= languages
        assert len(classes[name].label) >= 2
