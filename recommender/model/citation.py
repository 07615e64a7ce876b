"""How a place in a source is cited: the name of the source, the number, and the item, row or paragraph."""

from __future__ import annotations

from recommender.model.clause import ClauseRef
from recommender.model.text import Text

_PARTS = {"sentence": ("第 {} 句", "sentence {}"), "paragraph": ("第 {} 段", "paragraph {}")}
_ITEM, _ROW = ("第 {} 项", "item {}"), ("第 {} 行", "row {}")
_SHOWN = {"t": ("表 {}", "Table {}"), "f": ("图 {}", "Figure {}")}


def citation(source: Text, place: ClauseRef, clause: Text) -> Text:
    """The place within the source, given the names of source and clause.

    A table is cited by its number and row; a part without a number by its heading.
    """
    zh, en = place.number, place.number
    shown = _SHOWN.get(place.number[0]) if place.number[1:2].isdigit() else None
    if shown is not None:
        zh, en = (words.format(place.number[1:]) for words in shown)
    elif not any(letter.isdigit() for letter in place.number) and len(place.number) > 1:
        zh, en = clause.zh or zh, clause.en or en
    if place.part:
        parts = _PARTS.get(place.part, _ROW if shown is not None else _ITEM)
        zh, en = f"{zh} {parts[0].format(place.index)}", f"{en}, {parts[1].format(place.index)}"
    return Text(f"{source.zh} {zh}".strip(), f"{source.en} {en}".strip())
