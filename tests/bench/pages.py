"""The demo company in a real server and a real browser: memory, reruns, first load."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from playwright.sync_api import Browser

from sales_core.kernel.settings import PROJECT
from tests.bench.report import FOLDER, Measured
from tests.e2e.screen import Screen
from tests.e2e.server import Server

PATHS = ("overview", "targets", "leaderboard", "analysis", "inventory", "receivables")
RERUNS = 10
TURNS = 5
#: Milliseconds: on a busy machine a first visit may wait for its version to be derived.
PATIENCE = 180_000


def demo_home() -> Path:
    """The demo company's state directory, loaded once by the command line."""
    home = FOLDER / "bench_demo"
    if not (home / "ledger.sqlite").exists():
        environment = os.environ | {"SALES_HOME": str(home)}
        subprocess.run([sys.executable, "-m", "sales_core", "demo"], cwd=PROJECT, env=environment, check=True)
    return home


def demo() -> list[Measured]:
    """Load of the demo company, memory, reruns and first load; skipped parts say so."""
    lines = [] if (FOLDER / "bench_demo" / "ledger.sqlite").exists() else [_load_time()]
    with _chromium() as chromium:
        if chromium is None:
            return [*lines, Measured("browser measurements", 0.0, "", None, "skipped: no chromium")]
        server = Server(demo_home(), is_started=True)
        try:
            return [*lines, *_visits(chromium, server), *_first_loads(chromium, server)]
        finally:
            server.stop()


def _load_time() -> Measured:
    started = time.perf_counter()
    demo_home()
    return Measured("demo company: write and load everything", time.perf_counter() - started, "s", 130)


def _visits(chromium: Browser, server: Server) -> list[Measured]:
    process = psutil.Process(server.process.pid)
    screen = Screen(chromium, server, "admin")
    screen.page.set_default_timeout(PATIENCE)
    lines = []
    for path in PATHS:
        started, before = time.perf_counter(), _cpu(process)
        screen.open(f"/{path}")
        lines.append(Measured(f"{path}: first visit, server CPU", (_cpu(process) - before) * 1000, "ms", None,
                              f"{time.perf_counter() - started:.1f} s in the browser"))  # fmt: skip
    screen.open("/overview")
    # The page has the focus, so that its own key for a rerun works without a click.
    before = _cpu(process)
    for _ in range(RERUNS):
        screen.page.keyboard.press("r")
        screen.page.wait_for_timeout(700)
        screen.settle()
    lines.append(Measured("cached Overview, rerun, server CPU", (_cpu(process) - before) / RERUNS * 1000, "ms", 60))
    screen.close()
    memory = sum(p.memory_info().rss for p in [process, *process.children(recursive=True)]) / 2**20
    own = process.memory_info().rss / 2**20
    return [
        *lines,
        Measured("memory of the server with the demo company", own, "MB", 600, f"{memory:.0f} MB with its workers"),
    ]


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _first_loads(chromium: Browser, server: Server) -> list[Measured]:
    """From the address to the drawn page in a browser without any cache; turn about, so that both meet the same noise."""
    with _empty_page() as address:
        pairs = [
            (_first_load(chromium, address, "/", None)[0], *_first_load(chromium, server.base, "/overview", server))
            for _ in range(TURNS)
        ]
    empty, cards, charts = (min(column) for column in zip(*pairs, strict=True))
    return [
        Measured("empty Streamlit page, first load", empty, "s", None, f"best of {TURNS}"),
        Measured("Overview, first load until the cards are there", cards, "s"),
        Measured("Overview, first load until the charts are there", charts, "s"),
        Measured("Overview's cards ÷ empty Streamlit page", cards / empty, "×"),
        Measured("Overview with charts ÷ empty Streamlit page", charts / empty, "×", 3.0),
    ]


def _first_load(chromium: Browser, base: str, path: str, server: Server | None) -> tuple[float, float]:
    """Seconds until the first words are there, and until everything is."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    if server is not None:
        page.request.post(server.person("admin"))
    started = time.perf_counter()
    page.goto(base + path)
    page.locator("[data-testid='stMarkdown']" if server is None else "button.card").first.wait_for()
    words = time.perf_counter() - started
    if server is not None:
        page.locator(".js-plotly-plot .main-svg").nth(1).wait_for()
    page.wait_for_function(
        "() => document.querySelector('[data-testid=\"stApp\"]')?.dataset.testScriptState === 'notRunning'"
    )
    taken = time.perf_counter() - started
    context.close()
    return words, taken


@contextmanager
def _empty_page() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        script = Path(folder) / "empty.py"
        script.write_text("import streamlit as st\nst.write('empty')\n", encoding="utf-8")
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port),
                   "--server.headless", "true", "--browser.gatherUsageStats", "false"]  # fmt: skip
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            for _ in range(100):
                with socket.socket() as knock:
                    if knock.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(10)


@contextmanager
def _chromium() -> Iterator[Browser | None]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        yield None
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield browser
        browser.close()
