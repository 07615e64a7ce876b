"""Assumed: what a trajectory takes for granted, in words: growth, grid, timing, figures of other places."""

from __future__ import annotations

from collections.abc import Iterator

from recommender.carbon.amounts import activity_name, grid_factor_words, ranged
from recommender.carbon.conditions import judgements_count
from recommender.carbon.course import Course, Stream
from recommender.carbon.growth import HELD
from recommender.carbon.savings import Figure
from recommender.evaluate.scope import Knowledge
from recommender.model.accounting import Finding
from recommender.model.catalogue import Catalogue
from recommender.model.interval import Interval
from recommender.model.roadmap import Roadmap
from recommender.model.text import NO_TEXT, Text, enumerated

TIMING = Text(
    "每一步最早从所在阶段的第一年起作用，最晚到阶段末年起作用：排放区间的下端按最早算，上端按最晚算",
    "a step acts from the first year of its stage at the earliest and from its last year at the latest: "
    "the low end of the band takes the earliest, the high end the latest",
)
NO_START = Text(
    "计划的起始年没有写，第一个阶段的步骤最早从核算年的下一年算起",
    "the plan's start year is not stated; steps of the first stage act from the year after the account "
    "at the earliest",
)
SIZE_HELD = Text(
    "人口和面积不变；案例的增长是人均的",
    "people and floor area stay as they are; the growth of a case is per person",
)
GRID_HELD = Text(
    "电网排放因子保持不变：来源没有给出今后的因子；有别的依据时，可在 assumption.grid 里按年份写",
    "the grid factor stays as it is: no source gives its future; write one by year in assumption.grid "
    "where there are grounds for it",
)
GRID_UNUSED = Text(
    "写了电网因子的走势，但核算里没有能用上它的用电",
    "a path of the grid factor is stated, but the account has no electricity it could act on",
)

JUDGEMENTS_OFF = Text(
    "本项目判断已关闭：由判断得来的和从别处移来的节减都不计，只用来源给的数",
    "our judgements are switched off: savings that rest on one, or on a figure of another place, do not "
    "count; only figures as the sources give them do",
)


def assumptions_of(course: Course, roadmap: Roadmap, knowledge: Knowledge) -> tuple[Finding, ...]:
    """Every assumption of a trajectory, in reading order.

    The kinds are base_year, size, growth, grid, timing, transfer and judgement.
    """
    return (
        *_base_year(course),
        Finding("size", SIZE_HELD),
        *_growth(course, knowledge.catalogue),
        *_unused(course, roadmap, knowledge.catalogue),
        *_grid(course, roadmap),
        *_timing(course, roadmap),
        *_transferred(course, knowledge.catalogue),
        *_judgements(knowledge),
    )


def _base_year(course: Course) -> Iterator[Finding]:
    if course.account.year is None:
        zh = f"活动数据没有写年份，按 {course.base} 年算起；请写 activity.year"
        en = f"the activity data bear no year; {course.base} is taken as the base, please state activity.year"
        yield Finding("base_year", Text(zh, en))


def _growth(course: Course, catalogue: Catalogue) -> Iterator[Finding]:
    """The growth of each line, as stated or as in the case followed; then what is held."""
    streams = {stream.line.activity: stream for stream in (*course.deducted, *course.emitted)}
    for stream in streams.values():
        yield from _moved(stream, catalogue)
    held = [
        key
        for key, stream in streams.items()
        if stream in course.emitted and stream.demand == HELD and stream.emission.high > 0
    ]
    if held:
        names = enumerated(activity_name(key, catalogue) for key in held)
        zh = f"{names.zh}的需求保持不变：没有写增长，也没有指定的案例给出增长"
        en = (
            f"demand for {names.en} stays as it is: no growth is stated for the site and no case to follow "
            "gives one"
        )
        yield Finding("growth", Text(zh, en), activities=tuple(held))


def _unused(course: Course, roadmap: Roadmap, catalogue: Catalogue) -> Iterator[Finding]:
    """Growth stated for what the account does not count or know: it moves nothing, and that is said."""
    counted = {stream.line.activity for stream in (*course.emitted, *course.deducted)}
    unused = [key for key in roadmap.decision.site.stated.assumptions.growth if key not in counted]
    if unused:
        names = enumerated(activity_name(key, catalogue) for key in unused)
        zh = f"写了{names.zh}的增长，但核算里没有它的数，用不上"
        en = f"growth is stated for {names.en}, which the account has no figure of"
        yield Finding("growth", Text(zh, en), activities=tuple(unused))


def _moved(stream: Stream, catalogue: Catalogue) -> Iterator[Finding]:
    key, demand = stream.line.activity, stream.demand
    name = activity_name(key, catalogue)
    if demand.stated is not None:
        rate = _rate(demand.stated)
        zh = f"{name.zh}的需求每年变化 {rate.zh}（档案所写）"
        en = f"demand for {name.en} changes by {rate.en} a year (as stated)"
        yield Finding("growth", Text(zh, en), activities=(key,))
        return
    record = demand.record
    if record is None:
        return
    rate, case = _rate(Interval(record.lower, record.upper), 1), catalogue.label(record.case)
    zh = f"{name.zh}的需求按{case.zh}的增长算：{record.year}–{record.until} 年 {rate.zh}，此后不变"
    span = f"{record.year}–{record.until}"
    en = f"demand for {name.en} grows as in {case.en}: {rate.en} over {span}, held afterwards"
    if record.year is None or record.until is None:
        zh = f"{case.zh}给了{name.zh}的增长，但没有写起止年份，需求保持不变"
        en = f"{case.en} gives a growth of {name.en} without years; demand stays as it is"
    yield Finding("growth", Text(zh, en), record.clause, (key,))


def _rate(growth: Interval, places: int = 4) -> Text:
    """A growth in per cent, rounded to so many places."""
    return ranged(growth, lambda percent: f"{round(percent, places) + 0.0:+g}%")


def _grid(course: Course, roadmap: Roadmap) -> Iterator[Finding]:
    users = [stream for stream in course.emitted if stream.grid]
    points = sorted(roadmap.decision.site.stated.assumptions.grid)
    activities = tuple(dict.fromkeys(stream.line.activity for stream in users))
    if not points:
        if users:
            yield Finding("grid", GRID_HELD, activities=activities)
        return
    starts = [stream.path.start for stream in users if stream.path is not None]
    if not starts:
        yield Finding("grid", GRID_UNUSED, activities=activities)
        return
    start = Interval(min(one.low for one in starts), max(one.high for one in starts))
    later = [point for point in points if point[0] > course.base]
    path_zh = "，".join(f"{year} 年 {value:g}" for year, value in later)
    path_en = ", ".join(f"{value:g} in {year}" for year, value in later)
    from_ = grid_factor_words(start)
    zh = f"电网因子（kgCO2/kWh）从核算用的 {from_.zh} 起，按档案所写的走势：{path_zh}；中间连直线，此后不变"
    en = (
        f"the grid factor (kgCO2/kWh) goes from {from_.en}, used in the account, along the stated path: "
        f"{path_en}; straight lines between, held afterwards"
    )
    yield Finding("grid", Text(zh, en), activities=activities)
    yield from _other_start(course, start, points)


def _other_start(course: Course, start: Interval, points: list[tuple[int, float]]) -> Iterator[Finding]:
    """A path that has another factor for the year of the account than the account itself."""
    for year, value in points:
        if year == course.base and not start.low <= value <= start.high:
            used = grid_factor_words(start)
            zh = f"走势里 {year} 年写的是 {value:g}，核算用的是 {used.zh}；核算年以核算用的为准"
            en = f"the path has {value:g} for {year}, the account used {used.en}, which holds for its year"
            yield Finding("grid", Text(zh, en))


def _timing(course: Course, roadmap: Roadmap) -> Iterator[Finding]:
    if course.acting:
        yield Finding("timing", TIMING)
        if roadmap.stages and roadmap.stages[0].start is None:
            yield Finding("timing", NO_START)


def _limited(figures: list[Figure]) -> Text:
    """The share of the floor area a transfer was limited to; empty where it is all of it."""
    part = max(one.part.high for one in figures)
    if part >= 1:
        return NO_TEXT
    percent = f"{part * 100:.1f}%"
    return Text(
        f"，只算写明的工程占建筑面积的 {percent}", f", for the {percent} of the floor area with such works"
    )


def _judgements(knowledge: Knowledge) -> Iterator[Finding]:
    """That our judgements are switched off, and with them the savings that rest on one."""
    if not judgements_count(knowledge.rulebook):
        yield Finding("judgement", JUDGEMENTS_OFF)


def _transferred(course: Course, catalogue: Catalogue) -> Iterator[Finding]:
    counted = {stream.line.activity for stream in course.emitted}
    for step in course.acting:
        figures = [one for one in course.figures.of(step.technology) if one.activity in counted]
        cases = dict.fromkeys(
            case for one in figures if one.transferred for record in one.savings for case in record.cases
        )
        if not cases:
            continue
        name, places = catalogue.label(step.technology), enumerated(catalogue.label(case) for case in cases)
        share = _limited(figures)
        zh = f"“{name.zh}”的数字是{places.zh}的，移到这里按从零到其中最高的算{share.zh}"
        en = (
            f"the figure of “{name.en}” is that of {places.en}; "
            f"transferred here it counts from nothing to the highest of them{share.en}"
        )
        yield Finding("transfer", Text(zh, en), activities=tuple(dict.fromkeys(o.activity for o in figures)))
