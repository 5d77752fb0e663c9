"""A person's browser on one of our servers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, FloatRect, Locator, Page, Request, Response

from tests.e2e.server import Server

#: `open_screen(server, who="admin", …)`: a screen of the person, closed at the end of the test.
OpenScreen = Callable[..., "Screen"]

#: Streamlit's client looks for its server below every page's own path first; these two answers are expected.
_EXPECTED = re.compile(r"/[a-z]+/_stcore/(health|host-config)$")


def place(shown: Locator) -> FloatRect:
    """Where it stands on the page, in pixels; it has to be drawn."""
    box = shown.bounding_box()
    assert box is not None
    return box


class Screen:
    """`page` is Playwright's page; `complaints` collects what a clean page does not say or ask for."""

    def __init__(
        self,
        chromium: Browser,
        server: Server,
        who: str,
        *,
        width: int = 1280,
        height: int = 900,
        dark: bool = False,
        language: str = "zh-CN",
        anonymous: bool = False,
        **rights: Any,
    ) -> None:
        self.server = server
        self.complaints: list[str] = []
        self._context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale=language,
            accept_downloads=True,
        )
        self.page = self._context.new_page()
        self.page.set_default_timeout(20_000)
        self._listen()
        if not anonymous:
            self.page.request.post(server.person(who, **rights))

    def open(self, path: str) -> Page:
        """Goes to a path of the server and waits until the page has run."""
        self.page.goto(self.server.base + path)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Waits until the script has run and nothing is pending."""
        app = self.page.locator('[data-testid="stApp"]')
        app.wait_for()
        self.page.wait_for_function(
            """() => {
              const app = document.querySelector('[data-testid="stApp"]')
              const waiting = document.querySelector('[data-testid="stSkeleton"]')
              return app && !waiting && app.dataset.testScriptState === 'notRunning' && app.dataset.testConnectionState === 'CONNECTED'
            }"""
        )
        self.page.wait_for_timeout(250)

    def text(self) -> str:
        """What the page shows as text."""
        return str(self.page.locator("body").inner_text())

    def close(self) -> None:
        """Ends it."""
        self._context.close()

    def _listen(self) -> None:
        page = self.page
        page.on("pageerror", lambda error: self.complaints.append(f"page error: {error}"))
        page.on("console", self._hear)
        page.on("request", self._watch)
        page.on("response", self._judge)

    def _hear(self, message: ConsoleMessage) -> None:
        # Failed loads are judged with their address in `_judge`.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.complaints.append(f"console: {message.text}")

    def _watch(self, request: Request) -> None:
        if not request.url.startswith((self.server.base, "data:", "blob:", "about:")):
            self.complaints.append(f"left the machine: {request.url}")

    def _judge(self, response: Response) -> None:
        if response.status >= 400 and not _EXPECTED.search(response.url.partition("?")[0]):
            self.complaints.append(f"{response.status}: {response.url}")
