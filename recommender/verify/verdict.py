"""Verdicts as formulas: at which sites a requirement applies, is for reference, or may still do either."""

from __future__ import annotations

from dataclasses import dataclass

import z3

from recommender.evaluate.scope import Hit, Scope
from recommender.model.effect import Reference, Require, Waive
from recommender.verify.formula import Formula, Formulas, When, all_of, any_of


@dataclass(frozen=True)
class VerdictWhen:
    """When the verdict of a requirement is applicable, when reference, and when it is not yet negative."""

    applicable: Formula
    reference: Formula
    open: Formula


def verdict_when(requirement: str, scope: Scope, made: Formulas) -> VerdictWhen:
    """The formulas of one requirement: a waiver beats everything, then reference, then require."""
    hits = scope.requirement_hits.get(requirement, ())
    require, reference, waive = (_whens(hits, kind, made) for kind in (Require, Reference, Waive))
    not_waived = all_of(when.false for when in waive)
    asked = any_of(when.true for when in require)
    referred = any_of(when.true for when in reference)
    return VerdictWhen(
        all_of([asked, not_waived, *(when.false for when in reference)]),
        all_of([referred, not_waived]),
        all_of(
            [
                *(z3.Not(when.true) for when in waive),
                any_of(when.open for when in (*require, *reference)),
            ]
        ),
    )


def _whens(hits: tuple[Hit, ...], kind: type[object], made: Formulas) -> list[When]:
    return [made.rules[rule] for rule, effect in hits if isinstance(effect, kind)]
