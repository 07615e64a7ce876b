"""Legal sites: what the profile reader accepts without a word, asked of it value by value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, product

import z3

from recommender.evaluate.scope import Knowledge
from recommender.model.catalogue import Catalogue
from recommender.model.knowledge import FactValue
from recommender.model.problem import Place
from recommender.store.consistency import CHECKED_TOGETHER, inconsistencies
from recommender.verify.formula import Atom, Formula, Formulas
from recommender.verify.space import SITE_TYPE, Space

NOWHERE = Place("")


def legal(made: Formulas, knowledge: Knowledge) -> Iterator[Formula]:
    """What holds of every legal site: a type is stated, and no facts that cannot stand together."""
    yield made.is_stated(SITE_TYPE)
    for atoms in clashes(made.space, knowledge.catalogue):
        yield z3.Not(z3.And([made.stated[atom] for atom in atoms]))


def clashes(space: Space, catalogue: Catalogue) -> Iterator[tuple[Atom, ...]]:
    """The fewest values that cannot stand together, or of which one belongs to another kind of site."""
    seen: set[frozenset[Atom]] = set()
    for group in _groups(space, catalogue):
        for chosen in product(*[space.values[fact] for fact in group]):
            atoms = tuple(dict.fromkeys(zip(group, chosen, strict=True)))
            if frozenset(atoms) not in seen and not _fewer(atoms, seen):
                facts = _facts(atoms, space)
                if facts and _refused(facts, catalogue):
                    seen.add(frozenset(atoms))
                    yield atoms


def _groups(space: Space, catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    """The facts that are checked together, smaller groups first."""
    pairs = [(case.fact, case.excludes_fact) for case in catalogue.contradictions.values()]
    foreign = [(SITE_TYPE, key) for key in space.facts if catalogue.facts[key].domains]
    groups = dict.fromkeys([*pairs, *foreign, *CHECKED_TOGETHER])
    for group in sorted(groups, key=len):
        for size in range(2, len(group) + 1):
            for part in combinations(group, size):
                if all(fact in space.values for fact in part):
                    yield part


def _fewer(atoms: tuple[Atom, ...], seen: set[frozenset[Atom]]) -> bool:
    return len(atoms) > 2 and any(frozenset(part) in seen for part in combinations(atoms, 2))


def _facts(atoms: tuple[Atom, ...], space: Space) -> dict[str, FactValue]:
    """The values as a profile; empty where one fact would have two values it cannot have."""
    facts: dict[str, FactValue] = {}
    for fact, value in atoms:
        if fact in space.several:
            before = facts.get(fact, ())
            facts[fact] = (*before, str(value)) if isinstance(before, tuple) else (str(value),)
        elif fact in facts:
            return {}
        else:
            facts[fact] = value
    return facts


def _refused(facts: Mapping[str, FactValue], catalogue: Catalogue) -> bool:
    places = dict.fromkeys(facts, NOWHERE)
    return any(True for _ in inconsistencies(facts, places, catalogue))
