"""A small site, the rules it is decided by, and variants of it: all of it can be reckoned by hand."""

from __future__ import annotations

from dataclasses import replace

from recommender.evaluate.scope import Knowledge, prepare
from recommender.model.knowledge import FactType, FactValue
from recommender.model.site import SiteProfile
from recommender.model.stated import Scenario
from recommender.scenario.variant import Variant, variant
from tests.small_world import CATALOGUE, fact, rule, world

COMMUNITY = "{site.type: community}"
EITHER = "{site.type: community, any: [{resource.level: rich}, {resource.wind: true}]}"
BOTH = "{site.type: community, resource.level: rich, resource.wind: true}"
REQUIRED = rule("required", "std/1", COMMUNITY, "require: {requirements: {source: std}}")
STORAGE_IF_EITHER = rule("either", "rep/1#p1", EITHER, "recommend: {technologies: [storage]}")
INSULATION_IF_BOTH = rule("both", "rep/1#p2", BOTH, "recommend: {technologies: [insulation]}")
OURS = rule("ours", "rep/1#p3", COMMUNITY, "recommend: {technologies: [microgrid]}", basis="judgement")

FACTS: dict[str, FactValue] = {
    "site.type": "community",
    "site.storeys": 3,
    "resource.level": "poor",
    "resource.wind": False,
}
SITE = SiteProfile(FACTS)
BASE = Variant("", SITE)


def small(*rules: str) -> Knowledge:
    """The small catalogue, which may also state weights, with these rules."""
    weights = {name: fact(name, FactType.NUMBER) for name in WEIGHTS}
    rulebook = world(*rules).rulebook
    return prepare(replace(CATALOGUE, facts={**CATALOGUE.facts, **weights}), rulebook)


WEIGHTS = tuple(f"plan.weight_{name}" for name in ("potential", "economy", "star"))
WORLD = small(REQUIRED, STORAGE_IF_EITHER, INSULATION_IF_BOTH, OURS)


def scenario(
    name: str, off: tuple[str, ...] = (), drop: tuple[str, ...] = (), **facts: FactValue | None
) -> Variant:
    """The small site as a scenario states it; `__` stands for the dot of a fact."""
    stated = {key.replace("__", "."): value for key, value in facts.items()}
    return variant(SITE, Scenario(name, stated, without=off, without_steps=drop), WORLD.catalogue)
