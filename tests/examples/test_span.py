"""The example sites span what a site can be; the table in examples/README.md says so truly."""

from __future__ import annotations

import pytest

from recommender.api import recommend
from recommender.evaluate.scope import Knowledge
from recommender.model.decision import Decision
from recommender.model.site import SiteProfile
from tests.conftest import EXAMPLES, ROOT

COLUMNS = {
    "site.type": "对象",
    "site.setting": "城乡",
    "site.development": "新旧",
    "place.climate_zone": "气候区",
    "place.region": "地区",
    "resource.level": "资源水平",
    "community.form": "社区形态",
    "tenure.type": "产权",
}
UNKNOWN, NOT_ASKED = "不知道", "—"
OF_COMMUNITIES = ("resource.level", "community.form", "tenure.type")

TOO_WIDE = {"community", "town", "east_west_north_guangdong"}
"""Headings a narrower concept always stands for in a real site."""


@pytest.fixture(scope="module")
def decisions(knowledge: Knowledge, sites: dict[str, SiteProfile]) -> dict[str, Decision]:
    return {name: recommend(site, knowledge).decision for name, site in sites.items()}


def test_every_domain_has_a_site(knowledge: Knowledge, decisions: dict[str, Decision]) -> None:
    assert {decision.domain for decision in decisions.values()} == set(knowledge.catalogue.domains)


@pytest.mark.parametrize("fact", COLUMNS)
def test_every_value_has_a_site(fact: str, knowledge: Knowledge, decisions: dict[str, Decision]) -> None:
    scheme = knowledge.catalogue.facts[fact].scheme
    wanted = {concept.id for concept in knowledge.catalogue.concepts_of[scheme]} - TOO_WIDE
    found = {str(decision.value(fact)) for decision in decisions.values()}
    assert wanted <= found


@pytest.mark.parametrize("fact", OF_COMMUNITIES)
def test_some_community_does_not_know(fact: str, decisions: dict[str, Decision]) -> None:
    communities = [one for one in decisions.values() if one.domain == "community"]
    assert any(one.value(fact) is None for one in communities)


def test_the_table_in_the_readme_is_what_the_files_say(
    knowledge: Knowledge, decisions: dict[str, Decision]
) -> None:
    readme = (ROOT / "examples/README.md").read_text("utf-8")
    shown = [line for line in readme.splitlines() if line.startswith("| `") and line.count("|") == 10]
    assert shown == [row(path.stem, decisions[path.stem], knowledge) for path in EXAMPLES]


def row(name: str, decision: Decision, knowledge: Knowledge) -> str:
    """One line of the table: what is stated, looked up or derived, in Chinese."""
    cells = []
    for fact in COLUMNS:
        value = decision.value(fact)
        silent = UNKNOWN if decision.domain == "community" or fact.startswith("place.") else NOT_ASKED
        cells.append(silent if value is None else knowledge.catalogue.label(str(value)).zh)
    return f"| `{name}` | {' | '.join(cells)} |"


def test_an_invented_site_says_so() -> None:
    """Five are the case communities of the report; every other file begins by saying it is invented."""
    cases = {"heyi-shenzhen", "hongyupo", "dongtang-jiangshan", "shibo-shanghai", "jingjiangyuan-shanghai"}
    for path in EXAMPLES:
        first = path.read_text("utf-8").splitlines()[0]
        assert first.startswith("# 案例社区" if path.stem in cases else "# 虚构示例"), path.stem
