"""The real knowledge base, and a tiny one whose every record can be read at a glance."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph

from recommender.kb.graph import record_graph
from recommender.kb.load import check_documents, load_records
from recommender.kb.records import Records
from recommender.kb.validate import Validator, validator
from recommender.schema.definitions import Schema
from recommender.schema.read import read_schema
from recommender.store.nodes import Node, read_nodes

HERE = Path(__file__).parent
Documents = list[tuple[str, Node]]


@pytest.fixture(scope="session")
def home() -> Path:
    """The project folder."""
    return HERE.parent.parent


@pytest.fixture(scope="session")
def schema(home: Path) -> Schema:
    return read_schema(home / "ontology" / "schema.yaml")


@pytest.fixture(scope="session")
def real(home: Path) -> Records:
    return load_records(home)


@pytest.fixture(scope="session")
def mini_documents() -> Documents:
    paths = sorted((HERE / "mini").glob("*.yaml"))
    return [(f"mini/{path.name}", read_nodes(path)) for path in paths]


@pytest.fixture(scope="session")
def mini(schema: Schema, mini_documents: Documents) -> Records:
    return check_documents(schema, mini_documents)


@pytest.fixture
def mini_graph(mini: Records) -> Graph:
    return record_graph(mini)


@pytest.fixture(scope="session")
def shacl(schema: Schema, home: Path) -> Validator:
    return validator(schema, home)
