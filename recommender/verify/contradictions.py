"""Rules that say opposite things of the same technology, requirement, order or fact at one legal site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, product

import z3

from recommender.language.words import describe_value
from recommender.model.clause import source_of
from recommender.model.effect import EFFECT_NAMES, Classify, StageBound
from recommender.model.rule import Rule
from recommender.model.text import Text
from recommender.verify import words
from recommender.verify.finding import Claim, Facts, Fault, Finding, Fires, HasVerdict, Says, StaysUnknown
from recommender.verify.formula import Formula
from recommender.verify.search import Sites
from recommender.verify.standing import Say, Standing

_OPPOSITE = {"exclude": ("recommend", "permit"), "discourage": ("recommend",)}
_LESS = (("waive", "require", "not_applicable"), ("waive", "reference", "not_applicable"))
_PAIRS = (*_LESS, ("reference", "require", "reference"))


@dataclass
class _Clash:
    """Two rules against each other: about what, at which site, and how they can be seen to be."""

    facts: Facts
    claims: tuple[Claim, ...]
    same_voice: bool
    things: list[str] = field(default_factory=list)


def about_technologies(sites: Sites, standings: dict[str, Standing]) -> Iterator[Finding]:
    """One rule excludes or advises against what another supports or permits, and neither overrides."""
    clashes: dict[tuple[str, str, str, str], _Clash] = {}
    for domain, standing in standings.items():
        here = sites.of_domain(domain)
        for key in standing.technologies:
            says = standing.says(key)
            for one, two in product(says, says):
                if two.effect in _OPPOSITE.get(one.effect, ()):
                    _note(key, one, two, here, clashes, sites)
    for (effect, one_id, opposite, two_id), clash in clashes.items():
        yield _told(effect, one_id, opposite, two_id, clash, sites)


def _note(
    key: str,
    one: Say,
    two: Say,
    here: Formula,
    clashes: dict[tuple[str, str, str, str], _Clash],
    sites: Sites,
) -> None:
    """Remember the technology under its pair of rules, if a legal site has both say so."""
    pair = (one.effect, one.rule, two.effect, two.rule)
    clash = clashes.get(pair)
    if clash is not None and key in clash.things:
        return
    if not sites.possible(here, one.when.true, two.when.true):
        return
    same = one.effect == "discourage" and _same_voice(one, two, sites)
    if clash is None or (same and not clash.same_voice):
        facts = sites.find(here, one.when.true, two.when.true)
        assert facts is not None
        claims = (Says(one.rule, one.effect, key), Says(two.rule, two.effect, key))
        before = [] if clash is None else clash.things
        clash = clashes[pair] = _Clash(facts, claims, same, before)
    clash.things.append(key)


def _same_voice(one: Say, two: Say, sites: Sites) -> bool:
    """Whether both speak with the same authority from the same document."""
    rules, requirements = sites.knowledge.rulebook.rules, sites.knowledge.catalogue.requirements
    places = [
        {requirements[say.through].source} if say.through else set(map(source_of, rules[say.rule].sources))
        for say in (one, two)
    ]
    return one.weight == two.weight and (not any(places) or bool(places[0] & places[1]))


def _told(effect: str, one_id: str, opposite: str, two_id: str, clash: _Clash, sites: Sites) -> Finding:
    rules = sites.knowledge.rulebook.rules
    one, two = rules[one_id], rules[two_id]
    things = words.names(clash.things, sites.knowledge.catalogue)
    key = f"{effect}-{opposite}/{one_id}/{two_id}"
    if effect == "discourage" and not clash.same_voice:
        said = words.both_sides(one, two, things)
        return Finding(Fault.BOTH_SIDES, key, one.place, said, clash.facts, clash.claims, (one_id, two_id))
    said = words.against(one, effect, two, opposite, things)
    return Finding(Fault.CONTRADICTION, key, one.place, said, clash.facts, clash.claims, (one_id, two_id))


def about_requirements(sites: Sites) -> Iterator[Finding]:
    """One rule requires what another waives or gives for reference only, and neither overrides."""
    clashes: dict[tuple[str, str, str, str], _Clash] = {}
    hits = next(iter(sites.knowledge.scopes.values())).requirement_hits if sites.knowledge.scopes else {}
    whens = sites.formulas.rules
    for key, found in hits.items():
        said = [(rule, EFFECT_NAMES[type(effect)]) for rule, effect in found]
        for (one, effect), (two, opposite) in product(said, said):
            verdict = next((v for first, second, v in _PAIRS if (first, second) == (effect, opposite)), "")
            pair = (effect, one, opposite, two)
            if not verdict or _ordered(one, two, sites):
                continue
            if pair not in clashes:
                facts = sites.find(whens[one].true, whens[two].true)
                if facts is None:
                    continue
                clashes[pair] = _Clash(facts, (Fires(one, "true"), Fires(two, "true")), False)
                if verdict == "not_applicable":
                    clashes[pair].claims += (HasVerdict(key, verdict),)
            clashes[pair].things.append(key)
    for (effect, one, opposite, two), clash in clashes.items():
        rules = sites.knowledge.rulebook.rules
        said_words = words.against(
            rules[one], effect, rules[two], opposite, words.clauses(clash.things, sites.knowledge.catalogue)
        )
        key = f"{effect}-{opposite}/{one}/{two}"
        yield Finding(
            Fault.CONTRADICTION, key, rules[one].place, said_words, clash.facts, clash.claims, (one, two)
        )


def about_stages(sites: Sites, standings: dict[str, Standing]) -> Iterator[Finding]:
    """One rule says not before a stage, another not after an earlier one."""
    order = {stage.id: stage.order for stage in sites.knowledge.catalogue.stages.values()}
    found: dict[tuple[str, str, str, str], _Clash] = {}
    for domain, standing in standings.items():
        here = sites.of_domain(domain)
        for key in standing.technologies:
            hits = standing.scope.technology_hits.get(key, ())
            bounds = [(rule, effect) for rule, effect in hits if isinstance(effect, StageBound)]
            for (one, early), (two, late) in product(bounds, bounds):
                if not (early.not_before and late.not_after):
                    continue
                if order[early.not_before] <= order[late.not_after] or _ordered(one, two, sites):
                    continue
                clash = found.get((one, early.not_before, two, late.not_after))
                if clash is None:
                    whens = sites.formulas.rules
                    facts = sites.find(here, whens[one].true, whens[two].true)
                    if facts is None:
                        continue
                    claims = (Says(one, "stage", key), Says(two, "stage", key))
                    clash = found[one, early.not_before, two, late.not_after] = _Clash(facts, claims, False)
                if key not in clash.things:
                    clash.things.append(key)
    for (one, first, two, last), clash in found.items():
        yield _stage_finding(one, first, two, last, clash, sites)


def _stage_finding(one: str, first: str, two: str, last: str, clash: _Clash, sites: Sites) -> Finding:
    catalogue, rules = sites.knowledge.catalogue, sites.knowledge.rulebook.rules
    said = words.stages_cross(
        rules[one],
        catalogue.label(first),
        rules[two],
        catalogue.label(last),
        words.names(clash.things, catalogue),
    )
    key = f"stage/{one}/{two}"
    return Finding(Fault.CONTRADICTION, key, rules[one].place, said, clash.facts, clash.claims, (one, two))


def about_order(sites: Sites) -> Iterator[Finding]:
    """Two rules set two technologies ahead of each other."""
    seen: set[tuple[str, str]] = set()
    for domain, scope in sites.knowledge.scopes.items():
        here = sites.of_domain(domain)
        for (one, first, others), (two, second, rest) in combinations(scope.ahead, 2):
            early = [key for key in first if key in rest and key not in scope.outside]
            late = [key for key in others if key in second and key not in scope.outside and key not in early]
            if not early or not late or (one, two) in seen or _ordered(one, two, sites):
                continue
            facts = sites.find(here, sites.formulas.rules[one].true, sites.formulas.rules[two].true)
            if facts is None:
                continue
            seen.add((one, two))
            catalogue, rules = sites.knowledge.catalogue, sites.knowledge.rulebook.rules
            said = words.order_crosses(
                rules[one], rules[two], words.names(early, catalogue), words.names(late, catalogue)
            )
            claims = (Fires(one, "true"), Fires(two, "true"))
            yield Finding(
                Fault.CONTRADICTION, f"order/{one}/{two}", rules[one].place, said, facts, claims, (one, two)
            )


def about_facts(sites: Sites) -> Iterator[Finding]:
    """Two rules derive different values of one fact that the site does not state."""
    derived = [
        (rule, effect)
        for rule in sites.knowledge.rulebook.active
        for effect in rule.then
        if isinstance(effect, Classify)
    ]
    for (one, first), (two, second) in combinations(derived, 2):
        if first.fact != second.fact or first.value == second.value or _ordered(one.id, two.id, sites):
            continue
        whens = sites.formulas.rules
        unstated = z3.Not(sites.formulas.is_stated(first.fact))
        facts = sites.find(whens[one.id].true, whens[two.id].true, unstated)
        if facts is not None:
            yield _derived_finding(one, first, two, second, facts, sites)


def _derived_finding(
    one: Rule, first: Classify, two: Rule, second: Classify, facts: Facts, sites: Sites
) -> Finding:
    catalogue = sites.knowledge.catalogue
    fact = catalogue.facts[first.fact]
    values = [
        Text(*(describe_value(fact, effect.value, catalogue, language) for language in ("zh", "en")))
        for effect in (first, second)
    ]
    said = words.derived_apart(one, values[0], two, values[1], fact.label)
    strata = [{rule.id for rule in stratum} for stratum in sites.knowledge.strata]
    together = any({one.id, two.id} <= stratum for stratum in strata)
    claims: tuple[Claim, ...] = (Fires(one.id, "true"), Fires(two.id, "true"))
    if together:
        claims += (StaysUnknown(first.fact),)
    key = f"classify/{one.id}/{two.id}"
    return Finding(Fault.CONTRADICTION, key, one.place, said, facts, claims, (one.id, two.id))


def _ordered(one: str, two: str, sites: Sites) -> bool:
    """Whether one of the two states that it overrides the other."""
    rules = sites.knowledge.rulebook.rules
    return any(
        override.rule == loser
        for winner, loser in ((one, two), (two, one))
        for override in rules[winner].overrides
    )
