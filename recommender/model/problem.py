"""Problem: one error or warning, with its place, its reason and how to mend it, in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """How a problem weighs: an error stops the work, a warning is told and the work goes on."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Place:
    """A position in a file; line and column count from 1, 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return self.file if not self.line else f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Problem:
    """One finding: `code` is stable (E-… or W-…), `zh` and `en` are one sentence each.

    `hint_zh` / `hint_en` say how to mend it ("是否想写 …"); empty when the sentence already does.
    """

    place: Place
    code: str
    zh: str
    en: str
    hint_zh: str = ""
    hint_en: str = ""
    severity: Severity = Severity.ERROR

    def said(self, language: str) -> str:
        """The sentence with its hint in `language` ("zh" or "en"), without place and code."""
        if language == "zh":
            return f"{self.zh}，{self.hint_zh}" if self.hint_zh else self.zh
        return f"{self.en}; {self.hint_en}" if self.hint_en else self.en

    def __str__(self) -> str:
        return f"{self.place} {self.code} {self.said('zh')} | {self.said('en')}"


def by_place(problem: Problem) -> tuple[Place, str, str]:
    """Sort key: file, line, column, then code and text, so that lists of problems are stable."""
    return (problem.place, problem.code, problem.zh)


class BadInput(Exception):  # noqa: N818  (it names what is wrong, not that something is)
    """Input that cannot be used; carries every problem found, never only the first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(sorted(problems, key=by_place))


def refuse_errors(problems: Iterable[Problem]) -> None:
    """Raise BadInput with the errors among `problems`, if there are any; warnings pass."""
    errors = tuple(problem for problem in problems if problem.severity is Severity.ERROR)
    if errors:
        raise BadInput(errors)
