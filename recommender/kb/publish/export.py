"""The knowledge base as files for others: which formats there are, and a whole release with its manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph

from recommender.kb.publish.jsonld import json_ld
from recommender.kb.publish.network import gexf, graphml, network
from recommender.kb.publish.owl_xml import owl_xml
from recommender.kb.publish.tabular import csv_files, write_sqlite
from recommender.kb.publish.void import PublishedFile, describe_release
from recommender.kb.rdf import n_triples, turtle
from recommender.kb.records import Records
from recommender.kb.tables import Table

NAME = "tanlu"
ONTOLOGY = ("ontology/generated/ontology.ttl", "ontology/axioms.ttl")


@dataclass(frozen=True)
class Published:
    """What is exported: the records, the whole graph, the tables, and where the ontology lies."""

    home: Path
    records: Records
    graph: Graph
    tables: tuple[Table, ...]


def _owl(kb: Published) -> str:
    tbox = Graph()
    for name in ONTOLOGY:
        tbox.parse(kb.home / name, format="turtle")
    return owl_xml(tbox, kb.graph)


_WRITERS: dict[str, tuple[str, str, Callable[[Published], str]]] = {
    "ttl": (f"{NAME}.ttl", "text/turtle", lambda kb: turtle(kb.graph)),
    "nt": (f"{NAME}.nt", "application/n-triples", lambda kb: n_triples(kb.graph)),
    "jsonld": (f"{NAME}.jsonld", "application/ld+json", lambda kb: json_ld(kb.records, kb.graph)),
    "owx": (f"{NAME}.owx", "application/owl+xml", _owl),
    "graphml": (
        f"{NAME}.graphml",
        "application/graphml+xml",
        lambda kb: graphml(network(kb.graph, kb.records.schema)),
    ),
    "gexf": (f"{NAME}.gexf", "application/gexf+xml", lambda kb: gexf(network(kb.graph, kb.records.schema))),
}
FORMATS = (*_WRITERS, "ontology", "csv", "sqlite", "void", "all")


def export(kb: Published, form: str, out: Path) -> tuple[Path, ...]:
    """Write one format into the folder `out`; "all" is the whole release with void.ttl and manifest.json.

    Gives back the files written, in order. The same knowledge gives the same bytes.
    """
    out.mkdir(parents=True, exist_ok=True)
    wanted = [name for name in FORMATS if name not in ("void", "all")] if form in ("void", "all") else [form]
    files: dict[str, PublishedFile] = {}
    for name in wanted:
        for path, media in _write(kb, name, out):
            data = path.read_bytes()
            key = path.relative_to(out).as_posix()
            files[key] = PublishedFile(key, media, len(data), hashlib.sha256(data).hexdigest())
    if form in ("void", "all"):
        described = describe_release(kb.records.schema, kb.graph, files)
        (out / "void.ttl").write_text(turtle(described), encoding="utf-8")
        (out / "manifest.json").write_text(_manifest(files), encoding="utf-8")
        return (*(out / key for key in files), out / "void.ttl", out / "manifest.json")
    return tuple(out / key for key in files)


def _write(kb: Published, form: str, out: Path) -> Sequence[tuple[Path, str]]:
    if form == "ontology":
        for name in ONTOLOGY:
            (out / Path(name).name).write_bytes((kb.home / name).read_bytes())
        return [(out / Path(name).name, "text/turtle") for name in ONTOLOGY]
    if form == "csv":
        (out / "csv").mkdir(exist_ok=True)
        for name, data in csv_files(kb.tables).items():
            (out / "csv" / name).write_bytes(data)
        return [(out / "csv" / name, "text/csv") for name in csv_files(kb.tables)]
    if form == "sqlite":
        path = out / f"{NAME}.sqlite"
        write_sqlite(kb.tables, path, _many(kb))
        return [(path, "application/vnd.sqlite3")]
    name, media, write = _WRITERS[form]
    (out / name).write_text(write(kb), encoding="utf-8", newline="\n")
    return [(out / name, media)]


def _many(kb: Published) -> list[tuple[str, str]]:
    """(table, column) of every column that may hold several values: those a slot of that name says so."""
    several = {
        slot.name
        for one in kb.records.schema.classes.values()
        for slot in one.slots.values()
        if slot.multivalued
    }
    return [
        (table.name, column)
        for table in kb.tables
        for column in table.columns
        if column in several and "id" in table.columns
    ]


def _manifest(files: dict[str, PublishedFile]) -> str:
    rows = [
        {"file": one.name, "media": one.media, "bytes": one.size, "sha256": one.sha256}
        for one in files.values()
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
