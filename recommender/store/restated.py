"""A site profile with some facts stated otherwise or withdrawn, as written on a command line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from recommender.model.catalogue import Catalogue
from recommender.model.knowledge import FactValue
from recommender.model.problem import BadInput, Place, Problem, by_place, refuse_errors
from recommender.model.site import SiteProfile
from recommender.model.text import Text
from recommender.store.consistency import inconsistencies
from recommender.store.findings import Findings
from recommender.store.names import Vocabulary
from recommender.store.nodes import Mapping, Scalar, parse_nodes
from recommender.store.profile import PROFILE_LIMITS
from recommender.store.stated_facts import stated_entries
from recommender.store.values import read_value

ARGUMENT = "FACT=VALUE"
_FACT = Text("事实", "fact")


def restated(
    site: SiteProfile, settings: Iterable[str], removed: Iterable[str], catalogue: Catalogue
) -> SiteProfile:
    """The profile with each `fact=value` put in and each removed fact unknown. Raises BadInput.

    Names and values are those a profile may use: ids or labels, numbers with units, lists.
    """
    names, findings = Vocabulary(catalogue), Findings(ARGUMENT)
    stated, places = _read(tuple(settings), names, findings)
    gone = _named(tuple(removed), names, findings)
    for fact in gone.intersection(stated):
        label = catalogue.facts[fact].label
        findings.problems.append(
            Problem(
                places[fact],
                "E-TWICE",
                f"“{label.zh}”（{fact}）既改又删",
                f"{fact} is both stated and removed",
                "请只留一个",
                "keep one of them",
            )
        )
    refuse_errors(findings.problems)
    facts = {fact: value for fact, value in {**site.facts, **stated}.items() if fact not in gone}
    at = {fact: place for fact, place in {**site.places, **places}.items() if fact not in gone}
    if "site.type" not in facts:
        raise BadInput((_no_type(names),))
    findings.problems += inconsistencies(facts, {**dict.fromkeys(facts, Place(ARGUMENT)), **at}, catalogue)
    refuse_errors(findings.problems)
    sources = {fact: clause for fact, clause in site.sources.items() if fact in facts and fact not in stated}
    warnings = tuple(sorted({*site.warnings, *findings.problems}, key=by_place))
    return replace(site, facts=facts, places=at, sources=sources, warnings=warnings)


def _read(
    settings: tuple[str, ...], names: Vocabulary, findings: Findings
) -> tuple[dict[str, FactValue], dict[str, Place]]:
    facts: dict[str, FactValue] = {}
    places: dict[str, Place] = {}
    for setting in settings:
        fact, equals, value = setting.partition("=")
        if not (fact.strip() and equals and value.strip()) or "\n" in setting:
            raise BadInput((_no_setting(setting),))
        root = parse_nodes(f"{fact.strip()}: {value.strip()}", ARGUMENT, PROFILE_LIMITS)
        if not isinstance(root, Mapping):
            raise BadInput((_no_setting(setting),))
        for key, entry in stated_entries(root, names, findings):
            found = read_value(entry.value, names.catalogue.facts[key], names, findings)
            if key in facts:
                raise BadInput((_twice(key, names.catalogue),))
            if found is not None:
                facts[key], places[key] = found, findings.at(entry.key)
    return facts, places


def _named(removed: tuple[str, ...], names: Vocabulary, findings: Findings) -> set[str]:
    gone: set[str] = set()
    for text in removed:
        root = parse_nodes(text.strip() or '""', "--remove", PROFILE_LIMITS)
        if isinstance(root, Scalar):
            found = findings.one(root, _FACT, names.facts)
            if found is not None:
                gone.add(found)
    return gone


def _no_setting(setting: str) -> Problem:
    return Problem(
        Place(ARGUMENT),
        "E-SETTING",
        f"“{setting}”不是“事实=值”",
        f"'{setting}' is no FACT=VALUE",
        "请写成 resource.level=富集 这样",
        "write it like resource.level=rich",
    )


def _twice(fact: str, catalogue: Catalogue) -> Problem:
    label = catalogue.facts[fact].label
    return Problem(
        Place(ARGUMENT),
        "E-TWICE",
        f"“{label.zh}”（{fact}）写了两次",
        f"{fact} is stated twice",
        "请删去一处",
        "delete one of them",
    )


def _no_type(names: Vocabulary) -> Problem:
    kinds = names.concepts("site_type").listed()
    return Problem(
        Place("--remove"),
        "E-SITE-TYPE",
        "场地类型（site.type）不能删去",
        "the site type (site.type) cannot be removed",
        kinds.zh,
        kinds.en,
    )
