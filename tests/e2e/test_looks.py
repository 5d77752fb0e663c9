"""What every page shows is for people: nothing failed, no raw value or key, nothing cut, overlapping or too wide."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from pages.kit.page_spec import product_pages
from sales_core.i18n.catalogue import catalogue
from tests.e2e.boxes import faults
from tests.e2e.screen import OpenScreen
from tests.e2e.server import Server

pytestmark = pytest.mark.e2e

PATHS = [entry.id for entry in product_pages() if entry.section]
SIZES = {1280: 900, 390: 844}
#: A word that only a program would say. Texts of an upload or an exception would also show one of these.
RAW = re.compile(r"(?<![\w-])(?:nan|NaN|None|inf|undefined|null|NaT)(?![\w-])|Traceback|Decimal\(|datetime\.date")
KEYS = re.compile(r"\b(?:" + "|".join(sorted({key.split(".")[0] for key in catalogue("en")})) + r")\.[a-z]+_?[a-z_]*\b")
_WIDTH = "[document.documentElement.scrollWidth, window.innerWidth]"


@pytest.fixture(scope="module")
def everything_server(tiny_company: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on the tiny company, every kind of file loaded."""
    server = Server(Path(shutil.copytree(tiny_company, tmp_path_factory.mktemp("looks") / "home")))
    server.person("boss")
    yield server
    complaints, output = server.complaints(), server.output()
    server.stop()
    assert not complaints, output


def seen(page: Page) -> str:
    """All text of the page, that of charts too."""
    charts = page.evaluate("[...document.querySelectorAll('svg text')].map(one => one.textContent).join('\\n')")
    return f"{page.locator('body').inner_text()}\n{charts}"


@pytest.mark.parametrize(
    ("width", "language", "paths"),
    [
        # One of three pages at one width and in one language; in `make sweep` each at both and in both.
        pytest.param(1280, "zh", PATHS[::6], id="1280-zh-sixth"),
        pytest.param(390, "en", PATHS[3::6], id="390-en-sixth"),
        *(
            pytest.param(width, language, PATHS, id=f"{width}-{language}", marks=pytest.mark.endure)
            for width in SIZES
            for language in ("zh", "en")
        ),
    ],
)
def test_every_page(
    everything_server: Server, open_screen: OpenScreen, width: int, language: str, paths: list[str]
) -> None:
    screen = open_screen(everything_server, width=width, height=SIZES[width])
    known = set(catalogue("en"))
    for path in paths:
        # Each page by a link of its own is what test_pages does.
        page = screen.visit(f"/{path}?lang={language}&period=2026-05")
        assert page.url.endswith(f"/{path if path != PATHS[0] else ''}?lang={language}&period=2026-05")
        text = seen(page)
        assert page.locator('[data-testid="stException"], [class*="st-key-screen_failed"]').count() == 0, path
        assert not RAW.findall(text), (path, RAW.search(text), text)
        assert not [found for found in KEYS.findall(text) if found in known], path
        wide, inner = page.evaluate(_WIDTH)
        assert wide <= inner, (path, language, wide, inner)
        assert not faults(page), path


@pytest.mark.endure  # without a browser: tests/pages/test_pages.py and test_sparse_stores.py
def test_pages_without_rows(everything_server: Server, open_screen: OpenScreen) -> None:
    """A period before any data: said in words, not shown as holes."""
    screen = open_screen(everything_server, width=390, height=SIZES[390])
    for path in ("overview", "targets", "leaderboard", "analysis", "inventory", "receivables"):
        page = screen.visit(f"/{path}?lang=en&period=2023-05")
        text = seen(page)
        assert page.locator('[data-testid="stException"], [class*="st-key-screen_failed"]').count() == 0, path
        assert not RAW.findall(text), (path, RAW.search(text), text)
