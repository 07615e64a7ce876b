"""The JSON contract of `tanlu recommend` (DESIGN §8); other people's checks stand on these names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from recommender import __version__
from recommender.evaluate.scope import Knowledge
from recommender.model.catalogue import Catalogue
from recommender.model.decision import Decision, Reason, RequirementDecision, TechnologyDecision, Verdict
from recommender.model.knowledge import Assessment, Discrepancy, FactValue
from recommender.model.roadmap import (
    Admission,
    Change,
    Conflict,
    PlannedStage,
    PlannedTechnology,
    Question,
    Roadmap,
    Score,
)
from recommender.model.site import Observation, Origin
from recommender.plan.change import Search
from recommender.plan.roles import WHOLE, roles_of, say, whole
from recommender.render.target_contract import outlook_to_dict

Json = dict[str, Any]


def to_contract(roadmap: Roadmap, knowledge: Knowledge) -> Json:
    """One object with the keys of the contract, ready for `json.dumps`; order is stable."""
    decision = roadmap.decision
    observations = decision.observations.values()
    search = Search(decision, knowledge)
    return {
        "tanlu": __version__,
        "kb": knowledge.catalogue.digest,
        "rules": knowledge.rulebook.digest,
        "site": _site(decision) | _beside(roadmap, knowledge),
        "derived": [_observation(seen) for seen in observations if seen.origin is Origin.CLASSIFIED],
        "assumptions": [_observation(seen) for seen in observations if seen.origin is Origin.LOOKUP],
        "technologies": [
            _technology(decided, roadmap.technologies[key], search)
            for key, decided in decision.technologies.items()
        ],
        "stages": [_stage(stage) for stage in roadmap.stages],
        "packages": _packages(roadmap),
        "requirements": [
            _requirement(decided, roadmap, knowledge) for decided in shown_requirements(decision, knowledge)
        ],
        "questions": [_question(question) for question in roadmap.questions],
        "warnings": _warnings(roadmap),
        "conflicts": [_conflict(conflict) for conflict in roadmap.conflicts],
        "target": _target(roadmap),
    }


def shown_requirements(decision: Decision, knowledge: Knowledge) -> list[RequirementDecision]:
    """Requirements some rule brings to the site or keeps from it, and all of the standards of its domain."""
    domain = knowledge.catalogue.domains.get(decision.domain)
    standards = domain.standards if domain is not None else ()
    return [
        decided
        for key, decided in decision.requirements.items()
        if decided.reasons
        or decided.verdict is not Verdict.NOT_APPLICABLE
        or knowledge.catalogue.requirements[key].source in standards
    ]


def plain(value: FactValue | None) -> Any:
    """A fact's value as JSON has it."""
    return list(value) if isinstance(value, tuple) else value


def _site(decision: Decision) -> Json:
    facts = decision.site.facts
    return {
        "name": facts.get("site.name"),
        "type": facts.get("site.type"),
        "domain": decision.domain,
        "facts": {
            fact: {"value": plain(value), "source": decision.site.sources.get(fact)}
            for fact, value in sorted(facts.items())
        },
        "note": decision.site.note.to_dict() if decision.site.note else None,
    }


def _beside(roadmap: Roadmap, knowledge: Knowledge) -> Json:
    """Who does what at the site, as a whole and step by step, and the rules switched off for it."""
    decision = roadmap.decision
    steps = dict.fromkeys(step.technology for stage in roadmap.stages for step in stage.steps)
    return {
        "roles": roles_to_dicts(WHOLE, decision),
        "step_roles": {
            key: {"say": _say(key, decision, knowledge.catalogue), "roles": roles_to_dicts(key, decision)}
            for key in steps
        },
        "rules_off": sorted(knowledge.rulebook.off),
    }


def _observation(seen: Observation) -> Json:
    return {
        "fact": seen.fact,
        "value": plain(seen.value),
        "source": seen.source,
        "basis": seen.basis.value,
        "confidence": seen.confidence or None,
        "because": seen.because.to_dict(),
    }


def reason_to_dict(reason: Reason) -> Json:
    """One reason with the contract's keys."""
    return {
        "rule": reason.rule,
        "effect": reason.effect,
        "because": reason.because.to_dict(),
        "clause": reason.clause or None,
        "modality": reason.modality or None,
        "authority": reason.authority.value,
        "basis": reason.basis.value,
        "facts": {fact: plain(value) for fact, value in reason.facts},
    }


def roles_to_dicts(technology: str, decision: Decision) -> list[Json]:
    """Who does what in a technology, or in the renewal as a whole for ""."""
    roles = whole(decision) if technology == WHOLE else roles_of(technology, decision)
    return [
        {"role": role.role, "actors": list(role.actors), "reason": reason_to_dict(role.reason)}
        for role in roles
    ]


def _holding(reasons: Iterable[Reason]) -> list[Json]:
    return [reason_to_dict(reason) for reason in reasons if reason.holds]


def _say(technology: str, decision: Decision, catalogue: Catalogue) -> str | None:
    said = say(technology, decision, catalogue)
    return None if said is None else said.value


def note_to_dict(note: Discrepancy) -> Json:
    """What a source says, what was found and how it is treated, beside the record it concerns."""
    texts = {name: getattr(note, name).to_dict() for name in ("label", "says", "found", "treatment")}
    return {"id": note.id, "clause": note.clause, **texts}


def _technology(decided: TechnologyDecision, planned: PlannedTechnology, search: Search) -> Json:
    technology = search.knowledge.catalogue.technologies[decided.technology]
    return {
        "id": technology.id,
        "label": technology.label.to_dict(),
        "field": technology.field,
        "status": decided.status.value,
        "lean": decided.lean.value if decided.lean is not None else None,
        "score": _total(planned.score),
        "score_parts": _parts(planned.score),
        "rank_stability": planned.stability.value if planned.stability is not None else None,
        "rating": rating_to_dict(decided.rating) if decided.rating is not None else None,
        "other_ratings": [rating_to_dict(row) for row in decided.other_ratings],
        "stage": planned.stage,
        "pilot_stage": planned.pilot_stage,
        "prepare_now": planned.prepare_now,
        "reasons": _holding(decided.reasons),
        "unknown_facts": list(decided.unknown_facts),
        "prerequisites": list(planned.prerequisites),
        "satisfies": list(planned.satisfies),
        "why_not": _why_not(planned, search),
    }


def _total(score: Score) -> float | None:
    return None if score.value is None else round(score.value + score.points, 2)


def _parts(score: Score) -> Json:
    potential, economy, star = (round(weight, 4) for weight in score.weights)
    return {
        "potential": score.potential,
        "economy": score.economy,
        "star": score.star,
        "weights": {"potential": potential, "economy": economy, "star": star},
        "points": score.points,
        "point_rules": [reason.rule for reason in score.point_reasons],
    }


def rating_to_dict(row: Assessment) -> Json:
    """One row of a rating table with the contract's keys; empty application where there is no △."""
    return {
        "table": row.table,
        "row": row.row,
        "application": row.application,
        "popularisation": row.popularisation,
        "potential": row.potential,
        "economy": row.economy,
        "star": row.star,
    }


def _why_not(planned: PlannedTechnology, search: Search) -> Json | None:
    if planned.why_not is None:
        return None
    admission = search.admission(planned.technology)
    return {"text": planned.why_not.text.to_dict(), **admission_to_dict(admission)}


def admission_to_dict(admission: Admission) -> Json:
    """What would bring a technology in, with the contract's keys."""
    return {
        "possible": admission.possible,
        "changeable": [change_to_dict(change) for change in admission.changes if change.changeable],
        "not_changeable": [change_to_dict(change) for change in admission.changes if not change.changeable],
    }


def change_to_dict(change: Change) -> Json:
    """One change of a fact with the contract's keys."""
    return {
        "fact": change.fact,
        "current": plain(change.current),
        "value": plain(change.value),
        "wanted": change.wanted.to_dict(),
        "changeable": change.changeable,
    }


def _stage(stage: PlannedStage) -> Json:
    return {
        "id": stage.id,
        "label": stage.label.to_dict(),
        "from": stage.start,
        "to": stage.end,
        "steps": [
            {"technology": step.technology, "action": step.action.value, "package": step.package}
            for step in stage.steps
        ],
    }


def _packages(roadmap: Roadmap) -> list[Json]:
    return [
        {
            "id": package.id,
            "label": package.label.to_dict(),
            "stage": package.stage,
            "technologies": list(package.technologies),
            "because": package.because.to_dict(),
            "clause": package.clause or None,
            "basis": package.basis,
        }
        for package in roadmap.packages
    ]


def _requirement(decided: RequirementDecision, roadmap: Roadmap, knowledge: Knowledge) -> Json:
    requirement = knowledge.catalogue.requirements[decided.requirement]
    return {
        "id": requirement.id,
        "clause": requirement.clause,
        "modality": requirement.word or None,
        "polarity": requirement.polarity,
        "verdict": decided.verdict.value,
        "text": requirement.text.to_dict(),
        "reasons": _holding(decided.reasons),
        "covered_by": list(roadmap.coverage[requirement.id].covered_by),
        "measured_by": list(requirement.indicators),
    }


def _question(question: Question) -> Json:
    return {"fact": question.fact, "question": question.text.to_dict(), "settles": question.settles}


def _warnings(roadmap: Roadmap) -> list[Json]:
    told = [{"kind": "note", "text": text.to_dict(), "reason": None} for text in roadmap.warnings]
    ruled = [
        {"kind": notice.kind, "text": notice.text.to_dict(), "reason": reason_to_dict(notice.reason)}
        for notice in roadmap.decision.notices
    ]
    return [*told, *ruled]


def _conflict(conflict: Conflict) -> Json:
    return {
        "kind": conflict.kind,
        "technologies": list(conflict.technologies),
        "text": conflict.text.to_dict(),
        "clause": conflict.clause or None,
        "lean": conflict.lean,
    }


def _target(roadmap: Roadmap) -> Json:
    """The finding about the target; the outlook adds its keys (render/target_contract.py)."""
    target = roadmap.target
    attained = target.outlook.attainment if target.outlook is not None else None
    return {
        "target": target.target or None,
        "year": attained.year if attained is not None and attained.year is not None else target.year,
        "reaches": target.reaches,
        "reasons": _holding(target.reasons),
        "not_quantified": [text.to_dict() for text in target.not_quantified],
        **outlook_to_dict(target.outlook, roadmap.stages),
    }
