"""Save a rule file: only what passes the check, only over the version that was read, whole or not at all."""

from __future__ import annotations

import contextlib
import difflib
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path

from recommender.authoring.edit_problems import not_saved, stale
from recommender.model.problem import BadInput, Problem, refuse_errors
from recommender.store.saving import put

Check = Callable[[bytes], Iterable[Problem]]
"""What is wrong with the bytes of a rule file, among the other rules."""


class Stale(BadInput):
    """The file is no longer the version that was read; `diff` is what saving would have changed in it now."""

    def __init__(self, problem: Problem, diff: str) -> None:
        super().__init__((problem,))
        self.diff = diff


def digest(data: bytes) -> str:
    """The mark of a version: sha256, hex."""
    return hashlib.sha256(data).hexdigest()


def save(path: Path, new: bytes, expected: str, check: Check) -> None:
    """Replace the file whose digest is `expected`. Raises BadInput, and then nothing has changed.

    It refuses bytes that do not pass the check, and a file that is no longer the version that was read.
    """
    refuse_errors(check(new))
    try:
        with _alone(path.resolve().parent):
            now = path.read_bytes()
            if digest(now) != expected:
                raise Stale(stale(str(path)), difference(now, new, path.name))
            put(path, new)
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise BadInput((not_saved(str(path), said),)) from None


def difference(old: bytes, new: bytes, name: str) -> str:
    """The unified diff of two versions; empty when they are the same."""
    before, after = (data.decode("utf-8", "replace").splitlines(keepends=True) for data in (old, new))
    return "".join(difflib.unified_diff(before, after, f"a/{name}", f"b/{name}", n=1))


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One saver at a time, where the system knows locks; a killed one leaves none behind."""
    if os.name != "posix":
        yield
        return
    fcntl = import_module("fcntl")
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
