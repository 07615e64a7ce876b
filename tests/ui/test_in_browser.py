"""The page in chromium: the roadmap of 和一 appears, a click chooses, and no foreign host is asked."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.ui.browser import Browser, browser, free_port, missing, wait_for

ROOT = Path(__file__).parents[2]
CHART = "[data-testid=stVegaLiteChart] .mark-rect path"
DRAWN = f"""
const app = document.querySelector('[data-testid=stApp]');
return app && app.dataset.testScriptState == 'notRunning'
  && document.querySelectorAll('{CHART}').length > 10 && document.querySelectorAll('h3').length >= 5"""
OTHER_BAR = f"""
const chosen = document.querySelector('h4').innerText.split('　')[0];
const box = [...document.querySelectorAll('{CHART}')].find(one => !one.ariaLabel.includes(chosen));
box.scrollIntoView({{block: 'center'}});
const at = box.getBoundingClientRect();
return [at.x + at.width * 0.8, at.y + at.height / 2, box.ariaLabel]"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(ROOT / "ui" / "app.py"), f"--server.port={port}"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=10)


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Browser]:
    assert not missing(), f"not installed: {', '.join(missing())} (apt-get install chromium chromium-driver)"
    with browser(tmp_path / "profile") as opened:
        yield opened


def hosts(window: Browser) -> set[str]:
    sent = [
        one
        for one in window.log()
        if one["method"] in ("Network.requestWillBeSent", "Network.webSocketCreated")
    ]
    urls = [one["params"].get("url") or one["params"]["request"]["url"] for one in sent]
    return {
        urlsplit(url).hostname or "" for url in urls if urlsplit(url).scheme not in ("data", "blob", "chrome")
    }


def test_roadmap_click_and_no_foreign_request(address: str, window: Browser, tmp_path: Path) -> None:
    window.go(address)
    window.until(DRAWN)
    text = window.text()
    for word in (
        "碳路",
        "和一社区",
        "甘特图",
        "所选技术的理由",
        "条款清单",
        "没有列入的技术",
        "近期",
        "★★★★★",
        "试点",
    ):
        assert word in text, word
    assert "stException" not in window.run("return document.body.innerHTML")
    x, y, label = window.run(OTHER_BAR)
    window.click_at(x, y)
    chosen = "document.querySelector('h4').innerText.split('　')[0]"
    window.until(f"return {json.dumps(label)}.includes({chosen})")
    window.until("return location.search.includes('tech=')")
    picture = tmp_path / "page.png"
    window.shoot(picture)
    assert picture.stat().st_size > 30_000
    assert hosts(window) == {"127.0.0.1"}


def test_copied_address_and_english(address: str, window: Browser) -> None:
    window.go(f"{address}/?site=hongyupo&lang=en&tech=rooftop-photovoltaics")
    window.until(DRAWN)
    text = window.text()
    assert "Reasons of the chosen technology" in text
    assert "红育坡" in text


def test_target_account_and_score_fit_a_telephone(address: str, window: Browser) -> None:
    window.narrow(390, 844)
    window.go(f"{address}/?site=government-office")
    window.until(DRAWN)
    marks = "[...document.querySelectorAll('[data-testid=stVegaLiteChart] .mark-text text')]"
    window.until("document.getElementById('target').scrollIntoView(); return true")
    window.until(f"return {marks}.some(one => one.textContent.startsWith('目标 2032'))")
    text = window.text()
    for word in ("能否达到目标", "碳收支", "得分", "1,200", "资源循环利用", "没有等级"):
        assert word in text, word
    assert not window.run("return document.querySelectorAll('[data-testid=stException]').length")
    width = window.run("return document.querySelector('[data-testid=stMain]').scrollWidth")
    assert width <= 390, width
