"""Which answers narrow the range of the score, and by how much."""

from __future__ import annotations

from recommender.model.catalogue import Catalogue
from recommender.model.knowledge import Indicator
from recommender.model.scoring import Narrowing, TotalScore
from recommender.model.text import Text


def narrowing(total: TotalScore, catalogue: Catalogue) -> tuple[Narrowing, ...]:
    """The indicators whose points are a range, widest first, ties in source order.

    `width` is the width of that range on the 0-100 score: what an exact answer takes off it.
    """
    found = [
        Narrowing(key, score.points.width / total.applicable * 100, question(catalogue.indicators[key]))
        for key, score in total.indicators.items()
        if score.points is not None and score.points.width > 0 and total.applicable > 0
    ]
    return tuple(sorted(found, key=lambda one: -round(one.width, 9)))


def question(indicator: Indicator) -> Text:
    """What to find out: the name of the indicator and how it is judged."""
    label, method = indicator.label, indicator.method
    return Text(f"{label.zh}？{method.zh}", f"{label.en}? {method.en}")
