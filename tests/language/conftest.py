"""A catalogue small enough to read at a glance, and a reader of one rule in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from recommender.language.read import read_rules
from recommender.model.catalogue import Catalogue
from recommender.model.knowledge import (
    Assessment,
    Authority,
    Basis,
    Clause,
    Concept,
    Fact,
    FactType,
    Package,
    Requirement,
    Source,
    Stage,
    Technology,
)
from recommender.model.problem import Problem
from recommender.model.rule import Rulebook
from recommender.model.text import NO_TEXT, Text

CONCEPTS = (
    ("site_type", "community", "社区", "Community", ""),
    ("site_type", "urban_community", "城市社区", "Urban community", "community"),
    ("site_type", "rural_community", "农村社区", "Rural community", "community"),
    ("site_type", "park", "园区", "Park", ""),
    ("form", "old_quarter", "老旧小区", "Old quarter", ""),
    ("form", "old_private_quarter", "私有住房老旧小区", "Old quarter of private houses", "old_quarter"),
    ("form", "urban_village", "城中村", "Urban village", ""),
    ("group", "ageing", "老龄化", "Ageing population", ""),
    ("group", "children", "儿童", "Children", ""),
    ("size", "large", "大型社区", "Large community", ""),
    ("size", "small", "小型社区", "Small community", ""),
    ("field", "energy", "能源", "Energy", ""),
    ("field", "water", "水资源", "Water", ""),
    ("technology_kind", "device", "设备", "Device", ""),
    ("target", "zero_carbon_community", "零碳社区", "Zero-carbon community", ""),
    ("works", "paving", "铺装改造", "Paving", ""),
    ("modality", "should", "宜", "Should", ""),
    ("modality", "shall", "应", "Shall", ""),
)
FACTS = (
    ("site.type", FactType.CONCEPT, "场地类型", "Site type", "site_type", ""),
    ("community.form", FactType.CONCEPT, "社区形态", "Community form", "form", ""),
    ("community.size", FactType.CONCEPT, "社区规模", "Community size", "size", ""),
    ("community.population", FactType.INTEGER, "常住人口", "Population", "", "人"),
    ("population.groups", FactType.CONCEPTS, "人群特征", "Population groups", "group", ""),
    ("building.storeys", FactType.INTEGER, "主要层数", "Main number of storeys", "", "层"),
    ("building.year_built", FactType.INTEGER, "建成年份", "Year built", "", "年"),
    ("building.area", FactType.NUMBER, "总建筑面积", "Total floor area", "", "m2"),
    ("utility.septic_tanks", FactType.BOOLEAN, "有化粪池", "Septic tanks present", "", ""),
    ("resource.roof_rich", FactType.BOOLEAN, "屋顶资源丰富", "Plenty of roof", "", ""),
    ("place.northern", FactType.BOOLEAN, "北方城市", "Northern city", "", ""),
    ("plan.include", FactType.TECHNOLOGIES, "指定纳入", "Included", "", ""),
    ("site.name", FactType.TEXT, "名称", "Name", "", ""),
)
TECHNOLOGIES = (
    ("solar-power", "光伏发电", "energy", (), ()),
    ("wind-power", "风力发电", "energy", (), ()),
    ("rain-garden", "雨水花园", "water", ("sps2-5.2",), ()),
    ("leak-repair", "漏损治理", "water", (), ("检漏",)),
)
ROWS = (
    ("solar-power", "6-2", 1, "可再生能源", 4, 3, 5),
    ("solar-power", "7-2", 1, "清洁能源", 5, 2, 3),
    ("wind-power", "7-2", 2, "清洁能源", 3, 1, 2),
)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue(
        sources={
            "zcc": Source("zcc", Text("零碳社区", "Zero-carbon"), "standard", Authority.STANDARD),
            "sps2": Source("sps2", Text("报告", "Report"), "report", Authority.REPORT),
        },
        clauses={
            key: Clause(key, Text(key, key), items, paragraphs)
            for key, items, paragraphs in (
                ("zcc/7", 0, 0),
                ("zcc/7.1", 0, 0),
                ("zcc/7.1.2", 6, 0),
                ("zcc/7.4", 3, 0),
                ("sps2/5.3", 0, 7),
            )
        },
        schemes={"target": Text("目标", "Target")},
        concepts={c: Concept(c, s, Text(zh, en), broader=up) for s, c, zh, en, up in CONCEPTS},
        technologies={
            t: Technology(t, Text(zh, t.replace("-", " ")), field, "device", alt=alt, lists=lists)
            for t, zh, field, lists, alt in TECHNOLOGIES
        },
        assessments={
            f"{table}-{row}": Assessment(
                f"{table}-{row}",
                table,
                row,
                group,
                "",
                Text(technology, technology),
                technology,
                "",
                "2025-2035",
                potential,
                economy,
                star,
            )
            for technology, table, row, group, potential, economy, star in ROWS
        },
        requirements={
            "zcc-7.1.2-1": Requirement(
                "zcc-7.1.2-1",
                "zcc/7.1.2#1",
                "should",
                "宜",
                "positive",
                "energy",
                "community",
                Text("用太阳能", "Use solar"),
                technologies=("solar-power",),
            ),
            "zcc-7.4-1": Requirement(
                "zcc-7.4-1",
                "zcc/7.4#1",
                "shall",
                "应",
                "positive",
                "water",
                "community",
                Text("治漏", "Repair leaks"),
                technologies=("leak-repair",),
            ),
        },
        packages={
            "old-quarter": Package(
                "old-quarter",
                Text("老旧小区包", "Old quarter package"),
                "sps2/5.3",
                Basis.STATED,
                ("rain-garden",),
                Text("同时做", "together"),
            )
        },
        facts={
            f: Fact(
                f,
                kind,
                f.partition(".")[0],
                Text(zh, en),
                NO_TEXT,
                scheme=scheme,
                unit=unit,
                minimum=0 if unit else None,
                maximum=10_000_000 if unit else None,
            )
            for f, kind, zh, en, scheme, unit in FACTS
        },
        stages={
            s: Stage(s, order, Text(zh, s), None, end)
            for s, order, zh, end in (("near", 1, "近期", 2030), ("mid", 2, "中期", 2035))
        },
    )


Read = Callable[[str], tuple[Rulebook, tuple[Problem, ...]]]


@pytest.fixture
def read(catalogue: Catalogue) -> Read:
    """Read one rule file called r.yaml."""
    return lambda text: read_rules({"r.yaml": text.encode()}, catalogue)
