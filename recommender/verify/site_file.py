"""Sites that show findings, as files: one profile in YAML for each, and a test that goes through them."""

from __future__ import annotations

import json
from collections.abc import Iterable

from recommender.language.words import describe_value
from recommender.model.catalogue import Catalogue
from recommender.model.condition import Value
from recommender.model.text import printable
from recommender.verify.finding import Facts, Finding

TEST = "test_sites.py"


def file_name(finding: Finding) -> str:
    """The name of the file a finding's site goes into."""
    return f"{finding.key.replace('/', '--')}.yaml"


def site_yaml(finding: Finding, catalogue: Catalogue) -> str:
    """The site as a profile the ordinary reader takes, with what it shows in the comment on top."""
    head = [f"# {finding.fault.value} {finding.key}", f"# {finding.said.zh}", f"# {finding.said.en}"]
    return "\n".join([*map(printable, head), *_lines(finding.facts, catalogue)]) + "\n"


def _lines(facts: Facts, catalogue: Catalogue) -> Iterable[str]:
    for key, value in facts.items():
        several = value if isinstance(value, tuple) else (value,)
        said = "、".join(describe_value(catalogue.facts[key], one, catalogue, "zh") for one in several)
        written = f"[{', '.join(map(_scalar, value))}]" if isinstance(value, tuple) else _scalar(value)
        yield f"{key}: {written}  # {printable(catalogue.facts[key].label.zh)}：{printable(said)}"


def _scalar(value: Value) -> str:
    return json.dumps(value, ensure_ascii=False)


def pytest_module(findings: Iterable[Finding]) -> str:
    """A pytest module beside the profiles: each loads, and the engine shows there what was found."""
    shown = "".join(f"    ({file_name(one)!r}, {one.claims!r}),\n" for one in findings if one.claims)
    return f'''"""Sites that show what `tanlu rules verify` found: each loads and shows it."""

from pathlib import Path

import pytest

from recommender.api import load_knowledge, read_site, recommend
from recommender.verify.finding import (  # noqa: F401
    Fires,
    HasVerdict,
    NothingIn,
    Says,
    Stands,
    StaysUnknown,
    holds,
)

SHOWN = [
{shown}]


@pytest.mark.parametrize(("name", "claims"), SHOWN, ids=[name for name, _ in SHOWN])
def test_the_site_shows_it(name, claims):
    knowledge = load_knowledge()
    roadmap = recommend(read_site(Path(__file__).parent / name, knowledge), knowledge)
    assert all(holds(claim, roadmap.decision, roadmap.stages) for claim in claims)
'''
