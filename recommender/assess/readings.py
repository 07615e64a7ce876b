"""The readings of what a scoring system leaves open: the defaults, and the options someone chose instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from enum import Enum
from typing import Any, Self, TypeAlias, get_type_hints

from recommender.model.catalogue import Catalogue
from recommender.model.problem import BadInput, Place, Problem
from recommender.model.scoring import Reading
from recommender.model.text import Text
from recommender.store.names import Named, Names

Readings: TypeAlias = Mapping[str, Reading]
"""Name of a reading → the option that holds."""
_BLOCK = Place("reading")


class PartialStep(Enum):
    """What a part of a step counts."""

    WHOLE = "whole"
    STARTED = "started"
    PROPORTIONAL = "proportional"


class StepBase(Enum):
    """What the percentage of a step is taken of."""

    PERCENTAGE_POINTS = "percentage_points"
    RELATIVE = "relative"


class Floor(Enum):
    """How far deductions go."""

    ZERO = "zero"
    AS_STEPS_RUN = "as_steps_run"


class BetweenBands(Enum):
    """What a value between two bands scores."""

    LOWER_BAND = "lower_band"
    PROPORTIONAL = "proportional"


class BelowFirstBand(Enum):
    """What a value scores that reaches no band."""

    ZERO = "zero"
    PROPORTIONAL = "proportional"


class AtAverage(Enum):
    """What a value scores that equals the average it is compared with."""

    FULL = "full"
    ZERO = "zero"
    OPEN = "open"


class Missed(Enum):
    """What is scored where a condition is missed and the source does not say."""

    ZERO = "zero"
    OPEN = "open"


class Partly(Enum):
    """What is scored where a condition is met in part and the source does not say."""

    OPEN = "open"
    ZERO = "zero"
    HALF = "half"


class GradeGap(Enum):
    """Which grade a score between two grades gets."""

    LOWER = "lower"
    ROUNDED = "rounded"
    NONE = "none"


class Veto(Enum):
    """What a veto does to the grade."""

    NO_GRADE = "no_grade"
    POINTS_ONLY = "points_only"
    LOWEST_GRADE = "lowest_grade"


class NotApplicable(Enum):
    """How an indicator counts that does not apply."""

    LEAVE_OUT = "leave_out"
    ZERO = "zero"
    FULL = "full"


@dataclass(frozen=True)
class Choice:
    """One option for every reading; the field names are the names of the readings."""

    partial_step: PartialStep
    step_base: StepBase
    floor: Floor
    between_bands: BetweenBands
    below_first_band: BelowFirstBand
    at_average: AtAverage
    quota_missed: Missed
    no_star: Missed
    unmet: Missed
    partly: Partly
    grade_gap: GradeGap
    veto: Veto
    not_applicable: NotApplicable

    @classmethod
    def of(cls, readings: Readings) -> Self:
        """The options of `readings`; KeyError or ValueError where a record names none of ours."""
        picked: dict[str, Any] = {name: kind(readings[name].option) for name, kind in KINDS.items()}
        return cls(**picked)

    def others(self, name: str) -> Iterator[Self]:
        """The same choice with each other option of one reading."""
        for option in KINDS[name]:
            if option is not getattr(self, name):
                other: dict[str, Any] = {name: option}
                yield replace(self, **other)


KINDS: Mapping[str, type[Enum]] = {
    one.name: kind for one, kind in zip(fields(Choice), get_type_hints(Choice).values(), strict=True)
}
"""Name of a reading → its options."""


def chosen(stated: Mapping[str, str], catalogue: Catalogue, place: Place = _BLOCK) -> Readings:
    """The default of every reading, but for those in `stated` (name → option) the option named there.

    In source order. Raises BadInput with every name and option that does not exist (`place`: where they
    stand).
    """
    recorded = options(catalogue.readings.values())
    problems = [
        problem for name, option in stated.items() for problem in _unknown(name, option, recorded, place)
    ]
    if problems:
        raise BadInput(tuple(problems))
    return {
        name: known[stated[name]] if name in stated else _default(known.values())
        for name, known in recorded.items()
    }


def options(readings: Iterable[Reading]) -> Mapping[str, Mapping[str, Reading]]:
    """Name of a reading → option → its record, in source order."""
    grouped: dict[str, dict[str, Reading]] = {}
    for one in readings:
        grouped.setdefault(one.reading, {})[one.option] = one
    return grouped


def _default(known: Iterable[Reading]) -> Reading:
    listed = tuple(known)
    return next((one for one in listed if one.default), listed[0])


def _unknown(
    name: str, option: str, recorded: Mapping[str, Mapping[str, Reading]], place: Place
) -> Iterator[Problem]:
    if name not in recorded:
        kinds = Names(tuple(Named(key) for key in recorded))
        yield _refused(name, Text("读法", "reading"), kinds, place)
    elif option not in recorded[name]:
        known = Names(tuple(Named(key, (one.label.zh, one.label.en)) for key, one in recorded[name].items()))
        yield _refused(option, Text(f"“{name}”的选法", f"option of '{name}'"), known, place)


def _refused(word: str, what: Text, names: Names, place: Place) -> Problem:
    hint = names.hint(word)
    return Problem(
        place,
        "E-UNKNOWN",
        f"没有名为“{word}”的{what.zh}",
        f"there is no {what.en} called '{word}'",
        hint.zh,
        hint.en,
    )
