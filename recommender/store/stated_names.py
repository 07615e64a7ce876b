"""The names the blocks of one site may use: its indicators; activities, methods, cases, readings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from recommender.model.catalogue import Catalogue
from recommender.model.clause import source_of
from recommender.model.knowledge import Indicator
from recommender.store.names import Named, Names

_BRACKET = re.compile(r"[（(][^（()）]*[)）]$")


@dataclass(frozen=True)
class StatedNames:
    """The names that a site of one type (an id, or empty) may use in its blocks; built on first use."""

    catalogue: Catalogue
    site_type: str

    @cached_property
    def activities(self) -> Names:
        """Activity ids, labels and other names."""
        return Names(
            tuple(Named(a.id, (a.label.zh, a.label.en), a.alt) for a in self.catalogue.activities.values())
        )

    @cached_property
    def methods(self) -> Names:
        """Method ids and labels."""
        return Names(tuple(Named(m.id, (m.label.zh, m.label.en)) for m in self.catalogue.methods.values()))

    @cached_property
    def cases(self) -> Names:
        """Case ids and labels."""
        return Names(tuple(Named(c.id, (c.label.zh, c.label.en)) for c in self.catalogue.cases.values()))

    @cached_property
    def readings(self) -> Names:
        """The places a source leaves open."""
        return Names(
            tuple(Named(name) for name in dict.fromkeys(r.reading for r in self.catalogue.readings.values()))
        )

    def options(self, reading: str) -> Names:
        """The ways one place can be read: option names and labels."""
        found = (r for r in self.catalogue.readings.values() if r.reading == reading)
        return Names(tuple(Named(r.option, (r.label.zh, r.label.en)) for r in found))

    @cached_property
    def standards(self) -> tuple[str, ...]:
        """The standards written for this kind of site."""
        domain = self.catalogue.domain_of(self.site_type)
        return domain.standards if domain else ()

    @cached_property
    def indicators(self) -> Names:
        """The indicators of these standards and the features of their grades.

        Indicators by id, label (also without its unit) and number, features by id.
        """
        return Names(tuple(self._by_standard.get(True, ())))

    @cached_property
    def other_indicators(self) -> Names:
        """The indicators of the other standards."""
        return Names(tuple(self._by_standard.get(False, ())))

    @cached_property
    def _by_standard(self) -> Mapping[bool, list[Named]]:
        groups: dict[bool, list[Named]] = {}
        for one in self.catalogue.indicators.values():
            groups.setdefault(source_of(one.clause) in self.standards, []).append(_named(one))
        for feature in self.catalogue.features.values():
            own = source_of(feature.clause) in self.standards
            groups.setdefault(own, []).append(Named(feature.id))
        return groups


def _named(one: Indicator) -> Named:
    number = one.id.removeprefix(f"{source_of(one.clause)}-")
    return Named(one.id, (one.label.zh, one.label.en), (number, one.clause, _BRACKET.sub("", one.label.zh)))
