"""What moves of one technology between two roadmaps: status, stage, score, position, prerequisites, roles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from recommender.authoring.causes import Side
from recommender.authoring.effect_words import names
from recommender.model.decision import Reason, Status
from recommender.model.text import Text
from recommender.plan.grounds import grounds as reasons_of
from recommender.plan.grounds import inside
from recommender.plan.order import rank_of
from recommender.plan.roles import roles_of
from recommender.plan.score import total
from recommender.render.words import LEAN, STABILITY, STATUS, fact_words, listing, number_words

Aspect = tuple[Text, Text, Text]
"""What it is, how it was, how it is now."""
_OFF = Text("不在路线图上", "not on the roadmap")
_ABSENT = Text("没有收录", "not recorded")
_NONE = Text("无", "none")
_NO_RANK = Text("没有位次", "no position")


def technology_shifts(key: str, old: Side, new: Side) -> Iterator[Aspect]:
    """Every aspect that differs; where a technology stands outside the domain on both sides, none."""
    if not (inside(key, old.roadmap) or inside(key, new.roadmap)):
        return
    if key not in old.roadmap.technologies or key not in new.roadmap.technologies:
        yield Text("状态", "status"), _status(key, old), _status(key, new)
        return
    for what, words in _ASPECTS:
        was, now = words(key, old), words(key, new)
        if was != now and was is not None and now is not None:
            yield what, was, now
    yield from _scores(key, old, new)


def grounds(key: str, side: Side) -> tuple[Reason, ...]:
    """Every reason the line of a technology rests on: its status, its stage, its points, who does it."""
    return reasons_of(key, side.roadmap)


def same_words(before: Iterable[Reason], after: Iterable[Reason]) -> bool:
    """Whether two lists hold the same reasons, in whatever order."""
    return frozenset(before) == frozenset(after)


def rank_words(rank: int | None) -> Text:
    """The position in words."""
    return _NO_RANK if rank is None else Text(f"第 {rank}", f"no. {rank}")


def _status(key: str, side: Side) -> Text:
    decided = side.roadmap.decision.technologies.get(key)
    if decided is None:
        return _ABSENT
    words = STATUS[decided.status]
    if decided.lean is None:
        return words
    lean = LEAN[decided.lean]
    return Text(f"{words.zh}，{lean.zh}", f"{words.en}, {lean.en}")


def _stage(key: str, side: Side) -> Text:
    planned = side.roadmap.technologies[key]
    if planned.stage is None:
        return _OFF
    words = side.catalogue.label(planned.stage)
    zh, en = words.zh, words.en
    if planned.pilot_stage is not None:
        pilot = side.catalogue.label(planned.pilot_stage)
        zh, en = f"{zh}（{pilot.zh}先试点）", f"{en} (pilot in the {pilot.en.lower()})"
    if planned.prepare_now:
        zh, en = f"{zh}，现在就要预留", f"{en}, prepare now"
    return Text(zh, en)


def _offered(key: str, side: Side) -> Text | None:
    """The stage beside which an available technology is offered; None for any other."""
    decided, planned = side.roadmap.decision.technologies[key], side.roadmap.technologies[key]
    if decided.status is not Status.AVAILABLE or planned.offered_stage is None:
        return None
    return side.catalogue.label(planned.offered_stage)


def _needs(key: str, side: Side) -> Text:
    needs = side.roadmap.technologies[key].prerequisites
    return names(needs, side.catalogue) if needs else _NONE


def _missing(key: str, side: Side) -> Text | None:
    """The facts that would settle an undetermined status; None for any other status."""
    decided = side.roadmap.decision.technologies[key]
    if decided.status is not Status.UNDETERMINED:
        return None
    labels = [fact_words(fact, side.catalogue) for fact in decided.unknown_facts]
    return Text(listing([one.zh for one in labels], "zh"), listing([one.en for one in labels], "en"))


def _stability(key: str, side: Side) -> Text | None:
    planned = side.roadmap.technologies[key]
    return None if planned.stage is None or planned.stability is None else STABILITY[planned.stability]


def _roles(key: str, side: Side) -> Text:
    zh, en = [], []
    for role in roles_of(key, side.roadmap.decision):
        label, actors = side.catalogue.label(role.role), names(role.actors, side.catalogue)
        zh.append(f"{label.zh}：{actors.zh}")
        en.append(f"{label.en}: {actors.en}")
    return Text("；".join(zh), "; ".join(en)) if zh else _NONE


_ASPECTS = (
    (Text("状态", "status"), _status),
    (Text("阶段", "stage"), _stage),
    (Text("可选于", "offered in"), _offered),
    (Text("前提", "prerequisites"), _needs),
    (Text("还缺的事实", "facts still missing"), _missing),
    (Text("谁来做", "who does it"), _roles),
    (Text("排位稳不稳", "stability of the rank"), _stability),
)


def _scores(key: str, old: Side, new: Side) -> Iterator[Aspect]:
    """The score with the position; where the weights differ, that is told instead."""
    was, now = (side.roadmap.technologies[key].score for side in (old, new))
    if was.weights == now.weights and round(total(was), 6) != round(total(now), 6):
        yield (
            Text("得分", "score"),
            Text(*[number_words(total(was))] * 2),
            Text(*[number_words(total(now))] * 2),
        )
        ranks = rank_of(key, old.roadmap), rank_of(key, new.roadmap)
        if ranks[0] != ranks[1]:
            yield Text("位次", "position"), rank_words(ranks[0]), rank_words(ranks[1])
