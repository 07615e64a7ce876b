"""What a query may not hold: updates, SERVICE, LOAD, FROM, too much text; looked at before it is run."""

from __future__ import annotations

import re

from recommender.model.problem import BadInput, Place, Problem

NAME = "query"
MAX_CHARACTERS = 20_000

# Comments, IRIs and strings hold no keywords. The order matters: an IRI may hold #, a string may hold <.
_OPAQUE = re.compile(
    r"""<[^<>"{}|^`\\\x00-\x20]*>"""
    r'''|"""(?:[^\\]|\\.)*?"""|\'\'\'(?:[^\\]|\\.)*?\'\'\''''
    r"""|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*'"""
    r"""|\#[^\n\r]*""",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_FORBIDDEN = re.compile(
    r"(?<![\w:?$@.\-])(SERVICE|LOAD|FROM|INSERT|DELETE|CLEAR|DROP|CREATE|COPY|MOVE|ADD|WITH)(?![\w:.\-])",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"(?<![\w:?$@.\-])[A-Za-z][\w\-]*:[\w\-]+(?:\.[\w\-]+){2,}")
_REASONS = {
    "SERVICE": ("不能用 SERVICE 访问别的服务器", "SERVICE would call another server"),
    "LOAD": ("不能用 LOAD 读入外部数据", "LOAD would read outside data"),
    "FROM": ("不能用 FROM 指定外部数据", "FROM would read outside data"),
}


def guard(text: str) -> None:
    """Raise BadInput unless the text can only be a read-only query on our own graph."""
    if len(text) > MAX_CHARACTERS:
        raise BadInput(
            (
                _problem(
                    0,
                    0,
                    "E-QUERY-LONG",
                    f"查询有 {len(text)} 字，最多 {MAX_CHARACTERS} 字",
                    f"the query has {len(text)} characters, at most {MAX_CHARACTERS} are allowed",
                ),
            )
        )
    if not text.strip():
        raise BadInput((_problem(0, 0, "E-QUERY-EMPTY", "查询是空的", "the query is empty"),))
    problems = []
    for version in dict.fromkeys((text, _ESCAPE.sub(_unescaped, text))):
        bare = _OPAQUE.sub(_blanked, version)
        problems += [_refusal(version, found) for found in _FORBIDDEN.finditer(bare)]
    if problems:
        raise BadInput(tuple(dict.fromkeys(problems)))


def dots_escaped(text: str) -> str:
    """The query with the dots of names such as indicator:zcgo-2.2.1 escaped, which SPARQL reads alike.

    pyoxigraph 0.5 stumbles over a local name with two dots and more.
    """
    bare = _OPAQUE.sub(_blanked, text)
    pieces, done = [], 0
    for found in _DOTTED.finditer(bare):
        pieces += [text[done : found.start()], found.group().replace(".", "\\.")]
        done = found.end()
    return "".join([*pieces, text[done:]])


def syntax_problem(text: str, said: str) -> Problem:
    """The engine's syntax error with its line and column, and the words it stumbled over."""
    found = re.search(r"(\d+):(\d+)", said)
    if "Prefix not found" in said or "namespace prefix" in said:
        zh, en = "用了没有声明的前缀", "an undeclared prefix is used"
    else:
        zh, en = "查询语法有误", "the query is not valid SPARQL"
    if not found:
        return _problem(0, 0, "E-QUERY-SYNTAX", zh, en)
    line, column = int(found.group(1)), int(found.group(2))
    lines = text.splitlines()
    before = lines[line - 1][: column - 1].split() if line <= len(lines) else []
    near = before[-1] if before else ""
    return _problem(
        line,
        column,
        "E-QUERY-SYNTAX",
        zh + (f"，在“{near}”之后" if near else ""),
        en + (f", after '{near}'" if near else ""),
    )


def _refusal(text: str, found: re.Match[str]) -> Problem:
    word = found.group(1).upper()
    zh, en = _REASONS.get(
        word, (f"只能查询，不能用 {word} 修改数据", f"queries are read-only, {word} is not allowed")
    )
    line = text.count("\n", 0, found.start()) + 1
    column = found.start() - text.rfind("\n", 0, found.start())
    return _problem(line, column, "E-QUERY-FORBIDDEN", zh, en)


def _problem(line: int, column: int, code: str, zh: str, en: str) -> Problem:
    return Problem(Place(NAME, line, column), code, zh, en)


def _unescaped(found: re.Match[str]) -> str:
    code = int(found.group(1) or found.group(2), 16)
    return chr(code) if code < 0x110000 else " "


def _blanked(found: re.Match[str]) -> str:
    """Blanks of the same length, so that positions stay."""
    return "".join(character if character in "\r\n" else " " for character in found.group())
