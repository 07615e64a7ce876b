"""Text that wraps as Chinese is set: between any two characters, words kept whole, no mark opens a line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rich.cells import cell_len, chop_cells
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text as Line

_CLOSING = "，。；：、）》”’！？】」…"
_OPENING = "（《“‘【「"
_UNIT = re.compile(rf"\s+|[{_OPENING}]*(?:[!-~]+|\S)[{_CLOSING}]*")
_LEAST = 8


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` columns."""
    lines = [""]
    for unit in (part for whole in _UNIT.findall(text) for part in _fitting(whole, width)):
        if cell_len(lines[-1] + unit.rstrip()) <= width:
            lines[-1] += unit
        else:
            lines.append(unit.lstrip())
    return [line.rstrip() for line in lines]


def _fitting(unit: str, width: int) -> list[str]:
    return [unit] if cell_len(unit) <= width else chop_cells(unit, width)


@dataclass(frozen=True)
class Flow:
    """A paragraph for rich, wrapped by `wrap` to whatever width it is given."""

    text: str
    style: str = ""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in wrap(self.text, max(1, options.max_width)):
            yield Line(line, style=self.style, no_wrap=True, overflow="ellipsis")

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        longest = max((cell_len(line) for line in self.text.splitlines()), default=1)
        return Measurement(min(_LEAST, longest), longest).with_maximum(options.max_width)
