"""Overview, Targets and Receivables worked by keyboard alone, charts with their marks included."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.e2e.screen import OpenScreen, Screen
from tests.e2e.server import Server

pytestmark = pytest.mark.e2e

#: More stops than a page has.
_MOST_STOPS = 120
_WHERE = """() => {
  let at = document.activeElement
  const around = []
  for (let one = at; one; one = one.parentElement ?? one.getRootNode().host) around.push(String(one.className ?? ''))
  return around.join(' ')
}"""


@pytest.fixture(scope="module")
def company_server(tiny_company: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(Path(shutil.copytree(tiny_company, tmp_path_factory.mktemp("keys") / "home")))
    server.person("boss")
    yield server
    complaints, output = server.complaints(), server.output()
    server.stop()
    assert not complaints, output


def tab_to(page: Page, *named: str) -> None:
    """Presses Tab until the focus is inside of what is named so."""
    for _ in range(_MOST_STOPS):
        page.keyboard.press("Tab")
        where = str(page.evaluate(_WHERE))
        if all(one in where for one in named):
            return
    raise AssertionError(f"no stop of the Tab key is inside {named}")


def read_mark(page: Page, key: str) -> str:
    """Presses a key in a chart; what is read then."""
    page.keyboard.press(key)
    return str(page.locator(".sc-mark").inner_text())


def opened_and_left(screen: Screen) -> str:
    """The panel that is open, closed by Esc: its text. The focus has to be where it was."""
    page = screen.page
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    screen.settle()
    text = str(dialog.inner_text())
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    screen.settle()
    return text


def drilled(screen: Screen, chart: str) -> None:
    """A chart is come to, its first mark read, its number opened and left; the focus is on the chart again."""
    page = screen.page
    tab_to(page, f"st-key-chart_{chart}", "stPlotlyChart")
    first = read_mark(page, "ArrowRight")
    assert first.endswith(")"), first
    page.keyboard.press("Enter")
    assert opened_and_left(screen)
    assert "number=" not in page.url
    page.wait_for_function(f"({_WHERE})().includes('stPlotlyChart')")
    assert f"st-key-chart_{chart}" in str(page.evaluate(_WHERE))


def test_a_chart_is_reached_read_and_opened(company_server: Server, open_screen: OpenScreen) -> None:
    screen = open_screen(company_server)
    screen.open("/targets?lang=en")
    drilled(screen, "cascade")


@pytest.mark.endure
def test_overview_by_keyboard(company_server: Server, open_screen: OpenScreen) -> None:
    screen = open_screen(company_server)
    page = screen.open("/overview?lang=en")
    tab_to(page, "st-key-chart_distance", "stPlotlyChart")
    last = read_mark(page, "End")
    assert read_mark(page, "Home") != last
    assert "2026" in last, "a mark of a line says its day"
    tab_to(page, "sc-astext")
    page.keyboard.press("Enter")
    assert page.locator(".st-key-chart_distance .sc-astext li").first.is_visible()
    tab_to(page, "st-key-card_needs")
    page.keyboard.press("Enter")
    assert opened_and_left(screen)


@pytest.mark.endure
def test_targets_by_keyboard(company_server: Server, open_screen: OpenScreen) -> None:
    screen = open_screen(company_server)
    page = screen.open("/targets?lang=en")
    for chart in ("measures", "cascade", "month_heat"):
        drilled(screen, chart)
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement !== document.body")


@pytest.mark.endure
def test_receivables_by_keyboard(company_server: Server, open_screen: OpenScreen) -> None:
    screen = open_screen(company_server)
    page = screen.open("/receivables?lang=en")
    drilled(screen, "ageing")
    tab_to(page, "st-key-chart_dso", "stPlotlyChart")
    assert "202" in read_mark(page, "End") or "May" in read_mark(page, "End")


@pytest.mark.endure
def test_the_switch_and_the_filters_by_keyboard(company_server: Server, open_screen: OpenScreen) -> None:
    screen = open_screen(company_server)
    page = screen.open("/overview?lang=en")
    tab_to(page, "st-key-bar_like")
    page.keyboard.press("ArrowDown")
    page.get_by_role("option", name="YoY").wait_for()
    page.keyboard.type("YoY")
    page.keyboard.press("Enter")
    page.wait_for_url("**like=yoy**")
    screen.settle()
    page.locator(".st-key-like_for_like").wait_for()
