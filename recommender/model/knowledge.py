"""The records of the knowledge base as frozen data, one class per kind of record."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from recommender.model.clause import source_of
from recommender.model.text import NO_TEXT, Text

FactValue = str | int | float | bool | tuple[str, ...]
"""A stated value: a concept id, a text, a number, a yes/no, or several concept or technology ids."""


class Basis(Enum):
    """Whether the source says it, it follows from the source, or it is our own judgement."""

    STATED = "stated"
    DERIVED = "derived"
    JUDGEMENT = "judgement"


class Authority(Enum):
    """Who speaks; the weight order of DESIGN §6."""

    STANDARD = "standard"
    OFFICIAL_GUIDE = "official_guide"
    REPORT = "report"
    DERIVED = "derived"
    JUDGEMENT = "judgement"

    @property
    def weight(self) -> int:
        """Bigger is stronger."""
        return _WEIGHTS[self.value]


_WEIGHTS = {"standard": 5, "official_guide": 4, "report": 3, "derived": 2, "judgement": 1}


class FactType(Enum):
    """What kind of value a fact takes."""

    CONCEPT = "concept"
    CONCEPTS = "concepts"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    NUMBER = "number"
    TEXT = "text"
    TECHNOLOGIES = "technologies"


@dataclass(frozen=True)
class Source:
    """One of the five documents."""

    id: str
    label: Text
    kind: str
    authority: Authority
    number: str = ""
    note: Text = NO_TEXT


@dataclass(frozen=True)
class Clause:
    """A section, table or annex of a Source; `items` and `paragraphs` bound its `#n` and `#pn` addresses."""

    id: str
    label: Text
    items: int = 0
    paragraphs: int = 0


@dataclass(frozen=True)
class Concept:
    """A value of a fact, from a scheme; `broader` makes hierarchies (农村社区 is a 社区).

    `net_at_most`: what a target asks of the yearly net emission, in tCO2, by the first of its `clauses`.
    """

    id: str
    scheme: str
    label: Text
    alt: tuple[str, ...] = ()
    broader: str = ""
    note: Text = NO_TEXT
    clauses: tuple[str, ...] = ()
    net_at_most: float | None = None


@dataclass(frozen=True)
class Technology:
    """A thing a site can do: device, design, system, management, policy, behaviour, sink or offset."""

    id: str
    label: Text
    field: str
    kind: str
    alt: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    basis: Basis = Basis.STATED
    note: Text = NO_TEXT


@dataclass(frozen=True)
class Assessment:
    """One row of a rating table of gdroute; symbols as counted, never merged, never inherited.

    `application` is the period holding △ ("" where there is none), `popularisation` the one holding ○;
    `potential`, `economy` and `star` count ▼, ➕ and ★ (1-5). Ticks are None outside table 4-5.
    """

    id: str
    table: str
    row: int
    group: str
    subgroup: str
    label: Text
    technology: str
    application: str
    popularisation: str
    potential: int
    economy: int
    star: int
    high_energy: bool | None = None
    non_high_energy: bool | None = None
    note: Text = NO_TEXT

    @property
    def clause(self) -> str:
        """Where it stands, e.g. gdroute/t6-2#13."""
        return f"gdroute/t{self.table}#{self.row}"


@dataclass(frozen=True)
class Requirement:
    """One normative statement: modality, polarity, addressee, field, condition, in our own words.

    `reports`: it only asks to report its indicators; meeting it raises none of them.
    """

    id: str
    clause: str
    modality: str
    word: str
    polarity: str
    field: str
    addressee: str
    text: Text
    condition: Text = NO_TEXT
    strength: str = ""
    technologies: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    reports: bool = False
    mark: str = ""
    note: Text = NO_TEXT

    @property
    def source(self) -> str:
        """Id of the source."""
        return source_of(self.clause)

    @property
    def asks(self) -> bool:
        """Whether it asks for something (must, shall, should); 可 and no modal word only permit."""
        return self.modality in ("must", "shall", "should")


@dataclass(frozen=True)
class Omission:
    """A list item or sentence of a clause that is not a Requirement, with the reason."""

    id: str
    clause: str
    kind: str
    reason: Text


@dataclass(frozen=True)
class Indicator:
    """One row of an indicator table; `method` tells how it is judged, in our own words.

    `score` is the full score; None where the table gives none. `level1_en`, `level2_en` are our translations.
    """

    id: str
    clause: str
    order: int
    level1: str
    label: Text
    method: Text
    score: float | None = None
    level1_weight: float | None = None
    level2: str = ""
    level2_score: float | None = None
    attribute: str = ""
    note: Text = NO_TEXT
    level1_en: str = ""
    level2_en: str = ""


@dataclass(frozen=True)
class Relation:
    """A link between two technologies; `requires`: the subject requires the object."""

    id: str
    type: str
    subject: str
    object: str
    basis: Basis
    source: str = ""
    exclusive: bool = False
    note: Text = NO_TEXT


@dataclass(frozen=True)
class Package:
    """Technologies carried out together, with the reason."""

    id: str
    label: Text
    source: str
    basis: Basis
    technologies: tuple[str, ...]
    because: Text
    note: Text = NO_TEXT


@dataclass(frozen=True)
class Fact:
    """One attribute a site may state.

    `changeable`: a planner can alter it at the site. `looked_up`: the place tables can
    give it. `installs`: the technology a yes means is there already.
    """

    id: str
    type: FactType
    group: str
    label: Text
    question: Text
    help: Text = NO_TEXT
    scheme: str = ""
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    usual_minimum: float | None = None
    usual_maximum: float | None = None
    changeable: bool = False
    looked_up: bool = False
    domains: tuple[str, ...] = ()
    priority: int = 0
    clauses: tuple[str, ...] = ()
    installs: str = ""


@dataclass(frozen=True)
class Contradiction:
    """A fact having one of `values` shuts out that `excludes_fact` has one of `excludes_values`.

    Without `excludes_values` it shuts out any other value (no works beside other works).
    """

    id: str
    fact: str
    values: tuple[str, ...]
    excludes_fact: str
    excludes_values: tuple[str, ...]
    because: Text


@dataclass(frozen=True)
class Stage:
    """A span of the roadmap; `start` None is the plan's own start year."""

    id: str
    order: int
    label: Text
    start: int | None
    end: int


@dataclass(frozen=True)
class StageMapping:
    """How a time statement of a source reads as a stage: a period of the rating tables or a named list."""

    id: str
    key: str
    stage: str
    source: str
    basis: Basis
    note: Text = NO_TEXT


@dataclass(frozen=True)
class Domain:
    """A kind of site: its rating tables, the domains it contains, the standards written for it."""

    id: str
    label: Text
    site_types: tuple[str, ...]
    tables: tuple[str, ...]
    contains: tuple[str, ...]
    standards: tuple[str, ...] = ()
    note: Text = NO_TEXT


@dataclass(frozen=True)
class Discrepancy:
    """A trap in a source: what it says, what was found, how Tanlu treats it; never silently corrected."""

    id: str
    clause: str
    concerns: tuple[str, ...]
    label: Text
    says: Text
    found: Text
    treatment: Text


@dataclass(frozen=True)
class Region:
    """What the place tables say of one division; empty or None where nothing reliable was found.

    `grid_factor` in kgCO2/kWh with its year and document; confidences are the tables' own grades A, B, C.
    """

    code: str
    name: str
    short_name: str
    level: str
    province_code: str
    climate_zone: str = ""
    climate_confidence: str = ""
    climate_note: str = ""
    solar_class: str = ""
    solar_confidence: str = ""
    solar_note: str = ""
    wind_zone: str = ""
    wind_confidence: str = ""
    wind_note: str = ""
    heating_area: str = ""
    heating_confidence: str = ""
    heating_note: str = ""
    grid_factor: float | None = None
    grid_year: int | None = None
    grid_document: str = ""
    grid_confidence: str = ""
    region: str = ""
    region_clause: str = ""
    city_size: str = ""
    city_size_source: str = ""
    city_size_confidence: str = ""
    municipality: bool = False
