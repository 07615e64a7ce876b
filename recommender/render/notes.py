"""Notes on the sources: the discrepancies that concern a line, shown wherever the line is shown."""

from __future__ import annotations

from collections.abc import Iterable

from recommender.evaluate.scope import Knowledge
from recommender.model.catalogue import Catalogue
from recommender.model.decision import Verdict
from recommender.model.knowledge import Discrepancy
from recommender.model.roadmap import Roadmap
from recommender.model.text import Text

MARK = "※"
"""Stands behind the name of what a note concerns."""


def on_technology(technology: str, catalogue: Catalogue) -> tuple[Discrepancy, ...]:
    """Notes that concern the technology or one of its rating rows."""
    rows = catalogue.assessments_of.get(technology, ())
    return notes_on([technology, *(row.id for row in rows), *(row.clause for row in rows)], catalogue)


def on_requirement(requirement: str, catalogue: Catalogue) -> tuple[Discrepancy, ...]:
    """Notes that concern the requirement or its place in the clause."""
    return notes_on([requirement, catalogue.requirements[requirement].clause], catalogue)


def notes_on(keys: Iterable[str], catalogue: Catalogue) -> tuple[Discrepancy, ...]:
    """The notes that concern any of the records or places, each once."""
    found = (note for key in keys for note in catalogue.discrepancies_of.get(key, ()))
    return tuple({note.id: note for note in found}.values())


def on_roadmap(roadmap: Roadmap, knowledge: Knowledge) -> tuple[Discrepancy, ...]:
    """The notes on everything on the roadmap and on the requirements that apply, in that order."""
    catalogue = knowledge.catalogue
    steps = [step.technology for stage in roadmap.stages for step in stage.steps]
    asked = [
        key
        for key, decided in roadmap.decision.requirements.items()
        if decided.verdict in (Verdict.APPLICABLE, Verdict.REFERENCE)
    ]
    found = [note for key in steps for note in on_technology(key, catalogue)]
    found += [note for key in asked for note in on_requirement(key, catalogue)]
    return tuple({note.id: note for note in found}.values())


def marked(name: str, notes: tuple[Discrepancy, ...]) -> str:
    """The name with the mark behind it where there is a note."""
    return f"{name} {MARK}" if notes else name


def sentence(note: Discrepancy) -> Text:
    """What the source says, what was found, how it is treated."""
    says, found, treated = note.says, note.found, note.treatment
    return Text(
        f"{note.clause} {note.label.zh}：来源：{says.zh}；发现：{found.zh}；处理：{treated.zh}",
        f"{note.clause} {note.label.en}: the source: {says.en}; found: {found.en}; treated: {treated.en}",
    )


def short_sentence(note: Discrepancy) -> Text:
    """What it is about and how it is treated."""
    return Text(
        f"{note.clause} {note.label.zh}：{note.treatment.zh}",
        f"{note.clause} {note.label.en}: {note.treatment.en}",
    )
