"""Target: what the sources say against or about the stated target; what is not quantified is named."""

from __future__ import annotations

from recommender.model.decision import Decision
from recommender.model.roadmap import TargetFinding
from recommender.model.text import Text
from recommender.model.truth import Truth

NO_BALANCE = Text(
    "技术评价表只给 ▼ 的多少，没有减排量；本方案不据此推算减排吨数",
    "The rating tables count ▼ and give no tonnes; no reduction is computed from them",
)
NO_THRESHOLD = Text(
    "评价指标表不设目标值，由评价机构结合当地确定",
    "The indicator table sets no target values; the assessor sets them for the place",
)


def target_finding(decision: Decision) -> TargetFinding:
    """`reaches` is "not_assessed": no quantity in the knowledge base would carry a yes or no.

    Reasons against the target (e.g. zero carbon where resources are poor) are those that hold.
    """
    stated = decision.value("plan.target")
    year = decision.value("plan.target_year")
    target = stated if isinstance(stated, str) else ""
    against = decision.discouraged_targets
    names = [target] if target else sorted(against)
    reasons = [reason for name in names for reason in against.get(name, ()) if reason.truth is Truth.TRUE]
    missing = (NO_BALANCE, NO_THRESHOLD) if decision.domain == "community" else (NO_BALANCE,)
    return TargetFinding(
        target, year if isinstance(year, int) else None, "not_assessed", tuple(reasons), missing
    )
