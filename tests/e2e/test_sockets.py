"""What a script can send over the page's own socket, and fetch beside it: nothing tells what a role may not see."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from pages.kit.page_spec import product_pages
from sales_core.api.workspace import Workspace
from sales_core.appdb import tables
from sales_core.kernel.settings import Home, Settings
from tests.access.matrix_company import PEOPLE, cost_canaries, leaks_in, matrix_company
from tests.e2e.server import Server
from tests.e2e.tab import Tab, raw_value
from tests.support.log import log_records

PAGES = ("overview", "receivables", "analysis", "leaderboard", "inventory", "targets", "history", "upload")
#: The rest of them: who may not open one is told so.
MORE_PAGES = tuple(spec.id for spec in product_pages() if spec.id not in PAGES)
#: Codes of what is outside, typed where a widget offers only what is inside. Their echo tells nobody anything.
TYPED = ("CUST-OUT-3", "BR-OUT", "REG-OUT", "REP-OUT-3")
#: What is known of them, which only their rows tell.
QUERIES = (
    "lang=zh",
    "lang=zh&branch=BR-OUT&customer=CUST-OUT-3&region=REG-OUT&rep=REP-OUT-3&kind=customer&code=CUST-OUT-3&person=REP-OUT-3",
)
#: A reader; the walk over pages, files and commands in tests/access/test_matrix.py has a rep.
FEW = ("viewer",)
WALKERS = [
    *(pytest.param(name, PAGES, id=name) for name in FEW),
    *(pytest.param(name, (*PAGES, *MORE_PAGES), marks=pytest.mark.endure, id=f"whole {name}") for name in PEOPLE),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A fresh server on the company of canaries."""
    home = Path(shutil.copytree(matrix_company(tmp_path_factory), tmp_path_factory.mktemp("sockets") / "home"))
    server = Server(home, SALES_TODAY="2026-05-21")
    yield server
    complaints, output = server.complaints(), server.output()
    server.stop()
    assert not complaints, output


@pytest.fixture(scope="module")
def boss(server: Server) -> Iterator[Tab]:
    """The tab of an administrator who has looked at every page: what it was told is there to be taken."""
    server.person("boss")
    with Tab(server, "boss") as tab:
        for page in PAGES:
            tab.widgets.clear()
            tab.run(page, QUERIES[0])
            if page == PAGES[0]:  # what opens a part that redraws alone
                tab.run(page, QUERIES[0], [raw_value(*one, TYPED, 0) for one in tab.widgets.items()])
        yield tab


def unknown_of(server: Server, name: str) -> tuple[str, ...]:
    """What the person must not be told: canaries that nobody typed, and costs where they are masked."""
    workspace = Workspace(Settings(home=Home(server.home.root)))
    costs = cost_canaries(workspace, workspace.accounts.viewer(name))
    workspace.appdb.close()
    return (*(one for one in PEOPLE[name][2] if one not in TYPED), *costs)


def codes_of(server: Server) -> list[str]:
    """The addresses of numbers that somebody handed on, of the branch outside too."""
    workspace = Workspace(Settings(home=Home(server.home.root)))
    codes = [str(row["code"]) for row in workspace.appdb.fetch(sa.select(tables.number_codes.c.code))]
    workspace.appdb.close()
    return [f"lang=zh&code={code}" for code in codes]


@pytest.mark.parametrize(("name", "pages"), WALKERS)
def test_pages_addresses_and_raw_values_of_widgets(
    server: Server, name: str, pages: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SALES_TODAY", "2026-05-21")
    canaries, codes = unknown_of(server, name), codes_of(server)
    with Tab(server, name) as tab:
        tab.run("overview", QUERIES[0])
        for turn, page in enumerate(pages):
            for query in (*QUERIES, *(codes if page == "n" else ())):
                tab.widgets.clear()
                assert not leaks_in(tab.run(page, query), canaries), (page, query)
            raw = [raw_value(widget, kind, TYPED, turn) for widget, kind in tab.widgets.items()]
            assert not leaks_in(tab.run(page, QUERIES[0], raw), canaries), (page, "raw values")
        assert sum(map(len, tab.sent)) > 100_000, "nothing was walked"
        for fragment in tab.fragments:
            assert not leaks_in(tab.replay(fragment), canaries), fragment
    broken = [one for one in log_records(server.home.log) if one["level"] == "error"]
    assert not broken, broken[0]["exception"]


def test_what_another_was_offered_is_not_there(server: Server, boss: Tab) -> None:
    """Media, exports, addresses of uploads and fragments of an administrator's tab, asked for by a rep."""
    canaries = PEOPLE["rep"][2]
    with Tab(server, "rep") as tab:
        tab.run("overview", QUERIES[0])
        assert any(address.startswith("/export/") for address in boss.files)
        for address in boss.files:
            status, _, body = server.get(address, Cookie=tab.cookie)
            assert status == 404 or (address.startswith("/media/") and not leaks_in(body, canaries)), address
        for fragment in boss.fragments:
            assert not leaks_in(tab.replay(fragment), canaries), fragment
        address = boss.upload_address("sales.csv")
        for method in ("PUT", "DELETE", "GET", "POST"):
            status, _, body = server.request(
                method, address, b"date,amount\n", {"Cookie": tab.cookie, "Origin": server.base}
            )
            assert status in {403, 404, 405} or not leaks_in(body, canaries), (method, status)
            assert method not in {"PUT", "DELETE"} or status in {403, 404}, (method, status)


def test_the_walk_finds_what_is_there(boss: Tab) -> None:
    """The control: the same walk by who may see everything is told the canaries."""
    told = b"\n".join(boss.sent)
    for one in ("外头小卖部", "外头王芳"):
        assert leaks_in(told, (one,)), one
    export = next(address for address in sorted(boss.files) if address.startswith("/export/"))
    assert boss.server.get(export, Cookie=boss.cookie)[0] == 200
    assert boss.fragments
