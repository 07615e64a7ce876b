"""Every gate of the knowledge in one run: records, rules, shapes, OWL, reasoner, hygiene, questions."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from recommender.api import rule_texts
from recommender.evaluate.scope import Knowledge, prepare
from recommender.kb import check
from recommender.kb.catalogue import catalogue_of
from recommender.kb.graph import record_graph
from recommender.kb.proof import competency, hygiene
from recommender.kb.proof.profile import profile_problems
from recommender.kb.proof.reasoner import Run, ontology_graph, skipped, start_reasoner
from recommender.kb.query import QueryStore, query_prefixes
from recommender.kb.rdf import n_triples
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

    The reasoner and the closed-world check work beside the other gates. Without Java the reasoner is skipped
    with a notice, or, when required, an error. `explain` asks for the proof of a contradiction. What rests on
    records and rules being sound is left out while they are not.
    """
    with _without_collecting():
        return _check(home, (require_reasoner, explain))


def _check(home: Path, reasoner: tuple[bool, bool]) -> Verdict:
    """All gates; `reasoner` says whether it is required and whether it explains."""
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
    sound = not any(problem.severity is Severity.ERROR for problem in problems)
    beside = _beside(lambda: check.validate(home, records, graph))
    if sound:
        problems += _whole(home, records, graph, prepare(catalogue, rulebook), reasoner, counts)
    return Verdict(_in_order([*problems, *beside()]), counts)


def _whole(
    home: Path,
    records: Records,
    graph: Graph,
    knowledge: Knowledge,
    reasoner: tuple[bool, bool],
    counts: dict[str, int],
) -> Iterator[Problem]:
    """The gates on the whole graph, which `graph` becomes: OWL profile, reasoner, hygiene, questions."""
    try:
        complete(graph, records, knowledge, home)
        tbox = ontology_graph(home)
    except BadInput as error:
        yield from error.problems
        return
    except OSError:
        return  # a generated file that is missing is told as stale
    run = start_reasoner(tbox, graph)
    yield from profile_problems(tbox, graph)
    yield from _answers(home, records, n_triples(graph), counts)
    yield from _reasoned(run, *reasoner, counts)


def _beside(work: Callable[[], tuple[Problem, ...]]) -> Callable[[], tuple[Problem, ...]]:
    """The work done by a process of its own where the system can fork one; gives back how to get the result.

    Elsewhere it is done at once.
    """
    if "fork" not in multiprocessing.get_all_start_methods():
        done = work()
        return lambda: done
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=lambda: sender.send(work()))
    process.start()
    sender.close()

    def result() -> tuple[Problem, ...]:
        with receiver:
            try:
                found: tuple[Problem, ...] = receiver.recv()
            except EOFError:
                raise RuntimeError("the closed-world check ended without a result") from None
        process.join()
        return found

    return result


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


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Python's cycle collector would walk millions of terms again and again, for a third of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=by_place))
