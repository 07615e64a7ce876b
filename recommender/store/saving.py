"""Bytes to disk whole or not at all: written beside the file, flushed to the disk, then put in its place."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path


def put(target: Path, data: bytes) -> None:
    """Replace or make a file; a killed process leaves the old one as it was.

    Raises OSError, and ValueError where something other than a regular file stands.
    """
    target = target.resolve()
    mode = 0o666 & ~_umask()
    if target.exists():
        status = target.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ValueError("不是普通文件 · not a regular file")
        mode = stat.S_IMODE(status.st_mode)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    _flush_folder(target.parent)


def _flush_folder(folder: Path) -> None:
    """The new name reaches the disk too; where a folder cannot be opened the system sees to it."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
