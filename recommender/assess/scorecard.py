"""Scorecard: a site's present and intended score with all that narrows and raises it."""

from __future__ import annotations

from collections.abc import Mapping

from recommender.assess.measures import measures
from recommender.assess.narrowing import narrowing
from recommender.assess.next_grade import higher_grades, nearest
from recommender.assess.raises import largest, ways
from recommender.assess.readings import chosen
from recommender.assess.total import score_all, scored
from recommender.evaluate.scope import Knowledge
from recommender.model.catalogue import Catalogue
from recommender.model.roadmap import Roadmap
from recommender.model.scoring import Scorecard
from recommender.model.site import SiteProfile

SITE_TYPE = "site.type"


def standards_of(site: SiteProfile, catalogue: Catalogue) -> tuple[str, ...]:
    """The standards written for the kind of site; none where no source has one."""
    domain = catalogue.domain_of(str(site.facts.get(SITE_TYPE, "")))
    return () if domain is None else domain.standards


def system_of(site: SiteProfile, catalogue: Catalogue) -> str:
    """The standard whose indicators score the kind of site; empty where no indicator bears points."""
    return next((one for one in standards_of(site, catalogue) if scored(one, catalogue)), "")


def scorecard(
    site: SiteProfile,
    roadmap: Roadmap | None,
    knowledge: Knowledge,
    readings: Mapping[str, str] | None = None,
) -> Scorecard | None:
    """The scorecard of a site, None where no indicators with points are written for its kind.

    `readings` (name → option) go before those of the profile. With a roadmap, what the site shuts out is no
    measure, and what is scheduled is marked. Raises BadInput for a reading or option that does not exist.
    """
    catalogue = knowledge.catalogue
    standard = system_of(site, catalogue)
    if not standard:
        return None
    stated = site.stated.indicators
    used = chosen({**site.stated.readings, **(readings or {})}, catalogue)
    now = score_all(standard, stated, "now", used, catalogue)
    planned = score_all(standard, stated, "planned", used, catalogue)
    found = ways(stated, now, used, catalogue)
    higher = higher_grades(standard, stated, now, found, used, catalogue)
    return Scorecard(
        standard,
        now,
        planned,
        stated,
        narrowing(now, catalogue),
        largest(found),
        measures(now, catalogue, roadmap),
        nearest(higher),
        higher,
        used,
    )
