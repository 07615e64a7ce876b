"""Open the generated ontology with owlready2, as an OWL tool would, and see that every class arrives."""

from __future__ import annotations

import io
from pathlib import Path

import owlready2
from rdflib import OWL, RDF, Graph, URIRef

from recommender.model.problem import Place, Problem

ONTOLOGY = "ontology/generated/ontology.ttl"


def classes_lost(home: Path) -> tuple[Problem, ...]:
    """What keeps owlready2 from the generated ontology: a clash it refuses, or classes that do not arrive."""
    path = home / ONTOLOGY
    if not path.is_file():
        return ()  # a missing file is told as stale
    graph = Graph().parse(path, format="turtle")
    declared = {str(name) for name in graph.subjects(RDF.type, OWL.Class) if isinstance(name, URIRef)}
    try:
        read = read_classes(graph)
    except (TypeError, owlready2.OwlReadyError) as clash:
        return (_problem(f"OWL 工具打不开本体：{clash}", f"an OWL tool does not open the ontology: {clash}"),)
    return tuple(
        _problem(f"OWL 工具读不到类 {name}", f"an OWL tool does not read the class {name}")
        for name in sorted(declared - read)
    )


def read_classes(graph: Graph) -> frozenset[str]:
    """IRIs of the named classes owlready2 finds in `graph`."""
    world = owlready2.World()
    # properties before classes: in this order owlready2 sees a name that is both
    lines = sorted(graph.serialize(format="nt", encoding="utf-8").splitlines(keepends=True), reverse=True)
    ontology = world.get_ontology("urn:tanlu").load(fileobj=io.BytesIO(b"".join(lines)))
    return frozenset(found.iri for found in ontology.world.classes())


def _problem(zh: str, en: str) -> Problem:
    hint = ("请检查 schema.yaml 和 axioms.ttl 中的写法", "check how schema.yaml and axioms.ttl write it")
    return Problem(Place(ONTOLOGY), "E-OWL", zh, en, *hint)
