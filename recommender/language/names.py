"""Names a rule may use beside those of a profile: requirements, packages, stages, tables, groups, lists."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from recommender.model.knowledge import Package, Stage
from recommender.store.findings import Findings
from recommender.store.names import Named, Names, Vocabulary, plain_names


@dataclass(frozen=True)
class RuleNames(Vocabulary):
    """All names of a catalogue, by kind; built on first use."""

    @cached_property
    def requirements(self) -> Names:
        """Requirement ids; a clause names the requirement that stands there."""
        return Names(tuple(Named(r.id, (), (r.clause,)) for r in self.catalogue.requirements.values()))

    @cached_property
    def packages(self) -> Names:
        """Package ids and labels."""
        return _labelled(tuple(self.catalogue.packages.values()))

    @cached_property
    def stages(self) -> Names:
        """Stage ids and labels."""
        return _labelled(tuple(self.catalogue.stages.values()))

    @cached_property
    def sources(self) -> Names:
        """Source ids, labels and numbers."""
        return Names(
            tuple(Named(s.id, (s.label.zh, s.label.en), (s.number,)) for s in self.catalogue.sources.values())
        )

    @cached_property
    def tables(self) -> Names:
        """Numbers of rating tables."""
        return plain_names(row.table for row in self.catalogue.assessments.values())

    @cached_property
    def groups(self) -> Names:
        """First-level groups of the rating tables."""
        return plain_names(row.group for row in self.catalogue.assessments.values())

    @cached_property
    def subgroups(self) -> Names:
        """Second-level groups of the rating tables."""
        return plain_names(row.subgroup for row in self.catalogue.assessments.values() if row.subgroup)

    @cached_property
    def lists(self) -> Names:
        """Named lists of reports that technologies stand in."""
        return plain_names(name for t in self.catalogue.technologies.values() for name in t.lists)


@dataclass(frozen=True)
class Context:
    """What every reading function needs: the names, and where problems go."""

    names: RuleNames
    findings: Findings


def _labelled(records: tuple[Package, ...] | tuple[Stage, ...]) -> Names:
    return Names(tuple(Named(r.id, (r.label.zh, r.label.en)) for r in records))
