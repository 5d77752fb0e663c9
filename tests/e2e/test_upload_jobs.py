"""What the upload jobs of a month cost a person in clicks, beside dropping the files; printed, and held to their limits."""

from __future__ import annotations

import pytest

from tests.acceptance.field_cases import FIELD, file_named
from tests.e2e.job import PATIENCE_MS, Job
from tests.e2e.screen import OpenScreen
from tests.e2e.server import Server

pytestmark = pytest.mark.e2e


@pytest.mark.skipif(not FIELD.is_dir(), reason="the field files are not here")
def test_jobs_of_a_month_take_few_clicks(empty_server: Server, open_screen: OpenScreen) -> None:
    screen = open_screen(empty_server)
    page = screen.page

    first = Job(screen, "first own file to figures", 4)
    first.drop([file_named("manager", "01_")])
    first.load()
    first.click(page.get_by_role("link", name="Overview").first)
    page.locator("button.card").first.wait_for()
    first.done()

    month = Job(screen, "next month, and a file of no dataset left out", 3)
    month.drop([file_named("manager", "w01_"), file_named("manager", "13_")])
    assert page.get_by_role("button", name="Load", exact=True).count() == 0
    bad = Job(screen, "a bad file left out", 1)
    bad.click(page.get_by_role("button", name="Leave out").nth(1))
    bad.done()
    month.clicks += bad.clicks
    month.load()
    month.done()

    errors = Job(screen, "1,000 errors of two kinds", 6)
    errors.drop([file_named("manager", "w05_")])
    for text in ("待定", "约10箱"):
        box = page.get_by_role("textbox", name=text)
        errors.click(box)
        box.fill("1")
        box.press("Enter")
        screen.settle()
    page.get_by_text("are ready to load").wait_for(timeout=PATIENCE_MS)
    screen.settle()
    errors.accept()
    errors.load()
    errors.done()
