"""The application database keeps what it is given, in transactions, in tables that migrations build; on both dialects."""

import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

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
from sales_core.kernel import clock, events
from sales_core.kernel.errors import ConflictError, UnhealthyError, UsageError
from sales_core.records.migration import differences

pytestmark = pytest.mark.slow


def version(number: int) -> Version:
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


def test_migrations_build_what_the_tables_say(appdb: AppDatabase) -> None:
    assert differences(appdb.engine, product().records.values()) == []
    with appdb.engine.connect() as connection:
        assert revision(connection) == HEAD
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_opening_again_changes_nothing(appdb: AppDatabase, address: Path | str) -> None:
    appdb.settings.set("reporting_currency", "EUR")
    appdb.settings.set("reporting_currency", "USD")
    again = AppDatabase(address)
    assert again.settings.get("reporting_currency") == "USD"
    assert again.settings.get("absent", 3) == 3
    again.close()


def test_of_many_that_open_a_new_database_one_makes_the_tables(address: Path | str) -> None:
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(AppDatabase, [address] * 4))
    assert [one.current_version() for one in opened] == [0] * 4
    for one in opened:
        one.close()


def test_a_newer_database_is_refused_and_left_as_it_is(appdb: AppDatabase, address: Path | str) -> None:
    with appdb.transaction() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(UnhealthyError, match="9999"):
        AppDatabase(address)
    with appdb.engine.connect() as connection:
        assert revision(connection) == "9999"


def test_of_many_writers_each_counts(appdb: AppDatabase) -> None:
    def add(_number: int) -> None:
        with appdb.transaction() as connection:
            appdb.settings.set("count", appdb.settings.get("count", 0) + 1, connection)

    # On SQLite the read inside is of another connection, but nobody writes meanwhile.
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(add, range(30)))
    assert appdb.settings.get("count") == 30


def test_versions_come_back_exactly_and_in_turn(appdb: AppDatabase) -> None:
    with appdb.transaction() as connection:
        appdb.history.add_version(connection, one := version(1))
    assert appdb.history.version(1) == one
    assert (appdb.current_version(), appdb.version_file(1), appdb.version_file(9)) == (1, "1.duckdb", None)
    with pytest.raises(ConflictError), appdb.transaction() as connection:
        appdb.history.add_version(connection, version(1))
    with pytest.raises(UsageError):
        appdb.history.version(9)


def test_a_failed_transaction_leaves_nothing(appdb: AppDatabase) -> None:
    def fail() -> None:
        with appdb.transaction() as connection:
            appdb.history.add_version(connection, version(1))
            appdb.audit.write("ann", events.REOPEN_MONTH, {"month": "2026-05"}, connection)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert appdb.current_version() == 0
    assert appdb.audit.events() == []


def test_of_many_writers_exactly_one_makes_each_version(appdb: AppDatabase) -> None:
    outcomes = []

    def write() -> None:
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


def test_mappings_and_closed_months(appdb: AppDatabase) -> None:
    appdb.mappings.remember(
        signature="s", label="a.xlsx", dataset="sales", mapping={"金额": "amount"}, answers={"q": "x"}, by="ann"
    )
    appdb.mappings.remember(
        signature="s", label="b.xlsx", dataset="sales", mapping={"金额": "cost"}, answers={}, by="bob"
    )
    (one,) = appdb.mappings.all()
    assert (one.label, one.mapping, one.answers, one.by) == ("b.xlsx", {"金额": "cost"}, {}, "bob")
    appdb.mappings.forget("s")
    assert appdb.mappings.all() == []
    with appdb.transaction() as connection:
        appdb.period_locks.close("2026-04", "ann", connection)
        appdb.period_locks.close("2026-04", "bob", connection)
        appdb.period_locks.close("2026-05", "bob", connection)
        appdb.period_locks.reopen("2026-05", connection)
    assert appdb.period_locks.months() == {"2026-04"}


def test_audit_codes_and_restatements(appdb: AppDatabase) -> None:
    appdb.audit.write("ann", events.CLOSE_MONTH, {"month": "2026-05"})
    appdb.audit.write("bob", events.SIGN_IN_REFUSED, {})
    assert [e.who for e in appdb.audit.events()] == ["bob", "ann"]
    assert [e.details for e in appdb.audit.events(who="ann")] == [{"month": "2026-05"}]
    appdb.number_codes.save("N1", {"metric": "net_sales"}, 3)
    appdb.number_codes.save("N1", {"metric": "other"}, 4)
    assert appdb.number_codes.get("N1").payload == {"metric": "net_sales"}
    assert appdb.number_codes.versions() == {3}
    with pytest.raises(UsageError):
        appdb.number_codes.get("N2")
    one = Restatement(clock.now(), "ann", 2, 1, "sales", "net_sales", "2026-04", Decimal("1.5"), Decimal(2))
    with appdb.transaction() as connection:
        appdb.restatements.add(connection, [one])
    assert appdb.restatements.all(month="2026-05") == []
    assert appdb.restatements.all(month="2026-04") == [one]


def test_accounts_are_tied_to_their_sessions(appdb: AppDatabase) -> None:
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
