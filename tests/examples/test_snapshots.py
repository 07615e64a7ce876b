"""Reviewed snapshots of every example site; TANLU_SNAPSHOTS=1 writes them anew, the diff is then read."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from recommender.api import recommend
from recommender.evaluate.scope import Knowledge
from recommender.model.site import SiteProfile
from recommender.render.contract import to_contract
from tests.conftest import EXAMPLES
from tests.examples.summary import summary

pytestmark = pytest.mark.slow

SNAPSHOTS = Path(__file__).parent / "snapshots"


@pytest.mark.parametrize("name", [path.stem for path in EXAMPLES])
def test_the_roadmap_is_the_reviewed_one(
    name: str, knowledge: Knowledge, sites: dict[str, SiteProfile]
) -> None:
    path = SNAPSHOTS / f"{name}.txt"
    text = summary(recommend(sites[name], knowledge), knowledge)
    if os.environ.get("TANLU_SNAPSHOTS"):
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


def test_no_snapshot_without_its_site() -> None:
    assert {path.stem for path in SNAPSHOTS.glob("*.txt")} == {path.stem for path in EXAMPLES}


def test_different_sites_get_visibly_different_roadmaps(
    knowledge: Knowledge, sites: dict[str, SiteProfile]
) -> None:
    names = ("hongyupo", "heyi-shenzhen", "dongtang-jiangshan", "shibo-shanghai")
    names += ("cement-works", "electronics-factory")
    steps = {
        name: {
            (stage.id, step.technology, step.action)
            for stage in recommend(sites[name], knowledge).stages
            for step in stage.steps
        }
        for name in names
    }
    for one in names:
        for other in names:
            if one < other:
                assert len(steps[one] ^ steps[other]) >= 8, f"{one} and {other}"


@pytest.mark.parametrize("name", ["heyi-shenzhen", "cement-works"])
def test_the_same_input_gives_the_same_bytes(
    name: str, knowledge: Knowledge, sites: dict[str, SiteProfile]
) -> None:
    once, again = (
        json.dumps(to_contract(recommend(sites[name], knowledge), knowledge), ensure_ascii=False)
        for _ in range(2)
    )
    assert once == again


def test_nothing_unticked_is_offered_to_an_enterprise(
    knowledge: Knowledge, sites: dict[str, SiteProfile]
) -> None:
    """Table 4-5: 24 rows ticked for 高耗能, 14 of them also for 非高耗能 (counted in the source)."""
    rows = [row for row in knowledge.catalogue.assessments.values() if row.table == "4-5"]
    unticked = {row.technology for row in rows if not row.non_high_energy}
    assert (len(rows), len(unticked)) == (24, 10)
    decision = recommend(sites["electronics-factory"], knowledge).decision
    assert {decision.technologies[key].status.value for key in unticked} == {"excluded"}
    tables = {
        decided.rating.table
        for decided in decision.technologies.values()
        if decided.stands and decided.rating is not None
    }
    assert tables == {"4-5"}
