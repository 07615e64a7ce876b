"""Whether the target is reached: the sentence, the years to come, what acts most, what closes the gap."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from recommender.carbon.amounts import activity_name
from recommender.model.text import Text
from recommender.model.trajectory import Attainment, Trajectory
from recommender.render.target import ASSUMED, SHOWN, Kind, target_lines
from recommender.render.words import listing
from ui.band import band_chart, deducts, drawable
from ui.lists import bullets, draw_asked
from ui.page import Page, plain, say
from ui.results import KEPT, kept_under
from ui.stating import GOAL


@dataclass
class Section:
    """The lines of the section by what they are; each list has its head."""

    verdict: Text
    lists: list[tuple[Text, list[Text]]] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)


def section_of(page: Page, everything: bool) -> Section:
    """The lines of the target in groups; the short form has no line that speaks of the command's options."""
    first, *rest = target_lines(page.roadmap, page.knowledge, everything)
    found = Section(first.text)
    for line in rest:
        match line.kind:
            case Kind.HEAD:
                found.lists.append((line.text, []))
            case Kind.ITEM:
                found.lists[-1][1].append(line.text)
            case Kind.NOTE:
                found.notes.append(line.text)
            case Kind.VERDICT | Kind.REASON:
                pass  # reasons against the target stand at the head of the page
    return found


def draw_target(page: Page) -> None:
    """The section; without figures what to state in place of a chart."""
    short, full = section_of(page, everything=False), section_of(page, everything=True)
    st.markdown(f"**{plain(page.of(short.verdict))}**")
    seen = page.roadmap.target.outlook
    if seen is None or seen.trajectory is None:
        _draw_asked(page)
    else:
        _draw_path(page, seen.trajectory, seen.attainment)
        if seen.attainment.target is None and page.decision.site.stated.goal is None:
            _draw_asked(page)
        _draw_lists(page, _shortened(short, full))
    if short.notes:
        st.caption(bullets(page, short.notes))
    if seen is not None and seen.trajectory is not None:
        _draw_rest(page, short, full)


def _draw_asked(page: Page) -> None:
    seen = page.roadmap.target.outlook
    if seen is None:
        sentence = say(
            "写上目标值（下面一行）和活动数据（见“碳收支”），这里就给出逐年的排放、差距和补法。",
            "State the goal (the line below) and the activities (see the carbon account): the emission of "
            "each year, the gap and what closes it then stand here.",
        )
        draw_asked(sentence, GOAL)
    elif seen.trajectory is None:
        st.info(
            say(
                "写上活动数据（“碳收支”里有可以粘贴的几行），这里就画出逐年的排放。",
                "State the activities (lines to paste stand in the carbon account): the years to come are "
                "then drawn here.",
            )
        )
    else:
        sentence = say(
            "写上目标值，就能判断达不达到。", "State the goal, and it can be told whether it is reached."
        )
        draw_asked(sentence, GOAL)


def _draw_path(page: Page, path: Trajectory, wanted: Attainment) -> None:
    if drawable(path):
        st.vega_lite_chart(
            _spec(kept_under(page), page, path, wanted),
            width="stretch",
            key=page.key("band"),
            alt=say(
                "逐年排放的高低两端；下面的文字说同样的数",
                "Band of emission by year; the words below say the same",
            ),
        )
    st.caption(_known_words(page, path))


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _spec(key: tuple[str, ...], _page: Page, _path: Trajectory, _wanted: Attainment) -> dict[str, Any]:
    """The chart as data: to check it anew on every click takes longer than all the words around it."""
    del key
    return band_chart(_page, _path, _wanted).to_dict()


def _known_words(page: Page, path: Trajectory) -> str:
    words = []
    if path.unknown:
        unknown = [page.of(activity_name(key, page.knowledge.catalogue)) for key in path.unknown]
        names = listing(unknown, page.language)
        words.append(say(f"只含有数的各项；还不知道的：{names}。", f"Known lines only; not known: {names}."))
    else:
        words.append(say("账里的各项都有数。", "Every line of the account has a figure."))
    if deducts(path):
        words.append(say("虚线是按计划的毛排放。", "Dashed: gross, with the plan."))
    if not drawable(path):
        words.append(say("上端没有数，画不出带。", "The upper end has no figure, so no band can be drawn."))
    return plain("".join(words) if page.language == "zh" else " ".join(words))


def _shortened(short: Section, full: Section) -> list[tuple[Text, list[Text]]]:
    """The short lists without the line that tells how many more there are; the page has a fold for those."""
    told = {item for _, items in full.lists for item in items}
    return [
        (head, items[:-1] if len(items) > SHOWN and items[-1] not in told else items)
        for head, items in short.lists
        if head != ASSUMED
    ]


def _draw_lists(page: Page, lists: list[tuple[Text, list[Text]]]) -> None:
    for left in range(0, len(lists), 2):
        pair = lists[left : left + 2]
        for column, (head, items) in zip(st.columns(2, gap="large"), pair, strict=False):
            column.markdown(f"**{plain(page.of(head))}**\n\n{bullets(page, items)}")


def _draw_rest(page: Page, short: Section, full: Section) -> None:
    """The assumptions, every step and way in full, and the steps without a figure."""
    shown = dict(_shortened(short, full))
    notes = [note for note in full.notes if note not in short.notes]
    longer = [(head, items) for head, items in full.lists if items != shown.get(head)]
    if not longer and not notes:
        return
    with st.expander(say("假设，以及全部步骤和办法", "Assumptions, and every step and way in full")):
        for head, items in longer:
            st.markdown(f"**{plain(page.of(head))}**\n\n{bullets(page, items)}")
        if notes:
            st.markdown(bullets(page, notes))
