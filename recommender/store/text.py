"""Bytes from disk as text: existence, kind, size and encoding of a file, each refusal in one sentence."""

from __future__ import annotations

import stat
from pathlib import Path

from recommender.model.problem import BadInput
from recommender.store import yaml_problems as words
from recommender.store.limits import Limits


def read_bytes(path: Path, name: str, limits: Limits) -> bytes:
    """The bytes of a regular file no larger than the limit. Raises BadInput; never blocks on a device."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise BadInput((words.is_directory(name),))
        if not stat.S_ISREG(status.st_mode):
            raise BadInput((words.not_a_file(name),))
        if status.st_size > limits.bytes:
            raise BadInput((words.too_large(name, status.st_size, limits.bytes),))
        with path.open("rb") as stream:
            return stream.read(limits.bytes + 1)
    except FileNotFoundError:
        raise BadInput((words.missing(name),)) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise BadInput((words.unreadable(name, error),)) from None


def decode(data: bytes, name: str) -> str:
    """UTF-8 text, with or without BOM. Raises BadInput and names the likely real encoding."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadInput((words.not_utf8(name, line, _likely_encoding(data)),)) from None


def _likely_encoding(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "UTF-16"
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "GBK" if any("一" <= character <= "鿿" for character in text) else ""
