"""SHACL validation of the record graph: each result in one line, mapped back to file:line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
import pyshacl
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node

from recommender.kb.ontology import ontology
from recommender.kb.rdf import n_triples, new_graph
from recommender.kb.records import Record, Records
from recommender.kb.shapes import shapes
from recommender.model.problem import Place, Problem, Severity, by_place
from recommender.schema.definitions import Schema

EXTRA = "ontology/shapes-extra.ttl"


@dataclass(frozen=True)
class Validator:
    """Shapes and ontology, read once and used for many graphs or single records."""

    schema: Schema
    everything: Graph
    core: Graph
    ontology: Graph
    constraints: tuple[Constraint, ...]

    def check(self, records: Records, data: Graph, focus: Iterable[str] = ()) -> tuple[Problem, ...]:
        """Problems of the graph, or only of the records whose IRIs are in `focus`; sorted by file and line.

        `data` is the graph of `records`; the ontology is added to it for the check and taken out again.
        """
        nodes: list[str | URIRef] = [URIRef(iri) for iri in focus]
        new = [triple for triple in self.ontology if triple not in data]
        for triple in new:
            data.add(triple)
        try:
            found = list(self._shacl(data, nodes)) if nodes else [*self._shacl(data), *self._queries(data)]
        finally:
            for triple in new:
                data.remove(triple)
        return tuple(sorted(set(_problems(records, found)), key=by_place))

    def _shacl(self, data: Graph, nodes: list[str | URIRef] | None = None) -> Iterator[Finding]:
        """What pyshacl finds: all shapes for a few nodes, only those without SPARQL for the whole graph."""
        shacl = self.everything if nodes else self.core
        _, report, _ = pyshacl.validate(data, shacl_graph=shacl, inference="none", focus_nodes=nodes)
        if not isinstance(report, Graph):
            raise RuntimeError(f"SHACL engine failed: {report}")
        for result in report.subjects(RDF.type, SH.ValidationResult):
            path = report.value(result, SH.resultPath)
            yield Finding(
                focus=str(report.value(result, SH.focusNode)),
                path=str(report.value(path, RDF.first) or path or ""),  # of a sequence path, the first step
                value=report.value(result, SH.value),
                texts=self._texts(report, result),
                warning=report.value(result, SH.resultSeverity) in (SH.Warning, SH.Info),
            )

    def _texts(self, report: Graph, result: Node) -> dict[str, str]:
        """The messages by language, from the shape; pyshacl reports only one of a SPARQL constraint's."""
        source = report.value(result, SH.sourceConstraint) or report.value(result, SH.sourceShape)
        messages = [*report.objects(result, SH.resultMessage), *self.everything.objects(source, SH.message)]
        return {m.language or "en": str(m) for m in messages if isinstance(m, Literal)}

    def _queries(self, data: Graph) -> Iterator[Finding]:
        """What the SPARQL constraints find, each asked once of the whole graph.

        pyshacl would ask each of them once per record, which takes a hundred times as long.
        """
        if not self.constraints:
            return
        store = pyoxigraph.Store()
        store.load(n_triples(data).encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
        for constraint in self.constraints:
            rows = store.query(constraint.query)
            assert isinstance(rows, pyoxigraph.QuerySolutions)
            for row in rows:
                value = row["value"] if "value" in constraint.variables else None
                focus = str(getattr(row["this"], "value", ""))
                yield Finding(focus, "", _term(value), constraint.texts, constraint.warning)


@dataclass(frozen=True)
class Constraint:
    """One SPARQL constraint of the shapes, widened from one focus node to all its targets."""

    query: str
    variables: tuple[str, ...]
    texts: Mapping[str, str]
    warning: bool


@dataclass(frozen=True)
class Finding:
    """One result before it is mapped to a file: focus node, property, value and the messages by language."""

    focus: str
    path: str
    value: Node | None
    texts: Mapping[str, str]
    warning: bool


def validator(schema: Schema, home: Path) -> Validator:
    """The generated shapes with the hand-written ones of `home`/ontology."""
    together = shapes(schema)
    extra = home / EXTRA
    if extra.is_file():
        together.parse(extra, format="turtle")
    core = new_graph(schema)
    core += (triple for triple in together if triple[1] != SH.sparql)
    return Validator(schema, together, core, ontology(schema), tuple(_constraints(together)))


def _constraints(graph: Graph) -> Iterator[Constraint]:
    """The SPARQL constraints with their targets joined in, ordered by the name of their shape."""
    for shape, query in sorted(graph.subject_objects(SH.sparql)):
        text = str(graph.value(query, SH.select))
        head, _, body = text.partition("{")
        distinct = head.replace("$this", "DISTINCT $this", 1)
        yield Constraint(
            query=f"{_prefixes(graph, query)}{distinct}{{ {_target(graph, shape)} {body}",
            variables=tuple(re.findall(r"\?(\w+)", head)),
            texts={
                m.language or "en": str(m) for m in graph.objects(query, SH.message) if isinstance(m, Literal)
            },
            warning=graph.value(shape, SH.severity) in (SH.Warning, SH.Info),
        )


def _target(graph: Graph, shape: Node) -> str:
    if target := graph.value(shape, SH.targetClass):
        return f"$this a/<{RDFS.subClassOf}>* <{target}> ."
    return f"$this <{graph.value(shape, SH.targetSubjectsOf)}> [] ."


def _prefixes(graph: Graph, query: Node) -> str:
    declared = graph.objects(graph.value(query, SH.prefixes), SH.declare)
    pairs = sorted((str(graph.value(d, SH.prefix)), str(graph.value(d, SH.namespace))) for d in declared)
    return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in pairs)


def _term(value: object) -> Node | None:
    if isinstance(value, pyoxigraph.NamedNode):
        return URIRef(value.value)
    return Literal(value.value) if isinstance(value, pyoxigraph.Literal) else None


def _problems(records: Records, findings: Iterable[Finding]) -> Iterator[Problem]:
    by_iri = {records.schema.record_iri(record.type, record.id): record for record in records}
    slots = _slots_by_property(records.schema)
    for finding in findings:
        record = by_iri.get(finding.focus)
        zh, en = finding.texts.get("zh", ""), finding.texts.get("en", "")
        name = record.id if record is not None else _short(records.schema, finding.focus)
        shown = _shown(records.schema, finding.value, finding.focus)
        yield Problem(
            place=_place(record, slots.get(finding.path, ())),
            code="W-SHACL" if finding.warning else "E-SHACL",
            zh=f"“{name}”：{zh or en}" + (f"（现为 {shown}）" if shown else ""),
            en=f"'{name}': {en or zh}" + (f" (now {shown})" if shown else ""),
            severity=Severity.WARNING if finding.warning else Severity.ERROR,
        )


def _slots_by_property(schema: Schema) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for record_class in schema.classes.values():
        for slot in record_class.slots.values():
            iri = schema.expand(slot.iri)
            if slot.name not in found.get(iri, ()):
                found[iri] = (*found.get(iri, ()), slot.name)
    return found


def _place(record: Record | None, names: tuple[str, ...]) -> Place:
    if record is None:
        return Place("kb")
    written = next((name for name in names if name in record.places), "")
    return record.where(written)


def _shown(schema: Schema, value: Node | None, focus: str) -> str:
    if value is None or str(value) == focus:
        return ""
    return _short(schema, str(value)) if isinstance(value, URIRef) else str(value)


def _short(schema: Schema, iri: str) -> str:
    return iri.removeprefix(schema.prefixes["id"])
