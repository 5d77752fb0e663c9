"""Keeps the records of one kind. Append-only: every act is one row and one audit event, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.dataset import ValueKind
from sales_core.catalogue.record import FieldValue, Record, RecordRow, Values
from sales_core.kernel import clock
from sales_core.kernel.errors import ConflictError, UsageError
from sales_core.kernel.events import Event
from sales_core.kernel.terms import Text
from sales_core.records.table import table_of


@dataclass(frozen=True, slots=True)
class Act:
    """One act on a record: who did what, when, on data of which day, and how the record stood after it."""

    event: str
    at: datetime
    by: str
    as_of: date
    state: str
    values: Values


@dataclass(frozen=True, slots=True)
class NewAct:
    """What an act writes. `id` None = a new record."""

    event: str
    by: str
    as_of: date
    state: str
    subject: str
    values: Values
    id: int | None = None
    revision: int = 1


class RecordStore:
    """The table of one record. Who may see or write what is decided above."""

    def __init__(self, record: Record, appdb: AppDatabase) -> None:
        self.record = record
        self.table = table_of(record)
        self._appdb = appdb

    def revision(self) -> int:
        """Grows with every act on any record of the kind; 0 before the first."""
        newest = sa.func.coalesce(sa.func.max(self.table.c.entry), 0)
        asked = sa.select(newest.label("entry"))
        key = ("records' revision", self.record.id)
        return int(self._appdb.unchanged.get(key, lambda: self._appdb.fetch(asked)[0]["entry"]))

    def rows(self, at: date | None = None) -> list[RecordRow]:
        """Every record, newest first, as it stood when the data reached `at` (None = as it stands)."""
        return list(self._appdb.unchanged.get(("records", self.record.id, at), lambda: self._read(at)))

    def _read(self, at: date | None) -> list[RecordRow]:
        t, first, older = self.table, self.table.alias(), self.table.alias()
        newest = sa.select(sa.func.max(older.c.revision)).where(older.c.id == t.c.id)
        if at is not None:
            newest = newest.where(older.c.as_of <= at)
        query = (
            sa.select(t, first.c.at.label("created"), first.c.by.label("author"), first.c.as_of.label("made"))
            .join(first, sa.and_(first.c.id == t.c.id, first.c.revision == 1))
            .where(t.c.revision == newest.scalar_subquery())
            .order_by(t.c.id.desc())
        )
        return [self._row(found) for found in self._appdb.fetch(query)]

    def row(self, record_id: int) -> RecordRow:
        """One record as it stands. Raises UsageError when there is none."""
        for one in self.rows():
            if one.id == record_id:
                return one
        raise UsageError(Text("record.error.unknown_row", {"id": record_id}))

    def history(self, record_id: int) -> list[Act]:
        """Every act on a record, oldest first."""
        query = sa.select(self.table).where(self.table.c.id == record_id).order_by(self.table.c.revision)
        return [
            Act(row["event"], row["at"], row["by"], row["as_of"], row["state"], self._values(row))
            for row in self._appdb.fetch(query)
        ]

    def acts_after(self, revision: int) -> list[tuple[int, Act]]:
        """Every act after a revision of all records with the record's id, oldest first."""
        query = sa.select(self.table).where(self.table.c.entry > revision).order_by(self.table.c.entry)
        return [
            (row["id"], Act(row["event"], row["at"], row["by"], row["as_of"], row["state"], self._values(row)))
            for row in self._appdb.fetch(query)
        ]

    def append(self, act: NewAct) -> int:
        """Writes an act with its audit event and returns the record's id.

        Raises ConflictError when somebody else acted on the record since `act.revision - 1`.
        """
        try:
            return self._append(act)
        except sa.exc.IntegrityError:
            raise ConflictError(Text("record.error.changed_meanwhile")) from None

    def _append(self, act: NewAct) -> int:
        t = self.table
        with self._appdb.transaction() as connection:
            record_id = act.id
            if record_id is None:
                record_id = (
                    int(connection.execute(sa.select(sa.func.coalesce(sa.func.max(t.c.id), 0))).scalar_one()) + 1
                )
            common = {
                "id": record_id, "revision": act.revision, "event": act.event, "at": clock.now(), "by": act.by,
                "as_of": act.as_of, "state": act.state, "subject": act.subject,
            }  # fmt: skip
            connection.execute(t.insert().values(**common, **act.values))
            details = {"id": record_id, "subject": act.subject, "state": act.state} | _plain(act.values)
            event = Event(f"{self.record.id}.{act.event}", tuple(details))
            self._appdb.audit.write(act.by, event, details, connection)
        return record_id

    def _row(self, row: Mapping[str, Any]) -> RecordRow:
        return RecordRow(
            record=self.record.id,
            id=row["id"],
            subject=row["subject"],
            state=row["state"],
            values=self._values(row),
            revision=row["revision"],
            created=row["created"],
            by=row["author"],
            as_of=row["made"],
            changed=row["at"],
            changed_by=row["by"],
        )

    def _values(self, row: Mapping[str, Any]) -> dict[str, FieldValue]:
        return {one.id: _filled(one.kind, row[one.id]) for one in self.record.fields}


def _filled(kind: ValueKind, value: Any) -> FieldValue:
    """An empty text is a text; every other kind may be unknown."""
    is_text = kind in {ValueKind.CODE, ValueKind.NAME, ValueKind.TEXT}
    found: FieldValue = "" if value is None and is_text else value
    return found


def _plain(values: Values) -> dict[str, object]:
    return {
        name: value if isinstance(value, bool | int | str) else str(value)
        for name, value in values.items()
        if value not in {None, ""}
    }
