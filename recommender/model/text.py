"""Bilingual text with one fallback order, used by every view; and text that is safe to print on one line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_CITED = re.compile("“[^“”]*”(?: \\([^()]*\\))?")  # “oil-free”, and the source's word after it: “should” (宜)
_CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff]+")


@dataclass(frozen=True)
class Text:
    """The same words in Chinese and English."""

    zh: str = ""
    en: str = ""

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)

    def get(self, language: str) -> str:
        """The words in `language` ("zh" or "en"), else in the other language, else empty."""
        return (self.zh or self.en) if language == "zh" else (self.en or self.zh)

    def to_dict(self) -> dict[str, str]:
        """`{zh, en}` as the JSON contract wants it."""
        return {"zh": self.zh, "en": self.en}


NO_TEXT = Text()


def enumerated(names: Iterable[Text]) -> Text:
    """Names in a row: 甲、乙."""
    listed = tuple(names)
    return Text("、".join(one.zh for one in listed), ", ".join(one.en for one in listed))


def joined(said: Iterable[Text]) -> Text:
    """Sentences one after the other: 甲；乙. One said in a single language stands in both."""
    listed = tuple(said)
    return Text("；".join(one.get("zh") for one in listed), "; ".join(one.get("en") for one in listed))


def chinese_in(english: str) -> str:
    """The first Chinese characters of an English text outside the words it cites; empty when it has none."""
    found = _CHINESE.search(_CITED.sub("", english))
    return found.group() if found else ""


def printable(text: str) -> str:
    """The text on one line without control characters, so that a name can never steer the terminal."""
    return "".join(c if c.isprintable() else " " if c.isspace() else "\ufffd" for c in text)
