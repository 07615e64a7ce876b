"""Mappings to other vocabularies: SKOS links with their grounds, never a part of the ontology."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import SKOS

from recommender.kb.graph import record_graph
from recommender.kb.records import Records

SSSOM = Namespace("https://w3id.org/sssom/")
OURS = "https://w3id.org/tanlu/"
FILES = ("brick", "modality", "oeo", "qudt", "saref")
LINKS = {SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch}
UNIT = "http://qudt.org/vocab/unit/"


@pytest.fixture(scope="module")
def mappings(home: Path) -> Graph:
    graph = Graph()
    for name in FILES:
        graph.parse(home / "ontology" / "alignments" / f"{name}.ttl")
    return graph


def test_every_file_is_known_and_told_in_the_readme(home: Path) -> None:
    folder = home / "ontology" / "alignments"
    assert sorted(path.stem for path in folder.glob("*.ttl")) == list(FILES)
    readme = (folder / "README.md").read_text(encoding="utf-8")
    for name in FILES:
        graph = Graph().parse(folder / f"{name}.ttl")
        count = len(set(graph.subjects(RDF.type, OWL.Axiom)))
        (line,) = [line for line in readme.splitlines() if line.startswith(f"| `{name}.ttl`")]
        assert f"| {count} |" in line, line


def test_each_mapping_says_what_why_when_and_how_sure(mappings: Graph) -> None:
    records = set(mappings.subjects(RDF.type, OWL.Axiom))
    assert len(records) >= 70
    for record in records:
        assert mappings.value(record, OWL.annotatedProperty) in LINKS
        assert 0 < float(str(mappings.value(record, SSSOM.confidence))) <= 1
        assert str(mappings.value(record, SSSOM.mapping_date)) >= "2026-01-01"
        assert mappings.value(record, SSSOM.author_label) == Literal("Tanlu")
        assert mappings.value(record, SSSOM.object_label)
        comments = mappings.objects(record, RDFS.comment)
        assert {one.language for one in comments if isinstance(one, Literal)} == {"zh", "en"}


def test_links_and_records_say_the_same(mappings: Graph) -> None:
    links = {(s, p, o) for s, p, o in mappings if p in LINKS}
    recorded = {
        (
            mappings.value(record, OWL.annotatedSource),
            mappings.value(record, OWL.annotatedProperty),
            mappings.value(record, OWL.annotatedTarget),
        )
        for record in mappings.subjects(RDF.type, OWL.Axiom)
        if mappings.value(record, OWL.annotatedTarget)
    }
    assert links == recorded


def test_our_end_exists_and_theirs_is_not_ours(mappings: Graph, real: Records, home: Path) -> None:
    ours = set(record_graph(real).subjects())
    ours |= set(Graph().parse(home / "ontology" / "generated" / "ontology.ttl").subjects())
    for subject, predicate, target in mappings:
        if predicate in LINKS:
            assert subject in ours, subject
            assert isinstance(target, URIRef) and not str(target).startswith(OURS)


def test_units_are_mapped_exactly_as_their_records_say(mappings: Graph, real: Records) -> None:
    unit = f"{OURS}id/unit/"
    recorded = {(u.id, iri) for u in real.of("Unit").values() for iri in u.strings("exact")}
    mapped = {
        (str(s).removeprefix(unit), str(o))
        for s, o in mappings.subject_objects(SKOS.exactMatch)
        if str(s).startswith(unit)
    }
    assert mapped == recorded
    assert ("kwh", f"{UNIT}KiloW-HR") in recorded and ("t", f"{UNIT}TONNE") in recorded


def test_the_ontology_imports_nothing(home: Path) -> None:
    for name in ("generated/ontology.ttl", "axioms.ttl"):
        graph = Graph().parse(home / "ontology" / name)
        assert not set(graph.objects(None, OWL.imports))
        assert not {p for p in graph.predicates() if p in LINKS}
