"""The command that puts variants of a site, or several sites, side by side and shows only what differs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from recommender.api import load_knowledge, read_site
from recommender.cli.output import show, write
from recommender.evaluate.scope import Knowledge
from recommender.model.problem import BadInput, Place, Problem
from recommender.model.site import SiteProfile
from recommender.model.stated import Scenario
from recommender.scenario.compare import compare as compared
from recommender.scenario.variant import Variant, variant
from recommender.store.names import plain_names
from recommender.store.restated import restated


def compare(
    paths: Sequence[Path],
    scenarios: Sequence[str],
    settings: Sequence[str],
    removed: Sequence[str],
    off: Sequence[str],
    form: str,
    language: str,
    everything: bool = False,
) -> int:
    """Print the variants side by side. Raises BadInput for bad files, unknown names and a lone variant."""
    knowledge = load_knowledge()
    sites = [(path, read_site(path, knowledge)) for path in paths]
    variants = list(_variants(sites, scenarios, knowledge))
    if settings or removed or off:
        variants += _set(sites, settings, removed, off, knowledge)
    if len(variants) < 2:
        raise BadInput((_alone(paths[0]),))
    comparison = compared(variants, knowledge)
    if form == "json":
        from recommender.render.compare_contract import comparison_to_dict

        body = comparison_to_dict(comparison, knowledge)
        write(json.dumps(body, ensure_ascii=False, indent=2, allow_nan=False) + "\n", None)
    else:
        from recommender.render.compare import write_comparison

        show(
            partial(write_comparison, comparison, knowledge, language=language, everything=everything),
            None,
        )
    return 0


Sites = Sequence[tuple[Path, SiteProfile]]


def _variants(sites: Sites, wanted: Sequence[str], knowledge: Knowledge) -> Iterator[Variant]:
    """Each site as it is, and its scenarios: those named, or all of them where there is only one site."""
    known = {scenario.name for _, site in sites for scenario in site.stated.scenarios}
    unknown = [name for name in wanted if name not in known]
    if unknown:
        raise BadInput(tuple(_unknown(name, known) for name in unknown))
    lone = len(sites) == 1
    for path, site in sites:
        of = "" if lone else _called(path, site, sites)
        yield Variant(of, site)
        for scenario in site.stated.scenarios:
            if scenario.name in wanted or (lone and not wanted):
                yield variant(site, scenario, knowledge.catalogue, of)


def _called(path: Path, site: SiteProfile, sites: Sites) -> str:
    """The name of the site; with the name of the file where another has the same, or where it has none."""
    name = site.facts.get("site.name")
    if not isinstance(name, str):
        return path.stem
    alike = sum(other.facts.get("site.name") == name for _, other in sites)
    return name if alike == 1 else f"{name} {path.stem}"


def _set(
    sites: Sites, settings: Sequence[str], removed: Sequence[str], off: Sequence[str], knowledge: Knowledge
) -> Iterable[Variant]:
    """The variant written on the command line, named by what it states."""
    if len(sites) > 1:
        raise BadInput((_several(),))
    ((_, site),) = sites
    other = restated(site, settings, removed, knowledge.catalogue) if settings or removed else site
    named = (*settings, *(f"--remove {fact}" for fact in removed), *(f"--without {name}" for name in off))
    facts = {fact: other.facts.get(fact) for fact in {**site.facts, **other.facts}}
    changed = {fact: value for fact, value in facts.items() if value != site.facts.get(fact)}
    return (variant(site, Scenario(" ".join(named), changed, tuple(off)), knowledge.catalogue),)


def _unknown(name: str, known: Iterable[str]) -> Problem:
    listed = sorted(known)
    hint = plain_names(listed).hint(name)
    zh = f"有：{'、'.join(listed)}" if listed else "档案里没有写方案（scenarios）"
    en = f"there are: {', '.join(listed)}" if listed else "the profile states no scenarios"
    return Problem(
        Place("--scenario"),
        "E-UNKNOWN",
        f"没有名为“{name}”的方案",
        f"no scenario is called '{name}'",
        hint.zh or zh,
        hint.en or en,
    )


def _alone(path: Path) -> Problem:
    return Problem(
        Place(str(path)),
        "E-ALONE",
        "只有一个方案，没有可比的",
        "there is only one variant, nothing to compare it with",
        "请在档案里写 scenarios（如 scenarios: {加快: {facts: {plan.start_year: 2026}}}），"
        "或加 --set plan.start_year=2026、--without judgement，或再给一个档案",
        "write scenarios in the profile (such as scenarios: {faster: {facts: {plan.start_year: 2026}}}), "
        "or add --set plan.start_year=2026 or --without judgement, or give another profile",
    )


def _several() -> Problem:
    return Problem(
        Place("--set"),
        "E-SETTING",
        "--set、--remove、--without 只用于一个档案，这里给了几个",
        "--set, --remove and --without go with one profile, and here are several",
        "请只给一个档案，或把改动写成档案里的方案（scenarios）",
        "give one profile, or write the change as a scenario in it",
    )
