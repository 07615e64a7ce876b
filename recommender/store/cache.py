"""Keep what was built from unchanged files, so that the next start need not build it again.

A stored value is found by the hash of everything it was made from, code included; whatever cannot be
read is built anew, whatever cannot be written is not kept. TANLU_CACHE names another directory,
TANLU_CACHE=off none.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
KEPT = 4
"""How many values of one kind are kept; the oldest go first."""


def cache_directory() -> Path | None:
    """Where values are kept (mode 0700), or None when caching is off or impossible."""
    named = os.environ.get("TANLU_CACHE", "")
    if named == "off":
        return None
    base = (
        Path(named) if named else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tanlu"
    )
    try:
        base.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return base if _is_ours(base) else None


def content_hash(files: Iterable[tuple[str, bytes]]) -> str:
    """sha256 (hex) over names and contents, in the given order."""
    total = hashlib.sha256()
    for name, data in files:
        total.update(f"{name}\0{len(data)}\0".encode())
        total.update(data)
    return total.hexdigest()


def code_digest(package: Path) -> str:
    """Changes whenever a source file of the package does (name, size, time of change)."""
    total = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        stat = path.stat()
        total.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return total.hexdigest()


def cached(key: str, kind: type[T], build: Callable[[], T]) -> T:
    """The kept value of type `kind` for `key`, else what `build` makes, which is then kept."""
    directory = cache_directory()
    if directory is None:
        return build()
    path = directory / f"{kind.__name__.lower()}-{key[:32]}.pickle"
    found = _read(path, kind)
    if found is not None:
        return found
    value = build()
    _write(path, value)
    return value


def _read(path: Path, kind: type[T]) -> T | None:
    try:
        value = pickle.loads(path.read_bytes())
    except Exception:  # a damaged or foreign file is as good as none
        return None
    return value if isinstance(value, kind) else None


def _write(path: Path, value: object) -> None:
    kind = path.name.partition("-")[0]
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL))
        Path(file.name).replace(path)
        kept = sorted(
            path.parent.glob(f"{kind}-*.pickle"), key=lambda item: item.stat().st_mtime, reverse=True
        )
        for old in kept[KEPT:]:
            old.unlink(missing_ok=True)
    except OSError:
        return


def _is_ours(directory: Path) -> bool:
    """A pickle may run code when read: trust only a directory of our own that others cannot write."""
    if not hasattr(os, "getuid"):
        return True
    stat = directory.stat()
    return stat.st_uid == os.getuid() and not stat.st_mode & 0o022
