"""The site beside the studied cases, most alike first: only what both count, with what keeps them apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import isclose

from recommender.carbon.methods import site_type_of
from recommender.carbon.totals import EMITTING, UNCOUNTED
from recommender.evaluate.scope import Knowledge
from recommender.model.accounting import (
    Balance,
    Benchmark,
    Case,
    Compared,
    Likeness,
    Line,
    Part,
    Statistic,
)
from recommender.model.catalogue import Catalogue
from recommender.model.decision import Decision
from recommender.model.interval import ZERO, Interval, exactly
from recommender.model.stated import Quantity
from recommender.model.text import NO_TEXT, Text, enumerated
from recommender.store.quantities import yearly_emission

STUDIED = "studied_community"
PERSON, AREA = "person", "m2"
_SIGNED = frozenset({Part.REMOVAL})


def benchmarks(account: Balance, decision: Decision, knowledge: Knowledge) -> tuple[Benchmark, ...]:
    """The cases of the site's own domain, most alike first; () where the site has no such case.

    A case whose own figures the site states is left out.
    """
    catalogue = knowledge.catalogue
    cases = tuple(
        case
        for case in catalogue.cases.values()
        if case.kind == STUDIED and _same_domain(case, decision, catalogue)
    )
    unlike = _other_kind(cases, decision, catalogue)
    concepts = () if unlike else _concepts_of(decision, catalogue)
    alike = {case.id: likeness(case, concepts, catalogue, _common(cases)) for case in cases}
    found = [_benchmark(alike[case.id], account, unlike, catalogue) for case in cases]
    return tuple(sorted((one for one in found if one is not None), key=_order))


def likeness(
    case: Case, concepts: Iterable[str], catalogue: Catalogue, common: frozenset[str] = frozenset()
) -> Likeness:
    """The concepts of the case the site has, and the rest; a concept above or below the site's counts.

    `common`: what every case has, which tells none of them apart and is left out.
    """
    held, own = tuple(concepts), tuple(key for key in case.concepts if key not in common)
    shared = tuple(key for key in own if any(_related(key, one, catalogue) for one in held))
    return Likeness(case.id, shared, tuple(key for key in own if key not in shared))


def most_alike(found: Iterable[Benchmark]) -> tuple[Benchmark, ...]:
    """Those that share most with the site: several where they share as much, () where none shares a thing."""
    listed = tuple(found)
    most = max((len(one.likeness.shared) for one in listed), default=0)
    return tuple(one for one in listed if most and len(one.likeness.shared) == most)


def _order(one: Benchmark) -> tuple[int, int, str]:
    return (-len(one.likeness.shared), len(one.likeness.differing), one.case)


def _common(cases: tuple[Case, ...]) -> frozenset[str]:
    """What every one of several cases has."""
    if len(cases) < 2:
        return frozenset()
    return frozenset.intersection(*(frozenset(case.concepts) for case in cases))


def _other_kind(cases: tuple[Case, ...], decision: Decision, catalogue: Catalogue) -> Text:
    """Says so where every case is of a kind of site this one is not; then none is like it."""
    kinds = [key for key in _common(cases) if _is_kind(key, catalogue)]
    own = site_type_of(decision)
    if not kinds or any(_related(key, own, catalogue) for key in kinds):
        return NO_TEXT
    theirs, ours = enumerated(catalogue.label(key) for key in sorted(kinds)), catalogue.label(own)
    return Text(
        f"报告研究的 {len(cases)} 处都是{theirs.zh}，本场地是{ours.zh}，不说最像哪一处",
        f"All {len(cases)} cases of the report are “{theirs.en}” and this site is “{ours.en}”, so none is "
        "called most alike",
    )


def _related(one: str, other: str, catalogue: Catalogue) -> bool:
    below = catalogue.narrower
    return other in below.get(one, ()) or one in below.get(other, ())


def _concepts_of(decision: Decision, catalogue: Catalogue) -> tuple[str, ...]:
    found: list[str] = []
    for fact, seen in decision.observations.items():
        values = seen.value if isinstance(seen.value, tuple) else (seen.value,)
        if catalogue.facts[fact].scheme:
            found.extend(value for value in values if isinstance(value, str) and value in catalogue.concepts)
    return tuple(dict.fromkeys(found))


def _same_domain(case: Case, decision: Decision, catalogue: Catalogue) -> bool:
    kinds = [key for key in case.concepts if _is_kind(key, catalogue)]
    domains = [catalogue.domain_of(kind) for kind in kinds]
    own = catalogue.domain_of(site_type_of(decision))
    return own is not None and any(domain is not None and domain.id == own.id for domain in domains)


def _is_kind(concept: str, catalogue: Catalogue) -> bool:
    record, fact = catalogue.concepts.get(concept), catalogue.facts.get("site.type")
    return record is not None and fact is not None and record.scheme == fact.scheme


def _benchmark(alike: Likeness, account: Balance, unlike: Text, catalogue: Catalogue) -> Benchmark | None:
    figures = [
        one for one in catalogue.statistics.values() if one.case == alike.case and _usable(one, catalogue)
    ]
    by = {per: tuple(_compared(account, figures, per, catalogue)) for per in (PERSON, AREA)}
    if _is_itself(account, (*by[PERSON], *by[AREA])):
        return None
    caveats = tuple(_caveats(account, figures, catalogue))
    return Benchmark(alike.case, alike, by[PERSON], by[AREA], caveats, unlike)


def _usable(figure: Statistic, catalogue: Catalogue) -> bool:
    return bool(figure.activity) and figure.value is not None and bool(_per(figure, catalogue))


def _compared(
    account: Balance, figures: list[Statistic], per: str, catalogue: Catalogue
) -> Iterator[Compared]:
    lines = {line.activity: line for line in account.lines if _compares(line)}
    count = account.people if per == PERSON else account.area
    for figure in figures:
        line = lines.get(figure.activity)
        if line is None or figure.value is None or _per(figure, catalogue) != per:
            continue
        site = _of_site(line, count, figure.unit, catalogue)
        yield Compared(figure.activity, figure.unit, site, figure.value, figure.clause)


def _compares(line: Line) -> bool:
    return line.status not in UNCOUNTED and (line.part in EMITTING or line.part in _SIGNED)


def _per(figure: Statistic, catalogue: Catalogue) -> str:
    """Whether the figure is an emission per person or per area; empty where it is neither."""
    if figure.unit not in catalogue.units:
        return ""
    try:
        return yearly_emission(Quantity(ZERO, figure.unit), catalogue)[1]
    except ValueError:
        return ""


def _of_site(line: Line, count: float | None, unit: str, catalogue: Catalogue) -> Interval | None:
    """The site's emission in the unit of the figure; a removal is below zero, as the report prints it."""
    if line.emission is None or not count:
        return None
    one = yearly_emission(Quantity(exactly(1.0), unit), catalogue)[0].low
    share = line.emission.per(count * one)
    return ZERO - share if line.part in _SIGNED else share


def _is_itself(account: Balance, rows: tuple[Compared, ...]) -> bool:
    """Whether every line that can be compared states a figure of the case itself, and cites it."""
    sources = {line.activity: line.source for line in account.lines if line.emission is not None}
    known = {row.activity for row in rows if row.site is not None}
    own = {row.activity for row in rows if row.clause == sources.get(row.activity) and _same(row)}
    return bool(known) and known == own


def _same(row: Compared) -> bool:
    return row.site is not None and row.site.exact and isclose(row.site.low, row.case, abs_tol=1e-9)


def _caveats(account: Balance, figures: list[Statistic], catalogue: Catalogue) -> Iterator[Text]:
    theirs = tuple(dict.fromkeys(figure.activity for figure in figures))
    ours = tuple(line.activity for line in account.lines if _compares(line))
    yield from _boundary_caveats(theirs, ours, account, catalogue)
    years = {figure.year for figure in figures if figure.year}
    if not years:
        stated = f"；场地用的是 {account.year} 年的数" if account.year else ""
        stated_en = f"; the site’s are of {account.year}" if account.year else ""
        yield Text(f"报告的表没有写年份{stated}", f"The report’s table gives no year{stated_en}")
    if any(figure.kind == "estimated" for figure in figures):
        yield Text("报告的数是估算的，不是账单", "The report’s figures are estimates, not bills")
    known = {line.activity for line in account.lines if _compares(line) and line.emission is not None}
    told = [one.id for one in figures if one.activity in known]
    for note in dict.fromkeys(note for key in told for note in catalogue.discrepancies_of.get(key, ())):
        label, says, treatment = note.label, note.says, note.treatment
        yield Text(f"{label.zh}：{says.zh}。{treatment.zh}", f"{label.en}: {says.en}. {treatment.en}")
    if any(line.factor and catalogue.activities[line.activity].grid for line in account.lines):
        yield Text(
            "用电折算的电网因子与报告的不一定相同，用电一行的差别里含这一层",
            "The grid factor need not be the report’s; that is part of any difference in electricity",
        )


def _boundary_caveats(
    theirs: tuple[str, ...], ours: tuple[str, ...], account: Balance, catalogue: Catalogue
) -> Iterator[Text]:
    known = {line.activity for line in account.lines if line.emission is not None and line.emission.high}
    only_theirs = [catalogue.activities[key].label for key in theirs if key not in ours]
    only_ours = [catalogue.activities[key].label for key in ours if key not in theirs and key in known]
    if only_theirs:
        names = enumerated(only_theirs)
        yield Text(
            f"报告计、本方法不计：{names.zh}", f"Counted by the report and not by this method: {names.en}"
        )
    if only_ours:
        names = enumerated(only_ours)
        yield Text(
            f"本方法计、报告没有：{names.zh}", f"Counted by this method and not in the report: {names.en}"
        )
