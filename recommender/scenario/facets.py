"""Facets: every line of an outcome by kind and id, so that two outcomes can be told apart line by line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from recommender.evaluate.reasons import reason_for
from recommender.model.decision import Reason, Role, Verdict
from recommender.model.effect import EFFECT_NAMES, Assign, Bundle, Classify, Effect, Prioritise, Weigh
from recommender.model.interval import exactly
from recommender.model.roadmap import Action
from recommender.model.text import Text
from recommender.model.truth import Truth
from recommender.plan.grounds import grounds, inside
from recommender.plan.order import adopted_in
from recommender.plan.roles import WHOLE, roles_of, whole
from recommender.plan.score import total, weights_of
from recommender.scenario.figures import FIGURES, PER_CENT, figures
from recommender.scenario.outcome import Outcome
from recommender.scenario.rows import (
    Cast,
    Cell,
    Figure,
    Known,
    Listed,
    Named,
    Placed,
    Position,
    RowKey,
    RowKind,
    Ruled,
    Said,
    Span,
)

STEPS, APPLYING, UNCOVERED, QUESTIONS = "steps", "applicable", "uncovered", "questions"
"""What is counted: steps taken up, requirements that apply, those of them not covered, open questions."""
WEIGHTS = ("potential", "economy", "star")
_TIMES = Text("", "")
_RANKS, _ROLES = (EFFECT_NAMES[Prioritise],), (EFFECT_NAMES[Assign],)
"""Effects that order the steps or say who does them: neither decides whether a technology is a step."""


def facets(outcome: Outcome, kinds: Collection[RowKind] = tuple(RowKind)) -> dict[RowKey, Cell]:
    """Every line of the outcome: what it is about → what it says; at least those of the `kinds` asked for."""
    return dict(cell for wanted, lines in _PARTS if not wanted.isdisjoint(kinds) for cell in lines(outcome))


def _asked(outcome: Outcome) -> Iterator[tuple[RowKey, Cell]]:
    for question in outcome.roadmap.questions:
        yield (RowKind.QUESTION, question.fact), Named(QUESTIONS)


def _known(outcome: Outcome) -> Iterator[tuple[RowKey, Cell]]:
    for fact, seen in outcome.roadmap.decision.observations.items():
        yield (RowKind.FACT, fact), Known(seen.value)


def _counts(outcome: Outcome) -> Iterator[tuple[RowKey, Cell]]:
    roadmap = outcome.roadmap
    applying = [
        key for key, one in roadmap.decision.requirements.items() if one.verdict is Verdict.APPLICABLE
    ]
    counts = {
        STEPS: sum(step.action is Action.ADOPT for stage in roadmap.stages for step in stage.steps),
        APPLYING: len(applying),
        UNCOVERED: sum(not roadmap.coverage[key].covered_by for key in applying),
        QUESTIONS: len(roadmap.questions),
    }
    for name, count in counts.items():
        yield (RowKind.COUNT, name), Figure(exactly(count), _TIMES)


def _plan(outcome: Outcome) -> Iterator[tuple[RowKey, Cell]]:
    roadmap = outcome.roadmap
    for name, weight in zip(WEIGHTS, weights_of(roadmap.decision, outcome.knowledge), strict=True):
        yield (RowKind.WEIGHT, name), Figure(exactly(round(100 * weight, 6)), PER_CENT)
    for stage in roadmap.stages:
        yield (RowKind.STAGE, stage.id), Span(stage.start, stage.end)
    for package in roadmap.packages:
        if package.stage is None:  # those of stage and field only follow from the stages
            yield (RowKind.PACKAGE, package.id), Listed(package.technologies)


def _technologies(outcome: Outcome) -> Iterator[tuple[RowKey, Cell]]:
    roadmap = outcome.roadmap
    ranks = {key: n for keys in adopted_in(roadmap).values() for n, key in enumerate(keys, 1)}
    for key, decided in roadmap.decision.technologies.items():
        if inside(key, roadmap):
            planned = roadmap.technologies[key]
            yield (
                (RowKind.TECHNOLOGY, key),
                Placed(decided.status, decided.lean, planned.stage, planned.pilot_stage, planned.prepare_now),
            )
            if key in ranks and planned.stage is not None:
                yield (RowKind.RANK, key), Position(planned.stage, ranks[key], total(planned.score))


def _requirements(outcome: Outcome) -> Iterator[tuple[RowKey, Cell]]:
    for key, decided in outcome.roadmap.decision.requirements.items():
        applies = decided.verdict is Verdict.APPLICABLE
        by = outcome.roadmap.coverage[key].covered_by if applies else ()
        yield (RowKind.REQUIREMENT, key), Ruled(decided.verdict, bool(by), by)


def _told(outcome: Outcome) -> Iterator[tuple[RowKey, Cell]]:
    """What is said beside the lines: advice against targets, notices of rules, warnings, conflicts."""
    decision = outcome.roadmap.decision
    for target, reasons in decision.discouraged_targets.items():
        holds = any(reason.holds for reason in reasons)
        yield (RowKind.AGAINST, target), Named("holds" if holds else "may_hold")
    said: dict[str, tuple[Text, ...]] = {}
    for notice in decision.notices:
        said[notice.reason.rule] = (*said.get(notice.reason.rule, ()), notice.text)
    for rule, texts in said.items():
        yield (RowKind.NOTICE, rule), Said(texts)
    for text in outcome.roadmap.warnings:
        yield (RowKind.WARNING, text.zh), Said((text,))
    for conflict in outcome.roadmap.conflicts:
        if conflict.kind != "contested":  # a contested technology is told by its status
            yield (RowKind.CONFLICT, " + ".join(conflict.technologies)), Said((conflict.text,))


def _roles(outcome: Outcome) -> Iterator[tuple[RowKey, Cell]]:
    """Who does what in the plan as a whole, and in each of its steps."""
    decision = outcome.roadmap.decision
    yield (RowKind.ROLE, WHOLE), _cast(whole(decision))
    for key, planned in outcome.roadmap.technologies.items():
        if planned.stage is not None:
            yield (RowKind.ROLE, key), _cast(roles_of(key, decision))


def _cast(roles: tuple[Role, ...]) -> Cast:
    return Cast(tuple((role.role, role.actors) for role in roles))


_PARTS: tuple[tuple[frozenset[RowKind], Callable[[Outcome], Iterator[tuple[RowKey, Cell]]]], ...] = (
    (frozenset(FIGURES), figures),
    (frozenset((RowKind.COUNT,)), _counts),
    (frozenset((RowKind.WEIGHT, RowKind.STAGE, RowKind.PACKAGE)), _plan),
    (frozenset((RowKind.TECHNOLOGY, RowKind.RANK)), _technologies),
    (frozenset((RowKind.REQUIREMENT,)), _requirements),
    (frozenset((RowKind.AGAINST, RowKind.NOTICE, RowKind.WARNING, RowKind.CONFLICT)), _told),
    (frozenset((RowKind.ROLE,)), _roles),
    (frozenset((RowKind.QUESTION,)), _asked),
    (frozenset((RowKind.FACT,)), _known),
)
"""Which kinds of lines each part gives."""


def reasons_of(key: RowKey, outcome: Outcome) -> tuple[Reason, ...]:
    """The reasons a line of the outcome rests on; none where it rests on figures alone."""
    decision, kind, name = outcome.roadmap.decision, *key
    match kind:
        case RowKind.TECHNOLOGY:
            return tuple(
                one for one in grounds(name, outcome.roadmap) if one.effect not in (*_RANKS, *_ROLES)
            )
        case RowKind.RANK:
            return tuple(one for one in grounds(name, outcome.roadmap) if one.effect in _RANKS)
        case RowKind.REQUIREMENT:
            decided = decision.requirements.get(name)
            return () if decided is None else decided.reasons
        case RowKind.AGAINST:
            return decision.discouraged_targets.get(name, ())
        case RowKind.NOTICE:
            return tuple(notice.reason for notice in decision.notices if notice.reason.rule == name)
        case RowKind.ROLE:
            roles = whole(decision) if name == WHOLE else roles_of(name, decision)
            return tuple(role.reason for role in roles)
        case RowKind.FACT:
            return tuple(
                _through(outcome, lambda effect: isinstance(effect, Classify) and effect.fact == name)
            )
        case RowKind.PACKAGE:
            return tuple(
                _through(outcome, lambda effect: isinstance(effect, Bundle) and effect.package == name)
            )
        case RowKind.WEIGHT:
            return tuple(_through(outcome, lambda effect: isinstance(effect, Weigh)))
        case _:
            return ()


def _through(outcome: Outcome, wanted: Callable[[Effect], bool]) -> Iterator[Reason]:
    """The reasons of the rules that hold and have such an effect."""
    results = outcome.roadmap.decision.results
    for rule, effect in outcome.knowledge.effects(results, Truth.TRUE):
        if wanted(effect):
            yield reason_for(outcome.knowledge, effect, results[rule])
