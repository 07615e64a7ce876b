"""A reason as a sentence, a condition as an indented tree with what was observed; words only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from recommender.evaluate.reasons import PLANNER
from recommender.language.conditions import is_value
from recommender.language.words import describe
from recommender.model.catalogue import Catalogue
from recommender.model.condition import AllOf, AnyOf, Contains, Is, Not, Within
from recommender.model.decision import Node, Reason
from recommender.model.knowledge import Authority, FactValue
from recommender.model.site import Observation
from recommender.model.text import Text
from recommender.model.truth import Truth
from recommender.render.words import (
    AUTHORITY,
    BASIS,
    TRUTH_MARK,
    UNKNOWN,
    clause_words,
    effect_words,
    fact_words,
    known_words,
    listing,
    value_words,
)

INDENT = "  "
OF_A_SOURCE = (Authority.STANDARD, Authority.OFFICIAL_GUIDE, Authority.REPORT)
"""Authorities that are documents; the others say no more than the basis does."""


def reason_words(reason: Reason, catalogue: Catalogue) -> Text:
    """One reason as a sentence: effect, why, clause, modality, authority, basis, what is still unknown."""
    return Text(_sentence(reason, catalogue, "zh"), _sentence(reason, catalogue, "en"))


def _sentence(reason: Reason, catalogue: Catalogue, language: str) -> str:
    zh = language == "zh"
    head = effect_words(reason.effect).get(language)
    if reason.truth is Truth.UNKNOWN:
        head = f"可能{head}" if zh else f"perhaps {head}"
    told = (
        clause_words(reason.clause, catalogue).get(language),
        reason.word(language),
        AUTHORITY[reason.authority].get(language) if reason.authority in OF_A_SOURCE else "",
        BASIS[reason.basis].get(language),
    )
    grounds = ("；" if zh else "; ").join(dict.fromkeys(part for part in told if part))
    words = reason.because.get(language).rstrip("。.")
    if reason.rule == PLANNER:  # the planner's own word needs no source
        return f"{head}：{words}" if zh else f"{head}: {words}"
    sentence = f"{head}：{words}（{grounds}）" if zh else f"{head}: {words} ({grounds})"
    if reason.truth is Truth.UNKNOWN and reason.unknown:
        facts = listing([fact_words(fact, catalogue).get(language) for fact in reason.unknown], language)
        sentence += f"，还要知道：{facts}" if zh else f"; still to be known: {facts}"
    return sentence


def main_reason(reasons: Iterable[Reason]) -> Reason | None:
    """The reason to show when there is room for one: it holds, supports, and speaks most of this site.

    What rests on more facts of the site than its kind comes first, then the higher authority.
    """
    holding = [reason for reason in reasons if reason.holds and reason.supports]
    return max(holding, key=lambda reason: (_speaks_of(reason), reason.authority.weight), default=None)


def _speaks_of(reason: Reason) -> int:
    """How many facts beyond the kind of site the reason rests on."""
    return len([fact for fact, _ in reason.facts if fact not in ("site.type", "site.setting")])


def short_reason(reason: Reason | None, language: str) -> str:
    """Clause, modality and why in one line; "" for none."""
    if reason is None:
        return ""
    head = " ".join(part for part in (reason.clause, reason.word(language)) if part)
    return f"{head} {reason.because.get(language)}".strip()


def condition_lines(
    node: Node, observations: Mapping[str, Observation], catalogue: Catalogue, language: str
) -> tuple[str, ...]:
    """The condition tree, one line per test: ✓ ✗ ？, the test in words, the observed value and its origin."""
    return tuple(_lines(node, observations, catalogue, language, 0))


def _lines(
    node: Node, observations: Mapping[str, Observation], catalogue: Catalogue, language: str, depth: int
) -> Iterator[str]:
    lead = f"{INDENT * depth}{TRUTH_MARK[node.truth]} "
    condition = node.condition
    match condition:
        case AllOf():
            yield lead + ("以下全部成立" if language == "zh" else "all of these hold")
        case AnyOf():
            yield lead + ("以下至少一项成立" if language == "zh" else "at least one of these holds")
        case Not():
            yield lead + ("以下不成立" if language == "zh" else "this does not hold")
        case Is() | Contains() | Within():
            yield lead + _leaf(condition.fact, node, observations, catalogue, language)
        case _:
            assert_never(condition)
    for part in node.parts:
        yield from _lines(part, observations, catalogue, language, depth + 1)


def _leaf(
    fact: str, node: Node, observations: Mapping[str, Observation], catalogue: Catalogue, language: str
) -> str:
    test = describe(node.condition, catalogue).get(language)
    seen = observations.get(fact)
    if seen is None or node.observed is None:
        return _noted(test, UNKNOWN.get(language), language)
    comma = "，" if language == "zh" else ", "
    if isinstance(node.observed, bool):
        value = describe(is_value(fact, (node.observed,), catalogue), catalogue).get(language)
        if value == test:  # what holds says itself how it is
            return _noted(test, known_words(seen).get(language), language)
        told = f"实为{value}" if language == "zh" else value
    else:
        value = value_words(fact, node.observed, catalogue).get(language)
        told = f"现为{value}" if language == "zh" else f"it is {value}"
    return _noted(test, f"{told}{comma}{known_words(seen).get(language)}", language)


def _noted(test: str, note: str, language: str) -> str:
    return f"{test}（{note}）" if language == "zh" else f"{test} ({note})"


def fact_line(fact: str, value: FactValue | None, seen: Observation | None, catalogue: Catalogue) -> Text:
    """A fact with its value and how it is known, e.g. 可再生资源水平：贫瘠（档案所述，sps2/5.1#p7）."""
    label, words = fact_words(fact, catalogue), value_words(fact, value, catalogue)
    if seen is None:
        return Text(f"{label.zh}：{words.zh}", f"{label.en}: {words.en}")
    known = known_words(seen)
    return Text(f"{label.zh}：{words.zh}（{known.zh}）", f"{label.en}: {words.en} ({known.en})")
