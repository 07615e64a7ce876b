"""Open questions: unknown facts, ranked by how many statuses, stages and verdicts each would settle.

In a roadmap each is ranked by the open lines it has a part in. `weighed` states every value of every open
fact in turn, decides again, and counts the lines that are open no longer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from recommender.evaluate.scope import Knowledge
from recommender.evaluate.trial import Trials
from recommender.language.conditions import leaves
from recommender.model.condition import Leaf
from recommender.model.decision import Decision, Status, Verdict
from recommender.model.knowledge import FactValue
from recommender.model.roadmap import Question, Roadmap, Settled
from recommender.model.truth import Truth
from recommender.plan.possible import clashing
from recommender.plan.staging import Placement, calendar_of, place_all, placement_of
from recommender.plan.values import LISTS, edits, worth_trying

CITY = "place.city"
"""It answers for whatever the place tables can give."""
Line = tuple[str, str]
"""What is open: the kind of line and the record it speaks of."""


def open_questions(
    decision: Decision, placements: Mapping[str, Placement], knowledge: Knowledge
) -> tuple[Question, ...]:
    """Facts that decide something still open, and those a rule asks for; those with a part in most first."""
    settles = _concerned(decision, placements, knowledge)
    asked = dict(decision.asks)
    facts = knowledge.catalogue.facts
    if CITY not in decision.observations:
        wanted = [key for key, fact in facts.items() if fact.looked_up and (key in settles or key in asked)]
        if wanted:
            settles[CITY] = max(settles[fact] for fact in wanted)
            asked.setdefault(CITY, ())
    open_facts = [
        fact
        for fact in facts
        if (settles[fact] or fact in asked) and (fact not in decision.observations or settles[fact])
    ]
    ranked = sorted(open_facts, key=lambda fact: (-settles[fact], -facts[fact].priority))
    return tuple(Question(fact, facts[fact].question, settles[fact], asked.get(fact, ())) for fact in ranked)


def _concerned(decision: Decision, placements: Mapping[str, Placement], knowledge: Knowledge) -> Counter[str]:
    """Fact → the open lines it has a part in, itself or through what is derived from it."""
    counts: Counter[str] = Counter()
    there = {fact.installs: fact.id for fact in knowledge.catalogue.facts.values() if fact.installs}
    for (kind, key), unknown in _open_lines(decision, placements):
        facts = set(unknown)
        if kind == "status" and key in there:
            facts.add(there[key])
        for fact in unknown:
            facts |= {one for one in knowledge.grounds.get(fact, ()) if one not in decision.observations}
        counts.update(facts)
    return counts


def _open_lines(
    decision: Decision, placements: Mapping[str, Placement]
) -> Iterator[tuple[Line, tuple[str, ...]]]:
    """Every status, verdict and stage that cannot be told, with the unknown facts that leave it open."""
    for key, decided in decision.technologies.items():
        if decided.status is Status.UNDETERMINED:
            yield ("status", key), decided.unknown_facts
    for key, verdict in decision.requirements.items():
        if verdict.verdict is Verdict.UNDETERMINED:
            yield ("verdict", key), verdict.unknown_facts
    for key, placement in placements.items():
        if decision.technologies[key].stands and placement.unknown:
            yield ("stage", key), placement.unknown


def weighed(roadmap: Roadmap, knowledge: Knowledge) -> tuple[Question, ...]:
    """The questions of a roadmap, each with what stating it settles; the most on average first."""
    decision = roadmap.decision
    trials = Trials(decision, knowledge)
    placements = place_all(decision, knowledge, calendar_of(decision, knowledge))
    lines = [line for line, _ in _open_lines(decision, placements)]
    tests = _tests(knowledge)
    found = {
        question.fact: settled
        for question in roadmap.questions
        if (settled := _settled(question.fact, lines, tests.get(question.fact, ()), trials)) is not None
    }
    if CITY not in found:
        given = [found[fact] for fact in found if knowledge.catalogue.facts[fact].looked_up]
        if given:
            found[CITY] = max(given, key=lambda one: (one.mean, one.most))
    told = [
        replace(question, settles=found[question.fact].most, settled=found[question.fact])
        if question.fact in found
        else question
        for question in roadmap.questions
    ]
    return tuple(sorted(told, key=lambda one: _usefulness(one, knowledge), reverse=True))


def _usefulness(question: Question, knowledge: Knowledge) -> tuple[float, int, int]:
    mean = question.settled.mean if question.settled is not None else 0.0
    return (mean, question.settles, knowledge.catalogue.facts[question.fact].priority)


def _settled(fact: str, lines: list[Line], tests: tuple[Leaf, ...], trials: Trials) -> Settled | None:
    """What the values of a fact settle; None where it has none to try (a name, a city)."""
    counts = [
        sum(not open_ for open_ in _still_open(lines, trials.of({fact: value}), trials.knowledge))
        for value in values_of(fact, tests, trials)
    ]
    if not counts:
        return None
    return Settled(min(counts), sum(counts) / len(counts), max(counts))


def values_of(fact: str, tests: Iterable[Leaf], trials: Trials) -> Iterator[FactValue]:
    """One value of every kind the rules tell apart and the site can have; of a list, one item or none."""
    catalogue = trials.knowledge.catalogue
    record, now = catalogue.facts[fact], trials.base.value(fact)
    tried = tuple(tests)
    if record.type in LISTS:
        items = [value for leaf in tried for value in edits(leaf, Truth.TRUE, None, catalogue)]
        values: Iterable[FactValue] = dict.fromkeys([(), *items])
    else:
        values = worth_trying(record, tried, catalogue)
    for value in values:
        finer = now is None or (isinstance(now, str) and value in catalogue.narrower.get(now, ()))
        if value != now and finer:
            stated = {fact: value}
            if not clashing({**trials.base.site.facts, **stated}, stated, catalogue):
                yield value


def _still_open(lines: Iterable[Line], after: Decision, knowledge: Knowledge) -> Iterator[bool]:
    """Of each line whether it still cannot be told."""
    calendar = calendar_of(after, knowledge)
    for kind, key in lines:
        if kind == "verdict":
            yield after.requirements[key].verdict is Verdict.UNDETERMINED
            continue
        decided = after.technologies[key]
        undetermined = decided.status is Status.UNDETERMINED
        if kind == "status" or not decided.stands:
            yield undetermined
        else:
            yield bool(placement_of(key, after, knowledge, calendar).unknown)


def _tests(knowledge: Knowledge) -> dict[str, tuple[Leaf, ...]]:
    tests: dict[str, dict[Leaf, None]] = {}
    for rule in knowledge.rulebook.active:
        for leaf in leaves(rule.when):
            tests.setdefault(leaf.fact, {})[leaf] = None
    return {fact: tuple(found) for fact, found in tests.items()}
