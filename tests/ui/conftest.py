"""Browser tests: they fail in CI without a browser, and are left out with a printed line elsewhere."""

from __future__ import annotations

import os

import pytest

from tests.ui.browser import missing

LEFT_OUT = pytest.StashKey[str]()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: draws the page in chromium")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    lacking = missing()
    if not lacking or os.environ.get("CI", "").lower() in ("true", "1"):
        return
    out = [item for item in items if item.get_closest_marker("browser")]
    if out:
        items[:] = [item for item in items if item not in out]
        config.hook.pytest_deselected(items=out)
        config.stash[LEFT_OUT] = f"{len(out)} browser test(s) left out: {', '.join(lacking)} not installed"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if line := config.stash.get(LEFT_OUT, ""):
        terminalreporter.write_line(line, yellow=True)
