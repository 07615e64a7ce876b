"""The knowledge graph as its pages see it: every node with label, fields and incoming links, indexed once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF
from rdflib.term import Node as Term

from recommender.kb.files import natural_key
from recommender.kb.ontology import slots_by_iri
from recommender.kb.pages.words import label_of
from recommender.model.text import Text
from recommender.schema.definitions import Schema

Links = Mapping[str, tuple[Term, ...]]
_NOTHING: Links = {}
_FOREIGN = {"skos:definition": Text("定义", "definition")}
"""What foreign properties are called that no field of a record stands for."""


@dataclass(frozen=True)
class Node:
    """One thing with a page, or with a place on the page of its clause: then `anchor` says where.

    `kind` is the name of its class or closed list, empty for an id that is retired; `path` is its address
    without the leading slash.
    """

    iri: str
    kind: str
    id: str
    label: Text
    path: str
    anchor: str = ""


@dataclass(frozen=True)
class Site:
    """All nodes by IRI, in natural order, with what they say and what points at them.

    `graph` is the knowledge graph, `ontology` the graph of classes and properties.
    """

    schema: Schema
    graph: Graph
    ontology: Graph
    nodes: Mapping[str, Node]
    outgoing: Mapping[str, Links]
    incoming: Mapping[str, Links]
    of_kind: Mapping[str, tuple[Node, ...]]
    used: Mapping[str, int] = field(default_factory=dict)

    def out(self, node: Node, name: str) -> tuple[Term, ...]:
        """The values of a property, given as a prefixed name such as tanlu:star, in natural order."""
        return self.outgoing.get(node.iri, _NOTHING).get(self.schema.expand(name), ())

    def linked(self, node: Node, name: str) -> tuple[Node, ...]:
        """The nodes a property links to."""
        return self._known(self.out(node, name))

    def linking(self, node: Node, name: str, kind: str = "") -> tuple[Node, ...]:
        """The nodes that link here by a property; only those of one class when `kind` is given."""
        found = self._known(self.incoming.get(node.iri, _NOTHING).get(self.schema.expand(name), ()))
        return tuple(one for one in found if one.kind == kind) if kind else found

    def text(self, node: Node, name: str) -> Text:
        """The words of a property in both languages."""
        return text_of(self.out(node, name))

    def word(self, node: Node, name: str) -> str:
        """The first value of a property as plain text, empty when there is none."""
        return next((str(value) for value in self.out(node, name)), "")

    def _known(self, values: Iterable[Term]) -> tuple[Node, ...]:
        return tuple(self.nodes[str(value)] for value in values if str(value) in self.nodes)

    def term_label(self, name: str) -> Text:
        """What a property given as a prefixed name is called; its name where the schema has none."""
        return self._term_labels.get(name) or _FOREIGN.get(name) or Text(name, name)

    def has_term_page(self, name: str) -> bool:
        """Whether a property, given as a prefixed name, has a page: ours and the schema’s foreign ones."""
        return name.startswith("tanlu:") or name in self._term_labels

    @cached_property
    def _term_labels(self) -> Mapping[str, Text]:
        schema = self.schema
        found = {
            value: enum.values[key]
            for enum in schema.enums.values()
            for key, value in enum.properties.items()
        }
        for name, pairs in slots_by_iri(schema).items():
            found[name] = pairs[0][1].label
        return found

    @cached_property
    def by_path(self) -> Mapping[str, Node]:
        """The nodes with a page of their own, by its address."""
        return {node.path: node for node in self.nodes.values() if not node.anchor}

    @cached_property
    def parts(self) -> Mapping[str, tuple[Node, ...]]:
        """The places within a clause, by the address of the clause's page."""
        found: dict[str, list[Node]] = {}
        for node in self.nodes.values():
            if node.anchor:
                found.setdefault(node.path, []).append(node)
        return {path: tuple(nodes) for path, nodes in found.items()}


def text_of(values: Iterable[Term]) -> Text:
    """The words among some values, by language."""
    found = {value.language or "": str(value) for value in values if isinstance(value, Literal)}
    return Text(found.get("zh", ""), found.get("en", ""))


def build_site(schema: Schema, graph: Graph, ontology: Graph) -> Site:
    """Index the knowledge graph; the values of closed lists become nodes beside the records."""
    outgoing, incoming = _indexed(graph)
    kinds = _kinds(schema, outgoing)
    ordered = sorted(kinds, key=natural_key)
    nodes: dict[str, Node] = {}
    for name, enum in schema.enums.items():
        for value, label in enum.values.items():
            iri = schema.value_iri(name, value)
            nodes[iri] = Node(iri, name, value, label, f"id/{enum.path}/{value}")
    home = schema.prefixes["id"]
    for iri in ordered:
        path, _, anchor = iri.removeprefix(home).partition("#")
        label = label_of(schema, outgoing, iri)
        nodes[iri] = Node(iri, kinds[iri], _identifier(outgoing[iri], path), label, f"id/{path}", anchor)
    rank = {iri: place for place, iri in enumerate(nodes)}
    of_kind: dict[str, list[Node]] = {}
    for node in nodes.values():
        of_kind.setdefault(node.kind, []).append(node)
    return Site(
        schema,
        graph,
        ontology,
        nodes,
        {subject: _sorted(links, rank) for subject, links in outgoing.items()},
        {subject: _sorted(links, rank) for subject, links in incoming.items()},
        {kind: tuple(found) for kind, found in of_kind.items()},
        Counter(str(predicate) for predicate in graph.predicates(unique=False)),
    )


_Index = dict[str, dict[str, list[Term]]]


def _indexed(graph: Graph) -> tuple[_Index, _Index]:
    outgoing: _Index = {}
    incoming: _Index = {}
    for subject, predicate, value in graph:
        outgoing.setdefault(str(subject), {}).setdefault(str(predicate), []).append(value)
        if isinstance(value, URIRef):
            incoming.setdefault(str(value), {}).setdefault(str(predicate), []).append(subject)
    return outgoing, incoming


def _kinds(schema: Schema, outgoing: _Index) -> dict[str, str]:
    """Subject → the name of its class; empty for a retired id; what is neither is left out.

    So is an address that would lead out of the folder of pages.
    """
    names = {schema.expand(one.iri): one.name for one in schema.classes.values()}
    home = schema.prefixes["id"]
    found = {}
    for subject, links in outgoing.items():
        if not subject.startswith(home) or {"", ".", ".."} & set(subject.removeprefix(home).split("/")):
            continue
        types = sorted(names[str(kind)] for kind in links.get(str(RDF.type), ()) if str(kind) in names)
        if types or str(OWL.deprecated) in links:
            found[subject] = types[0] if types else ""
    return found


def _identifier(links: Mapping[str, list[Term]], path: str) -> str:
    return str(links.get(str(DCTERMS.identifier), [path.partition("/")[2]])[0])


def _sorted(links: Mapping[str, list[Term]], rank: Mapping[str, int]) -> dict[str, tuple[Term, ...]]:
    """Values in an order that depends on themselves only: nodes as the site lists them, then the rest."""
    last = len(rank)

    def key(value: Term) -> tuple[int, str, str]:
        return rank.get(str(value), last), str(value), getattr(value, "language", "") or ""

    return {
        predicate: tuple(sorted(values, key=key)) if len(values) > 1 else tuple(values)
        for predicate, values in links.items()
    }
