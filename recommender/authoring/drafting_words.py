"""The words a draft is linted with: modal words of the knowledge base, and rules/drafting/words.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from recommender.model.catalogue import Catalogue
from recommender.model.problem import BadInput
from recommender.model.text import NO_TEXT, Text
from recommender.store.clauses import read_clause
from recommender.store.findings import Findings
from recommender.store.names import plain_names
from recommender.store.nodes import Mapping as MappingNode
from recommender.store.nodes import Node, Scalar, Sequence, parse_nodes

_SCHEME = "modality"
_SECTIONS = (
    *("negative", "avoid", "vague", "not_modal", "open_list", "condition", "adverbs", "bare_verbs"),
    *("reference", "same_term", "standards"),
)


@dataclass(frozen=True)
class Word:
    """A word with what to do about it; `modality` where it still says which grade is meant."""

    word: str
    remedy: Text = NO_TEXT
    modality: str = ""


@dataclass(frozen=True)
class Standard:
    """A standard as the sources cite it."""

    number: str
    year: str
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class DraftingWords:
    """Everything a lint looks for."""

    modal: tuple[Word, ...]
    avoid: tuple[Word, ...]
    vague: tuple[Word, ...]
    open_list: Word
    other: frozenset[str]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    adverbs: tuple[str, ...]
    bare_verbs: frozenset[str]
    before: tuple[str, ...]
    after: tuple[str, ...]
    same: Mapping[str, str]
    standards: Mapping[str, Standard]

    @cached_property
    def found(self) -> Mapping[str, Word]:
        """Every word that is reported or counts as modal, by its characters."""
        return {one.word: one for one in (*self.modal, *self.avoid, *self.vague, self.open_list)}

    @cached_property
    def scanner(self) -> re.Pattern[str]:
        """Finds words, the longest first, so that 应用 is not read as 应."""
        words = sorted({*self.found, *self.other}, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, words)))


def read_drafting_words(data: bytes, name: str, catalogue: Catalogue) -> DraftingWords:
    """The words of the file. Raises BadInput with every mistake in it."""
    findings = Findings(name)
    root = parse_nodes(data, name)
    reading = _Reading(root, catalogue, findings)
    words = reading.words()
    if findings.problems:
        raise BadInput(tuple(findings.problems))
    return words


@dataclass(frozen=True)
class _Reading:
    root: Node
    catalogue: Catalogue
    findings: Findings

    def words(self) -> DraftingWords:
        self.findings.mapping(self.root, Text("起草用词", "drafting words"), plain_names(_SECTIONS))
        listed, condition, cues = self._map("open_list"), self._map("condition"), self._map("reference")
        end = _text(listed.get("word")) if listed is not None else ""
        return DraftingWords(
            modal=(*self._modal(), *self._rows("negative", "", modality="modality")),
            avoid=self._rows("avoid", "write", modality="as"),
            vague=self._rows("vague", "ask"),
            open_list=Word(end),
            other=frozenset({*self._list(self._get("not_modal")), *self._under(listed, "not")}),
            starts=self._under(condition, "starts"),
            ends=self._under(condition, "ends"),
            adverbs=self._list(self._get("adverbs")),
            bare_verbs=frozenset(self._list(self._get("bare_verbs"))),
            before=self._under(cues, "before"),
            after=self._under(cues, "after"),
            same={_text(row.get("word")): _text(row.get("term")) for row in self._maps("same_term")},
            standards={one.number: one for one in self._standards()},
        )

    def _modal(self) -> Iterable[Word]:
        """The grades of the scheme with the words they go by; the grade without a word has none."""
        for concept in self.catalogue.concepts_of.get(_SCHEME, ()):
            for word in (concept.label.zh, *concept.alt):
                if concept.id != "none":
                    yield Word(word, modality=concept.id)

    def _rows(self, section: str, remedy: str, modality: str = "") -> tuple[Word, ...]:
        known = {concept.id for concept in self.catalogue.concepts_of.get(_SCHEME, ())}
        found = []
        for row in self._maps(section):
            grade = row.get(modality) if modality else None
            if isinstance(grade, Scalar) and grade.text not in known:
                self.findings.unknown(
                    grade, Text("规范用词", "modality"), grade.text, plain_names(sorted(known))
                )
            text = self.findings.text(row.get(remedy), row, Text("改法", "the remedy")) if remedy else NO_TEXT
            found.append(Word(_text(row.get("word")), text, _text(grade)))
        return tuple(found)

    def _standards(self) -> Iterable[Standard]:
        for row in self._maps("standards"):
            node = row.get("clauses")
            items = node.items if isinstance(node, Sequence) else ()
            read = (read_clause(item, self.catalogue, self.findings) for item in items)
            cited = tuple(clause for clause in read if clause is not None)
            yield Standard(_text(row.get("number")), _text(row.get("year")), cited)

    def _get(self, key: str) -> Node | None:
        return self.root.get(key) if isinstance(self.root, MappingNode) else None

    def _map(self, key: str) -> MappingNode | None:
        node = self._get(key)
        if isinstance(node, MappingNode):
            return node
        self.findings.error(node or self.root, "E-MISSING", f"缺少 {key}", f"{key} is missing")
        return None

    def _maps(self, key: str) -> tuple[MappingNode, ...]:
        node = self._get(key)
        items = node.items if isinstance(node, Sequence) else ()
        for item in items:
            if not isinstance(item, MappingNode):
                self.findings.shape(item, "一个词的映射", "a mapping of one word")
        return tuple(item for item in items if isinstance(item, MappingNode))

    def _under(self, node: MappingNode | None, key: str) -> tuple[str, ...]:
        return self._list(None if node is None else node.get(key))

    def _list(self, node: Node | None) -> tuple[str, ...]:
        if isinstance(node, Sequence):
            return tuple(_text(item) for item in node.items)
        self.findings.error(node or self.root, "E-SHAPE", "这里要写一列词", "a list of words is wanted here")
        return ()


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""
