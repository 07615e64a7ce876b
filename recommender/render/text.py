"""A Roadmap for the terminal, top-down, in colour on a terminal; short unless all is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text as Line

from recommender.evaluate.scope import Knowledge
from recommender.model.decision import Verdict
from recommender.model.roadmap import Action, PlannedStage, Roadmap
from recommender.model.site import Origin
from recommender.model.text import Text
from recommender.render import headings as words
from recommender.render import view
from recommender.render.checklist import draw_checklist
from recommender.render.flow import Flow
from recommender.render.notes import on_roadmap, sentence, short_sentence
from recommender.render.reasons import fact_line, short_reason
from recommender.render.roles import HEADING as ROLES
from recommender.render.roles import plan_lines
from recommender.render.target import Kind, heading_of, target_lines
from recommender.render.words import (
    ACTION,
    STATUS,
    listing,
    settles_words,
    some_of,
    symbols,
    value_words,
    with_place,
)

NARROW = 92
"""Below this width the reason of a step stands on its own line."""
OTHER_COLUMNS = 36
"""Columns the cells beside the name take at most."""
SHOWN_STEPS = 15
SHOWN = 8
MARKS = {"✓ ": "", "✗ ": "red", "？ ": "yellow"}
"""Marks of truth a sentence may begin with, and the colour of what follows."""
TARGET_STYLE = {
    Kind.VERDICT: ("bold", "·"),
    Kind.REASON: ("yellow", "！"),
    Kind.HEAD: ("", "·"),
    Kind.ITEM: ("", "  -"),
    Kind.NOTE: ("dim", "·"),
}
ACTION_STYLE = {Action.ADOPT: "green", Action.PILOT: "cyan", Action.PREPARE: "magenta"}


@dataclass(frozen=True)
class Page:
    """What every part needs: the plan, the words, and how much to show in which width."""

    roadmap: Roadmap
    knowledge: Knowledge
    language: str
    everything: bool
    width: int

    def say(self, text: Text) -> str:
        """The text in the page's language."""
        return text.get(self.language)

    def name(self, record: str) -> str:
        """The label of a record in the page's language."""
        return self.say(self.knowledge.catalogue.label(record))

    def names(self, records: Iterable[str]) -> list[str]:
        """Labels of several records."""
        return [self.name(record) for record in records]

    def head(self, count: int) -> int:
        """How many of a list of `count` to show."""
        return count if self.everything else min(count, SHOWN)


def write_text(
    roadmap: Roadmap, knowledge: Knowledge, console: Console, language: str = "zh", everything: bool = False
) -> None:
    """Print the roadmap on a console; `everything` leaves nothing out."""
    page = Page(roadmap, knowledge, language, everything, console.width)
    console.print(Group(*_parts(page)), markup=False, highlight=False, emoji=False)


def _parts(page: Page) -> Iterator[RenderableType]:
    yield from _title(page)
    yield from _target(page)
    for stage in page.roadmap.stages:
        yield from _stage(page, stage)
    yield Flow(page.say(words.LEGEND), "dim")
    yield from _prepare(page)
    yield from _packages(page)
    yield from _roles(page)
    yield from _conflicts(page)
    yield from draw_checklist(page.roadmap, page.knowledge, page.language, page.everything)
    yield from _questions(page)
    yield from _warnings(page)
    yield from _offered(page)
    yield from _left_out(page)
    yield from _notes(page)
    yield from _sources(page)


def heading(text: str) -> RenderableType:
    """A section heading with an empty line above."""
    return Padding(Rule(Line(text, style="bold"), align="left", style="dim"), (1, 0, 0, 0))


def bullet(text: str, style: str = "", mark: str = "·") -> RenderableType:
    """A line with a mark and a hanging indent."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=max(1, Line(mark).cell_len))
    grid.add_column()
    grid.add_row(Line(mark, style="dim"), Flow(text, style))
    return Padding(grid, (0, 0, 0, 1))


def _title(page: Page) -> Iterator[RenderableType]:
    decision = page.roadmap.decision
    name = "碳路" if page.language == "zh" else "Tanlu"
    yield Line.assemble((f"{name}  ", "bold green"), (page.say(view.title(decision, page.knowledge)), "bold"))
    if decision.site.note:
        yield Flow(page.say(decision.site.note), "dim")
    if off := view.switched_off(page.knowledge):
        yield Flow(page.say(off), "yellow")
    for origin, head in view.FACT_GROUPS:
        seen = view.observed(decision, origin)
        if not seen:
            continue
        yield Line(
            f"{page.say(head)}（{len(seen)}）" if page.language == "zh" else f"{page.say(head)} ({len(seen)})"
        )
        if origin is Origin.STATED and not page.everything:
            yield bullet(_brief_facts(page))
            continue
        for one in seen[: page.head(len(seen))]:
            yield bullet(page.say(fact_line(one.fact, one.value, one, page.knowledge.catalogue)))
        yield from _more(page, len(seen))


def _brief_facts(page: Page) -> str:
    catalogue = page.knowledge.catalogue
    seen = [one for one in view.observed(page.roadmap.decision, Origin.STATED) if one.fact != "site.name"]
    ranked = sorted(seen, key=lambda one: -catalogue.facts[one.fact].priority)[:12]
    colon = "：" if page.language == "zh" else ": "
    pairs = [
        f"{page.name(one.fact)}{colon}{page.say(value_words(one.fact, one.value, catalogue))}"
        for one in ranked
    ]
    joined = ("；" if page.language == "zh" else "; ").join(pairs)
    return joined if len(seen) <= 12 else f"{joined} …"


def _more(page: Page, count: int) -> Iterator[RenderableType]:
    hidden = count - page.head(count)
    if hidden:
        yield bullet(words.more(hidden, page.language), "dim", "…")


def _target(page: Page) -> Iterator[RenderableType]:
    yield heading(page.say(heading_of(page.roadmap)))
    for line in target_lines(page.roadmap, page.knowledge, page.everything):
        style, mark = TARGET_STYLE[line.kind]
        yield bullet(page.say(line.text), style, mark)


def _stage(page: Page, stage: PlannedStage) -> Iterator[RenderableType]:
    lines = view.steps(stage, page.roadmap, page.knowledge)
    told = listing([f"{page.say(asks)} {n}" for asks, n in view.asked(lines)], page.language)
    label = f"{page.say(stage.label)} {page.say(view.years(stage))}"
    yield heading(f"{label}　{told}" if told else f"{label}　{page.say(words.NOTHING)}")
    shown = lines if page.everything else lines[:SHOWN_STEPS]
    if shown:
        yield _steps(page, shown)
    yield from _rest(page, lines[len(shown) :])


def _rest(page: Page, lines: tuple[view.StepView, ...]) -> Iterator[RenderableType]:
    """The steps without a row of their own: names by field, so that none is hidden."""
    by_field: dict[str, list[str]] = {}
    for line in lines:
        notes = [] if line.action is Action.ADOPT else [page.say(ACTION[line.action])]
        notes += [page.say(line.tag)] if line.tag else []
        told = "".join(f"（{note}）" if page.language == "zh" else f" ({note})" for note in notes)
        by_field.setdefault(page.say(line.field), []).append(f"{page.say(line.label)}{told}")
    if by_field:
        zh = f"其余 {len(lines)} 项（--all 看得分和依据）"
        yield Line(zh if page.language == "zh" else f"The other {len(lines)} (--all for scores and reasons)")
    for field, names in by_field.items():
        yield bullet(
            f"{field}：{'、'.join(names)}" if page.language == "zh" else f"{field}: {', '.join(names)}"
        )


def _steps(page: Page, lines: Iterable[view.StepView]) -> RenderableType:
    narrow = page.width < NARROW
    table = Table(box=None, padding=(0, 1, 0, 0), expand=True, header_style="dim", pad_edge=False)
    table.add_column(page.say(words.ACTION), no_wrap=True, min_width=4)
    table.add_column(page.say(words.TECHNOLOGY), overflow="fold", ratio=3, min_width=16)
    for sign in "★▼➕":
        table.add_column(sign, no_wrap=True)
    table.add_column(page.say(words.SCORE), justify="right", no_wrap=True)
    if not narrow:
        table.add_column(page.say(words.WHY), no_wrap=True, overflow="ellipsis", ratio=5)
    for line in lines:
        why = short_reason(line.reason, page.language)
        name = Line(page.say(line.label))
        if line.tag:
            name.append(f" {page.say(line.tag)}", style="yellow")
        if narrow and why:
            beneath = Line(why, style="dim")
            beneath.truncate(max(20, page.width - OTHER_COLUMNS), overflow="ellipsis")
            name.append("\n").append_text(beneath)
        star, potential, economy = symbols(line.rating)
        cells: list[RenderableType] = [
            Line(page.say(line.asks), style=ACTION_STYLE[line.action]),
            name,
            Line(star, style="yellow"),
            Line(potential, style="green"),
            Line(economy, style="cyan"),
            Line(line.score),
        ]
        table.add_row(*cells, *(() if narrow else (Line(why, style="dim"),)))
    return table


def _prepare(page: Page) -> Iterator[RenderableType]:
    keys = view.prepared(page.roadmap)
    if not keys:
        return
    yield heading(page.say(words.PREPARE))
    for key in keys:
        planned = page.roadmap.technologies[key]
        stage = page.name(planned.stage or "")
        why = short_reason(planned.stage_reasons[-1] if planned.stage_reasons else None, page.language)
        zh, en = (
            f"{page.name(key)}：{stage}采用，这轮工程先留条件",
            f"{page.name(key)}: adopted later ({stage})",
        )
        yield bullet(" ".join(part for part in (zh if page.language == "zh" else en, why) if part))


def _packages(page: Page) -> Iterator[RenderableType]:
    packages = page.roadmap.packages
    joint = [package for package in packages if package.stage is None]
    shown = packages if page.everything else tuple(joint)
    if not packages:
        return
    yield heading(page.say(words.PACKAGES))
    for package in shown:
        name = with_place(page.say(package.label), package.clause, page.language)
        yield bullet(f"{name}{'：' if page.language == 'zh' else ': '}{page.say(package.because)}", "bold")
        names = page.names(package.technologies)
        if names:
            yield bullet(
                listing(names, page.language) if page.everything else some_of(names, 10, page.language),
                "",
                " ",
            )
    rest = len(packages) - len(shown)
    if rest:
        zh, en = f"另按阶段和领域分为 {rest} 包，--all 全部列出", f"{rest} more by stage and field, see --all"
        yield bullet(zh if page.language == "zh" else en, "dim")


def _roles(page: Page) -> Iterator[RenderableType]:
    lines = tuple(plan_lines(page.roadmap, page.knowledge, page.everything))
    if lines:
        yield heading(page.say(ROLES))
    for line in lines:
        yield bullet(page.say(line))


def _conflicts(page: Page) -> Iterator[RenderableType]:
    conflicts = page.roadmap.conflicts
    if not conflicts:
        return
    yield heading(f"{page.say(words.CONFLICTS)} {len(conflicts)}")
    for conflict in conflicts[: page.head(len(conflicts))]:
        names = " ↔ ".join(page.names(conflict.technologies))
        lean = page.say(view.lean_words(conflict))
        yield bullet(f"{names}　{lean}".rstrip("　"), "yellow")
        if conflict.kind != "contested":
            yield bullet(with_place(page.say(conflict.text), conflict.clause, page.language), "", " ")
            continue
        for mark, reasons in zip("＋－", view.sides(conflict, page.roadmap), strict=True):
            for reason in reasons[: len(reasons) if page.everything else 2]:
                yield bullet(short_reason(reason, page.language), "", f"  {mark}")
    yield from _more(page, len(conflicts))


def _questions(page: Page) -> Iterator[RenderableType]:
    questions = page.roadmap.questions
    if not questions:
        return
    yield heading(page.say(words.QUESTIONS))
    for number, question in enumerate(questions[: page.head(len(questions))], 1):
        zh, en = (
            f" （{settles_words(question).zh}，{question.fact}）",
            f" ({settles_words(question).en}, {question.fact})",
        )
        if not question.settles:
            zh, en = f" （条款要求了解，{question.fact}）", f" (a clause asks to know it, {question.fact})"
        yield bullet(page.say(question.text) + (zh if page.language == "zh" else en), "", f"{number}")
    yield from _more(page, len(questions))


def _warnings(page: Page) -> Iterator[RenderableType]:
    told = [page.say(text) for text in page.roadmap.warnings]
    for kind, head in (("warn", words.WARNINGS), ("expect", words.EXPECTATIONS)):
        ruled = [
            with_place(page.say(notice.text), notice.reason.clause, page.language)
            for notice in view.notices(page.roadmap, kind)
        ]
        lines = [*told, *ruled] if kind == "warn" else ruled
        if lines:
            yield heading(f"{page.say(head)} {len(lines)}")
            for line in lines[: page.head(len(lines))]:
                yield bullet(line)
            yield from _more(page, len(lines))


def _offered(page: Page) -> Iterator[RenderableType]:
    for keys, head in (
        (view.installed(page.roadmap), words.INSTALLED),
        (view.offered(page.roadmap), words.OFFERED),
    ):
        if keys:
            yield heading(f"{page.say(head)} {len(keys)}")
            names = [
                f"{page.name(key)} {view.score_words(page.roadmap, key)}".removesuffix(" –") for key in keys
            ]
            yield bullet(
                listing(names, page.language) if page.everything else some_of(names, 12, page.language)
            )


def _left_out(page: Page) -> Iterator[RenderableType]:
    groups = view.left_out(page.roadmap)
    if not groups:
        return
    yield heading(f"{page.say(words.LEFT_OUT)} {sum(len(group.technologies) for group in groups)}")
    for group in groups:
        names = page.names(group.technologies)
        shown = listing(names, page.language) if page.everything else some_of(names, 4, page.language)
        yield bullet(f"{page.say(STATUS[group.status])} {len(names)}　{page.say(group.why)}")
        yield bullet(shown, "dim", " ")
    yield bullet(words.see_why(page.language), "bold", "→")


def _notes(page: Page) -> Iterator[RenderableType]:
    found = on_roadmap(page.roadmap, page.knowledge)
    if not found:
        return
    yield heading(f"{page.say(words.NOTES)} {len(found)}")
    for note in found[: page.head(len(found))]:
        yield bullet(page.say(sentence(note) if page.everything else short_sentence(note)))
    if len(found) > page.head(len(found)):
        yield Line(f"  … {words.more(len(found) - SHOWN, page.language)}", style="dim")


def _sources(page: Page) -> Iterator[RenderableType]:
    reasons = [
        reason for decided in page.roadmap.decision.technologies.values() for reason in decided.reasons
    ]
    cited = [reason.clause for reason in reasons]
    cited += [
        page.knowledge.catalogue.requirements[key].clause
        for key, decided in page.roadmap.decision.requirements.items()
        if decided.verdict is not Verdict.NOT_APPLICABLE
    ]
    told = [f"{key} {page.say(label)}" for key, label in view.sources_of(cited, page.knowledge.catalogue)]
    yield heading(page.say(words.SOURCES))
    yield Flow(" · ".join(told), "dim")


def write_sections(
    sections: Iterable[tuple[Text, tuple[Text, ...]]], console: Console, language: str
) -> None:
    """Print headed lists of sentences; a line that begins with blanks keeps them."""
    for head, lines in sections:
        console.print(heading(head.get(language)))
        for text in lines:
            line = text.get(language)
            depth, line = len(line) - len(line.lstrip(" ")), line.strip()
            marked = line[:2] in MARKS
            shown = bullet(line[2:], MARKS[line[:2]], line[:1]) if marked else bullet(line)
            console.print(Padding(shown, (0, 0, 0, depth)))
