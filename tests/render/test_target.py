"""What is shown of the target: the same in text, Markdown and JSON; empty keys where nothing is known."""

from __future__ import annotations

import io
import json

import pytest
from rich.console import Console

from recommender.api import recommend
from recommender.carbon.attainment import not_told
from recommender.evaluate.scope import Knowledge
from recommender.model.interval import ZERO, Interval, exactly
from recommender.model.roadmap import Roadmap
from recommender.model.site import SiteProfile
from recommender.model.stated import Assumptions, Goal, Quantity, Stated, StatedActivity, StatedFactor
from recommender.model.text import Text
from recommender.model.trajectory import Outlook, Trajectory, YearPoint
from recommender.render.contract import to_contract
from recommender.render.markdown import to_markdown
from recommender.render.target import Kind, target_lines
from recommender.render.target_contract import outlook_to_dict
from recommender.render.text import write_text

KEYS = {
    "target", "year", "reaches", "reasons", "not_quantified", "method", "base_year", "baseline", "expected",
    "required", "gap", "because", "closing", "steps", "trajectory", "assumptions", "unknown",
    "steps_not_quantified", "flags", "costs", "known_part",
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
        "cannot_tell",
        2024,
        [500, 500],
    )
    assert told["required"] == [100, 100]
    assert told["known_part"] == "misses"
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
    assert "无法判断" in lines[0].text.zh
    assert "还差" in lines[0].text.zh
    unknown = [line for line in lines if "还不知道多少的" in line.text.zh]
    assert len(unknown) == 1
    assert "天然气" in unknown[0].text.zh


def test_the_long_view_names_every_step_without_a_usable_figure(
    roadmap: Roadmap, knowledge: Knowledge
) -> None:
    def told(everything: bool) -> list[str]:
        lines = target_lines(roadmap, knowledge, everything)
        return [line.text.zh for line in lines if "没有能用的数字的步骤" in line.text.zh]

    assert roadmap.target.outlook is not None and roadmap.target.outlook.trajectory is not None
    without = roadmap.target.outlook.trajectory.not_quantified
    (named,) = told(everything=True)
    assert len(without) > 1
    assert all(knowledge.catalogue.label(key).zh in named for key in without)
    assert told(everything=False) == []


def test_a_plain_profile_reads_as_before(plain: Roadmap, knowledge: Knowledge) -> None:
    kinds = [line.kind for line in target_lines(plain, knowledge)]
    assert kinds == [Kind.VERDICT, Kind.NOTE, Kind.NOTE]


def test_judgement_and_condition_stand_beside_a_saving(roadmap: Roadmap, knowledge: Knowledge) -> None:
    """sps2/6.1 has 10 % and more for household appliances; 0 to 10 % is our reading of it."""
    lines = [line.text for line in target_lines(roadmap, knowledge, everything=True)]
    name = knowledge.catalogue.label("efficient-appliances")
    (said,) = (one for one in lines if one.zh.startswith(f"{name.zh}："))
    assert "sps2/6.1#p1，本项目判断；条件：" in said.zh
    assert "our judgement; condition: " in said.en


def test_tonnes_in_the_json_are_rounded_to_the_kilogram() -> None:
    point = YearPoint(2030, Interval(1 / 3, 2 / 3), exactly(1 / 3), exactly(0.1 + 0.2), ZERO, ZERO)
    path = Trajectory("m", 2030, (point,))
    told = outlook_to_dict(Outlook(path, not_told(None, Text("因", "why"))))
    assert told["baseline"] == [0.333, 0.333]
    assert told["trajectory"][0]["without_plan"] == [0.333, 0.667]
    assert told["trajectory"][0]["net"] == [0.3, 0.3]


def test_a_peak_between_the_years_shown_is_named(knowledge: Knowledge) -> None:
    """Demand grows by 5 % a year at one factor until 2033; two years later the factor is a fiftieth."""
    factor = StatedFactor(Quantity(exactly(0.5), "kgCO2/kWh"), 2024, "test")
    power = StatedActivity("electricity", Quantity(exactly(1000), "mwh"), factor)
    assumed = Assumptions(grid=((2033, 0.5), (2035, 0.01)), growth={"electricity": exactly(5)})
    stated = Stated(2024, {"electricity": power}, assumptions=assumed)
    found = recommend(
        SiteProfile({"site.type": "urban_community", "plan.start_year": 2027}, stated=stated), knowledge
    )
    said = [line.text.zh for line in target_lines(found, knowledge, everything=True)]
    assert sum("最高在 2033 年：" in one for one in said) == 1


def test_a_reason_against_is_shown_for_the_stated_target_only(
    sites: dict[str, SiteProfile], knowledge: Knowledge
) -> None:
    """Hongyupo states no target; the office states the kind the reason speaks of."""
    none, office = (recommend(sites[name], knowledge) for name in ("hongyupo", "government-office"))
    assert none.target.reasons == ()
    reasons = [line for line in target_lines(office, knowledge) if line.kind is Kind.REASON]
    assert reasons
    assert all(one.text.zh.startswith("对目标“零碳机关”，反对：") for one in reasons)
