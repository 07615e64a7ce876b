"""A small WebDriver client for Debian's chromium and chromedriver; the standard library is enough."""

from __future__ import annotations

import base64
import json
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--lang=zh-CN",
)  # fmt: skip
LOCAL_ONLY = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"
PROGRAMS = ("chromium", "chromedriver")


def missing() -> tuple[str, ...]:
    """The programs a browser test needs and this machine lacks."""
    return tuple(name for name in PROGRAMS if shutil.which(name) is None)


def free_port() -> int:
    """A port nobody listens on at 127.0.0.1."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, seconds: float = 30) -> None:
    """Until `url` answers; TimeoutError after `seconds`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(url)


class Browser:
    """One browser window."""

    def __init__(self, driver: str, session: str) -> None:
        self._session = f"{driver}/session/{session}"

    def go(self, url: str) -> None:
        """Open an address."""
        _ask("POST", f"{self._session}/url", {"url": url})

    def run(self, script: str, *arguments: object) -> Any:
        """What a JavaScript function body returns."""
        return _ask("POST", f"{self._session}/execute/sync", {"script": script, "args": list(arguments)})

    def text(self) -> str:
        """All visible text of the page."""
        return str(self.run("return document.body ? document.body.innerText : ''"))

    def until(self, script: str, seconds: float = 30) -> Any:
        """The first truthy value of a function body; TimeoutError with the page's text after `seconds`."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if value := self.run(script):
                return value
            time.sleep(0.1)
        raise TimeoutError(f"{script}\n{self.text()[:2000]}")

    def click_at(self, x: float, y: float) -> None:
        """Press the left button at a point of the window."""
        move = {"type": "pointerMove", "duration": 0, "x": round(x), "y": round(y)}
        press = [{"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp")]
        mouse = {"type": "pointer", "id": "mouse", "actions": [move, *press]}
        _ask("POST", f"{self._session}/actions", {"actions": [mouse]})

    def narrow(self, width: int, height: int) -> None:
        """Lay the page out as a telephone of that many points would."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": True}
        order = {"cmd": "Emulation.setDeviceMetricsOverride", "params": size}
        _ask("POST", f"{self._session}/goog/cdp/execute", order)

    def log(self) -> list[dict[str, Any]]:
        """The DevTools messages since the last call."""
        entries = _ask("POST", f"{self._session}/se/log", {"type": "performance"})
        return [json.loads(entry["message"])["message"] for entry in entries]

    def shoot(self, path: Path) -> None:
        """A picture of the window as PNG."""
        path.write_bytes(base64.b64decode(_ask("GET", f"{self._session}/screenshot")))


@contextmanager
def browser(profile: Path, width: int = 1366, height: int = 860) -> Iterator[Browser]:
    """A browser with an empty profile that can reach this machine only."""
    port = free_port()
    driver = subprocess.Popen(["chromedriver", f"--port={port}"], stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/status")
        options = {
            "args": [*QUIET, LOCAL_ONLY, f"--user-data-dir={profile}", f"--window-size={width},{height}"]
        }
        wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"performance": "ALL"}}
        begun = _ask("POST", f"{address}/session", {"capabilities": {"alwaysMatch": wanted}})
        try:
            yield Browser(address, begun["sessionId"])
        finally:
            _ask("DELETE", f"{address}/session/{begun['sessionId']}")
    finally:
        driver.terminate()
        driver.wait(timeout=10)


def _ask(method: str, url: str, body: object = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)["value"]
