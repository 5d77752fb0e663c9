"""Copies a whole application database: to a SQLite file for a backup, or from one database to another."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from sales_core.appdb import tables
from sales_core.appdb.upgrade import revision
from sales_core.kernel.errors import ConflictError
from sales_core.kernel.terms import Text

if TYPE_CHECKING:
    from sales_core.appdb.database import AppDatabase

_ROWS_AT_A_TIME = 1_000
_REVISION = "alembic_version"
_UNDER_WAY = frozenset({name for name, one in tables.metadata.tables.items() if one.info.get("transient")})


def copy_to_file(source: AppDatabase, target: Path) -> None:
    """Writes the database as it is at this moment to a new SQLite file, whichever dialect the source has."""
    if source.engine.dialect.name == "sqlite":
        with source.engine.connect() as connection, closing(sqlite3.connect(target)) as copy:
            live = connection.connection.driver_connection
            if live is not None:
                live.backup(copy)
        return
    from sales_core.appdb.database import AppDatabase

    made = AppDatabase(target)
    try:
        copy_rows(source.engine, made.engine)
    finally:
        made.close()


def forget_work_under_way(copy: Path, *more: str) -> None:
    """Empties the tables of sessions, links and work under way in a SQLite file that nobody has open, and those named
    in `more`; what they held is overwritten, not only marked as free.
    """
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        present = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for name in sorted(present.intersection({*_UNDER_WAY, *more})):
            connection.execute(f'DELETE FROM "{name}"')
        connection.execute("VACUUM")


def copy_rows(source: sa.Engine, target: sa.Engine) -> None:
    """Copies every row of every table into `target`, whose tables are there and empty, in one transaction.

    Raises ConflictError when a table of `target` holds rows or its tables are of another release.
    """
    # Repeatable read: all tables as of one moment.
    snapshot = {} if source.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with (
        source.connect().execution_options(**snapshot) as reading,
        target.connect().execution_options(writes=True) as writing,
        writing.begin(),
    ):
        tables = _reflected(target)
        originals = _reflected(source)
        if revision(reading) != revision(writing) or any(_has_rows(writing, table) for table in tables.values()):
            raise ConflictError(Text("appdb.target_not_empty"))
        for name, table in tables.items():
            _copy_table(reading, writing, originals[name], table)


def _reflected(engine: sa.Engine) -> dict[str, sa.Table]:
    metadata = sa.MetaData()
    metadata.reflect(engine)
    return {table.name: table for table in metadata.sorted_tables if table.name != _REVISION}


def _has_rows(connection: sa.Connection, table: sa.Table) -> bool:
    return connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first() is not None


def _copy_table(reading: sa.Connection, writing: sa.Connection, source: sa.Table, target: sa.Table) -> None:
    for rows in reading.execute(sa.select(source)).mappings().partitions(_ROWS_AT_A_TIME):
        writing.execute(sa.insert(target), [dict(row) for row in rows])
    if writing.dialect.name == "postgresql":
        _continue_numbering(writing, target)


def _continue_numbering(connection: sa.Connection, table: sa.Table) -> None:
    """The next generated id comes after the copied ones."""
    for column in table.primary_key.columns:
        sequence = connection.execute(
            sa.select(sa.func.pg_get_serial_sequence(f'"{table.name}"', column.name))
        ).scalar()
        last = connection.execute(sa.select(sa.func.max(column))).scalar()
        if sequence and last:
            connection.execute(sa.select(sa.func.setval(sequence, last)))
