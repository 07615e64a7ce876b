"""What is shown of the target: the same in text, Markdown and JSON; empty keys where nothing is known."""

from __future__ import annotations

import io
import json

import pytest
from rich.console import Console

from recommender.api import recommend
from recommender.evaluate.scope import Knowledge
from recommender.model.interval import Interval, exactly
from recommender.model.roadmap import Roadmap
from recommender.model.site import SiteProfile
from recommender.model.stated import Goal, Quantity, Stated, StatedActivity, StatedFactor
from recommender.render.contract import to_contract
from recommender.render.markdown import to_markdown
from recommender.render.target import Kind, target_lines
from recommender.render.text import write_text

KEYS = {
    "target", "year", "reaches", "reasons", "not_quantified", "method", "base_year", "baseline", "expected",
    "required", "gap", "because", "closing", "steps", "trajectory", "assumptions", "unknown",
    "steps_not_quantified", "flags", "costs",
}  # fmt: skip


@pytest.fixture(scope="module")
def roadmap(knowledge: Knowledge) -> Roadmap:
    """1000 MWh at 0.5 kg/kWh, a goal of 100 t by 2040, a cost; nothing else is known."""
    factor = StatedFactor(Quantity(exactly(0.5), "kgCO2/kWh"), 2024, "test")
    power = StatedActivity("electricity", Quantity(exactly(1000), "mwh"), factor)
    stated = Stated(
        2024,
        {"electricity": power},
        goal=Goal(Quantity(exactly(100), "tCO2"), 2040),
        costs={"efficient-appliances": Interval(20, 30)},
    )
    return recommend(
        SiteProfile({"site.type": "urban_community", "plan.start_year": 2027}, stated=stated), knowledge
    )


@pytest.fixture(scope="module")
def plain(knowledge: Knowledge) -> Roadmap:
    return recommend(SiteProfile({"site.type": "urban_community"}), knowledge)


def test_every_key_is_there_with_and_without_an_outlook(
    roadmap: Roadmap, plain: Roadmap, knowledge: Knowledge
) -> None:
    full, empty = (to_contract(one, knowledge)["target"] for one in (roadmap, plain))
    assert set(full) == set(empty) == KEYS
    assert (empty["reaches"], empty["because"], empty["trajectory"], empty["steps"]) == (
        "not_assessed",
        None,
        [],
        [],
    )


def test_the_json_says_what_was_found(roadmap: Roadmap, knowledge: Knowledge) -> None:
    told = json.loads(json.dumps(to_contract(roadmap, knowledge)["target"], allow_nan=False))
    assert (told["year"], told["reaches"], told["base_year"], told["baseline"]) == (
        2040,
        "misses",
        2024,
        [500, 500],
    )
    assert told["required"] == [100, 100]
    assert told["expected"][1] is None, "other activities are not known, so nobody knows the high end"
    assert told["gap"][0] == pytest.approx(told["expected"][0] - 100)
    assert [point["stage_end"] for point in told["trajectory"] if point["stage_end"]] == [
        "near",
        "mid",
        "long",
        "vision",
    ]
    assert told["costs"]["total"] == [20, 30]
    assert "natural-gas" in told["unknown"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_text_and_markdown_say_the_same(roadmap: Roadmap, knowledge: Knowledge, language: str) -> None:
    lines = [line.text.get(language) for line in target_lines(roadmap, knowledge, everything=True)]
    out = io.StringIO()
    write_text(roadmap, knowledge, Console(file=out, width=20_000), language, everything=True)
    markdown = to_markdown(roadmap, knowledge, language).replace("\\", "")
    for line in lines:
        assert line in out.getvalue()
        assert line.replace("<", "&lt;") in markdown or line in markdown


def test_the_short_view_names_the_unknown_in_one_line_and_hides_no_verdict(
    roadmap: Roadmap, knowledge: Knowledge
) -> None:
    lines = list(target_lines(roadmap, knowledge))
    assert lines[0].kind is Kind.VERDICT
    assert "达不到" in lines[0].text.zh
    unknown = [line for line in lines if "还不知道多少的" in line.text.zh]
    assert len(unknown) == 1
    assert "天然气" in unknown[0].text.zh


def test_a_plain_profile_reads_as_before(plain: Roadmap, knowledge: Knowledge) -> None:
    kinds = [line.kind for line in target_lines(plain, knowledge)]
    assert kinds == [Kind.VERDICT, Kind.NOTE, Kind.NOTE]
