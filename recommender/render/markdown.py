"""A Roadmap as one complete Markdown document; every table cell is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from recommender import __version__
from recommender.evaluate.scope import Knowledge
from recommender.model.decision import RequirementDecision, Verdict
from recommender.model.roadmap import PlannedStage, Roadmap
from recommender.model.text import Text, printable
from recommender.plan.change import Search
from recommender.render import headings as words
from recommender.render import view
from recommender.render.contract import shown_requirements
from recommender.render.notes import marked, on_requirement, on_roadmap, on_technology, sentence
from recommender.render.reasons import reason_words, short_reason
from recommender.render.roles import HEADING as ROLES
from recommender.render.roles import plan_lines
from recommender.render.target import Kind, heading_of, target_lines
from recommender.render.words import (
    STATUS,
    VERDICT,
    fact_words,
    known_words,
    listing,
    modality_words,
    symbols,
    value_words,
)

Lines = Iterator[str]
_BLOCK = re.compile(r"#|[-+] ")
"""What would begin a heading or a list inside a cell or an item."""
_ACTIVE = str.maketrans({character: f"\\{character}" for character in "\\`*_[]<>|~"})


def to_markdown(roadmap: Roadmap, knowledge: Knowledge, language: str = "zh") -> str:
    """The whole roadmap as Markdown text, ending in a line end."""
    writer = _Writer(roadmap, knowledge, language)
    return "\n".join(writer.lines()).rstrip() + "\n"


def escaped(text: str) -> str:
    """The text on one line, with every character Markdown or HTML would act on made plain."""
    plain = printable(text).replace("&", "&amp;").translate(_ACTIVE)
    return f"\\{plain}" if _BLOCK.match(plain) else plain


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Lines:
    """A table; the cells are escaped here."""
    yield f"| {' | '.join(escaped(head) for head in heads)} |"
    yield f"|{'|'.join('---' for _ in heads)}|"
    for row in rows:
        yield f"| {' | '.join(escaped(cell) for cell in row)} |"
    yield ""


class _Writer:
    """The parts of the document, in reading order."""

    def __init__(self, roadmap: Roadmap, knowledge: Knowledge, language: str) -> None:
        self.roadmap, self.knowledge, self.language = roadmap, knowledge, language
        self.catalogue, self.search = knowledge.catalogue, Search(roadmap.decision, knowledge)
        self.colon = "：" if language == "zh" else ": "

    def say(self, text: Text) -> str:
        """The text in the document's language."""
        return text.get(self.language)

    def name(self, record: str) -> str:
        """The label of a record."""
        return self.say(self.catalogue.label(record))

    def names(self, records: Iterable[str]) -> str:
        """Labels in a row."""
        return listing([self.name(record) for record in records], self.language)

    def heads(self, *texts: Text) -> list[str]:
        """Column heads."""
        return [self.say(text) for text in texts]

    def lines(self) -> Lines:
        """Every line of the document."""
        product = "碳路路线图" if self.language == "zh" else "Tanlu roadmap"
        yield f"# {product}{self.colon}{escaped(self.say(view.title(self.roadmap.decision, self.knowledge)))}"
        yield ""
        if self.roadmap.decision.site.note:
            yield from (f"> {escaped(self.say(self.roadmap.decision.site.note))}", "")
        if off := view.switched_off(self.knowledge):
            yield from (escaped(self.say(off)), "")
        for part in (
            self.facts,
            self.target,
            self.stages,
            self.prepared,
            self.packages,
            self.roles,
            self.conflicts,
            self.checklist,
            self.questions,
            self.warnings,
            self.offered,
            self.left_out,
            self.notes,
            self.provenance,
        ):
            yield from part()

    def facts(self) -> Lines:
        """What is stated, assumed and derived."""
        columns = (Text("事实", "Fact"), Text("值", "Value"), Text("怎样知道", "How it is known"))
        for origin, head in view.FACT_GROUPS:
            seen = view.observed(self.roadmap.decision, origin)
            if seen:
                yield from (f"## {self.say(head)}", "")
                yield from table(
                    self.heads(*columns),
                    (
                        (
                            self.say(fact_words(one.fact, self.catalogue)),
                            self.say(value_words(one.fact, one.value, self.catalogue)),
                            self.say(known_words(one)),
                        )
                        for one in seen
                    ),
                )

    def target(self) -> Lines:
        """The finding about the target."""
        yield from (f"## {self.say(heading_of(self.roadmap))}", "")
        for line in target_lines(self.roadmap, self.knowledge, everything=True):
            said = escaped(self.say(line.text))
            if line.kind is Kind.VERDICT:
                yield f"- **{said}**"
            else:
                yield f"  - {said}" if line.kind is Kind.ITEM else f"- {said}"
        yield ""

    def stages(self) -> Lines:
        """All steps of all stages."""
        yield from (f"## {self.say(words.STAGES)}", "", escaped(self.say(words.LEGEND)), "")
        for stage in self.roadmap.stages:
            yield from self.stage(stage)

    def stage(self, stage: PlannedStage) -> Lines:
        """One stage with every step."""
        yield from (f"### {escaped(self.say(stage.label))} {self.say(view.years(stage))}", "")
        lines = view.steps(stage, self.roadmap, self.knowledge)
        if not lines:
            yield from (self.say(words.NOTHING), "")
            return
        counts = [f"{self.say(asks)} {number}" for asks, number in view.asked(lines)]
        yield from (listing(counts, self.language), "")
        columns = (words.ACTION, words.TECHNOLOGY, words.ID, words.FIELD, words.STATUS)
        yield from table(
            [*self.heads(*columns), "★", "▼", "➕", *self.heads(words.SCORE, words.PACKAGE, words.WHY)],
            (
                (
                    self.say(line.asks),
                    marked(self.say(line.label), on_technology(line.technology, self.catalogue)),
                    line.technology,
                    self.say(line.field),
                    self.say(STATUS[self.roadmap.decision.technologies[line.technology].status]),
                    *symbols(line.rating),
                    line.score,
                    self.package(line.package),
                    short_reason(line.reason, self.language),
                )
                for line in lines
            ),
        )

    def package(self, package_id: str) -> str:
        """The label of a planned package."""
        found = next((one for one in self.roadmap.packages if one.id == package_id), None)
        return package_id if found is None else self.say(found.label)

    def prepared(self) -> Lines:
        """Later items that today's works must allow for."""
        keys = view.prepared(self.roadmap)
        if keys:
            yield from (f"## {self.say(words.PREPARE)}", "")
            for key in keys:
                planned = self.roadmap.technologies[key]
                stage = self.name(planned.stage or "")
                yield (
                    f"- **{escaped(self.name(key))}**（{stage}）"
                    if self.language == "zh"
                    else (f"- **{escaped(self.name(key))}** ({stage})")
                )
                for reason in planned.stage_reasons:
                    yield f"  - {escaped(self.say(reason_words(reason, self.catalogue)))}"
            yield ""

    def packages(self) -> Lines:
        """Every package with its technologies."""
        if self.roadmap.packages:
            yield from (f"## {self.say(words.PACKAGES)}", "")
            yield from table(
                self.heads(words.PACKAGE, words.WHY, words.CLAUSE, words.TECHNOLOGY),
                (
                    (self.say(one.label), self.say(one.because), one.clause, self.names(one.technologies))
                    for one in self.roadmap.packages
                ),
            )

    def roles(self) -> Lines:
        """Who does what, as far as the sources say."""
        lines = tuple(plan_lines(self.roadmap, self.knowledge))
        if lines:
            yield from (f"## {self.say(ROLES)}", "")
            yield from (f"- {escaped(self.say(line))}" for line in lines)
            yield ""

    def conflicts(self) -> Lines:
        """Contested technologies with both sides, and steps set against each other."""
        if not self.roadmap.conflicts:
            return
        yield from (f"## {self.say(words.CONFLICTS)}", "")
        for conflict in self.roadmap.conflicts:
            names = " ↔ ".join(self.name(key) for key in conflict.technologies)
            lean = self.say(view.lean_words(conflict))
            yield f"- **{escaped(names)}** {escaped(lean)}".rstrip()
            if conflict.kind != "contested":
                yield f"  - {escaped(self.say(conflict.text))} {escaped(conflict.clause)}".rstrip()
                continue
            for side in view.sides(conflict, self.roadmap):
                for reason in side:
                    yield f"  - {escaped(self.say(reason_words(reason, self.catalogue)))}"
        yield ""

    def checklist(self) -> Lines:
        """Counts, then every requirement."""
        yield from (f"## {self.say(words.CHECKLIST)}", "")
        heads = [self.say(words.MODALITY), *(self.say(VERDICT[verdict]) for verdict in Verdict)]
        yield from table(
            [*heads, self.say(words.COVERED)],
            (
                (
                    self.say(modality_words(tally.modality, tally.polarity, self.catalogue)),
                    *(str(tally.verdicts.get(verdict, 0)) for verdict in Verdict),
                    str(tally.covered),
                )
                for tally in view.tallies(self.roadmap, self.knowledge)
            ),
        )
        columns = (words.CLAUSE, words.MODALITY, words.REQUIREMENT, words.VERDICT, words.COVERED_BY)
        shown = shown_requirements(self.roadmap.decision, self.knowledge)
        yield from table(self.heads(*columns), (self.requirement(decided) for decided in shown))

    def requirement(self, decided: RequirementDecision) -> tuple[str, ...]:
        """One line of the checklist."""
        requirement = self.catalogue.requirements[decided.requirement]
        covered = self.names(self.roadmap.coverage[requirement.id].covered_by)
        gap = (
            self.say(view.gap_words(decided, self.knowledge)) if decided.verdict is Verdict.APPLICABLE else ""
        )
        return (
            requirement.clause,
            self.say(modality_words(requirement.modality, requirement.polarity, self.catalogue)),
            marked(self.say(requirement.text), on_requirement(requirement.id, self.catalogue)),
            self.say(VERDICT[decided.verdict]),
            covered or gap,
        )

    def questions(self) -> Lines:
        """Every open question."""
        if self.roadmap.questions:
            yield from (f"## {self.say(words.QUESTIONS)}", "")
            yield from table(
                self.heads(words.QUESTION, words.FACT, words.SETTLES),
                ((self.say(one.text), one.fact, str(one.settles)) for one in self.roadmap.questions),
            )

    def warnings(self) -> Lines:
        """Warnings, then expectations."""
        told = [escaped(self.say(text)) for text in self.roadmap.warnings]
        for kind, head in (("warn", words.WARNINGS), ("expect", words.EXPECTATIONS)):
            ruled = [
                f"{escaped(self.say(notice.text))} {escaped(notice.reason.clause)}".rstrip()
                for notice in view.notices(self.roadmap, kind)
            ]
            lines = [*told, *ruled] if kind == "warn" else ruled
            if lines:
                yield from (f"## {self.say(head)}", "", *(f"- {line}" for line in lines), "")

    def offered(self) -> Lines:
        """What is installed, and what is available."""
        keys = view.installed(self.roadmap)
        if keys:
            yield from (f"## {self.say(words.INSTALLED)}", "", escaped(self.names(keys)), "")
        offered = view.offered(self.roadmap)
        if offered:
            yield from (f"## {self.say(words.OFFERED)}", "")
            ratings = {key: self.roadmap.decision.technologies[key].rating for key in offered}
            yield from table(
                [*self.heads(words.TECHNOLOGY, words.ID), "★", "▼", "➕", self.say(words.SCORE)],
                (
                    (self.name(key), key, *symbols(ratings[key]), view.score_words(self.roadmap, key))
                    for key in offered
                ),
            )

    def left_out(self) -> Lines:
        """Everything not on the roadmap, by reason, with the changes that would admit it."""
        groups = view.left_out(self.roadmap)
        if groups:
            yield from (f"## {self.say(words.LEFT_OUT)}", "")
        for group in groups:
            count = (
                f"（{len(group.technologies)}）"
                if self.language == "zh"
                else f" ({len(group.technologies)}): "
            )
            head = f"{self.say(STATUS[group.status])}{count}{self.say(group.why)}"
            yield from (f"- **{escaped(head)}**", *self.each_left_out(group.technologies))
        yield ""

    def each_left_out(self, keys: tuple[str, ...]) -> Lines:
        """The technologies of one group, with what would admit each."""
        plain: list[str] = []
        for key in keys:
            admission = self.search.admission(key)
            if not admission.changes:
                plain.append(self.name(key))
                continue
            changes = [
                f"{self.say(fact_words(change.fact, self.catalogue))} → {self.say(change.wanted)}"
                for change in admission.changes
            ]
            joined = ("；" if self.language == "zh" else "; ").join(changes)
            yield f"  - {escaped(self.name(key))}{self.colon}{escaped(joined)}"
        if plain:
            yield f"  - {escaped(listing(plain, self.language))}"

    def notes(self) -> Lines:
        """The discrepancies of the sources that concern what stands above."""
        found = on_roadmap(self.roadmap, self.knowledge)
        if found:
            yield from (f"## {self.say(words.NOTES)}", "")
            yield from (f"- {escaped(self.say(sentence(note)))}" for note in found)
            yield ""

    def provenance(self) -> Lines:
        """Sources cited, version and hashes."""
        yield from (f"## {self.say(words.SOURCES)}", "")
        for key, source in self.catalogue.sources.items():
            number = f" {source.number}" if source.number else ""
            yield f"- `{key}` {escaped(self.say(source.label))}{escaped(number)}"
        rules = self.knowledge.rulebook.digest
        yield from ("", f"tanlu {__version__} · kb {self.catalogue.digest[:12]} · rules {rules[:12]}")
