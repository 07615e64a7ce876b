"""Everything a profile states besides its facts → Stated; every mistake is told with its line."""

from __future__ import annotations

from dataclasses import replace

from recommender.model.stated import Goal, Stated
from recommender.model.text import Text
from recommender.store.findings import Findings
from recommender.store.names import Vocabulary
from recommender.store.nodes import Entry, Node, Scalar
from recommender.store.stated_activities import read_activity_block
from recommender.store.stated_activity_checks import check_against_facts
from recommender.store.stated_blocks import BLOCKS
from recommender.store.stated_facts import StatedFacts
from recommender.store.stated_fields import Reader
from recommender.store.stated_indicators import read_indicator_block
from recommender.store.stated_plans import (
    read_assumption_block,
    read_cost_block,
    read_goal_block,
    read_reading_block,
)
from recommender.store.stated_scenarios import read_scenarios_block


def read_stated(
    blocks: dict[str, Entry], facts: StatedFacts, names: Vocabulary, findings: Findings
) -> Stated:
    """The blocks (by name, of stated_blocks.BLOCKS) of a profile whose facts were read before."""
    reader = Reader(names, findings, facts.facts, facts.places)
    stated = Stated()
    for block in (named.id for named in BLOCKS.entries if named.id in blocks):  # scenarios last
        node = blocks[block].value
        if isinstance(node, Scalar) and node.value is None:
            _blank(blocks[block], findings)
        else:
            stated = _with(stated, block, node, reader)
    check_against_facts(stated.activities, facts.facts, facts.places, reader)
    if stated.goal is not None:
        _check_goal(stated.goal, stated.year, blocks["goal"], reader)
    return stated


def _blank(entry: Entry, findings: Findings) -> None:
    key = entry.key.text
    hint = Text("请补写或删去这一行", "fill it in or delete the line")
    findings.error(entry.key, "E-BLANK", f"“{key}”下面没有内容", f"nothing stands under '{key}'", hint)


def _with(stated: Stated, block: str, node: Node, reader: Reader) -> Stated:
    match block:
        case "activity":
            read = read_activity_block(node, reader)
            return replace(stated, year=read.year, method=read.method, activities=read.activities)
        case "indicator":
            return replace(stated, indicators=read_indicator_block(node, reader))
        case "reading":
            return replace(stated, readings=read_reading_block(node, reader))
        case "assumption":
            return replace(stated, assumptions=read_assumption_block(node, reader))
        case "goal":
            return replace(stated, goal=read_goal_block(node, reader))
        case "cost":
            return replace(stated, costs=read_cost_block(node, reader))
        case "scenarios":
            inner = replace(reader, given=frozenset(stated.activities))
            return replace(stated, scenarios=read_scenarios_block(node, inner))
        case _ as other:
            raise AssertionError(other)


def _check_goal(goal: Goal, year: int | None, entry: Entry, reader: Reader) -> None:
    """A goal lies after the year of the account, and in the year the facts name as that of the target."""
    if year is not None and goal.year < year:
        reader.findings.error(
            entry.key,
            "E-ORDER",
            f"目标值的年份 {goal.year} 早于核算年份 {year}",
            f"the year of the goal, {goal.year}, is before that of the account, {year}",
        )
    target = reader.facts.get("plan.target_year")
    if isinstance(target, int) and target != goal.year:
        line = reader.places["plan.target_year"].line
        reader.findings.warn(
            entry.key,
            "W-TWO-YEARS",
            f"目标值的年份是 {goal.year}，第 {line} 行的目标年份是 {target}",
            f"the goal is for {goal.year}, plan.target_year on line {line} is {target}",
            Text("请核对是否为两个目标", "please check whether these are two targets"),
        )
