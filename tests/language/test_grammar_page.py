"""rules/README.md is the whole grammar: every word the reader knows stands on it, and it stays one page."""

from __future__ import annotations

import re

import pytest

from recommender.language import conditions, effects, examples, rules, selectors
from recommender.model.knowledge import Basis
from recommender.model.rule import RuleStatus
from recommender.store.names import Names
from tests.conftest import ROOT

PAGE = (ROOT / "rules/README.md").read_text(encoding="utf-8")
CODE = " ".join((*re.findall(r"`([^`\n]+)`", PAGE), *re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)))


def of(names: Names) -> set[str]:
    return {entry.id for entry in names.entries}


WORDS = {
    "keys of a rule": of(rules._KEYS) | of(rules._OVERRIDE_KEYS),
    "basis": {basis.value for basis in Basis},
    "status": {status.value for status in RuleStatus},
    "conditions": set(conditions._JOINS) | of(conditions._BOUNDS) | of(conditions._SETS),
    "effects": set(effects._READERS),
    "keys of effects": {"fact", "value", "target", "points", "ahead_of", "not_before", "not_after"}
    | {"with_works", "needs", "role", "actors", "potential", "economy", "star"},
    "selectors of technologies": of(selectors._TECHNOLOGY_KEYS) | of(selectors._SPAN_KEYS),
    "selectors of requirements": of(selectors._REQUIREMENT_KEYS),
    "examples": of(examples._KEYS) | of(examples._WORDS) | set(examples.FIRES),
}


@pytest.mark.parametrize("kind", WORDS)
def test_every_word_of_the_grammar_stands_on_the_page(kind: str) -> None:
    written = set(re.findall(r"[a-z_]+", CODE))
    assert not sorted(WORDS[kind] - written)


def test_every_effect_on_the_page_is_known() -> None:
    table = PAGE[PAGE.index("## 效果 then") : PAGE.index("## 选择")]
    rows = [line for line in table.splitlines() if line.startswith("| ") and not line.startswith("| 效果")]
    written = {word for row in rows for word in re.findall(r"`([a-z]+): ", row.split("|")[2])}
    assert written - {"role", "not_after", "with_works"} == set(effects._READERS)


def test_it_stays_one_page() -> None:
    """About what a sheet of A4 holds on both sides in small print."""
    assert len(PAGE.splitlines()) <= 120
    assert len(PAGE) <= 6000
