"""What would bring a technology onto the roadmap, or take it off, in sentences; words only."""

from __future__ import annotations

from collections.abc import Iterator

from recommender.model.catalogue import Catalogue
from recommender.model.roadmap import Admission, Change
from recommender.model.text import Text
from recommender.plan.change import AT_MOST
from recommender.render import headings
from recommender.render.words import fact_words, value_words

_COUNT_ZH, _COUNT_EN = {1: "一", 2: "两", 3: "三"}[AT_MOST], {1: "one", 2: "two", 3: "three"}[AT_MOST]
UNSUPPORTED = Text(
    "改变事实也不能让它列入：没有规则或条款会推荐这类场地采用它",
    "No change of facts brings it in: no rule or clause recommends it to a site of this kind",
)
BEYOND = Text(
    f"没有{_COUNT_ZH}项以内的改变能让它进入路线图",
    f"No change of up to {_COUNT_EN} facts brings it onto the roadmap",
)
BY_WISH = Text(
    "规划师仍可在“规划师指定纳入”（plan.include）中写明要用它",
    "The planner can still include it with plan.include",
)
STANDS = Text("它已符合列入的条件，不必改变事实", "It already qualifies: no fact needs to change")
ONLY_FIXED = Text(
    "能改变的事实都不足以让它列入；只有场地本来就是下面的情形才会列入",
    "Nothing that can be changed brings it in; it would come in only at a site that is as follows",
)
CHANGEABLE = Text("场地可以改变的", "What the site can change")
GIVEN = Text("场地改变不了的", "What the site cannot change")
ONE = Text("下面这一项如此，它就会列入", "This alone would bring it in")


def admission_lines(admission: Admission, catalogue: Catalogue) -> Iterator[Text]:
    """What would bring it in: what can be changed first, then what cannot, or that nothing would."""
    if not admission.possible:
        yield BEYOND if admission.supported else UNSUPPORTED
        yield BY_WISH
        return
    changeable = [change for change in admission.changes if change.changeable]
    given = [change for change in admission.changes if not change.changeable]
    count = len(admission.changes)
    if not count:
        yield STANDS
    elif not changeable:
        yield ONLY_FIXED
    elif count == 1:
        yield ONE
    else:
        yield Text(f"以下 {count} 项同时如此，它就会列入", f"These {count} together would bring it in")
    for head, changes in ((CHANGEABLE, changeable), (GIVEN, given)):
        if changes:
            zh = "；".join(change_words(change, catalogue).zh for change in changes)
            en = "; ".join(change_words(change, catalogue).en for change in changes)
            yield Text(f"{head.zh}——{zh}", f"{head.en} — {en}")


def change_words(change: Change, catalogue: Catalogue) -> Text:
    """One fact with what is known of it and the value that would do."""
    label, now = fact_words(change.fact, catalogue), value_words(change.fact, change.current, catalogue)
    wanted = value_words(change.fact, change.value, catalogue)
    if change.current is None:
        zh = f"{label.zh}：尚未陈述，若为“{wanted.zh}”"
        return Text(zh, f"{label.en}: not stated so far, if it is “{wanted.en}”")
    if change.changeable:
        zh = f"{label.zh}：由“{now.zh}”改为“{wanted.zh}”"
        return Text(zh, f"{label.en}: from “{now.en}” to “{wanted.en}”")
    zh = f"{label.zh}：现为“{now.zh}”，须为“{wanted.zh}”"
    return Text(zh, f"{label.en}: now “{now.en}”, would have to be “{wanted.en}”")


def removal_words(change: Change, catalogue: Catalogue) -> Text:
    """One change of a fact that takes a technology off the roadmap."""
    label, now = fact_words(change.fact, catalogue), value_words(change.fact, change.current, catalogue)
    other = value_words(change.fact, change.value, catalogue)
    can = headings.CHANGEABLE if change.changeable else headings.NOT_CHANGEABLE
    if change.current is None:
        now = Text("尚未陈述", "not stated so far")
    else:
        now = Text(f"现为“{now.zh}”", f"now “{now.en}”")
    return Text(
        f"{label.zh}：{now.zh}，若为“{other.zh}”，它就不再列入（{can.zh}）",
        f"{label.en}: {now.en}; if “{other.en}”, it is no longer on the roadmap ({can.en})",
    )
