"""The rule book: every rule in force by theme, with an index by clause and one by technology."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from recommender.authoring.rule_page import RulePage, rule_pages
from recommender.evaluate.scope import Knowledge
from recommender.model.clause import source_of
from recommender.model.rule import Rule, RuleStatus
from recommender.model.site import SiteProfile
from recommender.model.text import Text


@dataclass(frozen=True)
class Theme:
    """The rules of one file; its title is the comment on the first line."""

    name: str
    title: Text
    pages: tuple[RulePage, ...]


@dataclass(frozen=True)
class Book:
    """Themes in the order of their files; indexes lead from a clause or a technology to rules by id.

    `technologies` pairs each rule with the effect it has there.
    """

    themes: tuple[Theme, ...]
    clauses: Mapping[str, tuple[str, ...]]
    technologies: Mapping[str, tuple[tuple[str, str], ...]]

    @property
    def theme_of(self) -> Mapping[str, str]:
        """Rule id → the name of its theme."""
        return {page.rule.id: theme.name for theme in self.themes for page in theme.pages}


def rule_book(knowledge: Knowledge, sites: Mapping[str, SiteProfile], texts: Mapping[str, bytes]) -> Book:
    """The book of the rules that are not retired; `texts` are the rule files, for the titles of themes."""
    rules = [rule for rule in knowledge.rulebook.rules.values() if rule.status is not RuleStatus.RETIRED]
    pages = rule_pages(rules, knowledge, sites)
    themes: dict[str, list[RulePage]] = {}
    for page in pages:
        themes.setdefault(page.rule.place.file, []).append(page)
    return Book(
        tuple(
            Theme(_name(file), _title(file, texts), tuple(found)) for file, found in sorted(themes.items())
        ),
        _by_clause(rules, knowledge),
        _by_technology(pages, knowledge),
    )


def _name(file: str) -> str:
    return PurePosixPath(file).stem


def _title(file: str, texts: Mapping[str, bytes]) -> Text:
    first = texts.get(file, b"").partition(b"\n")[0].decode("utf-8", "replace").lstrip("\ufeff")
    name = _name(file)
    return Text(first.lstrip("# ").strip() if first.startswith("#") else name, name.replace("-", " "))


def _by_clause(rules: Iterable[Rule], knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    """Sections in the order of the sources, and under each the rules that rest on a place in it."""
    found: dict[str, list[str]] = {}
    for rule in rules:
        for section in dict.fromkeys(reference.partition("#")[0] for reference in rule.sources):
            found.setdefault(section, []).append(rule.id)
    order = {clause: place for place, clause in enumerate(knowledge.catalogue.clauses)}
    sources = {source: place for place, source in enumerate(knowledge.catalogue.sources)}
    keys = sorted(found, key=lambda key: (sources.get(source_of(key), 99), order.get(key, len(order)), key))
    return {key: tuple(found[key]) for key in keys}


def _by_technology(pages: Iterable[RulePage], knowledge: Knowledge) -> dict[str, tuple[tuple[str, str], ...]]:
    """Technologies in the order of the catalogue, and what each rule does to them."""
    found: dict[str, dict[tuple[str, str], None]] = {}
    for page in pages:
        for effect, kind, record, _ in page.reach:
            if kind == "technology":
                found.setdefault(record, {})[(effect, page.rule.id)] = None
    return {key: tuple(found[key]) for key in knowledge.catalogue.technologies if key in found}
