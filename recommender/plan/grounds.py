"""Grounds: every reason the line of a technology on a roadmap rests on."""

from __future__ import annotations

from recommender.model.decision import Reason
from recommender.model.roadmap import Roadmap
from recommender.plan.roles import roles_of


def grounds(key: str, roadmap: Roadmap) -> tuple[Reason, ...]:
    """The reasons of its status, its stage, its points and of who does it; none outside the domain."""
    decision = roadmap.decision
    decided, planned = decision.technologies.get(key), roadmap.technologies.get(key)
    if decided is None or planned is None or not inside(key, roadmap):
        return ()
    roles = (role.reason for role in roles_of(key, decision))
    return (*decided.reasons, *planned.stage_reasons, *planned.score.point_reasons, *roles)


def inside(key: str, roadmap: Roadmap) -> bool:
    """Whether the technology belongs to the site's domain, or stands on the roadmap all the same."""
    decided = roadmap.decision.technologies.get(key)
    return decided is not None and (decided.in_domain or decided.stands)
