"""Opens the application database. One attribute a concern; each concern is a small module over the same engine."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from sales_core.appdb.audit_log import AuditLog
from sales_core.appdb.carry_over import carry_over
from sales_core.appdb.change_capture import ChangeCapture
from sales_core.appdb.channel_store import ChannelStore
from sales_core.appdb.company_settings import CompanySettings
from sales_core.appdb.engine import checkpoint, open_engine, open_read_only
from sales_core.appdb.journal import Journal
from sales_core.appdb.load_history import LoadHistory
from sales_core.appdb.look_log import LookLog
from sales_core.appdb.mapping_store import MappingStore
from sales_core.appdb.number_codes import NumberCodes
from sales_core.appdb.outbox_store import OutboxStore
from sales_core.appdb.period_locks import PeriodLocks
from sales_core.appdb.restatements import Restatements
from sales_core.appdb.schedule_store import ScheduleStore
from sales_core.appdb.settings_store import SettingsStore
from sales_core.appdb.standby import Standby
from sales_core.appdb.unchanged_answers import UnchangedAnswers
from sales_core.appdb.upgrade import refuse_newer, upgrade
from sales_core.kernel.errors import StorageError
from sales_core.kernel.terms import Text

#: What signing in and out writes is kept until there is room; nothing else is taken while nothing can be written.
_TAKEN_ALWAYS = frozenset({"audit", "audit_people"})


class AppDatabase:
    """The transactional database of one company. Safe to share between threads and processes.

    `history` versions, uploads, plans; `company` typed settings over `settings`; `mappings`, `period_locks`;
    `audit` the audit trail; `looks` who saw which figures; `schedule` what ran by the clock; `channels` and
    `outbox` where messages go and what became of them; `restatements`, `number_codes`; `unchanged`
    answers that hold until somebody writes. Accounts and sessions are read and written by `access`, records by
    `records`.
    """

    def __init__(self, address: Path | str, journal: Path | None = None, standby: Standby | None = None) -> None:
        """`address`: the path of a SQLite file (made when absent), or the URL of a PostgreSQL database; `journal`: the
        folder to which every commit is written as well, None for a copy that nobody works on. `standby`: what is worked
        on while nothing can be written, None = everything fails then.

        Raises NewerReleaseError for a database that a newer release wrote; it is left as it is, to the byte.
        """
        self._address = address
        self._journal_folder = journal
        self._standby = standby
        self._real: sa.Engine | None = None
        self._journal: Journal | None = None
        self._opening = threading.RLock()
        if standby is None or standby.reason is None:
            self._open()
        self.unchanged = UnchangedAnswers(lambda: self.engine)
        self.history = LoadHistory(self.fetch, self.transaction, self.unchanged)
        self.settings = SettingsStore(self.fetch, self.transaction, self.unchanged)
        self.mappings = MappingStore(self.fetch, self.transaction)
        self.period_locks = PeriodLocks(self.fetch)
        self.audit = AuditLog(self.fetch, self.transaction)
        self.looks = LookLog(self.fetch, self.transaction, lambda: self.view_only)
        self.company = CompanySettings(self.settings, self.audit, self.transaction)
        self.restatements = Restatements(self.fetch)
        self.schedule = ScheduleStore(self.fetch, self.transaction)
        self.channels = ChannelStore(self.fetch, self.transaction)
        self.outbox = OutboxStore(self.fetch, self.transaction)
        self.number_codes = NumberCodes(self.fetch, self.transaction)

    def _open(self) -> sa.Engine:
        """Opens the database itself."""
        with self._opening:
            if self._real is not None:
                return self._real
            if isinstance(self._address, Path):
                self._address.parent.mkdir(parents=True, exist_ok=True)
                if self._address.is_file() and self._address.stat().st_size:
                    refuse_newer(open_read_only(self._address))
            engine = open_engine(self._address)
            upgrade(engine)
            if self._journal_folder is not None:
                self._journal = Journal(self._journal_folder, engine)
                self._journal.begin()
            self._real = engine
            return engine

    @property
    def engine(self) -> sa.Engine:
        """The connections to what is worked on just now."""
        copy = None if self._standby is None else self._standby.engine
        return copy or self._real or self._open()

    @property
    def view_only(self) -> Text | None:
        """Why nothing but signing in is taken just now; None while everything is."""
        if self._standby is None:
            return None
        self._standby.look(self._carry_over)
        return self._standby.reason

    @property
    def journal(self) -> Journal | None:
        """To which every commit is written; None for a copy."""
        return self._journal if self._standby is None or self._standby.reason is None else None

    def _carry_over(self, copy: sa.Engine) -> None:
        with self._writing(durable=True) as connection:
            carry_over(copy, connection)

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

        One that is not `durable` does not wait for the disk: for what a power failure may undo. One that finds that
        nothing can be written raises StorageError; the next one is of the copy.
        """
        if self._standby is not None:
            self._standby.look(self._carry_over)
        try:
            with self._writing(durable=durable) as connection:
                yield connection
        except StorageError as error:
            self._fall_back(error)
            raise

    @contextmanager
    def _writing(self, *, durable: bool) -> Iterator[sa.Connection]:
        view_only = None if self._standby is None else self._standby.reason
        journal = self.journal
        with self.engine.connect().execution_options(writes=True, durable=durable) as connection:
            with connection.begin():
                if journal is None and view_only is None:
                    yield connection
                    return
                capture = ChangeCapture(connection)
                try:
                    yield connection
                finally:
                    capture.stop()
                if view_only is not None and any(one.table not in _TAKEN_ALWAYS for one in capture.changes()):
                    raise StorageError(view_only)
                is_recorded = journal is not None and view_only is None and journal.record(connection, capture)
            if is_recorded:
                checkpoint(connection)
        if is_recorded and journal is not None:
            journal.append()

    def _fall_back(self, error: StorageError) -> bool:
        """Goes over to the copy when the database itself could not be read or written; whether it did."""
        is_own = isinstance(error.__cause__, sqlite3.Error)  # not that of a file that was being placed
        if not is_own or self._standby is None or self._standby.reason is not None:
            return False
        self._standby.begin(error.text)
        return True

    def fetch(self, statement: sa.sql.Executable) -> list[dict[str, Any]]:
        """All rows of a select, as dictionaries; of the copy when the database itself cannot be read."""
        try:
            return self._rows(statement)
        except StorageError as error:
            if not self._fall_back(error):
                raise
        return self._rows(statement)

    def _rows(self, statement: sa.sql.Executable) -> list[dict[str, Any]]:
        with self.engine.connect() as connection:
            return [dict(row) for row in connection.execute(statement).mappings()]

    def close(self) -> None:
        """Closes its connections."""
        self.looks.close()
        self.unchanged.close()
        if self._real is not None:
            self._real.dispose()
