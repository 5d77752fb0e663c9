"""A disk that fills up, or a folder that becomes read-only, under a running program: view only until there is room."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from sales_core.access.accounts import Accounts
from sales_core.access.sessions import session_id
from sales_core.appdb import standby
from sales_core.appdb.database import AppDatabase
from sales_core.appdb.standby import once_more
from sales_core.kernel.errors import StorageError
from sales_core.kernel.terms import LOCAL_ADMIN, Role, Text
from tests.loading.test_full_disk import PASSWORD, SUM, mounted
from tests.support.company import Company

Switch = Callable[[bool], None]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("running")
    company = Company(root)
    company.load("sales-1.csv", [{"date": "2026-05-01", "branch": "SH", "amount": 100}])
    Accounts(company.appdb).add("王芳", Role.ADMIN, password=PASSWORD, by="test")
    company.appdb.close()
    return root


@pytest.fixture(params=["full", "read-only", "an n-th write fails"])
def running(
    request: pytest.FixtureRequest, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Company, Switch]]:
    """A running company, and a switch for its trouble."""
    place = tmp_path / "place"
    place.mkdir()
    if request.param == "full":
        with mounted(place, "24m"):
            shutil.copytree(made / "home", place / "home")
            company = Company(place)
            yield company, lambda is_on: _fill(place, is_on=is_on)
            company.appdb.close()
        return
    shutil.copytree(made / "home", place / "home")
    company = Company(place)
    trouble: dict[str, bool] = {}
    pragma = "query_only = ON" if request.param == "read-only" else "max_page_count = 1"  # "disk is full" when it grows

    def refuse(connection: Any, _record: Any, _proxy: Any) -> None:
        connection.execute(f"PRAGMA {pragma}" if trouble.get("on") else "PRAGMA query_only = OFF")
        if not trouble.get("on"):
            connection.execute("PRAGMA max_page_count = 1000000")

    sa.event.listen(company.appdb.engine, "checkout", refuse)
    if request.param == "read-only":
        said = Text("error.not_writable", {"error": "home"})
        monkeypatch.setattr(
            standby, "unwritable", lambda folder: said if trouble.get("on") and folder == place / "home" else None
        )
    yield company, lambda is_on: trouble.update(on=is_on)
    company.appdb.close()


def reason(appdb: AppDatabase) -> Text | None:
    """Why nothing is taken just now."""
    return appdb.view_only


def is_over(appdb: AppDatabase) -> bool:
    """Whether it ends by itself, soon."""
    end = time.monotonic() + 30
    while appdb.view_only is not None and time.monotonic() < end:
        time.sleep(0.1)
    return appdb.view_only is None


def _fill(place: Path, *, is_on: bool) -> None:
    filler = place / "filler"
    if not is_on:
        filler.unlink()
        return
    with filler.open("wb") as out:
        out.write(bytes(shutil.disk_usage(place).free - 4096))


def test_people_sign_in_and_read_until_there_is_room(running: tuple[Company, Switch]) -> None:
    company, switch = running
    accounts = Accounts(company.appdb)
    before = once_more(accounts.sign_in, "王芳", PASSWORD)
    plan = company.plan("sales-2.csv", [{"date": "2026-06-01", "amount": 1}])
    assert reason(company.appdb) is None
    assert before
    switch(True)
    secrets = [once_more(accounts.sign_in, "王芳", PASSWORD) for _ in range(40)]
    assert all(secrets)
    assert all(accounts.signed_in(session_id(secret)) for secret in secrets if secret)
    assert once_more(accounts.sign_in, "王芳", "wrong") is None
    accounts.sign_out(before)
    assert reason(company.appdb) is not None
    assert company.one(SUM) == 100
    with pytest.raises(StorageError):
        company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)
    with pytest.raises(StorageError):
        accounts.add("li", Role.REP, by="test")
    assert reason(company.appdb) is not None, "it does not end before there is room"

    switch(False)
    assert is_over(company.appdb), "it ends by itself"
    assert all(accounts.signed_in(session_id(secret)) for secret in secrets if secret), "who signed in stays signed in"
    assert accounts.signed_in(session_id(before)) is None, "who signed out stays signed out"
    assert [one.what for one in company.appdb.audit.events(limit=2)] == ["signed_out", "sign_in_refused"]
    assert company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True, accepted=plan.risk_names).version == 2
    assert company.one(SUM) == 101
    assert company.uploads.maintenance.check() == []


def test_two_that_have_it_open_go_together(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The gate and the pages of one server: who signs in at one is known to the other."""
    shutil.copytree(made / "home", tmp_path / "home")
    pages, gate = Company(tmp_path).appdb, Accounts(Company(tmp_path).appdb)
    monkeypatch.setattr(standby, "_LOOK_SECONDS", 0.0)
    monkeypatch.setattr(
        standby, "unwritable", lambda folder: Text("error.disk_full") if folder.name == "home" else None
    )
    secret = gate.sign_in("王芳", PASSWORD)
    assert secret
    assert Accounts(pages).signed_in(session_id(secret))
    assert reason(pages) == Text("error.disk_full")
    monkeypatch.undo()
    assert is_over(pages)
    assert gate.signed_in(session_id(secret))
