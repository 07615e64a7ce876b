"""Rules are collected, never applied in file order: the rulebook read backwards gives the same plan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recommender.api import recommend
from recommender.evaluate.scope import Knowledge, prepare
from recommender.model.roadmap import Roadmap
from recommender.model.site import SiteProfile
from tests.conftest import EXAMPLES

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def backwards(knowledge: Knowledge) -> Knowledge:
    turned = dict(reversed(knowledge.rulebook.rules.items()))
    return prepare(knowledge.catalogue, replace(knowledge.rulebook, rules=turned))


@pytest.mark.parametrize("name", [path.stem for path in EXAMPLES])
def test_the_order_of_rules_changes_nothing(
    name: str, knowledge: Knowledge, backwards: Knowledge, sites: dict[str, SiteProfile]
) -> None:
    site = sites[name]
    assert content(recommend(site, backwards)) == content(recommend(site, knowledge))


def content(roadmap: Roadmap) -> dict[str, object]:
    """Everything decided and planned; reasons as a set, since their order follows the rulebook."""
    decision = roadmap.decision
    return {
        "known": {fact: seen.value for fact, seen in decision.observations.items()},
        "statuses": {
            key: (item.status, item.lean, item.unknown_facts, frozenset(item.reasons))
            for key, item in decision.technologies.items()
        },
        "verdicts": {
            key: (item.verdict, item.unknown_facts, frozenset(item.reasons))
            for key, item in decision.requirements.items()
        },
        "stages": roadmap.stages,
        "scores": {
            key: (item.score.value, item.score.points, item.stability, item.prepare_now)
            for key, item in roadmap.technologies.items()
        },
        "packages": roadmap.packages,
        "questions": [(item.fact, item.settles) for item in roadmap.questions],
    }
