"""Score and rank: weighted ▼ ➕ ★ on 0-100, the points rules give, and how stable the rank is.

One symbol counts 20 (five symbols are 100). ★ says how strongly promotion is urged, not suitability
(gdroute, note ④ of the rating tables). Weights are the planner's, equal unless stated.
Rank stability: all rated technologies of the site are ranked with the given weights and with each
weight doubled and halved in turn. Robust: always in the same third. Fragile: in the upper third
under some and in the lower third under other weights. Conditional: between the two, or unknown
facts could still change status or points.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from recommender.evaluate.reasons import reason_for
from recommender.evaluate.scope import Knowledge
from recommender.model.decision import Decision, Reason
from recommender.model.effect import Prioritise, Weigh
from recommender.model.knowledge import Assessment, FactValue
from recommender.model.roadmap import RankStability, Score
from recommender.model.truth import Truth

Weights = tuple[float, float, float]
EQUAL: Weights = (1.0, 1.0, 1.0)
PER_SYMBOL = 20.0


def weights_of(decision: Decision, knowledge: Knowledge) -> Weights:
    """Weights of potential, economy, star, summing to 1: the planner's, else the rules', else equal.

    Rules that weigh are collected: their normalised weights are averaged, whatever their order.
    """
    weighed = [
        normal((effect.potential, effect.economy, effect.star))
        for _, effect in knowledge.effects(decision.results, Truth.TRUE)
        if isinstance(effect, Weigh)
    ]
    base = [3 * sum(column) / len(weighed) for column in zip(*weighed, strict=True)] if weighed else EQUAL
    weights = [
        float(value) if isinstance(value, int | float) else default
        for value, default in zip(_stated_weights(decision), base, strict=True)
    ]
    return normal(weights)


def weights_are_void(decision: Decision) -> bool:
    """Whether the planner stated all three weights as zero."""
    return all(value == 0 and value is not None for value in _stated_weights(decision))


def _stated_weights(decision: Decision) -> list[FactValue | None]:
    return [decision.site.facts.get(f"plan.weight_{name}") for name in ("potential", "economy", "star")]


def normal(weights: Iterable[float]) -> Weights:
    """Scaled to sum 1; equal when they sum to nothing."""
    potential, economy, star = weights
    total = potential + economy + star
    return (potential / total, economy / total, star / total) if total > 0 else normal(EQUAL)


def score_all(decision: Decision, knowledge: Knowledge, weights: Weights) -> dict[str, Score]:
    """The score of every technology of the site's domain; value None where no table rates it here."""
    hits = knowledge.scope(decision.domain).technology_hits
    scores = {}
    for key, decided in decision.technologies.items():
        if decided.in_domain:
            said = [hit for hit in hits.get(key, ()) if hit[0] not in decided.overridden]
            given = _points(said, decision, knowledge)
            points = sum(points for points, _ in given)
            scores[key] = _score(decided.rating, weights, points, tuple(reason for _, reason in given))
    return scores


def total(score: Score) -> float:
    """What ranks: the weighted value plus points; a technology without a rating counts its points only."""
    return (score.value or 0.0) + score.points


def _points(
    hits: Iterable[tuple[str, object]], decision: Decision, knowledge: Knowledge
) -> list[tuple[int, Reason]]:
    return [
        (effect.points, reason_for(knowledge, effect, decision.results[rule]))
        for rule, effect in hits
        if isinstance(effect, Prioritise) and effect.points and decision.results[rule].truth is Truth.TRUE
    ]


def _score(row: Assessment | None, weights: Weights, points: int, reasons: tuple[Reason, ...]) -> Score:
    if row is None:
        return Score(None, None, None, None, weights, points, reasons)
    parts = (row.potential * PER_SYMBOL, row.economy * PER_SYMBOL, row.star * PER_SYMBOL)
    value = round(sum(weight * part for weight, part in zip(weights, parts, strict=True)), 2)
    return Score(value, *parts, weights, points, reasons)


def stabilities(scores: Mapping[str, Score], decision: Decision) -> dict[str, RankStability | None]:
    """How each rated technology's rank moves (definition above); None without a rating."""
    rated = {
        key: (score.potential or 0.0, score.economy or 0.0, score.star or 0.0, float(score.points))
        for key, score in sorted(scores.items())
        if score.value is not None
    }
    weights = next(iter(scores.values())).weights if scores else normal(EQUAL)
    thirds: dict[str, set[int]] = {key: set() for key in rated}
    for first, second, third in _variations(weights):
        totals = {
            key: round(first * potential + second * economy + third * star, 6) + points
            for key, (potential, economy, star, points) in rated.items()
        }
        order = sorted(totals, key=totals.__getitem__, reverse=True)  # stable: ties stay in order of id
        for position, key in enumerate(order):
            thirds[key].add(position * 3 // len(order))
    return {
        key: _stability(thirds.get(key), bool(decision.technologies[key].unknown_facts)) for key in scores
    }


def _stability(thirds: set[int] | None, has_unknown: bool) -> RankStability | None:
    if thirds is None:
        return None
    if {0, 2} <= thirds:
        return RankStability.FRAGILE
    return RankStability.CONDITIONAL if len(thirds) > 1 or has_unknown else RankStability.ROBUST


def _variations(weights: Weights) -> list[Weights]:
    varied = [weights]
    for index in range(3):
        for factor in (2.0, 0.5):
            changed = list(weights)
            changed[index] *= factor
            varied.append(normal(changed))
    return varied
