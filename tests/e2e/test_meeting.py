"""A whole meeting in a real browser: planned, held by keys and swipe, decided in, minuted, and followed up next month."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page

from sales_core.format import period_text
from sales_core.i18n import t
from sales_core.kernel.terms import Period
from tests.e2e.screen import OpenScreen, Screen
from tests.e2e.server import Serve
from tests.pages import tiny
from tests.support.company import Company

pytestmark = [pytest.mark.e2e, pytest.mark.endure]

_SWIPE = """by => {
  const at = x => new Touch({ identifier: 1, target: document.body, clientX: x, clientY: 400 })
  const tell = (name, x) => document.dispatchEvent(new TouchEvent(name, {
    touches: name === 'touchstart' ? [at(x)] : [], changedTouches: [at(x)], bubbles: true }))
  tell('touchstart', 900)
  tell('touchend', 900 + by)
}"""


def _at(page: Page, slide: str) -> None:
    page.wait_for_function("slide => document.documentElement.dataset.slide === slide", arg=slide)
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'"
    )


def _decide(page: Page, action: str) -> None:
    page.locator("h1").first.click()
    page.keyboard.press("d")
    form = page.locator('[data-testid="stPopoverBody"]')
    form.get_by_label(t("record.decision.action.label", "en")).fill(action)
    form.get_by_label(t("record.decision.owner.label", "en")).fill("Li")
    form.get_by_role("button", name=t("record.save", "en")).click()
    page.locator(".st-key-slide_foot").get_by_text("✓").wait_for()
    page.keyboard.press("Escape")
    form.wait_for(state="hidden")
    page.locator("h1").first.click()


def _planned(screen: Screen, period: str) -> str:
    """Plans a meeting and returns its number."""
    page = screen.visit(f"/meetings?lang=en&period={period}")
    page.get_by_role("button", name=t("meeting.plan", "en")).click()
    page.get_by_role("button", name=t("meeting.build", "en")).click()
    page.wait_for_url("**meeting=*")
    page.get_by_role("button", name=t("meeting.start", "en"), exact=False).wait_for()
    return page.url.partition("meeting=")[2].partition("&")[0]


def test_a_meeting_is_held_and_the_next_one_opens_with_what_it_decided(
    serve: Serve, tiny_company: Path, tmp_path: Path, open_screen: OpenScreen
) -> None:
    shutil.copytree(tiny_company, tmp_path / "home")
    screen = open_screen(serve(tmp_path / "home"), width=1920, height=1080)
    number = _planned(screen, "2026-05")
    page = screen.page
    page.get_by_role("button", name=t("meeting.start", "en"), exact=False).click()
    _at(page, f"{number}:0")
    assert page.locator('[data-testid="stSidebar"]').is_hidden()
    sizes = page.locator("h1, .st-key-slide p").evaluate_all(
        "all => all.map(one => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert min(sizes) >= 28
    presenter = page.context.new_page()
    presenter.goto(f"{screen.server.base}/presenter?lang=en&meeting={number}")
    _at(presenter, f"{number}:0")
    verdicts = [page.locator("h1").first.inner_text()]
    for at, move in enumerate(("ArrowRight", "PageDown", "swipe", "ArrowRight"), 1):
        page.evaluate(_SWIPE, -300) if move == "swipe" else page.keyboard.press(move)
        _at(page, f"{number}:{at}")
        _at(presenter, f"{number}:{at}")
        verdicts.append(page.locator("h1").first.inner_text())
        if at in (1, 3):
            _decide(page, f"Mend slide {at}")
    page.evaluate(_SWIPE, 300)
    _at(page, f"{number}:3")
    assert len(set(verdicts)) >= 4
    _filtered(page, presenter)
    page.goto(f"{screen.server.base}/meetings?lang=en&meeting={number}")
    page.get_by_text(t("meeting.minutes", "en"), exact=False).first.click()
    address = page.locator(".sc-forms a", has_text="DOCX").first.get_attribute("href")
    made = docx.Document(io.BytesIO(page.request.get(f"{screen.server.base}{address}").body()))
    cells = {cell.text for table in made.tables for row in table.rows for cell in row.cells}
    assert {"Mend slide 1", "Mend slide 3"} <= cells
    _next_month(tmp_path, screen)


def _filtered(page: Page, presenter: Page) -> None:
    """A filter of the bar narrows the slide here and in the presenter's window."""
    page.locator(".st-key-filters button").first.click()
    chosen = page.locator(".st-key-bar_region input")
    chosen.fill("East")
    chosen.press("Enter")
    page.wait_for_url("**region=East**")
    page.keyboard.press("Escape")
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'"
    )
    presenter.wait_for_timeout(1500)
    assert presenter.locator("h3").first.inner_text() == page.locator("h1").first.inner_text()


def _next_month(root: Path, screen: Screen) -> None:
    """June is loaded; the script of June opens with both decisions and what their numbers did."""
    rows = [row | {"date": str(row["date"]).replace("-05-", "-06-"), "order_no": f"june{at}"}
            for at, row in enumerate(tiny.sales()) if str(row["date"]).startswith("2026-05")]  # fmt: skip
    Company(root).load_together({"sales": rows})
    number = _planned(screen, "2026-06")
    page = screen.page
    page.get_by_role("button", name=t("meeting.start", "en"), exact=False).click()
    _at(page, f"{number}:0")
    said = page.locator("h1").first.inner_text()
    assert t("meeting.question_open", "en") in page.locator(".st-key-slide_question").inner_text()
    assert "2 open" in said
    for action in ("Mend slide 1", "Mend slide 3"):
        page.get_by_text(action).first.wait_for()
    moved = page.locator('[class*="st-key-rows"]').get_by_text("→").first.inner_text()
    before, _, after = moved.partition("→")
    assert period_text(Period.month(2026, 5), "en") in before
    assert period_text(Period.month(2026, 6), "en") in after
