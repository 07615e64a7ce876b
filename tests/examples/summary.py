"""A roadmap in a page of plain text, for reviewed snapshots: what a change of rules moves shows as a diff."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from recommender.evaluate.scope import Knowledge
from recommender.model.decision import Status
from recommender.model.roadmap import Roadmap
from recommender.model.site import Origin
from recommender.model.truth import Truth


def summary(roadmap: Roadmap, knowledge: Knowledge) -> str:
    """Stages, packages, contested, left out by status, verdicts, questions, warnings; in plan order."""
    return "\n".join(_lines(roadmap, knowledge)) + "\n"


def _lines(roadmap: Roadmap, knowledge: Knowledge) -> Iterator[str]:
    decision = roadmap.decision
    yield f"domain: {decision.domain}"
    for origin in (Origin.LOOKUP, Origin.CLASSIFIED):
        seen = [item for item in decision.observations.values() if item.origin is origin]
        yield _listed(origin.value, (f"{item.fact}={item.value} [{item.source}]" for item in seen))
    for stage in roadmap.stages:
        yield f"\nstage {stage.id} {stage.start or '?'}-{stage.end}"
        for step in stage.steps:
            decided = decision.technologies[step.technology]
            row = decided.rating
            stars = f"{row.table}#{row.row} ★{row.star}" if row is not None else "unrated"
            mark = " contested" if decided.status is Status.CONTESTED else ""
            yield f"  {step.action.value:8}{step.technology} ({stars}){mark} [{step.package}]"
    yield ""
    counts = Counter(decided.status.value for decided in decision.technologies.values())
    yield _listed("statuses", (f"{status.value} {counts[status.value]}" for status in Status))
    for status in (Status.CONTESTED, Status.DISCOURAGED, Status.INSTALLED):
        found = [item for item in decision.technologies.values() if item.status is status]
        yield _listed(
            status.value,
            (f"{item.technology}{f' ({item.lean.value})' if item.lean else ''}" for item in found),
        )
    for item in decision.technologies.values():
        if item.status is Status.UNDETERMINED:
            yield f"undetermined: {item.technology} ← {', '.join(item.unknown_facts)}"
    verdicts = Counter(
        (item.verdict.value, knowledge.catalogue.requirements[key].word or "—")
        for key, item in decision.requirements.items()
    )
    yield _listed(
        "\nverdicts", (f"{verdict} {word} {count}" for (verdict, word), count in sorted(verdicts.items()))
    )
    yield _listed("packages", (f"{item.id} {len(item.technologies)}" for item in roadmap.packages))
    yield _listed("questions", (f"{item.fact} {item.settles}" for item in roadmap.questions[:12]))
    yield _listed("notices", (f"{item.kind} {item.reason.rule}" for item in decision.notices))
    against = [
        target
        for target, reasons in decision.discouraged_targets.items()
        if any(reason.truth is Truth.TRUE for reason in reasons)
    ]
    yield _listed("targets advised against", against)
    yield _listed("conflicts", (f"{item.kind} {'+'.join(item.technologies)}" for item in roadmap.conflicts))


def _listed(title: str, items: Iterable[str]) -> str:
    found = list(items)
    return f"{title}: {'; '.join(found) if found else '-'}"
