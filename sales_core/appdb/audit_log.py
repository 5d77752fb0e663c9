"""The audit trail: who did what, when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from sales_core.appdb import tables as t
from sales_core.appdb.audit_chain import BrokenLine, append_line, broken_lines, person_of
from sales_core.appdb.records import AuditEvent
from sales_core.appdb.statements import Fetch, Transaction, joined
from sales_core.kernel import clock
from sales_core.kernel.events import PERSON_ERASED, Event


class AuditLog:
    """Append-only: nothing but the erasing of a person changes a line, and that leaves the chain whole."""

    def __init__(self, fetch: Fetch, transaction: Transaction) -> None:
        self._fetch = fetch
        self._transaction = transaction

    def write(
        self, who: str, event: Event, details: Mapping[str, Any], connection: sa.Connection | None = None
    ) -> None:
        """Writes one line of the audit trail, on the caller's transaction when one is given.

        Raises ValueError when `details` are not those that the event declares.
        """
        event.check(details)
        with joined(self._transaction, connection) as own:
            append_line(own, clock.now(), who, event.id, details)

    def erase(self, name: str, by: str, connection: sa.Connection | None = None) -> str:
        """Takes a person's name out of the trail, and the details of every line by or about that person; the lines
        and their chain stay. Returns what stands for the name from now on.

        What the journal and backups held before stays in them until they are made anew.
        """
        with joined(self._transaction, connection) as own:
            person = person_of(own, name)
            stands_for = f"#{person[:8]}"
            told = own.execute(sa.select(t.audit.c.id, t.audit.c.person, t.audit.c.details)).all()
            lines = [row.id for row in told if row.person == person or _names(row.details, name)]
            for line in lines:
                own.execute(sa.update(t.audit).where(t.audit.c.id == line).values(details={}, salt=""))
            own.execute(sa.update(t.audit).where(t.audit.c.person == person).values(who=stands_for))
            own.execute(sa.update(t.looks).where(t.looks.c.who == name).values(who=stands_for))
            gone = sa.update(t.audit_people).where(t.audit_people.c.id == person)
            own.execute(gone.values(name=stands_for, salt=""))
            self.write(by, PERSON_ERASED, {"person": person, "lines": lines}, own)
        return stands_for

    def about(self, name: str) -> list[AuditEvent]:
        """What others did that names a person, oldest first."""
        told = (t.audit.c.id, t.audit.c.at, t.audit.c.who, t.audit.c.what, t.audit.c.details)
        rows = self._fetch(sa.select(*told).where(t.audit.c.who != name).order_by(t.audit.c.id))
        return [AuditEvent(**row) for row in rows if _names(row["details"], name)]

    def broken(self) -> list[BrokenLine]:
        """Lines that were changed, put in or taken out by others than this program."""
        with self._transaction() as connection:  # nobody writes a line meanwhile
            return broken_lines(connection)

    def events(
        self,
        *,
        limit: int = 500,
        who: str = "",
        what: str = "",
        since: datetime | None = None,
        before: datetime | None = None,
    ) -> list[AuditEvent]:
        """The audit trail, newest first: of one person, one kind of act, a stretch of time (`before` excluded)."""
        column = t.audit.c
        conditions = [
            *([column.who == who] if who else []),
            *([column.what == what] if what else []),
            *([column.at >= since] if since else []),
            *([column.at < before] if before else []),
        ]
        told = (column.id, column.at, column.who, column.what, column.details)
        query = sa.select(*told).where(*conditions).order_by(column.id.desc()).limit(limit)
        return [AuditEvent(**row) for row in self._fetch(query)]

    def people(self) -> tuple[str, ...]:
        """Everybody who ever did something, by name."""
        rows = self._fetch(sa.select(t.audit.c.who).distinct().order_by(t.audit.c.who))
        return tuple(row["who"] for row in rows)

    def kinds(self) -> tuple[str, ...]:
        """Every kind of act that ever happened, by id."""
        rows = self._fetch(sa.select(t.audit.c.what).distinct().order_by(t.audit.c.what))
        return tuple(row["what"] for row in rows)


def _names(value: Any, name: str) -> bool:
    """Whether a detail is that name, however deep it stands."""
    match value:
        case str():
            return value == name
        case Mapping():
            return any(_names(one, name) for one in value.values())
        case list():
            return any(_names(one, name) for one in value)
        case _:
            return False
