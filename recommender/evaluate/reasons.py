"""Make the reasons that stand behind a line: from a rule, a clause, the planner's wish or a table."""

from __future__ import annotations

from recommender.evaluate.choice import basis_of, because_of
from recommender.evaluate.scope import Knowledge
from recommender.model.decision import Reason, RequirementDecision, RuleResult, Verdict
from recommender.model.effect import EFFECT_NAMES, Effect
from recommender.model.knowledge import Authority, Basis, Requirement
from recommender.model.text import Text
from recommender.model.truth import Truth, conjunction

PLANNER = "planner"


def reason_for(knowledge: Knowledge, effect: Effect, result: RuleResult) -> Reason:
    """The reason a rule gives for one of its effects, with the rule's own clause and modality word.

    Where we pick the technologies under a stated advice, the reason says so and is derived.
    """
    rule = knowledge.rulebook.rules[result.rule]
    word = knowledge.catalogue.concepts.get(rule.modality)
    return Reason(
        rule.id,
        EFFECT_NAMES[type(effect)],
        because_of(rule, effect, knowledge.catalogue),
        rule.sources[0] if rule.sources else "",
        word.label.zh if word is not None else "",
        rule.authority,
        basis_of(rule, effect, knowledge.catalogue),
        result.facts,
        result.truth,
        result.unknown,
    )


def clause_reason(
    knowledge: Knowledge, result: RuleResult, requirement: Requirement, decided: RequirementDecision
) -> Reason | None:
    """The support a technology has from a requirement it satisfies; None where the clause does not apply.

    The link from clause to technology is ours (basis derived); the authority is that of the clause's
    source. A 可 clause permits, a clause for reference only is told and does not count.
    """
    source = knowledge.catalogue.sources.get(requirement.source)
    effect, truth = _weight_of(requirement, decided)
    if not effect:
        return None
    own = [reason for reason in decided.reasons if reason.effect in ("require", "reference", "waive")]
    facts = dict(result.facts)
    for reason in own:
        facts |= dict(reason.facts)
    unknown = {*result.unknown, *decided.unknown_facts}
    return Reason(
        result.rule,
        effect,
        requirement.text,
        requirement.clause,
        requirement.word,
        source.authority if source is not None else Authority.DERIVED,
        Basis.DERIVED,
        tuple(sorted(facts.items())),
        conjunction((result.truth, truth)),
        tuple(sorted(unknown)),
    )


def _weight_of(requirement: Requirement, decided: RequirementDecision) -> tuple[str, Truth]:
    """The effect of a clause on what satisfies it, and how sure that is; "" where it has none."""
    asked = "recommend" if requirement.asks else "permit"
    match decided.verdict:
        case Verdict.NOT_APPLICABLE:
            return "", Truth.FALSE
        case Verdict.REFERENCE:
            return "reference", Truth.TRUE
        case Verdict.APPLICABLE:
            return asked, Truth.TRUE
        case Verdict.UNDETERMINED:
            may_be_asked = any(reason.effect == "require" for reason in decided.reasons)
            return (asked if may_be_asked else "reference"), Truth.UNKNOWN


def planner_reason(effect: str, zh: str, en: str, fact: str, technology: str) -> Reason:
    """The planner's own wish, shown as such."""
    text = Text(zh, en)
    return Reason(
        PLANNER, effect, text, "", "", Authority.JUDGEMENT, Basis.JUDGEMENT, ((fact, (technology,)),)
    )


def installed_reason(fact: str, technology: str) -> Reason:
    """The technology is there already, because the profile says so."""
    text = Text("场地档案说明已有", "The profile says it is there already")
    value = (technology,) if fact == "installed.technologies" else True
    facts = ((fact, value),)
    return Reason(PLANNER, "installed", text, "", "", Authority.JUDGEMENT, Basis.STATED, facts)
