"""What the upload jobs of a month cost a person in clicks, beside dropping the files; printed, and held to their limits."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from playwright.sync_api import Locator

from tests.acceptance.field_cases import FIELD, file_named
from tests.e2e.screen import OpenScreen, Screen
from tests.e2e.server import Server

pytestmark = pytest.mark.e2e
_WAIT = 60_000


class Job:
    """Counts the clicks of one job."""

    def __init__(self, screen: Screen, name: str, limit: int) -> None:
        self.screen, self.name, self.limit, self.clicks = screen, name, limit, 0

    def click(self, what: Locator) -> None:
        what.click()
        self.clicks += 1
        self.screen.settle()

    def drop(self, *beginnings: str) -> None:
        page = self.screen.open("/upload?lang=en")
        page.locator('input[type="file"]').set_input_files([str(file_named("manager", one)) for one in beginnings])
        self.click(page.get_by_role("button", name="Read", exact=False).first)
        page.get_by_role("button", name="Discard").wait_for(timeout=_WAIT)
        self.screen.settle()

    def load(self) -> None:
        page = self.screen.page
        button = page.get_by_role("button", name="Load", exact=True)
        button.wait_for(timeout=_WAIT)
        self.click(button)
        page.get_by_text("as version").first.wait_for(timeout=_WAIT)

    def done(self) -> None:
        print(f"{self.name}: {self.clicks} clicks (at most {self.limit})")
        assert self.clicks <= self.limit, self.name


def _first_file(screen: Screen) -> None:
    job = Job(screen, "first own file to figures", 4)
    job.drop("01_")
    job.load()
    job.click(screen.page.get_by_role("link", name="Overview").first)
    screen.page.locator("button.card").first.wait_for()
    job.done()


def _next_month(screen: Screen) -> None:
    page = screen.page
    job = Job(screen, "next month, and a file of no dataset left out", 3)
    job.drop("w01_", "13_")
    assert page.get_by_role("button", name="Load", exact=True).count() == 0
    left = page.get_by_role("button", name="Leave out").nth(1)
    job.click(left)
    job.load()
    job.done()


def _errors(screen: Screen) -> None:
    page = screen.page
    job = Job(screen, "1,000 errors of two kinds", 6)
    job.drop("w05_")
    for text in ("待定", "约10箱"):
        box = page.get_by_role("textbox", name=text)
        job.click(box)
        box.fill("1")
        box.press("Enter")
        screen.settle()
    page.get_by_text("are ready to load").wait_for(timeout=_WAIT)
    screen.settle()
    for risk in page.locator('[class*="st-key-risk"] label').all():
        job.click(risk)
    job.load()
    job.done()


@pytest.mark.skipif(not FIELD.is_dir(), reason="the field files are not here")
@pytest.mark.parametrize(
    "jobs",
    [
        pytest.param([_next_month], id="a month"),
        pytest.param([_first_file, _next_month, _errors], id="every job", marks=pytest.mark.endure),
    ],
)
def test_jobs_of_a_month_take_few_clicks(
    empty_server: Server, open_screen: OpenScreen, jobs: Sequence[Callable[[Screen], None]]
) -> None:
    screen = open_screen(empty_server)
    for job in jobs:
        job(screen)
