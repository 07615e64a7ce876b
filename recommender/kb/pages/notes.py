"""Which notes on the sources concern a node: shown on every page of what they concern."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rdflib.term import Node as Term

from recommender.kb.pages.site import Node, Site

NOTE = "Discrepancy"
_PLACE = ("tanlu:clause", "tanlu:concerns")
_PASSED_ON = (("tanlu:technology", "Assessment", False), ("tanlu:measuredBy", "", True))
"""A note on a rating row concerns its technology; one on an indicator the requirements it measures."""


@dataclass(frozen=True)
class Notes:
    """The notes of a site, found by what they concern."""

    site: Site

    def on(self, node: Node) -> tuple[Node, ...]:
        """The notes that concern a node, its place in a source, or a row or indicator that speaks for it."""
        if node.kind == NOTE:
            return ()
        found = dict.fromkeys(self._found(node))
        order = {note.iri: place for place, note in enumerate(self.site.of_kind.get(NOTE, ()))}
        return tuple(sorted(found, key=lambda note: order[note.iri]))

    def _found(self, node: Node) -> Iterator[Node]:
        yield from self._direct(node)
        for name, kind, forward in _PASSED_ON:
            nodes = self.site.linked(node, name) if forward else self.site.linking(node, name, kind)
            for one in nodes:
                yield from self._direct(one)

    def _direct(self, node: Node) -> Iterator[Node]:
        """Notes on the node itself, on a place it cites, on the clause of that place, or within a clause."""
        yield from self._by_target.get(node.iri, ())
        if node.path.startswith(self._clauses):
            yield from self._at(node)
        for place in self.site.linked(node, "tanlu:clause"):
            yield from self._at(place)

    def _at(self, place: Node) -> Iterator[Node]:
        yield from self._by_target.get(place.iri, ())
        clause = self.site.by_path.get(place.path)
        if place.anchor and clause is not None:
            yield from self._by_target.get(clause.iri, ())
        elif not place.anchor:
            for part in self.site.parts.get(place.path, ()):
                yield from self._by_target.get(part.iri, ())

    @cached_property
    def _clauses(self) -> str:
        return f"id/{self.site.schema.classes['Clause'].path}/"

    @cached_property
    def _by_target(self) -> Mapping[str, tuple[Node, ...]]:
        """Node → the notes whose place it is or that name it."""
        found: dict[str, list[Node]] = {}
        for note in self.site.of_kind.get(NOTE, ()):
            targets: dict[Term, None] = {}
            for name in _PLACE:
                targets |= dict.fromkeys(self.site.out(note, name))
            for target in targets:
                found.setdefault(str(target), []).append(note)
        return {target: tuple(notes) for target, notes in found.items()}
