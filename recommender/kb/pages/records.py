"""The page of every node: a record with fields and links, a clause with parts, a source with sections."""

from __future__ import annotations

from collections import Counter

from recommender.kb.pages.site import Node, Site
from recommender.kb.pages.technology import related
from recommender.kb.pages.views import Group, Item, Page, Row, Section, Table, Views, term_path
from recommender.model.text import Text

_PART_OF = "dcterms:isPartOf"
_RETIRED = Text("此编号已退役，不再使用。", "This id is retired and no longer used.")
_CLASS_HEAD = (Text("类", "class"), Text("数", "number"), Text("定义", "definition"))
_REPLACED = Text("由此取代：", "Replaced by:")


def record_page(views: Views, node: Node) -> Page:
    """The page of a node that has one."""
    site, kind = views.site, node.kind
    beyond = related(views, node)
    shown = set(beyond.shown)
    sections: tuple[Section, ...] = ()
    tables = beyond.tables
    if kind == "Clause":
        shown.add(("ClausePart", _PART_OF))
        sections = _parts(views, node)
    if kind == "Source":
        shown.add(("Clause", _PART_OF))
        tables = (source_table(views, node),)
    return Page(
        path=node.path,
        title=views.title(node),
        iri=node.iri,
        kind=_kind(site, node),
        name=node.id,
        banner=_banner(views, node),
        rows=views.fields(node),
        first=beyond.first,
        notes=views.notes_on(node),
        inherited=views.inherited_by(node),
        tables=tables,
        sections=sections,
        groups=views.incoming(node, frozenset(shown)),
    )


def _kind(site: Site, node: Node) -> Item:
    schema = site.schema
    if node.kind in schema.classes:
        record_class = schema.classes[node.kind]
        return Item(record_class.label, term_path(record_class.iri))
    if node.kind in schema.enums:
        return Item(schema.enums[node.kind].label, term_path(f"tanlu:{node.kind}"))
    return Item(Text("退役编号", "Retired id"), term_path(schema.classes["Retired"].iri))


def _banner(views: Views, node: Node) -> tuple[Item, ...]:
    """That the id is retired, why, and what replaces it."""
    if node.kind:
        return ()
    site = views.site
    record = site.nodes.get(site.schema.record_iri("Retired", node.id))
    items = [Item(_RETIRED)]
    if record is not None:
        items.append(Item(site.text(record, "tanlu:reason"), record.path))
    if replacing := site.linked(node, "dcterms:isReplacedBy"):
        items += [Item(_REPLACED), *(views.item(one) for one in replacing)]
    return tuple(items)


def _parts(views: Views, clause: Node) -> tuple[Section, ...]:
    """The items, sentences, paragraphs or rows of a clause that are cited, with what cites them."""
    parts = views.site.parts.get(clause.path, ())
    return tuple(Section(part.anchor, views.item(part), views.incoming(part)) for part in parts)


def source_table(views: Views, source: Node) -> Table:
    """The sections of a source, each with how many records of each class rest on it."""
    site = views.site
    rows = []
    for clause in site.of_kind.get("Clause", ()):
        if clause.id.startswith(f"{source.id}/"):
            number = clause.id.partition("/")[2]
            link = Item(Text(number), clause.path, style="cite")
            rows.append(((link,), (Item(clause.label, clause.path),), _counted(site, clause)))
    head = (Text("编号", "number"), Text("标题", "heading"), Text("所载", "holds"))
    return Table(Text("章节", "Sections"), head, tuple(rows))


def _counted(site: Site, clause: Node) -> tuple[Item, ...]:
    places = (clause, *site.parts.get(clause.path, ()))
    found = {one.iri: one for place in places for one in site.linking(place, "tanlu:clause")}
    counts = Counter(one.kind for one in found.values())
    return tuple(
        Item(Text(f"{one.label.zh} {counts[one.name]}", f"{one.label.en} {counts[one.name]}"), style="count")
        for one in site.schema.classes.values()
        if counts[one.name] and not one.external
    )


def class_index(views: Views, class_name: str) -> Page:
    """All records of a class, each with the places it cites."""
    site = views.site
    record_class = site.schema.classes[class_name]
    nodes = site.of_kind.get(class_name, ())
    rows = tuple(
        ((views.item(node),), (Item(Text(node.id), style="id"),), views.line(node)[1:]) for node in nodes
    )
    head = (record_class.label, Text("编号", "id"), Text("出处", "place"))
    return Page(
        path=f"index/{record_class.path}",
        title=Text(f"{record_class.label.zh}：全部", f"{record_class.label.en}: all"),
        kind=Item(record_class.label, term_path(record_class.iri)),
        lead=record_class.definition,
        tables=(Table(Text(f"共 {len(nodes)} 条", f"{len(nodes)} in all"), head, rows),),
    )


def indexed_classes(site: Site) -> tuple[str, ...]:
    """The classes with records that have pages of their own, in the order of the schema."""
    return tuple(
        name for name in site.schema.classes if any(not node.anchor for node in site.of_kind.get(name, ()))
    )


def fields(site: Site) -> tuple[Node, ...]:
    """The fields records are sorted into: every concept some record names as its field."""
    found = {one.iri: one for node in site.nodes.values() for one in site.linked(node, "tanlu:field")}
    return tuple(node for iri, node in site.nodes.items() if iri in found)


def field_index(views: Views, field: Node) -> Page:
    """Everything in one field, by class."""
    site = views.site
    groups = []
    for name, record_class in site.schema.classes.items():
        nodes = site.linking(field, "tanlu:field", name)
        if nodes:
            items = tuple(views.item(node) for node in nodes)
            groups.append(Group(record_class.label, items, term_path(record_class.iri)))
    lead = Text("这个领域的全部记录。", "Everything recorded in this field.")
    row = Row(Text("选项", "concept"), term_path("skos:Concept"), (views.item(field),))
    return Page(f"index/field-{field.id}", field.label, lead=lead, rows=(row,), groups=tuple(groups))


def home_page(views: Views) -> Page:
    """The way in: sources, fields, and every class with how many records it has."""
    site = views.site
    sources = tuple(views.item(node) for node in site.of_kind.get("Source", ()))
    in_fields = (Item(node.label, f"index/field-{node.id}", style="value") for node in fields(site))
    vocabulary = Item(Text("类与属性", "Classes and properties"), "index/vocabulary")
    ids = Item(Text("全部记录与取值表", "All records and closed lists"), "index/ids")
    return Page(
        path="index",
        title=Text("碳路知识库", "Tanlu knowledge base"),
        lead=Text(
            "五份零碳、近零碳文献的技术、要求、评级与判断，每一条都有出处。",
            "Technologies, requirements, ratings and judgements of five documents on zero and near-zero "
            "carbon, each with its place.",
        ),
        tables=(classes_table(site),),
        rows=(
            Row(Text("文献", "Sources"), "", sources),
            Row(Text("领域", "Fields"), "", tuple(in_fields)),
            Row(Text("词汇", "Vocabulary"), "", (vocabulary, ids)),
        ),
    )


def ids_page(views: Views) -> Page:
    """Everything with an address under id/: the records by class, and the values of closed lists."""
    schema = views.site.schema
    rows = tuple(
        ((Item(enum.label, f"def/{name}"),), (Item(Text(str(len(enum.values)))),), (Item(enum.definition),))
        for name, enum in schema.enums.items()
    )
    return Page(
        path="index/ids",
        title=Text("全部记录与取值表", "All records and closed lists"),
        lead=Text(
            "每条记录、取值表的每个值都有自己的地址。",
            "Every record and every value of a closed list has an address of its own.",
        ),
        tables=(classes_table(views.site), Table(Text("取值表", "Closed lists"), _CLASS_HEAD, rows)),
    )


def classes_table(site: Site) -> Table:
    """Every class with records: how many, and what it is."""
    rows = []
    for name in indexed_classes(site):
        record_class = site.schema.classes[name]
        rows.append(
            (
                (Item(record_class.label, f"index/{record_class.path}"),),
                (Item(Text(str(len(site.of_kind[name])))),),
                (Item(record_class.definition, term_path(record_class.iri)),),
            )
        )
    return Table(Text("按类", "By class"), _CLASS_HEAD, tuple(rows))
