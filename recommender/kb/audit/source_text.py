"""A source document as text: which Source it is, and where each clause of that Source stands in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from recommender.kb.records import Record
from recommender.model.clause import ClauseRef

_SPACE = re.compile(r"\s+")
_ANNEX = re.compile(r"([A-Z])\.?([0-9]+)")
_ANNEX_TITLE = re.compile(r"附录[A-Z]|[（(](?:资料性|规范性)(?:附录)?[）)]")
_TABLE = re.compile(r"([tf])([0-9]+(?:-[0-9]+)*)")
_SECTION = re.compile(r"[0-9]+(?:\.[0-9]+)*")
_DIGITS = "零一二三四五六七八九"
_CAPTIONS = {"t": "表", "f": "图"}
# What may close a number before the words of a heading.
_AFTER_NUMBER = "：:、.．"
# A line of a table of contents: leaders and the number of a page.
_PAGE_NUMBER = re.compile(r"[.…·]*[0-9]+")
# What may follow the words of a heading on its line: a reference, a remark in brackets, a foreign name.
_AFTER_WORDS = re.compile(r"(\[[0-9]+\]|[（(].*[）)]|[ -~]*)[：:。]?")
# A heading may give a clause's label within a longer sentence of at most this many characters.
_LONGEST_HEADING = 60
# A file is a source when at least this share of the source's headings is found in it.
_ENOUGH = 0.5


def dense(text: str) -> str:
    """The text without any white space."""
    return _SPACE.sub("", text)


@dataclass(frozen=True)
class SourceText:
    """One file: its lines as they are, blank ones left out; all its characters without white space; and
    where among them each line starts."""

    name: str
    lines: tuple[str, ...]
    dense: str
    starts: tuple[int, ...]

    def line_at(self, offset: int) -> int:
        """The line a character without white space stands on."""
        return bisect_right(self.starts, offset) - 1

    def part(self, first: int, after: int) -> str:
        """Lines first to after (left out), without white space."""
        return self.dense[self.start(first) : self.start(after)]

    def spaced(self, start: int, end: int) -> str:
        """The characters from one offset to another with the white space that stands among them."""
        pieces = []
        for number in range(self.line_at(start), self.line_at(max(start, end - 1)) + 1):
            line, first = self.lines[number], self.starts[number]
            places = [at for at, letter in enumerate(line) if not letter.isspace()][max(0, start - first) :]
            places = places[: end - max(first, start)]
            pieces.append(
                line[places[0] :] if end >= self.start(number + 1) else line[places[0] : places[-1] + 1]
            )
        return "\n".join(pieces)

    def start(self, line: int) -> int:
        """Where a line starts; past the last line, the end."""
        return self.starts[line] if line < len(self.starts) else len(self.dense)


@dataclass(frozen=True)
class Section:
    """Where a clause stands, in lines: its heading, its own text, and its text with all clauses below it.

    Matter whose heading is not printed (before the first heading, or an outline behind the last) has none.
    """

    first: int
    body: int
    end: int
    whole_end: int


@dataclass(frozen=True)
class Located:
    """A Source with its text and the section of every clause that was found; `lost` are the others."""

    source: str
    text: SourceText
    sections: Mapping[str, Section]
    lost: tuple[str, ...]

    def dense_of(self, reference: ClauseRef) -> str | None:
        """The text of a whole clause, heading included, without white space; None when it is not found."""
        section = self.sections.get(reference.clause)
        return None if section is None else self.text.part(section.first, section.whole_end)


@dataclass(frozen=True)
class _Candidate:
    """A place where a heading may stand: its first line and the line after it."""

    clause: str
    first: int
    after: int


def read_source(name: str, text: str) -> SourceText:
    """The text of a file, ready to be searched."""
    lines = tuple(line for line in text.split("\n") if line.strip())
    starts: list[int] = []
    pieces: list[str] = []
    length = 0
    for line in lines:
        starts.append(length)
        pieces.append(dense(line))
        length += len(pieces[-1])
    return SourceText(name, lines, "".join(pieces), tuple(starts))


def match_sources(
    texts: Sequence[SourceText], clauses: Mapping[str, Sequence[Record]]
) -> tuple[Located, ...]:
    """The file of each source, told by how many of the source's headings it holds in their order.

    `clauses` gives the Clause records by source. A source none of the files resembles is left out.
    """
    found: list[Located] = []
    for source, records in clauses.items():
        best = max((locate(source, text, records) for text in texts), key=_share, default=None)
        if best is not None and _share(best) >= _ENOUGH:
            found.append(best)
    return tuple(found)


def _share(located: Located) -> float:
    known = len(located.sections)
    return known / (known + len(located.lost)) if known else 0.0


def locate(source: str, text: SourceText, clauses: Sequence[Record]) -> Located:
    """Where each clause stands: sections in their order, tables and figures in theirs, the rest anywhere."""
    numbers = {clause.id: clause.id.partition("/")[2] for clause in clauses}
    headings: dict[str, _Candidate] = {}
    for belongs in (_is_section, _is("t"), _is("f")):
        chosen = [clause for clause in clauses if belongs(numbers[clause.id])]
        chosen.sort(key=lambda clause: _order(numbers[clause.id]))
        candidates = [list(_candidates(text, clause, numbers[clause.id])) for clause in chosen]
        headings |= {found.clause: found for found in _in_order(candidates)}
    first = min((found.first for found in headings.values()), default=0)
    unnumbered = [clause for clause in clauses if not numberings(numbers[clause.id])]
    headings |= {c.id: found for c in unnumbered if (found := next(_unnumbered(text, c), None))}
    end = _end_of_body(text, headings)
    sections = {found.clause: _section(found, headings, numbers, end) for found in headings.values()}
    order = [clause.id for clause in clauses]
    for clause in unnumbered:
        if clause.id not in sections and sections:
            before = order.index(clause.id) < min(order.index(found) for found in headings)
            at, after = (0, first) if before or end == len(text.lines) else (end, len(text.lines))
            sections[clause.id] = Section(at, at, after, after)
    return Located(source, text, sections, tuple(c.id for c in clauses if c.id not in sections))


def _is_section(number: str) -> bool:
    return bool(_SECTION.fullmatch(number) or _ANNEX.fullmatch(number))


def _is(letter: str) -> Callable[[str], bool]:
    def belongs(number: str) -> bool:
        table = _TABLE.fullmatch(number)
        return table is not None and table[1] == letter

    return belongs


def is_table(number: str) -> bool:
    """Whether a clause number is that of a table or figure (t3-1, f3-2)."""
    return _TABLE.fullmatch(number) is not None


def _order(number: str) -> tuple[tuple[int, int], ...]:
    """Sort key by which 9.2 stands before 10, and annexes behind all."""
    return tuple(
        (0, int(part)) if part.isdigit() else (1, ord(part)) for part in re.findall(r"[0-9]+|[A-Z]", number)
    )


def _end_of_body(text: SourceText, headings: Mapping[str, _Candidate]) -> int:
    """The line at which an outline begins that repeats the first heading behind the last one."""
    if not headings:
        return len(text.lines)
    ordered = sorted(headings.values(), key=lambda heading: heading.first)
    start = next(heading for heading in ordered if heading.after)
    words = text.part(start.first, start.after)
    behind = range(ordered[-1].after, len(text.lines))
    end = next((n for n in behind if text.part(n, n + 1) == words), len(text.lines))
    while end < len(text.lines) and text.lines[end][0] == "\t" == text.lines[end - 1][0]:
        end -= 1  # stray words above the outline, set like it
    return end


def _section(
    found: _Candidate, headings: Mapping[str, _Candidate], numbers: Mapping[str, str], last: int
) -> Section:
    """How far a clause reaches: its own text to the next heading, all of it to the next that is not below."""
    number = numbers[found.clause]
    later = sorted((h for h in headings.values() if h.first > found.first), key=lambda h: h.first)
    if is_table(number):
        end = next((h.first for h in later), last)
        return Section(found.first, found.after, end, end)
    own = [h for h in later if not is_table(numbers[h.clause])]
    end = next((h.first for h in own), last)
    below = f"{number}."
    whole = next((h.first for h in own if not numbers[h.clause].startswith(below)), last)
    return Section(found.first, found.after, end, whole)


def numberings(number: str) -> tuple[str, ...]:
    """How the number of a clause may be printed before its heading: 3 as 3, 第3章, 第三章 or 三、."""
    table, annex = _TABLE.fullmatch(number), _ANNEX.fullmatch(number)
    if table:
        return (_CAPTIONS[table[1]] + table[2],)
    if annex:
        letter, count = annex[1], annex[2]
        return (
            *(f"{word}{letter}.{count}" for word in ("表", "附录", "")),
            *(f"附{word}{said}" for word in ("件", "录") for said in (count, chinese(int(count)))),
        )
    if not _SECTION.fullmatch(number):
        return ()
    last = number.rpartition(".")[2]
    said = chinese(int(last))
    if last == number:
        return (number, f"第{number}章", f"第{said}章", f"{said}、")
    return (number, f"{said}、", f"（{said}）", f"({said})", f"{last}.", f"{last}、", f"（{last}）")


def chinese(number: int) -> str:
    """A number below 100 in Chinese: 三, 十, 二十一."""
    tens, ones = divmod(number, 10)
    said = _DIGITS[ones] if ones or not tens else ""
    return f"{_DIGITS[tens] if tens > 1 else ''}十{said}" if tens else said


def _candidates(text: SourceText, clause: Record, number: str) -> Iterator[_Candidate]:
    """The lines that may be the heading: its number and its words, else its number and words around them."""
    printed = {form.rstrip(_AFTER_NUMBER) for form in numberings(number)}
    label = dense(clause.text("label").zh)
    exact, loose = [], []
    for offset in _occurrences(text.dense, label):
        line = text.line_at(offset)
        for first in (line, line - 1, line - 2):
            before = text.dense[text.start(first) : offset] if first >= 0 else ""
            after = text.line_at(offset + len(label) - 1) + 1
            rest = text.dense[offset + len(label) : text.start(after)]
            if before.rstrip(_AFTER_NUMBER) in printed and not _PAGE_NUMBER.fullmatch(rest):
                exact.append(_Candidate(clause.id, _with_title(text, first), after))
                break
            if first == line and _is_sentence_heading(before, label, rest, numberings(number)):
                loose.append(_Candidate(clause.id, first, after))
    yield from exact or loose


def _with_title(text: SourceText, line: int) -> int:
    """The first line of a heading with the title of its annex above it (附录 A, （资料性）)."""
    while line > 0 and _ANNEX_TITLE.fullmatch(text.part(line - 1, line)):
        line -= 1
    return line


def _is_sentence_heading(before: str, label: str, rest: str, printed: Iterable[str]) -> bool:
    """Whether a numbered line of one sentence gives the label within it."""
    fits = any(before.startswith(form) for form in printed)
    return fits and rest in ("", "。", "：") and len(before) + len(label) <= _LONGEST_HEADING


def _unnumbered(text: SourceText, clause: Record) -> Iterator[_Candidate]:
    """The lines that hold the label of a clause, in either language, and nothing else of weight."""
    for label in (dense(clause.text("label").zh), dense(clause.text("label").en)):
        for offset in _occurrences(text.dense, label):
            line = text.line_at(offset)
            after = text.line_at(offset + len(label) - 1) + 1
            rest = text.dense[offset + len(label) : text.start(after)]
            alone = _AFTER_WORDS.fullmatch(rest) and not _PAGE_NUMBER.fullmatch(rest)
            if text.start(line) == offset and alone:
                yield _Candidate(clause.id, line, after)


def _occurrences(text: str, phrase: str) -> Iterator[int]:
    at = text.find(phrase) if phrase else -1
    while at >= 0:
        yield at
        at = text.find(phrase, at + 1)


def _in_order(candidates: Sequence[Sequence[_Candidate]]) -> list[_Candidate]:
    """One candidate each for as many clauses as can stand in this order, the earliest if there is a choice.

    So an outline printed before or after the body does not draw a heading away from the body.
    """
    best: list[
        tuple[_Candidate, int, int]
    ] = []  # candidate, length of the longest chain to it, its predecessor
    done = 0
    for choices in candidates:
        fresh: list[tuple[_Candidate, int, int]] = []
        for candidate in choices:
            length, before = 0, -1
            for index, (earlier, reached, _) in enumerate(best[:done]):
                if earlier.first < candidate.first and (
                    reached > length or (reached == length and earlier.first < best[before][0].first)
                ):
                    length, before = reached, index
            fresh.append((candidate, length + 1, before))
        best += fresh
        done = len(best)
    at = max(range(len(best)), key=lambda i: (best[i][1], -best[i][0].first), default=-1)
    chain: list[_Candidate] = []
    while at >= 0:
        chain.append(best[at][0])
        at = best[at][2]
    return chain[::-1]
