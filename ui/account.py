"""The carbon account: lines with their factors, sums, what is open, what was assumed, other places beside."""

from __future__ import annotations

import streamlit as st

from recommender.model.text import Text
from recommender.render import account as words
from recommender.render.account_notes import ASSUMED, GUARDS, notes
from recommender.render.account_rows import (
    Account,
    Sheet,
    compared_rows,
    left_out,
    likeness_said,
    line_rows,
    open_lines,
    sentence,
    sum_rows,
    work_rows,
    works_said,
    zero_lines,
)
from ui.lists import bullets, draw_asked, draw_fold, draw_list, draw_table
from ui.page import Page, plain, say
from ui.results import account_for
from ui.sites import problem_sentence
from ui.stating import activity_lines, nothing_known


def draw_account(page: Page) -> None:
    """The account by the method chosen; without figures what to state in place of tables."""
    account = account_for(page)
    if not isinstance(account, Account):
        st.info("\n".join(f"- {plain(problem_sentence(problem))}" for problem in account))
        return
    account = _by_method(page, account)
    sheet = Sheet(account, page.knowledge, page.language, everything=False)
    _draw_head(page, account)
    if nothing_known(account.balance):
        told = say(
            "写上一年的活动数据，这里就列出各项排放和合计；没有的填 0。",
            "State a year of activities, and lines and totals stand here; state 0 for what there is none of.",
        )
        draw_asked(told, activity_lines(page, account.balance))
    else:
        _draw_lines(page, sheet)
        _draw_open(page, sheet)
        _draw_works(page, sheet)
    _draw_notes(page, account)
    _draw_beside(page, sheet)


def _by_method(page: Page, account: Account) -> Account:
    """The account by the method the reader picks, where more than one fits the site."""
    if not account.others:
        return account
    names = {one.id: page.of(one.label) for one in (account.method, *account.others)}
    method = st.selectbox(
        say("核算方法", "Accounting method"),
        list(names),
        key=page.key("method"),
        format_func=names.__getitem__,
        width=420,
    )
    other = account_for(page, method) if method and method != account.method.id else account
    return other if isinstance(other, Account) else account


def _draw_head(page: Page, account: Account) -> None:
    year, method = account.balance.year, account.method
    when = say(f"{year} 年，", f"{year}, ") if year is not None else ""
    st.caption(plain(f"{when}{page.of(method.label)} {method.clause}　{method.formula}"))
    st.markdown(f"**{plain(page.of(sentence(account.balance, page.knowledge.catalogue)))}**")


def _draw_lines(page: Page, sheet: Sheet) -> None:
    rows = line_rows(sheet)
    if rows:
        st.markdown(f"**{page.of(words.LINES)}**")
        draw_table("lines-account", [page.of(head) for head in words.COLUMNS], rows)
    if zero := zero_lines(sheet):
        st.caption(plain(page.of(zero)))
    heads, *sums = sum_rows(sheet)
    st.markdown(f"**{page.of(words.SUMS)}**")
    draw_table("sums-account", ["　", *heads[1:]], sums)


def _draw_open(page: Page, sheet: Sheet) -> None:
    lines = open_lines(sheet.balance)
    if lines:
        asked = f"{page.of(words.OPEN_LINES)}{say('。', '. ')}{page.of(words.ZERO_TOO)}{say('。', '.')}"
        draw_asked(asked, activity_lines(page, sheet.balance))
        remarks = dict.fromkeys(note for line in lines for note in line.notes)
        st.markdown(bullets(page, remarks))
    draw_list(page, words.LEFT_OUT, [Text(one, one) for one in left_out(sheet)])


def _draw_works(page: Page, sheet: Sheet) -> None:
    if not sheet.balance.works:
        return
    st.markdown(f"**{page.of(words.WORKS)}**")
    draw_table("lines-works", [page.of(head) for head in words.WORK_COLUMNS], work_rows(sheet))
    st.caption(plain(page.of(works_said(sheet))))


def _draw_beside(page: Page, sheet: Sheet) -> None:
    tables = compared_rows(sheet)
    if not tables:
        return
    with st.expander(page.of(words.BESIDE)):
        for at, (heads, *rows) in enumerate(tables):
            draw_table(f"sums-beside-{at}", heads, rows)
        st.markdown(bullets(page, likeness_said(sheet)))


def _draw_notes(page: Page, account: Account) -> None:
    for head, lines in notes(account.balance, account.recomputed):
        draw = draw_list if head in (GUARDS, ASSUMED) else draw_fold
        draw(page, head, lines)
