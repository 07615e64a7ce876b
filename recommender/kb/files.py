"""Which files make up the knowledge base, in which order, and the hash of their content."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from recommender.store.cache import content_hash

_NUMBER = re.compile(r"([0-9]+)")


def natural_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key by which zcc-4 stands before zcc-10, and both before zcc-annexes."""
    parts = (part for part in _NUMBER.split(name) if part)
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts)


def record_files(home: Path) -> tuple[Path, ...]:
    """Every kb/**/*.yaml under `home`, in natural order; hidden files are not read."""
    return _sorted(home, (p for p in (home / "kb").rglob("*.yaml") if not _hidden(p, home)))


def region_files(home: Path) -> tuple[Path, ...]:
    """Every kb/regions/*.csv under `home`."""
    return _sorted(home, (home / "kb" / "regions").glob("*.csv"))


def content_digest(home: Path) -> str:
    """Hash of schema, records and region tables (sha256, hex); changes when any of them does."""
    paths = (home / "ontology" / "schema.yaml", *record_files(home), *region_files(home))
    return content_hash((display(path, home), path.read_bytes()) for path in paths)


def display(path: Path, home: Path) -> str:
    """The path as messages show it: from `home`, with forward slashes."""
    return path.relative_to(home).as_posix()


def _hidden(path: Path, home: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(home).parts)


def _sorted(home: Path, paths: Iterable[Path]) -> tuple[Path, ...]:
    return tuple(sorted(paths, key=lambda path: natural_key(display(path, home))))
