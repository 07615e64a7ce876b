"""The commands about one site: its roadmap, why a technology is in or out, what to find out first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recommender.api import load_knowledge, read_site, switched
from recommender.api import recommend as plan_site
from recommender.cli.output import show, write
from recommender.evaluate.scope import Knowledge
from recommender.model.problem import BadInput, Place, Problem
from recommender.model.roadmap import Question, Roadmap
from recommender.plan.questions import weighed
from recommender.render.contract import to_contract
from recommender.store.names import Vocabulary

if TYPE_CHECKING:
    from rich.console import Console

    from recommender.render.explain import Explanation

FIRST_QUESTIONS = 8


def print_roadmap(
    site: Path, form: str, language: str, everything: bool, out: Path | None, off: Sequence[str] = ()
) -> int:
    """Print the roadmap of the site in one of the three forms. Raises BadInput."""
    knowledge = switched(load_knowledge(), off)
    roadmap = plan_site(read_site(site, knowledge), knowledge)
    if form == "json":
        write(_json(to_contract(roadmap, knowledge)), out, site)
    elif form == "md":
        from recommender.render.markdown import to_markdown

        write(to_markdown(roadmap, knowledge, language), out, site)
    else:
        show(partial(_draw_roadmap, roadmap, knowledge, language, everything), out, site)
    return 0


def _draw_roadmap(
    roadmap: Roadmap, knowledge: Knowledge, language: str, everything: bool, console: Console
) -> None:
    from recommender.render.text import write_text

    write_text(roadmap, knowledge, console, language, everything)


def print_explanation(site: Path, technology: str, form: str, language: str, off: Sequence[str] = ()) -> int:
    """Print why the technology is or is not on the roadmap. Raises BadInput."""
    from recommender.render.explain import Explanation, to_dict

    knowledge = switched(load_knowledge(), off)
    key = find_technology(technology, knowledge)
    explained = Explanation(plan_site(read_site(site, knowledge), knowledge), knowledge, key)
    if form == "json":
        write(_json(to_dict(explained)), None)
    else:
        show(partial(_draw_explanation, explained, language), None)
    return 0


def _draw_explanation(explained: Explanation, language: str, console: Console) -> None:
    from recommender.render.explain import sections
    from recommender.render.text import write_sections

    write_sections(sections(explained, language), console, language)


def find_technology(text: str, knowledge: Knowledge) -> str:
    """The technology of that id, label or row name. Raises BadInput with a did-you-mean."""
    names = Vocabulary(knowledge.catalogue).technologies
    found = names.find(text)
    if len(found) == 1:
        return found[0]
    place = Place("TECHNOLOGY")
    if found:
        listed = "、".join(found)
        problem = Problem(
            place,
            "E-AMBIGUOUS",
            f"“{text}”指不止一个技术：{listed}",
            f"'{text}' names more than one technology: {', '.join(found)}",
            "请写 id",
            "write the id",
        )
    else:
        hint = names.hint(text)
        problem = Problem(
            place,
            "E-UNKNOWN",
            f"没有名为“{text}”的技术",
            f"there is no technology called '{text}'",
            hint.zh or "可用 tanlu kb table technologies 列出全部",
            hint.en or "list them with tanlu kb table technologies",
        )
    raise BadInput((problem,))


def print_questions(site: Path, form: str, language: str, everything: bool, off: Sequence[str] = ()) -> int:
    """Print the facts worth finding out, most useful first. Raises BadInput."""
    knowledge = switched(load_knowledge(), off)
    roadmap = plan_site(read_site(site, knowledge), knowledge)
    questions = weighed(roadmap, knowledge)
    shown = questions if everything else questions[:FIRST_QUESTIONS]
    if form == "json":
        write(_json({"questions": [_question(one, knowledge) for one in shown]}), None)
        return 0
    from recommender.render.text import write_sections

    sections = _question_sections(shown, len(questions), knowledge)
    show(lambda console: write_sections(sections, console, language), None)
    return 0


def _question_sections(shown: tuple[Question, ...], count: int, knowledge: Knowledge) -> Any:
    from recommender.model.text import Text
    from recommender.render import headings
    from recommender.render.words import settles_words

    lines = []
    for question in shown:
        zh, en = question.text.zh, question.text.en
        options = [knowledge.catalogue.label(key) for key in _options(question.fact, knowledge)]
        if options:
            zh += f"　可选：{'、'.join(label.zh for label in options)}"
            en += f"  One of: {', '.join(label.en for label in options)}"
        fact = question.fact
        told = settles_words(question)
        lines.append(Text(f"{zh} （{fact}，{told.zh}）", f"{en} ({fact}, {told.en})"))
    if count > len(shown):
        hidden = count - len(shown)
        lines.append(Text(headings.more(hidden, "zh"), headings.more(hidden, "en")))
    if not lines:
        lines.append(Text("没有还能改变结论的未知事实", "No unknown fact could change the result"))
    return ((headings.QUESTIONS, tuple(lines)),)


def _options(fact_id: str, knowledge: Knowledge) -> tuple[str, ...]:
    fact = knowledge.catalogue.facts[fact_id]
    return tuple(concept.id for concept in knowledge.catalogue.concepts_of.get(fact.scheme, ()))


def _question(question: Question, knowledge: Knowledge) -> dict[str, Any]:
    fact = knowledge.catalogue.facts[question.fact]
    return {
        "fact": question.fact,
        "question": question.text.to_dict(),
        "settles": question.settles,
        "settles_least": question.settled.least if question.settled is not None else None,
        "settles_on_average": round(question.settled.mean, 2) if question.settled is not None else None,
        "type": fact.type.value,
        "unit": fact.unit or None,
        "options": [
            {"id": key, "label": knowledge.catalogue.label(key).to_dict()}
            for key in _options(question.fact, knowledge)
        ],
        "help": fact.help.to_dict() if fact.help else None,
        "clauses": list(fact.clauses),
        "asked_by": list(question.asked_by),
    }


def _json(body: Any) -> str:
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"
