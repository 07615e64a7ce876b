"""A carbon account as rows of cells and as sentences, for the terminal and the page to lay out."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from recommender.carbon.account import scopes
from recommender.carbon.amounts import activity_name, four_digits, ranged
from recommender.carbon.benchmark import most_alike
from recommender.carbon.totals import DEDUCTING, EMITTING, OPEN, UNCOUNTED, is_open_claim
from recommender.carbon.works import works_by_year, works_total
from recommender.evaluate.scope import Knowledge
from recommender.model.accounting import Balance, Benchmark, Compared, Finding, Line, LineStatus, Method
from recommender.model.catalogue import Catalogue
from recommender.model.interval import ZERO, Interval
from recommender.model.text import NO_TEXT, Text, enumerated, joined
from recommender.render import account_words as words
from recommender.render.words import listing

PER = {
    "person": Text("人均，t/(人·年)", "Per person, t a year"),
    "m2": Text("每平方米，kg/(m²·年)", "Per m², kg a year"),
}

_ANY = Interval(0.0, math.inf)
_NOT_YET = Text("还没有数", "no figure yet")


@dataclass(frozen=True)
class Account:
    """Everything shown of one account; `by_scope` sets the scopes beside the sums."""

    title: Text
    balance: Balance
    method: Method
    others: tuple[Method, ...]
    benchmarks: tuple[Benchmark, ...]
    recomputed: tuple[Finding, ...]
    by_scope: bool = False


@dataclass(frozen=True)
class Sheet:
    """An account with the words and how much of it to show."""

    account: Account
    knowledge: Knowledge
    language: str
    everything: bool

    @property
    def balance(self) -> Balance:
        """The balance shown."""
        return self.account.balance

    @property
    def catalogue(self) -> Catalogue:
        """The records."""
        return self.knowledge.catalogue

    def say(self, text: Text) -> str:
        """The text in the sheet's language."""
        return text.get(self.language)

    def name(self, record: str) -> str:
        """The label of a record."""
        return self.say(self.catalogue.label(record))

    def activity(self, key: str) -> str:
        """The label of an activity."""
        return self.say(activity_name(key, self.catalogue))

    def listed(self, parts: Iterable[str]) -> str:
        """Names in a row."""
        return listing(parts, self.language)


def sentence(balance: Balance, catalogue: Catalogue) -> Text:
    """The account in one sentence."""
    gross, known = words.span(balance.gross), words.span(balance.of_known)
    if not any(line.status is LineStatus.KNOWN for line in balance.lines):
        return Text("还没有一项能算出来", "Nothing can be worked out yet")
    net = _net(balance, catalogue)
    if balance.unknown:
        count = len(open_lines(balance))
        after = Text(f"，{net.zh}", f", {net.en}") if _claims(balance) else NO_TEXT
        return Text(
            f"算得出的各项合计 {known.zh} tCO2/年；还有 {count} 项没有数，毛排放{gross.zh} tCO2/年{after.zh}",
            f"What is known adds up to {known.en} tCO2 a year; {count} more lines have no figure, so gross "
            f"emission is {gross.en} tCO2 a year{after.en}",
        )
    return Text(f"毛排放 {gross.zh} tCO2/年，{net.zh}", f"Gross emission {gross.en} tCO2 a year, {net.en}")


def _net(balance: Balance, catalogue: Catalogue) -> Text:
    """Net emission, and what is still to be taken off it."""
    net = words.span(balance.net)
    claims = _claims(balance)
    if not claims:
        return Text(f"净排放 {net.zh} tCO2/年", f"net {net.en} tCO2 a year")
    names = enumerated(activity_name(line.activity, catalogue) for line in claims)
    if not math.isfinite(balance.net.high):
        return Text(
            f"净排放还要减去{names.zh}（还没有数）",
            f"and net is that less {names.en.lower()} (no figure yet)",
        )
    return Text(
        f"净排放{net.zh} tCO2/年，还要减去{names.zh}（还没有数）",
        f"net {net.en} tCO2 a year, less {names.en.lower()} (no figure yet)",
    )


def line_rows(sheet: Sheet) -> list[list[str]]:
    """The known lines as cells under COLUMNS, deductions last; lines of zero where everything is shown."""
    shown = [line for line in _known(sheet) if sheet.everything or line.emission != ZERO]
    return [*_rows(sheet, shown, EMITTING, ""), *_rows(sheet, shown, DEDUCTING, "− ")]


def zero_lines(sheet: Sheet) -> Text:
    """Which lines are zero, where they do not stand among the rows; empty for none."""
    zero = [line for line in _known(sheet) if line.emission == ZERO and not sheet.everything]
    names = sheet.listed(sheet.activity(line.activity) for line in zero)
    return Text(f"为零的：{names}", f"Zero: {names}") if zero else NO_TEXT


def _known(sheet: Sheet) -> Iterator[Line]:
    for line in sheet.balance.lines:
        if line.status not in UNCOUNTED and line.emission is not None:
            yield line


def _rows(sheet: Sheet, lines: Iterable[Line], parts: Iterable[object], sign: str) -> Iterator[list[str]]:
    for line in lines:
        if line.part not in parts:
            continue
        part = sheet.say(words.PART[line.part])
        name = (
            f"{sheet.activity(line.activity)}（{part}）"
            if sheet.language == "zh"
            else f"{sheet.activity(line.activity)} ({part})"
        )
        yield [
            name,
            sheet.say(words.amount(line.amount, sheet.catalogue)),
            sheet.say(words.factor(line.factor, sheet.catalogue)),
            sign + sheet.say(words.state(line)),
            line.clause,
        ]


def sum_rows(sheet: Sheet) -> list[list[str]]:
    """The heads and then the sums, in all, per person and per m² where those are known; none for no line."""
    if not any(line.status is LineStatus.KNOWN for line in sheet.balance.lines):
        return []
    people, area = sheet.balance.people, sheet.balance.area
    columns = [
        (Text("全场地", "Site"), 1.0, 1.0),
        (Text("人均 t", "Per person, t"), people, 1.0),
        (Text("每平方米 kg", "Per m², kg"), area, 1000.0),
    ]
    shown = [(head, count, scale) for head, count, scale in columns if count]
    rows = [["", *(sheet.say(head) for head, _, _ in shown)]]
    for label, value in _totals(sheet.balance, sheet.catalogue, sheet.account.by_scope):
        shares = (value.per(count).scaled(scale) for _, count, scale in shown)
        rows.append([sheet.say(label), *(sheet.say(_share(one)) for one in shares)])
    return rows


def _share(value: Interval) -> Text:
    return _NOT_YET if value == _ANY else words.span(value)


def _totals(balance: Balance, catalogue: Catalogue, by_scope: bool) -> Iterator[tuple[Text, Interval]]:
    yield Text("毛排放", "Gross emission"), balance.gross
    for scope, value in scopes(balance, catalogue).items() if by_scope else ():
        label = words.SCOPE[scope]
        yield Text(f"　{label.zh}", f"  {label.en}"), value
    parts = (
        (Text("− 减排", "− Reductions"), balance.reductions),
        (Text("− 碳汇", "− Removals"), balance.removals),
        (Text("− 抵消", "− Offsets"), balance.offsets),
    )
    yield from ((label, value) for label, value in parts if value.high)
    yield Text("净排放", "Net emission"), balance.net


def open_lines(balance: Balance) -> list[Line]:
    """The lines that want a figure: those that emit, then the deductions claimed without one."""
    emitting = [line for line in balance.lines if line.status in OPEN and line.part in EMITTING]
    return emitting + _claims(balance)


def _claims(balance: Balance) -> list[Line]:
    return [line for line in balance.lines if is_open_claim(line)]


def left_out(sheet: Sheet) -> list[str]:
    """What is stated and not counted, each with why."""
    lines = [line for line in sheet.balance.lines if line.status in UNCOUNTED and _stated(line)]
    said = []
    for line in lines:
        why = [*line.notes]
        boundary = sheet.catalogue.boundaries.get(line.boundary)
        if not why and boundary:
            why = [boundary.text or boundary.label]
        told = joined(why)
        emission = f" {sheet.say(words.span(line.emission))} tCO2" if line.emission is not None else ""
        name = f"{sheet.activity(line.activity)}{emission}"
        said.append(
            sheet.say(Text(f"{name}：{told.zh}（{line.clause}）", f"{name}: {told.en} ({line.clause})"))
        )
    return said


def _stated(line: Line) -> bool:
    return line.amount is not None or line.emission is not None


def work_rows(sheet: Sheet) -> list[list[str]]:
    """The building works as cells under WORK_COLUMNS."""
    rows = []
    for line in sheet.balance.works:
        when = "" if line.start is None else f"{line.start}–{line.end}" if line.end else str(line.start)
        rows.append(
            [
                f"{sheet.activity(line.activity)} {when}".strip(),
                sheet.say(words.amount(line.amount, sheet.catalogue)),
                sheet.say(words.factor(line.factor, sheet.catalogue)),
                sheet.say(words.state(line)),
                line.clause,
            ]
        )
    return rows


def works_said(sheet: Sheet) -> Text:
    """What the works emit in all, and at most in a year."""
    total, years = works_total(sheet.balance), works_by_year(sheet.balance)
    most = max((value.high for value in years.values()), default=0.0)
    said = Text(f"合计 {words.span(total).zh} tCO2", f"{words.span(total).en} tCO2 in all")
    if years:
        peak = four_digits(most)
        said = Text(
            f"{said.zh}，{min(years)} 至 {max(years)} 年，最多的一年 {peak}",
            f"{said.en}, {min(years)} to {max(years)}, at most {peak} in a year",
        )
    return said


def compared_rows(sheet: Sheet) -> list[list[list[str]]]:
    """A table for what is compared per person and one per m², heads first; none where nothing is."""
    tables = (_comparison(sheet, PER[key], pick) for key, pick in (("person", _by_person), ("m2", _by_area)))
    return [table for table in tables if len(table) > 1]


def likeness_said(sheet: Sheet) -> list[Text]:
    """Which case is most alike, and what keeps the figures from being compared straight."""
    found = sheet.account.benchmarks
    caveats = dict.fromkeys(text for one in found for text in one.caveats)
    return [found[0].unlike or _likeness(sheet, most_alike(found)), *caveats] if found else []


def _likeness(sheet: Sheet, most: tuple[Benchmark, ...]) -> Text:
    if not most:
        return _NONE_ALIKE
    if len(most) == 1:
        return _most_alike(sheet, most[0])
    names = enumerated(sheet.catalogue.label(one.case) for one in most)
    count = len(most[0].likeness.shared)
    return Text(
        f"分不出最像哪一处：{names.zh}与本场地相同的都是 {count} 条",
        f"Which one is most alike cannot be told: {names.en} share {count} traits each with this site",
    )


_NONE_ALIKE = Text(
    "分不出最像哪一处：能把它们分开的特征，本场地一条也不相同，或者没有填",
    "Which one is most alike cannot be told: none of the traits that tell them apart is known to hold here",
)


def _most_alike(sheet: Sheet, most: Benchmark) -> Text:
    name, shared, differing = sheet.catalogue.label(most.case), most.likeness.shared, most.likeness.differing
    zh, en = f"最像的是{name.zh}", f"Most alike: {name.en}"
    if shared:
        same = _concepts(shared, sheet.catalogue)
        zh, en = f"{zh}，相同的有：{same.zh}", f"{en}; shared: {same.en}"
    if differing:
        other = _concepts(differing, sheet.catalogue)
        zh, en = (
            f"{zh}；它是而本场地不是或没有陈述的：{other.zh}",
            f"{en}; not so or not stated here: {other.en}",
        )
    return Text(zh, en)


def _concepts(keys: Iterable[str], catalogue: Catalogue) -> Text:
    """Values of facts with what they are values of: 较低（收入水平）."""
    named = [(catalogue.label(key), catalogue.schemes[catalogue.concepts[key].scheme]) for key in keys]
    return Text(
        listing((f"{label.zh}（{scheme.zh}）" for label, scheme in named), "zh"),
        listing((f"{label.en} ({scheme.en.lower()})" for label, scheme in named), "en"),
    )


def _comparison(
    sheet: Sheet, head: Text, pick: Callable[[Benchmark], tuple[Compared, ...]]
) -> list[list[str]]:
    found = sheet.account.benchmarks
    rows: dict[str, dict[str, str]] = {}
    site: dict[str, str] = {}
    figure = _as_precise_as(row.case for one in found for row in pick(one))
    for one in found:
        for row in pick(one):
            if row.site is not None:
                site[row.activity] = sheet.say(ranged(row.site, figure))
                rows.setdefault(row.activity, {})[one.case] = figure(row.case)
    heads = [
        sheet.say(head),
        sheet.say(Text("本场地", "This site")),
        *(sheet.name(one.case) for one in found),
    ]
    return [
        heads,
        *(
            [sheet.activity(activity), site[activity], *(cells.get(one.case, "–") for one in found)]
            for activity, cells in rows.items()
        ),
    ]


def _as_precise_as(figures: Iterable[float]) -> Callable[[float], str]:
    """Writes numbers with as many decimals as the report gives its own."""
    places = max((-int(Decimal(str(one)).as_tuple().exponent) for one in figures), default=0)

    def figure(value: float) -> str:
        return f"{round(value, places) + 0.0:,.{places}f}" if value else "0"

    return figure


def _by_person(one: Benchmark) -> tuple[Compared, ...]:
    return one.per_person


def _by_area(one: Benchmark) -> tuple[Compared, ...]:
    return one.per_area
