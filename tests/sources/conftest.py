"""Gives the tests here the source texts found in TANLU_SOURCES; without it leaves them out and says so."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from zcc_text import without_spaces

HERE = Path(__file__).parent
HOME = HERE.parents[1]
SOURCES_VARIABLE = "TANLU_SOURCES"
# A phrase that stands in one of the documents only, so that files may bear any name.
SIGNATURES = {"zcc": "T/GDDTJS06-2022", "sps2": "红育坡", "gdroute": "聚能燃烧技术"}
_LEFT_OUT = pytest.StashKey[int]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if os.environ.get(SOURCES_VARIABLE):
        return
    here = [item for item in items if HERE in item.path.parents]
    config.stash[_LEFT_OUT] = len(here)
    config.hook.pytest_deselected(items=here)
    items[:] = [item for item in items if HERE not in item.path.parents]


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    left_out = config.stash.get(_LEFT_OUT, 0)
    if left_out:
        terminalreporter.write_line(f"sources not given ({SOURCES_VARIABLE}): {left_out} checks not run")


@pytest.fixture(scope="session")
def sources() -> Mapping[str, str]:
    """Text of each document by source id."""
    texts = [
        path.read_text(encoding="utf-8") for path in sorted(Path(os.environ[SOURCES_VARIABLE]).glob("*.txt"))
    ]
    found: dict[str, str] = {}
    for source, signature in SIGNATURES.items():
        matching = [text for text in texts if signature in without_spaces(text)]
        assert len(matching) == 1, f"{len(matching)} texts in {SOURCES_VARIABLE} look like {source}"
        found[source] = matching[0]
    return found


@pytest.fixture(scope="session")
def records() -> Mapping[str, list[dict[str, Any]]]:
    """Records of the knowledge base by class, in file order."""
    by_class: dict[str, list[dict[str, Any]]] = {}
    for path in sorted((HOME / "kb").rglob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        by_class.setdefault(content["class"], []).extend(content["records"])
    return by_class


@pytest.fixture(scope="session")
def examples() -> Mapping[str, dict[str, Any]]:
    """Sample sites by file name."""
    paths = sorted((HOME / "examples").glob("*.yaml"))
    return {path.name: yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths}
