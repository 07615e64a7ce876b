"""Switch rules off as a set: every rule of a basis, of a theme file, or single rules by id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from recommender.model.knowledge import Basis
from recommender.model.problem import BadInput, Place, Problem
from recommender.model.rule import Rulebook
from recommender.store.cache import content_hash
from recommender.store.names import plain_names


def without(rulebook: Rulebook, names: Iterable[str]) -> Rulebook:
    """The rulebook with the named rules switched off: they are known by id but decide nothing.

    A name is a basis (judgement: everything that is ours), a theme (the file's name without .yaml) or a
    rule id. The digest tells the two rulebooks apart. Raises BadInput for names that name nothing.
    """
    asked = tuple(names)
    if not asked:
        return rulebook
    sets = rule_sets(rulebook)
    unknown = [name for name in asked if name not in sets]
    if unknown:
        raise BadInput(tuple(_unknown(name, sets) for name in unknown))
    off = frozenset().union(rulebook.off, *(sets[name] for name in asked))
    digest = content_hash([(rulebook.digest, "\n".join(sorted(off)).encode())])
    return replace(rulebook, off=off, digest=digest)


def rule_sets(rulebook: Rulebook) -> Mapping[str, frozenset[str]]:
    """Everything that can be switched off by name → the rules it means."""
    sets: dict[str, set[str]] = {basis.value: set() for basis in Basis}
    for rule in rulebook.rules.values():
        sets[rule.basis.value].add(rule.id)
        sets.setdefault(PurePosixPath(rule.place.file).stem, set()).add(rule.id)
    for key in rulebook.rules:
        sets.setdefault(key, {key})
    return {name: frozenset(rules) for name, rules in sets.items()}


def _unknown(name: str, sets: Mapping[str, frozenset[str]]) -> Problem:
    hint = plain_names(sets).hint(name)
    return Problem(
        Place("--without"),
        "E-UNKNOWN",
        f"没有叫“{name}”的规则、主题或依据性质",
        f"no rule, theme or basis is called '{name}'",
        hint.zh or "依据性质有 stated、derived、judgement；主题是 rules/ 下的文件名",
        hint.en or "bases are stated, derived, judgement; themes are the file names under rules/",
    )
