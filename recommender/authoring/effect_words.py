"""An effect of a rule as a sentence in Chinese and English, with the names of what it touches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from recommender.language.words import describe_value
from recommender.model.catalogue import Catalogue
from recommender.model.clause import source_of
from recommender.model.effect import (
    EFFECT_NAMES,
    Ask,
    Assign,
    Bundle,
    Classify,
    Discourage,
    DiscourageTarget,
    Effect,
    Exclude,
    Expect,
    Permit,
    Prerequisite,
    Prioritise,
    Recommend,
    Reference,
    Require,
    RequirementSelector,
    Span,
    StageBound,
    TechnologySelector,
    Waive,
    Warn,
    Weigh,
)
from recommender.model.text import Text
from recommender.render.words import clause_words, effect_words, fact_words, listing, modality_words

LANGUAGES = ("zh", "en")
_SIGNS = {"potential": "▼", "economy": "➕", "star": "★"}
_EVERY_TECHNOLOGY = Text("所有技术", "all technologies")
_EVERY_REQUIREMENT = Text("所有要求", "all requirements")


def sentence(effect: Effect, catalogue: Catalogue) -> Text:
    """The effect in words, e.g. “支持：储能系统、智能微电网”."""
    head = effect_words(EFFECT_NAMES[type(effect)])
    said = _said(effect, catalogue)
    return Text(f"{head.zh}：{said.zh}", f"{head.en}: {said.en}")


def _said(effect: Effect, catalogue: Catalogue) -> Text:
    match effect:
        case Recommend() | Discourage() | Exclude() | Permit():
            return technologies_words(effect.technologies, catalogue)
        case Prioritise():
            return _priority(effect, catalogue)
        case StageBound():
            return _timing(effect, catalogue)
        case Prerequisite():
            first, needs = technologies_words(effect.technologies, catalogue), names(effect.needs, catalogue)
            return Text(f"{first.zh}以{needs.zh}为前提", f"{first.en} needs {needs.en} first")
        case Require() | Reference() | Waive():
            return requirements_words(effect.requirements, catalogue)
        case Assign():
            return _part(effect, catalogue)
        case Classify():
            return _derived(effect, catalogue)
        case DiscourageTarget():
            target = catalogue.label(effect.target)
            return Text(f"以{target.zh}为目标", f"the target “{target.en}”")
        case Bundle():
            return catalogue.label(effect.package)
        case Warn() | Expect():
            return effect.text
        case Ask():
            facts = [fact_words(fact, catalogue) for fact in effect.facts]
            return Text(*(listing([one.get(language) for one in facts], language) for language in LANGUAGES))
        case Weigh():
            return Text(*[f"▼ {effect.potential:g}  ➕ {effect.economy:g}  ★ {effect.star:g}"] * 2)
        case _:
            assert_never(effect)


def names(ids: tuple[str, ...], catalogue: Catalogue) -> Text:
    """The labels of records in a row."""
    return Text(
        *(listing([catalogue.label(key).get(language) for key in ids], language) for language in LANGUAGES)
    )


def _priority(effect: Prioritise, catalogue: Catalogue) -> Text:
    first = technologies_words(effect.technologies, catalogue)
    if effect.ahead_of is None:
        return Text(f"{first.zh}，得分 {effect.points:+d}", f"{first.en}, {effect.points:+d} points")
    later = technologies_words(effect.ahead_of, catalogue)
    return Text(f"{first.zh}，排在{later.zh}之前", f"{first.en} ahead of {later.en}")


def _timing(effect: StageBound, catalogue: Catalogue) -> Text:
    zh, en = [], []
    if effect.not_before:
        stage = catalogue.label(effect.not_before)
        zh.append(f"不早于{stage.zh}")
        en.append(f"not before the {stage.en.lower()}")
    if effect.not_after:
        stage = catalogue.label(effect.not_after)
        zh.append(f"不晚于{stage.zh}")
        en.append(f"not after the {stage.en.lower()}")
    if effect.with_works:
        works = names(effect.with_works, catalogue)
        zh.append(f"随工程一起做（{works.zh}）")
        en.append(f"together with the works ({works.en})")
    touched = technologies_words(effect.technologies, catalogue)
    return Text(f"{touched.zh}，{'，'.join(zh)}", f"{touched.en}, {', '.join(en)}")


def _part(effect: Assign, catalogue: Catalogue) -> Text:
    """Who does what: “物业公司（出资）：储能系统”; without technologies the part is in the whole renewal."""
    actors, role = names(effect.actors, catalogue), catalogue.label(effect.role)
    who = Text(f"{actors.zh}（{role.zh}）", f"{actors.en} ({role.en})")
    if effect.technologies is None:
        return who
    touched = technologies_words(effect.technologies, catalogue)
    return Text(f"{who.zh}：{touched.zh}", f"{who.en}: {touched.en}")


def _derived(effect: Classify, catalogue: Catalogue) -> Text:
    fact = catalogue.facts[effect.fact]
    zh, en = (describe_value(fact, effect.value, catalogue, language) for language in LANGUAGES)
    return Text(f"{fact.label.zh}为{zh}", f"{fact.label.en} is {en}")


def technologies_words(selector: TechnologySelector, catalogue: Catalogue) -> Text:
    """The technologies a selector names: their names, or the features it picks them by."""
    features = list(_features(selector, catalogue))
    if selector.ids and not features:
        return _without(names(selector.ids, catalogue), selector.excepting, catalogue)
    if selector.ids:
        chosen = names(selector.ids, catalogue)
        features.insert(0, Text(f"在{chosen.zh}之中", f"among {chosen.en}"))
    if not features:
        return _without(_EVERY_TECHNOLOGY, selector.excepting, catalogue)
    zh, en = "、".join(one.zh for one in features), ", ".join(one.en for one in features)
    whole = Text(f"符合这些特征的技术（{zh}）", f"technologies ({en})")
    return _without(whole, selector.excepting, catalogue)


def _features(selector: TechnologySelector, catalogue: Catalogue) -> Iterator[Text]:
    for key, zh, en in (("field", "领域为", "field: "), ("kind", "种类为", "kind: ")):
        if values := getattr(selector, key):
            said = _or(tuple(catalogue.label(value) for value in values))
            yield Text(f"{zh}{said.zh}", f"{en}{said.en}")
    if selector.clause:
        said = _or(tuple(clause_words(clause, catalogue) for clause in selector.clause))
        yield Text(f"能满足{said.zh}", f"satisfying {said.en}")
    for key, zh, en in (
        ("list", "列入名单 ", "in the list "),
        ("table", "列入评价表 ", "in the rating table "),
        ("group", "表中分类为", "group in the table: "),
        ("subgroup", "表中细类为", "subgroup in the table: "),
    ):
        if values := getattr(selector, key):
            said = _or(tuple(Text(value, value) for value in values))
            yield Text(f"{zh}{said.zh}", f"{en}{said.en}")
    for key, sign in _SIGNS.items():
        if (span := getattr(selector, key)) is not None:
            yield Text(*(f"{sign} {_span(span, language)}" for language in LANGUAGES))
    if selector.high_energy is not None:
        yield _tick(selector.high_energy, "高耗能企业", "energy-intensive enterprises")
    if selector.non_high_energy is not None:
        yield _tick(selector.non_high_energy, "非高耗能企业", "other enterprises")


def _tick(ticked: bool, zh: str, en: str) -> Text:
    return Text(f"表中{'勾选' if ticked else '没有勾选'}{zh}", f"{'' if ticked else 'not '}ticked for {en}")


def _span(span: Span, language: str) -> str:
    zh = language == "zh"
    if span.low is not None and span.high is not None:
        return f"{span.low} 至 {span.high} 个" if zh else f"{span.low} to {span.high}"
    if span.low is not None:
        return f"不少于 {span.low} 个" if zh else f"at least {span.low}"
    return f"不超过 {span.high} 个" if zh else f"at most {span.high}"


def requirements_words(selector: RequirementSelector, catalogue: Catalogue) -> Text:
    """The requirements a selector names, by clause; its other keys as features."""
    found: list[Text] = []
    if selector.ids:
        found.append(cited((catalogue.requirements[key].clause for key in selector.ids), catalogue))
    if selector.clause:
        said = cited(selector.clause, catalogue)
        found.append(Text(f"{said.zh}（含其下各条）", f"{said.en} (with all below)"))
    if selector.source:
        labels = tuple(
            catalogue.sources[one].label if one in catalogue.sources else Text(one, one)
            for one in selector.source
        )
        found.append(Text(*(f"《{x.zh}》" if i == 0 else x.en for i, x in enumerate([_or(labels)] * 2))))
    if selector.modality:
        said = _or(tuple(modality_words(one, "positive", catalogue) for one in selector.modality))
        found.append(Text(f"规范用词为{said.zh}", f"modality: {said.en}"))
    if selector.field:
        said = _or(tuple(catalogue.label(one) for one in selector.field))
        found.append(Text(f"领域为{said.zh}", f"field: {said.en}"))
    if not found:
        return _without(_EVERY_REQUIREMENT, selector.excepting, catalogue)
    zh, en = "，".join(one.zh for one in found), ", ".join(one.en for one in found)
    return _without(Text(zh, en), selector.excepting, catalogue)


def cited(references: Iterable[str], catalogue: Catalogue) -> Text:
    """Clauses in a row, the name of each document once: 《…指南》7.1.2第4项、7.2."""
    by_source: dict[str, list[Text]] = {}
    for reference in dict.fromkeys(references):
        by_source.setdefault(source_of(reference), []).append(clause_words(reference, catalogue))
    zh, en = [], []
    for source, places in by_source.items():
        name = catalogue.sources[source].label if source in catalogue.sources else Text(source, source)
        zh.append(
            listing((places[0].zh, *(one.zh.removeprefix(f"《{name.zh}》") for one in places[1:])), "zh")
        )
        en.append("; ".join((places[0].en, *(one.en.removeprefix(f"{name.en}, ") for one in places[1:]))))
    return Text("，".join(zh), "; ".join(en))


def _without(whole: Text, excepting: tuple[str, ...], catalogue: Catalogue) -> Text:
    if not excepting:
        return whole
    requirements = catalogue.requirements
    if excepting[0] in requirements:
        said = cited((requirements[key].clause for key in excepting), catalogue)
    else:
        said = names(excepting, catalogue)
    return Text(f"{whole.zh}，{said.zh}除外", f"{whole.en}, except {said.en}")


def _or(texts: tuple[Text, ...], last: str = "或", last_en: str = " or ") -> Text:
    return Text(_row([one.zh for one in texts], "、", last), _row([one.en for one in texts], ", ", last_en))


def _row(parts: list[str], between: str, last: str) -> str:
    parts = list(dict.fromkeys(parts))
    return parts[0] if len(parts) == 1 else between.join(parts[:-1]) + last + parts[-1]
