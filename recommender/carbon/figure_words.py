"""Figure words: what is said beside a saving: clauses, whose figure it is, our judgement, its condition."""

from __future__ import annotations

from collections.abc import Iterable

from recommender.model.knowledge import Basis
from recommender.model.text import NO_TEXT, Text

TRANSFERRED = Text("数字是别处的", "a figure of another place")
JUDGEMENT = Text("本项目判断", "our judgement")


def beside(clauses: Iterable[str], transferred: bool, basis: Basis, conditions: Iterable[Text] = ()) -> Text:
    """What stands in brackets behind a saving, without the brackets; empty where there is nothing to say.

    A judgement is never left unsaid: a reader must not take it for a figure of the source.
    """
    notes = [Text(clause, clause) for clause in clauses]
    notes += [TRANSFERRED] if transferred else []
    notes += [JUDGEMENT] if basis is Basis.JUDGEMENT else []
    held = [Text(f"条件：{one.zh}", f"condition: {one.en}") for one in conditions]
    if not notes and not held:
        return NO_TEXT
    zh = "；".join(part for part in ("，".join(one.zh for one in notes), *(one.zh for one in held)) if part)
    en = "; ".join(part for part in (", ".join(one.en for one in notes), *(one.en for one in held)) if part)
    return Text(zh, en)
