"""Content of the knowledge base that can be counted without the source texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

HOME = Path(__file__).parents[2]
FIRST, SECOND, THIRD = "2020-2025", "2025-2035", "2035-2050"
HAN = re.compile(r"[\u4e00-\u9fff]")

# Counted on the printed tables: rows, ★5 to ★1, ○ in the three periods, rows without △.
TABLES = {
    "2-2": (35, (2, 14, 15, 4, 0), (8, 9, 18), 8),
    "3-2": (30, (6, 11, 9, 2, 2), (13, 10, 7), 13),
    "4-5": (24, (0, 10, 7, 5, 2), (9, 10, 5), 9),
    "5-2": (29, (1, 8, 14, 5, 1), (13, 13, 3), 13),
    "6-2": (26, (3, 9, 7, 4, 3), (9, 13, 4), 9),
    "7-2": (86, (18, 27, 22, 12, 7), (27, 38, 21), 27),
}
GROUPS = {"2-2": 6, "3-2": 4, "4-5": 10, "5-2": 6, "6-2": 4, "7-2": 6}
SUBGROUPS = {"3-2": 11, "6-2": 11, "7-2": 19}
SECOND_PERIOD_FIRST = {
    "gdroute-t2-2-33",  # 生物柴油三联供技术
    "gdroute-t7-2-72",
    "gdroute-t4-5-20",  # 钢铁电解铁矿石工艺
    "gdroute-t7-2-14",  # 推进智能电网建设
    "gdroute-t7-2-34",  # 建设智能化交通管理系统
}
# 宜: 143 list items, one of them with 不宜 beside 宜, nine sentences and six parts of the evaluation report.
MODALITIES = {"shall": 9, "should": 143 + 1 + 9 + 6, "may": 22, "none": 39}
CHAPTER_7 = {
    "7.1": 17,
    "7.2": 26,
    "7.3": 10,
    "7.4": 10,
    "7.5": 7,
    "7.6": 7,
    "7.7": 16,
    "7.8": 3,
    "7.9": 4,
    "7.10": 14,
}
ENCOURAGED = {"7.1.4#4", "7.2.2#4", "7.3.3#1", "7.4.2#1", "7.7.3#3", "7.7.3#4", "7.10.1#3", "7.10.4#1"}
PREFERRED = {"5.1#s1", "7.1.1#2", "7.1.3#3", "7.3.2#3"}
CONDITIONAL = {"7.1.2#4", "7.1.2#6", "7.2.4#5", "7.4.3#1", "7.4.3#2", "8.2#3", "8.2#4", "8.3#4"}


@cache
def files() -> dict[str, dict[str, Any]]:
    """Every file of records by its path."""
    paths = sorted((HOME / "kb").rglob("*.yaml"))
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return {str(path.relative_to(HOME)): yaml.load(path.read_bytes(), loader) for path in paths}


def records(name: str) -> list[dict[str, Any]]:
    """Records of one class over all files, in file order."""
    return [
        record for content in files().values() if content["class"] == name for record in content["records"]
    ]


def rows(table: str) -> list[dict[str, Any]]:
    return [row for row in records("Assessment") if row["table"] == table]


def zcc_requirements() -> list[dict[str, Any]]:
    return [record for record in records("Requirement") if record["clause"].startswith("zcc/")]


def test_there_are_230_rows() -> None:
    assert len(records("Assessment")) == 230


@pytest.mark.parametrize("table", TABLES)
def test_the_table_has_its_counts(table: str) -> None:
    number, stars, periods, without_application = TABLES[table]
    found = rows(table)
    star = Counter(row["star"] for row in found)
    popularisation = Counter(row["popularisation"] for row in found)
    assert [row["row"] for row in found] == list(range(1, number + 1))
    assert tuple(star[n] for n in (5, 4, 3, 2, 1)) == stars
    assert tuple(popularisation[period] for period in (FIRST, SECOND, THIRD)) == periods
    assert sum("application" not in row for row in found) == without_application
    assert len({row["group"] for row in found}) == GROUPS[table]
    assert len({(row["group"], row["subgroup"]) for row in found if "subgroup" in row}) == SUBGROUPS.get(
        table, 0
    )


def test_symbols_are_one_to_five() -> None:
    for row in records("Assessment"):
        assert {row["potential"], row["economy"], row["star"]} <= {1, 2, 3, 4, 5}, row["id"]


def test_the_periods_follow_the_four_patterns() -> None:
    patterns = Counter((row.get("application", ""), row["popularisation"]) for row in records("Assessment"))
    assert patterns == {(FIRST, SECOND): 93, ("", FIRST): 79, (FIRST, THIRD): 53, (SECOND, THIRD): 5}
    late = {row["id"] for row in records("Assessment") if row.get("application") == SECOND}
    assert late == SECOND_PERIOD_FIRST


def test_only_table_4_5_has_ticks() -> None:
    ticked = rows("4-5")
    assert all(row["high_energy"] is True for row in ticked)
    assert sum(row["non_high_energy"] for row in ticked) == 14
    for row in records("Assessment"):
        assert ("high_energy" in row) == ("non_high_energy" in row) == (row["table"] == "4-5"), row["id"]


def test_every_row_names_a_technology_that_exists() -> None:
    technologies = {record["id"] for record in records("Technology")}
    assert [row["id"] for row in records("Assessment") if row["technology"] not in technologies] == []


def test_no_table_rates_one_technology_twice() -> None:
    pairs = Counter((row["table"], row["technology"]) for row in records("Assessment"))
    assert [pair for pair, times in pairs.items() if times > 1] == []


def test_the_lists_of_the_second_report_have_their_sizes() -> None:
    sizes = Counter(name for record in records("Technology") for name in record.get("lists", []))
    assert sizes == {"sps2-5.2": 16, "sps2-5.4": 7, "sps2-t5-1": 20}


def test_each_row_of_the_first_phase_list_is_one_technology() -> None:
    named = {
        clause: technology["id"]
        for technology in records("Technology")
        for clause in technology.get("clauses", [])
        if clause.startswith("sps2/t5-1#")
    }
    listed = {record["id"] for record in records("Technology") if "sps2-t5-1" in record.get("lists", [])}
    assert set(named) == {f"sps2/t5-1#{n}" for n in range(1, 21)}
    assert set(named.values()) == listed


def test_the_modalities_have_their_counts() -> None:
    assert Counter(record["modality"] for record in zcc_requirements()) == MODALITIES
    assert [record["clause"] for record in zcc_requirements() if record["polarity"] == "negative"] == [
        "zcc/6.2#4"
    ]


def test_chapter_7_has_114_items_with_should() -> None:
    items = [
        record["clause"].removeprefix("zcc/").split("#")[0]
        for record in zcc_requirements()
        if record["modality"] == "should" and re.match(r"zcc/7\..*#\d", record["clause"])
    ]
    assert len(items) == 114
    assert Counter(".".join(clause.split(".")[:2]) for clause in items) == CHAPTER_7


def test_strength_words_are_kept() -> None:
    strength = {
        record["clause"].removeprefix("zcc/"): record["strength"]
        for record in zcc_requirements()
        if "strength" in record and record["modality"] != "none"
    }
    assert {clause for clause, word in strength.items() if word == "鼓励"} == ENCOURAGED
    assert {clause for clause, word in strength.items() if word == "优先"} == PREFERRED


def test_conditions_are_kept() -> None:
    conditional = {
        record["clause"].removeprefix("zcc/") for record in zcc_requirements() if "condition" in record
    }
    assert conditional >= CONDITIONAL


def test_every_requirement_has_a_mark() -> None:
    assert [record["id"] for record in zcc_requirements() if not 0 < len(record["mark"]) <= 15] == []


def test_no_place_is_both_requirement_and_omission() -> None:
    required = {record["clause"] for record in records("Requirement")}
    lettered = re.compile(r"\d[a-z]$")
    both = [
        record["id"]
        for record in records("Omission")
        if record["clause"] in required and not lettered.search(record["id"])
    ]
    assert both == []


def test_b1_has_27_indicators_in_9_groups() -> None:
    indicators = [record for record in records("Indicator") if record["clause"].startswith("zcc/B.1#")]
    assert [record["order"] for record in indicators] == list(range(1, 28))
    assert [record["clause"] for record in indicators] == [f"zcc/B.1#{n}" for n in range(1, 28)]
    assert len({record["level1"] for record in indicators}) == 9


def test_links_of_requirements_exist() -> None:
    known = {record["id"] for name in ("Technology", "Indicator") for record in records(name)}
    lost = [
        (record["id"], link)
        for record in records("Requirement")
        for link in (*record.get("technologies", []), *record.get("indicators", []))
        if link not in known
    ]
    assert lost == []


def test_a_technology_naming_an_item_of_chapter_7_satisfies_it() -> None:
    satisfied = {(record["clause"], link) for record in zcc_requirements() for link in record["technologies"]}
    lost = [
        (technology["id"], clause)
        for technology in records("Technology")
        for clause in technology.get("clauses", [])
        if re.match(r"zcc/7\..*#\d", clause) and (clause, technology["id"]) not in satisfied
    ]
    assert lost == []


def test_a_contradiction_names_values_of_its_facts() -> None:
    scheme = {fact["id"]: fact.get("scheme") for fact in records("Fact")}
    of = {concept["id"]: concept["scheme"] for concept in records("Concept")}
    strangers = [
        (record["id"], value)
        for record in records("Contradiction")
        for fact, values in (("fact", "values"), ("excludes_fact", "excludes_values"))
        for value in record.get(values, [])
        if of[value] != scheme[record[fact]]
    ]
    assert records("Contradiction") and strangers == []


def _texts(node: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every language map below a node with its path."""
    if isinstance(node, dict):
        if node.keys() & {"zh", "en"}:
            yield path, node
            return
        for key, value in node.items():
            yield from _texts(value, f"{path}/{key}")
    elif isinstance(node, list):
        for value in node:
            name = value.get("id", "") if isinstance(value, dict) else ""
            yield from _texts(value, f"{path}/{name}")


def _all_texts() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, content in files().items():
        yield from _texts(content["records"], path)


def test_everything_shown_is_in_chinese_and_english() -> None:
    incomplete = [
        path
        for path, text in _all_texts()
        if set(text) != {"zh", "en"}
        or not all(isinstance(part, str) and part.strip() for part in text.values())
    ]
    assert incomplete == []


def test_english_names_and_requirements_are_english() -> None:
    shown = [
        (record["id"], record[key]["en"])
        for name, key in (
            ("Technology", "label"),
            ("Assessment", "label"),
            ("Requirement", "text"),
            ("Indicator", "label"),
        )
        for record in records(name)
    ]
    assert [pair for pair in shown if HAN.search(pair[1])] == []


def test_chinese_texts_of_requirements_are_chinese() -> None:
    assert [record["id"] for record in records("Requirement") if not HAN.search(record["text"]["zh"])] == []
