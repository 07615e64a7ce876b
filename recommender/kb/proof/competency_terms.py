"""Which classes, properties and closed lists the competency questions touch, and which there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.paths import AlternativePath, InvPath, MulPath, NegatedPath, SequencePath
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

from recommender.kb.proof.competency import Question
from recommender.kb.query import query_prefixes
from recommender.schema.definitions import Schema

AXIOMS = "ontology/axioms.ttl"


def vocabulary(schema: Schema, home: Path) -> frozenset[str]:
    """The IRIs of every class and property of the schema and of the axioms, and the place of every enum.

    An enum stands as the beginning of the IRIs of its values, …/id/<path>/.
    """
    names = {record_class.iri for record_class in schema.classes.values()}
    names |= {slot.iri for record_class in schema.classes.values() for slot in record_class.slots.values()}
    names |= {name for enum in schema.enums.values() for name in enum.properties.values()}
    terms = {schema.expand(name) for name in names}
    terms |= {schema.value_iri(name, "") for name in schema.enums}
    axioms = Graph().parse(home / AXIOMS, format="turtle")
    own = schema.prefixes["tanlu"]
    written = {str(subject) for subject in axioms.subjects() if isinstance(subject, URIRef)}
    terms |= {name for name in written if name.startswith(own) and not name.startswith(f"{own}axiom-")}
    return frozenset(terms)


def touched(question: Question, schema: Schema) -> frozenset[str]:
    """The IRIs the query names, in patterns, paths, filters and values; for an enum value, its list too."""
    prepared = prepareQuery(question.query, initNs=dict(query_prefixes(schema)))
    lists = [schema.value_iri(name, "") for name in schema.enums]
    named = frozenset(_iris(prepared.algebra))
    return named | {path for path in lists for iri in named if iri.startswith(path)}


def untouched(questions: Iterable[Question], schema: Schema, home: Path) -> tuple[str, ...]:
    """The terms of the vocabulary that no question touches, sorted."""
    seen: set[str] = set()
    for question in questions:
        seen |= touched(question, schema)
    return tuple(sorted(vocabulary(schema, home) - seen))


def _iris(part: object) -> Iterator[str]:
    """Every IRI in a parsed query, whatever it stands in."""
    match part:
        case URIRef():
            yield str(part)
        case CompValue() | Mapping():
            for key in part:
                yield from _iris(key)
                yield from _iris(part[key])
        case list() | tuple() | set() | frozenset():
            for one in part:
                yield from _iris(one)
        case SequencePath() | AlternativePath() | NegatedPath():
            yield from _iris(part.args)
        case InvPath():
            yield from _iris(part.arg)
        case MulPath():
            yield from _iris(part.path)
        case _:
            return
