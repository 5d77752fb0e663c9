"""Opens the ledger. One attribute a concern; each concern is a small module over the same engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from sales_core.appdb.audit_log import Journal
from sales_core.appdb.load_history import History
from sales_core.appdb.memory import Memory
from sales_core.appdb.upgrade import upgrade


class AppDatabase:
    """The transactional database of one company. Safe to share between threads and processes.

    `history` versions, uploads, plans; `memory` settings, mappings, closed months; `journal` audit, restatements,
    number codes. Accounts and sessions are read and written by `access`, records by `records`.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": 30})
        sa.event.listen(self.engine, "connect", _configure)
        sa.event.listen(self.engine, "begin", _begin)
        upgrade(self.engine, path)
        self.history = History(self.fetch, self.transaction)
        self.memory = Memory(self.fetch, self.transaction)
        self.journal = Journal(self.fetch, self.transaction)

    def current_version(self) -> int:
        """The current version; 0 before the first load."""
        return self.history.current_version()

    def version_file(self, version: int) -> str | None:
        """The file name of a version; None when there is none, '' when retention removed its file."""
        return self.history.version_file(version)

    @contextmanager
    def transaction(self) -> Iterator[sa.Connection]:
        """One transaction that writes: all of it or nothing. Concurrent writers wait, up to 30 s."""
        with self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection

    def fetch(self, statement: sa.sql.Executable) -> list[dict[str, Any]]:
        """All rows of a select, as dictionaries."""
        with self.engine.connect() as connection:
            return [dict(row) for row in connection.execute(statement).mappings()]

    def close(self) -> None:
        """Closes its connections."""
        self.engine.dispose()


def _configure(connection: Any, _record: Any) -> None:
    # The driver's own implicit transactions would start too late for BEGIN IMMEDIATE.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")


def _begin(connection: sa.Connection) -> None:
    # A writer that began as a reader could not wait for another writer; SQLite would fail it at once.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
