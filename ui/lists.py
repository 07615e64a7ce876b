"""Lists and tables of words on the page: the first few lines, and the rest on request."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from recommender.model.text import Text
from ui.page import Page, plain, say

FEW = 5
INDENT = "  "
"""How a sentence begins that belongs to the one before it."""


def bullets(page: Page, lines: Iterable[Text]) -> str:
    """The sentences as a Markdown list; an indented one stands under the one before it."""
    told = ((page.of(line).startswith(INDENT), page.of(line)) for line in lines)
    return "\n".join(f"{'    ' if below else ''}- {plain(line)}" for below, line in told)


def draw_list(page: Page, head: Text, lines: Sequence[Text], few: int = FEW) -> None:
    """The heading with its first few sentences; all of them in a fold where there are more."""
    if not lines:
        return
    first = [at for at, line in enumerate(lines) if not page.of(line).startswith(INDENT)]
    end = first[few] if len(first) > few else len(lines)
    st.markdown(f"**{plain(page.of(head))}**\n\n{bullets(page, lines[:end])}")
    rest = len(first) - few
    if rest > 0:
        with st.expander(say(f"另有 {rest} 项", f"{rest} more")):
            st.markdown(bullets(page, lines[end:]))


def draw_fold(page: Page, head: Text, lines: Sequence[Text]) -> None:
    """All sentences in a fold under the heading."""
    if not lines:
        return
    count = sum(not page.of(line).startswith(INDENT) for line in lines)
    with st.expander(f"{page.of(head)}{say(f'（{count}）', f' ({count})')}"):
        st.markdown(bullets(page, lines))


def draw_table(key: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table of words; the start of `key` tells the style which columns are figures."""
    with st.container(key=key):
        st.table(
            [{head: _cell(cell) for head, cell in zip(heads, row, strict=True)} for row in rows],
            hide_index=True,
        )


def _cell(words: str) -> str:
    """The words escaped; a part of the row above keeps a sign of it, as blanks before it are not drawn."""
    return f"· {plain(words)}" if words[:1].isspace() else plain(words)


def draw_asked(sentence: str, lines: str) -> None:
    """What to state, in a sentence, and the lines to paste into the profile."""
    st.info(plain(sentence))
    st.code(lines, language="yaml", height=min(260, 22 * (lines.count("\n") + 1) + 34))
