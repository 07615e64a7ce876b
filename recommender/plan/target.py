"""Target: what the sources say against or about the stated target; what is not quantified is named."""

from __future__ import annotations

from recommender.evaluate.scope import Knowledge
from recommender.model.clause import source_of
from recommender.model.decision import Decision
from recommender.model.roadmap import TargetFinding
from recommender.model.text import Text

NO_BALANCE = Text(
    "技术评价表只给 ▼ 的多少，没有减排量；本方案不据此推算减排吨数",
    "The rating tables count ▼ and give no tonnes; no reduction is computed from them",
)
NO_THRESHOLD = Text(
    "评价指标表不设目标值，由评价机构结合当地确定",
    "The indicator table sets no target values; the assessor sets them for the place",
)


def target_finding(decision: Decision, knowledge: Knowledge) -> TargetFinding:
    """`reaches` is "not_assessed": no quantity in the knowledge base would carry a yes or no.

    Reasons against the target (e.g. zero carbon where resources are poor) are those that hold.
    """
    stated = decision.value("plan.target")
    year = decision.value("plan.target_year")
    target = stated if isinstance(stated, str) else ""
    against = decision.discouraged_targets
    names = [target] if target else sorted(against)
    reasons = [reason for name in names for reason in against.get(name, ()) if reason.holds]
    missing = (NO_BALANCE, NO_THRESHOLD) if _has_indicators(decision, knowledge) else (NO_BALANCE,)
    return TargetFinding(
        target, year if isinstance(year, int) else None, "not_assessed", tuple(reasons), missing
    )


def _has_indicators(decision: Decision, knowledge: Knowledge) -> bool:
    """Whether a standard of the site's domain has an indicator table."""
    domain = knowledge.catalogue.domains.get(decision.domain)
    rows = knowledge.catalogue.indicators.values()
    return domain is not None and any(source_of(row.clause) in domain.standards for row in rows)
