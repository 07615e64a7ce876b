"""Fixtures every test may use: the shipped knowledge, loaded once, and the example sites."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from recommender.api import build_knowledge, read_site
from recommender.evaluate.scope import Knowledge
from recommender.model.site import SiteProfile

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))


def pytest_configure() -> None:
    """Plain text is as wide under pytest-xdist, which sets COLUMNS in its workers, as without it."""
    os.environ.pop("COLUMNS", None)


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return build_knowledge(ROOT)


@pytest.fixture(scope="session")
def sites(knowledge: Knowledge) -> dict[str, SiteProfile]:
    return {path.stem: read_site(path, knowledge) for path in EXAMPLES}
