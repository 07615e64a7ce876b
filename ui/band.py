"""The years to come as a chart: what the site emits with the plan and without it, target and stages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import altair as alt

from recommender.carbon.amounts import tonnes, tonnes_given
from recommender.model.interval import Interval
from recommender.model.roadmap import PlannedStage
from recommender.model.trajectory import Attainment, Trajectory, YearPoint
from ui.page import Page, say

PIXELS = 300
BARE, PLANNED, WANTED, INK = "#9aa7ad", "#0b7a4b", "#b3261e", "#5b676c"
Row = dict[str, Any]


def drawable(path: Trajectory) -> bool:
    """Whether every end of the bands is a number; an open end cannot be drawn without inventing it."""
    return all(band.bounded for one in path.points for band in (one.without_plan, one.gross, one.net))


def deducts(path: Trajectory) -> bool:
    """Whether net and gross read differently in some year; sums may differ past the last digit shown."""
    return any(tonnes(one.net) != tonnes(one.gross) for one in path.points)


def band_chart(page: Page, path: Trajectory, wanted: Attainment) -> alt.LayerChart:
    """The chart; `wanted` gives the target line where the target is a figure."""
    names = _names(path)
    x = _x_axis(path)
    layers = [
        _band(_rows(path, lambda one: one.without_plan, names[0]), x, names),
        _band(_rows(path, lambda one: one.net, names[1]), x, names),
        *([_edges(path, x)] if deducts(path) else []),
        *_stage_marks(page, path, x),
        *_target(page, path, wanted, x),
        _hints(page, path, x),
    ]
    return alt.layer(*layers).properties(height=PIXELS).configure_view(strokeOpacity=0)


def _names(path: Trajectory) -> tuple[str, str]:
    if deducts(path):
        return say("没有计划时的毛排放", "gross, without the plan"), say(
            "按计划的净排放", "net, with the plan"
        )
    return say("没有计划时", "without the plan"), say("按计划", "with the plan")


def _rows(path: Trajectory, pick: Callable[[YearPoint], Interval], name: str) -> list[Row]:
    return [
        {"year": one.year, "low": pick(one).low, "high": pick(one).high, "band": name} for one in path.points
    ]


def _x_axis(path: Trajectory) -> alt.X:
    first, last = path.points[0].year, path.points[-1].year
    return alt.X(
        "year:Q",
        title=None,
        scale=alt.Scale(domain=[first, last], nice=False, zero=False),
        axis=alt.Axis(format="d", grid=False, tickMinStep=1, tickCount=8, labelFontSize=12),
    )


def _y_axis() -> alt.Y:
    axis = alt.Axis(
        format=",.6~r", grid=True, gridColor="#edf1f2", domain=False, ticks=False, labelFontSize=12
    )
    title = say("吨二氧化碳/年", "t CO2 a year")
    return alt.Y("low:Q", title=title, scale=alt.Scale(zero=True, nice=True), axis=axis)


def _band(rows: list[Row], x: alt.X, names: tuple[str, str]) -> alt.Chart:
    scale = alt.Scale(domain=list(names), range=[BARE, PLANNED])
    legend = alt.Legend(
        orient="top", title=None, labelLimit=400, labelFontSize=12, symbolType="square", offset=26
    )
    light = rows[0]["band"] == names[0]
    return (
        alt.Chart(alt.InlineData(values=rows))
        .mark_area(fillOpacity=0.3 if light else 0.45, strokeWidth=1.5)
        .encode(
            x=x,
            y=_y_axis(),
            y2="high:Q",
            fill=alt.Fill("band:N", scale=scale, legend=legend),
            stroke=alt.Stroke("band:N", scale=scale, legend=None),
        )
    )


def _edges(path: Trajectory, x: alt.X) -> alt.Chart:
    """Both ends of the gross emission with the plan, dashed."""
    rows = [
        {"year": one.year, "low": end, "end": name}
        for one in path.points
        for name, end in (("low", one.gross.low), ("high", one.gross.high))
    ]
    return (
        alt.Chart(alt.InlineData(values=rows))
        .mark_line(color=PLANNED, strokeDash=[4, 3], strokeWidth=1)
        .encode(x=x, y=_y_axis(), detail="end:N")
    )


def _stage_marks(page: Page, path: Trajectory, x: alt.X) -> Iterator[alt.Chart]:
    rows = [
        {"year": stage.end, "name": _end_of(page, stage)}
        for stage in page.roadmap.stages
        if path.points[0].year <= stage.end <= path.points[-1].year
    ]
    if not rows:
        return
    data = alt.Chart(alt.InlineData(values=rows))
    yield data.mark_rule(color="#ccd5d9", strokeDash=[2, 3]).encode(x=x)
    yield data.mark_text(align="right", baseline="bottom", color=INK, fontSize=11.5).encode(
        x=x, y=alt.value(-4), text="name:N"
    )


def _end_of(page: Page, stage: PlannedStage) -> str:
    return say(f"{page.of(stage.label)}末", f"end of {page.of(stage.label).lower()}")


def _target(page: Page, path: Trajectory, wanted: Attainment, x: alt.X) -> Iterator[alt.Chart]:
    if wanted.target is None or not wanted.target.bounded:
        return
    told = page.of(tonnes_given(wanted.target))
    when = f" {wanted.year}" if wanted.year else ""
    name = say(f"目标{when}：{told}", f"target{when}: {told}")
    ends = sorted({wanted.target.low, wanted.target.high})
    rows = [{"low": end, "name": name if end == ends[-1] else ""} for end in ends]
    data = alt.Chart(alt.InlineData(values=rows))
    yield data.mark_rule(color=WANTED, strokeDash=[6, 3], strokeWidth=1.5).encode(y=_y_axis())
    yield data.mark_text(align="left", dx=6, dy=-9, color=WANTED, fontSize=12, fontWeight="bold").encode(
        x=alt.value(0), y=_y_axis(), text="name:N"
    )
    if wanted.year and path.points[0].year <= wanted.year <= path.points[-1].year:
        point = alt.InlineData(values=[{"year": wanted.year, "low": ends[-1]}])
        yield (
            alt.Chart(point)
            .mark_point(shape="diamond", size=90, filled=True, color=WANTED, opacity=1)
            .encode(x=x, y=_y_axis())
        )


def _hints(page: Page, path: Trajectory, x: alt.X) -> alt.Chart:
    """A line nobody sees over each year, which tells the year's figures when pointed at."""
    names = _names(path)
    rows = [
        {
            "year": one.year,
            "when": str(one.year),
            "bare": page.of(tonnes(one.without_plan)),
            "net": page.of(tonnes(one.net)),
        }
        for one in path.points
    ]
    return (
        alt.Chart(alt.InlineData(values=rows))
        .mark_rule(opacity=0.001, strokeWidth=14)
        .encode(
            x=x,
            tooltip=[
                alt.Tooltip("when:N", title=say("年份", "Year")),
                alt.Tooltip("net:N", title=names[1]),
                alt.Tooltip("bare:N", title=names[0]),
            ],
        )
    )
