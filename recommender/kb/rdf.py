"""Small steps shared by everything that writes RDF: terms, texts, sorted output."""

from __future__ import annotations

import io
from decimal import Decimal

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, PROV, RDF, RDFS, SH, SKOS, XSD
from rdflib.plugins.serializers.longturtle import LongTurtleSerializer
from rdflib.term import Node

from recommender.model.text import Text
from recommender.schema.definitions import Schema


def term(schema: Schema, name: str) -> URIRef:
    """The IRI of a prefixed name such as tanlu:star."""
    return URIRef(schema.expand(name))


def bind(graph: Graph, schema: Schema) -> Graph:
    """The graph with the prefixes of the schema and of the W3C vocabularies used, for readable Turtle."""
    for prefix, iri in schema.prefixes.items():
        graph.bind(prefix, iri, override=True, replace=True)
    for prefix, namespace in (("owl", OWL), ("rdf", RDF), ("sh", SH), ("xsd", XSD), ("prov", PROV)):
        graph.bind(prefix, namespace, override=True, replace=True)
    return graph


def new_graph(schema: Schema) -> Graph:
    """An empty graph with the prefixes bound."""
    return bind(Graph(bind_namespaces="none"), schema)


def add_text(graph: Graph, subject: URIRef, predicate: URIRef, text: Text) -> None:
    """Both languages of a text, empty ones left out."""
    for language, words in (("zh", text.zh), ("en", text.en)):
        if words:
            graph.add((subject, predicate, Literal(words, lang=language)))


def number(value: int | float) -> Literal:
    """xsd:integer for whole-number slots, xsd:decimal for the others."""
    if isinstance(value, int):
        return Literal(value, datatype=XSD.integer)
    exact = Decimal(repr(value))
    return Literal(format(exact.normalize(), "f"), datatype=XSD.decimal, normalize=False)


def describe(graph: Graph, subject: URIRef, label: Text, definition: Text) -> None:
    """Label and definition of a class, property or scheme."""
    add_text(graph, subject, RDFS.label, label)
    add_text(graph, subject, SKOS.definition, definition)


class _Turtle(LongTurtleSerializer):
    """Turtle with the very terms n_triples writes: no 10.0 for a decimal 10, no type on strings."""

    def label(self, node: Node, position: int) -> str:
        if isinstance(node, Literal) and node.datatype == XSD.decimal and "." not in node:
            return f'"{node}"^^{self.get_pname(XSD.decimal, False)}'  # type: ignore[no-untyped-call]
        if isinstance(node, Literal) and node.datatype == XSD.string:
            node = Literal(str(node))
        return str(super().label(node, position))  # type: ignore[no-untyped-call]


def turtle(graph: Graph) -> str:
    """The graph as Turtle, read again to the same terms as its N-Triples, digit for digit."""
    out = io.BytesIO()
    _Turtle(graph).serialize(out, encoding="utf-8")  # type: ignore[no-untyped-call]
    return out.getvalue().decode("utf-8")


_TYPED_STRING = f"^^<{XSD.string}> ."


def n_triples(graph: Graph) -> str:
    """The graph as sorted canonical N-Triples: the same graph gives the same bytes, strings bear no type."""
    lines = graph.serialize(format="nt", encoding="utf-8").decode("utf-8").split("\n")
    plain = (
        f"{line.removesuffix(_TYPED_STRING)} ." if line.endswith(_TYPED_STRING) else line for line in lines
    )
    return "".join(f"{line}\n" for line in sorted(line for line in plain if line))
