"""Judges every page by its boxes: nothing wider than the screen, cut, over another text, or too small for a finger.

    python scripts/boxes.py [PAGE ...] [--home DIR] [--widths 390,820,1280,1920] [--looks zh-light,en-dark]
                            [--query "period=2026-09"] [--shots DIR]

Prints a line for each finding at each width and look; ends with the number of different ones. What is judged:
tests/e2e/boxes.js.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))


def main() -> int:
    """The number of findings and of words on the console, at most 100."""
    from playwright.sync_api import sync_playwright

    from pages.kit.page_spec import product_pages
    from tests.e2e.screen import Screen
    from tests.e2e.server import Server

    options = _options()
    paths = options.pages or [spec.id for spec in product_pages() if spec.section]
    chrome = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    server, found, said = Server(Path(options.home).resolve()), set[str](), list[str]()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chrome, args=["--no-sandbox", "--disable-gpu"])
        for look in options.looks.split(","):
            language, _, theme = look.partition("-")
            screen = Screen(chromium, server, "boxes", dark=theme == "dark")
            for path in paths:
                screen.open(f"/{path}?lang={language}&{options.query}")
                _judge(screen, path, look, options, found)
            said += screen.complaints
            screen.close()
        chromium.close()
    said += server.complaints()
    server.stop()
    print(*said, f"{len(paths)} pages: {len(found)} findings, {len(said)} complaints", sep="\n")
    return min(len(found) + len(said), 100)


def _judge(screen: Any, path: str, look: str, options: argparse.Namespace, found: set[str]) -> None:
    from scripts.shots import take_picture
    from tests.e2e.boxes import faults_by_width

    for width, faults in faults_by_width(screen, map(int, options.widths.split(","))):
        for fault in faults:
            found.add(f"{path}: {fault}")
            print(f"{path} | {look} {width} | {fault}", flush=True)
        if options.shots:
            take_picture(screen.page, Path(options.shots) / f"{path}_{look}_{width}.png")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("pages", nargs="*")
    parser.add_argument("--home", default=str(PROJECT / "data" / "home"))
    parser.add_argument("--widths", default="390,820,1280,1920", help="of those in tests/e2e/boxes.py")
    parser.add_argument("--looks", default="zh-light,en-light,zh-dark,en-dark")
    parser.add_argument("--query", default="")
    parser.add_argument("--shots", default="", help="a directory for a picture of each page, width and look")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
