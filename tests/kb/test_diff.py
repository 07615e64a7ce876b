"""`tanlu kb diff`: a change is a sentence with the place; nothing may vanish without being retired."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from recommender.kb.diff import Change, Kind, changes
from recommender.kb.records import Record, Records
from recommender.model.problem import Place
from recommender.model.text import Text


def edited(records: Records, class_name: str, key: str, **fields: Any) -> Records:
    """The records with fields of one record changed; None takes a field out."""
    record = records.of(class_name)[key]
    merged = {name: value for name, value in {**record.fields, **fields}.items() if value is not None}
    return with_records(records, class_name, {key: replace(record, fields=merged)})


def with_records(records: Records, class_name: str, new: dict[str, Record]) -> Records:
    by_class = {**records.by_class, class_name: {**records.of(class_name), **new}}
    return Records(records.schema, by_class)


def without(records: Records, class_name: str, key: str) -> Records:
    kept = {name: record for name, record in records.of(class_name).items() if name != key}
    return Records(records.schema, {**records.by_class, class_name: kept})


def only(found: tuple[Change, ...]) -> Change:
    (change,) = found
    return change


def test_the_same_knowledge_has_no_changes(mini: Records) -> None:
    assert changes(mini, mini) == ()


def test_a_star_that_changed_is_told_with_table_and_row(mini: Records) -> None:
    change = only(changes(mini, edited(mini, "Assessment", "gdroute-t6-2-1", star=5)))
    assert change.kind is Kind.CHANGED
    assert change.words == Text(
        "评级“太阳能光伏”（gdroute 表 6-2 第 1 行）：推广力度★ 4 → 5",
        "Assessment “Solar PV” (gdroute table 6-2 row 1): urgency of promotion ★ 4 → 5",
    )


def test_links_are_told_by_their_labels(mini: Records) -> None:
    change = only(changes(mini, edited(mini, "Requirement", "zcc-7.1.2-1", modality="shall")))
    assert change.words.zh == "要求“zcc-7.1.2-1”（zcc 7.1.2 第 1 项）：规范用词 宜 → 应"


def test_a_field_taken_out_reads_none(mini: Records) -> None:
    change = only(changes(mini, edited(mini, "Requirement", "zcc-7.1.2-1", indicators=None)))
    assert (change.before, change.after) == ("占比", "（无）")


def test_a_new_record_is_told(mini: Records) -> None:
    other = replace(mini.of("Technology")["battery"], id="flywheel")
    change = only(changes(mini, with_records(mini, "Technology", {"flywheel": other})))
    assert (change.kind, change.words.zh) == (Kind.ADDED, "新增技术“储能”")


def test_a_record_that_vanished_is_a_fault(mini: Records) -> None:
    change = only(changes(mini, without(mini, "Technology", "battery")))
    assert change.kind is Kind.VANISHED
    assert change.words.zh == "技术“储能” 不见了，也没有记为退役（kb/retired.yaml）"


@pytest.mark.parametrize(("was", "kind"), [("Technology", Kind.RETIRED), ("Concept", Kind.VANISHED)])
def test_a_retired_record_is_told_with_what_replaces_it(mini: Records, was: str, kind: Kind) -> None:
    fields = {
        "was": was,
        "replaced_by": ("rooftop-photovoltaics",),
        "reason": Text("重复", "twice"),
        "since": "2026-11-20",
    }
    retired = Record("Retired", "battery", fields, Place("kb/retired.yaml"))
    after = with_records(without(mini, "Technology", "battery"), "Retired", {"battery": retired})
    change = only(changes(mini, after))
    assert change.kind is kind
    if kind is Kind.RETIRED:
        assert change.words.zh == "技术“储能” 退役：重复，由 rooftop-photovoltaics 取代"
