"""Page: the roadmap being drawn with its knowledge and language, and how its words are put on screen."""

from __future__ import annotations

import re
from dataclasses import dataclass

import streamlit as st

from recommender.evaluate.scope import Knowledge
from recommender.model.decision import Decision
from recommender.model.knowledge import Assessment
from recommender.model.roadmap import Roadmap
from recommender.model.text import Text
from recommender.render.words import symbols

LANGUAGE = "lang"
CHOSEN = "technology"
PLUS = ("➕", "＋")
"""The sign of the tables and the one drawn: ➕ is an emoji, and many office machines have no font for it."""
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&=])")


def say(zh: str, en: str) -> str:
    """The words in the language chosen on the page; Chinese until another is chosen."""
    return en if st.session_state.get(LANGUAGE) == "en" else zh


def plain(text: str) -> str:
    """The text with every sign escaped that Markdown would read; a site's name never becomes markup."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def signs(row: Assessment | None) -> tuple[str, str, str]:
    """★, ▼ and ＋ as often as the row counts them; empty without a row."""
    star, potential, economy = symbols(row)
    return star, potential, economy.replace(*PLUS)


def choose(technology: str) -> None:
    """Make `technology` the chosen one; called back by charts and tables before the page is drawn anew."""
    st.session_state[CHOSEN] = technology


@dataclass(frozen=True)
class Page:
    """One roadmap in one language; `site_key` is stable for a site and sets its widgets apart."""

    knowledge: Knowledge
    roadmap: Roadmap
    language: str
    site_key: str

    @property
    def decision(self) -> Decision:
        """What was decided of the site."""
        return self.roadmap.decision

    def of(self, text: Text) -> str:
        """A bilingual text in the page's language."""
        return text.get(self.language).replace(*PLUS)

    def label(self, record_id: str) -> str:
        """The label of any record in the page's language."""
        return self.of(self.knowledge.catalogue.label(record_id))

    def listing(self, record_ids: tuple[str, ...]) -> str:
        """Labels in a row."""
        return ("、" if self.language == "zh" else ", ").join(self.label(key) for key in record_ids)

    def key(self, widget: str) -> str:
        """A widget key that changes with site and language, so that no old selection is kept."""
        return f"{widget}|{self.site_key}|{self.language}"
