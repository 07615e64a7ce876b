"""The lines to paste into a profile so that a section can be drawn; “…” stands for what to fill in."""

from __future__ import annotations

from collections.abc import Iterable

from recommender.assess.community import CommunityScore
from recommender.model.accounting import Balance, LineStatus
from recommender.model.scoring import Scorecard
from recommender.render import account_words
from recommender.render.account_rows import open_lines
from recommender.render.score_words import number
from ui.page import Page

GOAL = "goal: {emission: … t, year: …, source: …}"


def activity_lines(page: Page, balance: Balance) -> str:
    """A line for each figure the account lacks, under its heading where the profile has no such block yet."""
    catalogue = page.knowledge.catalogue
    lines = []
    for line in open_lines(balance):
        english = catalogue.activities[line.activity].label.en
        lines.append(f"  {account_words.how_to_state(line, catalogue).zh}{_note(page, english)}")
    head = [] if page.decision.site.stated.activities else ["activity:", "  year: …"]
    return "\n".join([*head, *dict.fromkeys(lines)])


def score_lines(page: Page, card: Scorecard) -> str:
    """A line for each indicator of the standard without an answer."""
    return _indicators(
        page,
        (
            f'"{number(key, card.standard)}": {{now: …, planned: …}}   # {page.label(key)}'
            for key in card.now.indicators
            if key not in card.stated
        ),
    )


def community_lines(page: Page, score: CommunityScore) -> str:
    """A line for each indicator without figures, then one for each feature of the grades not answered."""
    catalogue = page.knowledge.catalogue
    asked = "{start: …, now: …, target: …, target_year: …, source: …}"
    figures = (
        f"{catalogue.indicators[one.indicator].label.zh}: {asked}{_note(page, page.label(one.indicator))}"
        for one in score.indicators
        if one.stated is None
    )
    features = (
        f"{key}: {{now: …}}   # {page.of(catalogue.features[key].text)}"
        for one in score.placements
        for key in one.open
    )
    return _indicators(page, [*figures, *features])


def nothing_known(balance: Balance) -> bool:
    """Whether no line of the account has a figure."""
    return not any(line.status is LineStatus.KNOWN for line in balance.lines)


def _indicators(page: Page, lines: Iterable[str]) -> str:
    head = [] if page.decision.site.stated.indicators else ["indicator:"]
    return "\n".join([*head, *(f"  {line}" for line in lines)])


def _note(page: Page, english: str) -> str:
    return f"   # {english}" if page.language == "en" else ""
