"""Rules amended: what changed in words, and exactly the sample sites that move, with the rules behind it."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from recommender.api import recommend
from recommender.authoring.comparison import Comparison, compare
from recommender.authoring.comparison_words import sections, to_markdown
from recommender.authoring.condition_changes import condition_changes
from recommender.authoring.rule_changes import Kind
from recommender.cli.run import run
from recommender.evaluate.scope import Knowledge, prepare
from recommender.model.knowledge import FactValue
from recommender.model.roadmap import Roadmap
from recommender.model.site import SiteProfile
from recommender.plan.order import longest_rising
from recommender.render.contract import to_contract
from tests.conftest import ROOT
from tests.small_world import rule, world

pytestmark = pytest.mark.slow

STORAGE = "recommend: {technologies: [storage]}"


def site(**facts: FactValue) -> SiteProfile:
    return SiteProfile({key.replace("__", "."): value for key, value in facts.items()})


SITES = {
    "three storeys": site(site__type="community", site__storeys=3),
    "five storeys": site(site__type="community", site__storeys=5),
    "eight storeys": site(site__type="community", site__storeys=8),
    "storeys not stated": site(site__type="community"),
    "factory": site(site__type="factory", site__storeys=5),
}


def compared(before: Knowledge, after: Knowledge) -> Comparison:
    return compare(before, after, {name: (profile, profile) for name, profile in SITES.items()})


def low_rise(storeys: int, **more: str) -> str:
    when = f"{{all: [{{site.type: community}}, {{site.storeys: {{at_most: {storeys}}}}}]}}"
    return rule("low-rise-storage", "rep/1", when, more.get("then", STORAGE))


def rule_lines(comparison: Comparison, language: str = "zh") -> list[str]:
    return [line.get(language) for change in comparison.changes for line in change.lines]


def test_a_raised_threshold_moves_exactly_the_site_between_old_and_new() -> None:
    """Four storeys become six: of 3, 5 and 8 storeys only the 5 is let in; the unknown stays unknown."""
    found = compared(world(low_rise(4)), world(low_rise(6)))
    assert rule_lines(found) == ["“site.storeys”上限的阈值 4 → 6"]
    assert rule_lines(found, "en") == ["threshold (upper bound) of “site.storeys” 4 → 6"]
    assert [one.site for one in found.moving] == ["five storeys"]
    assert (found.restated, found.still) == ((), 4)
    move = next(move for move in found.moving[0].moves if move.kind == "technology")
    assert move.id == "storage"
    told = {shift.what.zh: (shift.before.zh, shift.after.zh) for shift in move.shifts}
    assert told["状态"] == ("可选", "推荐")
    assert told["阶段"] == ("不在路线图上", "near")
    assert [(cause.rule, cause.how.zh) for cause in move.causes] == [("low-rise-storage", "新有“支持”")]


def test_the_same_rules_move_nothing() -> None:
    found = compared(world(low_rise(4)), world(low_rise(4)))
    assert (found.changes, found.moving, found.restated, found.still) == ((), (), (), len(SITES))


def test_another_reason_for_the_same_advice_is_told_apart_from_a_move() -> None:
    second = rule("storage-anyway", "rep/1", "{site.type: community}", STORAGE)
    third = rule("storage-once-more", "rep/1", "{site.type: community}", STORAGE)
    found = compared(world(second), world(second, third))
    assert found.moving == ()
    assert [one.site for one in found.restated] == [
        "eight storeys",
        "five storeys",
        "storeys not stated",
        "three storeys",
    ]
    assert {cause.rule for one in found.restated for cause in one.restating} == {"storage-once-more"}


def test_a_removed_rule_takes_its_advice_with_it_and_an_added_one_brings_it() -> None:
    found = compared(world(low_rise(4)), world(rule("wind", "rep/1", "{resource.wind: true}", STORAGE)))
    assert [(change.kind, change.rule.id) for change in found.changes] == [
        (Kind.ADDED, "wind"),
        (Kind.REMOVED, "low-rise-storage"),
    ]
    low = next(one for one in found.moving if one.site == "three storeys")
    storage = next(move for move in low.moves if move.id == "storage")
    status = storage.shifts[0]
    assert (status.before.zh, status.after.zh) == ("推荐", "不能判断")
    hows = {cause.rule: cause.how.zh for cause in storage.causes}
    assert hows == {"low-rise-storage": "不再有“支持”", "wind": "新有“可能支持”"}


def test_points_move_score_and_position_and_nothing_else() -> None:
    both = "recommend: {technologies: [storage, microgrid]}"
    base = rule("both", "rep/1", "{site.type: community}", both)
    points = "prioritise: {technologies: [microgrid], points: %d}"
    old = world(base, rule("points", "rep/1", "{site.type: community}", points % 5))
    new = world(base, rule("points", "rep/1", "{site.type: community}", points % 15))
    found = compared(old, new)
    assert rule_lines(found) == ["优先 · microgrid：加分 +5 → +15"]
    moves = next(one for one in found.moving if one.site == "three storeys").moves
    assert [move.id for move in moves if move.kind == "technology"] == ["microgrid"]
    shifts = {shift.what.zh: (shift.before.zh, shift.after.zh) for shift in moves[0].shifts}
    # ▼3 ➕2 ★5 → (60 + 40 + 100) / 3 = 66.7
    assert shifts["得分"] == ("71.7", "81.7")


def test_a_warning_a_target_and_a_question_are_told() -> None:
    then = (
        "{warn: {zh: 当心, en: Beware}}, {discourage: {target: zero}}, {ask: [resource.wind]}, "
        "{classify: {fact: resource.level, value: poor}}"
    )
    text = rule("poor-low-rise", "rep/1", "{site.type: community}", then)
    plain = rule("plain", "rep/1", "{site.type: community}", STORAGE)
    found = compared(world(plain), world(plain, text))
    moves = next(one for one in found.moving if one.site == "three storeys").moves
    told = {move.kind: (move.shifts[0].before.zh, move.shifts[0].after.zh) for move in moves}
    assert told == {
        "notice": ("无", "当心"),
        "target": ("没有反对", "不建议"),
        "question": ("无", "要问"),
        "fact": ("未陈述", "poor"),
    }
    assert all({"poor-low-rise"} == {cause.rule for cause in move.causes} for move in moves)


def test_a_rule_behind_the_rule_is_named() -> None:
    """The size of a level decides; the rule that reads the level is the same, the one deriving it is not."""
    reading = rule("poor-storage", "rep/1", "{resource.level: poor}", STORAGE)
    deriving = "{all: [{site.type: community}, {site.storeys: {at_most: %d}}]}"
    level = "classify: {fact: resource.level, value: poor}"
    old, new = (world(reading, rule("low-is-poor", "rep/1", deriving % n, level)) for n in (4, 6))
    found = compared(old, new)
    assert [one.site for one in found.moving] == ["five storeys"]
    storage = next(move for move in found.moving[0].moves if move.id == "storage")
    assert {cause.rule: cause.how.zh for cause in storage.causes} == {
        "poor-storage": "“支持”：不能判断 → 成立",
        "low-is-poor": "改动的规则",
    }


def test_a_verdict_moves_with_the_rule_that_requires() -> None:
    plain = rule("plain", "rep/1", "{site.type: community}", STORAGE)
    requiring = rule("asks", "std/1", "{site.type: community}", "require: {requirements: [std-1-1]}")
    found = compared(world(plain), world(plain, requiring))
    moves = next(one for one in found.moving if one.site == "three storeys").moves
    verdict = next(move for move in moves if move.kind == "requirement")
    assert verdict.id == "std-1-1"
    assert (verdict.shifts[0].before.zh, verdict.shifts[0].after.zh) == ("不适用", "适用")
    assert [(cause.rule, cause.how.zh) for cause in verdict.causes] == [("asks", "新有“要求”")]


def test_words_alone_move_no_advice() -> None:
    old = world(low_rise(4))
    new = world(low_rise(4).replace("因low-rise-storage", "另一句话"))
    found = compared(old, new)
    assert rule_lines(found) == ["理由：因low-rise-storage → 另一句话"]
    assert [change.acts for change in found.changes] == [False]
    assert found.moving == ()
    assert [one.site for one in found.restated] == ["storeys not stated", "three storeys"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "{site.storeys: {at_most: 4}}",
            "{site.storeys: {at_least: 4}}",
            "条件：site.storeys不超过4 → site.storeys不少于4",
        ),
        ("{resource.level: poor}", "{resource.level: [poor, rich]}", "“resource.level”：加上rich"),
        ("{resource.level: poor}", "{resource.level: rich}", "“resource.level”：poor → rich"),
        (
            "{all: [{site.type: community}]}",
            "{all: [{site.type: community}, {resource.wind: true}]}",
            "新增条件（须同时成立）：resource.wind",
        ),
        (
            "{any: [{site.type: community}, {resource.wind: true}]}",
            "{any: [{site.type: community}]}",
            "去掉条件（原任一成立即可）：resource.wind",
        ),
        ("{not: {resource.level: poor}}", "{not: {resource.level: rich}}", "“resource.level”：poor → rich"),
    ],
)  # fmt: skip
def test_a_changed_condition_reads_as_a_change(old: str, new: str, words: str) -> None:
    before, after = (world(rule("one", "rep/1", when, STORAGE)) for when in (old, new))
    told = condition_changes(
        before.rulebook.rules["one"].when,
        after.rulebook.rules["one"].when,
        before.catalogue,
        after.catalogue,
    )
    assert [text.zh for text in told] == [words]


def test_few_lines_change_their_order() -> None:
    """3 moved before 1 and 2: only it need be told."""
    assert longest_rising([3, 1, 2, 4]) == {1, 2, 3}
    assert longest_rising([]) == frozenset()


@pytest.fixture
def amended(tmp_path: Path) -> tuple[Path, Path]:
    """The shipped rules, and a copy to amend."""
    for name in ("old", "new"):
        shutil.copytree(ROOT / "rules", tmp_path / name)
    return tmp_path / "old", tmp_path / "new"


def edit(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")


def test_the_border_of_small_communities_moves_only_the_one_between(
    amended: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """10 000 → 11 000 people: 世博 has 10 119; the next are 景江苑 6 268 and 和一 11 891."""
    old, new = amended
    edit(
        new,
        "base-applicability.yaml",
        "community.population: {at_least: 10000}",
        "community.population: {at_least: 11000}",
    )
    edit(
        new,
        "base-applicability.yaml",
        "community.population: {below: 10000}",
        "community.population: {below: 11000}",
    )
    assert run(["rules", "diff", str(old), str(new), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["site"] for one in told["moved"]] == ["shibo-shanghai"]
    assert told["restated"] == []
    assert {one["rule"] for one in told["rules"]} == {"community-size-medium", "community-size-small"}
    size = next(move for move in told["moved"][0]["moves"] if move["kind"] == "fact")
    assert (size["shifts"][0]["before"]["zh"], size["shifts"][0]["after"]["zh"]) == ("中型社区", "小型社区")
    assert {cause["rule"] for cause in size["causes"]} == {"community-size-medium", "community-size-small"}


def test_low_houses_of_two_storeys_leave_those_of_three_out(
    amended: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """东塘 and 示例私房片区: three storeys, poor condition; the others are higher, better, or unknown."""
    old, new = amended
    edit(new, "sps2-renewal.yaml", "building.storeys: {at_most: 4}", "building.storeys: {at_most: 2}")
    assert run(["rules", "diff", str(old), str(new), "--format", "md"]) == 0
    note = capsys.readouterr().out
    assert note.startswith("# 规则修订说明\n")
    assert "阈值 4 → 2层" in note
    assert [line for line in note.splitlines() if line.startswith("### ")] == [
        "### 修改：危旧低层房重建时按绿色标准",
        *(line for line in note.splitlines() if line.startswith("### 东塘社区（dongtang-jiangshan）：")),
        *(line for line in note.splitlines() if line.startswith("### 示例私房片区（mild-private-houses）：")),
    ]
    assert "### 东塘社区" in note
    assert "### 示例私房片区" in note


def told(roadmap: Roadmap, knowledge: Knowledge) -> dict[str, Any]:
    """The contract without the hash of the rules and without what would have to change (no advice)."""
    contract = to_contract(roadmap, knowledge)
    del contract["rules"]
    for technology in contract["technologies"]:
        del technology["why_not"]
    return contract


@pytest.mark.parametrize("gone", ["resource-poor-no-costly-energy", "sps2-rebuild-to-green"])
def test_sites_are_said_to_stay_exactly_where_the_contract_stays(
    gone: str, knowledge: Knowledge, sites: dict[str, SiteProfile]
) -> None:
    rules = {key: found for key, found in knowledge.rulebook.rules.items() if key != gone}
    without = prepare(knowledge.catalogue, replace(knowledge.rulebook, rules=rules))
    sites = {name: sites[name] for name in ("hongyupo", "dongtang-jiangshan", "port", "rural-community")}
    found = compare(knowledge, without, {name: (one, one) for name, one in sites.items()})
    differing = {
        name
        for name, one in sites.items()
        if told(recommend(one, knowledge), knowledge) != told(recommend(one, without), without)
    }
    assert differing
    assert {one.site for one in (*found.moving, *found.restated)} == differing


def test_a_folder_without_rules_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "diff", str(tmp_path), str(ROOT / "rules")]) == 2
    assert "E-RULES-FOLDER" in capsys.readouterr().err


def test_a_project_folder_compares_like_its_rules(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "diff", str(ROOT), str(ROOT / "rules"), "--lang", "en"]) == 0
    assert f"{len(list((ROOT / 'examples').glob('*.yaml')))} stay as they are" in " ".join(
        capsys.readouterr().out.split()
    )


def test_views_say_the_same_in_both_languages() -> None:
    found = compared(world(low_rise(4)), world(low_rise(6)))
    shown = [line for _, lines in sections(found) for line in lines]
    assert all(line.zh and line.en for line in shown)
    catalogue = world(low_rise(4)).catalogue
    assert "old → new" in to_markdown(found, catalogue, "en")
    assert "旧 → 新" in to_markdown(found, catalogue, "zh")
