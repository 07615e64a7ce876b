"""What moves at a site beside technologies and requirements: notices, targets, packages, questions …"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from recommender.authoring.causes import Cause, Side, causes, edited
from recommender.authoring.effect_words import names
from recommender.language.conditions import facts_read
from recommender.model.decision import Notice, Reason
from recommender.model.effect import Ask, Bundle, Weigh
from recommender.model.roadmap import PlannedPackage
from recommender.model.text import Text
from recommender.plan.roles import whole
from recommender.plan.score import weights_of
from recommender.render.words import effect_words, fact_words

_NONE = Text("无", "none")
_AGAINST = Text("不建议", "advised against")
_PERHAPS = Text("可能不建议", "perhaps advised against")
_FREE = Text("没有反对", "nothing against it")
_ASKED = Text("要问", "asked")


@dataclass(frozen=True)
class Note:
    """One thing told beside the lines; absent words read “无”."""

    kind: str
    id: str
    label: Text
    before: Text
    after: Text
    causes: tuple[Cause, ...] = ()


def noted(old: Side, new: Side) -> Iterator[Note]:
    """Every difference, kind by kind."""
    yield from _weights(old, new)
    yield from _targets(old, new)
    yield from _notices(old, new)
    yield from _warnings(old, new)
    yield from _roles(old, new)
    yield from _packages(old, new)
    yield from _conflicts(old, new)
    yield from _questions(old, new)


def _weights(old: Side, new: Side) -> Iterator[Note]:
    was, now = (weights_of(side.roadmap.decision, side.knowledge) for side in (old, new))
    if was != now:
        said = [Text(*[f"▼ {p:.3g}  ➕ {e:.3g}  ★ {s:.3g}"] * 2) for p, e, s in (was, now)]
        why = _through(Weigh, "", old, new)
        yield Note("weights", "", Text("排序权重", "ranking weights"), said[0], said[1], why)


def _targets(old: Side, new: Side) -> Iterator[Note]:
    before, after = (side.roadmap.decision.discouraged_targets for side in (old, new))
    for target in dict.fromkeys((*before, *after)):
        was, now = before.get(target, ()), after.get(target, ())
        if _against(was) != _against(now):
            label = new.catalogue.label(target)
            yield Note("target", target, label, _against(was), _against(now), causes(was, now, old, new))


def _against(reasons: tuple[Reason, ...]) -> Text:
    if any(reason.holds for reason in reasons):
        return _AGAINST
    return _PERHAPS if reasons else _FREE


def _notices(old: Side, new: Side) -> Iterator[Note]:
    """What a rule says here, before and after; a rule may say several things."""
    before, after = (_by_rule(side.roadmap.decision.notices) for side in (old, new))
    for kind, rule in dict.fromkeys((*before, *after)):
        was, now = before.get((kind, rule), ()), after.get((kind, rule), ())
        gone = [notice for notice in was if notice.text not in [one.text for one in now]]
        come = [notice for notice in now if notice.text not in [one.text for one in was]]
        why = causes([one.reason for one in was], [one.reason for one in now], old, new, wording=True)
        why = why or edited(rule, old, new)
        for place in range(max(len(gone), len(come))):
            texts = [found[place].text if place < len(found) else _NONE for found in (gone, come)]
            yield Note("notice", rule, effect_words(kind), texts[0], texts[1], why)


def _by_rule(notices: tuple[Notice, ...]) -> dict[tuple[str, str], tuple[Notice, ...]]:
    found: dict[tuple[str, str], tuple[Notice, ...]] = {}
    for notice in notices:
        key = (notice.kind, notice.reason.rule)
        found[key] = (*found.get(key, ()), notice)
    return found


def _warnings(old: Side, new: Side) -> Iterator[Note]:
    was, now = old.roadmap.warnings, new.roadmap.warnings
    label = Text("路线图的提醒", "warning of the roadmap")
    for text in was:
        if text not in now:
            yield Note("warning", "", label, text, _NONE)
    for text in now:
        if text not in was:
            yield Note("warning", "", label, _NONE, text)


def _roles(old: Side, new: Side) -> Iterator[Note]:
    """Who has a part in the renewal as a whole."""
    sides = [
        {(one.role, one.actors): one.reason for one in whole(side.roadmap.decision)} for side in (old, new)
    ]
    for role, actors in dict.fromkeys((*sides[0], *sides[1])):
        held = [(role, actors) in found for found in sides]
        if held[0] != held[1]:
            said = names(actors, new.catalogue)
            reasons = [
                [found[(role, actors)]] if there else [] for found, there in zip(sides, held, strict=True)
            ]
            label = new.catalogue.label(role)
            texts = [said if there else _NONE for there in held]
            yield Note("role", role, label, texts[0], texts[1], causes(reasons[0], reasons[1], old, new))


def _packages(old: Side, new: Side) -> Iterator[Note]:
    """The integrated packages; those of stage and field only follow from the stages."""
    before, after = (_integrated(side.roadmap.packages) for side in (old, new))
    for key in dict.fromkeys((*before, *after)):
        was, now = before.get(key), after.get(key)
        inside = [() if package is None else package.technologies for package in (was, now)]
        if (was is None) != (now is None) or set(inside[0]) != set(inside[1]):
            package = now or was
            assert package is not None
            said = [
                names(keys, side.catalogue) if keys else _NONE
                for keys, side in zip(inside, (old, new), strict=True)
            ]
            yield Note("package", key, package.label, said[0], said[1], _through(Bundle, key, old, new))


def _integrated(packages: tuple[PlannedPackage, ...]) -> dict[str, PlannedPackage]:
    return {package.id: package for package in packages if package.stage is None}


def _conflicts(old: Side, new: Side) -> Iterator[Note]:
    """Steps the sources set against each other; a contested technology is told by its status."""
    sides = [
        {one.technologies: one.text for one in side.roadmap.conflicts if one.kind != "contested"}
        for side in (old, new)
    ]
    for pair in dict.fromkeys((*sides[0], *sides[1])):
        if (pair in sides[0]) != (pair in sides[1]):
            texts = [found.get(pair, _NONE) for found in sides]
            label = names(pair, new.catalogue)
            head = Text(f"相冲突的做法（{label.zh}）", f"conflicting steps ({label.en})")
            yield Note("conflict", "+".join(pair), head, texts[0], texts[1])


def _questions(old: Side, new: Side) -> Iterator[Note]:
    before, after = ({one.fact: one for one in side.roadmap.questions} for side in (old, new))
    for fact in dict.fromkeys((*before, *after)):
        if (fact in before) != (fact in after):
            side = new if fact in after else old
            words = fact_words(fact, side.catalogue)
            label = Text(f"待弄清的事实（{words.zh}）", f"open question ({words.en})")
            texts = [_ASKED if fact in found else _NONE for found in (before, after)]
            yield Note("question", fact, label, texts[0], texts[1], _asking(fact, old, new))


def _asking(fact: str, old: Side, new: Side) -> tuple[Cause, ...]:
    """The rules added, removed or edited that ask for a fact or whose condition reads it."""
    found: dict[str, Cause] = {}
    for side in (old, new):
        for rule in side.knowledge.rulebook.active:
            asks = any(isinstance(effect, Ask) and fact in effect.facts for effect in rule.then)
            if asks or fact in facts_read(rule.when):
                found |= {cause.rule: cause for cause in edited(rule.id, old, new)}
    return tuple(found.values())


def _through(kind: type[Bundle | Weigh], package: str, old: Side, new: Side) -> tuple[Cause, ...]:
    """The rules with such an effect whose truth here is another one."""
    found: dict[str, Cause] = {}
    for side in (old, new):
        for rule in side.knowledge.rulebook.active:
            said = any(
                isinstance(effect, kind) and getattr(effect, "package", "") == package for effect in rule.then
            )
            was, now = old.truth(rule.id), new.truth(rule.id)
            if said and was is not now:
                found.setdefault(rule.id, Cause.turned(rule.id, rule.title, was, now))
    return tuple(found.values())
