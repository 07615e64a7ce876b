"""The commands about rules: check them line by line, run their examples."""

from __future__ import annotations

from pathlib import Path

from recommender.api import home, read_catalogue, rule_texts
from recommender.cli.authoring import tell_exercise
from recommender.cli.run import DONE, FINDINGS, tell
from recommender.evaluate.examples import failures
from recommender.evaluate.scope import prepare
from recommender.language.read import read_rules
from recommender.model.catalogue import Catalogue
from recommender.model.problem import Problem, Severity, refuse_errors
from recommender.model.rule import Rule, Rulebook
from recommender.store.limits import DEFAULT_LIMITS
from recommender.store.text import read_bytes


def check(files: tuple[Path, ...], language: str) -> int:
    """Tell every problem of the rules; 1 when there is an error. Raises BadInput for unreadable files."""
    root = home()
    rulebook, problems, named = read_named(files, root, read_catalogue(root))
    tell(problems)
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    rules = _of_files(rulebook, named)
    if language == "zh":
        print(f"{len(named)} 个文件，{len(rules)} 条规则可用，{errors} 个错误")  # noqa: T201
    else:
        print(f"{len(named)} files, {len(rules)} usable rules, {errors} errors")  # noqa: T201
    return FINDINGS if errors else DONE


def test(files: tuple[Path, ...], coverage: bool, language: str) -> int:
    """Run the examples and say what they and the sample sites exercise; 1 when an example is not met.

    `coverage` prints it rule by rule. Raises BadInput when the rules cannot be read.
    """
    root = home()
    catalogue = read_catalogue(root)
    rulebook, problems, named = read_named(files, root, catalogue)
    refuse_errors(problems)
    rules = _of_files(rulebook, named)
    knowledge = prepare(catalogue, rulebook)
    failed = failures(rules, knowledge)
    tell(failed)
    tell_exercise(rules, knowledge, coverage, language)
    count = sum(len(rule.examples) for rule in rules)
    if language == "zh":
        print(f"{len(rules)} 条规则，{count} 个例子，{len(failed)} 处不符")  # noqa: T201
    else:
        print(f"{len(rules)} rules, {count} examples, {len(failed)} not met")  # noqa: T201
    return FINDINGS if failed else DONE


def read_named(
    files: tuple[Path, ...], root: Path, catalogue: Catalogue
) -> tuple[Rulebook, tuple[Problem, ...], frozenset[str]]:
    """The rulebook with `files` standing in for rule files of the same name, and the problems in them.

    Without files it is the project's own rules.
    """
    texts = rule_texts(root)
    if not files:
        rulebook, problems = read_rules(texts, catalogue)
        return rulebook, problems, frozenset(texts)
    named = {str(path): read_bytes(path, str(path), DEFAULT_LIMITS) for path in files}
    names = {path.name for path in files}
    others = {name: text for name, text in texts.items() if Path(name).name not in names}
    rulebook, problems = read_rules(others | named, catalogue)
    return rulebook, tuple(one for one in problems if one.place.file in named), frozenset(named)


def _of_files(rulebook: Rulebook, named: frozenset[str]) -> tuple[Rule, ...]:
    return tuple(rule for rule in rulebook.rules.values() if rule.place.file in named)
