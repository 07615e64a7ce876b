"""Names → record ids with did-you-mean: ids, labels and other names of facts, concepts, technologies."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from functools import cached_property

from recommender.model.catalogue import Catalogue
from recommender.model.knowledge import Region
from recommender.model.text import NO_TEXT, Text

_NEAR_ENOUGH = 0.6
_SUGGESTIONS = 3
_CLOSE_TO_BEST = 0.15
_LONGEST = 60  # no name is longer; comparing more only costs time
_LISTED = 24  # a table this small is listed whole when nothing is near


def normal(text: str) -> str:
    """The form names are compared in: half-width, lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


@dataclass(frozen=True)
class Named:
    """One record with every name it answers to; `labels` come before `others` when names collide."""

    id: str
    labels: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    def shown(self, language: str) -> str:
        """How a message names it, e.g. urban_village（城中村）."""
        label = self.labels[0 if language == "zh" else -1] if self.labels else ""
        if not label or label == self.id:
            return self.id
        return f"{self.id}（{label}）" if language == "zh" else f"{self.id} ({label})"


@dataclass(frozen=True)
class Names:
    """The names of one kind of record."""

    entries: tuple[Named, ...]

    @cached_property
    def _tiers(self) -> tuple[Mapping[str, tuple[str, ...]], ...]:
        """Lookup tables in order of precedence: ids, labels, other names."""
        return (
            _index((entry.id, (entry.id,)) for entry in self.entries),
            _index((entry.id, entry.labels) for entry in self.entries),
            _index((entry.id, entry.others) for entry in self.entries),
        )

    def find(self, text: str) -> tuple[str, ...]:
        """The ids that `text` names: none, one, or several when the name is ambiguous."""
        wanted = normal(text)
        for tier in self._tiers:
            if found := tier.get(wanted):
                return found
        return ()

    def near(self, text: str) -> tuple[Named, ...]:
        """At most three records whose names look like `text`, best first; else all of a small table."""
        wanted = normal(text[:_LONGEST])
        scored = [
            (max(_likeness(wanted, normal(name)) for name in (e.id, *e.labels, *e.others)), e)
            for e in self.entries
        ]
        good = sorted((pair for pair in scored if pair[0] >= _NEAR_ENOUGH), key=lambda p: (-p[0], p[1].id))
        return tuple(entry for score, entry in good[:_SUGGESTIONS] if score >= good[0][0] - _CLOSE_TO_BEST)

    def hint(self, text: str) -> Text:
        """The did-you-mean of `text`; a small table is listed whole when nothing is near."""
        if found := self.near(text):
            return _question(found)
        return self.listed() if len(self.entries) <= _LISTED else NO_TEXT

    def listed(self) -> Text:
        """All names, as a hint."""
        if not self.entries:
            return NO_TEXT
        return Text(
            "可写：" + "、".join(entry.shown("zh") for entry in self.entries),
            "it can be: " + ", ".join(entry.shown("en") for entry in self.entries),
        )


def plain_names(names: Iterable[str]) -> Names:
    """Names that are their own ids (keys, tables, groups)."""
    return Names(tuple(Named(name) for name in dict.fromkeys(names)))


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word spelt most like `word`, or empty when none is close; for keys of our own files."""
    return next(iter(get_close_matches(word, list(known), 1, _NEAR_ENOUGH)), "")


def meant(near: str) -> tuple[str, str]:
    """The did-you-mean of one word in zh and en, empty when nothing is near."""
    return (f"是否想写“{near}”？", f"did you mean '{near}'?") if near else ("", "")


@dataclass(frozen=True)
class Vocabulary:
    """The names a site profile may use; built on first use."""

    catalogue: Catalogue

    @cached_property
    def facts(self) -> Names:
        """Fact ids and their labels."""
        return Names(tuple(Named(f.id, (f.label.zh, f.label.en)) for f in self.catalogue.facts.values()))

    @cached_property
    def schemes(self) -> Mapping[str, Names]:
        """Scheme id → names of its concepts."""
        return {
            scheme: Names(tuple(Named(c.id, (c.label.zh, c.label.en), c.alt) for c in concepts))
            for scheme, concepts in self.catalogue.concepts_of.items()
        }

    @cached_property
    def technologies(self) -> Names:
        """Technology ids, labels, other names and the names they bear in the rating tables."""
        rows = self.catalogue.assessments_of
        return Names(
            tuple(
                Named(t.id, (t.label.zh, t.label.en), (*t.alt, *(row.label.zh for row in rows.get(t.id, ()))))
                for t in self.catalogue.technologies.values()
            )
        )

    def concepts(self, scheme: str) -> Names:
        """The names of one scheme; empty when it has no concepts."""
        return self.schemes.get(scheme, Names(()))

    @cached_property
    def provinces(self) -> Names:
        """Province names, full and short; ids are the full names."""
        return _regions(r for r in self.catalogue.regions.values() if r.level == "province")

    @cached_property
    def cities(self) -> Names:
        """Names of cities; municipalities and special regions count as cities too."""
        return _regions(
            r
            for r in self.catalogue.regions.values()
            if r.level != "province" or r.municipality or r.name.endswith("特别行政区")
        )


def _regions(regions: Iterable[Region]) -> Names:
    return Names(tuple(Named(region.name, (region.short_name,)) for region in regions))


def _index(pairs: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for record, names in pairs:
        for name in names:
            key = normal(name)
            if key and record not in table.get(key, ()):
                table[key] = (*table.get(key, ()), record)
    return table


def _likeness(wanted: str, name: str) -> float:
    """0-1: alike in spelling, one inside the other, or (Chinese) made of the same characters."""
    if not wanted or not name:
        return 0.0
    if min(len(wanted), len(name)) >= 2 and (wanted in name or name in wanted):
        return 0.7 + 0.3 * min(len(wanted), len(name)) / max(len(wanted), len(name))
    matcher = SequenceMatcher(None, wanted, name)
    best = matcher.ratio() if matcher.quick_ratio() >= _NEAR_ENOUGH else 0.0
    if not name.isascii():
        common = len(set(wanted) & set(name))
        best = max(best, 0.9 * 2 * common / (len(set(wanted)) + len(set(name))))
    return best + 0.01 if best and wanted[0] == name[0] else best  # a slip is seldom in the first letter


def _question(found: tuple[Named, ...]) -> Text:
    return Text(
        "是否想写 " + "、".join(entry.shown("zh") for entry in found),
        "did you mean " + ", ".join(entry.shown("en") for entry in found),
    )
