"""A gate: one check of the knowledge, with what it found, how long it took, or why it was left out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from recommender.model.problem import Problem, Severity
from recommender.model.text import NO_TEXT, Text

_PASSED = Text("通过", "passed")
_COLUMNS = Text("检查 · 结果 · 用时", "check · result · time")


@dataclass(frozen=True)
class Gate:
    """One check by name; `left_out` says why it was not made and is empty when it was."""

    name: Text
    problems: tuple[Problem, ...] = ()
    seconds: float = 0.0
    left_out: Text = NO_TEXT


def timed(name: Text, work: Callable[[], Iterable[Problem]]) -> Gate:
    """The gate of a check made now."""
    start = time.perf_counter()
    found = tuple(work())
    return Gate(name, found, time.perf_counter() - start)


def not_made(names: Iterable[Text], because: Text) -> tuple[Gate, ...]:
    """Gates of checks that could not be made, all for the same reason."""
    return tuple(Gate(name, left_out=because) for name in names)


def lines(gates: Iterable[Gate], language: str) -> tuple[str, ...]:
    """A heading, then one line per gate: its name, its result and its time."""
    return (_COLUMNS.get(language), *(_line(one, language) for one in gates))


def _line(one: Gate, language: str) -> str:
    name = one.name.get(language)
    if one.left_out:
        skipped = "跳过：" if language == "zh" else "skipped: "
        return f"{name} · {skipped}{one.left_out.get(language)}"
    return f"{name} · {_result(one.problems).get(language)} · {one.seconds:.1f} s"


def _result(problems: tuple[Problem, ...]) -> Text:
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    zh = [f"{count} 处{name}" for count, name in ((errors, "错误"), (warnings, "提醒")) if count]
    named = ((errors, "error"), (warnings, "warning"))
    en = [f"{count} {name}{'s' * (count > 1)}" for count, name in named if count]
    if not errors:
        zh, en = [_PASSED.zh, *zh], [_PASSED.en, *en]
    return Text("，".join(zh), ", ".join(en))
