"""Open the Streamlit page on this machine only."""

from __future__ import annotations

import importlib.util
import subprocess
import sys

from recommender.api import home
from recommender.model.problem import BadInput, Place, Problem

ADDRESS = "127.0.0.1"


def open_page(port: int) -> int:
    """Run the page until it is stopped. Raises BadInput when the extra or the page is missing."""
    page = home() / "ui" / "app.py"
    if importlib.util.find_spec("streamlit") is None:
        raise BadInput(
            (
                Problem(
                    Place("tanlu ui"),
                    "E-UI-EXTRA",
                    "没有安装网页所需的 streamlit",
                    "streamlit, which the page needs, is not installed",
                    "请运行 pip install 'tanlu[ui]'",
                    "run pip install 'tanlu[ui]'",
                ),
            )
        )
    if not page.is_file():
        raise BadInput(
            (
                Problem(
                    Place(str(page)),
                    "E-UI-PAGE",
                    "网页文件不在这里",
                    "the page is not here",
                    "请在碳路项目目录里运行，或把 TANLU_HOME 设为该目录",
                    "run it in the Tanlu project directory, or set TANLU_HOME to it",
                ),
            )
        )
    command = [sys.executable, "-m", "streamlit", "run", str(page), "--server.address", ADDRESS]
    options = ["--server.port", str(port), "--browser.gatherUsageStats", "false"]
    return subprocess.run([*command, *options], check=False).returncode
