"""Applicability in the graph agrees with the engine: one SPARQL query finds what holds at a site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest

from recommender.api import home, load_knowledge, read_site, recommend
from recommender.evaluate.applicability import alternatives, applicability
from recommender.evaluate.condition import evaluate
from recommender.evaluate.decide import decide
from recommender.kb.query import query_prefixes
from recommender.kb.rdf import n_triples
from recommender.knowledge_graph import KnowledgeGraph, knowledge_graph
from recommender.model.applicability import Applied
from recommender.model.condition import AllOf, AnyOf, Condition, Is, Not, Within
from recommender.model.decision import Decision, Status
from recommender.model.knowledge import FactValue
from recommender.model.rule import Rule
from recommender.model.truth import Truth, conjunction, disjunction, negation

pytestmark = pytest.mark.slow

ROOT = home()
SITES = sorted((ROOT / "examples").glob("*.yaml"))
SITE = ox.NamedNode("https://example.org/site")
DECIMAL = ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
KINDS = {"recommend", "discourage", "exclude", "permit", "prioritise", "stage", "prerequisite"}


@pytest.fixture(scope="module")
def whole() -> KnowledgeGraph:
    return knowledge_graph(ROOT, load_knowledge())


@pytest.fixture(scope="module")
def store(whole: KnowledgeGraph) -> ox.Store:
    made = ox.Store()
    made.bulk_load(n_triples(whole.graph).encode(), format=ox.RdfFormat.N_TRIPLES)
    return made


def value_node(whole: KnowledgeGraph, value: object) -> ox.NamedNode | ox.Literal:
    if isinstance(value, bool):
        return ox.Literal(value)
    if isinstance(value, int | float):
        return ox.Literal(repr(value), datatype=DECIMAL)
    for name in ("Concept", "Technology"):
        if value in whole.records.of(name):
            return ox.NamedNode(whole.records.schema.record_iri(name, str(value)))
    return ox.Literal(str(value))


def facts_of(whole: KnowledgeGraph, decision: Decision) -> list[ox.Quad]:
    """The site as triples: what is known of it, derived facts included."""
    triples = []
    for fact, observed in decision.observations.items():
        values = observed.value if isinstance(observed.value, tuple) else (observed.value,)
        predicate = ox.NamedNode(whole.records.schema.record_iri("Fact", fact))
        triples += [ox.Quad(SITE, predicate, value_node(whole, value)) for value in values]
    return triples


@dataclass(frozen=True)
class Told:
    """What the graph alone says of a site: effects that hold, and those that hold or may still hold."""

    holds: frozenset[str]
    may_hold: frozenset[str]


def told_by_graph(whole: KnowledgeGraph, store: ox.Store, decision: Decision) -> Told:
    quads = facts_of(whole, decision)
    for quad in quads:
        store.add(quad)
    try:
        names = ("effects-that-hold", "effects-that-may-hold")
        return Told(*(asked(name, whole, store) for name in names))
    finally:
        for quad in quads:
            store.remove(quad)


def asked(name: str, whole: KnowledgeGraph, store: ox.Store) -> frozenset[str]:
    query = (ROOT / f"kb/queries/site/{name}.rq").read_text(encoding="utf-8").replace("?site", str(SITE))
    answer = store.query(query, prefixes=query_prefixes(whole.records.schema))
    assert isinstance(answer, ox.QuerySolutions)
    prefix = whole.records.schema.record_iri("Applicability", "")
    return frozenset(row["applicability"].value.removeprefix(prefix) for row in answer)


def graph_reasons(
    domain: str, made: tuple[Applied, ...], told: Told, rules: Mapping[str, Rule]
) -> dict[str, set[tuple[str, str]]]:
    """Technology → (effect, rule) that hold at the site, read off the nodes of the graph only.

    A support through a requirement counts where the requirement applies: it is required and nothing may
    waive it or make it a reference. A rule that another one beats, or may beat, has no say.
    """
    here = [applied for applied in made if domain in applied.domains]
    on: dict[str, list[Applied]] = {}
    for applied in here:
        on.setdefault(applied.technology or applied.requirement, []).append(applied)
    found: dict[str, set[tuple[str, str]]] = {}
    for applied in here:
        if not applied.technology or applied.key not in told.holds or not applies(applied, on, told):
            continue
        beaten = any(
            other.key in told.may_hold and applied.rule in {o.rule for o in rules[other.rule].overrides}
            for other in on[applied.technology]
        )
        if not beaten:
            found.setdefault(applied.technology, set()).add((applied.effect, applied.rule))
    return found


def applies(applied: Applied, on: Mapping[str, list[Applied]], told: Told) -> bool:
    if not applied.through:
        return True
    verdicts = on[applied.through]
    held = {verdict.effect for verdict in verdicts if verdict.key in told.holds}
    open_ = {verdict.effect for verdict in verdicts if verdict.key in told.may_hold}
    return "require" in held and not open_ & {"waive", "reference"}


@pytest.mark.parametrize("path", SITES, ids=lambda path: path.stem)
def test_the_graph_says_of_each_site_what_the_engine_says(
    path: Path, whole: KnowledgeGraph, store: ox.Store
) -> None:
    knowledge = load_knowledge()
    decision = decide(read_site(path, knowledge), knowledge)
    rules = knowledge.rulebook.rules
    made = applicability(knowledge).applied
    graph = graph_reasons(decision.domain, made, told_by_graph(whole, store, decision), rules)
    outside = knowledge.scope(decision.domain).outside
    compared = 0
    for key, decided in decision.technologies.items():
        if decided.status is Status.INSTALLED or key in outside:
            continue
        engine = {
            (reason.effect, reason.rule)
            for reason in decided.reasons
            if reason.truth is Truth.TRUE and reason.rule in rules and reason.effect in KINDS
        }
        assert graph.get(key, set()) == engine, key
        compared += len(engine)
    assert compared > 10


def test_resource_poor_community_in_one_query(store: ox.Store, whole: KnowledgeGraph) -> None:
    """sps2 5.3: where renewable resources are poor, costly technology is not encouraged."""
    answer = store.query(
        """SELECT DISTINCT ?technology ?clause WHERE {
             ?a tanlu:effect applied-effect:discourage ; tanlu:technology ?technology ; tanlu:clause ?clause ;
                tanlu:situation/tanlu:part ?part .
             ?part tanlu:fact fact:resource.level ; tanlu:concept concept:poor ; tanlu:negated false }""",
        prefixes=query_prefixes(whole.records.schema),
    )
    assert isinstance(answer, ox.QuerySolutions)
    clauses = {solution["clause"].value.rpartition("/id/clause/")[2] for solution in answer}
    assert clauses == {"sps2/5.3#p6"}


def test_alternatives_keep_the_three_valued_truth() -> None:
    """(a or b) and not (c and d), written out by hand: a¬c, a¬d, b¬c, b¬d."""
    a, b, c, d = (Is(name, (True,), frozenset({True})) for name in "abcd")
    ways = alternatives(AllOf((AnyOf((a, b)), Not(AllOf((c, d))))))
    assert [[(leaf.fact, negated) for leaf, negated in way] for way in ways] == [
        [("a", False), ("c", True)],
        [("a", False), ("d", True)],
        [("b", False), ("c", True)],
        [("b", False), ("d", True)],
    ]


@pytest.mark.parametrize("values", [{}, {"n": 3.0}, {"n": 7.0, "a": True}, {"a": False, "b": True}])
def test_normal_form_of_random_shapes(values: dict[str, FactValue]) -> None:
    a, b = (Is(name, (True,), frozenset({True})) for name in "ab")
    tree: Condition = Not(AnyOf((AllOf((a, Within("n", 5, None))), Not(b))))
    ways = [
        conjunction(
            [negation(evaluate(x, values).truth) if no else evaluate(x, values).truth for x, no in way]
        )
        for way in alternatives(tree)
    ]
    assert disjunction(ways) is evaluate(tree, values).truth


def test_the_roadmap_itself_is_untouched() -> None:
    """Making the applicability changes nothing of what a site is told."""
    knowledge = load_knowledge()
    site = read_site(SITES[0], knowledge)
    before = recommend(site, knowledge)
    knowledge_graph(ROOT, knowledge)
    assert recommend(site, knowledge) == before
