"""The reasons of the chosen technology: for, against, ratings, conditions, what would change it."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from recommender.evaluate.scope import Knowledge
from recommender.model.decision import Decision, Reason, Status, TechnologyDecision
from recommender.model.knowledge import Assessment, Discrepancy
from recommender.model.roadmap import Change, PlannedTechnology
from recommender.model.truth import Truth
from recommender.plan.change import Search
from recommender.render import headings as words
from recommender.render import view
from recommender.render.changes import admission_lines, change_words
from recommender.render.notes import on_technology, sentence
from recommender.render.reasons import condition_lines, reason_words
from recommender.render.words import (
    ACTION,
    LEAN,
    STABILITY,
    STATUS,
    TRUTH_MARK,
    clause_words,
    modality_words,
)
from ui.page import CHOSEN, Page, plain, say, signs

AGAINST = frozenset({"discourage", "exclude", "waive"})
COLOURS = {
    Status.RECOMMENDED: "green",
    Status.INSTALLED: "blue",
    Status.AVAILABLE: "gray",
    Status.CONTESTED: "orange",
    Status.UNDETERMINED: "orange",
    Status.DISCOURAGED: "red",
    Status.EXCLUDED: "gray",
}


def in_order(page: Page) -> list[str]:
    """All technologies: those on the roadmap in plan order, then the rest by status."""
    return [*view.placed(page.roadmap), *view.unplaced(page.roadmap)]


def draw_technology(page: Page) -> None:
    """The picker, then everything the engine says of the chosen technology."""
    keys = in_order(page)
    if not keys:
        return
    if st.session_state.get(CHOSEN) not in page.roadmap.technologies:
        st.session_state[CHOSEN] = keys[0]
    technology = st.selectbox(
        say(
            "技术（可输入名称查找；也可点上面的条或表中一行）",
            "Technology (type to find; or click a bar or a line above)",
        ),
        keys,
        key=CHOSEN,
        format_func=lambda key: _option(page, key),
    )
    decided, planned = page.decision.technologies[technology], page.roadmap.technologies[technology]
    with st.container(border=True):
        _draw_title(page, decided, planned)
        left, right = st.columns(2, gap="large")
        with left:
            _draw_reasons(page, decided, planned)
        with right:
            _draw_not(page, decided, planned)
            _draw_bonds(page, planned)
        _draw_ratings(page, decided)
        _draw_conditions(page, decided, planned)
        draw_notes(page, on_technology(technology, page.knowledge.catalogue))


def draw_notes(page: Page, notes: tuple[Discrepancy, ...]) -> None:
    """What the sources contradict or leave open about the record shown, and how that is treated."""
    if notes:
        st.markdown(f"**{page.of(words.NOTES)}**")
        st.markdown(_bullets(page.of(sentence(note)) for note in notes))


def _option(page: Page, key: str) -> str:
    status = page.of(STATUS[page.decision.technologies[key].status])
    return f"{page.label(key)}　{status}" if page.language == "zh" else f"{page.label(key)} – {status}"


def _draw_title(page: Page, decided: TechnologyDecision, planned: PlannedTechnology) -> None:
    technology = page.knowledge.catalogue.technologies[decided.technology]
    badge = f":{COLOURS[decided.status]}-badge[{page.of(STATUS[decided.status])}]"
    if decided.lean is not None:
        badge += f" :gray-badge[{page.of(LEAN[decided.lean])}]"
    stars = signs(decided.rating)[0]
    st.markdown(f"#### {plain(page.of(technology.label))}　{stars}　{badge}")
    told = [page.label(technology.field), *_when(page, decided.technology)]
    told.append(f"{page.of(words.SCORE)} {view.score_words(page.roadmap, decided.technology)}")
    if planned.stability is not None:
        told.append(page.of(STABILITY[planned.stability]))
    st.caption(
        plain(" · ".join(told)),
        help=plain(page.of(view.score_parts(page.roadmap, decided.technology))),
    )
    if technology.note:
        st.caption(plain(page.of(technology.note)))


def _when(page: Page, technology: str) -> list[str]:
    return [
        f"{page.of(stage.label)} {page.of(view.years(stage))} {page.of(ACTION[step.action])}"
        for stage in page.roadmap.stages
        for step in stage.steps
        if step.technology == technology
    ]


def _unique(page: Page, reasons: Iterable[Reason]) -> list[str]:
    """The reasons as sentences; those that differ only in their effect are told once, effects joined."""
    colon = say("：", ": ")
    effects: dict[str, dict[str, None]] = {}
    for reason in reasons:
        effect, _, rest = page.of(reason_words(reason, page.knowledge.catalogue)).partition(colon)
        effects.setdefault(rest, {})[effect] = None
    return [say("、", ", ").join(found) + colon + rest for rest, found in effects.items()]


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {plain(line)}" for line in lines)


def _given(decided: TechnologyDecision, planned: PlannedTechnology) -> tuple[Reason, ...]:
    """The reasons of status, stage and score."""
    return (*decided.reasons, *planned.stage_reasons, *planned.score.point_reasons)


def _draw_reasons(page: Page, decided: TechnologyDecision, planned: PlannedTechnology) -> None:
    given = _given(decided, planned)
    holding = [reason for reason in given if reason.holds]
    groups = (
        (say("为什么", "Why"), [r for r in holding if r.effect not in AGAINST]),
        (say("反对的理由", "Against it"), [r for r in holding if r.effect in AGAINST]),
        (say("还说不准的", "Not certain yet"), [r for r in given if r.truth is Truth.UNKNOWN]),
    )
    for head, reasons in groups:
        if reasons:
            st.markdown(f"**{head}**\n\n{_bullets(_unique(page, reasons))}")
    if not any(reasons for _, reasons in groups):
        st.markdown(f"**{groups[0][0]}**")
        st.caption(say("没有规则或条款说到它。", "No rule or clause speaks of it here."))


def _draw_not(page: Page, decided: TechnologyDecision, planned: PlannedTechnology) -> None:
    if planned.why_not is not None:
        st.markdown(f"**{say('为什么没有列入', 'Why it is left out')}**")
        st.markdown(plain(page.of(planned.why_not.text)) + say("。", "."))
        st.markdown(f"**{say('怎样会改变', 'What would change it')}**")
        admission = search_of(page).admission(planned.technology)
        lines = admission_lines(admission, page.knowledge.catalogue)
        st.markdown(_bullets(page.of(line) for line in lines))
    if decided.unknown_facts:
        st.markdown(f"**{say('还要知道', 'Still to be known')}**")
        catalogue = page.knowledge.catalogue
        st.markdown(
            _bullets(
                page.of(catalogue.facts[f].question) for f in decided.unknown_facts if f in catalogue.facts
            )
        )


def change_sentence(page: Page, change: Change) -> str:
    """One change as a sentence: the fact, what it is, what it would have to be."""
    return page.of(change_words(change, page.knowledge.catalogue))


def search_of(page: Page) -> Search:
    """The search for changes at the page's site, kept while its facts and the knowledge stay the same."""
    knowledge, facts = page.knowledge, page.decision.site.facts
    same = (knowledge.catalogue.digest, knowledge.rulebook.digest, str(sorted(facts.items())))
    return _search(same, page.decision, knowledge)


@st.cache_resource(show_spinner=False, max_entries=8)
def _search(same: tuple[str, str, str], _decision: Decision, _knowledge: Knowledge) -> Search:
    del same  # only the cache's key
    return Search(_decision, _knowledge)


def _draw_bonds(page: Page, planned: PlannedTechnology) -> None:
    if planned.prerequisites:
        st.markdown(f"**{say('先要有', 'Needs first')}**")
        st.markdown(plain(page.listing(planned.prerequisites)))
    if planned.satisfies:
        st.markdown(f"**{say('满足的条款', 'Requirements it satisfies')}**")
        catalogue = page.knowledge.catalogue
        lines = []
        for key in planned.satisfies:
            requirement = catalogue.requirements[key]
            word = page.of(modality_words(requirement.modality, requirement.polarity, catalogue))
            head = requirement.clause if requirement.modality == "none" else f"{requirement.clause} {word}"
            lines.append(f"{head}{say('：', ': ')}{page.of(requirement.text)}")
        st.markdown(_bullets(lines))


def rating_rows(page: Page, decided: TechnologyDecision) -> list[dict[str, str]]:
    """The row that counts here first, then the rows of other tables; symbols as they stand."""
    rows = [(decided.rating, True)] if decided.rating is not None else []
    return [
        _rating_row(page, row, counts)
        for row, counts in [*rows, *((r, False) for r in decided.other_ratings)]
    ]


def _rating_row(page: Page, row: Assessment, counts: bool) -> dict[str, str]:
    star, potential, economy = signs(row)
    return {
        say("用于本场地", "Counts here"): "✓" if counts else "",
        say("评级表", "Table"): say(f"表{row.table} 第{row.row}行", f"Table {row.table}, row {row.row}"),
        say("表中名称", "Name in the table"): page.of(row.label),
        say("△ 应用期", "△ application"): row.application,
        say("○ 普及期", "○ wide use"): row.popularisation,
        say("★ 推广力度", "★ push"): star,
        say("▼ 减碳潜力", "▼ reduction"): potential,
        say("＋ 经济性", "＋ economy"): economy,
        say("注", "Note"): page.of(row.note),
    }


def _draw_ratings(page: Page, decided: TechnologyDecision) -> None:
    rows = rating_rows(page, decided)
    st.markdown(f"**{say('评级表中的行', 'Rows of the rating tables')}**")
    if not rows:
        st.caption(
            say(
                "五份来源的评级表都没有列它，所以没有 ★ ▼ ＋。",
                "No rating table lists it, so it has no ★ ▼ ＋.",
            )
        )
        return
    used = [column for column in rows[0] if any(row[column] for row in rows)]
    st.table([{column: row[column] for column in used} for row in rows], hide_index=True)


def _draw_conditions(page: Page, decided: TechnologyDecision, planned: PlannedTechnology) -> None:
    reasons = _given(decided, planned)
    results = page.decision.results
    rules = [rule for rule in dict.fromkeys(reason.rule for reason in reasons) if rule in results]
    if not rules:
        return
    st.markdown(f"**{say('条件与看到的事实', 'Conditions and what was observed')}**")
    clauses = {reason.rule: reason.clause for reason in reversed(reasons) if reason.clause}
    catalogue = page.knowledge.catalogue
    for key in rules:
        rule, tree = page.knowledge.rulebook.rules[key], results[key].tree
        mark = TRUTH_MARK[results[key].truth]
        with st.expander(f"{mark} {plain(page.of(rule.title))}"):
            if tree is None:
                st.markdown(
                    say("这条规则没有条件，总是成立。", "This rule has no condition; it always holds.")
                )
            else:
                lines = condition_lines(tree, page.decision.observations, catalogue, page.language)
                st.code("\n".join(lines), language=None, wrap_lines=True)
            source = page.of(clause_words(clauses.get(key, ""), catalogue))
            st.caption(plain(" · ".join(part for part in (source, f"{say('规则', 'rule')} {key}") if part)))
