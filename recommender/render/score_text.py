"""A Scorecard for the terminal: the score, tables of groups and indicators, then the lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text as Line

from recommender.evaluate.scope import Knowledge
from recommender.model.scoring import GroupScore, IndicatorScore, Scorecard
from recommender.model.text import Text
from recommender.render import headings
from recommender.render.flow import Flow
from recommender.render.score import sections
from recommender.render.score_words import named, open_points, progress, scale_line, score_line, span
from recommender.render.text import heading, write_sections

GROUPS = Text("各级得分", "Points by group")
INDICATORS = Text("已回答、还没有拿满分的指标", "Answered indicators without full points")
ALL_INDICATORS = Text("各项指标", "All indicators")
SUM = Text("合计", "Sum")
SHOWN = 15
COLUMNS = (
    Text("满分", "Full"),
    Text("适用", "Applies"),
    Text("现状", "Now"),
    Text("计划", "Planned"),
)


@dataclass(frozen=True)
class Sheet:
    """What every part needs: the card, the words, and how much to show."""

    card: Scorecard
    knowledge: Knowledge
    language: str
    everything: bool

    def say(self, text: Text) -> str:
        """The text in the sheet's language."""
        return text.get(self.language)


def write_score(
    card: Scorecard,
    title: Text,
    knowledge: Knowledge,
    console: Console,
    language: str = "zh",
    everything: bool = False,
) -> None:
    """Print the scorecard on a console; `title` names the site, `everything` leaves nothing out."""
    sheet = Sheet(card, knowledge, language, everything)
    console.print(Group(*_top(sheet, title)), markup=False, highlight=False, emoji=False)
    write_sections(sections(card, knowledge, everything), console, language)
    source = knowledge.catalogue.sources.get(card.standard)
    if source is not None:
        console.print()
        console.print(Flow(f"{card.standard} {sheet.say(source.label)}", "dim"), markup=False)


def _top(sheet: Sheet, title: Text) -> Iterator[RenderableType]:
    name = "碳路" if sheet.language == "zh" else "Tanlu"
    yield Line.assemble((f"{name}  ", "bold green"), (sheet.say(title), "bold"))
    yield Line(sheet.say(score_line(sheet.card)), style="bold")
    yield Flow(sheet.say(progress(sheet.card)), "dim")
    yield heading(sheet.say(GROUPS))
    yield _group_table(sheet)
    scale = scale_line(sheet.card)
    if scale:
        yield Flow(sheet.say(scale), "dim")
    yield from _indicator_table(sheet)


def _group_table(sheet: Sheet) -> RenderableType:
    table = _table(sheet, Text("指标", "Indicators"))
    *groups, both = group_rows(sheet.card, sheet.language, sheet.everything)
    for cells in groups:
        table.add_row(*cells)
    table.add_row(*both, style="bold")
    return table


def group_rows(card: Scorecard, language: str, everything: bool = False) -> list[list[str]]:
    """Name and COLUMNS of each first-level group, or of every group, and of the sum in the last row."""
    planned = {(one.level, one.name): one for one in card.planned.groups}
    rows = [
        _cells(_indented(group, language), group, planned[group.level, group.name])
        for group in card.now.groups
        if group.level == 1 or everything
    ]
    printed = sum(group.full for group in card.now.groups if group.level == 1)
    points = (span(total.raw) for total in (card.now, card.planned))
    rows.append([SUM.get(language), f"{printed:g}", f"{card.now.applicable:g}", *points])
    return rows


def _indented(group: GroupScore, language: str) -> str:
    """The name as the source prints it, or our translation; quoted where there is none."""
    english = group.english or f"“{group.name}”"
    name = group.name if language == "zh" else english
    return "  " * (group.level - 1) + name


def _cells(name: str, now: GroupScore, planned: GroupScore) -> list[str]:
    return [name, f"{now.full:g}", f"{now.applicable:g}", span(now.points), span(planned.points)]


def _indicator_table(sheet: Sheet) -> Iterator[RenderableType]:
    listed = tuple(_shown(sheet))
    if not listed:
        return
    yield heading(sheet.say(ALL_INDICATORS if sheet.everything else INDICATORS))
    table = _table(sheet, Text("指标", "Indicator"))
    table.add_column(sheet.say(Text("条款", "Clause")), no_wrap=True)
    catalogue = sheet.knowledge.catalogue
    for key, score in listed:
        name = sheet.say(named(key, sheet.card, catalogue))
        later = sheet.card.planned.indicators[key]
        applies = "–" if score.points is None else f"{score.full:g}"
        cells = [name, f"{score.full:g}", applies, span(score.points), span(later.points)]
        table.add_row(*cells, catalogue.indicators[key].clause)
    yield table
    hidden = len(tuple(_listed(sheet))) - len(listed)
    if hidden:
        yield Line(f"  {headings.more(hidden, sheet.language)}")


def _shown(sheet: Sheet) -> Iterable[tuple[str, IndicatorScore]]:
    listed = tuple(_listed(sheet))
    return listed if sheet.everything else listed[:SHOWN]


def _listed(sheet: Sheet) -> Iterable[tuple[str, IndicatorScore]]:
    return sheet.card.now.indicators.items() if sheet.everything else open_points(sheet.card.now)


def _table(sheet: Sheet, first: Text) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    table.add_column(sheet.say(first), overflow="fold")
    for column in COLUMNS:
        table.add_column(sheet.say(column), justify="right", no_wrap=True)
    return table
