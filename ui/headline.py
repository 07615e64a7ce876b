"""The head of the page: what site, whether the target can be told, and the counts."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from recommender.model.decision import Status, Verdict
from recommender.model.roadmap import Action
from recommender.model.site import Origin
from recommender.render import headings as words
from recommender.render import view
from recommender.render.contract import shown_requirements
from recommender.render.reasons import fact_line
from recommender.render.target import Kind, target_lines, verdict
from recommender.render.words import ACTION, STATUS
from ui.page import Page, plain, say


def draw_head(page: Page) -> None:
    """Title, target finding, counts, and what rests on assumptions."""
    title = page.of(view.title(page.decision, page.knowledge))
    name, _, rest = title.partition(" · ")
    st.header(plain(name), anchor=False)
    if rest:
        st.caption(plain(rest))
    st.markdown(target_sentence(page))
    _draw_counts(page)
    _draw_grounds(page)


def target_sentence(page: Page) -> str:
    """The stated target, its year, whether it is reached, what speaks against it; the way to the rest."""
    dot = say("。", ".")
    told = plain(page.of(verdict(page.roadmap, page.knowledge.catalogue)))
    more = say("逐年的排放、差距和补法见下文", "the years to come, the gap and what closes it: below")
    lines = [f"**{say('目标', 'Target')}**{say('：', ': ')}{told}{dot}　[{more}](#target)"]
    told_of = target_lines(page.roadmap, page.knowledge)
    lines += [plain(page.of(line.text)) + dot for line in told_of if line.kind is Kind.REASON]
    return "  \n".join(lines)


def _draw_counts(page: Page) -> None:
    status = Counter(decided.status for decided in page.decision.technologies.values())
    actions = Counter(step.action for stage in page.roadmap.stages for step in stage.steps)
    shown = shown_requirements(page.decision, page.knowledge)
    held = [decided for decided in shown if decided.verdict is Verdict.APPLICABLE]
    covered = sum(view.is_covered(decided, page.roadmap) for decided in held)
    planned = len(view.placed(page.roadmap))
    others = [s for s in Status if s is not Status.RECOMMENDED and status[s]]
    cells = (
        (
            say("列入路线图的技术", "Technologies planned"),
            planned,
            " · ".join(f"{page.of(ACTION[a])} {actions[a]}" for a in reversed(list(Action))),
        ),
        (
            say("未列入的技术", "Technologies left out"),
            len(page.decision.technologies) - planned,
            " · ".join(f"{page.of(STATUS[s])} {status[s]}" for s in others),
        ),
        (
            say("适用条款", "Requirements that apply"),
            len(held),
            say(
                f"路线图已覆盖 {covered} · 缺口 {len(held) - covered}",
                f"{covered} covered by the roadmap, {len(held) - covered} gaps",
            )
            if shown
            else say("没有为这类场地写的条款", "none is written for this kind of site"),
        ),
        (
            say("待弄清的事实", "Open questions"),
            len(page.roadmap.questions),
            say("弄清后结论会更确定", "answers would settle more lines")
            if page.roadmap.questions
            else say("没有待弄清的事实", "nothing is left to find out"),
        ),
    )
    for column, (label, number, note) in zip(st.columns(4), cells, strict=True):
        with column.container(border=True, height="stretch"):
            st.metric(label, number)
            st.caption(note)


def _draw_grounds(page: Page) -> None:
    warnings = [page.of(text) for text in page.roadmap.warnings]
    warnings += [page.of(notice.text) for notice in view.notices(page.roadmap, "warn")]
    expectations = [page.of(notice.text) for notice in view.notices(page.roadmap, "expect")]
    conflicts = [
        f"{page.listing(conflict.technologies)}{say('：', ': ')}{page.of(conflict.text)}"
        for conflict in page.roadmap.conflicts
    ]
    facts = {origin: _facts(page, origin) for origin in Origin}
    groups = (
        (words.WARNINGS, warnings),
        (words.CONFLICTS, conflicts),
        (words.EXPECTATIONS, expectations),
        (words.ASSUMED, facts[Origin.LOOKUP]),
        (words.DERIVED, facts[Origin.CLASSIFIED]),
        (words.STATED, facts[Origin.STATED]),
    )
    told = [(page.of(head), lines) for head, lines in groups if lines]
    if not told:
        return
    sizes = " · ".join(f"{head} {len(lines)}" for head, lines in told)
    with st.expander(
        say("提醒与依据的事实", "Warnings and the facts relied on") + say(f"（{sizes}）", f" ({sizes})")
    ):
        for tab, (_, lines) in zip(st.tabs([f"{h} {len(ls)}" for h, ls in told]), told, strict=True):
            tab.markdown("\n".join(f"- {plain(line)}" for line in lines))


def _facts(page: Page, origin: Origin) -> list[str]:
    catalogue = page.knowledge.catalogue
    lines = []
    for seen in view.observed(page.decision, origin):
        line = page.of(fact_line(seen.fact, seen.value, seen, catalogue))
        because = page.of(seen.because)
        lines.append(f"{line}{say('；', '; ')}{because}" if because else line)
    return lines
