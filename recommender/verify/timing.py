"""Timing as formulas: when a technology surely fills a stage, by being adopted or piloted in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import z3

from recommender.evaluate.decide import decide
from recommender.model.effect import StageBound
from recommender.model.site import SiteProfile
from recommender.plan.staging import calendar_of, place_all
from recommender.verify.formula import NEVER, Formula, all_of, any_of
from recommender.verify.space import SITE_TYPE
from recommender.verify.standing import Standing

CALENDAR_FACTS = ("plan.start_year", "site.works_year")
"""What shifts every stage alike; left unstated while looking for empty stages."""


@dataclass(frozen=True)
class Timing:
    """The stages of the technologies of one domain."""

    standing: Standing

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Stage → its position."""
        return {stage.id: stage.order for stage in self.standing.knowledge.catalogue.stages.values()}

    @cached_property
    def from_start(self) -> Mapping[str, tuple[int, int]]:
        """Technology → the position its time statement gives it, and that of its pilot (0: none)."""
        knowledge = self.standing.knowledge
        domain = knowledge.catalogue.domains[self.standing.domain]
        decision = decide(SiteProfile({SITE_TYPE: domain.site_types[0]}), knowledge)
        calendar = calendar_of(decision, knowledge)
        found = {}
        for key, placed in place_all(decision, knowledge, calendar).items():
            rating = decision.technologies[key].rating
            application = "" if rating is None else rating.application
            pilot = self.order[calendar.mapping[application].stage] if application else 0
            found[key] = (self.order[placed.mapping.stage], pilot)
        return found

    def not_before(self, key: str, position: int) -> Formula:
        """When its stage, prerequisites aside, is this one or a later one."""
        bounds = [
            (say.when.true, say.hit) for say in self.standing.says(key) if isinstance(say.hit, StageBound)
        ]
        pushed = [when for when, hit in bounds if hit.not_before and self.order[hit.not_before] >= position]
        pulled = [when for when, hit in bounds if hit.not_after and self.order[hit.not_after] < position]
        start, _ = self.from_start[key]
        if start < position:
            return any_of(pushed)
        return any_of([*pushed, all_of(z3.Not(when) for when in pulled)])

    def surely_in(self, key: str, stage: str) -> Formula:
        """When it surely has a step in the stage: it stands, and no alternative takes its place."""
        if self.standing.directly(key) is NEVER:
            return NEVER
        here = all_of([self.standing.directly(key), self._has_step(key, stage)])
        rivals = self._rivals.get(key, set())
        if not rivals:
            return here
        alone = all_of(z3.Not(self._counts(rival)) for rival in rivals)
        ways = [alone]
        if len(rivals) == 1 and self._rivals[next(iter(rivals))] == {key}:  # either of the two has its step
            ways += [
                all_of([self.standing.directly(rival), self._has_step(rival, stage)])
                for rival in rivals
                if rival in self.from_start
            ]
        return all_of([here, any_of(ways)])

    def _has_step(self, key: str, stage: str) -> Formula:
        position, (_, pilot) = self.order[stage], self.from_start[key]
        ways = [all_of([self.late(key, position, False), z3.Not(self.late(key, position + 1, True))])]
        if pilot == position and not self._with_works(key):
            ways.append(self.late(key, position + 1, False))
        return any_of(ways)

    def _counts(self, rival: str) -> Formula:
        """When an alternative can take the place: it stands, or is there already."""
        if rival not in self.from_start:
            return NEVER
        there = [self.standing.made.known[fact, True] for fact in self.standing.installing.get(rival, ())]
        return any_of([self.standing.stands(rival), *there])

    def late(self, key: str, position: int, perhaps: bool, above: frozenset[str] = frozenset()) -> Formula:
        """When it comes in this stage or later, also because of what it needs first; `perhaps`: at most."""
        ways = [self.not_before(key, position)]
        for need, link in self._needs.get(key, ()):
            if need not in above and need in self.from_start and (perhaps or need not in self._rivals):
                after = self.late(need, position, perhaps, above | {key})
                if not z3.is_false(after):
                    ways.append(all_of([link, self.standing.stands(need), after]))
        return any_of(ways)

    @cached_property
    def _needs(self) -> Mapping[str, list[tuple[str, Formula]]]:
        needs: dict[str, list[tuple[str, Formula]]] = {}
        for need, links in self.standing.needed_by.items():
            for key, link in links:
                needs.setdefault(key, []).append((need, link))
        return needs

    @cached_property
    def _rivals(self) -> Mapping[str, set[str]]:
        """Technology → those it cannot be scheduled together with."""
        rivals: dict[str, set[str]] = {}
        for relation in self.standing.knowledge.catalogue.relations.values():
            if relation.type == "alternative" and relation.exclusive:
                rivals.setdefault(relation.subject, set()).add(relation.object)
                rivals.setdefault(relation.object, set()).add(relation.subject)
        return rivals

    def _with_works(self, key: str) -> bool:
        return any(isinstance(say.hit, StageBound) and say.hit.with_works for say in self.standing.says(key))
