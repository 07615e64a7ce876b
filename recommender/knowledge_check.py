"""Every gate of the knowledge in one run: records, rules, shapes, OWL, reasoner, hygiene, questions."""

from __future__ import annotations

import gc
import multiprocessing
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDFS

from recommender.api import rule_texts
from recommender.evaluate.scope import Knowledge, prepare
from recommender.kb import check
from recommender.kb.catalogue import catalogue_of
from recommender.kb.gate import Gate, not_made, timed
from recommender.kb.graph import record_graph
from recommender.kb.proof import competency, hygiene
from recommender.kb.proof.profile import profile_problems
from recommender.kb.proof.reasoner import Run, defined_classes, ontology_graph, skipped, start_reasoner
from recommender.kb.query import QueryStore, query_prefixes
from recommender.kb.rdf import n_triples
from recommender.kb.records import Records
from recommender.knowledge_graph import complete
from recommender.language.read import read_rules
from recommender.model.problem import BadInput, Problem, Severity, by_place
from recommender.model.text import NO_TEXT, Text

LOADING = Text("载入与链接", "loading and links")
RULES = Text("规则", "rules")
WHOLE = Text("合成全图", "the whole graph")
PROFILE = Text("OWL 2 DL 之内", "within OWL 2 DL")
HYGIENE = Text("图的卫生", "hygiene of the graph")
QUESTIONS = Text("能力问题", "competency questions")
REASONER = Text("推理机 HermiT", "reasoner HermiT")
_ON_RECORDS = (RULES, check.COVERAGE, check.GENERATED, check.OPENS, check.SHACL)
_ON_WHOLE = (PROFILE, HYGIENE, QUESTIONS, REASONER)
_FIRST = Text("先改好上面的错误", "mend the errors above first")
_NO_JAVA = Text("没有 Java", "no Java")
_OTHERS = {
    "Region": Text("省市", "Place"),
    "Hygiene": Text("卫生查询", "Hygiene query"),
    "Question": Text("能力问题", "Competency question"),
}
"""What is counted beside the classes of the schema."""


@dataclass(frozen=True)
class Verdict:
    """The gates in the order they are told; counts and labels by name, none when the records do not load.

    `members` counts what the reasoner found to belong to each defined class.
    """

    gates: tuple[Gate, ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    members: Mapping[str, int] = field(default_factory=dict)
    labels: Mapping[str, Text] = field(default_factory=dict)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What the gates found, in order of place."""
        found = (problem for gate in self.gates for problem in gate.problems)
        return tuple(sorted(dict.fromkeys(found), key=by_place))

    @property
    def errors(self) -> int:
        """How many of the problems are errors."""
        return sum(problem.severity is Severity.ERROR for problem in self.problems)


@dataclass
class _Tally:
    """What is counted while the gates are passed, by name, with the labels of the names."""

    counts: dict[str, int]
    members: dict[str, int] = field(default_factory=dict)
    labels: dict[str, Text] = field(default_factory=dict)


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
    start = time.perf_counter()
    loaded = check.load(home)
    loading = Gate(LOADING, loaded.problems, time.perf_counter() - start)
    records = loaded.records
    if records is None:
        return Verdict((loading, *not_made((*_ON_RECORDS, WHOLE, *_ON_WHOLE), _FIRST)))
    start = time.perf_counter()
    catalogue = catalogue_of(records, loaded.regions)
    rulebook, in_rules = read_rules(rule_texts(home), catalogue)
    rules = Gate(RULES, tuple(in_rules), time.perf_counter() - start)
    graph = record_graph(records)
    sound = not any(one.severity is Severity.ERROR for one in (*loading.problems, *in_rules))
    beside = _beside(lambda: check.validate(home, records, graph))
    tally = _Tally({name: len(found) for name, found in records.by_class.items()})
    tally.counts |= {"Region": len(loaded.regions), "Rule": len(rulebook.rules)}
    tally.labels |= {name: one.label for name, one in records.schema.classes.items()} | _OTHERS
    whole = not_made((WHOLE, *_ON_WHOLE), _FIRST)
    if sound:
        whole = tuple(_whole(home, records, graph, prepare(catalogue, rulebook), reasoner, tally))
    return Verdict((loading, rules, *beside(), *whole), tally.counts, tally.members, tally.labels)


def _whole(
    home: Path,
    records: Records,
    graph: Graph,
    knowledge: Knowledge,
    reasoner: tuple[bool, bool],
    tally: _Tally,
) -> Iterator[Gate]:
    """The gates on the whole graph, which `graph` becomes: OWL profile, reasoner, hygiene, questions."""
    start = time.perf_counter()
    tbox, problems = _completed(home, records, graph, knowledge)
    yield Gate(WHOLE, problems, time.perf_counter() - start)
    if tbox is None:
        yield from not_made(_ON_WHOLE, _FIRST)
        return
    tally.labels |= _labels(tbox)
    start = time.perf_counter()
    run = start_reasoner(tbox, graph)
    yield timed(PROFILE, lambda: profile_problems(tbox, graph))
    text = n_triples(graph)
    yield timed(HYGIENE, lambda: _defects(home, records, text, tally))
    yield timed(QUESTIONS, lambda: _differences(home, records, text, tally))
    yield _reasoned(run, *reasoner, tally, start)


def _completed(
    home: Path, records: Records, graph: Graph, knowledge: Knowledge
) -> tuple[Graph | None, tuple[Problem, ...]]:
    """Make `graph` the whole graph; give the ontology, or None and why there is none."""
    try:
        complete(graph, records, knowledge, home)
        return ontology_graph(home), ()
    except BadInput as error:
        return None, error.problems
    except OSError:
        return None, ()  # a generated file that is missing is told as stale


def _labels(tbox: Graph) -> dict[str, Text]:
    """The labels of the defined classes by name."""
    labels: dict[str, Text] = {}
    for iri in defined_classes(tbox):
        said = {
            str(one.language): str(one)
            for one in tbox.objects(URIRef(iri), RDFS.label)
            if isinstance(one, Literal)
        }
        labels[iri.rpartition("/")[2]] = Text(said.get("zh", ""), said.get("en", ""))
    return labels


def _beside(work: Callable[[], tuple[Gate, ...]]) -> Callable[[], tuple[Gate, ...]]:
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

    def result() -> tuple[Gate, ...]:
        with receiver:
            try:
                found: tuple[Gate, ...] = receiver.recv()
            except EOFError:
                raise RuntimeError("the closed-world check ended without a result") from None
        process.join()
        return found

    return result


def _defects(home: Path, records: Records, text: str, tally: _Tally) -> Iterator[Problem]:
    """What the hygiene queries find in the graph, given as N-Triples."""
    try:
        queries = hygiene.read_queries(home)
        tally.counts["Hygiene"] = len(queries)
        yield from hygiene.defects(queries, hygiene.hygiene_store(records, [text], home), records)
    except BadInput as error:
        yield from error.problems


def _differences(home: Path, records: Records, text: str, tally: _Tally) -> Iterator[Problem]:
    """What differs in the answers to the competency questions, on the graph given as N-Triples."""
    try:
        questions = competency.read_questions(home)
        tally.counts["Question"] = len(questions)
        store = QueryStore.of(text, query_prefixes(records.schema))
        yield from competency.differences(questions, store, records.schema)
    except BadInput as error:
        yield from error.problems


def _reasoned(run: Run | None, required: bool, explain: bool, tally: _Tally, start: float) -> Gate:
    """What the reasoner, started at `start`, found; the sizes of the defined classes go to the tally."""
    if run is None:
        told = (skipped(required),)
        return Gate(REASONER, told, left_out=NO_TEXT if required else _NO_JAVA)
    reasoned, problems = run.result(explain)
    if reasoned is not None and reasoned.members is not None:
        tally.members |= {name.rpartition("/")[2]: len(found) for name, found in reasoned.members.items()}
    return Gate(REASONER, problems, time.perf_counter() - start)


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
