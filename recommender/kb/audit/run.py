"""The audit: whether every mark, table value, figure and modal word of the records stands in its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from recommender.kb.audit import problems as words
from recommender.kb.audit.columns import look_at_columns
from recommender.kb.audit.looks import TABLE_KINDS, Kind, Look, Outcome, look_for_phrase, references_of
from recommender.kb.audit.source_index import Index, build_indexes
from recommender.kb.audit.source_text import read_source
from recommender.kb.audit.tables import look_for_values
from recommender.kb.records import Records
from recommender.model.problem import BadInput
from recommender.store.limits import Limits
from recommender.store.text import decode, read_bytes

_LARGEST = Limits(bytes=20_000_000)
LEAST_MARKS = 99.0
"""So many per cent of the marks must be found where they are said to stand."""


@dataclass(frozen=True)
class Tally:
    """How often was looked, and how looking ended."""

    found: int = 0
    elsewhere: int = 0
    not_found: int = 0

    @property
    def looked(self) -> int:
        """How many things were looked for."""
        return self.found + self.elsewhere + self.not_found

    @property
    def per_cent(self) -> float:
        """The share found at the place; nothing looked for counts as all found."""
        return 100 * self.found / self.looked if self.looked else 100.0


@dataclass(frozen=True)
class Audit:
    """Everything looked for, in record order; the sources without a text; the clauses without a heading; the
    files that are no source."""

    looks: tuple[Look, ...]
    sources: tuple[str, ...]
    missing: tuple[str, ...]
    lost: tuple[str, ...]
    strange: tuple[str, ...] = ()

    @property
    def findings(self) -> tuple[Look, ...]:
        """What was not found where it should stand."""
        return tuple(look for look in self.looks if look.outcome is not Outcome.FOUND)

    @property
    def passed(self) -> bool:
        """Whether all sources are there, all table values found, and nearly all marks."""
        tables = tally(look for look in self.looks if look.kind in TABLE_KINDS)
        marks = tally(look for look in self.looks if look.kind is Kind.MARK)
        return not self.missing and tables.found == tables.looked and marks.per_cent >= LEAST_MARKS


def tally(looks: Iterable[Look]) -> Tally:
    """Counts by outcome."""
    outcomes = [look.outcome for look in looks]
    return Tally(*(outcomes.count(outcome) for outcome in Outcome))


def tallies(audit: Audit) -> dict[tuple[str, Kind], Tally]:
    """Counts by source and kind, in the order of sources and kinds; what was not looked for is left out."""
    grouped: dict[tuple[str, Kind], list[Look]] = {}
    for look in audit.looks:
        grouped.setdefault((look.reference.source, look.kind), []).append(look)
    order = [(source, kind) for source in audit.sources for kind in Kind]
    return {key: tally(grouped[key]) for key in order if key in grouped}


def audit_texts(records: Records, texts: Mapping[str, str]) -> Audit:
    """Look in the texts (by file name) for all that the records say stands in them."""
    sources = [read_source(name, text) for name, text in texts.items()]
    indexes = build_indexes(records, sources, texts)
    looks = (
        *look_for_marks(records, indexes),
        *look_for_values(records, indexes),
        *look_at_columns(records, indexes),
    )
    missing = tuple(source for source in records.of("Source") if source not in indexes)
    lost = tuple(clause for index in indexes.values() for clause in index.located.lost)
    used = {index.located.text.name for index in indexes.values()}
    strange = tuple(name for name in texts if name not in used)
    return Audit(looks, tuple(records.of("Source")), missing, lost, strange)


@dataclass(frozen=True)
class Texts:
    """The texts of a folder by file name, and the names of the files that cannot be read as text."""

    by_name: Mapping[str, str]
    unreadable: tuple[str, ...] = ()


def read_texts(folder: Path) -> Texts:
    """Every *.txt in a folder. Raises BadInput when there is none."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".txt")
    except OSError:
        raise BadInput((words.no_folder(str(folder)),)) from None
    if not paths:
        raise BadInput((words.no_texts(str(folder)),))
    by_name: dict[str, str] = {}
    for path in paths:
        with suppress(BadInput):
            by_name[path.name] = decode(read_bytes(path, str(path), _LARGEST), str(path))
    return Texts(by_name, tuple(path.name for path in paths if path.name not in by_name))


def look_for_marks(records: Records, indexes: Mapping[str, Index]) -> Iterator[Look]:
    """One look for the mark of every record whose class has one."""
    for record in records:
        mark = record.string("mark")
        references = [ref for ref in references_of(records, record) if ref.source in indexes]
        if mark and references:
            yield look_for_phrase(record, "mark", Kind.MARK, mark, references, indexes)
