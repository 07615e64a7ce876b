"""The words of every refusal of a change to a rule file: one sentence each, in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterable

from recommender.model.problem import Place, Problem
from recommender.store.names import plain_names


def no_rule(name: str, rule: str, known: Iterable[str]) -> Problem:
    """The file has no such rule."""
    hint = plain_names(known).hint(rule)
    return Problem(
        Place(name),
        "E-UNKNOWN",
        f"这个文件里没有规则“{rule}”",
        f"there is no rule '{rule}' in this file",
        hint.zh,
        hint.en,
    )


def rule_twice(name: str, rule: str, line: int) -> Problem:
    """The id is taken."""
    return Problem(
        Place(name, line, 1),
        "E-RULE-TWICE",
        f"规则 id“{rule}”已经用过",
        f"the rule id '{rule}' is already used",
        "请换一个 id",
        "choose another id",
    )


def not_a_rule(name: str) -> Problem:
    """What is to be added has no id."""
    return Problem(
        Place(name),
        "E-MISSING",
        "规则缺少 id",
        "the rule lacks an id",
        "请从 id: 写起",
        "begin with id:",
    )


def not_in_block(name: str, line: int) -> Problem:
    """A rule stands inside braces or brackets, or no rule stands there at all."""
    return Problem(
        Place(name, line, 1),
        "E-EDIT-STYLE",
        "规则不是一条一段、一键一行写的，改不了",
        "the rules are not written one key per line, so they cannot be edited here",
        "每条规则请以“- id: …”起行，或直接改文件",
        "begin each rule with a line `- id: …`, or edit the file itself",
    )


def no_path(at: str, path: str, step: str, known: Iterable[str]) -> Problem:
    """A path leads nowhere."""
    hint = plain_names(known).hint(step)
    return Problem(
        Place(at),
        "E-PATH",
        f"路径“{path}”走不到：没有“{step}”",
        f"the path '{path}' leads nowhere: there is no '{step}'",
        hint.zh or "列表的序号从 0 数起",
        hint.en or "items of a list count from 0",
    )


def no_example(at: str, name: str, known: Iterable[str]) -> Problem:
    """The rule has no example of that name."""
    hint = plain_names(known).hint(name)
    return Problem(
        Place(at),
        "E-UNKNOWN",
        f"没有名为“{name}”的例子",
        f"there is no example called '{name}'",
        hint.zh,
        hint.en,
    )


def comment_lost(name: str, line: int, comment: str) -> Problem:
    """A comment stands inside what would be replaced."""
    return Problem(
        Place(name, line, 1),
        "E-COMMENT",
        f"这样改会丢掉注释“{comment}”",
        f"this change would lose the comment '{comment}'",
        "请直接改文件，或先移开注释",
        "edit the file itself, or move the comment away first",
    )


def stale(name: str) -> Problem:
    """The file changed after it was read."""
    return Problem(
        Place(name),
        "E-STALE",
        "读取之后有人改过这个文件，没有保存；这次要写的与现在的差别见下",
        "the file was changed after it was read; nothing was saved; how this version differs is shown below",
        "请重新读取再改",
        "read it again and make the change anew",
    )


def not_saved(name: str, said: str) -> Problem:
    """The system refuses to write."""
    return Problem(
        Place(name),
        "E-OUT",
        f"文件无法写入：{said}，原文件没有动",
        f"the file cannot be written: {said}; the old one is as it was",
        "请检查权限和磁盘空间",
        "check permissions and free space",
    )
