"""At every width nothing is wider than the screen, cut, over another text or, where it is touched, too small."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from pages.kit.page_spec import product_pages
from tests.e2e.boxes import SIZES, faults, faults_by_width
from tests.e2e.screen import OpenScreen
from tests.e2e.server import Server

pytestmark = pytest.mark.e2e

PATHS = [entry.id for entry in product_pages() if entry.section]
#: One of each kind of fault, and beside it what is none.
PLANTED = """<body style="margin: 0"><main data-testid="stMain" style="width: 390px; overflow: auto">
  <div class="st-key-wide" style="width: 500px; height: 20px"></div>
  <div class="st-key-cut" style="width: 60px; overflow: hidden; white-space: nowrap">these words go on and on</div>
  <div class="st-key-told" style="width: 60px; overflow: hidden; white-space: nowrap" title="all">those words are told</div>
  <div class="st-key-over"><p style="margin: 0">under another</p><p style="margin: -14px 0 0">over another</p></div>
  <div class="st-key-small"><button style="width: 60px; height: 30px">press</button></div>
  <div class="st-key-large"><button style="width: 60px; height: 44px">press this</button></div>
  <details class="st-key-closed"><summary style="min-height: 44px">more</summary><p>one</p><p style="margin-top: -30px">two</p></details>
  <div class="js-plotly-plot st-key-plot" style="height: 60px"><svg class="main-svg" style="display: block; width: 100%" height="60">
    <text x="10" y="20">first bar</text><text x="14" y="22">second bar</text><text x="-40" y="50">outside</text>
  </svg></div>
</main>"""


def test_each_kind_of_fault_is_seen(chromium: Browser) -> None:
    page = chromium.new_page(viewport={"width": 390, "height": SIZES[390]})
    page.set_content(PLANTED)
    found = {fault.split(":")[0].rstrip(" 0123456789x") + " " + fault.rpartition(" in ")[2] for fault in faults(page)}
    page.close()
    assert found == {
        "content is wider than the page by wide",
        "text is cut cut",
        "texts overlap over",
        "target of small",
        "chart texts overlap plot",
        "text outside its chart plot",
    }


@pytest.fixture(scope="module")
def tiny_server(tiny_company: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on the tiny company, every kind of file loaded."""
    server = Server(Path(shutil.copytree(tiny_company, tmp_path_factory.mktemp("boxes") / "home")))
    yield server
    server.stop()


@pytest.mark.endure  # one of six pages at one width and in one language: test_looks
@pytest.mark.parametrize("look", ["zh-light", "zh-dark", "en-light", "en-dark"])
def test_every_page_at_every_width(tiny_server: Server, open_screen: OpenScreen, look: str) -> None:
    language, theme = look.split("-")
    screen = open_screen(tiny_server, dark=theme == "dark")
    found = []
    for path in PATHS:
        screen.visit(f"/{path}?lang={language}&period=2026-05")
        for width, here in faults_by_width(screen, SIZES):
            found += [f"{path} at {width}: {fault}" for fault in here]
    assert not found, "\n".join(found)
