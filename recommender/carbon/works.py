"""The one-off emissions of building works: factor times area, apart from the yearly account."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from recommender.carbon.lines import line_of
from recommender.model.accounting import Activity, Balance, Boundary, Line, LineStatus, Part
from recommender.model.catalogue import Catalogue
from recommender.model.decision import Decision
from recommender.model.interval import Interval, total
from recommender.model.knowledge import Basis
from recommender.model.text import Text

_UNDATED = Text("没有填年份，不分到各年", "No years are stated, so it is not spread over any")


def works_lines(
    items: tuple[Boundary, ...], clause: str, decision: Decision, catalogue: Catalogue
) -> tuple[Line, ...]:
    """A line for each stated kind of works; `emission` is that of all their years together, in tCO2.

    The clause is that of the factor, else of the item that leaves works out, else `clause`.
    """
    return tuple(_line(one, items, clause, decision, catalogue) for one in _stated(decision, catalogue))


def works_total(balance: Balance) -> Interval:
    """What all stated works cause together, in tCO2; works without a factor are not in it."""
    return total(line.emission for line in balance.works if line.emission is not None)


def works_by_year(balance: Balance) -> Mapping[int, Interval]:
    """Year → tCO2, each line spread evenly over its years, both ends included; undated works are left out."""
    years = {year for line in balance.works for year in _years(line)}
    return {
        year: total(
            line.emission.per(len(_years(line)))
            for line in balance.works
            if line.emission is not None and year in _years(line)
        )
        for year in sorted(years)
    }


def _line(
    activity: Activity, items: tuple[Boundary, ...], clause: str, decision: Decision, catalogue: Catalogue
) -> Line:
    item = next((one for one in items if activity.id in one.activities), None)
    outside = item or Boundary("", clause, (), Part.EXCLUDED, activity.label, Basis.DERIVED)
    line = replace(line_of(activity, outside, decision, catalogue), part=Part.EXCLUDED)
    if line.factor is not None and line.factor.source and line.factor.assumed:
        line = replace(line, clause=line.factor.source)
    if line.status is LineStatus.KNOWN and not _years(line):
        line = replace(line, notes=(*line.notes, _UNDATED))
    return line


def _stated(decision: Decision, catalogue: Catalogue) -> Iterator[Activity]:
    for activity in catalogue.activities.values():
        if activity.one_off and activity.id in decision.site.stated.activities:
            yield activity


def _years(line: Line) -> range:
    """The years of the works; one where only the first is stated."""
    first = line.start if line.start is not None else line.end
    if first is None:
        return range(0)
    return range(first, (line.end if line.end is not None else first) + 1)
