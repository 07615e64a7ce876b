"""The smallest change of facts that brings a technology onto the roadmap; the real decision confirms it.

Smallest: the fewest facts nobody can change at the site, then the fewest facts, then the fewest known ones.
The search is by depth: what is still in the way names the facts of which one must change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from recommender.evaluate.facts import derive
from recommender.evaluate.scope import Knowledge
from recommender.evaluate.trial import Trials
from recommender.language.conditions import leaves
from recommender.language.words import describe_known
from recommender.model.condition import Leaf
from recommender.model.decision import Decision
from recommender.model.effect import Classify
from recommender.model.knowledge import FactValue
from recommender.model.roadmap import Admission, Change
from recommender.model.site import Observation, Origin, SiteProfile
from recommender.model.text import Text
from recommender.model.truth import Truth
from recommender.plan.goal import NEVER, Goal, Goals, Wanted, open_tests, tests_of
from recommender.plan.possible import clashing, kinds_of_place, somewhere
from recommender.plan.values import LISTS, edits, worth_trying

AT_MOST = 3
"""No more facts than this are changed at once."""
MORE_EDITS = 2
"""How often a list may be changed further while the same facts are being changed."""
NOT_OFFERED = ("plan.include", "installed.technologies", "site.name")
"""The planner's own inclusion is no change of the site, nor is what is said to be there already."""

Stated = tuple[tuple[str, FactValue], ...]
"""Facts stated otherwise, in order of fact."""


def value_change(fact: str, value: FactValue, decision: Decision, knowledge: Knowledge) -> Change:
    """The change of one fact to this value, in words."""
    record, catalogue = knowledge.catalogue.facts[fact], knowledge.catalogue
    words = Text(*(describe_known(record, value, catalogue, language) for language in ("zh", "en")))
    return Change(fact, decision.value(fact), value, words, record.changeable)


@dataclass(frozen=True)
class Search:
    """Changes that admit technologies of one site; every set of facts is tried once."""

    decision: Decision
    knowledge: Knowledge
    tried: dict[Stated, frozenset[str]] = field(default_factory=dict)
    seen: dict[Stated, Mapping[str, Observation]] = field(default_factory=dict)

    def goal(self, key: str) -> Goal:
        """What it takes for the technology to stand."""
        return self._goals.stands(key)

    def admission(self, key: str) -> Admission:
        """The smallest change that brings the technology in, changeable facts first."""
        if self.decision.technologies[key].stands:
            return Admission((), True, True)
        goal = self.goal(key)
        if goal == NEVER:
            return Admission((), False, False)
        way = _Way(self, key, goal)
        for fixed in range(AT_MOST + 1):
            for size in range(max(fixed, 1), AT_MOST + 1):
                found = way.smallest(fixed, size)
                if found is not None:
                    changes = [self._change(fact, value) for fact, value in found]
                    ordered = sorted(changes, key=lambda change: not change.changeable)
                    return Admission(tuple(ordered), True, True)
        return Admission((), False, True)

    def removing(self, key: str) -> tuple[Change, ...]:
        """For each fact that matters to a technology on the roadmap, the first value that takes it off."""
        return tuple(
            self._change(fact, value) for fact, value in _Way(self, key, self.goal(key)).single_removals()
        )

    def standing(self, stated: Stated) -> frozenset[str]:
        """What stands by the real decision of the site with these facts stated otherwise."""
        if stated not in self.tried:
            decided = self.trials.of(dict(stated)).technologies
            self.tried[stated] = frozenset(key for key, one in decided.items() if one.stands)
        return self.tried[stated]

    def observed(self, stated: Stated) -> Mapping[str, Observation]:
        """What is known of the site with these facts stated otherwise, derived facts included."""
        if stated not in self.seen:
            site = self.decision.site
            changed = SiteProfile({**site.facts, **dict(stated)}, site.places, site.sources)
            self.seen[stated] = derive(changed, self._deriving)[0]
        return self.seen[stated]

    def may_state(self, fact: str, observed: Mapping[str, Observation]) -> bool:
        """Whether the fact can be stated otherwise at such a site: not what its own facts already settle."""
        known, record = observed.get(fact), self.knowledge.catalogue.facts[fact]
        if fact in NOT_OFFERED or (record.domains and not self._near.intersection(record.domains)):
            return False
        return known is None or known.origin is not Origin.CLASSIFIED

    def grounds(self, fact: str) -> frozenset[str]:
        """The facts the rules derive this one from, and those they are derived from in turn."""
        return self.knowledge.grounds.get(fact, frozenset())

    def fixed(self, fact: str) -> bool:
        """Whether nobody can change the fact at the site."""
        return not self.knowledge.catalogue.facts[fact].changeable

    def _change(self, fact: str, value: FactValue) -> Change:
        return value_change(fact, value, self.decision, self.knowledge)

    @cached_property
    def trials(self) -> Trials:
        """The site, ready to be decided again."""
        return Trials(self.decision, self.knowledge)

    @cached_property
    def places(self) -> tuple[Mapping[str, FactValue], ...]:
        """The kinds of place there are."""
        return kinds_of_place(self.knowledge.catalogue)

    @cached_property
    def deriving_leaves(self) -> tuple[Leaf, ...]:
        """The tests of the rules that derive facts."""
        return tuple(leaf for layer in self._deriving.strata for rule in layer for leaf in leaves(rule.when))

    @cached_property
    def _goals(self) -> Goals:
        return Goals(self.decision, self.knowledge)

    @cached_property
    def _near(self) -> frozenset[str]:
        domain = self.knowledge.catalogue.domains.get(self.decision.domain)
        return frozenset((domain.id, *domain.contains)) if domain is not None else frozenset()

    @cached_property
    def _deriving(self) -> Knowledge:
        """The knowledge with only the rules that derive facts."""
        layers = [
            tuple(rule for rule in layer if any(isinstance(effect, Classify) for effect in rule.then))
            for layer in self.knowledge.strata
        ]
        return replace(self.knowledge, strata=tuple(layers))


@dataclass(frozen=True)
class _Way:
    """The search for one technology."""

    search: Search
    key: str
    goal: Goal
    tried: dict[str, tuple[FactValue, ...]] = field(default_factory=dict)

    def smallest(self, fixed: int, size: int) -> Stated | None:
        """Changes of `size` facts, `fixed` of them unchangeable, that do it; the fewest known ones first."""
        known = self.search.decision.observations
        for further in (False, True):  # past what meets the goal only where that is not enough
            found = dict.fromkeys(self._reach((), fixed, size, set(), size + MORE_EDITS, further))
            for stated in sorted(found, key=lambda one: sum(fact in known for fact, _ in one)):
                if self.key in self.search.standing(stated):
                    return stated
            if not found:
                break
        return None

    def single_removals(self) -> Iterator[tuple[str, FactValue]]:
        """One changed fact each, with which the technology no longer stands."""
        observed = self.search.observed(())
        values = {fact: seen.value for fact, seen in observed.items()}
        for fact in self._leaves:
            for _, value in self._values(fact, values, observed):
                stated = ((fact, value),)
                possible = not self._impossible(stated, {**values, fact: value})
                if possible and self.key not in self.search.standing(stated):
                    yield fact, value
                    break

    def _reach(
        self, stated: Stated, fixed: int, size: int, been: set[Stated], steps: int, further: bool
    ) -> Iterator[Stated]:
        """Every way on from here that meets the goal and can be, within the numbers."""
        if stated in been or steps < 0:
            return
        been.add(stated)
        observed = self.search.observed(stated)
        values = {fact: seen.value for fact, seen in observed.items()}
        wanting = open_tests(self.goal, values)
        onward: Iterator[tuple[str, FactValue]]
        if wanting is None:
            clash = self._impossible(stated, values)
            if not clash:
                yield stated
                if not further:
                    return
                onward = self._anything(values, observed)
            else:
                onward = (pair for fact in clash for pair in self._parting(fact, values, observed))
        else:
            onward = (pair for test in wanting for pair in self._passing(test, values, observed))
        changed = dict(stated)
        for fact, value in dict.fromkeys(onward):
            again = fact in changed
            if again and not isinstance(value, tuple):
                continue
            if self._room(changed, fact, fixed, size):
                more = tuple(sorted({**changed, fact: value}.items()))
                yield from self._reach(more, fixed, size, been, steps - 1, further)

    def _room(self, changed: Mapping[str, FactValue], fact: str, fixed: int, size: int) -> bool:
        facts = {*changed, fact}
        return len(facts) <= size and sum(self.search.fixed(one) for one in facts) <= fixed

    def _passing(
        self, test: Wanted, values: Mapping[str, FactValue], observed: Mapping[str, Observation]
    ) -> Iterator[tuple[str, FactValue]]:
        """The values that let the test pass, of its own fact and of those it is derived from."""
        leaf, fact = test.leaf, test.leaf.fact
        catalogue = self.search.knowledge.catalogue
        if self.search.may_state(fact, observed):
            if catalogue.facts[fact].type in LISTS:
                yield from ((fact, value) for value in edits(leaf, test.wanted, values.get(fact), catalogue))
            else:
                yield from (pair for pair in self._values(fact, values, observed) if test.met(pair[1]))
        if fact in observed and observed[fact].origin is Origin.STATED:
            return  # what is stated is not derived
        for ground in sorted(self.search.grounds(fact)):
            yield from self._values(ground, values, observed)

    def _anything(
        self, values: Mapping[str, FactValue], observed: Mapping[str, Observation]
    ) -> Iterator[tuple[str, FactValue]]:
        for fact in self._leaves:
            yield from self._values(fact, values, observed)

    def _values(
        self, fact: str, values: Mapping[str, FactValue], observed: Mapping[str, Observation]
    ) -> Iterator[tuple[str, FactValue]]:
        """Other values of a fact worth trying, none where it cannot be stated otherwise."""
        if not self.search.may_state(fact, observed):
            return
        now = values.get(fact)
        for value in self._tried(fact, now):
            if value != now and not (isinstance(value, tuple) and _same_items(value, now)):
                yield fact, value

    def _parting(
        self, fact: str, values: Mapping[str, FactValue], observed: Mapping[str, Observation]
    ) -> Iterator[tuple[str, FactValue]]:
        """Other values of a fact that cannot stand beside another: of a list, one item fewer."""
        now = values.get(fact)
        if not isinstance(now, tuple):
            yield from self._values(fact, values, observed)
        elif self.search.may_state(fact, observed):
            yield from ((fact, tuple(sorted({*now} - {item}))) for item in now)

    def _tried(self, fact: str, now: FactValue | None) -> Iterator[FactValue]:
        catalogue, tests = self.search.knowledge.catalogue, self._leaves.get(fact, ())
        record = catalogue.facts[fact]
        if record.type in LISTS:
            for leaf in tests:
                for wanted in (Truth.TRUE, Truth.FALSE):
                    yield from edits(leaf, wanted, now, catalogue)
            return
        if fact not in self.tried:
            found = worth_trying(record, tests, catalogue)
            ours = (value for value in found if fact != "site.type" or self._same_domain(str(value)))
            self.tried[fact] = tuple(ours)
        yield from self.tried[fact]

    def _same_domain(self, site_type: str) -> bool:
        """Another kind of object is no change of this one."""
        domain = self.search.knowledge.catalogue.domain_of(site_type)
        return domain is not None and domain.id == self.search.decision.domain

    @cached_property
    def _leaves(self) -> dict[str, tuple[Leaf, ...]]:
        """Fact → the tests that matter to the technology, through derived facts too."""
        found: dict[str, dict[Leaf, None]] = {}
        for test in tests_of(self.goal):
            found.setdefault(test.leaf.fact, {})[test.leaf] = None
        for fact in tuple(found):
            for ground in self.search.grounds(fact):
                found.setdefault(ground, {})
        for leaf in self.search.deriving_leaves:
            if leaf.fact in found:
                found[leaf.fact][leaf] = None
        return {fact: tuple(tests) for fact, tests in sorted(found.items())}

    def _impossible(self, stated: Stated, values: Mapping[str, FactValue]) -> tuple[str, ...]:
        """Facts that cannot be together at any site; empty where the change is possible."""
        catalogue = self.search.knowledge.catalogue
        changed = dict(stated)
        clash = clashing({**self.search.decision.site.facts, **changed}, changed, catalogue)
        if clash:
            return clash
        for fact in changed.keys() - self.search.decision.site.facts.keys():
            rest = tuple(pair for pair in stated if pair[0] != fact)
            known = self.search.observed(rest).get(fact)
            if known is not None and known.origin is Origin.CLASSIFIED:
                return tuple(sorted(self.search.grounds(fact)))
        looked_up = {
            fact
            for fact, seen in self.search.decision.observations.items()
            if seen.origin is Origin.LOOKUP and fact in self._leaves
        }
        moved = looked_up.intersection(changed)
        here = {fact: values[fact] for fact in looked_up if fact in values}
        if moved and not somewhere(here, self.search.places):
            return tuple(sorted(looked_up))
        return ()


def _same_items(value: tuple[str, ...], now: FactValue | None) -> bool:
    return isinstance(now, tuple) and set(value) == set(now)
