"""Whether the facts of a profile can stand together: contradictions name both lines, oddities only warn."""

from __future__ import annotations

from collections.abc import Mapping

from recommender.model.catalogue import Catalogue
from recommender.model.knowledge import Domain, FactValue
from recommender.model.problem import Place, Problem, Severity
from recommender.model.text import Text
from recommender.store.contradictions import CONTRADICTIONS
from recommender.store.findings import Findings

Facts = Mapping[str, FactValue]
Places = Mapping[str, Place]


def check_consistency(facts: Facts, places: Places, catalogue: Catalogue, findings: Findings) -> None:
    """Report contradictions between the facts, and facts that do not belong to the kind of site."""
    for case in CONTRADICTIONS:
        if not case.first.holds(facts, catalogue):
            continue
        if case.second is None:
            findings.problems.append(_alone(case.first.fact, case.why, places))
        elif case.second.holds(facts, catalogue):
            findings.problems.append(
                _pair(case.first.fact, case.second.fact, case.why, facts, places, catalogue)
            )
    _built_after_start(facts, places, catalogue, findings)
    _wanted_and_vetoed(facts, places, catalogue, findings)
    _city_in_province(facts, places, catalogue, findings)
    _foreign_facts(facts, places, catalogue, findings)


def domain_of(site_type: FactValue | None, catalogue: Catalogue) -> Domain | None:
    """The domain a site type belongs to, by itself or by a broader type."""
    if not isinstance(site_type, str):
        return None
    types = (site_type, *catalogue.broader_chain(site_type))
    for domain in catalogue.domains.values():
        if any(kind in domain.site_types for kind in types):
            return domain
    return None


def _pair(one: str, two: str, why: Text, facts: Facts, places: Places, catalogue: Catalogue) -> Problem:
    first, second = sorted((one, two), key=lambda fact: (places[fact], fact))
    zh = [
        f"第 {places[f].line} 行的{catalogue.facts[f].label.zh}“{_shown(facts[f], catalogue, 'zh')}”"
        for f in (first, second)
    ]
    en = [f"{f} '{_shown(facts[f], catalogue, 'en')}' on line {places[f].line}" for f in (first, second)]
    return Problem(
        places[second],
        "E-CONTRADICTION",
        f"{zh[0]}与{zh[1]}矛盾：{why.zh}",
        f"{en[0]} contradicts {en[1]}: {why.en}",
    )


def _alone(fact: str, why: Text, places: Places) -> Problem:
    return Problem(
        places[fact],
        "E-CONTRADICTION",
        f"第 {places[fact].line} 行自相矛盾：{why.zh}",
        f"line {places[fact].line} contradicts itself: {why.en}",
    )


def _shown(value: FactValue, catalogue: Catalogue, language: str) -> str:
    several = value if isinstance(value, tuple) else (str(value),)
    return ("、" if language == "zh" else ", ").join(catalogue.label(part).get(language) for part in several)


def _built_after_start(facts: Facts, places: Places, catalogue: Catalogue, findings: Findings) -> None:
    built, start = facts.get("building.year_built"), facts.get("plan.start_year")
    if (
        facts.get("site.development") == "existing"
        and isinstance(built, int)
        and isinstance(start, int)
        and built > start
    ):
        why = Text(
            "既有场地的建筑不会在规划起始之后才建成", "an existing site was not built after the plan starts"
        )
        findings.problems.append(
            _pair("building.year_built", "plan.start_year", why, facts, places, catalogue)
        )


def _wanted_and_vetoed(facts: Facts, places: Places, catalogue: Catalogue, findings: Findings) -> None:
    wanted, vetoed = facts.get("plan.include"), facts.get("plan.veto")
    if not isinstance(wanted, tuple) or not isinstance(vetoed, tuple):
        return
    for technology in (t for t in wanted if t in vetoed):
        label = catalogue.label(technology)
        first, second = sorted((places["plan.include"], places["plan.veto"]))
        findings.problems.append(
            Problem(
                second,
                "E-CONTRADICTION",
                f"“{label.zh}”在第 {first.line} 行和第 {second.line} 行既指定纳入又指定排除",
                f"'{label.en}' is both included and vetoed, on lines {first.line} and {second.line}",
                "请删去一处",
                "delete one of them",
            )
        )


def _city_in_province(facts: Facts, places: Places, catalogue: Catalogue, findings: Findings) -> None:
    by_name = {region.name: region for region in catalogue.regions.values()}
    city, province = by_name.get(str(facts.get("place.city"))), by_name.get(str(facts.get("place.province")))
    if city and province and city.province_code != province.code:
        home = next((r.name for r in by_name.values() if r.code == city.province_code), "")
        why = Text(f"{city.name}属于{home}", f"{city.name} lies in {home}")
        findings.problems.append(_pair("place.city", "place.province", why, facts, places, catalogue))


def _foreign_facts(facts: Facts, places: Places, catalogue: Catalogue, findings: Findings) -> None:
    domain = domain_of(facts.get("site.type"), catalogue)
    if domain is None:
        return
    near = {domain.id, *domain.contains}
    for key in facts:
        wanted = catalogue.facts[key].domains
        if wanted and not near.intersection(wanted):
            label = catalogue.facts[key].label
            findings.problems.append(
                Problem(
                    places[key],
                    "W-OTHER-DOMAIN",
                    f"“{label.zh}”不用于{domain.label.zh}，不起作用",
                    f"{key} is not used for the domain {domain.id} and has no effect",
                    severity=Severity.WARNING,
                )
            )
