"""Limits: how large, deep and rich a YAML file may be before it is refused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bounds on one YAML file: size in bytes, nesting depth, and number of nodes (keys and values)."""

    bytes: int = 2_000_000
    depth: int = 40
    nodes: int = 200_000


DEFAULT_LIMITS = Limits()
