"""`tanlu rules verify` on the real rules: planted faults are named, and the sites it saves show them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from recommender.api import VERIFY_ACCEPTED, load_knowledge
from recommender.cli import run as cli
from recommender.cli import verify as command
from recommender.cli.run import BAD, FINDINGS, run
from recommender.evaluate.scope import Knowledge
from recommender.store.consistency import inconsistencies
from recommender.verify.accepted import read_acceptances
from tests.conftest import ROOT
from tests.small_world import rule

pytestmark = pytest.mark.slow

FIELDS = "energy, building, transport, water, waste"
URBAN = "{site.type: urban_community}"
PLANTED = "".join(
    (
        rule(
            "planted-unreachable",
            "zcc/1",
            "{site.type: rural_community, site.setting: urban}",
            "recommend: {technologies: [microgrid]}",
        ),
        rule(
            "planted-always",
            "zcc/1",
            "{any: [{site.development: new}, {not: {site.development: new}}]}",
            "recommend: {technologies: [microgrid]}",
        ),
        rule("planted-wide", "zcc/1", "{site.type: community}", "warn: {zh: 甲, en: A}"),
        rule("planted-idle", "zcc/1", URBAN, "warn: {zh: 甲, en: A}"),
        rule("planted-against", "zcc/1", URBAN, "exclude: {technologies: [rooftop-photovoltaics]}"),
    )
)


def as_file(rules: str) -> str:
    """The rules of the small world as a file of the real one: only their examples name other facts."""
    real = rules.replace("site.type: factory", "site.type: enterprise")
    return "rules:\n" + real.replace("site.storeys", "building.storeys")


KEYS = {
    "unreachable/planted-unreachable",
    "always/planted-always",
    "idle/planted-idle/planted-wide",
    "exclude-recommend/planted-against/zcc-clauses-support-technologies",
}


def gap(knowledge: Knowledge) -> str:
    """A rule that leaves nothing to enterprises outside towns."""
    fields = ", ".join(concept.id for concept in knowledge.catalogue.concepts_of["field"])
    when = "{site.type: enterprise, site.setting: rural}"
    return rule("planted-gap", "zcc/1", when, f"exclude: {{technologies: {{field: [{fields}]}}}}")


@pytest.mark.slow
def test_planted_faults_are_named_and_their_sites_show_them(
    knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project, saved = tmp_path / "project", tmp_path / "sites"
    project.mkdir()
    for folder in ("kb", "ontology", "examples"):
        (project / folder).symlink_to(ROOT / folder)
    shutil.copytree(ROOT / "rules", project / "rules")
    (project / "rules" / "planted.yaml").write_text(as_file(PLANTED + gap(knowledge)), "utf-8")
    monkeypatch.setenv("TANLU_HOME", str(project))
    planted = project / "rules" / "planted.yaml"
    assert run(["rules", "verify", str(planted), "--format", "json", "--save", str(saved)]) == FINDINGS
    found = {one["key"]: one for one in json.loads(capsys.readouterr().out)["open"]}
    assert {*KEYS, "empty/enterprise"} <= set(found)
    assert found["empty/enterprise"]["site"]["site.setting"] == "rural"
    against = found["exclude-recommend/planted-against/zcc-clauses-support-technologies"]
    assert against["site"]["site.type"] == "urban_community"
    assert {path.stem.replace("--", "/") for path in saved.glob("*.yaml")} >= set(found)
    checked = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull, str(saved)],
        env={**os.environ, "TANLU_HOME": str(project), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout


def test_without_the_solver_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "find_spec", lambda _: None)
    assert cli.run(["rules", "verify"]) == BAD
    said = capsys.readouterr().err
    assert "E-EXTRA" in said
    assert "tanlu[verify]" in said


def test_the_accepted_findings_can_be_read_and_all_have_reasons_in_both_languages() -> None:
    path = ROOT / "rules" / VERIFY_ACCEPTED
    accepted, problems = read_acceptances(path.name, path.read_bytes())
    assert not problems
    assert accepted


def test_a_list_of_acceptances_tells_what_is_wrong_line_by_line() -> None:
    text = (
        "accepted:\n"
        "  - findings: [always/a, always/a]\n"
        "    reason: {zh: 理由, en: reason}\n"
        "  - findings: []\n"
        "    reson: {zh: 理由, en: reason}\n"
    )
    _, problems = read_acceptances("a.yaml", text.encode())
    assert [(problem.place.line, problem.code) for problem in problems] == [
        (2, "E-TWICE"),
        (4, "E-MISSING"),
        (4, "E-MISSING"),
        (5, "E-KEY"),
    ]


def test_no_division_of_the_place_tables_is_an_impossible_site(knowledge: Knowledge) -> None:
    """What is declared impossible must not shut out a real city."""
    from recommender.evaluate.places import look_up

    catalogue = load_knowledge(ROOT).catalogue
    for region in catalogue.regions.values():
        facts = {seen.fact: seen.value for seen in look_up(catalogue, {"place.city": region.name})}
        assert not list(inconsistencies(facts, {}, catalogue)), region.name
