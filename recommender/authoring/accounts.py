"""Accounts of the rules: the ledger by document, and every section with conditional content beside its rules.

A section has conditional content when a rule rests on it, a candidate statement of the ledger stands in it,
or a requirement or statement recorded of it states a condition of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from recommender.authoring.ledger import Ledger, LedgerRow, Outcome
from recommender.evaluate.applicability import applicability
from recommender.evaluate.scope import Knowledge
from recommender.kb.records import Record, Records
from recommender.model.clause import parse_reference
from recommender.model.text import Text
from recommender.render.words import listing


@dataclass(frozen=True)
class DocumentAccount:
    """The rows of the ledger that stand in one document, by outcome."""

    source: str
    rows: int
    outcomes: Mapping[Outcome, int]


@dataclass(frozen=True)
class SectionAccount:
    """One section with conditional content.

    `resting` rules cite it, `reaching` rules act on its requirements; `reason` says why no rule cites it.
    """

    clause: str
    title: Text
    resting: tuple[str, ...]
    reaching: tuple[str, ...]
    requirements: int
    conditional: int
    rows: tuple[str, ...]
    reason: Text

    @property
    def silent(self) -> bool:
        """Whether neither a rule nor a reason speaks for it."""
        return not (self.resting or self.reaching or self.reason)


def documents(ledger: Ledger) -> tuple[DocumentAccount, ...]:
    """The ledger by document, in the order of the ledger; rows of which no place can be read come last."""
    by_source: dict[str, list[LedgerRow]] = {}
    for row in sorted(ledger.rows, key=lambda row: not row.source):
        by_source.setdefault(row.source, []).append(row)
    return tuple(
        DocumentAccount(source, len(rows), Counter(row.outcome for row in rows))
        for source, rows in by_source.items()
    )


def section_accounts(ledger: Ledger, records: Records, knowledge: Knowledge) -> tuple[SectionAccount, ...]:
    """Every section with conditional content, in the order of the sources."""
    resting = _resting(knowledge)
    reaching = _reaching(knowledge)
    rows = _rows_of(ledger)
    requirements, statements = (_records_of(name, records) for name in ("Requirement", "Statement"))
    accounts = []
    for clause in knowledge.catalogue.clauses.values():
        own = (*requirements.get(clause.id, ()), *statements.get(clause.id, ()))
        conditional = sum(bool(one.text("condition")) for one in own)
        if not (conditional or clause.id in resting or clause.id in rows):
            continue
        stands = rows.get(clause.id, ())
        accounts.append(
            SectionAccount(
                clause.id,
                clause.label,
                resting.get(clause.id, ()),
                reaching.get(clause.id, ()),
                len(requirements.get(clause.id, ())),
                conditional,
                tuple(row.id for row in stands),
                Text()
                if clause.id in resting
                else _reason(stands, own, reaching.get(clause.id, ()), knowledge),
            )
        )
    return tuple(accounts)


def _section(reference: str) -> str:
    parsed = parse_reference(reference)
    return parsed.clause if parsed is not None else reference


def _rows_of(ledger: Ledger) -> dict[str, tuple[LedgerRow, ...]]:
    """Section → the rows of the ledger that stand in it."""
    found: dict[str, dict[str, LedgerRow]] = {}
    for row in ledger.rows:
        for clause in row.clauses:
            found.setdefault(_section(clause), {})[row.id] = row
    return {section: tuple(rows.values()) for section, rows in found.items()}


def _records_of(class_name: str, records: Records) -> dict[str, tuple[Record, ...]]:
    """Section → the records of one class made of a place in it."""
    found: dict[str, list[Record]] = {}
    for record in records.of(class_name).values():
        found.setdefault(_section(record.string("clause")), []).append(record)
    return {section: tuple(made) for section, made in found.items()}


def _resting(knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    """Section → the active rules that cite a place in it."""
    found: dict[str, dict[str, None]] = {}
    for rule in knowledge.rulebook.active:
        for reference in rule.sources:
            found.setdefault(_section(reference), {})[rule.id] = None
    return {section: tuple(rules) for section, rules in found.items()}


def _reaching(knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    """Section → the active rules that act on its requirements, or through them on technologies."""
    found: dict[str, dict[str, None]] = {}
    for applied in applicability(knowledge).applied:
        key = applied.requirement or applied.through
        if key:
            section = _section(knowledge.catalogue.requirements[key].clause)
            found.setdefault(section, {})[applied.rule] = None
    return {section: tuple(rules) for section, rules in found.items()}


def _reason(
    rows: Iterable[LedgerRow], own: Iterable[Record], reaching: tuple[str, ...], knowledge: Knowledge
) -> Text:
    """Why no rule cites a section: what the ledger says of its rows, and that requirements are reached."""
    parts = [*(_of_row(row, knowledge) for row in rows), *_reached(own, reaching, knowledge)]
    return Text("；".join(one.zh for one in parts), "; ".join(one.en for one in parts))


def _of_row(row: LedgerRow, knowledge: Knowledge) -> Text:
    if row.reason:
        return Text(f"{row.id} {row.reason.zh}", f"{row.id} {row.reason.en}")
    titles = [knowledge.rulebook.rules[key].title for key in row.rules]
    zh, en = listing([one.zh for one in titles], "zh"), listing([one.en for one in titles], "en")
    return Text(
        f"{row.id} 由依据别处的规则承担（{zh}）", f"{row.id} is carried by rules on other places ({en})"
    )


def _reached(own: Iterable[Record], reaching: tuple[str, ...], knowledge: Knowledge) -> Iterator[Text]:
    count = sum(record.type == "Requirement" for record in own)
    if count and reaching:
        first, more = knowledge.rulebook.rules[reaching[0]].title, len(reaching) - 1
        zh, en = (f"等 {len(reaching)} 条规则", f" and {more} more") if more else ("", "")
        yield Text(
            f"{count} 条要求直接进条款清单，由“{first.zh}”{zh}判定",
            f"its {count} requirements go straight to the checklist, decided by “{first.en}”{en}",
        )
