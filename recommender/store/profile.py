"""A site profile in YAML → SiteProfile; every mistake is told at once, in one sentence each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from recommender.model.catalogue import Catalogue
from recommender.model.knowledge import Fact, FactValue
from recommender.model.problem import Place, Problem, by_place, refuse_errors
from recommender.model.site import SiteProfile
from recommender.model.text import NO_TEXT, Text
from recommender.store.clauses import read_clause
from recommender.store.consistency import inconsistencies
from recommender.store.findings import Findings
from recommender.store.limits import Limits
from recommender.store.names import Vocabulary, plain_names
from recommender.store.nodes import Entry, Mapping, Node, Scalar, parse_nodes
from recommender.store.values import read_value

_BESIDE = plain_names(("value", "source", "note"))
_FACT = Text("事实", "fact")
_ENOUGH = 100  # problems after which reading stops: this is no site profile
PROFILE_LIMITS = Limits(bytes=500_000, depth=12, nodes=5_000)


@dataclass
class _Stated:
    """What was read so far."""

    facts: dict[str, FactValue] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)


def read_profile(name: str, data: bytes, catalogue: Catalogue) -> SiteProfile:
    """The profile in `data`; `name` is what messages call the file. Raises BadInput with every problem."""
    root = parse_nodes(data, name, PROFILE_LIMITS)
    findings, names = Findings(name), Vocabulary(catalogue)
    stated, note = _Stated(), NO_TEXT
    if not isinstance(root, Mapping):
        findings.shape(root, "“事实: 值”", "a `fact: value` mapping")
    else:
        if "note" in root.by_key:
            note = findings.text(root.get("note"), root, Text("备注", "the note"))
        for key, entry in stated_entries(root, names, findings):
            _read_fact(key, entry, stated, names, findings)
        if "site.type" not in stated.places:
            findings.error(
                root,
                "E-SITE-TYPE",
                "没有写场地类型（site.type）",
                "the site type (site.type) is missing",
                names.concepts("site_type").listed(),
            )
        findings.problems += inconsistencies(stated.facts, stated.places, catalogue)
    return _finish(stated, note, findings.problems)


def stated_entries(root: Mapping, names: Vocabulary, findings: Findings) -> Iterator[tuple[str, Entry]]:
    """The (fact id, entry) pairs of nested and dotted keys, ids and labels alike, in file order."""
    enough = len(findings.problems) + _ENOUGH
    for key, entry in _keys(root, frozenset(fact.partition(".")[0] for fact in names.catalogue.facts)):
        yield from _named(key, entry, names, findings)
        if len(findings.problems) > enough:
            return


def _keys(root: Mapping, groups: frozenset[str]) -> Iterator[tuple[str, Entry]]:
    for entry in root.entries:
        key = entry.key.text
        if key in groups and isinstance(entry.value, Mapping) and "value" not in entry.value.by_key:
            yield from ((f"{key}.{inner.key.text}", inner) for inner in entry.value.entries)
        elif key != "note":
            yield key, entry


def _named(key: str, entry: Entry, names: Vocabulary, findings: Findings) -> Iterator[tuple[str, Entry]]:
    found = names.facts.find(key) or names.facts.find(entry.key.text)
    if len(found) == 1:
        yield found[0], entry
    elif found:
        findings.one(entry.key, _FACT, names.facts)
    else:
        findings.unknown(entry.key, _FACT, key, names.facts)


def _read_fact(key: str, entry: Entry, stated: _Stated, names: Vocabulary, findings: Findings) -> None:
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


def _beside(node: Mapping, fact: Fact, stated: _Stated, names: Vocabulary, findings: Findings) -> Node:
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


def _finish(stated: _Stated, note: Text, problems: list[Problem]) -> SiteProfile:
    refuse_errors(problems)
    warnings = tuple(sorted(problems, key=by_place))
    return SiteProfile(stated.facts, stated.places, stated.sources, warnings, note)
