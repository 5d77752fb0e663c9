"""The ledger keeps what it is told, in transactions, in tables that migrations build."""

import threading
from decimal import Decimal

import pytest
import sqlalchemy as sa
from alembic.config import Config
from alembic.script import ScriptDirectory

from sales_core.appdb import tables as t
from sales_core.appdb.database import AppDatabase
from sales_core.appdb.migrations import HEAD
from sales_core.appdb.records import Restatement, Version
from sales_core.appdb.upgrade import _MIGRATIONS, revision
from sales_core.catalogue.catalogue import product
from sales_core.kernel import clock
from sales_core.kernel.errors import ConflictError, UsageError
from sales_core.records.migration import differences


@pytest.fixture
def appdb(tmp_path):
    return AppDatabase(tmp_path / "ledger.sqlite")


def version(number):
    return Version(
        number,
        clock.now(),
        "ann",
        number - 1,
        "load",
        "a.csv",
        f"{number}.duckdb",
        "2026-05-31",
        {"sales": 2},
        {"sales.amount": Decimal("1.2300")},
        {"sales": {"2026-05": (2, Decimal("1.2300"))}},
        (1,),
    )


def test_migrations_build_what_the_tables_say(appdb):
    assert differences(appdb.engine, product().records.values()) == []
    assert revision(appdb.engine) == HEAD
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_opening_again_changes_nothing(appdb):
    appdb.memory.set("reporting_currency", "USD")
    again = AppDatabase(appdb.path)
    assert again.memory.setting("reporting_currency") == "USD"
    assert again.memory.setting("absent", 3) == 3


def test_versions_come_back_exactly_and_in_turn(appdb):
    with appdb.transaction() as connection:
        appdb.history.add_version(connection, one := version(1))
    assert appdb.history.version(1) == one
    assert (appdb.current_version(), appdb.version_file(1), appdb.version_file(9)) == (1, "1.duckdb", None)
    with pytest.raises(ConflictError), appdb.transaction() as connection:
        appdb.history.add_version(connection, version(1))
    with pytest.raises(UsageError):
        appdb.history.version(9)


def test_a_failed_transaction_leaves_nothing(appdb):
    def fail():
        with appdb.transaction() as connection:
            appdb.history.add_version(connection, version(1))
            appdb.journal.audit("ann", "load", {}, connection)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert appdb.current_version() == 0
    assert appdb.journal.entries() == []


def test_of_many_writers_exactly_one_makes_each_version(appdb):
    outcomes = []

    def write():
        try:
            with appdb.transaction() as connection:
                appdb.history.add_version(connection, version(1))
            outcomes.append("won")
        except ConflictError:
            outcomes.append("told")

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["told"] * 7 + ["won"]


def test_memory_of_mappings_and_months(appdb):
    appdb.memory.remember(
        signature="s", label="a.xlsx", dataset="sales", mapping={"金额": "amount"}, answers={"q": "x"}, by="ann"
    )
    appdb.memory.remember(
        signature="s", label="b.xlsx", dataset="sales", mapping={"金额": "cost"}, answers={}, by="bob"
    )
    (one,) = appdb.memory.mappings()
    assert (one.label, one.mapping, one.answers, one.by) == ("b.xlsx", {"金额": "cost"}, {}, "bob")
    appdb.memory.forget("s")
    assert appdb.memory.mappings() == []
    with appdb.transaction() as connection:
        appdb.memory.close_month("2026-04", "ann", connection)
        appdb.memory.close_month("2026-04", "bob", connection)
        appdb.memory.close_month("2026-05", "bob", connection)
        appdb.memory.reopen_month("2026-05", connection)
    assert appdb.memory.closed_months() == {"2026-04"}


def test_journal(appdb):
    appdb.journal.audit("ann", "load", {"file": "a"})
    appdb.journal.audit("bob", "undo", {})
    assert [e.who for e in appdb.journal.entries()] == ["bob", "ann"]
    assert [e.details for e in appdb.journal.entries(who="ann")] == [{"file": "a"}]
    appdb.journal.save_code("N1", {"metric": "net_sales"}, 3)
    appdb.journal.save_code("N1", {"metric": "other"}, 4)
    assert appdb.journal.code("N1").payload == {"metric": "net_sales"}
    assert appdb.journal.coded_versions() == {3}
    with pytest.raises(UsageError):
        appdb.journal.code("N2")
    one = Restatement(clock.now(), "ann", 2, 1, "sales", "net_sales", "2026-04", Decimal("1.5"), Decimal(2))
    with appdb.transaction() as connection:
        appdb.journal.restate(connection, [one])
    assert appdb.journal.restatements(month="2026-05") == []
    assert appdb.journal.restatements(month="2026-04") == [one]


def test_accounts_are_tied_to_their_sessions(appdb):
    now = clock.now()
    with appdb.transaction() as connection:
        connection.execute(
            t.accounts.insert().values(
                name="ann", password_hash="", role="rep", scope={"rep": ["E1"]}, disabled=False, created=now
            )
        )
    with pytest.raises(sa.exc.IntegrityError), appdb.transaction() as connection:
        connection.execute(
            t.sessions.insert().values(token_hash="x", account="nobody", created=now, last_seen=now, revoked=False)
        )
    assert appdb.fetch(sa.select(t.accounts.c.created))[0]["created"] == now
