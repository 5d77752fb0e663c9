"""The audit trail: who did what, when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from sales_core.appdb import tables as t
from sales_core.appdb.records import AuditEvent
from sales_core.appdb.statements import Fetch, Transaction, joined
from sales_core.kernel import clock
from sales_core.kernel.events import Event


class AuditLog:
    """Append-only."""

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
            own.execute(t.audit.insert().values(at=clock.now(), who=who, what=event.id, details=dict(details)))

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
        query = sa.select(t.audit).where(*conditions).order_by(column.id.desc()).limit(limit)
        return [AuditEvent(**row) for row in self._fetch(query)]

    def people(self) -> tuple[str, ...]:
        """Everybody who ever did something, by name."""
        rows = self._fetch(sa.select(t.audit.c.who).distinct().order_by(t.audit.c.who))
        return tuple(row["who"] for row in rows)

    def kinds(self) -> tuple[str, ...]:
        """Every kind of act that ever happened, by id."""
        rows = self._fetch(sa.select(t.audit.c.what).distinct().order_by(t.audit.c.what))
        return tuple(row["what"] for row in rows)
