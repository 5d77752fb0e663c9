"""Opens the application database. One attribute a concern; each concern is a small module over the same engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from sales_core.appdb.audit_log import AuditLog
from sales_core.appdb.change_capture import ChangeCapture
from sales_core.appdb.company_settings import CompanySettings
from sales_core.appdb.engine import checkpoint, open_engine, open_read_only
from sales_core.appdb.journal import Journal
from sales_core.appdb.load_history import LoadHistory
from sales_core.appdb.look_log import LookLog
from sales_core.appdb.mapping_store import MappingStore
from sales_core.appdb.number_codes import NumberCodes
from sales_core.appdb.period_locks import PeriodLocks
from sales_core.appdb.restatements import Restatements
from sales_core.appdb.schedule_store import ScheduleStore
from sales_core.appdb.settings_store import SettingsStore
from sales_core.appdb.upgrade import refuse_newer, upgrade
from sales_core.kernel.errors import StorageError
from sales_core.kernel.terms import Text

#: A look that cannot be written to the trail is no reason not to show anything.
_AUDIT = frozenset(("audit", "audit_people"))


class AppDatabase:
    """The transactional database of one company. Safe to share between threads and processes.

    `history` versions, uploads, plans; `company` typed settings over `settings`; `mappings`, `period_locks`;
    `audit` the audit trail; `looks` who saw which figures; `schedule` what ran by the clock; `restatements`,
    `number_codes`. Accounts and sessions are read and written by `access`, records by `records`.
    """

    def __init__(self, address: Path | str, journal: Path | None = None, view_only: Text | None = None) -> None:
        """`address`: the path of a SQLite file (made when absent), or the URL of a PostgreSQL database; `journal`: the
        folder to which every commit is written as well, None for a copy that nobody works on. `view_only`: why nothing
        but signing in is taken, for a copy that goes when the process ends.

        Raises NewerReleaseError for a database that a newer release wrote; it is left as it is, to the byte.
        """
        if isinstance(address, Path):
            address.parent.mkdir(parents=True, exist_ok=True)
            if address.is_file() and address.stat().st_size:
                refuse_newer(open_read_only(address))
        self.engine = open_engine(address)
        upgrade(self.engine)
        self.view_only = view_only
        self.journal = None if journal is None else Journal(journal, self.engine)
        if self.journal is not None:
            self.journal.begin()
        self.history = LoadHistory(self.fetch, self.transaction)
        self.settings = SettingsStore(self.fetch, self.transaction)
        self.mappings = MappingStore(self.fetch, self.transaction)
        self.period_locks = PeriodLocks(self.fetch)
        self.audit = AuditLog(self.fetch, self.transaction)
        self.looks = LookLog(self.fetch, self.transaction, lambda: self.view_only)
        self.company = CompanySettings(self.settings, self.audit, self.transaction)
        self.restatements = Restatements(self.fetch)
        self.schedule = ScheduleStore(self.fetch, self.transaction)
        self.number_codes = NumberCodes(self.fetch, self.transaction)

    def current_version(self) -> int:
        """The current version; 0 before the first load."""
        return self.history.current_version()

    def version_file(self, version: int) -> str | None:
        """The file name of a version; None when there is none, '' when retention removed its file."""
        return self.history.version_file(version)

    def version_hash(self, version: int) -> str:
        """The SHA-256 of a version's file; empty when it is not kept."""
        return self.history.version_hash(version)

    @contextmanager
    def transaction(self, *, durable: bool = True) -> Iterator[sa.Connection]:
        """One transaction that writes: all of it or nothing. Concurrent writers wait, up to 30 s.

        One that is not `durable` does not wait for the disk: for what a power failure may undo.
        """
        with self.engine.connect().execution_options(writes=True, durable=durable) as connection:
            with connection.begin():
                if self.journal is None and self.view_only is None:
                    yield connection
                    return
                capture = ChangeCapture(connection)
                try:
                    yield connection
                finally:
                    capture.stop()
                is_recorded = self._take(connection, capture)
            if is_recorded:
                checkpoint(connection)
        if is_recorded and self.journal is not None:
            self.journal.append()

    def _take(self, connection: sa.Connection, capture: ChangeCapture) -> bool:
        """Whether the journal got a line. Raises StorageError for a change of the business that would be lost."""
        if self.journal is not None:
            return self.journal.record(connection, capture)
        if self.view_only is not None and any(one.table not in _AUDIT for one in capture.changes()):
            raise StorageError(self.view_only)
        return False

    def fetch(self, statement: sa.sql.Executable) -> list[dict[str, Any]]:
        """All rows of a select, as dictionaries."""
        with self.engine.connect() as connection:
            return [dict(row) for row in connection.execute(statement).mappings()]

    def close(self) -> None:
        """Closes its connections."""
        self.looks.close()
        self.engine.dispose()
