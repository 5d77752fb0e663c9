"""A picture of every page for eyes: two languages, light and dark, three widths, in build/shots.

python scripts/shots.py [PAGE ...] [--home DIR] [--out DIR] [--query "period=2026-09"]
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

_WIDTHS = {1920: 1080, 1280: 800, 390: 844}


def main() -> int:
    """The number of pages that failed or said something on the console."""
    from playwright.sync_api import sync_playwright

    from pages.kit.page_spec import product_pages
    from tests.e2e.screen import Screen
    from tests.e2e.server import Server

    options = _options()
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    paths = options.pages or [spec.id for spec in product_pages() if spec.section]
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    server, bad = Server(Path(options.home).resolve()), 0
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for width, height in _WIDTHS.items():
            for dark in (False, True):
                screen = Screen(chromium, server, "shots", width=width, height=height, dark=dark)
                for name in paths:
                    for language in ("zh", "en"):
                        address = f"/{name}?lang={language}&{options.query}"
                        theme = "dark" if dark else "light"
                        bad += _shoot(screen, address, out / f"{name}_{language}_{theme}_{width}.png")
                screen.close()
        chromium.close()
    print("\n".join(server.complaints()))
    server.stop()
    return min(bad, 100)


def take_picture(page: Any, picture: Path) -> None:
    """The whole page, up to 4,000 pixels high."""
    height = page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollHeight")
    size = page.viewport_size
    page.set_viewport_size({"width": size["width"], "height": min(max(height, size["height"]), 4000)})
    page.wait_for_timeout(400)
    page.screenshot(path=str(picture))
    page.set_viewport_size(size)


def _shoot(screen: Any, address: str, picture: Path) -> int:
    page = screen.open(address)
    page.wait_for_timeout(900)
    take_picture(page, picture)
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")
    failed = page.locator('[class*="st-key-screen_failed"]').count()
    said, screen.complaints[:] = list(screen.complaints), []
    if wide or failed or said:
        print(f"{picture.stem}:", "too wide" if wide else "", "FAILED" if failed else "", *said[:3])
    return int(bool(wide or failed or said))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("pages", nargs="*")
    parser.add_argument("--home", default=str(PROJECT / "data" / "home"))
    parser.add_argument("--out", default=str(PROJECT / "build" / "shots"))
    parser.add_argument("--query", default="")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
