"""Compares records with the source texts: rating tables symbol by symbol, zcc item by item."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from zcc_text import ClauseText, modals, read_clauses, without_spaces

from recommender.kb.audit.rating_layout import Row, Shape, decode_rows

Records = Mapping[str, list[dict[str, Any]]]
# Said here rather than taken from the records, so that the tables are decoded without them.
TABLES = tuple(
    Shape(table, two_levels=table in {"3-2", "6-2", "7-2"}, ticked=table == "4-5")
    for table in ("2-2", "3-2", "4-5", "5-2", "6-2", "7-2")
)
RATING = (
    *("name", "application", "popularisation", "potential", "economy", "star"),
    *("high_energy", "non_high_energy"),
)
MODALITY_OF_WORD = {"应": "shall", "宜": "should", "不宜": "should", "可": "may"}
# The paths of A.2 follow a sentence with 宜, which asks for the design of the paths, not for each of them.
ITEMS_WITHOUT_THEIR_LEAD_IN = {"A.2"}
# Tables and the list of references, whose rows are no list items of the text.
COUNTED_OTHERWISE = {"B.1": 27, "t1": 3, "bibliography": 17}
# References and definitions ask for nothing.
WITHOUT_REQUIREMENTS = {"2", "3"}
# A page end cuts this name in two, with the next column between the halves.
CUT_INDICATOR = "再生资源回收利用体系"
CASE_TABLES = {"sps2/t3-1": "表3-1", "sps2/f3-2": "图3-2", "sps2/t4-1": "表4-1", "sps2/t4-4": "表4-4"}
TABLE_LINES = 45


@pytest.fixture(scope="session")
def ratings(sources: Mapping[str, str]) -> list[Row]:
    return decode_rows(sources["gdroute"], TABLES)


@pytest.fixture(scope="session")
def clauses(sources: Mapping[str, str]) -> dict[str, ClauseText]:
    return read_clauses(sources["zcc"])


def _place(record: Mapping[str, Any]) -> tuple[str, str]:
    """Clause number and item ("4", "s1" or "") of a record of zcc."""
    clause, _, item = record["clause"].removeprefix("zcc/").partition("#")
    return clause, item


def _of_zcc(records: Records, *classes: str) -> Iterator[dict[str, Any]]:
    for name in classes:
        yield from (record for record in records[name] if record["clause"].startswith("zcc/"))


def _tick(value: bool | None) -> str:
    return "" if value is None else str(int(value))


def test_every_row_agrees_symbol_by_symbol(ratings: list[Row], records: Records) -> None:
    recorded = [
        {
            "table": row["table"],
            "row": str(row["row"]),
            "name": row["label"]["zh"],
            "application": row.get("application", ""),
            "popularisation": row["popularisation"],
            "potential": str(row["potential"]),
            "economy": str(row["economy"]),
            "star": str(row["star"]),
            "high_energy": _tick(row.get("high_energy")),
            "non_high_energy": _tick(row.get("non_high_energy")),
        }
        for row in records["Assessment"]
    ]
    printed = [
        {"table": row.table, "row": str(row.number)} | {name: getattr(row, name) for name in RATING}
        for row in ratings
    ]
    assert len(printed) == 230
    assert recorded == printed


def test_every_row_stands_under_its_headings(ratings: list[Row], records: Records) -> None:
    recorded = [
        {
            "table": row["table"],
            "row": str(row["row"]),
            "group": row["group"],
            "subgroup": row.get("subgroup", ""),
        }
        for row in records["Assessment"]
    ]
    assert recorded == [
        {"table": row.table, "row": str(row.number), "group": row.group, "subgroup": row.subgroup}
        for row in ratings
    ]


def test_every_list_item_is_a_requirement_or_an_omission(
    clauses: Mapping[str, ClauseText], records: Records
) -> None:
    recorded: dict[str, set[int]] = defaultdict(set)
    for record in _of_zcc(records, "Requirement", "Omission"):
        clause, item = _place(record)
        if item.isdigit() and clause not in COUNTED_OTHERWISE:
            recorded[clause].add(int(item))
    printed = {
        clause.number: set(range(1, len(clause.items) + 1)) for clause in clauses.values() if clause.items
    }
    assert dict(recorded) == printed


def test_clause_records_state_the_printed_number_of_items(
    clauses: Mapping[str, ClauseText], records: Records
) -> None:
    stated = {
        record["id"].removeprefix("zcc/"): record["items"]
        for record in records["Clause"]
        if record["id"].startswith("zcc/") and record.get("items")
    }
    printed = {clause.number: len(clause.items) for clause in clauses.values() if clause.items}
    assert stated == printed | COUNTED_OTHERWISE


def test_every_lettered_point_is_accounted_for(clauses: Mapping[str, ClauseText], records: Records) -> None:
    printed = Counter({number: len(clause.letters) for number, clause in clauses.items() if clause.letters})
    recorded = Counter(
        _place(record)[0] for record in _of_zcc(records, "Omission") if re.search(r"\d[a-z]$", record["id"])
    )
    assert recorded == printed


def test_every_modal_sentence_is_accounted_for(clauses: Mapping[str, ClauseText], records: Records) -> None:
    marks: dict[str, list[str]] = defaultdict(list)
    for record in _of_zcc(records, "Requirement"):
        marks[_place(record)[0]].append(without_spaces(record["mark"]))
    left_out = {
        _place(record)[0] for record in _of_zcc(records, "Omission") if _place(record)[1].startswith("s")
    }
    lost = []
    for clause in clauses.values():
        if clause.number.split(".")[0] in WITHOUT_REQUIREMENTS:
            continue
        for sentence in clause.sentences:
            leads_in = sentence.endswith("：") and any(text.endswith(sentence) for text in clause.lead_ins)
            covered = any(mark in sentence for mark in marks[clause.number])
            if modals(sentence) and not (leads_in or covered or clause.number in left_out):
                lost.append((clause.number, sentence))
    assert not lost


def test_every_mark_stands_in_its_clause(clauses: Mapping[str, ClauseText], records: Records) -> None:
    lost = []
    for requirement in _of_zcc(records, "Requirement"):
        number, item = _place(requirement)
        clause = clauses[number]
        text = clause.items[int(item) - 1] if item.isdigit() else "".join(clause.sentences)
        mark = without_spaces(requirement["mark"])
        if mark not in text or len(requirement["mark"]) > 15:
            lost.append((requirement["id"], mark))
    assert not lost


def test_the_modal_word_stands_at_the_place(clauses: Mapping[str, ClauseText], records: Records) -> None:
    wrong = []
    for requirement in _of_zcc(records, "Requirement"):
        number, item = _place(requirement)
        clause = clauses[number]
        word = requirement.get("word", "")
        if item.isdigit():
            place = clause.items[int(item) - 1]
            lead_in = "" if number in ITEMS_WITHOUT_THEIR_LEAD_IN else clause.lead_ins[int(item) - 1]
        else:
            place, lead_in = "".join(clause.sentences), ""
        found = set(modals(place)) | set(modals(lead_in))
        # "所必须具备的能力" speaks of what staff need, not of what the community must do.
        expected_none = not found - {"必须"}
        if (word and word not in found) or (not word and item.isdigit() and not expected_none):
            wrong.append((requirement["id"], word, found))
        if requirement["modality"] != MODALITY_OF_WORD.get(word, "none"):
            wrong.append((requirement["id"], word, requirement["modality"]))
        if (requirement["polarity"] == "negative") != (word == "不宜"):
            wrong.append((requirement["id"], word, requirement["polarity"]))
    assert wrong == []


def test_an_items_own_modal_word_is_recorded(clauses: Mapping[str, ClauseText], records: Records) -> None:
    recorded: dict[tuple[str, str], set[str]] = defaultdict(set)
    for requirement in _of_zcc(records, "Requirement"):
        recorded[_place(requirement)].add(requirement.get("word", ""))
    for clause in clauses.values():
        for position, item in enumerate(clause.items, 1):
            own = set(modals(item)) - {"必须"}
            assert own <= recorded[clause.number, str(position)], (clause.number, position, item)


def test_the_indicators_are_those_of_b1(clauses: Mapping[str, ClauseText], records: Records) -> None:
    printed = without_spaces(clauses["B.1"].text)
    names = [record["label"]["zh"] for record in _of_zcc(records, "Indicator")]
    assert len(names) == 27
    lost = [name for name in names if name not in printed and name != CUT_INDICATOR]
    assert not lost
    assert CUT_INDICATOR[:-1] in printed


def test_first_level_indicators_stand_in_b1(clauses: Mapping[str, ClauseText], records: Records) -> None:
    printed = without_spaces(clauses["B.1"].text)
    groups = list(dict.fromkeys(record["level1"] for record in _of_zcc(records, "Indicator")))
    assert len(groups) == 9
    assert [group for group in groups if group not in printed] == []


def test_case_numbers_of_the_examples_stand_in_the_report(
    sources: Mapping[str, str], examples: Mapping[str, dict[str, Any]]
) -> None:
    tables = {clause: _table(sources["sps2"], caption) for clause, caption in CASE_TABLES.items()}
    lost = [
        (name, fact, value, clause)
        for name, site in examples.items()
        for fact, value, clause in _sourced_numbers(site)
        if clause in tables and not _stands_in(value, tables[clause])
    ]
    assert not lost


def _sourced_numbers(node: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str, str]]:
    """Every number of a profile that names its place: dotted fact, digits as written, clause."""
    for key, value in node.items():
        if not isinstance(value, dict):
            continue
        fact = f"{path}.{key}" if path else str(key)
        if "source" not in value:
            yield from _sourced_numbers(value, fact)
            continue
        given = next((value[key] for key in ("value", "amount", "emission") if key in value), "")
        digits = re.match(r"[\d.]+", str(given))
        if digits:
            yield fact, digits.group(), str(value["source"]).partition("#")[0]


def _table(text: str, caption: str) -> str:
    """The lines that follow a caption."""
    lines = text.split("\n")
    start = next(n for n, line in enumerate(lines) if without_spaces(line).startswith(caption))
    return "\n".join(lines[start : start + TABLE_LINES])


def _stands_in(digits: str, text: str) -> bool:
    """Whether the number is printed as it is; trailing zeros after a decimal point do not matter."""
    form = re.escape(digits) + (r"0*" if "." in digits else r"(\.0+)?")
    return re.search(rf"(?<![\d.]){form}(?![\d.])", text) is not None
