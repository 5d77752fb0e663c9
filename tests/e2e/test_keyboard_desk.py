"""From an empty company to a closed month by keyboard alone: Start, Upload with a question, Set targets, Month."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from sales_core.api.workspace import Workspace
from sales_core.kernel.query import Query
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN
from tests.e2e.job import go_right_to
from tests.e2e.screen import OpenScreen, Screen
from tests.e2e.server import Serve, Server
from tests.e2e.test_keyboard import tab_to

pytestmark = [pytest.mark.e2e, pytest.mark.endure]

#: The focus is on a control inside; the drop zone around the button of an upload may be a stop of its own.
_IS_INSIDE = """id => {
  const at = document.activeElement
  return at.dataset.testid !== 'stFileUploaderDropzone' && !!at.closest(`[data-testid='${id}']`)
}"""
_REPS = ("Lina", "Wang")
#: So small that it is asked whether thousands are meant: sales below are about a thousand times as much.
_TARGETS = "rep,measure," + ",".join(f"2026-{month:02}" for month in range(1, 13)) + "\n"
_TARGETS += "".join(f"{rep},net_sales," + ",".join("90" for _ in range(12)) + "\n" for rep in _REPS)
_SALES = "date,order_no,rep_name,customer_name,product_name,quantity,amount\n"
_SALES += "".join(
    f"2026-09-{day:02},S{day},{_REPS[day % 2]},Shop {day % 5},Tea,10,{40_000 + day}.00\n" for day in range(1, 29)
)


def test_from_an_empty_company_to_a_closed_month(serve: Serve, tmp_path: Path, open_screen: OpenScreen) -> None:
    server = serve(tmp_path / "empty", SALES_TODAY="2026-10-06")
    screen = open_screen(server)
    page = screen.open("/?lang=en")
    press(screen, "st-key-own_upload")
    page.wait_for_url("**/upload**")
    page.get_by_test_id("stFileUploaderDropzone").wait_for()
    screen.settle()
    files = [tmp_path / "sales.csv", tmp_path / "targets.csv"]
    for path, text in zip(files, (_SALES, _TARGETS), strict=True):
        path.write_text(text)
    chosen_and_read(screen, files)
    answered(screen, "radiogroup")
    loaded(screen)
    assert total(server, "target") == 2 * 9 * 90 * 1000, "of the months that the data have reached"
    typed_target(screen)
    loaded(screen)
    assert total(server, "target") == (2 * 9 * 90 - 90 + 120) * 1000
    closed_month(screen)


def press(screen: Screen, *named: str) -> None:
    """Tabs to what is named so and presses Enter."""
    tab_to(screen.page, *named)
    screen.page.keyboard.press("Enter")
    screen.settle()


def chosen_and_read(screen: Screen, files: list[Path]) -> None:
    """The button of the upload opens the system's own dialog; then the files are read."""
    page = screen.page
    tab_to_role(page, "stFileUploaderDropzone")
    with page.expect_file_chooser() as dialog:
        page.keyboard.press("Enter")
    dialog.value.set_files([str(one) for one in files])
    page.locator(".st-key-read button").wait_for()
    screen.settle()
    press(screen, "st-key-read")
    page.locator(".st-key-discard button").wait_for()
    screen.settle()


def tab_to_role(page: Page, test_id: str) -> None:
    """Tabs until the focus is inside of what has this test id."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate(_IS_INSIDE, test_id):
            return
    raise AssertionError(f"no stop of the Tab key is inside {test_id}")


def answered(screen: Screen, role: str) -> None:
    """The first question, by arrows: the choice whose text says thousands."""
    page = screen.page
    tab_to_role(page, "stRadio")
    assert page.get_by_role(role).count()  # type: ignore[arg-type]
    for _ in range(6):
        checked = page.evaluate("document.activeElement.closest('label')?.innerText ?? ''")
        if "thousand" in checked and "ten thousand" not in checked:
            break
        page.keyboard.press("ArrowDown")
        screen.page.wait_for_timeout(200)
    page.keyboard.press("Space")
    page.locator(".st-key-commit button").wait_for()
    screen.settle()


def loaded(screen: Screen) -> None:
    """Ticks what is at stake, and loads."""
    page = screen.page
    for _ in range(page.locator('[class*="st-key-risk"] input').count()):
        tab_to(page, "st-key-risk")
        page.keyboard.press("Space")
        screen.settle()
    press(screen, "st-key-commit")
    page.get_by_text("as version").first.wait_for()


def typed_target(screen: Screen) -> None:
    """In the sheet: to January of the first line by arrows, its value typed, and what it changes looked at."""
    page = screen.open("/target_entry?lang=en&period=2026-09")
    tab_to_role(page, "data-grid-canvas")
    page.keyboard.press("ArrowDown")
    go_right_to(page, "January")
    page.keyboard.press("Enter")
    field = page.locator(".gdg-input").first
    field.wait_for()
    page.keyboard.press("Control+a")
    page.keyboard.type("120000")
    page.keyboard.press("Enter")
    field.wait_for(state="detached")
    screen.settle()  # what is typed reaches the page a moment later
    press(screen, "st-key-target_look")
    page.wait_for_url("**/upload**")
    screen.settle()


def closed_month(screen: Screen) -> None:
    """A reason where something is left to do, then the month is closed and every page says so."""
    page = screen.open("/month?lang=en&month=2026-09")
    tab_to(page, "st-key-close_reason_2026-09")
    page.keyboard.type("categories come with the next list of products")
    page.keyboard.press("Enter")
    screen.settle()
    tab_to(page, "st-key-close")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Reopen 2026-09").wait_for()
    screen.open("/overview?lang=en&period=2026-09")
    assert "closed" in screen.text()


def total(server: Server, metric: str) -> object:
    workspace = Workspace.open(Settings(home=Home(server.home.root)))
    return workspace.figures.run(Query((metric,)), LOCAL_ADMIN).one()[metric]
