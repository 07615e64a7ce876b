"""Technologies no legal site gets, and requirements no legal site meets."""

from __future__ import annotations

from collections.abc import Iterator

import z3

from recommender.model.problem import Place
from recommender.model.text import Text
from recommender.verify import words
from recommender.verify.finding import Facts, Fault, Finding, HasVerdict, Stands
from recommender.verify.search import Sites
from recommender.verify.standing import Standing

NO_LINE = Place("kb")


def technologies(sites: Sites, standings: dict[str, Standing]) -> Iterator[Finding]:
    """Technologies of some domain that come onto the roadmap of no legal site of any."""
    got: set[str] = set()
    homes: dict[str, list[Standing]] = {}
    for domain, standing in standings.items():
        here = sites.of_domain(domain)
        for key in standing.technologies:
            homes.setdefault(key, []).append(standing)
            if key not in got and sites.possible(here, standing.stands(key)):
                got.add(key)
    bare = {domain: sites.find(sites.of_domain(domain)) or {} for domain in standings}
    for key in sites.knowledge.catalogue.technologies:
        if key in homes and key not in got:
            yield _missed(key, homes[key], bare, sites)


def _missed(key: str, homes: list[Standing], bare: dict[str, Facts], sites: Sites) -> Finding:
    """The finding, with a site of its domain where nothing speaks against it and it is still not taken up."""
    standing = homes[0]
    facts = bare[standing.domain]
    if any(say.effect in ("exclude", "discourage") for say in standing.says(key)):
        facts = sites.find(sites.of_domain(standing.domain), standing.admits(key)) or facts
    said = words.no_technology(key, _why(key, homes), sites.knowledge.catalogue)
    return Finding(Fault.NO_TECHNOLOGY, f"technology/{key}", NO_LINE, said, facts, (Stands(key, False),))


def _why(key: str, homes: list[Standing]) -> Text:
    effects = {say.effect for standing in homes for say in standing.says(key)}
    if "recommend" in effects:
        return words.NEVER_WINS
    return words.ONLY_PERMITTED if "permit" in effects else words.UNSUPPORTED


def requirements(sites: Sites, standings: dict[str, Standing]) -> Iterator[Finding]:
    """Requirements that apply to no legal site and are for reference at none."""
    standing = next(iter(standings.values()), None)
    for key, requirement in sites.knowledge.catalogue.requirements.items() if standing else ():
        assert standing is not None
        verdict = standing.verdict(key)
        if not sites.possible(z3.Or(verdict.applicable, verdict.reference)):
            facts = sites.find(z3.Not(verdict.open)) or sites.find() or {}
            said = words.no_requirement(key, sites.knowledge.catalogue)
            claims = (HasVerdict(key, "not_applicable"),)
            yield Finding(
                Fault.NO_REQUIREMENT, f"requirement/{key}", Place(requirement.clause), said, facts, claims
            )
