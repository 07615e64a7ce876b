"""Stages: from the sources' periods, moved only by rules; prerequisites first, alternatives not both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from recommender.evaluate.reasons import reason_for
from recommender.evaluate.scope import Knowledge
from recommender.model.decision import Decision, Reason, RuleResult, Status
from recommender.model.effect import StageBound
from recommender.model.knowledge import Assessment, Relation, Stage, StageMapping, Technology
from recommender.model.roadmap import Score
from recommender.model.truth import Truth
from recommender.plan.score import total


@dataclass(frozen=True)
class Placement:
    """A technology's stage, an earlier pilot stage, and whether today's works must allow for it.

    `mapping` is the time statement it starts from, `reasons` are those of the rules that moved it,
    `unknown` the facts that could still move it.
    """

    stage: str
    mapping: StageMapping
    pilot_stage: str | None
    prepare_now: bool
    reasons: tuple[Reason, ...]
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Calendar:
    """The stages of one plan: their order, how time statements map to them, where plan and works start."""

    stages: tuple[Stage, ...]
    order: Mapping[str, int]
    mapping: Mapping[str, StageMapping]
    start: int | None
    works: str

    def not_past(self, stage: str) -> str:
        """The stage itself, or the one the plan starts in when it would already be over."""
        for later in self.stages:
            if later.order >= self.order[stage] and (self.start is None or self.start <= later.end):
                return later.id
        return stage


def calendar_of(decision: Decision, knowledge: Knowledge) -> Calendar:
    """The calendar of a site; works without a stated year fall into the first stage."""
    stages = tuple(sorted(knowledge.catalogue.stages.values(), key=lambda stage: stage.order))
    start, year = decision.value("plan.start_year"), decision.value("site.works_year")
    in_time = [stage.id for stage in stages if isinstance(year, int) and year <= stage.end]
    return Calendar(
        stages,
        {stage.id: stage.order for stage in stages},
        {mapping.key: mapping for mapping in knowledge.catalogue.stage_mappings.values()},
        start if isinstance(start, int) else None,
        in_time[0] if in_time else stages[0].id,
    )


def place_all(decision: Decision, knowledge: Knowledge, calendar: Calendar) -> dict[str, Placement]:
    """The placement of every technology of the domain, before prerequisites are honoured."""
    return {
        key: placement_of(key, decision, knowledge, calendar)
        for key, decided in decision.technologies.items()
        if decided.in_domain or decided.stands
    }


def placement_of(key: str, decision: Decision, knowledge: Knowledge, calendar: Calendar) -> Placement:
    """The placement of one technology, before prerequisites are honoured."""
    order = calendar.order
    rating = decision.technologies[key].rating
    mapping = time_statement(rating, knowledge.catalogue.technologies[key], knowledge, calendar)
    stage = mapping.stage
    bounds = _bounds(key, decision, knowledge)
    firing = [(effect, result) for effect, result in bounds if result.truth is Truth.TRUE]
    moved: list[tuple[StageBound, RuleResult]] = []
    for effect, result in firing:  # pull forward first, so that "not before" has the last word
        if effect.not_after and order[stage] > order[effect.not_after]:
            stage = effect.not_after
            moved.append((effect, result))
    for effect, result in firing:
        if effect.not_before and order[stage] < order[effect.not_before]:
            stage = effect.not_before
            moved.append((effect, result))
    works = [(effect, result) for effect, result in firing if _goes_with(effect, decision, knowledge)]
    prepare = bool(works) and order[stage] > order[calendar.works]
    if works and not prepare:
        stage = calendar.works
    stage = calendar.not_past(stage)
    return Placement(
        stage,
        mapping,
        _pilot(rating, stage, calendar),
        prepare,
        tuple(reason_for(knowledge, effect, result) for effect, result in (*moved, *works)),
        tuple(sorted({fact for _, result in bounds for fact in result.unknown})),
    )


def _goes_with(effect: StageBound, decision: Decision, knowledge: Knowledge) -> bool:
    """Whether the bound ties to works this site plans; works not stated may be the ones."""
    planned = decision.value("site.works")
    if not effect.with_works or not isinstance(planned, tuple):
        return bool(effect.with_works)
    narrower = knowledge.catalogue.narrower
    return any(work in narrower[tied] for tied in effect.with_works for work in planned)


def _bounds(key: str, decision: Decision, knowledge: Knowledge) -> list[tuple[StageBound, RuleResult]]:
    hits = knowledge.scope(decision.domain).technology_hits
    overridden = decision.technologies[key].overridden
    return [
        (effect, decision.results[rule])
        for rule, effect in hits.get(key, ())
        if isinstance(effect, StageBound)
        and decision.results[rule].truth is not Truth.FALSE
        and rule not in overridden
    ]


def time_statement(
    rating: Assessment | None, technology: Technology, knowledge: Knowledge, calendar: Calendar
) -> StageMapping:
    """What a technology's stage starts from: its row here, else one elsewhere, else a list, else nothing."""
    if rating is not None:
        return calendar.mapping[rating.popularisation]
    elsewhere = knowledge.catalogue.assessments_of.get(technology.id, ())
    if elsewhere:  # a time statement about the same technology; its symbols are not taken over
        return calendar.mapping[elsewhere[0].popularisation]
    listed = [calendar.mapping[name] for name in technology.lists if name in calendar.mapping]
    if listed:
        return min(listed, key=lambda mapping: calendar.order[mapping.stage])
    return calendar.mapping["unrated"]


def _pilot(rating: Assessment | None, stage: str, calendar: Calendar) -> str | None:
    if rating is None or not rating.application:
        return None
    earlier = calendar.not_past(calendar.mapping[rating.application].stage)
    return earlier if calendar.order[earlier] < calendar.order[stage] else None


def honour_prerequisites(
    stages: Mapping[str, str], needs: Mapping[str, tuple[str, ...]], order: Mapping[str, int]
) -> dict[str, str]:
    """Push what needs something back to the stage of what it needs; never the other way round.

    Repeated until nothing moves: stages only grow later and there are few, so it ends, rings included.
    """
    links = [(key, need) for key in stages for need in needs.get(key, ()) if need in stages]
    settled = dict(stages)
    moving = True
    while moving:
        moving = False
        for key, need in links:
            if order[settled[need]] > order[settled[key]]:
                settled[key] = settled[need]
                moving = True
    return settled


def give_way(
    standing: frozenset[str], scores: Mapping[str, Score], decision: Decision, knowledge: Knowledge
) -> dict[str, str]:
    """Technologies that give way to an exclusive alternative: loser → winner.

    The planner's inclusion wins, then what is already installed, then the higher score, then the id.
    """
    included = decision.site.facts.get("plan.include")
    wanted = frozenset(included) if isinstance(included, tuple) else frozenset()

    def strength(key: str) -> tuple[bool, bool, float]:
        is_there = decision.technologies[key].status is Status.INSTALLED
        return (key in wanted, is_there, total(scores[key]) if key in scores else 0.0)

    lost: dict[str, str] = {}
    for relation in _exclusive(knowledge):
        pair = sorted((relation.subject, relation.object))
        there = [key for key in pair if key not in lost and _counts(key, standing, decision)]
        if len(there) == 2:
            loser, winner = sorted(there, key=lambda key: (strength(key), key))
            lost[loser] = winner
    return lost


def _exclusive(knowledge: Knowledge) -> Iterator[Relation]:
    return (
        relation
        for relation in knowledge.catalogue.relations.values()
        if relation.type == "alternative" and relation.exclusive
    )


def _counts(key: str, standing: frozenset[str], decision: Decision) -> bool:
    return key in standing or decision.technologies[key].status is Status.INSTALLED
