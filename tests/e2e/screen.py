"""A person's browser on one of our servers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, FloatRect, Locator, Page, Request, Response

from tests.e2e.profiles import take_profile
from tests.e2e.server import Server

#: `open_screen(server, who="admin", …)`: a screen of the person, closed at the end of the test.
OpenScreen = Callable[..., "Screen"]

#: How long the browser waits for what has to appear: what hangs is told, not what is slow.
PATIENCE = 60_000
#: Streamlit's client looks for its server below every page's own path first; these two answers are expected.
_EXPECTED = re.compile(r"/[a-z_]+/_stcore/(health|host-config)$")

#: Resolves when the script runs for the new path; one that is quick shows its headline without having been seen to run.
_GO = """path => new Promise((began, fail) => {
  const app = document.querySelector('[data-testid="stApp"]')
  const headline = () => app.querySelector('[data-testid="stMain"] h2')?.textContent
  const before = headline()
  const observer = new MutationObserver(changes => {
    const ran = changes.some(one => one.target === app && one.attributeName === 'data-test-script-state')
    if (ran || app.dataset.testScriptState !== 'notRunning' || headline() !== before) { observer.disconnect(); began() }
  })
  observer.observe(app, { subtree: true, childList: true, characterData: true, attributes: true })
  history.pushState({}, '', path)
  dispatchEvent(new PopStateEvent('popstate'))
  setTimeout(() => fail(new Error(`nothing ran for ${path}`)), 60000)
})"""


_IS_SETTLED = """() => {
  const app = document.querySelector('[data-testid="stApp"]')
  const waiting = document.querySelector('[data-testid="stSkeleton"]')
  return app && !waiting && app.dataset.testScriptState === 'notRunning' && app.dataset.testConnectionState === 'CONNECTED'
}"""


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
        self._listeners: list[tuple[str, Callable[[Any], None]]] = []
        self._is_open = False
        self._profile = take_profile(chromium, language)
        self.page = self._profile.page
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")
        self.page.set_default_timeout(PATIENCE)
        self._listen()
        if not anonymous:
            self.page.request.post(server.person(who, **rights))

    def open(self, path: str) -> Page:
        """Goes to a path of the server and waits until the page has run."""
        self.page.goto(self.server.base + path)
        self.settle()
        self._is_open = True
        return self.page

    def visit(self, path: str) -> Page:
        """Opens the first path that it is asked for, and goes to every later one."""
        return self.go(path) if self._is_open else self.open(path)

    def settle(self) -> None:
        """Waits until the script has run and nothing is pending."""
        self.page.locator('[data-testid="stApp"]').wait_for()
        for _ in range(2):  # what was clicked last may only begin to run after a moment
            # Asked at every frame, the browser would draw frames for being asked.
            self.page.wait_for_function(_IS_SETTLED, polling=100)
            self.page.wait_for_timeout(150)

    def go(self, path: str) -> Page:
        """Goes to another page without loading the front end again, as a click in the menu does."""
        self.page.evaluate(_GO, path)
        self.settle()
        return self.page

    def text(self) -> str:
        """What the page shows as text, blanks that do not break as blanks."""
        return str(self.page.locator("body").inner_text()).replace("\N{NO-BREAK SPACE}", " ")

    def listen(self, event: str, handler: Callable[[Any], None]) -> None:
        """Calls `handler` for every such event of the page until the screen is closed."""
        self.page.on(event, handler)  # type: ignore[call-overload]
        self._listeners.append((event, handler))

    def close(self) -> None:
        """Ends it; the next screen finds nothing of this one but the files of the front end."""
        for event, handler in self._listeners:
            self.page.remove_listener(event, handler)
        self._profile.give_back()

    def _listen(self) -> None:
        self.listen("pageerror", lambda error: self.complaints.append(f"page error: {error}"))
        self.listen("console", self._hear)
        self.listen("request", self._watch)
        self.listen("response", self._judge)

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
