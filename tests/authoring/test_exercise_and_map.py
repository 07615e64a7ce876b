"""What examples and sample sites exercise, and where the map of the rules is empty."""

from __future__ import annotations

import pytest

from recommender.api import recommend
from recommender.authoring.effect_words import sentence
from recommender.authoring.exercise import exercise
from recommender.authoring.exercise_words import sections, summary
from recommender.authoring.health import NO_STAGE, Cell, HealthMap, climates, health_map
from recommender.authoring.health_words import empty_cells
from recommender.authoring.rule_page import rule_page
from recommender.cli.run import run
from recommender.evaluate.scope import Knowledge
from recommender.model.site import SiteProfile
from recommender.model.truth import Truth
from tests.small_world import rule, world

pytestmark = pytest.mark.slow

STORAGE = "recommend: {technologies: [storage]}"


def test_a_way_no_example_takes_is_told() -> None:
    """The examples of `rule` know communities and factories; nothing is said of wind."""
    when = "{any: [{site.type: community}, {resource.wind: true}]}"
    knowledge = world(rule("either", "rep/1", when, STORAGE))
    (found,) = exercise(knowledge.rulebook.active, knowledge, {})
    assert [way.taken for way in found.ways] == [True, False]
    assert [way.label.zh for way in found.untaken] == ["resource.wind"]
    assert found.examples[Truth.TRUE] == ("fires",)
    assert not found.fires_at_a_site


def test_a_sample_site_takes_a_way_as_well() -> None:
    when = "{any: [{site.type: community}, {resource.wind: true}]}"
    knowledge = world(rule("either", "rep/1", when, STORAGE))
    windy = {"windy": SiteProfile({"site.type": "factory", "resource.wind": True})}
    (found,) = exercise(knowledge.rulebook.active, knowledge, windy)
    assert found.untaken == ()
    assert found.ways[1].sites == ("windy",)
    assert found.sites[Truth.TRUE] == ("windy",)


def test_an_unknown_part_takes_no_way() -> None:
    when = "{all: [{site.type: community}, {resource.wind: true}]}"
    knowledge = world(rule("both", "rep/1", when, STORAGE))
    (found,) = exercise(knowledge.rulebook.active, knowledge, {})
    assert [way.taken for way in found.ways] == [False]
    assert "1 种成立的情形，1 种没有" in summary((found,)).zh
    assert [head.zh for head, _ in sections((found,))][1:] == [
        "没有例子也没有示例场地走到的情形",
        "在示例场地上从不触发的规则",
    ]


def test_rules_test_prints_the_table_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "test", "--coverage"]) == 0
    out = capsys.readouterr().out
    assert "每条规则由谁走到" in out and out.rstrip().endswith("0 处不符")


@pytest.fixture(scope="module")
def shipped(knowledge: Knowledge, sites: dict[str, SiteProfile]) -> HealthMap:
    return health_map(knowledge, {name: recommend(one, knowledge) for name, one in sites.items()})


def cell(found: HealthMap, domain: str, climate: str, stage: str) -> Cell:
    return next(
        one for one in found.cells if (one.domain, one.climate, one.stage) == (domain, climate, stage)
    )


def test_the_map_has_every_cell_once(shipped: HealthMap, knowledge: Knowledge) -> None:
    catalogue = knowledge.catalogue
    keys = {(one.domain, one.climate, one.stage) for one in shipped.cells}
    columns = len(catalogue.stages) + 1
    assert len(keys) == len(shipped.cells) == len(catalogue.domains) * len(climates(catalogue)) * columns


def test_a_rule_touches_the_cells_its_situations_allow(shipped: HealthMap) -> None:
    """The community guide's scope rule: communities in any zone, in every stage its technologies start in."""
    scope = "zcc-applies-to-urban-communities"
    assert scope in cell(shipped, "community", "cold", "near").rules
    assert scope not in cell(shipped, "enterprise", "cold", "near").rules
    assert scope not in cell(shipped, "community", "cold", "near").naming


def test_a_rule_naming_a_climate_zone_stands_in_that_zone_only(
    shipped: HealthMap, knowledge: Knowledge
) -> None:
    naming = {key for one in shipped.cells for key in one.naming}
    assert naming, "some rule names a climate zone"
    for key in naming:
        zones = {one.climate for one in shipped.cells if key in one.rules}
        assert zones and zones != set(climates(knowledge.catalogue)), key


def test_sample_sites_stand_in_their_own_cell(shipped: HealthMap) -> None:
    """和一 is an urban community in Shenzhen: hot summer, warm winter."""
    assert "heyi-shenzhen" in cell(shipped, "community", "hot_summer_warm_winter", "near").sites
    assert "heyi-shenzhen" not in cell(shipped, "community", "cold", "near").sites
    assert "heyi-shenzhen" in cell(shipped, "community", "hot_summer_warm_winter", NO_STAGE).sites


def test_empty_cells_are_told_in_words(shipped: HealthMap, knowledge: Knowledge) -> None:
    told = [line.zh for line in empty_cells(shipped, knowledge.catalogue)]
    assert any(line.startswith("没有示例场地：") and "严寒" in line for line in told)
    lacking = {(one.domain, one.climate, one.stage) for one in shipped.cells if not one.rules}
    assert bool(lacking) is any(line.startswith("没有规则：") for line in told)


def test_the_map_prints_one_row_per_cell(shipped: HealthMap, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "map", "--format", "csv"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1 + len(shipped.cells)


def test_the_page_of_a_rule_names_what_it_touches_where_it_can_hold(
    knowledge: Knowledge, sites: dict[str, SiteProfile]
) -> None:
    """Poor resources: costly energy and building technology is advised against, in communities only."""
    page = rule_page(knowledge.rulebook.rules["resource-poor-no-costly-energy"], knowledge, sites)
    assert {domains for _, _, _, domains in page.reach} == {("community",)}
    assert ("discourage", "technology", "microgrid", ("community",)) in page.reach
    assert set(page.sites[Truth.TRUE]) >= {"hongyupo", "poor-community"}
    assert "rich-community" in page.sites[Truth.FALSE]


def test_every_effect_of_the_shipped_rules_has_words(knowledge: Knowledge) -> None:
    for found in knowledge.rulebook.rules.values():
        for effect in found.then:
            words = sentence(effect, knowledge.catalogue)
            assert words.zh.partition("：")[2] and words.en.partition(": ")[2], found.id


def test_a_rule_is_shown_by_title_and_a_wrong_name_gets_a_hint(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "show", "资源贫瘠地区不盲目上高代价技术"]) == 0
    assert "场地类型为社区且可再生资源水平为贫瘠" in capsys.readouterr().out
    assert run(["rules", "show", "resource-poor-no-costly-enrgy"]) == 2
    assert "resource-poor-no-costly-energy" in capsys.readouterr().err
