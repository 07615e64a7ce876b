"""A release of the knowledge base described in VoID and DCAT: counts, files with hashes, origin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, OWL, PROV, RDF, VOID, XSD

from recommender import __version__
from recommender.kb.rdf import add_text, bind
from recommender.model.text import Text
from recommender.schema.definitions import Schema

SPDX = Namespace("http://spdx.org/rdf/terms#")
LICENCE = URIRef("https://www.apache.org/licenses/LICENSE-2.0")
_TITLE = Text("碳路知识库", "Tanlu knowledge base")
_ABOUT = Text(
    "五份零碳、近零碳文件的要求、技术、评级、指标、定义、边界、案例与数字，逐条注明出处。原文只引用条号和短语，不转载。",
    "Requirements, technologies, ratings, indicators, definitions, boundaries, cases and figures of five "
    "documents on zero and near-zero carbon, each with its place. The sources are cited, not reproduced.",
)


@dataclass(frozen=True)
class PublishedFile:
    """One file of a release; `media` is its media type, `sha256` in hexadecimal."""

    name: str
    media: str
    size: int
    sha256: str


def describe_release(schema: Schema, graph: Graph, files: Mapping[str, PublishedFile]) -> Graph:
    """The dataset with its counts by class and property, and every file as a distribution with its hash."""
    described = bind(Graph(bind_namespaces="none"), schema)
    for prefix, namespace in (("void", VOID), ("dcat", DCAT), ("spdx", SPDX), ("dcterms", DCTERMS)):
        described.bind(prefix, namespace)
    base, dataset = schema.prefixes["id"], dataset_name(schema)
    for kind in (VOID.Dataset, DCAT.Dataset):
        described.add((dataset, RDF.type, kind))
    add_text(described, dataset, DCTERMS.title, _TITLE)
    add_text(described, dataset, DCTERMS.description, _ABOUT)
    described.add((dataset, DCTERMS.license, LICENCE))
    described.add((dataset, OWL.versionInfo, Literal(__version__)))
    described.add((dataset, OWL.versionIRI, URIRef(f"{base}dataset/tanlu/{__version__}")))
    described.add((dataset, VOID.uriSpace, Literal(base)))
    described.add((dataset, VOID.triples, _count(len(graph))))
    described.add((dataset, VOID.entities, _count(len(set(graph.subjects())))))
    described.add((dataset, VOID.distinctObjects, _count(len(set(graph.objects())))))
    for source in graph.subjects(RDF.type, URIRef(schema.expand(schema.classes["Source"].iri))):
        described.add((dataset, PROV.wasDerivedFrom, source))
    _partitions(described, dataset, graph)
    for published in files.values():
        _distribution(described, dataset, published)
    return described


def dataset_name(schema: Schema) -> URIRef:
    """The name of the knowledge base as a dataset."""
    return URIRef(f"{schema.prefixes['id']}dataset/tanlu")


def _partitions(described: Graph, dataset: URIRef, graph: Graph) -> None:
    classes = Counter(str(kind) for kind in graph.objects(None, RDF.type))
    properties = Counter(str(predicate) for predicate in graph.predicates(unique=False))
    for name, counts, link, key, number in (
        ("class", classes, VOID.classPartition, VOID["class"], VOID.entities),
        ("property", properties, VOID.propertyPartition, VOID.property, VOID.triples),
    ):
        for iri, count in sorted(counts.items()):
            part = URIRef(f"{dataset}/{name}/{iri.replace('#', '/').rpartition('/')[2]}")
            described.add((dataset, link, part))
            described.add((part, key, URIRef(iri)))
            described.add((part, number, _count(count)))


def _distribution(described: Graph, dataset: URIRef, published: PublishedFile) -> None:
    node = URIRef(f"{dataset}/file/{published.name}")
    check = URIRef(f"{node}/checksum")
    described.add((dataset, DCAT.distribution, node))
    described.add((node, RDF.type, DCAT.Distribution))
    described.add((node, DCTERMS.title, Literal(published.name)))
    described.add((node, DCAT.mediaType, Literal(published.media)))
    described.add((node, DCAT.byteSize, Literal(published.size, datatype=XSD.nonNegativeInteger)))
    described.add((node, SPDX.checksum, check))
    described.add((check, RDF.type, SPDX.Checksum))
    described.add((check, SPDX.algorithm, SPDX.checksumAlgorithm_sha256))
    described.add((check, SPDX.checksumValue, Literal(published.sha256, datatype=XSD.hexBinary)))


def _count(number: int) -> Literal:
    return Literal(number, datatype=XSD.integer)
