"""Words of an account: tonnes, ranges, amounts with their units, factors with year and source, findings."""

from __future__ import annotations

from recommender.carbon.amounts import four_digits, quantity_words, ranged
from recommender.model.accounting import Line, LineStatus, Part, Scope, UsedFactor
from recommender.model.catalogue import Catalogue
from recommender.model.interval import Interval
from recommender.model.stated import Quantity
from recommender.model.text import NO_TEXT, Text
from recommender.store.quantities import symbol_of

PART = {
    Part.DIRECT: Text("直接排放", "Direct"),
    Part.INDIRECT: Text("间接排放", "Indirect"),
    Part.COUNTED: Text("计入", "Counted"),
    Part.REDUCTION: Text("减排", "Reduction"),
    Part.REMOVAL: Text("碳汇", "Removal"),
    Part.OFFSET: Text("抵消", "Offset"),
    Part.EXCLUDED: Text("不计", "Left out"),
}
SCOPE = {
    Scope.SCOPE_1: Text("范围一（直接）", "Scope 1 (direct)"),
    Scope.SCOPE_2: Text("范围二（外购能源）", "Scope 2 (purchased energy)"),
    Scope.SCOPE_3: Text("范围三（其他间接）", "Scope 3 (other indirect)"),
    Scope.NO_SCOPE: NO_TEXT,
}
STATUS = {
    LineStatus.KNOWN: NO_TEXT,
    LineStatus.NO_AMOUNT: Text("没有数", "no figure"),
    LineStatus.NO_FACTOR: Text("没有因子", "no factor"),
    LineStatus.NOT_COUNTED: Text("不计", "not counted"),
    LineStatus.COUNTED_ELSEWHERE: Text("已计在别处", "counted elsewhere"),
}
ORIGIN = {
    "stated": Text("自填", "stated"),
    "table": Text("默认", "default"),
    "place": Text("查表", "looked up"),
    "national": Text("全国平均", "national average"),
}
NONE = Text("–", "–")


def span(value: Interval | None) -> Text:
    """A range as it reads; a dash for None."""
    return NONE if value is None else ranged(value, four_digits)


def amount(quantity: Quantity | None, catalogue: Catalogue) -> Text:
    """A quantity with its unit; a dash for None."""
    return NONE if quantity is None else quantity_words(quantity, catalogue, four_digits)


def factor(used: UsedFactor | None, catalogue: Catalogue) -> Text:
    """A factor with its unit, year and where it comes from."""
    if used is None:
        return NONE
    value, origin = amount(used.value, catalogue), ORIGIN[used.origin]
    year = f" {used.year}" if used.year else ""
    return Text(f"{value.zh}（{origin.zh}{year}）", f"{value.en} ({origin.en}{year})")


def state(line: Line) -> Text:
    """The emission of a line, or why it has none."""
    return span(line.emission) if line.emission is not None else STATUS[line.status]


def how_to_state(line: Line, catalogue: Catalogue) -> Text:
    """How the amount a line lacks is written into the profile."""
    activity = catalogue.activities[line.activity]
    label = activity.label
    zh, en = (_asked(line, symbol_of(activity.unit, catalogue, language)) for language in ("zh", "en"))
    return Text(f"{label.zh}: {zh}", f"{label.zh}: {en}  ({label.en})")


def _asked(line: Line, unit: str) -> str:
    if line.status is LineStatus.NO_FACTOR:
        return f"{{amount: … {unit}, factor: … tCO2/{unit}, factor_year: …, factor_source: …}}"
    return f"… {unit}"
