"""Explore in a real browser: hundreds of allowed combinations are drawn, say what `query` says, and keep the console
quiet.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from sales_core.api import LOCAL_ADMIN, Ask, OpenBoard, Period, Workspace, boards
from sales_core.boards.context import BoardContext
from sales_core.boards.explore.question import SPANS, asked_period
from sales_core.kernel.query import Compare, Query
from sales_core.kernel.settings import Home, Settings
from tests.e2e.screen import OpenScreen
from tests.e2e.server import Server
from tests.pages.test_explore import some

pytestmark = pytest.mark.e2e

PERIODS = ("2026-05", "2026-04", "2026-Q1", "2026-01..2026-05", "2025")
_DRAWN = 20


@pytest.fixture(scope="module")
def company_server(tiny_company: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(Path(shutil.copytree(tiny_company, tmp_path_factory.mktemp("explore") / "home")))
    server.person("boss")
    yield server
    complaints, output = server.complaints(), server.output()
    server.stop()
    assert not complaints, output


def asked_context(workspace: Workspace, period: str, choices: dict[str, str]) -> BoardContext:
    """Explore at these choices, for the words and days of the question; its figures are asked below."""
    ask = Ask(LOCAL_ADMIN, workspace.appdb.current_version(), Period.parse(period), (), choices, "en")
    return OpenBoard(boards()["explore"], ask, workspace, strict=True).context


def says_what_query_says(page: Page, context: BoardContext, workspace: Workspace, compare: str) -> None:
    """The headline holds the whole, and bars hold the value of each."""
    metric, by, across = (context.choice(name) for name in ("metric", "by", "across"))
    own, _ = context.narrowed(metric)
    whole = Query((metric,), (), asked_period(context), own.filters, Compare(compare) if compare else None)
    found = workspace.figures.run(whole, LOCAL_ADMIN).one().get(metric)
    headline = page.locator('[data-testid="stMain"] h2').first.inner_text().replace("\xa0", " ")
    assert context.short(metric, found).replace("\xa0", " ") in headline, headline
    if not by or across or context.choice("view") != "bars":
        return
    split = Query((metric,), (by,), asked_period(context), own.filters, order_by=f"-{metric}", limit=_DRAWN)
    marks = page.locator(".st-key-chart_picture .sc-astext li").all_text_contents()
    for row in workspace.figures.run(split, LOCAL_ADMIN):
        if row[metric] is not None:
            text = context.short(metric, row[metric])
            assert any(text in mark for mark in marks), (text, marks)


def walk(server: Server, open_screen: OpenScreen, count: int) -> None:
    workspace = Workspace.open(Settings(home=Home(server.home.root)))
    screen, chance, charts = open_screen(server), random.Random(12), 0
    for metric, by, across, compare in some(count, seed=12):
        period, span = chance.choice(PERIODS), chance.choice(SPANS)
        choices = {"metric": metric, "by": by, "across": across, "compare": compare, "span": span}
        address = "&".join(f"{name}={value}" for name, value in choices.items())
        page = screen.visit(f"/explore?lang=en&period={period}&{address}")
        assert page.locator('[class*="st-key-screen_failed"]').count() == 0, screen.text()
        says_what_query_says(page, asked_context(workspace, period, choices), workspace, compare)
        charts += page.locator(".js-plotly-plot").count()
        assert screen.complaints == [], address
    print(f"{count} combinations, {charts} charts")
    assert charts > count // 4


def test_a_combination_is_drawn(company_server: Server, open_screen: OpenScreen) -> None:
    walk(company_server, open_screen, 2)


@pytest.mark.endure
def test_two_hundred_combinations_are_drawn(company_server: Server, open_screen: OpenScreen) -> None:
    walk(company_server, open_screen, 200)


def test_it_opens_with_a_chart(company_server: Server, open_screen: OpenScreen) -> None:
    page = open_screen(company_server).open("/explore?lang=en")
    page.locator(".st-key-chart_picture .js-plotly-plot").wait_for()
