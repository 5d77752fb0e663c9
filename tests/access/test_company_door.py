"""Two companies under one address share nothing: no session, no download, no figure, no file; and who may pass from one
to the other without being asked."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from data.demo import Load
from pages.kit.context import opened_workspace
from sales_core.access.company_door import CompanyDoor, CompanyGates
from sales_core.access.exports import Export
from sales_core.access.gate import COOKIE
from sales_core.access.server import access, begin_company, server_accounts
from sales_core.access.sessions import session_id
from sales_core.access.signin import SignIn
from sales_core.kernel.company import DEMO, MAIN, OWN, working_for
from sales_core.kernel.errors import CompanyGoneError, UsageError
from sales_core.kernel.query import Query
from sales_core.kernel.settings import Home
from sales_core.kernel.terms import LOCAL_ADMIN, Period, Role
from sales_core.loading.demo_company import DemoProgress, demo_progress, note_demo, remove_demo
from scripts import serve
from tests.support.company import Company
from tests.support.web_client import Answer, WebClient, _no_answer, _NoUploads

pytestmark = pytest.mark.slow

AMOUNTS = {MAIN: 111, DEMO: 999}
CANARIES = {MAIN: "canary-of-main", DEMO: "canary-of-demo"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state directories of two companies, each with one sale in version 1."""
    folder = tmp_path_factory.mktemp("companies")
    for name, amount in AMOUNTS.items():
        made = Company(folder / name)
        made.load(f"sales-{CANARIES[name]}.csv", [{"date": "2026-05-06", "amount": amount, "rep": CANARIES[name]}])
        made.appdb.close()
    return folder


@pytest.fixture
def home(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A main company and a demo beside it, with an administrator and a rep of one name in both."""
    monkeypatch.setenv("SALES_HOME", str(tmp_path / "home"))
    found = Home(tmp_path / "home")
    for name in AMOUNTS:
        shutil.copytree(built / name / "home", found.of_company(name).root)
    for name in AMOUNTS:
        server_accounts(name).add("ann", Role.ADMIN, by="test")
        server_accounts(name).add("rep", Role.REP, by="test")
    note_demo(access(DEMO).accounts._appdb, DemoProgress(8, 8))
    return found


@pytest.fixture
def app(home: Home) -> ASGIApp:
    """The doors as the dashboard builds them, before one page that says which company it is drawn for."""

    async def page(request: Any) -> PlainTextResponse:
        named = [value for name, value in request.headers.items() if name == "x-auth-company"]
        return PlainTextResponse(f"{named} {request.url.path} {sorted(request.cookies)}")

    def make(recipe: str, _viewer: object) -> bytes:
        return recipe.encode()

    routes = SignIn(access, "/overview", make, lambda: True, _no_answer).routes()
    inner = Starlette(routes=[*routes, Route("/page", page)])
    return CompanyDoor(CompanyGates(inner, server_accounts, _NoUploads()))


def signed_in(app: ASGIApp, company: str, who: str = "ann") -> WebClient:
    """A browser that is signed in at one company."""
    secret = server_accounts(company).sessions.open(who)
    return WebClient(app, cookies={COOKIE if company == MAIN else f"{company}.{COOKIE}": secret})


def test_the_path_names_the_company_and_what_is_behind_never_learns_of_it(app: ASGIApp) -> None:
    browser = signed_in(app, DEMO)
    browser.cookies[COOKIE] = "of-main"
    browser.cookies["_streamlit_xsrf"] = "x"
    said = browser.get("/demo/page", x_auth_company=MAIN)
    assert said.body == f"['demo'] /page ['_streamlit_xsrf', '{COOKIE}']"
    assert signed_in(app, MAIN).get("/page", x_auth_company=DEMO).body == f"['main'] /page ['{COOKIE}']"


def test_a_session_of_one_company_is_none_at_the_other(app: ASGIApp) -> None:
    """Also under the other's name, within the second for which a gate remembers whom it saw."""
    at_main, at_demo = signed_in(app, MAIN, "rep"), signed_in(app, DEMO, "rep")
    assert (at_main.get("/page").status, at_demo.get("/demo/page").status) == (200, 200)
    stolen = {COOKIE: at_demo.cookies[f"demo.{COOKIE}"], f"demo.{COOKIE}": at_main.cookies[COOKIE]}
    thief = WebClient(app, cookies=stolen)
    assert thief.get("/page").headers["location"] == "/login?next=%2Fpage"
    assert thief.get("/demo/page").headers["location"] == "/demo/login?next=%2Fpage"


def test_a_download_of_one_company_is_none_at_the_other(app: ASGIApp) -> None:
    browsers, tickets = {}, {}
    for name, canary in CANARIES.items():
        browsers[name] = signed_in(app, name)
        (secret,) = browsers[name].cookies.values()
        viewer = server_accounts(name).viewer("ann")
        offer = Export(session_id(secret), viewer, "x.csv", "text/csv", canary)
        (tickets[name],) = access(name).exports.offer(offer)
    both = WebClient(app, cookies=browsers[MAIN].cookies | browsers[DEMO].cookies)
    assert both.get(tickets[MAIN]).body == CANARIES[MAIN]
    assert both.get(f"/demo{tickets[DEMO]}").body == CANARIES[DEMO]
    assert both.get(tickets[DEMO]).status == both.get(f"/demo{tickets[MAIN]}").status == 404


def test_figures_files_and_plans_stay_with_their_company(home: Home) -> None:
    """Both have a version 1 and the same question of it: no cache may take one for the other."""
    question = Query(("net_sales",), by=("rep",), period=Period.parse("2026-05"))
    for name in (MAIN, DEMO, MAIN):
        workspace = opened_workspace(company=name)
        (row,) = workspace.figures.run(question, LOCAL_ADMIN, 1)
        assert (row["rep"], row["net_sales"]) == (CANARIES[name], AMOUNTS[name])
        files = {entry.upload.file for entry in workspace.uploads.history.entries(LOCAL_ADMIN)}
        assert files == {f"sales-{CANARIES[name]}.csv"}
        assert workspace.settings.home == home.of_company(name)
    plain = b"".join(path.read_bytes() for path in sorted(home.of_company(DEMO).root.rglob("*")) if path.is_file())
    assert CANARIES[MAIN].encode() not in plain


def test_signing_in_and_out_sets_cookies_that_the_other_does_not_get(app: ASGIApp) -> None:
    server_accounts(DEMO).set_password("rep", "salt train lemon july", by="test")
    browser = WebClient(app)
    form = browser.get("/demo/login").body
    assert 'action="/demo/login?' in form
    body = b"name=rep&password=salt+train+lemon+july"
    done = browser.send("POST", "/demo/login?next=/page", body, content_type="application/x-www-form-urlencoded")
    assert (done.status, done.headers["location"]) == (303, "/demo/page")
    assert set(browser.cookies) == {f"demo.{COOKIE}", "demo.sales_device"}
    assert "Path=/demo/" in done.headers["set-cookie"]
    assert browser.get("/demo/page").status == 200
    assert browser.get("/page").status == 303
    assert browser.get("/demo/logout").headers["location"] == "/demo/login"
    assert f"demo.{COOKIE}" not in browser.cookies


def let_in(app: ASGIApp, browser: WebClient) -> Answer:
    return browser.get("/demo/login?next=/page%3Flang=en")


def test_the_administrator_of_the_main_company_is_let_in_on_the_own_machine(app: ASGIApp) -> None:
    browser = signed_in(app, MAIN)
    assert let_in(app, browser).headers["location"] == "/demo/page?lang=en"
    assert browser.get("/demo/page").status == 200
    assert browser.get("/page").status == 200, "and stays signed in at home"


def test_nobody_else_is_let_in(app: ASGIApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not a rep, not from the demo to the main company, not where the server answers to other names."""
    assert let_in(app, signed_in(app, MAIN, "rep")).status == 200, "the sign-in page"
    assert signed_in(app, DEMO).get("/login").status == 200
    monkeypatch.setenv("SALES_HOSTS", "sales.example.internal")
    assert let_in(app, signed_in(app, MAIN)).status == 200


def test_a_company_that_is_not_there_leads_home(app: ASGIApp) -> None:
    assert signed_in(app, MAIN).get(f"/{OWN}/page").headers["location"] == "/"
    assert signed_in(app, DEMO).get("/demo").headers["location"] == "/demo/"


def test_the_demo_is_removed_and_nothing_else(home: Home, app: ASGIApp) -> None:
    before = sorted(path for path in home.root.rglob("*") if "companies" not in path.parts)
    with working_for(DEMO):
        remove_demo(home.of_company(DEMO), access(DEMO).accounts._appdb)
    assert home.companies() == (MAIN,)
    assert not list((home.root / "companies").iterdir())
    assert sorted(path for path in home.root.rglob("*") if "companies" not in path.parts) == before
    assert signed_in(app, MAIN).get("/demo/page").headers["location"] == "/"
    with pytest.raises(CompanyGoneError):
        access(DEMO)
    assert home.companies() == (MAIN,), "nobody who looks for it begins it again"
    begin_company(DEMO)
    assert server_accounts(DEMO).list() == (), "and the next one is another, also for who held the first one open"


def test_only_a_demo_beside_the_main_company_can_be_removed(home: Home) -> None:
    with working_for(MAIN), pytest.raises(UsageError):
        remove_demo(home, access(MAIN).accounts._appdb)
    begin_company(OWN)
    own = access(OWN)
    with working_for(OWN), pytest.raises(UsageError):
        remove_demo(home.of_company(OWN), own.accounts._appdb)
    assert home.companies() == (MAIN, DEMO, OWN)


def test_a_home_of_an_earlier_release_opens_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its state directory is the main company, at the address that it had; nothing is moved, and nothing added."""
    made = Company(tmp_path)
    made.load("sales.csv", [{"date": "2026-05-06", "amount": 7, "rep": "E1"}])
    made.appdb.close()
    monkeypatch.setenv("SALES_HOME", str(tmp_path / "home"))
    before = sorted(path.name for path in (tmp_path / "home").iterdir())
    workspace = opened_workspace()
    (row,) = workspace.figures.run(Query(("net_sales",), period=Period.parse("2026-05")), LOCAL_ADMIN, 1)
    assert row["net_sales"] == 7
    assert workspace.settings.home.root == (tmp_path / "home").resolve()
    assert demo_progress(workspace.appdb) is None
    after = {path.name for path in (tmp_path / "home").iterdir()}
    assert after - set(before) <= {"ledger.sqlite-wal", "ledger.sqlite-shm"}


def test_a_home_into_which_an_earlier_release_loaded_the_demo_says_so_from_now_on(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files that it was loaded from tell it; a company with any other file is none."""
    appdb = access(MAIN).accounts._appdb
    monkeypatch.setattr("data.demo.LOADS", (Load("a", ("sales-other.csv",)),))
    serve._look_after_companies()
    assert demo_progress(appdb) is None
    monkeypatch.setattr("data.demo.LOADS", (Load("a", (f"sales-{CANARIES[MAIN]}.csv",)), Load("b", ("later.csv",))))
    serve._look_after_companies()
    assert demo_progress(appdb) == DemoProgress(1, 2)
