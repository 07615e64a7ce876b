"""The blocks of a profile beside its facts: their names, and how they are taken out of the file."""

from __future__ import annotations

from dataclasses import replace

from recommender.model.text import Text
from recommender.store.findings import Findings
from recommender.store.names import Named, Names
from recommender.store.nodes import Entry, Mapping

BLOCKS = Names(
    tuple(
        Named(key, (zh, key))
        for key, zh in (
            ("activity", "活动数据"),
            ("indicator", "指标"),
            ("reading", "理解"),
            ("assumption", "假设"),
            ("goal", "目标值"),
            ("cost", "费用"),
            ("scenarios", "方案"),
        )
    )
)


def taken_out(root: Mapping, findings: Findings) -> tuple[Mapping, dict[str, Entry]]:
    """The profile without its blocks, and the blocks by name; a block that stands twice is told."""
    blocks: dict[str, Entry] = {}
    for entry in root.entries:
        for block in BLOCKS.find(entry.key.text):
            if block in blocks:
                line = blocks[block].key.line
                findings.error(
                    entry.key,
                    "E-TWICE",
                    f"“{entry.key.text}”与第 {line} 行的“{blocks[block].key.text}”是同一块",
                    f"'{entry.key.text}' is the same block as '{blocks[block].key.text}' on line {line}",
                    Text("请并成一处", "put them into one"),
                )
            blocks.setdefault(block, entry)
    rest = tuple(entry for entry in root.entries if not BLOCKS.find(entry.key.text))
    return (replace(root, entries=rest) if blocks else root), blocks
