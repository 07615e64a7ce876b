"""Strict YAML: every refusal word for word, positions, and values by YAML 1.2 rules."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.model.problem import BadInput
from recommender.store.limits import Limits
from recommender.store.nodes import Mapping, Scalar, Sequence, parse_nodes, plain, read_nodes

GOLDEN = Path(__file__).parent / "golden" / "yaml-problems.txt"

BAD: dict[str, str | bytes] = {
    "alias": "a: *x\n",
    "ampersand": "a: & b\n",
    "anchor-and-alias": "a: &x [1]\nb: *x\n",
    "at-sign": "a: @x\n",
    "backslash": 'a: "\\d"\n',
    "bomb": "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n",
    "bracket-open": "a: [1, 2\n",
    "brace-open": "a: {b: 1\nc: 2\n",
    "comma-wide": "label: {zh: 光伏，en: PV}\n",
    "colon-wide-key": "a: 1\nlabel：{zh: x}\nb: 2\n",
    "colon-wide-root": "class：Technology\n",
    "colon-wide-item": "- id：foo\n  label: x\n",
    "colon-wide-nested": "label:\n  zh：光伏\n  en：PV\n",
    "colon-wide-flow": "label: {zh：光伏, en：PV}\n",
    "colon-wide-chinese": "建筑面积：100\n人口: 3\n",
    "control": "a: x\x07y\n",
    "deep-flow": "[" * 200_000,
    "deep-block": "\n".join(" " * depth + "a:" for depth in range(60)),
    "duplicate": "a: 1\nb: 2\na: 3\n",
    "duplicate-nested": "a:\n  b: 1\n  b: 2\n",
    "empty": "",
    "empty-comment": "# nothing\n",
    "empty-null": "---\n",
    "gbk": "a: 光伏发电\n".encode("gbk"),
    "indent": "a: 1\n  b: 2\n",
    "indent-back": "a:\n    b: 1\n   c: 2\n",
    "key-list": "? [a]\n: 1\n",
    "latin-1": "a: caf\xe9\n".encode("latin-1"),
    "list-then-key": "- a\nb: 1\n",
    "many-documents": "a: 1\n---\nb: 2\n",
    "no-space": "a:1\nb: 2\n",
    "quote-open": 'a: "abc\nb: 1\n',
    "quote-then-text": 'a: "x" y\n',
    "surrogate": "a: \ud800\n",
    "tab": "a:\n\tb: 1\n",
    "tab-twice": "a: x\ty\nb:\tz\n",
    "tag": "a: !!python/object:os.system x\n",
    "too-many-nodes": "- a\n" * 200_005,
    "too-large": "a: " + "x" * 2_000_001,
    "utf-16": "a: 光".encode("utf-16"),
}


def told(name: str, content: str | bytes) -> str:
    with pytest.raises(BadInput) as error:
        parse_nodes(content, f"{name}.yaml")
    return "".join(f"{problem}\n" for problem in error.value.problems)


def test_every_refusal_is_worded_as_agreed() -> None:
    now = "".join(told(name, content) for name, content in BAD.items())
    if os.environ.get("TANLU_GOLDEN"):
        GOLDEN.write_text(now, encoding="utf-8")
    assert now == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["missing.yaml", "folder", "nul\0byte.yaml"])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(BadInput) as error:
        read_nodes(tmp_path / name, name)
    assert error.value.problems[0].code.startswith("E-FILE-")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device file")
def test_a_device_is_refused_without_reading_it() -> None:
    with pytest.raises(BadInput) as error:
        read_nodes(Path("/dev/zero"))
    assert error.value.problems[0].code == "E-FILE-KIND"


def test_values_follow_yaml_1_2() -> None:
    text = 'a: yes\nb: 0012\nc: 4.10\nd: 1e3\ne: true\nf: "7"\ng: ~\nh: -3\ni: 1_000\nj: 0x1F\n'
    root = parse_nodes(text, "v.yaml")
    assert plain(root) == {
        "a": "yes",
        "b": "0012",
        "c": 4.1,
        "d": 1000.0,
        "e": True,
        "f": "7",
        "g": None,
        "h": -3,
        "i": "1_000",
        "j": "0x1F",
    }


def test_positions_count_from_one_and_by_character() -> None:
    root = parse_nodes("名称: 光伏\n列表:\n  - 甲\n  - {乙: 丙}\n", "p.yaml")
    assert isinstance(root, Mapping)
    items = root.get("列表")
    assert isinstance(items, Sequence)
    second = items.items[1]
    assert isinstance(second, Mapping)
    value = second.get("乙")
    assert isinstance(value, Scalar)
    assert (value.line, value.column) == (4, 9)


@pytest.mark.parametrize(
    "text", ["a: |\n  注：x\n  y：z\n", "a: 这是\n  注意：下\n", "a: 注：见下文\n", 'a: "b：c"\n']
)
def test_a_full_width_colon_inside_text_is_text(text: str) -> None:
    assert "：" in str(plain(parse_nodes(text, "t.yaml")))


def test_a_byte_order_mark_and_windows_line_ends_are_accepted() -> None:
    assert plain(parse_nodes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n", "w.yaml")) == {"a": 1, "b": 2}


def test_limits_can_be_tightened() -> None:
    with pytest.raises(BadInput):
        parse_nodes("a: [1, 2, 3]\n", "l.yaml", Limits(nodes=3))


@given(st.text(max_size=200))
def test_any_text_gives_nodes_or_problems(text: str) -> None:
    try:
        plain(parse_nodes(text, "any.yaml"))
    except BadInput as error:
        assert error.problems
        assert all(problem.zh and problem.en for problem in error.problems)


@given(st.binary(max_size=100))
def test_any_bytes_give_nodes_or_problems(data: bytes) -> None:
    try:
        parse_nodes(data, "any.yaml")
    except BadInput as error:
        assert error.problems
