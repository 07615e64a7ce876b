"""What a reader is shown of a Roadmap, in reading order, in every view alike; nothing is decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from recommender.evaluate.scope import Knowledge
from recommender.model.catalogue import Catalogue
from recommender.model.clause import source_of
from recommender.model.decision import Decision, Notice, Reason, RequirementDecision, Status, Verdict
from recommender.model.knowledge import Assessment
from recommender.model.roadmap import Action, Conflict, PlannedStage, Roadmap, Step
from recommender.model.site import Observation, Origin
from recommender.model.text import Text
from recommender.plan.whynot import HEADS
from recommender.render import headings
from recommender.render.contract import shown_requirements
from recommender.render.notes import MARK, on_technology
from recommender.render.reasons import main_reason
from recommender.render.roles import ASK_FIRST, PROPOSE, action_words
from recommender.render.words import (
    ACTION,
    LEAN,
    MODALITY_ORDER,
    NOT_RATED,
    STATUS,
    number_words,
    value_words,
)

LEFT_OUT_ORDER = (
    Status.CONTESTED,
    Status.DISCOURAGED,
    Status.UNDETERMINED,
    Status.RECOMMENDED,
    Status.EXCLUDED,
)
OUTSIDE = Text("只在其他对象的表或条款中提到", "Named only in tables or clauses for other kinds of site")
STRICT = ("must", "shall")
FACT_GROUPS = (
    (Origin.STATED, headings.STATED),
    (Origin.LOOKUP, headings.ASSUMED),
    (Origin.CLASSIFIED, headings.DERIVED),
)
"""How facts are known, in reading order, with the heading of each."""


@dataclass(frozen=True)
class StepView:
    """One step with what stands beside it; `asks` is the action in words.

    `tag` says 有争议 where it is, ※ where a note concerns it.
    """

    technology: str
    label: Text
    action: Action
    asks: Text
    tag: Text
    field: Text
    package: str
    rating: Assessment | None
    score: str
    reason: Reason | None


@dataclass(frozen=True)
class LeftOut:
    """Technologies that are not on the roadmap for the same reason."""

    status: Status
    why: Text
    technologies: tuple[str, ...]


@dataclass(frozen=True)
class Tally:
    """Requirements of one modality (with its polarity) by verdict; `covered` counts applicable ones."""

    modality: str
    polarity: str
    verdicts: Mapping[Verdict, int]
    covered: int


def steps(stage: PlannedStage, roadmap: Roadmap, knowledge: Knowledge) -> tuple[StepView, ...]:
    """The steps of a stage, in the plan's order."""
    return tuple(_step(step, roadmap, knowledge) for step in stage.steps)


def asked(lines: Iterable[StepView]) -> tuple[tuple[Text, int], ...]:
    """How many steps ask what of who uses the plan, in the words of their lines."""
    counts = Counter(line.asks for line in lines)
    order = (*(ACTION[action] for action in reversed(Action)), PROPOSE, ASK_FIRST)
    return tuple((asks, counts[asks]) for asks in order if counts[asks])


def _step(step: Step, roadmap: Roadmap, knowledge: Knowledge) -> StepView:
    decided = roadmap.decision.technologies[step.technology]
    catalogue = knowledge.catalogue
    contested = STATUS[Status.CONTESTED] if decided.status is Status.CONTESTED else Text()
    noted = MARK if on_technology(step.technology, catalogue) else ""
    return StepView(
        step.technology,
        catalogue.label(step.technology),
        step.action,
        action_words(step.technology, step.action, roadmap.decision, catalogue),
        Text(f"{contested.zh}{noted}", f"{contested.en}{noted}"),
        catalogue.label(catalogue.technologies[step.technology].field),
        step.package,
        decided.rating,
        score_words(roadmap, step.technology),
        main_reason(decided.reasons),
    )


def score_words(roadmap: Roadmap, technology: str) -> str:
    """Weighted value plus points as one number; "–" where no table rates it and no rule gives points."""
    score = roadmap.technologies[technology].score
    if score.value is None:
        return f"{score.points:+d}" if score.points else number_words(None)
    return number_words(score.value + score.points)


def score_parts(roadmap: Roadmap, technology: str) -> Text:
    """How the score comes about, in numbers."""
    score = roadmap.technologies[technology].score
    if score.value is None:
        zh, en = NOT_RATED.zh, NOT_RATED.en
    else:
        parts = (score.potential, score.economy, score.star)
        shown = " + ".join(
            f"{sign} {number_words(part)} × {weight:.4g}"
            for sign, part, weight in zip("▼➕★", parts, score.weights, strict=True)
        )
        zh = en = f"{shown} = {number_words(score.value)}"
    if score.points:
        points = points_words(score.points)
        zh, en = f"{zh}，{points.zh}", f"{en}, {points.en}"
    return Text(zh, en)


def points_words(points: int) -> Text:
    """What rules add to a score, or take from it."""
    count, word = abs(points), "point" if abs(points) == 1 else "points"
    if points < 0:
        return Text(f"规则减 {count} 分", f"rules take {count} {word}")
    return Text(f"规则加 {count} 分", f"rules add {count} {word}")


def years(stage: PlannedStage) -> Text:
    """The span of a stage; its start may be open."""
    if stage.start is None:
        return Text(f"起始年–{stage.end}", f"start–{stage.end}")
    return Text(f"{stage.start}–{stage.end}", f"{stage.start}–{stage.end}")


def title(decision: Decision, knowledge: Knowledge) -> Text:
    """Name (or kind) of the site with kind, domain and city."""
    catalogue = knowledge.catalogue
    name, kind = decision.value("site.name"), decision.value("site.type")
    kind_words = value_words("site.type", kind, catalogue)
    domain = catalogue.domains[decision.domain].label if decision.domain in catalogue.domains else Text()
    city = decision.value("place.city") or decision.value("place.province")
    parts_zh = [kind_words.zh, f"对象：{domain.zh}" if domain else ""]
    parts_en = [kind_words.en, f"domain: {domain.en}" if domain else ""]
    if isinstance(city, str):
        parts_zh.append(value_words("place.city", city, catalogue).zh)
        parts_en.append(value_words("place.city", city, catalogue).en)
    named = value_words("site.name", name, catalogue).zh if isinstance(name, str) else ""
    zh = " · ".join(part for part in (named, *parts_zh) if part)
    return Text(zh, " · ".join(part for part in (named, *parts_en) if part))


def observed(decision: Decision, origin: Origin) -> tuple[Observation, ...]:
    """The known facts of one origin."""
    return tuple(seen for seen in decision.observations.values() if seen.origin is origin)


def prepared(roadmap: Roadmap) -> tuple[str, ...]:
    """Later technologies that today's works must allow for."""
    return tuple(key for key, planned in roadmap.technologies.items() if planned.prepare_now)


def offered(roadmap: Roadmap) -> tuple[str, ...]:
    """Available technologies of the site's domain by score, for the planner to pull in."""
    keys = [
        key
        for key, decided in roadmap.decision.technologies.items()
        if decided.status is Status.AVAILABLE and decided.in_domain
    ]
    return best_first(keys, roadmap)


def best_first(technologies: Iterable[str], roadmap: Roadmap) -> tuple[str, ...]:
    """Technologies by score, the highest first; those no table rates come last."""

    def rank(key: str) -> tuple[bool, float]:
        score = roadmap.technologies[key].score
        return (score.value is None, -(score.value or 0.0) - score.points)

    return tuple(sorted(technologies, key=rank))


def placed(roadmap: Roadmap) -> tuple[str, ...]:
    """Technologies with at least one step, each once, in the order of the plan."""
    return tuple(dict.fromkeys(step.technology for stage in roadmap.stages for step in stage.steps))


def unplaced(roadmap: Roadmap) -> tuple[str, ...]:
    """Technologies without any step, by status."""
    order, there = list(Status), frozenset(placed(roadmap))
    rest = [key for key in roadmap.technologies if key not in there]
    return tuple(sorted(rest, key=lambda key: order.index(roadmap.decision.technologies[key].status)))


def left_out(roadmap: Roadmap) -> tuple[LeftOut, ...]:
    """Everything else that is not on the roadmap, grouped by reason; contested first, outsiders last."""
    groups: dict[tuple[Status, bool, Text], list[str]] = {}
    for key, planned in roadmap.technologies.items():
        decided = roadmap.decision.technologies[key]
        if planned.why_not is not None and decided.status in LEFT_OUT_ORDER:
            why = planned.why_not.text if decided.in_domain else OUTSIDE
            if decided.status is Status.UNDETERMINED:
                why = HEADS[decided.status]  # one group; each one's open reasons stand in its explanation
            groups.setdefault((decided.status, not decided.in_domain, why), []).append(key)
    ordered = sorted(
        groups.items(), key=lambda item: (item[0][1], LEFT_OUT_ORDER.index(item[0][0]), -len(item[1]))
    )
    return tuple(LeftOut(status, why, tuple(keys)) for (status, _, why), keys in ordered)


def installed(roadmap: Roadmap) -> tuple[str, ...]:
    """Technologies that are there already."""
    return tuple(
        key for key, decided in roadmap.decision.technologies.items() if decided.status is Status.INSTALLED
    )


def tallies(roadmap: Roadmap, knowledge: Knowledge) -> tuple[Tally, ...]:
    """Counts of the shown requirements by modality, strongest first."""
    counts: dict[tuple[str, str], Counter[Verdict]] = {}
    covered: Counter[tuple[str, str]] = Counter()
    for decided in shown_requirements(roadmap.decision, knowledge):
        requirement = knowledge.catalogue.requirements[decided.requirement]
        key = (requirement.modality, requirement.polarity)
        counts.setdefault(key, Counter())[decided.verdict] += 1
        if decided.verdict is Verdict.APPLICABLE and is_covered(decided, roadmap):
            covered[key] += 1
    ordered = sorted(counts, key=lambda key: (MODALITY_ORDER.index(key[0]), key[1] == "negative"))
    return tuple(Tally(*key, counts[key], covered[key]) for key in ordered)


def is_covered(decided: RequirementDecision, roadmap: Roadmap) -> bool:
    """Whether a step or something installed satisfies the requirement."""
    return bool(roadmap.coverage[decided.requirement].covered_by)


def applicable(
    roadmap: Roadmap, knowledge: Knowledge, modalities: Iterable[str]
) -> Iterator[RequirementDecision]:
    """The applicable requirements of some modalities, in source order."""
    wanted = frozenset(modalities)
    for decided in shown_requirements(roadmap.decision, knowledge):
        requirement = knowledge.catalogue.requirements[decided.requirement]
        if decided.verdict is Verdict.APPLICABLE and requirement.modality in wanted:
            yield decided


def notices(roadmap: Roadmap, kind: str) -> tuple[Notice, ...]:
    """The warnings ("warn") or expectations ("expect") rules give."""
    return tuple(notice for notice in roadmap.decision.notices if notice.kind == kind)


def lean_words(conflict: Conflict) -> Text:
    """The lean of a contested technology; empty for a conflict between steps."""
    for lean, words in LEAN.items():
        if lean.value == conflict.lean:
            return words
    return Text()


def sides(conflict: Conflict, roadmap: Roadmap) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """What speaks for and against a contested technology, the highest authority first."""
    reasons = roadmap.decision.technologies[conflict.technologies[0]].reasons
    holding = sorted(
        (reason for reason in reasons if reason.holds),
        key=lambda reason: -reason.authority.weight,
    )
    supporting = tuple(reason for reason in holding if reason.supports)
    return supporting, tuple(reason for reason in holding if reason.opposes)


def uncovered(roadmap: Roadmap, knowledge: Knowledge) -> tuple[RequirementDecision, ...]:
    """Applicable 宜 items nothing covers; those a technology could cover come first."""
    gaps = [one for one in applicable(roadmap, knowledge, ("should",)) if not is_covered(one, roadmap)]
    requirements = knowledge.catalogue.requirements
    return tuple(sorted(gaps, key=lambda one: not requirements[one.requirement].technologies))


def gap_words(decided: RequirementDecision, knowledge: Knowledge) -> Text:
    """Why nothing covers a requirement: its technologies are not planned, or none can satisfy it."""
    linked = knowledge.catalogue.requirements[decided.requirement].technologies
    return headings.GAP if linked else headings.NO_TECHNOLOGY


def sources_of(references: Iterable[str], catalogue: Catalogue) -> tuple[tuple[str, Text], ...]:
    """The sources the references name, with their labels, in the order of the catalogue."""
    named = {source_of(reference) for reference in references}
    return tuple((key, source.label) for key, source in catalogue.sources.items() if key in named)


def switched_off(knowledge: Knowledge) -> Text:
    """How many rules are switched off, and which; empty when none is."""
    off = [knowledge.rulebook.rules[key] for key in sorted(knowledge.rulebook.off)]
    zh = "；".join(rule.title.zh for rule in off)
    en = "; ".join(rule.title.en for rule in off)
    return Text(f"已关闭 {len(off)} 条规则：{zh}", f"{len(off)} rules switched off: {en}") if off else Text()
