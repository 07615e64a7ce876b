"""Two states of the rules compared: what changed in them, and what that moves at each sample site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from recommender.authoring.causes import Side
from recommender.authoring.rule_changes import Kind, RuleChange, rule_changes
from recommender.authoring.site_changes import SiteChange, site_change
from recommender.evaluate.decide import decide
from recommender.evaluate.scope import Knowledge
from recommender.model.site import SiteProfile
from recommender.plan.roadmap import plan


@dataclass(frozen=True)
class Comparison:
    """What changed in the rules, and every sample site, in order of name."""

    changes: tuple[RuleChange, ...]
    sites: tuple[SiteChange, ...]

    @property
    def moving(self) -> tuple[SiteChange, ...]:
        """The sites whose advice is another one."""
        return tuple(site for site in self.sites if site.moves)

    @property
    def restated(self) -> tuple[SiteChange, ...]:
        """The sites whose advice is the same, on other grounds or in other words."""
        return tuple(site for site in self.sites if site.restated and not site.moves)

    @property
    def still(self) -> int:
        """How many sites keep their advice and its reasons."""
        return len(self.sites) - len(self.moving) - len(self.restated)

    def count(self, kind: Kind) -> int:
        """How many rules were added, removed or edited."""
        return sum(change.kind is kind for change in self.changes)


def compare(
    old: Knowledge, new: Knowledge, sites: Mapping[str, tuple[SiteProfile, SiteProfile]]
) -> Comparison:
    """Plan every site on both sides; `sites` gives each profile as read by the old and the new knowledge."""
    changes = rule_changes(old.rulebook, new.rulebook, old.catalogue, new.catalogue)
    return Comparison(
        changes,
        tuple(
            site_change(name, _side(profiles[0], old), _side(profiles[1], new), changes)
            for name, profiles in sorted(sites.items())
        ),
    )


def _side(site: SiteProfile, knowledge: Knowledge) -> Side:
    return Side(knowledge, plan(decide(site, knowledge), knowledge))
