"""The rows of a lost application database, from its journal and from copies of it, and a new database made of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from sales_core.appdb import tables as t
from sales_core.appdb.engine import open_engine, open_read_only
from sales_core.appdb.journal import table_changes
from sales_core.appdb.journal_file import (
    JournalEntry,
    JournalFiles,
    JournalLine,
    JournalRow,
    JournalState,
    journal_line,
    sealed_line,
)
from sales_core.appdb.migrations import HEAD
from sales_core.appdb.upgrade import make_tables, refuse_newer

#: Copies of the database beside the journal.
KEPT_COPIES = ("ledger-copy-0.sqlite", "ledger-copy-1.sqlite")


@dataclass(frozen=True, slots=True)
class RecoveredTables:
    """What is known of every table. `copy`: the copy it begins with, empty = the journal alone."""

    state: JournalState
    copy: str

    @property
    def revision(self) -> str:
        """The revision that the rows are of."""
        return self.state.last.entry.revision if self.state.last else HEAD

    @property
    def moment(self) -> str:
        """Until when it is known, to the minute, in UTC; empty when nothing is."""
        return self.state.last.entry.at[:16].replace("T", " ") if self.state.last else ""


def recovered_tables(journal: Path) -> RecoveredTables:
    """The rows by the journal; by a copy and the journal after it where that tells more."""
    files = JournalFiles(journal)
    found = [RecoveredTables(files.read(), "")]
    if found[0].state.damaged or found[0].state.last is None:
        for name in KEPT_COPIES:
            if (start := _copy(journal / name)) is not None:
                found.append(RecoveredTables(files.read(start), name))
    return max(found, key=lambda one: (not one.state.damaged, _sequence(one.state), len(one.state.tables)))


def make_database(tables: RecoveredTables, path: Path) -> None:
    """Writes a new SQLite database of these rows, at their revision. The journal goes on after its last line."""
    engine = open_engine(path)
    try:
        make_tables(engine, tables.revision)
        metadata = sa.MetaData()
        metadata.reflect(engine)
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            for table in metadata.sorted_tables:
                rows = [_typed(table, row) for row in tables.state.tables.get(table.name, {}).values()]
                if rows:
                    connection.execute(sa.insert(table), rows)
            if (last := tables.state.last) is not None:
                line, sha256 = sealed_line(last.entry)
                values = {"sequence": last.entry.sequence, "sha256": sha256, "line": line}
                connection.execute(sa.insert(metadata.tables[t.journal_lines.name]).values(values))
    finally:
        engine.dispose()


def _copy(path: Path) -> JournalState | None:
    """What a copy holds, as a journal that ends where it was made; None for one that is absent or damaged."""
    if not path.is_file():
        return None
    engine = open_read_only(path)
    try:
        refuse_newer(engine)
        with engine.connect() as connection:
            if connection.exec_driver_sql("PRAGMA integrity_check").scalar() != "ok":
                return None
            line = next(_last_line(connection), None)
            if line is None:
                return None
            state = JournalState()
            entry = line.entry
            whole = JournalEntry(
                entry.sequence, entry.at, entry.revision, entry.previous, table_changes(connection), is_base=True
            )
            state.apply(JournalLine(whole, line.sha256))
            return state
    except sa.exc.DatabaseError:
        return None
    finally:
        engine.dispose()


def _last_line(connection: sa.Connection) -> Iterator[JournalLine]:
    newest = sa.select(t.journal_lines.c.line).order_by(t.journal_lines.c.sequence.desc()).limit(1)
    for (text,) in connection.execute(newest):
        if (line := journal_line(text.encode())) is not None:
            yield line


def _sequence(state: JournalState) -> int:
    return state.last.entry.sequence if state.last else 0


def _typed(table: sa.Table, row: JournalRow) -> dict[str, Any]:
    return {
        name: date.fromisoformat(value) if isinstance(table.c[name].type, sa.Date) and isinstance(value, str) else value
        for name, value in row.items()
        if name in table.c
    }
