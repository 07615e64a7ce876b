"""Hygiene of knowledge and ontology: the queries of kb/queries/qc, each row of an answer one defect."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph

from recommender.kb.query import QueryLimits, QueryStore, query_prefixes
from recommender.kb.rdf import n_triples
from recommender.kb.records import Record, Records
from recommender.model.problem import BadInput, Place, Problem, Severity
from recommender.model.text import Text

FOLDER = "kb/queries/qc"
ALIGNMENTS = "ontology/alignments"
LIMITS = QueryLimits(rows=200)
"""More rows than these of one query are not told."""
_HEADER = re.compile(r"# (zh|en|severity): (.+)")


@dataclass(frozen=True)
class HygieneQuery:
    """One query: `file` from the project's home, what it asks, and whether a row is only a warning."""

    file: str
    question: Text
    query: str
    warning: bool = False


def read_queries(home: Path) -> tuple[HygieneQuery, ...]:
    """The queries under `home`, in order of name. Raises BadInput for one without its question."""
    return tuple(_read(home, path) for path in sorted((home / FOLDER).glob("*.rq")))


def hygiene_store(records: Records, texts: Iterable[str], home: Path) -> QueryStore:
    """A store of the N-Triples `texts` with ontology and alignments of `home` beside them."""
    return QueryStore.of("".join([*texts, terms(home)]), query_prefixes(records.schema))


def terms(home: Path) -> str:
    """Ontology, axioms and alignments as N-Triples. The ontology imports no alignment; only hygiene does."""
    graph = Graph(bind_namespaces="none")
    folders = (home / "ontology" / "generated", home / "ontology", home / ALIGNMENTS)
    for folder in folders:
        for path in sorted(folder.glob("*.ttl")):
            if "shapes" not in path.name:
                graph.parse(path, format="turtle")
    return n_triples(graph)


def defects(queries: Iterable[HygieneQuery], store: QueryStore, records: Records) -> Iterator[Problem]:
    """One problem per row of each answer, at the record it is about. Raises BadInput for a bad query."""
    schema = records.schema
    by_iri = {schema.record_iri(record.type, record.id): record for record in records}
    for query in queries:
        answer = store.ask(query.query, LIMITS)
        for row in answer.rows:
            cells = dict(zip(answer.columns, row, strict=True))
            yield _problem(query, cells.get("this", ""), cells.get("value", ""), by_iri, schema.prefixes)


def _problem(
    query: HygieneQuery, this: str, value: str, by_iri: Mapping[str, Record], prefixes: Mapping[str, str]
) -> Problem:
    record = by_iri.get(this)
    name, other = _short(this, prefixes), _short(value, prefixes)
    return Problem(
        record.where("") if record is not None else Place(query.file),
        "W-QC" if query.warning else "E-QC",
        f"{query.question.zh}{name}" + (f"（{other}）" if other else ""),
        f"{query.question.en} {name}" + (f" ({other})" if other else ""),
        severity=Severity.WARNING if query.warning else Severity.ERROR,
    )


def _short(iri: str, prefixes: Mapping[str, str]) -> str:
    for prefix, start in prefixes.items():
        if iri.startswith(start):
            rest = iri.removeprefix(start)
            return rest if prefix == "id" else f"{prefix}:{rest}"
    return iri


def _read(home: Path, path: Path) -> HygieneQuery:
    text = path.read_text(encoding="utf-8")
    file = path.relative_to(home).as_posix()
    header = {m[1]: m[2] for line in text.splitlines() if (m := _HEADER.fullmatch(line))}
    if not {"zh", "en"} <= set(header) or "?this" not in text:
        raise BadInput((_bad(file),))
    return HygieneQuery(file, Text(header["zh"], header["en"]), text, header.get("severity") == "warning")


def _bad(file: str) -> Problem:
    return Problem(
        Place(file, 1, 1),
        "E-QC-QUERY",
        "开头要有 # zh: 和 # en: 两行问句，结果要有 ?this 一列",
        "a query begins with its question, # zh: and # en:, and gives a column ?this",
    )
