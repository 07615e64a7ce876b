"""`tanlu what-if`: only what moves, old → new, with the rule behind it; bad facts told in one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recommender.cli.what_if import what_if
from recommender.evaluate.scope import Knowledge
from recommender.model.problem import BadInput
from recommender.model.site import SiteProfile
from recommender.store.restated import restated

ROOT = Path(__file__).parent.parent.parent
HONGYUPO = ROOT / "examples" / "hongyupo.yaml"


def moves(capsys: pytest.CaptureFixture[str], *settings: str, removed: tuple[str, ...] = ()) -> dict:  # type: ignore[type-arg]
    assert what_if(HONGYUPO, settings, removed, "json", "zh") == 0
    return json.loads(capsys.readouterr().out)  # type: ignore[no-any-return]


def test_a_rich_site_no_longer_has_costly_technology_advised_against(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = moves(capsys, "resource.level=富集")
    assert found["stated"] == [{"fact": "resource.level", "before": "poor", "after": "rich"}]
    design = next(move for move in found["moves"] if move["id"] == "zero-carbon-building-design")
    # sps2/5.3: poor places are advised against costly energy technology, rich ones are to promote it
    assert design["shifts"][0]["before"]["zh"] == "有争议，倾向反对"
    assert design["shifts"][0]["after"]["zh"] == "推荐"
    assert "resource-poor-no-costly-energy" in {cause["rule"] for cause in design["causes"]}


def test_what_is_stated_as_it_was_moves_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    found = moves(capsys, "resource.level=贫瘠")
    assert (found["stated"], found["moves"]) == ([], [])


def test_a_withdrawn_fact_is_unknown(knowledge: Knowledge, sites: dict[str, SiteProfile]) -> None:
    other = restated(sites["hongyupo"], (), ("可再生资源水平",), knowledge.catalogue)
    assert "resource.level" not in other.facts


def test_values_are_written_as_in_a_profile(knowledge: Knowledge, sites: dict[str, SiteProfile]) -> None:
    settings = ("building.storeys=7层", "site.works=新建建筑、道路改造")
    other = restated(sites["hongyupo"], settings, (), knowledge.catalogue)
    assert other.facts["building.storeys"] == 7
    assert other.facts["site.works"] == ("new_building", "road")


@pytest.mark.parametrize(
    ("settings", "removed", "code"),
    [
        (("resource.level=富",), (), "E-VALUE"),
        (("resource.levl=富集",), (), "E-UNKNOWN"),
        (("resource.level",), (), "E-SETTING"),
        (("resource.level=富集", "可再生资源水平=贫瘠"), (), "E-TWICE"),
        (("resource.level=富集",), ("resource.level",), "E-TWICE"),
        ((), ("site.type",), "E-SITE-TYPE"),
        (("site.type=农村社区", "site.setting=城市"), (), "E-CONTRADICTION"),
    ],
)
def test_what_cannot_be_is_refused(
    settings: tuple[str, ...],
    removed: tuple[str, ...],
    code: str,
    knowledge: Knowledge,
    sites: dict[str, SiteProfile],
) -> None:
    with pytest.raises(BadInput) as refused:
        restated(sites["hongyupo"], settings, removed, knowledge.catalogue)
    assert {problem.code for problem in refused.value.problems} == {code}
