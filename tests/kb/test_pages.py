"""Every record has a page that can be read, with its places, its notes and links that lead somewhere."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from rdflib import Graph

from recommender.kb.pages.page import read_ontology, write_pages
from recommender.kb.pages.render import Pages, file_of
from recommender.kb.pages.site import Site, build_site
from recommender.model.citation import citation
from recommender.model.clause import parse_reference
from recommender.model.text import Text
from tests.kb.small_pages import small_graph


@pytest.fixture(scope="module")
def graph() -> Graph:
    return small_graph()


@pytest.fixture(scope="module")
def site(graph: Graph, home: Path, schema) -> Site:
    return build_site(schema, graph, read_ontology(home))


@pytest.fixture(scope="module")
def pages(site: Site) -> Pages:
    return Pages(site)


def text_of(html: str | None) -> str:
    """What a reader sees, tags taken out, blanks joined."""
    assert html is not None
    body = html.partition("<main>")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", body).split())


def test_a_technology_shows_everything_that_is_said_of_it(pages: Pages) -> None:
    seen = text_of(pages.html("id/technology/rooftop-photovoltaics"))
    for words in (
        "光伏 Photovoltaics",
        "分布式光伏",  # its other name
        "领域 field 能源 Energy",
        "太阳能光伏 Solar PV 能源 2020-2025 2025-2035 5 3 4",  # one row of its ratings, in order of the signs
        "△ 应用期",
        "▼ 减排潜力",
        "宜 Should 装光伏 Install photovoltaics 指南 7.1.2 第 1 项 zcc 7.1.2, item 1",
        "由原文推出 derived from the source",
        "推荐 recommend 场地在社区 the site is a community 指南 7.1.2 第 1 项",
        "社区装光伏 Communities install photovoltaics",
        "屋顶适合光伏 Roofs suit photovoltaics",  # a statement that mentions it
        "光伏省电 Photovoltaics save power 减少 decrease 30 %",  # an effect in figures
        "光伏 Photovoltaics 相互增效 works well with 储能 Battery 路线 2.3 第 2 段",
        "储能 Battery 以…为前提 requires 光伏 Photovoltaics",
        "阳光村 Sunny village",  # a case
    ):
        assert words in seen, words


def test_ratings_of_two_tables_stand_side_by_side(pages: Pages) -> None:
    """The second table rates it with one star and no application period; neither touches the other."""
    seen = text_of(pages.html("id/technology/rooftop-photovoltaics"))
    assert (
        "路线 表 6-2 第 1 行 gdroute Table 6-2, row 1 太阳能光伏 Solar PV 能源 2020-2025 2025-2035 5 3 4"
        in seen
    )
    assert (
        "路线 表 2-2 第 3 行 gdroute Table 2-2, row 3 光伏发电 PV power 楼宇 / 屋面 2035-2050 4 2 1" in seen
    )


def test_a_requirement_names_its_place_and_mark(pages: Pages) -> None:
    seen = text_of(pages.html("id/requirement/zcc-7.1.2-1"))
    assert "条款 clause 指南 7.1.2 第 1 项 Guide 7.1.2, item 1" in seen
    assert "技术 technologies 光伏 Photovoltaics" in seen
    assert "核对短语 mark 宜留出屋顶" in text_of(pages.html("id/requirement/zcc-7.1-s1"))


@pytest.mark.parametrize(
    "path",
    [
        "id/assessment/gdroute-t6-2-1",  # named by the note
        "id/technology/rooftop-photovoltaics",  # rated in that row
        "id/clause/gdroute/t6-2",  # the row is in this table
        "id/clause/zcc/7.1.2",  # its item 2 is named by the note
        "id/omission/zcc-7.1.2-2",  # stands at item 2
    ],
)
def test_a_note_is_shown_on_the_page_of_everything_it_concerns(pages: Pages, path: str) -> None:
    seen = text_of(pages.html(path))
    assert "原文的出入 Discrepancies in the sources" in seen
    assert "※ =折行 @wrapped 路线 表 6-2 第 1 行" in seen
    assert "本系统的处理：-丙 How Tanlu treats it: C" in seen


def test_a_note_says_how_it_is_treated(pages: Pages) -> None:
    seen = text_of(pages.html("id/technology/rooftop-photovoltaics"))
    assert "本系统的处理：-丙 How Tanlu treats it: C" in seen


def test_ratings_and_requirements_come_first_then_the_notes(pages: Pages) -> None:
    seen = text_of(pages.html("id/technology/rooftop-photovoltaics"))
    headings = ("评级 Ratings", "由它满足的要求", "原文的出入", "规则对它的影响", "提到它的表述")
    places = [seen.index(heading) for heading in headings]
    assert places == sorted(places)


def test_a_note_on_the_section_around_is_folded_and_says_where_it_comes_from(pages: Pages) -> None:
    """The note is on the whole of 7.1; the requirement stands at sentence 1 of it."""
    html = pages.html("id/requirement/zcc-7.1-s1")
    assert html is not None
    direct, _, folded = html.partition('<details class="inherited">')
    assert "该节没有列项" not in text_of(direct + "</main>")
    seen = text_of("<main>" + folded)
    assert seen.startswith(
        "不是专门针对它，随此处而来： Not about it in particular, but from 指南 7.1 Guide 7.1 · 1"
    )
    assert "※ 该节没有列项" in seen


def test_a_note_on_the_very_place_is_not_folded(pages: Pages) -> None:
    """It is on row 1 of table 6-2, which rates the technology."""
    html = pages.html("id/technology/rooftop-photovoltaics")
    assert html is not None
    assert "=折行" in html.partition('<details class="inherited">')[0]


def test_a_note_on_a_whole_clause_is_shown_with_every_place_in_it(pages: Pages) -> None:
    assert "※ 该节没有列项" in text_of(pages.html("id/requirement/zcc-7.1-s1"))
    assert "※ 该节没有列项" not in text_of(pages.html("id/requirement/zcc-7.1.2-1"))


@pytest.mark.parametrize("path", ["id/requirement/zcc-7.1.2-1", "id/technology/battery", "id/clause/zcc/B.1"])
def test_a_note_is_not_shown_where_it_does_not_belong(pages: Pages, path: str) -> None:
    """Item 1 is not item 2."""
    assert "Discrepancies in the sources" not in text_of(pages.html(path))


def test_a_clause_is_headed_by_its_number(pages: Pages) -> None:
    assert text_of(pages.html("id/clause/zcc/7.1.2")).startswith(
        "条款 Clause 7.1.2 可再生能源 7.1.2 Renewables"
    )


def test_a_clause_has_an_anchor_for_each_place_with_what_rests_on_it(pages: Pages) -> None:
    html = pages.html("id/clause/zcc/7.1.2")
    assert html is not None
    item = re.search(r'<section class="part" id="1">(.*?)</section>', html, re.DOTALL)
    assert item is not None
    assert "装光伏" in item[1]
    assert "少烧煤" not in item[1]
    sentence = re.search(r'<section class="part" id="s1">(.*?)</section>', html, re.DOTALL)
    assert sentence is not None
    assert "少烧煤" in sentence[1]


def test_a_source_lists_its_sections_with_what_they_hold(pages: Pages) -> None:
    seen = text_of(pages.html("id/source/zcc"))
    assert "7.1.2 可再生能源 Renewables" in seen
    assert "要求 2 Requirement 2" in seen
    assert "表 6-2" not in seen


def test_a_retired_id_says_so_and_names_what_replaces_it(pages: Pages) -> None:
    seen = text_of(pages.html("id/technology/solar-panels"))
    assert "此编号已退役，不再使用。 This id is retired and no longer used." in seen
    assert "由此取代： Replaced by: 光伏 Photovoltaics" in seen
    assert "与光伏重复 The same as photovoltaics" in seen


def test_a_class_page_defines_and_counts(pages: Pages) -> None:
    seen = text_of(pages.html("def/Technology"))
    assert "数量 number 2" in seen
    assert "场地能做的一件事" in seen
    assert "领域 field 能源、建筑、交通等领域。" in seen


def test_a_property_page_tells_its_classes_and_an_example(pages: Pages) -> None:
    seen = text_of(pages.html("def/star"))
    assert "评级 Assessment" in seen
    assert "whole number" in seen
    assert "太阳能光伏 Solar PV" in seen


def test_a_closed_list_counts_how_often_each_value_is_used(pages: Pages) -> None:
    """Two technologies, a relation, a statement and an effect are recorded as stated."""
    assert "原文所述 stated by the source stated 5" in text_of(pages.html("def/Basis"))


def test_english_comes_first_when_asked_for(pages: Pages) -> None:
    chinese, english = (pages.html("id/technology/battery", language) for language in ("zh", "en"))
    assert chinese is not None
    assert english is not None
    assert '<html lang="zh-CN">' in chinese
    assert "<title>储能 · 碳路 Tanlu</title>" in chinese
    assert text_of(chinese).startswith("技术 Technology 储能 Battery")
    assert '<html lang="en">' in english
    assert "<title>Battery · Tanlu 碳路</title>" in english
    assert text_of(english).startswith("Technology 技术 Battery 储能")
    assert '<span class="second" lang="zh-CN">储能</span>' in english


def test_the_page_of_all_records_counts_them_by_class(pages: Pages) -> None:
    seen = text_of(pages.html("index/ids"))
    assert "技术 Technology 2 场地能做的一件事" in seen
    assert "依据性质 Basis 3" in seen


def test_the_front_page_leads_to_sources_fields_and_classes(pages: Pages) -> None:
    html = pages.html("index")
    assert html is not None
    for link in ("id/source/zcc.html", "index/field-energy.html", "index/technology.html"):
        assert f'href="{link}"' in html


def test_the_pages_of_a_field_and_of_a_class_list_their_records(pages: Pages) -> None:
    assert "储能 Battery" in text_of(pages.html("index/field-energy"))
    assert "装光伏 Install photovoltaics zcc-7.1.2-1 指南 7.1.2 第 1 项" in text_of(
        pages.html("index/requirement")
    )


def test_there_is_no_page_of_what_does_not_exist(pages: Pages) -> None:
    assert pages.html("id/technology/perpetual-motion") is None
    assert pages.html("../secret") is None


def test_no_two_pages_are_one_file_where_case_does_not_count(pages: Pages) -> None:
    files = [file_of(path).casefold() for path in pages.paths]
    assert len(files) == len(set(files))


def test_words_of_records_are_never_taken_for_html(schema, home: Path) -> None:
    graph = small_graph(label="<script>alert(1)</script>")
    html = Pages(build_site(schema, graph, read_ontology(home))).html("id/technology/battery")
    assert html is not None
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


@pytest.mark.parametrize(
    ("reference", "zh", "en"),
    [
        ("zcc/7.1.2#4", "指南 7.1.2 第 4 项", "Guide 7.1.2, item 4"),
        ("zcc/5.4.1#s2", "指南 5.4.1 第 2 句", "Guide 5.4.1, sentence 2"),
        ("zcc/5.3#p4", "指南 5.3 第 4 段", "Guide 5.3, paragraph 4"),
        ("zcc/t6-2#13", "指南 表 6-2 第 13 行", "Guide Table 6-2, row 13"),
        ("zcc/f3-2", "指南 图 3-2", "Guide Figure 3-2"),
        ("zcc/A.3", "指南 A.3", "Guide A.3"),
        ("zcc/preamble", "指南 引言", "Guide Preamble"),
    ],
)
def test_places_are_cited_as_people_cite_them(reference: str, zh: str, en: str) -> None:
    place = parse_reference(reference)
    assert place is not None
    assert citation(Text("指南", "Guide"), place, Text("引言", "Preamble")) == Text(zh, en)


class _Links(HTMLParser):
    """The links and anchors of one page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        assert tag != "script"
        assert not any(name.startswith("on") or name == "src" for name in found)
        if tag == "link" or tag == "img":
            raise AssertionError("nothing is fetched")
        if found.get("id"):
            self.anchors.add(str(found["id"]))
        if tag == "a":
            self.links.append(str(found["href"]))


def _read(folder: Path) -> Iterator[tuple[str, _Links]]:
    for path in sorted(folder.rglob("*.html")):
        links = _Links()
        links.feed(path.read_text(encoding="utf-8"))
        yield path.relative_to(folder).as_posix(), links


def broken(folder: Path) -> list[str]:
    """Every link within a folder of pages that leads nowhere."""
    read = dict(_read(folder))
    found = []
    for name, page in read.items():
        for link in page.links:
            if link.startswith(("https://", "http://")):
                continue
            target, _, anchor = unquote(urljoin(name, link)).partition("#")
            if target not in read or (anchor and anchor not in read[target].anchors):
                found.append(f"{name}: {link}")
    return found


def test_every_link_of_every_page_leads_somewhere(graph: Graph, home: Path, schema, tmp_path: Path) -> None:
    number = write_pages(schema, graph, read_ontology(home), tmp_path)
    assert number == len(list(tmp_path.rglob("*.html")))
    assert broken(tmp_path) == []
    (tmp_path / file_of("id/technology/battery")).unlink()
    assert broken(tmp_path)


_WRITE = """
import sys
from pathlib import Path
from recommender.kb.pages.page import read_ontology, write_pages
from recommender.schema.read import read_schema
from tests.kb.small_pages import small_graph
home, out = Path(sys.argv[1]), Path(sys.argv[2])
schema = read_schema(home / "ontology" / "schema.yaml")
write_pages(schema, small_graph(), read_ontology(home), out)
"""


def test_the_same_knowledge_gives_the_same_bytes(home: Path, tmp_path: Path) -> None:
    hashes = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        subprocess.run(
            [sys.executable, "-c", _WRITE, str(home), str(out)],
            check=True,
            cwd=home,
            env={"PYTHONHASHSEED": seed, "PATH": ""},
        )
        files = sorted(out.rglob("*.html"))
        hashes.append([(f.relative_to(out), hashlib.sha256(f.read_bytes()).hexdigest()) for f in files])
    assert hashes[0] == hashes[1]
