"""Each hygiene query: one small graph it passes and one it finds the defect in."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph

from recommender.kb.proof.hygiene import HygieneQuery, defects, hygiene_store, read_queries
from recommender.kb.query import QueryStore, query_prefixes
from recommender.kb.rdf import n_triples
from recommender.kb.records import Records
from recommender.model.problem import BadInput, Severity

PREFIXES = """@prefix tanlu: <https://w3id.org/tanlu/def/> . @prefix id: <https://w3id.org/tanlu/id/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix sssom: <https://w3id.org/sssom/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix basis: <https://w3id.org/tanlu/id/basis/> . @prefix concept: <https://w3id.org/tanlu/id/concept/> .
"""
MAPPING = """id:a a tanlu:Unit .
id:m a owl:Axiom ; owl:annotatedSource id:a ; owl:annotatedProperty skos:closeMatch ;
    owl:annotatedTarget <urn:b> ; sssom:mapping_justification <urn:by-hand> ; sssom:confidence 0.9 ;
    rdfs:comment "why" """

# number of the query → a graph it passes, a graph with one defect
CASES: dict[str, tuple[str, str]] = {
    "01": ('id:a skos:prefLabel "甲"@zh , "A"@en .', 'id:a skos:prefLabel "甲"@zh .'),
    "02": ('id:a skos:prefLabel "甲"@zh , "A"@en .', 'id:a skos:prefLabel "A"@en , "An A"@en .'),
    "03": ('id:a skos:prefLabel "应"@zh , "shall"@en .', 'id:a tanlu:text "装光伏 on roofs"@en .'),
    "04": ('id:a skos:prefLabel "BIM"@zh , "BIM"@en .', 'id:a skos:prefLabel "lamp"@zh , "Lamp"@en .'),
    "05": ('id:a tanlu:text "two words"@en .', 'id:a tanlu:text "two  words"@en .'),
    "06": (
        'id:a skos:inScheme id:s ; skos:prefLabel "村"@zh . '
        'id:b skos:inScheme id:t ; skos:prefLabel "村"@zh .',
        'id:a skos:inScheme id:s ; skos:prefLabel "村"@zh . '
        'id:b skos:inScheme id:s ; skos:altLabel "村"@zh .',
    ),
    "07": (
        'id:a skos:prefLabel "甲"@zh ; skos:altLabel "乙"@zh .',
        'id:a skos:prefLabel "甲"@zh ; skos:altLabel "甲"@zh .',
    ),
    "08": (
        'id:a a tanlu:Technology ; skos:prefLabel "泵"@zh . id:b a tanlu:Package ; skos:prefLabel "泵"@zh .',
        'id:a a tanlu:Technology ; skos:prefLabel "泵"@zh . '
        'id:b a tanlu:Technology ; skos:altLabel "泵"@zh .',
    ),
    "09": (
        "id:a skos:broader id:b . id:b skos:broader id:c .",
        "id:a skos:broader id:b . id:b skos:broader id:a .",
    ),
    "10": (
        "id:a tanlu:broaderTechnology id:b ; tanlu:closeTo id:c .",
        "id:a tanlu:broaderTechnology id:b ; tanlu:closeTo id:b .",
    ),
    "11": (
        "id:a skos:inScheme id:s ; skos:broader id:b . id:b skos:inScheme id:s .",
        "id:a skos:inScheme id:s ; skos:broader id:b . id:b skos:inScheme id:t .",
    ),
    "12": ("id:s a skos:ConceptScheme . id:a skos:inScheme id:s .", "id:s a skos:ConceptScheme ."),
    "13": ("tanlu:star a owl:DatatypeProperty . id:a tanlu:star 5 .", "id:a tanlu:stars 5 ."),
    "14": (
        'tanlu:A a owl:Class ; skos:definition "甲"@zh , "A"@en .',
        'tanlu:A a owl:Class ; skos:definition "甲"@zh .',
    ),
    "15": (
        'tanlu:A skos:definition "a"@en . tanlu:B skos:definition "b"@en .',
        'tanlu:A skos:definition "a"@en . tanlu:B skos:definition "a"@en .',
    ),
    "16": (
        "tanlu:RoofArea a owl:Class . tanlu:roofArea a owl:DatatypeProperty .",
        "tanlu:roof_area a owl:ObjectProperty .",
    ),
    "17": (
        'id:old owl:deprecated true ; dcterms:identifier "old" . id:r a tanlu:Retired ; '
        'dcterms:identifier "old" ; tanlu:reason "same as new"@en ; tanlu:since "2026-11-20" .',
        'id:old owl:deprecated true ; dcterms:identifier "old" .',
    ),
    "18": (
        "id:old owl:deprecated true . id:a tanlu:requires id:new .",
        "id:old owl:deprecated true . id:a tanlu:requires id:old .",
    ),
    "19": ("id:a a tanlu:Statement ; tanlu:clause id:c .", "id:a a tanlu:Statement ."),
    "20": (
        "id:a tanlu:basis basis:stated . id:r a tanlu:Assessment ; tanlu:technology id:a . "
        "id:b tanlu:basis basis:derived .",
        "id:a tanlu:basis basis:stated .",
    ),
    "21": (
        'id:a tanlu:modality concept:should ; tanlu:word "宜" . id:b tanlu:modality concept:none .',
        "id:a tanlu:modality concept:should .",
    ),
    "22": (
        "id:a a tanlu:Unit ; skos:exactMatch <urn:u> . id:b a tanlu:Unit ; tanlu:numerator id:a .",
        "id:a a tanlu:Unit .",
    ),
    "23": (
        '<urn:o> a owl:Ontology ; dcterms:title "t" ; dcterms:license <urn:l> ; owl:versionInfo "1" .',
        '<urn:o> a owl:Ontology ; dcterms:title "t" ; owl:versionInfo "1" .',
    ),
    "24": (
        "tanlu:p a owl:SymmetricProperty . id:a tanlu:p id:b . id:b tanlu:p id:a .",
        "tanlu:p a owl:SymmetricProperty . id:a tanlu:p id:b .",
    ),
    "25": (
        "tanlu:p owl:inverseOf tanlu:q . id:a tanlu:p id:b .",
        "tanlu:p owl:inverseOf tanlu:q . id:a tanlu:p id:b . id:b tanlu:q id:a . id:c tanlu:q id:a .",
    ),
    "26": ("id:a a tanlu:Unit . id:b tanlu:p id:a , <urn:elsewhere> .", "id:b tanlu:p id:a ."),
    "27": (f'{MAPPING} ; sssom:mapping_date "2026-11-20"^^xsd:date .', f"{MAPPING} ."),
}


@pytest.fixture(scope="module")
def queries(home: Path) -> dict[str, HygieneQuery]:
    return {Path(query.file).name[:2]: query for query in read_queries(home)}


def found(query: HygieneQuery, turtle: str, records: Records) -> list[str]:
    text = n_triples(Graph().parse(data=PREFIXES + turtle, format="turtle"))
    store = QueryStore.of(text, query_prefixes(records.schema))
    return [problem.en for problem in defects([query], store, records)]


def test_every_query_has_its_two_graphs(queries: dict[str, HygieneQuery]) -> None:
    assert set(queries) == set(CASES)


@pytest.mark.parametrize("number", CASES)
def test_a_sound_graph_passes_and_a_defect_is_found(
    number: str, queries: dict[str, HygieneQuery], mini: Records
) -> None:
    sound, faulty = CASES[number]
    query = queries[number]
    assert found(query, sound, mini) == []
    told = found(query, faulty, mini)
    assert told and all(one.startswith(query.question.en) for one in told)


@pytest.mark.parametrize(
    "missing", ["sssom:confidence 0.9 ;", "owl:annotatedTarget <urn:b> ;", "id:a a tanlu:Unit ."]
)
def test_a_mapping_needs_each_of_its_parts(
    missing: str, queries: dict[str, HygieneQuery], mini: Records
) -> None:
    sound = CASES["27"][0]
    assert missing in sound
    assert len(found(queries["27"], sound.replace(missing, ""), mini)) == 1


def test_a_defect_is_told_at_the_line_of_its_record(home: Path, mini: Records) -> None:
    """The battery of the tiny knowledge base is said to be stated, without a place."""
    (query,) = [one for one in read_queries(home) if "20-stated" in one.file]
    turtle = PREFIXES + "<https://w3id.org/tanlu/id/technology/battery> tanlu:basis basis:stated ."
    store = QueryStore.of(n_triples(Graph().parse(data=turtle)), query_prefixes(mini.schema))
    (problem,) = defects([query], store, mini)
    assert str(problem.place).startswith("mini/technology.yaml:9:")
    assert problem.zh == query.question.zh + "technology/battery" and problem.code == "E-QC"


def test_a_warning_stays_a_warning(queries: dict[str, HygieneQuery], mini: Records) -> None:
    store = QueryStore.of(
        n_triples(Graph().parse(data=PREFIXES + CASES["10"][1])), query_prefixes(mini.schema)
    )
    (problem,) = defects([queries["10"]], store, mini)
    assert problem.severity is Severity.WARNING and problem.code == "W-QC"


def test_a_query_without_its_question_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "kb" / "queries" / "qc"
    folder.mkdir(parents=True)
    (folder / "01-odd.rq").write_text("# zh: 有何？\nSELECT ?this WHERE { ?this ?p ?o }", encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        read_queries(tmp_path)
    assert refused.value.problems[0].code == "E-QC-QUERY"


def test_ontology_and_alignments_stand_beside_the_records(home: Path, mini: Records) -> None:
    store = hygiene_store(mini, [], home)
    asked = (
        "ASK { tanlu:Technology a owl:Class . ?mapping a owl:Axiom . tanlu:citedWithin a owl:ObjectProperty }"
    )
    assert store.ask(asked).rows == (("true",),)
