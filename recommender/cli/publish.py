"""The commands that compare and publish the knowledge base."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from recommender.api import home, load_knowledge
from recommender.cli.output import write
from recommender.cli.run import DONE, FINDINGS
from recommender.kb.load import load_records
from recommender.model.problem import BadInput, Place, Problem


def diff(before: Path, after: Path, form: str, language: str) -> int:
    """Tell what changed; findings when a record vanished without being retired. Raises BadInput."""
    from recommender.kb.diff import Kind, changes

    found = changes(load_records(before), load_records(after))
    if form == "json":
        rows = [{**asdict(one), "kind": one.kind.value, "words": one.words.to_dict()} for one in found]
        write(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", None)
    else:
        lines = [one.words.get(language) for one in found]
        count = f"共 {len(found)} 处变化" if language == "zh" else f"{len(found)} changes in all"
        write("".join(f"{line}\n" for line in (*lines, count)), None)
    return FINDINGS if any(one.kind is Kind.VANISHED for one in found) else DONE


def export(form: str, out: Path) -> int:
    """Write the knowledge base in one format, or everything with hashes, into a folder. Raises BadInput."""
    from recommender.kb.publish.export import Published
    from recommender.kb.publish.export import export as write_files
    from recommender.kb.tables import TABLE_NAMES, Table, table
    from recommender.knowledge_graph import knowledge_graph

    root = home()
    knowledge = load_knowledge(root)
    whole = knowledge_graph(root, knowledge)
    tables: list[Table] = []
    for name in TABLE_NAMES:
        made = table(name, whole.records, knowledge.rulebook)
        if made.rows:
            tables.append(made)
    published = Published(root, whole.records, whole.graph, tuple(tables))
    try:
        for path in write_files(published, form, out):
            print(path)  # noqa: T201
    except OSError as error:
        raise BadInput((_unwritable(out, error),)) from None
    return DONE


def _unwritable(out: Path, error: OSError) -> Problem:
    said = error.strerror or str(error)
    return Problem(
        Place(str(out)),
        "E-OUT",
        f"文件无法写入：{said}",
        f"the files cannot be written: {said}",
        "请检查路径和权限",
        "check the path and the permissions",
    )
