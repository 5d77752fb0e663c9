"""A page that only the tests declare, in a real browser: drawn, opened to its source rows, filled in, downloaded."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN
from tests.contracts import toy
from tests.contracts.conftest import build_company
from tests.e2e.screen import OpenScreen
from tests.e2e.server import Serve
from tests.support.shared import built_once

pytestmark = pytest.mark.e2e

DASHBOARD = "tests/e2e/toy_dashboard.py"


@pytest.fixture
def toy_company(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[Path]:
    """A copy of the toy company's state directory; its words are there for as long as the test runs."""
    undo = toy.add_texts()
    home = built_once(tmp_path_factory, "toy-company", build_company) / "home"
    yield Path(shutil.copytree(home, tmp_path / "home"))
    undo()


@pytest.mark.endure  # drawn without a browser, with its form and files: tests/contracts/test_toy_page.py and its neighbours
def test_a_page_declared_in_one_place_is_drawn_filled_in_and_downloaded(
    toy_company: Path, serve: Serve, open_screen: OpenScreen
) -> None:
    screen = open_screen(serve(toy_company, script=DASHBOARD))
    page = screen.open("/?lang=en&period=2026-05&tasting_level=branch")
    assert page.locator('[data-testid="stMain"] h2').first.inner_text() == "Tastings cost ¥610.5"
    grid = page.locator('.st-key-table_tasting_rows_branch [data-testid="stDataFrame"] table')
    grid.wait_for(state="attached")
    names = grid.locator("tbody td").all_text_contents()
    assert {"上海", "广州"} <= {name.strip() for name in names}

    page.locator("button.card").first.click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_text("Rows behind it").wait_for()
    assert "tastings.csv" in drawer.inner_text()
    page.keyboard.press("Escape")
    drawer.wait_for(state="hidden")
    screen.settle()

    page.get_by_role("button", name="Booking").click()
    form = page.locator('[data-testid="stForm"]')
    form.get_by_label("Purpose").click()
    page.get_by_role("option", name="Routine").click()
    form.get_by_role("button", name="Save").click()
    page.get_by_text("Planned · Day 8 May 2026 · Purpose Routine · noted by admin").wait_for()
    screen.settle()
    page.get_by_role("button", name="Set to: Done").click()
    page.get_by_text("Done · Day 8 May 2026 · Purpose Routine · noted by admin").wait_for()
    workspace = toy.open_company(Settings(Home(toy_company)))
    (row,) = workspace.records.list(toy.BOOKING.id, LOCAL_ADMIN).rows
    assert (row["subject"], row["state"], row["by"]) == ("T1", "done", "admin")

    with page.expect_download() as waiting:
        page.locator(".sc-take summary").last.click()
        page.locator(".sc-take[open] a", has_text="XLSX").click()
    book = openpyxl.load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    assert any(line[:2] == ("上海", 410.5) for line in book["Where it was spent"].iter_rows(values_only=True))
