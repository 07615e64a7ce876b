"""The command as a process: pipes, locales, start-up."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from tests.conftest import ROOT

HEYI = str(ROOT / "examples" / "heyi-shenzhen.yaml")
COMMAND = [sys.executable, "-m", "recommender.cli"]


def call(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, *arguments], capture_output=True, cwd=ROOT, env=os.environ | environment, check=False
    )


def test_a_pipe_gets_plain_text_even_when_colour_is_forced() -> None:
    done = call("recommend", HEYI, FORCE_COLOR="1", COLUMNS="80")
    assert done.returncode == 0 and done.stderr == b""
    text = done.stdout.decode("utf-8")
    assert "\x1b" not in text and "和一社区" in text
    assert all(line == line.rstrip() for line in text.splitlines())


def test_output_is_utf8_in_any_locale() -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    assert "和一社区" in call("recommend", HEYI, **plain).stdout.decode("utf-8")
    assert "没有名为“nothing-like-it”的技术" in call(
        "explain", HEYI, "nothing-like-it", **plain
    ).stderr.decode("utf-8")


def test_a_closed_pipe_is_no_error() -> None:
    with subprocess.Popen(
        [*COMMAND, "recommend", HEYI, "--all"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_recommend_never_loads_the_graph_libraries() -> None:
    script = (
        "import sys; from recommender.cli.run import run; "
        f"code = run(['recommend', {HEYI!r}, '--format', 'json']); "
        "heavy = {'rdflib', 'pyshacl', 'owlready2', 'pyoxigraph', 'streamlit'} & set(sys.modules); "
        "sys.exit(code or ' '.join(heavy) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["site"]["name"] == "和一社区"


def test_the_same_input_gives_the_same_bytes() -> None:
    for form in ("text", "json", "md"):
        runs = {call("recommend", HEYI, "--format", form, PYTHONHASHSEED=seed).stdout for seed in ("1", "2")}
        assert len(runs) == 1
