"""The words of every refusal of a YAML file: one clear sentence each, in Chinese and English."""

from __future__ import annotations

import re

import yaml

from recommender.model.problem import Place, Problem, Severity

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_WIDE_COLON = re.compile(r"^(?:\s|- )*(?:\{\s*)?([\w.\-/]{1,40})：")
_NO_SPACE = re.compile(r"^(?:\s|- )*([\w.\-/]{1,40}):[^\s:/]")
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # what YAML 1.1 counts as a line end
_WIDE_COMMA = re.compile(r"[{\[,][^{}\[\]]*，\s*[\w.\-/]{1,40}\s*:")

# What libyaml says → what a planner can act on. First match wins.
_SYNTAX: tuple[tuple[str, str, str], ...] = (
    (
        "alphabetic or numeric",
        "值以 & 或 * 开头时要加引号",
        "a value that starts with & or * must be quoted",
    ),
    (
        "cannot start any token",
        "此处的符号不能直接作值的开头，请给整个值加引号",
        "a value cannot start with this character; put the value in quotes",
    ),
    (
        "mapping values are not allowed",
        "此处多出一个冒号：若是文字，请给整个值加引号；若是新的键，请检查缩进",
        "an extra colon: quote the value if it is part of the text, or mend the indentation if it is a key",
    ),
    (
        "could not find expected ':'",
        "这一行不像“键: 值”：缺少冒号和空格，或缩进不对",
        "this line is not a `key: value`: a colon with a space is missing, or the indentation is off",
    ),
    ("unexpected end of stream", "引号没有闭合", "a quotation mark is not closed"),
    (
        "expected ',' or '}'",
        "花括号没有闭合，或两项之间缺少逗号",
        "a brace is not closed, or a comma is missing between two entries",
    ),
    (
        "expected ',' or ']'",
        "方括号没有闭合，或两项之间缺少逗号",
        "a bracket is not closed, or a comma is missing between two items",
    ),
    (
        "expected key",
        "缩进与上文不齐，或此处缺少“键: 值”",
        "the indentation does not match the lines above, or a `key: value` is missing here",
    ),
    (
        "expected '-' indicator",
        "列表中这一行应以“- ”开头，或缩进与上文不齐",
        "a list line must start with `- `, or its indentation does not match the lines above",
    ),
    ("block end", "缩进与上文不齐", "the indentation does not match the lines above"),
    (
        "escape",
        "双引号内有不认识的反斜线写法，请改用单引号",
        "unknown backslash escape inside double quotes; use single quotes",
    ),
    (
        "not allowed in this context",
        "此处不能这样写，请检查缩进和标点",
        "this cannot stand here; check indentation and punctuation",
    ),
    ("nesting", "嵌套太深", "nested too deeply"),
)


def lines_of(text: str) -> list[str]:
    """The lines as the parser counts them."""
    return _BREAK.split(text)


def missing(name: str) -> Problem:
    """No such file."""
    return Problem(
        Place(name),
        "E-FILE-MISSING",
        "文件不存在",
        "the file does not exist",
        "请检查路径和文件名",
        "check the path and the name",
    )


def is_directory(name: str) -> Problem:
    """A directory where a file is needed."""
    return Problem(
        Place(name),
        "E-FILE-DIRECTORY",
        "这是文件夹，不是文件",
        "this is a directory, not a file",
        "请给出其中某个 .yaml 文件",
        "name a .yaml file in it",
    )


def not_a_file(name: str) -> Problem:
    """A device, pipe or socket."""
    return Problem(
        Place(name),
        "E-FILE-KIND",
        "这不是普通文件",
        "this is not a regular file",
        "请先另存为 .yaml 文件",
        "save it as a .yaml file first",
    )


def unreadable(name: str, error: Exception) -> Problem:
    """The system refuses to open it."""
    what = getattr(error, "strerror", None) or str(error)
    return Problem(
        Place(name),
        "E-FILE-READ",
        f"文件无法读取（{what}）",
        f"the file cannot be read ({what})",
        "请检查权限",
        "check its permissions",
    )


def too_large(name: str, size: int, limit: int) -> Problem:
    """Over the size limit."""
    return Problem(
        Place(name),
        "E-FILE-SIZE",
        f"文件有 {size} 字节，超过上限 {limit} 字节",
        f"the file has {size} bytes, more than the limit of {limit}",
        "请拆成几个文件",
        "split it into several files",
    )


def not_utf8(name: str, line: int, likely: str) -> Problem:
    """Wrong encoding; `likely` names the probable one or is empty."""
    zh = f"文件不是 UTF-8 编码，像是 {likely} 编码" if likely else "文件不是 UTF-8 编码"
    en = f"the file is not UTF-8; it looks like {likely}" if likely else "the file is not UTF-8"
    return Problem(
        Place(name, line, 1),
        "E-FILE-ENCODING",
        zh,
        en,
        "请在编辑器里另存为 UTF-8",
        "save it as UTF-8 in your editor",
    )


def wrong_characters(name: str, text: str) -> tuple[Problem, ...]:
    """Every line with a tab, and the first control character."""
    found: list[Problem] = []
    if "\t" in text:
        for number, line in enumerate(text.split("\n"), 1):
            if "\t" in line:
                found.append(
                    Problem(
                        Place(name, number, line.index("\t") + 1),
                        "E-YAML-TAB",
                        "这一行有制表符",
                        "this line holds a tab",
                        "请改用空格，每级两个",
                        "use spaces, two per level",
                    )
                )
    if control := _CONTROL.search(text):
        line_number = text.count("\n", 0, control.start()) + 1
        column = control.start() - (text.rfind("\n", 0, control.start()) + 1) + 1
        code = f"U+{ord(control.group()):04X}"
        found.append(
            Problem(
                Place(name, line_number, column),
                "E-YAML-CHAR",
                f"有不可见的控制字符 {code}",
                f"an invisible control character {code}",
                "请删去它",
                "delete it",
            )
        )
    return tuple(found)


def blanked(text: str) -> str:
    """The text with a blank for every tab and control character, so that places stay as they are."""
    return _CONTROL.sub(" ", text.replace("\t", " "))


def rest_unread(last: Place) -> Problem:
    """Reading had to stop: what else is wrong in the file is not known yet."""
    return Problem(
        last,
        "W-YAML-REST",
        "这个文件无法读到底，里面的内容没有检查",
        "the file cannot be read to its end, so what it says was not checked",
        "请先改好上面所说之处，再查一遍",
        "mend what is told of it first, then check again",
        severity=Severity.WARNING,
    )


def empty(name: str) -> Problem:
    """Nothing but blanks and comments."""
    return Problem(
        Place(name),
        "E-YAML-EMPTY",
        "文件是空的",
        "the file is empty",
        "请至少写一个“键: 值”",
        "write at least one `key: value`",
    )


def many_documents(place: Place) -> Problem:
    """A second `---`."""
    return Problem(
        place,
        "E-YAML-MANY",
        "一个文件里有多个文档（---）",
        "more than one document (---) in one file",
        "请拆成几个文件",
        "split it into several files",
    )


def wide_colon(place: Place, key: str) -> Problem:
    """The full-width colon after a key."""
    return Problem(
        place,
        "E-YAML-COLON",
        f"“{key}”后面用了全角冒号“：”",
        f"full-width colon after '{key}'",
        f"请改成半角冒号加空格“{key}: ”；若整行是文字，请加引号",
        f"write '{key}: ' with an ASCII colon and a space, or quote the line if it is text",
    )


def anchor(place: Place, name: str) -> Problem:
    """`&name`."""
    return Problem(
        place,
        "E-YAML-ANCHOR",
        f"不能用锚点 &{name}",
        f"the anchor &{name} is not allowed",
        "请把内容直接写出；若 & 是文字，请加引号",
        "write the content out, or quote a literal &",
    )


def alias(place: Place, name: str) -> Problem:
    """`*name`."""
    return Problem(
        place,
        "E-YAML-ALIAS",
        f"不能用别名 *{name}",
        f"the alias *{name} is not allowed",
        "请把内容直接写出；若 * 是文字，请加引号",
        "write the content out, or quote a literal *",
    )


def tag(place: Place, name: str) -> Problem:
    """`!tag`."""
    return Problem(
        place,
        "E-YAML-TAG",
        f"不能用类型标记 {name}",
        f"the type tag {name} is not allowed",
        "请删去它；若 ! 是文字，请加引号",
        "delete it, or quote a literal !",
    )


def duplicate(place: Place, key: str, first_line: int) -> Problem:
    """A key written twice in one mapping."""
    return Problem(
        place,
        "E-YAML-DUPLICATE",
        f"键“{key}”写了两次，第一次在第 {first_line} 行",
        f"the key '{key}' is written twice, first on line {first_line}",
        "请删去一个",
        "delete one of them",
    )


def key_not_text(place: Place) -> Problem:
    """A list or a mapping used as a key."""
    return Problem(
        place,
        "E-YAML-KEY",
        "键不能是列表或映射",
        "a key cannot be a list or a mapping",
        "请把键写成一个词",
        "write the key as one word",
    )


def too_deep(place: Place, limit: int) -> Problem:
    """Nesting over the limit."""
    return Problem(
        place,
        "E-YAML-DEPTH",
        f"嵌套超过 {limit} 层",
        f"nested more than {limit} levels deep",
        "请把内层拿出来另写",
        "take the inner levels out",
    )


def too_many(place: Place, limit: int) -> Problem:
    """More nodes than the limit."""
    return Problem(
        place,
        "E-YAML-NODES",
        f"文件内容超过 {limit} 项",
        f"more than {limit} keys and values in the file",
        "请拆成几个文件",
        "split it into several files",
    )


def syntax(name: str, text: str, error: yaml.YAMLError) -> Problem:
    """A syntax error of the parser, in our words and on the line where the slip most likely is."""
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None) or mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    context_line = context.line + 1 if context else line
    lines = lines_of(text)
    for number in dict.fromkeys((line, context_line, line - 1)):  # parsers often stumble one line late
        if 1 <= number <= len(lines) and (found := _slip(name, lines[number - 1], number)):
            return found
    said = str(getattr(error, "problem", None) or error).split("\n")[0]
    if context and ("could not find expected ':'" in said or "unexpected end of stream" in said):
        line, column = context_line, context.column + 1
    for phrase, zh, en in _SYNTAX:
        if phrase in said:
            return Problem(Place(name, line, column), "E-YAML-SYNTAX", zh, en)
    return Problem(
        Place(name, line, column),
        "E-YAML-SYNTAX",
        f"YAML 写法有误（{said}）",
        f"not valid YAML ({said})",
        "请检查缩进、冒号和引号",
        "check indentation, colons and quotes",
    )


def _slip(name: str, text: str, number: int) -> Problem | None:
    """A slip that Chinese input methods make easy, on a line where the parser stumbled."""
    if colon := _WIDE_COLON.match(text):
        return wide_colon(Place(name, number, colon.start(1) + 1), colon.group(1))
    if comma := _WIDE_COMMA.search(text):
        where = text.index("，", comma.start()) + 1
        return Problem(
            Place(name, number, where),
            "E-YAML-COMMA",
            "两项之间用了全角逗号“，”",
            "full-width comma between two entries",
            "请改成半角逗号加空格；若是文字，请加引号",
            "write an ASCII comma and a space, or quote the text",
        )
    if tight := _NO_SPACE.match(text):
        key = tight.group(1)
        return Problem(
            Place(name, number, tight.end(1) + 1),
            "E-YAML-SPACE",
            f"“{key}:”后面缺少空格",
            f"no space after '{key}:'",
            "请在冒号后加一个空格",
            "put a space after the colon",
        )
    return None
