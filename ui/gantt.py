"""The roadmap as a Gantt chart: one bar per step over the years of its stage; a click chooses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import altair as alt
import streamlit as st

from recommender.model.roadmap import Action, PlannedStage
from recommender.render import view
from recommender.render.words import ACTION
from ui.page import Page, choose, say, signs

OPEN_SPAN = 5
"""Years drawn for a stage whose start is not stated; the chart says so."""
TOP = 3
ROW_PIXELS = 24
AXIS_PIXELS = 44
HEAD = "▌"
DEPTH = {Action.ADOPT: 1.0, Action.PILOT: 0.25, Action.PREPARE: 0.04}
"""How much of the field's colour fills the bar; the rest is white."""
COLOURS = (
    "#b45309", "#1d5fa8", "#6b4fa0", "#0e7490", "#7a5230", "#2f7d32", "#b03a6b",
    "#4d6b1e", "#475569", "#8a3033", "#5b5bd6", "#3f6f4f", "#936a00", "#a8441f",
)  # fmt: skip
"""One per field in the order of the field scheme; all dark enough for white letters."""


@dataclass(frozen=True)
class Bar:
    """One step as drawn: `row` is the line's name, `start` and `end` bound it in years (end exclusive)."""

    technology: str
    row: str
    colour: str
    fill: str
    action: Action
    mark: str
    hint: str
    start: int
    end: int


def span(stage: PlannedStage) -> tuple[int, int]:
    """First year and the year after the last, as drawn."""
    start = stage.start if stage.start is not None else stage.end + 1 - OPEN_SPAN
    return start, stage.end + 1


def planned_by_field(page: Page) -> dict[str, tuple[str, ...]]:
    """Field id → technologies with a step, highest score first; fields in the order of their scheme."""
    catalogue = page.knowledge.catalogue
    best = view.best_first(view.placed(page.roadmap), page.roadmap)
    groups = {
        concept.id: tuple(key for key in best if catalogue.technologies[key].field == concept.id)
        for concept in catalogue.concepts_of.get("field", ())
    }
    return {field: keys for field, keys in groups.items() if keys}


def shown_technologies(groups: dict[str, tuple[str, ...]], choice: str) -> dict[str, tuple[str, ...]]:
    """What the chart shows: the first few of each field ("top"), all, or one field whole."""
    match choice:
        case "top":
            return {field: keys[:TOP] for field, keys in groups.items()}
        case "all":
            return groups
        case _:
            return {field: keys for field, keys in groups.items() if field == choice}


def bars(page: Page, technologies: Iterable[str]) -> tuple[Bar, ...]:
    """The bars of some technologies; what is done twice in one stage is one bar named by both."""
    wanted = frozenset(technologies)
    found: list[Bar] = []
    for stage in page.roadmap.stages:
        actions: dict[str, list[Action]] = {}
        for step in stage.steps:
            if step.technology in wanted:
                actions.setdefault(step.technology, []).append(step.action)
        found += [_bar(page, stage, key, done) for key, done in actions.items()]
    return tuple(found)


def _bar(page: Page, stage: PlannedStage, technology: str, actions: list[Action]) -> Bar:
    rating = page.decision.technologies[technology].rating
    star, potential, economy = signs(rating)
    strongest = max(actions, key=lambda action: DEPTH[action])
    done = " · ".join(page.of(ACTION[action]) for action in actions)
    start, end = span(stage)
    colour = colour_of(page, page.knowledge.catalogue.technologies[technology].field)
    rated = " ".join(part for part in (star, potential, economy) if part)
    return Bar(
        technology,
        row_name(page, technology),
        colour,
        tint(colour, DEPTH[strongest]),
        strongest,
        f"{star} {done}".strip(),
        f"{page.of(stage.label)} {page.of(view.years(stage))}{say('：', ': ')}{done}　{rated}".strip(),
        start,
        end,
    )


def colour_of(page: Page, field: str) -> str:
    """The colour of a field by its place in the field scheme."""
    fields = [concept.id for concept in page.knowledge.catalogue.concepts_of.get("field", ())]
    return COLOURS[fields.index(field) % len(COLOURS)] if field in fields else COLOURS[0]


def tint(colour: str, depth: float) -> str:
    """`colour` mixed with white: 1 is the colour itself, 0 is white."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * depth):02x}" for part in parts)


def row_name(page: Page, technology: str) -> str:
    """The name on the axis, with the id when two technologies share a label."""
    label = page.label(technology)
    same = sum(page.label(key) == label for key in page.roadmap.technologies)
    return label if same == 1 else f"{label} [{technology}]"


def draw_gantt(page: Page) -> None:
    """The control, the chart and its legend."""
    groups = planned_by_field(page)
    if not groups:
        st.info(say("这个场地目前没有列入任何步骤。", "No step is planned at this site so far."))
        return
    total = sum(len(keys) for keys in groups.values())
    names = {
        "top": say(f"各领域得分最高的 {TOP} 项", f"The {TOP} best scored of each field"),
        "all": say(f"全部 {total} 项", f"All {total}"),
        **{field: f"{page.label(field)} {len(keys)}" for field, keys in groups.items()},
    }
    choice = st.pills(
        say("图中显示", "Show"),
        list(names),
        key=page.key("gantt-choice"),
        default="top",
        required=True,
        format_func=names.__getitem__,
    )
    shown = shown_technologies(groups, choice or "top")
    key = page.key(f"gantt-{choice}")

    def picked() -> None:
        points = st.session_state[key]["selection"].get("pick", [])
        if points:
            choose(points[0]["technology"])

    st.altair_chart(
        chart(page, shown, {field: len(keys) for field, keys in groups.items()}),
        width="stretch",
        key=key,
        on_select=picked,
        alt=say("分期甘特图；同样的内容见“分期表”", "Gantt chart by stage; the table by stage says the same"),
    )
    st.caption(_legend(page))


def _legend(page: Page) -> str:
    words = [
        say(
            "点一条可看它的理由。深色是采用，浅色是试点，虚线框是先作预留；"
            "★ 是评级表里的推广力度，没有 ★ 的是评级表未列。",
            "Click a bar for its reasons. Dark is adopt, light is pilot, a dashed frame is prepare; "
            "★ is the push the rating tables give, none where no table rates it.",
        )
    ]
    first = page.roadmap.stages[0] if page.roadmap.stages else None
    if first is not None and first.start is None:
        words.append(
            say(
                f"档案没有写规划起始年，{first.label.zh}只按 {OPEN_SPAN} 年画出。",
                f"No start year is stated; the {first.label.en.lower()} is drawn {OPEN_SPAN} years long.",
            )
        )
    empty = [stage for stage in page.roadmap.stages if not stage.steps]
    if empty:
        names = "、".join(f"{page.of(stage.label)} {page.of(view.years(stage))}" for stage in empty)
        words.append(say(f"{names} 没有步骤。", f"No steps in: {names}."))
    return "".join(words) if page.language == "zh" else " ".join(words)


def chart(page: Page, shown: dict[str, tuple[str, ...]], totals: dict[str, int]) -> alt.LayerChart:
    """The Altair chart; `totals` is how many each field has in all."""
    drawn = bars(page, (key for keys in shown.values() for key in keys))
    rows: list[str] = []
    for field, keys in shown.items():
        rows.append(f"{HEAD}{page.label(field)}　{len(keys)}/{totals[field]}")
        rows += [row_name(page, key) for key in keys]
    stages = [stage for stage in page.roadmap.stages if stage.steps]
    x = _x_axis(page, stages)
    y = alt.Y("row:N", title=None, scale=alt.Scale(domain=rows, paddingInner=0.2), axis=_y_axis())
    return (
        alt.layer(_borders(stages, x), _bars(drawn, x, y), _marks(drawn, x, y))
        .properties(height=ROW_PIXELS * len(rows) + AXIS_PIXELS)
        .configure_view(strokeOpacity=0)
    )


def _data(drawn: tuple[Bar, ...]) -> alt.InlineData:
    return alt.InlineData(
        values=[{**vars(bar), "action": bar.action.value} for bar in drawn],
        format=alt.DataFormat(type="json"),
    )


def _x_axis(page: Page, stages: list[PlannedStage]) -> alt.X:
    spans = [span(stage) for stage in stages]
    middles = [(start + end) / 2 for start, end in spans]
    names = [f"{page.of(stage.label)} {page.of(view.years(stage))}" for stage in stages]
    told = "".join(f"datum.value == {m} ? '{n}' : " for m, n in zip(middles, names, strict=True)) + "''"
    axis = alt.Axis(
        values=middles, labelExpr=told, grid=False, ticks=False, domain=False, orient="top", labelFontSize=13,
        labelFontWeight="bold", labelPadding=8,
        labelLimit=400, labelOverlap="greedy",
    )  # fmt: skip
    low, high = min(start for start, _ in spans), max(end for _, end in spans)
    return alt.X(
        "start:Q", title=None, scale=alt.Scale(domain=[low, high], nice=False, zero=False), axis=axis
    )


def _y_axis() -> alt.Axis:
    head = f"substring(datum.label, 0, 1) == '{HEAD}'"
    weight: Any = {"condition": {"test": head, "value": "bold"}, "value": "normal"}
    return alt.Axis(
        labelLimit=260, labelFontWeight=weight, labelFontSize=12.5, labelColor="#1f2a2e", ticks=False,
        domain=False, labelPadding=10, labelOverlap=False,
    )  # fmt: skip


def _borders(stages: list[PlannedStage], x: alt.X) -> alt.Chart:
    years = sorted({year for stage in stages for year in span(stage)})
    data = alt.InlineData(values=[{"start": year} for year in years])
    return alt.Chart(data).mark_rule(color="#ccd5d9").encode(x=x)


def _bars(drawn: tuple[Bar, ...], x: alt.X, y: alt.Y) -> alt.Chart:
    actions = [action.value for action in Action]
    dashes = [[4, 3] if action is Action.PREPARE else [1, 0] for action in Action]
    pick = alt.selection_point(name="pick", fields=["technology"], on="click")
    return (
        alt.Chart(_data(drawn))
        .mark_bar(cornerRadius=4, cursor="pointer", opacity=1)
        .encode(
            x=x,
            x2="end:Q",
            y=y,
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("colour:N", scale=None),
            strokeDash=alt.StrokeDash("action:N", scale=alt.Scale(domain=actions, range=dashes), legend=None),
            strokeWidth=alt.condition(pick, alt.value(3.5), alt.value(1), empty=False),
            tooltip=[
                alt.Tooltip("row:N", title=say("技术", "Technology")),
                alt.Tooltip("hint:N", title=say("步骤", "Step")),
            ],
        )
        .add_params(pick)
    )


def _marks(drawn: tuple[Bar, ...], x: alt.X, y: alt.Y) -> alt.Chart:
    colour = alt.condition(
        f"datum.action == '{Action.ADOPT.value}'", alt.value("white"), alt.value("#1f2a2e")
    )
    return (
        alt.Chart(_data(drawn))
        .mark_text(align="left", baseline="middle", dx=8, dy=1, fontSize=11.5)
        .encode(x=x, y=y, text="mark:N", color=colour)
    )
