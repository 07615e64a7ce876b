"""Which accounting methods of the sources fit a site, which one is used, and what it counts there."""

from __future__ import annotations

from recommender.carbon.totals import EMITTING
from recommender.model.accounting import Boundary, Method
from recommender.model.catalogue import Catalogue
from recommender.model.clause import source_of
from recommender.model.decision import Decision
from recommender.model.problem import BadInput, Place, Problem


def methods_for(site_type: str, catalogue: Catalogue) -> tuple[Method, ...]:
    """The methods for a kind of site, the one used by default first.

    The standard written for the domain comes first, then the others by authority, then in order of record.
    """
    domain = catalogue.domain_of(site_type)
    own = domain.standards if domain else ()
    kinds = set(_kinds(site_type, catalogue))
    fitting = [method for method in catalogue.methods.values() if kinds & set(method.site_types)]
    return tuple(sorted(fitting, key=lambda one: (one.source not in own, -_weight(one.source, catalogue))))


def chosen_method(decision: Decision, catalogue: Catalogue, method: str = "") -> Method | None:
    """The method asked for by id or label, else the profile's, else the default; None where there is none.

    Raises BadInput for a method that is unknown or not made for this kind of site.
    """
    site_type = site_type_of(decision)
    fitting = methods_for(site_type, catalogue)
    asked = method or decision.site.stated.method
    if not asked:
        return fitting[0] if fitting else None
    named = [one for one in fitting if asked in (one.id, one.label.zh, one.label.en)]
    by_source = [one for one in fitting if asked == one.source]
    if found := named or by_source:
        return found[0]
    place = Place("--method") if method else _file_of(decision)
    raise BadInput((_unfit(asked, place, site_type, fitting, catalogue),))


def boundary_of(method: Method, site_type: str, catalogue: Catalogue) -> tuple[Boundary, ...]:
    """What the method's source counts, deducts or leaves out for this kind of site, in order of record."""
    kinds = set(_kinds(site_type, catalogue))
    return tuple(
        item
        for item in catalogue.boundaries.values()
        if source_of(item.clause) == method.source and kinds & set(item.site_types)
    )


def counted_by_others(method: Method, site_type: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The activities whose yearly emission other methods for this kind of site count, in order of record."""
    others = {
        key
        for other in methods_for(site_type, catalogue)
        if other.id != method.id
        for item in boundary_of(other, site_type, catalogue)
        if item.boundary_part in EMITTING
        for key in item.activities
    }
    yearly = (key for key, activity in catalogue.activities.items() if not activity.one_off)
    return tuple(key for key in yearly if key in others)


def site_type_of(decision: Decision) -> str:
    """The kind of site as stated; empty if unknown."""
    value = decision.value("site.type")
    return value if isinstance(value, str) else ""


def _kinds(site_type: str, catalogue: Catalogue) -> tuple[str, ...]:
    return (site_type, *catalogue.broader_chain(site_type))


def _weight(source: str, catalogue: Catalogue) -> int:
    record = catalogue.sources.get(source)
    return record.authority.weight if record else 0


def _file_of(decision: Decision) -> Place:
    """The profile's file; where the method stands in it is not kept."""
    known = decision.site.places.get("site.type")
    return Place(known.file) if known else Place("method")


def _unfit(
    asked: str, place: Place, site_type: str, fitting: tuple[Method, ...], catalogue: Catalogue
) -> Problem:
    kind = catalogue.label(site_type)
    zh = "、".join(f"{one.id}（{one.label.zh}）" for one in fitting) or "没有"
    en = ", ".join(f"{one.id} ({one.label.en})" for one in fitting) or "none"
    return Problem(
        place,
        "E-METHOD",
        f"没有适用于{kind.zh}的核算方法“{asked}”",
        f"there is no accounting method “{asked}” for {kind.en}",
        f"请从这些方法中选：{zh}",
        f"choose one of these: {en}",
    )
