"""One-off emissions of building works: the three totals of the report from its factors and areas."""

from __future__ import annotations

import pytest

from recommender.carbon.works import works_by_year, works_total
from recommender.evaluate.scope import Knowledge
from recommender.model.accounting import Balance
from recommender.model.interval import exactly
from tests.carbon.account_sites import account, line, stated, zeros


def works(knowledge: Knowledge, start: int | None = None, end: int | None = None, **areas: float) -> Balance:
    years = {key: value for key, value in (("start", start), ("end", end)) if value is not None}
    given = [stated(key.replace("_", "-"), area, **years) for key, area in areas.items()]
    return account(knowledge, [*zeros(), *given])


def test_hongyupo(knowledge: Knowledge) -> None:
    """99668 × 0.24 + 7357 × 0.05 + 7357 × 0.6 + 19933.6 × 0.15
    = 23920.32 + 367.85 + 4414.2 + 2990.04 = 31692.41 t; the report: 3.17 万吨 (sps2/4.2)."""
    found = works(
        knowledge, 2023, 2026, green_retrofit=99668, demolition=7357, new_building=7357, reinforcement=19933.6
    )
    assert works_total(found).low == works_total(found).high == pytest.approx(31692.41, abs=1e-6)


def test_heyi(knowledge: Knowledge) -> None:
    """160557.9 × 0.24 + 7565 × 0.05 = 38533.896 + 378.25 = 38912.146 t; the report: 3.89 万吨."""
    found = works(knowledge, green_retrofit=160557.9, demolition=7565)
    assert works_total(found).low == pytest.approx(38912.146, abs=1e-6)


def test_dongtang(knowledge: Knowledge) -> None:
    """46800 × (0.05 + 0.6) = 2340 + 28080 = 30420 t; the report: 3.04 万吨."""
    found = works(knowledge, demolition=46800, new_building=46800)
    assert works_total(found).low == pytest.approx(30420, abs=1e-6)


def test_works_stand_apart_from_the_yearly_account(knowledge: Knowledge) -> None:
    found = works(knowledge, 2023, 2026, new_building=1000)
    assert found.gross == exactly(0)
    assert not any(one.activity == "new-building" for one in found.lines)
    assert line(found, "new-building").clause == "sps2/t4-3#1"


def test_works_are_spread_evenly_over_their_years(knowledge: Knowledge) -> None:
    """1000 m² × 0.6 = 600 t over 2023 to 2026: 150 t a year."""
    found = works(knowledge, 2023, 2026, new_building=1000)
    assert dict(works_by_year(found)) == {year: exactly(150) for year in (2023, 2024, 2025, 2026)}


def test_works_of_one_year_and_works_without_a_year(knowledge: Knowledge) -> None:
    assert dict(works_by_year(works(knowledge, 2030, demolition=100))) == {2030: exactly(5)}
    undated = works(knowledge, demolition=100)
    assert works_by_year(undated) == {}
    assert "没有填年份" in line(undated, "demolition").notes[0].zh


def test_without_works_nothing_is_said_of_them(knowledge: Knowledge) -> None:
    found = account(knowledge, zeros())
    assert found.works == ()
    assert works_total(found) == exactly(0)
    assert not any(one.kind == "works" for one in found.findings)
