"""Every gate of the knowledge in one run: records, rules, shapes, OWL, reasoner, hygiene, questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from recommender.api import rule_texts
from recommender.evaluate.scope import prepare
from recommender.kb import check, competency, hygiene
from recommender.kb.catalogue import catalogue_of
from recommender.kb.graph import record_graph
from recommender.kb.profile import profile_problems
from recommender.kb.query import QueryStore, query_prefixes
from recommender.kb.rdf import n_triples
from recommender.kb.reasoner import Run, ontology_graph, skipped, start_reasoner
from recommender.kb.records import Records
from recommender.knowledge_graph import complete
from recommender.language.read import read_rules
from recommender.model.problem import BadInput, Problem, Severity, by_place

if TYPE_CHECKING:
    from rdflib import Graph


@dataclass(frozen=True)
class Verdict:
    """What the gates found, in order of place, and counts by name; no counts when the records do not load."""

    problems: tuple[Problem, ...]
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def errors(self) -> int:
        """How many of the problems are errors."""
        return sum(problem.severity is Severity.ERROR for problem in self.problems)


def check_everything(home: Path, require_reasoner: bool = False, explain: bool = False) -> Verdict:
    """All gates over the project at `home`; never raises for faults of the knowledge.

    The reasoner works beside the other gates. Without Java it is skipped with a notice, or, when required,
    an error. `explain` asks for the proof of a contradiction. What rests on records and rules being sound is
    left out while they are not.
    """
    loaded = check.load(home)
    records = loaded.records
    if records is None:
        return Verdict(loaded.problems)
    catalogue = catalogue_of(records, loaded.regions)
    rulebook, in_rules = read_rules(rule_texts(home), catalogue)
    counts = {name: len(found) for name, found in records.by_class.items()}
    counts |= {"Region": len(loaded.regions), "Rule": len(rulebook.rules)}
    problems = [*loaded.problems, *in_rules]
    graph = record_graph(records)
    if any(problem.severity is Severity.ERROR for problem in problems):
        problems += check.validate(home, records, graph)
        return Verdict(_in_order(problems), counts)
    try:
        whole = _copy(graph)
        complete(whole, records, prepare(catalogue, rulebook), home)
        tbox = ontology_graph(home)
    except (BadInput, OSError) as error:
        problems += error.problems if isinstance(error, BadInput) else ()
        problems += check.validate(home, records, graph)
        return Verdict(_in_order(problems), counts)
    run = start_reasoner(tbox, whole)
    problems += check.validate(home, records, graph)
    problems += profile_problems(tbox, whole)
    problems += _answers(home, records, n_triples(whole), counts)
    problems += _reasoned(run, require_reasoner, explain, counts)
    return Verdict(_in_order(problems), counts)


def _answers(home: Path, records: Records, text: str, counts: dict[str, int]) -> Iterator[Problem]:
    """The hygiene queries and the competency questions, on the graph given as N-Triples."""
    try:
        queries = hygiene.read_queries(home)
        counts["Hygiene"] = len(queries)
        yield from hygiene.defects(queries, hygiene.hygiene_store(records, [text], home), records)
        questions = competency.read_questions(home)
        counts["Question"] = len(questions)
        store = QueryStore.of(text, query_prefixes(records.schema))
        yield from competency.differences(questions, store, records.schema)
    except BadInput as error:
        yield from error.problems


def _reasoned(run: Run | None, required: bool, explain: bool, counts: dict[str, int]) -> Iterator[Problem]:
    """What the reasoner found; the sizes of the defined classes go to `counts`."""
    if run is None:
        yield skipped(required)
        return
    reasoned, problems = run.result(explain)
    yield from problems
    if reasoned is not None and reasoned.members is not None:
        for name, members in reasoned.members.items():
            counts[f"  {name.rpartition('/')[2]}"] = len(members)


def _copy(graph: Graph) -> Graph:
    copy = type(graph)(bind_namespaces="none")
    copy += graph
    return copy


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=by_place))
