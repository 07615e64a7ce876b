"""The health map: how many rules, clauses, examples and sample sites stand in each cell of site and time.

A cell is a domain × a climate zone × a stage. A rule touches it when

- one of its situations (the ways in which it holds) allows the domain and the climate zone: its tests on
  the kind of site hold for some kind of that domain, its tests on the climate zone hold for that zone, and
  a situation that asks about neither allows all; what it asks of other facts (province, resources) is not
  looked at;
- and something it does lies in the stage. Support, opposition, priority, prerequisites and roles lie in
  the stages their technologies start from in that domain; a staging effect in the stages it names, else
  likewise; a package in those of its technologies; effects on requirements in those of the technologies
  that satisfy them. All else (notices, questions, facts, targets, weights, requirements met by planning
  and management) lies in no stage, which is a column of its own.

Clauses are those the touching rules rest on. Examples are those of the touching rules whose given facts
allow domain and climate zone; sample sites those of the domain, in that zone, with a step in the stage.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from recommender.evaluate.applicability import applicability
from recommender.evaluate.scope import Knowledge
from recommender.model.applicability import Applicability, Applied, Part, Situation
from recommender.model.catalogue import Catalogue
from recommender.model.effect import Assign, Bundle, RequirementEffect, TechnologyEffect
from recommender.model.roadmap import Roadmap
from recommender.model.rule import Example, Rule
from recommender.plan.staging import Calendar, time_statement

SITE_TYPE = "site.type"
CLIMATE = "place.climate_zone"
NO_STAGE = ""


@dataclass(frozen=True)
class Cell:
    """One cell with what stands in it; `naming` are the rules whose situation names the climate zone."""

    domain: str
    climate: str
    stage: str
    rules: tuple[str, ...]
    naming: tuple[str, ...]
    clauses: tuple[str, ...]
    examples: int
    sites: tuple[str, ...]


@dataclass(frozen=True)
class HealthMap:
    """All cells, by domain, climate zone and stage; `unplaced` sites have no known domain or climate zone."""

    cells: tuple[Cell, ...]
    unplaced: tuple[str, ...]


def health_map(knowledge: Knowledge, roadmaps: Mapping[str, Roadmap]) -> HealthMap:
    """The map of the active rules; `roadmaps` are those of the sample sites, by name."""
    made = applicability(knowledge)
    touched = _touched_stages(knowledge, made)
    stages = sorted(knowledge.catalogue.stages.values(), key=lambda stage: stage.order)
    columns = (*(stage.id for stage in stages), NO_STAGE)
    cells = [
        cell
        for domain in knowledge.catalogue.domains
        for climate in climates(knowledge.catalogue)
        for cell in _Ground(domain, climate, knowledge, made, roadmaps).cells(columns, touched)
    ]
    placed = {site for cell in cells for site in cell.sites}
    return HealthMap(tuple(cells), tuple(site for site in roadmaps if site not in placed))


def climates(catalogue: Catalogue) -> tuple[str, ...]:
    """The climate zones, in the order of their scheme."""
    return tuple(concept.id for concept in catalogue.concepts_of.get(catalogue.facts[CLIMATE].scheme, ()))


@dataclass(frozen=True)
class _Ground:
    """One domain in one climate zone."""

    domain: str
    climate: str
    knowledge: Knowledge
    made: Applicability
    roadmaps: Mapping[str, Roadmap]

    def cells(self, stages: Iterable[str], touched: Mapping[str, Mapping[str, set[str]]]) -> Iterator[Cell]:
        """The cells of every stage; `touched` gives the stages by domain and rule."""
        kinds = _kinds(self.domain, self.knowledge.catalogue)
        reaching: list[Rule] = []
        naming: set[str] = set()
        for rule in self.knowledge.rulebook.active:
            allowed = [way for way in self.made.situations[rule.id] if _allows(way, kinds, self.climate)]
            if allowed:
                reaching.append(rule)
            if any(part.fact == CLIMATE for way in allowed for part in way.parts):
                naming.add(rule.id)
        for stage in stages:
            rules = [rule for rule in reaching if stage in touched[self.domain].get(rule.id, ())]
            yield Cell(
                self.domain,
                self.climate,
                stage,
                tuple(rule.id for rule in rules),
                tuple(rule.id for rule in rules if rule.id in naming),
                tuple(dict.fromkeys(clause for rule in rules for clause in rule.sources)),
                sum(_stands(one, kinds, self.climate) for rule in rules for one in rule.examples),
                tuple(name for name, roadmap in self.roadmaps.items() if self._lies(roadmap, stage)),
            )

    def _lies(self, roadmap: Roadmap, stage: str) -> bool:
        """Whether a sample site stands in the cell."""
        decision = roadmap.decision
        if decision.domain != self.domain or decision.value(CLIMATE) != self.climate:
            return False
        return stage == NO_STAGE or any(planned.id == stage and planned.steps for planned in roadmap.stages)


def _kinds(domain: str, catalogue: Catalogue) -> frozenset[str]:
    """The kinds of site of a domain; none for one that stands only inside others."""
    scheme = catalogue.facts[SITE_TYPE].scheme
    return frozenset(
        kind.id
        for kind in catalogue.concepts_of.get(scheme, ())
        if (found := catalogue.domain_of(kind.id)) is not None and found.id == domain
    )


def allows_domain(ways: Iterable[Situation], domain: str, catalogue: Catalogue) -> bool:
    """Whether one of the situations can hold at a site of the domain, as far as its kind goes."""
    kinds = _kinds(domain, catalogue)
    return any(
        any(_hold([part for part in way.parts if part.fact == SITE_TYPE], kind) for kind in kinds)
        for way in ways
    )


def _allows(way: Situation, kinds: frozenset[str], climate: str) -> bool:
    on_kind = [part for part in way.parts if part.fact == SITE_TYPE]
    on_climate = [part for part in way.parts if part.fact == CLIMATE]
    return any(_hold(on_kind, kind) for kind in kinds) and _hold(on_climate, climate)


def _hold(parts: Iterable[Part], value: str) -> bool:
    return all((value in part.values) is not part.negated for part in parts)


def _stands(example: Example, kinds: frozenset[str], climate: str) -> bool:
    kind, zone = example.given.get(SITE_TYPE), example.given.get(CLIMATE)
    return (kind is None or kind in kinds) and zone in (None, climate)


def _touched_stages(knowledge: Knowledge, made: Applicability) -> dict[str, dict[str, set[str]]]:
    """Domain → rule → the stages what it does lies in; no entry where it does nothing."""
    found: dict[str, dict[str, set[str]]] = {domain: {} for domain in knowledge.catalogue.domains}
    starts = {domain: _starts(domain, knowledge) for domain in found}
    for applied in made.applied:
        for domain in applied.domains:
            stages = _of_applied(applied, starts[domain], knowledge.catalogue)
            found[domain].setdefault(applied.rule, set()).update(stages)
    for domain, of_rules in found.items():
        for rule, technologies in _beside(domain, knowledge):
            stages = {starts[domain][key] for key in technologies if key in starts[domain]}
            of_rules.setdefault(rule, set()).update(stages or {NO_STAGE})
    return found


def _of_applied(applied: Applied, starts: Mapping[str, str], catalogue: Catalogue) -> set[str]:
    named = {stage for stage in (applied.not_before, applied.not_after) if stage}
    if named:
        return named
    keys = (
        (applied.technology,)
        if applied.technology
        else catalogue.requirements[applied.requirement].technologies
    )
    return {starts[key] for key in keys if key in starts} or {NO_STAGE}


def _beside(domain: str, knowledge: Knowledge) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What Applicability does not list: roles, mere orders, packages, and effects on no technology at all."""
    scope = knowledge.scope(domain)
    for key, hits in scope.roles.items():
        yield from ((rule, (key,)) for rule, _ in hits)
    yield from ((rule, first) for rule, first, _ in scope.ahead)
    for rule in knowledge.rulebook.active:
        for effect in rule.then:
            if isinstance(effect, Bundle):
                yield rule.id, knowledge.catalogue.packages[effect.package].technologies
            elif not isinstance(effect, TechnologyEffect | RequirementEffect | Assign):
                yield rule.id, ()


def _starts(domain: str, knowledge: Knowledge) -> dict[str, str]:
    """The stage each technology of a domain starts from, before any rule moves it."""
    catalogue, scope = knowledge.catalogue, knowledge.scope(domain)
    mapping = {one.key: one for one in catalogue.stage_mappings.values()}
    order = {stage.id: stage.order for stage in catalogue.stages.values()}
    calendar = Calendar(tuple(catalogue.stages.values()), order, mapping, None, "")
    return {
        key: time_statement(scope.ratings.get(key), technology, knowledge, calendar).stage
        for key, technology in catalogue.technologies.items()
        if key not in scope.outside
    }
