"""Gaps: sites of which everything is known and which still get nothing, or nothing in one stage."""

from __future__ import annotations

from collections.abc import Iterator

import z3

from recommender.evaluate.decide import decide
from recommender.model.problem import Place
from recommender.model.site import SiteProfile
from recommender.plan.roadmap import plan
from recommender.verify import words
from recommender.verify.finding import Facts, Fault, Finding, NothingIn, holds
from recommender.verify.formula import Formula
from recommender.verify.search import Sites
from recommender.verify.standing import Standing
from recommender.verify.timing import CALENDAR_FACTS, Timing

WISHES = ("plan.include", "plan.veto", "installed.technologies")
DOMAINS = Place("kb/domains.yaml")
_TRIES = 8


def gaps(sites: Sites, standings: dict[str, Standing]) -> Iterator[Finding]:
    """Empty roadmaps and empty stages, domain by domain."""
    for domain, standing in standings.items():
        full = [sites.of_domain(domain), *_everything_known(domain, sites)]
        nothing = [z3.Not(standing.directly(key)) for key in standing.technologies]
        facts = sites.find_full(*full, *nothing)
        label = sites.knowledge.catalogue.domains[domain].label
        if facts is not None:
            said = words.empty(label, None)
            yield Finding(Fault.EMPTY, f"empty/{domain}", DOMAINS, said, facts, (NothingIn(""),))
            continue
        yield from _empty_stages(domain, full, Timing(standing), sites)


def _empty_stages(domain: str, full: list[Formula], timing: Timing, sites: Sites) -> Iterator[Finding]:
    """A stage is empty where nothing is surely in it and the planner finds nothing either."""
    label = sites.knowledge.catalogue.domains[domain].label
    for stage in timing.order:
        filled = [timing.surely_in(key, stage) for key in timing.standing.technologies]
        wanted = [*full, *(z3.Not(way) for way in filled)]
        claims, facts, decided = (NothingIn(stage),), None, False
        for _ in range(_TRIES):
            facts = sites.find_full(*wanted)
            decided = facts is None or _is_empty(claims[0], facts, sites)
            if facts is None or decided:
                break
            wanted.append(z3.Not(z3.And(sites.exactly(facts))))
        name = sites.knowledge.catalogue.stages[stage].label
        key = f"empty/{domain}/{stage}"
        if not decided:
            yield Finding(Fault.UNDECIDED, key, DOMAINS, words.undecided(label, name), {}, ())
        elif facts is not None:
            yield Finding(Fault.EMPTY, key, DOMAINS, words.empty(label, name), facts, claims)


def _is_empty(claim: NothingIn, facts: Facts, sites: Sites) -> bool:
    decision = decide(SiteProfile(facts), sites.knowledge)
    return holds(claim, decision, plan(decision, sites.knowledge).stages)


def _everything_known(domain: str, sites: Sites) -> Iterator[Formula]:
    """Every fact that counts for the domain is known as narrowly as it can be; no wishes, no years."""
    catalogue, made = sites.knowledge.catalogue, sites.formulas
    near = {domain, *catalogue.domains[domain].contains}
    for fact, values in made.space.values.items():
        if fact in (*WISHES, *CALENDAR_FACTS):
            yield z3.Not(made.is_stated(fact))
            continue
        wanted = catalogue.facts[fact].domains
        if wanted and not near.intersection(wanted):
            continue
        yield made.is_known[fact]
        for value in values:
            if len(catalogue.narrower.get(str(value), ())) > 1:
                yield z3.Not(made.stated[fact, value])
