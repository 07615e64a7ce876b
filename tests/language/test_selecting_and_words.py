"""Selectors pick what they name; conditions read aloud; rules come in layers."""

# ruff: noqa: E501  (golden sentences stand whole)
from __future__ import annotations

import pytest

from recommender.language.conditions import read_condition
from recommender.language.names import Context, RuleNames
from recommender.language.select import can_select, select_requirements, select_technologies
from recommender.language.strata import cycles, strata
from recommender.language.words import describe
from recommender.model.effect import RequirementSelector, Span, TechnologySelector
from recommender.model.text import Text
from recommender.store.findings import Findings
from recommender.store.nodes import parse_nodes

TECHNOLOGIES = [
    (TechnologySelector(ids=("wind-power", "solar-power")), ("solar-power", "wind-power")),
    (TechnologySelector(field=("water",)), ("rain-garden", "leak-repair")),
    (TechnologySelector(field=("water",), excepting=("leak-repair",)), ("rain-garden",)),
    (TechnologySelector(list=("sps2-5.2",)), ("rain-garden",)),
    (TechnologySelector(clause=("zcc/7.1",)), ("solar-power",)),
    (TechnologySelector(clause=("zcc/7",)), ("solar-power", "leak-repair")),
    (TechnologySelector(table=("7-2",)), ("solar-power", "wind-power")),
    (TechnologySelector(table=("7-2",), economy=Span(2)), ("solar-power",)),
    (TechnologySelector(economy=Span(3)), ("solar-power",)),
    (
        TechnologySelector(economy=Span(high=2)),
        (),
    ),  # the site's own row of solar-power has three; wind has none
    (TechnologySelector(group=("可再生能源",)), ("solar-power",)),
]


@pytest.mark.parametrize(("selector", "ids"), TECHNOLOGIES)
def test_technologies(catalogue, selector, ids):
    def rating_of(technology):
        return next((r for r in catalogue.assessments_of.get(technology, ()) if r.table == "6-2"), None)

    assert select_technologies(selector, catalogue, rating_of) == ids


def test_what_some_site_can_select(catalogue):
    assert can_select(TechnologySelector(economy=Span(high=2)), catalogue)
    assert not can_select(TechnologySelector(field=("water",), star=Span(1)), catalogue)


@pytest.mark.parametrize(
    ("selector", "ids"),
    [
        (RequirementSelector(clause=("zcc/7.1.2",)), ("zcc-7.1.2-1",)),
        (RequirementSelector(clause=("zcc/7",)), ("zcc-7.1.2-1", "zcc-7.4-1")),
        (RequirementSelector(clause=("zcc/7",), modality=("shall",)), ("zcc-7.4-1",)),
        (RequirementSelector(source=("zcc",), excepting=("zcc-7.4-1",)), ("zcc-7.1.2-1",)),
        (RequirementSelector(field=("water",)), ("zcc-7.4-1",)),
    ],
)
def test_requirements(catalogue, selector, ids):
    assert select_requirements(selector, catalogue) == ids


@pytest.mark.parametrize(
    ("when", "zh", "en"),
    [
        (
            "{community.form: 城中村, utility.septic_tanks: true}",
            "社区形态为城中村且有化粪池",
            "community form is urban village and septic tanks present",
        ),
        ("{utility.septic_tanks: false}", "没有化粪池", "not “septic tanks present”"),
        ("{not: {resource.roof_rich: true}}", "屋顶资源不丰富", "not “plenty of roof”"),
        ("{place.northern: false}", "并非“北方城市”", "not “northern city”"),
        (
            "{community.form: [老旧小区, 城中村]}",
            "社区形态为老旧小区或城中村",
            "community form is old quarter or urban village",
        ),
        ("{not: {community.form: 城中村}}", "社区形态不是城中村", "community form is not urban village"),
        ("{population.groups: 儿童}", "人群特征含儿童", "population groups includes children"),
        (
            "{population.groups: {all_of: [儿童, 老龄化]}}",
            "人群特征同时含儿童、老龄化",
            "population groups includes all of children, ageing population",
        ),
        (
            "{population.groups: {none_of: [儿童]}}",
            "人群特征不含儿童",
            "population groups does not include children",
        ),
        (
            "{building.storeys: {at_most: 4}}",
            "主要层数不超过4层",
            "main number of storeys is at most 4 storeys",
        ),
        ("{building.year_built: {below: 2000}}", "建成年份早于2000年", "year built is less than 2000"),
        (
            "{building.area: {between: [1, 3 万平方米]}}",
            "总建筑面积在1至30000平方米之间",
            "total floor area is between 1 and 30000 m2",
        ),
        (
            "{all: [{site.type: 社区}, {any: [{place.northern: true}, {building.storeys: 3}]}]}",
            "场地类型为社区且（北方城市，或主要层数为3层）",
            "site type is community and (northern city, or main number of storeys is 3 storeys)",
        ),
        (
            "{not: {any: [{place.northern: true}, {site.name: 甲}]}}",
            "并非（北方城市，或名称为甲）",
            "not (northern city, or name is 甲)",
        ),
    ],
)
def test_conditions_read_aloud(catalogue, when, zh, en):
    findings = Findings("w")
    condition = read_condition(parse_nodes(when, "w"), Context(RuleNames(catalogue), findings))
    assert findings.problems == []
    assert describe(condition, catalogue) == Text(zh, en)


def test_no_condition_reads_aloud(catalogue):
    assert describe(None, catalogue) == Text("任何场地", "any site")


RULES = """\
rules:
  - {id: reads, %s, when: {community.size: large}, then: [{ask: [site.name]}], %s}
  - {id: derives, %s, when: {community.form: 城中村}, then: [{classify: {fact: community.size, value: large}}], %s}
  - {id: first, %s, when: {site.type: 社区}, then: [{classify: {fact: community.form, value: 城中村}}], %s}
  - {id: apart, %s, when: {place.northern: true}, then: [{ask: [site.name]}], %s}
"""
HEAD = "title: {zh: a, en: b}, basis: judgement"
TAIL = (
    "because: {zh: a, en: b}, examples: ["
    + ", ".join(f"{{name: x, given: {{}}, expect: {{fires: {f}}}}}" for f in ("true", "false", "unknown"))
    + "]"
)


def test_layers(read):
    book, problems = read(RULES % ((HEAD, TAIL) * 4))
    assert problems == ()
    rules = tuple(book.rules.values())
    assert strata(rules) == (("first", "apart"), ("derives",), ("reads",))
    assert cycles(rules) == ()
