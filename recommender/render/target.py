"""What a reader is told of the target: verdict, band, step effects, what closes the gap, costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from recommender.carbon.amounts import activity_name, money, tonnes
from recommender.carbon.figure_words import beside
from recommender.evaluate.scope import Knowledge
from recommender.model.catalogue import Catalogue
from recommender.model.interval import total
from recommender.model.roadmap import Roadmap
from recommender.model.text import Text, enumerated
from recommender.model.trajectory import Costs, Outlook, StepEffect, Trajectory, YearPoint
from recommender.render import headings as words
from recommender.render.reasons import reason_words

SHOWN = 5
"""How many lines of a list stand in the short view."""
HEADING = Text("能否达到目标", "Is the target reached?")
STEPS = Text("作用最大的步骤", "Steps that save most")
CLOSING = Text("怎样缩小差距，或弄清差距", "What would close the gap, or tell how wide it is")
ASSUMED = Text("推算的假设", "Assumptions")


class Kind(Enum):
    """What a line is, for the views to draw it: the verdict, a reason against, a head, an item, a note."""

    VERDICT = "verdict"
    REASON = "reason"
    HEAD = "head"
    ITEM = "item"
    NOTE = "note"


@dataclass(frozen=True)
class TargetLine:
    """One line of the section; items belong to the head before them."""

    kind: Kind
    text: Text


def heading_of(roadmap: Roadmap) -> Text:
    """The heading of the section: what it can answer."""
    return words.TARGET if roadmap.target.outlook is None else HEADING


def target_lines(roadmap: Roadmap, knowledge: Knowledge, everything: bool = False) -> Iterator[TargetLine]:
    """The section in reading order; the short view shows the first few of each list."""
    target, catalogue = roadmap.target, knowledge.catalogue
    yield TargetLine(Kind.VERDICT, verdict(roadmap, catalogue))
    for reason in target.reasons:
        yield TargetLine(Kind.REASON, _against(target.target, reason_words(reason, catalogue), catalogue))
    seen = target.outlook
    if seen is not None:
        yield from _band(seen, roadmap, catalogue)
        yield from _steps(seen, catalogue, everything)
        yield from _listed(CLOSING, _closings(seen, catalogue, everything), everything)
        yield from (TargetLine(Kind.NOTE, flag) for flag in seen.attainment.flags)
        if everything:
            yield from _unquantified(seen, catalogue)
        if seen.trajectory is not None:
            yield from _listed(ASSUMED, [one.text for one in seen.trajectory.assumptions], everything)
        yield from _costs(seen.costs, catalogue)
    yield from (TargetLine(Kind.NOTE, text) for text in target.not_quantified)


def verdict(roadmap: Roadmap, catalogue: Catalogue) -> Text:
    """The target, its year and whether it is reached, in one sentence."""
    target, seen = roadmap.target, roadmap.target.outlook
    says = words.NOT_ASSESSED if seen is None else seen.attainment.because
    if not target.target:
        return words.NO_TARGET if seen is None else says
    if roadmap.decision.site.stated.goal is not None:
        return says  # the goal in figures is judged, not the kind of target
    name, year = catalogue.label(target.target), f" {target.year}" if target.year else ""
    return Text(f"{name.zh}{year} — {says.zh}", f"{name.en}{year} — {says.en}")


def _against(target: str, says: Text, catalogue: Catalogue) -> Text:
    """A reason with the target it speaks of."""
    name = catalogue.label(target)
    return Text(f"对目标“{name.zh}”，{says.zh}", f"on the target “{name.en}”, {says.en}")


def _listed(head: Text, texts: list[Text], everything: bool) -> Iterator[TargetLine]:
    if not texts:
        return
    yield TargetLine(Kind.HEAD, head)
    shown = texts if everything else texts[:SHOWN]
    yield from (TargetLine(Kind.ITEM, text) for text in shown)
    if rest := len(texts) - len(shown):
        yield TargetLine(Kind.ITEM, Text(words.more(rest, "zh"), words.more(rest, "en")))


def _band(seen: Outlook, roadmap: Roadmap, catalogue: Catalogue) -> Iterator[TargetLine]:
    """The account and the end of each stage, with the plan and without."""
    path = seen.trajectory
    if path is None:
        return
    method = catalogue.label(path.method)
    known = Text("，只含已知的各项", ", known lines only") if path.unknown else Text()
    zh = f"每年的排放（{method.zh}{known.zh}）"
    yield TargetLine(Kind.HEAD, Text(zh, f"Emission a year ({method.en}{known.en})"))
    points = {point.year: point for point in path.points}
    years = dict.fromkeys([path.base_year, *_years(seen, path), *(stage.end for stage in roadmap.stages)])
    shown = [points[year] for year in sorted(years) if year in points]
    for span in _spans(shown, path.base_year):
        yield TargetLine(Kind.ITEM, _point(span, span[0].year == path.base_year))
    yield from _peak(path, shown)
    works = [point for point in path.points if point.works.high > 0]
    if works:
        amount = tonnes(total(point.works for point in works))
        years_of = f"{works[0].year}–{works[-1].year}"
        zh = f"工程排放另有 {amount.zh}（{years_of} 年），不在上面"
        en = f"works emit another {amount.en} ({years_of}), not included above"
        yield TargetLine(Kind.ITEM, Text(zh, en))


def _peak(path: Trajectory, shown: list[YearPoint]) -> Iterator[TargetLine]:
    """The year of the highest emission with the plan, where no year shown comes up to it."""
    top = max(path.points, key=lambda point: (point.gross.high, -point.year))
    if tonnes(top.gross) in {tonnes(point.gross) for point in shown}:
        return
    if top.gross.high > max(point.gross.high for point in shown):
        amount = tonnes(top.gross)
        yield TargetLine(
            Kind.ITEM, Text(f"最高在 {top.year} 年：{amount.zh}", f"the peak is in {top.year}: {amount.en}")
        )


def _spans(points: list[YearPoint], base: int) -> list[list[YearPoint]]:
    """Points that read alike stand together; the account stands alone."""
    spans: list[list[YearPoint]] = []
    for point in points:
        last = spans[-1][-1] if spans else None
        if last is not None and last.year != base and _amounts(last) == _amounts(point):
            spans[-1].append(point)
        else:
            spans.append([point])
    return spans


def _amounts(point: YearPoint) -> tuple[Text, ...]:
    return (tonnes(point.gross), tonnes(point.net), tonnes(point.without_plan))


def _point(span: list[YearPoint], account: bool) -> Text:
    """Gross with and without the plan, and net where anything is deducted."""
    point, last = span[0], span[-1]
    gross, net, bare = _amounts(point)
    less = Text(f"，净排放 {net.zh}", f", net {net.en}") if net != gross else Text()
    if account:
        zh = f"{point.year} 年（核算年）{gross.zh}{less.zh}"
        return Text(zh, f"{point.year} (account): {gross.en}{less.en}")
    years = str(point.year) if point is last else f"{point.year}–{last.year}"
    return Text(
        f"{years} 年 {gross.zh}{less.zh}；没有计划时 {bare.zh}",
        f"{years}: {gross.en}{less.en}; without the plan {bare.en}",
    )


def _years(seen: Outlook, path: Trajectory) -> tuple[int, ...]:
    year = seen.attainment.year
    return (year,) if year is not None and year > path.base_year else ()


def _steps(seen: Outlook, catalogue: Catalogue, everything: bool) -> Iterator[TargetLine]:
    path = seen.trajectory
    if path is None:
        return
    acting = sorted(
        (step for step in path.steps if step.saves.high > 0),
        key=lambda step: (-step.saves.high, step.technology),
    )
    year = seen.attainment.year or path.points[-1].year
    head = Text(f"{STEPS.zh}（{year} 年）", f"{STEPS.en} ({year})")
    yield from _listed(head, [_step(step, catalogue) for step in acting], everything)


def _step(step: StepEffect, catalogue: Catalogue) -> Text:
    name, saves = catalogue.label(step.technology), tonnes(step.saves)
    notes = beside(step.clauses, step.transferred, step.basis, step.conditions)
    return Text(f"{name.zh}：少 {saves.zh}（{notes.zh}）", f"{name.en}: {saves.en} less ({notes.en})")


def _closings(seen: Outlook, catalogue: Catalogue, everything: bool) -> list[Text]:
    """What would close the gap; in the short view the unknown activities share one line."""
    found = seen.attainment.closing
    unknown = [one for one in found if one.kind == "unknown"]
    if everything or len(unknown) < 2:
        return [one.text for one in found]
    names = enumerated(activity_name(one.activity, catalogue) for one in unknown)
    zh = f"还不知道多少的：{names.zh}；在 activity 里写“名称: 数量 单位”，没有就写 0"
    en = f"not known yet: {names.en}; write “name: amount unit” in activity, 0 where there is none"
    return [Text(zh, en), *(one.text for one in found if one.kind != "unknown")]


def _unquantified(seen: Outlook, catalogue: Catalogue) -> Iterator[TargetLine]:
    path = seen.trajectory
    if path is None or not path.not_quantified:
        return
    names = enumerated(catalogue.label(key) for key in path.not_quantified)
    text = Text(f"没有能用的数字的步骤：{names.zh}", f"steps without a usable figure: {names.en}")
    yield TargetLine(Kind.NOTE, text)


def _costs(costs: Costs | None, catalogue: Catalogue) -> Iterator[TargetLine]:
    if costs is None:
        return
    yield TargetLine(Kind.HEAD, costs.note)
    for stage in costs.stages:
        if stage.known.high > 0:
            name, amount = catalogue.label(stage.stage), money(stage.known)
            yield TargetLine(Kind.ITEM, Text(f"{name.zh} {amount.zh}", f"{name.en}: {amount.en}"))
