"""The command that verifies the rules: proven faults, each with a legal site that shows it."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from recommender.api import VERIFY_ACCEPTED, home, load_knowledge
from recommender.cli.output import write
from recommender.cli.rules import read_named
from recommender.cli.run import DONE, FINDINGS
from recommender.evaluate.scope import Knowledge, prepare
from recommender.kb.catalogue import load_catalogue
from recommender.model.problem import BadInput, Place, Problem, refuse_errors
from recommender.store.limits import DEFAULT_LIMITS
from recommender.store.text import read_bytes

if TYPE_CHECKING:
    from recommender.verify.finding import Acceptance, Finding, Verification


def verify(files: tuple[Path, ...], form: str, language: str, save: Path | None) -> int:
    """Tell every fault of the rules; 1 when one is neither mended nor accepted with a reason.

    With files only what concerns their rules is told. Raises BadInput when the rules cannot be read.
    """
    if find_spec("z3") is None:
        raise BadInput((_no_solver(),))
    from recommender.verify import report, run

    root = home()
    knowledge, named = _knowledge(files, root)
    catalogue, rulebook = knowledge.catalogue, knowledge.rulebook
    found = run.verify(knowledge, _acceptances(root))
    if files:
        found = _of(found, frozenset(key for key, rule in rulebook.rules.items() if rule.place.file in named))
    if save is not None:
        _save((*found.open, *found.told, *(one for one, _ in found.accepted)), save, knowledge)
    if form == "json":
        write(json.dumps(report.as_object(found), ensure_ascii=False, indent=2) + "\n", None)
    else:
        write("\n".join(report.lines(found, catalogue, language)) + "\n", None)
    return DONE if found.clean else FINDINGS


def _knowledge(files: tuple[Path, ...], root: Path) -> tuple[Knowledge, frozenset[str]]:
    """The knowledge with `files` standing in for rule files of the same name, and what they are called."""
    if not files:
        return load_knowledge(root), frozenset()
    catalogue = load_catalogue(root)
    rulebook, problems, named = read_named(files, root, catalogue)
    refuse_errors(problems)
    return prepare(catalogue, rulebook), named


def _no_solver() -> Problem:
    return Problem(
        Place("tanlu rules verify"),
        "E-EXTRA",
        "缺少求解器 z3，无法验证",
        "the solver z3 is not installed, nothing can be verified",
        "请安装附加组件 verify：pip install 'tanlu[verify]'（在项目目录里是 pip install -e '.[verify]'）",
        "install the extra verify: pip install 'tanlu[verify]' (in the project: pip install -e '.[verify]')",
    )


def _acceptances(root: Path) -> tuple[Acceptance, ...]:
    from recommender.verify.accepted import read_acceptances

    path = root / "rules" / VERIFY_ACCEPTED
    if not path.is_file():
        return ()
    name = path.relative_to(root).as_posix()
    accepted, problems = read_acceptances(name, read_bytes(path, name, DEFAULT_LIMITS))
    refuse_errors(problems)
    return accepted


def _of(found: Verification, rules: frozenset[str]) -> Verification:
    """What concerns these rules, and what is open without being any one rule's."""

    def concerns(finding: Finding) -> bool:
        return not finding.rules or bool(rules.intersection(finding.rules))

    return replace(
        found,
        open=tuple(finding for finding in found.open if concerns(finding)),
        accepted=tuple((one, why) for one, why in found.accepted if rules.intersection(one.rules)),
        told=tuple(finding for finding in found.told if concerns(finding)),
        stale=(),
    )


def _save(findings: tuple[Finding, ...], folder: Path, knowledge: Knowledge) -> None:
    """Every site as a profile in `folder`, with a pytest module that goes through them."""
    from recommender.verify import site_file

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        said = error.strerror or str(error)
        zh, en = f"目录无法建立：{said}", f"cannot make the folder: {said}"
        raise BadInput((Problem(Place(str(folder)), "E-OUT", zh, en),)) from None
    shown = [finding for finding in findings if finding.facts]
    for finding in shown:
        write(site_file.site_yaml(finding, knowledge.catalogue), folder / site_file.file_name(finding))
    write(site_file.pytest_module(shown), folder / site_file.TEST)
