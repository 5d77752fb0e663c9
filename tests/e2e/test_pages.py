"""Every page by direct link on a fresh server, the bar in the URL, the drawer, and what a person may not see."""

from pathlib import Path

import pytest

from pages.kit.page_spec import PageSpec, product_pages
from sales_core.appdb.database import AppDatabase
from sales_core.kernel.terms import Role, Scope
from tests.e2e.screen import OpenScreen
from tests.e2e.server import Serve, Server
from tests.support.sampled import sampled

pytestmark = pytest.mark.e2e

LINKS = [entry for entry in product_pages() if entry.section]


def test_direct_link_on_a_fresh_server(serve: Serve, home: Path, open_screen: OpenScreen) -> None:
    screen = open_screen(serve(home, is_started=True))
    screen.open("/receivables?lang=en")
    assert "Receivables" in screen.page.title() or "Receivables" in screen.text()
    assert screen.page.locator('[class*="st-key-screen_failed"]').count() == 0, screen.text()


# Every page is drawn by test_looks, which comes to it by the menu's way.
@pytest.mark.parametrize("entry", sampled(LINKS, 15), ids=lambda entry: entry.id)
def test_every_page_has_a_link(entry: PageSpec, shared_server: Server, open_screen: OpenScreen) -> None:
    screen = open_screen(shared_server)
    page = screen.open(f"/{entry.id}?lang=en")
    assert page.locator('[class*="st-key-screen_failed"]').count() == 0, screen.text()
    assert page.locator('[data-testid="stMain"] h2').first.inner_text().strip()
    assert page.locator('[data-testid="stSidebarNav"]').inner_text().count("Overview") == 1


def test_language_and_filters_are_in_the_link_and_survive_a_page_change(
    shared_server: Server, open_screen: OpenScreen
) -> None:
    screen = open_screen(shared_server)
    page = screen.open("/targets?region=华东&period=2026-Q1")
    assert "华东" in screen.text()
    page.get_by_text("English", exact=True).click()
    page.wait_for_url("**lang=en**")
    screen.settle()
    page.locator('[data-testid="stSidebarNav"]').get_by_text("Receivables").click()
    page.wait_for_url("**/receivables?**")
    screen.settle()
    for part in ("lang=en", "period=2026-Q1", "region="):
        assert part in page.url
    # The browser holds the bare address of the page too: back passes it once.
    page.go_back()
    page.wait_for_timeout(500)
    if "/receivables" in page.url:
        page.go_back()
    page.wait_for_url("**/targets?**")


def test_nonsense_in_the_link_is_dropped(shared_server: Server, open_screen: OpenScreen) -> None:
    screen = open_screen(shared_server)
    page = screen.open("/inventory?period=yesterday&region=Atlantis&v=99&lang=xx")
    assert page.locator('[class*="st-key-screen_failed"]').count() == 0
    assert "Atlantis" not in screen.text()


def test_a_rep_is_not_shown_what_he_may_not_see(shared_server: Server, open_screen: OpenScreen) -> None:
    scope = Scope.of({"rep": ("R1",)})
    screen = open_screen(shared_server, "rep one", role=Role.REP, scope=scope)
    page = screen.open("/people?lang=en")
    assert "You may not see this page" in screen.text()
    menu = page.locator('[data-testid="stSidebarNav"]').inner_text()
    assert "People & rights" not in menu
    assert "Upload" not in menu
    told = [one for one in AppDatabase(shared_server.home.appdb).audit.events() if one.what == "refused"]
    assert [(one.who, one.details["where"]) for one in told if one.who == "rep one"] == [("rep one", "/people")]


def test_a_person_is_added_and_another_role_or_a_closed_account_holds_from_the_next_click(
    server: Server, open_screen: OpenScreen
) -> None:
    server.person("boss")
    screen = open_screen(server, "clerk", role=Role.ADMIN)
    page = screen.open("/people?lang=en")
    form = page.locator('[data-testid="stForm"]').first
    form.get_by_label("Name").fill("李雷")
    form.get_by_role("button", name="Add", exact=True).click()
    page.get_by_text("3 people can sign in").wait_for()
    assert "李雷" in {account.name for account in server.accounts.list()}
    screen.settle()
    server.accounts.set_role("clerk", Role.REP, Scope(), by="test")
    page.get_by_text("中文", exact=True).click()
    page.get_by_text("您没有查看此页的权限").wait_for()
    assert not screen.complaints
    # Disabled, the person is shown the way out.
    server.accounts.disable("clerk", by="test")
    page.wait_for_timeout(4000)
    page.goto(server.base + "/people")
    page.wait_for_url("**/login?next=**")
    # Whatever was still loading was refused: that is the point.
    screen.complaints.clear()
