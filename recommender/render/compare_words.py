"""Rows of a comparison in words: what a row is about, what each variant says, why, and what brings it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import assert_never

from recommender.carbon.amounts import activity_name
from recommender.evaluate.scope import Knowledge
from recommender.model.catalogue import Catalogue
from recommender.model.decision import Reason
from recommender.model.interval import Interval
from recommender.model.text import NO_TEXT, Text, enumerated, joined
from recommender.model.truth import Truth
from recommender.render.compare_settings import setting_label
from recommender.render.words import (
    LEAN,
    STATUS,
    VERDICT,
    clause_words,
    effect_words,
    fact_words,
    value_words,
)
from recommender.scenario import figures as of
from recommender.scenario.facets import APPLYING, QUESTIONS, STEPS, UNCOVERED
from recommender.scenario.rows import (
    Cast,
    Cause,
    Cell,
    Comparison,
    Figure,
    Known,
    Listed,
    Named,
    Placed,
    Position,
    Row,
    RowKind,
    Ruled,
    Said,
    Span,
)
from recommender.scenario.settings import Key

AS_IT_IS = Text("现档案", "as stated")
_ABSENT: Mapping[RowKind, Text] = {
    RowKind.TECHNOLOGY: Text("不属于这类场地", "not for this kind of site"),
    RowKind.REQUIREMENT: Text("不属于这类场地", "not for this kind of site"),
    RowKind.STAGE: Text("规划起始时已过", "over before the plan starts"),
    RowKind.FACT: Text("不能得知", "not known"),
    RowKind.AGAINST: Text("没有反对", "nothing against it"),
    RowKind.PACKAGE: Text("没有这个包", "no such package"),
    RowKind.QUESTION: Text("不必问", "not asked"),
    RowKind.TARGET: Text("没有写明", "not stated"),
    RowKind.EMISSION: Text("没有推算", "not worked out"),
    RowKind.SAVING: Text("没有这项减排", "no such saving"),
    RowKind.RANK: Text("不在路线图上", "not on the roadmap"),
}
_NOTHING, _NO_GRADE = Text("无", "none"), Text("不给等级", "no grade")
_FIGURE: Mapping[str, Text] = {
    of.REACHES: Text("能否达到目标", "does it reach the target"),
    of.YEAR: Text("目标年", "year of the target"),
    of.LIMIT: Text("目标不超过", "target, at most"),
    of.EXPECTED: Text("目标年预计排放", "expected in that year"),
    of.GAP: Text("超出目标", "above the target"),
    of.NET_IN: Text("年净排放", "yearly net emission"),
    of.GROSS: Text("基准年毛排放", "gross emission of the base year"),
    of.REDUCTIONS: Text("基准年减排量", "reductions of the base year"),
    of.REMOVALS: Text("基准年碳汇", "removals of the base year"),
    of.OFFSETS: Text("基准年抵消", "offsets of the base year"),
    of.NET: Text("基准年净排放", "net emission of the base year"),
    of.A_HEAD: Text("基准年人均净排放", "net emission per person, base year"),
    of.OF_KNOWN: Text("其中已知各项之和", "of the known lines alone"),
    of.UNKNOWN: Text("数据不全的活动", "activities without data"),
    of.METHOD: Text("核算方法", "accounting method"),
    of.BUDGET: Text("预算", "budget"),
    of.NO_COST: Text("没有给出费用的步骤", "steps without a stated cost"),
    STEPS: Text("路线图上采用的步骤", "steps taken up"),
    APPLYING: Text("适用的要求", "requirements that apply"),
    UNCOVERED: Text("其中路线图未覆盖", "of these not covered"),
    QUESTIONS: Text("待弄清的事实", "open questions"),
}
_WHEN: Mapping[str, Text] = {
    "now": Text("现状", "now"),
    "planned": Text("计划", "planned"),
    of.GONE: Text("向自定目标走过的路", "way gone to the site's own target"),
    of.INTENDED: Text("按计划走过的路", "way gone as planned"),
    of.HOLDING: Text("已有的特征", "features that hold"),
}
_WORD: Mapping[str, Text] = {
    "reaches": Text("达到", "reaches it"),
    "misses": Text("达不到", "misses it"),
    "cannot_tell": Text("不能判断", "cannot tell"),
    "not_assessed": Text("没有评估", "not assessed"),
    "holds": Text("不建议", "advised against"),
    "may_hold": Text("可能不建议", "perhaps advised against"),
    QUESTIONS: Text("要问", "asked"),
}
_KIND: Mapping[RowKind, Text] = {
    RowKind.SAVING: Text("目标年或末年省下", "saved in the target or last year"),
    RowKind.WEIGHT: Text("排序权重", "ranking weight"),
    RowKind.STAGE: Text("阶段", "stage"),
    RowKind.PACKAGE: Text("技术包", "package"),
    RowKind.AGAINST: Text("目标", "target"),
    RowKind.NOTICE: Text("规则的提醒", "said by a rule"),
    RowKind.WARNING: Text("路线图的提醒", "warning of the roadmap"),
    RowKind.CONFLICT: Text("相冲突的做法", "conflicting steps"),
    RowKind.ROLE: Text("谁来做", "who does it"),
    RowKind.FACT: Text("推出的事实", "derived fact"),
    RowKind.QUESTION: Text("待弄清的事实", "open question"),
}
_FEWEST: Mapping[Text, int] = {of.TONNES: 0, of.PER_PERSON: 2, of.POINTS: 2}
_MOST_DIGITS = 6


def column_names(comparison: Comparison) -> tuple[Text, ...]:
    """What each variant is called; two of one name are numbered."""
    found: list[Text] = []
    for place, outcome in enumerate(comparison.outcomes):
        name = outcome.variant.name
        words = Text(name, name) if name else AS_IT_IS
        found.append(
            words if words not in found else Text(f"{words.zh}（{place + 1}）", f"{words.en} ({place + 1})")
        )
    return tuple(found)


def row_label(row: Row, knowledge: Knowledge) -> Text:
    """What the row is about, without its kind."""
    catalogue, name = knowledge.catalogue, row.id
    match row.kind:
        case RowKind.REQUIREMENT:
            asked = catalogue.requirements[name]
            place = clause_words(asked.clause, catalogue)
            return Text(f"{place.zh}：{asked.text.zh}", f"{place.en}: {asked.text.en}")
        case RowKind.FACT | RowKind.QUESTION:
            return fact_words(name, catalogue)
        case RowKind.NOTICE:
            rule = knowledge.rulebook.rules.get(name)
            return rule.title if rule is not None else Text(name, name)
        case RowKind.WARNING:
            return NO_TEXT
        case RowKind.WEIGHT:
            return fact_words(f"plan.weight_{name}", catalogue)
        case RowKind.CONFLICT:
            return _names(name.split(" + "), catalogue)
        case RowKind.ROLE:
            return catalogue.label(name) if name else Text("整个计划", "the plan as a whole")
        case RowKind.TARGET | RowKind.EMISSION | RowKind.SCORE | RowKind.COST | RowKind.COUNT:
            return _figure_label(row.kind, name, catalogue)
        case _:
            return catalogue.label(name)


def kind_words(kind: RowKind) -> Text:
    """The kind of row, where the label alone would not say it; else empty."""
    return _KIND.get(kind, NO_TEXT)


def _figure_label(kind: RowKind, name: str, catalogue: Catalogue) -> Text:
    head, _, rest = name.partition(":")
    if head == of.NET_IN and rest:
        return Text(f"{rest} 年净排放", f"net emission in {rest}")
    if kind is RowKind.COST and head == of.TOTAL:
        if not rest:
            return Text("已给出的费用合计", "sum of the stated costs")
        stage = catalogue.label(rest)
        return Text(f"其中{stage.zh}", f"of these, {stage.en.lower()}")
    if kind is RowKind.SCORE:
        when = _WHEN.get(rest, Text(rest, rest))
        what = {of.TOTAL: Text("得分", "score"), of.GRADE: Text("等级", "grade")}.get(head)
        what = what or catalogue.label(head)
        return Text(f"{what.zh}（{when.zh}）", f"{what.en} ({when.en})")
    return _FIGURE.get(head, Text(name, name))


def cell_words(row: Row, knowledge: Knowledge) -> tuple[Text, ...]:
    """What each variant says; figures with as many digits as tell them apart."""
    numbers = _figures([cell for cell in row.cells if isinstance(cell, Figure)])
    catalogue = knowledge.catalogue
    return tuple(
        numbers[cell] if isinstance(cell, Figure) else _cell(row, cell, catalogue) for cell in row.cells
    )


def _cell(row: Row, cell: Cell | None, catalogue: Catalogue) -> Text:
    match cell:
        case None:
            return _ABSENT.get(row.kind, _NOTHING)
        case Known(value=value):
            return value_words(row.id, value, catalogue)
        case Placed():
            return _placed(cell, catalogue)
        case Position(stage=stage, position=position, score=score):
            words = catalogue.label(stage)
            zh = f"{words.zh}第 {position}（{score:g} 分）"
            return Text(zh, f"no. {position} in the {words.en.lower()} ({score:g} points)")
        case Ruled():
            return _ruled(cell, catalogue)
        case Figure():
            return _figures([cell])[cell]
        case Span(start=start, end=end):
            return Text(f"{start or '起始年未陈述'}–{end}", f"{start or 'start not stated'}–{end}")
        case Listed(ids=ids):
            none = _NO_GRADE if row.id.startswith(of.GRADE) else _NOTHING
            if row.id == of.UNKNOWN:
                return enumerated(activity_name(one, catalogue) for one in ids)
            return _names(ids, catalogue) if ids else none
        case Named(word=word):
            return _WORD.get(word, Text(word, word))
        case Said(texts=texts):
            return joined(texts)
        case Cast(roles=roles):
            return _cast(roles, catalogue)
        case _:
            assert_never(cell)


def _placed(cell: Placed, catalogue: Catalogue) -> Text:
    words = STATUS[cell.status]
    zh, en = words.zh, words.en
    if cell.lean is not None:
        zh, en = f"{zh}，{LEAN[cell.lean].zh}", f"{en}, {LEAN[cell.lean].en}"
    if cell.stage is None:
        return Text(zh, en)
    stage = catalogue.label(cell.stage)
    zh, en = f"{zh}，{stage.zh}采用", f"{en}, adopted in the {stage.en.lower()}"
    if cell.pilot_stage is not None:
        pilot = catalogue.label(cell.pilot_stage)
        zh, en = f"{zh}，{pilot.zh}先试点", f"{en}, pilot in the {pilot.en.lower()}"
    return Text(f"{zh}，现在就要预留", f"{en}, prepare now") if cell.prepare_now else Text(zh, en)


def _ruled(cell: Ruled, catalogue: Catalogue) -> Text:
    words = VERDICT[cell.verdict]
    if cell.covered:
        by = _names(cell.by, catalogue)
        return Text(f"{words.zh}，路线图已覆盖（{by.zh}）", f"{words.en}, covered by {by.en}")
    if cell.verdict.value == "applicable":
        return Text(f"{words.zh}，路线图未覆盖", f"{words.en}, not covered")
    return words


def _cast(roles: tuple[tuple[str, tuple[str, ...]], ...], catalogue: Catalogue) -> Text:
    if not roles:
        return Text("来源没有说", "no source tells")
    named = [(catalogue.label(role), _names(actors, catalogue)) for role, actors in roles]
    return Text(
        "；".join(f"{role.zh}：{actors.zh}" for role, actors in named),
        "; ".join(f"{role.en}: {actors.en}" for role, actors in named),
    )


def _names(ids: Iterable[str], catalogue: Catalogue) -> Text:
    return enumerated(catalogue.label(one) for one in ids)


def _figures(cells: Sequence[Figure]) -> dict[Figure, Text]:
    """Each figure in words, with the fewest digits that keep different figures different."""
    distinct = tuple(dict.fromkeys(cells))
    fewest = min((_FEWEST.get(cell.unit, 1) for cell in distinct), default=1)
    for digits in range(fewest, _MOST_DIGITS + 1):
        words = {cell: _interval(cell.value, cell.unit, digits) for cell in distinct}
        if len(set(words.values())) == len(distinct):
            break
    return words if distinct else {}


def _interval(value: Interval, unit: Text, digits: int) -> Text:
    if unit == of.POINTS and not value.exact:  # a score is never promised nearer than it is known
        value = _outward(value, digits)
    low, high = _number(value.low, digits), _number(value.high, digits)
    gap = "" if unit.en == "%" else " "
    tail = Text(f"{gap}{unit.zh}", f"{gap}{unit.en}") if unit else NO_TEXT
    if value.exact:
        return Text(f"{low}{tail.zh}", f"{low}{tail.en}")
    if math.isinf(value.low) and math.isinf(value.high):
        return Text("上下限都不能得知", "neither end is known")
    if math.isinf(value.high):
        return Text(f"至少 {low}{tail.zh}，上限不能得知", f"at least {low}{tail.en}, no upper end known")
    if math.isinf(value.low):
        return Text(f"至多 {high}{tail.zh}，没有下限", f"at most {high}{tail.en}, no lower end")
    if low == high:  # a band thinner than the digits shown
        return Text(f"约 {low}{tail.zh}", f"about {low}{tail.en}")
    return Text(f"{low}–{high}{tail.zh}", f"{low}–{high}{tail.en}")


def _outward(value: Interval, digits: int) -> Interval:
    scale, slack = 10**digits, 1e-6
    low = value.low if math.isinf(value.low) else math.floor(value.low * scale + slack) / scale
    high = value.high if math.isinf(value.high) else math.ceil(value.high * scale - slack) / scale
    return Interval(low, high)


def _number(value: float, digits: int) -> str:
    words = f"{value:,.{digits}f}"
    return words.rstrip("0").rstrip(".") if "." in words else words


def why_words(cell: Cell | None) -> tuple[Text, ...]:
    """Why a figure is what it is, where words say so: why the target is missed, why there is no grade."""
    match cell:
        case Named(because=because):
            return (because,) if because else ()
        case Listed(because=flags):
            return flags
        case _:
            return ()


def cause_words(cause: Cause, knowledge: Knowledge) -> Text:
    """What of the variant brings the line about, by name."""
    if cause.alone:
        named = [_quoted(key, knowledge) for key in cause.alone]
        if len(named) == 1:
            return Text(f"单是{named[0].zh}就会如此", f"{named[0].en} alone is enough")
        return Text(
            f"{'、'.join(one.zh for one in named)}任改一项就会如此",
            f"any one of {', '.join(one.en for one in named)} is enough",
        )
    if len(cause.together) > 1:
        named = [_quoted(key, knowledge) for key in cause.together]
        return Text(
            f"{'、'.join(one.zh for one in named)}同时改才会如此",
            f"only together: {', '.join(one.en for one in named)}",
        )
    if cause.together:
        only = _quoted(cause.together[0], knowledge)
        return Text(
            f"少了{only.zh}就不会如此，还要加上另外的改动", f"not without {only.en}, and not by it alone"
        )
    return NO_TEXT


def _quoted(key: Key, knowledge: Knowledge) -> Text:
    words = setting_label(key, knowledge.catalogue, knowledge.rulebook)
    return Text(f"“{words.zh}”", f"“{words.en}”")


def brief_reason(reason: Reason) -> Text:
    """The effect of a reason, why, and its clause, in one line."""
    head = effect_words(reason.effect)
    zh, en = head.zh, head.en
    if reason.truth is Truth.UNKNOWN:
        zh, en = f"可能{zh}", f"perhaps {en}"
    return Text(f"{zh}：{reason.cited('zh')}", f"{en}: {reason.cited('en')}")


def deciding(reasons: Iterable[Reason], shown: int) -> tuple[Reason, ...]:
    """The reasons to show first: those that hold, by authority."""
    ranked = sorted(reasons, key=lambda one: (not one.holds, -one.authority.weight))
    return tuple(ranked[:shown])
