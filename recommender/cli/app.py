"""The commands with their arguments and options; what each does is imported when it is called."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recommender import __version__
from recommender.cli.options import (
    All,
    ExportFormat,
    Format,
    Lang,
    Language,
    Off,
    Plain,
    Site,
    TableFormat,
    group,
)
from recommender.cli.rule_commands import rules

app = group("碳路：从场地档案到分期低碳技术路线与条款清单 · Tanlu: explained low-carbon roadmaps")
kb = group("知识库 · the knowledge base")
app.add_typer(kb, name="kb")
app.add_typer(rules, name="rules")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tanlu {__version__}")
        raise typer.Exit(0)


@app.callback(invoke_without_command=True)
def tanlu(
    context: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="版本 · version")
    ] = False,
) -> None:
    """碳路：从场地档案到分期低碳技术路线与条款清单 · Tanlu: explained low-carbon roadmaps."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command()
def recommend(
    site: Site,
    form: Annotated[Format, typer.Option("--format", help="输出格式 · output")] = Format.TEXT,
    lang: Lang = Language.ZH,
    everything: All = False,
    out: Annotated[Path | None, typer.Option("--out", help="写入文件 · write to a file")] = None,
    off: Off = None,
) -> int:
    """场地的路线图与条款清单 · the roadmap and checklist of a site."""
    from recommender.cli.site import print_roadmap

    return print_roadmap(site, form.value, lang.value, everything, out, tuple(off or ()))


@app.command()
def explain(
    site: Site,
    technology: Annotated[str, typer.Argument(metavar="TECHNOLOGY", help="技术 id 或名称 · id or name")],
    form: Annotated[Plain, typer.Option("--format", help="输出格式 · output")] = Plain.TEXT,
    lang: Lang = Language.ZH,
    off: Off = None,
) -> int:
    """一项技术为什么在、为什么不在 · why a technology is in or out."""
    from recommender.cli.site import print_explanation

    return print_explanation(site, technology, form.value, lang.value, tuple(off or ()))


@app.command("what-if")
def what_if(
    site: Site,
    settings: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FACT=VALUE]...", help="改陈述的事实 · facts stated otherwise"),
    ] = None,
    removed: Annotated[
        list[str] | None,
        typer.Option("--remove", metavar="FACT", help="当作不知道，可重复 · take as unknown"),
    ] = None,
    form: Annotated[Plain, typer.Option("--format", help="输出格式 · output")] = Plain.TEXT,
    lang: Lang = Language.ZH,
    off: Off = None,
) -> int:
    """改几个事实会怎样：只列有变的 · what moves when facts are stated otherwise."""
    from recommender.cli.what_if import what_if as tell

    return tell(site, tuple(settings or ()), tuple(removed or ()), form.value, lang.value, tuple(off or ()))


@app.command()
def compare(
    sites: Annotated[
        list[Path], typer.Argument(metavar="SITE...", help="场地档案 YAML，可给几个 · one or more profiles")
    ],
    scenarios: Annotated[
        list[str] | None,
        typer.Option("--scenario", metavar="NAME", help="只比这个方案，可重复 · only this scenario"),
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FACT=VALUE", help="另比一个改了事实的方案 · also with this fact"),
    ] = None,
    removed: Annotated[
        list[str] | None,
        typer.Option("--remove", metavar="FACT", help="该方案里当作不知道 · also with this fact unknown"),
    ] = None,
    off: Annotated[
        list[str] | None,
        typer.Option("--without", metavar="NAME", help="该方案里关闭规则 · also without these rules"),
    ] = None,
    form: Annotated[Plain, typer.Option("--format", help="输出格式 · output")] = Plain.TEXT,
    lang: Lang = Language.ZH,
    everything: All = False,
) -> int:
    """几个方案或几处场地并排比较，只列不同 · variants or sites side by side, only what differs."""
    from recommender.cli.compare import compare as tell

    named, changed = tuple(scenarios or ()), (tuple(settings or ()), tuple(removed or ()), tuple(off or ()))
    return tell(tuple(sites), named, *changed, form.value, lang.value, everything)


@app.command()
def ask(
    site: Site,
    form: Annotated[Plain, typer.Option("--format", help="输出格式 · output")] = Plain.TEXT,
    lang: Lang = Language.ZH,
    everything: All = False,
    off: Off = None,
) -> int:
    """还应先弄清哪些事实 · which facts are worth finding out first."""
    from recommender.cli.site import print_questions

    return print_questions(site, form.value, lang.value, everything, tuple(off or ()))


@app.command()
def score(
    site: Site,
    form: Annotated[Plain, typer.Option("--format", help="输出格式 · output")] = Plain.TEXT,
    lang: Lang = Language.ZH,
    reading: Annotated[
        list[str] | None,
        typer.Option("--reading", metavar="NAME=OPTION", help="换一种读法，可重复 · read it otherwise"),
    ] = None,
    readings: Annotated[
        bool, typer.Option("--readings", help="列出全部读法和理由 · list the readings with reasons")
    ] = False,
    everything: All = False,
    off: Off = None,
) -> int:
    """按指标给场地评分，什么能提高它 · score a site by its indicators; what raises it."""
    from recommender.cli.score import print_score

    settings, switched_off = tuple(reading or ()), tuple(off or ())
    return print_score(site, settings, form.value, lang.value, everything, readings, switched_off)


@app.command()
def account(
    site: Site,
    method: Annotated[
        str, typer.Option("--method", metavar="ID", help="核算方法，不写用默认 · accounting method")
    ] = "",
    form: Annotated[Plain, typer.Option("--format", help="输出格式 · output")] = Plain.TEXT,
    lang: Lang = Language.ZH,
    everything: All = False,
) -> int:
    """场地的碳收支：逐项、合计、还缺什么 · the carbon account of a site."""
    from recommender.cli.account import print_account

    return print_account(site, method, form.value, lang.value, everything)


@app.command()
def ui(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="端口 · port")] = 8501,
) -> int:
    """在本机打开网页 · open the page on this machine."""
    from recommender.cli.page import open_page

    return open_page(port)


@kb.command("build")
def kb_build(
    graph: Annotated[
        Path | None, typer.Option("--graph", help="另存 RDF 图（N-Triples）· also write the graph")
    ] = None,
) -> int:
    """由模式生成 ontology/generated · write what is generated from the schema."""
    from recommender.cli.knowledge import build

    return build(graph)


@kb.command("check")
def kb_check(
    lang: Lang = Language.ZH,
    require_reasoner: Annotated[
        bool, typer.Option("--require-reasoner", help="没有 Java 算错误 · no Java is an error")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="证明推理所得的矛盾 · prove what the reasoner contradicts")
    ] = False,
) -> int:
    """检查全部知识和规则 · check all knowledge and rules."""
    from recommender.cli.knowledge import check

    return check(lang.value, require_reasoner, explain)


@kb.command("audit")
def kb_audit(
    sources: Annotated[
        Path, typer.Option("--sources", metavar="DIR", help="文献文本所在目录 · folder of the source texts")
    ],
    lang: Lang = Language.ZH,
) -> int:
    """到文献原文里逐处核对 · look for marks and values in the source texts."""
    from recommender.cli.knowledge import audit

    return audit(sources, lang.value)


@kb.command("table")
def kb_table(
    name: Annotated[str, typer.Argument(metavar="NAME", help="表名 · name of the table")],
    form: Annotated[TableFormat, typer.Option("--format", help="输出格式 · output")] = TableFormat.CSV,
) -> int:
    """按来源次序打印一张表 · print a table in source order."""
    from recommender.cli.knowledge import print_table

    return print_table(name, form.value)


@kb.command("query")
def kb_query(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="SPARQL 文件，- 读标准输入 · - for stdin")],
    form: Annotated[TableFormat, typer.Option("--format", help="输出格式 · output")] = TableFormat.CSV,
) -> int:
    """只读 SPARQL 查询 · ask the graph, read-only."""
    from recommender.cli.knowledge import query

    return query(file, form.value)


@kb.command("ask")
def kb_ask(
    number: Annotated[
        str,
        typer.Argument(metavar="[NNN]", help="问题编号，不写就列出全部 · number; without it, all"),
    ] = "",
    form: Annotated[TableFormat, typer.Option("--format", help="输出格式 · output")] = TableFormat.CSV,
    lang: Lang = Language.ZH,
) -> int:
    """列出知识库能回答的问题，或回答一问 · list the questions, or answer one."""
    from recommender.cli.questions import ask_question

    return ask_question(number, form.value, lang.value)


@kb.command("export")
def kb_export(
    form: Annotated[ExportFormat, typer.Option("--format", help="格式 · format")] = ExportFormat.ALL,
    out: Annotated[Path, typer.Option("--out", help="写到哪个目录 · the folder")] = Path("build/export"),
) -> int:
    """导出知识库，all 连同哈希清单 · export the knowledge base; all adds hashes."""
    from recommender.cli.publish import export

    return export(form.value, out)


@kb.command("diff")
def kb_diff(
    before: Annotated[Path, typer.Argument(metavar="A", help="旧的项目目录 · the older project directory")],
    after: Annotated[Path, typer.Argument(metavar="B", help="新的项目目录 · the newer one")],
    form: Annotated[Plain, typer.Option("--format", help="输出格式 · output")] = Plain.TEXT,
    lang: Lang = Language.ZH,
) -> int:
    """两个版本的知识差在哪里 · what changed between two versions of the knowledge."""
    from recommender.cli.publish import diff

    return diff(before, after, form.value, lang.value)


@kb.command("docs")
def kb_docs(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="写到哪个目录 · the folder")] = Path(
        "build/docs"
    ),
) -> int:
    """为每条记录、类和属性写一页网页 · write a page of every record, class and property."""
    from recommender.cli.serve import docs

    return docs(out)


@kb.command("serve")
def kb_serve(
    host: Annotated[str, typer.Option("--host", help="地址，默认只限本机 · address")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="端口，0 任选 · 0 for any")] = 7878,
    token: Annotated[
        str, typer.Option("--token", envvar="TANLU_TOKEN", help="访问令牌 · token that requests must bear")
    ] = "",
) -> int:
    """只读网页与 SPARQL 服务 · serve pages and read-only SPARQL."""
    from recommender.cli.serve import serve

    return serve(host, port, token)
