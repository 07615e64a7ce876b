"""The roadmap as a table by stage; a chosen line chooses the technology."""

from __future__ import annotations

import streamlit as st

from recommender.model.roadmap import PlannedStage
from recommender.render import headings as words
from recommender.render import view
from recommender.render.reasons import short_reason
from ui.page import Page, choose, plain, say, signs

Row = dict[str, str]


def step_rows(page: Page, stage: PlannedStage) -> list[Row]:
    """The steps of a stage as table rows, in the plan's order."""
    packages = {package.id: package.label for package in page.roadmap.packages}
    rows = []
    for one in view.steps(stage, page.roadmap, page.knowledge):
        star, potential, economy = signs(one.rating)
        tag = page.of(one.tag)
        rows.append(
            {
                page.of(words.TECHNOLOGY): page.of(one.label) + (f"（{tag}）" if tag else ""),
                page.of(words.ACTION): page.of(one.asks),
                page.of(words.FIELD): page.of(one.field),
                "★": star,
                "▼": potential,
                "＋": economy,
                page.of(words.SCORE): one.score,
                page.of(words.WHY): short_reason(one.reason, page.language),
                page.of(words.PACKAGE): page.of(packages[one.package]) if one.package in packages else "",
            }
        )
    return rows


def draw_steps(page: Page) -> None:
    """A tab per stage, then the packages that stand on a clause."""
    stages = page.roadmap.stages
    if not stages:
        st.info(page.of(words.NOTHING))
        return
    names = [f"{page.of(stage.label)} {page.of(view.years(stage))}（{len(stage.steps)}）" for stage in stages]
    for tab, stage in zip(st.tabs(names), stages, strict=True):
        with tab:
            _draw_stage(page, stage)
    st.caption(page.of(words.LEGEND))
    named = [package for package in page.roadmap.packages if package.clause]
    for package in named:
        head = f"**{plain(page.of(package.label))}**（{plain(package.clause)}）"
        st.markdown(f"{head}{say('：', ': ')}{plain(page.of(package.because))}{say('。', '.')}")
        st.caption(plain(page.listing(package.technologies)))


def _draw_stage(page: Page, stage: PlannedStage) -> None:
    if not stage.steps:
        st.caption(say("这一期没有步骤。", "No steps in this stage."))
        return
    key = page.key(f"steps-{stage.id}")

    def picked() -> None:
        chosen = st.session_state[key]["selection"]["rows"]
        if chosen:
            choose(stage.steps[chosen[0]].technology)

    st.dataframe(
        step_rows(page, stage),
        key=key,
        on_select=picked,
        selection_mode="single-row",
        hide_index=True,
        height=min(38 * len(stage.steps) + 40, 460),
        column_config={
            page.of(words.TECHNOLOGY): st.column_config.TextColumn(width=210),
            page.of(words.ACTION): st.column_config.TextColumn(width=60),
            page.of(words.FIELD): st.column_config.TextColumn(width=80),
            "★": st.column_config.TextColumn(width=85),
            "▼": st.column_config.TextColumn(width=85),
            "＋": st.column_config.TextColumn(width=95),
            page.of(words.SCORE): st.column_config.TextColumn(width=60),
            page.of(words.WHY): st.column_config.TextColumn(width=380),
            page.of(words.PACKAGE): st.column_config.TextColumn(width=170),
        },
    )
