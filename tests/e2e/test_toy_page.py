"""A page that only the tests know, in a real browser, from the same declaration as its printed page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.e2e.server import Server

pytestmark = pytest.mark.e2e


def test_the_toy_page_is_drawn_chosen_and_drilled(home: Path, open_screen: Any) -> None:
    server = Server(home, script="tests/contracts/toy_dashboard.py")
    try:
        screen = open_screen(server)
        page = screen.open("/toy?lang=en&period=2026-05")
        page.get_by_role("heading", name="Sold").wait_for()
        page.get_by_text("Branch", exact=True).click()
        page.wait_for_url("**toy_level=branch**")
        page.locator("button.card").first.click()
        page.get_by_role("dialog").get_by_text("Open the link").wait_for()
        assert "number=net_sales" in page.url
        assert not server.complaints()
    finally:
        server.stop()
