"""Selectors → the technologies or requirements they name, in the order of the catalogue."""

from __future__ import annotations

from collections.abc import Callable

from recommender.model.catalogue import Catalogue
from recommender.model.clause import within
from recommender.model.effect import RequirementSelector, TechnologySelector
from recommender.model.knowledge import Assessment, Requirement, Technology

Rating = Callable[[str], Assessment | None]
"""Technology id → the row that rates it at the site, or None where no table does."""


def select_technologies(
    selector: TechnologySelector, catalogue: Catalogue, rating_of: Rating
) -> tuple[str, ...]:
    """Ids of the technologies a selector names; row keys look at `table`, else at `rating_of`."""
    by_row = reads_rows(selector)
    return tuple(
        technology.id
        for technology in _named(selector, catalogue)
        if _fits(technology, selector, catalogue)
        and (not by_row or _rated(technology, selector, catalogue, rating_of))
    )


def select_requirements(selector: RequirementSelector, catalogue: Catalogue) -> tuple[str, ...]:
    """Ids of the requirements a selector names."""
    return tuple(r.id for r in catalogue.requirements.values() if _requirement_fits(r, selector))


def can_select(selector: TechnologySelector, catalogue: Catalogue) -> bool:
    """Whether there can be a site where the selector names anything, whichever row rates there."""
    return any(
        _fits(technology, selector, catalogue)
        and (
            not reads_rows(selector)
            or any(_row_fits(row, selector) for row in catalogue.assessments_of.get(technology.id, ()))
        )
        for technology in _named(selector, catalogue)
    )


def reads_rows(selector: TechnologySelector) -> bool:
    """Whether the selector looks at a row of a rating table."""
    return bool(selector.table) or reads_site_row(selector, ignoring_table=True)


def reads_site_row(selector: TechnologySelector, ignoring_table: bool = False) -> bool:
    """Whether the selector depends on which row rates a technology at the site."""
    if selector.table and not ignoring_table:
        return False
    spans = (
        selector.potential,
        selector.economy,
        selector.star,
        selector.high_energy,
        selector.non_high_energy,
    )
    return bool(selector.group or selector.subgroup) or any(key is not None for key in spans)


def _named(selector: TechnologySelector, catalogue: Catalogue) -> tuple[Technology, ...]:
    """The technologies to look at: those given by id (few), else all."""
    if not selector.ids:
        return tuple(catalogue.technologies.values())
    wanted = frozenset(selector.ids)
    return tuple(t for key, t in catalogue.technologies.items() if key in wanted)


def _fits(technology: Technology, selector: TechnologySelector, catalogue: Catalogue) -> bool:
    if technology.id in selector.excepting:
        return False
    if selector.field and technology.field not in selector.field:
        return False
    if selector.kind and technology.kind not in selector.kind:
        return False
    if selector.list and not set(selector.list).intersection(technology.lists):
        return False
    return not selector.clause or any(
        within(requirement.clause, clause)
        for requirement in catalogue.requirements_of.get(technology.id, ())
        for clause in selector.clause
    )


def _rated(
    technology: Technology, selector: TechnologySelector, catalogue: Catalogue, rating_of: Rating
) -> bool:
    if selector.table:
        rows = catalogue.assessments_of.get(technology.id, ())
        return any(_row_fits(row, selector) for row in rows)
    row = rating_of(technology.id)
    return row is not None and _row_fits(row, selector)


def _row_fits(row: Assessment, selector: TechnologySelector) -> bool:
    return (
        (not selector.table or row.table in selector.table)
        and (not selector.group or row.group in selector.group)
        and (not selector.subgroup or row.subgroup in selector.subgroup)
        and (selector.potential is None or selector.potential.holds(row.potential))
        and (selector.economy is None or selector.economy.holds(row.economy))
        and (selector.star is None or selector.star.holds(row.star))
        and (selector.high_energy is None or row.high_energy is selector.high_energy)
        and (selector.non_high_energy is None or row.non_high_energy is selector.non_high_energy)
    )


def _requirement_fits(requirement: Requirement, selector: RequirementSelector) -> bool:
    return (
        requirement.id not in selector.excepting
        and (not selector.ids or requirement.id in selector.ids)
        and (not selector.source or requirement.source in selector.source)
        and (not selector.modality or requirement.modality in selector.modality)
        and (not selector.field or requirement.field in selector.field)
        and (not selector.clause or any(within(requirement.clause, clause) for clause in selector.clause))
    )
