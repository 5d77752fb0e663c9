"""Every page on a company whose every name is an attack: nothing runs, nothing leads away, the names are shown."""

from collections.abc import Iterator, Sequence

import pytest
from playwright.sync_api import Dialog

from pages.kit.page_spec import product_pages
from tests.e2e.screen import OpenScreen
from tests.e2e.server import Server
from tests.support.company import Company

pytestmark = pytest.mark.e2e

PATHS = [entry.id for entry in product_pages() if entry.section]
#: Names in charts and grids, and the list of files.
FEW = ("leaderboard", "history")
NAMES = (
    "<img src=x onerror=window.owned=1>",
    "<script>window.owned=1</script>",
    "<svg onload=window.owned=1>",
    '<a href="https://evil.example/">Acme</a>',
    "![x](https://evil.example/x.png) [y](https://evil.example/)",
    "'; DROP TABLE sales; -- {{7*7}} ${7*7} %{customdata} :red[z]",
)
_FOREIGN = """() => [...document.querySelectorAll('a, img, script, svg, iframe, [onerror], [onload]')]
    .map(e => e.outerHTML).filter(h => h.includes('evil.example') || h.includes('window.owned'))"""


@pytest.fixture(scope="module")
def hostile_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on a company whose regions, branches, reps, customers, products and files have these names."""
    company = Company(tmp_path_factory.mktemp("hostile"))
    company.load(f"sales-{NAMES[0]}{NAMES[4]}.csv", list(_sales()))
    company.load(
        "targets.csv",
        [_who(at) | {"month": f"2026-{m:02d}-01", "target": 9000} for at in range(6) for m in range(1, 13)],
    )
    company.load("stock.csv", list(_stock()))
    company.load("receivables.csv", list(_receivables()))
    server = Server(company.root / "home")
    yield server
    complaints, output = server.complaints(), server.output()
    server.stop()
    assert not complaints, output


def _who(at: int) -> dict[str, object]:
    return {"region": NAMES[at], "branch": f"{at}{NAMES[at]}", "rep": f"R{NAMES[at]}"}


def _sales() -> Iterator[dict[str, object]]:
    for year in (2025, 2026):
        for month in range(1, 13 if year == 2025 else 6):
            for at in range(6):
                more = {"customer": f"C{NAMES[at]}", "product": f"P{NAMES[at]}", "category": NAMES[at], "quantity": 10}
                amount = 1000 * (at + 1) + 100 * month * (at - 2)
                yield _who(at) | more | {"date": f"{year}-{month:02d}-1{at}", "amount": amount, "order_no": NAMES[at]}


def _stock() -> Iterator[dict[str, object]]:
    for at in range(6):
        goods = {"product": f"P{NAMES[at]}", "warehouse": NAMES[at], "branch": f"{at}{NAMES[at]}", "batch": NAMES[at]}
        yield goods | {"date": "2026-05-31", "quantity": 1000 * (at + 1), "value": 500, "expiry": "2026-07-01"}


def _receivables() -> Iterator[dict[str, object]]:
    for at in range(6):
        paper = {"document": f"D{NAMES[at]}", "customer": f"C{NAMES[at]}", "date": "2026-01-05", "due": "2026-02-05"}
        yield _who(at) | paper | {"amount": 1000 * (at + 1)}


@pytest.mark.parametrize(
    "paths", [pytest.param(FEW, id="few"), pytest.param(PATHS, id="every page", marks=pytest.mark.endure)]
)
def test_names_are_only_names(hostile_server: Server, open_screen: OpenScreen, paths: Sequence[str]) -> None:
    screen = open_screen(hostile_server)
    dialogs: list[str] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    screen.listen("dialog", note)
    for path in paths:
        # Each page by a link of its own is what test_pages does.
        page = screen.visit(f"/{path}?lang=en&period=2026-05")
        assert page.locator('[class*="st-key-screen_failed"]').count() == 0, (path, screen.text())
        assert dialogs == [], path
        assert page.evaluate("() => window.owned") is None, path
        assert page.evaluate(_FOREIGN) == [], path
        if path == "leaderboard":
            # Shown as written: two hyphens are set as a dash, as in any text; nothing else is touched.
            assert "'; DROP TABLE sales; — {{7*7}} ${7*7} %{customdata} :red[z]" in screen.text()
            assert "R<script>" in screen.text()
