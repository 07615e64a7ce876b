"""Numbers, grades, indicators and readings of a score in words, used by every view of it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping

from recommender.assess.grade import VETO_OPEN
from recommender.model.catalogue import Catalogue
from recommender.model.clause import source_of
from recommender.model.interval import Interval
from recommender.model.knowledge import Discrepancy
from recommender.model.scoring import (
    GradeFinding,
    IndicatorScore,
    Reading,
    Scorecard,
    Scoring,
    ScoringKind,
    TotalScore,
)
from recommender.model.text import NO_TEXT, Text
from recommender.render.words import BASIS

_HUNDREDTH = 1e-6
"""What is nearer than this to a hundredth counts as that hundredth."""


def span(points: Interval | None) -> str:
    """A range of points, e.g. 61.5–74; its ends never look better than they are. “–” for none."""
    if points is None:
        return "–"
    low = "−∞" if math.isinf(points.low) else _number(math.floor(points.low * 100 + _HUNDREDTH) / 100)
    high = "∞" if math.isinf(points.high) else _number(math.ceil(points.high * 100 - _HUNDREDTH) / 100)
    return low if points.exact or low == high else f"{low}–{high}"


def _number(value: float) -> str:
    digits = 1 if round(value, 1) == round(value, 2) else 2
    return f"{value:.{digits}f}".replace("-", "−")


def amount(points: float) -> Text:
    """A gain or a width in points; in words where there is no lower end to count from."""
    if math.isinf(points):
        return Text("不限", "any number of points")
    said = _number(round(points, 2))
    return Text(f"{said} 分", f"{said} points")


def number(indicator: str, standard: str) -> str:
    """The number of an indicator as its table prints it."""
    return indicator.removeprefix(f"{standard}-")


def named(indicator: str, card: Scorecard, catalogue: Catalogue) -> Text:
    """Number and name of an indicator."""
    label, at = catalogue.indicators[indicator].label, number(indicator, card.standard)
    return Text(f"{at} {label.zh}", f"{at} {label.en}")


def score_line(card: Scorecard) -> Text:
    """The score, present and intended; says so where nothing applies."""
    now, planned = (span(total.score) if total.applicable > 0 else "" for total in (card.now, card.planned))
    if not now:
        return Text("没有得分：没有一项指标适用", "No score: no indicator applies")
    if now == planned:
        return Text(f"总分　{now} 分（满分 100）", f"Score  {now} of 100 points")
    return Text(
        f"总分　现状 {now} 分 → 计划 {planned} 分（满分 100）",
        f"Score  now {now} → planned {planned} of 100 points",
    )


def scale_line(card: Scorecard) -> Text:
    """How the points of the tables and the score hang together, where something does not apply."""
    printed = sum(one.full for one in card.now.indicators.values())
    counted = card.now.applicable
    if not counted or counted == printed:
        return NO_TEXT
    return Text(
        f"表里是原表的分，适用的共 {counted:g} 分；总分和“总分 +”都折成了满分 100",
        f"The tables are in points as printed, {counted:g} of which apply; "
        "the score and what raises it are put on 100",
    )


def progress(card: Scorecard) -> Text:
    """How many indicators are answered, how many do not apply, how many a plan is stated for."""
    scores = card.now.indicators.values()
    out = sum(not one.applies for key, one in card.stated.items() if key in card.now.indicators)
    known = sum(score.known for key, score in card.now.indicators.items() if _applies(key, card))
    intended = sum(card.stated[key].planned is not None for key in card.now.indicators if key in card.stated)
    return Text(
        f"{len(scores)} 项指标：现状已答 {known} 项，不适用 {out} 项，写明打算的 {intended} 项",
        f"{len(scores)} indicators: {known} answered for now, {out} do not apply, {intended} with a plan",
    )


def _applies(indicator: str, card: Scorecard) -> bool:
    stated = card.stated.get(indicator)
    return stated is None or stated.applies


def readings_lines(
    catalogue: Catalogue, used: Mapping[str, Reading]
) -> tuple[tuple[Text, tuple[Text, ...]], ...]:
    """Every reading as a headed list of its options, ● beside the one in force."""
    return tuple(
        (Text(name, name), tuple(_option(one, on) for one, on in options))
        for name, options in listed_readings(catalogue, used)
    )


def _option(reading: Reading, used: bool) -> Text:
    mark = "●" if used else "○"
    default = Text("，默认", ", default") if reading.default else NO_TEXT
    basis = BASIS[reading.basis]
    zh = f"{mark} {reading.option}（{reading.label.zh}{default.zh}）：{reading.text.zh}。"
    en = f"{mark} {reading.option} ({reading.label.en}{default.en}): {reading.text.en}. "
    return Text(
        f"{zh}理由：{reading.because.zh}（{reading.clause}；{basis.zh}）",
        f"{en}Why: {reading.because.en} ({reading.clause}; {basis.en})",
    )


def grade_words(grade: GradeFinding, catalogue: Catalogue) -> Text:
    """The grades a score may get, the lowest first; says so where there is none."""
    if not grade.grades:
        return Text("没有等级", "no grade")
    labels = [catalogue.grades[key].label for key in reversed(grade.grades)]
    if len(labels) == 1:
        return labels[0]
    return Text(f"{labels[0].zh}至{labels[-1].zh}", f"{labels[0].en} to {labels[-1].en}")


def used_readings(card: Scorecard) -> tuple[tuple[Reading, tuple[str, ...]], ...]:
    """The readings that bear on either score, each with the indicators whose points it decided."""
    found: dict[str, dict[str, None]] = {}
    for total in (card.now, card.planned):
        for key, score in total.indicators.items():
            for reading in score.readings:
                found.setdefault(reading, {})[key] = None
        for reading in (*total.readings, *total.grade.readings):
            found.setdefault(reading, {})
    return tuple(
        (reading, tuple(found[reading.id])) for reading in card.readings.values() if reading.id in found
    )


def not_laid_down(card: Scorecard, catalogue: Catalogue) -> tuple[Scoring, ...]:
    """What the source leaves open and no reading decides, of the indicators that are answered."""
    decided = {part for reading in catalogue.readings.values() for part in reading.decides}
    answered = {
        key for total in (card.now, card.planned) for key, score in total.indicators.items() if score.known
    }
    return tuple(
        part
        for part in catalogue.scorings.values()
        if part.kind is ScoringKind.UNDEFINED and part.indicator in answered and part.id not in decided
    )


def flags(card: Scorecard) -> tuple[Text, ...]:
    """What is said of the grades, each once: of the present, of the plan, or of both; conditions apart."""
    return tuple(said for flag, said in _told_once(card) if flag != VETO_OPEN)


def conditions(card: Scorecard) -> tuple[Text, ...]:
    """What the grades are told on condition of, to be read before them."""
    return tuple(said for flag, said in _told_once(card) if flag == VETO_OPEN)


def _told_once(card: Scorecard) -> Iterator[tuple[Text, Text]]:
    """Each flag, and with the head that says of which score it is told."""
    heads = {(True, True): NO_TEXT, (True, False): _NOW, (False, True): _PLANNED}
    for flag in dict.fromkeys((*card.now.grade.flags, *card.planned.grade.flags)):
        head = heads[flag in card.now.grade.flags, flag in card.planned.grade.flags]
        yield flag, _headed(head, flag)


_NOW, _PLANNED = Text("现状", "Now"), Text("计划", "Planned")


def _headed(head: Text, text: Text) -> Text:
    return Text(f"{head.zh}：{text.zh}", f"{head.en}: {text.en}") if head else text


def open_points(total: TotalScore) -> Iterator[tuple[str, IndicatorScore]]:
    """The answered indicators that have not their full points for sure."""
    for key, score in total.indicators.items():
        if score.known and score.points is not None and score.points.low < score.full:
            yield key, score


def answered(total: TotalScore) -> int:
    """How many indicators are answered or do not apply."""
    return sum(score.known or score.points is None for score in total.indicators.values())


def listed_readings(
    catalogue: Catalogue, used: Mapping[str, Reading]
) -> Iterable[tuple[str, tuple[tuple[Reading, bool], ...]]]:
    """Every reading with its options; True beside the option in force."""
    names = dict.fromkeys(reading.reading for reading in catalogue.readings.values())
    for name in names:
        options = sorted(
            (one for one in catalogue.readings.values() if one.reading == name), key=lambda one: one.order
        )
        yield name, tuple((one, used[name].id == one.id) for one in options)


def notes(card: Scorecard, catalogue: Catalogue) -> tuple[tuple[Discrepancy, ...], tuple[Discrepancy, ...]]:
    """The recorded discrepancies: of the table of indicators itself, and of its rows and grades."""
    tables = {catalogue.indicators[key].clause.partition("#")[0] for key in card.now.indicators}
    parts = {one.id for one in catalogue.scorings.values() if one.indicator in card.now.indicators}
    grades = {one.id for one in catalogue.grades.values() if source_of(one.clause) == card.standard}
    own = {*card.now.indicators, *parts, *grades}
    listed = catalogue.discrepancies.values()
    whole = tuple(one for one in listed if tables & set(one.concerns))
    return whole, tuple(one for one in listed if own & set(one.concerns) and one not in whole)
