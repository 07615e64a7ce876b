"""The report of a verification: as lines for people and as one object for programs."""

from __future__ import annotations

from collections.abc import Iterator

from recommender.model.catalogue import Catalogue
from recommender.model.text import Text
from recommender.verify.finding import Acceptance, Finding, Verification
from recommender.verify.words import site_line

_MOST = 12
"""Facts of a site that are told in the line; a longer profile is best saved."""

_HEADS = {
    "open": Text("要改，或写明理由后接受：", "to be mended, or accepted with a reason:"),
    "told": Text(
        "来源或分量不同的两种意见，按设计两边都告知规划师：",
        "sources or weights differ, both sides are shown by design:",
    ),
    "accepted": Text("已写明理由而接受：", "accepted with a reason:"),
    "stale": Text("接受清单里不再有的发现，可以删去：", "accepted, but no longer found; may be deleted:"),
}


def lines(found: Verification, catalogue: Catalogue, language: str) -> Iterator[str]:
    """The report, most pressing first."""
    if found.open:
        yield _HEADS["open"].get(language)
        for finding in found.open:
            yield from _finding(finding, catalogue, language)
    if found.told:
        yield _HEADS["told"].get(language)
        for finding in found.told:
            yield f"  {finding.place} {finding.said.get(language)}"
    if found.accepted:
        yield _HEADS["accepted"].get(language)
        yield from _accepted(found, language)
    if found.stale:
        yield _HEADS["stale"].get(language)
        for acceptance in found.stale:
            yield f"  {acceptance.place} {acceptance.key}"
    yield summary(found).get(language)


def summary(found: Verification) -> Text:
    """How much was looked at and how it came out."""
    count = found.counts
    zh = (
        f"{count['rules']} 条规则、{count['facts']} 项事实、{count['domains']} 类场地，"
        f"对所有合法场地查过：{len(found.open)} 处要改，{len(found.accepted)} 处已写明理由，"
        f"{len(found.told)} 处两边都告知"
    )
    en = (
        f"{count['rules']} rules, {count['facts']} facts, {count['domains']} domains, "
        f"searched over all legal sites: {len(found.open)} to mend, "
        f"{len(found.accepted)} accepted with a reason, {len(found.told)} shown with both sides"
    )
    return Text(zh, en)


def _finding(finding: Finding, catalogue: Catalogue, language: str) -> Iterator[str]:
    yield f"  {finding.place} {finding.fault.value} {finding.said.get(language)}"
    if finding.facts:
        shown = dict(list(finding.facts.items())[:_MOST])
        more = len(finding.facts) - len(shown)
        site = site_line(shown, catalogue, language)
        rest = Text(f"……另 {more} 项，用 --save 存下来看", f"… and {more} more facts, save them with --save")
        tail = rest.get(language) if more else ""
        yield f"    {Text('场地：', 'site: ').get(language)}{site}{tail}"
    yield f"    {Text('键：', 'key: ').get(language)}{finding.key}"


def _accepted(found: Verification, language: str) -> Iterator[str]:
    by_reason: dict[Text, list[Acceptance]] = {}
    for _, acceptance in found.accepted:
        by_reason.setdefault(acceptance.reason, []).append(acceptance)
    for reason, accepted in by_reason.items():
        many = Text(f"{len(accepted)} 处", f"{len(accepted)} found").get(language)
        yield f"  {accepted[0].place} {many}{Text('：', ': ').get(language)}{reason.get(language)}"


def as_object(found: Verification) -> dict[str, object]:
    """The report for programs."""
    return {
        "counts": dict(found.counts),
        "open": [_object(finding) for finding in found.open],
        "told": [_object(finding) for finding in found.told],
        "accepted": [
            {**_object(finding), "reason": acceptance.reason.to_dict()}
            for finding, acceptance in found.accepted
        ],
        "stale": [{"key": one.key, "place": str(one.place)} for one in found.stale],
    }


def _object(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.fault.value,
        "key": finding.key,
        "place": str(finding.place),
        "rules": list(finding.rules),
        "text": finding.said.to_dict(),
        "site": finding.facts,
    }
