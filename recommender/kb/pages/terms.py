"""The pages of the ontology: every class, closed list and property with definition, counts and examples."""

from __future__ import annotations

from collections.abc import Mapping

from rdflib import URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from recommender.kb.ontology import slots_by_iri
from recommender.kb.pages.site import Site, text_of
from recommender.kb.pages.views import YES_NO, Group, Item, Page, Row, Table, Views, term_path
from recommender.model.text import NO_TEXT, Text
from recommender.schema.definitions import EnumType, RecordClass, Slot

_EXAMPLES = 3
_CLASS, _LIST, _PROPERTY = Text("类", "Class"), Text("取值表", "Closed list"), Text("属性", "Property")
_BUILT_IN = {
    "string": Text("文字", "text"),
    "text": Text("文字", "text"),
    "langstring": Text("中英文文字", "text in Chinese and English"),
    "integer": Text("整数", "whole number"),
    "number": Text("数", "number"),
    "boolean": Text("是或否", "yes or no"),
    "period": Text("起止年份", "span of years"),
    "iri": Text("外部概念的 IRI", "IRI of an outside concept"),
    "clause_ref": Text("文献中的一处", "place in a source"),
    "record_or_clause": Text("记录或条款", "record or clause"),
    "concept": Text("选项", "concept"),
}


def term_names(site: Site) -> tuple[str, ...]:
    """The prefixed names of everything with a page under def/: classes, closed lists, properties."""
    schema = site.schema
    classes = [one.iri for one in schema.classes.values()]
    lists = [f"tanlu:{name}" for name in schema.enums]
    direct = [name for enum in schema.enums.values() for name in enum.properties.values()]
    home = schema.prefixes["tanlu"]
    others = {
        f"tanlu:{str(term).removeprefix(home)}"
        for term in site.ontology.subjects(unique=True)
        if isinstance(term, URIRef) and str(term).startswith(home) and len(str(term)) > len(home)
    }
    return tuple(dict.fromkeys([*classes, *lists, *slots_by_iri(schema), *direct, *sorted(others)]))


def term_page(views: Views, name: str) -> Page:
    """The page of one class, closed list or property given as a prefixed name."""
    schema = views.site.schema
    for record_class in schema.classes.values():
        if record_class.iri == name:
            return _class_page(views, record_class)
    enum = schema.enums.get(name.partition(":")[2])
    if enum is not None:
        return _list_page(views, enum)
    uses = slots_by_iri(schema).get(name, [])
    return _property_page(views, name, uses) if uses else _other_page(views, name)


def _class_page(views: Views, record_class: RecordClass) -> Page:
    site = views.site
    nodes = site.of_kind.get(record_class.name, ())
    rows = [_count(len(nodes), f"index/{record_class.path}" if nodes and not nodes[0].anchor else "")]
    if record_class.is_a:
        wider = site.schema.classes[record_class.is_a]
        rows.append(Row(Text("上位类", "wider class"), "", (Item(wider.label, term_path(wider.iri)),)))
    narrower = [one for one in site.schema.classes.values() if one.is_a == record_class.name]
    if narrower:
        items = tuple(Item(one.label, term_path(one.iri)) for one in narrower)
        rows.append(Row(Text("下位类", "narrower classes"), "", items))
    if record_class.id_space is not None:
        rows.append(Row(Text("编号写法", "how ids are written"), "", (Item(record_class.id_space.label),)))
    if nodes:
        rows.append(Row(Text("例", "example"), "", (views.item(nodes[0]),)))
    table = Table(
        Text("字段", "Fields"),
        (
            Text("字段", "field"),
            Text("定义", "definition"),
            Text("取值", "range"),
            Text("必填", "required"),
            Text("可多个", "several"),
        ),
        tuple(_slot_row(views, slot) for slot in record_class.slots.values()),
    )
    return Page(
        path=term_path(record_class.iri),
        title=record_class.label,
        iri=site.schema.expand(record_class.iri),
        kind=Item(_CLASS, "index/vocabulary"),
        name=record_class.iri,
        lead=record_class.definition,
        rows=tuple(rows),
        tables=(table,) if table.rows else (),
        groups=_example(views, record_class),
    )


def _example(views: Views, record_class: RecordClass) -> tuple[Group, ...]:
    nodes = views.site.of_kind.get(record_class.name, ())[:_EXAMPLES]
    return (Group(Text("前几条", "The first few"), tuple(views.item(one) for one in nodes)),) if nodes else ()


def _slot_row(views: Views, slot: Slot) -> tuple[tuple[Item, ...], ...]:
    return (
        (Item(slot.label, term_path(slot.iri)),),
        (Item(slot.definition),),
        (_range(views.site, slot),),
        (Item(YES_NO["true" if slot.required else "false"]),),
        (Item(YES_NO["true" if slot.multivalued else "false"]),),
    )


def _range(site: Site, slot: Slot) -> Item:
    schema = site.schema
    if slot.range in schema.classes:
        found = schema.classes[slot.range]
        return Item(found.label, term_path(found.iri))
    if slot.range in schema.enums:
        return Item(schema.enums[slot.range].label, term_path(f"tanlu:{slot.range}"))
    return Item(_BUILT_IN.get(slot.range, Text(slot.range)))


def _list_page(views: Views, enum: EnumType) -> Page:
    site = views.site
    rows = tuple(
        (
            (views.item(node),),
            (Item(Text(node.id), style="id"),),
            (Item(Text(str(sum(map(len, site.incoming.get(node.iri, {}).values()))))),),
        )
        for node in site.of_kind.get(enum.name, ())
    )
    head = (Text("值", "value"), Text("编号", "id"), Text("用到几次", "times used"))
    return Page(
        path=f"def/{enum.name}",
        title=enum.label,
        iri=site.schema.expand(f"tanlu:{enum.name}"),
        kind=Item(_LIST, "index/vocabulary"),
        name=f"tanlu:{enum.name}",
        lead=enum.definition,
        tables=(Table(Text("值", "Values"), head, rows),),
    )


def _property_page(views: Views, name: str, uses: list[tuple[str, Slot]]) -> Page:
    site = views.site
    classes = site.schema.classes
    rows = tuple(
        (
            (Item(classes[owner].label, term_path(classes[owner].iri)),),
            (Item(slot.label),),
            (Item(slot.definition),),
            (_range(site, slot),),
            (Item(YES_NO["true" if slot.required else "false"]),),
            (Item(YES_NO["true" if slot.multivalued else "false"]),),
        )
        for owner, slot in uses
    )
    head = (
        Text("用于", "used by"),
        Text("叫作", "called"),
        Text("定义", "definition"),
        Text("取值", "range"),
        Text("必填", "required"),
        Text("可多个", "several"),
    )
    return Page(
        path=term_path(name),
        title=uses[0][1].label,
        iri=site.schema.expand(name),
        kind=Item(_PROPERTY, "index/vocabulary"),
        name=name,
        lead=uses[0][1].definition,
        rows=_used(views, name),
        tables=(Table(Text("用于这些类", "Domain and range"), head, rows),),
    )


def _used(views: Views, name: str) -> tuple[Row, ...]:
    """How often a property is used, and on what for example."""
    site = views.site
    predicate = site.schema.expand(name)
    rows = [_count(site.used.get(predicate, 0))]
    examples = []
    for node in site.nodes.values():
        if predicate in site.outgoing.get(node.iri, {}):
            examples.append(views.item(node))
            if len(examples) == _EXAMPLES:
                break
    if examples:
        rows.append(Row(Text("例", "examples"), "", tuple(examples)))
    return tuple(rows)


def _other_page(views: Views, name: str) -> Page:
    """A term of the ontology that no record class or field stands for: derived classes, direct links."""
    site = views.site
    term = URIRef(site.schema.expand(name))
    label = text_of(site.ontology.objects(term, RDFS.label)) or site.term_label(name)
    is_class = (term, RDF.type, OWL.Class) in site.ontology
    links = (
        (Text("上位", "wider"), RDFS.subClassOf),
        (Text("上位属性", "wider property"), RDFS.subPropertyOf),
        (Text("相反属性", "inverse"), OWL.inverseOf),
        (Text("定义域", "domain"), RDFS.domain),
        (Text("值域", "range"), RDFS.range),
    )
    known = {site.schema.expand(one): one for one in term_names(site)}
    rows = [*_used(views, name)] if not is_class else []
    for words, predicate in links:
        found = sorted(str(one) for one in site.ontology.objects(term, predicate) if isinstance(one, URIRef))
        items = tuple(_term_item(site, known, iri) for iri in found)
        if items:
            rows.append(Row(words, "", items))
    return Page(
        path=term_path(name),
        title=label,
        iri=str(term),
        kind=Item(_CLASS if is_class else _PROPERTY, "index/vocabulary"),
        name=name,
        lead=text_of(site.ontology.objects(term, SKOS.definition)),
        rows=tuple(rows),
    )


def _term_item(site: Site, known: Mapping[str, str], iri: str) -> Item:
    if iri not in known:
        return Item(Text(iri), url=iri)
    return Item(_label(site, known[iri]), term_path(known[iri]))


def _label(site: Site, name: str) -> Text:
    """What a class, closed list or property is called."""
    for record_class in site.schema.classes.values():
        if record_class.iri == name:
            return record_class.label
    enum = site.schema.enums.get(name.partition(":")[2])
    if enum is not None:
        return enum.label
    return text_of(site.ontology.objects(URIRef(site.schema.expand(name)), RDFS.label)) or site.term_label(
        name
    )


def _count(number: int, path: str = "") -> Row:
    return Row(Text("数量", "number"), "", (Item(Text(str(number)), path),))


def vocabulary_page(views: Views) -> Page:
    """Every class, closed list and property by name."""
    site = views.site
    schema = site.schema
    classes = {one.iri for one in schema.classes.values()}
    lists = {f"tanlu:{name}" for name in schema.enums}
    groups: dict[str, list[Item]] = {"classes": [], "lists": [], "properties": [], "derived": []}
    uses = slots_by_iri(schema)
    for name in term_names(site):
        kind = "classes" if name in classes else "lists" if name in lists else ""
        kind = kind or ("properties" if name in uses else "derived")
        groups[kind].append(Item(_label(site, name), term_path(name), title=Text(name)))
    titles = {
        "classes": Text("类", "Classes"),
        "lists": Text("取值表", "Closed lists"),
        "properties": Text("属性", "Properties"),
        "derived": Text("推出的类与直接联系", "Derived classes and direct links"),
    }
    return Page(
        path="index/vocabulary",
        title=Text("类与属性", "Classes and properties"),
        lead=schema.title or NO_TEXT,
        groups=tuple(Group(titles[kind], tuple(items)) for kind, items in groups.items() if items),
    )
