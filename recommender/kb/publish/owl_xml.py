"""Ontology and knowledge as OWL 2 in XML syntax, as Protégé and other OWL tools open it.

Follows OWL 2 Web Ontology Language XML Serialization (W3C 2012). What it cannot write is an error, never
left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from rdflib import Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, XSD
from rdflib.term import BNode, Node

_KINDS = {
    OWL.Class: "Class",
    OWL.ObjectProperty: "ObjectProperty",
    OWL.DatatypeProperty: "DataProperty",
    OWL.AnnotationProperty: "AnnotationProperty",
}
_CHARACTERISTICS: dict[Node, str] = {
    OWL.FunctionalProperty: "Functional",
    OWL.InverseFunctionalProperty: "InverseFunctional",
    OWL.TransitiveProperty: "Transitive",
    OWL.SymmetricProperty: "Symmetric",
    OWL.AsymmetricProperty: "Asymmetric",
    OWL.ReflexiveProperty: "Reflexive",
    OWL.IrreflexiveProperty: "Irreflexive",
}
_STRUCTURE = frozenset(
    {
        RDF.type,
        RDFS.subClassOf,
        RDFS.subPropertyOf,
        RDFS.domain,
        RDFS.range,
        OWL.equivalentClass,
        OWL.disjointWith,
        OWL.inverseOf,
        OWL.propertyChainAxiom,
        OWL.members,
        OWL.propertyDisjointWith,
    }
)
_ANNOTATIONS = frozenset({OWL.deprecated, OWL.versionInfo, OWL.versionIRI, OWL.priorVersion})
"""Names of OWL that only annotate."""
_CARDINALITY = {
    OWL.minQualifiedCardinality: "Min",
    OWL.maxQualifiedCardinality: "Max",
    OWL.qualifiedCardinality: "Exact",
    OWL.minCardinality: "Min",
    OWL.maxCardinality: "Max",
    OWL.cardinality: "Exact",
}


class UnsupportedAxiomError(ValueError):
    """The ontology holds something this writer does not know."""


def owl_xml(tbox: Graph, abox: Graph) -> str:
    """One OWL/XML document of classes, properties, axioms and individuals; sorted, so always the same bytes.

    Properties the ontology does not declare are annotations. Raises UnsupportedAxiomError.
    """
    writer = _Writer(tbox)
    head = next(iter(tbox.subjects(RDF.type, OWL.Ontology)))
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<Ontology xmlns="{OWL}" xmlns:xsd="{XSD}" ontologyIRI={quoteattr(str(head))}>',
        *sorted(writer.header(head)),
        *sorted(dict.fromkeys(writer.declarations(abox))),
        *sorted(dict.fromkeys(writer.axioms())),
        *sorted(dict.fromkeys(writer.assertions(abox))),
        "</Ontology>",
    ]
    return "\n".join(lines) + "\n"


@dataclass
class _Writer:
    """Writes axioms of one TBox; knows which kind every property is of."""

    tbox: Graph
    kinds: dict[Node, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for kind, name in _KINDS.items():
            for subject in self.tbox.subjects(RDF.type, kind):
                if isinstance(subject, URIRef):
                    self.kinds[subject] = name

    def header(self, head: Node) -> Iterator[str]:
        """Annotations of the ontology itself."""
        for predicate, value in self.tbox.predicate_objects(head):
            if predicate != RDF.type:
                yield _tag("Annotation", _named("AnnotationProperty", predicate), _value(value))

    def declarations(self, abox: Graph) -> Iterator[str]:
        """Every class, property and individual, declared."""
        for subject, name in self.kinds.items():
            yield _tag("Declaration", _named(name, subject))
        for predicate in {*self.tbox.predicates(), *abox.predicates()}:
            if predicate not in self.kinds and predicate not in _STRUCTURE and not _is_owl(predicate):
                yield _tag("Declaration", _named("AnnotationProperty", predicate))
        for subject in {*abox.subjects()} | set(self._individuals()):
            if subject not in self.kinds:
                yield _tag("Declaration", _named("NamedIndividual", subject))

    def _individuals(self) -> Iterator[Node]:
        """Named things of the ontology that are neither class nor property: values of closed lists."""
        for subject, kind in self.tbox.subject_objects(RDF.type):
            if isinstance(subject, URIRef) and not _is_owl(kind) and subject not in self.kinds:
                yield subject

    def axioms(self) -> Iterator[str]:
        """Class axioms, property axioms, annotations, individuals of the ontology."""
        for subject in set(self.tbox.subjects()):
            if isinstance(subject, BNode) or (subject, RDF.type, OWL.Ontology) in self.tbox:
                continue
            for predicate, value in self.tbox.predicate_objects(subject):
                yield from self._statement(subject, predicate, value)

    def assertions(self, abox: Graph) -> Iterator[str]:
        """Types, links, data and annotations of individuals; what the ontology says already is left to it."""
        for subject, predicate, value in abox:
            if (subject, predicate, value) not in self.tbox:
                yield from self._fact(subject, predicate, value)

    def _statement(self, subject: Node, predicate: Node, value: Node) -> Iterator[str]:
        kind = self.kinds.get(subject)
        if predicate == RDF.type:
            yield from self._typed(subject, value)
        elif predicate == RDFS.subClassOf:
            yield _tag("SubClassOf", self.expression(subject), self.expression(value))
        elif predicate == OWL.equivalentClass:
            yield _tag("EquivalentClasses", self.expression(subject), self.expression(value))
        elif predicate == OWL.disjointWith:
            yield _tag("DisjointClasses", self.expression(subject), self.expression(value))
        elif predicate in (RDFS.domain, RDFS.range, RDFS.subPropertyOf):
            yield from self._property_axiom(subject, predicate, value)
        elif predicate == OWL.inverseOf:
            yield _tag("InverseObjectProperties", self.property(subject), self.property(value))
        elif predicate == OWL.propertyChainAxiom:
            chain = "".join(self.property(one) for one in Collection(self.tbox, value))
            yield _tag("SubObjectPropertyOf", _tag("ObjectPropertyChain", chain), self.property(subject))
        elif predicate == OWL.members:
            members = [self.expression(one) for one in Collection(self.tbox, value)]
            yield _tag("DisjointClasses", *sorted(members))
        elif predicate == OWL.propertyDisjointWith:
            yield _tag("DisjointObjectProperties", self.property(subject), self.property(value))
        elif str(predicate).startswith(str(OWL)) and predicate not in _ANNOTATIONS:
            raise UnsupportedAxiomError(f"{subject} {predicate}")
        elif kind is None:
            yield from self._fact(subject, predicate, value)
        else:
            yield _annotation(subject, predicate, value)

    def _typed(self, subject: Node, kind: Node) -> Iterator[str]:
        if kind in _CHARACTERISTICS:
            name = self.kinds[subject].removesuffix("Property")
            yield _tag(f"{_CHARACTERISTICS[kind]}{name}Property", self.property(subject))
        elif kind in _KINDS or kind in (OWL.AllDisjointClasses, OWL.Ontology, OWL.NamedIndividual):
            return
        elif _is_owl(kind):
            raise UnsupportedAxiomError(f"{subject} a {kind}")
        else:
            yield _tag("ClassAssertion", self.expression(kind), _named("NamedIndividual", subject))

    def _property_axiom(self, subject: Node, predicate: Node, value: Node) -> Iterator[str]:
        kind = self.kinds.get(subject, "AnnotationProperty")
        name: dict[Node, str] = {
            RDFS.domain: f"{kind}Domain",
            RDFS.range: f"{kind}Range",
            RDFS.subPropertyOf: f"Sub{kind}Of",
        }
        own = _named(kind, subject)
        if predicate == RDFS.subPropertyOf:
            yield _tag(name[predicate], own, _named(kind, value))
        elif kind == "AnnotationProperty":
            yield _tag(name[predicate], own, f"<IRI>{escape(str(value))}</IRI>")
        elif predicate == RDFS.range and kind == "DataProperty":
            yield _tag(name[predicate], own, _named("Datatype", value))
        else:
            yield _tag(name[predicate], own, self.expression(value))

    def _fact(self, subject: Node, predicate: Node, value: Node) -> Iterator[str]:
        kind = self.kinds.get(predicate)
        individual = _named("NamedIndividual", subject)
        if predicate == RDF.type:
            yield from self._typed(subject, value)
        elif kind == "ObjectProperty":
            target = _named("NamedIndividual", value)
            yield _tag("ObjectPropertyAssertion", self.property(predicate), individual, target)
        elif kind == "DataProperty":
            yield _tag("DataPropertyAssertion", self.property(predicate), individual, _value(value))
        else:
            yield _annotation(subject, predicate, value)

    def property(self, node: Node) -> str:
        """A property, or the inverse of one."""
        if isinstance(node, BNode):
            inverse = self.tbox.value(node, OWL.inverseOf)
            if inverse is None:
                raise UnsupportedAxiomError("a nameless property that is no inverse")
            return _tag("ObjectInverseOf", self.property(inverse))
        return _named(self.kinds.get(node, "AnnotationProperty"), node)

    def expression(self, node: Node) -> str:
        """A class expression."""
        if isinstance(node, URIRef):
            return _named("Class", node)
        for predicate, name in ((OWL.intersectionOf, "ObjectIntersectionOf"), (OWL.unionOf, "ObjectUnionOf")):
            listed = self.tbox.value(node, predicate)
            if listed is not None:
                return _tag(name, *(self.expression(one) for one in Collection(self.tbox, listed)))
        listed = self.tbox.value(node, OWL.oneOf)
        if listed is not None:
            members = Collection(self.tbox, listed)
            return _tag("ObjectOneOf", *(_named("NamedIndividual", one) for one in members))
        negated = self.tbox.value(node, OWL.complementOf)
        if negated is not None:
            return _tag("ObjectComplementOf", self.expression(negated))
        return self._restriction(node)

    def _restriction(self, node: Node) -> str:
        on = self.tbox.value(node, OWL.onProperty)
        if on is None:
            raise UnsupportedAxiomError(f"class expression {dict(self.tbox.predicate_objects(node))}")
        data = self.kinds.get(on) == "DataProperty"
        side = "Data" if data else "Object"
        for predicate, name in ((OWL.someValuesFrom, "SomeValuesFrom"), (OWL.allValuesFrom, "AllValuesFrom")):
            filler = self.tbox.value(node, predicate)
            if filler is not None:
                inner = _named("Datatype", filler) if data else self.expression(filler)
                return _tag(f"{side}{name}", self.property(on), inner)
        value = self.tbox.value(node, OWL.hasValue)
        if value is not None:
            inner = _value(value) if data else _named("NamedIndividual", value)
            return _tag(f"{side}HasValue", self.property(on), inner)
        return self._cardinality(node, on, side)

    def _cardinality(self, node: Node, on: Node, side: str) -> str:
        for predicate, name in _CARDINALITY.items():
            count = self.tbox.value(node, predicate)
            if count is not None:
                filler = self.tbox.value(node, OWL.onClass)
                inner = self.expression(filler) if filler is not None else ""
                tag = f"{side}{name}Cardinality"
                return f'<{tag} cardinality="{count}">{self.property(on)}{inner}</{tag}>'
        raise UnsupportedAxiomError(f"restriction {dict(self.tbox.predicate_objects(node))}")


def _tag(name: str, *inner: str) -> str:
    return f"<{name}>{''.join(inner)}</{name}>"


def _named(kind: str, node: Node) -> str:
    return f"<{kind} IRI={quoteattr(str(node))}/>"


def _value(node: Node) -> str:
    if not isinstance(node, Literal):
        return f"<IRI>{escape(str(node))}</IRI>"
    if node.language:
        return f"<Literal xml:lang={quoteattr(node.language)}>{escape(str(node))}</Literal>"
    datatype = node.datatype or XSD.string
    return f"<Literal datatypeIRI={quoteattr(str(datatype))}>{escape(str(node))}</Literal>"


def _annotation(subject: Node, predicate: Node, value: Node) -> str:
    about = f"<IRI>{escape(str(subject))}</IRI>"
    return _tag("AnnotationAssertion", _named("AnnotationProperty", predicate), about, _value(value))


def _is_owl(node: Node) -> bool:
    return str(node).startswith((str(OWL), str(RDFS), str(RDF)))
