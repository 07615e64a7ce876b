"""The ledger rules/coverage/*.yaml: what became of each candidate statement of the sources; read strictly.

A file states under `rows_in_source` how many statements each series has (R0: 92), then the rows. A row names
its place in the source, what that place says, and its outcome: `rule` (rules carry it), `part` (it is part
of a rule), `record` (knowledge carries it and no rule is needed) or `refused`; all but `rule` with a reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from recommender.kb.records import Records
from recommender.model.catalogue import Catalogue
from recommender.model.clause import source_of
from recommender.model.problem import BadInput, Place, Problem, by_place
from recommender.model.rule import Rulebook, RuleStatus
from recommender.model.text import NO_TEXT, Text
from recommender.store.clauses import read_clause
from recommender.store.findings import Findings
from recommender.store.names import Names, plain_names
from recommender.store.nodes import Mapping as MappingNode
from recommender.store.nodes import Node, Scalar, Sequence, parse_nodes

_ROW = re.compile(r"([A-Z][0-9]+)-([0-9]{2,})")
_TOP = plain_names(("rows_in_source", "rows"))
_KEYS = plain_names(("row", "place", "says", "outcome", "rules", "records", "reason"))


class Outcome(Enum):
    """What became of a statement."""

    RULE = "rule"
    PART = "part"
    RECORD = "record"
    REFUSED = "refused"


_OUTCOMES = plain_names(outcome.value for outcome in Outcome)
_NEEDED = {
    Outcome.RULE: ("rules",),
    Outcome.PART: ("rules", "reason"),
    Outcome.RECORD: ("records", "reason"),
    Outcome.REFUSED: ("reason",),
}


@dataclass(frozen=True)
class LedgerRow:
    """One statement: `clauses` are its places in the source, `place` where the row stands in the ledger."""

    id: str
    clauses: tuple[str, ...]
    says: Text
    outcome: Outcome
    rules: tuple[str, ...]
    records: tuple[str, ...]
    reason: Text
    place: Place

    @property
    def series(self) -> str:
        """The series the row is numbered in (R0 of R0-17)."""
        return self.id.partition("-")[0]

    @property
    def source(self) -> str:
        """Id of the source the statement stands in; empty when its place could not be read."""
        return source_of(self.clauses[0]) if self.clauses else ""


@dataclass(frozen=True)
class Ledger:
    """All rows in the order of their numbers; `stated` is how many each series has in the source."""

    rows: tuple[LedgerRow, ...] = ()
    stated: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Known:
    """What a ledger may name."""

    catalogue: Catalogue
    records: Records
    rulebook: Rulebook

    @cached_property
    def rules(self) -> Names:
        """The ids of the rules."""
        return plain_names(self.rulebook.rules)

    @cached_property
    def by_path(self) -> Mapping[str, frozenset[str]]:
        """Path of a class in addresses (requirement, statement …) → the ids of its records."""
        found: dict[str, set[str]] = {}
        for name, record_class in self.records.schema.classes.items():
            if record_class.path and self.records.of(name):
                found.setdefault(record_class.path, set()).update(self.records.of(name))
        return {path: frozenset(ids) for path, ids in found.items()}


def read_ledger(files: Mapping[str, bytes], known: Known) -> tuple[Ledger, tuple[Problem, ...]]:
    """The ledger of the files (name → bytes) with every problem in them, sorted by place.

    A row whose id can be read is kept; what it names wrongly is reported and left out of it.
    """
    reading = _Reading(known)
    problems: list[Problem] = []
    for name in sorted(files):
        findings = Findings(name)
        try:
            root = parse_nodes(files[name], name)
        except BadInput as bad:
            problems += bad.problems
            continue
        reading.file(root, findings)
        problems += findings.problems
    ledger = Ledger(tuple(sorted(reading.rows.values(), key=_number)), reading.stated)
    problems += _miscounted(ledger, reading.headers)
    return ledger, tuple(sorted(dict.fromkeys(problems), key=by_place))


def _number(row: LedgerRow) -> tuple[str, int]:
    return (row.series, int(row.id.partition("-")[2]))


@dataclass
class _Reading:
    """What was read so far, over all files."""

    known: Known
    rows: dict[str, LedgerRow] = field(default_factory=dict)
    stated: dict[str, int] = field(default_factory=dict)
    headers: dict[str, Place] = field(default_factory=dict)

    def file(self, root: Node, findings: Findings) -> None:
        """Read one file."""
        if findings.mapping(root, Text("台账文件", "a ledger file"), _TOP) is None:
            return
        assert isinstance(root, MappingNode)
        for key in ("rows_in_source", "rows"):
            if key not in root.by_key:
                findings.error(root, "E-MISSING", f"文件缺少 {key}", f"the file lacks {key}")
        header, rows = root.get("rows_in_source"), root.get("rows")
        if header is not None:
            self._header(header, findings)
        if rows is not None and not isinstance(rows, Sequence):
            findings.shape(rows, "台账行的列表", "a list of rows")
        for node in rows.items if isinstance(rows, Sequence) else ():
            self._row(node, findings)

    def _header(self, node: Node, findings: Findings) -> None:
        if not isinstance(node, MappingNode):
            findings.shape(node, "{编号系列: 行数}", "{series: number of rows}")
            return
        for entry in node.entries:
            value = entry.value.value if isinstance(entry.value, Scalar) else None
            if not isinstance(value, int) or isinstance(value, bool) or value < 1:
                findings.error(
                    entry.value, "E-NUMBER", "行数应是正整数", "the number of rows is a positive whole number"
                )
            else:
                self.stated[entry.key.text] = value
                self.headers[entry.key.text] = findings.at(entry.key)

    def _row(self, node: Node, findings: Findings) -> None:
        if findings.mapping(node, Text("台账行", "a row of the ledger"), _KEYS) is None:
            return
        assert isinstance(node, MappingNode)
        key = self._id(node, findings)
        outcome = _outcome(node, findings)
        reason = node.get("reason")
        row = LedgerRow(
            key,
            self._clauses(node, findings),
            findings.text(node.get("says"), node, Text("原处说了什么（says）", "what the place says (says)")),
            outcome or Outcome.REFUSED,
            self._rules(node.get("rules"), findings),
            self._records(node.get("records"), findings),
            NO_TEXT if reason is None else findings.text(reason, node, Text("理由（reason）", "the reason")),
            findings.at(node),
        )
        if outcome is not None:
            _needed(node, outcome, findings)
            if key:
                self.rows[key] = row

    def _id(self, node: MappingNode, findings: Findings) -> str:
        """The id of a row; empty after reporting that it is missing, ill-formed or used already."""
        found = node.get("row")
        if not isinstance(found, Scalar) or not _ROW.fullmatch(found.text):
            findings.error(
                found or node,
                "E-ROW",
                "台账行要有编号（row），写法如 R0-07",
                "a row of the ledger has a number (row), like R0-07",
            )
            return ""
        if found.text in self.rows:
            first = self.rows[found.text].place
            findings.error(
                found,
                "E-ROW-TWICE",
                f"{found.text} 已在 {first.file}:{first.line} 写过",
                f"{found.text} is already at {first.file}:{first.line}",
                Text("请删去一处", "delete one of them"),
            )
            return ""
        return found.text

    def _clauses(self, node: MappingNode, findings: Findings) -> tuple[str, ...]:
        found = node.get("place")
        if found is None:
            findings.error(node, "E-MISSING", "台账行缺少 place", "the row lacks place")
            return ()
        read = (read_clause(item, self.known.catalogue, findings) for item in _items(found))
        return tuple(clause for clause in read if clause is not None)

    def _rules(self, node: Node | None, findings: Findings) -> tuple[str, ...]:
        rules = self.known.rulebook.rules
        found: list[str] = []
        for item in () if node is None else _items(node):
            if not isinstance(item, Scalar):
                findings.shape(item, "一个规则 id", "the id of a rule")
            elif item.text not in rules:
                findings.unknown(item, Text("规则", "rule"), item.text, self.known.rules)
            else:
                found.append(item.text)
                if rules[item.text].status is not RuleStatus.ACTIVE:
                    findings.warn(
                        item,
                        "W-RULE-IDLE",
                        f"规则 {item.text} 没有生效",
                        f"the rule {item.text} is not active",
                    )
        return tuple(dict.fromkeys(found))

    def _records(self, node: Node | None, findings: Findings) -> tuple[str, ...]:
        read = (self._record(item, findings) for item in (() if node is None else _items(node)))
        return tuple(dict.fromkeys(found for found in read if found))

    def _record(self, node: Node, findings: Findings) -> str:
        """`class/id` of a record that exists; empty after reporting that it does not."""
        if not isinstance(node, Scalar) or "/" not in node.text:
            like = "写法如 requirement/…、statement/…", "like requirement/… or statement/…"
            findings.error(
                node, "E-RECORD", f"记录应写类别和 id，{like[0]}", f"a record is class and id, {like[1]}"
            )
            return ""
        path, _, key = node.text.partition("/")
        ids = self.known.by_path.get(path)
        if ids is None:
            findings.unknown(
                node, Text("记录类别", "class of records"), path, plain_names(self.known.by_path)
            )
        elif key not in ids:
            near = plain_names(f"{path}/{one}" for one in sorted(ids))
            findings.unknown(node, Text("记录", "record"), node.text, near)
        else:
            return node.text
        return ""


def _items(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, Sequence) else (node,)


def _outcome(node: MappingNode, findings: Findings) -> Outcome | None:
    found = node.get("outcome")
    if isinstance(found, Scalar) and found.text in (outcome.value for outcome in Outcome):
        return Outcome(found.text)
    said = found.text if isinstance(found, Scalar) else "…"
    findings.error(
        found or node,
        "E-WORD",
        f"outcome 不能写“{said}”" if found else "台账行缺少 outcome",
        f"outcome cannot be '{said}'" if found else "the row lacks outcome",
        _OUTCOMES.listed(),
    )
    return None


def _needed(node: MappingNode, outcome: Outcome, findings: Findings) -> None:
    for key in _NEEDED[outcome]:
        found = node.get(key)
        if found is None or (isinstance(found, Sequence) and not found.items):
            findings.error(
                found or node,
                "E-MISSING",
                f"outcome 是 {outcome.value}，却没有写 {key}",
                f"outcome is {outcome.value} but there is no {key}",
            )


def _miscounted(ledger: Ledger, headers: Mapping[str, Place]) -> Iterator[Problem]:
    """Series with more or fewer rows than the source has, and rows of a series no header states."""
    found: dict[str, list[LedgerRow]] = {series: [] for series in ledger.stated}
    for row in ledger.rows:
        found.setdefault(row.series, []).append(row)
    for series, rows in found.items():
        stated = ledger.stated.get(series)
        if stated is None:
            yield Problem(
                rows[0].place,
                "E-ROW-SERIES",
                f"没有一个文件写明 {series} 有多少行",
                f"no file states how many rows {series} has",
                f"请在 rows_in_source 写 {series}: 行数",
                f"state it in rows_in_source as {series}: number",
            )
        elif len(rows) != stated:
            numbers = {int(row.id.partition("-")[2]) for row in rows}
            missing = [f"{series}-{number:02}" for number in range(1, stated + 1) if number not in numbers]
            zh, en = (
                (f"，缺 {'、'.join(missing)}", f"; missing: {', '.join(missing)}") if missing else ("", "")
            )
            yield Problem(
                headers[series],
                "E-ROW-COUNT",
                f"来源的 {series} 有 {stated} 行，台账里有 {len(rows)} 行{zh}",
                f"{series} has {stated} rows in the source and {len(rows)} in the ledger{en}",
            )
