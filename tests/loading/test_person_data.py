"""What is held about a person is handed out whole, and taken away without taking a figure or the trail with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sales_core.access.sessions import SessionOrigin, session_id
from sales_core.api.workspace import Workspace
from sales_core.kernel.errors import NotAllowedError, UsageError
from sales_core.kernel.query import Query
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN, Role, Scope, Viewer
from tests.support.company import Company

NAME = "Maria Huber-Zeisig"
PASSWORD = "correct horse battery"


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Workspace]:
    """A company in which she loaded the sales, signed in, made a token, and was changed by another."""
    made = Company(tmp_path)
    made.load("sales.csv", [{"date": "2026-05-06", "rep": "E1", "customer": "C1", "amount": 100}], Viewer(NAME))
    made.appdb.close()
    workspace = Workspace(made.settings)
    workspace.accounts.add("boss", Role.ADMIN, by="local")
    workspace.accounts.add(NAME, Role.ADMIN, password=PASSWORD, by="boss")
    workspace.accounts.sessions.open(NAME, SessionOrigin("password", "10.0.0.7", "Firefox"))
    workspace.tokens.make(NAME, "nightly", 30, by=workspace.accounts.viewer(NAME))
    yield workspace
    workspace.appdb.close()


def test_everything_held_is_handed_out_without_secrets(company: Workspace) -> None:
    held = company.person_data.held(NAME, company.accounts.viewer(NAME))
    tables = held["tables"]
    assert {"accounts", "sessions", "api_tokens", "versions", "uploads", "audit", "audit_people"} <= set(tables)
    assert tables["sessions"][0]["address"] == "10.0.0.7"
    assert [one["what"] for one in held["acts_of_others"]] == ["account_added"]
    assert not {"password_hash", "token_hash", "id_token"} & {
        key for rows in tables.values() for row in rows for key in row
    }
    assert company.appdb.audit.events(limit=1)[0].what == "person_exported"


def test_only_oneself_or_who_manages_people(company: Workspace) -> None:
    for act in (company.person_data.held, company.person_data.erase):
        with pytest.raises(NotAllowedError):
            act(NAME, Viewer("li", Role.MANAGER))
        with pytest.raises(UsageError, match="Maria"):
            act("Maria Huber", LOCAL_ADMIN)


def test_erased_nobody_comes_in_and_figures_and_trail_are_whole(company: Workspace) -> None:
    def figures() -> object:
        return company.figures.run(Query(("net_sales",), by=("rep",)), LOCAL_ADMIN).rows

    before, lines = figures(), len(company.appdb.audit.events())
    identity = session_id(company.accounts.sessions.open(NAME))
    stands_for = company.person_data.erase(NAME, LOCAL_ADMIN)
    assert company.accounts.find(NAME) is None
    assert company.accounts.signed_in(identity) is None
    assert company.accounts.sign_in(NAME, PASSWORD) is None
    assert figures() == before
    assert [one.by for one in company.appdb.history.versions() if one.id] == [stands_for]
    assert len(company.appdb.audit.events()) > lines
    assert company.appdb.audit.broken() == []
    assert company.uploads.maintenance.check() == []


def test_the_last_administrator_stays(company: Workspace) -> None:
    company.accounts.disable("boss", by="local")
    with pytest.raises(UsageError, match="administrator"):
        company.person_data.erase(NAME, LOCAL_ADMIN)
    assert company.accounts.get(NAME).role is Role.ADMIN
    company.accounts.enable("boss", by="local")
    company.accounts.add("li", Role.REP, Scope.of({"rep": ("E1",)}), by="boss")
    company.person_data.erase("li", LOCAL_ADMIN)
    assert [one.name for one in company.accounts.list()] == [NAME, "boss"]


def test_erased_the_name_stands_nowhere_and_the_rest_can_be_recovered(company: Workspace, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    company.person_data.erase(NAME, LOCAL_ADMIN)
    company.appdb.close()
    assert not [
        path
        for path in home.root.rglob("*")
        if path.is_file() and NAME.encode() in path.read_bytes() and "log" not in path.parts
    ]
    for path in home.root.glob("ledger.sqlite*"):
        path.unlink()
    settings = Settings(home)
    Workspace.recover(Workspace.plan_recovery(settings), settings, None)
    again = Workspace(settings)
    assert [one.name for one in again.accounts.list()] == ["boss"]
    assert again.appdb.audit.broken() == []
    again.appdb.close()
