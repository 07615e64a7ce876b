"""The indicators of a community and its self-placement as headed lists of sentences, and as data."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from recommender.assess.community import (
    Clash,
    CommunityScore,
    IndicatorProgress,
    Measured,
    Missing,
    Placement,
    Standing,
)
from recommender.carbon.amounts import quantity_words
from recommender.evaluate.scope import Knowledge
from recommender.model.catalogue import Catalogue
from recommender.model.decision import Verdict
from recommender.model.interval import Interval
from recommender.model.stated import Answer, StatedIndicator
from recommender.model.text import NO_TEXT, Text
from recommender.render.words import LEVEL, TIMES, VERDICT, listing, some_of
from recommender.store.quantities import symbol_of

Section = tuple[Text, tuple[Text, ...]]
PROGRESS = Text(
    "指标进展（目标值由社区自己定）", "Progress by indicator (the targets are the community's own)"
)
MISSING_HEAD = Text("还缺什么", "What is missing")
NOT_STATED = Text("还没有数据的指标，以及怎样评价", "Indicators without figures yet, and how they are judged")
LINKS = Text("指标衡量哪些要求，路线图落实了哪些", "What the indicators measure, and what the roadmap covers")
GRADES = Text("分级自评（按文字描述的特征）", "Self-placement by the features described")
NO_SUM = Text(
    "标准没有给指标定目标值、权重和满分，所以不合计、不打分",
    "The standard gives the indicators no targets, weights or full points, so nothing is added up or scored",
)
NO_LIMITS = Text(
    "各级只有文字描述，没有界限，也不能从指标换算；这里只整理您说的话，不代为定级",
    "The grades are described in words only, without limits and without conversion from the indicators; "
    "your own answers are listed here and no grade is given for you",
)
SHOWN = 4
STANDING: Mapping[Standing, Text] = {
    Standing.REACHED: Text("已达到目标", "target reached"),
    Standing.UNDER_WAY: Text("正在接近目标", "approaching the target"),
    Standing.NOT_BEGUN: Text("还没有起步", "not begun"),
    Standing.AWAY: Text("离目标更远了", "further from the target than at the start"),
    Standing.MAY_BE_REACHED: Text("可能已达到目标", "may have reached the target"),
    Standing.NOT_REACHED: Text("没有达到目标", "target not reached"),
    Standing.NOT_KNOWN: Text("看不出进展", "progress cannot be told"),
}
MISSING: Mapping[Missing, Text] = {
    Missing.ANSWER: Text("没有写现状", "the present state is not stated"),
    Missing.START: Text("没有写起始值", "the start is not stated"),
    Missing.TARGET: Text(
        "没有写目标值（标准不设，要自己定）", "no target is stated (the standard sets none)"
    ),
    Missing.YEAR: Text("没有写目标年", "the target has no year"),
    Missing.SOURCE: Text("目标没有写出处", "the target has no source"),
    Missing.DIRECTION: Text(
        "起始值和目标值的范围重叠或没有尽头，看不出方向",
        "the ranges of start and target overlap or have no end, so the direction cannot be told",
    ),
    Missing.NO_WAY: Text(
        "起始值就是目标值，没有要走的路", "start and target are the same, so there is no way to go"
    ),
}
_DASH = "–"


def sections(score: CommunityScore, knowledge: Knowledge) -> tuple[Section, ...]:
    """Headed lists of sentences in reading order; empty ones are left out."""
    catalogue = knowledge.catalogue
    told = [one for one in score.indicators if one.stated is not None]
    parts = (
        (PROGRESS, (NO_SUM, *(_line(one, catalogue) for one in told))),
        (MISSING_HEAD, tuple(_missing_line(one, catalogue) for one in told if one.missing)),
        (NOT_STATED, tuple(_asked(one, catalogue) for one in score.indicators if one.stated is None)),
        (LINKS, tuple(_links(one, catalogue) for one in score.indicators if one.measures)),
        (
            GRADES,
            (
                NO_LIMITS,
                *(_clash(one, catalogue) for one in score.clashes),
                *(line for one in score.placements for line in _grade(one, catalogue)),
            ),
        ),
    )
    return tuple((head, lines) for head, lines in parts if lines)


def to_dict(score: CommunityScore, knowledge: Knowledge) -> dict[str, Any]:
    """`{standards, indicators: […], grades: […]}`; shares of the way are [low, high], 1 at the target."""
    catalogue = knowledge.catalogue
    return {
        "standards": list(score.standards),
        "indicators": [_indicator_dict(one, catalogue) for one in score.indicators],
        "grades": [_placement_dict(one, catalogue) for one in score.placements],
        "clashes": [
            {"earlier": one.earlier, "later": one.later, "denied": list(one.denied)} for one in score.clashes
        ],
        "says": {"indicators": NO_SUM.to_dict(), "grades": NO_LIMITS.to_dict()},
    }


def share(gone: Interval) -> str:
    """A share of the way in whole per cent; never shown as the target before it is reached."""
    low, high = math.floor(gone.low * 100 + 1e-9), math.ceil(gone.high * 100 - 1e-9)
    if gone.exact or low == high:
        return f"{low}%"
    return f"{low}%{_DASH}{high}%"


def answer_words(answer: Answer, catalogue: Catalogue) -> Text:
    """An answer as it was stated: a figure with its unit, or the level."""
    if answer.quantity is not None:
        return quantity_words(answer.quantity, catalogue)
    return LEVEL.get(answer.level, Text(answer.level, answer.level))


def _name(one: IndicatorProgress, catalogue: Catalogue) -> Text:
    return catalogue.indicators[one.indicator].label


def _cited(one: IndicatorProgress, catalogue: Catalogue) -> str:
    return catalogue.indicators[one.indicator].clause


def _line(one: IndicatorProgress, catalogue: Catalogue) -> Text:
    name, place = _name(one, catalogue), _cited(one, catalogue)
    if one.stated is None or not one.applies:
        because = one.stated.because if one.stated else NO_TEXT
        why_zh, why_en = (f"：{because.get('zh')}", f": {because.get('en')}") if because else ("", "")
        return Text(f"{name.zh}（{place}）：不适用{why_zh}", f"{name.en} ({place}): does not apply{why_en}")
    said = [_stated(time, word, one.stated, catalogue) for time, word in TIMES.items()]
    told = [*(text for text in said if text), *_way(one)]
    zh, en = "，".join(text.zh for text in told), ", ".join(text.en for text in told)
    return Text(f"{name.zh}（{place}）：{zh}", f"{name.en} ({place}): {en}")


def _stated(time: str, word: Text, stated: StatedIndicator, catalogue: Catalogue) -> Text:
    answer: Answer | None = getattr(stated, time)
    if answer is None:
        return NO_TEXT
    said = answer_words(answer, catalogue)
    zh, en = f"{word.zh} {said.zh}", f"{word.en} {said.en}"
    if time != "target":
        return Text(zh, en)
    year, source = stated.target_year, stated.source
    besides_zh = [f"{year} 年"] * bool(year) + [f"出处：{source}"] * bool(source)
    besides_en = [f"by {year}"] * bool(year) + [f"source: {source}"] * bool(source)
    if not besides_zh:
        return Text(zh, en)
    return Text(f"{zh}（{'，'.join(besides_zh)}）", f"{en} ({', '.join(besides_en)})")


def _way(one: IndicatorProgress) -> Iterator[Text]:
    standing = STANDING[one.standing]
    if one.progress is None:
        yield standing
    elif one.standing is Standing.AWAY:
        back = share(_turned(one.progress))
        yield Text(f"{standing.zh}，又远了全程的 {back}", f"{standing.en}, by {back} of the way")
    else:
        gone = share(one.progress)
        yield Text(f"{standing.zh}，走了全程的 {gone}", f"{standing.en}: {gone} of the way")
    if one.planned is not None and one.planned.high < 0:
        back = share(_turned(one.planned))
        yield Text(f"按计划比起始还远全程的 {back}", f"{back} of the way further off as planned")
    elif one.planned is not None:
        to_go = share(one.planned)
        yield Text(f"按计划可走到 {to_go}", f"{to_go} of the way as planned")


def _turned(gone: Interval) -> Interval:
    return Interval(-gone.high, -gone.low)


def _missing_line(one: IndicatorProgress, catalogue: Catalogue) -> Text:
    name = _name(one, catalogue)
    words = [MISSING[key] for key in one.missing]
    return Text(
        f"{name.zh}：{'；'.join(word.zh for word in words)}",
        f"{name.en}: {'; '.join(word.en for word in words)}",
    )


def _asked(one: IndicatorProgress, catalogue: Catalogue) -> Text:
    indicator = catalogue.indicators[one.indicator]
    return Text(
        f"{indicator.label.zh}：{indicator.method.zh}（{indicator.clause}）",
        f"{indicator.label.en}: {indicator.method.en} ({indicator.clause})",
    )


def _links(one: IndicatorProgress, catalogue: Catalogue) -> Text:
    name, count = _name(one, catalogue), len(one.measures)
    verdicts = Counter(measured.verdict for measured in one.measures)
    parts = [(VERDICT[key], verdicts[key]) for key in Verdict if verdicts[key]]
    met, unmet = _covering(one.measures), _uncovered(one.measures, catalogue)
    names = {lang: [catalogue.label(key).get(lang) for key in met] for lang in ("zh", "en")}
    by_zh = f"；靠{some_of(names['zh'], SHOWN, 'zh')}落实" if met else "；还没有措施落实"
    by_en = f"; met by {some_of(names['en'], SHOWN, 'en')}" if met else "; nothing meets them yet"
    if met and unmet:
        by_zh += f"；没有措施的：{some_of(unmet, SHOWN, 'zh')}"
        by_en += f"; without a measure: {some_of(unmet, SHOWN, 'en')}"
    asked_zh = listing((f"{word.zh} {number} 条" for word, number in parts), "zh")
    asked_en = listing((f"{number} {word.en}" for word, number in parts), "en")
    noun = "requirement" if count == 1 else "requirements"
    return Text(
        f"{name.zh}：衡量 {count} 条要求（{asked_zh}）{by_zh}",
        f"{name.en}: measures {count} {noun} ({asked_en}){by_en}",
    )


def _covering(measures: tuple[Measured, ...]) -> list[str]:
    return list(dict.fromkeys(key for one in measures if _counts(one) for key in one.covered_by))


def _uncovered(measures: tuple[Measured, ...], catalogue: Catalogue) -> list[str]:
    open_ones = (one.requirement for one in measures if _counts(one) and not one.covered_by)
    return list(dict.fromkeys(catalogue.requirements[key].clause for key in open_ones))


def _counts(one: Measured) -> bool:
    return one.verdict in (Verdict.APPLICABLE, Verdict.REFERENCE)


def _grade(one: Placement, catalogue: Catalogue) -> Iterator[Text]:
    grade = catalogue.grades[one.grade]
    yield Text(
        f"{grade.label.zh}　{grade.text.zh}（{grade.clause}）",
        f"{grade.label.en}  {grade.text.en} ({grade.clause})",
    )
    yield _count(one)
    marks = (
        (one.holds, Text("✓ 成立", "✓ holds")),
        (one.in_part, Text("部分成立", "holds in part")),
        (one.fails, Text("✗ 不成立", "✗ does not hold")),
        (one.open, Text("？ 没有回答", "？ not answered")),
    )
    for keys, word in marks:
        for key in keys:
            text = catalogue.features[key].text
            yield Text(f"  {word.zh}：{text.zh}（{key}）", f"  {word.en}: {text.en} ({key})")
    if one.described:
        yield Text("  描述的每一句您都说成立", "  You affirm every statement of the description")


def _count(one: Placement) -> Text:
    """How many of the features of a grade the user affirms, denies, or says nothing of."""
    met, part, unmet, silent = len(one.holds), len(one.in_part), len(one.fails), len(one.open)
    count = met + part + unmet + silent
    some_zh, some_en = (f"、部分符合 {part}", f", {part} in part") if part else ("", "")
    noun = "feature" if count == 1 else "features"
    return Text(
        f"  特征 {count} 条：符合 {met}{some_zh}、不符合 {unmet}、未答 {silent}",
        f"  {count} {noun}: {met} met{some_en}, {unmet} not met, {silent} not answered",
    )


def _clash(one: Clash, catalogue: Catalogue) -> Text:
    """Answers to two stages that do not go together, or need a second look."""
    earlier, later = (catalogue.grades[key].label for key in (one.earlier, one.later))
    if not one.denied:
        return Text(
            f"！ {earlier.zh} 和 {later.zh} 的描述您都说全部成立，两级却是先后不同的阶段，请核对",
            f"！ You affirm the whole description of both {earlier.en} and {later.en}, which are different "
            "stages; please check",
        )
    count = len(one.denied)
    zh = f"！ 您说后一阶段 {later.zh} 全部成立，前一阶段 {earlier.zh} 却有 {count} 条不成立"
    noun = "feature" if count == 1 else "features"
    en = (
        f"！ You affirm all of the later stage {later.en} but deny {count} {noun} of the earlier {earlier.en}"
    )
    named = ", ".join(one.denied)
    return Text(
        f"{zh}（{named}）；请核对，那几条是当时的不足已经补上，还是本该做到而没有做到",
        f"{en} ({named}); please check whether that was a weakness since overcome or something still missing",
    )


def _indicator_dict(one: IndicatorProgress, catalogue: Catalogue) -> dict[str, Any]:
    indicator, stated = catalogue.indicators[one.indicator], one.stated
    answers = {time: _answer_dict(getattr(stated, time) if stated else None, catalogue) for time in TIMES}
    return {
        "indicator": one.indicator,
        "clause": indicator.clause,
        "label": indicator.label.to_dict(),
        "group": indicator.level1,
        "applies": one.applies,
        **answers,
        "target_year": stated.target_year if stated else None,
        "source": stated.source if stated else "",
        "standing": one.standing.value,
        "progress": one.progress.to_list() if one.progress else None,
        "planned_progress": one.planned.to_list() if one.planned else None,
        "missing": [key.value for key in one.missing],
        "requirements": [
            {"requirement": m.requirement, "verdict": m.verdict.value, "covered_by": list(m.covered_by)}
            for m in one.measures
        ],
    }


def _answer_dict(answer: Answer | None, catalogue: Catalogue) -> dict[str, Any] | None:
    if answer is None:
        return None
    if answer.quantity is None:
        return {"level": answer.level}
    unit = answer.quantity.unit
    return {"value": answer.quantity.amount.to_list(), "unit": unit, "symbol": symbol_of(unit, catalogue)}


def _placement_dict(one: Placement, catalogue: Catalogue) -> dict[str, Any]:
    grade = catalogue.grades[one.grade]
    said = [(key, "holds") for key in one.holds] + [(key, "in_part") for key in one.in_part]
    said += [(key, "fails") for key in one.fails] + [(key, "open") for key in one.open]
    return {
        "grade": one.grade,
        "label": grade.label.to_dict(),
        "clause": grade.clause,
        "features": [
            {"feature": key, "text": catalogue.features[key].text.to_dict(), "said": word}
            for key, word in said
        ],
        "described": one.described,
    }
