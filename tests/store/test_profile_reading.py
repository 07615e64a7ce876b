"""A site profile as read: nested and dotted keys, labels, units, lists; and the words of every refusal."""

# ruff: noqa: E501  (golden sentences stand whole)
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.model.catalogue import Catalogue
from recommender.model.knowledge import (
    Authority,
    Clause,
    Concept,
    Contradiction,
    Domain,
    Fact,
    FactType,
    Region,
    Source,
    Technology,
)
from recommender.model.problem import BadInput
from recommender.model.site import SiteProfile
from recommender.model.text import NO_TEXT, Text
from recommender.store.profile import read_profile

CONCEPTS = (
    ("site_type", "community", "社区", "Community", "", ()),
    ("site_type", "urban_community", "城市社区", "Urban community", "community", ()),
    ("site_type", "rural_community", "农村社区", "Rural community", "community", ()),
    ("site_type", "park", "园区", "Park", "", ("工业园区",)),
    ("setting", "urban", "城市", "Urban", "", ()),
    ("setting", "rural", "农村", "Rural", "", ("乡村",)),
    ("development", "new", "新建", "New", "", ()),
    ("development", "existing", "既有", "Existing", "", ()),
    ("form", "old_quarter", "老旧小区", "Old quarter", "", ()),
    ("form", "old_private_quarter", "私有住房老旧小区", "Old quarter of private houses", "old_quarter", ()),
    ("works", "paving", "步道、停车场或广场建造", "Paving", "", ()),
    ("works", "road", "道路改造", "Road works", "", ()),
    ("works", "no_works", "暂无工程", "No works planned", "", ()),
    ("fossil", "gas_cooking", "燃气烹饪", "Gas cooking", "", ()),
    ("fossil", "no_fossil_use", "无化石燃料使用", "No fossil use", "", ()),
)
FACTS = (
    ("site.type", FactType.CONCEPT, "场地类型", "site_type", "", None, None, ()),
    ("site.name", FactType.TEXT, "名称", "", "", None, None, ()),
    ("site.setting", FactType.CONCEPT, "城乡区位", "setting", "", None, None, ()),
    ("site.development", FactType.CONCEPT, "新建或既有", "development", "", None, None, ()),
    ("site.works", FactType.CONCEPTS, "计划工程", "works", "", None, None, ()),
    ("place.province", FactType.TEXT, "省份", "", "", None, None, ()),
    ("place.city", FactType.TEXT, "城市", "", "", None, None, ()),
    ("community.form", FactType.CONCEPT, "社区形态", "form", "", None, None, ("community",)),
    ("community.population", FactType.INTEGER, "常住人口", "", "人", 1, 5e7, ("community",)),
    ("building.year_built", FactType.INTEGER, "建成年份", "", "年", 1800, 2060, ()),
    ("building.area", FactType.NUMBER, "总建筑面积", "", "m2", 1, 1e9, ()),
    ("tenure.rent_share", FactType.NUMBER, "租赁比例", "", "%", 0, 100, ()),
    ("utility.fossil_use", FactType.CONCEPTS, "化石燃料用途", "fossil", "", None, None, ()),
    ("utility.septic_tanks", FactType.BOOLEAN, "有化粪池", "", "", None, None, ()),
    ("energy.electricity", FactType.NUMBER, "年用电量", "", "MWh", 0, 1e9, ()),
    ("place.grid_factor", FactType.NUMBER, "电网因子", "", "kgCO2/kWh", 0, 2, ()),
    ("park.heat", FactType.BOOLEAN, "集中供热", "", "", None, None, ("park",)),
    ("plan.start_year", FactType.INTEGER, "规划起始年", "", "年", 2020, 2060, ()),
    ("plan.budget", FactType.NUMBER, "预算", "", "万元", 0, 1e8, ()),
    ("plan.weight_star", FactType.NUMBER, "星级权重", "", "", 0, 100, ()),
    ("plan.include", FactType.TECHNOLOGIES, "指定纳入", "", "", None, None, ()),
    ("plan.veto", FactType.TECHNOLOGIES, "指定排除", "", "", None, None, ()),
)
CONTRADICTIONS = (
    (
        "site.type",
        "rural_community",
        "site.setting",
        ("urban",),
        "农村社区不在城市",
        "a rural community is not in a city",
    ),
    (
        "site.development",
        "new",
        "community.form",
        ("old_quarter",),
        "新建场地不是老旧小区",
        "a new development is not an old quarter",
    ),
    (
        "site.works",
        "no_works",
        "site.works",
        (),
        "写了“暂无工程”就不能再写别的工程",
        "no works planned excludes any other works",
    ),
    (
        "utility.fossil_use",
        "no_fossil_use",
        "utility.fossil_use",
        (),
        "写了“无化石燃料使用”就不能再写别的用途",
        "no fossil use excludes any other use",
    ),
)
REGIONS = (
    ("440000", "广东省", "广东", "province", "440000"),
    ("440100", "广州市", "广州", "prefecture", "440000"),
    ("610000", "陕西省", "陕西", "province", "610000"),
    ("610100", "西安市", "西安", "prefecture", "610000"),
    ("110000", "北京市", "北京", "province", "110000"),
)
CATALOGUE = Catalogue(
    sources={"sps2": Source("sps2", Text("报告", "Report"), "report", Authority.REPORT)},
    clauses={"sps2/3.2": Clause("sps2/3.2", Text("案例", "Cases"), 0, 5)},
    concepts={c: Concept(c, s, Text(zh, en), alt=alt, broader=up) for s, c, zh, en, up, alt in CONCEPTS},
    technologies={
        t: Technology(t, Text(zh, t), "energy", "device")
        for t, zh in (("microgrid", "智能微电网"), ("solar-power", "光伏发电"))
    },
    facts={
        f: Fact(
            f,
            kind,
            f.partition(".")[0],
            Text(zh, f),
            NO_TEXT,
            scheme=scheme,
            unit=unit,
            minimum=low,
            maximum=high,
            usual_minimum=2024 if f == "plan.start_year" else None,
            domains=domains,
        )
        for f, kind, zh, scheme, unit, low, high, domains in FACTS
    },
    contradictions={
        value: Contradiction(value, fact, (value,), other, values, Text(zh, en))
        for fact, value, other, values, zh, en in CONTRADICTIONS
    },
    domains={
        "community": Domain("community", Text("社区", "Community"), ("community",), (), ()),
        "park": Domain("park", Text("园区", "Park"), ("park",), (), ("enterprise",)),
    },
    regions={
        code: Region(code, name, short, level, home, municipality=name == "北京市")
        for code, name, short, level, home in REGIONS
    },
)


def read(text: str) -> SiteProfile:
    return read_profile("s.yaml", text.encode(), CATALOGUE)


def problems(text: str) -> list[str]:
    with pytest.raises(BadInput) as caught:
        read(text)
    return [str(problem) for problem in caught.value.problems]


def test_nested_dotted_and_labels():
    profile = read("""\
note: {zh: 样例, en: Sample}
场地类型: 城市社区
site: {name: 红育坡, 城乡区位: Urban}
site.development: 既有
building:
  建成年份: 1985
community.population: {value: 1.2 万人, source: sps2/3.2#p5, note: 常住}
place: {city: 西安, province: 陕西}
site.works: 步道、停车场或广场建造、道路改造
utility.septic_tanks: 有
plan.include: [智能微电网, solar-power]
""")
    assert profile.facts == {
        "site.type": "urban_community",
        "site.name": "红育坡",
        "site.setting": "urban",
        "site.development": "existing",
        "building.year_built": 1985,
        "community.population": 12000,
        "place.city": "西安市",
        "place.province": "陕西省",
        "site.works": ("paving", "road"),
        "utility.septic_tanks": True,
        "plan.include": ("microgrid", "solar-power"),
    }
    assert profile.sources == {"community.population": "sps2/3.2#p5"}
    assert profile.places["building.year_built"].line == 6
    assert profile.note == Text("样例", "Sample") and profile.warnings == ()


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("building.area: 392152", 392152),
        ("building.area: 392152 m2", 392152),
        ("building.area: '392,152㎡'", 392152),
        ("building.area: 3.9 万平方米", 39000),
        ("building.area: ３．９ 公顷", 39000),
        ("building.area: 0.5 km2", 500000),
        ("building.area: 3.9 万", 39000),
        ("tenure.rent_share: 62%", 62),
        ("tenure.rent_share: 62.5％", 62.5),
        ("energy.electricity: 500 万千瓦时", 5000),
        ("energy.electricity: 12 GWh", 12000),
        ("energy.electricity: 500 kWh", 0.5),
        ("plan.budget: 1.2 亿元", 12000),
        ("plan.budget: 50 万元", 50),
        ("place.grid_factor: 0.57 tCO2/MWh", 0.57),
        ("community.population: 3 万人", 30000),
        ("community.population: 4.0", 4),
        ("utility.septic_tanks: no", False),
        ("utility.fossil_use: 燃气烹饪", ("gas_cooking",)),
        ("site.type: [社区]", "community"),
        ("place.city: 北京", "北京市"),
    ],
)
def test_values(line, value):
    text = line if line.startswith("site.type") else f"site.type: 社区\n{line}"
    assert read(text).facts[line.partition(":")[0]] == value


MESSAGES = {
    "site.typ: 社区": [
        "s.yaml:1:1 E-SITE-TYPE 没有写场地类型（site.type），可写：community（社区）、urban_community（城市社区）、"
        "rural_community（农村社区）、park（园区） | the site type (site.type) is missing; it can be: "
        "community (Community), urban_community (Urban community), rural_community (Rural community), park (Park)",
        "s.yaml:1:1 E-UNKNOWN 没有名为“site.typ”的事实，是否想写 site.type（场地类型）"
        " | there is no fact called 'site.typ'; did you mean site.type",
    ],
    "site.type: 小区": [
        "s.yaml:1:12 E-VALUE “小区”不是“场地类型”的取值，可写：community（社区）、urban_community（城市社区）、"
        "rural_community（农村社区）、park（园区） | '小区' is not a value of site.type; it can be: "
        "community (Community), urban_community (Urban community), rural_community (Rural community), park (Park)"
    ],
    "site: {type: 社区}\nsite.type: 园区": [
        "s.yaml:2:1 E-TWICE “场地类型”（site.type）写了两次，第一次在第 1 行，请删去一处"
        " | site.type is stated twice, first on line 1; delete one of them"
    ],
    "site.type: 社区\nbuilding.area: 5 吨": [
        "s.yaml:2:16 E-UNIT 单位“吨”不能用于“总建筑面积”，应为 m2，平方米、万平方米、公顷也可以"
        " | the unit '吨' does not suit building.area, m2 is expected; ha and 万平方米 work too"
    ],
    "site.type: 社区\nplan.weight_star: 5 分": [
        "s.yaml:2:19 E-UNIT “星级权重”没有单位，写成了“分” | plan.weight_star has no unit, '分' was written"
    ],
    "site.type: 社区\nbuilding.area: 很大": [
        "s.yaml:2:16 E-NUMBER “总建筑面积”要写数值（单位 m2），写成了“很大”"
        " | building.area takes a number (m2), not '很大'"
    ],
    "site.type: 社区\ntenure.rent_share: 120": [
        "s.yaml:2:20 E-RANGE “租赁比例”是 120，应在 0 到 100 % 之间"
        " | tenure.rent_share is 120, it must be between 0 and 100 %"
    ],
    "site.type: 社区\ncommunity.population: 2.5": [
        "s.yaml:2:23 E-INTEGER “常住人口”要写整数，写成了 2.5"
        " | community.population takes a whole number, not 2.5"
    ],
    "site.type: 社区\nutility.septic_tanks: 也许": [
        "s.yaml:2:23 E-BOOLEAN “有化粪池”要写是或否，写成了“也许”，请写 true 或 false"
        " | utility.septic_tanks is yes or no, not '也许'; write true or false"
    ],
    "site.type: 社区\nbuilding.area:": [
        "s.yaml:2:15 E-BLANK “总建筑面积”没有写值，不知道的事实请删去这一行"
        " | building.area has no value; leave out what is not known"
    ],
    "site.type: [社区, 园区]": [
        "s.yaml:1:12 E-ONE-VALUE “场地类型”只能有一个值 | site.type takes one value only"
    ],
    "site.type: 社区\nsite.works: {a: b}": [
        "s.yaml:2:13 E-SHAPE 这里要写计划工程的值，写成了映射 | a value of site.works is wanted here, this is a mapping"
    ],
    "site.type: 社区\nbuilding.area: {value: 5, souce: x}": [
        "s.yaml:2:27 E-KEY “总建筑面积”没有“souce”这个键，是否想写 source"
        " | building.area has no key 'souce'; did you mean source"
    ],
    "site.type: 社区\nbuilding.area: {value: 5, source: sps2/3.2#p9}": [
        "s.yaml:2:35 E-CLAUSE-RANGE sps2/3.2 只有 5 段，没有第 9 段"
        " | sps2/3.2 has 5 paragraphs, there is no number 9"
    ],
    "site.type: 社区\nplan.include: [微电]": [
        "s.yaml:2:16 E-VALUE “微电”不是技术，是否想写 microgrid（智能微电网） | '微电' is not a technology; "
        "did you mean microgrid"
    ],
    "site.type: 社区\nplace.city: 西按": [
        "s.yaml:2:13 E-UNKNOWN 没有名为“西按”的城市，可写：广州市（广州）、西安市（西安）、北京市（北京）"
        " | there is no city called '西按'; it can be: 广州市 (广州), 西安市 (西安), 北京市 (北京)"
    ],
    "site.type: 农村社区\nsite.setting: 城市": [
        "s.yaml:2:1 E-CONTRADICTION 第 1 行的场地类型“农村社区”与第 2 行的城乡区位“城市”矛盾：农村社区不在城市"
        " | site.type 'Rural community' on line 1 contradicts site.setting 'Urban' on line 2: "
        "a rural community is not in a city"
    ],
    "site.type: 社区\ncommunity.form: 私有住房老旧小区\nsite.development: 新建": [
        "s.yaml:3:1 E-CONTRADICTION 第 2 行的社区形态“私有住房老旧小区”与第 3 行的新建或既有“新建”矛盾：新建场地不是老旧小区"
        " | community.form 'Old quarter of private houses' on line 2 contradicts site.development 'New' on line 3: "
        "a new development is not an old quarter"
    ],
    "site.type: 社区\nsite.works: [暂无工程, 道路改造]": [
        "s.yaml:2:1 E-CONTRADICTION 第 2 行自相矛盾：写了“暂无工程”就不能再写别的工程"
        " | line 2 contradicts itself: no works planned excludes any other works"
    ],
    "site.type: 社区\nutility.fossil_use: 无化石燃料使用、燃气烹饪": [
        "s.yaml:2:1 E-CONTRADICTION 第 2 行自相矛盾：写了“无化石燃料使用”就不能再写别的用途"
        " | line 2 contradicts itself: no fossil use excludes any other use"
    ],
    "site.type: 社区\nplan.include: microgrid\nplan.veto: 智能微电网": [
        "s.yaml:3:1 E-CONTRADICTION “智能微电网”在第 2 行和第 3 行既指定纳入又指定排除，请删去一处"
        " | 'microgrid' is both included and vetoed, on lines 2 and 3; delete one of them"
    ],
    "site.type: 社区\nplace.city: 西安\nplace.province: 广东": [
        "s.yaml:3:1 E-CONTRADICTION 第 2 行的城市“西安市”与第 3 行的省份“广东省”矛盾：西安市属于陕西省"
        " | place.city '西安市' on line 2 contradicts place.province '广东省' on line 3: 西安市 lies in 陕西省"
    ],
    "site.type: 社区\nsite.development: 既有\nplan.start_year: 2025\nbuilding.year_built: 2030": [
        "s.yaml:4:1 E-CONTRADICTION 第 3 行的规划起始年“2025”与第 4 行的建成年份“2030”矛盾：既有场地的建筑不会在规划起始之后才建成"
        " | plan.start_year '2025' on line 3 contradicts building.year_built '2030' on line 4: "
        "an existing site was not built after the plan starts"
    ],
    "- 社区": [
        "s.yaml:1:1 E-SHAPE 这里要写“事实: 值”，写成了列表 | a `fact: value` mapping is wanted here, this is a list"
    ],
    "site.type：社区": [
        "s.yaml:1:1 E-YAML-COLON “site.type”后面用了全角冒号“：”，请改成半角冒号加空格“site.type: ”；若整行是文字，请加引号"
        " | full-width colon after 'site.type'; write 'site.type: ' with an ASCII colon and a space, "
        "or quote the line if it is text"
    ],
}


@pytest.mark.parametrize("text", MESSAGES)
def test_refusals(text):
    assert problems(text) == MESSAGES[text]


def test_unusual_values_only_warn():
    profile = read("site.type: 社区\nplan.start_year: 2021\ntenure.rent_share: 0.62\npark.heat: 是\n")
    assert [str(problem) for problem in profile.warnings] == [
        "s.yaml:2:18 W-UNUSUAL “规划起始年”是 2021，通常不小于 2024 年，请核对"
        " | plan.start_year is 2021, usually it is at least 2024; please check",
        "s.yaml:3:20 W-UNUSUAL “租赁比例”是 0.62%，不到百分之一，是否想写 62%"
        " | tenure.rent_share is 0.62 %, less than one per cent; did you mean 62%",
        "s.yaml:4:1 W-OTHER-DOMAIN “集中供热”不用于社区，不起作用"
        " | park.heat is not used for the domain community and has no effect",
    ]
    assert profile.facts["tenure.rent_share"] == 0.62


def test_all_mistakes_at_once():
    text = "site.type: 小区\nbuilding.area: 多\nutility.septic_tanks: 2\nfoo: 1\n"
    assert [line.split()[1] for line in problems(text)] == ["E-VALUE", "E-NUMBER", "E-BOOLEAN", "E-UNKNOWN"]


def test_a_flood_of_mistakes_ends():
    assert len(problems("\n".join(f"x{number}: 1" for number in range(2000)))) < 110
    assert len(problems("site.type: 社区\nsite.works: " + "、" * 100000)) == 1
    assert len(problems("site.type: 社区\nplan.veto: " + "甲、" * 500)) == 1
    assert len(problems("site.type: 社区\nbuilding.area: " + "9" * 5000)[0]) < 2000


@settings(max_examples=100, deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.sampled_from([fact[0] for fact in FACTS]),
)
def test_any_text_is_read_or_refused_the_same_way_twice(value, fact):
    text = f"site.type: 社区\n{fact}: {value}\n"

    def outcome() -> object:
        try:
            return read(text)
        except BadInput as bad:
            return bad.problems

    assert outcome() == outcome()
