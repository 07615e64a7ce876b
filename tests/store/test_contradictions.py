"""Facts that cannot stand together are errors naming both lines; what only differs from a table is told."""

from __future__ import annotations

import pytest

from recommender.api import recommend
from recommender.evaluate.scope import Knowledge
from recommender.model.problem import BadInput
from recommender.store.profile import read_profile


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("utility.gas: 未接入", "utility.fossil_use: [燃气烹饪]"),
        ("enterprise.energy_class: 非高耗能", "enterprise.sector: [水泥]"),
        ("plan.start_year: 2030", "plan.target_year: 2028"),
        ("community.households: 5000", "community.population: 100"),
        ("site.setting: 农村", "site.works: [暂无工程, 建筑改造]"),
    ],
)
def test_both_lines_of_a_contradiction_are_named(first: str, second: str, knowledge: Knowledge) -> None:
    site = "企业" if "enterprise" in first else "社区"
    text = f"site.type: {site}\n{first}\n{second}\n"
    with pytest.raises(BadInput) as bad:
        read_profile("site.yaml", text.encode(), knowledge.catalogue)
    said = [problem for problem in bad.value.problems if problem.code == "E-CONTRADICTION"]
    assert len(said) == 1
    assert said[0].place.line == 3
    assert "3" in said[0].zh


def test_gas_that_is_there_may_be_used(knowledge: Knowledge) -> None:
    text = "site.type: 社区\nutility.gas: 已接入\nutility.fossil_use: [燃气烹饪]\n"
    assert read_profile("site.yaml", text.encode(), knowledge.catalogue).facts["utility.gas"]


def test_a_zone_other_than_the_table_gives_holds_but_is_told(knowledge: Knowledge) -> None:
    text = "site.type: 城市社区\nplace.city: 哈尔滨市\nplace.climate_zone: 夏热冬暖\n"
    roadmap = recommend(read_profile("site.yaml", text.encode(), knowledge.catalogue), knowledge)
    assert roadmap.decision.value("place.climate_zone") == "hot_summer_warm_winter"
    assert any("夏热冬暖" in text.zh and "严寒" in text.zh for text in roadmap.warnings)


def test_a_wish_beside_a_source_is_shown_as_the_planners(knowledge: Knowledge) -> None:
    text = "site.type: 社区\nresource.level: 贫瘠\nplan.include: [direct-current-microgrid]\n"
    roadmap = recommend(read_profile("site.yaml", text.encode(), knowledge.catalogue), knowledge)
    said = next(item for item in roadmap.conflicts if item.technologies == ("direct-current-microgrid",))
    assert "规划师" in said.text.zh
    assert "（）" not in said.text.zh
