"""Writes every commit of the application database to the journal beside the versions.

The line is a row of the same transaction and is appended to the file after it: what was committed is in the file when
the call returns, in the order of commits, whichever process made it; a crash in between leaves it to the next one.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from sales_core.appdb import tables as t
from sales_core.appdb.change_capture import NOT_JOURNALED, ChangeCapture, key_names, plain_name, plain_row
from sales_core.appdb.journal_file import (
    JournalEntry,
    JournalFiles,
    JournalRow,
    JournalState,
    TableChange,
    row_key,
    sealed_line,
)
from sales_core.appdb.migrations import HEAD
from sales_core.kernel import clock
from sales_core.kernel.errors import UnhealthyError
from sales_core.kernel.terms import Text

_log = logging.getLogger(__name__)
_REVISION = "alembic_version"


class Journal:
    """The journal of one database."""

    def __init__(self, folder: Path, engine: sa.Engine) -> None:
        self.files = JournalFiles(folder)
        self._engine = engine
        self._appended = 0

    def record(self, connection: sa.Connection, capture: ChangeCapture) -> bool:
        """Adds what a transaction changed as a line to it; whether it changed anything that the journal tells."""
        changes = capture.changes()
        if changes:
            forget_lines(connection, self._appended)
            add_line(connection, changes)
        return bool(changes)

    def append(self) -> bool:
        """Brings the files up to the database; False when the disk did not let it: the next commit tries again."""
        with self._engine.connect() as connection:
            return self._append(connection)

    def _append(self, connection: sa.Connection) -> bool:
        rows = connection.execute(sa.select(t.journal_lines).order_by(t.journal_lines.c.sequence)).all()
        try:
            self.files.append([(row.sequence, row.line) for row in rows])
        except OSError as error:
            _log.warning("the journal could not be written", extra={"error": str(error)})
            return False
        self._appended = max((row.sequence for row in rows), default=0)
        return True

    def begin(self, *, anew: bool = False) -> None:
        """Writes a base where there is no journal of these tables yet, or `anew`."""
        tail = self.files.tail()
        if anew or tail is None or tail.entry.revision != HEAD:
            with self._engine.connect().execution_options(writes=True) as connection, connection.begin():
                add_line(connection, table_changes(connection), is_base=True)
        self.append()

    def forget_past(self) -> None:
        """Begins anew and removes what was told before, here and in the files."""
        self.begin(anew=True)
        with self._engine.connect().execution_options(writes=True) as connection, connection.begin():
            forget_lines(connection, self._appended)
        self.files.forget_past()

    def differences(self) -> tuple[JournalState, list[str]]:
        """What the journal says, and `table key` of every row of the database that is other than it says.

        Nobody else writes meanwhile.
        """
        found: list[str] = []
        with self._engine.connect().execution_options(writes=True) as connection, connection.begin():
            self._append(connection)
            state = self.files.read()
            tables = _reflected(connection)
            for name in {**tables, **state.tables}:
                stored: dict[str, JournalRow] = {}
                if name in tables:
                    key = key_names(tables[name])
                    stored = {row_key(row, key): row for row in _rows(connection, tables[name])}
                written = state.tables.get(name, {})
                found += [f"{name} {one}" for one in {**stored, **written} if stored.get(one) != written.get(one)]
        return state, found

    def is_behind(self) -> bool:
        """Whether the newest commits are not in the files yet."""
        tail, head = self.files.tail(), self._head()
        return head is not None and (tail is None or tail.entry.sequence < head[0])

    def _head(self) -> tuple[int, str] | None:
        with self._engine.connect() as connection:
            return _head(connection)


def add_line(connection: sa.Connection, changes: tuple[TableChange, ...], *, is_base: bool = False) -> None:
    """Adds a line to the transaction of `connection`; the one before is needed no more once it is in the files."""
    number, previous = _head(connection) or (0, "")
    entry = JournalEntry(number + 1, clock.now().isoformat(), HEAD, previous, changes, is_base)
    line, sha256 = sealed_line(entry)
    connection.execute(sa.insert(t.journal_lines).values(sequence=number + 1, sha256=sha256, line=line))


def forget_lines(connection: sa.Connection, upto: int) -> None:
    """Removes lines that stand in the files, but for the last one, which the next continues."""
    table = t.journal_lines
    newest = sa.select(sa.func.max(table.c.sequence)).scalar_subquery()
    connection.execute(sa.delete(table).where(table.c.sequence <= upto, table.c.sequence < newest))


def refuse_behind(engine: sa.Engine, folder: Path) -> None:
    """Raises UnhealthyError when the journal tells of commits that the database does not have: an earlier copy of it
    was put in its place."""
    tail = JournalFiles(folder).tail()  # first: a commit between the two reads makes the database newer, not older
    if tail is None:
        return
    with engine.connect() as connection:
        has_lines = sa.inspect(connection).has_table(t.journal_lines.name)
        head = _head(connection) if has_lines else None
    missing = tail.entry.sequence - (head[0] if head else 0)
    if missing > 0:
        facts = {"moment": tail.entry.at[:16].replace("T", " "), "count": missing}
        raise UnhealthyError(Text("appdb.behind_journal", facts))


def _head(connection: sa.Connection) -> tuple[int, str] | None:
    table = t.journal_lines
    query = sa.select(table.c.sequence, table.c.sha256).order_by(table.c.sequence.desc()).limit(1)
    found = connection.execute(query).first()
    return None if found is None else (found.sequence, found.sha256)


def table_changes(connection: sa.Connection) -> tuple[TableChange, ...]:
    """Every row of every table that has one."""
    changes = []
    for name, table in _reflected(connection).items():
        rows = tuple(_rows(connection, table))
        if rows:
            changes.append(TableChange(plain_name(name), key_names(table), rows))
    return tuple(changes)


def _rows(connection: sa.Connection, table: sa.Table) -> Iterator[Any]:
    return map(plain_row, connection.execute(sa.select(table)).mappings())


def _reflected(connection: sa.Connection) -> dict[str, sa.Table]:
    """The tables that the journal tells and that hold rows, as the database has them: their columns and keys."""
    known = sa.inspect(connection)
    names = [one for one in known.get_table_names() if one not in {_REVISION, *NOT_JOURNALED}]
    held = _with_rows(connection, names)
    if not held:
        return {}
    metadata = sa.MetaData()
    columns = known.get_multi_columns(filter_names=held)
    keys = known.get_multi_pk_constraint(filter_names=held)
    return {name: _table(name, metadata, columns[None, name], keys[None, name]) for name in held}


def _table(name: str, metadata: sa.MetaData, columns: Sequence[Any], key: Any) -> sa.Table:
    of_key = sa.PrimaryKeyConstraint(*key["constrained_columns"])
    return sa.Table(name, metadata, *(sa.Column(one["name"], one["type"]) for one in columns), of_key)


def _with_rows(connection: sa.Connection, names: list[str]) -> list[str]:
    if not names:
        return []
    held = sa.union_all(*(sa.select(sa.literal(name)).where(_any_row(name).exists()) for name in names))
    return list(connection.execute(held).scalars())


def _any_row(name: str) -> sa.Select[Any]:
    return sa.select(sa.literal(1)).select_from(sa.table(name))
