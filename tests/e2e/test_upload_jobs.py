"""What the upload jobs of a month cost a person in clicks, beside dropping the files; printed, and held to their limits."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from tests.acceptance.field_cases import FIELD, file_named
from tests.e2e.job import PATIENCE_MS, Job
from tests.e2e.screen import OpenScreen, Screen
from tests.e2e.server import Server

pytestmark = pytest.mark.e2e


def _first_file(screen: Screen) -> None:
    job = Job(screen, "first own file to figures", 4)
    job.drop([file_named("manager", "01_")])
    job.load()
    job.click(screen.page.get_by_role("link", name="Overview").first)
    screen.page.locator("button.card").first.wait_for()
    job.done()


def _next_month(screen: Screen) -> None:
    page = screen.page
    job = Job(screen, "next month, and a file of no dataset left out", 3)
    job.drop([file_named("manager", "w01_"), file_named("manager", "13_")])
    assert page.get_by_role("button", name="Load", exact=True).count() == 0
    bad = Job(screen, "a bad file left out", 1)
    bad.click(page.get_by_role("button", name="Leave out").nth(1))
    bad.done()
    job.clicks += bad.clicks
    job.load()
    job.done()


def _errors(screen: Screen) -> None:
    page = screen.page
    job = Job(screen, "1,000 errors of two kinds", 6)
    job.drop([file_named("manager", "w05_")])
    for text in ("待定", "约10箱"):
        box = page.get_by_role("textbox", name=text)
        job.click(box)
        box.fill("1")
        box.press("Enter")
        screen.settle()
    page.get_by_text("are ready to load").wait_for(timeout=PATIENCE_MS)
    screen.settle()
    job.accept()
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
