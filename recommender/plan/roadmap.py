"""Plan: a Decision in order of time, with packages, coverage, questions, conflicts and what was left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import networkx as nx

from recommender.evaluate.places import disagreements
from recommender.evaluate.scope import Knowledge
from recommender.model.decision import Decision, Status
from recommender.model.knowledge import FactValue
from recommender.model.roadmap import (
    Action,
    Coverage,
    PlannedStage,
    PlannedTechnology,
    Roadmap,
    Score,
    Step,
    WhyNot,
)
from recommender.model.text import Text
from recommender.model.truth import Truth
from recommender.plan.conflicts import conflicts, wishes_against_exclusions
from recommender.plan.packages import bundles, pack
from recommender.plan.questions import open_questions
from recommender.plan.score import score_all, stabilities, total, weights_are_void, weights_of
from recommender.plan.staging import (
    Calendar,
    Placement,
    calendar_of,
    give_way,
    honour_prerequisites,
    place_all,
)
from recommender.plan.target import target_finding
from recommender.plan.whynot import why_not


def plan(decision: Decision, knowledge: Knowledge) -> Roadmap:
    """The roadmap of one site; deterministic."""
    weights = weights_of(decision, knowledge)
    unscored = Score(None, None, None, None, weights, 0)
    scores = score_all(decision, knowledge, weights)
    stability = stabilities(scores, decision)
    calendar = calendar_of(decision, knowledge)
    placements = place_all(decision, knowledge, calendar)
    needs = decision.needs
    standing = frozenset(key for key, decided in decision.technologies.items() if decided.stands)
    lost = give_way(standing, scores, decision, knowledge)
    scheduled = [key for key in decision.technologies if key in standing and key not in lost]
    order = calendar.order
    stage_of = honour_prerequisites({key: placements[key].stage for key in scheduled}, needs, order)
    ranked = {key: stage_of[key] for key in _in_order(stage_of, scores, needs, order, decision, knowledge)}
    packages, home = pack(ranked, decision, knowledge)
    alternatives = {key: _gave_way(winner, knowledge) for key, winner in lost.items()}
    planned = {
        key: PlannedTechnology(
            technology=key,
            stage=ranked.get(key),
            pilot_stage=_pilot(placements[key], ranked[key], calendar) if key in ranked else None,
            prepare_now=key in ranked and placements[key].prepare_now,
            score=scores.get(key, unscored),
            stability=stability.get(key),
            stage_reasons=placements[key].reasons if key in placements else (),
            prerequisites=needs.get(key, ()),
            satisfies=tuple(req.id for req in knowledge.catalogue.requirements_of.get(key, ())),
            why_not=alternatives.get(key) or why_not(decided),
            offered_stage=placements[key].stage if key in placements else None,
            timing=placements[key].mapping if key in placements else None,
        )
        for key, decided in decision.technologies.items()
    }
    return Roadmap(
        decision=decision,
        technologies=planned,
        stages=_stages(ranked, planned, home, calendar),
        packages=packages,
        coverage=_coverage(ranked, decision, knowledge),
        questions=open_questions(decision, placements, knowledge),
        conflicts=conflicts(decision, frozenset(ranked), knowledge),
        warnings=tuple(_warnings(ranked, needs, decision, knowledge)),
        target=target_finding(decision, knowledge),
    )


def _in_order(
    stage_of: Mapping[str, str],
    scores: Mapping[str, Score],
    needs: Mapping[str, tuple[str, ...]],
    order: Mapping[str, int],
    decision: Decision,
    knowledge: Knowledge,
) -> list[str]:
    """Scheduled technologies by stage; in a stage the integrated packages of the site first, then by score.

    Prerequisites and “ahead of” rules come before what they concern.
    """
    position = {key: index for index, key in enumerate(knowledge.catalogue.technologies)}

    bundled = {key for package in bundles(decision, knowledge) for key in package.technologies}

    def rank(key: str) -> tuple[int, bool, float, int]:
        score = -total(scores[key]) if key in scores else 0.0
        return (order[stage_of[key]], key not in bundled, score, position[key])

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(stage_of)
    graph.add_edges_from((need, key) for key in stage_of for need in needs.get(key, ()) if need in stage_of)
    for first, others in _ahead(decision, knowledge):
        for early in first:
            for late in others:
                if early in stage_of and late in stage_of and stage_of[early] == stage_of[late]:
                    _add_edge(graph, early, late)
    ranks = {key: rank(key) for key in graph}
    for key in reversed(list(nx.topological_sort(graph))):
        # what others of its stage wait for is as urgent as the most urgent of them
        later = [ranks[after] for after in graph.successors(key) if stage_of[after] == stage_of[key]]
        ranks[key] = min([ranks[key], *later])
    return list(nx.lexicographical_topological_sort(graph, key=ranks.__getitem__))


def _ahead(decision: Decision, knowledge: Knowledge) -> Iterable[tuple[tuple[str, ...], tuple[str, ...]]]:
    for rule, first, others in knowledge.scope(decision.domain).ahead:
        if decision.results[rule].truth is Truth.TRUE:
            yield first, others


def _add_edge(graph: nx.DiGraph[str], early: str, late: str) -> None:
    if early != late and not nx.has_path(graph, late, early):
        graph.add_edge(early, late)


def _pilot(placement: Placement, stage: str, calendar: Calendar) -> str | None:
    """The stage of a pilot before wide use; none where the works of that stage only make room for it."""
    pilot = placement.pilot_stage
    if pilot is None or (placement.prepare_now and pilot == calendar.works):
        return None
    return pilot if calendar.order[pilot] < calendar.order[stage] else None


def _gave_way(winner: str, knowledge: Knowledge) -> WhyNot:
    label = knowledge.catalogue.label(winner)
    zh = f"与“{label.zh}”互为替代，两者不同时安排；本方案取得分较高的一项，规划师可以指定改用"
    en = f"An alternative to “{label.en}”: both are not scheduled; the higher score was taken, you may swap"
    return WhyNot(Text(zh, en))


def _stages(
    ranked: Mapping[str, str],
    planned: Mapping[str, PlannedTechnology],
    home: Mapping[str, str],
    calendar: Calendar,
) -> tuple[PlannedStage, ...]:
    stages = []
    for stage in calendar.stages:
        if calendar.start is not None and calendar.start > stage.end:
            continue
        prepare = [key for key in ranked if planned[key].prepare_now and calendar.works == stage.id]
        pilot = [key for key in ranked if planned[key].pilot_stage == stage.id]
        adopt = [key for key in ranked if ranked[key] == stage.id]
        steps = tuple(
            Step(key, action, home[key])
            for action, keys in ((Action.ADOPT, adopt), (Action.PILOT, pilot), (Action.PREPARE, prepare))
            for key in keys
        )
        known = [year for year in (stage.start, calendar.start) if year is not None]
        first = max(known) if known else None
        stages.append(PlannedStage(stage.id, stage.label, first, stage.end, steps))
    return tuple(stages)


def _coverage(ranked: Mapping[str, str], decision: Decision, knowledge: Knowledge) -> dict[str, Coverage]:
    there = {key for key, decided in decision.technologies.items() if decided.status is Status.INSTALLED}
    counted = there | ranked.keys()
    return {
        key: Coverage(key, tuple([tech for tech in requirement.technologies if tech in counted]))
        for key, requirement in knowledge.catalogue.requirements.items()
    }


def _warnings(
    ranked: Mapping[str, str], needs: Mapping[str, tuple[str, ...]], decision: Decision, knowledge: Knowledge
) -> Iterable[Text]:
    """What the planner should know that no single line carries."""
    for problem in decision.site.warnings:
        yield Text(problem.zh, problem.en)
    for seen in disagreements(knowledge.catalogue, decision.site.facts):
        fact, table = knowledge.catalogue.label(seen.fact), _words(seen.value, knowledge)
        stated = _words(decision.site.facts[seen.fact], knowledge)
        yield Text(
            f"档案把{fact.zh}写作“{stated.zh}”，地点表查得“{table.zh}”；以档案为准，请核对",
            f"the profile states {fact.en} as “{stated.en}”, the place tables give “{table.en}”; "
            "the profile holds, please check",
        )
    yield from wishes_against_exclusions(decision, knowledge)
    if weights_are_void(decision):
        yield Text(
            "三项权重之和为零，无法排序，已按等权计算",
            "the three weights sum to zero and rank nothing; equal weights were used",
        )
    for key in ranked:
        for need in needs.get(key, ()):
            missing = need not in ranked and decision.technologies[need].status is not Status.INSTALLED
            if missing and decision.technologies[need].in_domain:
                first, then = knowledge.catalogue.label(need), knowledge.catalogue.label(key)
                zh = f"“{then.zh}”以“{first.zh}”为前提，而后者不在路线图上"
                yield Text(zh, f"“{then.en}” needs “{first.en}” first, which is not on the roadmap")


def _words(value: FactValue, knowledge: Knowledge) -> Text:
    return knowledge.catalogue.label(value) if isinstance(value, str) else Text(str(value), str(value))
