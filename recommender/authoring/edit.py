"""A rule file changed in one place: every other line, comment and quotation mark stays as it was."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any, assert_never

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import ScalarString

from recommender.authoring.edit_problems import (
    comment_lost,
    no_example,
    no_path,
    no_rule,
    not_a_rule,
    not_in_block,
    rule_twice,
)
from recommender.authoring.rule_block import Block, blocks
from recommender.model.problem import BadInput
from recommender.store.nodes import Mapping, parse_nodes

_OPEN_KEYS = frozenset({"when", "given", "all", "any", "not", "classified"})
"""Below these a new key is the name of a fact, dots and all."""
_STYLES = ((4, 2), (2, 0))


@dataclass(frozen=True)
class SetField:
    """Give the field at a path (then.0.discourage.target) a value, written as YAML."""

    rule: str
    path: str
    value: str


@dataclass(frozen=True)
class RemoveField:
    """Take away the field or list item at a path."""

    rule: str
    path: str


@dataclass(frozen=True)
class AddExample:
    """Append an example, written as YAML."""

    rule: str
    example: str


@dataclass(frozen=True)
class RemoveExample:
    """Take away the example of that name."""

    rule: str
    name: str


@dataclass(frozen=True)
class AddRule:
    """Put a rule, written as YAML, after the rule `after`, or last."""

    rule: str
    after: str = ""


@dataclass(frozen=True)
class RemoveRule:
    """Take away a rule; the comment above the next one stays."""

    rule: str


Change = SetField | RemoveField | AddExample | RemoveExample | AddRule | RemoveRule


def edit(data: bytes, change: Change, name: str = "rules.yaml") -> bytes:
    """The file with the change made. Raises BadInput when the file or the change cannot be read."""
    parse_nodes(data, name)
    text = data.decode("utf-8-sig")
    bare = text.replace("\r\n", "\n")
    changed = _changed(bare, change, name)
    if "\r\n" in text:
        changed = changed.replace("\n", "\r\n")
    return data[: len(data) - len(text.encode())] + changed.encode()


def _changed(text: str, change: Change, name: str) -> str:
    lines = text.split("\n")
    found = blocks(text, name)
    if isinstance(change, AddRule):
        return "\n".join(_with_rule(lines, found, change, name))
    if change.rule not in found:
        raise BadInput((no_rule(name, change.rule, found),))
    block = found[change.rule]
    if isinstance(change, RemoveRule):
        return "\n".join(_without_rule(lines, block, found))
    body = block.body(lines)
    after = _edited(body, change, f"{name}:{block.first + 1}")
    if lost := [one for one in _comments(body) if one not in _comments(after)]:
        raise BadInput((comment_lost(name, block.first + 1, lost[0]),))
    return "\n".join([*lines[: block.first], *block.placed(after), *lines[block.last + 1 :]])


def _with_rule(lines: list[str], found: dict[str, Block], change: AddRule, name: str) -> list[str]:
    body = change.rule.strip("\n")
    node = parse_nodes(body, "RULE")
    if body.startswith("- "):
        body = "\n".join(line[2:] for line in body.split("\n"))
        node = parse_nodes(body, "RULE")
    ident = getattr(node.get("id"), "text", "") if isinstance(node, Mapping) else ""
    if not ident:
        raise BadInput((not_a_rule("RULE"),))
    if ident in found:
        raise BadInput((rule_twice(name, ident, found[ident].first + 1),))
    if change.after and change.after not in found:
        raise BadInput((no_rule(name, change.after, found),))
    if not found:
        raise BadInput((not_in_block(name, 1),))
    ordered = sorted(found.values(), key=lambda block: block.first)
    before = found[change.after] if change.after else ordered[-1]
    apart = [""] if any(not line.strip() for line in lines[ordered[0].last + 1 : ordered[-1].first]) else []
    placed = Block(0, 0, before.dash).placed(body)
    return [*lines[: before.last + 1], *apart, *placed, *lines[before.last + 1 :]]


def _without_rule(lines: list[str], block: Block, found: dict[str, Block]) -> list[str]:
    if len(found) == 1:
        return [*lines[: block.first], f"{' ' * block.dash}[]", *lines[block.last + 1 :]]
    rest = lines[block.last + 1 :]
    while rest and not rest[0].strip() and (block.first == 0 or not lines[block.first - 1].strip()):
        rest = rest[1:]
    return [*lines[: block.first], *rest]


def _edited(body: str, change: SetField | RemoveField | AddExample | RemoveExample, at: str) -> str:
    """The text of one rule, from its first key, with the change made by ruamel."""
    yaml = _yaml(*_style(body))
    rule = yaml.load(body)
    match change:
        case SetField(_, path, value):
            parse_nodes(value, "VALUE")
            holder, key = _place(rule, path, at)
            _set(holder, key, _yaml(4, 2).load(value))
        case RemoveField(_, path):
            holder, key = _place(rule, path, at)
            if isinstance(holder, dict) and key not in holder:
                raise BadInput((no_path(at, path, str(key), list(holder)),))
            del holder[key]
        case AddExample(_, example):
            parse_nodes(example, "VALUE")
            rule.setdefault("examples", CommentedSeq()).append(_yaml(4, 2).load(example))
        case RemoveExample(_, name):
            names = [str(one.get("name", "")) for one in rule.get("examples", ())]
            if name not in names:
                raise BadInput((no_example(at, name, names),))
            del rule["examples"][names.index(name)]
        case _:
            assert_never(change)
    return _dumped(yaml, rule)


def _set(holder: Any, key: str | int, value: Any) -> None:
    """Put a value where another stood, in the quotes of the old one and inside braces in braces."""
    if isinstance(key, int) and key == len(holder):
        holder.append(value)
        return
    old = holder[key] if isinstance(key, int) or key in holder else None
    if type(value) is str and isinstance(old, ScalarString):
        value = type(old)(value)
    holder[key] = value


def _place(rule: CommentedMap, path: str, at: str) -> tuple[Any, str | int]:
    """The mapping or list that holds the end of a path, and its key there; a key may hold dots itself."""
    steps, here, above = path.split("."), rule, ""
    while True:
        if isinstance(here, list):
            if not steps[0].isdecimal() or int(steps[0]) > len(here) - (len(steps) > 1):
                raise BadInput((no_path(at, path, steps[0], [str(n) for n in range(len(here))]),))
            key: str | int = int(steps[0])
            rest = steps[1:]
        elif isinstance(here, dict):
            key, rest = _key(here, steps, above)
            if rest and key not in here:
                raise BadInput((no_path(at, path, str(key), list(here)),))
        else:
            raise BadInput((no_path(at, path, steps[0], []),))
        if not rest:
            return here, key
        above = str(key) if isinstance(key, str) else above
        here, steps = here[key], rest


def _key(here: dict[str, Any], steps: list[str], above: str) -> tuple[str, list[str]]:
    """The longest start of the steps that is a key; else a new key, below `when` with its dots."""
    for length in range(len(steps), 0, -1):
        if (joined := ".".join(steps[:length])) in here:
            return joined, steps[length:]
    if above in _OPEN_KEYS and steps[0] not in ("all", "any", "not"):
        return ".".join(steps), []
    return steps[0], steps[1:]


def _style(body: str) -> tuple[int, int]:
    """How far lists are indented in this rule: as it comes back unchanged."""
    for style in _STYLES:
        yaml = _yaml(*style)
        if _dumped(yaml, yaml.load(body)) == body:
            return style
    return _STYLES[0]


def _yaml(sequence: int, offset: int) -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.allow_unicode = True
    yaml.width = 1_000_000
    yaml.brace_single_entry_mapping_in_flow_sequence = True
    yaml.indent(mapping=2, sequence=sequence, offset=offset)
    return yaml


def _dumped(yaml: YAML, rule: CommentedMap) -> str:
    out = io.StringIO()
    yaml.dump(rule, out)
    return out.getvalue().rstrip("\n")


def _comments(body: str) -> list[str]:
    """Whole-line and trailing comments, as the author wrote them."""
    found = (line.partition(" #") if not line.lstrip().startswith("#") else ("", "#", line.lstrip()[1:])
             for line in body.split("\n"))  # fmt: skip
    return [after.strip() for _, sign, after in found if sign]
