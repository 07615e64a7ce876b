"""Lint a draft of clauses: verbal forms, one requirement per clause, checkable wording, who and what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from recommender.authoring.draft import Draft, Kind, Line
from recommender.authoring.drafting_words import DraftingWords, Word
from recommender.authoring.lint_references import reference_problems
from recommender.authoring.lint_terms import term_problems
from recommender.model.catalogue import Catalogue
from recommender.model.problem import Place, Problem, Severity, by_place
from recommender.model.text import Text

_ASKED = (Kind.CLAUSE, Kind.ITEM, Kind.LEAD, Kind.HEADING)
_COMMAS = re.compile(r"[，,、。；：:;]")
_LISTED = re.compile(r"等(?=[，。；、）)]|$|\S{0,8}(?:[，。；]|$))")


@dataclass(frozen=True)
class Hit:
    """A word of the list where it stands in a line."""

    word: Word
    start: int
    end: int


def lint(draft: Draft, words: DraftingWords, catalogue: Catalogue, source: str) -> tuple[Problem, ...]:
    """Everything to mend in a draft, by place; `source` is the document under revision, if there is one."""
    found = [problem for one in _with_heads(draft) for problem in _line_problems(*one, draft.file, words)]
    found += term_problems(draft, words, catalogue)
    found += reference_problems(draft, words, catalogue, source)
    return tuple(sorted(dict.fromkeys(found), key=by_place))


def _with_heads(draft: Draft) -> Iterator[tuple[Line, Line | None]]:
    """Every line with the line that leads it in, for the items of a list."""
    head: Line | None = None
    for line in draft.lines:
        if line.kind is Kind.LEAD:
            head = line
        elif line.kind is not Kind.ITEM:
            head = None
        yield line, head if line.kind is Kind.ITEM else None


def _line_problems(line: Line, head: Line | None, file: str, words: DraftingWords) -> Iterator[Problem]:
    if line.kind not in _ASKED:
        return
    hits = _hits(line.body, words)
    modal = [hit for hit in hits if hit.word.modality]
    if line.kind is Kind.HEADING and not modal:
        return
    yield from _words(line, hits, file, words)
    if not modal:
        if head is None and line.kind is Kind.CLAUSE:
            yield _none(line, file)
        return
    yield from _several(line, modal, file)
    if head is None and not _addressee(line.body[: modal[0].start], words):
        yield _no_addressee(line, modal[0], file)
    if line.kind is not Kind.LEAD:
        yield from _objects(line, modal, file, words)


def _hits(body: str, words: DraftingWords) -> list[Hit]:
    """The listed words of a text, left to right; a longer word hides the shorter ones inside it."""
    return [
        Hit(words.found[one.group()], one.start(), one.end())
        for one in words.scanner.finditer(body)
        if one.group() in words.found and one.group() not in words.other
    ]


def _words(line: Line, hits: Iterable[Hit], file: str, words: DraftingWords) -> Iterator[Problem]:
    avoided, vague = frozenset(one.word for one in words.avoid), frozenset(one.word for one in words.vague)
    for hit in hits:
        word, remedy = hit.word.word, hit.word.remedy
        if word in avoided:
            yield _problem(
                file, line, hit.start, "W-DRAFT-WORD",
                Text(f"“{word}”不是规范用词", f"“{word}” is not a verbal form of a standard"), remedy,
            )  # fmt: skip
        elif word in vague:
            yield _problem(
                file, line, hit.start, "W-DRAFT-VAGUE",
                Text(f"“{word}”没有尺度，不可核查", f"“{word}” has no measure and cannot be checked"), remedy,
            )  # fmt: skip
        elif word == words.open_list.word and _LISTED.match(line.body, hit.start):
            yield _problem(
                file, line, hit.start, "W-DRAFT-OPEN-LIST",
                Text(f"“{word}”使列举没有尽头，不可核查", f"“{word}” leaves the list open to anything"),
                Text(f"列全并删去“{word}”，或写明还有哪一类", "list all and leave it out, or name the kind"),
            )  # fmt: skip


def _none(line: Line, file: str) -> Problem:
    return _problem(
        file, line, 0, "W-DRAFT-NO-MODAL",
        Text("没有规范用词，看不出是要求、推荐还是允许", "no verbal form: asked, advised or permitted?"),
        Text("请写应、宜或可；只是说明就放进注", "write 应, 宜 or 可; explanations belong into a note"),
    )  # fmt: skip


def _several(line: Line, modal: list[Hit], file: str) -> Iterator[Problem]:
    """A second requirement in one clause: told at its modal word, or at the second sentence."""
    remedy = Text("一条只写一件事，请分成两条或列项", "one thing per clause; make it two clauses or a list")
    if len(modal) > 1:
        first, second = modal[0].word, modal[1].word
        same = first.modality == second.modality
        zh = "不止一项要求" if same else f"又是“{first.word}”又是“{second.word}”，不止一项要求"
        en = (
            "more than one requirement"
            if same
            else f"more than one requirement, {first.word} and {second.word}"
        )
        yield _problem(file, line, modal[1].start, "W-DRAFT-SEVERAL", Text(zh, en), remedy)
    elif len(line.sentences) > 1 and line.kind is not Kind.LEAD:
        start = line.sentences[1][0]
        said = Text("一条里不止一句", "more than one sentence in a clause")
        yield _problem(file, line, start, "W-DRAFT-SEVERAL", said, remedy)


def _addressee(before: str, words: DraftingWords) -> bool:
    """Whether somebody or something is named ahead of the modal word, apart from conditions."""
    for part in _COMMAS.split(before):
        bare = part.strip("　 ")
        for adverb in words.adverbs:
            bare = bare.removesuffix(adverb)
        if bare.startswith(words.starts) or not bare:
            continue
        if not bare.endswith(words.ends) or any(start in bare[1:] for start in words.starts):
            return True
    return False


def _no_addressee(line: Line, hit: Hit, file: str) -> Problem:
    return _problem(
        file, line, hit.start, "W-DRAFT-ADDRESSEE",
        Text(f"“{hit.word.word}”前面没有写谁", f"nobody is named before “{hit.word.word}”"),
        Text("请写明由谁做，或对什么提的要求", "say who is to do it, or what it is asked of"),
    )  # fmt: skip


def _objects(line: Line, modal: list[Hit], file: str, words: DraftingWords) -> Iterator[Problem]:
    for place, hit in enumerate(modal):
        end = modal[place + 1].start if place + 1 < len(modal) else len(line.body)
        action = re.split(r"[，。；,;]", line.body[hit.end : end])[0].strip("　 ")
        if not action or action in words.bare_verbs:
            yield _problem(
                file, line, hit.start, "W-DRAFT-OBJECT",
                Text(f"“{hit.word.word}{action}”没有写做什么", f"“{hit.word.word}{action}” says not what"),
                Text("请写出动词和宾语", "write a verb and its object"),
            )  # fmt: skip


def _problem(file: str, line: Line, offset: int, code: str, said: Text, remedy: Text) -> Problem:
    place = Place(file, line.line, line.column + offset)
    return Problem(place, code, said.zh, said.en, remedy.zh, remedy.en, Severity.WARNING)
