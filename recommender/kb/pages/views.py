"""What stands on the page of a record: its fields with their labels, what links to it, and notes; no HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, SKOS, XSD
from rdflib.term import Node as Term

from recommender.kb.pages.notes import Notes
from recommender.kb.pages.site import Node, Site, text_of
from recommender.model.citation import citation
from recommender.model.clause import parse_reference
from recommender.model.text import NO_TEXT, Text
from recommender.schema.definitions import Slot

_LONG = 30
MOST_LINKED = 200
"""Lines of one group of incoming links; the rest is counted and found on the page of the class."""
YES_NO = {"true": Text("是", "yes"), "false": Text("否", "no")}
_OF, _QUANTITY = "tanlu:of", "tanlu:quantity"
_HEADER = {str(RDF.type), str(DCTERMS.identifier), str(SKOS.prefLabel)}


@dataclass(frozen=True)
class Item:
    """One thing shown: words, where they lead (`path` in the site, `url` outside), and how they look."""

    text: Text
    path: str = ""
    anchor: str = ""
    url: str = ""
    style: str = ""
    title: Text = NO_TEXT


@dataclass(frozen=True)
class Row:
    """One field: its label, the address of its property, the sign a source prints for it, its values."""

    label: Text
    path: str
    items: tuple[Item, ...]
    sign: str = ""


@dataclass(frozen=True)
class Group:
    """A list under a heading; `more` lines were left out, they stand on the page `rest`.

    A `folded` one is opened by the reader.
    """

    title: Text
    items: tuple[Item, ...]
    path: str = ""
    more: int = 0
    rest: str = ""
    folded: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under column headings; each cell a list of items."""

    title: Text
    head: tuple[Text, ...]
    rows: tuple[tuple[tuple[Item, ...], ...], ...]
    note: Text = NO_TEXT


@dataclass(frozen=True)
class Note:
    """A discrepancy: its name, place and treatment at a glance, and in full what was said and found."""

    link: Item
    place: tuple[Item, ...]
    treatment: Text
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Inherited:
    """The discrepancies that reach a page only through something else, such as the table of a rating."""

    through: Item
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Section:
    """A part of a page with an anchor of its own, such as a list item of a clause."""

    anchor: str
    title: Item
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Page:
    """Everything on one page, in reading order; `iri` is what it is about, `kind` what that is.

    `first` are the tables that stand before the notes.
    """

    path: str
    title: Text
    iri: str = ""
    kind: Item | None = None
    name: str = ""
    banner: tuple[Item, ...] = ()
    lead: Text = NO_TEXT
    rows: tuple[Row, ...] = ()
    first: tuple[Table, ...] = ()
    notes: tuple[Note, ...] = ()
    inherited: tuple[Inherited, ...] = ()
    tables: tuple[Table, ...] = ()
    sections: tuple[Section, ...] = ()
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True)
class Views:
    """Makes the parts of pages out of a site."""

    site: Site
    notes: Notes

    def item(self, node: Node, full: bool = False) -> Item:
        """A node as a link: a place in a source as a citation, anything else by its name.

        A citation names the source by its title, in English by its short name unless it is to be `full`.
        """
        if node.path.startswith("id/clause/"):
            return self._citation(node, full)
        style = "value" if node.kind in self.site.schema.enums else ""
        return Item(node.label, node.path, node.anchor, style=style)

    def title(self, node: Node) -> Text:
        """What stands over a node's page: its name, of a clause its number before the heading."""
        reference = parse_reference(node.id) if node.path.startswith("id/clause/") else None
        if reference is None:
            return node.label
        number = citation(NO_TEXT, reference, node.label)
        if number == node.label:
            return number
        return Text(f"{number.zh} {node.label.zh}", f"{number.en} {node.label.en}")

    def line(self, node: Node) -> tuple[Item, ...]:
        """A node in a list: its link, then the places it cites."""
        places = self.site.linked(node, "tanlu:clause")
        return (self.item(node), *(self.item(place) for place in places[:3]))

    def fields(self, node: Node) -> tuple[Row, ...]:
        """Every field of a node, in the order of its class, then what the graph says beside it."""
        links = dict(self.site.outgoing.get(node.iri, {}))
        record_class = self.site.schema.classes.get(node.kind)
        rows: list[Row] = []
        for slot in record_class.slots.values() if record_class else ():
            predicate = self.site.schema.expand(slot.iri)
            if slot.iri == _OF and links.get(predicate) == links.get(self.site.schema.expand(_QUANTITY)):
                links.pop(predicate, None)  # said once, as the quantity
            if predicate in links and predicate not in _HEADER:
                rows.append(self._row(slot.label, slot.iri, links.pop(predicate), slot))
        for predicate in sorted(links.keys() - _HEADER):
            if predicate != str(OWL.deprecated):
                rows.append(self._beside(predicate, links[predicate]))
        return tuple(rows)

    def incoming(self, node: Node, but: frozenset[tuple[str, str]] = frozenset()) -> tuple[Group, ...]:
        """What links to a node, by class and property; `but` names (class, property) shown elsewhere."""
        groups: dict[tuple[str, str], list[Node]] = {}
        for predicate, subjects in self.site.incoming.get(node.iri, {}).items():
            name = compact(self.site.schema.prefixes, predicate)
            for subject in subjects:
                one = self.site.nodes.get(str(subject))
                if one is not None and predicate not in _HEADER:
                    groups.setdefault((one.kind, name), []).append(one)
        order = {name: place for place, name in enumerate(self.site.schema.classes)}
        keys = sorted(groups, key=lambda key: (order.get(key[0], len(order)), key[1]))
        return tuple(self._group(*key, groups[key]) for key in keys if key not in but)

    def notes_on(self, node: Node) -> tuple[Note, ...]:
        """The notes on the sources that concern a node directly."""
        return tuple(self._note(one.note) for one in self.notes.on(node) if one.through is None)

    def inherited_by(self, node: Node) -> tuple[Inherited, ...]:
        """The notes that reach a node through a table, section or indicator, by what they come through."""
        found: dict[str, list[Note]] = {}
        for one in self.notes.on(node):
            if one.through is not None:
                found.setdefault(one.through.iri, []).append(self._note(one.note))
        return tuple(
            Inherited(self.item(self.site.nodes[iri], full=True), tuple(notes))
            for iri, notes in found.items()
        )

    def _note(self, note: Node) -> Note:
        slots = self.site.schema.classes[note.kind].slots
        rows = tuple(
            self._row(slots[name].label, slots[name].iri, self.site.out(note, slots[name].iri), slots[name])
            for name in ("says", "found")
        )
        places = tuple(self.item(place) for place in self.site.linked(note, "tanlu:clause"))
        return Note(self.item(note), places, self.site.text(note, slots["treatment"].iri), rows)

    def _citation(self, node: Node, full: bool) -> Item:
        reference = parse_reference(node.id)
        if reference is None:
            return Item(node.label, node.path, node.anchor, style="cite")
        schema = self.site.schema
        source = self.site.nodes.get(schema.record_iri("Source", reference.source))
        clause = self.site.by_path.get(node.path)
        heading = clause.label if clause is not None else node.label
        name = source.label if source is not None else Text(reference.source, reference.source)
        words = citation(name if full else Text(name.zh, reference.source), reference, heading)
        title = Text(f"{heading.zh} · {heading.en} · {name.en}")
        return Item(words, node.path, node.anchor, style="cite", title=title)

    def _row(self, label: Text, name: str, values: tuple[Term, ...], slot: Slot | None = None) -> Row:
        if slot is not None and slot.range == "langstring":
            items: tuple[Item, ...] = (Item(text_of(values), style="words"),)
        else:
            items = tuple(self._value(value, slot) for value in values)
        return Row(label, term_path(name), items, slot.sign if slot is not None else "")

    def _value(self, value: Term, slot: Slot | None) -> Item:
        text = str(value)
        if isinstance(value, URIRef):
            node = self.site.nodes.get(text)
            return self.item(node, full=True) if node is not None else Item(Text(text), url=text)
        if isinstance(value, Literal) and value.datatype == XSD.boolean:
            return Item(YES_NO.get(text, Text(text)))
        style = "mark" if slot is not None and slot.name == "mark" else ""
        return Item(Text("", text) if _english(value) else Text(text), style=style)

    def _beside(self, predicate: str, values: tuple[Term, ...]) -> Row:
        name = compact(self.site.schema.prefixes, predicate)
        label = self.site.term_label(name)
        languages = [value.language if isinstance(value, Literal) else None for value in values]
        if sorted(filter(None, languages)) == ["en", "zh"] and len(values) == 2:
            path = term_path(name) if self.site.has_term_page(name) else ""
            return Row(label, path, (Item(text_of(values), style="words"),))
        return self._row(label, name, values)

    def _group(self, kind: str, name: str, nodes: list[Node]) -> Group:
        record_class = self.site.schema.classes.get(kind)
        listed = self.site.schema.enums.get(kind)
        known = record_class or listed
        thing = known.label if known else Text("退役编号", "Retired id")
        link = next(
            (
                slot.label
                for slot in (record_class.slots.values() if record_class else ())
                if slot.iri == name
            ),
            self.site.term_label(name),
        )
        title = (
            thing
            if name == "tanlu:clause" or listed is not None
            else _INVERSE.get((kind, name)) or Text(f"{thing.zh}（{link.zh}）", f"{thing.en} ({link.en})")
        )
        rest = f"index/{record_class.path}" if record_class else ""
        items = tuple(self.item(node) for node in nodes[:MOST_LINKED])
        folded = len(nodes) > _LONG or (record_class is not None and record_class.external)
        return Group(title, items, term_path(name), max(0, len(nodes) - MOST_LINKED), rest, folded)


def _english(value: Term) -> bool:
    return isinstance(value, Literal) and value.language == "en"


def term_path(name: str) -> str:
    """The address of the page of a class or property given as a prefixed name; foreign ones keep it."""
    prefix, _, local = name.partition(":")
    return f"def/{local}" if prefix == "tanlu" else f"def/{prefix}-{local}"


def compact(prefixes: Mapping[str, str], iri: str) -> str:
    """The IRI as a prefixed name, as it is when no prefix fits."""
    fits = ((space, prefix) for prefix, space in prefixes.items() if iri.startswith(space))
    space, prefix = max(fits, key=lambda pair: len(pair[0]), default=("", ""))
    return f"{prefix}:{iri.removeprefix(space)}" if space else iri


_INVERSE = {
    ("Requirement", "tanlu:satisfiedBy"): Text("满足的要求", "Satisfies the requirements"),
    ("Requirement", "tanlu:measuredBy"): Text("衡量的要求", "Measures the requirements"),
    ("Assessment", "tanlu:technology"): Text("评级", "Rated in"),
    ("Statement", "tanlu:mentions"): Text("提到它的表述", "Mentioned in statements"),
    ("QuantifiedEffect", "tanlu:effectOf"): Text("量化效果", "Effects in figures"),
    ("Case", "tanlu:uses"): Text("采用它的案例", "Used in cases"),
    ("Package", "tanlu:includes"): Text("所在的技术包", "Part of packages"),
    ("Statistic", "tanlu:case"): Text("案例的数字", "Figures of the case"),
    ("Scoring", "tanlu:indicator"): Text("计分", "Scoring"),
    ("Concept", "skos:inScheme"): Text("词表中的选项", "Choices of the scheme"),
    ("Concept", "skos:broader"): Text("下位选项", "Narrower choices"),
    ("Clause", "dcterms:isPartOf"): Text("下属条款", "Clauses within"),
    ("Situation", "tanlu:rule"): Text("规则成立的情形", "Situations in which the rule holds"),
    ("Applicability", "tanlu:rule"): Text("规则的影响", "What the rule does"),
    ("Rule", "tanlu:overrides"): Text("压过它的规则", "Rules that override it"),
    ("Rule", "tanlu:exemplifiedBy"): Text("以此为实例的规则", "Rules exemplified by it"),
    ("Discrepancy", "tanlu:concerns"): Text("涉及它的出入", "Discrepancies that concern it"),
}
"""What a link is called from its other end; others are named by class and property."""
