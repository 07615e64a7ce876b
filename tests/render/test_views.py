"""The views say what the roadmap says: every step, every number, both languages, no escape codes."""

from __future__ import annotations

import io
import json
from collections import Counter
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from recommender.api import recommend
from recommender.evaluate.scope import Knowledge
from recommender.model.decision import Lean, Status, Verdict
from recommender.model.knowledge import Authority, Basis
from recommender.model.roadmap import Action, RankStability, Roadmap
from recommender.model.site import Origin, SiteProfile
from recommender.plan.change import Search
from recommender.render import view, words
from recommender.render.contract import to_contract
from recommender.render.explain import Explanation, sections, to_dict
from recommender.render.flow import wrap
from recommender.render.markdown import escaped, to_markdown
from recommender.render.notes import on_roadmap, on_technology, sentence
from recommender.render.roles import action_words
from recommender.render.text import write_text
from tests.conftest import EXAMPLES

pytestmark = pytest.mark.slow

NAMES = [path.stem for path in EXAMPLES]
KEYS = (
    "tanlu",
    "kb",
    "rules",
    "site",
    "derived",
    "assumptions",
    "technologies",
    "stages",
    "packages",
    "requirements",
    "questions",
    "warnings",
    "conflicts",
    "target",
)
TECHNOLOGY_KEYS = (
    "id",
    "label",
    "field",
    "status",
    "lean",
    "score",
    "score_parts",
    "rank_stability",
    "rating",
    "other_ratings",
    "stage",
    "pilot_stage",
    "prepare_now",
    "reasons",
    "unknown_facts",
    "prerequisites",
    "satisfies",
    "why_not",
)


@pytest.fixture(scope="module")
def plans(knowledge: Knowledge, sites: dict[str, SiteProfile]) -> dict[str, Roadmap]:
    return {name: recommend(site, knowledge) for name, site in sites.items()}


def text_of(plan: Roadmap, knowledge: Knowledge, language: str, everything: bool, width: int) -> str:
    page = io.StringIO()
    write_text(plan, knowledge, Console(file=page, width=width), language, everything)
    return page.getvalue()


@pytest.mark.parametrize("name", NAMES)
def test_contract_keys(name: str, plans: dict[str, Roadmap], knowledge: Knowledge) -> None:
    body = json.loads(json.dumps(to_contract(plans[name], knowledge), ensure_ascii=False))
    assert tuple(body) == KEYS
    for technology in body["technologies"]:
        assert tuple(technology) == TECHNOLOGY_KEYS


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_markdown_holds_every_step_and_question(
    name: str, language: str, plans: dict[str, Roadmap], knowledge: Knowledge
) -> None:
    plan = plans[name]
    page = to_markdown(plan, knowledge, language)
    lines = page.splitlines()
    for stage in plan.stages:
        for step in stage.steps:
            action = action_words(step.technology, step.action, plan.decision, knowledge.catalogue).get(
                language
            )
            noted = " ※" if on_technology(step.technology, knowledge.catalogue) else ""
            label = escaped(knowledge.catalogue.label(step.technology).get(language))
            start = f"| {action} | {label}{noted} | {escaped(step.technology)} |"
            assert any(line.startswith(start) for line in lines), start
    for question in plan.questions:
        assert escaped(question.text.get(language)) in page
    for note in on_roadmap(plan, knowledge):
        assert f"- {escaped(sentence(note).get(language))}" in lines
    for line in lines:
        if line.startswith("|"):
            assert line.endswith("|")


@pytest.mark.parametrize("width", [60, 100, 240])
@pytest.mark.parametrize("name", NAMES)
def test_text_names_every_step_and_fits(
    name: str, width: int, plans: dict[str, Roadmap], knowledge: Knowledge
) -> None:
    plan = plans[name]
    page = text_of(plan, knowledge, "zh", False, width)
    assert "\x1b" not in page
    assert all(cell_len(line.rstrip()) <= width for line in page.splitlines())
    joined = "".join(page.split())
    for stage in plan.stages:
        for step in stage.steps:
            label = "".join(knowledge.catalogue.label(step.technology).zh.split())
            assert label in joined or width < 240  # a long name wraps in its cell


def test_a_stage_counts_its_steps_in_the_words_of_its_lines(
    plans: dict[str, Roadmap], knowledge: Knowledge
) -> None:
    tenant, plain = plans["tenant-in-urban-village"], plans["hongyupo"]
    near = view.steps(tenant.stages[0], tenant, knowledge)
    counted = {asks.zh: number for asks, number in view.asked(near)}
    assert counted == Counter(line.asks.zh for line in near)
    assert counted["提议"] > counted["采用"] > 0  # little is in the tenant's own hands
    head = f"采用 {counted['采用']}"
    page = text_of(tenant, knowledge, "zh", False, 120)
    assert any(head in line and "提议" in line for line in page.splitlines())
    assert f"提议 {counted['提议']}" in to_markdown(tenant, knowledge)
    assert {asks.zh for asks, _ in view.asked(view.steps(plain.stages[0], plain, knowledge))} <= {
        "采用",
        "试点",
        "预留",
    }


@pytest.mark.parametrize("name", NAMES)
def test_all_is_longer_and_english_has_english_heads(
    name: str, plans: dict[str, Roadmap], knowledge: Knowledge
) -> None:
    short = text_of(plans[name], knowledge, "zh", False, 100)
    assert len(text_of(plans[name], knowledge, "zh", True, 100)) > len(short)
    english = text_of(plans[name], knowledge, "en", False, 100)
    assert "Checklist of requirements" in english and "条款清单" not in english


@pytest.mark.parametrize("name", NAMES)
def test_every_technology_can_be_explained(
    name: str, plans: dict[str, Roadmap], knowledge: Knowledge
) -> None:
    search = Search(plans[name].decision, knowledge)
    for key, decided in plans[name].decision.technologies.items():
        explained = Explanation(plans[name], knowledge, key, search)
        head, lines = sections(explained, "zh")[0]
        assert head.zh == "结论"
        assert words.STATUS[decided.status].zh in lines[0].zh
        assert all(line.zh and line.en for _, group in sections(explained, "en") for line in group)
        json.dumps(to_dict(explained))


def test_stars_agree_with_the_row(knowledge: Knowledge) -> None:
    for row in knowledge.catalogue.assessments.values():
        star, potential, economy = words.symbols(row)
        assert (len(star), len(potential), len(economy)) == (row.star, row.potential, row.economy)


def test_every_term_has_words() -> None:
    tables = (
        (words.STATUS, Status),
        (words.LEAN, Lean),
        (words.VERDICT, Verdict),
        (words.ACTION, Action),
        (words.STABILITY, RankStability),
        (words.AUTHORITY, Authority),
        (words.BASIS, Basis),
        (words.ORIGIN, Origin),
    )
    for table, terms in tables:
        assert set(table) == set(terms)
        assert all(text.zh and text.en for text in table.values())


def test_clauses_in_words(knowledge: Knowledge) -> None:
    def said(reference: str) -> str:
        return words.clause_words(reference, knowledge.catalogue).zh.partition("》")[2]

    assert said("zcc/7.1.2#4") == "7.1.2第4项"
    assert said("gdroute/t6-2#13") == "表6-2第13行"
    assert said("sps2/5.3#p6") == "5.3第6段"
    assert said("zcgo/5.4.1#s2") == "5.4.1第2句"
    assert words.clause_words("", knowledge.catalogue).zh == ""


def test_a_name_cannot_steer_the_terminal_or_the_document(
    knowledge: Knowledge, sites: dict[str, SiteProfile]
) -> None:
    site = sites["heyi-shenzhen"]
    evil = "A|B\x1b[31m<script>`[x](y)\nC"
    plan = recommend(replace(site, facts={**site.facts, "site.name": evil}), knowledge)
    page = text_of(plan, knowledge, "zh", True, 100)
    assert "\x1b" not in page
    document = to_markdown(plan, knowledge)
    assert "<script>" not in document.replace("\\<script\\>", "")
    assert "A\\|B" in document


def test_wrapping_keeps_words_and_marks() -> None:
    text = "资源不足时，高代价的能源（sps2/5.3#p6）难以收回投入。"
    for width in range(16, 60):
        lines = wrap(text, width)
        assert "".join(lines) == text
        assert all(cell_len(line) <= width for line in lines)
        assert not any(line[:1] in "，。）" for line in lines)
        assert any("sps2/5.3#p6" in line for line in lines)
    assert wrap("word " * 3, 4) == ["word", "word", "word"]
    assert "".join(wrap("a" * 30, 7)) == "a" * 30
