"""Two companies under one address, in a real browser: the doors, the way there and back, and a tab of each."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sales_core.appdb.database import AppDatabase
from sales_core.kernel.settings import Home
from sales_core.loading.demo_company import DemoProgress, note_demo
from tests.e2e.screen import OpenScreen
from tests.e2e.server import Serve


# Without a browser: the doors in tests/pages/test_start.py, two companies of one server in tests/access/test_company_door.py.
@pytest.mark.endure
def test_the_demo_and_ones_own_company_side_by_side(
    serve: Serve, small_company: Path, tmp_path: Path, open_screen: OpenScreen
) -> None:
    home = Home(tmp_path / "home")
    demo = home.of_company("demo")
    shutil.copytree(small_company, demo.root)
    appdb = AppDatabase(demo.appdb, demo.journal)
    note_demo(appdb, DemoProgress(8, 8))
    appdb.close()
    screen = open_screen(serve(home.root))
    page = screen.open("/?lang=en")
    assert "Look round in the demo company" in screen.text()
    assert "Start with my own numbers" in screen.text()
    page.get_by_text("Open the demo company").click()
    page.wait_for_url("**/demo/**")
    page.get_by_text("This is the demo company").wait_for()
    page.locator('[data-testid="stMain"] h2').first.wait_for()
    menu = page.locator('[data-testid="stSidebarNav"] a')
    assert all("/demo/" in str(link.get_attribute("href")) for link in menu.all())
    menu.get_by_text("Targets", exact=True).click()
    page.wait_for_url("**/demo/targets**")
    page.get_by_text("This is the demo company").wait_for()
    page.get_by_text("Back to my own company").click()
    page.get_by_text("Start here: no data yet").wait_for()
    assert "/demo" not in page.url
    assert "This is the demo company" not in screen.text()
    page.get_by_text("Remove the demo company").first.click()
    page.locator(".st-key-demo_remove button").click()
    page.get_by_text("The demo company is removed.").wait_for()
    assert home.companies() == ("main",)
    page.get_by_text("Go to Upload").click()
    page.wait_for_url("**/upload**")
