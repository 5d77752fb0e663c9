"""What is held about a person is handed out whole, and taken away without taking a figure or the trail with it."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sales_core.access.sessions import SessionOrigin, session_id
from sales_core.api.workspace import Workspace
from sales_core.catalogue.catalogue import product
from sales_core.kernel.errors import NotAllowedError, UsageError
from sales_core.kernel.query import Query
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN, Role, Scope, Viewer
from sales_core.loading.backup import make_backup
from sales_core.loading.erasures import ERASURES, UNDER_WAY, read_erasures
from sales_core.loading.person_data import PersonData
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


def _files_with(name: str, root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file() and name.encode() in path.read_bytes()]


def test_a_backup_of_before_brings_nobody_back(company: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    older = make_backup(company.settings, company.appdb, product(), folder, with_accounts=True)
    assert company.person_data.erase(NAME, LOCAL_ADMIN).startswith("#")
    control = Settings(Home(tmp_path / "control"))
    Workspace.restore(older, control)
    assert _files_with(NAME, control.home.root), "nothing beside that backup tells of the erasure yet"
    company.accounts.add(NAME, Role.REP, by="boss")  # another of that name
    company.schedule.run("sweep_drafts", LOCAL_ADMIN)
    newer = make_backup(company.settings, company.appdb, product(), folder, with_accounts=True)
    assert NAME not in (folder / ERASURES).read_text()

    settings = Settings(Home(tmp_path / "restored"))
    Workspace.restore(older, settings)
    assert _files_with(NAME, settings.home.root) == []
    again = Workspace(settings)
    assert [one.name for one in again.accounts.list()] == ["boss"]
    assert again.appdb.audit.broken() == []
    assert again.uploads.maintenance.check() == []
    again.appdb.close()

    settings = Settings(Home(tmp_path / "newest"))
    Workspace.restore(newer, settings)
    again = Workspace(settings)
    assert NAME in {one.name for one in again.accounts.list()}, "erased was who had the name before that backup"
    again.appdb.close()


def test_the_list_is_written_beside_nightly_backups_at_once(company: Workspace) -> None:
    nightly = company.settings.home.backups
    older = make_backup(company.settings, company.appdb, product(), nightly, with_accounts=True)
    company.person_data.erase(NAME, LOCAL_ADMIN)
    (one,) = read_erasures(nightly)
    assert one.means(NAME)
    assert read_erasures(company.settings.home.root) == (one,)
    assert older.is_dir()


def test_how_one_wants_pages_to_look_is_handed_out_and_goes_too(company: Workspace, tmp_path: Path) -> None:
    settings, viewer = company.appdb.company, company.accounts.viewer(NAME)
    settings.set_own("display.theme", "dark", viewer)
    settings.set_own("display.theme", "dark", LOCAL_ADMIN)
    assert company.person_data.held(NAME, viewer)["tables"]["settings"] == [{"key": "display.theme", "value": "dark"}]
    company.person_data.erase(NAME, LOCAL_ADMIN)
    assert settings.own_values(NAME) == {}
    assert settings.own_values(LOCAL_ADMIN.name) == {"display.theme": "dark"}
    trace = hashlib.sha256(NAME.encode()).hexdigest()[:24].encode()
    company.appdb.close()
    assert not [path for path in (tmp_path / "home").rglob("*") if path.is_file() and trace in path.read_bytes()]


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


@pytest.mark.parametrize("elsewhere", [False, True], ids=["in-place", "into-a-folder"])
def test_a_journal_of_before_brings_nobody_back(company: Workspace, tmp_path: Path, *, elsewhere: bool) -> None:
    home, older = company.settings.home, tmp_path / "older"
    shutil.copytree(home.journal, older)
    company.person_data.erase(NAME, LOCAL_ADMIN)
    company.appdb.close()
    for path in home.root.glob("ledger.sqlite*"):
        path.unlink()
    shutil.rmtree(home.journal)
    shutil.copytree(older, home.journal)  # put back from a copy of the whole disk
    found = Workspace.plan_recovery(company.settings)
    assert any(NAME in str(row) for row in found.tables.state.tables["accounts"].values()), "the control: it is there"
    target = tmp_path / "recovered" if elsewhere else None
    Workspace.recover(found, company.settings, target)
    again = Workspace(Settings(Home(target)) if target else company.settings)
    assert [one.name for one in again.accounts.list()] == ["boss"]
    assert again.appdb.audit.broken() == []
    assert [one for one in _files_with(NAME, again.settings.home.root) if "log" not in one.parts] == []
    again.appdb.close()


@pytest.mark.parametrize("killed_in", ["erase", "recover"])
def test_the_next_start_does_the_rest_of_what_was_killed(
    company: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, killed_in: str
) -> None:
    home, older = company.settings.home, tmp_path / "older"
    shutil.copytree(home.journal, older)
    with monkeypatch.context() as patch:
        patch.setattr(PersonData, "_forget_past", _killed)
        with pytest.raises(KeyboardInterrupt):
            company.person_data.erase(NAME, LOCAL_ADMIN)
    if killed_in == "recover":
        company = Workspace(company.settings)
        company.appdb.close()
        for path in home.root.glob("ledger.sqlite*"):
            path.unlink()
        shutil.rmtree(home.journal)
        shutil.copytree(older, home.journal)
        with monkeypatch.context() as patch:
            patch.setattr(PersonData, "end_erasures", _killed)
            with pytest.raises(KeyboardInterrupt):
                Workspace.recover(Workspace.plan_recovery(company.settings), company.settings, None)
    assert [one for one in _files_with(NAME, home.root) if "log" not in one.parts], "the control: it is there still"
    again = Workspace(company.settings)
    assert [one.name for one in again.accounts.list()] == ["boss"]
    assert again.appdb.audit.broken() == []
    assert again.uploads.maintenance.check() == []
    assert [one for one in _files_with(NAME, home.root) if "log" not in one.parts] == []
    assert not (home.root / UNDER_WAY).exists()
    again.appdb.close()


def _killed(_: PersonData) -> None:
    raise KeyboardInterrupt
