"""The view of ontology and knowledge a reasoner gets: links and types without texts, values told as classes.

HermiT reads a data value or a named individual inside a definition as a choice, and a nameless class inside
one as a thing it may have to invent; either makes it look at every record again and again. The view says the
same without choices: a value asked for, or a list of individuals, becomes a class that exactly the records
with that value, or those individuals, are stated to belong to; a nameless class gets a name. Each step names
an expression or says less than the ontology, so what is found in the view holds in the ontology as written.
"""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, XSD
from rdflib.term import BNode, Node

VIEW = "urn:tanlu:view:"
"""Beginning of the names of classes that stand for an expression, as urn:tanlu:view:star=5."""


def reasoning_view(tbox: Graph, abox: Graph) -> str:
    """Sorted N-Triples: the axioms, and of the knowledge all types and all links between records."""
    axioms = _View(tbox, abox, Graph(bind_namespaces="none")).make()
    lines = set(axioms.serialize(format="nt").splitlines())
    links = {RDF.type, *tbox.subjects(RDF.type, OWL.ObjectProperty)}
    lines.update(f"<{s}> <{p}> <{o}> ." for s, p, o in abox if p in links)
    return "".join(f"{line}\n" for line in sorted(line for line in lines if line))


@dataclass
class _View:
    """Builds the axioms of one view, with the memberships that stand for values."""

    tbox: Graph
    abox: Graph
    out: Graph

    def make(self) -> Graph:
        texts = set(self.tbox.subjects(RDF.type, OWL.AnnotationProperty))
        for subject, predicate, value in self.tbox:
            if not isinstance(value, Literal) and predicate not in texts and value not in texts:
                self.out.add((subject, predicate, value))
        for restriction in list(self.tbox.subjects(OWL.hasValue, None)):
            self._value_as_class(restriction)
        for listed in list(self.out.subjects(OWL.oneOf, None)):
            self._list_as_class(listed)
        for restriction in list(self.out.subjects(OWL.someValuesFrom, None)):
            self._name_filler(restriction)
        return self.out

    def _value_as_class(self, restriction: Node) -> None:
        """`p value v`: for data, the class of the records with that value; for links, `p some {v}`."""
        role = self.tbox.value(restriction, OWL.onProperty)
        value = self.tbox.value(restriction, OWL.hasValue)
        assert role is not None and value is not None
        if isinstance(value, Literal):
            name = self._class(f"{_short(role)}={value}")
            for same in (value, Literal(str(value), datatype=value.datatype or XSD.string)):
                for subject in self.abox.subjects(role, same):  # "x" and "x"^^xsd:string are one value
                    self.out.add((subject, RDF.type, name))
            self._replace(restriction, name)
        else:
            name = self._class(_short(value))
            self.out.add((value, RDF.type, name))
            self.out.remove((restriction, OWL.hasValue, None))
            self.out.add((restriction, OWL.someValuesFrom, name))

    def _list_as_class(self, listed: Node) -> None:
        members = list(Collection(self.tbox, self._head(listed)))
        name = self._class("+".join(_short(one) for one in members))
        for member in members:
            self.out.add((member, RDF.type, name))
        self._replace(listed, name)

    def _head(self, listed: Node) -> Node:
        head = self.out.value(listed, OWL.oneOf)
        assert head is not None
        return head

    def _name_filler(self, restriction: Node) -> None:
        filler = self.out.value(restriction, OWL.someValuesFrom)
        if isinstance(filler, BNode):
            name = self._class(f"of-{_short(self.out.value(restriction, OWL.onProperty))}-{filler}")
            self.out.add((name, OWL.equivalentClass, filler))
            self.out.set((restriction, OWL.someValuesFrom, name))

    def _class(self, key: str) -> URIRef:
        name = URIRef(VIEW + key)
        self.out.add((name, RDF.type, OWL.Class))
        return name

    def _replace(self, expression: Node, name: URIRef) -> None:
        """Put `name` wherever the nameless `expression` stands, and take its own triples out."""
        self.out.remove((expression, None, None))
        for subject, predicate in list(self.out.subject_predicates(expression)):
            self.out.remove((subject, predicate, expression))
            self.out.add((subject, predicate, name))


def _short(name: Node | None) -> str:
    return "inverse" if isinstance(name, BNode) else str(name).rpartition("/")[2]
