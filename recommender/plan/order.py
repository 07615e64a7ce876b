"""Which lines changed their order, and how few: the others keep their order among themselves."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from recommender.model.roadmap import Action, Roadmap


def adopted_in(roadmap: Roadmap) -> dict[str, tuple[str, ...]]:
    """Stage → what is adopted in it, in order."""
    return {
        stage.id: tuple(step.technology for step in stage.steps if step.action is Action.ADOPT)
        for stage in roadmap.stages
    }


def rank_of(key: str, roadmap: Roadmap) -> int | None:
    """The position in its stage, from 1; None when it is not adopted."""
    stage = roadmap.technologies[key].stage if key in roadmap.technologies else None
    listed = adopted_in(roadmap).get(stage or "", ())
    return listed.index(key) + 1 if key in listed else None


def reordered(before: Roadmap, after: Roadmap) -> Iterator[str]:
    """Technologies that stay in their stage and changed places with others that stay, as few as possible."""
    was = adopted_in(before)
    for stage, now in adopted_in(after).items():
        earlier = {key: place for place, key in enumerate(was.get(stage, ()))}
        staying = [key for key in now if key in earlier]
        kept = longest_rising([earlier[key] for key in staying])
        yield from (key for place, key in enumerate(staying) if place not in kept)


def longest_rising(numbers: Sequence[int]) -> frozenset[int]:
    """The positions of a longest rising run of different numbers, found by patience sorting."""
    tops: list[int] = []
    piles: list[int] = []
    before: list[int] = []
    for position, number in enumerate(numbers):
        pile = bisect_left(tops, number)
        before.append(piles[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [number]
        piles[pile : pile + 1] = [position]
    kept, position = [], piles[-1] if piles else -1
    while position >= 0:
        kept.append(position)
        position = before[position]
    return frozenset(kept)
