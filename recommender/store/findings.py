"""Findings: the problems of one file, collected while it is read so that all are told at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from recommender.model.problem import Place, Problem, Severity
from recommender.model.text import NO_TEXT, Text
from recommender.store.names import Names, plain_names
from recommender.store.nodes import Mapping, Node, Scalar, Sequence, place

_LONGEST = 600
_LANGUAGES = plain_names(("zh", "en"))


@dataclass
class Findings:
    """Collects problems; a reader that reported one returns None and reading goes on."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def at(self, node: Node) -> Place:
        """Where a node stands in this file."""
        return place(self.file, node)

    def error(self, node: Node, code: str, zh: str, en: str, hint: Text = NO_TEXT) -> None:
        """Report an error at a node."""
        self.problems.append(Problem(self.at(node), code, _cut(zh), _cut(en), hint.zh, hint.en))

    def warn(self, node: Node, code: str, zh: str, en: str, hint: Text = NO_TEXT) -> None:
        """Report a warning at a node."""
        self.problems.append(
            Problem(self.at(node), code, _cut(zh), _cut(en), hint.zh, hint.en, Severity.WARNING)
        )

    def shape(self, node: Node, zh: str, en: str) -> None:
        """Report a value of the wrong shape; `zh` and `en` name the shape that is wanted."""
        got = {
            Scalar: ("一个值", "a single value"),
            Sequence: ("列表", "a list"),
            Mapping: ("映射", "a mapping"),
        }
        got_zh, got_en = got[type(node)]
        self.error(node, "E-SHAPE", f"这里要写{zh}，写成了{got_zh}", f"{en} is wanted here, this is {got_en}")

    def unknown(self, node: Node, what: Text, text: str, names: Names) -> None:
        """Report a name that stands for nothing, with a did-you-mean."""
        self.error(
            node,
            "E-UNKNOWN",
            f"没有名为“{text}”的{what.zh}",
            f"there is no {what.en} called '{text}'",
            names.hint(text),
        )

    def one(self, node: Scalar, what: Text, names: Names) -> str | None:
        """The id a scalar names, or None after reporting that it is unknown or ambiguous."""
        found = names.find(node.text)
        if len(found) == 1:
            return found[0]
        if found:
            self.error(
                node,
                "E-AMBIGUOUS",
                f"“{node.text}”指不止一个{what.zh}：{'、'.join(found)}",
                f"'{node.text}' names more than one {what.en}: {', '.join(found)}",
                Text("请写 id", "write the id"),
            )
        else:
            self.unknown(node, what, node.text, names)
        return None

    def mapping(self, node: Node, what: Text, keys: Names) -> Mapping | None:
        """The node as a mapping whose keys are all known; unknown keys are reported."""
        if not isinstance(node, Mapping):
            self.shape(node, f"{what.zh}的映射", f"a mapping of {what.en}")
            return None
        for entry in node.entries:
            if not keys.find(entry.key.text):
                self.error(
                    entry.key,
                    "E-KEY",
                    f"{what.zh}没有“{entry.key.text}”这个键",
                    f"{what.en} has no key '{entry.key.text}'",
                    keys.hint(entry.key.text),
                )
        return node

    def text(self, node: Node | None, owner: Node, what: Text) -> Text:
        """A `{zh, en}` text with both languages; reports what is missing."""
        if node is None:
            self.error(
                owner,
                "E-MISSING",
                f"缺少{what.zh}",
                f"{what.en} is missing",
                Text("请写 {zh: …, en: …}", "write {zh: …, en: …}"),
            )
            return NO_TEXT
        if not isinstance(node, Mapping):
            self.error(
                node,
                "E-LANGUAGE",
                f"{what.zh}要有中英两种写法",
                f"{what.en} needs both languages",
                Text("请写 {zh: …, en: …}", "write {zh: …, en: …}"),
            )
            return NO_TEXT
        self.mapping(node, what, _LANGUAGES)
        return Text(self._language(node, "zh", what), self._language(node, "en", what))

    def _language(self, node: Mapping, language: str, what: Text) -> str:
        value = node.get(language)
        if isinstance(value, Scalar) and value.text.strip():
            return value.text.strip()
        name = {"zh": ("中文", "Chinese"), "en": ("英文", "English")}[language]
        self.error(
            value or node,
            "E-LANGUAGE",
            f"{what.zh}缺少{name[0]}（{language}）",
            f"{what.en} lacks {name[1]} ({language})",
        )
        return ""


def _cut(sentence: str) -> str:
    """The sentence without the middle of a very long text someone wrote as a name."""
    return sentence if len(sentence) <= _LONGEST else f"{sentence[:150]}…{sentence[-100:]}"
