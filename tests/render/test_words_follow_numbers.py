"""The words of a score, a rank, a question and a change say what their numbers say."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.api import recommend
from recommender.evaluate.scope import Knowledge
from recommender.model.catalogue import Catalogue
from recommender.model.knowledge import Fact, FactType, FactValue
from recommender.model.roadmap import Admission, Change, Question, RankStability, Settled
from recommender.model.site import SiteProfile
from recommender.model.text import Text
from recommender.render import view
from recommender.render.changes import BEYOND, UNSUPPORTED, admission_lines
from recommender.render.words import settles_words
from tests.small_world import rule, world

COMMUNITY = "{site.type: community}"
LANGUAGES = ("zh", "en")


@given(st.integers(-100, 100).filter(bool))
def test_points_are_added_or_taken_as_their_sign_says(points: int) -> None:
    words = view.points_words(points)
    assert ("加" in words.zh) == (points > 0) == ("add" in words.en)
    assert re.findall(r"-?\d+", words.zh) == [str(abs(points))] == re.findall(r"-?\d+", words.en)


@given(st.integers(1, 50), st.sampled_from(["potential", "economy", "star"]), st.integers(1, 9))
def test_the_total_told_is_the_sum_told(points: int, weight: str, times: int) -> None:
    use = rule("use", "rep/1", COMMUNITY, "recommend: {technologies: [storage]}")
    more = rule("more", "rep/1", COMMUNITY, f"prioritise: {{technologies: [storage], points: {points}}}")
    site = SiteProfile({"site.type": "community", f"plan.weight_{weight}": times})
    roadmap = recommend(site, world(use, more))
    parts = view.score_parts(roadmap, "storage")
    for language in LANGUAGES:
        told = parts.get(language)
        value = float(re.search(r"= ([\d.]+)", told).group(1))  # type: ignore[union-attr]
        added = int(re.search(r"(?:规则加|rules add) (\d+)", told).group(1))  # type: ignore[union-attr]
        terms = re.findall(r"[▼➕★] ([\d.]+) × ([\d.]+)", told)
        assert value == pytest.approx(sum(float(a) * float(b) for a, b in terms), abs=0.1)
        assert float(view.score_words(roadmap, "storage")) == pytest.approx(value + added, abs=0.11)


def test_steady_ranks_are_called_so_and_only_they(
    knowledge: Knowledge, sites: dict[str, SiteProfile]
) -> None:
    roadmap = recommend(sites["hongyupo"], knowledge)
    for key, planned in roadmap.technologies.items():
        if planned.stability is RankStability.ROBUST:
            assert not roadmap.decision.technologies[key].unknown_facts


@given(st.integers(0, 30), st.integers(0, 30))
def test_a_question_names_its_least_and_most(least: int, more: int) -> None:
    most = least + more
    words = settles_words(Question("f", Text("?", "?"), most, (), Settled(least, (least + most) / 2, most)))
    for language in LANGUAGES:
        numbers = [float(one) for one in re.findall(r"\d+(?:\.\d+)?", words.get(language))]
        assert numbers == ([most] if not more else [least, most, (least + most) / 2])


def changes(changeable: int, given_: int) -> tuple[Change, ...]:
    def one(number: int, can: bool) -> Change:
        value: FactValue = bool(number % 2)
        return Change(f"f{number}", None, value, Text("是", "yes"), can)

    return tuple(one(n, True) for n in range(changeable)) + tuple(one(n + 5, False) for n in range(given_))


@given(st.integers(0, 3), st.integers(0, 3))
def test_changes_are_told_apart_and_counted(changeable: int, given_: int) -> None:
    facts = {
        f"f{number}": Fact(
            f"f{number}", FactType.BOOLEAN, "f", Text(f"事实{number}", f"fact {number}"), Text()
        )
        for number in range(10)
    }
    told = changes(changeable, given_)
    lines = list(admission_lines(Admission(told, True, True), Catalogue(facts=facts)))
    whole = "\n".join(line.zh for line in lines)
    assert ("场地可以改变的" in whole) == (changeable > 0)
    assert ("场地改变不了的" in whole) == (given_ > 0)
    assert whole.count("尚未陈述") == changeable + given_
    if changeable and changeable + given_ > 1:
        assert f"以下 {changeable + given_} 项" in whole


def test_nothing_found_says_whether_anything_could() -> None:
    none = Catalogue()
    assert next(admission_lines(Admission((), False, True), none)) == BEYOND
    assert "三项以内" in BEYOND.zh
    assert next(admission_lines(Admission((), False, False), none)) == UNSUPPORTED
