"""A community's own progress by the indicators without points, and its self-placement by features."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from recommender.assess.community import CommunityScore, IndicatorProgress
from recommender.model.stated import Answer
from recommender.model.text import Text
from recommender.render import community_score as words
from ui.lists import draw_asked, draw_fold, draw_list, draw_table
from ui.page import Page, plain, say
from ui.stating import community_lines


def draw_community(page: Page, score: CommunityScore) -> None:
    """What the site says of itself; nothing is added up and no grade is given."""
    told = [one for one in score.indicators if one.stated is not None]
    sections = dict(words.sections(score, page.knowledge))
    st.caption(plain(page.of(words.NO_SUM)))
    if told:
        st.markdown(f"**{page.of(words.PROGRESS)}**")
        draw_table("words-community", _heads(), [_row(page, one) for one in told])
        draw_list(page, words.MISSING_HEAD, sections.get(words.MISSING_HEAD, ()))
        with st.expander(say("还可以写的指标和分级特征", "Indicators and features still to be stated")):
            st.code(community_lines(page, score), language="yaml", height=260)
    else:
        asked = say(
            "写上社区自己的起始值、现状和目标值，这里就列出每项走了多远；分级特征写“满足”或“不满足”。",
            "State the community’s own start, present and target, and how far each has come stands here; "
            "state 满足 or 不满足 of a feature of a grade.",
        )
        draw_asked(asked, community_lines(page, score))
    _draw_placement(page, score, sections)
    for head in (words.NOT_STATED, words.LINKS):
        draw_fold(page, head, sections.get(head, ()))


def _heads() -> list[str]:
    return [
        say("指标", "Indicator"),
        say("起始", "Start"),
        say("现状", "Now"),
        say("计划", "Planned"),
        say("目标", "Target"),
        say("进展", "Progress"),
        say("条款", "Clause"),
    ]


def _row(page: Page, one: IndicatorProgress) -> list[str]:
    indicator, stated = page.knowledge.catalogue.indicators[one.indicator], one.stated
    name = page.of(indicator.label)
    if stated is None or not one.applies:
        return [name, *("–",) * 4, say("不适用", "does not apply"), indicator.clause]
    times = [_answer(page, answer) for answer in (stated.start, stated.now, stated.planned, stated.target)]
    if stated.target is not None and stated.target_year:
        times[-1] += say(f"（{stated.target_year} 年）", f" (by {stated.target_year})")
    gone = [page.of(words.STANDING[one.standing])]
    if one.progress is not None:
        gone.append(say(f"走了全程的 {words.share(one.progress)}", f"{words.share(one.progress)} of the way"))
    return [name, *times, say("，", ", ").join(gone), indicator.clause]


def _answer(page: Page, answer: Answer | None) -> str:
    return "–" if answer is None else page.of(words.answer_words(answer, page.knowledge.catalogue))


def _draw_placement(page: Page, score: CommunityScore, sections: Mapping[Text, tuple[Text, ...]]) -> None:
    lines = sections.get(words.GRADES, ())
    if any(one.holds or one.in_part or one.fails for one in score.placements):
        draw_list(page, words.GRADES, lines, few=len(lines))
    else:
        draw_fold(page, words.GRADES, lines)
