"""Opens a connection pool to SQLite or PostgreSQL, so that a writing transaction means the same on both.

A transaction that writes is the only one: SQLite begins it IMMEDIATE, PostgreSQL takes one advisory lock. What is read
and then written in it (the newest version, a missing row) cannot change in between.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa

from sales_core.kernel.errors import UnhealthyError
from sales_core.kernel.storage import storage_error
from sales_core.kernel.terms import Text

#: Seconds that a writer waits for another one.
WAIT_SECONDS = 30
_SAYS_DAMAGED = ("malformed", "not a database")
#: How long a checkpoint waits for readers.
_CHECKPOINT_MILLISECONDS = 50
#: The advisory lock of writers; any number that no other program of the same database takes.
_WRITER_LOCK = 7_250_301


def open_engine(address: Path | str) -> sa.Engine:
    """`address`: the path of a SQLite file, or a database URL (`postgresql://user@host/company`)."""
    url = sa.make_url(f"sqlite:///{address}" if isinstance(address, Path) else address)
    if url.get_backend_name() == "sqlite":
        engine = sa.create_engine(url, connect_args={"timeout": WAIT_SECONDS})
        sa.event.listen(engine, "connect", _configure_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
        sa.event.listen(engine, "handle_error", _tell)
        return engine
    engine = sa.create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    sa.event.listen(engine, "begin", _begin_postgresql)
    return engine


def open_read_only(path: Path) -> sa.Engine:
    """An engine that leaves the SQLite file as it is: no journal mode is set, nothing is checkpointed."""
    journal = path.with_name(f"{path.name}-wal")
    # What stands in the journal belongs to the content; without one nobody writes, and no lock is needed.
    mode = "mode=ro" if journal.is_file() else "immutable=1"
    return sa.create_engine(f"sqlite:///file:{quote(str(path))}?{mode}&uri=true", poolclass=sa.NullPool)


def checkpoint(connection: sa.Connection) -> None:
    """Moves what was committed from the write-ahead log of SQLite into its file and empties the log.

    A copy of the file alone is then whole. Does nothing when somebody reads just now: the next commit does it.
    """
    raw = connection.connection.driver_connection
    if connection.dialect.name != "sqlite" or raw is None:
        return
    raw.execute(f"PRAGMA busy_timeout = {_CHECKPOINT_MILLISECONDS}")
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    raw.execute(f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}")


def _configure_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own implicit transactions would start too late for BEGIN IMMEDIATE.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA foreign_keys=ON")


def _tell(context: sa.engine.ExceptionContext) -> None:
    """A full disk, a read-only folder and a damaged file as errors of the product."""
    original = context.original_exception
    if known := storage_error(original):
        raise known from original
    if _says_damage(original):
        raise UnhealthyError(Text("appdb.damaged", {"error": original})) from original


def _says_damage(error: BaseException) -> bool:
    """Whether the file is no database, or a text in it is none: what SQLite keeps is UTF-8."""
    if isinstance(error, UnicodeDecodeError):
        return True
    return isinstance(error, sqlite3.DatabaseError) and any(text in str(error) for text in _SAYS_DAMAGED)


def _begin_sqlite(connection: sa.Connection) -> None:
    if not _writes(connection):
        connection.exec_driver_sql("BEGIN")
        return
    connection.exec_driver_sql(f"PRAGMA synchronous={'FULL' if _is_durable(connection) else 'NORMAL'}")
    # A writer that began as a reader could not wait for another writer; SQLite would fail it at once.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_postgresql(connection: sa.Connection) -> None:
    if _writes(connection):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER_LOCK})")
        if not _is_durable(connection):
            connection.exec_driver_sql("SET LOCAL synchronous_commit = off")


def _writes(connection: sa.Connection) -> bool:
    return bool(connection.get_execution_options().get("writes", False))


def _is_durable(connection: sa.Connection) -> bool:
    return bool(connection.get_execution_options().get("durable", True))
