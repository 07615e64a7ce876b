"""Terms of a draft against the terms the sources define: marked but undefined, or nearly a defined one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recommender.authoring.draft import Draft, Line
from recommender.authoring.drafting_words import DraftingWords
from recommender.model.catalogue import Catalogue
from recommender.model.problem import Place, Problem, Severity
from recommender.model.text import Text
from recommender.render.words import clause_words
from recommender.store.names import Names, plain_names

_DEFINED = "defined_term"
_MARKED = re.compile(r"[“「『]([^“”「」『』]{2,20})[”」』]")
_LONG = 5
"""A term this long is recognised with one character wrong or missing; a shorter one only with two swapped."""
_SHORTEST = 4


def term_problems(draft: Draft, words: DraftingWords, catalogue: Catalogue) -> Iterator[Problem]:
    """Every term that is marked as one and not defined, and every word that is nearly a defined term."""
    defined = _defined(catalogue) | draft.terms
    known = defined | _names(catalogue)
    terms = plain_names(sorted(defined))
    near = _near(defined)
    for line in draft.lines:
        marked = [found for found in _MARKED.finditer(line.body) if found[1] not in known]
        for found in marked:
            yield _undefined(draft.file, line, found.start(1), found[1], terms)
        for start, word, term in _lookalikes(line.body, near, words, known):
            if not any(one.start() <= start < one.end() for one in marked):
                yield _resembles(draft.file, line, start, word, term, catalogue)


def _defined(catalogue: Catalogue) -> frozenset[str]:
    return frozenset(
        name for one in catalogue.concepts_of.get(_DEFINED, ()) for name in (one.label.zh, *one.alt) if name
    )


def _names(catalogue: Catalogue) -> frozenset[str]:
    """The names of technologies, concepts and documents: known words, if not defined ones."""
    found = {one.label.zh for one in catalogue.sources.values()}
    for technology in catalogue.technologies.values():
        found |= {technology.label.zh, *technology.alt}
    for concept in catalogue.concepts.values():
        found |= {concept.label.zh, *concept.alt}
    return frozenset(found - {""})


def _near(defined: frozenset[str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns of slips: two neighbours swapped; in long terms one character missing or another one."""
    found: list[tuple[re.Pattern[str], str]] = []
    for term in sorted(defined):
        if len(term) < _SHORTEST or not all("\u4e00" <= one <= "\u9fff" for one in term):
            continue
        slips = {f"{term[:i]}{term[i + 1]}{term[i]}{term[i + 2 :]}" for i in range(len(term) - 1)}
        if len(term) >= _LONG:
            slips |= {f"{term[:i]}{term[i + 1 :]}" for i in range(1, len(term) - 1)}
            slips |= {f"{term[:i]}.{term[i + 1 :]}" for i in range(1, len(term) - 1)}
        found.append((re.compile("|".join(sorted(slips - {term}))), term))
    return tuple(found)


def _lookalikes(
    body: str, near: tuple[tuple[re.Pattern[str], str], ...], words: DraftingWords, known: frozenset[str]
) -> Iterator[tuple[int, str, str]]:
    """Words of a line that are nearly a defined term, outside the names that are known as they stand."""
    covered = _covered(body, known - words.same.keys())
    seen: set[int] = set()
    for word, term in words.same.items():
        for found in re.finditer(re.escape(word), body):
            if found.start() not in covered:
                seen.add(found.start())
                yield found.start(), word, term
    for pattern, term in near:
        for found in pattern.finditer(body):
            if found.start() not in covered | seen and found.group() not in known:
                seen.add(found.start())
                yield found.start(), found.group(), term


def _covered(body: str, known: frozenset[str]) -> set[int]:
    return {
        place
        for name in known
        if len(name) > 1
        for found in re.finditer(re.escape(name), body)
        for place in range(found.start(), found.end())
    }


def _undefined(file: str, line: Line, start: int, word: str, terms: Names) -> Problem:
    near = terms.near(word)
    hint = terms.hint(word) if near else None
    return Problem(
        Place(file, line.line, line.column + start),
        "W-DRAFT-TERM",
        f"“{word}”标作术语，却没有定义",
        f"“{word}” is marked as a term but not defined",
        hint.zh if hint else "请在术语一章写定义，或去掉引号",
        hint.en if hint else "define it among the terms, or take the marks away",
        Severity.WARNING,
    )


def _resembles(file: str, line: Line, start: int, word: str, term: str, catalogue: Catalogue) -> Problem:
    places = [
        clause
        for one in catalogue.concepts_of.get(_DEFINED, ())
        if term in (one.label.zh, *one.alt)
        for clause in one.clauses
    ]
    cited = clause_words(places[0], catalogue) if places else Text()
    return Problem(
        Place(file, line.line, line.column + start),
        "W-DRAFT-TERM-NEAR",
        f"“{word}”与定义过的术语“{term}”差一点{f'（见{cited.zh}）' if cited else ''}",
        f"“{word}” nearly is the defined term “{term}”{f' ({cited.en})' if cited else ''}",
        f"同一件事请写“{term}”，不是一件事请另下定义",
        f"write “{term}” if that is meant, or define the other term",
        Severity.WARNING,
    )
