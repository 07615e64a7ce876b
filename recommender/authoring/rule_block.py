"""Where each rule of a rule file stands: its lines, without the comments that belong to the next rule."""

from __future__ import annotations

from dataclasses import dataclass

from recommender.authoring.edit_problems import not_in_block
from recommender.model.problem import BadInput
from recommender.store.nodes import Mapping, Scalar, Sequence, parse_nodes


@dataclass(frozen=True)
class Block:
    """Lines `first` to `last` of a file, from 0; the dash of the rule stands in column `dash`, from 0."""

    first: int
    last: int
    dash: int

    def body(self, lines: list[str]) -> str:
        """The rule as a mapping of its own: without dash and indentation."""
        inside = lines[self.first : self.last + 1]
        inside = [f"{' ' * self.dash}  {inside[0][self.dash + 2 :]}", *inside[1:]]
        return "\n".join(line[self.dash + 2 :] for line in inside)

    def placed(self, body: str) -> list[str]:
        """A mapping put back as the lines of this rule."""
        lines = [f"{' ' * (self.dash + 2)}{line}" if line else "" for line in body.split("\n")]
        return [f"{' ' * self.dash}- {lines[0].lstrip()}", *lines[1:]]


def blocks(text: str, name: str) -> dict[str, Block]:
    """The rules of a file by id, in file order. Raises BadInput when they are not written in lines."""
    root, lines = parse_nodes(text, name), text.split("\n")
    rules = root.get("rules") if isinstance(root, Mapping) else None
    nodes = rules.items if isinstance(rules, Sequence) else ()
    starts: list[tuple[str, int, int]] = []
    for node in nodes:
        ident = node.get("id") if isinstance(node, Mapping) else None
        line = lines[node.line - 1]
        before = line[: node.column - 1]
        if not isinstance(ident, Scalar) or before.strip() != "-" or not before.endswith("- "):
            raise BadInput((not_in_block(name, node.line),))
        starts.append((ident.text, node.line - 1, len(before) - 2))
    found: dict[str, Block] = {}
    for place, (ident_text, first, dash) in enumerate(starts):
        end = starts[place + 1][1] if place + 1 < len(starts) else len(lines)
        found[ident_text] = block = Block(first, _last(lines, first, end), dash)
        for row in range(block.first + 1, block.last + 1):
            if lines[row][: dash + 2].strip():
                raise BadInput((not_in_block(name, row + 1),))
    return found


def _last(lines: list[str], first: int, end: int) -> int:
    """The last line that says something of the rule."""
    last = end - 1
    while last > first and (not lines[last].strip() or lines[last].lstrip().startswith("#")):
        last -= 1
    return last
