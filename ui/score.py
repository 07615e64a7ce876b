"""The score of a site by the indicators written for its kind, present and planned side by side."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from recommender.assess.community import CommunityScore
from recommender.cli.score import NO_SYSTEM
from recommender.model.scoring import Scorecard
from recommender.model.text import Text
from recommender.render import score as heads
from recommender.render.score_text import COLUMNS, GROUPS, group_rows
from recommender.render.score_words import progress, score_line
from ui.community import draw_community
from ui.lists import draw_asked, draw_fold, draw_list, draw_table
from ui.page import Page, plain, say
from ui.results import score_for
from ui.stating import score_lines

SHOWN = (heads.UNUSED, heads.NARROWING, heads.RAISES)
"""The lists whose first lines stand on the page; the next grade stands there whole, the rest in folds."""


def draw_score(page: Page) -> None:
    """Points and grade, a community's own progress, or that no source lays down indicators."""
    match score_for(page):
        case Scorecard() as card:
            _draw_card(page, card)
        case CommunityScore() as own:
            draw_community(page, own)
        case None:
            st.caption(page.of(NO_SYSTEM))


def _draw_card(page: Page, card: Scorecard) -> None:
    short = dict(heads.sections(card, page.knowledge))
    full = dict(heads.sections(card, page.knowledge, everything=True))
    if not card.stated:
        told = say(
            "一项指标都还没有回答，分数可以是零到满分之间的任何数；写上知道的几项，"
            "这里就有得分、等级和提高的办法。",
            "No indicator is answered so far, so the score may be anything; state what is known, and score, "
            "grade and ways to raise it stand here.",
        )
        draw_asked(told, score_lines(page, card))
        draw_list(page, heads.NARROWING, full.get(heads.NARROWING, ()))
        return
    st.markdown(f"**{plain(page.of(score_line(card)))}**")
    st.caption(plain(page.of(progress(card))))
    st.markdown(f"**{page.of(GROUPS)}**")
    columns = [say("指标", "Indicators"), *(page.of(column) for column in COLUMNS)]
    draw_table("sums-score", columns, group_rows(card, page.language))
    draw_list(page, heads.GRADE, short[heads.GRADE])
    for head in SHOWN:
        draw_list(page, head, full.get(head, ()))
    _draw_next(page, short.get(heads.NEXT, ()), full.get(heads.NEXT, ()))
    for head, lines in full.items():
        if head not in (heads.GRADE, heads.NEXT, *SHOWN):
            draw_fold(page, head, lines)
    if rest := score_lines(page, card).removeprefix("indicator:\n"):
        head = say("没有回答的指标，写在 indicator 下", "Indicators not answered, for the indicator block")
        with st.expander(head):
            st.code(rest, language="yaml", height=260)


def _draw_next(page: Page, short: Sequence[Text], full: Sequence[Text]) -> None:
    """The nearest grade with its set, the sets of the others in a fold."""
    draw_list(page, heads.NEXT, short)
    if full != short:
        draw_fold(page, Text("每一级各要做哪几项", "The set of every grade"), full)
