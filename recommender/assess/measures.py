"""Which technologies could raise the score: a ceiling from the links between clauses, not a forecast."""

from __future__ import annotations

import math
from collections.abc import Iterator

from recommender.model.catalogue import Catalogue
from recommender.model.decision import Status, Verdict
from recommender.model.knowledge import Requirement
from recommender.model.roadmap import Roadmap
from recommender.model.scoring import IndicatorScore, MeasureGain, TotalScore


def measures(total: TotalScore, catalogue: Catalogue, roadmap: Roadmap | None) -> tuple[MeasureGain, ...]:
    """Each technology with the points its indicators still have on the 0-100 score, most first.

    A technology is linked with the indicators of the requirements that name it; each indicator counts once.
    A requirement that only asks to report an indicator is no link: reporting raises nothing.
    With a roadmap, what the site shuts out and requirements that do not apply to it are left out.
    """
    found = [
        measure
        for technology in catalogue.technologies
        if _possible(technology, roadmap)
        and (measure := _measure(technology, total, catalogue, roadmap)) is not None
    ]
    return tuple(sorted(found, key=lambda one: (-round(one.gain, 9), not one.scheduled)))


def _possible(technology: str, roadmap: Roadmap | None) -> bool:
    decided = None if roadmap is None else roadmap.decision.technologies.get(technology)
    return decided is None or decided.status is not Status.EXCLUDED


def _measure(
    technology: str, total: TotalScore, catalogue: Catalogue, roadmap: Roadmap | None
) -> MeasureGain | None:
    links = tuple(_links(technology, total, catalogue, roadmap))
    missing = {
        key: _missing(total.indicators[key])
        for key in total.indicators
        if any(key in requirement.indicators for requirement in links)
    }
    raised = tuple(key for key, points in missing.items() if points > 0)
    if not raised:
        return None
    planned = None if roadmap is None else roadmap.technologies.get(technology)
    return MeasureGain(
        technology,
        raised,
        math.fsum(missing.values()) / total.applicable * 100,
        planned is not None and planned.stage is not None,
        tuple(requirement.id for requirement in links if set(requirement.indicators) & set(raised)),
    )


def _links(
    technology: str, total: TotalScore, catalogue: Catalogue, roadmap: Roadmap | None
) -> Iterator[Requirement]:
    for requirement in catalogue.requirements_of.get(technology, ()):
        decided = None if roadmap is None else roadmap.decision.requirements.get(requirement.id)
        shut = decided is not None and decided.verdict is Verdict.NOT_APPLICABLE
        measured = any(key in total.indicators for key in requirement.indicators)
        if measured and not shut and not requirement.reports:
            yield requirement


def _missing(score: IndicatorScore) -> float:
    """The points the indicator does not have for sure; none where it does not apply."""
    return 0.0 if score.points is None else max(0.0, round(score.full - score.points.low, 9))
