"""What a grade has to say of indicators that were left out of the score as not applicable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from recommender.assess.rule_parts import fraction
from recommender.model.knowledge import Indicator
from recommender.model.scoring import IndicatorScore
from recommender.model.text import NO_TEXT, Text

BINDING = "约束性"
"""The attribute by which a table marks what must be met."""


def left_out(listed: Sequence[Indicator], points: Mapping[str, IndicatorScore]) -> Text:
    """How much of the full points was assessed and how many indicators were left out; empty where none was.

    The score is put on 100 whatever is left out, so that a grade may rest on very few indicators.
    """
    gone = [one for one in listed if points[one.id].points is None]
    if not gone:
        return NO_TEXT
    full = sum((fraction(one.score) for one in listed), Fraction(0))
    kept = full - sum((fraction(one.score) for one in gone), Fraction(0))
    count, binding = len(gone), sum(one.attribute == BINDING for one in gone)
    of_zh, of_en = (f"，其中约束性 {binding} 项", f", {binding} of them binding") if binding else ("", "")
    noun = "indicator is" if count == 1 else "indicators are"
    return Text(
        f"只评了 {float(kept):g} 分／{float(full):g} 分的指标，另有 {count} 项按不适用去掉{of_zh}",
        f"Only {float(kept):g} of {float(full):g} points are assessed; {count} {noun} left out "
        f"as not applicable{of_en}",
    )
