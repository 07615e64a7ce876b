"""Open questions: unknown facts, ranked by how many statuses, stages and verdicts each would help settle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from recommender.evaluate.scope import Knowledge
from recommender.model.decision import Decision, Status, Verdict
from recommender.model.roadmap import Question
from recommender.plan.staging import Placement


def open_questions(
    decision: Decision, placements: Mapping[str, Placement], knowledge: Knowledge
) -> tuple[Question, ...]:
    """Facts that decide something still open, and those a rule asks for; most useful first."""
    settles = _settles(decision, placements)
    asked = dict(decision.asks)
    facts = knowledge.catalogue.facts
    if "place.city" not in decision.observations:  # it answers for whatever the place tables can give
        wanted = [key for key, fact in facts.items() if fact.looked_up and (key in settles or key in asked)]
        if wanted:
            settles["place.city"] = max(settles[fact] for fact in wanted)
            asked.setdefault("place.city", ())
    open_facts = [
        fact
        for fact in facts
        if (settles[fact] or fact in asked) and (fact not in decision.observations or settles[fact])
    ]
    ranked = sorted(open_facts, key=lambda fact: (-settles[fact], -facts[fact].priority))
    return tuple(Question(fact, facts[fact].question, settles[fact], asked.get(fact, ())) for fact in ranked)


def _settles(decision: Decision, placements: Mapping[str, Placement]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for decided in decision.technologies.values():
        if decided.status is Status.UNDETERMINED:
            counts.update(decided.unknown_facts)
    for verdict in decision.requirements.values():
        if verdict.verdict is Verdict.UNDETERMINED:
            counts.update(verdict.unknown_facts)
    for key, placement in placements.items():
        if decision.technologies[key].stands:
            counts.update(placement.unknown)
    return counts
