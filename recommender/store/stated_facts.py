"""The facts of a profile: nested and dotted keys, ids and labels → fact ids and values; told where wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from recommender.model.knowledge import Fact, FactValue
from recommender.model.problem import Place
from recommender.model.text import Text
from recommender.store.clauses import read_clause
from recommender.store.findings import Findings
from recommender.store.names import Names, Vocabulary, plain_names
from recommender.store.nodes import Entry, Mapping, Node, Scalar
from recommender.store.values import read_value

_BESIDE = plain_names(("value", "source", "note"))
_FACT = Text("事实", "fact")
_ENOUGH = 100  # problems after which reading stops: this is no site profile


@dataclass
class StatedFacts:
    """What was read so far; `places` has every fact that is written, `facts` those that could be read."""

    facts: dict[str, FactValue] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)


def read_facts(
    root: Mapping, names: Vocabulary, findings: Findings, beside: Names | None = None
) -> StatedFacts:
    """The facts in a mapping; what is wrong with them is told. `beside`: what else may stand there."""
    stated = StatedFacts()
    for key, entry in stated_entries(root, names, findings, beside):
        read_fact(key, entry, stated, names, findings)
    return stated


def stated_entries(
    root: Mapping, names: Vocabulary, findings: Findings, beside: Names | None = None
) -> Iterator[tuple[str, Entry]]:
    """The (fact id, entry) pairs of nested and dotted keys, ids and labels alike, in file order.

    `beside` are the other names that may stand there, for the did-you-mean of an unknown one.
    """
    enough = len(findings.problems) + _ENOUGH
    for key, entry in _keys(root, frozenset(fact.partition(".")[0] for fact in names.catalogue.facts)):
        yield from _named(key, entry, names, findings, beside)
        if len(findings.problems) > enough:
            return


def _keys(root: Mapping, groups: frozenset[str]) -> Iterator[tuple[str, Entry]]:
    for entry in root.entries:
        key = entry.key.text
        if key in groups and isinstance(entry.value, Mapping) and "value" not in entry.value.by_key:
            yield from ((f"{key}.{inner.key.text}", inner) for inner in entry.value.entries)
        elif key != "note":
            yield key, entry


def _named(
    key: str, entry: Entry, names: Vocabulary, findings: Findings, beside: Names | None
) -> Iterator[tuple[str, Entry]]:
    found = names.facts.find(key) or names.facts.find(entry.key.text)
    if len(found) == 1:
        yield found[0], entry
    elif found:
        findings.one(entry.key, _FACT, names.facts)
    else:
        known = Names((*names.facts.entries, *beside.entries)) if beside else names.facts
        findings.unknown(entry.key, _FACT, key, known)


def read_fact(key: str, entry: Entry, stated: StatedFacts, names: Vocabulary, findings: Findings) -> None:
    """Read one fact into `stated`; a second statement of it, or a value it cannot have, is told."""
    fact = names.catalogue.facts[key]
    if key in stated.places:
        line = stated.places[key].line
        findings.error(
            entry.key,
            "E-TWICE",
            f"“{fact.label.zh}”（{key}）写了两次，第一次在第 {line} 行",
            f"{key} is stated twice, first on line {line}",
            Text("请删去一处", "delete one of them"),
        )
        return
    stated.places[key] = findings.at(entry.key)
    node = entry.value
    if isinstance(node, Mapping) and "value" in node.by_key:
        node = _beside(node, fact, stated, names, findings)
    value = read_value(node, fact, names, findings)
    if value is not None:
        stated.facts[key] = value


def _beside(node: Mapping, fact: Fact, stated: StatedFacts, names: Vocabulary, findings: Findings) -> Node:
    """The value of `{value, source, note}`; the source is kept, the note only checked."""
    findings.mapping(node, Text(f"“{fact.label.zh}”", fact.id), _BESIDE)
    if source := node.get("source"):
        clause = read_clause(source, names.catalogue, findings)
        if clause is not None:
            stated.sources[fact.id] = clause
    note = node.get("note")
    if note is not None and not (isinstance(note, Scalar) and note.text.strip()):
        findings.text(note, node, Text("备注", "the note"))
    return node.by_key["value"].value
