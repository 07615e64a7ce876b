"""What moves at one site between two roadmaps, old → new, each with the rules that cause it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from recommender.authoring.causes import Cause, Side, causes, edited_here
from recommender.authoring.rule_changes import RuleChange
from recommender.authoring.site_notes import noted
from recommender.authoring.technology_changes import (
    grounds,
    rank_words,
    same_words,
    technology_shifts,
)
from recommender.model.catalogue import Catalogue
from recommender.model.decision import RequirementDecision, Verdict
from recommender.model.effect import Classify
from recommender.model.site import Origin
from recommender.model.text import Text
from recommender.plan.order import rank_of, reordered
from recommender.render.words import VERDICT, clause_words, fact_words, listing, value_words

_COVERED = {True: Text("路线图已覆盖", "covered by the roadmap"), False: Text("未覆盖", "not covered")}
_RANK = Text("位次", "position")


@dataclass(frozen=True)
class Shift:
    """One aspect of a line, old and new."""

    what: Text
    before: Text
    after: Text


@dataclass(frozen=True)
class Move:
    """One line of the advice that changed. `kind` is fact, technology, requirement or a kind of note."""

    kind: str
    id: str
    label: Text
    shifts: tuple[Shift, ...]
    causes: tuple[Cause, ...]


@dataclass(frozen=True)
class SiteChange:
    """One site. `displaced` lines keep their advice and stand elsewhere only because others came or went;
    `restated` lines keep their advice and have other reasons, through the rules of `restating`.
    """

    site: str
    name: Text
    moves: tuple[Move, ...]
    displaced: int = 0
    restated: int = 0
    restating: tuple[Cause, ...] = ()


def site_change(site: str, old: Side, new: Side, changes: tuple[RuleChange, ...]) -> SiteChange:
    """The differences of two roadmaps of the same site; no moves where all advice is the same."""
    edited = edited_here(old, new, changes)
    technologies = tuple(_technologies(old, new))
    moves = [
        *_facts(old, new),
        *technologies,
        *_requirements(old, new),
        *(Move(note.kind, note.id, note.label, (Shift(Text(), note.before, note.after),), note.causes)
          for note in noted(old, new)),
    ]  # fmt: skip
    told = tuple(_with_edited(move, edited) for move in moves)
    moved = {move.id for move in technologies}
    same, restating = _restated(old, new, {(move.kind, move.id) for move in moves})
    return SiteChange(site, _name(site, new), told, _displaced(old, new, moved), same, restating)


def _with_edited(move: Move, edited: tuple[Cause, ...]) -> Move:
    """The move with the edited rules behind it, where its own reasons name none of them."""
    if {cause.rule for cause in move.causes} & {cause.rule for cause in edited}:
        return move
    return Move(move.kind, move.id, move.label, move.shifts, (*move.causes, *edited))


def _name(site: str, side: Side) -> Text:
    stated = side.roadmap.decision.value("site.name")
    return Text(stated, stated) if isinstance(stated, str) else Text(site, site)


def _facts(old: Side, new: Side) -> Iterator[Move]:
    """Facts the rules or the place tables derive."""
    before, after = old.roadmap.decision.observations, new.roadmap.decision.observations
    for fact in dict.fromkeys((*before, *after)):
        was, now = before.get(fact), after.get(fact)
        if (was and was.value) == (now and now.value) and (was is None) == (now is None):
            continue
        if any(seen is not None and seen.origin is Origin.STATED for seen in (was, now)):
            continue
        catalogue = new.catalogue if fact in new.catalogue.facts else old.catalogue
        words = (value_words(fact, seen.value if seen else None, catalogue) for seen in (was, now))
        yield Move(
            "fact", fact, fact_words(fact, catalogue), (Shift(Text(), *words),), _deriving(fact, old, new)
        )


def _deriving(fact: str, old: Side, new: Side) -> tuple[Cause, ...]:
    """The rules deriving the fact whose truth here is another one."""
    found: list[Cause] = []
    for side in (old, new):
        for rule in side.knowledge.rulebook.active:
            if any(isinstance(effect, Classify) and effect.fact == fact for effect in rule.then):
                was, now = old.truth(rule.id), new.truth(rule.id)
                if was is not now and rule.id not in {cause.rule for cause in found}:
                    found.append(Cause.turned(rule.id, rule.title, was, now))
    return tuple(found)


def _technologies(old: Side, new: Side) -> Iterator[Move]:
    before, after = old.roadmap, new.roadmap
    apart = frozenset(reordered(before, after))
    for key in dict.fromkeys((*before.technologies, *after.technologies)):
        shifts = [Shift(*aspect) for aspect in technology_shifts(key, old, new)]
        if key in apart and not any(shift.what == _RANK for shift in shifts):
            ranks = rank_of(key, before), rank_of(key, after)
            shifts.append(Shift(_RANK, rank_words(ranks[0]), rank_words(ranks[1])))
        if shifts:
            catalogue = new.catalogue if key in new.catalogue.technologies else old.catalogue
            why = causes(grounds(key, old), grounds(key, new), old, new)
            yield Move("technology", key, catalogue.label(key), tuple(shifts), why)


def _displaced(old: Side, new: Side, moved: set[str]) -> int:
    both = old.roadmap.technologies.keys() & new.roadmap.technologies.keys()
    return sum(rank_of(key, old.roadmap) != rank_of(key, new.roadmap) for key in both if key not in moved)


def _requirements(old: Side, new: Side) -> Iterator[Move]:
    before, after = old.roadmap.decision.requirements, new.roadmap.decision.requirements
    for key in dict.fromkeys((*before, *after)):
        was, now = before.get(key), after.get(key)
        shifts = tuple(_requirement_shifts(was, now, old, new))
        if shifts:
            catalogue = new.catalogue if key in new.catalogue.requirements else old.catalogue
            said = [() if decided is None else decided.reasons for decided in (was, now)]
            yield Move(
                "requirement",
                key,
                _requirement_label(key, catalogue),
                shifts,
                causes(said[0], said[1], old, new),
            )


def _requirement_label(key: str, catalogue: Catalogue) -> Text:
    requirement = catalogue.requirements[key]
    place = clause_words(requirement.clause, catalogue)
    return Text(f"{place.zh}：{requirement.text.zh}", f"{place.en}: {requirement.text.en}")


def _requirement_shifts(
    was: RequirementDecision | None, now: RequirementDecision | None, old: Side, new: Side
) -> Iterator[Shift]:
    verdicts = tuple(
        VERDICT[decided.verdict] if decided is not None else Text("没有收录", "not recorded")
        for decided in (was, now)
    )
    if verdicts[0] != verdicts[1]:
        yield Shift(Text("结论", "verdict"), *verdicts)
    if was is None or now is None:
        return
    if was.verdict is now.verdict is Verdict.UNDETERMINED and was.unknown_facts != now.unknown_facts:
        missing = (_facts_words(one.unknown_facts, side) for one, side in ((was, old), (now, new)))
        yield Shift(Text("还缺的事实", "facts still missing"), *missing)
    if was.verdict is now.verdict is Verdict.APPLICABLE:
        covered = [bool(side.roadmap.coverage[was.requirement].covered_by) for side in (old, new)]
        if covered[0] != covered[1]:
            yield Shift(Text("覆盖", "coverage"), _COVERED[covered[0]], _COVERED[covered[1]])


def _facts_words(facts: Iterable[str], side: Side) -> Text:
    labels = [fact_words(fact, side.catalogue) for fact in facts]
    return Text(listing([one.zh for one in labels], "zh"), listing([one.en for one in labels], "en"))


def _restated(old: Side, new: Side, moved: set[tuple[str, str]]) -> tuple[int, tuple[Cause, ...]]:
    """How many lines have other reasons and the same advice, and through which rules."""
    count, found = 0, dict[str, Cause]()
    decisions = old.roadmap.decision, new.roadmap.decision
    pairs = [
        ("technology", key, grounds(key, old), grounds(key, new)) for key in decisions[0].technologies
        if key in decisions[1].technologies
    ]  # fmt: skip
    pairs += [
        ("requirement", key, was.reasons, decisions[1].requirements[key].reasons)
        for key, was in decisions[0].requirements.items()
        if key in decisions[1].requirements
    ]
    for kind, key, was_said, now_said in pairs:
        if (kind, key) not in moved and not same_words(was_said, now_said):
            count += 1
            for cause in causes(was_said, now_said, old, new, wording=True):
                found.setdefault(cause.rule, cause)
    return count, tuple(found.values())
