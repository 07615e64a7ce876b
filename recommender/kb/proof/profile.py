"""Whether ontology and knowledge are OWL 2 DL: declared terms, one kind of property each, simple roles.

Follows OWL 2 Structural Specification (W3C 2012), sections 3 and 11: what an OWL DL reasoner may rely on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from rdflib import Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, XSD
from rdflib.term import BNode, Node

from recommender.model.problem import Place, Problem

AXIOMS = "ontology/axioms.ttl"
_KINDS: dict[Node, str] = {
    OWL.ObjectProperty: "object",
    OWL.DatatypeProperty: "data",
    OWL.AnnotationProperty: "annotation",
}
_NUMBERS = ["integer", "long", "int", "short", "byte", "decimal", "double", "float"]
_SIGNED = ["nonNegativeInteger", "nonPositiveInteger", "positiveInteger", "negativeInteger"]
_UNSIGNED = ["unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"]
_WORDS = ["string", "normalizedString", "token", "language", "Name", "NCName", "NMTOKEN", "anyURI"]
_OTHERS = ["boolean", "hexBinary", "base64Binary", "dateTime", "dateTimeStamp"]
_XSD = frozenset(XSD[name] for name in [*_NUMBERS, *_SIGNED, *_UNSIGNED, *_WORDS, *_OTHERS])
_DATATYPES = _XSD | {OWL.real, OWL.rational, RDF.PlainLiteral, RDF.XMLLiteral, RDF.langString, RDFS.Literal}
"""The OWL 2 datatype map; rdf:langString is what RDF 1.1 calls the plain literals with a language."""
_SIMPLE_ONLY: tuple[Node, ...] = (
    OWL.FunctionalProperty,
    OWL.InverseFunctionalProperty,
    OWL.AsymmetricProperty,
    OWL.IrreflexiveProperty,
)
_OBJECT_ONLY: tuple[Node, ...] = (
    *_SIMPLE_ONLY[1:],
    OWL.TransitiveProperty,
    OWL.SymmetricProperty,
    OWL.ReflexiveProperty,
)
_COUNTING = (
    OWL.cardinality,
    OWL.minCardinality,
    OWL.maxCardinality,
    OWL.qualifiedCardinality,
    OWL.minQualifiedCardinality,
    OWL.maxQualifiedCardinality,
    OWL.hasSelf,
)


def profile_problems(tbox: Graph, abox: Graph) -> tuple[Problem, ...]:
    """What is outside OWL 2 DL, sorted; nothing when all is within. `abox` may be empty."""
    kinds = property_kinds(tbox)
    found = [
        *_kinds_of_properties(kinds),
        *_characteristics(tbox, kinds),
        *_simple_roles(tbox),
        *_regular_chains(tbox),
    ]
    for graph in (tbox, abox):
        found += _used_terms(graph, kinds, set(tbox.subjects(RDF.type, OWL.Class)))
    unique = {(problem.code, problem.en): problem for problem in found}
    return tuple(unique[key] for key in sorted(unique))


def property_kinds(tbox: Graph) -> dict[Node, set[str]]:
    """Property → its declared kinds: object, data, annotation; more than one is a fault."""
    kinds: dict[Node, set[str]] = defaultdict(set)
    for kind, name in _KINDS.items():
        for subject in tbox.subjects(RDF.type, kind):
            kinds[subject].add(name)
    return kinds


def non_simple(tbox: Graph) -> frozenset[Node]:
    """Properties that are transitive, made by a chain, or above or inverse to one that is."""
    found = set(tbox.subjects(RDF.type, OWL.TransitiveProperty))
    found |= set(tbox.subjects(OWL.propertyChainAxiom, None))
    while True:
        more = {above for one in found for above in tbox.objects(one, RDFS.subPropertyOf)}
        more |= {other for one in found for other in tbox.objects(one, OWL.inverseOf)}
        more |= {other for one in found for other in tbox.subjects(OWL.inverseOf, one)}
        if more <= found:
            return frozenset(found)
        found |= more


def _kinds_of_properties(kinds: dict[Node, set[str]]) -> Iterator[Problem]:
    for name, declared in kinds.items():
        if len(declared) > 1:
            yield _problem(
                f"属性 {name} 同时声明为几种：{'、'.join(sorted(declared))}",
                f"the property {name} is declared as {' and '.join(sorted(declared))}",
            )


def _characteristics(tbox: Graph, kinds: dict[Node, set[str]]) -> Iterator[Problem]:
    for kind in _OBJECT_ONLY:
        for subject in tbox.subjects(RDF.type, kind):
            if kinds.get(subject) != {"object"}:
                yield _problem(
                    f"{subject} 不是对象属性，不能是 {_short(kind)}",
                    f"{subject} is no object property and cannot be {_short(kind)}",
                )


def _simple_roles(tbox: Graph) -> Iterator[Problem]:
    """Non-simple roles used where only simple ones may stand."""
    complex_roles = non_simple(tbox)
    for kind in _SIMPLE_ONLY:
        yield from (_not_simple(one, kind) for one in tbox.subjects(RDF.type, kind) if one in complex_roles)
    for left, right in tbox.subject_objects(OWL.propertyDisjointWith):
        yield from (
            _not_simple(one, OWL.propertyDisjointWith) for one in (left, right) if one in complex_roles
        )
    for predicate in _COUNTING:
        for restriction in tbox.subjects(predicate, None):
            for role in tbox.objects(restriction, OWL.onProperty):
                if _named(tbox, role) in complex_roles:
                    yield _not_simple(_named(tbox, role), predicate)


def _regular_chains(tbox: Graph) -> Iterator[Problem]:
    """A property may not, through chains, be made of itself except at one end of its own chain."""
    below: dict[Node, set[Node]] = defaultdict(set)
    for made, head in tbox.subject_objects(OWL.propertyChainAxiom):
        chain = [_named(tbox, one) for one in Collection(tbox, head)]
        inner = (
            chain if chain == [made, made] else chain[(chain[0] == made) : len(chain) - (chain[-1] == made)]
        )
        below[made] |= set() if chain == [made, made] else set(inner)
    for lower, upper in tbox.subject_objects(RDFS.subPropertyOf):
        below[upper].add(lower)
    for made in sorted(below, key=str):
        if made in _reachable(below, below[made]):
            zh = f"属性链成环：{made} 由自己组成"
            yield _problem(zh, f"the property chains are circular: {made} is made of itself")


def _reachable(below: dict[Node, set[Node]], start: Iterable[Node]) -> set[Node]:
    found, waiting = set[Node](), list(start)
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += below.get(one, ())
    return found


def _used_terms(graph: Graph, kinds: dict[Node, set[str]], classes: set[Node]) -> Iterator[Problem]:
    """Undeclared classes and properties, links where values belong and the other way round, datatypes."""
    for subject, predicate, value in graph:
        if predicate == RDF.type:
            if isinstance(value, URIRef) and not _built_in(value) and value not in classes:
                yield _problem(f"类 {value} 没有声明", f"the class {value} is not declared")
            continue
        if isinstance(value, Literal) and value.datatype and value.datatype not in _DATATYPES:
            yield _problem(
                f"数据类型 {value.datatype} 不在 OWL 2 之内（{predicate}）",
                f"the datatype {value.datatype} is outside OWL 2 ({predicate})",
            )
        if _built_in(predicate):
            continue
        kind = kinds.get(predicate)
        if kind is None:
            yield _problem(f"属性 {predicate} 没有声明", f"the property {predicate} is not declared")
        elif kind == {"object"} and isinstance(value, Literal):
            yield _problem(
                f"对象属性 {predicate} 的值应是链接（{subject}）",
                f"a value of the object property {predicate} is no link ({subject})",
            )
        elif kind == {"data"} and not isinstance(value, Literal):
            yield _problem(
                f"数据属性 {predicate} 的值应是字面值（{subject}）",
                f"a value of the data property {predicate} is no literal ({subject})",
            )


def _named(tbox: Graph, role: Node) -> Node:
    """The property itself, or the one a nameless inverse is the inverse of."""
    return tbox.value(role, OWL.inverseOf) or role if isinstance(role, BNode) else role


def _built_in(name: Node) -> bool:
    return str(name).startswith((str(OWL), str(RDF), str(RDFS)))


def _not_simple(role: Node, use: Node) -> Problem:
    return _problem(
        f"{role} 是传递的或由属性链得出，不能用于 {_short(use)}",
        f"{role} is transitive or made by a chain and cannot be used with {_short(use)}",
    )


def _short(name: Node) -> str:
    return str(name).removeprefix(str(OWL))


def _problem(zh: str, en: str) -> Problem:
    hint = ("请按 OWL 2 DL 改写 schema.yaml 或 axioms.ttl", "write schema.yaml or axioms.ttl within OWL 2 DL")
    return Problem(Place(AXIOMS), "E-OWL-DL", zh, en, *hint)
