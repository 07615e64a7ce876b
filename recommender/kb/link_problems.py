"""The words of every refusal of a link: dangling, of the wrong class or scheme, beyond its clause."""

from __future__ import annotations

from collections.abc import Iterable

from recommender.model.problem import Place, Problem
from recommender.model.text import Text
from recommender.store.names import meant, nearest


def dangling(place: Place, target: str, label: Text, near: str) -> Problem:
    """A link to a record that does not exist."""
    return Problem(
        place,
        "E-LINK-MISSING",
        f"没有{label.zh}“{target}”",
        f"there is no {label.en} '{target}'",
        *meant(near),
    )


def dangling_any(place: Place, target: str, near: str) -> Problem:
    """A link to nothing of any class."""
    return Problem(
        place, "E-LINK-MISSING", f"没有记录“{target}”", f"there is no record '{target}'", *meant(near)
    )


def dangling_value(place: Place, target: str, scheme_zh: str, scheme: str, near: str) -> Problem:
    """A concept that does not exist in its scheme."""
    return Problem(
        place,
        "E-LINK-MISSING",
        f"词表{scheme_zh}里没有“{target}”",
        f"the scheme {scheme} has no '{target}'",
        *meant(near),
    )


def wrong_scheme(place: Place, target: str, scheme_zh: str, scheme: str, near: str) -> Problem:
    """A concept of another scheme."""
    return Problem(
        place,
        "E-LINK-SCHEME",
        f"“{target}”不属于词表{scheme_zh}",
        f"'{target}' is not of the scheme {scheme}",
        *meant(near),
    )


def wrong_class(place: Place, target: str, wanted: Text, found: Text) -> Problem:
    """A link to a record of another class."""
    return Problem(
        place,
        "E-LINK-CLASS",
        f"“{target}”是{found.zh}，此处应为{wanted.zh}",
        f"'{target}' is of the class {found.en}, but {wanted.en} is needed here",
    )


def clause_form(place: Place, text: str, example: str) -> Problem:
    """Not written like a clause reference."""
    return Problem(
        place,
        "E-CLAUSE-FORM",
        f"条款引用“{text}”写法不对",
        f"'{text}' is not a clause reference",
        f"请写成 {example}#1 的样子",
        f"write it like {example}#1",
    )


def no_such_clause(place: Place, clause: str, near: str) -> Problem:
    """A section that is not recorded."""
    return Problem(
        place, "E-CLAUSE-MISSING", f"没有条款“{clause}”", f"there is no clause '{clause}'", *meant(near)
    )


def no_such_source(place: Place, source: str, known: Iterable[str]) -> Problem:
    """A clause of an unknown source."""
    return Problem(
        place,
        "E-CLAUSE-SOURCE",
        f"没有文献“{source}”",
        f"there is no source '{source}'",
        *meant(nearest(source, known)),
    )


def beyond_clause(place: Place, clause: str, part: str, index: int, number: int) -> Problem:
    """A list item or paragraph after the last one."""
    zh, en = ("列项", "items") if part == "item" else ("段", "paragraphs")
    if not number:
        return Problem(
            place, "E-CLAUSE-ITEM", f"条款“{clause}”没有{zh}可引", f"clause '{clause}' has no {en} to cite"
        )
    return Problem(
        place,
        "E-CLAUSE-ITEM",
        f"条款“{clause}”只有 {number} 个{zh}，没有第 {index} 个",
        f"clause '{clause}' has {number} {en}, there is no number {index}",
    )


def cycle(place: Place, record_id: str) -> Problem:
    """A record above itself."""
    return Problem(
        place,
        "E-LINK-CYCLE",
        f"“{record_id}”沿上位关系绕回了自己",
        f"'{record_id}' is, through broader, above itself",
        "请改掉其中一个 broader",
        "change one of the broader links",
    )


def retired_link(place: Place, target: str, reason: Text, replaced_by: tuple[str, ...]) -> Problem:
    """A link to an id that is no longer used."""
    new = ", ".join(replaced_by)
    return Problem(
        place,
        "E-LINK-RETIRED",
        f"“{target}”已不再使用：{reason.zh}",
        f"'{target}' is no longer used: {reason.en}",
        f"请改用 {new}" if new else "没有取代者，请删去",
        f"use {new}" if new else "nothing replaces it; take it out",
    )


def retired_class(place: Place, name: str, classes: Iterable[str]) -> Problem:
    """A retired id says it belonged to a class that does not exist."""
    return Problem(
        place,
        "E-RETIRED-CLASS",
        f"没有名为“{name}”的类",
        f"there is no class '{name}'",
        *meant(nearest(name, classes)),
    )


def used_again(place: Place, target: str, retired: Place) -> Problem:
    """A retired id is used for a new record."""
    return Problem(
        place,
        "E-ID-RETIRED",
        f"编号“{target}”已退役，不得再用（见 {retired.file}:{retired.line}）",
        f"the id '{target}' is retired and must not be used again (see {retired.file}:{retired.line})",
        "请换一个新编号",
        "choose a new id",
    )
