"""Every role walks every door that needs no browser: no canary of what it may not see stands in a byte of an answer."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from pages.kit.page_spec import product_pages
from sales_core.access.exports import _export
from sales_core.api import make_export
from sales_core.api.workspace import Workspace
from sales_core.appdb import tables
from sales_core.boards.registry import boards
from sales_core.cli.main import main
from sales_core.kernel.errors import SalesError
from sales_core.kernel.query import Filter, Query
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN, Period, Right, Role, Viewer
from sales_core.semantic import scan
from sales_core.semantic.service import MetricService
from tests.access.canaries import CONTACTS, CUSTOMERS, OUTSIDE
from tests.access.matrix_company import PEOPLE, cost_canaries, leaks_in, matrix_company
from tests.pages.stage import Stage

pytestmark = pytest.mark.slow

MAY = Period.parse("2026-05")
Door = Iterator[tuple[str, bytes]]

FEW, REST = ("rep", "viewer"), ("nobody", "manager", "auditor", "executive")
WALKERS = [
    *(pytest.param(name, False, id=name) for name in FEW),
    *(pytest.param(name, True, marks=pytest.mark.endure, id=f"whole {name}") for name in (*FEW, *REST)),
]
#: Parameters of the address that name what is outside.
ADDRESSES: tuple[dict[str, str], ...] = (
    {"customer": "CUST-OUT-3", "view": "overdue"},
    {"level": "customer", "months_by": "rep"},
    {"number": "net_sales;period=2026-05;customer=CUST-OUT-3"},
)
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("query", "net_sales", "gross_profit", "--by", "customer", "--format", "json"),
    ("query", "net_sales", "--by", "rep", "--where", "region=REG-OUT"),
    ("list", "open_items", "--json"),
    ("list", "overdue_customers", "--where", "branch=BR-OUT"),
    ("list", "distributor_stock", "--format", "csv"),
    ("explain", "net_sales", "--period", "2026-05", "--rows", "50", "--json"),
    ("page", "leaderboard", "--json"),
    ("page", "receivables"),
    ("record", "promise_to_pay", "list", "--json"),
    ("record", "alias", "list", "--json"),
    ("versions", "--json"),
    ("audit", "--json"),
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The company with its accounts, opened."""
    root = tmp_path_factory.mktemp("matrix")
    return Workspace(Settings(home=Home(Path(shutil.copytree(matrix_company(tmp_path_factory), root / "home")))))


def drawn(workspace: Workspace, page: str, viewer: Viewer, address: dict[str, str]) -> bytes:
    """Every byte that a fresh run of a page sends."""
    app = Stage(workspace).show(page, address, viewer=viewer)
    found: list[bytes] = []

    def walk(node: Any) -> None:
        proto = getattr(node, "proto", None)
        if proto is not None and hasattr(proto, "SerializeToString"):
            found.append(proto.SerializeToString())
        for child in getattr(node, "children", {}).values():
            walk(child)

    walk(app._tree)
    return b"\n".join(found)


def page_doors(workspace: Workspace, viewer: Viewer, *, is_whole: bool = False) -> Door:
    """Every page that the viewer may open, at its usual address, and at those that name what is outside."""
    for spec in product_pages():
        if spec.is_for(viewer):
            for address in ({}, *ADDRESSES) if spec.board is not None and is_whole else ({},):
                yield f"{spec.id} {address}", drawn(workspace, spec.id, viewer, address)


def export_doors(workspace: Workspace, viewer: Viewer) -> Door:
    """Every file that any page offered to anybody so far, made for this viewer."""
    for row in workspace.appdb.fetch(sa.select(tables.exports)):
        offered = _export(row)
        try:
            made = make_export(workspace, offered.recipe, viewer)
        except SalesError:
            continue
        yield f"export {offered.name}", _unpacked(made)


def _unpacked(made: bytes) -> bytes:
    if not made.startswith(b"PK"):
        return made
    book = zipfile.ZipFile(io.BytesIO(made))
    return b"\n".join(book.read(name) for name in book.namelist())


def code_doors(workspace: Workspace, viewer: Viewer) -> Door:
    """Numbers of what is outside, by the codes that an administrator handed on; the code itself names a customer."""
    asked = Query(("net_sales",), period=MAY, filters=(Filter("branch", ("BR-OUT",)),))
    number = workspace.figures.resolve(workspace.figures.keep_code(asked, "net_sales", LOCAL_ADMIN), viewer)
    found = workspace.figures.explain(number.query, number.metric, viewer, number.version)
    rows = workspace.figures.rows(number.query, number.metric, viewer, 50, 0, number.version)
    yield "code", str((found.value, found.inputs, found.row_count, rows.rows)).encode()


def command_doors(workspace: Workspace, name: str, monkeypatch: pytest.MonkeyPatch) -> Door:
    """Commands with the rights of an account."""
    monkeypatch.setenv("SALES_HOME", str(workspace.settings.home.root))
    for words in COMMANDS:
        out = io.StringIO()
        with redirect_stdout(out), redirect_stderr(out):
            main([*words, "--as", name])
        yield " ".join(words), out.getvalue().encode()


@pytest.fixture(scope="module")
def offered(workspace: Workspace) -> int:
    """An administrator has opened every page, so that there are exports of everything; how many pages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SALES_TODAY", "2026-05-21")
        for board in boards():
            drawn(workspace, board, LOCAL_ADMIN, {})
    return len(boards())


@pytest.mark.parametrize(("name", "is_whole"), WALKERS)
def test_no_door_tells_what_a_role_may_not_see(
    workspace: Workspace, name: str, monkeypatch: pytest.MonkeyPatch, offered: int, *, is_whole: bool
) -> None:
    monkeypatch.setenv("SALES_TODAY", "2026-05-21")
    viewer, canaries = workspace.accounts.viewer(name), PEOPLE[name][2]
    canaries += cost_canaries(workspace, viewer)
    assert offered
    told = 0
    for door in (
        page_doors(workspace, viewer, is_whole=is_whole), export_doors(workspace, viewer), code_doors(workspace, viewer),
        command_doors(workspace, name, monkeypatch),
    ):  # fmt: skip
        for place, data in door:
            told += len(data)
            # What somebody typed himself is told by its echo to nobody else.
            assert not leaks_in(data, tuple(one for one in canaries if one not in place)), place
    assert told > 10_000, "nothing was walked"


def test_behind_the_lens_no_page_names_a_customer(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SALES_TODAY", "2026-05-21")
    viewer = workspace.accounts.through_lens(LOCAL_ADMIN)
    assert not viewer.may(Right.VIEW_UPLOADS)
    for place, data in page_doors(workspace, viewer):
        assert not leaks_in(data, (*CUSTOMERS, *CONTACTS)), place


def test_the_walk_finds_a_door_that_is_open(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: with row security off, pages and commands tell what is outside."""
    monkeypatch.setattr(scan, "scope_conditions", lambda *_: [])
    workspace.figures = MetricService(workspace.store, workspace.appdb, workspace.catalogue)
    viewer = replace(workspace.accounts.viewer("executive"), name="control")
    assert leaks_in(drawn(workspace, "leaderboard", viewer, {}), OUTSIDE)
    found = workspace.figures.run(Query(("net_sales",), ("customer",), Period.parse("2026-03")), viewer)
    assert leaks_in(str(found.rows).encode(), OUTSIDE)
    workspace.figures = MetricService(workspace.store, workspace.appdb, workspace.catalogue)


def test_a_store_without_rights_of_roles_keeps_the_usual_ones(tmp_path: Path) -> None:
    opened = Workspace(Settings(home=Home(tmp_path)))
    assert Right.UPLOAD in opened.accounts.rights(Role.MANAGER)
