"""Conflicts: contested technologies with both sides, and steps the sources set against each other."""

from __future__ import annotations

from collections.abc import Iterator

from recommender.evaluate.reasons import PLANNER
from recommender.evaluate.scope import Knowledge
from recommender.model.decision import Decision, Lean, Reason, Status
from recommender.model.roadmap import Conflict
from recommender.model.text import Text

LEANS = {
    Lean.SUPPORT: Text("按权威高低倾向支持", "by authority it leans to support"),
    Lean.OPPOSE: Text("按权威高低倾向反对", "by authority it leans against"),
    Lean.EVEN: Text("两边权威相当，请规划师决定", "both sides weigh the same: the planner decides"),
}

BY_WISH = Text("按规划师的意愿纳入，可以撤回", "included as the planner wishes; it can be taken back")


def conflicts(decision: Decision, scheduled: frozenset[str], knowledge: Knowledge) -> tuple[Conflict, ...]:
    """Contested technologies first, in catalogue order, then conflicting pairs of scheduled steps."""
    return (*_contested(decision), *_pairs(scheduled, knowledge))


def wishes_against_exclusions(decision: Decision, knowledge: Knowledge) -> Iterator[Text]:
    """One warning for each technology the planner includes although something known rules it out."""
    for key, decided in decision.technologies.items():
        known = [reason for reason in decided.reasons if reason.holds]
        excluding = [reason for reason in known if reason.effect == "exclude" and reason.rule != PLANNER]
        if excluding and any(reason.rule == PLANNER and reason.supports for reason in known):
            name, against = knowledge.catalogue.label(key), excluding[0]
            zh = f"你指定纳入“{name.zh}”，而按已知的情况它用不上：{against.cited('zh')}"
            en = f"you include “{name.en}”, yet what is known rules it out: {against.cited('en')}"
            yield Text(
                f"{zh}。仍按你的意愿列入，请核对，也可以撤回",
                f"{en}. It is kept as you wish; please check, or take it back",
            )


def _contested(decision: Decision) -> Iterator[Conflict]:
    for key, decided in decision.technologies.items():
        if decided.status is Status.CONTESTED and decided.lean is not None:
            supporting = [reason for reason in decided.reasons if reason.holds and reason.supports]
            opposing = [reason for reason in decided.reasons if reason.holds and reason.opposes]
            wished = any(reason.rule == PLANNER for reason in supporting)
            lean = BY_WISH if wished else LEANS[decided.lean]
            zh = f"支持：{_side(supporting, 'zh')}；反对：{_side(opposing, 'zh')}；{lean.zh}"
            en = f"For: {_side(supporting, 'en')}; against: {_side(opposing, 'en')}; {lean.en}"
            clause = opposing[0].clause if opposing else ""
            yield Conflict("contested", (key,), Text(zh, en), clause, decided.lean.value)


def _side(reasons: list[Reason], language: str) -> str:
    shown = sorted(reasons, key=lambda reason: -reason.authority.weight)[:3]
    return ("，" if language == "zh" else ", ").join(reason.cited(language) for reason in shown)


def _pairs(scheduled: frozenset[str], knowledge: Knowledge) -> Iterator[Conflict]:
    for relation in knowledge.catalogue.relations.values():
        pair = (relation.subject, relation.object)
        if relation.type == "conflict" and scheduled.issuperset(pair):
            yield Conflict("between_steps", pair, relation.note, relation.source)
