"""Stages: from the sources' periods, moved only by rules; prerequisites first, alternatives not both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import networkx as nx

from recommender.evaluate.reasons import reason_for
from recommender.evaluate.scope import Knowledge
from recommender.model.decision import Decision, Reason, Status
from recommender.model.effect import StageBound
from recommender.model.knowledge import Assessment, Relation, Technology
from recommender.model.roadmap import Score
from recommender.model.truth import Truth
from recommender.plan.score import total


@dataclass(frozen=True)
class Placement:
    """A technology's stage, an earlier pilot stage, and whether today's works must allow for it.

    `from_mapping` names the stage mapping it started from; `reasons` the rules that moved it.
    """

    stage: str
    pilot_stage: str | None
    prepare_now: bool
    from_mapping: str
    reasons: tuple[Reason, ...]
    unknown: tuple[str, ...] = ()


def place_all(decision: Decision, knowledge: Knowledge) -> dict[str, Placement]:
    """The placement of every technology of the domain, before prerequisites are honoured."""
    return {
        key: _place(key, decision, knowledge)
        for key, decided in decision.technologies.items()
        if decided.in_domain or decided.stands
    }


def stage_order(knowledge: Knowledge) -> dict[str, int]:
    """Stage id → its place in time."""
    return {stage.id: stage.order for stage in knowledge.catalogue.stages.values()}


def _place(key: str, decision: Decision, knowledge: Knowledge) -> Placement:
    order = stage_order(knowledge)
    rating = decision.technologies[key].rating
    mapping = _mapping(rating, knowledge.catalogue.technologies[key], knowledge)
    stage = knowledge.catalogue.stage_mappings[mapping].stage
    bounds = [
        (effect, decision.results[rule], reason_for(knowledge, effect, decision.results[rule], "", ""))
        for rule, effect in _hits(key, decision, knowledge)
        if isinstance(effect, StageBound) and decision.results[rule].truth is not Truth.FALSE
    ]
    firing = [(effect, reason) for effect, result, reason in bounds if result.truth is Truth.TRUE]
    unknown = tuple(sorted({fact for _, result, _ in bounds for fact in result.unknown}))
    moved: list[Reason] = []
    for effect, reason in firing:  # pull forward first, so that "not before" has the last word
        if effect.not_after and order[stage] > order[effect.not_after]:
            stage = effect.not_after
            moved.append(reason)
    for effect, reason in firing:
        if effect.not_before and order[stage] < order[effect.not_before]:
            stage = effect.not_before
            moved.append(reason)
    works = [(effect, reason) for effect, reason in firing if effect.with_works]
    works_stage = stage_of_works(decision, knowledge)
    prepare = bool(works) and order[stage] > order[works_stage]
    if works and not prepare:
        stage = works_stage
    moved += [reason for _, reason in works]
    stage = _not_past(stage, decision, knowledge)
    pilot = _pilot(rating, stage, decision, knowledge)
    return Placement(stage, pilot, prepare, mapping, tuple(moved), unknown)


def stage_of_works(decision: Decision, knowledge: Knowledge) -> str:
    """The stage the planned works fall in; the first one when their year is not stated."""
    year = decision.value("site.works_year")
    stages = sorted(knowledge.catalogue.stages.values(), key=lambda stage: stage.order)
    if isinstance(year, int):
        for stage in stages:
            if year <= stage.end:
                return stage.id
    return stages[0].id


def _not_past(stage: str, decision: Decision, knowledge: Knowledge) -> str:
    """The stage itself, or the one the plan starts in when it would already be over."""
    start = decision.value("plan.start_year")
    for later in sorted(knowledge.catalogue.stages.values(), key=lambda item: item.order):
        if later.order >= stage_order(knowledge)[stage] and (
            not isinstance(start, int) or start <= later.end
        ):
            return later.id
    return stage


def _mapping(rating: Assessment | None, technology: Technology, knowledge: Knowledge) -> str:
    by_key = {mapping.key: mapping.id for mapping in knowledge.catalogue.stage_mappings.values()}
    if rating is not None:
        return by_key[rating.popularisation]
    elsewhere = knowledge.catalogue.assessments_of.get(technology.id, ())
    if elsewhere:  # a time statement about the same technology; its symbols are not taken over
        return by_key[elsewhere[0].popularisation]
    listed = [by_key[name] for name in technology.lists if name in by_key]
    order = stage_order(knowledge)
    mappings = knowledge.catalogue.stage_mappings
    return min(listed, key=lambda key: order[mappings[key].stage]) if listed else by_key["unrated"]


def _pilot(rating: Assessment | None, stage: str, decision: Decision, knowledge: Knowledge) -> str | None:
    if rating is None or not rating.application:
        return None
    by_key = {mapping.key: mapping.stage for mapping in knowledge.catalogue.stage_mappings.values()}
    earlier = _not_past(by_key[rating.application], decision, knowledge)
    order = stage_order(knowledge)
    return earlier if order[earlier] < order[stage] else None


def _hits(key: str, decision: Decision, knowledge: Knowledge) -> tuple[tuple[str, object], ...]:
    scope = knowledge.scopes.get(decision.domain)
    return scope.technology_hits.get(key, ()) if scope is not None else ()


def honour_prerequisites(
    stages: Mapping[str, str], needs: Mapping[str, tuple[str, ...]], order: Mapping[str, int]
) -> dict[str, str]:
    """Push what needs something back to the stage of what it needs; never the other way round."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(sorted(stages))
    graph.add_edges_from(
        (need, key) for key in sorted(stages) for need in needs.get(key, ()) if need in stages
    )
    settled = dict(stages)
    blocks = nx.condensation(graph)
    for block in nx.lexicographical_topological_sort(blocks):
        for key in sorted(blocks.nodes[block]["members"]):
            for need in needs.get(key, ()):
                if need in settled and order[settled[need]] > order[settled[key]]:
                    settled[key] = settled[need]
    return settled


def give_way(
    standing: frozenset[str], scores: Mapping[str, Score], decision: Decision, knowledge: Knowledge
) -> dict[str, tuple[str, Relation]]:
    """Technologies that give way to an exclusive alternative: loser → (winner, relation).

    The planner's inclusion wins, then what is already installed, then the higher score, then the id.
    """
    included = decision.site.facts.get("plan.include")
    wanted = frozenset(included) if isinstance(included, tuple) else frozenset()

    def strength(key: str) -> tuple[bool, bool, float]:
        is_there = decision.technologies[key].status is Status.INSTALLED
        return (key in wanted, is_there, total(scores[key]) if key in scores else 0.0)

    lost: dict[str, tuple[str, Relation]] = {}
    for relation in _exclusive(knowledge):
        pair = sorted((relation.subject, relation.object))
        there = [key for key in pair if key not in lost and _counts(key, standing, decision)]
        if len(there) == 2:
            loser, winner = sorted(there, key=lambda key: (strength(key), key))
            lost[loser] = (winner, relation)
    return lost


def _exclusive(knowledge: Knowledge) -> Iterator[Relation]:
    return (
        relation
        for relation in knowledge.catalogue.relations.values()
        if relation.type == "alternative" and relation.exclusive
    )


def _counts(key: str, standing: frozenset[str], decision: Decision) -> bool:
    return key in standing or decision.technologies[key].status is Status.INSTALLED
