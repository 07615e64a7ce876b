"""The rule book: every rule once, indexes that lead to it, and no text that becomes markup."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from recommender.api import rule_texts
from recommender.authoring.book import Book, rule_book
from recommender.authoring.book_pages import pages, write_pages
from recommender.evaluate.scope import Knowledge
from recommender.model.site import SiteProfile
from tests.conftest import ROOT
from tests.small_world import rule, world

EVIL = "<script>alert('x')</script> & \"“"


@pytest.fixture(scope="module")
def book(knowledge: Knowledge, sites: dict[str, SiteProfile]) -> Book:
    return rule_book(knowledge, sites, rule_texts(ROOT))


@pytest.fixture(scope="module")
def drawn(book: Book, knowledge: Knowledge) -> dict[str, str]:
    return dict(pages(book, knowledge))


@pytest.mark.parametrize("folder", ["", "en/"])
def test_every_active_rule_stands_in_it_once(
    folder: str, drawn: dict[str, str], knowledge: Knowledge
) -> None:
    mine = {name: text for name, text in drawn.items() if name.startswith("en/") == bool(folder)}
    found = Counter(one for text in mine.values() for one in re.findall(r'<article id="([^"]+)">', text))
    assert set(found) >= {rule.id for rule in knowledge.rulebook.active}
    assert set(found.values()) == {1}


def test_every_link_of_the_book_leads_somewhere(drawn: dict[str, str]) -> None:
    for name, text in drawn.items():
        for link in re.findall(r'<a href="([^"]+)">', text):
            file, _, anchor = link.partition("#")
            target = str(Path(name).parent / file) if file else name
            target = target.replace("en/../", "")
            assert target in drawn, f"{name}: {link}"
            assert not anchor or f'<article id="{anchor}">' in drawn[target], f"{name}: {link}"


def test_the_indexes_lead_from_clause_and_technology_to_the_rule(book: Book) -> None:
    """国合会二期 5.3 advises against costly technology in poor places; the microgrid is one."""
    key = "resource-poor-no-costly-energy"
    assert key in book.clauses["sps2/5.3"]
    assert ("discourage", key) in book.technologies["microgrid"]
    assert book.theme_of[key] == "sps2-community-types"


def test_a_rule_stands_beside_its_clause_with_examples_and_sites(drawn: dict[str, str]) -> None:
    page = drawn["sps2-community-types.html"]
    part = page[page.index('<article id="resource-poor-no-costly-energy">') :]
    part = part[: part.index("</article>")]
    for words in (
        "如果场地类型为社区且可再生资源水平为贫瘠",
        "《重大绿色技术创新及其实施机制（二期）》5.3第6段",
        "来源明说",
        "资源水平不明，不能判断",
        "hongyupo",
        "压过“2030年前推荐的社区技术”",
    ):
        assert words in part, words


def test_text_never_becomes_markup() -> None:
    small = world(
        rule("evil", "std/1#1", "{site.type: community}", "recommend: {technologies: [microgrid]}").replace(
            "{zh: evil, en: evil}", f"{{zh: '{EVIL.replace(chr(39), chr(39) * 2)}', en: x}}"
        )
    )
    made = rule_book(
        small, {"<b>site</b>": SiteProfile({"site.type": "community"})}, {"rules.yaml": b"# <i>t"}
    )
    text = "".join(page for _, page in pages(made, small))
    assert "<script>" not in text and "<b>site" not in text and "<i>t" not in text
    assert "&lt;script&gt;" in text and "&lt;b&gt;site" in text and "&lt;i&gt;t" in text


def test_it_is_written_into_a_folder(tmp_path: Path) -> None:
    small = world(rule("one", "std/1#1", "{site.type: community}", "recommend: {technologies: [storage]}"))
    number = write_pages(small, {}, {}, tmp_path / "book")
    names = {path.relative_to(tmp_path / "book").as_posix() for path in (tmp_path / "book").rglob("*.html")}
    assert number == len(names)
    here = {"index.html", "clauses.html", "technologies.html", "rules.html"}
    assert names == here | {f"en/{name}" for name in here}
