"""Where sources disagree, each side is named by records that say it, and what it is about is named too."""

from __future__ import annotations

from recommender.kb.records import Record, Records


def place(key: str, records: Records) -> str:
    """The clause of the record a side names."""
    found = [by_id[key] for by_id in records.by_class.values() if key in by_id]
    assert len(found) == 1, key
    return found[0].string("clause")


def sided(records: Records) -> list[Record]:
    return [one for one in records.of("Discrepancy").values() if one.strings("one_side")]


def test_a_side_never_stands_alone_and_the_discrepancy_concerns_both(real: Records) -> None:
    for one in real.of("Discrepancy").values():
        here, there = one.strings("one_side"), one.strings("other_side")
        assert bool(here) == bool(there), one.id
        assert {*here, *there} <= set(one.strings("concerns")), one.id


def test_every_place_of_a_side_meets_another_source_on_the_other_side(real: Records) -> None:
    for one in sided(real):
        sides = [
            {place(key, real).partition("/")[0] for key in one.strings(name)}
            for name in ("one_side", "other_side")
        ]
        for mine, theirs in (sides, reversed(sides)):
            assert all(theirs - {source} for source in mine), one.id


def test_the_disagreements_named_in_the_sources_are_there(real: Records) -> None:
    """Read side by side: vacuum pipes, hydrogen cars, gas, off-grid sewage, storage and poor resources."""
    known = {one.id: set(one.strings("concerns")) for one in sided(real)}
    assert "waste-pipe-collection" in known["vacuum-waste-three-views"]
    assert "fuel-cell-vehicles" in known["fourteenth-plan-against-later-periods"]
    assert "coal-to-gas" in known["gas-step-or-to-be-retired"]
    assert "off-grid-sewage-treatment" in known["sewage-off-grid-or-to-the-sewer"]
    assert "energy-storage" in known["storage-for-all-or-where-resources-are-rich"]
