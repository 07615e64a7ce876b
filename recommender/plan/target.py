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
NOT_SCORED = Text(
    "得分要用场地自己的数据来算，见 tanlu score；路线图不估得分",
    "A score needs the site's own figures, see tanlu score; the roadmap guesses none",
)


def target_finding(decision: Decision, knowledge: Knowledge) -> TargetFinding:
    """`reaches` is "not_assessed": a plan alone has no tonnes; `carbon.outlook` adds them where it can.

    Reasons against the target (e.g. zero carbon where resources are poor) are those that hold; where the
    profile states no target there is none to speak against.
    """
    stated = decision.value("plan.target")
    year = decision.value("plan.target_year")
    target = stated if isinstance(stated, str) else ""
    reasons = [reason for reason in decision.discouraged_targets.get(target, ()) if reason.holds]
    missing = (NO_BALANCE, *_of_indicators(decision, knowledge))
    return TargetFinding(
        target, year if isinstance(year, int) else None, "not_assessed", tuple(reasons), missing
    )


def _of_indicators(decision: Decision, knowledge: Knowledge) -> tuple[Text, ...]:
    """What the indicator tables of the domain's standards leave open: targets they do not set, or scores."""
    domain = knowledge.catalogue.domains.get(decision.domain)
    standards = domain.standards if domain is not None else ()
    rows = [r for r in knowledge.catalogue.indicators.values() if source_of(r.clause) in standards]
    if not rows:
        return ()
    return (NO_THRESHOLD,) if any(row.score is None for row in rows) else (NOT_SCORED,)
