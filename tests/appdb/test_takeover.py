"""A database that version 0.1.0 wrote opens with equal content. `data/v0_1_0.sql` is what 0.1.0's own code wrote:
four loads, an undo, a closed month, accounts, a session, a link, settings, a number code and two promises."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sales_core.access.accounts import Accounts
from sales_core.appdb.copy import copy_rows
from sales_core.appdb.database import AppDatabase
from tests.support.postgresql import Server

DUMP = Path(__file__).parent / "data" / "v0_1_0.sql"
#: Tables whose rows moved into others, which tests of those say more about.
MOVED = {"promises", "decisions", "alembic_version"}


def rows_of_tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(database.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for name in tables}


def old_database(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.sqlite"
    with closing(sqlite3.connect(path)) as database:
        database.executescript(DUMP.read_text(encoding="utf-8"))
    return path


def test_every_row_is_there_after_the_upgrade(tmp_path: Path) -> None:
    path = old_database(tmp_path)
    before = rows_of_tables(path)
    opened = AppDatabase(path)
    opened.close()
    after = rows_of_tables(path)
    assert sum(len(rows) for rows in before.values()) > 30
    for name in before.keys() - MOVED:
        width = len(before[name][0]) if before[name] else 0  # columns that came later stand at the end
        assert [row[:width] for row in after[name]] == before[name], name


def test_what_people_wrote_is_understood(tmp_path: Path) -> None:
    opened = AppDatabase(old_database(tmp_path))
    assert opened.current_version() == 5
    assert opened.settings.all() == {"reporting_currency": "CNY", "calendar.six_day_week": True, "versions_kept": 9}
    assert opened.period_locks.months() == {"2026-04"}
    assert [upload.status for upload in opened.history.uploads()] == ["active", "active", "undone", "active"]
    assert opened.number_codes.get("N7K2").version == 4
    assert opened.audit.events()[-1].what == "load"
    assert len(opened.mappings.all()) == 2
    people = Accounts(opened)
    assert {one.name: one.role.value for one in people.list()} == {"li": "rep", "王芳": "admin"}
    assert people.sign_in("王芳", "correct horse battery")
    opened.close()


def test_it_moves_to_postgresql(tmp_path: Path, server: Server) -> None:
    old, new = AppDatabase(old_database(tmp_path)), AppDatabase(server.new_database())
    copy_rows(old.engine, new.engine)
    assert new.history.versions() == old.history.versions()
    assert new.audit.events() == old.audit.events()
    for one in (old, new):
        one.close()
