"""The tutorial is run as a reader would: its files written, its commands typed, its output compared."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow

PAGE = (ROOT / "docs/tutorial-encode-a-clause.md").read_text(encoding="utf-8")
STEP = re.compile(
    r"<!-- file: (?P<file>\S+) -->\n```yaml\n(?P<text>.*?)```"
    r"|<!-- mend: (?P<mended>\S+) (?P<wrong>\S+) (?P<right>\S+) -->"
    r"|```console\n(?P<console>.*?)```",
    re.DOTALL,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the project's knowledge, and nothing else of it."""
    for name in ("kb", "rules", "ontology", "examples"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def typed(console: str) -> list[tuple[str, str]]:
    """The commands of a block, each with what it prints."""
    parts = re.split(r"^\$ ", console, flags=re.MULTILINE)[1:]
    return [(command, printed) for command, _, printed in (part.partition("\n") for part in parts)]


@pytest.mark.skipif(sys.platform == "win32", reason="the commands shown are those of a POSIX shell")
def test_the_tutorial_does_what_it_shows(folder: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "TANLU_HOME")}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    ran = 0
    for step in STEP.finditer(PAGE):
        if step["file"]:
            (folder / step["file"]).write_text(step["text"], encoding="utf-8")
        elif step["mended"]:
            text = (folder / step["mended"]).read_text(encoding="utf-8")
            assert step["wrong"] in text
            (folder / step["mended"]).write_text(text.replace(step["wrong"], step["right"]), encoding="utf-8")
        else:
            for command, printed in typed(step["console"]):
                if command.startswith("export "):
                    name, _, value = command.removeprefix("export ").partition("=")
                    environment[name] = value
                    continue
                done = subprocess.run(
                    ["bash", "-c", command],
                    cwd=folder,
                    env=environment,
                    capture_output=True,
                    encoding="utf-8",
                    check=False,
                    timeout=120,
                )
                assert done.stderr + done.stdout == printed, f"$ {command}"
                ran += command.startswith("tanlu ")
    assert ran == 6


def test_what_it_names_besides_exists() -> None:
    for command in re.findall(r"`(tanlu rules \w+)", PAGE):
        done = subprocess.run(
            [sys.executable, "-m", "recommender.cli", *command.split()[1:], "--help"],
            cwd=ROOT,
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, command
