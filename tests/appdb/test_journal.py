"""Every commit of the application database is a line of the journal; a line that is torn, changed or missing shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sales_core.access.accounts import Accounts
from sales_core.appdb.database import AppDatabase
from sales_core.appdb.journal import Journal, refuse_behind
from sales_core.catalogue.catalogue import product
from sales_core.catalogue.record import FieldValue
from sales_core.kernel.errors import UnhealthyError
from sales_core.kernel.terms import LOCAL_ADMIN, Role, Scope
from sales_core.records.store import NewAct, RecordStore
from tests.support.databases import Address

pytestmark = pytest.mark.slow

DAY = date(2026, 5, 1)


@pytest.fixture
def journaled(address: Address, tmp_path: Path) -> Iterator[AppDatabase]:
    opened = AppDatabase(address, tmp_path / "journal")
    yield opened
    opened.close()


def journal_of(appdb: AppDatabase) -> Journal:
    assert appdb.journal is not None
    return appdb.journal


def work(appdb: AppDatabase) -> None:
    """Inserts, changes and deletions of every kind of table."""
    accounts = Accounts(appdb)
    accounts.add("王芳", Role.ADMIN, password="correct horse battery", by="test")
    accounts.add("li", Role.REP, Scope.of({"rep": ("E1",)}), by="test")
    accounts.set_role("li", Role.MANAGER, Scope(), by="test")
    appdb.company.set("company.name", "华兴", LOCAL_ADMIN)
    appdb.company.set("company.name", "华兴二", LOCAL_ADMIN)
    with appdb.transaction() as connection:
        appdb.period_locks.close("2026-03", "test", connection)
        appdb.period_locks.close("2026-04", "test", connection)
    with appdb.transaction() as connection:
        appdb.period_locks.reopen("2026-03", connection)
    appdb.mappings.remember(signature="s", label="l", dataset="sales", mapping={"a": "b"}, answers={}, by="test")
    appdb.mappings.forget("s")
    record = product().records["promise_to_pay"]
    values: dict[str, FieldValue] = dict.fromkeys((one.id for one in record.fields), None)
    values |= {"day": DAY, "note": "打电话"}
    RecordStore(record, appdb).append(NewAct("noted", "test", DAY, "noted", "C1", values))
    assert accounts.sign_in("王芳", "correct horse battery")


def test_it_says_what_the_database_says(journaled: AppDatabase) -> None:
    work(journaled)
    state, differing = journal_of(journaled).differences()
    assert (state.damaged, differing) == ([], [])
    assert {"accounts", "audit", "settings", "month_closes", "record_promise_to_pay"} <= state.tables.keys()
    assert "sessions" not in state.tables
    assert list(state.tables["month_closes"]) == ['["2026-04"]']
    assert not state.tables["mappings"]


def test_a_change_by_hand_is_found(journaled: AppDatabase) -> None:
    work(journaled)
    with journaled.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE accounts SET role = 'admin' WHERE name = 'li'")
        connection.exec_driver_sql("DELETE FROM audit WHERE what = 'signed_in'")
    _, differing = journal_of(journaled).differences()
    assert [one.split()[0] for one in sorted(differing)] == ["accounts", "audit"]


@pytest.mark.parametrize("left", [0, 1, 30, 200])
def test_what_a_crash_cut_is_written_again(journaled: AppDatabase, address: Address, tmp_path: Path, left: int) -> None:
    work(journaled)
    (path,) = journal_of(journaled).files.files()
    *before, last = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(before) + last[:-1][:left])
    again = AppDatabase(address, tmp_path / "journal")
    again.company.set("company.name", "after", LOCAL_ADMIN)
    state, differing = journal_of(again).differences()
    assert (state.damaged, differing) == ([], [])
    again.close()


@pytest.mark.parametrize("place", [0, 1, 4])
def test_a_flipped_byte_is_found(journaled: AppDatabase, place: int) -> None:
    work(journaled)
    (path,) = journal_of(journaled).files.files()
    lines = path.read_bytes().splitlines(keepends=True)
    line = bytearray(lines[place])
    line[len(line) // 2] ^= 1
    path.write_bytes(b"".join([*lines[:place], bytes(line), *lines[place + 1 :]]))
    state, _ = journal_of(journaled).differences()
    assert state.damaged
    journal_of(journaled).begin(anew=True)
    state, differing = journal_of(journaled).differences()
    assert (state.damaged, differing) == ([], [])


def test_a_line_that_is_taken_out_is_found(journaled: AppDatabase) -> None:
    work(journaled)
    (path,) = journal_of(journaled).files.files()
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:3] + lines[4:]))
    state, _ = journal_of(journaled).differences()
    assert state.damaged == [f"{path.name}:4"]


def test_an_earlier_database_is_refused(journaled: AppDatabase, address: Address, tmp_path: Path) -> None:
    work(journaled)
    with journaled.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM journal_lines WHERE sequence > 3")
    with pytest.raises(UnhealthyError) as caught:
        refuse_behind(journaled.engine, tmp_path / "journal")
    assert "recover" in caught.value.describe("zh")


def test_two_processes_share_one_journal(journaled: AppDatabase, address: Address, tmp_path: Path) -> None:
    other = AppDatabase(address, tmp_path / "journal")
    for turn in range(4):
        (journaled, other)[turn % 2].company.set("company.name", f"turn {turn}", LOCAL_ADMIN)
    state, differing = journal_of(other).differences()
    assert (state.damaged, differing) == ([], [])
    other.close()


def test_a_copy_of_the_file_alone_is_whole(tmp_path: Path) -> None:
    opened = AppDatabase(tmp_path / "ledger.sqlite", tmp_path / "journal")
    work(opened)
    copy = tmp_path / "copy.sqlite"
    opened.company.set("company.name", "last", LOCAL_ADMIN)
    copy.write_bytes((tmp_path / "ledger.sqlite").read_bytes())
    opened.close()
    assert AppDatabase(copy).company.all()["company.name"] == "last"
