"""The commands for those who write rules: what a change moves, the map of the rules, the ledger, one rule."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recommender.api import (
    VERIFY_ACCEPTED,
    home,
    load_knowledge,
    read_catalogue,
    read_site,
    recommend,
    rule_texts,
)
from recommender.cli.output import show, write
from recommender.cli.run import DONE, FINDINGS, tell
from recommender.evaluate.scope import Knowledge, prepare
from recommender.kb.load import load_records
from recommender.kb.tables import Table
from recommender.language.read import read_rules
from recommender.model.catalogue import Catalogue
from recommender.model.problem import BadInput, Place, Problem, Severity, refuse_errors
from recommender.model.rule import Rule
from recommender.model.site import SiteProfile
from recommender.model.text import Text
from recommender.store.limits import DEFAULT_LIMITS
from recommender.store.names import Named, Names
from recommender.store.text import read_bytes

if TYPE_CHECKING:
    from rich.console import Console

Section = tuple[Text, tuple[Text, ...]]


def diff(old: Path, new: Path, sites: Path | None, form: str, language: str) -> int:
    """Tell what changed in the rules and what that moves at the sample sites. Raises BadInput."""
    from recommender.authoring.comparison import compare
    from recommender.authoring.comparison_words import sections, to_dict, to_markdown

    catalogues: dict[Path, Catalogue] = {}
    before, after = _side(old, catalogues), _side(new, catalogues)
    comparison = compare(before, after, _both(sample_files(sites), before, after))
    if form == "json":
        write(_json(to_dict(comparison)), None)
    elif form == "md":
        write(to_markdown(comparison, after.catalogue, language), None)
    else:
        _show(sections(comparison), language)
    return DONE


def tell_exercise(rules: tuple[Rule, ...], knowledge: Knowledge, coverage: bool, language: str) -> None:
    """Print what the examples and the sample sites exercise: a line, or rule by rule. Raises BadInput."""
    from recommender.authoring.exercise import exercise
    from recommender.authoring.exercise_words import sections, summary

    found = exercise(rules, knowledge, samples(knowledge))
    if coverage:
        _show(sections(found), language)
    print(summary(found).get(language))  # noqa: T201


def health(form: str, language: str) -> int:
    """Print how many rules, clauses, examples and sample sites stand where. Raises BadInput."""
    from recommender.authoring import health_words as words
    from recommender.authoring.health import health_map

    knowledge = load_knowledge()
    roadmaps = {name: recommend(site, knowledge) for name, site in samples(knowledge).items()}
    found = health_map(knowledge, roadmaps)
    if form == "json":
        write(_json(words.to_dict(found, knowledge.catalogue)), None)
    elif form == "csv":
        write(Table("map", words.COLUMNS, tuple(words.rows(found))).to_csv(), None)
    else:
        _show(words.sections(found, knowledge.catalogue), language)
    return DONE


def coverage(form: str, by_section: bool, language: str) -> int:
    """Print the ledger and the sections with their rules; findings when it has errors. Raises BadInput."""
    from recommender.authoring import ledger_words as words
    from recommender.authoring.accounts import documents, section_accounts
    from recommender.authoring.ledger import Known, read_ledger

    root, knowledge = home(), load_knowledge()
    records = load_records(root)
    known = Known(knowledge.catalogue, records, knowledge.rulebook)
    ledger, problems = read_ledger(_ledger_texts(root), known)
    tell(problems)
    accounts, of_sections = documents(ledger), section_accounts(ledger, records, knowledge)
    if form == "json":
        write(_json(words.to_dict(ledger, accounts, of_sections)), None)
    elif form == "csv" and by_section:
        table = Table("sections", words.SECTION_COLUMNS, tuple(words.section_rows(of_sections)))
        write(table.to_csv(), None)
    elif form == "csv":
        write(Table("ledger", words.COLUMNS, tuple(words.rows(ledger))).to_csv(), None)
    else:
        shown = tuple(words.sections(ledger, accounts, of_sections, knowledge))
        _show(iter(shown[2:] if by_section else shown), language)
    return FINDINGS if any(problem.severity is Severity.ERROR for problem in problems) else DONE


def _ledger_texts(root: Path) -> dict[str, bytes]:
    """The files of the ledger. Raises BadInput when there is none."""
    folder = root / "rules" / "coverage"
    if found := {
        path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(folder.glob("*.yaml"))
    }:
        return found
    raise BadInput(
        (
            Problem(
                Place(str(folder)),
                "E-LEDGER",
                "这里没有台账",
                "there is no ledger here",
                "台账是 rules/coverage 下的 *.yaml",
                "the ledger is *.yaml in rules/coverage",
            ),
        )
    )


def show_rule(rule: str, form: str, language: str) -> int:
    """Print one rule as a sentence with its clause, effects, examples and sample sites. Raises BadInput."""
    from recommender.authoring.rule_page import rule_page, sections, to_dict

    knowledge = load_knowledge()
    page = rule_page(find_rule(rule, knowledge), knowledge, samples(knowledge))
    if form == "json":
        write(_json(to_dict(page, knowledge)), None)
    else:
        _show(sections(page, knowledge), language)
    return DONE


def find_rule(text: str, knowledge: Knowledge) -> Rule:
    """The rule of that id or title. Raises BadInput with a did-you-mean."""
    rules = knowledge.rulebook.rules
    names = Names(tuple(Named(one.id, (one.title.zh, one.title.en)) for one in rules.values()))
    found = names.find(text)
    if len(found) == 1:
        return rules[found[0]]
    hint = names.hint(text)
    listed = "、".join(found)
    raise BadInput(
        (
            Problem(
                Place("RULE"),
                "E-AMBIGUOUS" if found else "E-UNKNOWN",
                f"“{text}”指不止一条规则：{listed}" if found else f"没有名为“{text}”的规则",
                f"'{text}' names more than one rule: {listed}"
                if found
                else f"there is no rule called '{text}'",
                "请写 id" if found else hint.zh or "可用 tanlu kb table rules 列出全部",
                "write the id" if found else hint.en or "list them with tanlu kb table rules",
            ),
        )
    )


def sample_files(folder: Path | None) -> tuple[Path, ...]:
    """The sample sites of a folder, those of the project by default. Raises BadInput when there are none."""
    found = tuple(sorted((folder or home() / "examples").glob("*.yaml")))
    if found:
        return found
    raise BadInput(
        (
            Problem(
                Place(str(folder)),
                "E-SITES",
                "这里没有示例场地",
                "there are no sample sites here",
                "请写放着场地档案（*.yaml）的目录",
                "name a folder with site profiles (*.yaml)",
            ),
        )
    )


def _both(
    files: Iterable[Path], before: Knowledge, after: Knowledge
) -> dict[str, tuple[SiteProfile, SiteProfile]]:
    """Each profile as both sides read it; one the old side cannot read yet is told and left out."""
    found = {}
    for path in files:
        profile = read_site(path, after)
        try:
            found[path.stem] = (read_site(path, before), profile)
        except BadInput as bad:
            tell([_left_out(bad.problems[0])])
    return found


def _left_out(problem: Problem) -> Problem:
    return Problem(
        problem.place,
        "W-SITE-LEFT-OUT",
        f"旧的一边读不懂这处场地，没有比较：{problem.zh}",
        f"the old side cannot read this site, so it is not compared: {problem.en}",
        severity=Severity.WARNING,
    )


def _side(folder: Path, catalogues: dict[Path, Catalogue]) -> Knowledge:
    """What a folder of rules (with the project's records) or a project folder (with its own) amounts to."""
    root = folder if (folder / "kb").is_dir() else home()
    texts = rule_texts(folder) if (folder / "rules").is_dir() else _texts(folder)
    if not texts:
        raise BadInput((_no_rules(folder),))
    root = root.resolve()
    if root not in catalogues:
        catalogues[root] = read_catalogue(root)
    rulebook, problems = read_rules(texts, catalogues[root])
    refuse_errors(problems)
    return prepare(catalogues[root], rulebook)


def _texts(folder: Path) -> dict[str, bytes]:
    files = sorted(path for path in folder.glob("*.yaml") if path.name != VERIFY_ACCEPTED)
    return {f"rules/{path.name}": read_bytes(path, str(path), DEFAULT_LIMITS) for path in files}


def _no_rules(folder: Path) -> Problem:
    return Problem(
        Place(str(folder)),
        "E-RULES-FOLDER",
        "这里没有规则文件",
        "there are no rule files here",
        "请写规则目录（*.yaml）或项目目录（含 rules/）",
        "name a folder of rules (*.yaml) or a project folder (with rules/)",
    )


def samples(knowledge: Knowledge) -> dict[str, SiteProfile]:
    """The sample sites of the project by name. Raises BadInput."""
    return {path.stem: read_site(path, knowledge) for path in sample_files(None)}


def _show(sections: Iterator[Section], language: str) -> None:
    show(lambda console: _draw(tuple(sections), console, language), None)


def _draw(sections: tuple[Section, ...], console: Console, language: str) -> None:
    from recommender.render.text import write_sections

    write_sections(sections, console, language)


def _json(body: Any) -> str:
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"
