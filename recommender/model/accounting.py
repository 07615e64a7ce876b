"""Carbon accounting: the records it rests on, and a balance with every line's amount, factor and clause."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from recommender.model.interval import Interval
from recommender.model.knowledge import Basis
from recommender.model.stated import Quantity
from recommender.model.text import NO_TEXT, Text


class Part(Enum):
    """How a source counts an emission or removal."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    COUNTED = "counted"
    REDUCTION = "reduction"
    REMOVAL = "removal"
    OFFSET = "offset"
    EXCLUDED = "excluded"


class Scope(Enum):
    """Direct, purchased energy, other indirect; or not an emission."""

    SCOPE_1 = "scope_1"
    SCOPE_2 = "scope_2"
    SCOPE_3 = "scope_3"
    NO_SCOPE = "no_scope"


@dataclass(frozen=True)
class Unit:
    """A unit of figures; `expression` converts it into base units."""

    id: str
    label: Text
    symbol: str
    expression: str


@dataclass(frozen=True)
class Factor:
    """A coefficient from activity to emission; `document` where it comes from outside the five sources."""

    id: str
    label: Text
    of: Text
    unit: str
    clause: str
    basis: Basis
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    year: int | None = None
    place: Text = NO_TEXT
    document: str = ""
    confidence: str = ""
    note: Text = NO_TEXT


@dataclass(frozen=True)
class Activity:
    """One activity an account measures; `one_off` for works, `grid` where the grid factor applies.

    `as_emission`: the amount is itself the emission, in CO2 equivalent, and takes no factor.
    """

    id: str
    label: Text
    unit: str
    scope: Scope
    alt: tuple[str, ...] = ()
    stated_by: str = ""
    grid: bool = False
    one_off: bool = False
    as_emission: bool = False
    factors: tuple[str, ...] = ()
    note: Text = NO_TEXT


@dataclass(frozen=True)
class Method:
    """How a source accounts for the emissions of a kind of site."""

    id: str
    label: Text
    source: str
    clause: str
    site_types: tuple[str, ...]
    gases: Text
    text: Text
    basis: Basis
    formula: str = ""
    note: Text = NO_TEXT


@dataclass(frozen=True)
class Boundary:
    """What a source counts for a kind of site, as what, or leaves out; `activities` are what it covers."""

    id: str
    clause: str
    site_types: tuple[str, ...]
    boundary_part: Part
    label: Text
    basis: Basis
    text: Text = NO_TEXT
    activities: tuple[str, ...] = ()
    note: Text = NO_TEXT


@dataclass(frozen=True)
class Effect:
    """The effect of a technology or practice in figures as a source gives it."""

    id: str
    label: Text
    technologies: tuple[str, ...]
    quantity: Text
    direction: str
    unit: str
    relative_to: Text
    clause: str
    basis: Basis
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    approximation: tuple[str, ...] = ()
    place: Text = NO_TEXT
    condition: Text = NO_TEXT
    note: Text = NO_TEXT


@dataclass(frozen=True)
class Saving:
    """An effect put to use: the activities fall by `lower` to `upper` per cent; `cases`: whose figure.

    It speaks of `site_types` (empty: any) where every concept of `needs` holds. `overlaps` names savings
    that contain this one or exclude it. `works` is the activity whose stated area limits a transfer.
    """

    id: str
    effect: str
    technologies: tuple[str, ...]
    activities: tuple[str, ...]
    lower: float
    upper: float
    basis: Basis
    because: Text
    cases: tuple[str, ...] = ()
    site_types: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    overlaps: tuple[str, ...] = ()
    works: str = ""
    note: Text = NO_TEXT


@dataclass(frozen=True)
class Growth:
    """How demand grows without intervention in a case: by `lower` to `upper` from `year` to `until`.

    `unit` percent: in all over the years; percent-per-year: each year.
    """

    id: str
    label: Text
    case: str
    activities: tuple[str, ...]
    lower: float
    upper: float
    unit: str
    clause: str
    basis: Basis
    year: int | None = None
    until: int | None = None
    note: Text = NO_TEXT


@dataclass(frozen=True)
class Case:
    """A community, city, enterprise or pilot a source studies or cites."""

    id: str
    label: Text
    kind: str
    clauses: tuple[str, ...]
    text: Text
    concepts: tuple[str, ...] = ()
    technologies: tuple[str, ...] = ()
    sample: str = ""
    note: Text = NO_TEXT


@dataclass(frozen=True)
class Statistic:
    """One figure of a source that belongs to a case; `activity` where it is the emission of one."""

    id: str
    clause: str
    kind: str
    case: str
    of: Text
    quantity: Text
    unit: str = ""
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    words: Text = NO_TEXT
    activity: str = ""
    year: int | None = None
    until: int | None = None
    column: str = ""
    note: Text = NO_TEXT


class LineStatus(Enum):
    """Whether a line of the account could be worked out, and if not, why."""

    KNOWN = "known"
    NO_AMOUNT = "no_amount"
    NO_FACTOR = "no_factor"
    NOT_COUNTED = "not_counted"
    COUNTED_ELSEWHERE = "counted_elsewhere"


@dataclass(frozen=True)
class UsedFactor:
    """The factor of a line. `origin`: stated, table, place or national; all but stated are assumptions.

    `stated_for`: the activity whose stated factor it is, where that is another one.
    """

    value: Quantity
    origin: str
    source: str
    document: str = ""
    year: int | None = None
    confidence: str = ""
    label: Text = NO_TEXT
    stated_for: str = ""

    @property
    def assumed(self) -> bool:
        """Whether it was not given by the planner."""
        return self.origin != "stated"


@dataclass(frozen=True)
class Line:
    """One line of a balance: an activity as a boundary item counts it; `emission` in tCO2 a year.

    Of a deduction `emission` is what is subtracted; of works it is what they cause in all, from `start` to
    `end`. `start` of an offset is its first year. `amount` is the emission itself where that was stated.
    """

    activity: str
    boundary: str
    part: Part
    scope: Scope
    status: LineStatus
    clause: str
    basis: Basis
    amount: Quantity | None = None
    factor: UsedFactor | None = None
    emission: Interval | None = None
    source: str = ""
    notes: tuple[Text, ...] = ()
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Finding:
    """A remark on an account: a guard that acted, a statement that does not recompute, an assumption."""

    kind: str
    text: Text
    clause: str = ""
    activities: tuple[str, ...] = ()


@dataclass(frozen=True)
class Balance:
    """The account of one site by one method for one year, in tCO2.

    gross = direct + indirect + counted; net = gross - reductions - removals - offsets, case by case (green
    power never deducts more than the power emits), so net may be narrower than the ranges. Of what a line
    without amount or factor adds nothing is known but that it is not negative: the upper end of `gross` is
    infinite then, and `unknown` names the activities. `of_known` is the gross of the known lines alone.
    A deduction that is stated and has no figure opens the upper end of its sum and the lower end of `net`.
    """

    method: str
    year: int | None
    lines: tuple[Line, ...]
    gross: Interval
    reductions: Interval
    removals: Interval
    offsets: Interval
    net: Interval
    of_known: Interval
    unknown: tuple[str, ...]
    works: tuple[Line, ...] = ()
    findings: tuple[Finding, ...] = ()
    people: float | None = None
    area: float | None = None


@dataclass(frozen=True)
class Likeness:
    """How like a case is to the site: the concepts both have, and those of the case the site has not."""

    case: str
    shared: tuple[str, ...]
    differing: tuple[str, ...]


@dataclass(frozen=True)
class Compared:
    """One activity of the site against a case, in `unit`; `site` None where the site does not know it."""

    activity: str
    unit: str
    site: Interval | None
    case: float
    clause: str


@dataclass(frozen=True)
class Benchmark:
    """The site against one case: only what both count; `caveats` say how the boundaries differ.

    `unlike`: why no likeness is told, where all cases are of another kind of site.
    """

    case: str
    likeness: Likeness
    per_person: tuple[Compared, ...]
    per_area: tuple[Compared, ...]
    caveats: tuple[Text, ...] = ()
    unlike: Text = NO_TEXT
