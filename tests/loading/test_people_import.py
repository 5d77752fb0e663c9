"""A spreadsheet of people: what would change is told, each wrong cell is named, and nothing is taken by half."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from sales_core.access.accounts import Accounts
from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.catalogue import product
from sales_core.kernel.errors import NotAllowedError, RefusedError
from sales_core.kernel.settings import Limits
from sales_core.kernel.terms import LOCAL_ADMIN, Role, Scope, Viewer
from sales_core.loading.people_import import PeopleImport, PeoplePlan

KNOWN = {"region": {"East": "East", "West": "West"}, "rep": {"E1": "Anna", "E2": "Bert"}}


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    made = Accounts(AppDatabase(tmp_path / "ledger.sqlite"))
    made.add("boss", Role.ADMIN, by="local")
    made.add("li", Role.MANAGER, Scope.of({"region": ("East",)}), by="boss")
    return made


def importer(accounts: Accounts, known: Mapping[str, Mapping[str, str]] = KNOWN) -> PeopleImport:
    return PeopleImport(accounts, Limits(), product().dimensions, lambda dimension: known.get(dimension, {}))


def planned(accounts: Accounts, *rows: str) -> PeoplePlan:
    cells = [
        [(f"{chr(65 + column)}{number}", text) for column, text in enumerate(row.split("/"))]
        for number, row in enumerate(rows, start=1)
    ]
    return importer(accounts).plan_rows(cells)


def test_new_changed_and_equal_people_are_told_apart_and_new_ones_get_a_link(accounts: Accounts) -> None:
    plan = planned(accounts, "Name/Role/Region/rep", "li/manager/East、West/", "boss/管理员//", "王/rep//Anna", "")
    assert plan.refused == ()
    assert [(line.name, line.change) for line in plan.lines] == [("li", "changed"), ("boss", "same"), ("王", "added")]
    assert accounts.find("王") is None, "a plan changes nothing"
    links = importer(accounts).apply(plan, LOCAL_ADMIN)
    assert list(links) == ["王"]
    assert accounts.sign_in_by_link(links["王"]) is not None
    assert accounts.get("王").scope == Scope.of({"rep": ("E1",)}), "a name is kept as its code"
    assert accounts.get("li").scope == Scope.of({"region": ("East", "West")})
    assert {line.change for line in planned(accounts, "name/role/region", "li/manager/East|West").lines} == {"same"}


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        (("name/role/regio", "x/rep/East"), "C1"),
        (("name/region", "x/East"), "A1"),
        (("name/name/role", "x/y/rep"), "B1"),
        (("name/role", "/rep"), "A2"),
        (("name/role", f"{'x' * 61}/rep"), "A2"),
        (("name/role", "x/chief"), "B2"),
        (("name/role", "x/"), "B2"),
        (("name/role/region", "x/rep/Est"), "C2"),
        (("name/role", "x/rep", "x/manager"), "A3"),
        (("name/role", "boss/rep"), "A2"),
    ],
    ids=str,
)
def test_a_wrong_cell_is_named_and_nothing_is_taken(accounts: Accounts, rows: tuple[str, ...], place: str) -> None:
    plan = planned(accounts, *rows)
    assert [one.place for one in plan.refused] == [place]
    assert all(one.why.in_("en") and one.why.in_("zh") for one in plan.refused)
    with pytest.raises(RefusedError, match=place):
        importer(accounts).apply(plan, LOCAL_ADMIN)
    assert [one.name for one in accounts.list()] == ["boss", "li"]


def test_administrators_can_change_places(accounts: Accounts) -> None:
    importer(accounts).apply(planned(accounts, "name/role", "boss/rep", "new/admin"), LOCAL_ADMIN)
    assert {one.name for one in accounts.list() if one.role is Role.ADMIN} == {"new"}


def test_only_who_manages_people(accounts: Accounts, tmp_path: Path) -> None:
    for act in (
        lambda who: importer(accounts).apply(PeoplePlan((), ()), who),
        lambda who: importer(accounts).plan(tmp_path, "x", who),
    ):
        with pytest.raises(NotAllowedError):
            act(Viewer("li", Role.MANAGER))


def test_files_are_read_in_the_worker(accounts: Accounts, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("name,role,branch\nzhang,manager,\n", encoding="utf-8")
    plan = importer(accounts, {}).plan(file, "people.csv", LOCAL_ADMIN)
    assert [(line.name, line.role, line.place) for line in plan.lines] == [("zhang", Role.MANAGER, "row 2")]
    file.write_bytes(b"")
    with pytest.raises(RefusedError):
        importer(accounts).plan(file, "people.csv", LOCAL_ADMIN)
