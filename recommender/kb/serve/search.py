"""Search by name: which nodes answer to some words, in Chinese or English, and which id was perhaps meant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from recommender.kb.pages.site import Node, Site
from recommender.store.names import normal

MOST_FOUND = 100
LONGEST = 100
"""Characters of a search that are looked at."""
_NEAR_ENOUGH = 0.6
_NAMES = ("skos:prefLabel", "skos:altLabel")


@dataclass(frozen=True)
class Search:
    """The names of a site's nodes, ready to be searched."""

    site: Site

    def find(self, words: str, most: int = MOST_FOUND) -> tuple[tuple[Node, ...], bool]:
        """The nodes a name of which holds the words, best first, and whether there are more than `most`.

        What is recorded comes before what is derived; then a whole name before the start of one, and that
        before words within; then as the site lists them.
        """
        wanted = normal(words[:LONGEST])
        if not wanted:
            return (), False
        derived = {one.name for one in self.site.schema.classes.values() if one.external}
        found = [
            (node.kind in derived, best, place, node)
            for place, (node, names) in enumerate(self._names)
            if (best := min((_rank(wanted, name) for name in names), default=9)) < 9
        ]
        found.sort(key=lambda one: one[:3])
        return tuple(node for _, _, _, node in found[:most]), len(found) > most

    def near(self, path: str) -> tuple[Node, ...]:
        """The nodes whose address is like a path nothing stands at, most alike first."""
        kind, _, key = path.removeprefix("id/").partition("/")
        same = self._by_folder.get(kind)
        ids = same if same is not None else {node.id: node for node in self.site.by_path.values()}
        return tuple(ids[name] for name in get_close_matches(key[:LONGEST], list(ids), 3, _NEAR_ENOUGH))

    @cached_property
    def _by_folder(self) -> dict[str, dict[str, Node]]:
        found: dict[str, dict[str, Node]] = {}
        for path, node in self.site.by_path.items():
            folder, _, key = path.removeprefix("id/").partition("/")
            found.setdefault(folder, {})[key] = node
        return found

    @cached_property
    def _names(self) -> tuple[tuple[Node, tuple[str, ...]], ...]:
        """Every node with its names as they are compared; classes people look for stand first."""
        order = {name: place for place, name in enumerate(_FIRST)}
        nodes = sorted(self.site.by_path.values(), key=lambda node: order.get(node.kind, len(order)))
        return tuple((node, tuple(dict.fromkeys(_names(self.site, node)))) for node in nodes)


_FIRST = (
    "Source",
    "Technology",
    "Requirement",
    "Indicator",
    "Concept",
    "Clause",
    "Fact",
    "Case",
    "Definition",
)


def _names(site: Site, node: Node) -> Iterable[str]:
    yield normal(node.id)
    for name in (node.label.zh, node.label.en):
        if name:
            yield normal(name)
    for prefixed in _NAMES:
        for value in site.out(node, prefixed):
            yield normal(str(value))


def _rank(wanted: str, name: str) -> int:
    if name == wanted:
        return 0
    if name.startswith(wanted):
        return 1
    return 2 if wanted in name else 9
