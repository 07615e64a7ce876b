"""The laws of docs/architecture.md that no linter knows."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from recommender.evaluate.scope import Knowledge
from tests.conftest import ROOT

MODULES = sorted((ROOT / "recommender").rglob("*.py"))
PYTHON = [*MODULES, *sorted((ROOT / "ui").rglob("*.py")), *sorted((ROOT / "tests").rglob("*.py"))]
CLAUSE = re.compile(r"(zcc|sps2|gdpilot|zcgo|gdroute)/([0-9A-Z]|t[0-9])\S*")


def names(paths: list[Path]) -> list[str]:
    return [path.relative_to(ROOT).as_posix() for path in paths]


def strings(path: Path) -> Iterator[str]:
    """String constants of a module that are not docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


@pytest.mark.parametrize("path", MODULES, ids=names(MODULES))
def test_engine_code_holds_no_technology_and_no_clause(path: Path, knowledge: Knowledge) -> None:
    held = set(strings(path))
    assert not held & set(knowledge.catalogue.technologies)
    assert not [text for text in held if CLAUSE.fullmatch(text)]


@pytest.mark.parametrize("path", PYTHON, ids=names(PYTHON))
def test_a_file_says_its_duty_and_fits_in_400_lines(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 400
    if text.strip():
        doc = ast.get_docstring(ast.parse(text))
        assert doc, "the first line says what the module is for"


@pytest.mark.parametrize("path", MODULES, ids=names(MODULES))
def test_functions_fit_a_screen(path: Path) -> None:
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1}"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and node.end_lineno and node.end_lineno - node.lineno + 1 > 60
    ]
    assert not long


def test_the_project_names_nothing_outside_itself() -> None:
    """Neither the folder of the sources nor a package index belongs into what is committed."""
    outside = ("../sha" + "red", "pypi" + ".org", "files.python" + "hosted", "opt/" + "pypi")
    folders = ("recommender", "ui", "tests", "docs", "kb", "rules", "ontology", "examples", ".ci")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    files += [path for path in ROOT.glob("*") if path.is_file()]
    found = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in files
        if path.suffix not in {".pyc", ".png"}
        for word in outside
        if word in path.read_text("utf-8", errors="ignore")
    ]
    assert not found
