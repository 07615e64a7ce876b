"""Costs: the planner's own, summed by stage and set against the budget; nothing is guessed."""

from __future__ import annotations

from collections.abc import Mapping

from recommender.carbon.amounts import money
from recommender.carbon.lines import number
from recommender.model.interval import Interval, exactly, total
from recommender.model.roadmap import Action, PlannedStage, Roadmap
from recommender.model.text import Text
from recommender.model.trajectory import Costs, StageCost


def costs_of(roadmap: Roadmap, without: frozenset[str] = frozenset()) -> Costs | None:
    """The costs of the adopted steps in 万元, by stage; None where the profile states none."""
    stated = roadmap.decision.site.stated.costs
    if not stated:
        return None
    stages = tuple(_stage(stage, stated, without) for stage in roadmap.stages)
    summed = total(stage.known for stage in stages)
    limit = number(roadmap.decision, "plan.budget")
    unknown = sum(len(stage.unknown) for stage in stages)
    return Costs(stages, summed, limit, _note(summed, limit, unknown))


def _stage(stage: PlannedStage, stated: Mapping[str, Interval], without: frozenset[str]) -> StageCost:
    steps = dict.fromkeys(
        step.technology
        for step in stage.steps
        if step.action is Action.ADOPT and step.technology not in without
    )
    known = total(stated[key] for key in steps if key in stated)
    return StageCost(stage.id, known, tuple(key for key in steps if key not in stated))


def _note(summed: Interval, budget: float | None, unknown: int) -> Text:
    """The sum against the budget, and how many steps have no cost."""
    amount = money(summed)
    rest = (
        Text(f"；另有 {unknown} 步没有写费用", f"; {unknown} more steps have no cost stated")
        if unknown
        else Text()
    )
    if budget is None:
        return Text(f"已写的费用共 {amount.zh}{rest.zh}", f"the costs stated sum to {amount.en}{rest.en}")
    limit = money(exactly(budget))
    if summed.low > budget:
        zh, en = f"超出预算 {limit.zh}", f"above the budget of {limit.en}"
    elif summed.high <= budget:
        zh, en = f"没有超出预算 {limit.zh}", f"within the budget of {limit.en}"
    else:
        zh, en = f"可能超出预算 {limit.zh}", f"possibly above the budget of {limit.en}"
    return Text(
        f"已写的费用共 {amount.zh}，{zh}{rest.zh}", f"the costs stated sum to {amount.en}, {en}{rest.en}"
    )
