"""Judges a drawn page by its boxes: nothing wider than the screen, cut, over another text, or too small for a finger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from playwright.sync_api import Page

from tests.e2e.screen import Screen

#: Widths in pixels and the height of the screen: a phone, a tablet, two laptops, a desk, a wall.
SIZES = {390: 844, 820: 1180, 1280: 800, 1440: 900, 1920: 1080, 3840: 2160}
#: Up to this width a page is touched.
_FINGERS = 640
#: A chart is drawn anew a while after its place has another size.
_FITS = """() => [...document.querySelectorAll('.js-plotly-plot')].every(
  plot => !plot.clientWidth || Math.abs((plot.querySelector('.main-svg')?.getBoundingClientRect().width ?? 0) - plot.clientWidth) < 2)"""

#: Milliseconds in which the window's size reaches the page.
_SEEN = 300
#: How often a page is looked at that has faults: charts are drawn in steps.
_LOOKS = 3

_JUDGE = (Path(__file__).parent / "boxes.js").read_text()


def faults(page: Page) -> list[str]:
    """What is wrong with the page as it is drawn now, a sentence each; what is gone a moment later was being drawn."""
    page.wait_for_function(_FITS, polling=100)
    size = page.viewport_size
    assert size is not None
    found: list[str] = []
    for _ in range(_LOOKS):
        found = [str(one) for one in page.evaluate(_JUDGE, {"fingers": size["width"] <= _FINGERS})]
        if not found:
            break
        page.wait_for_timeout(2 * _SEEN)
    return found


def faults_by_width(screen: Screen, widths: Iterable[int]) -> Iterator[tuple[int, list[str]]]:
    """The same for each width, which the window of the open page takes in turn."""
    for width in widths:
        screen.page.set_viewport_size({"width": width, "height": SIZES[width]})
        screen.page.wait_for_timeout(_SEEN)
        screen.settle()
        yield width, faults(screen.page)
