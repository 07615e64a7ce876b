"""The words of the engine's terms and values, in Chinese and English; one table each, used by every view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from recommender.language.words import describe_value
from recommender.model.catalogue import Catalogue
from recommender.model.clause import parse_reference
from recommender.model.decision import Lean, Status, Verdict
from recommender.model.knowledge import Assessment, Authority, Basis, Fact, FactType, FactValue
from recommender.model.roadmap import Action, Question, RankStability
from recommender.model.site import Observation, Origin
from recommender.model.stated import FULFILLED, PARTLY, UNFULFILLED
from recommender.model.text import Text, printable
from recommender.model.truth import Truth

STATUS: Mapping[Status, Text] = {
    Status.RECOMMENDED: Text("推荐", "recommended"),
    Status.AVAILABLE: Text("可选", "available"),
    Status.CONTESTED: Text("有争议", "contested"),
    Status.DISCOURAGED: Text("不建议", "discouraged"),
    Status.EXCLUDED: Text("排除", "excluded"),
    Status.UNDETERMINED: Text("不能判断", "undetermined"),
    Status.INSTALLED: Text("已有", "installed"),
}
LEAN: Mapping[Lean, Text] = {
    Lean.SUPPORT: Text("倾向支持", "leans to support"),
    Lean.OPPOSE: Text("倾向反对", "leans against"),
    Lean.EVEN: Text("两边相当", "even"),
}
VERDICT: Mapping[Verdict, Text] = {
    Verdict.APPLICABLE: Text("适用", "applicable"),
    Verdict.REFERENCE: Text("参考", "for reference"),
    Verdict.NOT_APPLICABLE: Text("不适用", "not applicable"),
    Verdict.UNDETERMINED: Text("不能判断", "undetermined"),
}
ACTION: Mapping[Action, Text] = {
    Action.ADOPT: Text("采用", "adopt"),
    Action.PILOT: Text("试点", "pilot"),
    Action.PREPARE: Text("预留", "prepare"),
}
STABILITY: Mapping[RankStability, Text] = {
    RankStability.ROBUST: Text("排位稳", "rank robust"),
    RankStability.CONDITIONAL: Text("排位有条件", "rank conditional"),
    RankStability.FRAGILE: Text("排位不稳", "rank fragile"),
}
STABILITY_MEANS: Mapping[RankStability, Text] = {
    RankStability.ROBUST: Text(
        "三项权重加倍或减半，名次都在同一档", "in the same third whichever weight is doubled or halved"
    ),
    RankStability.CONDITIONAL: Text(
        "权重改变或弄清未知事实后，名次可能换档",
        "its third may change with the weights or with what is still unknown",
    ),
    RankStability.FRAGILE: Text(
        "换一组权重，名次就从前三分之一落到后三分之一",
        "in the upper third with some weights and in the lower third with others",
    ),
}
AUTHORITY: Mapping[Authority, Text] = {
    Authority.STANDARD: Text("标准", "standard"),
    Authority.OFFICIAL_GUIDE: Text("官方指南", "official guide"),
    Authority.REPORT: Text("研究报告", "report"),
    Authority.DERIVED: Text("推出", "derived"),
    Authority.JUDGEMENT: Text("本项目判断", "our judgement"),
}
LEVEL: Mapping[str, Text] = {
    FULFILLED: Text("满足", "fulfilled"),
    PARTLY: Text("部分满足", "partly fulfilled"),
    UNFULFILLED: Text("不满足", "not fulfilled"),
}
TIMES: Mapping[str, Text] = {
    "start": Text("起始", "start"),
    "now": Text("现状", "now"),
    "planned": Text("计划", "planned"),
    "target": Text("目标", "target"),
}
"""The times an indicator is answered for: fields of StatedIndicator."""
BASIS: Mapping[Basis, Text] = {
    Basis.STATED: Text("来源明说", "the source says it"),
    Basis.DERIVED: Text("由来源推出", "derived from the source"),
    Basis.JUDGEMENT: Text("本项目判断", "our judgement"),
}
ORIGIN: Mapping[Origin, Text] = {
    Origin.STATED: Text("档案所述", "stated in the profile"),
    Origin.LOOKUP: Text("按地点查得，作为假设", "looked up by place, an assumption"),
    Origin.CLASSIFIED: Text("由规则推出", "derived by a rule"),
}
EFFECT: Mapping[str, Text] = {
    "recommend": Text("支持", "for"),
    "permit": Text("允许", "permits"),
    "discourage": Text("反对", "against"),
    "exclude": Text("排除", "rules out"),
    "prioritise": Text("优先", "priority"),
    "stage": Text("时序", "timing"),
    "prerequisite": Text("前提", "prerequisite"),
    "assign": Text("分工", "who does what"),
    "package": Text("成包", "package"),
    "classify": Text("推出事实", "derives a fact"),
    "require": Text("要求", "requires"),
    "reference": Text("仅供参考", "for reference"),
    "waive": Text("不作要求", "waives"),
    "warn": Text("提醒", "warning"),
    "expect": Text("预期", "expectation"),
    "ask": Text("要问", "asks"),
    "weigh": Text("权重", "weights"),
    "installed": Text("已有", "installed"),
    "overridden": Text("被更具体的规则压过", "overridden by another rule"),
}
"""Words of `Reason.effect`; `effect_words` falls back to the word itself."""

TRUTH_MARK: Mapping[Truth, str] = {Truth.TRUE: "✓", Truth.FALSE: "✗", Truth.UNKNOWN: "？"}
TRUTH: Mapping[Truth, Text] = {
    Truth.TRUE: Text("成立", "holds"),
    Truth.FALSE: Text("不成立", "does not hold"),
    Truth.UNKNOWN: Text("不能判断", "cannot tell"),
}
MODALITY_ORDER = ("must", "shall", "should", "may", "none")
"""Modality ids, strongest first."""

UNKNOWN = Text("未陈述", "not stated")
NOT_RATED = Text("无评级", "not rated")


def effect_words(effect: str) -> Text:
    """The words of a reason's effect."""
    return EFFECT.get(effect, Text(effect, effect))


def modality_words(modality: str, polarity: str, catalogue: Catalogue) -> Text:
    """A modality with its polarity, e.g. 应, 不宜; the words are those of the modality scheme."""
    concept = catalogue.concepts.get(modality)
    if concept is None or modality == "none":
        return Text("无", "no modal word")
    if polarity == "negative":
        return Text(f"不{concept.label.zh}", f"{concept.label.en.lower()} not")
    return Text(concept.label.zh, concept.label.en.lower())


def value_words(fact_id: str, value: FactValue | None, catalogue: Catalogue) -> Text:
    """A fact's value as it reads: labels, number with unit, yes or no; None reads "未陈述"."""
    if value is None:
        return UNKNOWN
    fact = catalogue.facts.get(fact_id)
    if fact is None:
        return Text(printable(str(value)), printable(str(value)))
    return Text(_value(fact, value, catalogue, "zh"), _value(fact, value, catalogue, "en"))


def _value(fact: Fact, value: FactValue, catalogue: Catalogue, language: str) -> str:
    if isinstance(value, tuple):
        labels = [printable(catalogue.label(item).get(language)) for item in value]
        return listing(labels, language) if labels else ("无" if language == "zh" else "none")
    if isinstance(value, str):
        return printable(value if fact.type is FactType.TEXT else catalogue.label(value).get(language))
    return describe_value(fact, value, catalogue, language)


def fact_words(fact_id: str, catalogue: Catalogue) -> Text:
    """The label of a fact; the id when it is none of ours."""
    fact = catalogue.facts.get(fact_id)
    return fact.label if fact is not None else Text(fact_id, fact_id)


def known_words(seen: Observation) -> Text:
    """How a value is known: stated, looked up or derived, with the clause and the confidence.

    The file of a place table and the id of a rule are not for reading; the contract has them.
    """
    words = ORIGIN[seen.origin]
    zh, en = words.zh, words.en
    if seen.origin is Origin.CLASSIFIED and seen.basis is Basis.JUDGEMENT:
        ours = BASIS[seen.basis]
        zh, en = f"{zh}，{ours.zh}", f"{en}, {ours.en}"
    elif seen.source and (seen.origin is Origin.STATED or parse_reference(seen.source)):
        zh, en = f"{zh}，{seen.source}", f"{en}, {seen.source}"
    if seen.confidence:
        zh, en = f"{zh}，可信度 {seen.confidence}", f"{en}, confidence {seen.confidence}"
    return Text(zh, en)


def with_place(text: str, place: str, language: str) -> str:
    """The text with its clause in brackets behind it, where there is one."""
    if not place:
        return text
    return f"{text}（{place}）" if language == "zh" else f"{text} ({place})"


def symbols(row: Assessment | None) -> tuple[str, str, str]:
    """★, ▼ and ➕ as often as the row counts them; empty without a row."""
    return ("", "", "") if row is None else ("★" * row.star, "▼" * row.potential, "➕" * row.economy)


def row_words(row: Assessment) -> Text:
    """One row of a rating table: where it stands, periods and symbol counts."""
    trial = f"△{row.application} " if row.application else ""
    periods, signs = f"{trial}○{row.popularisation}", " ".join(symbols(row))
    zh = f"表{row.table} 第{row.row}行“{row.label.zh}”　{periods}　{signs}"
    return Text(zh, f"table {row.table} row {row.row} “{row.label.get('en')}”  {periods}  {signs}")


def clause_words(reference: str, catalogue: Catalogue) -> Text:
    """A clause in full, e.g. 《…指南》7.1.2第4项; empty for an empty reference."""
    if not reference:
        return Text()
    section, _, part = reference.partition("#")
    source_id, _, place = section.partition("/")
    source = catalogue.sources.get(source_id)
    name = source.label if source is not None else Text(source_id, source_id)
    named = catalogue.clauses.get(section)
    if named is not None and place.isalpha():  # an introduction, a preamble: no number to give
        zh, en = named.label.zh, named.label.en
    else:
        zh, en = _section_words(place)
    if part:
        part_zh, part_en = _part_words(part, is_table=place[:1] in ("t", "f"))
        zh, en = zh + part_zh, f"{en}, {part_en}"
    return Text(f"《{name.zh}》{zh}", f"{name.en}, {en}")


def _section_words(place: str) -> tuple[str, str]:
    kind = {"t": ("表", "table "), "f": ("图", "figure ")}.get(place[:1])
    return (kind[0] + place[1:], kind[1] + place[1:]) if kind else (place, place)


def _part_words(part: str, is_table: bool) -> tuple[str, str]:
    if part.startswith("p"):
        return f"第{part[1:]}段", f"paragraph {part[1:]}"
    if part.startswith("s"):
        return f"第{part[1:]}句", f"sentence {part[1:]}"
    return (f"第{part}行", f"row {part}") if is_table else (f"第{part}项", f"item {part}")


def listing(parts: Iterable[str], language: str) -> str:
    """Names in a row."""
    return ("、" if language == "zh" else ", ").join(parts)


def some_of(parts: list[str], shown: int, language: str) -> str:
    """The first few names and how many there are in all: “甲、乙等 5 项”."""
    if len(parts) <= shown:
        return listing(parts, language)
    head = listing(parts[:shown], language)
    return f"{head}等 {len(parts)} 项" if language == "zh" else f"{head} and {len(parts) - shown} more"


def settles_words(question: Question) -> Text:
    """How many open lines a question settles where that is worked out, else how many it has a part in."""
    settled = question.settled
    if settled is None:
        return Text(f"关系到 {question.settles} 项", f"bears on {question.settles}")
    if settled.least == settled.most:
        return Text(f"能定 {settled.most} 项", f"settles {settled.most}")
    mean = number_words(settled.mean)
    return Text(
        f"视答案能定 {settled.least} 至 {settled.most} 项，平均 {mean} 项",
        f"settles {settled.least} to {settled.most}, {mean} on average",
    )


def number_words(number: float | None) -> str:
    """A number as shown: at most one decimal; "–" for none."""
    return "–" if number is None else f"{round(number, 1):g}"
