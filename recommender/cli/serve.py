"""The commands that show the knowledge base to people and programs: pages in a folder, and the server."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from recommender.api import home
from recommender.cli.run import DONE
from recommender.model.problem import BadInput, Place, Problem

if TYPE_CHECKING:
    from recommender.kb.serve.server import KnowledgeServer


def docs(out: Path) -> int:
    """Write a page of everything into a folder. Raises BadInput."""
    from recommender.kb.pages.page import read_ontology, write_pages
    from recommender.knowledge_graph import knowledge_graph

    root = home()
    whole = knowledge_graph(root)
    try:
        number = write_pages(whole.records.schema, whole.graph, read_ontology(root), out)
    except OSError as error:
        said = error.strerror or str(error)
        raise BadInput(
            (_problem(str(out), "E-OUT", f"网页无法写入：{said}", f"cannot write: {said}"),)
        ) from None
    print(f"{out / 'index.html'}  {number} 页 · pages")  # noqa: T201
    return DONE


def serve(host: str, port: int, token: str) -> int:
    """Serve pages and queries until Ctrl-C. Raises BadInput."""
    from recommender.kb.serve.server import check_address

    check_address(host, token)
    server = open_server(home(), host, port, token)
    print(f"{server.url} · {server.url}sparql （Ctrl-C 结束 · to end）", flush=True)  # noqa: T201
    try:
        with suppress(KeyboardInterrupt):
            server.serve_forever()
    finally:
        server.server_close()
    return DONE


def open_server(root: Path, host: str, port: int, token: str) -> KnowledgeServer:
    """A server of the knowledge under `root`, bound but not yet answering. Raises BadInput."""
    from recommender.kb.pages.page import read_ontology
    from recommender.kb.serve.start import start
    from recommender.knowledge_graph import knowledge_graph

    whole = knowledge_graph(root)
    try:
        return start(whole.records.schema, whole.graph, read_ontology(root), root, host, port, token)
    except OSError as error:
        said = error.strerror or str(error)
        place = f"{host}:{port}"
        zh, en = f"不能在这里开服务：{said}", f"cannot listen here: {said}"
        raise BadInput(
            (_problem(place, "E-SERVE-PORT", zh, en, "请换 --port", "choose another --port"),)
        ) from None


def _problem(place: str, code: str, zh: str, en: str, hint_zh: str = "", hint_en: str = "") -> Problem:
    return Problem(Place(place), code, zh, en, hint_zh, hint_en)
