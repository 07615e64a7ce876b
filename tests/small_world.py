"""A knowledge base small enough to check by hand: six technologies, two tables, a handful of facts."""

from __future__ import annotations

from recommender.evaluate.scope import Knowledge, prepare
from recommender.language.read import read_rules
from recommender.model.catalogue import Catalogue
from recommender.model.knowledge import (
    Assessment,
    Authority,
    Basis,
    Clause,
    Concept,
    Domain,
    Fact,
    FactType,
    Package,
    Relation,
    Requirement,
    Source,
    Stage,
    StageMapping,
    Technology,
)
from recommender.model.text import Text


def words(text: str) -> Text:
    return Text(text, text)


def technology(key: str, field: str = "energy", **more: object) -> Technology:
    return Technology(key, words(key), field, "device", **more)  # type: ignore[arg-type]


def row(
    table: str, number: int, key: str, periods: tuple[str, str], marks: tuple[int, int, int]
) -> Assessment:
    application, popularisation = periods
    name = f"t{table}-{number}"
    return Assessment(name, table, number, "", "", words(key), key, application, popularisation, *marks)


def requirement(key: str, clause: str, modality: str, word: str, *technologies: str) -> Requirement:
    return Requirement(
        key, clause, modality, word, "positive", "energy", "community", words(key), technologies=technologies
    )


def fact(key: str, kind: FactType, scheme: str = "", changeable: bool = False, installs: str = "") -> Fact:
    label, group = words(key), key.split(".")[0]
    return Fact(key, kind, group, label, label, scheme=scheme, changeable=changeable, installs=installs)


def by_id(*records: object) -> dict[str, object]:
    return {record.id: record for record in records}  # type: ignore[attr-defined]


def concept(key: str, scheme: str, broader: str = "") -> Concept:
    return Concept(key, scheme, words(key), broader=broader)


SCHEMES = ("site_type", "level", "works", "field", "target", "modality", "role", "actor")
CATALOGUE = Catalogue(
    sources=by_id(  # type: ignore[arg-type]
        Source("std", words("std"), "standard", Authority.STANDARD),
        Source("rep", words("rep"), "report", Authority.REPORT),
    ),
    clauses=by_id(  # type: ignore[arg-type]
        Clause("std/1", words("1"), items=4), Clause("rep/1", words("1"), paragraphs=4)
    ),
    schemes={name: words(name) for name in SCHEMES},
    concepts=by_id(  # type: ignore[arg-type]
        concept("community", "site_type"),
        concept("rural_community", "site_type", "community"),
        concept("urban_community", "site_type", "community"),
        concept("factory", "site_type"),
        concept("rich", "level"),
        concept("poor", "level"),
        concept("renovation", "works"),
        concept("road", "works"),
        concept("energy", "field"),
        concept("zero", "target"),
        concept("should", "modality"),
        concept("decides", "role"),
        concept("pays", "role"),
        concept("resident", "actor"),
        concept("owner", "actor", "resident"),
        concept("tenant", "actor", "resident"),
        concept("government", "actor"),
    ),
    technologies=by_id(  # type: ignore[arg-type]
        technology("microgrid"),
        technology("storage"),
        technology("insulation"),
        technology("coal-to-gas"),
        technology("coal-to-power"),
        technology("inventory", domains=("community",)),
    ),
    assessments=by_id(  # type: ignore[arg-type]
        row("6-2", 1, "microgrid", ("2020-2025", "2035-2050"), (3, 2, 5)),
        row("6-2", 2, "storage", ("", "2020-2025"), (4, 4, 4)),
        row("2-2", 1, "insulation", ("2020-2025", "2025-2035"), (5, 3, 5)),
        row("2-2", 2, "coal-to-gas", ("", "2020-2025"), (2, 2, 2)),
        row("2-2", 3, "coal-to-power", ("", "2020-2025"), (3, 3, 3)),
        row("4-5", 1, "microgrid", ("", "2025-2035"), (4, 4, 4)),
    ),
    requirements=by_id(  # type: ignore[arg-type]
        requirement("std-1-1", "std/1#1", "should", "宜", "microgrid"),
        requirement("std-1-2", "std/1#2", "may", "可", "storage"),
        requirement("std-1-3", "std/1#3", "shall", "应", "insulation"),
    ),
    relations=by_id(  # type: ignore[arg-type]
        Relation("r1", "requires", "microgrid", "inventory", Basis.DERIVED, "std/1#4"),
        Relation("r2", "alternative", "coal-to-gas", "coal-to-power", Basis.STATED, "rep/1", exclusive=True),
    ),
    packages=by_id(  # type: ignore[arg-type]
        Package("bundle", words("bundle"), "rep/1", Basis.STATED, ("storage", "microgrid"), words("together"))
    ),
    facts=by_id(  # type: ignore[arg-type]
        fact("site.type", FactType.CONCEPT, "site_type"),
        fact("site.works", FactType.CONCEPTS, "works", changeable=True),
        fact("site.works_year", FactType.INTEGER, changeable=True),
        fact("site.storeys", FactType.INTEGER),
        fact("resource.level", FactType.CONCEPT, "level"),
        fact("resource.wind", FactType.BOOLEAN),
        fact("management.inventory_done", FactType.BOOLEAN, changeable=True, installs="inventory"),
        fact("plan.start_year", FactType.INTEGER, changeable=True),
        fact("plan.acting_as", FactType.CONCEPT, "actor", changeable=True),
        fact("plan.include", FactType.TECHNOLOGIES, changeable=True),
        fact("plan.veto", FactType.TECHNOLOGIES, changeable=True),
        fact("installed.technologies", FactType.TECHNOLOGIES, changeable=True),
    ),
    stages=by_id(  # type: ignore[arg-type]
        Stage("near", 1, words("near"), None, 2030),
        Stage("mid", 2, words("mid"), 2031, 2035),
        Stage("long", 3, words("long"), 2036, 2050),
    ),
    stage_mappings=by_id(  # type: ignore[arg-type]
        StageMapping("m1", "2020-2025", "near", "rep/1", Basis.JUDGEMENT),
        StageMapping("m2", "2025-2035", "mid", "rep/1", Basis.JUDGEMENT),
        StageMapping("m3", "2035-2050", "long", "rep/1", Basis.JUDGEMENT),
        StageMapping("m4", "unrated", "near", "rep/1", Basis.JUDGEMENT),
    ),
    domains=by_id(  # type: ignore[arg-type]
        Domain("community", words("community"), ("community",), ("6-2",), ("building",), ("std",)),
        Domain("building", words("building"), (), ("2-2",), ()),
        Domain("enterprise", words("enterprise"), ("factory",), ("4-5",), ()),
    ),
)


def rule(key: str, source: str, when: str, then: str, basis: str = "stated", more: str = "") -> str:
    """One rule as YAML; examples are not looked at here."""
    return f"""
  - id: {key}
    title: {{zh: {key}, en: {key}}}
    source: {source}
    basis: {basis}
    when: {when}
    then: [{then}]
    because: {{zh: 因{key}, en: because {key}}}
    {more}
    examples:
      - {{name: fires, given: {{site.type: community}}, expect: {{fires: "true"}}}}
      - {{name: does not, given: {{site.type: factory}}, expect: {{fires: "false"}}}}
      - {{name: cannot tell, given: {{site.storeys: 3}}, expect: {{fires: unknown}}}}
"""


def world(*rules: str) -> Knowledge:
    """The small catalogue with these rules; every rule must be well formed."""
    text = "rules:\n" + "".join(rules)
    rulebook, problems = read_rules({"rules.yaml": text.encode()}, CATALOGUE)
    assert not problems, "\n".join(map(str, problems))
    return prepare(CATALOGUE, rulebook)
