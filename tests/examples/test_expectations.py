"""What a planner who knows the sources expects of each example site (expectations.yaml)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from recommender.api import recommend
from recommender.evaluate.scope import Knowledge
from recommender.model.decision import Decision, Status, Verdict
from recommender.model.roadmap import Roadmap
from recommender.model.site import SiteProfile
from recommender.plan.roles import roles_of, say, whole

ENTRIES = yaml.safe_load((Path(__file__).parent / "expectations.yaml").read_text("utf-8"))
STATUSES = {status.value for status in Status}
VERDICTS = {verdict.value for verdict in Verdict}


@pytest.fixture(scope="module")
def roadmaps(knowledge: Knowledge, sites: dict[str, SiteProfile]) -> dict[str, Roadmap]:
    return {name: recommend(site, knowledge) for name, site in sites.items()}


@pytest.mark.parametrize(
    "entry", ENTRIES, ids=[f"{e['site']}-{e['because']}-{i}" for i, e in enumerate(ENTRIES)]
)
def test_a_planner_finds_what_the_clause_leads_to_expect(
    entry: dict[str, Any], roadmaps: dict[str, Roadmap], knowledge: Knowledge
) -> None:
    found = [
        problem
        for word, wanted in entry["expect"].items()
        for problem in misses(word, wanted, roadmaps[entry["site"]], knowledge)
    ]
    assert not found, f"{entry['says']['zh']} ({entry['because']}): {found}"


def misses(word: str, wanted: Any, roadmap: Roadmap, knowledge: Knowledge) -> list[str]:
    """What of one expectation does not hold, in words."""
    decision = roadmap.decision
    status = {key: decided.status.value for key, decided in decision.technologies.items()}
    if word in STATUSES:
        return [f"{key} is {status[key]}, not {word}" for key in wanted if status[key] != word]
    if word in VERDICTS:
        verdicts = {key: decided.verdict.value for key, decided in decision.requirements.items()}
        return [f"{key} is {verdicts[key]}, not {word}" for key in wanted if verdicts[key] != word]
    match word:
        case "not_recommended":
            return [f"{key} is recommended" for key in wanted if status[key] == "recommended"]
        case "not_excluded":
            return [f"{key} is excluded" for key in wanted if status[key] == "excluded"]
        case "packages" | "no_packages":
            there = {package.id for package in roadmap.packages}
            return [f"package {key}" for key in wanted if (key in there) is (word == "no_packages")]
        case "asks":
            asked = {question.fact for question in roadmap.questions}
            return [f"{key} is not asked" for key in wanted if key not in asked]
        case "warned":
            told = " ".join(notice.text.zh for notice in decision.notices if notice.kind == "warn")
            told += " ".join(text.zh for text in roadmap.warnings)
            return [f"no warning holds {text}" for text in wanted if text not in told]
        case "targets":
            holding = {
                key
                for key, reasons in decision.discouraged_targets.items()
                if any(reason.truth.value == "true" for reason in reasons)
            }
            return [f"target {key} is not discouraged" for key in wanted if key not in holding]
        case "stages":
            return [
                f"{key} is in {roadmap.technologies[key].stage}, not {stage}"
                for stage, keys in wanted.items()
                for key in keys
                if roadmap.technologies[key].stage != stage
            ]
        case "before":
            order = {stage.id: position for position, stage in enumerate(roadmap.stages)}
            return [
                f"{late} comes before {early}"
                for early, keys in wanted.items()
                for late in keys
                if _place(roadmap, late, order) < _place(roadmap, early, order)
            ]
        case "roles":
            return [
                f"{role} of {key or 'the whole'} is {found}, not {actors}"
                for key, told in wanted.items()
                for role, actors in told.items()
                if (found := _actors(roadmap, "" if key == "whole" else key, role)) != set(actors)
            ]
        case "decides" | "proposes":
            return [f"{key}: {said}" for key in wanted if (said := _said(key, decision, knowledge)) != word]
        case "none":
            return [f"{key} is {found}" for key, found in status.items() if found in wanted]
        case _:
            raise AssertionError(f"unknown expectation {word}")


def _actors(roadmap: Roadmap, key: str, role: str) -> set[str]:
    """Who has a role in a technology, or in the plan as a whole for ""."""
    found = whole(roadmap.decision) if not key else roles_of(key, roadmap.decision)
    return {actor for one in found if one.role == role for actor in one.actors}


def _said(key: str, decision: Decision, knowledge: Knowledge) -> str:
    said = say(key, decision, knowledge.catalogue)
    return "" if said is None else {"decide": "decides", "propose": "proposes"}.get(said.value, said.value)


def _place(roadmap: Roadmap, key: str, order: dict[str, int]) -> int:
    stage = roadmap.technologies[key].stage
    return 99 if stage is None else order[stage]
