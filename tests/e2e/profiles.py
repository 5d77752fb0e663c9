"""Browser profiles that one screen after another uses: a new one would load and compile the front end again.

A tab stays on this machine's address: going elsewhere ends the browser's process for it, and all that it has compiled.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin

from playwright.sync_api import Browser, Error, Page

#: Tells whether the server lives, and runs nothing in the browser.
_PLAIN = "/healthz"

_FREE: list[Profile] = []


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile of a browser in one language, and its tab; only one screen has it at a time."""

    browser: Browser
    language: str
    page: Page

    def give_back(self) -> None:
        """Signs everybody out, forgets what pages kept, and leaves the tab with a word; without a tab it is of no more use."""
        if self.page.is_closed():
            self.page.context.close()
            return
        if self.page.url.startswith("http"):
            self.page.evaluate("localStorage.clear(); sessionStorage.clear()")
            self._leave()
        for page in self.page.context.pages:
            if page != self.page:
                page.close()
        self.page.context.clear_cookies()
        _FREE.append(self)

    def _leave(self) -> None:
        plain = urljoin(self.page.url, _PLAIN)
        try:
            self.page.request.get(plain)
        except (
            Error
        ):  # a server that was stopped; a tab that went there would still be on its way to the browser's own word
            plain = "about:blank"
        self.page.goto(plain)


def take_profile(browser: Browser, language: str) -> Profile:
    """A profile in which nobody is signed in."""
    for profile in _FREE:
        if (profile.browser, profile.language) == (browser, language):
            _FREE.remove(profile)
            return profile
    context = browser.new_context(locale=language, accept_downloads=True)
    return Profile(browser, language, context.new_page())
