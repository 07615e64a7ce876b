"""Run the examples of rules: does each rule do, at the site an example gives, what the example expects?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import assert_never

from recommender.evaluate.facts import derive, result_of
from recommender.evaluate.rest import resting_facts
from recommender.evaluate.scope import Knowledge, Scope, asking
from recommender.language.examples import classification
from recommender.language.select import select_requirements, select_technologies
from recommender.model.decision import RuleResult
from recommender.model.effect import (
    Ask,
    Assign,
    Bundle,
    Classify,
    Discourage,
    DiscourageTarget,
    Effect,
    Exclude,
    Expect,
    Permit,
    Prerequisite,
    Prioritise,
    Recommend,
    Reference,
    Require,
    StageBound,
    TechnologySelector,
    Waive,
    Warn,
    Weigh,
)
from recommender.model.knowledge import FactValue
from recommender.model.problem import Problem
from recommender.model.rule import Example, Rule
from recommender.model.site import SiteProfile
from recommender.model.text import Text
from recommender.model.truth import Truth

FIRES = {
    "true": Text("触发", "fires"),
    "false": Text("不触发", "does not fire"),
    "unknown": Text("不能判断", "cannot tell"),
}


def failures(rules: Iterable[Rule], knowledge: Knowledge) -> tuple[Problem, ...]:
    """Every example that is not met, at its place in the rule file; empty when all are."""
    deriving = deriving_only(knowledge)
    return tuple(
        problem for rule in rules for example in rule.examples for problem in _check(rule, example, deriving)
    )


def _check(rule: Rule, example: Example, knowledge: Knowledge) -> Iterator[Problem]:
    result = _result(rule, example, knowledge)
    if result.truth.value != example.expect.fires:
        wanted, got = FIRES[example.expect.fires], FIRES[result.truth.value]
        zh, en = _ground(result)
        yield Problem(
            example.place,
            "E-EXAMPLE-FIRES",
            f"规则 {rule.id} 的例子“{example.name}”要求{wanted.zh}，实际{got.zh}{zh}",
            f"rule {rule.id}, example “{example.name}”: it should be “{wanted.en}”, it is “{got.en}”{en}",
            "请改例子的事实或规则的条件",
            "mend the facts of the example or the conditions of the rule",
        )
    for word, expected in example.expect.effects.items():
        found = _selected(rule, word, example, knowledge)
        missing = [key for key in expected if key not in found]
        if missing:
            yield Problem(
                example.place,
                "E-EXAMPLE-EFFECT",
                f"规则 {rule.id} 的例子“{example.name}”：{word} 里没有 {'、'.join(missing)}",
                f"rule {rule.id}, example “{example.name}”: {word} does not hold {', '.join(missing)}",
                "请改 expect 或规则的 then",
                "mend `expect` or the rule's `then`",
            )


def deriving_only(knowledge: Knowledge) -> Knowledge:
    """The same knowledge with only the rules that derive facts in its layers: the others need not run."""
    layers = tuple(
        tuple(rule for rule in layer if any(isinstance(effect, Classify) for effect in rule.then))
        for layer in knowledge.strata
    )
    return replace(knowledge, strata=layers)


def _result(rule: Rule, example: Example, knowledge: Knowledge) -> RuleResult:
    observations, _ = derive(SiteProfile(example.given), knowledge)
    values: dict[str, FactValue] = {fact: seen.value for fact, seen in observations.items()}
    return result_of(rule, values)


def _ground(result: RuleResult) -> tuple[str, str]:
    """What the truth rests on, in brackets; empty when there is nothing to say."""
    if result.truth is Truth.UNKNOWN and result.unknown:
        return f"（还不知道 {'、'.join(result.unknown)}）", f" (unknown: {', '.join(result.unknown)})"
    if result.tree is not None and (known := resting_facts(result.tree)):
        facts = [fact for fact, _ in known]
        return f"（因为 {'、'.join(facts)}）", f" (because of {', '.join(facts)})"
    return "", ""


def _selected(rule: Rule, word: str, example: Example, knowledge: Knowledge) -> frozenset[str]:
    """What the rule's effects of one kind name, at a site of the example's type (any domain if not given)."""
    site_type = example.given.get("site.type")
    domain = knowledge.catalogue.domain_of(site_type) if isinstance(site_type, str) else None
    scopes = list(knowledge.scopes.values()) if domain is None else [knowledge.scopes[domain.id]]
    return frozenset(
        key
        for effect in rule.then
        for scope in scopes
        for kind, keys in [_named(effect, scope, knowledge)]
        if kind == word
        for key in keys
    )


def _named(effect: Effect, scope: Scope, knowledge: Knowledge) -> tuple[str, tuple[str, ...]]:
    """The word an example uses for the effect, and the ids it names."""
    catalogue = knowledge.catalogue
    match effect:
        case Recommend():
            return "recommended", _supported(effect.technologies, scope, knowledge)
        case Discourage():
            return "discouraged", _technologies(effect.technologies, scope, knowledge)
        case Exclude():
            return "excluded", _technologies(effect.technologies, scope, knowledge)
        case Permit():
            return "permitted", _technologies(effect.technologies, scope, knowledge)
        case Prioritise():
            return "prioritised", _technologies(effect.technologies, scope, knowledge)
        case StageBound():
            return "staged", _technologies(effect.technologies, scope, knowledge)
        case Assign(technologies=chosen):
            return "assigned", () if chosen is None else _technologies(chosen, scope, knowledge)
        case Require():
            return "required", select_requirements(effect.requirements, catalogue)
        case Reference():
            return "referenced", select_requirements(effect.requirements, catalogue)
        case Waive():
            return "waived", select_requirements(effect.requirements, catalogue)
        case Bundle():
            return "packages", (effect.package,)
        case DiscourageTarget():
            return "targets", (effect.target,)
        case Ask():
            return "asked", effect.facts
        case Classify():
            return "classified", (classification(effect.fact, effect.value),)
        case Prerequisite() | Warn() | Expect() | Weigh():
            return "", ()
        case _:
            assert_never(effect)


def _technologies(selector: TechnologySelector, scope: Scope, knowledge: Knowledge) -> tuple[str, ...]:
    return select_technologies(selector, knowledge.catalogue, scope.ratings.get)


def _supported(selector: TechnologySelector, scope: Scope, knowledge: Knowledge) -> tuple[str, ...]:
    """As the engine does: a clause supports by its positive requirements only."""
    chosen = _technologies(selector, scope, knowledge)
    if not selector.clause:
        return chosen
    return tuple(key for key in chosen if any(asking(key, selector, knowledge.catalogue)))
