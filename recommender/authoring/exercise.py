"""Which rules, and which ways in which they hold, the examples and the sample sites exercise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from recommender.evaluate.applicability import Literal, alternatives
from recommender.evaluate.condition import evaluate
from recommender.evaluate.examples import deriving_only
from recommender.evaluate.facts import derive, result_of
from recommender.evaluate.scope import Knowledge
from recommender.language.words import describe
from recommender.model.catalogue import Catalogue
from recommender.model.condition import AllOf, Condition, Not
from recommender.model.knowledge import FactValue
from recommender.model.rule import Rule
from recommender.model.site import SiteProfile
from recommender.model.text import Text
from recommender.model.truth import Truth, conjunction

Values = dict[str, FactValue]


@dataclass(frozen=True)
class Way:
    """One way in which a rule holds, with the examples and sample sites at which exactly this way does."""

    order: int
    label: Text
    examples: tuple[str, ...]
    sites: tuple[str, ...]

    @property
    def taken(self) -> bool:
        """Whether an example or a site takes it."""
        return bool(self.examples or self.sites)


@dataclass(frozen=True)
class Exercise:
    """One rule: its own examples and the sample sites by truth, and its ways."""

    rule: Rule
    examples: Mapping[Truth, tuple[str, ...]]
    sites: Mapping[Truth, tuple[str, ...]]
    ways: tuple[Way, ...]

    @property
    def untaken(self) -> tuple[Way, ...]:
        """The ways neither an example nor a sample site takes."""
        return tuple(way for way in self.ways if not way.taken)

    @property
    def fires_at_a_site(self) -> bool:
        """Whether it holds at one of the sample sites."""
        return bool(self.sites.get(Truth.TRUE))


def exercise(
    rules: Iterable[Rule], knowledge: Knowledge, sites: Mapping[str, SiteProfile]
) -> tuple[Exercise, ...]:
    """Every rule on its own examples and on the sample sites, by the engine's own derivation of facts."""
    deriving = deriving_only(knowledge)
    at_sites = {name: _values(site, deriving) for name, site in sites.items()}
    return tuple(_of_rule(rule, deriving, at_sites) for rule in rules)


def _values(site: SiteProfile, knowledge: Knowledge) -> Values:
    return {fact: seen.value for fact, seen in derive(site, knowledge)[0].items()}


def _of_rule(rule: Rule, knowledge: Knowledge, at_sites: Mapping[str, Values]) -> Exercise:
    at_examples = [(one.name, _values(SiteProfile(one.given), knowledge)) for one in rule.examples]
    ways = alternatives(rule.when)
    return Exercise(
        rule,
        _by_truth(rule, at_examples),
        _by_truth(rule, at_sites.items()),
        tuple(
            Way(
                order,
                _label(way, knowledge.catalogue),
                tuple(name for name, values in at_examples if _takes(way, values)),
                tuple(name for name, values in at_sites.items() if _takes(way, values)),
            )
            for order, way in enumerate(ways, start=1)
        ),
    )


def _by_truth(rule: Rule, situations: Iterable[tuple[str, Values]]) -> dict[Truth, tuple[str, ...]]:
    found: dict[Truth, tuple[str, ...]] = dict.fromkeys(Truth, ())
    for name, values in situations:
        truth = result_of(rule, values).truth
        found[truth] = (*found[truth], name)
    return found


def _takes(way: tuple[Literal, ...], values: Values) -> bool:
    return conjunction(evaluate(part, values).truth for part in _conditions(way)) is Truth.TRUE


def _conditions(way: tuple[Literal, ...]) -> Iterator[Condition]:
    for leaf, negated in way:
        yield Not(leaf) if negated else leaf


def _label(way: tuple[Literal, ...], catalogue: Catalogue) -> Text:
    parts = tuple(_conditions(way))
    whole = parts[0] if len(parts) == 1 else AllOf(parts) if parts else None
    return describe(whole, catalogue)
