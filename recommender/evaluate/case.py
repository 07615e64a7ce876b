"""Case: one site before the knowledge; what deciding a single line needs, each rule's reason made once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from recommender.evaluate.reasons import reason_for
from recommender.evaluate.scope import Knowledge, Scope
from recommender.model.decision import Reason, RuleResult
from recommender.model.effect import Effect
from recommender.model.knowledge import FactValue
from recommender.model.site import Observation, SiteProfile
from recommender.model.truth import Truth


@dataclass(frozen=True)
class Case:
    """Site, knowledge, known facts and rule results; `made` remembers the reasons already made."""

    site: SiteProfile
    knowledge: Knowledge
    scope: Scope
    observations: Mapping[str, Observation]
    results: Mapping[str, RuleResult]
    made: dict[tuple[str, int], Reason] = field(default_factory=dict)

    def value(self, fact: str) -> FactValue | None:
        """The known value of a fact, None if unknown."""
        seen = self.observations.get(fact)
        return None if seen is None else seen.value

    def truth(self, rule: str) -> Truth:
        """Truth of a rule's condition here."""
        return self.results[rule].truth

    def reason(self, rule: str, effect: Effect) -> Reason:
        """The reason a rule gives for an effect; the same object every time."""
        key = (rule, id(effect))  # one rule may advise what its source names and what we pick
        found = self.made.get(key)
        if found is None:
            found = self.made[key] = reason_for(self.knowledge, effect, self.results[rule])
        return found
