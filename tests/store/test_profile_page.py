"""The page on how a profile is written: its examples read without a word of complaint."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from recommender.evaluate.scope import Knowledge
from recommender.store.profile import read_profile
from recommender.store.stated_blocks import BLOCKS

PAGE = (Path(__file__).parents[2] / "docs/profile.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("text", EXAMPLES)
def test_the_examples_of_the_page_can_be_used(text: str, knowledge: Knowledge):
    profile = read_profile("page.yaml", text.encode(), knowledge.catalogue)
    assert [str(problem) for problem in profile.warnings] == []
    assert profile.stated.activities and profile.stated.indicators and len(profile.stated.scenarios) == 2


def test_the_page_names_every_block():
    assert len(EXAMPLES) == 2
    for block in BLOCKS.entries:
        assert f"`{block.id}` {block.labels[0]}" in PAGE or f"`{block.id}` 方案" in PAGE, block.id
