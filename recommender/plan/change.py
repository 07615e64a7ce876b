"""The smallest change of facts that would turn a rule, split into what a planner can change and what not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import assert_never

from recommender.evaluate.scope import Knowledge
from recommender.model.condition import AllOf, AnyOf, Contains, Is, Leaf, Not, Within
from recommender.model.decision import Decision, Node
from recommender.model.knowledge import FactType
from recommender.model.roadmap import Change
from recommender.model.text import Text
from recommender.model.truth import Truth

Changes = tuple[Change, ...]


@dataclass(frozen=True)
class Turns:
    """The smallest changes that turn each rule of a decision, each worked out once."""

    decision: Decision
    knowledge: Knowledge
    made: dict[tuple[str, Truth], Changes | None] = field(default_factory=dict)

    def of(self, rule: str, wanted: Truth) -> Changes | None:
        """Changes that make the rule's condition `wanted`; () if it is so already, None if none can."""
        key = (rule, wanted)
        if key not in self.made:
            tree = self.decision.results[rule].tree
            if tree is None:
                self.made[key] = () if wanted is Truth.TRUE else None
            else:
                self.made[key] = _turn(tree, wanted, self.knowledge)
        return self.made[key]


def cost(changes: Changes) -> tuple[int, int]:
    """Order of preference: few unchangeable facts first, then few changes."""
    return (sum(not change.changeable for change in changes), len(changes))


def _turn(node: Node, wanted: Truth, knowledge: Knowledge) -> Changes | None:
    if node.truth is wanted:
        return ()
    condition = node.condition
    match condition:
        case Is() | Contains() | Within():
            return (_change(condition, node, wanted, knowledge),)
        case Not():
            return _turn(node.parts[0], Truth.FALSE if wanted is Truth.TRUE else Truth.TRUE, knowledge)
        case AllOf() | AnyOf():
            every = isinstance(condition, AllOf) == (wanted is Truth.TRUE)
            found = [_turn(part, wanted, knowledge) for part in node.parts]
            possible = [changes for changes in found if changes is not None]
            if every:
                return merged(possible) if len(possible) == len(found) else None
            return min(possible, key=cost) if possible else None
        case _:
            assert_never(condition)


def merged(parts: list[Changes]) -> Changes | None:
    """All changes together; None when two of them want different things of one fact."""
    wanted: dict[str, Change] = {}
    for changes in parts:
        for change in changes:
            if wanted.setdefault(change.fact, change) != change:
                return None
    return tuple(wanted.values())


def _change(leaf: Leaf, node: Node, wanted: Truth, knowledge: Knowledge) -> Change:
    fact = knowledge.catalogue.facts[leaf.fact]
    words = _wanted_words(leaf, wanted, knowledge, fact.type)
    return Change(leaf.fact, node.observed, words, fact.changeable)


def _wanted_words(leaf: Leaf, wanted: Truth, knowledge: Knowledge, kind: FactType) -> Text:
    match leaf:
        case Is():
            if kind is FactType.BOOLEAN:
                yes = (True in leaf.values) == (wanted is Truth.TRUE)
                return Text("是", "yes") if yes else Text("否", "no")
            return _listed(leaf.values, wanted is Truth.TRUE, knowledge)
        case Contains(every=every):
            return _listed(leaf.values, every == (wanted is Truth.TRUE), knowledge)
        case Within():
            return _range_words(leaf, wanted is Truth.TRUE)
        case _:
            assert_never(leaf)


def _listed(values: tuple[object, ...], positive: bool, knowledge: Knowledge) -> Text:
    labels = [knowledge.catalogue.label(str(value)) for value in values]
    zh, en = "或".join(label.zh for label in labels), " or ".join(label.en for label in labels)
    return Text(zh, en) if positive else Text(f"不是{zh}", f"other than {en}")


def _range_words(leaf: Within, inside: bool) -> Text:
    low = "" if leaf.low is None else f"{leaf.low:g}"
    high = "" if leaf.high is None else f"{leaf.high:g}"
    zh, en = f"{low or '…'}–{high or '…'}", f"{low or '…'} to {high or '…'}"
    return Text(f"在{zh}之内", f"within {en}") if inside else Text(f"在{zh}之外", f"outside {en}")
