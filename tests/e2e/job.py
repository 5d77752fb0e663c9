"""One job of a person in the browser: its clicks and seconds are counted, told, and held to their limit."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Locator, Page

from tests.e2e.screen import Screen, place

PATIENCE_MS = 60_000
#: Pixels of the header and of a row of a grid.
HEADER, ROW = 35, 33
#: Pixels to the first column of a grid that is typed in, beside the boxes that pick its rows.
_FIRST_CELL = 60
_HEADER_OF_CELL = """() => {
  const cell = document.activeElement, table = cell.closest('table')
  return table.querySelector(`[role=columnheader][aria-colindex="${cell.ariaColIndex}"]`)?.textContent
}"""


class Job:
    """Counts the clicks of one job, beside dropping files and typing. `limit`: the most that it may take."""

    def __init__(self, screen: Screen, name: str, limit: int | None = None) -> None:
        self.screen, self.name, self.limit, self.clicks = screen, name, limit, 0
        self._began = time.monotonic()

    def click(self, what: Locator) -> None:
        """Clicks, and waits for what follows."""
        what.click()
        self.clicks += 1
        self.screen.settle()

    def drop(self, files: Sequence[Path]) -> None:
        """Drops files on the upload page and has them read: one click."""
        page = self.screen.open("/upload?lang=en")
        page.locator('input[type="file"]').set_input_files([str(one) for one in files])
        self.click(page.get_by_role("button", name="Read", exact=False).first)
        self.preview()

    def click_cell(self, grid: Locator, right: int, row: int) -> None:
        """Clicks a cell of a grid, which is one canvas: so many pixels from its left edge, in a row counted from 0."""
        grid.scroll_into_view_if_needed()
        box = place(grid)
        self.screen.page.mouse.click(box["x"] + right, box["y"] + HEADER + ROW * row + ROW / 2)
        self.clicks += 1
        self.screen.settle()

    def click_cell_under(self, grid: Locator, header: str, row: int) -> None:
        """Clicks the first cell of a row of a grid that is typed in, and goes right to the column by arrows."""
        self.click_cell(grid, _FIRST_CELL, row)
        go_right_to(self.screen.page, header)

    def type_cell(self, text: str) -> None:
        """Types into the cell of a grid that was clicked last; the one below it is the next."""
        page = self.screen.page
        page.keyboard.press("Enter")
        field = page.locator(".gdg-input").first
        field.fill(text)
        page.keyboard.press("Enter")
        field.wait_for(state="detached")
        self.screen.settle()

    def preview(self) -> None:
        """Waits until the files are read again."""
        self.screen.page.get_by_role("button", name="Discard").wait_for(timeout=PATIENCE_MS)
        self.screen.settle()

    def load(self) -> None:
        """Loads what the preview shows: one click."""
        page = self.screen.page
        button = page.get_by_role("button", name="Load", exact=True)
        button.wait_for(timeout=PATIENCE_MS)
        self.click(button)
        page.get_by_text("as version").first.wait_for(timeout=PATIENCE_MS)

    def accept(self) -> None:
        """Ticks every risk of the preview: a click each."""
        for risk in self.screen.page.locator('[class*="st-key-risk"] label').all():
            self.click(risk)

    def done(self) -> None:
        """Tells what it took; fails above the limit."""
        most = "" if self.limit is None else f" (at most {self.limit})"
        print(f"{self.name}: {self.clicks} clicks{most}, {time.monotonic() - self._began:.1f} s")
        assert self.limit is None or self.clicks <= self.limit, self.name


def go_right_to(page: Page, header: str) -> None:
    """From the cell of a grid that has the focus to the one below `header`, by arrows."""
    page.wait_for_function("document.activeElement.id.startsWith('glide-cell')")
    while page.evaluate(_HEADER_OF_CELL) != header:
        at = page.evaluate("document.activeElement.id")
        page.keyboard.press("ArrowRight")
        page.wait_for_function("at => document.activeElement.id !== at", arg=at)
