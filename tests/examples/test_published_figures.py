"""What the report sps2 prints of its five communities comes out of our account of the example sites."""

from __future__ import annotations

import pytest

from recommender.api import recommend
from recommender.carbon.account import balance
from recommender.carbon.growth import demand_of
from recommender.carbon.works import works_by_year, works_total
from recommender.evaluate.scope import Knowledge
from recommender.model.accounting import Balance, LineStatus
from recommender.model.interval import Interval, total
from recommender.model.site import SiteProfile
from recommender.model.stated import Assumptions

# table 3-1, tonnes per head and year, as printed; plants are subtracted
PRINTED = {
    "shibo-shanghai": {
        "water": 0.02,
        "electricity": 0.94,
        "natural-gas": 0.12,
        "residents-travel": 0.64,
        "household-waste": 0.17,
        "sewage": 0.04,
        "breathing": 0.08,
        "food": 0.26,
        "green-area": 0.07,
    },
    "jingjiangyuan-shanghai": {
        "water": 0.02,
        "electricity": 1.01,
        "natural-gas": 0.18,
        "residents-travel": 0.64,
        "household-waste": 0.17,
        "sewage": 0.05,
        "breathing": 0.08,
        "food": 0.26,
        "green-area": 0.08,
    },
    "heyi-shenzhen": {
        "water": 0.01,
        "electricity": 0.31,
        "natural-gas": 0.0,
        "residents-travel": 0.19,
        "household-waste": 0.23,
        "sewage": 0.01,
        "breathing": 0.08,
        "food": 0.28,
        "green-area": 0.0,
    },
    "dongtang-jiangshan": {
        "water": 0.01,
        "electricity": 0.27,
        "natural-gas": 0.0,
        "residents-travel": 0.02,
        "household-waste": 0.28,
        "sewage": 0.02,
        "breathing": 0.08,
        "food": 0.28,
        "green-area": 0.0,
    },
    "hongyupo": {
        "water": 0.04,
        "electricity": 0.34,
        "natural-gas": 0.26,
        "residents-travel": 0.32,
        "household-waste": 0.26,
        "sewage": 0.19,
        "breathing": 0.08,
        "food": 0.24,
        "green-area": 0.06,
    },
}
# people (figure 3-2), then table 3-1: home energy, travel, municipal services, daily life, total
GROUPS = {
    "shibo-shanghai": (10119, 1.08, 0.64, 0.21, 0.34, 2.2),
    "jingjiangyuan-shanghai": (6268, 1.21, 0.64, 0.22, 0.34, 2.32),
    "heyi-shenzhen": (11891, 0.32, 0.19, 0.24, 0.36, 1.11),
    "dongtang-jiangshan": (1734, 0.28, 0.02, 0.30, 0.36, 0.95),
    "hongyupo": (16000, 0.63, 0.32, 0.45, 0.32, 1.66),
}
MEMBERS = (
    {"water", "electricity", "natural-gas"},
    {"residents-travel"},
    {"household-waste", "sewage"},
    {"breathing", "food"},
)
# table 4-4 times table 4-3: tonnes by hand, printed ten thousand tonnes, first and last year
WORKS = {
    # 99668 x 0.24 + 7357 x 0.05 + 7357 x 0.6 + 19933.6 x 0.15
    "hongyupo": (23920.32 + 367.85 + 4414.2 + 2990.04, 3.17, (2023, 2026)),
    # 160557.9 x 0.24 + 7565 x 0.05
    "heyi-shenzhen": (38533.896 + 378.25, 3.89, (2023, 2026)),
    # 46800 x 0.05 + 46800 x 0.6
    "dongtang-jiangshan": (2340.0 + 28080.0, 3.04, (2026, 2035)),
}
# table 4-1: kWh per head in 2020 and in 2035; where two figures of the report differ, the upper end
ELECTRICITY = {
    "shibo-shanghai": (1601, 2150),
    "jingjiangyuan-shanghai": (1700, 2300),
    "heyi-shenzhen": (743, 1290),
    "dongtang-jiangshan": (525, 1300),
    "hongyupo": (590, 1100),
}
ROUNDING = 0.0101
"""A sum of printed figures differs from the printed sum by their rounding."""


@pytest.fixture(scope="module")
def accounts(knowledge: Knowledge, sites: dict[str, SiteProfile]) -> dict[str, Balance]:
    return {case: balance(recommend(sites[case], knowledge).decision, knowledge) for case in PRINTED}


def of(account: Balance, activities: set[str]) -> Interval:
    return total(
        line.emission
        for line in account.lines
        if line.status is LineStatus.KNOWN and line.activity in activities and line.emission is not None
    )


@pytest.mark.parametrize("case", PRINTED)
def test_every_line_is_that_of_table_3_1(accounts: dict[str, Balance], case: str) -> None:
    people = GROUPS[case][0]
    assert (accounts[case].method, accounts[case].year) == ("sps2", 2020)
    assert accounts[case].unknown == ()
    for activity, printed in PRINTED[case].items():
        found = of(accounts[case], {activity})
        assert found.exact, activity
        assert found.low == pytest.approx(printed * people, abs=1e-6), activity


@pytest.mark.parametrize("case", GROUPS)
def test_the_parts_and_the_total_are_those_of_table_3_1(accounts: dict[str, Balance], case: str) -> None:
    people, *groups, printed = GROUPS[case]
    for members, group in zip(MEMBERS, groups, strict=True):
        assert of(accounts[case], members).high / people == pytest.approx(group, abs=ROUNDING)
    assert accounts[case].net.exact
    assert accounts[case].net.low / people == pytest.approx(printed, abs=ROUNDING)


@pytest.mark.parametrize("case", WORKS)
def test_works_come_to_the_printed_ten_thousand_tonnes(accounts: dict[str, Balance], case: str) -> None:
    tonnes, printed, (first, last) = WORKS[case]
    found = works_total(accounts[case])
    assert found.exact
    assert found.low == pytest.approx(tonnes, abs=1e-6)
    assert round(found.low / 10_000, 2) == printed
    years = works_by_year(accounts[case])
    assert (min(years), max(years)) == (first, last)
    assert years[first].low == pytest.approx(tonnes / (last - first + 1))


@pytest.mark.parametrize("case", ["shibo-shanghai", "jingjiangyuan-shanghai"])
def test_the_shanghai_cases_have_no_works_before_2060(accounts: dict[str, Balance], case: str) -> None:
    assert accounts[case].works == ()


@pytest.mark.parametrize("case", ELECTRICITY)
def test_growth_gives_the_electricity_of_2035(
    knowledge: Knowledge, sites: dict[str, SiteProfile], case: str
) -> None:
    now, then = ELECTRICITY[case]
    followed = sites[case].stated.assumptions
    assert followed.like == case
    assert now * demand_of("electricity", followed, knowledge.catalogue).index(2020, 2035).high == (
        pytest.approx(then, abs=0.001)
    )


def test_who_follows_no_case_has_no_growth(knowledge: Knowledge) -> None:
    index = demand_of("electricity", Assumptions(), knowledge.catalogue).index(2020, 2035)
    assert (index.low, index.high) == (1, 1)
