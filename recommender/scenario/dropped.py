"""A roadmap with some of its steps left out; everything else stays where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from recommender.evaluate.scope import Knowledge
from recommender.model.roadmap import PlannedTechnology, Roadmap, WhyNot
from recommender.model.text import Text

LEFT_OUT = WhyNot(Text("本方案不安排这一步", "This scenario leaves the step out"))


def left_out(roadmap: Roadmap, dropped: frozenset[str], knowledge: Knowledge) -> Roadmap:
    """The roadmap without the steps of the technologies in `dropped`.

    Status and verdicts stay and nothing takes their place; what they covered is no longer covered, and a
    step that needs one of them first is told. What is not scheduled, or installed already, is not touched.
    """
    gone = dropped & steps_of(roadmap)
    if not gone:
        return roadmap
    return replace(
        roadmap,
        technologies={
            key: _off(planned) if key in gone else planned for key, planned in roadmap.technologies.items()
        },
        stages=tuple(
            replace(stage, steps=tuple(step for step in stage.steps if step.technology not in gone))
            for stage in roadmap.stages
        ),
        packages=tuple(
            replace(package, technologies=tuple(key for key in package.technologies if key not in gone))
            for package in roadmap.packages
        ),
        coverage={
            key: replace(one, covered_by=tuple(tech for tech in one.covered_by if tech not in gone))
            for key, one in roadmap.coverage.items()
        },
        conflicts=tuple(
            one for one in roadmap.conflicts if one.kind == "contested" or gone.isdisjoint(one.technologies)
        ),
        warnings=(*roadmap.warnings, *_needed(roadmap, gone, knowledge)),
    )


def steps_of(roadmap: Roadmap) -> frozenset[str]:
    """The technologies that are steps of the roadmap."""
    return frozenset(key for key, planned in roadmap.technologies.items() if planned.stage is not None)


def _off(planned: PlannedTechnology) -> PlannedTechnology:
    return replace(planned, stage=None, pilot_stage=None, prepare_now=False, why_not=LEFT_OUT)


def _needed(roadmap: Roadmap, gone: frozenset[str], knowledge: Knowledge) -> Iterator[Text]:
    """One sentence for each step that stays although what it needs first is left out."""
    for key, planned in roadmap.technologies.items():
        if planned.stage is not None and key not in gone:
            for need in planned.prerequisites:
                if need in gone:
                    first, then = knowledge.catalogue.label(need), knowledge.catalogue.label(key)
                    zh = f"“{then.zh}”以“{first.zh}”为前提，而本方案不安排后者"
                    yield Text(zh, f"“{then.en}” needs “{first.en}” first, which this scenario leaves out")
