"""Packages: the integrated ones a rule brings, then stage × field for the rest."""

from __future__ import annotations

from collections.abc import Mapping

from recommender.evaluate.scope import Knowledge
from recommender.model.decision import Decision
from recommender.model.effect import Bundle
from recommender.model.knowledge import Package
from recommender.model.roadmap import PlannedPackage
from recommender.model.text import Text
from recommender.model.truth import Truth


def bundles(decision: Decision, knowledge: Knowledge) -> tuple[Package, ...]:
    """The integrated packages whose rules hold, in the order of the catalogue."""
    brought = {
        effect.package
        for _, effect in knowledge.effects(decision.results, Truth.TRUE)
        if isinstance(effect, Bundle)
    }
    return tuple(package for key, package in knowledge.catalogue.packages.items() if key in brought)


def pack(
    stage_of: Mapping[str, str], decision: Decision, knowledge: Knowledge
) -> tuple[tuple[PlannedPackage, ...], dict[str, str]]:
    """All packages of the plan, and the package of each scheduled technology.

    A technology goes into the first integrated package that names it, else into stage × field.
    """
    home: dict[str, str] = {}
    packages: list[PlannedPackage] = []
    for package in bundles(decision, knowledge):
        inside = tuple(key for key in package.technologies if key in stage_of)
        home |= {key: package.id for key in inside if key not in home}
        packages.append(_integrated(package, inside))
    rest: dict[tuple[str, str], list[str]] = {}
    for key, stage in stage_of.items():
        if key not in home:
            field = knowledge.catalogue.technologies[key].field
            rest.setdefault((stage, field), []).append(key)
    for (stage, field), keys in sorted(rest.items(), key=lambda item: _order(item[0], knowledge)):
        bundle = _by_field(stage, field, tuple(keys), knowledge)
        home |= dict.fromkeys(keys, bundle.id)
        packages.append(bundle)
    return tuple(packages), home


def _integrated(package: Package, inside: tuple[str, ...]) -> PlannedPackage:
    basis = package.basis.value
    return PlannedPackage(package.id, package.label, None, inside, package.because, package.source, basis)


def _by_field(stage: str, field: str, keys: tuple[str, ...], knowledge: Knowledge) -> PlannedPackage:
    stage_label, field_label = knowledge.catalogue.stages[stage].label, knowledge.catalogue.label(field)
    label = Text(f"{stage_label.zh}·{field_label.zh}", f"{stage_label.en}: {field_label.en}")
    because = Text("同一阶段、同一领域一起组织实施", "Carried out together: same stage, same field")
    return PlannedPackage(f"{stage}-{field}", label, stage, keys, because, "", "judgement")


def _order(place: tuple[str, str], knowledge: Knowledge) -> tuple[int, int]:
    fields = [concept.id for concept in knowledge.catalogue.concepts_of["field"]]
    return (knowledge.catalogue.stages[place[0]].order, fields.index(place[1]))
