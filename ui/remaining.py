"""What is still open and what is not on the roadmap, with why."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from recommender.model.decision import Status
from recommender.render import headings as words
from recommender.render import view
from recommender.render.words import STATUS, fact_words
from ui.page import Page, choose, say, signs
from ui.reasons import change_sentence, search_of

Row = dict[str, str]


def draw_questions(page: Page) -> None:
    """The unknown facts, those that settle most first."""
    questions = page.roadmap.questions
    if not questions:
        st.caption(say("没有待弄清的事实。", "Nothing is left to find out."))
        return
    catalogue = page.knowledge.catalogue
    text = st.column_config.TextColumn
    st.dataframe(
        [
            {
                page.of(words.QUESTION): page.of(question.text),
                page.of(words.FACT): page.of(fact_words(question.fact, catalogue)),
                page.of(words.SETTLES): question.settles,
                say("档案中的写法", "Key in the profile"): question.fact,
            }
            for question in questions
        ],
        hide_index=True,
        height=min(36 * len(questions) + 40, 420),
        column_config={
            page.of(words.QUESTION): text(width=520),
            page.of(words.FACT): text(width=220),
            say("档案中的写法", "Key in the profile"): text(width=240),
        },
    )


def draw_left_out(page: Page) -> None:
    """A filter by status and the table; a chosen line chooses the technology."""
    rest = view.unplaced(page.roadmap)
    statuses = Counter(page.decision.technologies[key].status for key in rest)
    options = [status for status in Status if statuses[status]]
    if not options:
        st.caption(page.of(words.NOTHING))
        return
    default = [status for status in options if status is not Status.EXCLUDED] or options
    chosen = st.pills(
        page.of(words.STATUS),
        options,
        selection_mode="multi",
        default=default,
        key=page.key("left-out"),
        format_func=lambda status: f"{page.of(STATUS[status])} {statuses[status]}",
    )
    shown = [key for key in rest if not chosen or page.decision.technologies[key].status in chosen]
    key = page.key(f"left-out-{len(shown)}-" + "-".join(status.value for status in chosen))

    def picked() -> None:
        rows = st.session_state[key]["selection"]["rows"]
        if rows:
            choose(shown[rows[0]])

    text = st.column_config.TextColumn
    st.dataframe(
        [_row(page, technology) for technology in shown],
        key=key,
        on_select=picked,
        selection_mode="single-row",
        hide_index=True,
        height=min(36 * len(shown) + 40, 520),
        column_config={
            page.of(words.TECHNOLOGY): text(width=210),
            page.of(words.STATUS): text(width=80),
            "★": text(width=85),
            page.of(words.FIELD): text(width=90),
            say("为什么没有列入", "Why it is left out"): text(width=350),
            say("怎样会改变", "What would change it"): text(width=380),
        },
    )


def _row(page: Page, technology: str) -> Row:
    decided, planned = page.decision.technologies[technology], page.roadmap.technologies[technology]
    why, changes = planned.why_not, ""
    if why is not None:
        admission = search_of(page).admission(technology)
        changes = say("；", "; ").join(change_sentence(page, change) for change in admission.changes)
    return {
        page.of(words.TECHNOLOGY): page.label(technology),
        page.of(words.STATUS): page.of(STATUS[decided.status]),
        "★": signs(decided.rating)[0],
        page.of(words.FIELD): page.label(page.knowledge.catalogue.technologies[technology].field),
        say("为什么没有列入", "Why it is left out"): page.of(
            view.OUTSIDE if not decided.in_domain else why.text
        )
        if why is not None
        else "",
        say("怎样会改变", "What would change it"): changes,
    }
