"""Whether the facts of a profile can stand together: contradictions name both lines, oddities only warn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recommender.model.catalogue import Catalogue
from recommender.model.knowledge import Contradiction, FactValue
from recommender.model.problem import Place, Problem, Severity
from recommender.model.text import NO_TEXT, Text

Facts = Mapping[str, FactValue]
Places = Mapping[str, Place]


def inconsistencies(facts: Facts, places: Places, catalogue: Catalogue) -> Iterator[Problem]:
    """Contradictions between the facts, and facts that do not belong to the kind of site (a warning)."""
    for case in catalogue.contradictions.values():
        if _holds(case, facts, catalogue):
            if case.fact == case.excludes_fact:
                yield _alone(case.fact, case.because, places)
            else:
                yield _pair(case.fact, case.excludes_fact, case.because, facts, places, catalogue)
    for small, large, why in ORDERED:
        yield from _out_of_order(small, large, why, facts, places, catalogue)
    yield from _built_after_start(facts, places, catalogue)
    yield from _wanted_and_vetoed(facts, places, catalogue)
    yield from _city_in_province(facts, places, catalogue)
    yield from _foreign_facts(facts, places, catalogue)


def _holds(case: Contradiction, facts: Facts, catalogue: Catalogue) -> bool:
    """Whether both sides are stated; an unstated fact contradicts nothing."""
    values, excluded = _with_narrower(case.values, catalogue), _with_narrower(case.excludes_values, catalogue)
    if not any(value in values for value in _several(facts, case.fact)):
        return False
    others = _several(facts, case.excludes_fact)
    return any(value in excluded if excluded else value not in values for value in others)


def _several(facts: Facts, fact: str) -> tuple[object, ...]:
    stated = facts.get(fact, ())
    return stated if isinstance(stated, tuple) else (stated,)


def _with_narrower(values: tuple[str, ...], catalogue: Catalogue) -> frozenset[str]:
    return frozenset(narrow for value in values for narrow in catalogue.narrower.get(value, {value}))


def _pair(one: str, two: str, why: Text, facts: Facts, places: Places, catalogue: Catalogue) -> Problem:
    first, second = sorted((one, two), key=lambda fact: (places[fact], fact))
    zh = [
        f"{_on(places[f]).zh}{catalogue.facts[f].label.zh}“{_shown(facts[f], catalogue, 'zh')}”"
        for f in (first, second)
    ]
    en = [f"{f} '{_shown(facts[f], catalogue, 'en')}'{_on(places[f]).en}" for f in (first, second)]
    return Problem(
        places[second],
        "E-CONTRADICTION",
        f"{zh[0]}与{zh[1]}矛盾：{why.zh}",
        f"{en[0]} contradicts {en[1]}: {why.en}",
    )


def _on(place: Place) -> Text:
    """Which line of the profile; nothing where a fact was stated elsewhere, as by a scenario."""
    return Text(f"第 {place.line} 行的", f" on line {place.line}") if place.line else NO_TEXT


def _alone(fact: str, why: Text, places: Places) -> Problem:
    line = places[fact].line
    where = Text(f"第 {line} 行", f"line {line}") if line else Text(f"“{fact}”", fact)
    return Problem(
        places[fact],
        "E-CONTRADICTION",
        f"{where.zh}自相矛盾：{why.zh}",
        f"{where.en} contradicts itself: {why.en}",
    )


def _shown(value: FactValue, catalogue: Catalogue, language: str) -> str:
    several = value if isinstance(value, tuple) else (str(value),)
    return ("、" if language == "zh" else ", ").join(catalogue.label(part).get(language) for part in several)


ORDERED = (
    (
        "plan.start_year",
        "plan.target_year",
        Text("目标年份不能早于规划起始年", "a target year is not before the start year"),
    ),
    (
        "community.households",
        "community.population",
        Text("户数不会多于人口", "there are no more households than people"),
    ),
)
"""Pairs of numbers of which the first is never above the second."""

CHECKED_TOGETHER: tuple[tuple[str, ...], ...] = (
    *((small, large) for small, large, _ in ORDERED),
    ("site.development", "building.year_built", "plan.start_year"),
    ("plan.include", "plan.veto"),
    ("place.province", "place.city"),
)
"""Facts that are looked at together here, beside those the contradictions name."""


def _out_of_order(
    small: str, large: str, why: Text, facts: Facts, places: Places, catalogue: Catalogue
) -> Iterator[Problem]:
    low, high = facts.get(small), facts.get(large)
    if isinstance(low, int) and isinstance(high, int) and low > high:
        yield _pair(small, large, why, facts, places, catalogue)


def _built_after_start(facts: Facts, places: Places, catalogue: Catalogue) -> Iterator[Problem]:
    built, start = facts.get("building.year_built"), facts.get("plan.start_year")
    existing = facts.get("site.development") == "existing"
    if existing and isinstance(built, int) and isinstance(start, int) and built > start:
        why = Text(
            "既有场地的建筑不会在规划起始之后才建成", "an existing site was not built after the plan starts"
        )
        yield _pair("building.year_built", "plan.start_year", why, facts, places, catalogue)


def _wanted_and_vetoed(facts: Facts, places: Places, catalogue: Catalogue) -> Iterator[Problem]:
    vetoed = _several(facts, "plan.veto")
    for technology in (t for t in _several(facts, "plan.include") if t in vetoed):
        label = catalogue.label(str(technology))
        first, second = sorted((places["plan.include"], places["plan.veto"]))
        lines = (
            Text("在第 {0} 行和第 {1} 行", ", on lines {0} and {1}")
            if first.line and second.line
            else NO_TEXT
        )
        yield Problem(
            second,
            "E-CONTRADICTION",
            f"“{label.zh}”{lines.zh.format(first.line, second.line)}既指定纳入又指定排除",
            f"'{label.en}' is both included and vetoed{lines.en.format(first.line, second.line)}",
            "请删去一处",
            "delete one of them",
        )


def _city_in_province(facts: Facts, places: Places, catalogue: Catalogue) -> Iterator[Problem]:
    by_name = {region.name: region for region in catalogue.regions.values()}
    city, province = by_name.get(str(facts.get("place.city"))), by_name.get(str(facts.get("place.province")))
    if city and province and city.province_code != province.code:
        home = next((r.name for r in by_name.values() if r.code == city.province_code), "")
        why = Text(f"{city.name}属于{home}", f"{city.name} lies in {home}")
        yield _pair("place.city", "place.province", why, facts, places, catalogue)


def _foreign_facts(facts: Facts, places: Places, catalogue: Catalogue) -> Iterator[Problem]:
    domain = catalogue.domain_of(str(facts.get("site.type")))
    if domain is None:
        return
    near = {domain.id, *domain.contains}
    for key in facts:
        wanted, label = catalogue.facts[key].domains, catalogue.facts[key].label
        if wanted and not near.intersection(wanted):
            yield Problem(
                places[key],
                "W-OTHER-DOMAIN",
                f"“{label.zh}”不用于{domain.label.zh}，不起作用",
                f"{key} is not used for the domain {domain.id} and has no effect",
                severity=Severity.WARNING,
            )
