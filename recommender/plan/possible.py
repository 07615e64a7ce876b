"""Whether a changed site can be: facts that cannot stand together, and places there are none of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from recommender.evaluate.places import of_division
from recommender.model.catalogue import Catalogue
from recommender.model.knowledge import FactValue, Region
from recommender.model.problem import Place, Severity
from recommender.store.consistency import CHECKED_TOGETHER, inconsistencies

NOWHERE = Place("")


def clashing(
    facts: Mapping[str, FactValue], changed: Mapping[str, FactValue], catalogue: Catalogue
) -> tuple[str, ...]:
    """The first facts the profile reader would refuse together, a changed one among them; empty: none."""
    for group in _groups(catalogue):
        if not any(fact in changed for fact in group):
            continue
        among = {fact: facts[fact] for fact in group if fact in facts}
        if len(among) == len(set(group)) and _refused(among, catalogue):
            return tuple(sorted(among))
    return ()


def _groups(catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    yield from ((case.fact, case.excludes_fact) for case in catalogue.contradictions.values())
    yield from CHECKED_TOGETHER


def _refused(facts: Mapping[str, FactValue], catalogue: Catalogue) -> bool:
    found = inconsistencies(facts, dict.fromkeys(facts, NOWHERE), catalogue)
    return any(problem.severity is Severity.ERROR for problem in found)


def kinds_of_place(catalogue: Catalogue) -> tuple[Mapping[str, FactValue], ...]:
    """What the place tables give, once for all divisions they describe alike."""
    kinds: dict[object, Region] = {}
    for row in catalogue.regions.values():
        told = replace(row, code="", name="", short_name="", climate_note="", solar_note="", wind_note="")
        kinds.setdefault(told, row)
    return tuple({seen.fact: seen.value for seen in of_division(catalogue, row)} for row in kinds.values())


def somewhere(wanted: Mapping[str, FactValue], places: Iterable[Mapping[str, FactValue]]) -> bool:
    """Whether there is a place with all these values."""
    return any(all(place.get(fact) == value for fact, value in wanted.items()) for place in places)
