"""Explore in a real browser: hundreds of allowed combinations are drawn and keep
the console quiet."""

from __future__ import annotations

import pytest

from tests.e2e.screen import OpenScreen
from tests.e2e.server import Server
from tests.pages.test_explore import some

pytestmark = pytest.mark.e2e


def _walk(server: Server, open_screen: OpenScreen, count: int) -> None:
    screen = open_screen(server)
    for metric, by, across, compare in some(count, seed=12):
        page = screen.visit(f"/explore?lang=en&metric={metric}&by={by}&across={across}&compare={compare}")
        assert page.locator('[class*="st-key-screen_failed"]').count() == 0, screen.text()
        assert page.locator('[data-testid="stMain"] h2').first.inner_text().strip()
        assert screen.complaints == []


@pytest.mark.endure  # the page is drawn by test_looks, what combinations say is told in tests/pages/test_explore.py
def test_two_hundred_combinations_are_drawn(shared_server: Server, open_screen: OpenScreen) -> None:
    _walk(shared_server, open_screen, 200)
