"""The scenarios of a profile: named variants with other facts, rules, steps, assumptions and so on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from recommender.model.knowledge import FactValue
from recommender.model.stated import Scenario
from recommender.model.text import Text
from recommender.store.names import normal
from recommender.store.nodes import Entry, Mapping, Node, Scalar, Sequence
from recommender.store.stated_activities import read_activity_block
from recommender.store.stated_activity_checks import check_against_facts
from recommender.store.stated_facts import StatedFacts, read_fact, stated_entries
from recommender.store.stated_fields import Reader, fields, keys, twice
from recommender.store.stated_indicators import read_indicator_block
from recommender.store.stated_plans import read_assumption_block, read_goal_block, read_reading_block

_KEYS = keys(
    ("facts", "事实"),
    ("without", "不用规则"),
    ("drop", "去掉"),
    ("reading", "理解"),
    ("assumption", "假设"),
    ("goal", "目标值"),
    ("activity", "活动数据"),
    ("indicator", "指标"),
)
_LONGEST = 40  # a name stands at the head of a column


def read_scenarios_block(node: Node, reader: Reader) -> tuple[Scenario, ...]:
    """The scenarios in file order; every mistake is told."""
    if not isinstance(node, Mapping):
        reader.findings.shape(node, "“方案名: 内容”的映射", "a mapping of scenario names")
        return ()
    found: list[Scenario] = []
    lines: dict[str, int] = {}
    for entry in node.entries:
        name = entry.key.text.strip()
        if normal(name) in lines:
            what = Text(f"方案“{name}”", f"the scenario '{name}'")
            twice(entry.key, what, lines[normal(name)], reader.findings)
            continue
        lines[normal(name)] = entry.key.line
        if not name or len(name) > _LONGEST:
            reader.findings.error(
                entry.key,
                "E-NAME",
                f"方案名要有 1 到 {_LONGEST} 个字",
                f"the name of a scenario has 1 to {_LONGEST} characters",
            )
            continue
        found.append(_scenario(name, entry, reader))
    return tuple(found)


def _scenario(name: str, entry: Entry, reader: Reader) -> Scenario:
    what = Text(f"方案“{name}”", f"the scenario '{name}'")
    given = {key: one.value for key, one in fields(entry.value, what, _KEYS, reader.findings).items()}
    own = _facts(given.get("facts"), what, reader)
    facts: dict[str, FactValue | None] = {**dict.fromkeys(own.places), **own.facts}
    known = {fact: value for fact, value in {**reader.facts, **facts}.items() if value is not None}
    inner = replace(reader, facts=known, places={**reader.places, **own.places})
    goal, assumption = given.get("goal"), given.get("assumption")
    scenario = Scenario(name, facts)
    if "activity" in given:
        block = read_activity_block(given["activity"], inner)
        check_against_facts(block.activities, own.facts, own.places, inner)
        scenario = replace(scenario, activities=block.activities)
    if "indicator" in given:
        scenario = replace(scenario, indicators=read_indicator_block(given["indicator"], inner))
    if "reading" in given:
        scenario = replace(scenario, readings=read_reading_block(given["reading"], inner))
    return replace(
        scenario,
        without=_words(given.get("without"), Text("without", "without"), reader),
        without_steps=_technologies(given.get("drop"), reader),
        assumptions=read_assumption_block(assumption, inner) if assumption else None,
        goal=read_goal_block(goal, inner) if goal else None,
    )


def _facts(node: Node | None, what: Text, reader: Reader) -> StatedFacts:
    """The facts a scenario states; one given null is only in `places`: it goes back to unknown."""
    own = StatedFacts()
    if node is None:
        return own
    if not isinstance(node, Mapping):
        reader.findings.shape(node, f"{what.zh}的“事实: 值”", f"a `fact: value` mapping of {what.en}")
        return own
    for key, entry in stated_entries(node, reader.names, reader.findings):
        value = entry.value
        if isinstance(value, Scalar) and value.value is None and key not in own.places:
            own.places[key] = reader.findings.at(entry.key)
        else:
            read_fact(key, entry, own, reader.names, reader.findings)
    return own


def _scalars(node: Node | None, what: Text, reader: Reader) -> Iterator[Scalar]:
    """The texts of a list or of a single value."""
    for item in node.items if isinstance(node, Sequence) else () if node is None else (node,):
        if isinstance(item, Scalar) and item.text.strip() and item.value is not None:
            yield item
        else:
            reader.findings.shape(item, f"{what.zh}里的一个名称", f"one name of {what.en}")


def _words(node: Node | None, what: Text, reader: Reader) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.text.strip() for item in _scalars(node, what, reader)))


def _technologies(node: Node | None, reader: Reader) -> tuple[str, ...]:
    what = Text("技术", "technology")
    found = [
        reader.findings.one(item, what, reader.names.technologies) for item in _scalars(node, what, reader)
    ]
    return tuple(dict.fromkeys(technology for technology in found if technology))
