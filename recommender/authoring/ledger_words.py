"""The ledger and the accounts in words: for the terminal, as tables, as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from recommender.authoring.accounts import DocumentAccount, SectionAccount
from recommender.authoring.effect_words import cited
from recommender.authoring.ledger import Ledger, LedgerRow, Outcome
from recommender.evaluate.scope import Knowledge
from recommender.model.text import Text
from recommender.render.words import clause_words, listing

Section = tuple[Text, tuple[Text, ...]]
COLUMNS = (
    "row",
    "source",
    "place",
    "outcome",
    "rules",
    "records",
    "says_zh",
    "says_en",
    "reason_zh",
    "reason_en",
)
SECTION_COLUMNS = (
    "source",
    "clause",
    "title",
    "rules_citing",
    "rules_reaching",
    "requirements",
    "conditional",
    "ledger_rows",
    "reason_zh",
    "reason_en",
)
OUTCOME = {
    Outcome.RULE: Text("成为规则", "rule"),
    Outcome.PART: Text("是规则的一部分", "part of a rule"),
    Outcome.RECORD: Text("记为知识", "kept as knowledge"),
    Outcome.REFUSED: Text("不采用", "refused"),
}
DOCUMENTS = Text("每份文件的候选陈述", "Candidate statements by document")
ROWS = Text("逐条", "Row by row")
SECTIONS = Text("有条件内容的章节", "Sections with conditional content")
_UNPLACED = Text("出处读不出来的", "place not readable")


def sections(
    ledger: Ledger,
    accounts: tuple[DocumentAccount, ...],
    of_sections: tuple[SectionAccount, ...],
    knowledge: Knowledge,
) -> Iterator[Section]:
    """Counts by document, the rows, and the sections that no rule cites with the reason."""
    yield DOCUMENTS, tuple(_document_lines(accounts, knowledge))
    yield ROWS, tuple(line for row in ledger.rows for line in _row_lines(row, knowledge))
    yield SECTIONS, tuple(_section_lines(of_sections, knowledge))


def _document_lines(accounts: tuple[DocumentAccount, ...], knowledge: Knowledge) -> Iterator[Text]:
    sources = knowledge.catalogue.sources
    for account in accounts:
        name = sources[account.source].label if account.source in sources else _UNPLACED
        yield _counted(name, account.rows, {one: account.outcomes.get(one, 0) for one in Outcome})
    if len(accounts) > 1:
        sums = {one: sum(account.outcomes.get(one, 0) for account in accounts) for one in Outcome}
        yield _counted(Text("合计", "In all"), sum(account.rows for account in accounts), sums)


def _counted(name: Text, rows: int, outcomes: dict[Outcome, int]) -> Text:
    zh = "，".join(f"{OUTCOME[one].zh} {count}" for one, count in outcomes.items())
    en = ", ".join(f"{OUTCOME[one].en} {count}" for one, count in outcomes.items())
    return Text(f"{name.zh}：{rows} 条，其中{zh}", f"{name.en}: {rows} rows: {en}")


def _row_lines(row: LedgerRow, knowledge: Knowledge) -> Iterator[Text]:
    places = cited(row.clauses, knowledge.catalogue)
    outcome = OUTCOME[row.outcome]
    yield Text(
        f"{row.id} {outcome.zh}｜{places.zh}：{row.says.zh}",
        f"{row.id} {outcome.en} | {places.en}: {row.says.en}",
    )
    if row.rules:
        titles = _listed(knowledge.rulebook.rules[key].title for key in row.rules)
        yield Text(f"  规则：{titles.zh}", f"  rules: {titles.en}")
    if row.records:
        told = listing(row.records, "zh"), listing(row.records, "en")
        yield Text(f"  记录：{told[0]}", f"  records: {told[1]}")
    if row.reason:
        yield Text(f"  理由：{row.reason.zh}", f"  reason: {row.reason.en}")


def _section_lines(accounts: tuple[SectionAccount, ...], knowledge: Knowledge) -> Iterator[Text]:
    resting = sum(bool(one.resting) for one in accounts)
    bare, silent = len(accounts) - resting, sum(one.silent for one in accounts)
    yield Text(
        f"{len(accounts)} 节，{resting} 节有规则引用，{bare} 节没有（下列，附理由），"
        f"其中 {silent} 节没有理由",
        f"{len(accounts)} sections: rules cite {resting}, none cites {bare} (below, with the reason), "
        f"{silent} of them without a reason",
    )
    for one in accounts:
        if not one.resting:
            place = clause_words(one.clause, knowledge.catalogue)
            zh, en = one.reason.zh or "没有规则，也没有写明理由", one.reason.en or "no rule and no reason"
            yield Text(f"{place.zh} {one.title.zh}：{zh}", f"{place.en} {one.title.en}: {en}")


def _listed(texts: Iterable[Text]) -> Text:
    found = tuple(texts)
    return Text(listing([one.zh for one in found], "zh"), listing([one.en for one in found], "en"))


def rows(ledger: Ledger) -> Iterator[tuple[str, ...]]:
    """The ledger in the columns of COLUMNS."""
    for row in ledger.rows:
        yield (
            row.id,
            row.source,
            ";".join(row.clauses),
            row.outcome.value,
            ";".join(row.rules),
            ";".join(row.records),
            row.says.zh,
            row.says.en,
            row.reason.zh,
            row.reason.en,
        )


def section_rows(accounts: tuple[SectionAccount, ...]) -> Iterator[tuple[str, ...]]:
    """The sections in the columns of SECTION_COLUMNS."""
    for one in accounts:
        source, _, number = one.clause.partition("/")
        yield (
            source,
            number,
            one.title.zh,
            ";".join(one.resting),
            ";".join(one.reaching),
            str(one.requirements),
            str(one.conditional),
            ";".join(one.rows),
            one.reason.zh,
            one.reason.en,
        )


def to_dict(
    ledger: Ledger, accounts: tuple[DocumentAccount, ...], of_sections: tuple[SectionAccount, ...]
) -> dict[str, Any]:
    """All of it for programs."""
    return {
        "documents": [
            {
                "source": account.source,
                "rows": account.rows,
                **{outcome.value: account.outcomes.get(outcome, 0) for outcome in Outcome},
            }
            for account in accounts
        ],
        "rows": [dict(zip(COLUMNS, row, strict=True)) for row in rows(ledger)],
        "sections": [dict(zip(SECTION_COLUMNS, row, strict=True)) for row in section_rows(of_sections)],
    }
