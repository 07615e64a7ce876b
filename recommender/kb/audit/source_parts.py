"""The parts of a located clause that a reference can name: its paragraphs, sentences, items and rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from recommender.kb.audit.source_text import Located, Section, dense, is_table
from recommender.kb.records import Record

_HAN = re.compile(r"[\u3400-\u9fff]")
_NOTE_MARK = re.compile(r"\s?[¹²³⁰⁴-⁹ⁱ]")
# A footnote of a text whose lines are wrapped: its number, counted on through the document, and its words.
_WRAPPED_NOTE = re.compile(r"([0-9]{1,2}) [^\W\d]")
_CAPTION = re.compile(r"(续?表|图) ?[A-Z0-9][0-9A-Z.\-]* ?\S")
_REMARK = re.compile(r"[（(]?(注|数据来源|资料来源|图片来源)[:：]|[①-⑳]")
_BULLET = re.compile(r"——|[•\ue000-\uf8ff·]")
_LETTER = re.compile(r"[a-z][）)]")
_NUMBERED = re.compile(r"(?:\[[0-9]{1,2}\]|[（(]?[0-9]{1,2}[）)、.．]|[（(][一二三四五六七八九十]+[）)])")
_ENDS = "。；：！？.;:!?”）)】$"
_STOPS = "。；！？.;!?$"
# A space after these does not close a paragraph: foreign words, numbers, the sign of a point in the text.
_GOES_ON = re.compile(r".*[A-Za-z0-9,①-⑳] $")
_SENTENCE = re.compile(r"(?<=[。！？])")
# A row of figures ends with one behind another cell; words of the row may stand on the lines above.
_ENDS_WITH_FIGURE = re.compile(r".*\S\s+[0-9.]+%?$")
_CELL = "\t"
# Lines a table may have above its first row.
_MOST_HEADER_LINES = 3
# A cell of a narrow column has so many signs to a line.
_NARROW = 2
# A paragraph of text under a table is at least this long, a subheading at most.
_LEAST_TEXT, _LONGEST_SUBHEADING, _LONGEST_LEAD = 60, 40, 20


@dataclass(frozen=True)
class Parts:
    """What a clause consists of. `paragraphs` is empty where their number is not the one recorded, `items`
    (list items or rows) likewise; `lead_ins` are what leads in a list, `notes` the footnotes."""

    paragraphs: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    lead_ins: tuple[str, ...] = ()
    notes: str = ""

    def get(self, part: str, index: int) -> str | None:
        """One part by the kind and number of a reference; None where parts cannot be told apart."""
        chosen = {"item": self.items, "paragraph": self.paragraphs, "sentence": self.sentences}.get(part, ())
        return chosen[index - 1] if 0 < index <= len(chosen) else None


def parts_of(located: Located, clauses: Mapping[str, Record]) -> dict[str, Parts]:
    """The parts of every clause that was found, by clause id."""
    wrapped = is_wrapped(located.text.lines)
    notes = _notes(located) if wrapped else frozenset()
    return {
        clause: _parts(located, clauses[clause], section, wrapped, notes)
        for clause, section in located.sections.items()
    }


def _notes(located: Located) -> frozenset[str]:
    """The lines that open a footnote: those that count on from 1 and are no heading."""
    headings = {n for section in located.sections.values() for n in range(section.first, section.body)}
    found: list[str] = []
    for number, line in enumerate(located.text.lines):
        note = _WRAPPED_NOTE.match(line)
        if note and int(note[1]) == len(found) + 1 and number not in headings:
            found.append(line)
    return frozenset(found)


def is_wrapped(lines: Sequence[str]) -> bool:
    """Whether lines are set to a width, a space at a line's end then closing the paragraph or cell."""
    return 5 * sum(line.endswith(" ") for line in lines) > len(lines)


def _parts(located: Located, clause: Record, section: Section, wrapped: bool, notes: frozenset[str]) -> Parts:
    if section.first == section.body:
        return Parts()  # it has no heading, so other matter may stand there too
    lines = located.text.lines[section.body : section.end]
    wanted = int(clause.string("items") or 0)
    if is_table(clause.id.partition("/")[2]):
        return Parts(items=_rows(lines, wrapped, wanted))
    blocks = list(_blocks(lines, wrapped, notes))
    items = _items(blocks, wanted)
    taken = {line for item in items for line in item.split("\n")}
    free = [block for block in blocks if block.split("\n")[0] not in taken and not _is_point(block)]
    body = [block for block in free if not _is_subheading(block)]
    with_leads = [block for block in free if block in body or dense(block).endswith("：")]
    counted = int(clause.string("paragraphs") or 0)
    return Parts(
        next((tuple(blocks) for blocks in (body, with_leads) if len(blocks) == counted), ()),
        tuple(_sentences(with_leads)),
        items,
        tuple(block for block in free if dense(block).endswith("：")),
        "\n".join(line for line, note in _with_notes(lines, wrapped, notes) if note),
    )


def _blocks(lines: Sequence[str], wrapped: bool, notes: frozenset[str]) -> Iterator[str]:
    """Paragraphs, list items and subheadings in order; captions, tables, remarks and footnotes left out."""
    open_lines: list[str] = []
    in_table = False
    kept = [
        line
        for line, is_note in _with_notes(lines, wrapped, notes)
        if not is_note and _HAN.search(line) and _CELL not in line.strip()
    ]
    for number, line in enumerate(kept):
        if not open_lines and _CAPTION.match(line.strip()) and len(dense(line)) < _LEAST_TEXT:
            in_table = True
            continue
        open_lines.append(line)
        after = next(iter(kept[number + 1 : number + 2]), "")
        if _closes("\n".join(open_lines), wrapped, after):
            block = "\n".join(open_lines)
            open_lines = []
            in_table = in_table and wrapped and not _is_text(block)
            if not in_table and not _REMARK.match(block.strip()):
                yield block
    if open_lines:
        yield "\n".join(open_lines)


def _with_notes(lines: Sequence[str], wrapped: bool, notes: frozenset[str]) -> Iterator[tuple[str, bool]]:
    """Every line, with whether it belongs to a footnote."""
    in_note = False
    for line in lines:
        if wrapped and line[0] == " " and in_note:
            in_note = False  # a new page
        is_note = in_note or line in notes or _NOTE_MARK.match(line) is not None
        in_note = is_note and wrapped and not line.strip().endswith("。")
        yield line, is_note


def _closes(block: str, wrapped: bool, after: str) -> bool:
    """Whether what was read so far is a whole paragraph; `after` is the next line."""
    words = block.strip()
    ended = words.endswith(tuple(_ENDS))
    if wrapped:
        cut_by_page = after.startswith(" ") and not ended and len(words) > _LEAST_TEXT
        return block.endswith(" ") and not cut_by_page and not _GOES_ON.match(block.rpartition("\n")[2])
    return ended or len(words) < _LEAST_TEXT // 2 or bool(_REMARK.match(words)) or _is_formula(words)


def _is_formula(words: str) -> bool:
    return "=" in words and "。" not in words


def _sentences(blocks: Sequence[str]) -> Iterator[str]:
    """The sentences; a formula set on its own line belongs to the sentence before it."""
    said: list[str] = []
    for block in blocks:
        if said and _is_formula(block):
            said[-1] += f"\n{block}"
        else:
            said += [part for part in _SENTENCE.split(block) if part.strip()]
    yield from said


def _is_text(block: str) -> bool:
    """Whether a block under a table is running text again rather than one of its cells."""
    words = dense(block)
    return (
        len(words) >= _LEAST_TEXT
        and words.endswith("。")
        and not _BULLET.match(words)
        and not _REMARK.match(words)
    )


def _is_point(block: str) -> bool:
    return _LETTER.match(block.strip()) is not None or _BULLET.match(block.strip()) is not None


def _is_subheading(block: str) -> bool:
    """A short block without a sentence, or a numbered one of one short sentence."""
    words = dense(block)
    if len(words) > _LONGEST_SUBHEADING or _is_formula(words):
        return False
    if _NUMBERED.match(words):
        return words.find("。") in (-1, len(words) - 1)
    short_lead = words.endswith("：") and len(words) <= _LONGEST_LEAD
    return short_lead or (not words.endswith(tuple(_STOPS)) and not words.endswith("："))


def _items(blocks: Sequence[str], wanted: int) -> tuple[str, ...]:
    """The list items, by dashes or bullets, by numbers, or as paragraphs; none if not as many as wanted."""
    if not wanted:
        return ()
    for belongs in (_BULLET, _NUMBERED):
        chosen = [number for number, block in enumerate(blocks) if belongs.match(block.strip())]
        if len(chosen) == wanted:
            return tuple(_with_points(blocks, number) for number in chosen)
    return tuple(blocks[-wanted:]) if len(blocks) in (wanted, wanted + 1) else ()


def _with_points(blocks: Sequence[str], number: int) -> str:
    """A list item with the lettered points under it."""
    end = number + 1
    while end < len(blocks) and _LETTER.match(blocks[end].strip()):
        end += 1
    return "\n".join(blocks[number:end])


def _rows(lines: Sequence[str], wrapped: bool, wanted: int) -> tuple[str, ...]:
    """The rows of a table: lines with cells, or runs that end with a figure or open with a narrow cell."""
    if not wanted:
        return ()
    if not wrapped:
        rows = tuple(line for line in lines if _CELL in line)
        fits = wanted < len(rows) <= wanted + _MOST_HEADER_LINES
        return rows[-wanted:] if fits else ()
    rows = tuple(_rows_of_figures(lines))
    if len(rows) >= wanted:
        return rows[:wanted]
    starts = [n for n in range(len(lines) - 1) if _is_narrow_cell(lines[n], lines[n + 1])][-wanted:]
    ends = [*starts[1:], len(lines)]
    return (
        tuple("\n".join(lines[a:b]) for a, b in zip(starts, ends, strict=True))
        if starts[wanted - 1 :]
        else ()
    )


def _is_narrow_cell(line: str, after: str) -> bool:
    """Whether two lines are a cell of a narrow first column: one or two signs each, the cell closed then."""
    short = len(dense(line)) <= _NARROW and len(dense(after)) <= _NARROW
    return short and not line.endswith(" ") and after.endswith(" ")


def _rows_of_figures(lines: Sequence[str]) -> Iterator[str]:
    row: list[str] = []
    for line in lines:
        row.append(line)
        if _ENDS_WITH_FIGURE.match(line.strip()) and line.endswith(" "):
            yield "\n".join(row)
            row = []
