"""Catalogue: all records, frozen and indexed, as the engine reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from recommender.model.accounting import (
    Activity,
    Boundary,
    Case,
    Effect,
    Factor,
    Growth,
    Method,
    Saving,
    Statistic,
    Unit,
)
from recommender.model.clause import source_of
from recommender.model.knowledge import (
    Assessment,
    Clause,
    Concept,
    Contradiction,
    Discrepancy,
    Domain,
    Fact,
    Indicator,
    Omission,
    Package,
    Region,
    Relation,
    Requirement,
    Source,
    Stage,
    StageMapping,
    Technology,
)
from recommender.model.scoring import Feature, Grade, Reading, Scoring
from recommender.model.text import Text

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True)
class Catalogue:
    """Records by id, in source order. `schemes` gives each scheme's label, `digest` the content hash.

    Of the figures only those of a case are here (`statistics`), of the statements those that describe a grade
    (`features`).
    """

    sources: Mapping[str, Source] = field(default_factory=dict)
    clauses: Mapping[str, Clause] = field(default_factory=dict)
    schemes: Mapping[str, Text] = field(default_factory=dict)
    concepts: Mapping[str, Concept] = field(default_factory=dict)
    technologies: Mapping[str, Technology] = field(default_factory=dict)
    assessments: Mapping[str, Assessment] = field(default_factory=dict)
    requirements: Mapping[str, Requirement] = field(default_factory=dict)
    omissions: Mapping[str, Omission] = field(default_factory=dict)
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    relations: Mapping[str, Relation] = field(default_factory=dict)
    packages: Mapping[str, Package] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    contradictions: Mapping[str, Contradiction] = field(default_factory=dict)
    stages: Mapping[str, Stage] = field(default_factory=dict)
    stage_mappings: Mapping[str, StageMapping] = field(default_factory=dict)
    domains: Mapping[str, Domain] = field(default_factory=dict)
    discrepancies: Mapping[str, Discrepancy] = field(default_factory=dict)
    regions: Mapping[str, Region] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)
    scorings: Mapping[str, Scoring] = field(default_factory=dict)
    grades: Mapping[str, Grade] = field(default_factory=dict)
    features: Mapping[str, Feature] = field(default_factory=dict)
    readings: Mapping[str, Reading] = field(default_factory=dict)
    factors: Mapping[str, Factor] = field(default_factory=dict)
    activities: Mapping[str, Activity] = field(default_factory=dict)
    methods: Mapping[str, Method] = field(default_factory=dict)
    boundaries: Mapping[str, Boundary] = field(default_factory=dict)
    effects: Mapping[str, Effect] = field(default_factory=dict)
    savings: Mapping[str, Saving] = field(default_factory=dict)
    growths: Mapping[str, Growth] = field(default_factory=dict)
    cases: Mapping[str, Case] = field(default_factory=dict)
    statistics: Mapping[str, Statistic] = field(default_factory=dict)
    digest: str = ""

    @cached_property
    def assessments_of(self) -> Mapping[str, tuple[Assessment, ...]]:
        """Technology id → its rows, in source order."""
        return _grouped((row.technology, row) for row in self.assessments.values())

    @cached_property
    def prerequisites(self) -> tuple[Relation, ...]:
        """The relations that say what a technology requires first."""
        return tuple(one for one in self.relations.values() if one.type == "requires")

    @cached_property
    def rating_sources(self) -> frozenset[str]:
        """The sources whose tables rate technologies."""
        return frozenset(source_of(row.clause) for row in self.assessments.values())

    @cached_property
    def requirements_of(self) -> Mapping[str, tuple[Requirement, ...]]:
        """Technology id → the requirements it satisfies."""
        return _grouped((t, req) for req in self.requirements.values() for t in req.technologies)

    @cached_property
    def concepts_of(self) -> Mapping[str, tuple[Concept, ...]]:
        """Scheme id → its concepts."""
        return _grouped((concept.scheme, concept) for concept in self.concepts.values())

    @cached_property
    def discrepancies_of(self) -> Mapping[str, tuple[Discrepancy, ...]]:
        """Record id or clause reference → the discrepancies that concern it."""
        return _grouped((key, note) for note in self.discrepancies.values() for key in note.concerns)

    @cached_property
    def narrower(self) -> Mapping[str, frozenset[str]]:
        """Concept id → itself and every concept below it."""
        below: dict[str, set[str]] = {key: {key} for key in self.concepts}
        for key in self.concepts:
            for ancestor in self.broader_chain(key):
                below[ancestor].add(key)
        return {key: frozenset(values) for key, values in below.items()}

    def broader_chain(self, concept: str) -> Iterator[str]:
        """The ancestors of a concept, nearest first (the loader refuses cycles)."""
        parent = self.concepts[concept].broader if concept in self.concepts else ""
        while parent and parent in self.concepts:
            yield parent
            parent = self.concepts[parent].broader

    def domain_of(self, site_type: str) -> Domain | None:
        """The domain of a site type, by the type itself or the nearest broader one; None if there is none."""
        for kind in (site_type, *self.broader_chain(site_type)):
            for domain in self.domains.values():
                if kind in domain.site_types:
                    return domain
        return None

    def label(self, record_id: str) -> Text:
        """The label of a technology, concept, fact, indicator, activity and so on; else the id."""
        tables: tuple[Mapping[str, object], ...] = (
            self.technologies,
            self.concepts,
            self.facts,
            self.packages,
            self.indicators,
            self.stages,
            self.domains,
            self.activities,
            self.methods,
            self.cases,
            self.grades,
        )
        for table in tables:
            record = table.get(record_id)
            if record is not None:
                text = getattr(record, "label", None)
                if isinstance(text, Text):
                    return text
        return Text(record_id, record_id)


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    groups: dict[K, list[V]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}
