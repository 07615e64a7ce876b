"""Which notes on the sources concern a node: shown on every page of what they concern."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rdflib.term import Node as Term

from recommender.kb.pages.site import Node, Site

NOTE = "Discrepancy"
_PLACE = ("tanlu:clause", "tanlu:concerns")


@dataclass(frozen=True)
class Concern:
    """A note that concerns a node: directly, or only `through` the table or section it is about."""

    note: Node
    through: Node | None = None


@dataclass(frozen=True)
class Notes:
    """The notes of a site, found by what they concern."""

    site: Site

    def on(self, node: Node) -> tuple[Concern, ...]:
        """The notes that concern a node, each once, those that do so directly first.

        Directly: a note on the node itself, on the very place it cites, or on a row that rates it. Otherwise
        it is on the clause around such a place, on a place within the clause cited, or on an indicator.
        """
        if node.kind == NOTE:
            return ()
        found: dict[str, Concern] = {}
        for concern in sorted(self._found(node), key=lambda one: one.through is not None):
            found.setdefault(concern.note.iri, concern)
        order = {note.iri: place for place, note in enumerate(self.site.of_kind.get(NOTE, ()))}
        return tuple(sorted(found.values(), key=lambda one: (one.through is not None, order[one.note.iri])))

    def _found(self, node: Node) -> Iterator[Concern]:
        yield from self._own(node)
        for row in self.site.linking(node, "tanlu:technology", "Assessment"):
            yield from self._own(row)
        for indicator in self.site.linked(node, "tanlu:measuredBy"):
            yield from (Concern(one.note, one.through or indicator) for one in self._own(indicator))

    def _own(self, node: Node) -> Iterator[Concern]:
        """Notes on the node itself, on a place it cites, and on what is around or within such a place."""
        yield from self._upon(node)
        if node.path.startswith(self._clauses):
            for part in self.site.parts.get(node.path, ()):
                yield from self._upon(part)
        for place in self.site.linked(node, "tanlu:clause"):
            yield from self._upon(place)
            clause = self.site.by_path.get(place.path)
            near = (clause,) if place.anchor and clause else self.site.parts.get(place.path, ())
            for other in near:
                yield from (Concern(one.note, other) for one in self._upon(other))

    def _upon(self, node: Node) -> Iterator[Concern]:
        yield from map(Concern, self._by_target.get(node.iri, ()))

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
