"""Cells typed quickly one after the other all stay: nothing is drawn anew under the hand that types."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.job import Job
from tests.e2e.screen import OpenScreen
from tests.e2e.server import Server

pytestmark = [pytest.mark.e2e, pytest.mark.endure]


@pytest.fixture(scope="module")
def company_server(tiny_company: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(Path(shutil.copytree(tiny_company, tmp_path_factory.mktemp("cells") / "home")))
    server.person("boss")
    yield server
    complaints, output = server.complaints(), server.output()
    server.stop()
    assert not complaints, output


@pytest.mark.parametrize("pause", [150, 300, 450])
def test_targets_typed_quickly_all_stay(company_server: Server, open_screen: OpenScreen, pause: int) -> None:
    screen = open_screen(company_server, width=1440)
    page = screen.open("/target_entry?lang=en&period=2026-05")
    page.get_by_role("radio", name="all lines").click()
    screen.settle()
    grid = page.locator('[data-testid="stMain"] [data-testid="stDataFrame"]').first
    Job(screen, "").click_cell_under(grid, "January", 0)
    typed = [str(211_111 + 100_000 * at + pause) for at in range(4)]
    for amount in typed:
        page.keyboard.type(amount, delay=45)
        page.keyboard.press("Enter")
        page.wait_for_timeout(pause)
    page.get_by_role("button", name="Apply", exact=True).click()
    page.get_by_text("4 values typed and not loaded").wait_for()
    screen.settle()
    text = screen.text()
    assert [amount for amount in typed if f"{int(amount):,}" not in text] == []
