"""From what is drawn to the source row: a bar, a rank, a stock cell, an ageing bucket; and a code that keeps its number."""

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page

from sales_core.cli.main import main
from sales_core.kernel.terms import Role
from tests.e2e.screen import OpenScreen, Screen, place
from tests.e2e.server import Serve, Server
from tests.pages import tiny
from tests.support.company import Company

pytestmark = pytest.mark.e2e

HEADER_HEIGHT, ROW_HEIGHT = 35, 35


@pytest.fixture(scope="module")
def tiny_server(tiny_company: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(Path(shutil.copytree(tiny_company, tmp_path_factory.mktemp("drill") / "home")))
    server.person("boss")
    yield server
    complaints, output = server.complaints(), server.output()
    server.stop()
    assert not complaints, output


def click_bar(page: Page, key: str, nth: int = 0) -> None:
    """Clicks the `nth` bar of the chart `key`."""
    chart = page.locator(f".st-key-chart_{key}")
    chart.scroll_into_view_if_needed()
    bar = chart.locator(".barlayer .point path").nth(nth)
    bar.wait_for()
    page.wait_for_timeout(700)
    box = place(bar)
    page.mouse.click(box["x"] + min(20, box["width"] / 2), box["y"] + box["height"] / 2)


def click_row(page: Page, key: str, row: int = 0) -> None:
    """Clicks the box that picks row `row` of the table `key`; the grid is a canvas."""
    grid = page.locator(f".st-key-table_{key} [data-testid='stDataFrame']")
    grid.scroll_into_view_if_needed()
    page.wait_for_timeout(700)
    box = place(grid)
    page.mouse.click(box["x"] + 18, box["y"] + HEADER_HEIGHT + ROW_HEIGHT * (row + 0.5))


def shown_rows(page: Page) -> list[dict[str, str]]:
    """The rows in the drawer as a screen reader is told them: the table inside the grid's canvas."""
    grid = page.get_by_role("dialog").locator('[data-testid="stDataFrame"] table')
    grid.wait_for(state="attached")
    head = [cell.strip() for cell in grid.locator("thead th").all_text_contents()]
    return [
        dict(zip(head, [cell.strip() for cell in line.locator("td").all_text_contents()], strict=True))
        for line in grid.locator("tbody tr").all()
    ]


def downloaded(page: Page) -> list[dict[str, str]]:
    """The rows of the drawer's CSV as dictionaries."""
    with page.expect_download() as waiting:
        page.get_by_role("dialog").locator("a.sc-download", has_text="CSV").click()
    return list(csv.DictReader(Path(waiting.value.path()).read_text(encoding="utf-8-sig").splitlines()))


def reaches_rows(screen: Screen, file: str) -> list[dict[str, str]]:
    """The drawer names file, sheet and row of every row behind the figure."""
    page = screen.page
    drawer = page.get_by_role("dialog")
    drawer.get_by_text("Get a code for this number").click()
    drawer.get_by_text("Open the link").wait_for()
    assert file in drawer.inner_text(), "the upload that feeds the number"
    rows = downloaded(page)
    assert rows
    assert {"File", "Row"} <= rows[0].keys()
    assert any(row["File"] == file for row in rows)
    assert all(int(row["Row"]) >= 2 for row in rows if row["File"])
    shown = shown_rows(page)
    assert [(row["File"], row["Row"].replace(",", "")) for row in shown] == [
        (row["File"], row["Row"]) for row in rows[: len(shown)]
    ]
    return rows


def test_a_bar_on_targets(tiny_server: Server, open_screen: OpenScreen) -> None:
    screen = open_screen(tiny_server)
    page = screen.open("/targets?lang=en&period=2026-Q1")
    click_bar(page, "cascade")
    rows = reaches_rows(screen, "sales.csv")
    assert len({row["Branch"] for row in rows}) == 1


@pytest.mark.endure  # the same click and drawer as the bar on targets, which stays
def test_a_rank_on_the_leaderboard(tiny_server: Server, open_screen: OpenScreen) -> None:
    screen = open_screen(tiny_server)
    page = screen.open("/leaderboard?lang=en&period=2026-05")
    click_bar(page, "board")
    rows = reaches_rows(screen, "sales.csv")
    assert len({next(v for k, v in row.items() if k.startswith("Rep")) for row in rows}) == 1


@pytest.mark.endure  # a row of a grid is clicked in test_upload, the drawer is opened by the bar
def test_a_stock_cell(tiny_server: Server, open_screen: OpenScreen) -> None:
    screen = open_screen(tiny_server)
    page = screen.open("/inventory?lang=en&period=2026-05")
    click_row(page, "shortages")
    reaches_rows(screen, "stock.csv")


@pytest.mark.endure  # the same click and drawer as the bar on targets, which stays
def test_an_ageing_bucket(tiny_server: Server, open_screen: OpenScreen) -> None:
    screen = open_screen(tiny_server)
    page = screen.open("/receivables?lang=en&period=2026-05")
    click_bar(page, "ageing")
    reaches_rows(screen, "receivables.csv")


def test_a_code_keeps_its_number_after_another_upload(
    tiny_company: Path, serve: Serve, open_screen: OpenScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = shutil.copytree(tiny_company, tmp_path / "home")
    server = serve(home)
    screen = open_screen(server)
    page = screen.open("/?lang=en&period=2026-05")
    figure = page.locator("button.card").first
    figure.click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_text("Rows behind it").wait_for()
    file = drawer.locator("a.sc-download").first
    assert_belongs_to_its_session(server, str(file.get_attribute("href")))
    with page.expect_download() as waiting:
        file.click()
    assert waiting.value.suggested_filename.endswith(".csv")
    drawer.get_by_role("button", name="Get a code for this number").click()
    drawer.get_by_text("Open the link").wait_for()
    said = drawer.locator(".sc-figure").inner_text()
    link = drawer.locator("a", has_text="Open the link").get_attribute("href") or ""
    (code,) = re.findall(r"code=([A-Z2-7]{10})", link)

    more = Company(tmp_path)
    extra = {**tiny.sales()[-1], "date": date(2026, 5, 19).isoformat(), "order_no": "extra", "amount": 777_777}
    more.load("sales-more.csv", [*(row for row in tiny.sales() if str(row["date"]) >= "2026-05"), extra])
    screen.open("/?lang=en&period=2026-05").locator("button.card").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Get a code for this number").wait_for()
    now = page.get_by_role("dialog").locator(".sc-figure").inner_text()
    assert now != said
    assert screen.go(f"/n?code={code}&lang=en").locator(".sc-figure").inner_text() == said
    monkeypatch.setenv("SALES_HOME", str(home))
    with redirect_stdout(io.StringIO()) as told:
        assert main(["explain", code, "--json"]) == 0
    value = json.loads(told.getvalue())[0]["value"]
    assert f"{float(value):,.2f}" in said


def assert_belongs_to_its_session(server: Server, export: str) -> None:
    """Neither nobody nor another administrator gets what a session was offered."""
    assert server.get(export)[0] == 401
    assert server.get(export, Cookie=server.cookie("somebody", Role.ADMIN))[0] == 404


#: What has the focus, inside components too.
_FOCUS = """(() => { let at = document.activeElement
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
  return at?.innerText ?? '' })()"""


def test_what_needs_somebody_is_opened_and_left_by_keyboard(tiny_server: Server, open_screen: OpenScreen) -> None:
    page = open_screen(tiny_server).open("/overview?lang=en&period=2026-05")
    assert page.evaluate("document.documentElement.lang") == "en"
    line = page.locator(".st-key-card_needs button.row").first
    line.focus()
    name = str(page.evaluate(_FOCUS))
    assert name
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Decide").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    page.wait_for_function(f"{_FOCUS} === {json.dumps(name)}")


@pytest.mark.endure
@pytest.mark.parametrize("name", ["targets", "receivables"])
def test_a_figure_is_opened_and_left_by_keyboard(tiny_server: Server, open_screen: OpenScreen, name: str) -> None:
    page = open_screen(tiny_server).open(f"/{name}?lang=en&period=2026-05")
    card = page.locator("button.card").first
    card.focus()
    said = str(page.evaluate(_FOCUS))
    assert said
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_text("Against last year, by month").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    page.wait_for_function(f"{_FOCUS} === {json.dumps(said)}")
