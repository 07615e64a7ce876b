"""The words of every finding of the audit: what was looked for, where, and where it stands instead."""

from __future__ import annotations

from collections.abc import Sequence

from recommender.kb.audit.looks import Kind, Look, Outcome
from recommender.model.clause import ClauseRef
from recommender.model.problem import Place, Problem, Severity
from recommender.model.text import Text

_ONE = {
    Kind.MARK: Text("核对短语", "mark"),
    Kind.TABLE: Text("表中数值", "table value"),
    Kind.INDICATOR: Text("指标名称或分值", "indicator name or score"),
    Kind.SCORING: Text("计分数值", "scoring number"),
    Kind.GRADE: Text("等级界限", "grade bound"),
    Kind.FIGURE: Text("数值", "figure"),
    Kind.WORD: Text("情态词", "modal word"),
}
_PARTS = {
    "": ("", ""),
    "item": ("第 {} 项", "item {}"),
    "sentence": ("第 {} 句", "sentence {}"),
    "paragraph": ("第 {} 段", "paragraph {}"),
}


def finding(look: Look) -> Problem:
    """One thing that does not stand where the record says."""
    if look.kind is Kind.RATING:
        return _other_rating(look)
    if look.kind is Kind.COLUMN:
        return _other_column(look)
    zh, en = _place(look.reference)
    name = _ONE[look.kind]
    sought_zh, sought_en = f"{name.zh}“{look.sought}”", f"{name.en} '{look.sought}'"
    about = look.record.where(look.slot)
    if look.outcome is Outcome.ELSEWHERE:
        return Problem(
            about,
            "E-AUDIT-ELSEWHERE",
            f"{look.record.id} 的{sought_zh}不在 {zh}",
            f"{look.record.id}: the {sought_en} does not stand at {en}",
            f"它在 {look.seen}",
            f"it stands at {look.seen}",
        )
    whole = look.kind is Kind.MARK
    return Problem(
        about,
        "E-AUDIT-NOT-FOUND",
        f"{look.record.id} 的{sought_zh}在 {zh} 找不到" + ("，全文也没有" if whole else ""),
        f"{look.record.id}: the {sought_en} is not found at {en}" + (" nor anywhere else" if whole else ""),
    )


def _other_rating(look: Look) -> Problem:
    zh, en = _place(look.reference)
    return Problem(
        look.record.where(look.slot),
        "E-AUDIT-RATING",
        f"{look.record.id} 的 {look.slot} 记为“{look.sought}”，{zh} 的原表"
        + (f"是“{look.seen}”" if look.seen else "没有"),
        f"{look.record.id}: {look.slot} is recorded as '{look.sought}', but the table at {en} prints "
        + (f"'{look.seen}'" if look.seen else "nothing"),
    )


def _other_column(look: Look) -> Problem:
    zh, en = _place(look.reference)
    return Problem(
        look.record.where(look.slot),
        "E-AUDIT-COLUMN",
        f"{look.record.id} 的 {look.sought} 在 {zh}，却不在同列其他数值所在的列",
        f"{look.record.id}: {look.sought} stands at {en}, but not in the column of the other values",
    )


def source_missing(source: str, place: Place) -> Problem:
    """No file resembles a source."""
    return Problem(
        place,
        "E-AUDIT-SOURCE",
        f"所给目录里没有文献 {source} 的文本，这份文献没有核对",
        f"the folder holds no text of the source {source}; it was not audited",
        "请把这份文献的 txt 文本放进目录",
        "put its text into the folder as a txt file",
    )


def heading_lost(clause: str, place: Place) -> Problem:
    """The heading of a clause is not found in its source."""
    return Problem(
        place,
        "W-AUDIT-HEADING",
        f"在文献里找不到条款 {clause} 的标题，其中的引用没有逐处核对",
        f"the heading of clause {clause} is not found in its source, so what it holds was not told apart",
        "请核对条款的编号和名称",
        "check its number and label",
        Severity.WARNING,
    )


def ignored(folder: str, unreadable: Sequence[str], strange: Sequence[str]) -> Problem:
    """Files of the folder that were not used: those that are no UTF-8 text, and those like no source."""
    zh = [f"{name}（不能按 UTF-8 读出）" for name in unreadable] + [
        f"{name}（不像任何一份文献）" for name in strange
    ]
    en = [f"{name} (not readable as UTF-8)" for name in unreadable]
    en += [f"{name} (like none of the sources)" for name in strange]
    return Problem(
        Place(folder),
        "W-AUDIT-IGNORED",
        f"有 {len(zh)} 个 txt 文件没有使用：{'、'.join(zh)}",
        f"{len(en)} txt files were not used: {', '.join(en)}",
        severity=Severity.WARNING,
    )


def no_folder(folder: str) -> Problem:
    """The folder of the sources cannot be read as one."""
    return Problem(
        Place(folder),
        "E-AUDIT-FOLDER",
        "这不是能读取的目录",
        "this is not a folder that can be read",
        "--sources 应是存放文献文本的目录",
        "--sources must be the folder with the texts of the sources",
    )


def no_texts(folder: str) -> Problem:
    """The folder holds no text at all."""
    return Problem(
        Place(folder),
        "E-AUDIT-EMPTY",
        "目录里没有 txt 文件",
        "the folder holds no txt file",
        "请放入文献的文本",
        "put the texts of the sources there",
    )


def _place(reference: ClauseRef) -> tuple[str, str]:
    zh, en = (words.format(reference.index) for words in _PARTS[reference.part])
    return f"{reference.clause} {zh}".rstrip(), f"{reference.clause} {en}".rstrip()
