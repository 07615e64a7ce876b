"""Why a technology is not on the roadmap, in words; change.py finds what would bring it there."""

from __future__ import annotations

from recommender.model.decision import Status, TechnologyDecision
from recommender.model.roadmap import WhyNot
from recommender.model.text import Text

HEADS = {
    Status.EXCLUDED: Text("不适用于本场地", "Does not apply to this site"),
    Status.DISCOURAGED: Text("来源不建议", "Advised against"),
    Status.CONTESTED: Text("有争议，反对一方的分量不低", "Contested, and the opposing side weighs no less"),
    Status.UNDETERMINED: Text("还不能判断，缺少事实", "Cannot be told yet: facts are missing"),
    Status.AVAILABLE: Text(
        "可用，但没有条款或报告在这里主动要求或推荐它", "Available; no source urges it here"
    ),
}

MAYBE = {
    "recommend": Text("可能支持", "May support"),
    "discourage": Text("可能反对", "May oppose"),
    "exclude": Text("可能排除", "May exclude"),
}


def why_not(decided: TechnologyDecision) -> WhyNot | None:
    """None for what stands on the roadmap or is installed already."""
    if decided.stands or decided.status is Status.INSTALLED:
        return None
    head = HEADS.get(decided.status, HEADS[Status.AVAILABLE])
    return WhyNot(_with_causes(head, decided))


def _with_causes(head: Text, decided: TechnologyDecision) -> Text:
    """The head with what speaks against the technology, or with what is still open about it."""
    if decided.status is Status.UNDETERMINED:
        waiting = [reason for reason in decided.reasons if not reason.holds and reason.effect in MAYBE][:2]
        zh = "；".join(f"{MAYBE[reason.effect].zh}：{reason.cited('zh')}" for reason in waiting)
        en = "; ".join(f"{MAYBE[reason.effect].en}: {reason.cited('en')}" for reason in waiting)
        return Text(f"{head.zh}。{zh}", f"{head.en}. {en}") if waiting else head
    against = [reason for reason in decided.reasons if reason.holds and reason.opposes][:2]
    if not against:
        return head
    zh = "；".join(reason.because.zh for reason in against)
    en = "; ".join(reason.because.en for reason in against)
    return Text(f"{head.zh}：{zh}", f"{head.en}: {en}")
