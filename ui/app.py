"""The page: pick a site, see its roadmap, target, account and score, the checklist and what is open."""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st

if (ROOT := str(Path(__file__).resolve().parent.parent)) not in sys.path:
    sys.path.append(ROOT)  # Streamlit puts ui/ itself on the path, not the project

from recommender import __version__
from recommender.api import load_knowledge
from recommender.evaluate.scope import Knowledge
from recommender.model.problem import BadInput
from recommender.render.roles import HEADING as ROLES
from recommender.render.target import HEADING as TARGET
from ui.account import draw_account
from ui.checklist import draw_checklist
from ui.gantt import draw_gantt
from ui.headline import draw_head
from ui.page import CHOSEN, LANGUAGE, Page, plain, say
from ui.reasons import draw_technology
from ui.remaining import draw_left_out, draw_questions
from ui.results import roadmap_of
from ui.roles import draw_roles
from ui.score import draw_score
from ui.sites import EXAMPLE, draw_problems, pick_site, problem_sentence
from ui.steps import draw_steps
from ui.style import style
from ui.target import draw_target

NAMES = {"zh": "中文", "en": "English"}
# Name in the address → name in the session: a copied address shows the same view.
REMEMBERED = {LANGUAGE: LANGUAGE, "site": EXAMPLE, "tech": CHOSEN}


@st.cache_resource(show_spinner=False)
def knowledge_once() -> Knowledge:
    """The knowledge, loaded once for all who look at the page."""
    return load_knowledge()


def main() -> None:
    """Draw the page from top to bottom."""
    st.set_page_config(page_title="碳路 Tanlu", layout="wide", initial_sidebar_state="collapsed")
    _recall()
    st.html(style(st.session_state[LANGUAGE]))
    _draw_banner()
    try:
        knowledge = knowledge_once()
    except BadInput as error:
        head = say("知识库读不了：", "The knowledge base cannot be read:")
        st.error("\n".join([head, "", *(f"- {plain(problem_sentence(p))}" for p in error.problems)]))
        return
    candidate = pick_site(knowledge)
    if candidate is None or candidate.profile is None:
        return
    language = st.session_state[LANGUAGE]
    try:
        roadmap = roadmap_of(knowledge, candidate.key, candidate.profile)
    except BadInput as error:  # what is stated can be read and contradicts itself
        draw_problems(error.problems)
        return
    page = Page(knowledge, roadmap, language, candidate.key)
    _draw_page(page)
    _remember()
    st.divider()
    st.caption(
        f"Tanlu {__version__} · {say('知识库', 'knowledge')} {knowledge.catalogue.digest[:12]} · "
        f"{say('规则', 'rules')} {knowledge.rulebook.digest[:12]}"
    )


def _draw_page(page: Page) -> None:
    draw_head(page)
    st.subheader(say("路线图", "Roadmap"), anchor="roadmap")
    chart, table = st.tabs([say("甘特图", "Gantt chart"), say("分期表", "Table by stage")])
    with chart:
        draw_gantt(page)
    with table:
        draw_steps(page)
    st.subheader(say("所选技术的理由", "Reasons of the chosen technology"), anchor="technology")
    draw_technology(page)
    st.subheader(page.of(ROLES), anchor="roles")
    draw_roles(page)
    st.subheader(page.of(TARGET), anchor="target")
    draw_target(page)
    st.subheader(say("碳收支", "Carbon account"), anchor="account")
    draw_account(page)
    st.subheader(say("得分", "Score"), anchor="score")
    draw_score(page)
    st.subheader(say("条款清单", "Checklist of requirements"), anchor="checklist")
    draw_checklist(page)
    st.subheader(say("最值得先弄清的事实", "Facts worth finding out first"), anchor="questions")
    draw_questions(page)
    st.subheader(say("没有列入的技术", "Left out"), anchor="left-out")
    draw_left_out(page)


def _draw_banner() -> None:
    title, toggle = st.columns([5, 1], vertical_alignment="center")
    title.title(say("碳路", "Tanlu"), anchor=False)
    title.caption(
        say(
            "从场地档案到分期低碳技术路线与条款清单，每一行都有出处",
            "From a site profile to a staged low-carbon roadmap and checklist, every line with its source",
        )
    )
    toggle.segmented_control(
        "语言 Language",
        list(NAMES),
        key=LANGUAGE,
        format_func=NAMES.__getitem__,
        required=True,
        label_visibility="collapsed",
    )


def _recall() -> None:
    """Take language, site and technology from the address, at the session's first run only."""
    for name, key in REMEMBERED.items():
        if key not in st.session_state and name in st.query_params:
            st.session_state[key] = st.query_params[name]
    if st.session_state.get(LANGUAGE) not in NAMES:
        st.session_state[LANGUAGE] = "zh"


def _remember() -> None:
    """Write them to the address."""
    for name, key in REMEMBERED.items():
        value = st.session_state.get(key)
        if value and st.query_params.get(name) != value:
            st.query_params[name] = value


main()
