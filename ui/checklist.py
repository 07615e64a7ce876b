"""The checklist of requirements: filters, the lines with what covers them, and the gaps."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import streamlit as st

from recommender.model.decision import RequirementDecision, Verdict
from recommender.render import headings as words
from recommender.render import view
from recommender.render.contract import shown_requirements
from recommender.render.notes import marked, on_requirement
from recommender.render.reasons import reason_words
from recommender.render.words import MODALITY_ORDER, VERDICT, clause_words, modality_words
from ui.page import Page, plain, say
from ui.reasons import draw_notes

FEW = 8
TABLE_PIXELS = 560
"""The table scrolls in itself when it has more than a few lines."""


@dataclass(frozen=True)
class Line:
    """One requirement as listed; `gap`: it applies and nothing on the roadmap covers it."""

    decided: RequirementDecision
    clause: str
    modality: str
    word: str
    field: str
    text: str
    covered_by: str
    gap: bool


@dataclass(frozen=True)
class Filter:
    """What the reader asked for; an empty choice means all."""

    modalities: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    fields: tuple[str, ...] = ()
    gaps_only: bool = False

    def lets(self, line: Line) -> bool:
        """Whether the line is shown."""
        return (
            (not self.modalities or line.modality in self.modalities)
            and (not self.verdicts or line.decided.verdict in self.verdicts)
            and (not self.fields or line.field in self.fields)
            and (line.gap or not self.gaps_only)
        )


def lines(page: Page) -> tuple[Line, ...]:
    """Every requirement shown for the site, in source order."""
    return tuple(_line(page, decided) for decided in shown_requirements(page.decision, page.knowledge))


def _line(page: Page, decided: RequirementDecision) -> Line:
    catalogue = page.knowledge.catalogue
    requirement = catalogue.requirements[decided.requirement]
    covered = page.roadmap.coverage[decided.requirement].covered_by
    return Line(
        decided,
        requirement.clause,
        requirement.modality,
        page.of(modality_words(requirement.modality, requirement.polarity, catalogue)),
        requirement.field,
        page.of(requirement.text),
        page.listing(covered),
        decided.verdict is Verdict.APPLICABLE and not covered,
    )


def draw_checklist(page: Page) -> None:
    """Counts, filters, the table, and one requirement in full."""
    listed = lines(page)
    if not listed:
        st.caption(
            say(
                "没有条款清单：来源中没有为这类场地写的条款。",
                "No checklist: no source states requirements for this kind of site.",
            )
        )
        return
    st.markdown(_counts(page))
    chosen = _filters(page, listed)
    shown = [line for line in listed if chosen.lets(line)]
    st.caption(say(f"显示 {len(shown)} / {len(listed)} 条", f"{len(shown)} of {len(listed)} shown"))
    if not shown:
        return
    with st.container(key="checklist-table"):
        height = "content" if len(shown) <= FEW else TABLE_PIXELS
        st.table([_row(page, line) for line in shown], hide_index=True, height=height)
    line = st.selectbox(
        say("看其中一条的理由", "The reasons of one of them"),
        shown,
        index=None,
        key=page.key("requirement"),
        placeholder=say("选一条，可输入条款号查找", "Pick one; type a clause number to find it"),
        format_func=lambda one: f"{one.clause} {one.word} {one.text}",
    )
    if line is not None:
        _draw_line(page, line)


def _counts(page: Page) -> str:
    parts = []
    for tally in view.tallies(page.roadmap, page.knowledge):
        word = page.of(modality_words(tally.modality, tally.polarity, page.knowledge.catalogue))
        word = _no_word() if tally.modality == "none" else word
        applies = tally.verdicts.get(Verdict.APPLICABLE, 0)
        parts.append(
            say(
                f"**{word}** 适用 {applies} 条，已覆盖 {tally.covered}，缺口 {applies - tally.covered}",
                f"**{word}**: {applies} apply, {tally.covered} covered, {applies - tally.covered} gaps",
            )
        )
    return "　|　".join(parts)


def _no_word() -> str:
    return say("无规范用词", "no modal word")


def _filters(page: Page, listed: tuple[Line, ...]) -> Filter:
    modality = Counter(line.modality for line in listed)
    verdict = Counter(line.decided.verdict for line in listed)
    field = Counter(line.field for line in listed)
    names = {key: page.label(key) for key in modality} | {"none": _no_word()}
    first, second, third = st.columns([4, 4, 2], vertical_alignment="bottom")
    modalities = first.pills(
        page.of(words.MODALITY),
        [key for key in MODALITY_ORDER if modality[key]],
        selection_mode="multi",
        key=page.key("modality"),
        format_func=lambda key: f"{names[key]} {modality[key]}",
    )
    verdicts = second.pills(
        page.of(words.VERDICT),
        [one for one in Verdict if verdict[one]],
        selection_mode="multi",
        key=page.key("verdict"),
        format_func=lambda one: f"{page.of(VERDICT[one])} {verdict[one]}",
    )
    gaps = sum(line.gap for line in listed)
    gaps_only = third.toggle(say(f"只看缺口 {gaps}", f"Gaps only: {gaps}"), key=page.key("gaps"))
    order = [
        concept.id for concept in page.knowledge.catalogue.concepts_of.get("field", ()) if field[concept.id]
    ]
    fields = st.pills(
        page.of(words.FIELD),
        order,
        selection_mode="multi",
        key=page.key("field"),
        format_func=lambda key: f"{page.label(key)} {field[key]}",
    )
    return Filter(tuple(modalities), tuple(verdicts), tuple(fields), gaps_only)


def _row(page: Page, line: Line) -> dict[str, str]:
    catalogue = page.knowledge.catalogue
    mark = "○" if line.gap else "✓" if line.covered_by else ""
    covered = line.covered_by or (page.of(view.gap_words(line.decided, page.knowledge)) if line.gap else "")
    return {
        page.of(words.CLAUSE): plain(line.clause),
        page.of(words.MODALITY): line.word,
        page.of(words.REQUIREMENT): plain(
            marked(line.text, on_requirement(line.decided.requirement, catalogue))
        ),
        page.of(words.VERDICT): page.of(VERDICT[line.decided.verdict]),
        page.of(words.COVERED_BY): plain(f"{mark} {covered}".strip()),
        page.of(words.FIELD): page.of(catalogue.label(line.field)),
    }


def _draw_line(page: Page, line: Line) -> None:
    catalogue = page.knowledge.catalogue
    requirement = catalogue.requirements[line.decided.requirement]
    with st.container(border=True):
        st.markdown(f"**{plain(page.of(clause_words(line.clause, catalogue)))}**　{line.word}")
        st.markdown(plain(line.text))
        if requirement.condition:
            st.caption(plain(say("条件：", "Condition: ") + page.of(requirement.condition)))
        if requirement.note:
            st.caption(plain(page.of(requirement.note)))
        sentences = [page.of(reason_words(reason, catalogue)) for reason in line.decided.reasons]
        st.markdown("\n".join(f"- {plain(sentence)}" for sentence in dict.fromkeys(sentences)))
        gap = page.of(view.gap_words(line.decided, page.knowledge)) if line.gap else page.of(words.NOTHING)
        _named(page.of(words.COVERED_BY), line.covered_by or gap)
        if requirement.indicators:
            _named(say("用什么指标看", "Measured by"), page.listing(requirement.indicators))
        draw_notes(page, on_requirement(requirement.id, catalogue))
        unknown = [
            page.of(catalogue.facts[f].question) for f in line.decided.unknown_facts if f in catalogue.facts
        ]
        if unknown:
            st.markdown(
                f"**{say('还要知道', 'Still to be known')}**\n\n"
                + "\n".join(f"- {plain(q)}" for q in unknown)
            )


def _named(name: str, text: str) -> None:
    st.markdown(f"**{name}**{say('：', ': ')}{plain(text)}")
