"""Statements of a report about its own case, worked out again from the figures it prints."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from recommender.model.accounting import Activity, Finding, Line, Statistic
from recommender.model.catalogue import Catalogue
from recommender.model.clause import ClauseRef, parse_reference, source_of
from recommender.model.interval import exactly
from recommender.model.stated import Quantity
from recommender.model.text import NO_TEXT, Text
from recommender.store.quantities import converted, fits, product, symbol_of, yearly_emission

AGREES, ROUNDING, DIFFERS, NOTED = "recomputes", "rounding", "does_not_recompute", "discrepancy"
_TONNE = "t"
_OF_SITE = Text(
    "（报告的表缺面积，按档案写的改造面积复算）",
    " (the report’s table lacks the areas; worked out from those the profile states)",
)


def recomputed(case: str, catalogue: Catalogue, works: tuple[Line, ...] = ()) -> tuple[Finding, ...]:
    """What the report says of the case beside our own figure; kind tells whether they agree.

    Sums of its tables, the emission of its works, and what is recorded as not fitting together. `works`:
    those of the site's account, taken where the report's tables lack the areas and the site cites the report.
    """
    figures = tuple(one for one in catalogue.statistics.values() if one.case == case and one.unit)
    return (*_sums(figures, catalogue), *_works(figures, works, catalogue), *_noted(figures, catalogue))


def _sums(figures: tuple[Statistic, ...], catalogue: Catalogue) -> Iterator[Finding]:
    """Each row that adds up others: those under the same heading, or all where it has none."""
    for rows in _columns(figures, catalogue):
        for row in rows:
            added = [one for one in rows if one.activity and _heading(row) in ("", _heading(one))]
            if not row.activity and len(added) > 1:
                yield _sum(row, added, catalogue)


def _heading(row: Statistic) -> str:
    """The group a row stands in: what is printed before the colon; empty for a row of its own."""
    head, colon, _ = row.of.zh.partition("：")
    return head if colon else ""


def _columns(figures: tuple[Statistic, ...], catalogue: Catalogue) -> Iterator[tuple[Statistic, ...]]:
    """The rows of each table that hold emissions by activity, in order of row."""
    tables: dict[tuple[str, str], list[tuple[int, Statistic]]] = {}
    for one in figures:
        place = parse_reference(one.clause)
        if place is not None and one.value is not None and _is_row(place):
            tables.setdefault((place.clause, one.unit), []).append((place.index, one))
    for (_, unit), rows in tables.items():
        if any(row.activity for _, row in rows) and _is_emission(unit, catalogue):
            yield tuple(row for _, row in sorted(rows, key=lambda pair: pair[0]))


def _is_row(place: ClauseRef) -> bool:
    return place.part == "item" and place.number.startswith("t")


def _is_emission(unit: str, catalogue: Catalogue) -> bool:
    try:
        yearly_emission(Quantity(exactly(0), unit), catalogue)
    except ValueError:
        return False
    return True


def _sum(row: Statistic, parts: list[Statistic], catalogue: Catalogue) -> Finding:
    """Compared at the decimals of the rows; each may be off by half of the last."""
    figures = [Decimal(str(one.value)) for one in (*parts, row)]
    step = min(Decimal(1).scaleb(int(one.normalize().as_tuple().exponent)) for one in figures)
    ours, printed = sum(figures[:-1], Decimal(0)), figures[-1]
    apart = abs(ours - printed)
    kind = AGREES if apart == 0 else ROUNDING if apart <= step * len(figures) / 2 else DIFFERS
    worked, said = (_with_unit(f"{one.normalize():f}", row.unit, catalogue) for one in (ours, printed))
    return _told(row, kind, worked, said, row.of)


def _works(
    figures: tuple[Statistic, ...], works: tuple[Line, ...], catalogue: Catalogue
) -> Iterator[Finding]:
    """The works' areas times the factors, against the total the report prints for them."""
    areas = [(_one_off(one, catalogue), one) for one in figures]
    emissions = [_emission(activity, one, catalogue) for activity, one in areas if activity is not None]
    printed = [
        one for one in figures if one.value is not None and not one.activity and _is_mass(one, catalogue)
    ]
    if len(printed) != 1:
        return
    total, of_site = printed[0], NO_TEXT
    if not emissions:
        emissions, of_site = list(_of_site(works, total)), _OF_SITE
    if not emissions:
        return
    amount = Quantity(exactly(sum(emissions)), _TONNE)
    ours = Decimal(str(converted(amount, total.unit, catalogue).amount.low))
    said = Decimal(str(total.value))
    kind = AGREES if ours.quantize(said, ROUND_HALF_UP) == said else DIFFERS
    name = total.of if total.of else total.quantity
    name = Text(f"{name.zh}{of_site.zh}", f"{name.en}{of_site.en}")
    worked = _with_unit(f"{sum(emissions):.2f}", _TONNE, catalogue)
    yield _told(total, kind, worked, _with_unit(str(said), total.unit, catalogue), name)


def _of_site(works: tuple[Line, ...], printed: Statistic) -> Iterator[float]:
    """The emission of the site's works, where each has one and cites the source that prints the total."""
    source = source_of(printed.clause)
    if all(line.emission is not None and source_of(line.source) == source for line in works):
        yield from (line.emission.low for line in works if line.emission is not None)


def _one_off(figure: Statistic, catalogue: Catalogue) -> Activity | None:
    activity = catalogue.activities.get(figure.activity)
    if activity is None or not activity.one_off or figure.value is None:
        return None
    return activity if _factors(activity, catalogue) else None


def _emission(activity: Activity, figure: Statistic, catalogue: Catalogue) -> float:
    factor = _factors(activity, catalogue)[0]
    return product(Quantity(exactly(figure.value or 0.0), figure.unit), factor, catalogue).low


def _factors(activity: Activity, catalogue: Catalogue) -> tuple[Quantity, ...]:
    """The recorded factors of an activity that are one figure."""
    found = (catalogue.factors[key] for key in activity.factors)
    return tuple(Quantity(exactly(one.value), one.unit) for one in found if one.value is not None)


def _is_mass(figure: Statistic, catalogue: Catalogue) -> bool:
    try:
        return fits(figure.unit, _TONNE, catalogue)
    except ValueError:
        return False


def _with_unit(figure: str, unit: str, catalogue: Catalogue) -> Text:
    return Text(f"{figure} {symbol_of(unit, catalogue)}", f"{figure} {symbol_of(unit, catalogue, 'en')}")


def _told(figure: Statistic, kind: str, ours: Text, printed: Text, name: Text) -> Finding:
    zh = {AGREES: "相符", ROUNDING: "差在四舍五入", DIFFERS: "不符"}[kind]
    en = {AGREES: "they agree", ROUNDING: "rounding explains it", DIFFERS: "they do not agree"}[kind]
    said = Text(
        f"{name.zh}：印 {printed.zh}，复算 {ours.zh}，{zh}",
        f"{name.en}: printed {printed.en}, worked out {ours.en}, {en}",
    )
    return Finding(kind, said, figure.clause, (figure.activity,) if figure.activity else ())


def _noted(figures: tuple[Statistic, ...], catalogue: Catalogue) -> Iterator[Finding]:
    """The discrepancies recorded of these figures."""
    ids = {one.id for one in figures if one.value is not None}
    for note in catalogue.discrepancies.values():
        if ids & set(note.concerns):
            said = Text(f"{note.label.zh}：{note.found.zh}", f"{note.label.en}: {note.found.en}")
            yield Finding(NOTED, said, note.clause)
