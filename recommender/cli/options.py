"""What the commands share: groups, output formats, languages, arguments and options."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

_SETTINGS = {"help_option_names": ["-h", "--help"]}


def group(words: str) -> typer.Typer:
    """A group of commands; `words` are its help."""
    return typer.Typer(
        help=words,
        context_settings=dict(_SETTINGS),
        rich_markup_mode=None,
        add_completion=False,
        pretty_exceptions_enable=False,
    )


class Format(StrEnum):
    """How a roadmap is printed."""

    TEXT = "text"
    JSON = "json"
    MD = "md"


class Plain(StrEnum):
    """How an explanation, the questions or a difference are printed."""

    TEXT = "text"
    JSON = "json"


class TableFormat(StrEnum):
    """How a table is printed."""

    CSV = "csv"
    JSON = "json"


class ListFormat(StrEnum):
    """How a map or a ledger is printed."""

    TEXT = "text"
    CSV = "csv"
    JSON = "json"


class ExportFormat(StrEnum):
    """What the knowledge base is exported as."""

    TTL = "ttl"
    NT = "nt"
    JSONLD = "jsonld"
    OWX = "owx"
    GRAPHML = "graphml"
    GEXF = "gexf"
    ONTOLOGY = "ontology"
    CSV = "csv"
    SQLITE = "sqlite"
    VOID = "void"
    ALL = "all"


class Language(StrEnum):
    """The language of the words."""

    ZH = "zh"
    EN = "en"


Site = Annotated[Path, typer.Argument(metavar="SITE", help="场地档案 YAML · the site profile")]
Lang = Annotated[Language, typer.Option("--lang", help="语言 · language")]
Off = Annotated[
    list[str] | None,
    typer.Option(
        "--without",
        metavar="NAME",
        help="关闭规则：judgement、主题或规则 id，可重复 · switch rules off by basis, theme or id",
    ),
]
All = Annotated[bool, typer.Option("--all", help="全部列出 · leave nothing out")]
RuleFiles = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[FILES]...", help="规则文件，不写就是全部 · rule files, all by default"),
]
