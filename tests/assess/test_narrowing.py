"""Which answers narrow the office score: by the points still open, widest first, on the 0-100 scale."""

from __future__ import annotations

import pytest

from recommender.assess.narrowing import narrowing
from recommender.evaluate.scope import Knowledge
from recommender.model.scoring import Narrowing
from tests.assess.answers import says
from tests.assess.test_total import met, total, without


def widths(found: tuple[Narrowing, ...]) -> dict[str, float]:
    return {one.indicator.removeprefix("zcgo-"): pytest.approx(one.width) for one in found}


def test_nothing_answered_asks_first_for_what_weighs_most(knowledge: Knowledge) -> None:
    found = narrowing(total(knowledge, {}), knowledge.catalogue)
    # full points by table 6.4: 2.1.1 six, 1.1.1 and 1.1.2 five, 1.3.1, 1.3.2 and 2.1.2 four
    first = [(one.indicator, one.width) for one in found[:6]]
    assert first == [
        ("zcgo-2.1.1", 6),
        ("zcgo-1.1.1", 5),
        ("zcgo-1.1.2", 5),
        ("zcgo-1.3.1", 4),
        ("zcgo-1.3.2", 4),
        ("zcgo-2.1.2", 4),
    ]
    assert len(found) == 41


def test_an_exact_answer_has_nothing_left_to_narrow(knowledge: Knowledge) -> None:
    assert narrowing(total(knowledge, met()), knowledge.catalogue) == ()


def test_a_range_and_a_discretion_stay_open(knowledge: Knowledge) -> None:
    # 30% renewable: four steps of 0.5 off 3 points leave 1; 40%: two steps, 2 points
    # a monitoring system that is not complete: deduction at discretion, anything from 0 to 3
    stated = met(_2_2_1="30~40%", _1_2_1="unfulfilled")
    found = narrowing(total(knowledge, stated), knowledge.catalogue)
    assert [(one.indicator, one.width) for one in found] == [("zcgo-1.2.1", 3), ("zcgo-2.2.1", 1)]


def test_what_does_not_apply_makes_the_rest_weigh_more(knowledge: Knowledge) -> None:
    stated = without("5.1.2", met(_2_2_1="30~40%"))
    found = narrowing(total(knowledge, stated), knowledge.catalogue)
    assert widths(found) == {"2.2.1": 100 / 97}  # one point of the 97 that apply


def test_the_question_names_the_indicator_and_how_it_is_judged(knowledge: Knowledge) -> None:
    stated = {key: one for key, one in met().items() if key != "zcgo-3.1.1"}
    (only,) = narrowing(total(knowledge, stated), knowledge.catalogue)
    assert only.question.zh == "绿色建筑标准认证等级？按绿色建筑星级：一星2分，二星2.5分，三星3分"
    assert only.question.en.startswith("Grade of green building certification? ")


def test_an_open_reading_leaves_open_points(knowledge: Knowledge) -> None:
    stated = {**met(), "zcgo-6.1.2": says("6.1.2", "partly")}
    assert widths(narrowing(total(knowledge, stated, partly="open"), knowledge.catalogue)) == {"6.1.2": 3}
    assert narrowing(total(knowledge, stated, partly="half"), knowledge.catalogue) == ()
