"""Compare variants: only the lines that differ, each with its reasons and what of the variant brings it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from recommender.evaluate.scope import Knowledge
from recommender.model.decision import Reason
from recommender.model.knowledge import FactType
from recommender.model.problem import BadInput
from recommender.model.roadmap import Roadmap
from recommender.plan.order import reordered
from recommender.scenario.facets import facets, reasons_of
from recommender.scenario.figures import ORDER
from recommender.scenario.outcome import Outcome, Works
from recommender.scenario.rows import Cause, Cell, Comparison, Position, Row, RowKey, RowKind, Setting
from recommender.scenario.settings import Aspect, Key, apart, in_order, settings, taken
from recommender.scenario.variant import Variant, contradicts

MOST_TRIED = 6
"""How many changes of a variant are tried one by one."""
Lines = Mapping[RowKey, Cell]


def compare(variants: Sequence[Variant], knowledge: Knowledge) -> Comparison:
    """The variants side by side; the first, which must be there, is what the others are compared with.

    Raises BadInput when a variant switches off a rule that does not exist.
    """
    works = Works(knowledge)
    outcomes = tuple(works.of(variant) for variant in variants)
    lines = [facets(outcome) for outcome in outcomes]
    differing = _differing(lines, outcomes)
    causes = [
        dict(_causes((outcomes[0], lines[0]), (other, found), differing, works))
        for other, found in zip(outcomes, lines, strict=True)
    ]
    rows = tuple(
        Row(
            key[0],
            key[1],
            cells := tuple(found.get(key) for found in lines),
            _own_reasons(key, cells, outcomes),
            tuple(found.get(key) for found in causes),
        )
        for key in differing
    )
    return Comparison(
        outcomes,
        _settings(variants),
        rows,
        _alike(rows, len(outcomes)),
        tuple(_displaced(lines[0], found, differing) for found in lines),
        tuple(
            place
            for place, other in enumerate(variants)
            if len(_tried(variants[0], other, knowledge)) > MOST_TRIED
        ),
    )


def _differing(lines: Sequence[Lines], outcomes: Sequence[Outcome]) -> tuple[RowKey, ...]:
    """What is not the same everywhere, in the order of the catalogue, without what is told elsewhere."""
    every = dict.fromkeys(key for found in lines for key in found)
    found = {key for key in every if len({line.get(key) for line in lines}) > 1}
    stated = {key[1] for other in outcomes for key in _facts_apart(outcomes[0], other)}
    moved = {key for outcome in outcomes for key in reordered(outcomes[0].roadmap, outcome.roadmap)}

    def told(key: RowKey) -> bool:
        kind, name = key
        match kind:
            case RowKind.FACT:
                return name not in stated
            case RowKind.RANK:
                return name in moved
            case RowKind.ROLE:
                return all(key in line for line in lines)
            case _:
                return True

    order = _Order(outcomes[0])
    return tuple(sorted((key for key in found if told(key)), key=lambda key: (*order(key), key[1])))


def _facts_apart(base: Outcome, other: Outcome) -> Iterator[Key]:
    return (key for key in apart(base.variant, other.variant) if key[0] is Aspect.FACT)


class _Order:
    """Where a line stands among the others; it does not depend on the order of the variants."""

    def __init__(self, base: Outcome) -> None:
        catalogue, rules = base.knowledge.catalogue, base.knowledge.rulebook.rules
        technologies, facts = _places(catalogue.technologies), _places(catalogue.facts)
        self._within: Mapping[RowKind, Mapping[str, int]] = {
            RowKind.TECHNOLOGY: technologies,
            RowKind.ROLE: technologies,
            RowKind.SAVING: technologies,
            RowKind.REQUIREMENT: _places(catalogue.requirements),
            RowKind.PACKAGE: _places(catalogue.packages),
            RowKind.STAGE: _places(catalogue.stages),
            RowKind.NOTICE: _places(rules),
            RowKind.FACT: facts,
            RowKind.QUESTION: facts,
            RowKind.RANK: _positions(base.roadmap),
        }

    def __call__(self, key: RowKey) -> tuple[int, int]:
        kind, name = key
        within = self._within.get(kind, _FIGURES)
        return _KINDS[kind], within.get(name, within.get(name.partition(":")[0], len(within)))


def _places(ids: Iterable[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(ids)}


def _positions(roadmap: Roadmap) -> dict[str, int]:
    """Every step in the order of the roadmap."""
    return _places(step.technology for stage in roadmap.stages for step in stage.steps)


_KINDS = {kind: place for place, kind in enumerate(RowKind)}
_FIGURES = _places(ORDER)


def _settings(variants: Sequence[Variant]) -> tuple[Setting, ...]:
    stated = [settings(variant) for variant in variants]
    keys = {key for variant in variants for key in apart(variants[0], variant)}
    return tuple(
        Setting(key, tuple(found.get(key) for found in stated)) for key in sorted(keys, key=in_order)
    )


def _own_reasons(
    key: RowKey, cells: tuple[Cell | None, ...], outcomes: Sequence[Outcome]
) -> tuple[tuple[Reason, ...], ...]:
    """The reasons of the line in each variant that are not its reasons in all of them."""
    said = [
        () if cell is None else reasons_of(key, outcome)
        for cell, outcome in zip(cells, outcomes, strict=True)
    ]
    counted = Counter(mark for reasons in said for mark in {_mark(reason) for reason in reasons})
    return tuple(
        tuple(dict.fromkeys(reason for reason in reasons if counted[_mark(reason)] < len(said)))
        for reasons in said
    )


def _mark(reason: Reason) -> tuple[str, ...]:
    """What makes two reasons the same, whatever facts they rest on."""
    return reason.rule, reason.effect, reason.clause, reason.because.zh, reason.truth.value


def _tried(base: Variant, other: Variant, knowledge: Knowledge) -> tuple[Key, ...]:
    """What the variant states differently and could move anything: free text cannot."""
    facts = knowledge.catalogue.facts
    return tuple(
        key
        for key in apart(base, other)
        if key[0] is not Aspect.FACT or facts[key[1]].type is not FactType.TEXT
    )


def _causes(
    first: tuple[Outcome, Lines], second: tuple[Outcome, Lines], differing: Iterable[RowKey], works: Works
) -> Iterator[tuple[RowKey, Cause]]:
    """What of the second brings each line that is not as in the first."""
    (base, before), (other, lines) = first, second
    open_ = {key: lines.get(key) for key in differing if lines.get(key) != before.get(key)}
    changes = _tried(base.variant, other.variant, works.knowledge)
    if not open_ or not 0 < len(changes) <= MOST_TRIED:
        yield from ((key, Cause()) for key in open_)
        return
    if len(changes) == 1:
        yield from ((key, Cause(alone=changes)) for key in open_)
        return
    tries = _Tries(works, frozenset(kind for kind, _ in open_))
    one = [tries.of(taken(base.variant, other.variant, change)) for change in changes]
    alone = {
        key: tuple(
            change
            for change, trial in zip(changes, one, strict=True)
            if trial is not None and trial.get(key) == cell
        )
        for key, cell in open_.items()
    }
    left = frozenset(kind for (kind, _), enough in alone.items() if not enough)
    tries = _Tries(works, left)
    rest = [tries.of(taken(other.variant, base.variant, change)) if left else None for change in changes]
    for key, cell in open_.items():
        needed = tuple(
            change
            for change, trial in zip(changes, rest, strict=True)
            if trial is None or trial.get(key) != cell
        )
        yield key, Cause(alone[key]) if alone[key] else Cause(together=needed)


@dataclass(frozen=True)
class _Tries:
    """Tries variants that make, or take back, one change alone; only lines of these kinds are looked at."""

    works: Works
    kinds: frozenset[RowKind]

    def of(self, variant: Variant) -> Lines | None:
        """The lines of the variant; None where it contradicts itself."""
        if contradicts(variant.site, self.works.knowledge.catalogue):
            return None
        try:
            return facets(self.works.of(variant), self.kinds)
        except BadInput:  # as with figures that only fit together
            return None


def _alike(rows: Iterable[Row], count: int) -> tuple[tuple[int, ...], ...]:
    listed = tuple(rows)
    groups: dict[tuple[Cell | None, ...], list[int]] = {}
    for place in range(count):
        groups.setdefault(tuple(row.cells[place] for row in listed), []).append(place)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _displaced(before: Lines, after: Lines, differing: Iterable[RowKey]) -> int:
    """How many technologies keep their stage and change position only because others come or go."""
    told = set(differing)
    pairs = [
        (before[key], after[key])
        for key in before
        if key[0] is RowKind.RANK and key in after and key not in told
    ]
    return sum(was != now and _stage(was) == _stage(now) for was, now in pairs)


def _stage(cell: Cell) -> str:
    return cell.stage if isinstance(cell, Position) else ""
