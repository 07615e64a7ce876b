"""The command that scores a site by the indicators written for its kind, or says that there are none."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recommender.api import load_knowledge, read_site, recommend, switched
from recommender.assess.readings import Readings, chosen
from recommender.assess.scorecard import scorecard, standards_of
from recommender.cli.output import show, write
from recommender.evaluate.scope import Knowledge
from recommender.model.problem import BadInput, Place, Problem
from recommender.model.roadmap import Roadmap
from recommender.model.scoring import Scorecard
from recommender.model.text import Text
from recommender.render.view import title

if TYPE_CHECKING:
    from rich.console import Console

ARGUMENT = "--reading"
NO_SYSTEM = Text(
    "所收的文献没有为这类场地规定指标，不能评分",
    "No recorded source lays down indicators for this kind of site, so it cannot be scored",
)


def print_score(
    site: Path,
    settings: Sequence[str],
    form: str,
    language: str,
    everything: bool = False,
    listed: bool = False,
    off: Sequence[str] = (),
) -> int:
    """Print the score of a site, or with `listed` the readings it can be scored with. Raises BadInput.

    JSON: the keys of render/score_contract.py; for a community those of render/community_score.py; with
    `listed` {readings: […]}; {standard: null, says: {zh, en}} where no indicators are written for the site.
    """
    knowledge = switched(load_knowledge(), off)
    profile = read_site(site, knowledge)
    readings = _settings(settings)
    used = chosen({**profile.stated.readings, **readings}, knowledge.catalogue, Place(ARGUMENT))
    if listed:
        return _print_readings(used, knowledge, form, language)
    if not standards_of(profile, knowledge.catalogue):
        return _print_nothing(form, language)
    roadmap = recommend(profile, knowledge)
    card = scorecard(profile, roadmap, knowledge, readings)
    if card is None:
        return _print_community(roadmap, knowledge, form, language)
    if form == "json":
        from recommender.render.score_contract import score_dict

        return _write(score_dict(card, knowledge))
    show(partial(_draw, card, roadmap, knowledge, language, everything), None)
    return 0


def _draw(
    card: Scorecard,
    roadmap: Roadmap,
    knowledge: Knowledge,
    language: str,
    everything: bool,
    console: Console,
) -> None:
    from recommender.render.score_text import write_score

    write_score(card, title(roadmap.decision, knowledge), knowledge, console, language, everything)


def _print_community(roadmap: Roadmap, knowledge: Knowledge, form: str, language: str) -> int:
    from recommender.assess.community import community_score
    from recommender.render.community_score import sections, to_dict

    score = community_score(roadmap, knowledge)
    if form == "json":
        return _write(to_dict(score, knowledge))
    head = (title(roadmap.decision, knowledge), ())
    return _show((head, *sections(score, knowledge)), language)


def _print_readings(used: Readings, knowledge: Knowledge, form: str, language: str) -> int:
    if form == "json":
        from recommender.render.score_contract import readings_dict

        return _write(readings_dict(knowledge.catalogue, used))
    from recommender.render.score_words import readings_lines

    return _show(readings_lines(knowledge.catalogue, used), language)


def _print_nothing(form: str, language: str) -> int:
    if form == "json":
        return _write({"standard": None, "says": NO_SYSTEM.to_dict()})
    write(f"{NO_SYSTEM.get(language)}\n", None)
    return 0


def _show(sections: Iterable[tuple[Text, tuple[Text, ...]]], language: str) -> int:
    from recommender.render.text import write_sections

    show(lambda console: write_sections(sections, console, language), None)
    return 0


def _write(body: dict[str, Any]) -> int:
    write(json.dumps(body, ensure_ascii=False, indent=2, allow_nan=False) + "\n", None)
    return 0


def _settings(settings: Sequence[str]) -> dict[str, str]:
    """Name → option of each `name=option`. Raises BadInput for one written otherwise or named twice."""
    found: dict[str, str] = {}
    for setting in settings:
        name, equals, option = (part.strip() for part in setting.partition("="))
        if not (name and equals and option):
            raise BadInput((_no_setting(setting),))
        if name in found:
            raise BadInput((_twice(name),))
        found[name] = option
    return found


def _no_setting(setting: str) -> Problem:
    return Problem(
        Place(ARGUMENT),
        "E-SETTING",
        f"“{setting}”不是“名称=选法”",
        f"'{setting}' is no name=option",
        "请写成 veto=points_only 这样，--readings 列出全部",
        "write it like veto=points_only; --readings lists them all",
    )


def _twice(name: str) -> Problem:
    return Problem(
        Place(ARGUMENT),
        "E-TWICE",
        f"读法“{name}”写了两次",
        f"the reading '{name}' is given twice",
        "请删去一处",
        "delete one of them",
    )
