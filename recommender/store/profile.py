"""A site profile in YAML → SiteProfile; every mistake is told at once, in one sentence each."""

from __future__ import annotations

from recommender.model.catalogue import Catalogue
from recommender.model.problem import Problem, by_place, refuse_errors
from recommender.model.site import SiteProfile
from recommender.model.stated import NOTHING_STATED, Stated
from recommender.model.text import NO_TEXT, Text
from recommender.store.consistency import inconsistencies
from recommender.store.findings import Findings
from recommender.store.limits import Limits
from recommender.store.names import Vocabulary
from recommender.store.nodes import Entry, Mapping, parse_nodes
from recommender.store.stated_blocks import BLOCKS, taken_out
from recommender.store.stated_facts import StatedFacts, read_facts

PROFILE_LIMITS = Limits(bytes=500_000, depth=12, nodes=5_000)


def read_profile(name: str, data: bytes, catalogue: Catalogue) -> SiteProfile:
    """The profile in `data`; `name` is what messages call the file. Raises BadInput with every problem."""
    root = parse_nodes(data, name, PROFILE_LIMITS)
    findings, names = Findings(name), Vocabulary(catalogue)
    facts, note, beside = StatedFacts(), NO_TEXT, NOTHING_STATED
    if not isinstance(root, Mapping):
        findings.shape(root, "“事实: 值”", "a `fact: value` mapping")
    else:
        if "note" in root.by_key:
            note = findings.text(root.get("note"), root, Text("备注", "the note"))
        rest, blocks = taken_out(root, findings)
        facts = read_facts(rest, names, findings, BLOCKS)
        if "site.type" not in facts.places:
            findings.error(
                root,
                "E-SITE-TYPE",
                "没有写场地类型（site.type）",
                "the site type (site.type) is missing",
                names.concepts("site_type").listed(),
            )
        findings.problems += inconsistencies(facts.facts, facts.places, catalogue)
        beside = _beside_facts(blocks, facts, names, findings)
    return _finish(facts, beside, note, findings.problems)


def _beside_facts(
    blocks: dict[str, Entry], facts: StatedFacts, names: Vocabulary, findings: Findings
) -> Stated:
    if not blocks:
        return NOTHING_STATED
    from recommender.store.stated import read_stated  # a profile of facts alone is read without it

    return read_stated(blocks, facts, names, findings)


def _finish(facts: StatedFacts, stated: Stated, note: Text, problems: list[Problem]) -> SiteProfile:
    refuse_errors(problems)
    warnings = tuple(sorted(problems, key=by_place))
    return SiteProfile(facts.facts, facts.places, facts.sources, warnings, note, stated)
