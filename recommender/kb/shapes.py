"""SHACL shapes generated from the schema: the closed-world check of the finished graph, in zh and en."""

from __future__ import annotations

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, SH, SKOS, XSD
from rdflib.term import Node

from recommender.kb.rdf import add_text, new_graph, number, term
from recommender.model.text import Text
from recommender.schema.definitions import PERIOD, RecordClass, Schema, Slot

_DATATYPES = {
    "string": XSD.string,
    "text": XSD.string,
    "period": XSD.string,
    "integer": XSD.integer,
    "number": XSD.decimal,
    "boolean": XSD.boolean,
}
_KINDS = {
    "langstring": ("中英文文字", "text in Chinese and English"),
    "string": ("文字", "text"),
    "text": ("文字", "text"),
    "period": ("时段", "a period"),
    "integer": ("整数", "a whole number"),
    "number": ("数", "a number"),
    "boolean": ("是或否", "yes or no"),
    "clause_ref": ("条款或其中一处", "a clause or a place within one"),
    "record_or_clause": ("记录或条款", "a record or a clause"),
    "iri": ("网址形式的标识", "an IRI"),
}


def shapes(schema: Schema) -> Graph:
    """One node shape per class and one named property shape per slot."""
    graph = new_graph(schema)
    for record_class in schema.classes.values():
        shape = term(schema, f"tanlu:{record_class.name}Shape")
        graph.add((shape, RDF.type, SH.NodeShape))
        graph.add((shape, SH.targetClass, term(schema, record_class.iri)))
        add_text(graph, shape, SH.name, record_class.label)
        for slot in record_class.slots.values():
            graph.add((shape, SH.property, _property(graph, schema, record_class, slot)))
            if slot.range == "concept":
                graph.add((shape, SH.property, _scheme(graph, schema, record_class, slot)))
    return graph


def _named(schema: Schema, record_class: RecordClass, suffix: str) -> URIRef:
    return term(schema, f"tanlu:{record_class.name}Shape-{suffix}")


def _list(graph: Graph, shape: URIRef, name: str, items: list[Node]) -> BNode:
    """An RDF list; its cells are numbered so that the file comes out the same every time."""
    key = f"{shape.rpartition('/')[2]}-{name}".replace("_", "-")
    cells = [BNode(f"{key}-{index}") for index in range(len(items))]
    for index, (cell, item) in enumerate(zip(cells, items, strict=True)):
        graph.add((cell, RDF.first, item))
        graph.add((cell, RDF.rest, cells[index + 1] if index + 1 < len(cells) else RDF.nil))
    return cells[0]


def _property(graph: Graph, schema: Schema, record_class: RecordClass, slot: Slot) -> URIRef:
    shape = _named(schema, record_class, slot.name)
    graph.add((shape, RDF.type, SH.PropertyShape))
    graph.add((shape, SH.path, term(schema, slot.iri)))
    _counts(graph, shape, slot)
    _values(graph, schema, shape, slot)
    if slot.minimum is not None:
        graph.add((shape, SH.minInclusive, _bound(slot, slot.minimum)))
    if slot.maximum is not None:
        graph.add((shape, SH.maxInclusive, _bound(slot, slot.maximum)))
    if slot.max_length is not None:
        graph.add((shape, SH.maxLength, Literal(slot.max_length)))
    if slot.pattern:
        graph.add((shape, SH.pattern, Literal(f"^({slot.pattern})$")))
    add_text(graph, shape, SH.message, message(schema, record_class, slot))
    return shape


def _counts(graph: Graph, shape: URIRef, slot: Slot) -> None:
    languages = 2 if slot.range == "langstring" else 1
    if slot.required:
        graph.add((shape, SH.minCount, Literal(languages)))
    if not slot.multivalued:
        graph.add((shape, SH.maxCount, Literal(languages)))


def _values(graph: Graph, schema: Schema, shape: URIRef, slot: Slot) -> None:
    match slot.range:
        case "langstring":
            graph.add((shape, SH.uniqueLang, Literal(True)))
            graph.add(
                (shape, SH.languageIn, _list(graph, shape, "languages", [Literal("zh"), Literal("en")]))
            )
        case "clause_ref":
            graph.add((shape, SH["class"], term(schema, "tanlu:Citable")))
        case "concept":
            graph.add((shape, SH["class"], SKOS.Concept))
        case "record_or_clause" | "iri":
            graph.add((shape, SH.nodeKind, SH.IRI))
        case name if name in schema.classes:
            graph.add((shape, SH["class"], term(schema, schema.classes[name].iri)))
        case name if name in schema.enums:
            graph.add((shape, SH["class"], term(schema, f"tanlu:{name}")))
        case name:
            datatype = RDF.langString if slot.language else _DATATYPES[name]
            graph.add((shape, SH.datatype, datatype))
            if name == "period":
                graph.add((shape, SH.pattern, Literal(f"^{PERIOD}$")))


def _scheme(graph: Graph, schema: Schema, record_class: RecordClass, slot: Slot) -> URIRef:
    """The second shape of a concept slot: the concept must be from the scheme."""
    shape = _named(schema, record_class, f"{slot.name}-scheme")
    scheme = URIRef(schema.record_iri("ConceptScheme", slot.scheme))
    path: list[Node] = [term(schema, slot.iri), SKOS.inScheme]
    graph.add((shape, RDF.type, SH.PropertyShape))
    graph.add((shape, SH.path, _list(graph, shape, "path", path)))
    graph.add((shape, SH["in"], _list(graph, shape, "in", [scheme])))
    add_text(
        graph,
        shape,
        SH.message,
        Text(
            f"{record_class.label.zh}的“{slot.label.zh}”应取自词表 {slot.scheme}",
            f"the {slot.label.en} of a {record_class.label.en} must be from the scheme {slot.scheme}",
        ),
    )
    return shape


def _bound(slot: Slot, value: float) -> Literal:
    return number(int(value) if slot.range == "integer" else value)


def message(schema: Schema, record_class: RecordClass, slot: Slot) -> Text:
    """What a slot asks, as one sentence."""
    zh, en = _kind(schema, slot)
    if slot.multivalued:
        count = ("至少一个", "at least one") if slot.required else ("若干", "any number of")
    else:
        count = ("恰好一个", "exactly one") if slot.required else ("至多一个", "at most one")
    limits = [(f"不小于 {slot.minimum:g}", f"at least {slot.minimum:g}")] if slot.minimum is not None else []
    limits += [(f"不大于 {slot.maximum:g}", f"at most {slot.maximum:g}")] if slot.maximum is not None else []
    limits += (
        [(f"不超过 {slot.max_length} 字", f"no longer than {slot.max_length}")] if slot.max_length else []
    )
    limits += [(f"形如 {slot.pattern}", f"of the form {slot.pattern}")] if slot.pattern else []
    more_zh = "，" + "，".join(z for z, _ in limits) if limits else ""
    more_en = ", " + ", ".join(e for _, e in limits) if limits else ""
    return Text(
        f"{record_class.label.zh}的“{slot.label.zh}”应有{count[0]}，为{zh}{more_zh}",
        f"a {record_class.label.en} has {count[1]} '{slot.label.en}', being {en}{more_en}",
    )


def _kind(schema: Schema, slot: Slot) -> tuple[str, str]:
    if slot.range == "concept":
        return (f"词表 {slot.scheme} 中的选项", f"a concept of the scheme {slot.scheme}")
    if slot.range in schema.classes:
        label = schema.classes[slot.range].label
        return (label.zh, f"a {label.en}")
    if slot.range in schema.enums:
        values = schema.enums[slot.range].values.values()
        return ("、".join(v.zh for v in values) + "之一", "one of " + ", ".join(v.en for v in values))
    return _KINDS[slot.range]
