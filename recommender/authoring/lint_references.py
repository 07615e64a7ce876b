"""References of a draft: clauses that do not exist, and standards whose edition cannot be vouched for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recommender.authoring.draft import Draft, Line
from recommender.authoring.drafting_words import DraftingWords, Standard
from recommender.model.catalogue import Catalogue
from recommender.model.problem import Place, Problem, Severity
from recommender.model.text import Text
from recommender.render.words import clause_words
from recommender.store.names import plain_names

_NUMBER = r"(?:[A-Z]|[1-9]\d?)(?:\.[1-9]\d?)+"
_TITLE = re.compile(r"《([^》]{2,60})》\s*$")
_STANDARD = re.compile(
    r"(?<![A-Za-z/])((?:GB|JGJ|CJJ|CJ|HJ|LY|NB|DL|DB\d{2,4}|SZDB|T)(?:\s*[/∕]\s*[A-Z]{1,10})?)\s*"
    r"(\d+(?:\.\d+)*)(?:\s*[-—–－]\s*(\d{4}))?"
)


def reference_problems(
    draft: Draft, words: DraftingWords, catalogue: Catalogue, source: str
) -> Iterator[Problem]:
    """Every reference to a clause that is not there, and every standard that cannot be checked."""
    clause = _clause_pattern(words)
    for line in draft.lines:
        standards = list(_STANDARD.finditer(line.body))
        for found in standards:
            yield from _standard(draft.file, line, found, words, catalogue)
        for found in clause.finditer(line.body):
            if not any(one.start() <= found.start() < one.end() for one in standards):
                yield from _clause(draft, line, found, catalogue, source)


def _clause_pattern(words: DraftingWords) -> re.Pattern[str]:
    """A number with dots where it is a clause: after 见 or a title, or before 条 or 的规定."""
    before, after = ("|".join(map(re.escape, cues)) for cues in (words.before, words.after))
    return re.compile(
        rf"(?:(?<=》)|(?P<cue>{before}))\s*(?P<a>{_NUMBER})(?![\d.%]|\s*(?:kW|MW|kg|吨|万|平方|年|元|倍|℃))"
        rf"|(?<![\d.A-Za-z])(?P<b>{_NUMBER})(?=\s*(?:{after}))"
    )


def _clause(
    draft: Draft, line: Line, found: re.Match[str], catalogue: Catalogue, source: str
) -> Iterator[Problem]:
    group = "a" if found["a"] else "b"
    number, start = found[group], found.start(group)
    title = _TITLE.search(line.body[: found.start()])
    if title is None:
        if number in draft.numbers or f"{source}/{number}" in catalogue.clauses:
            return
        document = source
    else:
        named = [one.id for one in catalogue.sources.values() if title[1] in (one.label.zh, one.number)]
        if not named:
            yield _unchecked(draft.file, line, title.start(1), f"《{title[1]}》")
            return
        document = named[0]
        if f"{document}/{number}" in catalogue.clauses:
            return
    if not document:
        yield _dangling(draft.file, line, start, number, Text("草稿", "the draft"), draft.numbers)
        return
    numbers = frozenset(one.partition("/")[2] for one in catalogue.clauses if one.startswith(f"{document}/"))
    name = catalogue.sources[document].label
    yield _dangling(draft.file, line, start, number, Text(f"《{name.zh}》", name.en), numbers)


def _dangling(file: str, line: Line, start: int, number: str, where: Text, known: frozenset[str]) -> Problem:
    beside = [one for one in sorted(known) if one.rpartition(".")[0] == number.rpartition(".")[0]]
    hint = plain_names(beside or sorted(known)).hint(number)
    return Problem(
        Place(file, line.line, line.column + start),
        "E-DRAFT-CLAUSE",
        f"{where.zh}里没有 {number} 这一条",
        f"there is no clause {number} in {where.en}",
        hint.zh or "请改正条款号",
        hint.en or "mend the number",
    )


def _standard(
    file: str, line: Line, found: re.Match[str], words: DraftingWords, catalogue: Catalogue
) -> Iterator[Problem]:
    prefix = re.sub(r"\s*[/∕]\s*", "/", found[1])
    written, year = f"{prefix} {found[2]}", found[3] or ""
    known = words.standards.get(written)
    if any(one.number.startswith(written) for one in catalogue.sources.values()):
        return
    if known is None:
        yield _unchecked(file, line, found.start(), found.group().strip())
    elif year and year != known.year:
        yield _edition(file, line, found.start(), written, year, known, catalogue)


def _unchecked(file: str, line: Line, start: int, name: str) -> Problem:
    return Problem(
        Place(file, line.line, line.column + start),
        "W-DRAFT-UNCHECKED",
        f"{name} 不在知识库里，不能核对",
        f"{name} is not in the knowledge base and cannot be checked",
        "请自己核对编号、年份和条款是否有效",
        "check number, year and clause yourself",
        Severity.WARNING,
    )


def _edition(
    file: str, line: Line, start: int, written: str, year: str, known: Standard, catalogue: Catalogue
) -> Problem:
    cited = clause_words(known.clauses[0], catalogue) if known.clauses else Text("来源", "the source")
    return Problem(
        Place(file, line.line, line.column + start),
        "W-DRAFT-EDITION",
        f"这里引用 {written}-{year}，{cited.zh} 引用的是 {known.year} 年版",
        f"this cites {written}-{year}; {cited.en} cites the edition of {known.year}",
        "请核对哪一版有效；不注日期就是最新版本",
        "check which is in force; without a year the latest applies",
        Severity.WARNING,
    )
