"""Every role walks every door that needs no browser: no canary of what it may not see stands in a byte of an answer."""

from __future__ import annotations

import json
import shutil
from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest
import sqlalchemy as sa

from pages.kit.page_spec import product_pages
from sales_core.api import Recipe, make_export, recipe_as_json
from sales_core.api.workspace import Workspace
from sales_core.appdb import tables
from sales_core.cli.grammar import command_modules
from sales_core.kernel.query import Query
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN, Period, Right, Role
from sales_core.semantic import scan
from sales_core.semantic.service import MetricService
from tests.access.canaries import CONTACTS, CUSTOMERS, OUTSIDE, PERSONS
from tests.access.matrix_company import AMOUNTS, PEOPLE, cost_canaries, leaks_in, matrix_company, pay_canaries
from tests.access.matrix_doors import (
    COMMANDS,
    MORE_COMMANDS,
    board_doors,
    drawn,
    every_door,
    other_recipes,
    search_doors,
)
from tests.access.unpacked import unpacked
from tests.support.unset_documents import leave_unset

pytestmark = pytest.mark.slow

#: A rep; the walk over sockets in tests/e2e/test_sockets.py has a reader.
FEW, REST = ("rep",), ("viewer", "nobody", "manager", "auditor", "executive", "hr")
WALKERS = [
    *(pytest.param(name, False, id=name) for name in FEW),
    *(pytest.param(name, True, marks=pytest.mark.endure, id=f"whole {name}") for name in (*FEW, *REST)),
]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The company with its accounts, opened."""
    root = tmp_path_factory.mktemp("matrix")
    return Workspace(Settings(home=Home(Path(shutil.copytree(matrix_company(tmp_path_factory), root / "home")))))


@pytest.fixture(scope="module")
def offered(workspace: Workspace) -> int:
    """An administrator has opened every page, so that there are exports of everything; how many pages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SALES_TODAY", "2026-05-21")
        pages = [spec.id for spec in product_pages()]
        for page in pages:
            drawn(workspace, page, LOCAL_ADMIN, {})
        drawn(workspace, "receivables", LOCAL_ADMIN, {"customer": "CUST-OUT-3"})  # the statement of a customer
    return len(pages)


@pytest.mark.parametrize(("name", "is_whole"), WALKERS)
def test_no_door_tells_what_a_role_may_not_see(
    workspace: Workspace, name: str, monkeypatch: pytest.MonkeyPatch, offered: int, *, is_whole: bool
) -> None:
    monkeypatch.setenv("SALES_TODAY", "2026-05-21")
    leave_unset(monkeypatch)
    viewer, canaries = workspace.accounts.viewer(name), PEOPLE[name][2]
    canaries += cost_canaries(workspace, viewer) + pay_canaries(workspace, viewer)
    assert offered
    told = 0
    for place, data in every_door(workspace, viewer, name, monkeypatch, is_whole=is_whole):
        told += len(data)
        # What somebody typed himself is told by its echo to nobody else.
        assert not leaks_in(data, tuple(one for one in canaries if one not in place)), place
    assert told > 10_000, "nothing was walked"


@pytest.mark.parametrize(
    ("amounts", "is_whole"),
    [
        pytest.param("index", False, id="index"),
        *(pytest.param(form, True, marks=pytest.mark.endure, id=f"whole {form}") for form in ("index", "bands")),
    ],
)
def test_behind_the_lens_no_door_tells_a_name_or_an_amount(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, offered: int, *, amounts: str, is_whole: bool
) -> None:
    monkeypatch.setenv("SALES_TODAY", "2026-05-21")
    leave_unset(monkeypatch)
    viewer, told = workspace.accounts.through_lens(LOCAL_ADMIN, amounts), 0
    assert offered
    pay = pay_canaries(workspace, viewer)
    assert pay
    canaries = (*CUSTOMERS, *PERSONS, *CONTACTS, *AMOUNTS, *pay, "sales-later.csv", "receivables.csv")
    for place, data in every_door(workspace, viewer, "", monkeypatch, is_whole=is_whole, lens=amounts):
        told += len(data)
        assert not leaks_in(data, tuple(one for one in canaries if one not in place)), place
    assert told > 10_000, "nothing was walked"
    found = b"".join(data for _, data in board_doors(workspace, LOCAL_ADMIN))
    assert {one for one in canaries if leaks_in(found, (one,))} & {*AMOUNTS}, "the control: amounts are there"


def test_the_walk_finds_a_door_that_is_open(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: who sees everything finds it by the search, and with row security off pages tell what is outside."""
    assert leaks_in(b"".join(data for _, data in search_doors(workspace, LOCAL_ADMIN)), OUTSIDE)
    pay = pay_canaries(workspace, workspace.accounts.viewer("rep"))
    assert len(pay) > 4, "somebody else is paid"
    assert leaks_in(drawn(workspace, "pay", LOCAL_ADMIN, {}), pay), "and his pay is found where it may be told"
    monkeypatch.setattr(scan, "scope_conditions", lambda *_: [])
    workspace.figures = MetricService(workspace.store, workspace.appdb, workspace.catalogue)
    viewer = replace(workspace.accounts.viewer("executive"), name="control")
    assert leaks_in(drawn(workspace, "leaderboard", viewer, {}), OUTSIDE)
    found = workspace.figures.run(Query(("net_sales",), ("customer",), Period.parse("2026-03")), viewer)
    assert leaks_in(str(found.rows).encode(), OUTSIDE)
    workspace.figures = MetricService(workspace.store, workspace.appdb, workspace.catalogue)


def test_every_kind_of_file_and_every_command_is_walked(
    workspace: Workspace, offered: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What comes to be later is walked too, or named here; who sees everything is given what is outside by each file."""
    assert offered
    monkeypatch.setenv("SALES_TODAY", "2026-05-21")
    kinds = {one.__struct_config__.tag for one in get_args(Recipe)}
    others = other_recipes(workspace)
    walked = {json.loads(row["recipe"])["type"] for row in workspace.appdb.fetch(sa.select(tables.exports))}
    assert kinds == walked | {one.__struct_config__.tag for one in others}
    made = [(type(one), unpacked(make_export(workspace, recipe_as_json(one), LOCAL_ADMIN))) for one in others]
    assert {kind for kind, _ in made} == {kind for kind, told in made if leaks_in(told, (*OUTSIDE, "auditor"))}
    commands = {words[0] for words in (*COMMANDS, *MORE_COMMANDS)}
    assert {name for name, module in command_modules().items() if _takes_account(module)} - commands == TAKE_FILES


#: Commands that are given somebody's own file: tests/loading/test_scope.py says what its plan tells.
TAKE_FILES = {"load", "watch"}


def _takes_account(module: ModuleType) -> bool:
    grammar = ArgumentParser()
    module.add_arguments(grammar)
    return "--as" in grammar.format_help()


def test_a_store_without_rights_of_roles_keeps_the_usual_ones(tmp_path: Path) -> None:
    opened = Workspace(Settings(home=Home(tmp_path)))
    assert Right.UPLOAD in opened.accounts.rights(Role.MANAGER)
