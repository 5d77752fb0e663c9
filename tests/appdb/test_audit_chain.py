"""The audit trail is a chain: whatever others than the program did to it is found and named; erasing keeps it whole."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from sales_core.appdb import tables
from sales_core.appdb.audit_chain import append_line
from sales_core.appdb.database import AppDatabase
from sales_core.appdb.engine import open_engine
from sales_core.appdb.upgrade import make_tables
from sales_core.kernel import events

pytestmark = pytest.mark.slow

LINES = 6


@pytest.fixture
def trail(appdb: AppDatabase) -> AppDatabase:
    for number in range(LINES):
        details = {"month": f"2026-0{number + 1}"}
        appdb.audit.write(("ann", "bob")[number % 2], events.CLOSE_MONTH, details)
    return appdb


def broken(appdb: AppDatabase) -> list[tuple[str, str]]:
    return [(one.kind.value, str(one)) for one in appdb.audit.broken()]


def by_hand(appdb: AppDatabase, *statements: str) -> None:
    with appdb.engine.connect().execution_options(writes=True) as connection, connection.begin():
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_a_chain_that_the_program_wrote_holds(trail: AppDatabase) -> None:
    assert broken(trail) == []


@pytest.mark.parametrize(
    "change",
    [
        'UPDATE audit SET details = \'{"month": "2027-01"}\' WHERE id = 3',
        "UPDATE audit SET details = 'no json' WHERE id = 3",
        "UPDATE audit SET details = '{}', salt = '' WHERE id = 3",
        "UPDATE audit SET who = 'bob' WHERE id = 3",
        "UPDATE audit SET what = 'undo' WHERE id = 3",
        "UPDATE audit SET at = '2026-01-01T00:00:00.000000+00:00' WHERE id = 3",
        "UPDATE audit SET who = 'bob', person = (SELECT id FROM audit_people WHERE name = 'bob') WHERE id = 3",
        "UPDATE audit SET person = '' WHERE id = 3",
    ],
)
def test_a_changed_line_is_named_and_no_other(trail: AppDatabase, change: str) -> None:
    if "no json" in change and trail.engine.dialect.name == "postgresql":
        change = "UPDATE audit SET details = '[]' WHERE id = 3"  # which takes JSON only
    by_hand(trail, change)
    assert set(broken(trail)) == {("changed", "3")}


def test_another_name_for_a_person_is_named_in_every_line_of_his(trail: AppDatabase) -> None:
    by_hand(
        trail,
        "UPDATE audit_people SET name = 'eve' WHERE name = 'ann'",
        "UPDATE audit SET who = 'eve' WHERE who = 'ann'",
    )
    assert broken(trail) == [("changed", "1"), ("changed", "3"), ("changed", "5")]


@pytest.mark.parametrize(("gone", "named"), [("id = 3", "3"), ("id IN (2, 3)", "2-3"), ("id = 1", "1")])
def test_a_removed_line_is_named(trail: AppDatabase, gone: str, named: str) -> None:
    by_hand(trail, f"DELETE FROM audit WHERE {gone}")
    assert broken(trail) == [("missing", named)]


def test_a_line_put_in_is_named(trail: AppDatabase) -> None:
    columns = "at, who, what, details, person, salt, details_sha256, sha256"
    by_hand(trail, f"INSERT INTO audit (id, {columns}) SELECT 7, {columns} FROM audit WHERE id = 2")
    assert broken(trail) == [("changed", "7")]


def test_a_line_exchanged_for_another_is_named(trail: AppDatabase) -> None:
    columns = "at, who, what, details, person, salt, details_sha256, sha256"
    by_hand(
        trail,
        "DELETE FROM audit WHERE id = 3",
        f"INSERT INTO audit (id, {columns}) SELECT 3, {columns} FROM audit WHERE id = 5",
    )
    assert ("changed", "3") in broken(trail)


def test_erasing_a_person_leaves_the_chain_whole(trail: AppDatabase) -> None:
    trail.audit.write("bob", events.ACCOUNT_DISABLED, {"name": "ann"})
    stands_for = trail.audit.erase("ann", "root")
    assert broken(trail) == []
    assert trail.audit.people() == tuple(sorted((stands_for, "bob", "root")))
    with trail.engine.connect() as connection:
        texts = [
            str(row) for table in (tables.audit, tables.audit_people) for row in connection.execute(sa.select(table))
        ]
    assert not [text for text in texts if "ann" in text]
    told = {one.id: one for one in trail.audit.events()}
    assert told[2].details == {"month": "2026-02"}  # bob's own lines still tell what he did
    assert told[8].details["lines"] == [1, 3, 5, 7]
    trail.audit.write("ann", events.CLOSE_MONTH, {"month": "2026-09"})  # another person of the same name
    assert broken(trail) == []
    by_hand(trail, "UPDATE audit SET details = '{}', salt = '' WHERE id = 2")
    assert set(broken(trail)) == {("changed", "2")}, "erasing by hand is found out"


def test_lines_of_earlier_releases_are_chained_by_the_upgrade(address: Path | str) -> None:
    engine = open_engine(address)
    make_tables(engine, "0006")
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        for number in range(3):
            connection.exec_driver_sql(
                "INSERT INTO audit (at, who, what, details) VALUES "
                f"('2026-05-0{number + 1}T08:00:00.000000+00:00', 'ann', 'close_month', '{{\"month\": \"2026-0{number + 1}\"}}')"
            )
    engine.dispose()
    upgraded = AppDatabase(address)
    assert [one.details["month"] for one in upgraded.audit.events()] == ["2026-03", "2026-02", "2026-01"]
    assert broken(upgraded) == []
    upgraded.audit.write("ann", events.CLOSE_MONTH, {"month": "2026-04"})
    assert broken(upgraded) == []
    by_hand(upgraded, "UPDATE audit SET who = 'bob' WHERE id = 2")
    assert broken(upgraded) == [("changed", "2")]
    upgraded.close()


def test_a_moment_of_another_zone_is_the_same_moment(appdb: AppDatabase) -> None:
    with appdb.transaction() as connection:
        at = datetime.fromisoformat("2026-05-01T08:00:00+08:00")
        append_line(connection, at, "ann", "close_month", {"month": "2026-04"})
    assert broken(appdb) == []
    assert appdb.audit.events()[0].at == datetime(2026, 5, 1, tzinfo=UTC)
