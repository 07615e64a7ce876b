"""A Scorecard as headed lists of sentences; nothing is worked out here."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import zip_longest

from recommender.carbon.amounts import money
from recommender.evaluate.scope import Knowledge
from recommender.model.catalogue import Catalogue
from recommender.model.interval import exactly
from recommender.model.scoring import MeasureGain, NextGrade, Raise, Scorecard
from recommender.model.text import NO_TEXT, Text, joined
from recommender.render import headings
from recommender.render.score_words import (
    amount,
    answered,
    conditions,
    flags,
    grade_words,
    named,
    not_laid_down,
    notes,
    number,
    span,
    used_readings,
)
from recommender.render.words import BASIS, listing

Section = tuple[Text, tuple[Text, ...]]
SHOWN = 8
GRADE = Text("等级", "Grade")
UNUSED = Text("没有用上的回答", "Answers that could not be used")
WHY = Text("现状每项的分从何而来", "Where the present points come from")
NARROWING = Text("先弄清哪几项，分数的范围收得最窄", "What to find out first: it narrows the score most")
RAISES = Text("哪几项最能提高分数", "What raises the score most")
NEXT = Text("从现状到更高等级，最少要做哪几项", "The smallest set from now to each higher grade")
MEASURES = Text(
    "哪些技术关系到还没拿到的分（这是上限，不是预测）",
    "Technologies linked with points still to be had (a ceiling, not a forecast)",
)
READINGS = Text("来源没有写明、按读法定的", "Left open by the source, decided by a reading")
OPEN = Text("来源没有规定的", "Not laid down by the source")
_HIGHEST = Text("现状已稳在最高一级，没有更高的等级", "The present score surely has the highest grade")
_TIED = Text("不止这一组，还有别的组合同样省、也达得到", "other sets reach it at the same cost")
_UNANSWERED = Text("（现状没有回答）", " (not answered yet)")


def sections(card: Scorecard, knowledge: Knowledge, everything: bool = False) -> tuple[Section, ...]:
    """Everything of a scorecard but its tables, in reading order; `everything` leaves nothing out."""
    catalogue = knowledge.catalogue
    parts = (
        (GRADE, _grades(card, catalogue)),
        (UNUSED, tuple(_unused(card, catalogue))),
        (WHY, tuple(_why(card, catalogue)) if everything else ()),
        (NARROWING, _cut(_narrowing(card, catalogue), everything)),
        (RAISES, _cut(_raises(card, catalogue), everything) if answered(card.now) else ()),
        (NEXT, tuple(_higher(card, catalogue, everything))),
        (MEASURES, _cut(_measures(card, catalogue), everything)),
        (READINGS, tuple(_readings(card))),
        (OPEN, _cut(_open(card, catalogue), everything)),
        (headings.NOTES, tuple(_notes(card, catalogue, everything))),
    )
    return tuple((head, lines) for head, lines in parts if lines)


def _cut(lines: Iterator[Text], everything: bool) -> tuple[Text, ...]:
    listed = tuple(lines)
    hidden = len(listed) - SHOWN
    if everything or hidden <= 0:
        return listed
    return (*listed[:SHOWN], Text(headings.more(hidden, "zh"), headings.more(hidden, "en")))


def _grades(card: Scorecard, catalogue: Catalogue) -> tuple[Text, ...]:
    now, planned = (grade_words(total.grade, catalogue) for total in (card.now, card.planned))
    if now == planned:
        both = now
    else:
        both = Text(f"现状：{now.zh}；计划：{planned.zh}", f"Now: {now.en}; planned: {planned.en}")
    return (*map(_flagged, conditions(card)), both, *map(_flagged, flags(card)))


def _flagged(flag: Text) -> Text:
    return Text(f"？ {flag.zh}", f"？ {flag.en}")


def _unused(card: Scorecard, catalogue: Catalogue) -> Iterator[Text]:
    for key, stated in card.stated.items():
        for total, answer in ((card.now, stated.now), (card.planned, stated.planned)):
            score = total.indicators.get(key)
            if score is not None and answer is not None and not score.known:
                name, because = named(key, card, catalogue), score.because
                yield Text(f"{name.zh}：{because.zh}", f"{name.en}: {because.en}")
                break


def _why(card: Scorecard, catalogue: Catalogue) -> Iterator[Text]:
    for key, score in card.now.indicators.items():
        if score.known:
            name, points = named(key, card, catalogue), span(score.points)
            zh, en = f"{name.zh}　{points} 分", f"{name.en}: {points} points"
            if score.points is None:
                zh, en = f"{name.zh}　不计分", f"{name.en}: left out"
            yield Text(f"{zh}：{score.because.zh}", f"{en}; {score.because.en}")


def _narrowing(card: Scorecard, catalogue: Catalogue) -> Iterator[Text]:
    for one in card.narrowing:
        at, clause = number(one.indicator, card.standard), catalogue.indicators[one.indicator].clause
        width = amount(one.width)
        zh, en = f"最多收窄 {width.zh}", f"Narrows by up to {width.en}"
        if math.isinf(one.width):
            zh, en = "不回答，总分就没有下限", "Without an answer the score has no lower end"
        yield Text(f"{at} {one.question.zh}　{zh}（{clause}）", f"{at} {one.question.en}. {en} ({clause})")


def _raises(card: Scorecard, catalogue: Catalogue) -> Iterator[Text]:
    """One line an indicator, the largest gain first."""
    by_indicator: dict[str, list[Raise]] = {}
    for one in card.raises:
        by_indicator.setdefault(one.indicator, []).append(one)
    for key, found in by_indicator.items():
        name, clause = named(key, card, catalogue), catalogue.indicators[key].clause
        note = NO_TEXT if card.now.indicators[key].known else _UNANSWERED
        ways = _two_of(found)
        told = joined(ways)
        yield Text(f"{name.zh}{note.zh}：{told.zh}（{clause}）", f"{name.en}{note.en}: {told.en} ({clause})")


def _two_of(found: list[Raise]) -> list[Text]:
    """The nearest step and the farthest; `found` has the largest gain first."""
    full = _gain(found[0])
    if len(found) == 1:
        return [full]
    step = _gain(found[-1])
    return [
        Text(f"下一步，{step.zh}", f"the next step, {step.en}"),
        Text(f"做满，{full.zh}", f"in full, {full.en}"),
    ]


def _gain(one: Raise) -> Text:
    if math.isinf(one.gain):
        return one.reach
    gain = amount(one.gain)
    return Text(f"{one.reach.zh}，总分 +{gain.zh}", f"{one.reach.en}, +{gain.en} in all")


def _higher(card: Scorecard, catalogue: Catalogue, everything: bool) -> Iterator[Text]:
    """The nearest grade with its whole set; of the others the set only where all is asked for.

    Of the grades that one and the same set reaches only the best is told.
    """
    if not card.higher and card.now.applicable > 0:
        yield _HIGHEST
    for one in _best_of_same(card.higher):
        yield _head(one, card, catalogue)
        if one.raises and (everything or one == card.next_grade):
            for raised in one.raises:
                name = named(raised.indicator, card, catalogue)
                gain, clause = _gain(raised), catalogue.indicators[raised.indicator].clause
                yield Text(f"  {name.zh}：{gain.zh}（{clause}）", f"  {name.en}: {gain.en} ({clause})")


def _best_of_same(found: tuple[NextGrade, ...]) -> Iterator[NextGrade]:
    """The grades, nearest first, without those for which the set of the next better one is the same."""
    for one, better in zip_longest(found, found[1:]):
        if better is None or one.raises is None or one.raises != better.raises:
            yield one


def _head(one: NextGrade, card: Scorecard, catalogue: Catalogue) -> Text:
    label, needed = catalogue.grades[one.grade].label, f"{one.needed:g}"
    zh, en = f"{label.zh}（{needed} 分起）", f"{label.en} (from {needed} points)"
    if one.raises is None:
        return Text(f"{zh}：达不到，{one.note.zh}", f"{en}: out of reach; {one.note.en}")
    count, reaches = len(one.raises), span_of(one.reaches)
    zh = f"{zh}：最少 {count} 项，稳得 {reaches} 分"
    en = f"{en}: {count} {'raise' if count == 1 else 'raises'} at least, {reaches} points for sure"
    tied = _TIED if one.tied else NO_TEXT
    return joined(said for said in (Text(zh, en), _cost(one.raises, card), one.note, tied) if said)


def _cost(raises: tuple[Raise, ...], card: Scorecard) -> Text:
    """What the set costs together, where the planner has stated the cost of every part of it."""
    costs = [stated.cost for one in raises if (stated := card.stated.get(one.indicator)) is not None]
    known = [cost for cost in costs if cost is not None]
    if not known or len(known) < len(raises):
        return NO_TEXT
    told = money(exactly(math.fsum(known)))
    return Text(f"所写费用合计 {told.zh}", f"costs stated: {told.en} together")


def span_of(score: float | None) -> str:
    """One sure score as shown; "–" for none."""
    return "–" if score is None else span(exactly(score))


def _measures(card: Scorecard, catalogue: Catalogue) -> Iterator[Text]:
    for one in card.measures:
        yield _measure(one, card, catalogue)


def _measure(one: MeasureGain, card: Scorecard, catalogue: Catalogue) -> Text:
    label, gain = catalogue.label(one.technology), amount(one.gain)
    numbers = [number(key, card.standard) for key in one.indicators]
    clauses = list(dict.fromkeys(catalogue.requirements[key].clause for key in one.requirements))
    when = (
        Text("已在路线图上", "on the roadmap")
        if one.scheduled
        else Text("不在路线图上", "not on the roadmap")
    )
    zh = f"{label.zh}（{when.zh}）：至多 {gain.zh}，关系到 {listing(numbers, 'zh')}"
    en = f"{label.en} ({when.en}): at most {gain.en}, linked with {listing(numbers, 'en')}"
    return Text(f"{zh}（{listing(clauses, 'zh')}）", f"{en} ({listing(clauses, 'en')})")


def _readings(card: Scorecard) -> Iterator[Text]:
    for reading, decided in used_readings(card):
        numbers = [number(key, card.standard) for key in decided]
        chosen = Text("", "") if reading.default else Text("，另选", ", chosen")
        zh = f"{reading.label.zh}（{reading.reading}={reading.option}{chosen.zh}）"
        en = f"{reading.label.en} ({reading.reading}={reading.option}{chosen.en})"
        if numbers:
            zh, en = f"{zh}，用于 {listing(numbers, 'zh')}", f"{en}, used for {listing(numbers, 'en')}"
        basis = BASIS[reading.basis]
        yield Text(
            f"{zh}：{reading.text.zh}（{reading.clause}；{basis.zh}）",
            f"{en}: {reading.text.en} ({reading.clause}; {basis.en})",
        )


def _open(card: Scorecard, catalogue: Catalogue) -> Iterator[Text]:
    for part in not_laid_down(card, catalogue):
        at, clause = number(part.indicator, card.standard), catalogue.indicators[part.indicator].clause
        yield Text(f"{at} {part.text.zh}（{clause}）", f"{at} {part.text.en} ({clause})")


def _notes(card: Scorecard, catalogue: Catalogue, everything: bool) -> Iterator[Text]:
    """What the table of indicators as a whole is at odds with; with all, each of its rows and grades too."""
    whole, rest = notes(card, catalogue)
    for note in (*whole, *(rest if everything else ())):
        yield Text(
            f"{note.label.zh}：{note.says.zh}；{note.found.zh}。{note.treatment.zh}（{note.clause}）",
            f"{note.label.en}: {note.says.en}; {note.found.en}. {note.treatment.en} ({note.clause})",
        )
    if rest and not everything:
        yield Text(headings.more(len(rest), "zh"), headings.more(len(rest), "en"))
