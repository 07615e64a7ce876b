"""Search: find a legal site of which a formula holds, or prove that there is none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

import z3

from recommender.evaluate.scope import Knowledge
from recommender.model.condition import Value
from recommender.model.knowledge import FactValue
from recommender.verify.finding import Facts
from recommender.verify.formula import Formula, Formulas, any_of, formulas_of
from recommender.verify.legal import legal
from recommender.verify.space import SITE_TYPE, Space, space_of


@dataclass(frozen=True)
class Sites:
    """All legal sites of a rulebook."""

    knowledge: Knowledge
    formulas: Formulas

    @cached_property
    def solver(self) -> z3.Solver:
        """The solver, knowing what is legal; it says of a fact as little as it can."""
        solver = z3.SolverFor("QF_FD")
        solver.set("sat.phase", "always_false")
        solver.add(list(legal(self.formulas, self.knowledge)))
        return solver

    @cached_property
    def unstated(self) -> dict[str, Formula]:
        """Fact → that the site says nothing of it."""
        return {fact: z3.Not(self.formulas.is_stated(fact)) for fact in self.formulas.space.values}

    def possible(self, *wanted: Formula) -> bool:
        """Whether a legal site has all of `wanted`; that none has is a proof."""
        with self._asking(wanted) as solver:
            return _is_sat(solver.check())

    def find(self, *wanted: Formula) -> Facts | None:
        """A legal site that has all of `wanted` and states no more than it must; None if there is none."""
        with self._asking(wanted) as solver:
            if not _is_sat(solver.check()):
                return None
            facts = self._facts(solver.model())
            solver.add([said for fact, said in self.unstated.items() if fact not in facts])
            for fact in reversed(facts):
                if _is_sat(solver.check(self.unstated[fact])):
                    solver.add(self.unstated[fact])
            for atom in [
                (f, v) for f in facts if f in self.formulas.space.several for v in _several(facts[f])
            ]:
                without = z3.Not(self.formulas.stated[atom])
                if _is_sat(solver.check(without)):
                    solver.add(without)
            assert _is_sat(solver.check())
            return self._facts(solver.model())

    def find_full(self, *wanted: Formula) -> Facts | None:
        """The same without leaving anything out."""
        with self._asking(wanted) as solver:
            return self._facts(solver.model()) if _is_sat(solver.check()) else None

    @contextmanager
    def _asking(self, wanted: tuple[Formula, ...]) -> Iterator[z3.Solver]:
        """The solver with `wanted` added for one question."""
        new, self.formulas.meanings[:] = list(self.formulas.meanings), []
        self.solver.add(new)
        self.solver.push()
        try:
            self.solver.add(list(wanted))
            yield self.solver
        finally:
            self.solver.pop()

    def _facts(self, model: z3.ModelRef) -> Facts:
        space, facts = self.formulas.space, Facts()
        for fact, values in space.values.items():
            if z3.is_true(model.eval(self.unstated[fact])):
                continue
            held = [v for v in values if z3.is_true(model.eval(self.formulas.stated[fact, v]))]
            if held:
                facts[fact] = tuple(str(value) for value in held) if fact in space.several else held[0]
        return facts

    def exactly(self, facts: Facts) -> list[Formula]:
        """That the site states this and nothing else."""
        return [
            variable if _has(facts, fact, value) else z3.Not(variable)
            for (fact, value), variable in self.formulas.stated.items()
        ]

    def of_domain(self, domain: str) -> Formula:
        """That the site's type is one of the domain."""
        catalogue = self.knowledge.catalogue
        return any_of(
            self.formulas.stated[SITE_TYPE, value]
            for value in self.formulas.space.values[SITE_TYPE]
            if (found := catalogue.domain_of(str(value))) is not None and found.id == domain
        )


def sites_of(knowledge: Knowledge, space: Space | None = None) -> Sites:
    """All legal sites, as far as the rules can tell them apart."""
    return Sites(knowledge, formulas_of(knowledge, space or space_of(knowledge)))


def _has(facts: Facts, fact: str, value: Value) -> bool:
    stated = facts.get(fact)
    return value in stated if isinstance(stated, tuple) else stated is not None and stated == value


def _several(value: FactValue) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _is_sat(result: z3.CheckSatResult) -> bool:
    if result == z3.unknown:
        raise RuntimeError("the solver gave up")
    return bool(result == z3.sat)
