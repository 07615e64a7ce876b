"""RDF about one thing, and about the endpoint itself (SPARQL 1.1 Service Description)."""

from __future__ import annotations

import re

from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF, VOID, XSD

from recommender.kb.pages.site import Site
from recommender.kb.publish.void import dataset_name
from recommender.kb.rdf import bind, n_triples, turtle
from recommender.schema.definitions import Schema

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
_GIVEN = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
)
_HOST = re.compile(r"[A-Za-z0-9.\-]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?")


def record_rdf(site: Site, path: str, form: str) -> bytes | None:
    """What the graph says of the thing with that page and what links to it; None when there is none.

    The document of a clause also holds the places within it; that of a value of a closed list leaves out
    what links to it, which can be half the graph.
    """
    node = site.by_path.get(path)
    if node is None:
        return None
    found = bind(Graph(bind_namespaces="none"), site.schema)
    is_value = node.kind in site.schema.enums
    for one in (node, *site.parts.get(path, ())):
        term = URIRef(one.iri)
        told = (site.ontology if is_value else site.graph).triples((term, None, None))
        linking = () if is_value else site.graph.triples((None, None, term))
        for triple in (*told, *linking):
            found.add(triple)
    return written(found, form)


def term_rdf(site: Site, name: str, form: str) -> bytes:
    """What the ontology says of a class or property, given as a prefixed name."""
    found = bind(Graph(bind_namespaces="none"), site.schema)
    waiting: list[URIRef | BNode] = [URIRef(site.schema.expand(name))]
    seen = set()
    while waiting:
        subject = waiting.pop()
        seen.add(subject)
        for triple in site.ontology.triples((subject, None, None)):
            found.add(triple)
            if isinstance(triple[2], BNode) and triple[2] not in seen:
                waiting.append(triple[2])
    return written(found, form)


def description(schema: Schema, host: str, triples: int, form: str) -> bytes:
    """What the endpoint is and can do; `host` is how the one who asks has called it."""
    base = endpoint(host)
    service, dataset = URIRef(f"{base}#service"), URIRef(f"{base}#dataset")
    default, vocabulary = URIRef(f"{base}#graph"), URIRef(f"{base}#vocabulary")
    graph = bind(Graph(bind_namespaces="none"), schema)
    for prefix, namespace in (("sd", SD), ("formats", FORMATS), ("void", VOID)):
        graph.bind(prefix, namespace)
    graph.add((service, RDF.type, SD.Service))
    graph.add((service, SD.endpoint, URIRef(base)))
    graph.add((service, SD.supportedLanguage, SD.SPARQL11Query))
    for name in _GIVEN:
        graph.add((service, SD.resultFormat, FORMATS[name]))
    graph.add((service, SD.defaultDataset, dataset))
    graph.add((dataset, RDF.type, SD.Dataset))
    graph.add((dataset, SD.defaultGraph, default))
    graph.add((default, RDF.type, SD.Graph))
    graph.add((default, VOID.triples, Literal(triples, datatype=XSD.integer)))
    graph.add((dataset, SD.namedGraph, vocabulary))
    graph.add((vocabulary, RDF.type, SD.NamedGraph))
    graph.add((vocabulary, SD.name, ontology_name(schema)))
    return written(graph, form)


def endpoint(host: str) -> str:
    """The address queries are sent to, as the one who asks has called this machine."""
    return f"http://{host}/sparql" if _HOST.fullmatch(host) else "/sparql"


def dataset(described: Graph, schema: Schema, host: str, form: str) -> bytes:
    """The VoID description of the knowledge base, with the endpoint to ask it at."""
    told = bind(Graph(bind_namespaces="none"), schema)
    told.bind("void", VOID)
    told += described
    told.add((dataset_name(schema), VOID.sparqlEndpoint, URIRef(endpoint(host))))
    return written(told, form)


def ontology_name(schema: Schema) -> URIRef:
    """The name of the graph that holds the classes and properties."""
    return URIRef(schema.prefixes["tanlu"].rstrip("/"))


def written(graph: Graph, form: str) -> bytes:
    """The graph in the format turtle, ntriples, rdfxml or jsonld."""
    match form:
        case "turtle":
            return turtle(graph).encode()
        case "ntriples":
            return n_triples(graph).encode()
        case "jsonld":
            return graph.serialize(format="json-ld", encoding="utf-8", auto_compact=True)
        case _:
            return graph.serialize(format="xml", encoding="utf-8")
