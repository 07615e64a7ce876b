"""Random conditions, rules and sites over a small typed catalogue, for property tests of any module.

`conditions()` draws a condition, `rulebooks()` a knowledge of a few rules that read and derive facts,
`sites(values)` a site whose facts take the given values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from recommender.evaluate.scope import Knowledge, prepare
from recommender.language.conditions import is_value
from recommender.model.catalogue import Catalogue
from recommender.model.condition import AllOf, AnyOf, Condition, Contains, Is, Not, Value, Within
from recommender.model.effect import Classify
from recommender.model.knowledge import Authority, Basis, Concept, Fact, FactType, FactValue
from recommender.model.problem import Place
from recommender.model.rule import Rule, Rulebook
from recommender.model.text import Text

WORD = Text("甲", "A")


def _fact(key: str, kind: FactType, scheme: str = "", **more: float) -> Fact:
    return Fact(key, kind, "site", WORD, WORD, scheme=scheme, **more)  # type: ignore[arg-type]


CATALOGUE = Catalogue(
    schemes={"site_type": WORD, "level": WORD, "group": WORD},
    concepts={
        key: Concept(key, scheme, WORD, broader=broader)
        for key, scheme, broader in (
            ("any_town", "site_type", ""),
            ("old_town", "site_type", "any_town"),
            ("new_town", "site_type", "any_town"),
            ("farm", "site_type", ""),
            ("rich", "level", ""),
            ("poor", "level", ""),
            ("people", "group", ""),
            ("children", "group", "people"),
            ("aged", "group", "people"),
            ("shops", "group", ""),
        )
    },
    facts={
        fact.id: fact
        for fact in (
            _fact("site.type", FactType.CONCEPT, "site_type"),
            _fact("site.level", FactType.CONCEPT, "level"),
            _fact("site.groups", FactType.CONCEPTS, "group"),
            _fact("site.storeys", FactType.INTEGER, minimum=0, maximum=9),
            _fact("site.windy", FactType.BOOLEAN),
        )
    },
)
DERIVED: tuple[tuple[str, Value], ...] = (
    ("site.level", "rich"),
    ("site.level", "poor"),
    ("site.windy", True),
)
"""What rules may derive."""


def _values(fact: str) -> list[Value]:
    scheme = CATALOGUE.facts[fact].scheme
    return [concept.id for concept in CATALOGUE.concepts_of[scheme]] if scheme else [True, False]


def _contains(values: Sequence[Value], every: bool) -> Contains:
    tests = [is_value("site.groups", (value,), CATALOGUE) for value in values]
    return Contains(
        "site.groups",
        tuple(str(value) for value in values),
        tuple(test.accepts for test in tests),
        tuple(test.may_be for test in tests),
        every,
    )


def leaves(facts: Sequence[str] = tuple(CATALOGUE.facts)) -> st.SearchStrategy[Condition]:
    """One test of one of the facts."""
    kinds: list[st.SearchStrategy[Condition]] = []
    for fact in facts:
        if fact == "site.storeys":
            bounds = st.tuples(st.integers(0, 9), st.sampled_from(["low", "high"]), st.booleans())
            kinds.append(
                bounds.map(lambda b: Within("site.storeys", **{b[1]: b[0]}, strict=b[2]))  # type: ignore[arg-type]
            )
            kinds.append(st.integers(0, 9).map(lambda n: Is("site.storeys", (n,), frozenset({n}))))
            continue
        chosen = st.lists(st.sampled_from(_values(fact)), min_size=1, max_size=2, unique=True)
        kinds.append(chosen.map(lambda values, fact=fact: is_value(fact, tuple(values), CATALOGUE)))
        if fact == "site.groups":
            kinds.append(st.tuples(chosen, st.booleans()).map(lambda pair: _contains(*pair)))
    return st.one_of(kinds)


def conditions(facts: Sequence[str] = tuple(CATALOGUE.facts)) -> st.SearchStrategy[Condition]:
    """A condition of up to eight tests."""
    return st.recursive(
        leaves(facts),
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: AllOf(tuple(parts))),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
            inner.map(Not),
        ),
        max_leaves=8,
    )


def rule(key: str, when: Condition | None, *then: Classify) -> Rule:
    """A rule of our own judgement with this condition."""
    return Rule(
        key, WORD, (), Basis.JUDGEMENT, Authority.JUDGEMENT, when, then, WORD, (), Place("r.yaml", 1, 1)
    )


@st.composite
def rulebooks(draw: st.DrawFn) -> Knowledge:
    """Up to three rules that derive facts from the others, and three that read them all."""
    given = draw(st.lists(st.sampled_from(DERIVED), max_size=3))
    primary = ("site.type", "site.groups", "site.storeys")
    rules = [
        rule(f"derives-{number}", draw(conditions(primary)), Classify(fact, value))
        for number, (fact, value) in enumerate(given)
    ]
    rules += [rule(f"reads-{number}", draw(conditions())) for number in range(3)]
    return prepare(CATALOGUE, Rulebook({one.id: one for one in rules}))


def sites(values: Mapping[str, Sequence[Value]]) -> st.SearchStrategy[dict[str, FactValue]]:
    """A site that states a type and any of the other facts; lists are never empty."""
    one = {
        fact: st.lists(st.sampled_from(list(found)), min_size=1, unique=True).map(tuple)
        if CATALOGUE.facts[fact].type is FactType.CONCEPTS
        else st.sampled_from(list(found))
        for fact, found in values.items()
    }
    return st.fixed_dictionaries(
        {"site.type": one["site.type"]},
        optional={fact: drawn for fact, drawn in one.items() if fact != "site.type"},
    )  # type: ignore[return-value]
