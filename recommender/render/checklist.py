"""The checklist of requirements for the terminal: counts, the 应 items, and the 宜 items not covered yet."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text as Line

from recommender.evaluate.scope import Knowledge
from recommender.model.decision import RequirementDecision, Verdict
from recommender.model.roadmap import Roadmap
from recommender.render import headings as words
from recommender.render import view
from recommender.render.contract import shown_requirements
from recommender.render.flow import Flow
from recommender.render.notes import marked, on_requirement
from recommender.render.words import VERDICT, listing, modality_words, some_of

SHOWN = 15


def draw_checklist(
    roadmap: Roadmap, knowledge: Knowledge, language: str, everything: bool
) -> Iterator[RenderableType]:
    """Counts per modality and verdict, then the lines a planner acts on; with `everything` all of them."""
    tallies = view.tallies(roadmap, knowledge)
    total = sum(sum(tally.verdicts.values()) for tally in tallies)
    yield Padding(
        Rule(Line(f"{words.CHECKLIST.get(language)} {total}", style="bold"), align="left", style="dim"),
        (1, 0, 0, 0),
    )
    if not tallies:
        yield Line(words.NO_REQUIREMENTS.get(language), style="dim")
        return
    yield _counts(tallies, knowledge, language)
    if everything:
        lines = shown_requirements(roadmap.decision, knowledge)
        yield _lines(lines, roadmap, knowledge, language, everything)
        return
    strict = list(view.applicable(roadmap, knowledge, view.STRICT))
    gaps = list(view.uncovered(roadmap, knowledge))
    for head, lines in ((words.SHALL_ITEMS, strict), (words.SHOULD_GAPS, gaps)):
        if lines:
            yield Line(f"{head.get(language)} {len(lines)}", style="bold")
            yield _lines(lines[:SHOWN], roadmap, knowledge, language, everything)
            if len(lines) > SHOWN:
                yield Line(f"  … {words.more(len(lines) - SHOWN, language)}", style="dim")


def _counts(tallies: tuple[view.Tally, ...], knowledge: Knowledge, language: str) -> RenderableType:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    table.add_column(words.MODALITY.get(language))
    for verdict in Verdict:
        table.add_column(VERDICT[verdict].get(language), justify="right")
        if verdict is Verdict.APPLICABLE:
            table.add_column(words.COVERED.get(language), justify="right")
    for tally in tallies:
        name = modality_words(tally.modality, tally.polarity, knowledge.catalogue).get(language)
        cells = []
        for verdict in Verdict:
            cells.append(str(tally.verdicts.get(verdict, 0)))
            if verdict is Verdict.APPLICABLE:
                cells.append(str(tally.covered))
        table.add_row(Line(name), *cells)
    return table


def _lines(
    lines: list[RequirementDecision],
    roadmap: Roadmap,
    knowledge: Knowledge,
    language: str,
    everything: bool,
) -> RenderableType:
    table = Table(box=None, padding=(0, 1, 0, 0), show_header=False, expand=True, pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=5)
    table.add_column(ratio=3)
    for decided in lines:
        requirement = knowledge.catalogue.requirements[decided.requirement]
        names = [
            knowledge.catalogue.label(key).get(language)
            for key in roadmap.coverage[requirement.id].covered_by
        ]
        told = listing(names, language) if everything else some_of(names, 3, language)
        word = modality_words(requirement.modality, requirement.polarity, knowledge.catalogue).get(language)
        mark, note = ("✓", f"← {told}") if names else ("○", view.gap_words(decided, knowledge).get(language))
        if decided.verdict is not Verdict.APPLICABLE:
            mark, note = " ", VERDICT[decided.verdict].get(language)
        table.add_row(
            Line(mark, style="green" if names else "yellow"),
            Line(requirement.clause, style="dim"),
            Line(word),
            Flow(marked(requirement.text.get(language), on_requirement(requirement.id, knowledge.catalogue))),
            Flow(note, "dim"),
        )
    return table
