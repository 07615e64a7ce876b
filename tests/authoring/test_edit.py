"""Changing a rule in its file: one place changes, everything else stays byte for byte."""

from __future__ import annotations

import pytest

from recommender.api import rule_texts
from recommender.authoring.edit import (
    AddExample,
    AddRule,
    Change,
    RemoveExample,
    RemoveField,
    RemoveRule,
    SetField,
    edit,
)
from recommender.evaluate.scope import Knowledge
from recommender.language.read import read_rules
from recommender.model.problem import BadInput
from tests.conftest import ROOT

FILE = """\
# 主题：资源
rules:
  - id: poor
    title: {zh: "贫瘠：慎用", en: 'Poor: take care'}
    # 条件只有一个
    when: {resource.level: 贫瘠}   # 见 5.3
    then:
      - discourage: {technologies: {economy: {at_most: 2}}}
      - warn: {zh: 先算账, en: Do the sums first}
    examples:
      - {name: 贫瘠, given: {resource.level: 贫瘠}, expect: {fires: true}}
      - {name: 不知, given: {}, expect: {fires: unknown}}

  # 下一条说富集
  - id: rich
    title: {zh: 富集, en: Rich}
    when:
      any: [{resource.level: 富集}, {resource.wind: true}]
    then: [{warn: {zh: 好, en: Good}}]
"""


def changed(change: Change, text: str = FILE) -> tuple[list[str], list[str]]:
    """The lines that went and the lines that came."""
    before, after = text.splitlines(), edit(text.encode(), change).decode().splitlines()
    return [one for one in before if one not in after], [one for one in after if one not in before]


def test_a_threshold_changes_in_its_line_only() -> None:
    gone, new = changed(SetField("poor", "then.0.discourage.technologies.economy.at_most", "1"))
    assert gone == ["      - discourage: {technologies: {economy: {at_most: 2}}}"]
    assert new == ["      - discourage: {technologies: {economy: {at_most: 1}}}"]


def test_words_keep_their_quotation_marks() -> None:
    assert changed(SetField("poor", "title.zh", "贫瘠地区慎用"))[1] == [
        "    title: {zh: \"贫瘠地区慎用\", en: 'Poor: take care'}"
    ]


def test_a_fact_is_named_with_its_dot_and_its_comment_stays() -> None:
    assert changed(SetField("poor", "when.resource.level", "[贫瘠, 一般]"))[1] == [
        "    when: {resource.level: [贫瘠, 一般]} # 见 5.3"
    ]


def test_a_new_field_comes_last_and_braces_stay_elsewhere() -> None:
    assert changed(SetField("rich", "status", "draft")) == ([], ["    status: draft"])


def test_a_new_fact_joins_a_condition() -> None:
    assert changed(SetField("poor", "when.site.type", "社区"))[1] == [
        "    when: {resource.level: 贫瘠, site.type: 社区} # 见 5.3"
    ]


def test_an_item_is_added_to_and_taken_from_a_list() -> None:
    added = "    then: [{warn: {zh: 好, en: Good}}, {warn: {zh: 也好, en: Good too}}]"
    assert changed(SetField("rich", "then.1", "{warn: {zh: 也好, en: Good too}}"))[1] == [added]
    assert changed(RemoveField("poor", "then.1"))[0] == ["      - warn: {zh: 先算账, en: Do the sums first}"]


def test_a_number_that_is_words_is_quoted() -> None:
    assert changed(SetField("rich", "source", '"7.1"'))[1] == ['    source: "7.1"']


def test_the_last_example_is_added_and_removed_and_the_next_comment_stays() -> None:
    more = "{name: 富集, given: {resource.level: 富集}, expect: {fires: false}}"
    assert changed(AddExample("poor", more)) == ([], [f"      - {more}"])
    gone, new = changed(RemoveExample("poor", "不知"))
    assert (gone, new) == (["      - {name: 不知, given: {}, expect: {fires: unknown}}"], [])


def test_a_rule_is_added_after_another_and_removed_again() -> None:
    rule = "id: fair\ntitle: {zh: 一般, en: Fair}\nthen:\n  - warn: {zh: 试, en: Try}"
    with_it = edit(FILE.encode(), AddRule(rule, "poor")).decode()
    assert with_it.index("id: poor") < with_it.index("id: fair") < with_it.index("# 下一条说富集")
    assert "\n\n  - id: fair\n    title: {zh: 一般, en: Fair}\n    then:\n      - warn:" in with_it
    assert edit(with_it.encode(), RemoveRule("fair")).decode() == FILE


def test_removing_a_rule_leaves_the_comment_above_the_next() -> None:
    after = edit(FILE.encode(), RemoveRule("poor")).decode()
    assert after.startswith("# 主题：资源\nrules:\n") and "  # 下一条说富集\n  - id: rich" in after
    last = edit(after.encode(), RemoveRule("rich")).decode()
    assert "rules:\n" in last and "[]" in last


def test_line_ends_and_the_mark_of_windows_stay() -> None:
    windows = b"\xef\xbb\xbf" + FILE.replace("\n", "\r\n").encode()
    after = edit(windows, SetField("rich", "title.zh", "富"))
    assert after == windows.replace("zh: 富集".encode(), "zh: 富".encode())


REFUSED: dict[str, tuple[Change, str, str]] = {
    "rule": (SetField("por", "status", "draft"), "E-UNKNOWN", "没有规则“por”，是否想写 poor"),
    "key": (
        SetField("poor", "then.0.discorage.target", "x"),
        "E-PATH",
        "没有“discorage”，是否想写 discourage",
    ),
    "index": (SetField("poor", "then.5.warn", "x"), "E-PATH", "没有“5”"),
    "inside a word": (SetField("poor", "title.zh.x", "y"), "E-PATH", "没有“x”"),
    "gone already": (RemoveField("poor", "statu"), "E-PATH", "没有“statu”"),
    "value": (SetField("poor", "status", "{zh: a, zh: b}"), "E-", "zh"),
    "example": (RemoveExample("poor", "贫"), "E-UNKNOWN", "是否想写 贫瘠"),
    "twice": (AddRule("id: rich\nthen: []"), "E-RULE-TWICE", "“rich”已经用过"),
    "no id": (AddRule("title: x"), "E-MISSING", "规则缺少 id"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_done_is_said(case: str) -> None:
    change, code, words = REFUSED[case]
    with pytest.raises(BadInput) as refused:
        edit(FILE.encode(), change)
    problem = refused.value.problems[0]
    assert problem.code.startswith(code) and words in problem.said("zh")


def test_a_comment_is_never_lost() -> None:
    inside = FILE.replace("      - warn", "      # 先提醒\n      - warn")
    with pytest.raises(BadInput) as refused:
        edit(inside.encode(), SetField("poor", "then", "[{ask: [resource.level]}]"))
    assert refused.value.problems[0].code == "E-COMMENT"
    assert "先提醒" in refused.value.problems[0].zh


def test_rules_in_braces_are_left_alone() -> None:
    with pytest.raises(BadInput) as refused:
        edit(b"rules: [{id: a, then: []}]\n", SetField("a", "status", "draft"))
    assert refused.value.problems[0].code == "E-EDIT-STYLE"


@pytest.mark.parametrize("name", sorted(rule_texts(ROOT)))
def test_every_shipped_rule_is_edited_in_one_line(name: str, knowledge: Knowledge) -> None:
    """Another title changes its line and nothing else; the same title again leaves the same rules."""
    texts = rule_texts(ROOT)
    mine = [rule for rule in knowledge.rulebook.rules.values() if rule.place.file == name]
    same = texts[name]
    for rule in mine[:: max(1, len(mine) // 4)]:
        new = edit(texts[name], SetField(rule.id, "title.zh", "改过的标题"), name).decode()
        lines = zip(texts[name].decode().splitlines(), new.splitlines(), strict=True)
        assert [one.strip()[:6] for one, other in lines if one != other] == ["title:"], rule.id
        same = edit(same, SetField(rule.id, "title.zh", f"'{rule.title.zh}'"), name)
    book, problems = read_rules(texts | {name: same}, knowledge.catalogue)
    assert not problems and book.rules == knowledge.rulebook.rules
