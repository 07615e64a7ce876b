"""Who does what in the plan, party by party; in full on request."""

from __future__ import annotations

import streamlit as st

from recommender.render.roles import SEE_ALL, plan_lines
from ui.page import Page, plain, say


def draw_roles(page: Page) -> None:
    """One line per party; the fold below gives every name with its reason."""
    lines = tuple(plan_lines(page.roadmap, page.knowledge, everything=False))
    if not lines:
        st.caption(
            say(
                "来源没有说由谁决定、实施、出资、受益。",
                "The sources do not say who does, decides, pays or gains.",
            )
        )
        return
    mark = page.of(SEE_ALL)
    st.markdown("\n".join(f"- {plain(page.of(line).removesuffix(mark))}" for line in lines))
    with st.expander(say("全部名称和理由", "All names and reasons")):
        full = plan_lines(page.roadmap, page.knowledge)
        st.markdown("\n".join(f"- {plain(page.of(line))}" for line in full))
