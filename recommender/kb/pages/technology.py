"""The page of a technology: its ratings side by side, what leans on it, what rules do to it; no HTML."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from recommender.kb.pages.figures import value_words
from recommender.kb.pages.site import Node
from recommender.kb.pages.views import Item, Table, Views
from recommender.model.text import Text

KIND = "Technology"
SHOWN: frozenset[tuple[str, str]] = frozenset(
    {
        ("Assessment", "tanlu:technology"),
        ("Requirement", "tanlu:satisfiedBy"),
        ("RequirementLink", "tanlu:technology"),
        ("Applicability", "tanlu:technology"),
        ("Statement", "tanlu:mentions"),
        ("QuantifiedEffect", "tanlu:effectOf"),
        ("Relation", "tanlu:subject"),
        ("Relation", "tanlu:object"),
        ("Case", "tanlu:uses"),
    }
)
"""The links (class, property) that have a table of their own here."""
_PLACE = Text("出处", "place")
_BESIDE = ("tanlu:through", "tanlu:notBefore", "tanlu:notAfter", "tanlu:withWorks", "tanlu:needs")
Cell = tuple[Item, ...]


def _filled(*made: Table) -> tuple[Table, ...]:
    """The tables that have rows."""
    return tuple(table for table in made if table.rows)


def _tables(views: Views, node: Node) -> tuple[Table, ...]:
    """The tables of a technology's page beyond its ratings and requirements."""
    return _filled(
        _applicability(views, node),
        _statements(views, node),
        _effects(views, node),
        _relations(views, node),
        _cases(views, node),
    )


def _ratings(views: Views, node: Node) -> Table:
    """Every row of every table that rates it, each with its own values: never merged, never inherited."""
    slots = views.site.schema.classes["Assessment"].slots
    rated = views.site.linking(node, "tanlu:technology", "Assessment")
    signs = [slot for slot in slots.values() if slot.sign]
    ticks = [slots[name] for name in ("high_energy", "non_high_energy")]
    ticks = [slot for slot in ticks if any(views.site.out(row, slot.iri) for row in rated)]
    head = (
        _PLACE,
        Text("表中名称", "name in the table"),
        slots["group"].label,
        *(Text(f"{slot.sign} {slot.label.zh}", slot.label.en) for slot in signs),
        *(slot.label for slot in ticks),
    )
    rows = tuple(
        (
            _places(views, row),
            (views.item(row),),
            _plain(*(views.site.word(row, name) for name in ("tanlu:group", "tanlu:subgroup"))),
            *(_plain(views.site.word(row, slot.iri)) for slot in signs),
            *(_plain({"true": "√"}.get(views.site.word(row, slot.iri), "")) for slot in ticks),
        )
        for row in rated
    )
    note = Text(
        "各表的评级并列，不合并，不继承。",
        "The ratings of each table stand side by side, never merged or inherited.",
    )
    return Table(Text("评级", "Ratings"), head, rows, note)


def _requirements(views: Views, node: Node) -> Table:
    """The requirements it satisfies, each with the word of the source and the basis of the link."""
    site = views.site
    links = {
        requirement.iri: link
        for link in site.linking(node, "tanlu:technology", "RequirementLink")
        for requirement in site.linked(link, "tanlu:requirement")
    }
    rows = tuple(
        (
            _modality(views, one),
            (Item(site.text(one, "tanlu:text"), one.path),),
            _places(views, one),
            _linked(views, links[one.iri], "tanlu:basis", link_path=True) if one.iri in links else (),
        )
        for one in site.linking(node, "tanlu:satisfiedBy", "Requirement")
    )
    head = (Text("用词", "modality"), Text("要求", "requirement"), _PLACE, Text("依据", "basis"))
    return Table(Text("由它满足的要求", "Requirements that lean on it"), head, rows)


def _applicability(views: Views, node: Node) -> Table:
    """What the rules do to it: effect, situations in words, clauses, on what basis, by which rule."""
    site = views.site
    order = {key: place for place, key in enumerate(site.schema.enums["AppliedEffect"].values)}
    found = site.linking(node, "tanlu:technology", "Applicability")
    rows = tuple(
        (
            _linked(views, one, "tanlu:effect"),
            _linked(views, one, "tanlu:situation"),
            _places(views, one),
            _linked(views, one, "tanlu:basis"),
            _linked(views, one, "tanlu:rule"),
            (*_beside(views, one), Item(Text("详情", "details"), one.path)),
        )
        for one in sorted(found, key=lambda one: order.get(_first(views, one, "tanlu:effect"), len(order)))
    )
    head = (
        Text("影响", "effect"),
        Text("情形", "situation"),
        _PLACE,
        Text("依据", "basis"),
        Text("规则", "rule"),
        Text("附加", "beside"),
    )
    note = Text("所列任一情形成立，影响即成立。", "An effect holds when any of its situations holds.")
    return Table(Text("规则对它的影响", "What the rules do to it"), head, rows, note)


def _statements(views: Views, node: Node) -> Table:
    rows = tuple(
        (
            _linked(views, one, "tanlu:kind"),
            (Item(views.site.text(one, "tanlu:text"), one.path),),
            _places(views, one),
        )
        for one in views.site.linking(node, "tanlu:mentions", "Statement")
    )
    head = (Text("种类", "kind"), Text("表述", "statement"), _PLACE)
    return Table(Text("提到它的表述", "Statements that mention it"), head, rows)


def _effects(views: Views, node: Node) -> Table:
    site = views.site
    rows = tuple(
        (
            (views.item(one),),
            _linked(views, one, "tanlu:direction"),
            (Item(value_words(site.schema, site.outgoing, site.outgoing[one.iri])),),
            (Item(site.text(one, "tanlu:relativeTo")),),
            _places(views, one),
        )
        for one in site.linking(node, "tanlu:effectOf", "QuantifiedEffect")
    )
    head = (
        Text("效果", "effect"),
        Text("方向", "direction"),
        Text("数值", "value"),
        Text("相对于", "relative to"),
        _PLACE,
    )
    return Table(Text("量化效果", "Effects in figures"), head, rows)


def _relations(views: Views, node: Node) -> Table:
    """Its relations, each read from subject to object."""
    site = views.site
    found = (
        *site.linking(node, "tanlu:subject", "Relation"),
        *site.linking(node, "tanlu:object", "Relation"),
    )
    rows = tuple(
        (
            _linked(views, one, "tanlu:subject"),
            (Item(site.linked(one, "tanlu:type")[0].label, one.path, style="value"),),
            _linked(views, one, "tanlu:object"),
            _places(views, one),
            _linked(views, one, "tanlu:basis"),
            (Item(site.text(one, "skos:note")),),
        )
        for one in dict.fromkeys(found)
    )
    head = (
        Text("主项", "subject"),
        Text("关系", "relation"),
        Text("客项", "object"),
        _PLACE,
        Text("依据", "basis"),
        Text("说明", "note"),
    )
    return Table(Text("与其他技术的关系", "Relations with other technologies"), head, rows)


def _cases(views: Views, node: Node) -> Table:
    rows = tuple(
        ((views.item(one),), _linked(views, one, "tanlu:kind"), _places(views, one))
        for one in views.site.linking(node, "tanlu:uses", "Case")
    )
    return Table(Text("采用它的案例", "Cases"), (Text("案例", "case"), Text("种类", "kind"), _PLACE), rows)


def _modality(views: Views, node: Node) -> Cell:
    word = views.site.word(node, "tanlu:word")
    labels = views.site.linked(node, "tanlu:modality")
    return (Item(Text(word or "—", labels[0].label.en if labels else ""), style="word"),)


def _places(views: Views, node: Node) -> Cell:
    return _linked(views, node, "tanlu:clause")


def _linked(views: Views, node: Node, name: str, link_path: bool = False) -> Cell:
    """The nodes a property links to; with `link_path` their names lead to the node itself."""
    found = views.site.linked(node, name)
    if link_path:
        return tuple(Item(one.label, node.path, style="value") for one in found)
    return tuple(views.item(one) for one in found)


def _beside(views: Views, node: Node) -> Iterable[Item]:
    for name in _BESIDE:
        label = views.site.term_label(name)
        for one in views.site.linked(node, name):
            words = Text(f"{label.zh} {one.label.zh}", f"{label.en} {one.label.en}")
            yield Item(words, one.path)
    for points in views.site.out(node, "tanlu:points"):
        label = views.site.term_label("tanlu:points")
        yield Item(Text(f"{label.zh} {points}", f"{label.en} {points}"))


def _first(views: Views, node: Node, name: str) -> str:
    return next((one.id for one in views.site.linked(node, name)), "")


def _plain(*words: str) -> Cell:
    text = " / ".join(word for word in words if word)
    return (Item(Text(text)),) if text else ()


@dataclass(frozen=True)
class Related:
    """A technology's page beyond its fields: what comes `first`, and the links `shown` in its tables."""

    first: tuple[Table, ...] = ()
    tables: tuple[Table, ...] = ()
    shown: frozenset[tuple[str, str]] = frozenset()


def related(views: Views, node: Node) -> Related:
    """The tables of a technology; nothing for any other record."""
    if node.kind != KIND:
        return Related()
    first = _filled(_ratings(views, node), _requirements(views, node))
    return Related(first, _tables(views, node), SHOWN)
