"""A carbon account for the terminal: lines with their factors, sums, what is open, what to beware of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text as Line_

from recommender.carbon.account import scopes
from recommender.carbon.amounts import activity_name
from recommender.carbon.totals import DEDUCTING, EMITTING, OPEN, UNCOUNTED
from recommender.carbon.works import works_by_year, works_total
from recommender.evaluate.scope import Knowledge
from recommender.model.accounting import Balance, Benchmark, Compared, Finding, Line, LineStatus, Method
from recommender.model.catalogue import Catalogue
from recommender.model.interval import ZERO, Interval
from recommender.model.text import Text, joined
from recommender.render import account_words as words
from recommender.render.account_notes import notes
from recommender.render.flow import Flow
from recommender.render.text import bullet, heading
from recommender.render.words import listing

LINES = Text("逐项", "Line by line")
SUMS = Text("合计（tCO2/年）", "Totals (tCO2 a year)")
OPEN_LINES = Text(
    "还没有数的项，填在 activity（活动数据）下", "Lines without a figure; state them under activity"
)
LEFT_OUT = Text("填了但不计的项", "Stated but not counted")
WORKS = Text("改造工程（一次性，tCO2）", "Building works (one-off, tCO2)")
BESIDE = Text("与报告研究的社区比", "Beside the communities the report studied")
PER = {
    "person": Text("人均，t/(人·年)", "Per person, t a year"),
    "m2": Text("每平方米，kg/(m²·年)", "Per m², kg a year"),
}
COLUMNS = (
    Text("项目", "Line"),
    Text("量", "Amount"),
    Text("因子", "Factor"),
    Text("tCO2/年", "tCO2/yr"),
    Text("条款", "Clause"),
)
SHOWN = 8


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


def write_account(
    account: Account,
    knowledge: Knowledge,
    console: Console,
    language: str = "zh",
    everything: bool = False,
) -> None:
    """Print the account on a console; `everything` leaves nothing out."""
    sheet = Sheet(account, knowledge, language, everything)
    console.print(Group(*_parts(sheet)), markup=False, highlight=False, emoji=False)


def _parts(sheet: Sheet) -> Iterator[RenderableType]:
    yield from _top(sheet)
    yield from _lines(sheet)
    yield from _sums(sheet)
    yield from _open(sheet)
    yield from _left_out(sheet)
    yield from _works(sheet)
    yield from _beside(sheet)
    for head, said in notes(sheet.balance, sheet.account.recomputed):
        yield heading(sheet.say(head))
        yield from (bullet(sheet.say(text)) for text in said)


def _top(sheet: Sheet) -> Iterator[RenderableType]:
    method, year = sheet.account.method, sheet.balance.year
    name = "碳收支" if sheet.language == "zh" else "Carbon account"
    yield Line_.assemble((f"{name}  ", "bold green"), (sheet.say(sheet.account.title), "bold"))
    when = "" if year is None else f"{year} 年，" if sheet.language == "zh" else f"{year}, "
    yield Flow(f"{when}{sheet.say(method.label)} {method.clause}", "dim")
    if method.formula:
        yield Flow(method.formula, "dim")
    yield Flow(sheet.say(sentence(sheet.balance)))
    if sheet.account.others:
        ids = sheet.listed(one.id for one in sheet.account.others)
        yield Flow(sheet.say(Text(f"也可用 --method：{ids}", f"Also with --method: {ids}")), "dim")


def sentence(balance: Balance) -> Text:
    """The account in one sentence."""
    gross, net, known = (words.span(one) for one in (balance.gross, balance.net, balance.of_known))
    if not any(line.status is LineStatus.KNOWN for line in balance.lines):
        return Text("还没有一项能算出来", "Nothing can be worked out yet")
    if count := len(balance.unknown):
        return Text(
            f"算得出的各项合计 {known.zh} tCO2/年；还有 {count} 项没有数，源排放（毛）{gross.zh} tCO2/年",
            f"What is known adds up to {known.en} tCO2 a year; {count} more lines have no figure, so gross "
            f"emission is {gross.en} tCO2 a year",
        )
    return Text(
        f"源排放（毛）{gross.zh} tCO2/年，净排放 {net.zh} tCO2/年",
        f"Gross emission {gross.en} tCO2 a year, net {net.en} tCO2 a year",
    )


def _lines(sheet: Sheet) -> Iterator[RenderableType]:
    counted = [line for line in sheet.balance.lines if line.status not in UNCOUNTED]
    known = [line for line in counted if line.emission is not None]
    shown = [line for line in known if sheet.everything or line.emission != ZERO]
    zero = [sheet.activity(line.activity) for line in known if line not in shown]
    if not known:
        return
    yield heading(sheet.say(LINES))
    if shown:
        rows = [*_rows(sheet, shown, EMITTING, ""), *_rows(sheet, shown, DEDUCTING, "− ")]
        yield _table(sheet, COLUMNS, rows)
    if zero:
        yield Flow(sheet.say(Text(f"为零的：{sheet.listed(zero)}", f"Zero: {sheet.listed(zero)}")), "dim")


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


def _table(sheet: Sheet, columns: Iterable[Text], rows: Iterable[list[str]]) -> RenderableType:
    table = Table(box=None, padding=(0, 2, 0, 1), header_style="dim", pad_edge=False)
    for index, column in enumerate(columns):
        table.add_column(sheet.say(column), justify="right" if index == 3 else "left")
    for row in rows:
        table.add_row(*(Flow(cell) if index < 3 else Line_(cell) for index, cell in enumerate(row)))
    return table


def _sums(sheet: Sheet) -> Iterator[RenderableType]:
    if not any(line.status is LineStatus.KNOWN for line in sheet.balance.lines):
        return
    yield heading(sheet.say(SUMS))
    people, area = sheet.balance.people, sheet.balance.area
    columns = [
        (Text("全场地", "Site"), 1.0, 1.0),
        (Text("人均 t", "Per person, t"), people, 1.0),
        (Text("每平方米 kg", "Per m², kg"), area, 1000.0),
    ]
    shown = [(head, count, scale) for head, count, scale in columns if count]
    grid = Table(box=None, padding=(0, 2, 0, 1), header_style="dim", pad_edge=False)
    grid.add_column("")
    for head, _, _ in shown:
        grid.add_column(sheet.say(head), justify="right")
    for label, value in _totals(sheet.balance, sheet.catalogue, sheet.account.by_scope):
        shares = (value.per(count).scaled(scale) for _, count, scale in shown)
        grid.add_row(sheet.say(label), *(sheet.say(words.span(one)) for one in shares))
    yield grid


def _totals(balance: Balance, catalogue: Catalogue, by_scope: bool) -> Iterator[tuple[Text, Interval]]:
    yield Text("源排放（毛）", "Gross emission"), balance.gross
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


def _open(sheet: Sheet) -> Iterator[RenderableType]:
    missing = [line for line in sheet.balance.lines if line.status in OPEN and line.part in EMITTING]
    claims = [
        line for line in sheet.balance.lines if line.status is LineStatus.NO_FACTOR and line.part in DEDUCTING
    ]
    if not missing and not claims:
        return
    yield heading(sheet.say(OPEN_LINES))
    for line in (*missing, *claims):
        said = sheet.say(words.how_to_state(line, sheet.catalogue))
        mark = "；" if sheet.language == "zh" else "; "
        yield bullet(mark.join((said, *(sheet.say(note) for note in line.notes))))
    zero = Text(
        "没有的填 0，就不再算作未知", "State 0 for what the site does not have; it is then no longer unknown"
    )
    yield Flow(sheet.say(zero), "dim")


def _left_out(sheet: Sheet) -> Iterator[RenderableType]:
    lines = [line for line in sheet.balance.lines if line.status in UNCOUNTED and _stated(line)]
    if not lines:
        return
    yield heading(sheet.say(LEFT_OUT))
    for line in lines:
        why = [*line.notes]
        boundary = sheet.catalogue.boundaries.get(line.boundary)
        if not why and boundary:
            why = [boundary.text or boundary.label]
        told = joined(why)
        emission = f" {sheet.say(words.span(line.emission))} tCO2" if line.emission is not None else ""
        name = f"{sheet.activity(line.activity)}{emission}"
        yield bullet(
            sheet.say(Text(f"{name}：{told.zh}（{line.clause}）", f"{name}: {told.en} ({line.clause})"))
        )


def _stated(line: Line) -> bool:
    return line.amount is not None or line.emission is not None


def _works(sheet: Sheet) -> Iterator[RenderableType]:
    if not sheet.balance.works:
        return
    yield heading(sheet.say(WORKS))
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
    yield _table(sheet, (*COLUMNS[:3], Text("tCO2", "tCO2"), COLUMNS[4]), rows)
    total, years = works_total(sheet.balance), works_by_year(sheet.balance)
    most = max((value.high for value in years.values()), default=0.0)
    said = Text(f"合计 {words.span(total).zh} tCO2", f"{words.span(total).en} tCO2 in all")
    if years:
        peak = words.figure(most)
        said = Text(
            f"{said.zh}，{min(years)} 至 {max(years)} 年，最多的一年 {peak}",
            f"{said.en}, {min(years)} to {max(years)}, at most {peak} in a year",
        )
    yield Flow(sheet.say(said))


def _beside(sheet: Sheet) -> Iterator[RenderableType]:
    found = sheet.account.benchmarks
    if not found or not any(
        row.site is not None for one in found for row in (*one.per_person, *one.per_area)
    ):
        return
    yield heading(sheet.say(BESIDE))
    for key, pick in (("person", _by_person), ("m2", _by_area)):
        if any(row.site is not None for one in found for row in pick(one)):
            yield _comparison(sheet, found, PER[key], pick)
    yield bullet(sheet.say(_likeness(sheet, found[0])))
    for caveat in dict.fromkeys(text for one in found for text in one.caveats):
        yield bullet(sheet.say(caveat))


def _likeness(sheet: Sheet, most: Benchmark) -> Text:
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
    sheet: Sheet, found: tuple[Benchmark, ...], head: Text, pick: Callable[[Benchmark], tuple[Compared, ...]]
) -> RenderableType:
    table = Table(box=None, padding=(0, 2, 0, 1), header_style="dim", pad_edge=False)
    table.add_column(sheet.say(head))
    table.add_column(sheet.say(Text("本场地", "This site")), justify="right")
    for one in found:
        table.add_column(sheet.name(one.case), justify="right")
    rows: dict[str, dict[str, str]] = {}
    site: dict[str, str] = {}
    for one in found:
        for row in pick(one):
            if row.site is not None:
                site[row.activity] = sheet.say(words.span(row.site))
                rows.setdefault(row.activity, {})[one.case] = words.figure(row.case)
    for activity, cells in rows.items():
        table.add_row(sheet.activity(activity), site[activity], *(cells.get(one.case, "–") for one in found))
    return table


def _by_person(one: Benchmark) -> tuple[Compared, ...]:
    return one.per_person


def _by_area(one: Benchmark) -> tuple[Compared, ...]:
    return one.per_area
