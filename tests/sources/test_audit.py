"""The audit on the real documents: every mark and table value is found, and a wrong one would be noticed."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from recommender.cli.run import run
from recommender.kb.audit.looks import TABLE_KINDS, Kind, Outcome
from recommender.kb.audit.run import Audit, audit_texts, read_texts, tally
from recommender.kb.audit.source_index import build_indexes
from recommender.kb.audit.source_text import read_source
from recommender.kb.load import load_records
from recommender.kb.records import Record, Records

HOME = Path(__file__).parents[2]
NUMBERS = ("value", "lower", "upper", "score", "threshold", "per", "points")


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    return dict(read_texts(Path(os.environ["TANLU_SOURCES"])).by_name)


@pytest.fixture(scope="session")
def loaded() -> Records:
    return load_records(HOME)


@pytest.fixture(scope="session")
def audit(loaded: Records, texts: dict[str, str]) -> Audit:
    return audit_texts(loaded, texts)


def changed(records: Records, change: dict[str, Record]) -> Records:
    """The records with some of them, by id, replaced."""
    by_class = {
        name: {key: change.get(key, record) for key, record in by_id.items()}
        for name, by_id in records.by_class.items()
    }
    return Records(records.schema, by_class)


def test_every_source_and_every_heading_is_found(audit: Audit) -> None:
    assert audit.missing == ()
    assert audit.lost == ()


def test_table_values_are_all_found_and_marks_nearly_all(audit: Audit) -> None:
    wrong = [look for look in audit.findings if look.kind in TABLE_KINDS]
    assert [(look.record.id, look.slot, look.sought) for look in wrong] == []
    marks = tally(look for look in audit.looks if look.kind is Kind.MARK)
    lost = [(look.record.id, look.sought) for look in audit.findings if look.kind is Kind.MARK]
    assert marks.per_cent >= 99.0, lost
    assert audit.passed


def test_figures_and_modal_words_stand_at_their_place(audit: Audit) -> None:
    wrong = [look for look in audit.findings if look.kind in (Kind.FIGURE, Kind.WORD)]
    assert [(look.record.id, look.slot, look.sought) for look in wrong] == []


def test_all_230_rows_are_compared_cell_by_cell(audit: Audit) -> None:
    cells = tally(look for look in audit.looks if look.kind is Kind.RATING)
    assert cells.looked == cells.found == 230 * 10


def test_paragraphs_are_told_apart_nearly_everywhere(loaded: Records, texts: dict[str, str]) -> None:
    indexes = build_indexes(loaded, [read_source(*text) for text in texts.items()], texts)
    counted = [
        bool(index.parts[clause].paragraphs)
        for index in indexes.values()
        for clause in index.located.sections
        if loaded.of("Clause")[clause].string("paragraphs") not in ("", "0")
    ]
    assert sum(counted) / len(counted) > 0.95


def test_a_changed_number_is_noticed(loaded: Records, texts: dict[str, str], audit: Audit) -> None:
    sound = {
        (look.record.id, look.slot)
        for look in audit.looks
        if look.slot in NUMBERS and look.kind is not Kind.COLUMN and look.outcome is Outcome.FOUND
    }
    change = {}
    for record in loaded:
        numbers = {slot: record.fields[slot] for slot in NUMBERS if (record.id, slot) in sound}
        moved = {slot: round(float(str(value)) * 1.37 + 1.1, 2) for slot, value in numbers.items()}
        if moved:
            change[record.id] = replace(record, fields={**record.fields, **moved})
    again = audit_texts(changed(loaded, change), texts)
    noticed = {(look.record.id, look.slot) for look in again.findings} & sound
    assert len(noticed) / len(sound) > 0.95


def test_the_command_is_quick_and_prints_its_counts(capsys: pytest.CaptureFixture[str]) -> None:
    start = time.monotonic()
    code = run(["kb", "audit", "--sources", os.environ["TANLU_SOURCES"], "--lang", "en"])
    assert time.monotonic() - start < 10
    out, err = capsys.readouterr()
    assert (code, err) == (0, "")
    assert "all" in out
    assert "per cent" in out


def test_a_source_without_text_is_named(
    tmp_path: Path, texts: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    name, text = next(iter(texts.items()))
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert run(["kb", "audit", "--sources", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert out.count("E-AUDIT-SOURCE") == 4
    assert "核对短语" in out
