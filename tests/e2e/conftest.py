"""A fresh server, a browser, a page that is signed in; console and server output have to stay clean."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.e2e.screen import OpenScreen, Screen
from tests.e2e.server import Serve, Server
from tests.pages import tiny
from tests.support.company import Company
from tests.support.shared import built_once

_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--force-color-profile=srgb"]


def _browser_path() -> str | None:
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's chromium; tests that need it are skipped when there is none."""
    path = _browser_path()
    if path is None:
        pytest.skip("no chromium on this machine: `apt-get install chromium fonts-noto-cjk`")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def small_company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state directory with two regions, two branches, three reps, two years of sales and this year's targets."""

    def load(root: Path) -> None:
        Company(root).load_together({"sales": _sales(), "targets": _targets()})

    return built_once(tmp_path_factory, "small-company", load) / "home"


@pytest.fixture(scope="session")
def tiny_company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state directory of the tiny company with everything in it; to be copied."""

    def load(root: Path) -> None:
        Company(root).load_together(tiny.everything())

    return built_once(tmp_path_factory, "tiny-company", load) / "home"


@pytest.fixture
def home(small_company: Path, tmp_path: Path) -> Path:
    """A copy of the small company that the test may change."""
    return Path(shutil.copytree(small_company, tmp_path / "home"))


@pytest.fixture
def serve() -> Iterator[Serve]:
    """`serve(home)` starts a server; it is stopped, and its output judged, at the end."""
    running: list[Server] = []

    def start(home: Path, **more: Any) -> Server:
        running.append(Server(home, **more))
        return running[-1]

    yield start
    complaints = [line for server in running for line in server.complaints()]
    output = "\n".join(server.output() for server in running) if complaints else ""
    for server in running:
        server.stop()
    assert not complaints, output


@pytest.fixture
def server(serve: Serve, home: Path) -> Server:
    """A server on a copy of the small company."""
    return serve(home)


@pytest.fixture(scope="module")
def shared_server(small_company: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server a module, for tests that change nothing but their own accounts."""
    home = Path(shutil.copytree(small_company, tmp_path_factory.mktemp("shared") / "home"))
    server = Server(home)
    server.person("boss")
    yield server
    complaints = server.complaints()
    output = server.output()
    server.stop()
    assert not complaints, output


@pytest.fixture
def empty_server(serve: Serve, tmp_path: Path) -> Server:
    """A server without any data."""
    return serve(tmp_path / "empty")


@pytest.fixture
def open_screen(chromium: Browser) -> Iterator[OpenScreen]:
    """`open_screen(server, who="admin", …)` signs a person in by link; the console has to stay clean."""
    opened: list[Screen] = []

    def open_(server: Server, who: str = "admin", **more: Any) -> Screen:
        opened.append(Screen(chromium, server, who, **more))
        return opened[-1]

    yield open_
    complaints = [line for screen in opened for line in screen.complaints]
    for screen in opened:
        screen.close()
    assert not complaints


@pytest.fixture
def screen(open_screen: OpenScreen, server: Server) -> Screen:
    """An administrator's browser on the small company."""
    return open_screen(server)


def _sales() -> list[dict[str, object]]:
    rows = []
    for year in (2025, 2026):
        for month in range(1, 13 if year == 2025 else 6):
            for at, (region, branch, rep) in enumerate(_REPS):
                rows.append(
                    {
                        "date": f"{year}-{month:02d}-{10 + at:02d}",
                        "order_no": f"S{year}{month:02d}{at}",
                        "region": region,
                        "branch": branch,
                        "rep": rep,
                        "customer": f"C{at}",
                        "product": f"P{at}",
                        "quantity": 10 + month,
                        "amount": 1000 * (at + 1) + 10 * month + (500 if year == 2026 else 0),
                    }
                )
    return rows


def _targets() -> list[dict[str, object]]:
    return [
        {"month": f"2026-{month:02d}-01", "rep": rep, "region": region, "branch": branch, "target": 2500}
        for month in range(1, 13)
        for region, branch, rep in _REPS
    ]


_REPS = (("华东", "上海", "R1"), ("华东", "杭州", "R2"), ("华南", "广州", "R3"))
