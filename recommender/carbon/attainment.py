"""Attainment: whether the course of an account gets to the target, by how much it misses, or is open."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from recommender.carbon.amounts import activity_name, tonnes, tonnes_given
from recommender.carbon.closing import closing
from recommender.carbon.course import Course, Stream, point_in
from recommender.carbon.totals import DEDUCTING
from recommender.carbon.wanted import Wanted
from recommender.evaluate.scope import Knowledge
from recommender.model.accounting import LineStatus
from recommender.model.clause import source_of
from recommender.model.interval import Interval, exactly
from recommender.model.roadmap import Roadmap
from recommender.model.text import Text, enumerated
from recommender.model.trajectory import Attainment, Reaches, Trajectory, YearPoint

NO_TARGET = Text(
    "档案没有写目标，只推算排放", "the profile states no target; the emissions are carried forward only"
)
NO_DATA = Text(
    "档案没有活动数据，算不出排放；写上用电量（energy.electricity）或 activity 就能算",
    "the profile states no activity data, so no emission can be worked out; "
    "state energy.electricity or activity",
)
NO_METHOD = Text(
    "来源没有为这类场地给出核算方法，算不出排放",
    "no source has an accounting method for this kind of site, so no emission can be worked out",
)
NO_YEAR = Text(
    "活动数据没有写年份，也没有别的年份可依，排不出逐年的排放；请写 activity.year",
    "the activity data bear no year and nothing else gives one; please state activity.year",
)
NOTHING_KNOWN = Text(
    "核算的各项都还不知道，没有可比的数", "no line of the account is known, nothing can be compared"
)


def not_told(wanted: Wanted | None, because: Text) -> Attainment:
    """What is said where there is no trajectory."""
    if wanted is None:
        return Attainment(Reaches.NOT_ASSESSED, None, None, None, None, because)
    return Attainment(Reaches.NOT_ASSESSED, wanted.year, wanted.at_most, None, None, because)


def attainment(
    course: Course, path: Trajectory, wanted: Wanted | None, roadmap: Roadmap, knowledge: Knowledge
) -> Attainment:
    """Reaches: even the high end is within the target. Misses: even the low end is above it, and nothing that
    is in the plan or sure to move could still lower it. Otherwise none can tell, and it is said why.

    Unknown activities leave the high end open. What could still lower the low end: adopted steps without a
    figure, a grid factor held for want of a path, a stated deduction without a factor. Deductions nobody
    claimed are in no figure; `flags` name them.
    """
    if wanted is None:
        return not_told(None, NO_TARGET)
    year = course.last if wanted.year is None else wanted.year
    if not course.base <= year <= course.last:
        return _untold(wanted, year, _outside(course, year))
    point = point_in(course, year)
    expected = _expected(course, point, wanted)
    open_ = _open(course, path, year, not wanted.gross)
    gap = None if wanted.at_most is None else _to_the_gram(expected - wanted.at_most)
    told, because = _told(course, expected, gap, wanted, year, open_)
    known = _known(course, gap)
    named = bool(open_) and known is Reaches.MISSES  # the verdict counts the steps itself
    flags = tuple(_flags(course, () if named else path.not_quantified, point, wanted, knowledge))
    more = () if told is Reaches.REACHES else closing(course, year, gap, not wanted.gross, roadmap, knowledge)
    return Attainment(told, year, wanted.at_most, expected, gap, because, more, flags, known)


def _to_the_gram(gap: Interval) -> Interval:
    """A gap without what only floating point adds, so that a goal met to the gram is not missed."""
    return Interval(round(gap.low, 6), round(gap.high, 6))


def _known(course: Course, gap: Interval | None) -> Reaches | None:
    """What the lines and steps with figures say alone."""
    if gap is None or not course.emitted:
        return None
    if gap.low > 0:
        return Reaches.MISSES
    return Reaches.REACHES if gap.high <= 0 else Reaches.CANNOT_TELL


def _open(course: Course, path: Trajectory, year: int, net: bool) -> tuple[Text, ...]:
    """What could still lower the emission of a year and has no figure."""
    found: list[Text] = []
    silent = {step.technology for step in course.steps if step.first <= year} & set(path.not_quantified)
    if silent:
        count = len(silent)
        steps = "step of the plan has" if count == 1 else "steps of the plan have"
        found.append(Text(f"另有 {count} 项步骤没有数字", f"{count} {steps} no figure"))
    if any(stream.grid and stream.emission.high > 0 and not _moves(stream) for stream in course.emitted):
        found.append(Text("电网因子按不变算", "the grid factor is held as it is"))
    unweighed = {
        line.activity
        for line in course.account.lines
        if net and line.part in DEDUCTING and line.status is LineStatus.NO_FACTOR
    }
    if unweighed:
        zh = f"{len(unweighed)} 项扣减有量没有因子"
        found.append(Text(zh, f"{len(unweighed)} of the stated deductions have no factor"))
    return tuple(found)


def _moves(stream: Stream) -> bool:
    return stream.path is not None and stream.path.moves


def _untold(wanted: Wanted, year: int, because: Text) -> Attainment:
    return Attainment(Reaches.CANNOT_TELL, year, wanted.at_most, None, None, because)


def _outside(course: Course, year: int) -> Text:
    return Text(
        f"目标年 {year} 不在推算的 {course.base}–{course.last} 年里",
        f"the target year {year} lies outside {course.base}–{course.last}, the years carried forward",
    )


def _expected(course: Course, point: YearPoint, wanted: Wanted) -> Interval:
    """The emission compared with the target; open above while an activity is unknown."""
    known = point.gross if wanted.gross else point.net
    return Interval(known.low, inf) if course.account.unknown else known


def _told(
    course: Course,
    expected: Interval,
    gap: Interval | None,
    wanted: Wanted,
    year: int,
    open_: tuple[Text, ...],
) -> tuple[Reaches, Text]:
    kind = Text("毛排放", "gross emission") if wanted.gross else Text("净排放", "net emission")
    amount = tonnes(expected)
    zh, en = f"{year} 年{kind.zh} {amount.zh}", f"{kind.en} in {year} is {amount.en}"
    if wanted.at_most is None or gap is None:
        return Reaches.CANNOT_TELL, Text(
            f"无法判断：{wanted.lacking.zh}", f"Cannot tell: {wanted.lacking.en}"
        )
    if not course.emitted:
        return Reaches.CANNOT_TELL, Text(f"无法判断：{NOTHING_KNOWN.zh}", f"Cannot tell: {NOTHING_KNOWN.en}")
    target = tonnes_given(wanted.at_most)
    if gap.high <= 0:
        zh, en = f"能达到：{zh}，不高于目标 {target.zh}", f"Reached: {en}; the target is {target.en}"
        return Reaches.REACHES, Text(zh, en)
    if gap.low > 0:
        by = tonnes(gap)
        if open_:
            return Reaches.CANNOT_TELL, _perhaps(Text(zh, en), target, by, open_)
        zh = f"达不到：{zh}，比目标 {target.zh}高出 {by.zh}"
        en = f"Missed: {en}; the target of {target.en} is missed by {by.en}"
        return Reaches.MISSES, Text(zh, en)
    return Reaches.CANNOT_TELL, _between(course, expected, wanted.at_most, Text(zh, en))


def _perhaps(says: Text, target: Text, by: Text, open_: tuple[Text, ...]) -> Text:
    """The part with figures misses, and what has none may or may not make up for it."""
    zh = f"无法判断：{says.zh}，按有数字的部分离目标 {target.zh}还差 {by.zh}"
    zh = f"{zh}；{'、'.join(one.zh for one in open_)}，能不能补上，说不准"
    en = f"Cannot tell: {says.en}; as far as there are figures the target of {target.en} is missed by {by.en}"
    return Text(zh, f"{en}; {', '.join(one.en for one in open_)}: whether that closes the gap cannot be said")


def _between(course: Course, expected: Interval, target: Interval, says: Text) -> Text:
    goal = tonnes_given(target)
    if course.account.unknown:
        count = len(course.account.unknown)
        zh = f"无法判断：{says.zh}，目标 {goal.zh}；还有 {count} 项活动不知道多少，上端没有限"
        en = (
            f"Cannot tell: {says.en}; the target is {goal.en}; {count} activities are unknown and leave the "
            "high end open"
        )
        return Text(zh, en)
    above = tonnes(exactly(expected.high - target.low))
    zh = f"无法判断：{says.zh}，下端达到目标 {goal.zh}，上端还差 {above.zh}"
    en = (
        f"Cannot tell: {says.en}; the low end meets the target of {goal.en}, the high end is {above.en} "
        "above it"
    )
    return Text(zh, en)


def _flags(
    course: Course, silent: tuple[str, ...], point: YearPoint, wanted: Wanted, knowledge: Knowledge
) -> Iterator[Text]:
    """What a reader must know beside the verdict."""
    yield from (text for text in (wanted.means, wanted.beyond) if text)
    if wanted.year is None:
        zh = f"没有写目标年，按最后一个阶段的末年 {course.last} 年看"
        yield Text(zh, f"no target year is stated; {course.last}, the end of the last stage, is looked at")
    if silent:
        count = len(silent)
        zh = f"路线图上有 {count} 项步骤来源没有给能用的数字，它们的作用不在内"
        en = f"{count} steps of the roadmap have no usable figure in the sources; what they save is not in it"
        yield Text(zh, en)
    yield from _other_book(course, wanted, knowledge)
    yield from _deductions(course, knowledge)
    if point.works.high > 0:
        works = tonnes(point.works)
        zh, en = (
            f"{point.year} 年另有工程排放 {works.zh}，不在年度核算里",
            (f"works emit another {works.en} in {point.year}, outside the yearly account"),
        )
        yield Text(zh, en)
    if point.offsets.high > 0 and not wanted.gross:
        offset = tonnes(point.offsets)
        zh = f"其中靠抵消 {offset.zh}；抵消排在自身减排之后，来源没有给出抵消的上限"
        en = f"{offset.en} of it is offset, after own reductions; no source gives a limit in figures"
        yield Text(zh, en)


def _other_book(course: Course, wanted: Wanted, knowledge: Knowledge) -> Iterator[Text]:
    """A target defined by one source and an account by the method of another."""
    catalogue = knowledge.catalogue
    method = catalogue.methods.get(course.account.method)
    definer = catalogue.sources.get(source_of(wanted.clause)) if wanted.clause else None
    if method is not None and definer is not None and definer.id != method.source:
        says, used = definer.label, method.label
        zh = f"目标的定义出自《{says.zh}》，核算用的是“{used.zh}”，两者计入的范围不一定相同"
        en = f"the target is defined by “{says.en}”, the account follows “{used.en}”; boundaries may differ"
        yield Text(zh, en)


def _deductions(course: Course, knowledge: Knowledge) -> Iterator[Text]:
    """Deductions the method counts and nobody claimed: they could only lower the net emission."""
    unclaimed = dict.fromkeys(
        line.activity
        for line in course.account.lines
        if line.part in DEDUCTING and line.emission is None and line.activity
    )
    if unclaimed:
        names = enumerated(activity_name(key, knowledge.catalogue) for key in unclaimed)
        yield Text(f"没有填报、因而没有扣减的：{names.zh}", f"not claimed and so not deducted: {names.en}")
