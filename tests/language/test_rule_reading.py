"""A sound rule as read: names resolved, hierarchy lowered, authority found."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.language.read import read_rules
from recommender.model.condition import AllOf, Contains, Is, Not, Within
from recommender.model.effect import (
    Ask,
    Bundle,
    Classify,
    Discourage,
    DiscourageTarget,
    Prerequisite,
    Prioritise,
    Recommend,
    Require,
    Span,
    StageBound,
    TechnologySelector,
    Weigh,
)
from recommender.model.knowledge import Authority, Basis
from recommender.model.rule import RuleStatus

RULE = """\
rules:
  - id: old-quarters
    title: {zh: 标题, en: Title}
    source: [sps2/5.3#p6, zcc/7.1.2#1]
    basis: stated
    modality: 宜
    when:
      site.type: 社区
      not: {community.form: Urban Village}
      population.groups: {all_of: [老龄化, 儿童]}
      building.area: {at_least: 3.9 万平方米, below: 100000}
    then:
      - recommend: {technologies: [光伏发电, 检漏]}
      - discourage: {technologies: {field: 能源, economy: {at_most: 2}}}
      - discourage: {target: 零碳社区}
      - prioritise: {technologies: {table: 6-2}, points: 10}
      - stage: {technologies: {list: sps2-5.2}, not_before: 中期, with_works: 铺装改造}
      - prerequisite: {technologies: {clause: zcc/7.1.2}, needs: [leak-repair]}
      - package: 老旧小区包
      - require: {requirements: {clause: zcc/7, modality: 宜}}
      - classify: {fact: community.size, value: 大型社区}
      - ask: [常住人口]
      - weigh: {potential: 1, economy: 2, star: 0.5}
    because: {zh: 理由, en: reason}
    examples:
      - {name: 是, given: {site: {type: 农村社区}}, expect: {fires: true, recommended: [solar-power]}}
      - {name: 否, given: {site.type: 园区}, expect: {fires: false}}
      - {name: 不知, given: {}, expect: {fires: unknown, classified: {community.size: large}}}
"""


def test_a_whole_rule(read):
    book, problems = read(RULE)
    assert problems == ()
    rule = book.rules["old-quarters"]
    assert (rule.basis, rule.authority, rule.modality) == (Basis.STATED, Authority.STANDARD, "should")
    assert rule.sources == ("sps2/5.3#p6", "zcc/7.1.2#1")
    assert rule.status is RuleStatus.ACTIVE and rule.place.line == 2
    assert [type(effect) for effect in rule.then] == [
        Recommend,
        Discourage,
        DiscourageTarget,
        Prioritise,
        StageBound,
        Prerequisite,
        Bundle,
        Require,
        Classify,
        Ask,
        Weigh,
    ]
    assert rule.then[0] == Recommend(TechnologySelector(ids=("solar-power", "leak-repair")))
    assert rule.then[1] == Discourage(TechnologySelector(field=("energy",), economy=Span(None, 2)))
    assert rule.then[4] == StageBound(TechnologySelector(list=("sps2-5.2",)), "mid", "", ("paving",))
    assert [e.expect.fires for e in rule.examples] == ["true", "false", "unknown"]
    assert rule.examples[0].given == {"site.type": "rural_community"}
    assert rule.examples[2].expect.effects == {"classified": ("community.size=large",)}


def test_conditions_are_lowered(read):
    book, _ = read(RULE)
    when = book.rules["old-quarters"].when
    assert isinstance(when, AllOf)
    site, form, groups, area = when.parts
    assert site == Is(
        "site.type", ("community",), frozenset({"community", "urban_community", "rural_community"})
    )
    assert form == Not(Is("community.form", ("urban_village",), frozenset({"urban_village"})))
    assert isinstance(groups, Contains) and groups.every and groups.values == ("ageing", "children")
    assert area == AllOf(
        (Within("building.area", low=39000), Within("building.area", high=100000, strict=True))
    )


def test_a_broader_value_leaves_the_question_open(read):
    book, _ = read(RULE.replace("site.type: 社区\n", "community.form: [私有住房老旧小区]\n"))
    assert book.rules["old-quarters"].when.parts[0] == Is(
        "community.form",
        ("old_private_quarter",),
        frozenset({"old_private_quarter"}),
        frozenset({"old_quarter"}),
    )


def test_both_the_wide_and_the_narrow_value(read):
    book, _ = read(RULE.replace("site.type: 社区\n", "community.form: [老旧小区, 私有住房老旧小区]\n"))
    assert book.rules["old-quarters"].when.parts[0].may_be == frozenset()


def test_authority_follows_the_basis(read):
    for basis, authority in (("derived", Authority.DERIVED), ("judgement", Authority.JUDGEMENT)):
        book, problems = read(RULE.replace("basis: stated", f"basis: {basis}"))
        assert problems == () and book.rules["old-quarters"].authority is authority
    book, _ = read(RULE.replace("source: [sps2/5.3#p6, zcc/7.1.2#1]", "source: sps2/5.3#p6"))
    assert book.rules["old-quarters"].authority is Authority.REPORT


def test_a_rule_without_when_needs_one_firing_example(read):
    start, end = RULE.index("    when:"), RULE.index("    then:")
    examples = RULE.index("      - {name: 否")
    book, problems = read(RULE[:start] + RULE[end:examples])
    assert problems == () and book.rules["old-quarters"].when is None


@settings(max_examples=60, deadline=None)
@given(cuts=st.lists(st.integers(0, len(RULE)), max_size=2), junk=st.text(max_size=6))
def test_reading_is_deterministic_and_never_raises(catalogue, cuts, junk):
    text = RULE
    for cut in cuts:
        text = text[:cut] + junk + text[cut:]
    files = {"a.yaml": text.encode("utf-8", "surrogatepass"), "b.yaml": RULE.encode()}
    first = read_rules(files, catalogue)
    second = read_rules(dict(reversed(files.items())), catalogue)
    assert first == second
    assert list(first[0].rules) == list(second[0].rules)
