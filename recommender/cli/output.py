"""Where output goes: a terminal in colour, a pipe or file in plain text; a file whole or not at all."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from recommender.model.problem import BadInput, Place, Problem
from recommender.store.saving import put

PLAIN_WIDTH = 100
"""Columns of plain text when neither a terminal nor COLUMNS says how many."""


def show(draw: Callable[[Console], None], out: Path | None, site: Path | None = None) -> None:
    """Draw on the terminal, or as plain text into a pipe or the file `out`."""
    if out is None and sys.stdout.isatty():
        draw(Console(file=sys.stdout))
        return
    write(plain(draw), out, site)


def plain(draw: Callable[[Console], None]) -> str:
    """What is drawn as plain text: no escape codes, no blanks at line ends."""
    page = io.StringIO()
    draw(Console(file=page, width=_width(), force_terminal=False, color_system=None, legacy_windows=False))
    return "\n".join(line.rstrip() for line in page.getvalue().splitlines()) + "\n"


def _width() -> int:
    asked = os.environ.get("COLUMNS", "")
    return max(40, min(int(asked), 400)) if asked.isdecimal() and asked.isascii() else PLAIN_WIDTH


def write(text: str, out: Path | None, site: Path | None = None) -> None:
    """Print the text, or put it in the file `out` whole. Raises BadInput when it cannot be written."""
    if out is None:
        sys.stdout.write(text)
        return
    if site is not None and _same(out, site):
        raise BadInput((_cannot(out, "这正是场地档案，会被覆盖", "this is the site profile itself"),))
    try:
        put(out, text.encode("utf-8", errors="backslashreplace"))
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise BadInput(
            (_cannot(out, f"文件无法写入：{said}", f"the file cannot be written: {said}"),)
        ) from None


def _same(one: Path, two: Path) -> bool:
    try:
        return one.samefile(two)
    except OSError:
        return False


def _cannot(out: Path, zh: str, en: str) -> Problem:
    return Problem(Place(str(out)), "E-OUT", zh, en, "请换一个输出文件", "choose another output file")
