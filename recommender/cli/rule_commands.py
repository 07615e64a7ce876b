"""The commands about rules with their arguments; what each does is imported when it is called."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recommender.cli.options import Format, Lang, Language, ListFormat, Plain, RuleFiles, group

rules = group("规则 · the rules")


@rules.command("check")
def rules_check(files: RuleFiles = None, lang: Lang = Language.ZH) -> int:
    """逐行检查规则 · check rules line by line."""
    from recommender.cli.rules import check

    return check(tuple(files or ()), lang.value)


@rules.command("test")
def rules_test(
    files: RuleFiles = None,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="逐条列出由哪些例子和场地走到 · what exercises each rule")
    ] = False,
    lang: Lang = Language.ZH,
) -> int:
    """跑规则自带的例子 · run the examples of the rules."""
    from recommender.cli.rules import test

    return test(tuple(files or ()), coverage, lang.value)


@rules.command("diff")
def rules_diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="旧的规则或项目目录 · older rules or project")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="新的 · the newer one")],
    sites: Annotated[
        Path | None, typer.Option("--sites", metavar="DIR", help="示例场地所在目录 · folder of sample sites")
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="输出格式 · output")] = Format.TEXT,
    lang: Lang = Language.ZH,
) -> int:
    """规则改了什么，示例场地因此怎样变 · what changed in the rules and what that moves."""
    from recommender.cli.authoring import diff

    return diff(old, new, sites, form.value, lang.value)


@rules.command("map")
def rules_map(
    form: Annotated[ListFormat, typer.Option("--format", help="输出格式 · output")] = ListFormat.TEXT,
    lang: Lang = Language.ZH,
) -> int:
    """哪类场地、气候、阶段规则多，哪里是空的 · where the rules are dense and where empty."""
    from recommender.cli.authoring import health

    return health(form.value, lang.value)


@rules.command("coverage")
def rules_coverage(
    form: Annotated[ListFormat, typer.Option("--format", help="输出格式 · output")] = ListFormat.TEXT,
    by_section: Annotated[bool, typer.Option("--sections", help="只看各节 · the sections only")] = False,
    lang: Lang = Language.ZH,
) -> int:
    """来源的每条候选陈述成了什么 · what became of each candidate statement of the sources."""
    from recommender.cli.authoring import coverage

    return coverage(form.value, by_section, lang.value)


@rules.command("show")
def rules_show(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="规则 id 或标题 · id or title")],
    form: Annotated[Plain, typer.Option("--format", help="输出格式 · output")] = Plain.TEXT,
    lang: Lang = Language.ZH,
) -> int:
    """一条规则：句子、条款、影响、例子、示例场地 · one rule and all that goes with it."""
    from recommender.cli.authoring import show_rule

    return show_rule(rule, form.value, lang.value)


@rules.command("verify")
def rules_verify(
    files: RuleFiles = None,
    form: Annotated[Plain, typer.Option("--format", help="输出格式 · output")] = Plain.TEXT,
    save: Annotated[
        Path | None,
        typer.Option("--save", metavar="DIR", help="把显示问题的场地存成档案 · save the sites that show it"),
    ] = None,
    lang: Lang = Language.ZH,
) -> int:
    """对所有合法场地证明规则有无毛病 · prove faults of the rules over all legal sites."""
    from recommender.cli.verify import verify

    return verify(tuple(files or ()), form.value, lang.value, save)


@rules.command("set")
def rules_set(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="规则 id · id of the rule")],
    path: Annotated[
        str,
        typer.Argument(metavar="PATH", help="字段，如 because.zh、then.0.discourage.target · the field"),
    ],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="值，按 YAML 写 · the value as YAML")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="只显示差别，不保存 · show the difference only")
    ] = False,
    lang: Lang = Language.ZH,
) -> int:
    """改规则的一个字段，注释和写法不变 · change one field of a rule in its file."""
    from recommender.cli.drafting import set_field

    return set_field(rule, path, value, dry_run, lang.value)


@rules.command("lint")
def rules_lint(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="条文草稿，一行一条，- 读标准输入 · clauses, - for stdin")
    ],
    source: Annotated[
        str,
        typer.Option("--source", metavar="ID", help="修订哪一份文件，如 zcc · the document under revision"),
    ] = "",
    form: Annotated[Plain, typer.Option("--format", help="输出格式 · output")] = Plain.TEXT,
    lang: Lang = Language.ZH,
) -> int:
    """检查条文草稿的用词、术语和引用 · lint draft clauses of a standard."""
    from recommender.cli.drafting import lint_draft

    return lint_draft(file, source, form.value, lang.value)


@rules.command("book")
def rules_book(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="写到哪个目录 · the folder")] = Path(
        "build/rulebook"
    ),
) -> int:
    """把全部规则写成一本网页 · write all rules as a book of pages."""
    from recommender.cli.drafting import write_book

    return write_book(out)
