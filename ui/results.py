"""What the engine finds of a site, worked out once for each profile and kept for all who look at it."""

from __future__ import annotations

import streamlit as st

from recommender.api import recommend
from recommender.assess.community import CommunityScore, community_score
from recommender.assess.scorecard import scorecard, standards_of
from recommender.cli.account import account_of
from recommender.evaluate.scope import Knowledge
from recommender.model.problem import BadInput, Problem
from recommender.model.roadmap import Roadmap
from recommender.model.scoring import Scorecard
from recommender.model.site import SiteProfile
from recommender.render.account_rows import Account
from ui.page import Page

KEPT = 64
"""Results of this many profiles are kept."""


def roadmap_of(knowledge: Knowledge, site_key: str, profile: SiteProfile) -> Roadmap:
    """The roadmap of a profile; `site_key` changes with the profile."""
    return _roadmap((*_version(knowledge), site_key), knowledge, profile)


def account_for(page: Page, method: str = "") -> Account | tuple[Problem, ...]:
    """The account of the site as the command gives it, or why there is none."""
    return _account((*_version(page.knowledge), page.site_key), method, page)


def score_for(page: Page) -> Scorecard | CommunityScore | None:
    """The score of the site, or its own progress where no points are laid down; None where nothing is."""
    return _score((*_version(page.knowledge), page.site_key), page)


def kept_under(page: Page) -> tuple[str, ...]:
    """What tells apart whatever is drawn of a site: the knowledge, the profile and the language."""
    return (*_version(page.knowledge), page.site_key, page.language)


def _version(knowledge: Knowledge) -> tuple[str, str]:
    return knowledge.catalogue.digest, knowledge.rulebook.digest


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _roadmap(key: tuple[str, ...], _knowledge: Knowledge, _profile: SiteProfile) -> Roadmap:
    del key  # only the key under which the result is kept
    return recommend(_profile, _knowledge)


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _account(key: tuple[str, ...], method: str, _page: Page) -> Account | tuple[Problem, ...]:
    del key
    try:
        return account_of(_page.decision.site, _page.knowledge, method)
    except BadInput as error:
        return error.problems


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _score(key: tuple[str, ...], _page: Page) -> Scorecard | CommunityScore | None:
    del key
    site, knowledge = _page.decision.site, _page.knowledge
    if not standards_of(site, knowledge.catalogue):
        return None
    return scorecard(site, _page.roadmap, knowledge) or community_score(_page.roadmap, knowledge)
