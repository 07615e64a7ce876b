"""A small catalogue of activities, indicators and so on, to read profiles against."""

from __future__ import annotations

from recommender.model.accounting import Activity, Boundary, Case, Method, Part, Scope, Unit
from recommender.model.catalogue import Catalogue
from recommender.model.knowledge import (
    Authority,
    Basis,
    Clause,
    Concept,
    Domain,
    Fact,
    FactType,
    Indicator,
    Source,
    Technology,
)
from recommender.model.problem import BadInput
from recommender.model.scoring import Feature, Reading, Scoring, ScoringKind
from recommender.model.site import SiteProfile
from recommender.model.stated import Stated
from recommender.model.text import NO_TEXT, Text
from recommender.store.profile import read_profile

UNITS = (
    ("t", "吨", "t", "t"),
    ("kg", "千克", "kg", "kg"),
    ("kwh", "千瓦时", "kWh", "kWh"),
    ("mwh", "兆瓦时", "MWh", "MWh"),
    ("gj", "吉焦", "GJ", "GJ"),
    ("kgce", "千克标准煤", "kgce", "kgce"),
    ("tce", "吨标准煤", "tce", "tce"),
    ("ten-thousand-kwh", "万千瓦时", "万kWh", "1e4 kWh"),
    ("kw", "千瓦", "kW", "kW"),
    ("m2", "平方米", "m²", "m^2"),
    ("m3", "立方米", "m³", "m^3"),
    ("percent", "百分比", "%", "percent"),
    ("person", "人", "人", "person"),
    ("person-km", "人公里", "人·km", "person * km"),
    ("t-per-m2", "吨每平方米", "t/m²", "t / m^2"),
    ("t-per-person-year", "吨每人年", "t/(人·年)", "t / (person * year)"),
    ("kg-per-m2-year", "千克每平方米年", "kg/(m²·年)", "kg / (m^2 * year)"),
    ("l-per-100km", "升每百公里", "L/100km", "L / (100 km)"),
    ("ten-thousand-yuan", "万元", "万元", "1e4 CNY"),
    ("bed", "床", "床", "bed"),
)
ACTIVITIES = (
    ("electricity", "用电", "mwh", ("电力",), "energy.electricity", False, False),
    ("natural-gas", "天然气", "m3", ("燃气",), "", False, False),
    ("petrol", "汽油", "t", (), "", False, False),
    ("residents-travel", "居民出行", "person-km", (), "", False, False),
    ("ccer", "国家核证自愿减排量", "t", ("CCER",), "", False, True),
    ("green-retrofit", "绿色化改造", "m2", (), "", True, False),
)
INDICATORS = (
    ("zcgo-1.1.1", "zcgo/6.4#1", "碳排放总量核算完备性", 5.0),
    ("zcgo-1.1.2", "zcgo/6.4#2", "单位建筑面积碳排放强度(kgCO₂e/m²)", 5.0),
    ("zcgo-1.1.3", "zcgo/6.4#3", "人均碳排放量(tCO₂e/人)", 2.0),
    ("zcgo-1.2.1", "zcgo/6.4#4", "碳排放监测体系完备度", 3.0),
    ("zcgo-2.2.2", "zcgo/6.4#12", "可再生能源发电装机容量(kW)", 2.0),
    ("zcgo-3.1.1", "zcgo/6.4#15", "绿色建筑标准认证等级", 3.0),
    ("zcgo-5.1.2", "zcgo/6.4#28", "公务车新能源化比例", 3.0),
    ("zcc-i02", "zcc/B.1#2", "社区人均碳排放量", None),
)
PARTS = (
    ("zcgo-1.1.1", ScoringKind.FULFILLED, "", None, "", ""),
    ("zcgo-1.1.1", ScoringKind.VETO, "", None, "", ""),
    ("zcgo-1.1.2", ScoringKind.BAND, "at_least", 10.0, "percent", ""),
    ("zcgo-1.1.3", ScoringKind.STEP, "above", None, "percent", ""),
    ("zcgo-1.2.1", ScoringKind.FULFILLED, "", None, "", ""),
    ("zcgo-2.2.2", ScoringKind.STEP, "", None, "kw", ""),
    ("zcgo-3.1.1", ScoringKind.LEVEL, "", None, "", "一星"),
    ("zcgo-3.1.1", ScoringKind.LEVEL, "", None, "", "二星"),
    ("zcgo-5.1.2", ScoringKind.BAND, "at_least", 100.0, "percent", ""),
)
FACTS = (
    ("site.type", FactType.CONCEPT, "场地类型", "site_type", "", None),
    ("community.population", FactType.INTEGER, "常住人口", "", "人", None),
    ("energy.electricity", FactType.NUMBER, "年用电量", "", "MWh", None),
    ("place.grid_factor", FactType.NUMBER, "电网平均排放因子", "", "kgCO2/kWh", 2.0),
    ("plan.target_year", FactType.INTEGER, "目标年份", "", "年", None),
    ("plan.budget", FactType.NUMBER, "预算", "", "万元", None),
)
KINDS = (
    ("office", "机关", "Government office"),
    ("community", "社区", "Community"),
    ("park", "园区", "Park"),
)
READINGS = (("whole", "只计整步", "Whole steps only"), ("proportional", "按比例计", "Pro rata"))


def _sources() -> dict[str, Source]:
    named = {
        "zcc": Text("零碳社区指南", "The community guide"),
        "zcgo": Text("零碳机关指南", "The office guide"),
        "sps2": Text("报告", "The report"),
    }
    return {key: Source(key, label, "standard", Authority.STANDARD) for key, label in named.items()}


CATALOGUE = Catalogue(
    sources=_sources(),
    clauses={"sps2/3.3": Clause("sps2/3.3", Text("案例", "Cases"), 0, 5)},
    concepts={key: Concept(key, "site_type", Text(zh, en)) for key, zh, en in KINDS},
    technologies={
        key: Technology(key, Text(zh, en), "energy", "device")
        for key, zh, en in (
            ("photovoltaics", "光伏发电", "Photovoltaics"),
            ("heat-pump", "热泵", "Heat pump"),
        )
    },
    facts={
        key: Fact(
            key,
            kind,
            key.partition(".")[0],
            Text(zh, key),
            NO_TEXT,
            scheme=scheme,
            unit=unit,
            maximum=highest,
            domains=("community",) if key.startswith("community.") else (),
        )
        for key, kind, zh, scheme, unit, highest in FACTS
    },
    domains={
        "office": Domain("office", Text("机关", "Office"), ("office",), (), (), ("zcgo",)),
        "community": Domain("community", Text("社区", "Community"), ("community",), (), (), ("zcc",)),
        "park": Domain("park", Text("园区", "Park"), ("park",), (), ()),
    },
    units={key: Unit(key, Text(zh, key.replace("-", " ")), symbol, exp) for key, zh, symbol, exp in UNITS},
    activities={
        key: Activity(
            key, Text(zh, key), unit, Scope.NO_SCOPE, alt, fact, one_off=works, as_emission=emission
        )
        for key, zh, unit, alt, fact, works, emission in ACTIVITIES
    },
    methods={
        "sps2": Method(
            "sps2",
            Text("报告的方法", "Report"),
            "sps2",
            "sps2/3.3",
            ("community",),
            NO_TEXT,
            NO_TEXT,
            Basis.STATED,
        )
    },
    boundaries={
        "offsets": Boundary(
            "offsets",
            "zcc/9.1",
            ("community",),
            Part.OFFSET,
            Text("抵消", "Offsets"),
            Basis.STATED,
            activities=("ccer",),
        )
    },
    cases={
        "hongyupo": Case(
            "hongyupo", Text("红育坡社区", "Hongyupo"), "studied_community", ("sps2/3.3",), NO_TEXT
        )
    },
    indicators={
        key: Indicator(key, clause, order, "一级", Text(zh, key), NO_TEXT, score=score)
        for order, (key, clause, zh, score) in enumerate(INDICATORS)
    },
    scorings={
        f"{indicator}-{order}": Scoring(
            f"{indicator}-{order}",
            indicator,
            order,
            kind,
            NO_TEXT,
            comparison,
            threshold,
            unit=unit,
            level=level,
            fall=indicator == "zcgo-1.1.2",
        )
        for order, (indicator, kind, comparison, threshold, unit, level) in enumerate(PARTS)
    },
    features={"zcc-t1-1-1": Feature("zcc-t1-1-1", "zcc/4.2", Text("有组织", "There is an organisation"))},
    readings={
        f"partial-step-{option}": Reading(
            f"partial-step-{option}",
            "partial_step",
            option,
            order,
            Text(zh, en),
            NO_TEXT,
            "zcgo/6.4",
            Basis.JUDGEMENT,
            NO_TEXT,
        )
        for order, (option, zh, en) in enumerate(READINGS)
    },
)


def read(text: str, kind: str = "office") -> SiteProfile:
    """The profile of a site of one kind that states `text`."""
    return read_profile("s.yaml", f"site.type: {kind}\n{text}".encode(), CATALOGUE)


def stated(text: str, kind: str = "office") -> Stated:
    """What such a profile states besides facts."""
    return read(text, kind).stated


def told(text: str, kind: str = "office") -> list[str]:
    """Every problem of such a profile: its errors, else its warnings."""
    try:
        return [str(problem) for problem in read(text, kind).warnings]
    except BadInput as bad:
        return [str(problem) for problem in bad.problems]
