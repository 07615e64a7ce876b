"""The commands that draft: lint clauses, change a rule in its file, write the rule book."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from recommender.api import home, load_knowledge, read_catalogue, rule_texts
from recommender.cli.authoring import find_rule, samples
from recommender.cli.output import write
from recommender.cli.run import BAD, DONE, FINDINGS, tell
from recommender.evaluate.examples import failures
from recommender.evaluate.scope import prepare
from recommender.language.read import read_rules
from recommender.model.catalogue import Catalogue
from recommender.model.problem import BadInput, Place, Problem, Severity
from recommender.model.text import printable
from recommender.store.limits import DEFAULT_LIMITS
from recommender.store.names import Named, Names
from recommender.store.text import decode, read_bytes

WORDS = "rules/drafting/words.yaml"
"""The words a draft is linted with, from the project folder."""


def set_field(rule: str, path: str, value: str, dry_run: bool, language: str) -> int:
    """Change one field of a rule in its file and print the difference. Raises BadInput.

    1 when the change is saved and an example of the rule no longer holds.
    """
    from recommender.authoring.edit import SetField, edit
    from recommender.authoring.save import Stale, difference, digest, save

    root, catalogue = home(), read_catalogue(home())
    texts = rule_texts(root)
    name = _file_of(rule, texts, catalogue)
    old, file = texts[name], root / name
    new = edit(old, SetField(rule, path, value), name)

    def check(data: bytes) -> tuple[Problem, ...]:
        return read_rules(texts | {name: data}, catalogue)[1]

    sys.stdout.write(difference(old, new, name))
    problems = check(new)
    if errors := tuple(one for one in problems if one.severity is Severity.ERROR):
        raise BadInput(errors)
    if not dry_run:
        try:
            save(file, new, digest(old), check)
        except Stale as refused:
            tell(refused.problems)
            sys.stderr.write(refused.diff)
            return BAD
    rulebook = read_rules(texts | {name: new}, catalogue)[0]
    failed = failures([rulebook.rules[rule]] if rule in rulebook.rules else [], prepare(catalogue, rulebook))
    tell(failed)
    print(_said(dry_run, old == new, language))  # noqa: T201
    return FINDINGS if failed else DONE


def _file_of(rule: str, texts: dict[str, bytes], catalogue: Catalogue) -> str:
    """The file a rule stands in. Raises BadInput with a did-you-mean."""
    rulebook = read_rules(texts, catalogue)[0]
    if rule in rulebook.rules:
        return rulebook.rules[rule].place.file
    found = find_rule(rule, prepare(catalogue, rulebook))
    raise BadInput(
        (
            Problem(
                Place("RULE"),
                "E-UNKNOWN",
                f"改规则要写 id，“{rule}”是标题",
                f"a rule is changed by its id; '{rule}' is a title",
                f"请写 {found.id}",
                f"write {found.id}",
            ),
        )
    )


def _said(dry_run: bool, same: bool, language: str) -> str:
    zh = language == "zh"
    if same:
        return "没有改动" if zh else "nothing to change"
    if dry_run:
        return "试算，没有保存" if zh else "dry run, nothing saved"
    return "已保存" if zh else "saved"


def lint_draft(file: Path, source: str, form: str, language: str) -> int:
    """Tell what to mend in a draft; 1 when there is anything. Raises BadInput."""
    from recommender.authoring.draft import read_draft
    from recommender.authoring.drafting_words import read_drafting_words
    from recommender.authoring.lint import lint

    root, catalogue = home(), read_catalogue(home())
    if source and source not in catalogue.sources:
        raise BadInput((_no_source(source, catalogue),))
    listed = root / WORDS
    words = read_drafting_words(read_bytes(listed, WORDS, DEFAULT_LIMITS), WORDS, catalogue)
    name = "stdin" if str(file) == "-" else str(file)
    data = (
        sys.stdin.buffer.read(DEFAULT_LIMITS.bytes + 1)
        if str(file) == "-"
        else read_bytes(file, name, DEFAULT_LIMITS)
    )
    draft = read_draft(decode(data, name), name)
    found = lint(draft, words, catalogue, source)
    if form == "json":
        write(json.dumps([_finding(one) for one in found], ensure_ascii=False, indent=2) + "\n", None)
    else:
        for one in found:
            print(printable(f"{one.place} {one.code} {one.said(language)}"))  # noqa: T201
        print(_counted(len(draft.lines), len(found), language))  # noqa: T201
    return FINDINGS if found else DONE


def _finding(problem: Problem) -> dict[str, object]:
    place = problem.place
    said = {"line": place.line, "column": place.column, "code": problem.code}
    return said | {"severity": problem.severity.value, "zh": problem.said("zh"), "en": problem.said("en")}


def _counted(lines: int, found: int, language: str) -> str:
    return f"{lines} 行，{found} 处要看" if language == "zh" else f"{lines} lines, {found} to look at"


def _no_source(source: str, catalogue: Catalogue) -> Problem:
    names = Names(tuple(Named(one.id, (one.label.zh, one.label.en)) for one in catalogue.sources.values()))
    hint = names.hint(source)
    return Problem(
        Place("--source"),
        "E-UNKNOWN",
        f"没有名为“{source}”的来源",
        f"there is no source called '{source}'",
        hint.zh,
        hint.en,
    )


def write_book(out: Path) -> int:
    """Write the rule book into a folder. Raises BadInput."""
    from recommender.authoring.book_pages import write_pages

    knowledge = load_knowledge()
    try:
        number = write_pages(knowledge, samples(knowledge), rule_texts(home()), out)
    except OSError as error:
        said = error.strerror or str(error)
        raise BadInput(
            (
                Problem(
                    Place(str(out)),
                    "E-OUT",
                    f"网页无法写入：{said}",
                    f"the pages cannot be written: {said}",
                    "请换一个目录",
                    "choose another folder",
                ),
            )
        ) from None
    print(f"{out / 'index.html'}  {number} 页 · pages")  # noqa: T201
    return DONE
