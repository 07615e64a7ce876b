"""The rule book as pages: one per theme and index, in Chinese and in English, from escaping templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from recommender.authoring.book import Book, Theme, rule_book
from recommender.authoring.rule_page import RulePage, sections
from recommender.evaluate.scope import Knowledge
from recommender.model.rule import Rule
from recommender.model.site import SiteProfile
from recommender.model.text import Text
from recommender.render.words import clause_words, effect_words
from recommender.store.saving import put

LANGUAGES = ("zh", "en")
_TEMPLATES = Path(__file__).parent / "templates"
_WORDS = {
    "book": Text("碳路规则手册", "Tanlu rule book"),
    "themes": Text("按主题", "By theme"),
    "clauses": Text("按条款", "By clause"),
    "technologies": Text("按技术", "By technology"),
    "rules": Text("条规则", "rules"),
    "other": Text("English", "中文"),
    "made": Text("由规则文件生成，不要改这里", "Made from the rule files; do not edit here"),
}


def write_pages(
    knowledge: Knowledge, sites: Mapping[str, SiteProfile], texts: Mapping[str, bytes], out: Path
) -> int:
    """Write the book into a folder and give the number of pages. Raises OSError."""
    book = rule_book(knowledge, sites, texts)
    number = 0
    for name, page in pages(book, knowledge):
        target = out / name
        target.parent.mkdir(parents=True, exist_ok=True)
        put(target, page.encode())
        number += 1
    return number


def pages(book: Book, knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """Every page: the file it is written to, and its text. Chinese stands at the top, English in en/."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    css = (_TEMPLATES / "style.css").read_text(encoding="utf-8")
    for language in LANGUAGES:
        folder, other = ("", "en/") if language == "zh" else ("en/", "../")
        shared = {
            "language": language,
            "words": _in(language),
            "css": css,
            "digest": knowledge.rulebook.digest,
        }
        for name, template, values in _drawn(book, knowledge, language):
            text = environment.get_template(template).render(other=f"{other}{name}", **shared, **values)
            yield f"{folder}{name}", text


def _in(language: str) -> dict[str, str]:
    return {key: text.get(language) for key, text in _WORDS.items()}


def _drawn(book: Book, knowledge: Knowledge, language: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """File, template and values of every page in one language."""
    listed = [
        {"href": f"{theme.name}.html", "title": theme.title.get(language), "count": len(theme.pages)}
        for theme in book.themes
    ]
    yield "index.html", "index.html", {"title": _WORDS["book"].get(language), "themes": listed}
    for theme in book.themes:
        yield f"{theme.name}.html", "theme.html", _theme(theme, knowledge, language)
    for key, rows in (
        ("clauses", list(_clause_rows(book, knowledge, language))),
        ("technologies", list(_technology_rows(book, knowledge, language))),
    ):
        yield f"{key}.html", "list.html", {"title": _WORDS[key].get(language), "rows": rows}


def _theme(theme: Theme, knowledge: Knowledge, language: str) -> dict[str, Any]:
    rules = [_rule(page, knowledge, language) for page in theme.pages]
    return {"title": theme.title.get(language), "rules": rules}


def _rule(page: RulePage, knowledge: Knowledge, language: str) -> dict[str, Any]:
    """A rule as `tanlu rules show` lays it out, its own title as the heading."""
    shown = [
        {
            "title": title.get(language),
            "lines": [
                {"text": line.get(language).strip(), "below": line.zh.startswith(" ")} for line in lines
            ],
        }
        for title, lines in sections(page, knowledge)
    ]
    return {"id": page.rule.id, "title": page.rule.title.get(language), "sections": shown}


def _clause_rows(book: Book, knowledge: Knowledge, language: str) -> Iterator[dict[str, Any]]:
    for section, rules in book.clauses.items():
        clause = knowledge.catalogue.clauses.get(section)
        heading = clause.label.get(language) if clause is not None else ""
        head = f"{clause_words(section, knowledge.catalogue).get(language)}　{heading}".strip()
        yield {"head": head, "links": [_link(one, "", book, knowledge, language) for one in rules]}


def _technology_rows(book: Book, knowledge: Knowledge, language: str) -> Iterator[dict[str, Any]]:
    for technology, found in book.technologies.items():
        links = [
            _link(rule, effect_words(effect).get(language), book, knowledge, language)
            for effect, rule in found
        ]
        yield {"head": knowledge.catalogue.label(technology).get(language), "links": links}


def _link(rule: str, effect: str, book: Book, knowledge: Knowledge, language: str) -> dict[str, str]:
    one: Rule = knowledge.rulebook.rules[rule]
    return {"href": f"{book.theme_of[rule]}.html#{rule}", "text": one.title.get(language), "effect": effect}
