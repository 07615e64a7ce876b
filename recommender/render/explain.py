"""Why one technology is, or is not, on the roadmap of a site: everything the decision rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from recommender.evaluate.scope import Knowledge
from recommender.model.decision import Decision, Reason, RuleResult, Status, TechnologyDecision
from recommender.model.knowledge import Discrepancy, FactValue
from recommender.model.roadmap import Admission, Change, PlannedTechnology, Roadmap
from recommender.model.text import Text
from recommender.plan.change import Search
from recommender.render import headings, view
from recommender.render.changes import admission_lines, removal_words
from recommender.render.contract import (
    admission_to_dict,
    change_to_dict,
    note_to_dict,
    plain,
    rating_to_dict,
    reason_to_dict,
    roles_to_dicts,
)
from recommender.render.notes import notes_on, on_requirement, on_technology, sentence
from recommender.render.reasons import condition_lines, fact_line, reason_words
from recommender.render.roles import HEADING, technology_lines
from recommender.render.words import (
    BASIS,
    LEAN,
    STABILITY,
    STABILITY_MEANS,
    STATUS,
    TRUTH,
    TRUTH_MARK,
    VERDICT,
    fact_words,
    known_words,
    modality_words,
    row_words,
)

Section = tuple[Text, tuple[Text, ...]]
NO_SCORE = Text(
    "没有得分：没有适用的评价表评它，也没有规则给分",
    "No score: no table that counts here rates it and no rule gives points",
)
ORDER = {"exclude": 0, "recommend": 1, "discourage": 2, "permit": 3}


@dataclass(frozen=True)
class Explanation:
    """One technology at one site, with everything looked up that its explanation names.

    Whoever explains many technologies of a site gives one `search` to all.
    """

    roadmap: Roadmap
    knowledge: Knowledge
    technology: str
    search: Search | None = None

    @property
    def decision(self) -> Decision:
        """The decision of the site."""
        return self.roadmap.decision

    @property
    def decided(self) -> TechnologyDecision:
        """The decision about the technology."""
        return self.decision.technologies[self.technology]

    @property
    def planned(self) -> PlannedTechnology:
        """Its place in the plan."""
        return self.roadmap.technologies[self.technology]

    def say(self, record: str) -> Text:
        """The label of a record."""
        return self.knowledge.catalogue.label(record)

    def all_reasons(self) -> tuple[Reason, ...]:
        """Reasons of the status, strongest first, then those of stage and score."""
        status = sorted(
            self.decided.reasons, key=lambda one: (ORDER.get(one.effect, 9), -one.authority.weight)
        )
        more = (*self.planned.stage_reasons, *self.planned.score.point_reasons)
        return tuple(dict.fromkeys((*status, *more)))

    @cached_property
    def _search(self) -> Search:
        return self.search or Search(self.decision, self.knowledge)

    @cached_property
    def admission(self) -> Admission:
        """The smallest change of facts that would bring it in; none where it stands already."""
        return self._search.admission(self.technology)

    def undoing(self) -> tuple[Change, ...]:
        """Changes of one fact that take it off the roadmap, changeable ones first."""
        if not self.decided.stands:
            return ()
        found = self._search.removing(self.technology)
        return tuple(sorted(found, key=lambda change: not change.changeable))

    def results(self) -> tuple[RuleResult, ...]:
        """The rules behind the reasons, each once."""
        rules = dict.fromkeys(reason.rule for reason in self.all_reasons())
        return tuple(self.decision.results[rule] for rule in rules if rule in self.decision.results)

    def facts_used(self) -> tuple[tuple[str, FactValue], ...]:
        """The known facts its reasons rest on, with their values, in order of fact."""
        used = {fact: value for reason in self.all_reasons() for fact, value in reason.facts}
        return tuple(sorted(used.items()))

    def unknown(self) -> tuple[str, ...]:
        """Unknown facts of the decision and of its reasons."""
        named = [*self.decided.unknown_facts]
        named += [fact for reason in self.all_reasons() for fact in reason.unknown]
        return tuple(dict.fromkeys(named))

    def discrepancies(self) -> tuple[Discrepancy, ...]:
        """Notes on the sources that concern the technology, its rows or the clauses its reasons cite."""
        catalogue = self.knowledge.catalogue
        places = [reason.clause for reason in self.all_reasons() if reason.clause]
        told = (*on_technology(self.technology, catalogue), *notes_on(places, catalogue))
        asked = (note for key in self.planned.satisfies for note in on_requirement(key, catalogue))
        return tuple({note.id: note for note in (*told, *asked)}.values())

    def alternatives(self) -> tuple[str, ...]:
        """Technologies linked as alternatives, either way round."""
        pairs = [
            (relation.subject, relation.object)
            for relation in self.knowledge.catalogue.relations.values()
            if relation.type == "alternative" and self.technology in (relation.subject, relation.object)
        ]
        return tuple(dict.fromkeys(b if a == self.technology else a for a, b in pairs))


def sections(explained: Explanation, language: str) -> tuple[Section, ...]:
    """Headed lists of sentences, in reading order; empty sections are left out."""
    made = (
        (Text("结论", "Finding"), _finding(explained)),
        (Text("评级", "Ratings"), _ratings(explained)),
        (Text("理由", "Reasons"), _reasons(explained)),
        (Text("条件", "Conditions"), _conditions(explained, language)),
        (Text("用到的事实", "Facts used"), _facts(explained)),
        (Text("还不知道的事实", "Unknown facts"), _unknown(explained)),
        (Text("怎样会不同", "What would change it"), _changes(explained)),
        (HEADING, technology_lines(explained.technology, explained.decision, explained.knowledge)),
        (Text("前提", "Prerequisites"), _linked(explained, explained.planned.prerequisites)),
        (Text("替代", "Alternatives"), _linked(explained, explained.alternatives())),
        (Text("能满足的要求", "Requirements it satisfies"), _satisfies(explained)),
        (Text("来源中的出入", "Discrepancies in the sources"), _discrepancies(explained)),
    )
    built = ((head, tuple(lines)) for head, lines in made)
    return tuple((head, lines) for head, lines in built if lines)


def _finding(explained: Explanation) -> Iterator[Text]:
    decided, planned = explained.decided, explained.planned
    status, name = STATUS[decided.status], explained.say(explained.technology)
    zh, en = f"“{name.zh}”在本场地：{status.zh}", f"“{name.en}” at this site: {status.en}"
    if decided.lean is not None:
        zh, en = f"{zh}，{LEAN[decided.lean].zh}", f"{en}, {LEAN[decided.lean].en}"
    yield Text(zh, en)
    if planned.stage is not None:
        stage = explained.say(planned.stage)
        zh, en = f"排在{stage.zh}采用", f"Adopted in: {stage.en}"
        if planned.pilot_stage is not None:
            pilot = explained.say(planned.pilot_stage)
            zh, en = f"{zh}，{pilot.zh}先试点", f"{en}; piloted in: {pilot.en}"
        if planned.prepare_now:
            zh, en = f"{zh}，这轮工程先预留条件", f"{en}; today's works must allow for it"
        yield Text(zh, en)
        if planned.timing is not None and not planned.stage_reasons:
            note, basis = planned.timing.note, BASIS[planned.timing.basis]
            yield Text(f"时间依据：{note.zh}（{basis.zh}）", f"Timing: {note.en} ({basis.en})")
    elif planned.offered_stage is not None and decided.status is Status.AVAILABLE:
        stage = explained.say(planned.offered_stage)
        yield Text(f"规划师加入的话，排在{stage.zh}", f"If pulled in it would come in: {stage.en}")
    if planned.why_not is not None:
        yield planned.why_not.text
    yield _score(explained)


def _score(explained: Explanation) -> Text:
    score, stability = explained.planned.score, explained.planned.stability
    if score.value is None and not score.points:
        return NO_SCORE
    parts = view.score_parts(explained.roadmap, explained.technology)
    total = view.score_words(explained.roadmap, explained.technology)
    zh, en = f"得分 {total}：{parts.zh}", f"Score {total}: {parts.en}"
    if stability is not None:
        words, why = STABILITY[stability], STABILITY_MEANS[stability]
        zh, en = f"{zh}；{words.zh}（{why.zh}）", f"{en}; {words.en} ({why.en})"
    return Text(zh, en)


def _ratings(explained: Explanation) -> Iterator[Text]:
    chosen = explained.decided.rating
    if chosen is not None:
        words = row_words(chosen)
        yield Text(f"本场地取用：{words.zh}", f"used here: {words.en}")
    for row in explained.decided.other_ratings:
        words = row_words(row)
        yield Text(f"另有，本场地不取用：{words.zh}", f"elsewhere, not used here: {words.en}")
    if chosen is None and not explained.decided.other_ratings:
        yield headings.NOT_RATED_ANYWHERE


def _reasons(explained: Explanation) -> Iterator[Text]:
    for reason in explained.all_reasons():
        words = reason_words(reason, explained.knowledge.catalogue)
        mark = TRUTH_MARK[reason.truth]
        yield Text(f"{mark} {words.zh}", f"{mark} {words.en}")


def _conditions(explained: Explanation, language: str) -> Iterator[Text]:
    catalogue = explained.knowledge.catalogue
    for result in explained.results():
        rule = explained.knowledge.rulebook.rules[result.rule]
        zh = f"规则“{rule.title.zh}”（{rule.id}）{TRUTH[result.truth].zh}"
        en = f"Rule “{rule.title.en}” ({rule.id}) {TRUTH[result.truth].en}"
        if result.tree is None:
            zh = f"规则“{rule.title.zh}”（{rule.id}）对任何场地都成立"
            yield Text(zh, f"{en} for any site")
            continue
        yield Text(zh, en)
        for line in condition_lines(result.tree, explained.decision.observations, catalogue, language):
            yield Text(f"  {line}", f"  {line}")


def _facts(explained: Explanation) -> Iterator[Text]:
    observations = explained.decision.observations
    for fact, value in explained.facts_used():
        yield fact_line(fact, value, observations.get(fact), explained.knowledge.catalogue)


def _unknown(explained: Explanation) -> Iterator[Text]:
    facts = explained.knowledge.catalogue.facts
    for fact in explained.unknown():
        question = facts[fact].question if fact in facts else Text()
        label = fact_words(fact, explained.knowledge.catalogue)
        yield Text(f"{label.zh}（{fact}）：{question.zh}", f"{label.en} ({fact}): {question.en}")


def _changes(explained: Explanation) -> Iterator[Text]:
    catalogue = explained.knowledge.catalogue
    if explained.planned.why_not is not None:
        yield from admission_lines(explained.admission, catalogue)
        return
    for change in explained.undoing():
        yield removal_words(change, catalogue)
    if explained.decided.stands:
        yield Text(
            "规划师可以在“规划师指定排除”（plan.veto）中写明不用它", "The planner can veto it with plan.veto"
        )


def _linked(explained: Explanation, keys: Iterable[str]) -> Iterator[Text]:
    for key in keys:
        decided = explained.decision.technologies.get(key)
        label = explained.say(key)
        status = STATUS[decided.status] if decided is not None else Text()
        yield Text(f"{label.zh}（{key}）：{status.zh}", f"{label.en} ({key}): {status.en}")


def _satisfies(explained: Explanation) -> Iterator[Text]:
    catalogue = explained.knowledge.catalogue
    for key in explained.planned.satisfies:
        requirement = catalogue.requirements[key]
        word = modality_words(requirement.modality, requirement.polarity, catalogue)
        verdict = VERDICT[explained.decision.requirements[key].verdict]
        zh = f"{requirement.clause} {word.zh}　{requirement.text.zh}（{verdict.zh}）"
        yield Text(zh, f"{requirement.clause} {word.en}  {requirement.text.en} ({verdict.en})")


def _discrepancies(explained: Explanation) -> Iterator[Text]:
    return (sentence(note) for note in explained.discrepancies())


def to_dict(explained: Explanation) -> dict[str, Any]:
    """The explanation as one JSON object; texts in both languages."""
    decided, planned = explained.decided, explained.planned
    return {
        "id": explained.technology,
        "label": explained.say(explained.technology).to_dict(),
        "status": decided.status.value,
        "lean": decided.lean.value if decided.lean is not None else None,
        "stage": planned.stage,
        "pilot_stage": planned.pilot_stage,
        "prepare_now": planned.prepare_now,
        "rating": rating_to_dict(decided.rating) if decided.rating is not None else None,
        "other_ratings": [rating_to_dict(row) for row in decided.other_ratings],
        "reasons": [_reason_dict(reason, explained) for reason in explained.all_reasons()],
        "conditions": [_condition_dict(result, explained) for result in explained.results()],
        "facts": _facts_dict(explained),
        "unknown_facts": list(explained.unknown()),
        "why_not": planned.why_not.text.to_dict() if planned.why_not is not None else None,
        "changes": [change_to_dict(change) for change in explained.admission.changes],
        "admission": admission_to_dict(explained.admission) if planned.why_not is not None else None,
        "roles": roles_to_dicts(explained.technology, explained.decision),
        "prerequisites": list(planned.prerequisites),
        "alternatives": list(explained.alternatives()),
        "satisfies": [
            {"id": key, "verdict": explained.decision.requirements[key].verdict.value}
            for key in planned.satisfies
        ],
        "discrepancies": [note_to_dict(note) for note in explained.discrepancies()],
        "sources": {key: label.to_dict() for key, label in _cited(explained)},
    }


def _cited(explained: Explanation) -> tuple[tuple[str, Text], ...]:
    references = [reason.clause for reason in explained.all_reasons()]
    return view.sources_of(references, explained.knowledge.catalogue)


def _reason_dict(reason: Reason, explained: Explanation) -> dict[str, Any]:
    told = reason_words(reason, explained.knowledge.catalogue).to_dict()
    return reason_to_dict(reason) | {
        "truth": reason.truth.value,
        "unknown": list(reason.unknown),
        "text": told,
    }


def _condition_dict(result: RuleResult, explained: Explanation) -> dict[str, Any]:
    catalogue, observations = explained.knowledge.catalogue, explained.decision.observations
    rule = explained.knowledge.rulebook.rules[result.rule]
    trees = {
        language: list(condition_lines(result.tree, observations, catalogue, language)) if result.tree else []
        for language in ("zh", "en")
    }
    return {
        "rule": rule.id,
        "title": rule.title.to_dict(),
        "basis": rule.basis.value,
        "basis_words": BASIS[rule.basis].to_dict(),
        "truth": result.truth.value,
        "tree": trees,
    }


def _facts_dict(explained: Explanation) -> list[dict[str, Any]]:
    rows = []
    for fact, value in explained.facts_used():
        seen = explained.decision.observations.get(fact)
        origin = seen.origin.value if seen is not None else "stated"
        how = known_words(seen).to_dict() if seen is not None else None
        source = seen.source or None if seen is not None else None
        rows.append({"fact": fact, "value": plain(value), "origin": origin, "source": source, "known": how})
    return rows
