"""The place tables and the facts marked as looked up agree."""

from __future__ import annotations

from recommender.evaluate.places import look_up
from recommender.evaluate.scope import Knowledge


def test_the_facts_marked_as_looked_up_are_those_the_tables_give(knowledge: Knowledge) -> None:
    catalogue = knowledge.catalogue
    given = {
        seen.fact
        for region in catalogue.regions.values()
        for name in ("place.city", "place.province")
        for seen in look_up(catalogue, {name: region.name})
    }
    assert given == {fact.id for fact in catalogue.facts.values() if fact.looked_up}
