"""What changed between two rulebooks, rule by rule and field by field, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

from recommender.authoring.condition_changes import condition_changes
from recommender.authoring.effect_words import sentence, technologies_words
from recommender.language.words import describe
from recommender.model.catalogue import Catalogue
from recommender.model.effect import (
    EFFECT_NAMES,
    Effect,
    Prioritise,
    RequirementEffect,
    RequirementSelector,
    TechnologyEffect,
    TechnologySelector,
)
from recommender.model.rule import Rule, Rulebook, RuleStatus
from recommender.model.text import Text
from recommender.render.words import BASIS, clause_words, effect_words, listing

RULE_STATUS = {
    RuleStatus.DRAFT: Text("草案", "draft"),
    RuleStatus.ACTIVE: Text("生效", "active"),
    RuleStatus.RETIRED: Text("停用", "retired"),
}
_NONE = Text("无", "none")


class Kind(Enum):
    """What became of a rule."""

    ADDED = "added"
    REMOVED = "removed"
    EDITED = "edited"


@dataclass(frozen=True)
class RuleChange:
    """One rule that differs; `rule` is how it stands now (as it stood, when removed).

    `lines` say field by field what changed; `acts` is whether what it does or when can have changed.
    """

    kind: Kind
    rule: Rule
    lines: tuple[Text, ...]
    acts: bool


def rule_changes(old: Rulebook, new: Rulebook, before: Catalogue, after: Catalogue) -> tuple[RuleChange, ...]:
    """Added rules first, then removed and edited ones, each in the order of its rulebook."""
    added = [_added(rule, old, after) for key, rule in new.rules.items() if key not in old.rules]
    removed = [_removed(rule, new, before) for key, rule in old.rules.items() if key not in new.rules]
    edited = [
        change
        for key, rule in new.rules.items()
        if key in old.rules and (change := _edited(old.rules[key], rule, before, after)) is not None
    ]
    return (*added, *removed, *edited)


def whole(rule: Rule, catalogue: Catalogue) -> tuple[Text, ...]:
    """A rule in words: when, what, on which ground, why."""
    when = describe(rule.when, catalogue)
    sources = [clause_words(clause, catalogue) for clause in rule.sources]
    places = _listed(sources) if sources else _NONE
    return (
        Text(f"条件：{when.zh}", f"when: {when.en}"),
        *(sentence(effect, catalogue) for effect in rule.then),
        Text(
            f"依据：{places.zh}（{BASIS[rule.basis].zh}）",
            f"ground: {places.en} ({BASIS[rule.basis].en})",
        ),
        Text(f"理由：{rule.because.zh}", f"because: {rule.because.en}"),
    )


def _added(rule: Rule, old: Rulebook, catalogue: Catalogue) -> RuleChange:
    replaced = [old.rules[key].title for key in rule.replaces if key in old.rules]
    words = _listed(replaced) if replaced else _NONE
    lines = (Text(f"取代：{words.zh}", f"replaces: {words.en}"),) if replaced else ()
    return RuleChange(Kind.ADDED, rule, (*lines, *whole(rule, catalogue)), rule.status is RuleStatus.ACTIVE)


def _removed(rule: Rule, new: Rulebook, catalogue: Catalogue) -> RuleChange:
    heirs = [other.title for other in new.rules.values() if rule.id in other.replaces]
    words = _listed(heirs) if heirs else _NONE
    lines = (Text(f"由此取代：{words.zh}", f"replaced by: {words.en}"),) if heirs else ()
    return RuleChange(Kind.REMOVED, rule, (*lines, *whole(rule, catalogue)), rule.status is RuleStatus.ACTIVE)


def _edited(old: Rule, new: Rule, before: Catalogue, after: Catalogue) -> RuleChange | None:
    acting = (
        *condition_changes(old.when, new.when, before, after),
        *_effects(old, new, before, after),
        *_overrides(old, new),
        *_moved(Text("状态", "status"), RULE_STATUS[old.status], RULE_STATUS[new.status]),
    )
    authority = (
        *_collected(Text("依据条款", "clauses"), old.sources, new.sources, before, after),
        *_moved(Text("依据的性质", "basis"), BASIS[old.basis], BASIS[new.basis]),
        *_moved(Text("规范用词", "modality"), _word(old, before), _word(new, after)),
    )
    telling = (
        *_moved(Text("标题", "title"), old.title, new.title),
        *_moved(Text("理由", "because"), old.because, new.because),
        *_moved(Text("备注", "note"), old.note, new.note),
        *_moved(Text("起用日期", "since"), *(Text(rule.since, rule.since) for rule in (old, new))),
        *_moved(Text("停用日期", "until"), *(Text(rule.until, rule.until) for rule in (old, new))),
        *_moved(Text("取代的规则", "replaces"), *(Text(*["、".join(r.replaces)] * 2) for r in (old, new))),
        *_examples(old, new),
    )
    lines = (*acting, *authority, *telling)
    if not lines:
        return None
    works = RuleStatus.ACTIVE in (old.status, new.status)
    return RuleChange(Kind.EDITED, new, lines, works and bool(acting or authority))


def _word(rule: Rule, catalogue: Catalogue) -> Text:
    return catalogue.label(rule.modality) if rule.modality else _NONE


def _moved(what: Text, old: Text, new: Text) -> tuple[Text, ...]:
    """“标题：旧 → 新”, nothing when both are the same."""
    if old == new:
        return ()
    was, now = old or _NONE, new or _NONE
    return (Text(f"{what.zh}：{was.zh} → {now.zh}", f"{what.en}: {was.en} → {now.en}"),)


def _collected(
    what: Text, old: tuple[str, ...], new: tuple[str, ...], before: Catalogue, after: Catalogue
) -> Iterator[Text]:
    """Clauses added to and taken from a list; the order does not matter but for the first."""
    come = [clause_words(one, after) for one in new if one not in old]
    gone = [clause_words(one, before) for one in old if one not in new]
    yield from _come_and_gone(what, come, gone)
    if not come and not gone and old != new:
        yield Text(f"{what.zh}：次序变了", f"{what.en}: another order")


def _come_and_gone(what: Text, come: list[Text], gone: list[Text]) -> Iterator[Text]:
    for found, zh, en in ((come, "增加", "added"), (gone, "去掉", "removed")):
        if found:
            listed = _listed(found)
            yield Text(f"{what.zh}{zh}：{listed.zh}", f"{what.en} {en}: {listed.en}")


def _overrides(old: Rule, new: Rule) -> Iterator[Text]:
    what = Text("压过的规则", "rules overridden")
    was, now = ({one.rule: one for one in rule.overrides} for rule in (old, new))
    come = [Text(key, key) for key in now if key not in was]
    gone = [Text(key, key) for key in was if key not in now]
    yield from _come_and_gone(what, come, gone)
    for key in now:
        if key in was:
            yield from _moved(
                Text(f"压过 {key} 的理由", f"why it overrides {key}"), was[key].why, now[key].why
            )


def _examples(old: Rule, new: Rule) -> Iterator[Text]:
    was, now = ({one.name: (one.given, one.expect) for one in rule.examples} for rule in (old, new))
    for names, zh, en in (
        ([name for name in now if name not in was], "新增例子", "examples added"),
        ([name for name in was if name not in now], "删去例子", "examples removed"),
        ([name for name in now if name in was and was[name] != now[name]], "改动例子", "examples edited"),
    ):
        if names:
            yield Text(f"{zh}：{'；'.join(names)}", f"{en}: {'; '.join(names)}")


def _effects(old: Rule, new: Rule, before: Catalogue, after: Catalogue) -> Iterator[Text]:
    """Effects of the same kind are paired in order; what is left over came or went."""
    gone = [effect for effect in old.then if effect not in new.then]
    come = [effect for effect in new.then if effect not in old.then]
    for effect in list(gone):
        twin = next((other for other in come if type(other) is type(effect)), None)
        if twin is not None:
            gone.remove(effect)
            come.remove(twin)
            yield from _effect(effect, twin, before, after)
    for effects, zh, en, catalogue in (
        (gone, "去掉影响", "effect removed", before),
        (come, "新增影响", "effect added", after),
    ):
        for effect in effects:
            said = sentence(effect, catalogue)
            yield Text(f"{zh} · {said.zh}", f"{en} · {said.en}")


def _effect(old: Effect, new: Effect, before: Catalogue, after: Catalogue) -> Iterator[Text]:
    """A list of names that grew or shrank, points that moved; anything else as the two sentences."""
    lists = _named(old), _named(new)
    if lists[0] is not None and lists[1] is not None and lists[0][1:] == lists[1][1:]:
        head = effect_words(lists[0][2])
        was, now = lists[0][0], lists[1][0]
        told = _teller(old)
        come = [told(key, after) for key in now if key not in was]
        gone = [told(key, before) for key in was if key not in now]
        if come or gone:
            yield from _come_and_gone(Text(f"{head.zh} · ", f"{head.en} ·"), come, gone)
            return
    if (
        isinstance(old, Prioritise)
        and isinstance(new, Prioritise)
        and replace(old, points=0) == replace(new, points=0)
    ):
        touched = technologies_words(old.technologies, after)
        points = f"{old.points:+d} → {new.points:+d}"
        yield Text(f"优先 · {touched.zh}：加分 {points}", f"priority · {touched.en}: points {points}")
        return
    was_said, now_said = sentence(old, before), sentence(new, after)
    yield Text(f"{was_said.zh} → {now_said.zh}", f"{was_said.en} → {now_said.en}")


def _named(effect: Effect) -> tuple[tuple[str, ...], object, str] | None:
    """The ids an effect names when it picks by nothing else, all else it says, and its word."""
    word = EFFECT_NAMES[type(effect)]
    if isinstance(effect, TechnologyEffect) and effect.technologies.ids:
        chosen = effect.technologies
        bare = replace(effect, technologies=TechnologySelector())
        return (chosen.ids, (bare, replace(chosen, ids=())), word)
    if isinstance(effect, RequirementEffect) and effect.requirements.ids:
        picked = effect.requirements
        none = type(effect)(RequirementSelector())
        return (picked.ids, (none, replace(picked, ids=())), word)
    return None


def _teller(effect: Effect) -> Callable[[str, Catalogue], Text]:
    if isinstance(effect, RequirementEffect):
        return lambda key, catalogue: clause_words(catalogue.requirements[key].clause, catalogue)
    return lambda key, catalogue: catalogue.label(key)


def _listed(texts: list[Text]) -> Text:
    return Text(listing([one.zh for one in texts], "zh"), listing([one.en for one in texts], "en"))
