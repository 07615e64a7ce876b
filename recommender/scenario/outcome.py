"""Outcome: everything the engine says of one variant: roadmap, score, balance and outlook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property

from recommender.assess.community import CommunityScore, community_score
from recommender.assess.points import When
from recommender.assess.readings import chosen
from recommender.assess.scorecard import system_of
from recommender.assess.total import score_all
from recommender.carbon.account import balance, can_account
from recommender.carbon.outlook import asked_for, outlook
from recommender.evaluate.decide import decide
from recommender.evaluate.scope import Knowledge, prepare
from recommender.language.switch import without
from recommender.model.accounting import Balance
from recommender.model.problem import BadInput
from recommender.model.roadmap import Roadmap
from recommender.model.scoring import TotalScore
from recommender.model.trajectory import Outlook
from recommender.plan.roadmap import plan
from recommender.scenario.dropped import left_out, steps_of
from recommender.scenario.variant import Variant, named

WHEN: tuple[When, ...] = ("now", "planned")


@dataclass(frozen=True)
class Outcome:
    """What follows from one variant; figures are worked out when they are first asked for.

    `planned` is the roadmap with all its steps. Figures raise BadInput, with the name of the variant, when
    what it states does not fit the account or the score.
    """

    variant: Variant
    knowledge: Knowledge
    planned: Roadmap

    @cached_property
    def roadmap(self) -> Roadmap:
        """The roadmap without the steps the variant leaves out."""
        return left_out(self.planned, self.variant.dropped, self.knowledge)

    @cached_property
    def idle(self) -> frozenset[str]:
        """What is to be left out and was no step."""
        return self.variant.dropped - steps_of(self.planned)

    @cached_property
    def scores(self) -> Mapping[str, TotalScore]:
        """The present and the planned score, by time; none where the kind of site has no such system."""
        site, catalogue = self.variant.site, self.knowledge.catalogue
        standard = system_of(site, catalogue)
        if not standard:
            return {}
        with telling(self.variant):
            readings = chosen(site.stated.readings, catalogue)
        answers = site.stated.indicators
        return {when: score_all(standard, answers, when, readings, catalogue) for when in WHEN}

    @cached_property
    def progress(self) -> CommunityScore | None:
        """The way to the site's own targets, indicator by indicator; None where it answers none."""
        if not self.variant.site.stated.indicators:
            return None
        with telling(self.variant):
            return community_score(self.planned, self.knowledge)

    @cached_property
    def balance(self) -> Balance | None:
        """The carbon account; None where the site states nothing for it."""
        decision = self.planned.decision
        with telling(self.variant):
            return balance(decision, self.knowledge) if can_account(decision, self.knowledge) else None

    @cached_property
    def outlook(self) -> Outlook | None:
        """Trajectory, target and costs; None where the site states nothing for them."""
        asked = asked_for(self.planned, self.knowledge)
        with telling(self.variant):
            return outlook(self.planned, self.knowledge, self.variant.dropped) if asked else None


@contextmanager
def telling(variant: Variant) -> Iterator[None]:
    """What is refused inside is refused with the name of the variant."""
    try:
        yield
    except BadInput as bad:
        raise BadInput(tuple(named(problem, variant.name) for problem in bad.problems)) from None


@dataclass
class Works:
    """Works outcomes out; what two variants have in common is worked out once."""

    knowledge: Knowledge
    _switched: dict[frozenset[str], Knowledge] = field(default_factory=dict)
    _planned: list[tuple[Variant, Roadmap]] = field(default_factory=list)

    def of(self, variant: Variant) -> Outcome:
        """The outcome of a variant. Raises BadInput, with its name, for rules that do not exist."""
        with telling(variant):
            knowledge = self._without(variant.off)
        for known, roadmap in self._planned:
            if _same_plan(known, variant):
                decision = replace(roadmap.decision, site=variant.site)
                return Outcome(variant, knowledge, replace(roadmap, decision=decision))
        roadmap = plan(decide(variant.site, knowledge), knowledge)
        self._planned.append((variant, roadmap))
        return Outcome(variant, knowledge, roadmap)

    def _without(self, off: frozenset[str]) -> Knowledge:
        if off not in self._switched:
            knowledge = self.knowledge
            rulebook = without(knowledge.rulebook, sorted(off))
            same = rulebook is knowledge.rulebook
            self._switched[off] = knowledge if same else prepare(knowledge.catalogue, rulebook)
        return self._switched[off]


def _same_plan(one: Variant, other: Variant) -> bool:
    """Whether rules and plan see the same: they read facts, not what is stated beside them."""
    mine, theirs = one.site, other.site
    said = [(site.facts, site.sources, site.warnings) for site in (mine, theirs)]
    return one.off == other.off and said[0] == said[1]
