"""Runs axe-core, which is not part of the product, on every page in both languages and themes, panels open too.

    AXE=/path/to/axe.min.js python scripts/axe.py [PAGE ...] [--home DIR] [--query "period=2026-09"]

Prints a line for each page and rule that is broken, then the counts by page. Ends with the number of serious findings.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections import Counter
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

_SERIOUS = ("critical", "serious")
_RUN = """async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.map(one => ({
  id: one.id, impact: one.impact, count: one.nodes.length, first: one.nodes[0].html.slice(0, 160),
  where: one.nodes[0].target.flat().join(' ').slice(0, 160),
}))"""
#: What opens something over the page: the page, and what is pressed.
_PANELS = (
    ("overview", ".st-key-card_needs [role='button'], .st-key-card_needs button"),
    ("overview", "[class*='st-key-cards_overview'] button, [class*='st-key-cards_overview'] [role='button']"),
    ("overview", ".st-key-filters button"),
    ("overview", ".st-key-time_machine button"),
    ("overview", ".st-key-search_box button.open"),
    ("targets", "details.sc-take summary"),
    ("explore", ".st-key-view_bar [data-testid='stPopover'] button"),
)


def main() -> int:
    """The number of critical and serious findings, at most 100."""
    from playwright.sync_api import sync_playwright

    from pages.kit.page_spec import product_pages
    from tests.e2e.screen import Screen
    from tests.e2e.server import Server

    options, axe = _options(), Path(os.environ.get("AXE", ""))
    if not axe.is_file():
        print("AXE names no file: the axe.min.js of axe-core")
        return 2
    paths = options.pages or [spec.id for spec in product_pages()]
    chrome = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    server, counts = Server(Path(options.home).resolve()), Counter[tuple[str, str]]()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chrome, args=["--no-sandbox", "--disable-gpu"])
        for dark in (False, True):
            screen = Screen(chromium, server, "axe", width=1280, height=900, dark=dark)
            for language in ("zh", "en"):
                look = f"{language} {'dark' if dark else 'light'}"
                for name in paths:
                    page = screen.open(f"/{name}?lang={language}&{options.query}")
                    _judge(page, axe, name, look, counts)
                for name, pressed in _PANELS:
                    if name in paths:
                        page = screen.open(f"/{name}?lang={language}&{options.query}")
                        _open(screen, page, pressed)
                        _judge(page, axe, f"{name} + {pressed.split()[0].removeprefix('.st-key-')}", look, counts)
            screen.close()
        chromium.close()
    server.stop()
    for name in sorted({name for name, _ in counts}):
        print(name, {impact: counts[name, impact] for _, impact in sorted(counts) if counts[name, impact]})
    return min(sum(found for (_, impact), found in counts.items() if impact in _SERIOUS), 100)


def _open(screen: Any, page: Any, pressed: str) -> None:
    button = page.locator(pressed).first
    if button.count():
        button.click()
        screen.settle()


def _judge(page: Any, axe: Path, name: str, look: str, counts: Counter[tuple[str, str]]) -> None:
    page.wait_for_timeout(700)
    page.add_script_tag(path=str(axe))
    counts[name, "looks"] += 1
    for found in page.evaluate(_RUN):
        counts[name, found["impact"]] += 1
        parts = (name, look, found["impact"], f"{found['id']} × {found['count']}", found["where"], found["first"])
        print(" | ".join(parts), flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("pages", nargs="*")
    parser.add_argument("--home", default=str(PROJECT / "data" / "home"))
    parser.add_argument("--query", default="")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
