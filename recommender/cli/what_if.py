"""The command that states some facts of a site otherwise and shows only what moves, old → new."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recommender.api import load_knowledge, read_site, recommend, switched
from recommender.authoring.causes import Side
from recommender.authoring.comparison_words import site_dict, site_lines
from recommender.authoring.site_changes import SiteChange, site_change
from recommender.cli.output import show, write
from recommender.model.catalogue import Catalogue
from recommender.model.site import SiteProfile
from recommender.model.text import Text
from recommender.render.contract import plain
from recommender.render.words import fact_words, value_words
from recommender.store.restated import restated

if TYPE_CHECKING:
    from rich.console import Console

STATED = Text("假设", "Supposed")
_NOTHING = Text("没有一行结论因此改变", "No line of the advice moves")


def what_if(
    path: Path,
    settings: Sequence[str],
    removed: Sequence[str],
    form: str,
    language: str,
    off: Sequence[str] = (),
) -> int:
    """Print what moves at the site when these facts are stated otherwise. Raises BadInput."""
    knowledge = switched(load_knowledge(), off)
    site = read_site(path, knowledge)
    other = restated(site, settings, removed, knowledge.catalogue)
    sides = [Side(knowledge, recommend(profile, knowledge)) for profile in (site, other)]
    change = site_change(path.stem, sides[0], sides[1], ())
    if form == "json":
        body = {"stated": _stated_dicts(site, other), **site_dict(change)}
        write(json.dumps(body, ensure_ascii=False, indent=2) + "\n", None)
    else:
        show(partial(_draw, site, other, change, knowledge.catalogue, language), None)
    return 0


def _draw(
    site: SiteProfile,
    other: SiteProfile,
    change: SiteChange,
    catalogue: Catalogue,
    language: str,
    console: Console,
) -> None:
    from recommender.render.text import write_sections

    count = len(change.moves)
    head = Text(f"有变的 {count} 行", f"{count} lines that move")
    sections = (
        (STATED, tuple(_stated_lines(site, other, catalogue))),
        (head, tuple(site_lines(change)) or (_NOTHING,)),
    )
    write_sections(sections, console, language)


def _restated_facts(site: SiteProfile, other: SiteProfile) -> list[str]:
    both = dict.fromkeys((*site.facts, *other.facts))
    return [fact for fact in both if site.facts.get(fact) != other.facts.get(fact)]


def _stated_lines(site: SiteProfile, other: SiteProfile, catalogue: Catalogue) -> Iterator[Text]:
    for fact in _restated_facts(site, other):
        label = fact_words(fact, catalogue)
        was, now = (value_words(fact, profile.facts.get(fact), catalogue) for profile in (site, other))
        yield Text(f"{label.zh}：{was.zh} → {now.zh}", f"{label.en}: {was.en} → {now.en}")


def _stated_dicts(site: SiteProfile, other: SiteProfile) -> list[dict[str, Any]]:
    return [
        {"fact": fact, "before": plain(site.facts.get(fact)), "after": plain(other.facts.get(fact))}
        for fact in _restated_facts(site, other)
    ]
