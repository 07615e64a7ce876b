"""Rule and Rulebook: condition → effects, with source, basis, reason and examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from recommender.model.condition import Condition
from recommender.model.effect import Effect
from recommender.model.knowledge import Authority, Basis, FactValue
from recommender.model.problem import Place
from recommender.model.text import NO_TEXT, Text


class RuleStatus(Enum):
    """Only active rules decide."""

    DRAFT = "draft"
    ACTIVE = "active"
    RETIRED = "retired"


@dataclass(frozen=True)
class Override:
    """The one way a rule beats another; it must say why."""

    rule: str
    why: Text


@dataclass(frozen=True)
class Expectation:
    """What an example expects: `fires` is "true", "false" or "unknown"; `effects` maps a word to record ids.

    Words: recommended discouraged excluded permitted prioritised staged assigned required referenced
    waived packages asked classified targets.
    """

    fires: str
    effects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Example:
    """A site in a few facts and what the rule must do there; `name` is a sentence."""

    name: str
    given: Mapping[str, FactValue]
    expect: Expectation
    place: Place


@dataclass(frozen=True)
class Rule:
    """One rule. `when` None always holds; `modality` is the clause's word id when it has one."""

    id: str
    title: Text
    sources: tuple[str, ...]
    basis: Basis
    authority: Authority
    when: Condition | None
    then: tuple[Effect, ...]
    because: Text
    examples: tuple[Example, ...]
    place: Place
    modality: str = ""
    status: RuleStatus = RuleStatus.ACTIVE
    overrides: tuple[Override, ...] = ()
    since: str = ""
    until: str = ""
    replaces: tuple[str, ...] = ()
    note: Text = NO_TEXT


@dataclass(frozen=True)
class Rulebook:
    """All rules by id, in file order; `digest` is their content hash; those `off` decide nothing."""

    rules: Mapping[str, Rule]
    digest: str = ""
    off: frozenset[str] = frozenset()

    @cached_property
    def active(self) -> tuple[Rule, ...]:
        """The rules that decide."""
        return tuple(
            rule
            for rule in self.rules.values()
            if rule.status is RuleStatus.ACTIVE and rule.id not in self.off
        )
