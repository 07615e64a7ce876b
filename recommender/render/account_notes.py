"""The headed remarks under an account: guards, assumptions, what is left out, what does not recompute."""

from __future__ import annotations

from recommender.model.accounting import Balance, Finding
from recommender.model.text import Text

GUARDS = Text("防重复和上限", "Guards and caps")
ASSUMED = Text("用了哪些假设", "What is assumed")
_GROUPS: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (GUARDS, ("question", "double_counting", "cap", "net_below_zero")),
    (ASSUMED, ("assumption", "not_claimed", "open_claim")),
    (Text("抵消的限制", "Limits to offsets"), ("no_cap",)),
    (Text("边界以外", "Outside the boundary"), ("outside", "counted_by_others")),
    (
        Text("边界里列了、没有单独活动量的", "In the boundary without an activity of its own"),
        ("not_itemised",),
    ),
    (Text("方法本身", "The method itself"), ("named", "method", "works")),
)
RECOMPUTED = Text("报告的说法复算", "The report’s statements worked out again")
KNOWN = Text("报告中已记下的出入", "Discrepancies recorded of the report")


def notes(account: Balance, recomputed: tuple[Finding, ...]) -> tuple[tuple[Text, tuple[Text, ...]], ...]:
    """(heading, sentences), the clause behind each; headings without a sentence are left out."""
    own = tuple(one for one in recomputed if one.kind != "discrepancy")
    sections = [(head, _said(account.findings, kinds)) for head, kinds in _GROUPS]
    sections.append((RECOMPUTED, tuple(_sentence(one) for one in own)))
    sections.append((KNOWN, _said(recomputed, ("discrepancy",))))
    return tuple((head, said) for head, said in sections if said)


def _said(findings: tuple[Finding, ...], kinds: tuple[str, ...]) -> tuple[Text, ...]:
    return tuple(_sentence(one) for kind in kinds for one in findings if one.kind == kind)


def _sentence(one: Finding) -> Text:
    if not one.clause:
        return one.text
    return Text(f"{one.text.zh}（{one.clause}）", f"{one.text.en} ({one.clause})")
